"""DPL111 vcs-mutable-ref: a version control URL at a branch or tag."""

from __future__ import annotations

from deplint.questions.repeats import copies, elsewhere, told_once
from deplint.questions.vcs import (
    installed_repositories,
    is_commit,
    looks_like_tag,
    lookup_command,
    organization_of,
    own_organizations,
    place_of_revision,
    revision_of,
)
from deplint.rule import Option, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

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
    Inputs of a compiler, entries whose commit a lock holds, repositories of the organisation that the project's own metadata names, and
    files for development are not flagged.
    """

    code = "DPL111"
    severity = Severity.WARNING
    security = "3.0"
    yields_to = ("freeze-vcs-self",)
    only_for = ("urls",)
    accept_tags = Option(False, "take a tag that looks like a version (`v1.2.3`) for good enough")
    organizations = Option((), "organisations (`github.com/acme`) whose branches and tags are trusted")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        trusted = {*self.organizations, *own_organizations(project)}
        found = (dependency for _, dependency in installed_repositories(project) if self._is_mutable(dependency.url, trusted))
        for dependency, others in told_once(found, lambda each: each.url, 2):
            yield self._finding(dependency, revision_of(dependency.url), others)

    def _is_mutable(self, url: str, trusted: set[str]) -> bool:
        revision = revision_of(url)
        if not revision or is_commit(revision) or (self.accept_tags and looks_like_tag(revision)):
            return False
        return organization_of(url) not in trusted

    def _finding(self, dependency: Dependency, revision: str, others: tuple[Dependency, ...]) -> Diagnostic:
        kind = "tag, which can be moved" if looks_like_tag(revision) else "branch or tag, which moves"
        address = dependency.url.removeprefix("git+").split("#", 1)[0].rsplit("@", 1)[0]
        return self.found(
            place_of_revision(dependency),
            f"`{dependency.written or address}` is installed{elsewhere(dependency, others)} from `{revision}`, a {kind}; "
            "name the full commit hash",
            label="not a commit",
            related=copies(others, "and here"),
            help=lookup_command(dependency.url, revision),
            subject=dependency.name or dependency.url,
        )
