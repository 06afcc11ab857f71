"""The words of a shell's command into those of the program that it runs in the end: `sudo -E env A=b python -m pip` is pip."""

from __future__ import annotations

from deplint.regex import regex
from deplint.syntax.shell import UNKNOWN, Assignment, Word
from deplint.syntax.shell_state import assignment_of
from deplint.typing_light import NamedTuple

# Programs that run another one: their options that take a value, and how many words stand before that other one.
_RUNNERS: dict[str, tuple[str, int]] = {
    "sudo": ("-u -g -h -p -C -r -t -U -D -R -T --user --group --host --prompt --chdir --chroot", 0),
    "doas": ("-u -C", 0), "env": ("-u -C --unset --chdir", 0), "exec": ("-a", 0), "time": ("-f -o", 0), "nohup": ("", 0),
    "nice": ("-n --adjustment", 0), "ionice": ("-c -n", 0), "timeout": ("-s -k --signal --kill-after", 1), "stdbuf": ("-i -o -e", 0),
    "command": ("", 0), "builtin": ("", 0), "eatmydata": ("", 0), "tini": ("", 0), "dumb-init": ("", 0), "travis_retry": ("", 0),
    "gosu": ("", 1), "su-exec": ("", 1), "chroot": ("--userspec --groups", 1), "winpty": ("", 0), "arch": ("", 0), "setsid": ("", 0),
    "unbuffer": ("", 0), "xvfb-run": ("-n -s -e -f -w --server-num --server-args", 0), "ccache": ("", 0), "retry": ("", 0),
    "xargs": ("-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-procs --replace --max-lines --max-chars", 0), "!": ("", 0),
}  # fmt: skip
# Tools that run another program in an environment: their own options that take a value.
_ENVIRONMENTS: dict[tuple[str, str], str] = {
    ("poetry", "run"): "", ("pipenv", "run"): "", ("pdm", "run"): "-p --project -S --site-packages --venv", ("rye", "run"): "",
    ("conda", "run"): "-n --name -p --prefix --cwd", ("mamba", "run"): "-n --name -p --prefix --cwd -e --env -a --attach",
    ("micromamba", "run"): "-n --name -p --prefix --cwd -e --env -a --attach -r --root-prefix",
    ("pixi", "run"): "-e --environment --manifest-path -w --workspace", ("hatch", "run"): "",
    ("pyenv", "exec"): "", ("mise", "exec"): "--command", ("asdf", "exec"): "",
}  # fmt: skip
_SHELLS = frozenset(("sh", "bash", "dash", "zsh", "ksh", "ash", "busybox", "su", "eval"))
_PYTHON = regex(r"(?:python|pypy|py)(?:w|[\d.\x01]*)\Z")
_PIP = regex(r"pip[\d.\x01]*\Z")
# `-m`, `-Im`, with the module in the same word or in the next one.
_MODULE = regex(r"-[bBdEhiIOPqsSuvx]*m")
_PYTHON_VALUES = frozenset(("-W", "-X", "--check-hash-based-pycs"))
_MODULES = frozenset(("pip", "uv", "pipx", "poetry", "pipenv", "pdm", "easy_install", "hatch"))
_TOOLS = {
    "uv": "uv", "uvx": "uvx", "pipx": "pipx", "poetry": "poetry", "pdm": "pdm", "pipenv": "pipenv", "conda": "conda", "mamba": "conda",
    "micromamba": "conda", "pixi": "pixi", "pip-sync": "pip-tools", "pip-compile": "pip-tools", "hatch": "hatch",
}  # fmt: skip
_DEEPEST = 12


class Program(NamedTuple):
    """A program that is run in the end.

    tool      as in `InstallCommand.tool` ("uvx" apart), "shell" where `words` is the one word that another shell reads, "" for any other
    name      without its folder; the subcommand of pip-tools
    head      the words that name the program ("python", "-m", "pip")
    words     its arguments
    assignments  those that `env` gives it
    is_certain   False where more arguments come from elsewhere (xargs)
    """

    tool: str
    name: str
    head: tuple[Word, ...]
    words: tuple[Word, ...]
    assignments: tuple[Assignment, ...] = ()
    is_certain: bool = True


def program_of(words: tuple[Word, ...]) -> Program | None:
    """The program that a command's words run; None where that can't be known."""
    assignments: list[Assignment] = []
    is_certain = True
    for _ in range(_DEEPEST):
        if not words:
            return None
        name = base_name(words[0].shape)
        if name in _RUNNERS:
            is_certain = is_certain and name != "xargs"
            words = _behind(name, words[1:], assignments)
            continue
        inner = _environment(name, words)
        if inner is None:
            break
        words = inner
    if not words:
        return None
    program = _named(words)
    return program._replace(assignments=tuple(assignments), is_certain=is_certain and program.is_certain) if program else None


