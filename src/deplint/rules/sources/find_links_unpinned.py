"""DPL606 find-links-unpinned: a page of links as a source of distributions that nothing checks."""

from __future__ import annotations

from deplint.questions.addresses import host, is_local, shown
from deplint.questions.several_indexes import is_hashed
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest, PackageIndex
    from deplint.model import Diagnostic
    from deplint.project import Project


class FindLinksUnpinned(Rule):
    """Page of links (`--find-links`) beside requirements without hashes.

    ## Why is this bad?
    A page of links is a web page like any other: what it links to can change without a new version, and its files compete with those of
    the index for every name. Only a hash tells which file was meant.

    ## Example
    ```bad requirements.txt
    --find-links https://wheels.acme.example/stable.html
    acme-client==2.1.0
    ```
    ```good requirements.txt
    --find-links https://wheels.acme.example/stable.html
    acme-client==2.1.0 --hash=sha256:82fee1fc78add43492d3a1898bfa6d8a904cc97d8427f683ed8e798d07761aa0
    ```
    Folders, this machine, and projects with a lock are not flagged. A page in several files is one finding.
    """

    code = "DPL606"
    severity = Severity.INFO
    profiles = ("strict",)
    security = "3.0"
    only_for = ("indexes",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        pages: dict[str, list[PackageIndex]] = {}
        for manifest in project.manifests:
            for page in _pages(manifest):
                if not is_hashed(manifest, project):
                    pages.setdefault(page.url.rstrip("/"), []).append(page)
        for found in pages.values():
            first = min(found, key=lambda each: (each.location.path.count("/"), len(each.location.path)))
            yield self.found(
                first.location,
                f"`{shown(first.url)}` is a page of links, and nothing tells when another file stands there; add hashes",
                label="not checked",
                related=[Related(each.location, "and here") for each in found if each is not first][:5],
                help="compile the requirements with hashes: `pip-compile --generate-hashes`, or `uv pip compile --generate-hashes`",
                subject=first.url,
            )


def _pages(manifest: Manifest) -> Iterator[PackageIndex]:
    for index in manifest.indexes:
        if index.kind == "find-links" and index.url.lower().startswith(("http://", "https://")) and not is_local(host(index.url)):
            yield index
