"""The packages of a lock beside the entries of its manifest into differences that have a name: missing, outside, left over.

What is told here holds whatever the tool's own check says: the tools ask only when that check has failed, for what explains it.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from deplint.freshness import Difference
from deplint.markers import never_true
from deplint.model import Location, Related
from deplint.names import normalize
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions import poetry_union, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from deplint.facts import Dependency, Manifest, PythonConstraint

_VALUE = r'[ \t]*=[ \t]*["\']([^"\'\n]*)["\']'
_PACKAGE = regex(r"^\[\[packages?\]\][ \t]*(?:#.*)?\r?$", re.MULTILINE)
_NAME = regex(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


class Locked(NamedTuple):
    """One package of a lock.

    name    normalised
    number  its place among the packages of the lock, from 0
    needs   the normalised names of what it depends on
    groups  the normalised names of the groups that it is locked for; empty where the lock does not say
    extras  the extras that it is locked with; None where the lock does not say
    lacking the extras that it has, and that are certainly not locked
    direct  it comes from a path, a URL or a repository, and not from an index
    """

    name: str
    version: str
    number: int = 0
    needs: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    extras: frozenset[str] | None = None
    direct: bool = False
    lacking: frozenset[str] = frozenset()


class Wanted(NamedTuple):
    """One entry of a manifest.

    group         the tool's name for the group that the lock has to have it in, "" for any
    any_version   it only has to be there: another place says in which version
    """

    dependency: Dependency
    group: str
    any_version: bool = False


class Pair:
    """A lock and its manifest, in what the locks of all tools have in common.

    command  what writes the lock anew
    place    where the version of a package stands in the lock, None where that can't be found
    """

    def __init__(
        self,
        lock: Manifest,
        asked: Manifest,
        *,
        tool: str,
        command: str,
        packages: Iterable[Locked],
        place: Callable[[Locked], Location | None],
        python: str = "",
    ) -> None:
        self.lock = lock
        self.asked = asked
        self.tool = tool
        folder = posixpath.dirname(lock.path)
        self.command = f"cd {folder} && {command}" if folder else command
        self.place = place
        self.python = python
        self.packages: dict[str, list[Locked]] = {}
        for package in packages:
            self.packages.setdefault(package.name, []).append(package)

    def differences(self, wanted: Sequence[Wanted]) -> Iterator[Difference]:
        """Everything that is wanted and not locked, or locked in another version than is wanted."""
        for entry in wanted:
            dependency = entry.dependency
            if dependency.name and not (dependency.marker and never_true(dependency.marker, self.python)):
                found = self._missing(entry) or (None if entry.any_version else self._violation(entry))
                if found is not None:
                    yield found

    def edits(
        self, wanted: Sequence[Wanted], python: Iterable[Difference] = (), left_over: Iterable[Difference] = ()
    ) -> Iterator[Difference]:
        """What was changed by hand in a lock that its own record of its inputs calls fresh: the tool does not look, and installs it.

        What a marker decides is not judged, as the lock may have been made for one platform; nor are extras, which tools have lost at
        times; nor the version of what another entry takes from a repository or a folder.
        """
        direct = {entry.dependency.name for entry in wanted if entry.dependency.url or entry.dependency.path}
        certain = [
            Wanted(each.dependency._replace(extras=()), each.group, each.any_version or each.dependency.name in direct)
            for each in wanted
            if not each.dependency.marker
        ]
        for each in [*self.differences(certain), *python] or left_over:
            message = each.message.replace("; lock again", f"; {self.tool} takes the lock for fresh all the same; lock again")
            yield each._replace(message=message)

    def _missing(self, entry: Wanted) -> Difference | None:
        dependency, lock = entry.dependency, self.lock.path
        locked = self.packages.get(dependency.name, [])
        if not locked:
            return self._at_name(dependency, f"`{dependency.written}` is required here, but `{lock}` does not have it", f"not in {lock}")
        grouped = [package for package in locked if entry.group in package.groups]
        if entry.group and not grouped and all(package.groups for package in locked):
            others = ", ".join(sorted({f"`{group}`" for package in locked for group in package.groups}))
            what = f"`{dependency.written}` is required for `{entry.group}` here, but `{lock}` has it only for {others}"
            return self._at_name(dependency, what, f"not locked for {entry.group}", locked[0])
        extra = _unlocked_extra(dependency, locked)
        if extra:
            what = f"`{dependency.written}[{extra}]` is required here, but `{lock}` has `{dependency.name}` without that extra"
            return self._at_name(dependency, what, "this extra is not locked", locked[0])
        return None

    def _at_name(self, dependency: Dependency, what: str, label: str, package: Locked | None = None) -> Difference:
        related = self.related(package, "locked here") if package is not None else ()
        return Difference(
            "missing", f"{what}; lock again", dependency.part(dependency.name_span), label, related, self.command, dependency.name
        )

    def _violation(self, entry: Wanted) -> Difference | None:
        dependency, everywhere = entry.dependency, self.packages.get(entry.dependency.name, [])
        locked = [package for package in everywhere if entry.group in package.groups] or everywhere
        direct = bool(dependency.url or dependency.path)
        if locked and all(package.direct != direct for package in locked):
            wanted, found = ("directly from its source", "from an index") if direct else ("from an index", "directly from a source")
            message = f"`{dependency.written}` is wanted {wanted} here, but `{self.lock.path}` has it {found}; lock again"
            place = dependency.part(dependency.url_span)
        elif not direct and locked and all(satisfies(dependency, package.version) is False for package in locked):
            versions = " and ".join(dict.fromkeys(f"`{package.version}`" for package in locked))
            message = f"`{dependency.written}` is locked at {versions}, which is outside `{dependency.specifier}`; lock again"
            place = dependency.part(dependency.specifier_span)
        else:
            return None
        related = self.related(locked[0], "locked here")
        return Difference("violation", message, place, f"not what {self.lock.path} has", related, self.command, dependency.name)

    def orphans(self, roots: Iterable[str]) -> Iterator[Difference]:
        """Packages that nothing among `roots` needs, one for each chain of them: the one that no other left-over package needs."""
        reached = set(roots)
        waiting = list(reached)
        while waiting:
            for package in self.packages.get(waiting.pop(), ()):
                further = package.needs - reached
                reached |= further
                waiting.extend(further)
        left = {name: found for name, found in self.packages.items() if name not in reached}
        needed = {need for found in left.values() for package in found for need in package.needs if need != package.name}
        for name in sorted(left.keys() - needed or list(left)[:1]):
            package = left[name][0]
            place = self.place(package)
            if place is not None:
                yield Difference(
                    "orphan",
                    f"`{name}` is locked, but neither `{self.asked.path}` nor another locked package asks for it; lock again",
                    place, "nothing needs it any more", help=self.command, subject=name,
                )  # fmt: skip

    def python_difference(self, constraint: PythonConstraint, locked: str, place: Location | None) -> Difference:
        """The lock was made for another range of Pythons."""
        related = () if place is None else (Related(place, "locked for this"),)
        made_for = f"`{locked}`" if locked else "any Python"
        return Difference(
            "python",
            f"`{constraint.value}` is the Python required here, but `{self.lock.path}` was made for {made_for}; lock again",
            constraint.location, f"{made_for} in {self.lock.path}", related, self.command, "python",
        )  # fmt: skip

    def inputs(self, place: Location, reason: str = "", related: tuple[Related, ...] = ()) -> Difference:
        """Nothing has a name but what the lock itself says of its inputs; `reason` is what is known to have changed."""
        why = f": {reason}" if reason else ""
        return Difference(
            "inputs",
            f"`{self.lock.path}` was not made from `{self.asked.path}` as it is now{why}; {self.tool} calls it stale, "
            "although every pin still fits; lock again",
            place, f"made from another {posixpath.basename(self.asked.path)}", related, self.command, self.lock.path,
        )  # fmt: skip

    def related(self, package: Locked, label: str) -> tuple[Related, ...]:
        """The package's place in the lock."""
        place = self.place(package)
        return () if place is None else (Related(place, label),)


