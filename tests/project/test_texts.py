"""Large locks are not kept in memory: their texts are read again, and what changed meanwhile is told."""

from __future__ import annotations

from pathlib import Path

from deplint.model import Position, Source
from deplint.repository import Repository
from deplint.texts import LARGE, Lent, Texts
from deplint.tree import DiskTree, MemoryTree, TreeError

LOCK = 'version = 1\n[[package]]\nname = "a"\nversion = "1"\n' + "# filling\n" * (LARGE // 10 + 1)


def texts(files: dict[str, str], kept: int) -> tuple[Texts, list[Source]]:
    """The sources of these files, all lent."""

    def again(path: str) -> str:
        if path not in files:
            raise TreeError("does not exist")
        return files[path]

    found = Texts(again, kept)
    return found, [found.lent(Source(path, text)) for path, text in files.items()]


def in_memory(sources: list[Source]) -> list[bool]:
    return [isinstance(each, Lent) and each._text is not None for each in sources]


def test_only_what_was_used_last_stays() -> None:
    _, sources = texts({name: f"{name}{LOCK}" for name in "abc"}, kept=len(LOCK) * 2 + 10)
    assert in_memory(sources) == [False, True, True]
    assert sources[0].text == f"a{LOCK}"
    assert in_memory(sources) == [True, False, True]


def test_the_last_one_stays_whatever_its_length() -> None:
    _, sources = texts({name: f"{name}{LOCK}" for name in "ab"}, kept=1)
    assert in_memory(sources) == [False, True]


def test_places_are_the_same_when_the_text_is_read_again() -> None:
    _, sources = texts({name: f"{name}{LOCK}" for name in "ab"}, kept=1)
    before = sources[1].position(14)
    assert sources[0].text
    assert in_memory(sources) == [True, False]
    assert sources[1].position(14) == before == Position(2, 2)


def test_small_files_are_kept() -> None:
    found, _ = texts({}, kept=1)
    small = Source("uv.lock", "version = 1\n")
    assert found.lent(small) is small


def test_what_has_changed_is_told() -> None:
    files = {name: f"{name}{LOCK}" for name in "ab"}
    found, sources = texts(files, kept=1)
    files["a"] += "more"
    assert sources[0].text == ""
    assert found.changed == {"a"}


def test_what_has_gone_is_told() -> None:
    files = {name: f"{name}{LOCK}" for name in "ab"}
    found, sources = texts(files, kept=1)
    del files["a"]
    assert sources[0].text == ""
    assert found.changed == {"a"}


def test_a_repository_on_disk_lends_its_large_locks(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    (tmp_path / "uv.lock").write_text(LOCK)
    repository = Repository.load(DiskTree(str(tmp_path)))
    lock = repository.manifests["uv.lock"].source
    assert isinstance(lock, Lent)
    lock.release()
    assert lock.text == LOCK
    (tmp_path / "uv.lock").write_text("")
    lock.release()
    assert lock.text == ""
    assert ("uv.lock", "it was changed while it was read") in repository.unknown()


def test_what_is_in_memory_anyway_is_not_lent() -> None:
    repository = Repository.load(MemoryTree({"uv.lock": LOCK}))
    assert type(repository.manifests["uv.lock"].source) is Source
