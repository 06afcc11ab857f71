"""A compiled pair into what its two sides say of each package: the ground on which the rules on stale compiled files stand."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import islice

from deplint.comparison.demands import Demand, demands
from deplint.comparison.notes import Note, is_outside, left_over, read_notes
from deplint.comparison.target import Observation, environments, explain, first_python, holds, numbers
from deplint.names import normalize
from deplint.syntax.requirement import UNRESOLVED
from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions import exact_version, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.comparison.target import Environment
    from deplint.facts import Dependency, Manifest
    from deplint.pairs import CompiledPair
    from deplint.project import Project

# What pip-compile leaves out of its output unless it is told `--allow-unsafe`.
_UNSAFE = frozenset(("pip", "setuptools", "distribute"))
# Bounds for files that nobody wrote by hand or compiled.
_MOST_OF_A_NAME = 50
_MOST_OBSERVATIONS = 400


class Pin(NamedTuple):
    """One entry of a compiled file with its notes."""

    entry: Dependency
    notes: tuple[Note, ...]

    @property
    def version(self) -> str:
        """The version that it pins, "" where it pins none."""
        return "" if self.entry.url else exact_version(self.entry.specifier)

    def credits(self, demand: Demand) -> bool:
        """Do the notes name the file (or the local project) that the demand comes from?"""
        return any(note.path == demand.credit or (demand.owner and note.name == demand.owner) for note in self.notes)


class Comparison:
    """What the inputs of a pair ask for, beside what the compiled file holds."""

    def __init__(self, pair: CompiledPair) -> None:
        self.pair = pair
        notes = read_notes(pair)
        self.pins = tuple(Pin(entry, notes[number]) for number, entry in enumerate(pair.compiled.dependencies))
        self.demands = demands(pair)

    @cached_property
    def pinned(self) -> dict[str, tuple[Pin, ...]]:
        """The entries of the compiled file by name."""
        found: dict[str, list[Pin]] = {}
        for pin in self.pins:
            found.setdefault(pin.entry.name, []).append(pin)
        return {name: tuple(pins[:_MOST_OF_A_NAME]) for name, pins in found.items()}

    @cached_property
    def demanded(self) -> dict[str, tuple[Demand, ...]]:
        """All that is asked of each name, constraints and overrides included."""
        found: dict[str, list[Demand]] = {}
        for demand in self.demands:
            found.setdefault(demand.dependency.name, []).append(demand)
        return {name: tuple(asked[:_MOST_OF_A_NAME]) for name, asked in found.items()}

    def requirements(self, name: str) -> tuple[Demand, ...]:
        """The demands that make the compiler pin a name."""
        return tuple(demand for demand in self.demanded.get(name, ()) if demand.kind in ("requirement", "project"))

    @cached_property
    def elsewhere(self) -> frozenset[str]:
        """Names that are pinned in the files that the compiled file includes, or that the compiler was told to leave out."""
        pair = self.pair
        names = {entry.name for manifest in pair.beside for entry in manifest.dependencies} | pair.split_off
        header = pair.compiled.header
        names |= pair.command.omitted.union(header.excluded if header else ())
        tool = header.tool if header else ""
        names |= {project_name(manifest) for manifest in pair.requirements}
        if tool != "uv" and not pair.command.allows_unsafe:
            names |= _UNSAFE
        return frozenset(names)

    # What can be concluded.

    @cached_property
    def tool(self) -> str:
        """The compiler that wrote the file: "pip-compile", "uv", "pip-compile-multi"; "" where no header says."""
        header = self.pair.compiled.header
        return header.tool if header else ""

    @cached_property
    def credits_inputs(self) -> bool:
        """The notes name input files: pip-compile does so since version 5, before that it noted parents only."""
        return any(note.kind in ("input", "project") for pin in self.pins for note in pin.notes)

    @cached_property
    def is_universal(self) -> bool:
        """Made for all environments: `uv pip compile --universal`. uv writes markers into such a file only."""
        command = self.pair.command
        return command.universal or (self.tool == "uv" and not command.keeps_markers and any(pin.entry.marker for pin in self.pins))

    @cached_property
    def is_complete(self) -> bool:
        """Every input is known and static, so that what none of them lists is an orphan."""
        from deplint.comparison.demands import METADATA_KINDS, is_static

        pair = self.pair
        return pair.complete and all(is_static(each) for each in pair.requirements if each.kind in METADATA_KINDS)

    @cached_property
    def _explained(self) -> tuple[Environment | None, list[Observation]]:
        if self.is_universal:
            return None, []
        observations = list(islice(self._observations(), _MOST_OBSERVATIONS))
        return explain(observations, self.pair.command, self.pair.compiled.dependencies)

    @property
    def environment(self) -> Environment | None:
        """The environment that the file was made for, as far as its inputs' markers show; None where they show nothing."""
        return self._explained[0]

    def _observations(self) -> Iterator[Observation]:
        """What was taken and what was left out of all that the inputs ask for under a marker only."""
        for name, asked in self.demanded.items():
            asked = self.requirements(name)
            if not name or not asked or name in self.elsewhere:
                continue
            pins = self.pinned.get(name, ())
            if not pins:
                if all(demand.dependency.marker for demand in asked):
                    yield Observation(name, _markers(asked), False, asked[0])
                continue
            for credit in dict.fromkeys(demand.credit for demand in asked) if self.credits_inputs else ():
                same = [demand for demand in asked if demand.credit == credit]
                if all(demand.dependency.marker for demand in same):
                    yield Observation(name, _markers(same), any(pin.credits(same[0]) for pin in pins), same[0])
            for demand in asked:
                if demand.dependency.marker and all(violates(pin, demand) for pin in pins):
                    yield Observation(name, (demand.dependency.marker,), False, demand)

    def applies(self, demand: Demand) -> bool:
        """Whether the requirement counted where the file was made. False where its marker can't be judged."""
        marker = demand.dependency.marker
        if not marker:
            return True
        if self.is_universal or self.environment is None:
            return False
        return holds(marker, self.environment) is True

    def binds(self, demand: Demand, pin: Pin) -> bool:
        """Whether a requirement or constraint counts for a pin: where the file was made, or in a universal file somewhere."""
        if not self.is_universal or not demand.dependency.marker:
            return self.applies(demand)
        markers = [marker for marker in (demand.dependency.marker, pin.entry.marker) if marker]
        everywhere = environments(markers)
        first = first_python([pin.entry.marker], everywhere, self.pair.command.python)
        return any(
            numbers(environment) >= first and all(holds(marker, environment) is True for marker in markers) for environment in everywhere
        )

    @cached_property
    def contradicted(self) -> tuple[Demand, ...]:
        """Requirements that were taken although their marker does not hold where the rest was taken."""
        return tuple(
            failed.subject for failed in self._explained[1] if failed.taken and isinstance(failed.subject, Demand)
        )  # fmt: skip

    def is_contradicted(self, demand: Demand) -> bool:
        """As `contradicted`, for one demand."""
        return demand in self.contradicted


    # What the compiled file lacks.

    @cached_property
    def missing(self) -> tuple[Demand, ...]:
        """One demand for each name that is asked for and pinned nowhere."""
        found = []
        for name in self.demanded:
            if name and name not in self.pinned and name not in self.elsewhere:
                found += [demand for demand in self.requirements(name) if self._is_due(demand)][:1]
        return tuple(found) if not self._is_cut else ()

    @cached_property
    def _is_cut(self) -> bool:
        """A script took pins out of the compiled file, and which ones is not known."""
        return bool(left_over(self.pair.compiled))

    def _is_due(self, demand: Demand) -> bool:
        """Must it be in the output? Local projects need not be: many take the line of `-e .` out again."""
        dependency = demand.dependency
        if dependency.path or dependency.editable:
            return False
        return holds_at_last(dependency.marker) if self.is_universal and dependency.marker else self.applies(demand)

    @cached_property
    def not_credited(self) -> tuple[tuple[Pin, Demand], ...]:
        """Pins whose notes leave out a file that asks for them, where notes name such files at all; one demand for each name."""
        if not self.credits_inputs:
            return ()
        return tuple(found for name in self.demanded if name for found in self._not_credited(name))

    def _not_credited(self, name: str) -> Iterator[tuple[Pin, Demand]]:
        pins = self.pinned.get(name, ())
        if not pins or not all(pin.notes for pin in pins) or any(self.orphan_notes(pin) for pin in pins):
            return
        for demand in self.demanded[name]:
            if demand.kind == "constraint" and not demand.dependency.specifier:
                continue  # it constrains nothing, and uv does not note it
            if demand.credit and self.applies(demand) and not any(pin.credits(demand) for pin in pins):
                yield pins[0], demand
                return

    @cached_property
    def missing_extras(self) -> tuple[tuple[Pin, Demand, str], ...]:
        """(pin, demand, extra) for each extra that is asked for and not compiled; nothing where extras are stripped."""
        if self.pair.command.strip_extras is not False:
            return ()
        return tuple(
            (pins[0], demand, extra)
            for name, pins in self.pinned.items()
            for demand in self.requirements(name)
            if name and demand.kind == "requirement" and self.applies(demand)
            for extra in demand.dependency.extras
            if not any(extra in pin.entry.extras for pin in pins)
        )

    # What the compiled file has too much.

    def orphan_notes(self, pin: Pin) -> tuple[Note, ...]:
        """The notes that name a file which was read, but does not ask for the pin."""
        name = pin.entry.name
        if not name or name in self.elsewhere:
            return ()
        asking = {demand.credit for demand in self.demanded.get(name, ())}
        return tuple(note for note in pin.notes if note.path and note.path not in asking and note.path in self._static_files)

    @cached_property
    def without_note(self) -> tuple[Pin, ...]:
        """Pins without a note in a file that has notes. A package that is pinned twice (pip-compile does so for extras) is noted once."""
        if not self.pair.compiled.annotated:
            return ()
        noted = {pin.entry.name for pin in self.pins if pin.notes}
        return tuple(pin for pin in self.pins if pin.entry.name and pin.entry.name not in noted)

    @cached_property
    def unexplained(self) -> tuple[Pin, ...]:
        """Those of them that no input explains, where all inputs are known. Before version 5 pip-compile noted no inputs."""
        if not self.is_complete or self.pair.known_by != "header":
            return ()
        return tuple(pin for pin in self.without_note if self.credits_inputs or not self.requirements(pin.entry.name))

    @cached_property
    def lost_sources(self) -> dict[tuple[str, str], list[tuple[Pin, Note]]]:
        """What notes name and is not there at all, as (text, reason), with the pins that name it."""
        found: dict[tuple[str, str], list[tuple[Pin, Note]]] = {}
        for pin in self.pins:
            for note in pin.notes:
                reason = self._lost(note)
                if reason:
                    found.setdefault((note.via.text, reason), []).append((pin, note))
        return found

    def _lost(self, note: Note) -> str:
        if note.kind == "parent":
            known = note.name in self._known_parents or not self._parents_are_known
            return "" if known or self.pair.known_by != "header" else "but is not pinned here any more"
        if note.kind == "project" and note.path:
            names = {project_name(each) for each in self.pair.requirements if each.path == note.path}
            return "" if note.name in names or "" in names else f"but the project is called `{names.pop()}` now"
        if note.kind in ("input", "constraint") and not note.path and self.pair.known_by == "header" and self.pair.complete:
            return "" if is_outside(note.via.text, self.pair.base) else "but this file is not compiled from it any more"
        return ""

    @cached_property
    def _known_parents(self) -> frozenset[str]:
        """Names that a note may give as a parent: all that is pinned here or beside, left out on purpose, asked for, or a local project."""
        names = self.elsewhere.union(self.pinned, (name for name in self.demanded if self.requirements(name)))
        return names.union(project_name(manifest) for _, manifest in self.pair.projects)

    @cached_property
    def _parents_are_known(self) -> bool:
        """Every entry says its name, so that a parent which is none of them is none at all."""
        projects = {path for path, _ in self.pair.projects}
        return all(pin.entry.name or pin.entry.url in projects for pin in self.pins) and all(
            demand.dependency.name or demand.dependency.url in projects for demand in self.demands
        )

    @cached_property
    def orphan_extras(self) -> tuple[tuple[Pin, str], ...]:
        """(pin, extra) where inputs alone ask for a package, and none of them for that extra."""
        if self.pair.command.strip_extras is not False or not self.credits_inputs:
            return ()
        found = []
        for name, pins in self.pinned.items():
            asked = {extra for demand in self.requirements(name) for extra in demand.dependency.extras}
            for pin in pins if name else ():
                if pin.notes and self.requirements(name) and all(note.kind in ("input", "constraint") and note.path for note in pin.notes):
                    found += [(pin, extra) for extra in pin.entry.extras if extra not in asked]
        return tuple(found)

    @cached_property
    def _static_files(self) -> frozenset[str]:
        """The files of which everything that they ask for is known: each entry has a name and no variable, and none was taken out."""
        from deplint.comparison.demands import METADATA_KINDS, is_static

        return frozenset(
            each.path
            for each in self.pair.files
            if (is_static(each) if each.kind in METADATA_KINDS else all(entry.name for entry in each.dependencies))
            and not UNRESOLVED.search(each.source.text)
            and not left_over(each)
        )