def _unlocked_extra(dependency: Dependency, locked: Sequence[Locked]) -> str:
    """The first extra that no locked package of the name has; "" where there is none, or the lock does not say."""

    def lacks(package: Locked, extra: str) -> bool:
        return extra in package.lacking or (package.extras is not None and extra not in package.extras)

    return next((extra for extra in dependency.extras if all(lacks(package, extra) for package in locked)), "")


def satisfies(dependency: Dependency, version: str) -> bool | None:
    """Does a locked version fit what an entry asks for, in the entry's own language? None where it can't be said."""
    specifier = dependency.specifier
    if not specifier or specifier == "*":
        return True
    if dependency.form == "poetry":
        union = poetry_union(specifier)
        verdicts = [verdict(part, version) for part in union] if union else [None]
        return True if True in verdicts else None if None in verdicts else False
    if dependency.form == "pipfile" and specifier[:1].isdigit():
        specifier = f"=={specifier}"
    return verdict(specifier, version)


def requirement_name(text: object) -> str:
    """The normalised name at the head of a requirement string, "" where it does not begin with one."""
    found = _NAME.match(text.strip()) if isinstance(text, str) else None
    return normalize(found[0]) if found else ""


def value_place(manifest: Manifest, key: str, start: int = 0, end: int | None = None) -> Location | None:
    """Where the string that a TOML key at the beginning of a line leads to stands, the first one in a part of the text."""
    text = manifest.source.text
    found = re.compile(rf"^[ \t]*{key}{_VALUE}", re.MULTILINE).search(text, start, len(text) if end is None else end)
    return manifest.source.at(*found.span(1)) if found else None


def package_place(lock: Manifest, package: Locked) -> Location | None:
    """Where the version of a package stands in a lock that is TOML with an array of tables; its name where it has no version."""
    headers = _headers(lock.source.text)
    if package.number >= len(headers) - 1:
        return None
    start, end = headers[package.number], headers[package.number + 1]
    return value_place(lock, "version", start, end) or value_place(lock, "name", start, end)


@lru_cache(maxsize=2)
def _headers(text: str) -> tuple[int, ...]:
    """Where the tables of the packages begin, and the end of the text."""
    return (*(header.end() for header in _PACKAGE.finditer(text)), len(text))
