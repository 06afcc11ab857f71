"""What every rule is: a pure function from a project to its findings, with the documentation, options and examples in its class."""

from __future__ import annotations

from functools import cache

from deplint.model import Diagnostic, Edit, Fix, Location, Related, Severity
from deplint.typing_light import TYPE_CHECKING, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, ClassVar

    from deplint.facts import Manifest, Problem
    from deplint.project import Project
    from deplint.repository import Repository
    from deplint.suppress import Ledger

T = TypeVar("T")
PROFILES = ("default", "strict", "pedantic")
ALWAYS = PROFILES
_READABLE = 240
_QUOTED = 80


class Option(Generic[T]):
    """One setting of a rule, declared once: the config key, its check, the documentation and the JSON schema come from here.

    `default` gives the type: a bool, an int, a string, or a tuple of strings.
    """

    def __init__(self, default: T, about: str) -> None:
        self.default = default
        self.about = about
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name.replace("_", "-")

    @overload
    def __get__(self, rule: None, owner: type) -> Option[T]: ...
    @overload
    def __get__(self, rule: Rule, owner: type) -> T: ...  # noqa: F811 (an overload)
    def __get__(self, rule: Rule | None, owner: type) -> Option[T] | T:  # noqa: F811
        if rule is None:
            return self
        value: T = rule.settings.get(self.name, self.default)
        return value


class Rule:
    """A rule. Subclasses set `code` and `severity`, document themselves in their docstring, and implement one `check*` method.

    `profiles` says where the rule is on: ALWAYS, ("strict",), ("pedantic",), or () for rules that must be selected.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity]
    strict_severity: ClassVar[Severity | None] = None
    profiles: ClassVar[tuple[str, ...]] = ALWAYS
    security: ClassVar[str] = ""
    """The "security-severity" of code scanning ("7.5") for the rules that guard the supply chain, else ""."""
    yields_to: ClassVar[tuple[str, ...]] = ()
    """Names of the rules that tell the same cause more exactly: where one of them speaks about the same requirement, this one is silent."""
    yields_in_file: ClassVar[tuple[str, ...]] = ()
    """Names of the rules that tell the story of a whole file: where one of them speaks about the file, this one is silent in it."""
    alone: ClassVar[bool] = False
    """What stands in the place of this rule's finding is nobody's wish (a merge conflict): no other rule speaks about anything in it."""
    refuses: ClassVar[bool] = False
    """The finding says that no installer accepts the entry: nothing else is said about that entry until it is repaired."""
    absence: ClassVar[bool] = False
    """The finding is that a project lacks something. Most small examples lack it too, so the examples of other rules don't count it."""
    only_for: ClassVar[tuple[str, ...]] = ()
    """What must be there, any of it, before the rule can find anything: kinds of files ("conda"), facts about them ("hashes"), or
    "problems" for a rule that only passes on what the readers left for it; `deplint.presence` knows all the words. The engine leaves the
    rule out, unimported, where nothing of it is there. () is anything."""

    def __init__(self, settings: Mapping[str, Any] | None = None, profile: str = "default") -> None:
        self.settings: Mapping[str, Any] = settings or {}
        self.profile = profile

    @classmethod
    def name(cls) -> str:
        """`MissingHash` is `missing-hash`."""
        return _kebab_case(cls.__name__)

    @classmethod
    def options(cls) -> dict[str, Option[Any]]:
        """The declared options by config key."""
        return {value.name: value for value in vars(cls).values() if isinstance(value, Option)}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        """The findings in one project."""
        yield from ()

    def check_repository(self, repository: Repository) -> Iterator[Diagnostic]:
        """The findings that only all projects together show."""
        yield from ()

    def check_suppressions(self, ledger: Ledger) -> Iterator[Diagnostic]:
        """The findings about the suppressions themselves, after all other rules have run."""
        yield from ()

    def found(
        self,
        location: Location,
        message: str,
        *,
        label: str = "",
        related: Iterable[Related] = (),
        help: str = "",
        fix: Fix | None = None,
        severity: Severity | None = None,
        subject: str = "",
    ) -> Diagnostic:
        """A finding of this rule; `severity` only where this case differs from the rule's own."""
        if severity is None:
            severity = self.strict_severity if self.strict_severity and self.profile == "strict" else self.severity
        related = tuple(related)
        if "@" in message or "@" in label or "@" in help or "@" in subject:
            message, label, help, subject = map(_masked, (message, label, help, subject))
        return Diagnostic(self.code, self.name(), severity, _cut(message), location, _cut(label), related, help, fix, subject)

    def problems(self, manifests: Iterable[Manifest]) -> Iterator[Diagnostic]:
        """A finding for each problem that the readers left for this rule."""
        name = self.name()
        for manifest in manifests:
            for problem in manifest.problems:
                if problem.rule == name:
                    yield self.found(
                        problem.location, problem.message, label=problem.label, help=problem.help,
                        fix=_fix_of(problem), subject=problem.subject,
                    )  # fmt: skip


@cache
def _kebab_case(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).removeprefix("-")


def _cut(text: str) -> str:
    """A message is for reading: what it quotes from a file may be a megabyte long."""
    if len(text) <= _READABLE:
        return text
    parts = text.split("`")
    for number in range(1, len(parts), 2):
        if len(parts[number]) > _QUOTED:
            parts[number] = f"{parts[number][: _QUOTED - 3]}..."
    text = "`".join(parts)
    return text if len(text) <= 4 * _READABLE else f"{text[: 4 * _READABLE]}..."


def _masked(text: str) -> str:
    """What is said of an address never tells the password in it."""
    from deplint.credentials import masked

    return masked(text)


def _fix_of(problem: Problem) -> Fix | None:
    if not problem.edits:
        return None
    return Fix(problem.fix_title, problem.edits, safe=True)


__all__ = ["ALWAYS", "PROFILES", "Edit", "Fix", "Location", "Option", "Related", "Rule", "Severity"]
