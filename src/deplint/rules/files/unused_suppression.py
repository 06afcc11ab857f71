"""DPL010: `deplint: ignore` comments that do nothing, or can't."""

from __future__ import annotations

from deplint.rule import Fix, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.suppress import Ledger, Mention, Suppression
    from deplint.waivers import Waiver


class UnusedSuppression(Rule):
    """Suppression or waiver that matches no finding, names no rule, or can't be understood.

    ## Why is this bad?
    An ignore that nothing needs any longer hides the next mistake on its line. One that names no rule, or one that doesn't exist, does
    nothing at all, although its author believes that it does.

    Only rules that ran are judged: what is ignored for a rule that is switched off stays as it is. A suppression names its rules, because
    one that silences everything would silence tomorrow's findings too.

    ## Example
    ```bad requirements.txt
    requests==2.32.3  # deplint: ignore[unpinned] the mirror has one version only
    ```
    ```good requirements.txt
    requests==2.32.3
    ```

    ## Fix safety
    The fix removes the names that match nothing, or the whole comment with its reason where no other name is left in it.
    """

    code = "DPL010"
    severity = Severity.WARNING
    only_for = ("suppressions",)

    def check_suppressions(self, ledger: Ledger) -> Iterator[Diagnostic]:
        for suppression, mentions in ledger.unneeded():
            yield from self._unneeded(suppression, mentions)
        for waiver in ledger.unneeded_waivers():
            if waiver.location:
                message = f"the waiver for `{waiver.rule}` covers no finding, so there is nothing to accept"
                yield self.found(waiver.location, message, label="not needed", help="remove the waiver", subject=_subject(waiver))
        for suppression in ledger.refused():
            yield self._refused(suppression)
        for _, mention in ledger.unknown():
            yield self._unknown(mention, ledger)

    def _unneeded(self, suppression: Suppression, mentions: tuple[Mention, ...]) -> Iterator[Diagnostic]:
        where = "on this line" if suppression.lines else "in this file"
        whole = len(mentions) == len(suppression.mentions)
        title = "remove the comment" if whole else f"remove {', '.join(f'`{mention.text}`' for mention in mentions)} from the comment"
        fix = Fix(title, (suppression.removal(mentions),), safe=True)
        for mention in mentions:
            message = f"`{mention.text}` finds nothing {where}, so there is nothing to ignore"
            yield self.found(mention.location, message, label="not needed", fix=fix, subject=mention.text)

    def _refused(self, suppression: Suppression) -> Diagnostic:
        mark = "deplint: ignore" if suppression.lines else "deplint: ignore-file"
        message = f"`{mark}` {suppression.problem}"
        return self.found(suppression.location, message, label="does nothing", help=f"write `{mark}[rule-name] why`, or remove the comment")

    def _unknown(self, mention: Mention, ledger: Ledger) -> Diagnostic:
        from difflib import get_close_matches

        nearest = get_close_matches(mention.text[:80].lower(), ledger.known, n=1)
        advice = f"write `{nearest[0]}`" if nearest else "see `deplint rule` for all rules, or remove the name"
        return self.found(mention.location, f"`{mention.text}` is no rule", label="no such rule", help=advice, subject=mention.text)


def _subject(waiver: Waiver) -> str:
    return " ".join(part for part in (waiver.rule, waiver.path.pattern if waiver.path else "", waiver.package) if part)
