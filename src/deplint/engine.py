"""A tree and the user's policy into a report: runs the rules on the projects, then decides which of their findings are shown.

The engine knows no rule and no format. A rule that fails is recorded, what it and all others found is kept.
"""

from __future__ import annotations

import gc
from functools import cached_property

from deplint.discovery import is_within
from deplint.model import Diagnostic, Location
from deplint.plugins import catalogue
from deplint.precedence import told
from deplint.presence import PAIRS, SUPPRESSIONS, Presence
from deplint.report import FileInfo, NotChecked, Report, RuleInfo
from deplint.repository import Repository
from deplint.rule import Rule
from deplint.suppress import Ledger, suppressions
from deplint.typing_light import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from deplint.model import Severity, Source
    from deplint.plugins import Catalogue, Entry
    from deplint.repository import Settings
    from deplint.tree import Tree
    from deplint.waivers import Waiver

DOCS = "https://github.com/deplint/deplint/blob/main/docs/rules"
"""The folder that has a page for each of deplint's own rules."""


class Policy(Protocol):
    """What the engine asks of the user's configuration."""

    @property
    def profile(self) -> str:
        """One of deplint.rule.PROFILES."""

    @property
    def plugins(self) -> bool:
        """Rules of other distributions run too."""

    def selects(self, entry: Entry) -> bool:
        """This rule runs."""

    def options(self, name: str) -> Mapping[str, Any]:
        """The settings of a rule by option name; options that aren't set are absent."""

    def severity(self, code: str) -> Severity | None:
        """The severity that the user gave to a rule."""

    def ignores(self, path: str, code: str) -> bool:
        """Findings of this rule in this file are not wanted."""

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """Findings that are accepted."""

    def files(self) -> Settings:
        """Which files are read, and what the user says that they are."""


def lint(
    tree: Tree,
    policy: Policy,
    *,
    rules: Catalogue | None = None,
    root: str = "",
    cwd: str = "",
    today: str = "",
    on_error: Callable[[BaseException], None] | None = None,
) -> Report:
    """Everything that the policy wants to know about a tree.

    rules       the rules that the policy chooses from; None for all that are installed
    root, cwd   absolute POSIX paths of the tree's root and of the user's folder, for the report to show paths by
    today       the date that suppressions expire by (ISO 8601); "" for the date of the clock
    on_error    told of each exception of a rule, which otherwise only its NotChecked in the report tells
    """
    collecting = gc.isenabled()
    # Nothing here makes garbage in circles, and the collector would walk the whole repository again and again.
    gc.disable()
    try:
        repository = Repository.load(tree, policy.files())
        return _Run(repository, rules or catalogue(plugins=policy.plugins), policy, today, on_error).report(root, cwd)
    finally:
        if collecting:
            gc.enable()


class Failed(NamedTuple):
    """A rule that did not come to its end: `place` is the project or file that it was at, `reason` what went wrong."""

    code: str
    name: str
    place: str
    reason: str


