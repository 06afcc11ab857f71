"""A requirement that no installer accepts into the one problem that says most exactly what is wrong with it, and where."""

from __future__ import annotations

from functools import lru_cache

from deplint.facts import Problem, Span
from deplint.model import Edit, Location
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from deplint.facts import Dependency

LONGEST = 20_000
"""Nothing longer is a requirement; packaging is not asked, as its parser recurses and backtracks."""
_LONGEST_MARKER = 5_000
_NEAR = 1_000
"""So far behind the name is looked for the next requirement."""
_CLAUSE_START = regex(r"(?:===|==|~=|!=|<=|>=|<|>)[ \t]*[0-9]")
_OPERATOR_START = regex(r"[=<>!~^]")
_WORD = regex(r"[A-Za-z][A-Za-z0-9._-]*")
_OPTION = regex(r"--?[A-Za-z]")
_VERSION = regex(r"v?[0-9][A-Za-z0-9.*+!_-]*")
_EXTRAS = regex(r"\[[A-Za-z0-9._, \t-]*\]")
_VARIABLES = frozenset((
    "python_version", "python_full_version", "os_name", "os.name", "sys_platform", "sys.platform", "platform_release", "platform_system",
    "platform_version", "platform_machine", "platform.machine", "platform.version", "platform_python_implementation",
    "implementation_name", "implementation_version", "extra", "extras", "dependency_groups",
))  # fmt: skip


class Shape(NamedTuple):
    """A requirement taken apart where its parts must stand: offsets in `text`.

    after      behind the name and the extras
    specifier  the range of the version clauses, without parentheses around them
    stop       where the version ends: the semicolon, or the end
    marker     where the marker begins, `end` where there is none
    """

    text: str
    after: int
    specifier: Span
    stop: int
    marker: int
    end: int


def refusal(dependency: Dependency, shape: Shape, span: Callable[[int, int], Span], path: str) -> Problem | None:
    """What is wrong with a requirement, None where `packaging` has nothing against it."""
    start = len(shape.text) - len(shape.text.lstrip())
    judged = judge(shape.text[start : shape.end])
    if judged is None:
        return None
    return next(_Explained(dependency, shape, span, path).problems(judged[0], start + judged[1]))


