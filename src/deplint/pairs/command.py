"""The header of a compiled requirements file into the options of the command that made it.

The options are those of `pip-compile` (pip-tools 1 to 7) and `uv pip compile`, by their own `--help`.
"""

from __future__ import annotations

from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import CompileHeader

# Options that take a value, which else would look like an input.
_VALUED = frozenset((
    "--extra", "--find-links", "--index-url", "--extra-index-url", "--cert", "--client-cert", "--trusted-host", "--uploaded-prior-to",
    "--annotation-style", "--upgrade-package", "--output-file", "--newline", "--max-rounds", "--cache-dir", "--pip-args", "--resolver",
    "--unsafe-package", "--config", "--constraint", "--build-deps-for", "--python-executable", "--constraints", "--override",
    "--overrides", "--exclude", "--excludes", "--build-constraint", "--build-constraints", "--group", "--format",
    "--custom-compile-command", "--no-binary", "--only-binary", "--python-platform", "--python-version", "--no-emit-package",
    "--torch-backend", "--index", "--default-index", "--index-strategy", "--keyring-provider", "--upgrade-group", "--resolution",
    "--prerelease", "--prerelease-package", "--fork-strategy", "--exclude-newer", "--exclude-newer-package", "--no-sources-package",
    "--config-setting", "--config-settings", "--config-settings-package", "--no-build-isolation-package", "--link-mode",
    "--refresh-package", "--python", "--color", "--allow-insecure-host", "--directory", "--project", "--config-file",
))  # fmt: skip
_LONG_NAMES = {
    "pip-compile": {
        "-o": "--output-file", "-c": "--constraint", "-f": "--find-links", "-i": "--index-url", "-P": "--upgrade-package",
        "-p": "--pre", "-U": "--upgrade", "-q": "--quiet", "-v": "--verbose", "-n": "--dry-run", "-r": "--rebuild",
    },
    "uv": {
        "-o": "--output-file", "-c": "--constraint", "-f": "--find-links", "-i": "--index-url", "-P": "--upgrade-package",
        "-p": "--python", "-U": "--upgrade", "-q": "--quiet", "-v": "--verbose", "-n": "--no-cache", "-C": "--config-setting",
        "-b": "--build-constraint",
    },
}  # fmt: skip
_ALIASES = {
    "--constraints": "--constraint", "--overrides": "--override", "--unsafe-package": "--no-emit-package",
    "--python": "--python-version",
}  # fmt: skip
MOST_INPUTS = 200
EMITTED = ("index", "find-links", "trusted-host", "binary")


class CompileCommand(NamedTuple):
    """What a compiler was told.

    tool         "pip-compile", "uv", "pip-compile-multi"; "" where the command is another one (a script, `make`) that hides the options
    inputs, output, constraints, overrides   paths as written, with `/` for `\\`
    extras, groups, omitted                  normalised names; a group may have a path before it: "sub/pyproject.toml:dev"
    strip_extras None where it can't be known
    python       "3.11"; "" where the command and its header don't say
    keeps_markers   uv writes markers into a file that is for one environment
    platform     the value of `--python-platform`
    emits        which option lines the output repeats: of `EMITTED`
    complete     False where an input is not a file (standard input)
    """

    tool: str = ""
    inputs: tuple[str, ...] = ()
    output: str = ""
    constraints: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    extras: frozenset[str] = frozenset()
    groups: tuple[str, ...] = ()
    all_extras: bool = False
    strip_extras: bool | None = None
    universal: bool = False
    keeps_markers: bool = False
    python: str = ""
    platform: str = ""
    omitted: frozenset[str] = frozenset()
    allows_unsafe: bool = False
    build_requires: bool = False
    only_build_requires: bool = False
    emits: frozenset[str] = frozenset()
    complete: bool = True


def read_command(header: CompileHeader) -> CompileCommand:
    """The command of a header. A custom command gives one without a tool, that knows nothing but the header's Python."""
    words = _words(header)
    tool = header.tool if header.tool in _LONG_NAMES else ""
    if words is None or not tool:
        multi = header.tool if header.tool == "pip-compile-multi" else ""
        return CompileCommand(multi, python=header.python)
    values: dict[str, list[str]] = {}
    inputs: list[str] = []
    for name, value in _parsed(words, _LONG_NAMES[tool]):
        if name:
            values.setdefault(_ALIASES.get(name, name), []).append(value)
        else:
            inputs.append(value.replace("\\", "/"))
    return _command(tool, inputs, values, header)


