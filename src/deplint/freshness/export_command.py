"""The command in the header of an exported file into where it ran, and which extras and groups it was told to export.

Source: `uv export --help` of 0.5 to 0.13; uv writes the arguments as they were given.
"""

from __future__ import annotations

import posixpath

from deplint.freshness.documents import array, string
from deplint.names import normalize
from deplint.pairs.command import CompileCommand
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deplint.freshness.documents import Table

_GROUP_OPTIONS = frozenset(("--group", "--only-group", "--no-group", "--extra", "--no-extra", "--no-emit-package", "--no-install-package"))
# What changes the meaning of `uv export` in ways that are not followed here.
_NOT_FOLLOWED = frozenset((
    "--package", "--all-packages", "--script", "--prune", "--directory", "--project", "--no-project", "--only-emit-project",
    "--only-emit-workspace", "--only-emit-local", "--only-emit-package", "--only-install-package", "--no-sources", "--no-sources-package",
))  # fmt: skip


def is_followed(arguments: Sequence[str]) -> bool:
    """Is all that the command was told understood here?"""
    return not _NOT_FOLLOWED.intersection(word.partition("=")[0] for word in arguments)


def folder_of_run(path: str, arguments: Sequence[str]) -> str:
    """The folder in which the command has written the file."""
    output = ""
    for number, word in enumerate(arguments):
        if word in ("-o", "--output-file", "--output"):
            output = arguments[number + 1] if number + 1 < len(arguments) else ""
        elif word.startswith(("--output-file=", "--output=")):
            output = word.partition("=")[2]
    output = posixpath.normpath(output or posixpath.basename(path))
    return path[: -len(output)].rstrip("/") if path == output or path.endswith(f"/{output}") else posixpath.dirname(path)


def uv_export(arguments: Sequence[str], settings: Table, known: Sequence[str]) -> CompileCommand:
    """The options of `uv export` in the words of `uv pip compile --universal`.

    settings  the table `[tool.uv]` of the project
    known     its groups, as in `Group.name`
    """
    options: dict[str, list[str]] = {}
    rest = iter(arguments)
    for word in rest:
        name, sign, value = word.partition("=")
        options.setdefault(name, []).append(value if sign or name not in _GROUP_OPTIONS else next(rest, ""))
    groups = [name.removeprefix("group:") for name in known if name.startswith("group:")]
    default = settings.get("default-groups", ["dev"])
    chosen = set(groups) if default == "all" or "--all-groups" in options else {normalize(string(each)) for each in array(default)}
    if "--no-default-groups" in options:
        chosen = set(groups) if "--all-groups" in options else set()
    if "--no-dev" in options:
        chosen.discard("dev")
    only = [*options.get("--only-group", ()), *(["dev"] if "--only-dev" in options else ())]
    chosen = set(map(normalize, only)) if only else chosen | {normalize(each) for each in options.get("--group", ())}
    chosen -= {normalize(each) for each in options.get("--no-group", ())}
    return CompileCommand(
        tool="uv", inputs=() if only else ("pyproject.toml",), universal=True, all_extras="--all-extras" in options and not only,
        groups=tuple(sorted(chosen.intersection(groups))) or (("",) if only else ()),
        extras=frozenset(normalize(each) for each in options.get("--extra", ())),
        omitted=frozenset(normalize(each) for each in (*options.get("--no-emit-package", ()), *options.get("--no-install-package", ()))),
    )  # fmt: skip