def base_name(shape: str) -> str:
    """`/opt/venv/bin/pip3`, `.venv\\Scripts\\pip.exe` -> the last part."""
    name = shape.replace("\\", "/").rpartition("/")[2]
    return name[:-4] if name.lower().endswith(".exe") else name


def _behind(name: str, words: tuple[Word, ...], assignments: list[Assignment]) -> tuple[Word, ...]:
    """What a program like sudo or env runs."""
    values, skipped = _RUNNERS[name]
    position = _after_options(words, values)
    if name == "command" and any(word.shape in ("-v", "-V") for word in words[:position]):
        return ()
    while position < len(words) and name in ("env", "sudo", "doas") and (assignment := assignment_of(words[position])):
        assignments.append(assignment)
        position += 1
    if name == "retry":  # there are several programs of that name; all of them take numbers first
        while position < len(words) and words[position].shape.isdigit():
            position += 1
    return words[position + skipped :]


def _after_options(words: tuple[Word, ...], values: str) -> int:
    """The number of words that are options, with their values."""
    taking = values.split()
    position = 0
    while position < len(words) and words[position].shape.startswith("-") and words[position].shape != "-":
        shape = words[position].shape
        position += 1
        if shape == "--":
            break
        if shape in taking:
            position += 1
    return min(position, len(words))


def _environment(name: str, words: tuple[Word, ...]) -> tuple[Word, ...] | None:
    """What `poetry run`, `conda run` and their like run; None where it is none of them."""
    position = 1
    while position < len(words) and words[position].shape.startswith("-"):
        position += 1
    if position >= len(words) or (name, words[position].shape) not in _ENVIRONMENTS:
        return None
    rest = words[position + 1 :]
    inner = rest[_after_options(rest, _ENVIRONMENTS[name, words[position].shape]) :]
    if name == "hatch" and inner:  # `env:command`
        return None
    return inner or None


def _named(words: tuple[Word, ...]) -> Program | None:
    first = words[0].shape
    name = base_name(first)
    if _PIP.fullmatch(name):
        return Program("pip", "pip", words[:1], words[1:])
    if name.startswith("easy_install"):
        return Program("easy_install", "install", words[:1], words[1:])
    if name in _TOOLS:
        return Program(_TOOLS[name], name.removeprefix("pip-"), words[:1], words[1:])
    if name in _SHELLS:
        return _shell(name, words)
    if _PYTHON.fullmatch(name) or (UNKNOWN in name and not name.strip(UNKNOWN)) or name.startswith(f"python{UNKNOWN}"):
        return _module(words)
    return Program("", name, words[:1], words[1:]) if UNKNOWN not in name else None


def _module(words: tuple[Word, ...]) -> Program | None:
    """`python -m pip`: also with options before, and with a program that only a variable knows."""
    position = 1
    while position < len(words) and words[position].shape.startswith("-"):
        shape = words[position].shape
        flags = _MODULE.match(shape)
        if flags and flags.end() == len(shape) and position + 1 < len(words):
            module, at = words[position + 1].shape, position + 2
        elif flags and flags.end() < len(shape):
            module, at = shape[flags.end() :], position + 1
        elif shape in ("-", "-c"):
            return Program("", "python", words[:1], words[1:])
        else:
            position += 2 if shape in _PYTHON_VALUES else 1
            continue
        return _of_module(module, words[:at], words[at:])
    return Program("", "python", words[:1], words[1:])


def _of_module(module: str, head: tuple[Word, ...], words: tuple[Word, ...]) -> Program:
    if module == "piptools" and words:
        return Program("pip-tools", words[0].shape, (*head, words[0]), words[1:])
    if module in _MODULES:
        return Program(module, "install" if module == "easy_install" else module, head, words)
    return Program("", module, head, words)


def _shell(name: str, words: tuple[Word, ...]) -> Program | None:
    """`sh -c "..."`, `bash -lc '...'`, `su user -c "..."`, `eval "..."`."""
    rest = words[1:]
    if name == "busybox":
        return _shell("sh", rest) if rest and rest[0].shape in _SHELLS else None
    if name == "eval":
        return Program("shell", name, words[:1], rest) if len(rest) == 1 else None
    for position, word in enumerate(rest):
        shape = word.shape
        if shape.startswith("-") and not shape.startswith("--") and "c" in shape:
            return Program("shell", name, words[:1], rest[position + 1 : position + 2])
        is_value = position > 0 and rest[position - 1].shape.endswith("o") and rest[position - 1].shape.startswith(("-", "+"))
        if not shape.startswith(("-", "+")) and name != "su" and not is_value:
            break
    return Program("", name, words[:1], rest)
