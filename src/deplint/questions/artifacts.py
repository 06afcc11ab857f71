"""The file name of a wheel, an sdist or a package of conda into what it disagrees with: the name or the version of its entry."""

from __future__ import annotations

from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.version import Version

_ARCHIVES = (".tar.gz", ".zip", ".tar.bz2", ".tgz", ".tar.xz")


def disagreement(file: str, name: str, version: str, *, wheels_only: bool = False, conda: bool = False) -> str:
    """"project" or "version" where the name of a file says another one; "" where it agrees, or where nobody can tell.

    name         normalised
    version      "" where the entry has none
    wheels_only  an archive by URL may have any name: `v1.0.tar.gz`
    conda        the lock holds packages of conda, too; their names are not normalised
    """
    if len(file) > 500:  # nobody calls a file so
        return ""
    # The plus of a local version is nearly all that is ever quoted, and the module takes as long to import as 300 files to check.
    file = file.replace("%2B", "+").replace("%2b", "+") if "%" in file else file
    if "%" in file:
        from urllib.parse import unquote

        file = unquote(file)
    if conda and file.endswith((".conda", ".tar.bz2")):
        found = _conda(file.removesuffix(".conda").removesuffix(".tar.bz2"), name, version)
        return found if file.endswith(".conda") or not found or _sdist(file[:-8], name, version) else ""
    if file.lower().endswith(".whl"):
        return _wheel(file[:-4], name, version)
    if wheels_only:
        return ""
    ending = next((each for each in _ARCHIVES if file.endswith(each)), "")
    return _sdist(file[: -len(ending)], name, version) if ending else ""


def _wheel(stem: str, name: str, version: str) -> str:
    """`name-version(-build)-python-abi-platform`."""
    parts = stem.split("-")
    if len(parts) not in (5, 6):
        return ""
    if normalize(parts[0]) != name:
        return "project"
    return "" if _same(parts[1], version) is not False else "version"


def _conda(stem: str, name: str, version: str) -> str:
    """`name-version-build`, always spelt as the entry is but for upper case and zeros in front of numbers."""
    parts = stem.rsplit("-", 2)
    if len(parts) != 3:
        return ""
    if parts[0].lower() != name.lower():
        return "project"
    return "version" if version and _zeroless(parts[1]) != _zeroless(version) else ""


def _zeroless(version: str) -> list[str]:
    return [part.lstrip("0") or "0" for part in version.lower().replace("_", ".").replace("-", ".").split(".")]


def _sdist(stem: str, name: str, version: str) -> str:
    """`name-version`, where before PEP 625 the name could have any form, hyphens included, and the version any spelling."""
    places = [place for place, sign in enumerate(stem) if sign == "-"][:50]
    after = [stem[place + 1 :] for place in places if normalize(stem[:place]) == name]
    if not after:
        # Some other name, if what follows it is a version.
        return "project" if any(_version(stem[place + 1 :]) is not None for place in places) else ""
    verdicts = [_same(each, version) for each in after]
    return "version" if all(verdict is False for verdict in verdicts) else ""


def _same(written: str, version: str) -> bool | None:
    """Are they the same version, up to spelling and to a local part in the file name alone? None where that can't be said."""
    if not version or written == version:
        return True
    wanted = _version(version)
    # An underscore stands for a hyphen (`1.0-1`, a post-release) or for the `+` of a local version, an epoch may be left out.
    meant = [each for each in (_version(written.replace("_", "-")), _version(written.replace("_", "+", 1))) if each is not None]
    if wanted is None or not meant:
        return None
    accepted = {wanted, _version(str(wanted).partition("!")[2])}
    return any(each in accepted or _version(each.public) in accepted for each in meant)


def _version(text: str) -> Version | None:
    from packaging.version import InvalidVersion, Version

    try:
        return Version(text)
    except InvalidVersion:
        return None
