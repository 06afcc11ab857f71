"""DPL608 not-in-allow-list: a package that is not among those that may be used."""

from __future__ import annotations

from deplint.names import normalize
from deplint.questions.named import Use, uses
from deplint.rule import Option, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.model import Diagnostic
    from deplint.project import Project

SHOWN = 5


class NotInAllowList(Rule):
    """Package that is not in `policy.allowed-packages`, in a manifest.

    ## Why is this bad?
    Where only packages are used that somebody has looked at, a new one is a decision, and not a line that nobody noticed.

    ## Example
    ```config
    policy.allowed-packages = ["django<6", "acme-*"]
    ```
    ```bad requirements.txt
    acme-client==2.1.0
    django==5.1.4
    requests==2.32.3
    ```
    ```good requirements.txt
    acme-client==2.1.0
    django==5.1.4
    ```
    Entries are names, names with a specifier (`django<6`: a requirement that can't be met within it is flagged), or the beginning of names
    (`acme-*`). Packages of the repository itself, local paths and constraints are not flagged, nor is what others bring into locks and
    compiled files, unless the option `transitive` asks for it. Without `policy.allowed-packages` the rule finds nothing.
    """

    code = "DPL608"
    severity = Severity.ERROR
    security = "4.0"
    only_for = ("policy",)
    transitive = Option(False, "what others bring into a lock or a compiled file has to be allowed, too")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        allowed = project.policy.packages if project.policy is not None else None
        if allowed is None:
            return
        entries = [_parts(each) for each in allowed]
        found: dict[str, tuple[str, list[Use]]] = {}
        for use in uses(project):
            if use.name in project.first_party or (use.dependency and use.dependency.path) or (use.resolved and not self.transitive):
                continue
            if verdict := _verdict(use, entries):
                found.setdefault(use.name, (verdict, []))[1].append(use)
        for verdict, places in found.values():
            yield self._finding(verdict, places)

    def _finding(self, verdict: str, places: Sequence[Use]) -> Diagnostic:
        use = places[0]
        return self.found(
            use.location,
            f"`{use.name}` {verdict}",
            label="not allowed",
            related=[Related(each.location, "and here") for each in places[1:SHOWN]],
            help=f'remove it, or have `"{use.name}"` added to `policy.allowed-packages`',
            subject=use.name,
        )


def _parts(entry: str) -> tuple[str, str]:
    """The normalised name, with its asterisk, and the specifier of an entry."""
    end = next((place for place, sign in enumerate(entry) if sign in "<>=!~ ;["), len(entry))
    name = entry[:end]
    beginning = name.endswith("*")
    return f"{normalize(name.rstrip('*').rstrip('-_.'))}-*" if beginning else normalize(name), entry[end:].strip()


def _verdict(use: Use, entries: Sequence[tuple[str, str]]) -> str:
    """Why the policy does not allow it, "" where it does."""
    named = [specifier for name, specifier in entries if _fits(use.name, name)]
    if not named:
        return "is not among the packages that the policy allows; use one of them, or have it allowed"
    if not any(_can_be_met(use, specifier) for specifier in named):
        return f"is allowed by the policy only as `{named[0]}`, which `{use.specifier}` never is; take a version that is"
    return ""


def _fits(name: str, entry: str) -> bool:
    return name.startswith(entry[:-1]) if entry.endswith("-*") else name == entry


def _can_be_met(use: Use, allowed: str) -> bool:
    if not allowed or not use.specifier:
        return True
    from deplint.versions import compatible, verdict

    return verdict(allowed, use.version) is not False if use.version else compatible((allowed, use.specifier))
