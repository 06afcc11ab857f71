"""DPL704 manifest-drift: two manifests of one project that ask for versions that exclude each other."""

from __future__ import annotations

import posixpath

from deplint.questions.lists import exclude_each_other
from deplint.questions.purpose import words_of
from deplint.questions.ranges import no_version_is_both
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

    Pair = tuple[Dependency, Dependency]

_COMPARED = 8
SHOWN = 20
_METADATA = ("pyproject", "setup.cfg", "setup.py")
_WHOLE = frozenset(("requirements", "requirement", "reqs", "req", "base", "common", "main", "core"))
_ENVIRONMENTS = frozenset(("environment", "env", "conda", "conda-env", "conda_env"))


class ManifestDrift(Rule):
    """Package that two manifests of one project ask for in versions that exclude each other.

    ## Why is this bad?
    Who installs the project by the one gets another program than who installs it by the other, and both can't be right. One of the files
    was forgotten when the version changed.

    ## Example
    ```with pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3", "requests>=2.31"]
    ```
    ```bad requirements.txt
    flask==2.2.5
    requests==2.31.0
    ```
    ```good requirements.txt
    flask==3.0.2
    requests==2.31.0
    ```
    Compared are the metadata of the project (`pyproject.toml`, `setup.cfg`, `setup.py`), its `requirements.txt` and its
    `environment.yml`, where both of two name the package; names of conda are read as those of the index (`pytorch` is `torch`). Compiled
    files, constraints, files for one purpose (`requirements-dev.txt`, `environment-gpu.yml`), extras and groups, and files in other
    folders are not compared, and versions that differ but have something in common are not flagged.
    """

    code = "DPL704"
    severity = Severity.WARNING
    only_for = ("pyproject", "setup.cfg", "setup.py", "conda")
    yields_to = ("conflicting-requirement", "same-package-prod-and-dev-conflict", "impossible-specifier")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        known: list[tuple[Manifest, dict[str, list[Dependency]]]] = []
        python = project.requires_python.specifier if project.requires_python else ""
        for manifest in _compared(project):
            named = _by_name(manifest)
            for other, entries in known:
                drifted = list(_drifted(entries, named, python))
                if drifted:
                    yield self._finding(other, manifest, drifted)
                    break
            known.append((manifest, named))

    def _finding(self, other: Manifest, manifest: Manifest, drifted: Sequence[Pair]) -> Diagnostic:
        first, second = drifted[0]
        more = len(drifted) - 1
        also = f", and {more} more {'differs' if more == 1 else 'differ'} like this" if more else ""
        there = posixpath.basename(other.path)
        related = [Related(first.part(first.specifier_span), f"what `{there}` says")]
        related += [Related(each.part(each.specifier_span), "this one, too") for _, each in drifted[1:SHOWN]]
        return self.found(
            second.part(second.specifier_span),
            f"`{second.written}` is `{second.specifier}` here, but `{first.specifier}` in `{there}`; no version is both{also}",
            label="not what the project says elsewhere",
            related=related,
            help=f"give both files the versions that the project runs with, or make `{posixpath.basename(manifest.path)}` from `{there}`",
            subject=f"{second.name} {other.path}",
        )


def _compared(project: Project) -> Iterator[Manifest]:
    """The manifests that say what the whole project needs, those that are published first."""
    folder = project.root
    beside = [each for each in project.manifests if posixpath.dirname(each.path) == folder]
    yield from (each for kind in _METADATA for each in beside if each.kind == kind)
    inner = f"{folder}/requirements" if folder else "requirements"
    for manifest in project.of_kind("requirements"):
        place, name = posixpath.split(manifest.path)
        stem = name.rpartition(".")[0]
        if place in (folder, inner) and words_of(stem) <= _WHOLE and project.role(manifest) not in (Role.COMPILED, Role.CONSTRAINTS):
            yield manifest
    for manifest in beside:
        if manifest.kind == "conda" and posixpath.basename(manifest.path).rpartition(".")[0].lower() in _ENVIRONMENTS:
            yield manifest


def _by_name(manifest: Manifest) -> dict[str, list[Dependency]]:
    """What it asks for in any case, by the name at the index."""
    found: dict[str, list[Dependency]] = {}
    for each in manifest.dependencies:
        if each.group not in ("runtime", "pip") or each.optional or not each.specifier:
            continue
        name = each.name
        if each.form == "conda":
            from deplint.data.conda_names import index_name

            name = index_name(name)
        if name and name != "python":
            found.setdefault(name, []).append(each)
    return found


def _drifted(entries: dict[str, list[Dependency]], named: dict[str, list[Dependency]], python: str) -> Iterator[Pair]:
    """The packages of which no entry of the one agrees with an entry of the other; what markers keep apart agrees."""
    for name, here in named.items():
        there = entries.get(name, ())[:_COMPARED]
        pairs = [(first, second) for first in there for second in here[:_COMPARED]]
        if pairs and all(no_version_is_both(*pair) and not exclude_each_other(*pair, python) for pair in pairs):
            yield pairs[0]
