"""One uv.lock with everything that its parts are compared with and told by."""

from __future__ import annotations

import posixpath

from deplint.freshness import Difference
from deplint.freshness.documents import array, string, table
from deplint.freshness.uv_lists import Side, changes, differences
from deplint.freshness.uv_places import lock_entry
from deplint.freshness.uv_requirement import Requirement, from_lock, same_but_for_markers
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Manifest
    from deplint.freshness.documents import Table
    from deplint.freshness.uv_workspace import Member
    from deplint.model import Location, Related
    from deplint.project import Project

WITH_EXTRAS = 1
"""The revision since which the lock has provides-extras, and groups that are empty."""
WITH_LATE_PACKAGES = 3
"""Since about this revision a project without a build system is a package where others require it, and not virtual."""
WITH_GROUP_SETTINGS = 5
"""The revision since which the lock has the default groups, and the Pythons that groups are for."""


class Check:
    """A lock under comparison; `undecided` fills up with what can't be said, `registries` with the indexes that requirements name."""

    def __init__(self, lock: Manifest, project: Project, content: Table) -> None:
        self.lock, self.project, self.content = lock, project, content
        self.folder = posixpath.dirname(lock.path)
        self.is_script = lock.path.endswith(".py.lock")
        command = f"uv lock --script {posixpath.basename(lock.path)[:-5]}" if self.is_script else "uv lock"
        self.command = f"cd {self.folder} && {command}" if self.folder else command
        self.packages: list[Table] = [each for each in array(content.get("package")) if isinstance(each, dict)]
        revision = content.get("revision")
        self.revision = revision if isinstance(revision, int) else 0
        self.python = string(content.get("requires-python"))
        self.recorded = table(content, "manifest")
        self.undecided: list[str] = []
        self.registries: set[str] = set()
        self.told: set[str] = set()
        """Members of which it is told that they are of another kind: no requirement on them need say so again."""
        self.of_other_pythons: set[str] = set()
        """Packages, "" for the whole lock, of which it is told that a group is for other Pythons: its requirements need not say so too."""
        self.versions: dict[str, list[str]] = {}
        for package in self.packages:
            self.versions.setdefault(normalize(string(package.get("name"))), []).append(string(package.get("version")))
        self.side = Side(lock, self.python, self.versions, self.command, old=self.revision < WITH_LATE_PACKAGES)

    def package(self, name: str) -> Table | None:
        """The table of the package of this normalised name."""
        return next((each for each in self.packages if normalize(string(each.get("name"))) == name), None)

    def inputs(self, message: str, place: Location, label: str, subject: str, related: tuple[Related, ...] = ()) -> Difference:
        """Something that uv recorded is not so any more."""
        return Difference("inputs", f"{message}; lock again", place, label, related, self.command, subject)

    def gone(self, message: str, place: Location, subject: str) -> Difference:
        """Something is recorded that no manifest has any more."""
        return Difference("orphan", f"{message}; lock again", place, "no longer there", (), self.command, subject)

    def new(self, what: str, place: Location, subject: str) -> Difference:
        """Something stands in a manifest that the lock was made without."""
        message = f"{what} stands here, but `{self.lock.path}` was made without it; lock again"
        return Difference("missing", message, place, f"not in {self.lock.path}", (), self.command, subject)

    def read(self, entries: object) -> list[Requirement]:
        """The requirements of a list in the lock."""
        return [from_lock(each, self.folder) for each in array(entries)]

    def lists(
        self,
        wanted: Sequence[Requirement],
        locked: Sequence[Requirement],
        *,
        package: str = "",
        section: str = "requires-dist",
        what: str = "",
    ) -> Iterator[Difference]:
        """What differs between two lists of requirements; see uv_lists."""
        side = self.side._replace(package=package, section=section)
        # What the lock alone has is told below, where it differs, and not once more where indexes are compared.
        self.registries.update(each.registry for each in (*wanted, *locked) if each.registry)
        found = changes(wanted, locked, side)
        self.undecided.extend(found.undecided)
        yield from differences(found._replace(changed=[pair for pair in found.changed if not self._is_told(*pair, side)]), side, what)

    def _is_told(self, wanted: Requirement, locked: Requirement, side: Side) -> bool:
        if side.package in self.of_other_pythons and side.section != "requires-dist" and same_but_for_markers(wanted, locked):
            return True
        return wanted.name in self.told and wanted._replace(kind=locked.kind, origin=None) == locked

    def groups(
        self, wanted: dict[str, tuple[Requirement, ...]], recorded: Table, owner: Member, package: str = "", *, with_empty: bool
    ) -> Iterator[Difference]:  # fmt: skip
        """What differs between the groups of a file and those in the lock; `package` as in Side."""
        now = {name: entries for name, entries in wanted.items() if entries or with_empty}
        then = {normalize(name): array(entries) for name, entries in recorded.items() if entries or with_empty}
        for name in sorted(now.keys() - then.keys()):
            place = next((each.location for each in owner.manifest.groups if each.name == f"group:{name}"), owner.manifest.start)
            yield self.new(f"the group `{name}`", place, f"group:{name}")
        for name in sorted(then.keys() - now.keys()):
            place = lock_entry(self.lock, Requirement(""), package, name)
            yield self.gone(f"the group `{name}` is recorded here, but `{owner.manifest.path}` no longer has it", place, f"group:{name}")
        for name in sorted(now.keys() & then.keys()):
            yield from self.lists(now[name], self.read(then[name]), package=package, section=name)