class _Explained:
    """The explanations in the order of their exactness; the first one that fits is told."""

    def __init__(self, dependency: Dependency, shape: Shape, span: Callable[[int, int], Span], path: str) -> None:
        self.dependency = dependency
        self.written = short(dependency.written)
        self.shape = shape
        self.span = span
        self.path = path

    def at(self, start: int, end: int) -> Location:
        return Location(self.path, *self.span(start, end))

    def problem(self, rule: str, message: str, place: Location, label: str = "", help: str = "") -> Problem:
        return Problem(rule, message, place, label, help, subject=self.dependency.name)

    def problems(self, reason: str, column: int) -> Iterator[Problem]:
        yield from self._semicolon()
        yield from self._tab()
        yield from self._comment()
        yield from self._marker()
        yield from self._after_name()
        yield from self._after_clause()
        yield from self._clause()
        yield from self._general(reason, column)

    def _semicolon(self) -> Iterator[Problem]:
        text, stop = self.shape.text, self.shape.stop
        marker = text[self.shape.marker : self.shape.end]
        if marker and _CLAUSE_START.match(marker):
            place = self.at(stop, stop + 1)
            message = f"`{self.written}` has `;` between two version clauses, which begins a marker; clauses are joined by `,`"
            yield self.problem(
                "semicolon-for-comma", message, place, "this should be a comma", f"{text[:stop].rstrip()},{marker}".strip()
            )._replace(edits=(Edit(place, ","),), fix_title="replace `;` by `,`")  # fmt: skip

    def _tab(self) -> Iterator[Problem]:
        text, end = self.shape.text, self.shape.end
        tab = text.find("\t-", 0, end)
        if tab >= 0 and _OPTION.match(text, tab + 1):
            message = f"`{short(text[tab:end])}` stands behind a tab, but pip sees an option only where a blank is before it"
            yield self.problem("invalid-requirement", message, self.at(tab, tab + 1), "a blank instead of this tab")

    def _comment(self) -> Iterator[Problem]:
        text, after = self.shape.text, self.shape.after
        sign = text.find("#", after, self.shape.end)
        if sign >= after and not text[sign - 1].isspace() and judge(text[:sign].strip()) is None:
            start = self.span(sign, sign)[0]
            message = f"`{short(text[sign : self.shape.end].split()[0])}` is not a comment for pip: the `#` needs a blank before it"
            place = Location(self.path, start, start + 1)
            yield self.problem("inline-comment-not-comment", message, place, "a blank is missing before this")._replace(
                edits=(Edit(Location(self.path, start, start), "  "),), fix_title="put blanks before the `#`"
            )

    def _marker(self) -> Iterator[Problem]:
        marker = self.dependency.marker
        if marker and not is_marker(marker) and judge(self.shape.text[: self.shape.stop].strip()) is None:
            yield invalid_marker(self.dependency)

    def _after_name(self) -> Iterator[Problem]:
        """Something other than an operator follows the name."""
        text, start, stop, written = self.shape.text, self.shape.after, self.shape.stop, self.written
        if start >= stop or _OPERATOR_START.match(text[start]) or text[start] == "@":
            return
        if text[start] == "[":
            message = f"`[` begins extras of `{written}` that are not valid: names, separated by commas, and then `]`"
            yield self.problem("invalid-requirement", message, self.at(start, start + 1), "not extras")
            return
        version = _VERSION.match(text, start + (text[start] == "("))
        if version:
            number = short(version[0]).removeprefix("v")
            message = f"`{short(version[0])}` follows `{written}` without an operator; it would be `{written}=={number}`"
            yield self.problem("invalid-requirement", message, self.at(*version.span()), "an operator is missing before this")
        elif text[start - 1].isspace() and (word := _WORD.match(text, start)):
            yield self._another(word)
        elif text[start] == "," and (following := text[start + 1 : stop].strip())[:1] not in ("", *"=<>!~"):
            message = f"`,` joins `{written}` and `{short(following)}`; each requirement needs a line of its own"
            yield self.problem("invalid-requirement", message, self.at(start, start + 1), "a new line instead of this")
        else:
            sign = text[start]
            named = f"`{sign}`" if sign.isprintable() and not sign.isspace() else f"`U+{ord(sign):04X}` (an invisible character)"
            message = f"{named} follows `{written}`, where only a version, a marker or nothing may"
            yield self.problem("invalid-requirement", message, self.at(start, start + 1), "unexpected")

    def _after_clause(self) -> Iterator[Problem]:
        """A valid specifier, a blank, and then a word: the next requirement, or a marker without its semicolon."""
        text, start, stop = self.shape.text, self.shape.after, self.shape.stop
        if start < stop and _OPERATOR_START.match(text[start]):
            words = _WORD.finditer(text, start, min(stop, start + _NEAR))
            word = next((each for each in words if text[each.start() - 1] in " \t" and each[0] not in ("and", "or")), None)
            if word and _is_specifier(text[start : word.start()]):
                yield self._another(word)

    def _another(self, word: re.Match[str]) -> Problem:
        if word[0] in _VARIABLES:
            message = f"`{word[0]}` begins a marker, which needs a `;` before it"
            return self.problem("invalid-requirement", message, self.at(*word.span()), "`;` is missing before this")
        extras = _EXTRAS.match(self.shape.text, word.end())
        end = extras.end() if extras else word.end()
        following = short(self.shape.text[word.start() : end])
        message = f"`{following}` follows `{self.written}` on one line; each requirement needs its own"
        return self.problem("invalid-requirement", message, self.at(word.start(), end), "a new line is missing before this")

    def _clause(self) -> Iterator[Problem]:
        start, stop = self.shape.specifier
        specifier = self.shape.text[start:stop]
        if not _OPERATOR_START.match(specifier):
            return
        from deplint.versions import invalid_clause, repaired

        found = invalid_clause(specifier)
        if found is not None:
            begin, end, reason = found
            message = f"`{self.written}` has the version clause `{short(specifier[begin:end])}`: {reason}"
            right = repaired(specifier[begin:end])
            whole = f"{specifier[:begin]}{right}{specifier[end:]}" if right else ""
            advice = f"{self.shape.text[: self.shape.after].strip()}{whole}" if whole and _is_specifier(whole) else ""
            yield self.problem("invalid-specifier", message, self.at(start + begin, start + end), "not PEP 440", advice)

    def _general(self, reason: str, column: int) -> Iterator[Problem]:
        end = self.shape.end
        text = self.shape.text
        message = f"`{short(text)}` is not a valid requirement: {reason}"
        start = min(column, max(end - 1, 0))
        yield self.problem("invalid-requirement", message, self.at(start, min(start + 1, end)))


def invalid_marker(dependency: Dependency) -> Problem:
    place = dependency.part(dependency.marker_span)
    message = f"`{short(dependency.written)}` has the marker `{short(dependency.marker)}`, which is not valid (PEP 508)"
    return Problem("invalid-requirement", message, place, "not a marker", subject=dependency.name)


@lru_cache(maxsize=4096)
def is_marker(marker: str) -> bool:
    """Whether `packaging` takes it for a marker; too long ones are given the benefit of the doubt."""
    if len(marker) > _LONGEST_MARKER:
        return True
    from packaging.markers import InvalidMarker, Marker

    try:
        Marker(marker)
    except (InvalidMarker, RecursionError):
        return False
    return True


@lru_cache(maxsize=4096)
def judge(text: str) -> tuple[str, int] | None:
    """Why `packaging` refuses a requirement, in its words, and at which offset; None where it accepts it."""
    if len(text) > LONGEST:
        return "it is too long to be one", 0
    from packaging.requirements import InvalidRequirement, Requirement

    try:
        Requirement(text)
    except InvalidRequirement as error:
        said, _, rest = str(error).partition("\n")
        # packaging shows the text, and below it the place: `    ~~~~^`.
        shown = rest.rpartition("\n")[2]
        marks = len(shown) - len(shown.lstrip(" "))
        reason = said or "it can't be parsed"
        return reason[:1].lower() + reason[1:], max(marks - 4, 0) if set(shown.strip()) <= set("~^") else 0
    except RecursionError:
        return "it is nested too deeply", 0
    return None


def _is_specifier(text: str) -> bool:
    from deplint.versions import is_valid

    return is_valid(text.strip(" \t,"))


def short(text: str) -> str:
    """The text for a message, cut where it is too long to be read in one."""
    text = text.strip()
    return text if len(text) <= 60 else text[:57] + "..."
