"""What the configuration says of findings that are accepted: by rule, path and package, with the reason, and until when."""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deplint.globs import Glob
    from deplint.model import Diagnostic, Location, Source


class Waiver(NamedTuple):
    """One `[[tool.deplint.waivers]]`.

    rule      a code, the beginning of codes, or a rule's name, as written
    path      the files that it is about; None for all
    package   the normalised name of the package that it is about, "" for every one
    reason    why, in the user's words
    until     the last day on which it applies (ISO 8601), "" for always
    location  the rule in the configuration; None where that stands outside of the tree, or is shared
    source    that file
    """

    rule: str
    path: Glob | None = None
    package: str = ""
    reason: str = ""
    until: str = ""
    location: Location | None = None
    source: Source | None = None

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Is it about this finding?"""
        return (
            self.names(diagnostic.code, diagnostic.name)
            and (not self.package or self.package in diagnostic.subject.split())
            and (self.path is None or self.path.matches(diagnostic.location.path))
        )

    def names(self, code: str, name: str) -> bool:
        """Is it about this rule?"""
        return self.rule == name or code.startswith(self.rule)
