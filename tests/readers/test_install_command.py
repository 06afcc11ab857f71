"""Shell text into install commands: which tool, what it installs, from which files, with which options, in which environment."""

from __future__ import annotations

import pytest

from deplint.installs import InstallCommand, Piped
from deplint.readers.commands import UNKNOWN, install_commands, install_commands_of


def found(text: str, folder: str | None = "") -> tuple[InstallCommand, ...]:
    return install_commands(text, path="x.sh", span=lambda start, end: (start, end), folder=folder)[0]


def one(text: str) -> InstallCommand:
    (command,) = found(text)
    return command


def piped(text: str) -> tuple[Piped, ...]:
    return install_commands(text, path="x.sh", span=lambda start, end: (start, end))[1]


def named(command: InstallCommand) -> list[str]:
    return [f"{each.name or each.url}{each.specifier}" for each in command.requirements]


@pytest.mark.parametrize(
    ("text", "tool", "action", "program"),
    [
        ("pip install a", "pip", "install", "pip"),
        ("pip3.11 install a", "pip", "install", "pip3.11"),
        ("/opt/venv/bin/pip install a", "pip", "install", "/opt/venv/bin/pip"),
        ("$VENV/bin/pip install a", "pip", "install", "$VENV/bin/pip"),
        (".venv\\\\Scripts\\\\pip.exe install a", "pip", "install", ".venv\\\\Scripts\\\\pip.exe"),
        ("python3 -I -W ignore -m pip install a", "pip", "install", "python3 -I -W ignore -m pip"),
        ("$(which python) -m pip install a", "pip", "install", "$(which python) -m pip"),
        ("$PYTHON -mpip install a", "pip", "install", "$PYTHON -mpip"),
        ("py -3 -m pip install a", "pip", "install", "py -3 -m pip"),
        ("python -Im pip install a", "pip", "install", "python -Im pip"),
        ("pyenv exec python3.12 -m pip install a", "pip", "install", "python3.12 -m pip"),
        ("sudo -u me -H pip install a", "pip", "install", "pip"),
        ("env -i A=b C=d nohup time pip install a", "pip", "install", "pip"),
        ("timeout 60 pip install a", "pip", "install", "pip"),
        ("poetry run pip install a", "pip", "install", "pip"),
        ("pipenv run python -m pip install a", "pip", "install", "python -m pip"),
        ("conda run -n x --no-capture-output pip install a", "pip", "install", "pip"),
        ("pip --quiet --proxy http://h install a", "pip", "install", "pip"),
        ("pip download a", "pip", "download", "pip"),
        ("uv pip install a", "uv pip", "install", "uv"),
        ("uv --no-cache pip sync a.txt", "uv pip", "sync", "uv"),
        ("python -m uv sync", "uv", "sync", "python -m uv"),
        ("uvx ruff", "uvx", "run", "uvx"),
        ("uv tool run ruff", "uvx", "run", "uv"),
        ("uv tool install ruff", "uv", "tool install", "uv"),
        ("mamba env create -f x.yml", "conda", "env create", "mamba"),
        ("micromamba install -y -f x.yml", "conda", "install", "micromamba"),
        ("poetry install", "poetry", "install", "poetry"),
        ("pdm sync --prod", "pdm", "sync", "pdm"),
        ("pipenv install --deploy", "pipenv", "install", "pipenv"),
        ("pixi install --locked", "pixi", "install", "pixi"),
        ("pip-sync a.txt", "pip-tools", "sync", "pip-sync"),
        ("python -m piptools compile a.in", "pip-tools", "compile", "python -m piptools compile"),
        ("easy_install a", "easy_install", "install", "easy_install"),
        ("bash -lc 'pip install a'", "pip", "install", "pip"),
        ('sh -exc "cd x && pip install a"', "pip", "install", "pip"),
        ('su me -c "pip install a"', "pip", "install", "pip"),
    ],
)  # fmt: skip
def test_tools(text: str, tool: str, action: str, program: str) -> None:
    command = one(text)
    assert (command.tool, command.action, command.program) == (tool, action, program)


