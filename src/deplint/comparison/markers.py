"""A requirement and the pin made from it into whether their markers still agree."""

from __future__ import annotations

from deplint.comparison.target import environments, first_python, holds, numbers
from deplint.markers import equal, split_clauses
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.comparison import Comparison, Pin
    from deplint.comparison.demands import Demand
    from deplint.comparison.target import Environment


def marker_differences(comparison: Comparison) -> Iterator[tuple[Pin, Demand, str]]:
    """(pin, demand, what differs) for each pin whose marker the compiler would write in another way today."""
    check = _in_universal if comparison.is_universal else _in_pip_compiled if comparison.tool == "pip-compile" else None
    for name, pins in comparison.pinned.items() if check else ():
        asked = comparison.requirements(name)
        if check and name and asked and all(demand.kind == "requirement" for demand in asked):
            yield from check(comparison, pins, asked)


def _in_pip_compiled(comparison: Comparison, pins: tuple[Pin, ...], asked: tuple[Demand, ...]) -> Iterator[tuple[Pin, Demand, str]]:
    """pip-compile repeats the marker of a direct requirement on its pin; of several markers, the last one read."""
    pin = pins[0]
    everything = comparison.demanded[pin.entry.name]
    markers = [demand.dependency.marker for demand in everything if demand.dependency.marker]
    if len(pins) > 1 or any("extra" in marker for marker in (*markers, pin.entry.marker)) or any(map(comparison.is_contradicted, asked)):
        return
    if pin.entry.marker and not any(_same_text(pin.entry.marker, marker) for marker in markers):
        said = f"asked for with the marker `{markers[0]}`" if markers else "asked for without a marker"
        yield pin, asked[0], f"{said}, but pinned with `{pin.entry.marker}`"
    elif not pin.entry.marker:
        due = [demand for demand in asked if demand.dependency.marker and comparison.applies(demand)]
        if due:
            yield pin, due[0], f"asked for with the marker `{due[0].dependency.marker}`, but pinned without one"


def _in_universal(comparison: Comparison, pins: tuple[Pin, ...], asked: tuple[Demand, ...]) -> Iterator[tuple[Pin, Demand, str]]:
    """A universal file has the package in every environment in which it is asked for, and for its own sake in no other."""
    markers = [marker for marker in (*(pin.entry.marker for pin in pins), *(demand.dependency.marker for demand in asked)) if marker]
    if not markers or any("extra" in marker for marker in markers):
        return
    everywhere = environments(markers)
    first = first_python([pin.entry.marker for pin in pins], everywhere, comparison.pair.command.python)
    # Below the first Python that is certain, the compiler may have dropped the marker; above, only the newest one is certain then.
    last = first if comparison.pair.command.python else max(numbers(each) for each in everywhere)
    for environment in everywhere:
        if numbers(environment) < first or None in [holds(marker, environment) for marker in markers]:
            continue
        wanted = [demand for demand in asked if _holds(demand.dependency.marker, environment)]
        pinned = [pin for pin in pins if _holds(pin.entry.marker, environment)]
        if wanted and not pinned:
            yield pins[0], wanted[0], f"asked for {_where(wanted[0].dependency.marker)}, but pinned only {_where(pins[0].entry.marker)}"
            return
        if pinned and not wanted and numbers(environment) >= last and _for_inputs_only(comparison, pinned):
            yield pinned[0], asked[0], f"asked for only {_where(asked[0].dependency.marker)}, but pinned {_where(pinned[0].entry.marker)}"
            return


def _for_inputs_only(comparison: Comparison, pins: list[Pin]) -> bool:
    """No other distribution needs them, and no setting narrows the environments that markers are written for."""
    narrowed = any("environments" in settings.source.text for settings in comparison.pair.settings)
    return not narrowed and all(pin.notes and all(note.kind in ("input", "project") for note in pin.notes) for pin in pins)


def _where(marker: str) -> str:
    return f"where `{marker}`" if marker else "everywhere"


def _holds(marker: str, environment: Environment) -> bool:
    return not marker or holds(marker, environment) is True


def _same_text(left: str, right: str) -> bool:
    """Whether pip-compile writes two markers alike: it keeps what is written, but for blanks, quotes and needless parentheses."""
    if left.split() == right.split():
        return True
    first, second = split_clauses(left), split_clauses(right)
    return [clause[:4] for clause in first] == [clause[:4] for clause in second] and bool(first) and equal(left, right)
