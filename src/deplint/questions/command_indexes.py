"""An install command into the indexes, link pages and trusted hosts that its options and variables name, and which are asked side by side.

Sources: pip's "Configuration" (an option wins over its variable, blanks separate what is in a list), uv's "Environment variables" and
"Searching across multiple indexes".
"""

from __future__ import annotations

from deplint.data.index_hosts import MIRRORS, OWN_BUILDS, VENDORS
from deplint.questions.addresses import host, is_local
from deplint.questions.allowed import is_below
from deplint.questions.installing import sources_of
from deplint.questions.several_indexes import PUBLIC, is_hashed
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.installs import CommandOption, InstallCommand
    from deplint.model import Location
    from deplint.project import Project

_OPTIONS = {
    "--index-url": "index", "--default-index": "index", "--extra-index-url": "extra-index", "--index": "extra-index",
    "--find-links": "find-links", "--trusted-host": "trusted-host", "--allow-insecure-host": "trusted-host", "--channel": "channel",
}  # fmt: skip
_PIP = {
    "PIP_INDEX_URL": "index", "PIP_EXTRA_INDEX_URL": "extra-index", "PIP_FIND_LINKS": "find-links", "PIP_TRUSTED_HOST": "trusted-host",
}  # fmt: skip
_UV = {
    "UV_DEFAULT_INDEX": "index", "UV_INDEX_URL": "index", "UV_INDEX": "extra-index", "UV_EXTRA_INDEX_URL": "extra-index",
    "UV_FIND_LINKS": "find-links", "UV_INSECURE_HOST": "trusted-host",
}  # fmt: skip
_READS = {
    "pip": _PIP, "pip-tools": _PIP, "pipx": _PIP, "pipenv": _PIP, "tox": _PIP, "nox": _PIP, "uv": _UV, "uv pip": _UV, "uvx": _UV,
}  # fmt: skip


class Said(NamedTuple):
    """What a command is told of where packages are.

    kind   "index", "extra-index", "find-links", "trusted-host", "channel"
    value  an address, or a host that is trusted; "" where a variable hides it
    name   the option or the variable
    other  of an index that is asked beside another one: the host of that
    """

    kind: str
    value: str
    name: str
    location: Location
    other: str = ""


def indexes_of(command: InstallCommand) -> list[Said]:
    """What the options say, then what the variables say that no option overrides."""
    found = [each for option in command.options for each in _said(option, _kind(option, command))]
    given = {each.kind for each in found}
    names = _READS.get(command.tool, {})
    for variable in command.environment:
        kind = names.get(variable.name, "")
        if kind != "index" or "index" not in given:
            found += _said(variable, kind)
    return found


def _kind(option: CommandOption, command: InstallCommand) -> str:
    if command.tool == "pipenv" and option.name == "--index":
        return "index"
    return "" if option.name == "--channel" and command.tool not in ("conda", "pixi") else _OPTIONS.get(option.name, "")


def _said(option: CommandOption, kind: str) -> Iterator[Said]:
    if not kind:
        return
    for value in [""] if option.value is None else option.value.split():
        name, equals, url = value.partition("=")
        value = url if equals and "://" in url and "://" not in name else value
        yield Said(kind, "" if "$" in value or "{" in value else value, option.name, option.location)


def said_in_files(command: InstallCommand, project: Project) -> set[str]:
    """The addresses and hosts that the files say themselves from which the command installs: there they are told."""
    sources = sources_of(command, project, "requirements", "constraints", "environment", "project")
    return {index.url.rstrip("/") for source in sources for part in project.reach(source, "requirements") for index in part.indexes}


def asked_beside(command: InstallCommand, asked: Sequence[Said], project: Project) -> Iterator[Said]:
    """The indexes that are asked for every name beside another one whose owner is somebody else."""
    if not _takes_the_best(command) or command.option("--no-index") or command.variable("PIP_NO_INDEX", "UV_NO_INDEX"):
        return
    main = next((each for each in reversed(asked) if each.kind == "index"), None)
    default = main.value if main is not None else f"https://{PUBLIC}/simple"
    if not host(default) or _checks_hashes(command, project):
        return
    for each in asked:
        if each.kind == "extra-index" and "://" in each.value and _is_strange(each.value, default):
            yield each._replace(other=host(default))


def _takes_the_best(command: InstallCommand) -> bool:
    if _READS.get(command.tool) is not _UV:
        return command.tool in _READS
    strategy = command.option("--index-strategy") or command.variable("UV_INDEX_STRATEGY")
    return strategy is not None and (strategy.value or "").startswith("unsafe-")


def _is_strange(url: str, other: str) -> bool:
    """Could one have what the other has, by another owner? Not mirrors, nor vendors, who keep their own builds, nor this machine."""
    left, right = host(url), host(other)
    if left == right or is_below(url, other) or is_local(left) or is_local(right) or left in VENDORS or right in VENDORS:
        return False
    if any(is_below(each, builds) for each in (url, other) for builds in OWN_BUILDS):
        return False
    return bool(left) and not (left in MIRRORS and right in MIRRORS)


def _checks_hashes(command: InstallCommand, project: Project) -> bool:
    if command.option("--require-hashes") or command.variable("PIP_REQUIRE_HASHES", "UV_REQUIRE_HASHES"):
        return True
    sources = list(sources_of(command, project, "requirements"))
    return bool(sources) and not command.requirements and all(is_hashed(each, project) for each in sources)