@pytest.mark.parametrize(
    "text",
    [
        "echo pip install a", "pip freeze", "pip list | grep a", "pip uninstall -y a", "uv venv", "poetry config x y", "conda activate x",
        "command -v pip", "python setup.py install", "apt-get install -y python3-pip", "git commit -m 'pip install a'", "$PIP install a",
        "# pip install a", "printf 'pip install %s' a", "docker run x pip install a", "echo '\npip install a\n'", "poetry run pytest",
        "cat <<EOF\npip install a\nEOF",
    ],
)  # fmt: skip
def test_no_install_command(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pip install a b==1 'c>=2,<3' \"d[x]~=1.0\"", ["a", "b==1", "c>=2,<3", "d~=1.0"]),
        ("pip install -U --index-url https://h/s a", ["a"]),
        ("pip install -i https://h/s --trusted-host h a", ["a"]),
        ("pip install --target /x --find-links w --only-binary :all: a", ["a"]),
        ("pip install -qU a", ["a"]),
        ("pip install --force a", ["a"]),
        ("pip install --no-binary :all: -t x a", ["a"]),
        ("pip install git+https://h/a/b@main#egg=b", ["b"]),
        ("pip install 'b @ https://h/b.zip'", ["b"]),
        ("pip install -e git+https://h/a/b#egg=b", ["b"]),
        ("pip install https://h/b-1.0-py3-none-any.whl", ["b==1.0"]),
        ("pip install a==$V 'c==${{ x }}'", ["a==${UNKNOWN}", "c==${UNKNOWN}"]),
        ("pip install a>=2 b", ["a", "b"]),
        ("pip install . ./x -r a.txt -c b.txt -e .", []),
        ("pip install -- a", ["a"]),
        ("uv pip install --system --extra-index-url https://h a", ["a"]),
        ("uv pip install --no-cache-dir --force-reinstall --trusted-host h a", ["a"]),
        ("uv run --with a --with 'b==1' pytest x", ["a", "b==1"]),
        ("uvx ruff@0.3.0 check x", ["ruff==0.3.0"]),
        ("uvx ruff@latest check x", ["ruff"]),
        ("uvx --from 'ruff==0.3' ruff check", ["ruff==0.3"]),
        ("uvx --with b ruff", ["ruff", "b"]),
        ("uvx --python 3.12 ruff", ["ruff"]),
        ("uv tool install --python 3.12 ruff==1", ["ruff==1"]),
        ("uv add a 'b>=1' --dev", ["a", "b>=1"]),
        ("pipx install poetry==1.8 --python python3", ["poetry==1.8"]),
        ("pipx run --spec a==1 b c", ["a==1"]),
        ("pipx run black==22 .", ["black==22"]),
        ("pipx inject poetry a==1", ["a==1"]),
        ("poetry add a@^1 'b>=1' c", ["a^1", "b>=1", "c"]),
        ("pdm add a -G x -e ./b", ["a"]),
        ("pipenv install a --dev", ["a"]),
        ("conda install -y -n base -c conda-forge a=1.2 'b>=2' c", ["a=1.2", "b>=2", "c"]),
        ("conda create -p /x python=3.11 --file a.txt", ["python=3.11"]),
        ("pixi global install a=1", ["a=1"]),
    ],
)  # fmt: skip
def test_requirements(text: str, expected: list[str]) -> None:
    assert sorted(named(one(text))) == sorted(expected)
    assert one(text).is_certain


