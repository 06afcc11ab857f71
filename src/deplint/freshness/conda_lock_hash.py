"""The inputs of a conda-lock.yml into every content hash that some version of conda-lock gives them.

The hash is over a JSON of channels, specs and conda-lock's table of virtual packages. What each of these looks like has changed from
version to version, and the lock does not say which one wrote it. Source: conda-lock 1.0 to 4.0, `content_hash.py`, `virtual_package.py`.
"""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from deplint.freshness.conda_lock_specs import Inputs, Spec

    Packages = dict[str, str]
    """The version, and after a blank the build, of each virtual package."""

_TIMESTAMP = 1577854800000
_MACHINES = {
    "linux-64": "x86_64", "linux-aarch64": "aarch64", "linux-ppc64le": "ppc64le",
    "osx-64": "x86_64", "osx-arm64": "arm64", "win-64": "x86_64",
}  # fmt: skip


class Era(NamedTuple):
    """What versions of conda-lock that hash alike make of the inputs.

    compact   without blanks in the JSON of a channel, as pydantic 2 writes it
    spurious  with the build number in the name of a virtual package's build
    typed     with the type of the package in the table of virtual packages
    """

    dump: Callable[[Spec], dict[str, Any]]
    compact: bool = True
    spurious: bool = True
    typed: bool = True
    is_first: bool = False
    """1.x: it knows no selectors in comments and keeps `nodefaults` as a channel; pip's section counts where pip is supported."""


def hashes(inputs: Inputs, platform: str, tables: tuple[Packages, ...]) -> Iterator[str]:
    """The hashes of a platform, the likely ones first.

    tables  those of a `virtual-packages.yml` that may have been used, before conda-lock's own
    """
    for era in _ERAS:
        channels = _channels(inputs, era)
        for specs in _chosen(inputs, platform, era):
            listed = ", ".join(_json(era.dump(spec)) for spec in specs)
            for table in _tables(platform, tables, era):
                yield _hash(channels, listed, table)


def superfluous(inputs: Inputs, platform: str, tables: tuple[Packages, ...], recorded: str, most: int) -> Spec | None:
    """The first entry, of at most so many, without which the hash is the recorded one, as versions write it that are in use now."""
    era = _ERAS[0]
    specs = inputs.specs[platform]
    channels, texts, all_tables = _channels(inputs, era), [_json(era.dump(spec)) for spec in specs], list(_tables(platform, tables, era))
    for number, spec in enumerate(specs[:most]):
        rest = ", ".join((*texts[:number], *texts[number + 1 :]))
        if any(_hash(channels, rest, table) == recorded for table in all_tables):
            return spec
    return None


def _hash(channels: str, listed: str, table: str) -> str:
    """The hash of the JSON text of all three, its keys sorted."""
    from hashlib import sha256

    text = f'{{"channels": {channels}, "specs": [{listed}], "virtual_package_hash": {table}}}'
    return sha256(text.encode("utf-8"), usedforsecurity=False).hexdigest()


def _json(value: Any) -> str:
    import json

    return json.dumps(value, sort_keys=True)


def _channels(inputs: Inputs, era: Era) -> str:
    return _json([_address(channel, era.compact) for channel in (inputs.written if era.is_first else inputs.channels)])


def _tables(platform: str, tables: tuple[Packages, ...], era: Era) -> Iterator[str]:
    """Every table of virtual packages that may have been used."""
    for packages in (*tables, *_default_tables(platform)):
        for repository in _repositories(packages, platform, era):
            yield _json({"noarch": {"info": {"subdir": "noarch"}, "packages": {}}, platform: repository})


def _chosen(inputs: Inputs, platform: str, era: Era) -> Iterator[tuple[Spec, ...]]:
    specs = inputs.specs[platform]
    if not era.is_first:
        yield specs
    elif not inputs.has_selectors:
        yield specs
        if any(spec.manager == "pip" for spec in specs):
            yield tuple(spec for spec in specs if spec.manager == "conda" and not spec.is_implied)


def _address(url: str, compact: bool) -> str:
    """The JSON of a channel: pydantic 2 writes it without blanks."""
    text = f'"url": "{url}", "used_env_vars": []'
    return "{" + (text.replace(": ", ":").replace(", ", ",") if compact else text) + "}"


def _today(spec: Spec) -> dict[str, Any]:
    """2.5.8 to 2.5.x, and again since 3.0.3."""
    return {
        "name": spec.name, "manager": spec.manager, "category": spec.category, "extras": list(spec.extras), "version": spec.version,
        "build": spec.build, "conda_channel": spec.channel, "hash": None,
    }  # fmt: skip


def _with_markers(spec: Spec) -> dict[str, Any]:
    """3.0.0 to 3.0.2."""
    return {**_today(spec), "markers": None}


def _without_hash(spec: Spec) -> dict[str, Any]:
    """2.0 to 2.5."""
    return {key: value for key, value in _today(spec).items() if key != "hash"}


def _with_selectors(spec: Spec) -> dict[str, Any]:
    """1.1 to 1.4."""
    return {**_without_hash(spec), "optional": spec.category != "main", "selectors": {"platform": None}}


def _first(spec: Spec) -> dict[str, Any]:
    """1.0."""
    return {key: value for key, value in _with_selectors(spec).items() if key != "conda_channel"}


_ERAS = (
    Era(_today),
    Era(_today, spurious=False),
    Era(_with_markers, spurious=False),
    Era(_with_markers),
    Era(_today, compact=False),
    Era(_without_hash),
    Era(_without_hash, compact=False),
    Era(_with_selectors, compact=False, is_first=True),
    Era(_with_selectors, compact=False, typed=False, is_first=True),
    Era(_first, compact=False, typed=False, is_first=True),
)


def _default_tables(platform: str) -> Iterator[Packages]:
    """conda-lock's own table: glibc was 2.17 up to 2.5.7, and `--without-cuda` leaves cuda out."""
    base: Packages = {"__archspec": f"1 {_MACHINES[platform]}"}
    if platform == "win-64":
        base["__win"] = "0"
    else:
        base["__unix"] = "0"
    if platform.startswith("osx"):
        yield {**base, "__osx": "11.0"}
        return
    versions = ("2.28", "2.17") if platform.startswith("linux") else ("",)
    for cuda in ("11.4", ""):
        for glibc in versions:
            found = dict(base)
            if glibc:
                found.update({"__linux": "5.10", "__glibc": glibc})
            if cuda:
                found["__cuda"] = cuda
            yield found


def _repositories(packages: Packages, platform: str, era: Era) -> Iterator[dict[str, Any]]:
    """A table as the metadata of a channel. macOS 10.15 stood beside 11.0 in most versions by mistake."""
    tables = [packages]
    if platform == "osx-64" and packages.get("__osx") == "11.0":
        tables.insert(0, {**packages, "__osx 10.15": "10.15"})
    for each in tables:
        yield {"info": {"subdir": platform}, "packages": dict(_package(name, version, platform, era) for name, version in each.items())}


def _package(name: str, written: str, platform: str, era: Era) -> tuple[str, dict[str, Any]]:
    name = name.partition(" ")[0]
    version, _, machine = written.partition(" ")
    build = (f"{machine}_0" if era.spurious else machine) if machine else "0"
    package = {
        "name": name, "version": version, "build_string": machine, "build_number": 0, "build": build, "noarch": "", "depends": [],
        "timestamp": _TIMESTAMP, "subdir": platform,
    }  # fmt: skip
    if era.typed:
        package["package_type"] = "virtual_system"
    return f"{name}-{version}-{build}.tar.bz2", package