class _Run:
    """The rules of one run on one repository; `failed` and `loaded` fill up on the way."""

    def __init__(
        self, repository: Repository, rules: Catalogue, policy: Policy, today: str, on_error: Callable[[BaseException], None] | None
    ) -> None:
        self.repository = repository
        self.catalogue = rules
        self.policy = policy
        self.on_error = on_error
        self.scope = tuple(path for path in repository.settings.scope if path not in ("", "."))
        self.sources: dict[str, Source] = {path: manifest.source for path, manifest in repository.manifests.items()}
        if repository.settings.policy is not None:
            self.sources = {**{source.path: source for source in repository.settings.policy.sources}, **self.sources}
        for waiver in policy.waivers:
            if waiver.source:
                self.sources.setdefault(waiver.source.path, waiver.source)
        self.selected = [entry for entry in rules.entries if policy.selects(entry)]
        self.loaded: dict[str, type[Rule]] = {}
        self.failed: list[Failed] = []
        self.ledger = self._ledger(today)

    def report(self, root: str, cwd: str) -> Report:
        """Runs the rules and says what they found."""
        rules = list(self._rules())
        found = self._asked(self._findings(rules))
        staying, yielding = told(found, self.loaded, self.repository.manifests)
        kept = list(self.ledger.kept(staying))
        # What yields is not counted as suppressed, but a suppression of it is what somebody wanted to say of that line.
        self.ledger.note(yielding)
        self.ledger.ran = frozenset(entry.code for entry in self.selected) - {failure.code for failure in self.failed}
        about = self._asked(diagnostic for rule in rules for diagnostic in self._guarded(rule, "", rule.check_suppressions, self.ledger))
        if about:
            told_too = set(map(id, told([*found, *about], self.loaded, self.repository.manifests)[0]))
            about = [diagnostic for diagnostic in about if id(diagnostic) in told_too]
        shown = list(self._wanted([*kept, *self.ledger.kept(about)]))
        return Report(
            shown,
            files=self._files(),
            sources=self.sources,
            rules=[self._information(code) for code in {diagnostic.code for diagnostic in shown}],
            not_checked=self._not_checked(),
            suppressed=self.ledger.suppressed,
            root=root,
            cwd=cwd,
            read=self.repository.tree.read,
        )

    def _ledger(self, today: str) -> Ledger:
        linted = (manifest for project in self.repository.projects for manifest in project.files)
        found = tuple(suppressions(linted, self.catalogue.codes))
        if not today and any([*(each.until for each in found), *(each.until for each in self.policy.waivers)]):
            from time import strftime

            today = strftime("%Y-%m-%d")
        return Ledger(found, self.catalogue.codes, today, self.policy.waivers, whole=not self.scope)

    def _rules(self) -> Iterator[Rule]:
        """The selected rules that may find something in this repository; the others are not even imported."""
        there = Presence(self.repository, [SUPPRESSIONS] if self.ledger.suppressions or self.ledger.waivers else [])
        for entry in self.selected:
            if there.concerns(entry.name, entry.only_for):
                try:
                    rule = self.loaded[entry.code] = entry.load()
                    yield rule(self.policy.options(entry.name), self.policy.profile)
                except (Exception, SystemExit) as error:
                    self._fail(entry.code, entry.name, "", error)

    def _findings(self, rules: Sequence[Rule]) -> Iterator[Diagnostic]:
        """What the rules find in one project after the other, and what has been worked out for a project is forgotten before the next."""
        of_projects = [rule for rule in rules if type(rule).check is not Rule.check]
        for project in self.repository.projects:
            for rule in of_projects:
                yield from self._guarded(rule, project.root, rule.check, project)
            project.forget()
        for rule in rules:
            yield from self._guarded(rule, "", rule.check_repository, self.repository)

    def _guarded(self, rule: Rule, place: str, check: Callable[[Any], Iterable[object]], subject: object) -> Iterator[Diagnostic]:
        """What a rule finds up to the end or to its failure."""
        try:
            for finding in check(subject):
                if not isinstance(finding, Diagnostic) or finding.code != rule.code:
                    raise TypeError(f"{type(finding).__name__} is no finding of this rule")
                sound = self._sound(finding)
                if sound is not finding:
                    self.failed.append(Failed(rule.code, rule.name(), finding.location.path, "it gave a place that does not exist"))
                if sound:
                    yield sound
        except (Exception, SystemExit) as error:
            self._fail(rule.code, rule.name(), place, error)

    def _fail(self, code: str, name: str, place: str, error: BaseException) -> None:
        if self.on_error:
            self.on_error(error)
        self.failed.append(Failed(code, name, place, _described(error)))

    def _sound(self, diagnostic: Diagnostic) -> Diagnostic | None:
        """The finding itself where all its places exist, else what is left of it without those that don't."""
        places = [diagnostic.location, *(related.location for related in diagnostic.related), *_edited(diagnostic)]
        if all(map(self._exists, places)):
            return diagnostic
        return self._mended(diagnostic) if diagnostic.location.path in self.sources else None

    def _exists(self, place: Location) -> bool:
        source = self.sources.get(place.path)
        if source is None:
            # A file that was not read (a Dockerfile, say) can be pointed to, but not into.
            return place.start == place.end == 0 and self.repository.tree.exists(place.path)
        return 0 <= place.start <= place.end <= len(source.text)

    def _mended(self, diagnostic: Diagnostic) -> Diagnostic:
        path, start, end = diagnostic.location
        length = len(self.sources[path].text)
        start = max(0, min(start, length))
        return diagnostic._replace(
            location=Location(path, start, max(start, min(end, length))),
            related=tuple(related for related in diagnostic.related if self._exists(related.location)),
            fix=diagnostic.fix if all(map(self._exists, _edited(diagnostic))) else None,
        )

    def _asked(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The findings in the files that were asked for, without the doublets that come about where two projects share a file."""
        found = {
            (diagnostic.code, diagnostic.location, diagnostic.message): diagnostic
            for diagnostic in diagnostics
            if self._in_scope(diagnostic.location.path)
        }
        return list(found.values())

    def _wanted(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The findings that the user wants to see, in the severity that the user gave them. Nothing mends what a tool writes."""
        for diagnostic in diagnostics:
            if not self.policy.ignores(diagnostic.location.path, diagnostic.code):
                severity = self.policy.severity(diagnostic.code)
                if diagnostic.fix and any(place.path in self._generated for place in _edited(diagnostic)):
                    diagnostic = diagnostic._replace(fix=None)
                yield diagnostic._replace(severity=severity) if severity else diagnostic

    @cached_property
    def _generated(self) -> frozenset[str]:
        """The paths of the files that tools write."""
        projects = self.repository.projects
        return frozenset(manifest.path for project in projects for manifest in project.manifests if project.is_generated(manifest))

    def _in_scope(self, path: str) -> bool:
        return not self.scope or any(path == each or path.startswith(f"{each}/") for each in self.scope)

    def _files(self) -> Iterator[FileInfo]:
        for project in self.repository.projects:
            for manifest in project.files:
                if self._in_scope(manifest.path):
                    role, reason = project.found_role(manifest)
                    yield FileInfo(manifest.path, manifest.kind, role.value, reason)

    def _information(self, code: str) -> RuleInfo:
        information = RuleInfo.of(self.loaded[code])
        own = any(entry.code == code and not entry.origin for entry in self.selected)
        return information._replace(url=f"{DOCS}/{information.name}.md") if own else information

    def _not_checked(self) -> Iterator[NotChecked]:
        compiled = any(PAIRS in entry.only_for for entry in self.selected)
        yield from (NotChecked(path, reason) for path, reason in self.repository.unknown(compiled=compiled) if is_within(path, self.scope))
        for failure in self.catalogue.failures:
            yield NotChecked("", f"{failure.origin}: {failure.reason}", broken=True)
        for code in {failure.code: None for failure in self.failed}:
            failures = [failure for failure in self.failed if failure.code == code]
            places = {failure.place for failure in failures}
            yield NotChecked(places.pop() if len(places) == 1 else "", f"`{failures[0].name}` failed: {failures[0].reason}", code, True)


def _edited(diagnostic: Diagnostic) -> list[Location]:
    return [edit.location for edit in diagnostic.fix.edits] if diagnostic.fix else []


def _described(error: BaseException) -> str:
    """The error, and the file and line that it comes from."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if trace is None:
        return text
    return f"{text} ({trace.tb_frame.f_code.co_filename.replace(chr(92), '/').rpartition('/')[2]}:{trace.tb_lineno})"
