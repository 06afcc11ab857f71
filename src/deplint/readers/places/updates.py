"""dependabot.yml and the configuration of Renovate: Source -> Manifest with what they keep up to date, and where.

Dependabot: docs.github.com, "Dependabot options reference". Renovate finds manifests everywhere by itself; what its
presets leave out can't be known here, so that only its presence counts.
"""

from __future__ import annotations

from deplint.facts import Manifest
from deplint.installs import Installs, Update
from deplint.readers.places.yaml_settings import elements, opened, text_of
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Source
    from deplint.readers.places.yaml_settings import Settings

RENOVATE = "renovate"


def read(source: Source) -> Manifest:
    """Reads the one or the other by the name of the file. What is no YAML says nothing."""
    if "renovate" in source.path.rsplit("/", 1)[-1]:
        return Manifest(source.path, RENOVATE, source, installs=Installs(updates=(_renovate(source),)))
    settings = opened(source)
    if settings is None:
        return Manifest(source.path, "dependabot", source, installs=Installs())
    return Manifest(
        source.path, "dependabot", source, installs=Installs(updates=tuple(_dependabot(settings))), comments=settings.comments
    )


def _renovate(source: Source) -> Update:
    """Everything everywhere."""
    return Update(RENOVATE, ("**",), source.at(0, 0))


def _dependabot(settings: Settings) -> Iterator[Update]:
    base = settings.source.path.rpartition(".github/")[0].rstrip("/")
    for entry in elements(settings.root.get("updates")):
        ecosystem = entry.get("package-ecosystem")
        if ecosystem is None or not text_of(ecosystem):
            continue
        single, several = entry.get("directory"), entry.get("directories")
        named = [each for each in (single, *elements(several)) if each is not None]
        folders = tuple(_folder(base, text_of(each)) for each in named)
        places = tuple(settings.at(each) for each in named)
        yield Update(text_of(ecosystem), folders, settings.at(ecosystem), places)


def _folder(base: str, written: str) -> str:
    """A folder of the tree; Dependabot's are relative to the root of the repository, with or without a slash in front."""
    import posixpath

    full = posixpath.normpath(posixpath.join(base, written.lstrip("/")))
    return "" if full == "." else full
