"""DPL407 unknown-group-include: a group that names one that does not exist, or in the end itself."""

from __future__ import annotations

from itertools import islice

from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Group, GroupInclude, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


class UnknownGroupInclude(Rule):
    """Dependency group or extra that includes one that does not exist, or groups that include each other.

    ## Why is this bad?
    Every tool that knows dependency groups refuses the file, also for the groups that are in order. An extra that does not exist is worse:
    the installers only warn, and what it should have brought is missing.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3"]

    [dependency-groups]
    test = ["pytest>=8"]
    dev = [{include-group = "tests"}, "ruff>=0.6"]
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3"]

    [dependency-groups]
    test = ["pytest>=8"]
    dev = [{include-group = "test"}, "ruff>=0.6"]
    ```
    Names are compared in their normal form. Extras of a project that makes them up when it is built are not looked for, and extras that
    name each other are no error.

    ## References
    [Dependency groups](https://packaging.python.org/en/latest/specifications/dependency-groups/)
    """

    code = "DPL407"
    severity = Severity.ERROR
    only_for = ("groups",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.of_kind("pyproject"):
            groups: dict[str, Group] = {}
            for group in manifest.groups:  # the standard tables come first, and stand for those of the tools
                groups.setdefault(group.name, group)
            extras_are_known = _extras_are_known(project, manifest)
            for group in manifest.groups:
                for include in group.includes:
                    if include.name not in groups and (extras_are_known or include.name.startswith("group:")):
                        yield self._unknown(group, include, manifest)
                    elif include.name in groups and _is_only_uvs_own(groups[include.name], group):
                        yield self._only_uvs_own(groups[include.name], group, include)
            yield from self._cycles(groups)

    def _unknown(self, group: Group, include: GroupInclude, manifest: Manifest) -> Diagnostic:
        kind, _, name = include.name.partition(":")
        what = "dependency group" if kind == "group" else "extra"
        known = islice((each for each in manifest.groups if each.name.startswith(f"{kind}:") and each is not group), 200)
        others = sorted(each.name.partition(":")[2] for each in known)
        near = _nearest(name, others)
        right = f"did you mean `{near}`?" if near else f"the file has {', '.join(f'`{each}`' for each in others[:8])}" if others else ""
        return self.found(
            include.location,
            f"`{name}` is no {what} of this project, but `{group.table}` includes it; define it or remove the include",
            label="not defined" if not near else f"not defined, but `{near}` is",
            related=[Related(group.location, "in this list")],
            help=right,
            subject=f"{group.name} {include.name}",
        )

    def _only_uvs_own(self, dev: Group, group: Group, include: GroupInclude) -> Diagnostic:
        return self.found(
            include.location,
            f"`dev` stands only in `{dev.table}`, where `{group.table}` can't include it from; move it to `[dependency-groups]`",
            label="uv refuses this",
            related=[Related(dev.location, "defined here")],
            subject=f"{group.name} {include.name}",
        )

    def _cycles(self, groups: dict[str, Group]) -> Iterator[Diagnostic]:
        """One finding for each cycle of dependency groups, at the include that closes it; depth first without recursion."""
        done: set[str] = set()
        for start in groups:
            way = {start: iter(groups[start].includes)} if start not in done else {}
            while way:
                name = next(reversed(way))
                include = next(way[name], None)
                if include is None:
                    done.add(name)
                    del way[name]
                elif include.name in way:
                    if include.name.startswith("group:"):
                        names = list(way)
                        yield self._cycle([*names[names.index(include.name) :], include.name], include, groups)
                elif include.name in groups and include.name not in done:
                    way[include.name] = iter(groups[include.name].includes)

    def _cycle(self, way: list[str], include: GroupInclude, groups: dict[str, Group]) -> Diagnostic:
        names = [name.partition(":")[2] for name in way]
        chain = " > ".join(names[:6]) + (" > ..." if len(names) > 6 else "")
        return self.found(
            include.location,
            f"`{names[-1]}` includes itself ({chain}), so that no tool can say what is in it; remove one of the includes",
            label="closes the cycle",
            related=[Related(groups[way[-1]].location, "leads back to here")],
            subject=" ".join(sorted(set(names))),
        )


def _extras_are_known(project: Project, manifest: Manifest) -> bool:
    """All extras stand in this file: none is made up by the build backend or written in another manifest."""
    metadata = manifest.metadata
    if metadata is None or "optional-dependencies" in metadata.dynamic:
        return False
    return not any(project.of_kind("setup.cfg", "setup.py")) or any(group.name.startswith("extra:") for group in manifest.groups)


def _is_only_uvs_own(included: Group, group: Group) -> bool:
    """`{include-group = "dev"}` where `dev` is defined by uv's table of the past alone: uv says so and stops."""
    return included.table == "tool.uv.dev-dependencies" and group.table.startswith("dependency-groups.")


def _nearest(name: str, others: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name[:60], others[:200], 1, 0.6)
    return near[0] if near else ""
