"""A rule's documentation as help: examples that renderers know, and text without marks."""

from __future__ import annotations

from deplint.model import Severity
from deplint.report import RuleInfo
from deplint.reporters.documentation import markdown, plain

DOC = """Odd thing.

    ## Example
    ````bad docs/a.toml escaped
    ```x
    # no heading
    ````
    ```config
    strict = true
    ```

    ## See also
    ```console
    $ pip
    ```
    """


def test_examples_get_a_caption_and_a_language() -> None:
    assert markdown(RuleInfo("DPL999", "odd-thing", Severity.INFO, DOC)) == (
        "# odd-thing (DPL999)\n\nOdd thing.\n\n## Example\n\nReported, in `docs/a.toml`:\n\n````toml\n```x\n# no heading\n````\n\n"
        "With the configuration:\n\n```toml\nstrict = true\n```\n\n## See also\n```console\n$ pip\n```\n"
    )


def test_plain_text_has_neither_fences_nor_headings() -> None:
    assert plain(RuleInfo("DPL999", "odd-thing", Severity.INFO, DOC)) == (
        "Odd thing.\n\nExample\n\nReported, in `docs/a.toml`:\n\n    ```x\n    # no heading\n\n"
        "With the configuration:\n\n    strict = true\n\nSee also\n\n    $ pip"
    )


def test_a_rule_without_documentation_is_named() -> None:
    rule = RuleInfo("DPL999", "odd-thing", Severity.INFO)
    assert (markdown(rule), plain(rule)) == ("# odd-thing (DPL999)\n", "odd-thing (DPL999)")
