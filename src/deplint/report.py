"""What a run found and could not find, made once by the engine, in the only shape that reporters see."""

from __future__ import annotations

import re

from deplint import __version__
from deplint.model import Position, Severity
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from deplint.model import Diagnostic, Location, Source
    from deplint.rule import Rule

HOME = "https://github.com/deplint/deplint"
"""Where the program is at home; the pages of its rules are below it."""


class FileInfo(NamedTuple):
    """One file that was looked at. `kind` is discovery's, `role` the role's value, `reason` says how the role was found."""

    path: str
    kind: str
    role: str
    reason: str = ""


class NotChecked(NamedTuple):
    """A check that could not run, and so never counts as passed.

    path    the file or project that was not checked, "" where it is all of them
    reason  a plain sentence without a full stop
    rule    the code of the rule that could not run, "" where no rule could
    broken  deplint or a plugin is at fault (exit 3), not the file
    """

    path: str
    reason: str
    rule: str = ""
    broken: bool = False


class RuleInfo(NamedTuple):
    """What reports say of a rule. `docstring` is as the class has it; `security` is the "security-severity" of code scanning or ""."""

    code: str
    name: str
    severity: Severity
    docstring: str = ""
    url: str = ""
    security: str = ""

    @classmethod
    def of(cls, rule: type[Rule], docs: str = "") -> RuleInfo:
        """The information of a rule class; `docs` is the address of the folder that holds a page for each rule, "" for none."""
        name = rule.name()
        url = f"{docs.rstrip('/')}/{name}" if docs else ""
        return cls(rule.code, name, rule.severity, rule.__doc__ or "", url, rule.security)

    @property
    def doc(self) -> str:
        """The documentation in Markdown: the docstring without its margin (PEP 257), whose first line has none."""
        lines = self.docstring.splitlines()
        margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=0)
        return "\n".join([line.strip() for line in lines[:1]] + [line[margin:].rstrip() for line in lines[1:]]).strip()

    @property
    def summary(self) -> str:
        """The first sentence of the documentation on one line."""
        paragraph = " ".join(self.doc.partition("\n\n")[0].split())
        match = re.match(r"(?s).+?[.!?](?=\s|$)", paragraph)
        return match[0] if match else paragraph

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """The documentation as (heading, Markdown) pairs; the part before the first heading has the heading ""."""
        parts = re.split(r"(?m)^## +(.+)$", self.doc)
        return (("", parts[0].strip()), *((parts[i].strip(), parts[i + 1].strip()) for i in range(1, len(parts) - 1, 2)))


class Summary(NamedTuple):
    """The counts of a run. `fixable` counts the findings with a fix, safe or not."""

    files: int
    errors: int
    warnings: int
    infos: int
    fixable: int
    suppressed: int
    baselined: int
    not_checked: int

    @property
    def findings(self) -> int:
        return self.errors + self.warnings + self.infos


class Report:
    """Everything that a reporter may see; nothing changes it afterwards.

    diagnostics  the findings to show, sorted by path, place and code; suppressed and baselined ones are not among them
    sources      the decoded files that findings point into; a file that is absent here is shown without a frame
    rules        what is known of each rule that ran, by code
    suppressed, baselined   how many findings were left out, and why
    root, cwd    absolute POSIX paths of the tree's root and of the folder the user stands in; "" shows paths as they are
    read         gives the bytes of a file (a tree's `read`), only called by reports that need them
    """

    __slots__ = (
        "_shown", "baselined", "cwd", "diagnostics", "files", "not_checked", "read", "root", "rules", "sources", "suppressed",
        "tool", "url", "version",
    )  # fmt: skip

    def __init__(
        self,
        diagnostics: Iterable[Diagnostic] = (),
        *,
        files: Iterable[FileInfo] = (),
        sources: Mapping[str, Source] | None = None,
        rules: Iterable[RuleInfo] = (),
        not_checked: Iterable[NotChecked] = (),
        suppressed: int = 0,
        baselined: int = 0,
        root: str = "",
        cwd: str = "",
        read: Callable[[str], bytes] | None = None,
        tool: str = "deplint",
        version: str = __version__,
        url: str = HOME,
    ) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(sorted(diagnostics, key=_order))
        self.files: tuple[FileInfo, ...] = tuple(sorted(files))
        self.sources: Mapping[str, Source] = {} if sources is None else sources
        self.rules: dict[str, RuleInfo] = {rule.code: rule for rule in sorted(rules)}
        self.not_checked: tuple[NotChecked, ...] = tuple(sorted(not_checked))
        self.suppressed = suppressed
        self.baselined = baselined
        self.root = root
        self.cwd = cwd
        self.read = read
        self.tool = tool
        self.version = version
        self.url = url
        self._shown: dict[str, str] = {}

    def with_only(self, diagnostics: Iterable[Diagnostic]) -> Report:
        """The same report with some of its findings; the others are counted as known from the baseline."""
        kept = tuple(diagnostics)
        return Report(
            kept, files=self.files, sources=self.sources, rules=self.rules.values(), not_checked=self.not_checked,
            suppressed=self.suppressed, baselined=self.baselined + len(self.diagnostics) - len(kept), root=self.root, cwd=self.cwd,
            read=self.read, tool=self.tool, version=self.version, url=self.url,
        )  # fmt: skip

    @property
    def summary(self) -> Summary:
        """The counts, taken from what the report holds."""
        found = [diagnostic.severity for diagnostic in self.diagnostics]
        return Summary(
            files=len(self.files),
            errors=found.count(Severity.ERROR),
            warnings=found.count(Severity.WARNING),
            infos=found.count(Severity.INFO),
            fixable=sum(diagnostic.fix is not None for diagnostic in self.diagnostics),
            suppressed=self.suppressed,
            baselined=self.baselined,
            not_checked=len(self.not_checked),
        )

    @property
    def broken(self) -> bool:
        """Some check could not run because deplint or a plugin is at fault."""
        return any(entry.broken for entry in self.not_checked)

    def most_severe(self) -> list[Diagnostic]:
        """The findings, errors first, for reports that must leave out the rest."""
        return sorted(self.diagnostics, key=lambda diagnostic: diagnostic.severity.rank)

    def start(self, location: Location) -> Position:
        """Where a location starts; the start of the file where the file is not at hand."""
        source = self.sources.get(location.path)
        return source.position(location.start) if source else Position(1, 1)

    def end(self, location: Location) -> Position:
        """Where a location ends, exclusive."""
        source = self.sources.get(location.path)
        return source.position(location.end) if source else Position(1, 1)

    def data(self, path: str) -> bytes | None:
        """The bytes of a file, None where they are not to be had."""
        from deplint.tree import TreeError

        if self.read is None:
            return None
        try:
            return self.read(path)
        except (TreeError, OSError):
            return None

    def display(self, path: str) -> str:
        """A path of the tree as the user would write it: relative to the folder the user stands in."""
        if not self.root or not self.cwd or self.root == self.cwd:
            return path
        shown = self._shown.get(path)
        if shown is None:
            from posixpath import join, relpath

            shown = self._shown[path] = relpath(join(self.root, path), self.cwd)
        return shown


def _order(diagnostic: Diagnostic) -> tuple[str, int, str, int, str, str]:
    location = diagnostic.location
    return location.path, location.start, diagnostic.code, location.end, diagnostic.message, diagnostic.subject
