"""DPL112 url-without-hash: a direct URL whose content nothing verifies."""

from __future__ import annotations

import re

from deplint.questions.repeats import copies, elsewhere, told_once
from deplint.questions.vcs import installed
from deplint.regex import regex
from deplint.rule import Rule, Severity
from deplint.syntax.requirement import UNRESOLVED
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.model import Diagnostic
    from deplint.project import Project

_HASH = regex(r"[#&](?:sha256|sha384|sha512)=", re.IGNORECASE)
# The archive of a branch, which a hash would only break: the name of a branch for certain, or of the folder that GitHub has for them.
_BRANCH = regex(r"/archive/(?:refs/heads/([^/#?]+)|(master|main|develop|dev|trunk|HEAD))\.(?:zip|tar\.gz)(?:$|[#?])")


class UrlWithoutHash(Rule):
    """Direct URL of an archive without a hash, in a file that something is installed from.

    ## Why is this bad?
    A file on the index can't be replaced, a file on a web server can. Without a hash the next install takes whatever stands there.

    ## Example
    ```bad requirements.txt
    https://example.org/wheels/acme-1.0-py3-none-any.whl
    ```
    ```good requirements.txt
    https://example.org/wheels/acme-1.0-py3-none-any.whl#sha256=82fee1fc78add43492d3a1898bfa6d8a904cc97d8427f683ed8e798d07761aa0
    ```
    Local files, inputs of a compiler, files for development, and what Poetry and Pipenv write into their lock are not flagged. The wheels
    of one package for several platforms are one finding.
    """

    code = "DPL112"
    severity = Severity.WARNING
    security = "4.0"
    only_for = ("urls",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        found = (dependency for _, dependency in installed(project) if _is_unverified(dependency))
        for dependency, others in told_once(found, lambda each: each.name or each.url, 1):
            url = dependency.url
            found_branch = _BRANCH.search(url)
            branch = found_branch[1] or found_branch[2] if found_branch else ""
            yield self.found(
                dependency.part(dependency.url_span),
                f"`{dependency.written or url}` is installed{elsewhere(dependency, others)} from {_lacking(branch)}",
                label="another file after each commit" if branch else "nothing verifies this file",
                related=copies(others, "and here"),
                help=f"curl -sL '{url.split('#', 1)[0]}' | sha256sum" if "'" not in url and not branch else "",
                subject=dependency.name or url,
            )


def _lacking(branch: str) -> str:
    if branch:
        return f"the archive of the branch `{branch}`, which moves; take that of a commit, and add `#sha256=...`"
    return "a URL without a hash; add `#sha256=...` or `--hash`"


def _is_unverified(dependency: Dependency) -> bool:
    url = dependency.url
    if dependency.form not in ("pep440", "conda") or dependency.hashes or UNRESOLVED.search(url):
        return False  # Poetry and Pipenv keep the hash in their lock, and nowhere else
    if not url.lower().startswith(("http://", "https://", "ftp://")):
        return False
    return not _HASH.search(url)
