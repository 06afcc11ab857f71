"""A compiled file into the environment that it was made for, as far as the file itself tells.

`pip-compile` and `uv pip compile` leave out what the machine of the run does not need, and of that machine write down its Python at most.
So every requirement with a marker is an observation: it was taken, or it was left out. The environment that explains most observations is
the one; among equals, POSIX and CPython come first.
"""

from __future__ import annotations

import itertools
from functools import lru_cache

from deplint.markers import could_hold, evaluate
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from deplint.facts import Dependency
    from deplint.pairs.command import CompileCommand

    Environment = Mapping[str, str]


class Observation(NamedTuple):
    """Whether `name`, asked for under these markers (joined by "or") only, was `taken`. `subject` is the caller's own."""

    name: str
    markers: tuple[str, ...]
    taken: bool
    subject: object = None


# (sys_platform, platform_system, os_name, platform_machine)
_PLATFORMS = (
    ("linux", "Linux", "posix", "x86_64"),
    ("linux", "Linux", "posix", "aarch64"),
    ("darwin", "Darwin", "posix", "arm64"),
    ("darwin", "Darwin", "posix", "x86_64"),
    ("win32", "Windows", "nt", "AMD64"),
)
_IMPLEMENTATIONS = (("CPython", "cpython"), ("PyPy", "pypy"))
_PYTHONS = (*(f"3.{minor}" for minor in range(15, 4, -1)), "2.7")
# Distributions that are needed on one family of systems only, each with where that is said; pinned, they show where the file was made
# (metadata of the releases current in November 2026).
_WINDOWS_ONLY = {
    "pywin32": "wheels for Windows only",
    "pypiwin32": "installs pywin32",
    "pywin32-ctypes": 'keyring: pywin32-ctypes; sys_platform == "win32"',
    "pywinpty": 'terminado: pywinpty; os_name == "nt"',
    "win32-setctime": 'loguru: win32-setctime; sys_platform == "win32"',
    "windows-curses": "wheels for Windows only",
    "pyreadline3": 'humanfriendly: pyreadline3; sys_platform == "win32"',
    "comtypes": "classifier Operating System :: Microsoft :: Windows",
    "wmi": "classifier Operating System :: Microsoft :: Windows",
    "win-inet-pton": 'PySocks: win-inet-pton; sys_platform == "win32"',
    "winloop": "classifier Operating System :: Microsoft :: Windows",
}
_POSIX_ONLY = {
    "uvloop": "its setup.py refuses Windows",
    "jeepney": 'keyring: jeepney; sys_platform == "linux"',
    "secretstorage": 'keyring: SecretStorage; sys_platform == "linux"',
    "appnope": 'ipykernel: appnope; platform_system == "Darwin"',
    "uwsgi": "its setup.py refuses Windows",
}
# What people ask for on Windows only: taken under a marker that holds nowhere else, they show that Windows is where the file was made.
_TYPICAL_OF_WINDOWS = frozenset((*_WINDOWS_ONLY, "colorama", "tzdata", "waitress", "pyreadline"))
# Distributions that need colorama on Windows and nowhere else.
_COLORAMA_ON_WINDOWS = frozenset(
    ("click", "tqdm", "pytest", "pylint", "ipython", "sphinx", "loguru", "build", "uvicorn", "bandit", "colorlog")
)
# One contradiction is not enough to believe in Windows, two are. PyPy has to explain something to be believed.
_WINDOWS_PENALTY = 1.5
_PYPY_PENALTY = 0.5
_IMPOSSIBLE = 1000.0


def holds(marker: str, environment: Environment) -> bool | None:
    """Whether a marker holds; None where that can't be said: it is not valid, or depends on what no file tells."""
    return _holds(marker, tuple(environment.items()))


@lru_cache(maxsize=16384)
def _holds(marker: str, environment: tuple[tuple[str, str], ...]) -> bool | None:
    return evaluate(marker, dict(environment))


def numbers(environment: Environment) -> tuple[int, ...]:
    """The numbers of its Python: (3, 11, 0)."""
    return tuple(map(int, environment["python_full_version"].split(".")))


