"""A catalogue of rules made up for one test, in files as a plugin has them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from textwrap import dedent, indent

import pytest

from deplint.plugins import Catalogue, Entry, Failure, rules_in

Make = Callable[..., Catalogue]
NUMBERS = count()
HEAD = "from deplint.rule import *\nfrom deplint.model import *\nimport re\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[str, Path]]:
    """Writes a package from `{"family/rule_name.py": text}`; gives its importable name and its folder."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(files: dict[str, str], name: str = "") -> tuple[str, Path]:
        name = name or f"made_up_{next(NUMBERS)}"
        folder = tmp_path / name
        for path, text in {"__init__.py": "", **files}.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return name, folder

    return make


@pytest.fixture
def rules(package: Callable[..., tuple[str, Path]]) -> Make:
    """A catalogue from bodies of rule classes by name: `rules(open_name='code = "ACME001"...')`."""

    def make(**bodies: str) -> Catalogue:
        files = {}
        for name, body in bodies.items():
            camel = "".join(word.capitalize() for word in name.split("_"))
            files[f"family/{name}.py"] = f'{HEAD}\nclass {camel}(Rule):\n    """Made up."""\n' + indent(dedent(body), "    ")
        module, folder = package(files)
        found = list(rules_in(module, str(folder)))
        return Catalogue(
            tuple(sorted(each for each in found if isinstance(each, Entry))), tuple(each for each in found if isinstance(each, Failure))
        )

    return make
