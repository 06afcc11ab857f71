"""DPL607 banned-package: a package that the policy does not want."""

from __future__ import annotations

from deplint.names import normalize
from deplint.questions.locked import lock_command
from deplint.questions.named import Use, brought_in_by, uses
from deplint.roles import LOCK_KINDS
from deplint.rule import Edit, Fix, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.model import Diagnostic
    from deplint.policy import Ban
    from deplint.project import Project

SHOWN = 5


class BannedPackage(Rule):
    """Package that the policy bans, in a manifest, or in a lock or compiled file that something else brings it into.

    ## Why is this bad?
    Somebody has decided that it is not to be used, for the reason that the configuration gives: it is unmaintained, its licence does not
    fit, a release of it was harmful, there is something better.

    ## Example
    ```config
    [policy.banned]
    pycrypto = { reason = "unmaintained since 2013", use-instead = "pycryptodome" }
    ```
    ```bad requirements.txt
    pycrypto==2.6.1
    ```
    ```good requirements.txt
    pycryptodome==3.20.0
    ```
    With `versions` only these are banned: a pin or a locked version is flagged, a range that allows others is not. What is brought in
    only by packages in `unless` is not flagged. Without `policy.banned` the rule finds nothing. A package is one finding, at the place
    where it is asked for.
    """

    code = "DPL607"
    severity = Severity.ERROR
    security = "5.0"
    only_for = ("policy",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        bans: dict[str, list[Ban]] = {}
        for ban in project.policy.banned if project.policy is not None else ():
            bans.setdefault(ban.name, []).append(ban)
        found: dict[str, tuple[Ban, list[Use]]] = {}
        for use in uses(project) if bans else ():
            for ban in bans.get(use.name, ()):
                if _is_meant(ban, use) and not _is_excused(ban, use, project):
                    found.setdefault(f"{ban.name} {ban.versions}", (ban, []))[1].append(use)
        for ban, places in found.values():
            yield self._finding(project, ban, places)

    def _finding(self, project: Project, ban: Ban, places: Sequence[Use]) -> Diagnostic:
        use = places[0]
        by = sorted(brought_in_by(use, project) - {"", *map(normalize, ban.unless)}) if use.resolved else []
        what = f"`{use.name}{use.specifier}`" if ban.versions else f"`{use.name}`"
        through = f", which {' and '.join(f'`{each}`' for each in by[:2])} brought in," if by else ""
        why = f": {ban.reason}" if ban.reason else ""
        instead = f"; use `{ban.use}`" if ban.use else ""
        related = [Related(each.location, "and here") for each in places[1:SHOWN]]
        if ban.entry.location is not None:
            related.append(Related(ban.entry.location, "banned here"))
        return self.found(
            use.location,
            f"{what}{through} is banned by the policy{why}{instead}",
            label="banned",
            related=related,
            help=_help(ban, use),
            fix=_replacement(ban, use),
            subject=use.name,
        )


def _is_meant(ban: Ban, use: Use) -> bool:
    if not ban.versions:
        return True
    from deplint.versions import verdict

    return bool(use.version) and verdict(ban.versions, use.version) is True


def _is_excused(ban: Ban, use: Use, project: Project) -> bool:
    """Do only packages bring it in that may?"""
    if not ban.unless or not use.resolved:
        return False
    by = brought_in_by(use, project)
    return bool(by) and by <= {normalize(each) for each in ban.unless}


def _help(ban: Ban, use: Use) -> str:
    if use.manifest.kind in LOCK_KINDS:
        return f'find what needs it and replace that, or name it in `unless`; then {lock_command(use.manifest) or "lock again"}'
    return f"replace `{use.name}` by `{ban.use}`" if ban.use else f"remove `{use.name}`"


def _replacement(ban: Ban, use: Use) -> Fix | None:
    """The other name in the place of this one, where nothing else of the entry speaks about it: unsafe, as it is another package."""
    each = use.dependency
    if each is None or use.resolved or not ban.use or each.name_span is None or each.specifier or each.extras or each.url or each.hashes:
        return None
    return Fix(f"use {ban.use}", (Edit(use.location, ban.use),))
