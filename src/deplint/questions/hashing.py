"""Requirements files into the question of all hash rules: does pip check this file by hash, and what can't be checked?"""

from __future__ import annotations

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from deplint.facts import Dependency, Manifest
    from deplint.model import Location
    from deplint.project import Project

_COMPILE = regex(r"\b(?:uv pip compile|pip-compile(?![-\w])|pip-compile-multi)(?! --generate-hashes)")
_NO_HASHES = regex(r" --(?:no|without)-hashes\b")
_PLAIN_PATH = regex(r"[A-Za-z0-9_][A-Za-z0-9_./+-]*")
# The length in hexadecimal digits of the digests that pip takes (`pip._internal.utils.hashes.STRONG_HASHES`).
STRONG = {"sha256": 64, "sha384": 96, "sha512": 128}
WEAK = {"md5": 32, "sha1": 40, "sha224": 56}


def is_hash_checked(manifest: Manifest) -> Location | None:
    """The place that turns pip's hash checking on for this file: a hash, `--require-hashes`, or the header's `--generate-hashes`."""
    for option in manifest.options:
        if option.name == "--require-hashes":
            return option.location
    for dependency in manifest.dependencies:
        if dependency.hashes:
            return dependency.hashes[0].location
    if manifest.header and "--generate-hashes" in manifest.header.arguments:
        return manifest.header.location
    return None


def is_hashless(manifest: Manifest, project: Project) -> bool:
    """Pins all that it lists, two entries at least that could have a hash, and has none.

    Not where it was exported from a lock that has them.
    """
    entries = [each for each in manifest.dependencies if not unhashable(each)]
    if len(entries) < 2 or is_hash_checked(manifest) or not all(pin_kind(each) == "exact" or each.url for each in entries):
        return False
    return not is_export(manifest, project)


def is_export(manifest: Manifest, project: Project) -> bool:
    """Written from a lock that stands beside it, and that has the hashes."""
    if manifest.header is None or not project.locks:
        return False
    return manifest.header.tool in ("uv export", "poetry", "pdm", "pipenv") or "--no-hashes" in manifest.header.arguments


def is_generated(manifest: Manifest) -> bool:
    """A compiler wrote the file: its header says so, or its notes, or nearly all entries have hashes. A twin `.in` alone proves nothing
    about single lines."""
    if manifest.header or manifest.annotated:
        return True
    hashed = sum(bool(dependency.hashes) for dependency in manifest.dependencies)
    return hashed * 2 > len(manifest.dependencies)


def unhashable(dependency: Dependency) -> bool:
    """Editables, folders and version control URLs have no archive that a hash could be of."""
    return dependency.editable or _is_repository(dependency.url) or (dependency.path and not _is_archive(dependency.url))


def _is_repository(url: str) -> bool:
    if not url:
        return False
    from deplint.questions.vcs import is_repository

    return is_repository(url)


def _is_archive(path: str) -> bool:
    return path.split("#", 1)[0].lower().endswith((".whl", ".zip", ".gz", ".bz2", ".xz", ".tgz", ".tar"))


def recompile_command(manifest: Manifest, project: Project) -> str:
    """The command that writes a compiled file again, ready to paste at the root; "" where nothing names one."""
    pair = next((pair for pair in project.pairs if pair.compiled is manifest), None)
    return (pair.recompile if pair else "") or (manifest.header.command if manifest.header else "")


def command_with_hashes(manifest: Manifest, project: Project) -> str:
    """The command that wrote the file, with hashes; for a hand-written one the command that takes it as its own input."""
    if manifest.kind != "requirements":
        return ""
    command = recompile_command(manifest, project)
    if "--generate-hashes" in command:
        return command
    if command:
        found = _COMPILE.search(command)
        if found:
            return f"{command[: found.end()]} --generate-hashes{command[found.end() :]}"
        without = _NO_HASHES.sub("", command)
        return without if without != command else f"let `{command}` compile with --generate-hashes"
    return f"uv pip compile --generate-hashes {_quoted(manifest.path)} -o {_quoted(manifest.path)}"


def _quoted(path: str) -> str:
    if _PLAIN_PATH.fullmatch(path):
        return path
    from shlex import quote

    return quote(path)
