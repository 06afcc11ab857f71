"""DPL012: ignore comments and waivers whose last day has passed."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.waivers import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.suppress import Ledger, Suppression


class ExpiredSuppression(Rule):
    """Ignore comment or waiver whose last day has passed.

    ## Why is this bad?
    Who gave it a date meant to look at it again by then. From the day after it no longer applies: what it was about is reported again,
    and this tells why. Decide anew: repair what it was about, or give it another date.

    ## Example
    ```bad requirements.txt
    requests==2.32.3  # deplint: ignore[vcs-unpinned] until the release is out; until 2026-01-31
    ```
    ```good requirements.txt
    requests==2.32.3
    ```
    """

    code = "DPL012"
    severity = Severity.WARNING
    only_for = ("suppressions",)

    def check_suppressions(self, ledger: Ledger) -> Iterator[Diagnostic]:
        for each in ledger.past():
            if each.location:
                names = _names(each)
                message = f"{names} is no longer ignored, since {each.until} was the last day; repair it, or give it another date"
                yield self.found(each.location, message, label="expired", subject=f"{names} {each.until}")


def _names(each: Suppression | Waiver) -> str:
    names = [each.rule] if isinstance(each, Waiver) else [mention.text for mention in each.mentions]
    return " and ".join(f"`{name}`" for name in names)