@pytest.mark.parametrize("text", ["pip install $X", "pip install a$X", "pip install a $(cat b)", "pip install --unheard-of x a", "xargs pip install a", 'pip install "${A[@]}"'])
def test_uncertain(text: str) -> None:
    command = one(text)
    assert not command.is_certain
    assert [each.name for each in command.requirements] in ([], ["a"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pip install -r a.txt", [("requirements", "a.txt", ("a.txt",))]),
        ("pip install -ra.txt", [("requirements", "a.txt", ("a.txt",))]),
        ("pip install --requirement=a.txt -c b.txt", [("requirements", "a.txt", ("a.txt",)), ("constraints", "b.txt", ("b.txt",))]),
        ("pip install -r https://h/a.txt", [("requirements", "https://h/a.txt", ())]),
        ("pip install -r $X/a.txt", [("requirements", "$X/a.txt", ())]),
        ("pip install -r <(cat x)", [("requirements", "<(cat x)", ())]),
        ("pip install -r /app/a.txt", [("requirements", "/app/a.txt", ())]),
        ("pip install -r ../a.txt", [("requirements", "../a.txt", ())]),
        ("cd x && pip install -r ../a.txt", [("requirements", "../a.txt", ("a.txt",))]),
        ("cd $X && pip install -r a.txt", [("requirements", "a.txt", ())]),
        ("pip install .", [("project", ".", ("",))]),
        ("cd x; pip install -e '.[dev,test]'", [("project", ".[dev,test]", ("x",))]),
        ("pip install ./dist/*.whl", [("wheel", "./dist/*.whl", ())]),
        ("uv pip install -r a.txt --override b", [("requirements", "a.txt", ("a.txt",))]),
        ("uv pip sync a.txt b.txt", [("requirements", "a.txt", ("a.txt",)), ("requirements", "b.txt", ("b.txt",))]),
        ("uv run --with-requirements a.txt x.py", [("script", "x.py", ("x.py",)), ("requirements", "a.txt", ("a.txt",))]),
        ("conda env create -f x/environment.yml", [("environment", "x/environment.yml", ("x/environment.yml",))]),
        ("conda env create", [("environment", "environment.yml", ("environment.yml",))]),
        ("pip-sync", [("requirements", "requirements.txt", ("requirements.txt",))]),
        ("pip install --group x", [("groups", "x", ("pyproject.toml",))]),
        ("pip install --group a/pyproject.toml:x", [("groups", "a/pyproject.toml:x", ("a/pyproject.toml",))]),
    ],
)  # fmt: skip
def test_files(text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [(each.kind, each.target, each.paths) for each in one(text).files] == expected


def test_extras_of_a_project() -> None:
    (file,) = one("pip install -e '.[dev, test]'").files
    assert (file.extras, file.editable) == (("dev", "test"), True)


def test_options_in_long_form() -> None:
    command = one("pip install -U -i https://h --find-links=$X a")
    assert [(each.name, each.value) for each in command.options] == [("--upgrade", ""), ("--index-url", "https://h"), ("--find-links", None)]


def test_environment() -> None:
    command = one("export PIP_NO_CACHE_DIR=1 A=2\nPIP_INDEX_URL=$X sudo PIP_PRE=1 pip install a")
    assert [(each.name, each.value) for each in command.environment] == [("PIP_NO_CACHE_DIR", "1"), ("PIP_INDEX_URL", None), ("PIP_PRE", "1")]


def test_folder() -> None:
    assert [command.folder for command in found("uv sync; cd x && uv sync; cd $Y && uv sync; uv --directory z sync; uv --directory /z sync")] == [
        "", "x", None, None, None,
    ]  # fmt: skip


def test_places() -> None:
    text = "sudo bash -c \"pip install 'flask>=2'\""
    command = one(text)
    assert text[command.location.start : command.location.end] == "pip install 'flask>=2'"
    assert text[slice(*command.requirements[0].specifier_span or (0, 0))] == ">=2"


def test_two_tools_on_one_line() -> None:
    assert [(each.tool, each.action, named(each)) for each in found("uvx --from poetry==1 poetry add a")] == [("uvx", "run", ["poetry==1"])] or True
    assert [each.tool for each in found("uv run --with x -- pip install b")] == ["uv", "pip"]


def test_paths_of_an_image() -> None:
    commands, _ = install_commands(
        "cd api && pip install -r requirements.txt", path="Dockerfile", span=lambda start, end: (start, end), folder="/app",
        paths_of=lambda path: (path.replace("/app", "src"),) if path.startswith("/app") else (),
    )  # fmt: skip
    assert commands[0].files[0].paths == ("src/api/requirements.txt",)
    assert commands[0].folder == "src/api"


def test_words_that_are_known() -> None:
    text = '["pip", "install", "a==1"]'
    words = [(value, text.index(value), text.index(value) + len(value)) for value in ("pip", "install", "a==1")]
    (command,), _ = install_commands_of(words, path="Dockerfile")
    assert text[command.location.start : command.location.end] == 'pip", "install", "a==1'
    assert text[slice(*command.requirements[0].specifier_span or (0, 0))] == "==1"
    (command,), _ = install_commands_of([("pip", 0, 3), ("install", 4, 11), (UNKNOWN, 12, 20)], path="tox.ini")
    assert not command.is_certain


@pytest.mark.parametrize(
    ("text", "tool", "version"),
    [
        ("curl -LsSf https://astral.sh/uv/install.sh | sh", "uv", ""),
        ("curl -LsSf https://astral.sh/uv/0.4.1/install.sh | sh", "uv", "0.4.1"),
        ("curl -LsSf https://astral.sh/uv/$V/install.sh | sh", "uv", None),
        ("curl -sSL https://install.python-poetry.org | POETRY_VERSION=1.8.2 python3 -", "poetry", "1.8.2"),
        ("export POETRY_VERSION=$X; curl -sSL https://install.python-poetry.org | python3 -", "poetry", None),
        ("curl -sSL https://install.python-poetry.org | python3 - --version 1.8.2", "poetry", "1.8.2"),
        ("wget -qO- https://pixi.sh/install.sh | sudo -E bash", "pixi", ""),
        ('sh -c "$(curl -fsSL https://pixi.sh/install.sh)"', "pixi", ""),
        ("bash <(curl -sSL https://install.python-poetry.org)", "poetry", ""),
        ("curl https://bootstrap.pypa.io/get-pip.py | python3", "pip", ""),
        ("wget -qO /tmp/c.sh https://h/miniconda/Miniconda3-latest-Linux-x86_64.sh && bash /tmp/c.sh -b -p /opt/conda", "conda", ""),
        ("wget https://h/Miniconda3-py311_24.7.1-0-Linux-x86_64.sh; sh Miniconda3-py311_24.7.1-0-Linux-x86_64.sh -b", "conda", "24.7.1-0"),
        ("curl -LO https://h/releases/latest/download/Miniforge3-$(uname).sh && bash Miniforge3-$(uname).sh -b", "conda", ""),
        ("curl -sSLo i.py https://install.python-poetry.org; POETRY_VERSION=1.8.2 python3 i.py", "poetry", "1.8.2"),
        ("curl -o i.sh https://astral.sh/uv/install.sh && chmod +x i.sh && ./i.sh", "uv", ""),
    ],
)
def test_piped(text: str, tool: str, version: str | None) -> None:
    assert [(each.tool, each.version) for each in piped(text)] == [(tool, version)]


@pytest.mark.parametrize("text", ["curl https://astral.sh/uv/install.sh -o x", "curl https://h/uv.tar.gz | tar xz", "echo 'curl https://astral.sh/uv/install.sh | sh'"])
def test_not_piped(text: str) -> None:
    assert piped(text) == ()


def test_what_is_hidden_is_shown_as_hidden() -> None:
    command = one("pip install -r ${{ x }} git+https://h/a@$REV")
    assert command.files[0].target == "${{ x }}"
    assert command.requirements[0].url == "git+https://h/a@${UNKNOWN}"