def _markers(asked: Iterable[Demand]) -> tuple[str, ...]:
    return tuple(demand.dependency.marker for demand in asked)


def violates(pin: Pin, demand: Demand) -> bool:
    """The pinned version is outside the specifier; pre-releases count as any other version, local builds as their public version."""
    dependency = demand.dependency
    version = pin.version
    if not version or not dependency.specifier or dependency.url or dependency.form != "pep440":
        return False
    return verdict(dependency.specifier, version) is False


@lru_cache(maxsize=512)
def compare(pair: CompiledPair) -> Comparison:
    """The comparison of a pair, made once."""
    return Comparison(pair)


def holds_at_last(marker: str) -> bool:
    """Whether a marker holds on the newest Python on Linux, which every universal file covers."""
    return all(holds(marker, environment) is True for environment in environments([marker], "3.15", "linux"))


def linted_pairs(project: Project) -> Iterator[CompiledPair]:
    """The pairs of a project whose inputs are known; examples and fixtures left out. What of these can't be judged is noted down."""
    linted = {manifest.path for manifest in project.manifests}
    for pair in project.pairs:
        if pair.undecided or pair.compiled.path not in linted:
            continue
        if pair.known_by == "header" and not pair.complete:
            project.undecided.setdefault(pair.compiled.path, "not all that it was compiled from is there to be compared")
        yield pair


def project_name(manifest: Manifest) -> str:
    """The normalised name of the project that a manifest describes, "" where it does not say."""
    return normalize(manifest.metadata.name) if manifest.metadata and manifest.metadata.name else ""
