"""Version specifiers of all tools into answers: what is let in, how tightly, and what is wrong with the text.

Every function takes any text without raising. What is not a specifier says nothing, and the answer is then the one that finds
no fault: `contains` and `compatible` True, `classify` "unknown".
"""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.versions.conda import conda_clauses, conda_to_pep440
    from deplint.versions.membership import compatible, contains, is_valid, same_specifier, verdict
    from deplint.versions.pins import classify, pin_kind
    from deplint.versions.poetry import poetry_to_pep440, poetry_union
    from deplint.versions.pythons import admits_python, admitted_minors, python_ceiling, python_floor, same_pythons
    from deplint.versions.refusals import invalid_clause, repaired
    from deplint.versions.specifier import (
        Clause,
        clauses,
        exact_version,
        has_lower_bound,
        is_bounded_above,
        is_exact,
        is_open,
        is_range,
    )

_HOMES = {
    "specifier": (
        "Clause", "clauses", "exact_version", "has_lower_bound", "is_bounded_above", "is_exact", "is_open", "is_range",
    ),
    "conda": ("conda_clauses", "conda_to_pep440"),
    "membership": ("compatible", "contains", "is_valid", "same_specifier", "verdict"),
    "pins": ("classify", "pin_kind"),
    "poetry": ("poetry_to_pep440", "poetry_union"),
    "pythons": ("admits_python", "admitted_minors", "python_ceiling", "python_floor", "same_pythons"),
    "refusals": ("invalid_clause", "repaired"),
}  # fmt: skip


def __getattr__(name: str) -> object:
    """The public functions, each loaded with its module when it is first asked for: most runs need few of them."""
    for home, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            value: object = getattr(import_module(f"{__name__}.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Clause",
    "admits_python",
    "admitted_minors",
    "classify",
    "clauses",
    "compatible",
    "conda_clauses",
    "conda_to_pep440",
    "contains",
    "exact_version",
    "has_lower_bound",
    "invalid_clause",
    "is_bounded_above",
    "is_exact",
    "is_open",
    "is_range",
    "is_valid",
    "pin_kind",
    "poetry_to_pep440",
    "poetry_union",
    "python_ceiling",
    "python_floor",
    "repaired",
    "same_pythons",
    "same_specifier",
    "verdict",
]
