"""The name of a container image into its parts, and into the Python that is in it.

Names are those of the images' own documentation: `python:3.12-slim`, `ghcr.io/astral-sh/uv:python3.12-bookworm`,
`mcr.microsoft.com/devcontainers/python:1-3.12`, `public.ecr.aws/lambda/python:3.12`, `ubi9/python-311`.
"""

from __future__ import annotations

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deplint.facts import Span

_IN_TAG = regex(r"(?<![a-zA-Z0-9.])(?:py|python|cp|cpython|pypy)-?(3(?:\.[0-9]+){0,2}|3[0-9]{1,2})(?![0-9.])", 2)
_OWN_TAG = regex(r"v?([23]\.[0-9]+(?=\.20[0-9]{2}\.)|[23](?:\.[0-9]+){0,2}(?:-?(?:a|b|rc)[0-9]*)?)(?=[-_.]|\Z)")
_DEVCONTAINER_TAG = regex(r"(?:(?:dev|[0-9]+(?:\.[0-9]+){0,2})-)?(3(?:\.[0-9]+){0,2})(?=[-_]|\Z)")
_IN_NAME = regex(r"(?:^|-)python-?(3(?:\.[0-9]+){1,2}|3[0-9]{1,2})(?=-|\Z)")
_OFFICIAL = frozenset(("", "library", "docker.io", "mirror.gcr.io"))


class Image(NamedTuple):
    """A reference to an image.

    name    without tag and digest ("ghcr.io/astral-sh/uv")
    tag     "" where it has none
    digest  "" where it has none
    at      where in the reference the tag begins
    """

    name: str
    tag: str
    digest: str
    at: int

    @property
    def last(self) -> str:
        """The last part of its name: "uv"."""
        return self.name.rpartition("/")[2]

    @property
    def is_official_python(self) -> bool:
        """Docker's own image of Python, wherever it is pulled from: a mirror keeps its tags."""
        folder = self.name.rpartition("/")[0].lower()
        return self.name.rpartition("/")[2] == "python" and (folder in _OFFICIAL or folder.endswith("/library"))


def image_of(reference: str) -> Image:
    """The parts of a reference such as `registry:5000/team/app:1.0@sha256:...`."""
    rest, _, digest = reference.partition("@")
    colon = rest.rfind(":")
    if colon <= rest.rfind("/"):
        return Image(rest, "", digest, len(rest))
    return Image(rest[:colon], rest[colon + 1 :], digest, colon + 1)


def python_of(reference: str) -> tuple[str, Span] | None:
    """The version of Python that an image's name promises, as `3.12`, and where it stands in the name; None where it says none."""
    image = image_of(reference)
    match = _IN_TAG.search(image.tag)
    at = image.at
    if match is None and (image.last in ("python", "pypy") or image.last.endswith(("-python", "_python"))):
        match = (_DEVCONTAINER_TAG if "devcontainers" in image.name else _OWN_TAG).match(image.tag)
    if match is None:
        match = _IN_NAME.search(image.last)
        at = image.at - len(image.last) - (1 if image.tag else 0)
    if match is None:
        return None
    version = match[1]
    if "." not in version and len(version) > 1:
        version = f"{version[0]}.{version[1:]}"
    return version.replace("-rc", "rc"), (at + match.start(1), at + match.end(1))
