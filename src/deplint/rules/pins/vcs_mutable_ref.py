"""DPL111 vcs-mutable-ref: a version control URL at a branch or tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deplint.rule import Option, Rule, Severity
from deplint.vcs import installed_repositories, is_commit, looks_like_tag, organization_of, revision_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.model import Diagnostic
    from deplint.project import Project


class VcsMutableRef(Rule):
    """Version control URL at a branch or a tag, in a file that something is installed from.

    ## Why is this bad?
    A branch moves with every push, and a tag can be moved: the same line installs other code. Only a commit hash names the content.

    ## Example
    ```bad requirements.txt
    git+https://github.com/psf/requests.git@main
    ```
    ```good requirements.txt
    git+https://github.com/psf/requests.git@0e322af87745eff34caffe4df68456ebc20d9068
    ```
    Inputs of a compiler, entries whose commit a lock holds, and files for development are not flagged.
    """

    code = "DPL111"
    severity = Severity.WARNING
    security = "3.0"
    accept_tags = Option(False, "take a tag that looks like a version (`v1.2.3`) for good enough")
    organizations = Option((), "organisations (`github.com/acme`) whose branches and tags are trusted")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for _, dependency in installed_repositories(project):
            revision = revision_of(dependency.url)
            if revision and not is_commit(revision) and not self._is_allowed(dependency.url, revision):
                yield self._finding(dependency, revision)

    def _is_allowed(self, url: str, revision: str) -> bool:
        return (self.accept_tags and looks_like_tag(revision)) or organization_of(url) in self.organizations

    def _finding(self, dependency: Dependency, revision: str) -> Diagnostic:
        kind = "tag, which can be moved" if looks_like_tag(revision) else "branch or tag, which moves"
        address = dependency.url.removeprefix("git+").split("#", 1)[0].rsplit("@", 1)[0]
        return self.found(
            dependency.part(dependency.url_span),
            f"`{dependency.written or address}` is installed from `{revision}`, a {kind}; name the full commit hash",
            label="not a commit",
            help=f"git ls-remote {address} {revision}",
            subject=dependency.name or dependency.url,
        )