def first_python(pinned: Iterable[str], everywhere: Sequence[Environment], known: str) -> tuple[int, ...]:
    """A Python for which a universal file was certainly made, and for all after it: the `known` one of its command, or else the newest on
    which each of the `pinned` markers holds, as each of them counts somewhere.
    """
    if known:
        return tuple(map(int, known.split(".")))
    return min(
        max((numbers(each) for each in everywhere if not marker or holds(marker, each) is True), default=(99,)) for marker in pinned
    )  # fmt: skip


def environments(markers: Iterable[str], python: str = "", platform: str = "") -> tuple[Environment, ...]:
    """The environments in which the markers may differ, for a `python` like "3.11" and a uv platform where those are known."""
    text = " ".join(markers)
    pythons = _python_choices(text, python)
    platforms = [each for each in _PLATFORMS if not platform or each[0] == _system_of(platform)] or list(_PLATFORMS)
    if not any(name in text for name in ("sys_platform", "platform_system", "os_name", "platform_machine")):
        platforms = platforms[:1]
    implementations = _IMPLEMENTATIONS if "implementation" in text else _IMPLEMENTATIONS[:1]
    return tuple(
        {
            "python_version": ".".join(version.split(".")[:2]), "python_full_version": version,
            "sys_platform": system[0], "platform_system": system[1], "os_name": system[2], "platform_machine": system[3],
            "platform_python_implementation": implementation[0], "implementation_name": implementation[1],
            "extra": "",
        }
        for version, system, implementation in itertools.product(pythons, platforms, implementations)
    )  # fmt: skip


def _python_choices(text: str, python: str) -> Sequence[str]:
    minors = (python,) if python else _PYTHONS
    if "python" not in text.replace("platform_python", ""):
        minors = minors[:1]
    patches = ("0", "99") if "python_full_version" in text else ("0",)
    return tuple(f"{minor}.{patch}" for minor in minors for patch in patches)


def _system_of(platform: str) -> str:
    """The `sys_platform` of uv's `--python-platform`: `windows`, `x86_64-unknown-linux-gnu`, `aarch64-apple-darwin`, `macos`."""
    for word, system in (("windows", "win32"), ("linux", "linux"), ("darwin", "darwin"), ("macos", "darwin")):
        if word in platform:
            return system
    return ""


def explain(
    observations: Sequence[Observation], command: CompileCommand, pins: Iterable[Dependency]
) -> tuple[Environment | None, list[Observation]]:
    """The environment that explains most observations, and those that it does not explain. None where there is nothing to explain."""
    if not observations:
        return None, []
    markers = [marker for observation in observations for marker in observation.markers]
    choices = environments(markers, command.python, command.platform)
    windows = _windows_penalty(pins, observations)
    best: tuple[float, Environment, list[Observation]] | None = None
    for environment in choices:
        failed = list(_unexplained(observations, environment))
        cost = len(failed) + _penalty(environment, windows)
        if best is None or cost < best[0]:
            best = cost, environment, failed
    return (best[1], best[2]) if best else (None, [])


def _unexplained(observations: Iterable[Observation], environment: Environment) -> Iterator[Observation]:
    for observation in observations:
        verdicts = [holds(marker, environment) for marker in observation.markers]
        if None not in verdicts and any(verdicts) != observation.taken:
            yield observation


def _penalty(environment: Environment, windows: float) -> float:
    penalty = windows if environment["sys_platform"] == "win32" else max(0.0, -windows)
    return penalty + (_PYPY_PENALTY if environment["implementation_name"] == "pypy" else 0.0)


def _windows_penalty(pins: Iterable[Dependency], observations: Iterable[Observation]) -> float:
    """What it costs to believe in Windows; below zero, what it costs to believe in anything else."""
    if any(each.taken and each.name in _TYPICAL_OF_WINDOWS and _only_on_windows(each.markers) for each in observations):
        return -_IMPOSSIBLE
    names = set()
    for pin in pins:
        parents = {via.text for via in pin.via}
        if pin.name in _WINDOWS_ONLY or (pin.name == "colorama" and parents and parents <= _COLORAMA_ON_WINDOWS):
            return -_IMPOSSIBLE
        names.add(pin.name)
    return _IMPOSSIBLE if names & _POSIX_ONLY.keys() else _WINDOWS_PENALTY


def _only_on_windows(markers: Iterable[str]) -> bool:
    return all(could_hold(marker, platform="win32") and not could_hold(marker, platform="linux") for marker in markers)
