"""Dockerfiles: stages, what is copied where, the commands with what the image has for them, and the Python of the bases."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deplint.facts import Manifest
from deplint.installs import InstallCommand, Installs
from deplint.model import Source
from deplint.readers.places.base_images import image_of, python_of
from deplint.readers.places.dockerfile import read


def manifest(text: str, path: str = "Dockerfile") -> Manifest:
    return read(Source(path, text))


def installs(text: str, path: str = "Dockerfile") -> Installs:
    found = manifest(text, path).installs
    assert found is not None
    return found


def command(text: str, path: str = "Dockerfile") -> InstallCommand:
    (found,) = installs(text, path).commands
    return found


def test_stages_with_their_bases_and_which_of_them_ship() -> None:
    text = "ARG V=3.12\nFROM python:${V} AS base\nFROM base AS build\nFROM node AS web\nFROM base\nCOPY --from=build /a /b\nCOPY --from=1 /c /d\n"
    stages = installs(text).stages
    assert [(each.name, each.base, each.ships) for each in stages] == [
        ("base", "python:3.12", True), ("build", "base", False), ("web", "node", False), ("", "base", True),
    ]  # fmt: skip
    assert stages[3].origins == ("base", "build", "1")


def test_a_base_that_nobody_knows() -> None:
    assert installs("ARG V\nFROM python:$V").stages[0].base is None
    assert installs("ARG V\nFROM python:${V:-3.11}").stages[0].base == "python:3.11"


@pytest.mark.parametrize(
    ("text", "target", "paths"),
    [
        ("COPY requirements.txt .\nRUN pip install -r requirements.txt", "requirements.txt", ("requirements.txt",)),
        ("WORKDIR /app\nCOPY . .\nRUN pip install -r req/a.txt", "req/a.txt", ("req/a.txt",)),
        ("COPY req/*.txt /tmp/\nRUN pip install -r /tmp/a.txt", "/tmp/a.txt", ("req/a.txt",)),
        ("COPY req /tmp/req\nRUN cd /tmp && pip install -r req/a.txt", "req/a.txt", ("req/a.txt",)),
        ("COPY a.txt /tmp/b.txt\nRUN pip install -r /tmp/b.txt", "/tmp/b.txt", ("a.txt",)),
        ("ADD --chown=x a.txt b.txt /tmp/\nRUN pip install -r /tmp/b.txt", "/tmp/b.txt", ("b.txt",)),
        ('COPY ["a.txt", "/tmp/"]\nRUN ["pip", "install", "-r", "/tmp/a.txt"]', "/tmp/a.txt", ("a.txt",)),
        ("RUN --mount=type=bind,source=a.txt,target=/t/a.txt pip install -r /t/a.txt", "/t/a.txt", ("a.txt",)),
        ("WORKDIR /t\nRUN --mount=type=bind,target=. pip install -r x/a.txt", "x/a.txt", ("x/a.txt",)),
        ("ENV D=/srv\nWORKDIR $D\nCOPY a.txt $D/\nRUN pip install -r a.txt", "a.txt", ("a.txt",)),
        ("RUN --mount=type=bind,source=a.txt,target=a.txt true\nRUN pip install -r a.txt", "a.txt", ()),
        ("COPY --from=other /x/a.txt .\nRUN pip install -r a.txt", "a.txt", ()),
        ("ARG F\nCOPY $F ./\nRUN pip install -r a.txt", "a.txt", ()),
        ("RUN <<EOF\npip install -r a.txt\nEOF", "a.txt", ()),
    ],
)
def test_files_are_traced_back_to_the_context(text: str, target: str, paths: tuple[str, ...]) -> None:
    (file,) = command(f"FROM python\n{text}\n").files
    assert (file.target, file.paths) == (target, paths)


def test_files_come_through_other_stages() -> None:
    text = "FROM a AS one\nCOPY req/a.txt /x/\nFROM b AS two\nCOPY --from=one /x/a.txt /y/\nFROM two\nRUN pip install -r /y/a.txt"
    assert command(text).files[0].paths == ("req/a.txt",)


def test_the_context_may_be_any_folder_above() -> None:
    text = "FROM a\nCOPY r.txt .\nRUN pip install -r r.txt"
    assert command(text, "ops/docker/Dockerfile").files[0].paths == ("ops/docker/r.txt", "ops/r.txt", "r.txt")


def test_places_of_commands_in_continuations_documents_and_lists() -> None:
    text = 'FROM a\nRUN x \\\n # note\n && pip install \\\n  flask\nRUN <<EOF\nset -e\npip install six\nEOF\nRUN ["pip", "install", "attrs"]\n'
    found = installs(text).commands
    assert [text[each.requirements[0].location.start : each.requirements[0].location.end] for each in found] == ["flask", "six", "attrs"]
    assert [each.context for each in found] == ["0", "0", "0"]


def test_variables_in_force() -> None:
    text = "FROM a AS b\nENV UV_NO_DEV=1 UV_X=$NO\nARG UV_ARG=2\nFROM b\nRUN UV_LOCKED=1 uv sync"
    found = {each.name: each.value for each in command(text).environment}
    assert found == {"UV_NO_DEV": "1", "UV_X": None, "UV_LOCKED": "1"}


@pytest.mark.parametrize(
    ("text", "files", "environment"),
    [
        ("WORKDIR /app\nCOPY . .\nRUN uv sync", {"manifest": ("pyproject.toml",), "lock": ("uv.lock",)}, "/app/.venv"),
        ("WORKDIR /app\nCOPY pyproject.toml .\nRUN uv sync", {"manifest": ("pyproject.toml",)}, "/app/.venv"),
        ("WORKDIR /app\nCOPY pyproject.toml uv.lock* ./\nRUN uv sync", {"manifest": ("pyproject.toml",), "lock": ("uv.lock",)}, "/app/.venv"),
        ("ENV UV_PROJECT_ENVIRONMENT=/venv\nRUN uv sync", {}, "/venv"),
        ("RUN poetry config virtualenvs.create false && poetry install", {}, ""),
        ("RUN poetry install", {}, None),
        ("ENV POETRY_VIRTUALENVS_IN_PROJECT=1\nWORKDIR /a\nRUN poetry install", {}, "/a/.venv"),
        ("RUN pip install x", {}, ""),
        ("RUN /opt/venv/bin/pip install x", {}, "/opt/venv"),
        ('ENV PATH="/opt/venv/bin:$PATH"\nRUN pip install x', {}, "/opt/venv"),
        ("RUN . /opt/venv/bin/activate && pip install x", {}, "/opt/venv"),
        ("RUN pip install --prefix=/install x", {}, "/install"),
        ("RUN pip install --user x", {}, "/root/.local"),
    ],
)
def test_what_the_image_has_for_a_command(text: str, files: dict[str, tuple[str, ...]], environment: str | None) -> None:
    image = command(f"FROM a\n{text}").image
    assert image is not None
    assert {each.kind: each.paths for each in image.files} == files
    assert image.environment == environment


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nSHELL [\"powershell\"]\nRUN pip install x",
        "# escape=`\nFROM mcr.microsoft.com/windows/servercore\nRUN pip install x",
        "FROM a\nRUN <<EOF\npip install x",
        "FROM a\nRUN <<EOF\n#!/usr/bin/env python\npip install x\nEOF",
        "FROM {{ base }}\nRUN pip install x",
        "RUN pip install x",
        "FROM a\nRUN pip install x\0",
    ],
)
def test_what_is_no_shell_is_left_alone(text: str) -> None:
    assert installs(text).commands == ()


def test_comments_that_speak_to_deplint() -> None:
    text = "# deplint: ignore[DPL801] why\nFROM a\nRUN x \\\n # deplint: ignore[DPL802] two\n y # deplint: ignore[DPL803] three\n"
    assert [each.text[-3:] for each in manifest(text).comments] == ["why", "two", "ree"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM python:3.12-slim", [("3.12", "==3.12.*", "3.12")]),
        ("ARG V=3.11\nFROM python:$V", [("3.11", "==3.11.*", "python:$V")]),
        ("FROM python:latest", []),
        ("FROM a\nENV UV_PYTHON=python3.12", [("python3.12", "==3.12.*", "python3.12")]),
        ("FROM a\nRUN uv python install 3.13.1", [("3.13.1", "==3.13.1", "3.13.1")]),
        ("FROM a\nRUN uv venv --seed --python 3.10 /venv", [("3.10", "==3.10.*", "3.10")]),
    ],
)
def test_pythons(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(each.value, each.specifier, text[each.location.start : each.location.end]) for each in manifest(text).pythons] == expected


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("python:3.12-slim", "3.12"),
        ("docker.io/library/python:3.11.4@sha256:abc", "3.11.4"),
        ("python:3.14-rc-slim", "3.14rc"),
        ("localhost:5000/python", None),
        ("ghcr.io/astral-sh/uv:python3.12-bookworm-slim", "3.12"),
        ("ghcr.io/astral-sh/uv:0.5.1-python3.13-alpine", "3.13"),
        ("ghcr.io/astral-sh/uv:0.5", None),
        ("mcr.microsoft.com/devcontainers/python:1-3.12-bullseye", "3.12"),
        ("mcr.microsoft.com/vscode/devcontainers/python:0-3.9", "3.9"),
        ("public.ecr.aws/lambda/python:3.12", "3.12"),
        ("public.ecr.aws/lambda/python:3.12.2024.01.01", "3.12"),
        ("public.ecr.aws/sam/build-python3.12:1.0", "3.12"),
        ("bitnami/python:3.11.4-debian-11-r0", "3.11.4"),
        ("registry.access.redhat.com/ubi9/python-311:1-77", "3.11"),
        ("apache/airflow:2.7.1-python3.11", "3.11"),
        ("tensorflow/tensorflow:2.13.0-gpu-jupyter", None),
        ("continuumio/miniconda3:4.9", None),
        ("ubuntu:22.04", None),
    ],
)
def test_python_of_an_image(reference: str, expected: str | None) -> None:
    found = python_of(reference)
    assert (found[0] if found else None) == expected


def test_parts_of_a_reference() -> None:
    assert image_of("a:5000/b/c:1@sha256:x")[:3] == ("a:5000/b/c", "1", "sha256:x")
    assert image_of("a:5000/b/c")[:3] == ("a:5000/b/c", "", "")
    assert image_of("mirror.acme.example/library/python:3").is_official_python
    assert not image_of("acme/python:3").is_official_python


PIECES = st.lists(
    st.sampled_from(
        ["FROM a AS b", "FROM b", "COPY . .", "COPY --from=b /x /y", "COPY --from=0 a ./", "WORKDIR x", "WORKDIR $X", "ENV A=$B C='", "ARG Q",
         "RUN pip install -r a.txt \\", "RUN --mount=type=bind,from=b,target=. uv sync", "RUN <<E", "E", "RUN [\"pip\"", "USER", "SHELL []",
         "ENV", "FROM", "COPY", "ONBUILD", "ONBUILD RUN pip install x", "\\", "\x00", "# deplint: ignore", "ENV PATH=/v/bin:$PATH"]
    )
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_any_lines_can_be_read(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = manifest(text)
    assert found.installs is not None
    places = [each.location for each in found.pythons] + [each.location for each in found.comments]
    places += [each.location for each in found.installs.commands] + [each.location for each in found.installs.stages]
    assert all(0 <= each.start <= each.end <= len(text) for each in places)


def test_stages_that_copy_from_each_other_take_no_time() -> None:
    text = "FROM a AS s0\nCOPY r.txt /\n"
    text += "".join(f"FROM a AS s{n}\nCOPY --from=s{n - 1} / /\nCOPY --from=s{n - 1} / /\n" for n in range(1, 60))
    assert len(installs(text + "RUN pip install -r /r.txt").commands) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('CMD ["uv", "run", "app.py"]', ["uv run"]),
        ("CMD uv run app.py", ["uv run"]),
        ('ENTRYPOINT ["uv", "run"]\nCMD ["app.py"]', ["uv run"]),
        ('ENTRYPOINT ["/entry.sh"]\nCMD ["uv", "run", "app.py"]', ["uv run"]),
        ('CMD ["uv", "run", "a.py"]\nCMD ["python", "b.py"]', []),
        ("CMD pip install -r r.txt && python app.py", ["pip install"]),
        ("CMD", []),
        ("CMD []", []),
    ],
)
def test_what_a_container_starts(text: str, found: list[str]) -> None:
    commands = installs(f"FROM a\n{text}\n").commands
    assert [f"{each.tool} {each.action}" for each in commands] == found
    assert all(each.image and each.image.on_start for each in commands)


@pytest.mark.parametrize(
    "lines",
    [
        "COPY a{0} /a{0}\nRUN pip install -r /a{0}/r.txt\n",
        "ENV UV_A{0}=1\nRUN uv sync\n",
        "RUN --mount=type=bind,target=/x{0} uv sync\n",
        "RUN <<E{0}\npip install x\nE{0}\n",
        'CMD ["uv", "run"]\n',
    ],
)
def test_thousands_of_lines_are_read_to_the_end(lines: str) -> None:
    text = "FROM a\n" + "".join(lines.format(number) for number in range(1500))
    assert len(installs(text).commands) in (1500, 1)
