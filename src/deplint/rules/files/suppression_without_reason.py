"""DPL011: ignore comments that don't say why."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.suppress import Ledger


class SuppressionWithoutReason(Rule):
    """Ignore comment that does not say why.

    ## Why is this bad?
    A year later nobody knows whether the reason still holds, so nobody dares to remove the comment. What stands after the brackets is the
    reason.

    ## Example
    ```bad requirements.txt
    requests  # deplint: ignore[unpinned]
    ```
    ```good requirements.txt
    requests  # deplint: ignore[unpinned] the mirror has one version only
    ```
    """

    code = "DPL011"
    severity = Severity.INFO
    profiles = ("strict",)
    only_for = ("suppressions",)

    def check_suppressions(self, ledger: Ledger) -> Iterator[Diagnostic]:
        for each in ledger.without_reason():
            names = " and ".join(f"`{mention.text}`" for mention in each.mentions)
            message = f"nobody says why {names} is ignored here; give the reason after the `]`"
            yield self.found(each.location, message, label="why?", subject=names)
