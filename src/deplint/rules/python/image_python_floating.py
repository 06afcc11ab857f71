"""DPL512 image-python-floating: an image that takes whatever Python is the newest when it is built."""

from __future__ import annotations

from deplint.questions.images import external, images
from deplint.readers.places.base_images import image_of
from deplint.regex import regex
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.installs import Stage
    from deplint.model import Diagnostic
    from deplint.project import Project

_MINOR = regex(r"[0-9]+\.[0-9]")
_LEADING = regex(r"(?:latest|v?[23])(?=-|\Z)-?")
# Images whose tags are Pythons, apart from Docker's own.
_LIKE_PYTHON = frozenset(("public.ecr.aws/lambda/python", "amazon/aws-lambda-python", "pypy"))


class ImagePythonFloating(Rule):
    """`FROM python`, `python:3` or `python:slim`: the image gets another Python once a new one is out.

    ## Why is this bad?
    The next build may run on a Python that nobody has tested, for which half of the dependencies have no wheels yet. It happens every
    October, in production, and looks like a change of whoever builds next.

    ## Example
    ```bad Dockerfile
    FROM python:3-slim
    WORKDIR /app
    COPY . .
    CMD ["python", "app.py"]
    ```
    ```good Dockerfile
    FROM python:3.12-slim
    WORKDIR /app
    COPY . .
    CMD ["python", "app.py"]
    ```
    A digest, a tag that names the minor version, and names in which a variable stands are not flagged; nor are images for development,
    tests and documentation (`Dockerfile.dev`, `.devcontainer`), and images that others have made.
    """

    code = "DPL512"
    severity = Severity.WARNING
    only_for = ("dockerfile",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest, installs in images(project):
            found: dict[str, list[Stage]] = {}
            for stage in external(manifest, installs.stages):
                if stage.base and _floats(stage.base):
                    found.setdefault(stage.base, []).append(stage)
            for base, stages in found.items():
                yield self._finding(project, base, stages)

    def _finding(self, project: Project, base: str, stages: list[Stage]) -> Diagnostic:
        image = image_of(base)
        version = _version(project)
        rest = _LEADING.sub("", image.tag, count=1)
        better = f"{image.name}:{version or '3.X'}{'-' + rest if rest else ''}"
        return self.found(
            stages[0].location,
            f"`{base}` is whatever Python is the newest on the day of the build; name the minor version that you test on",
            label="moves on with every release",
            related=[Related(stage.location, "here too") for stage in stages[1:5]],
            help=f"FROM {better}",
            subject=base,
        )


def _floats(base: str) -> bool:
    image = image_of(base)
    if image.digest or not (image.is_official_python or image.name in _LIKE_PYTHON):
        return False
    return _MINOR.match(image.tag.removeprefix("v")) is None


def _version(project: Project) -> str:
    """The minor version that the project's version file or lock names, "" where it is not one."""
    found = {place.specifier for manifest in project.manifests for place in manifest.pythons if place.kind in ("version-file", "pipfile")}
    version = found.pop().removeprefix("==").removesuffix(".*") if len(found) == 1 else ""
    return ".".join(version.split(".")[:2]) if version and version.count(".") else ""
