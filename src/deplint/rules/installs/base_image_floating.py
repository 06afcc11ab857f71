"""DPL808 base-image-floating: an image that is made from `latest`, or from no tag at all."""

from __future__ import annotations

from deplint.questions.images import external, has_python, images
from deplint.readers.places.base_images import image_of
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.installs import Stage
    from deplint.model import Diagnostic
    from deplint.project import Project


class BaseImageFloating(Rule):
    """`FROM` without a tag, or with `latest`, in an image that installs Python packages.

    ## Why is this bad?
    Two builds of one commit begin with two different systems: another Python, other libraries under the wheels.

    ## Example
    ```with environment.yml
    name: app
    channels: [conda-forge]
    dependencies:
      - python=3.12
      - numpy=1.26.4
    ```
    ```bad Dockerfile
    FROM continuumio/miniconda3
    COPY environment.yml .
    RUN conda env create -f environment.yml
    ```
    ```good Dockerfile
    FROM continuumio/miniconda3:24.7.1-0
    COPY environment.yml .
    RUN conda env create -f environment.yml
    ```
    Off by default, as linters for Dockerfiles and workflows say the same. Stages of the file itself, `scratch`, digests and names in which
    a variable stands are not flagged. What concerns Docker's own image of Python is told by `image-python-floating`.
    """

    code = "DPL808"
    severity = Severity.INFO
    profiles = ()
    only_for = ("dockerfile",)
    yields_to = ("image-python-floating",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest, installs in images(project):
            if not has_python(installs):
                continue
            seen = set()
            for stage in external(manifest, installs.stages):
                image = image_of(stage.base or "")
                if image.tag in ("", "latest") and not image.digest and stage.base not in seen:
                    seen.add(stage.base)
                    yield self._finding(stage)

    def _finding(self, stage: Stage) -> Diagnostic:
        return self.found(
            stage.location,
            f"`{stage.base}` is another image whenever its makers push one; name a tag that says a version",
            label="no version",
            subject=stage.base or "",
        )
