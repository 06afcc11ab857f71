"""`deplint diff`: what changed in the locks of a repository, and what is an alarm."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Done

H1, H2 = "a" * 64, "b" * 64


def package(name: str, version: str, hash: str = H1, source: str = 'registry = "https://pypi.org/simple"', needs: str = "") -> str:
    file = f"{name}-{version}-py3-none-any.whl"
    return (
        f'\n[[package]]\nname = "{name}"\nversion = "{version}"\nsource = {{ {source} }}\n{needs}'
        f'wheels = [\n    {{ url = "https://files.pythonhosted.org/packages/{file}", hash = "sha256:{hash}" }},\n]\n'
    )


def lock(*packages: str) -> str:
    return 'version = 1\nrevision = 3\nrequires-python = ">=3.10"\n' + "".join(packages)


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def commit(write: Callable[..., Path]) -> Callable[[dict[str, str]], Path]:
    """Writes files and commits them."""

    def commit_files(files: dict[str, str]) -> Path:
        root = write(files)
        if not (root / ".git").exists():
            git(root, "init", "-q")
        git(root, "add", ".")
        git(root, "commit", "-qm", "x")
        return root

    return commit_files


BEFORE = lock(package("anyio", "4.4.0"), package("idna", "3.7"), package("six", "1.16.0"), package("sniffio", "1.3.0"))
AFTER = lock(
    package("anyio", "4.6.0", needs='dependencies = [\n    { name = "exceptiongroup" },\n]\n'),
    package("exceptiongroup", "1.2.0"),
    package("idna", "3.6"),
    package("sniffio", "1.3.0"),
)
TEXT = """\
uv.lock: 1 added, 1 removed, 1 up and 1 down
  ^ anyio           4.4.0 -> 4.6.0
  + exceptiongroup  1.2.0, brought by anyio
  v idna            3.7 -> 3.6
  - six             1.16.0
"""


def test_what_changed_since_a_revision(commit: Callable[..., Path], deplint: Callable[..., Done]) -> None:
    root = commit({"uv.lock": BEFORE})
    (root / "uv.lock").write_text(AFTER)
    assert deplint("diff", "HEAD") == (0, TEXT, "")
    git(root, "commit", "-qam", "y")
    assert deplint("diff", "HEAD~1", "HEAD") == (0, TEXT, "")
    assert deplint("diff", "HEAD") == (0, "No package changed in any lock or compiled file.\n", "")


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (package("six", "1.16.0", H2), "has another hash for `six-1.16.0-py3-none-any.whl`"),
        (package("six", "1.16.0").replace(f', hash = "sha256:{H1}"', ""), "has lost its hashes"),
        (package("six", "1.16.0", source='registry = "https://x.example/simple"'), "comes from https://x.example/simple, and came from"),
    ],
)
def test_the_same_version_with_something_else_in_it_is_an_alarm(
    commit: Callable[..., Path], deplint: Callable[..., Done], after: str, told: str
) -> None:
    root = commit({"uv.lock": lock(package("six", "1.16.0"))})
    (root / "uv.lock").write_text(lock(after))
    done = deplint("diff", "HEAD")
    assert done.status == 1 and told in done.out and "1 alarm" in done.out


def test_another_file_of_the_same_release_is_none(commit: Callable[..., Path], deplint: Callable[..., Done]) -> None:
    root = commit({"requirements.in": "six\n", "requirements.txt": f"six==1.16.0 --hash=sha256:{H1}\n    # via -r requirements.in\n"})
    (root / "requirements.txt").write_text(f"six==1.16.0 --hash=sha256:{H1} --hash=sha256:{H2}\n    # via -r requirements.in\n")
    assert deplint("diff", "HEAD").status == 0
    (root / "requirements.txt").write_text(f"six==1.16.0 --hash=sha256:{H2}\n    # via -r requirements.in\n")
    assert deplint("diff", "HEAD").status == 1


def test_json_and_markdown(commit: Callable[..., Path], deplint: Callable[..., Done]) -> None:
    root = commit({"uv.lock": BEFORE})
    (root / "uv.lock").write_text(AFTER)
    (file,) = json.loads(deplint("diff", "HEAD", "--output-format", "json").out)["files"]
    assert [(each["kind"], each["name"], each["alarm"]) for each in file["changes"]] == [
        ("up", "anyio", False), ("added", "exceptiongroup", False), ("down", "idna", False), ("removed", "six", False),
    ]  # fmt: skip
    assert "| added | `exceptiongroup` | 1.2.0, brought by anyio |\n" in deplint("diff", "HEAD", "--output-format", "markdown").out


def test_a_new_and_a_vanished_lock(commit: Callable[..., Path], deplint: Callable[..., Done]) -> None:
    root = commit({"a/uv.lock": lock(package("six", "1.16.0"))})
    (root / "b").mkdir()
    (root / "a/uv.lock").rename(root / "b/uv.lock")
    lines = deplint("diff", "HEAD").out.splitlines()
    assert lines[0] == "a/uv.lock: the file is gone, 1 removed" and lines[3] == "b/uv.lock: a new file, 1 added"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "`deplint diff` needs one revision, or two: `deplint diff main`, `deplint diff v1.0 v1.1`"),
        (("a", "b", "c"), "`deplint diff` needs one revision, or two: `deplint diff main`, `deplint diff v1.0 v1.1`"),
        (("nowhere",), "`nowhere` is no revision of this repository"),
    ],
)
def test_wrong_use(commit: Callable[..., Path], deplint: Callable[..., Done], arguments: tuple[str, ...], reason: str) -> None:
    commit({"uv.lock": BEFORE})
    assert deplint("diff", *arguments) == (2, "", f"deplint: {reason}\n")


def test_text_of_a_lock_does_nothing_to_a_terminal(commit: Callable[..., Path], deplint: Callable[..., Done]) -> None:
    root = commit({"uv.lock": BEFORE})
    (root / "uv.lock").write_text(lock(package("six", "1.\\u001b[31m"), package("x\\u202e", "1")))
    for format in ("text", "json", "markdown"):
        assert not set("\x1b\u202e") & set(deplint("diff", "HEAD", "--output-format", format).out)
