"""DPL110 vcs-unpinned: a version control URL without a revision."""

from __future__ import annotations

from deplint.questions.repeats import copies, elsewhere, told_once
from deplint.questions.vcs import installed_repositories, lookup_command, revision_of
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.model import Diagnostic
    from deplint.project import Project


class VcsUnpinned(Rule):
    """Version control URL without a revision, in a file that something is installed from.

    ## Why is this bad?
    Each install takes the newest commit of the default branch: untested, unreleased, and another one tomorrow.

    ## Example
    ```bad requirements.txt
    git+https://github.com/psf/requests.git
    ```
    ```good requirements.txt
    git+https://github.com/psf/requests.git@0e322af87745eff34caffe4df68456ebc20d9068
    ```
    Inputs of a compiler, entries whose commit a lock holds, and files for development are not flagged.
    """

    code = "DPL110"
    severity = Severity.ERROR
    security = "4.0"
    yields_to = ("freeze-vcs-self",)
    only_for = ("urls",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        found = (dependency for _, dependency in installed_repositories(project) if not revision_of(dependency.url))
        for dependency, others in told_once(found, lambda each: each.url, 2):
            name = dependency.written or dependency.url.split("#", 1)[0]
            where = elsewhere(dependency, others)
            yield self.found(
                dependency.part(dependency.url_span),
                f"`{name}` is installed{where} from a repository without a revision, so from whatever is newest; "
                f"add {_revision(dependency)}",
                label="no revision",
                related=copies(others, "and here"),
                help=lookup_command(dependency.url, "HEAD"),
                subject=dependency.name or dependency.url,
            )


def _revision(dependency: Dependency) -> str:
    """How the language of the entry names a commit."""
    keys = {"poetry": "rev", "pipfile": "ref"}
    return f'`{keys[dependency.form]} = "<full commit hash>"`' if dependency.form in keys else "`@<full commit hash>`"