def _command(tool: str, inputs: list[str], values: dict[str, list[str]], header: CompileHeader) -> CompileCommand:
    extras = {normalize(name) for value in values.get("--extra", ()) for name in value.split(",") if name}
    groups = tuple(value.replace("\\", "/") for value in values.get("--group", ()))
    only_build = "--only-build-deps" in values
    return CompileCommand(
        tool=tool,
        inputs=tuple(path for path in inputs if path != "-")[:MOST_INPUTS],
        output=_last(values, "--output-file").replace("\\", "/"),
        constraints=_paths(values, "--constraint"),
        overrides=_paths(values, "--override"),
        extras=frozenset(extras),
        groups=groups,
        all_extras="--all-extras" in values,
        strip_extras=_strips(tool, values),
        universal="--universal" in values,
        keeps_markers="--no-strip-markers" in values,
        python=header.python or _python(_last(values, "--python-version")),
        platform=_last(values, "--python-platform"),
        omitted=frozenset(normalize(name) for value in values.get("--no-emit-package", ()) for name in value.split(",")),
        allows_unsafe="--allow-unsafe" in values,
        build_requires=only_build or "--all-build-deps" in values or "--build-deps-for" in values,
        only_build_requires=only_build,
        emits=frozenset(_emitted(tool, values)),
        complete="-" not in inputs and len(inputs) <= MOST_INPUTS,
    )


def _words(header: CompileHeader) -> tuple[str, ...] | None:
    """The arguments, None where the command is not the tool's own. uv writes them unquoted, so that a `\\` is a path's."""
    own = "uv pip compile" if header.tool == "uv" else header.tool
    at = header.command.find(own)
    if own == "pip-compile" and at < 0:
        own = "piptools compile"
        at = header.command.find(own)
    if at < 0:
        return None
    if "\\" in header.command:
        return tuple(header.command[at + len(own) :].split())
    return header.arguments or tuple(header.command[at + len(own) :].split())


def _parsed(words: tuple[str, ...], long_names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Options as (long name, value) and inputs as ("", path)."""
    rest = iter(words)
    for word in rest:
        if word == "--":
            yield from (("", path) for path in rest)
        elif word.startswith("--"):
            name, sign, value = word.partition("=")
            yield name, value if sign or name not in _VALUED else next(rest, "")
        elif word.startswith("-") and word != "-":
            name = long_names.get(word[:2], word[:2])
            attached = word[2:].removeprefix("=")
            yield name, attached if attached or name not in _VALUED else next(rest, "")
        else:
            yield "", word


def _last(values: dict[str, list[str]], name: str) -> str:
    found = values.get(name)
    return found[-1] if found else ""


def _paths(values: dict[str, list[str]], name: str) -> tuple[str, ...]:
    return tuple(value.replace("\\", "/") for value in values.get(name, ()))


def _python(value: str) -> str:
    """The minor version of `3.11`, `3.11.4` or `python3.11`, "" for a path or anything else."""
    numbers = value.removeprefix("python").removeprefix("cpython").lstrip("@=-").split(".")
    if len(numbers) > 1 and all(number.isdigit() and len(number) < 5 for number in numbers[:2]):
        return ".".join(numbers[:2])
    return ""


def _strips(tool: str, values: dict[str, list[str]]) -> bool:
    """uv strips extras unless told not to, pip-compile keeps them unless told to strip (until its version 8)."""
    if tool == "uv":
        return "--no-strip-extras" not in values
    return "--strip-extras" in values


def _emitted(tool: str, values: dict[str, list[str]]) -> Iterator[str]:
    if tool == "uv":
        for option, kind in (("--emit-index-url", "index"), ("--emit-find-links", "find-links"), ("--emit-build-options", "binary")):
            if option in values:
                yield kind
    elif "--no-emit-options" not in values:
        for option, kind in (("index-url", "index"), ("find-links", "find-links"), ("trusted-host", "trusted-host")):
            if f"--no-emit-{option}" not in values:
                yield kind
        yield "binary"
