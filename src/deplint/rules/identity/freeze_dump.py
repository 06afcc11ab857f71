"""DPL917 freeze-dump: a whole environment passed off as what the project requires."""

from __future__ import annotations

import re
from itertools import pairwise

from deplint.data.dev_tools import category_of
from deplint.data.environments import BRINGS_SERVICES, INDIRECT, NOTEBOOK_PARTS, ONLY_IN_DUMPS, SERVICES
from deplint.questions.purpose import has_notebooks
from deplint.regex import regex
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.repository import Repository

LEAST, LEAST_LOCAL = 10, 20
"""Entries of a file that can be called an environment; more where only local builds say that it is one."""
LEAST_INDIRECT = 3
"""Entries that nobody asks for by name, without which a list is what somebody chose."""
_REMARK = regex(r"^[ \t]*#(?![ \t]*(?:Editable|The following|WARNING|!! ))", re.MULTILINE)


class FreezeDump(Rule):
    """`pip freeze` of a whole environment, passed off as what the project requires.

    ## Why is this bad?
    Nobody can see what the project itself imports, so nobody dares to remove or update anything. Production gets the notebook server, the
    shell and the installer of one developer's machine, and all of it has to be kept free of vulnerabilities.

    ## Example
    ```bad requirements.txt
    certifi==2024.2.2
    charset-normalizer==3.3.2
    decorator==5.1.1
    Flask==3.0.2
    idna==3.6
    ipython==8.22.2
    itsdangerous==2.1.2
    jedi==0.19.1
    Jinja2==3.1.3
    MarkupSafe==2.1.5
    parso==0.8.3
    pip==24.0
    requests==2.31.0
    traitlets==5.14.2
    wheel==0.43.0
    ```
    ```good requirements.in
    flask
    requests
    ```
    The telling entries are installers (`pip`, `wheel`), conda's programs, builds from local folders and, in a service, what comes with
    IPython and Jupyter. What a compiler wrote, files with comments, markers or hashes, and interactive tools in projects that have
    notebooks are not flagged. Development tools in such a file are part of this finding, and none of their own.
    """

    code = "DPL917"
    severity = Severity.INFO
    only_for = ("requirements",)

    def check_repository(self, repository: Repository) -> Iterator[Diagnostic]:
        frozen = [
            (project, manifest)
            for project in repository.projects
            for manifest in project.with_role(Role.DEPLOY)
            if manifest.kind == "requirements" and _is_frozen(manifest)
        ]
        for project, manifest in frozen:
            telling = [entry for entry in manifest.dependencies if entry.name in ONLY_IN_DUMPS]
            if _is_service_with_notebook_server(manifest) and not has_notebooks(repository, project):
                telling += [entry for entry in manifest.dependencies if category_of(entry.name) == "interactive"]
            if telling or _is_built_locally(manifest):
                yield self._finding(manifest, telling)

    def _finding(self, manifest: Manifest, telling: list[Dependency]) -> Diagnostic:
        tools = (entry for entry in manifest.dependencies if category_of(entry.name))
        indirect = (entry for entry in manifest.dependencies if _is_indirect(entry))
        # What other rules have to say something about comes last.
        lead, *others = sorted(dict.fromkeys((*telling, *tools, *indirect)), key=_is_told_elsewhere)
        name = manifest.path.rsplit("/", 1)[-1]
        named = ", ".join(f"`{entry.written}`" for entry in (lead, *others)[:3])
        return self.found(
            lead.part(lead.name_span),
            f"`{name}` is the freeze of a whole environment: {len(manifest.dependencies)} entries, {named} among them; "
            "list what the project imports in an input, and compile the rest from it",
            label="not what the project asked for",
            related=[Related(entry.part(entry.name_span), "nor is this") for entry in others[:10]],
            help="pip list --not-required --format=freeze > requirements.in",
            subject=manifest.path,
        )


def _is_service_with_notebook_server(manifest: Manifest) -> bool:
    """It serves, and holds what comes with IPython and Jupyter."""
    names = {entry.name for entry in manifest.dependencies}
    serves = not SERVICES.keys().isdisjoint(names) and BRINGS_SERVICES.keys().isdisjoint(names)
    return serves and len(names & NOTEBOOK_PARTS.keys()) >= LEAST_INDIRECT


def _is_built_locally(manifest: Manifest) -> bool:
    """Something in it was installed from a folder (`pip freeze` in an environment of conda)."""
    return len(manifest.dependencies) >= LEAST_LOCAL and any(entry.url.startswith("file:///") for entry in manifest.dependencies)


def _is_frozen(manifest: Manifest) -> bool:
    """Written by `pip freeze` as far as can be seen: exact, sorted, without any word of explanation, and with what others depend on."""
    entries = [entry for entry in manifest.dependencies if entry.name]
    few = max(1, len(entries) // 20)
    if len(entries) < LEAST or manifest.header or any(entry.marker or entry.hashes or entry.comment or entry.extras for entry in entries):
        return False
    indirect = sum(map(_is_indirect, entries))
    loose = sum(pin_kind(entry) != "exact" and not entry.url for entry in entries)
    if indirect < LEAST_INDIRECT or loose > few or _REMARK.search(manifest.source.text, entries[0].location.start):
        return False
    return _unsorted(entries) <= few


def _is_indirect(entry: Dependency) -> bool:
    return entry.name in INDIRECT or entry.name in NOTEBOOK_PARTS


def _is_told_elsewhere(entry: Dependency) -> bool:
    return entry.name == "pkg-resources" or bool(entry.url)


def _unsorted(entries: list[Dependency]) -> int:
    """How many entries stand before one that belongs in front of them; pip sorts without regard to case."""
    names = [entry.name for entry in entries if not entry.editable]
    return sum(first > second for first, second in pairwise(names))
