"""DPL812 base-image-without-digest: what is shipped begins with a tag, which can be moved."""

from __future__ import annotations

from deplint.questions.images import external, has_python, images, shipped
from deplint.readers.places.base_images import image_of
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.installs import Stage
    from deplint.model import Diagnostic
    from deplint.project import Project


class BaseImageWithoutDigest(Rule):
    """Image that is shipped and begins with a tag alone, without the digest of what stood there when it was tested.

    ## Why is this bad?
    A tag is a name that its owner, or whoever has the owner's password, can give to other content. The hashes of all packages prove
    little where the Python that checks them may be any.

    ## Example
    ```bad Dockerfile
    FROM python:3.12-slim
    WORKDIR /app
    COPY . .
    CMD ["python", "app.py"]
    ```
    ```good Dockerfile
    FROM python:3.12-slim@sha256:af4e85f1cac90dd3771e47292ea7c8a9830abfabbe4faa5c53f158854c2e819d
    WORKDIR /app
    COPY . .
    CMD ["python", "app.py"]
    ```
    On in the strict profile. Only what the shipped stage begins with is flagged: not the stages that build something for it, not `scratch`,
    not names in which a variable stands. Renovate and Dependabot keep digests up to date.
    """

    code = "DPL812"
    severity = Severity.INFO
    profiles = ("strict",)
    only_for = ("dockerfile",)
    yields_to = ("image-python-floating", "base-image-floating")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest, installs in images(project):
            if not has_python(installs):
                continue
            ends = [each for each in shipped(project, manifest) if each.stage is installs.stages[-1] or has_python(installs, each.chain)]
            roots = {each.chain[-1].number: each.chain[-1] for each in ends}
            for stage in external(manifest, tuple(roots.values())):
                if stage.base and not image_of(stage.base).digest:
                    yield self._finding(stage, stage.base)

    def _finding(self, stage: Stage, base: str) -> Diagnostic:
        return self.found(
            stage.location,
            f"`{base}` is a tag, which can be given to another image; add the digest of the one that you tested",
            label="no digest",
            help=f"docker buildx imagetools inspect {base} --format '{{{{.Manifest.Digest}}}}'",
            subject=base,
        )
