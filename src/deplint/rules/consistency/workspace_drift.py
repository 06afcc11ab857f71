"""DPL705 workspace-drift: members of one workspace that ask for one package in different words."""

from __future__ import annotations

from collections import Counter

from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Dependency
    from deplint.model import Diagnostic
    from deplint.project import Project
    from deplint.repository import Repository

SHOWN = 20


class WorkspaceDrift(Rule):
    """Package for which the members of a workspace have different specifiers.

    ## Why is this bad?
    The members share one lock, so the strictest of the specifiers holds for all of them, and the others say what is not so. Whoever raises
    a version has to find all places.

    ## Example
    ```with pyproject.toml
    [tool.uv.workspace]
    members = ["packages/*"]
    ```
    ```bad uv.lock
    version = 1
    requires-python = ">=3.10"

    [manifest]
    members = ["shop-core", "shop-web"]

    [[package]]
    name = "shop-core"
    version = "1.0"
    source = { virtual = "packages/core" }
    dependencies = [{ name = "six" }]

    [package.metadata]
    requires-dist = [{ name = "six", specifier = ">=1.16" }]

    [[package]]
    name = "shop-web"
    version = "1.0"
    source = { virtual = "packages/web" }
    dependencies = [{ name = "six" }]

    [package.metadata]
    requires-dist = [{ name = "six", specifier = ">=1.15" }]

    [[package]]
    name = "six"
    version = "1.17.0"
    source = { registry = "https://pypi.org/simple" }
    sdist = { url = "https://files.pythonhosted.org/packages/six-1.17.0.tar.gz", hash = "sha256:ff70335d468e7eb6ec65b95b99d3a2836546063f63acc5171de367e834932a81", size = 34031 }
    ```
    ```with packages/core/pyproject.toml
    [project]
    name = "shop-core"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["six>=1.16"]
    ```
    ```bad packages/web/pyproject.toml
    [project]
    name = "shop-web"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["six>=1.15"]
    ```
    ```good packages/web/pyproject.toml
    [project]
    name = "shop-web"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["six>=1.16"]
    ```
    ```good uv.lock
    version = 1
    requires-python = ">=3.10"

    [manifest]
    members = ["shop-core", "shop-web"]

    [[package]]
    name = "shop-core"
    version = "1.0"
    source = { virtual = "packages/core" }
    dependencies = [{ name = "six" }]

    [package.metadata]
    requires-dist = [{ name = "six", specifier = ">=1.16" }]

    [[package]]
    name = "shop-web"
    version = "1.0"
    source = { virtual = "packages/web" }
    dependencies = [{ name = "six" }]

    [package.metadata]
    requires-dist = [{ name = "six", specifier = ">=1.16" }]

    [[package]]
    name = "six"
    version = "1.17.0"
    source = { registry = "https://pypi.org/simple" }
    sdist = { url = "https://files.pythonhosted.org/packages/six-1.17.0.tar.gz", hash = "sha256:ff70335d468e7eb6ec65b95b99d3a2836546063f63acc5171de367e834932a81", size = 34031 }
    ```
    Off by default. Compared are the dependencies that the members of a workspace of uv or PDM always install. Entries without a version,
    with a marker or a direct reference, and the members themselves are not.
    """  # noqa: E501 (a lock as uv writes it)

    code = "DPL705"
    severity = Severity.INFO
    profiles = ()
    only_for = ("pyproject",)

    def check_repository(self, repository: Repository) -> Iterator[Diagnostic]:
        workspaces: dict[str, list[Project]] = {}
        for project in repository.projects:
            for lock in project.locks:
                if lock.kind in ("uv.lock", "pdm.lock"):
                    workspaces.setdefault(lock.path, []).append(project)
        for projects in workspaces.values():
            for entries in _by_name(projects).values():
                said = Counter(_normal(each) for each in entries)
                if len(said) > 1:
                    yield self._finding(entries, said)

    def _finding(self, entries: Sequence[Dependency], said: Counter[str]) -> Diagnostic:
        usual = said.most_common(1)[0][0]
        odd = next(each for each in reversed(entries) if _normal(each) != usual)
        model = next(each for each in entries if _normal(each) == usual)
        others = [each for each in entries if each is not odd and each is not model and _normal(each) != usual]
        return self.found(
            odd.part(odd.specifier_span),
            f"`{odd.written}` is `{odd.specifier}` here, but `{model.specifier}` in `{model.location.path}`; "
            "say the same in all members of the workspace",
            label="differs",
            related=[
                Related(model.part(model.specifier_span), "what others say"),
                *(Related(each.part(each.specifier_span), f"`{each.specifier}`") for each in others[:SHOWN]),
            ],
            subject=odd.name,
        )


def _by_name(projects: Sequence[Project]) -> dict[str, list[Dependency]]:
    """What the members always install, by name; looked at once, whatever their number."""
    found: dict[str, list[Dependency]] = {}
    for project in projects:
        for manifest in project.of_kind("pyproject"):
            for each in manifest.dependencies:
                plain = each.form == "pep440" and each.group == "runtime" and each.specifier and not (each.marker or each.url)
                if plain and each.name not in project.first_party:
                    found.setdefault(each.name, []).append(each)
    return found


def _normal(dependency: Dependency) -> str:
    return ",".join(sorted(part.strip() for part in dependency.specifier.split(",")))
