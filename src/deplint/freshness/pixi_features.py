"""The values of a pixi manifest into its environments, and what each of their features asks for on one platform.

Source: pixi's manifest reference, "The feature and environments tables" and "The target table".
"""

from __future__ import annotations

from deplint.freshness.documents import array, string, table
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from deplint.freshness.documents import Table

# What a table that describes a package of conda may hold, so that nothing in it makes the entry conditional.
_PLAIN = frozenset((
    "version", "build", "build-number", "channel", "subdir", "file-name", "sha256", "md5", "license", "url", "path", "git", "branch", "tag",
    "rev", "subdirectory", "extras", "index", "editable", "lfs",
))  # fmt: skip
_OF_ENVIRONMENTS = ("features", "no-default-feature", "solve-group")
OWN = "environments."
"""What the name of a feature begins with that is written into an environment."""
_SYSTEMS = ("linux", "osx", "win")


class Feature(NamedTuple):
    """One feature with its table; `name` is "" for what stands outside of features."""

    name: str
    values: Table


class Wanted(NamedTuple):
    """One dependency of a feature on a platform.

    name            as the lock calls it: normalised for an index, in lower case for conda
    version         as written, "" for any
    is_conditional  something beyond version and source decides whether, or in which version, it is needed
    """

    name: str
    written: str
    version: str
    feature: str
    is_pypi: bool
    is_conditional: bool


def features_of(root: Table) -> dict[str, tuple[Feature, ...]]:
    """The features of every environment by its name, those that the manifest describes; without what can't be understood."""
    default = Feature("", root)
    found: dict[str, tuple[Feature, ...]] = {"default": (default,)}
    for name, value in table(root, "environments").items():
        listed = value.get("features", []) if isinstance(value, dict) else value
        if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
            found.pop(name, None)
            continue
        features = [Feature(each, table(root, "feature", each)) for each in listed if each != "default"]
        if isinstance(value, dict):  # an environment may ask for something of its own
            features.insert(0, Feature(f"{OWN}{name}", {key: each for key, each in value.items() if key not in _OF_ENVIRONMENTS}))
        alone = isinstance(value, dict) and value.get("no-default-feature") is True
        found[name] = tuple(features if alone else [*features, default])
    return found


def all_features(root: Table) -> tuple[Feature, ...]:
    """Every feature of the manifest, and what single environments ask for: those that are solved together get packages of each other."""
    found = [Feature(name, values) for name, values in table(root, "feature").items() if isinstance(values, dict)]
    return (*found, *(feature for features in features_of(root).values() for feature in features))


def wanted_by(feature: Feature, platform: str) -> Iterator[Wanted]:
    """What the feature asks for on a platform; where several targets name one package, the most special one counts."""
    for is_pypi, keys in ((False, ("build-dependencies", "host-dependencies", "dependencies")), (True, ("pypi-dependencies",))):
        found: dict[str, Wanted] = {}
        for values in _layers(feature.values, platform):
            for key in keys:
                for written, value in table(values, key).items():
                    wanted = _wanted(written, value, feature.name, is_pypi)
                    if wanted.name and not wanted.name.startswith("__"):
                        found[wanted.name] = wanted
        yield from found.values()


def _layers(values: Table, platform: str) -> Iterator[Table]:
    """The table of a feature, and those of its targets that hold on the platform, the most special one last."""
    yield values
    system = platform.partition("-")[0]
    names = ["unix"] if system in ("linux", "osx") else []
    for name in (*names, *([system] if system in _SYSTEMS else []), platform):
        target = table(values, "target", name)
        if target:
            yield target


def _wanted(written: str, value: Any, feature: str, is_pypi: bool) -> Wanted:
    name = normalize(written) if is_pypi else written.lower()
    version = string(value.get("version") if isinstance(value, dict) else value).strip()
    conditional = not isinstance(value, (str, dict)) or (isinstance(value, dict) and not value.keys() <= _PLAIN)
    direct = isinstance(value, dict) and not value.keys().isdisjoint(("url", "path", "git"))
    return Wanted(name, written, "" if version == "*" or direct else version, feature, is_pypi, conditional)


def channels_of(values: Table) -> list[str]:
    """The channels of a feature or workspace as written."""
    return [string(each.get("channel") if isinstance(each, dict) else each) for each in array(values.get("channels"))]
