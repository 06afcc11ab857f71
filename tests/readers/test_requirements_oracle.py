"""Requirements files are read as pip-requirements-parser reads them: generated ones, and those of real repositories."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deplint.discovery import kind_of
from deplint.encoding import decode
from deplint.facts import Dependency, Manifest, Problem
from deplint.names import normalize
from deplint.readers.requirements import read

oracle = pytest.importorskip("pip_requirements_parser")


class Entry(NamedTuple):
    name: str
    specifier: str
    extras: tuple[str, ...]
    hashes: tuple[str, ...]
    editable: bool


class Contents(NamedTuple):
    """What both sides say of one file; `refused` are the lines that can't be read, 1-based."""

    entries: list[Entry]
    includes: list[tuple[str, str]]
    refused: set[int]


def ours(manifest: Manifest) -> Contents:
    source = manifest.source

    def line(fact: Dependency | Problem) -> int:
        return source.position(fact.location.start).line

    # An option that pip only ignores is no reason for the parser to refuse a line.
    told = [each for each in manifest.problems if each.rule != "orphan-hash"]
    refused = {line(each) for each in told if each.rule != "misspelled-option" or "ignore" not in each.message}
    entries = [entry_of(each) for each in manifest.dependencies if line(each) not in refused]
    return Contents(entries, [(include.kind, include.target) for include in manifest.includes], refused)


def entry_of(dependency: Dependency) -> Entry:
    from packaging.specifiers import SpecifierSet

    hashes = tuple(f"{each.algorithm}:{each.digest}" for each in dependency.hashes)
    specifier = "" if dependency.url else str(SpecifierSet(dependency.specifier))
    return Entry(dependency.name, specifier, tuple(sorted(dependency.extras)), hashes, dependency.editable)


def theirs(path: Path) -> Contents:
    found = oracle.RequirementsFile.from_file(str(path))
    entries = [
        Entry(
            normalize(each.name or ""),
            "" if each.link else str(each.specifier or ""),
            tuple(sorted(normalize(extra) for extra in each.extras)),
            tuple(each.hash_options),
            each.is_editable,
        )
        for each in found.requirements
    ]
    includes = [
        (kind, target) for option in found.options for kind in ("requirements", "constraints") for target in option.options.get(kind, ())
    ]
    return Contents(entries, includes, {line.line_number for line in found.invalid_lines})


_hash = st.sampled_from(["", " --hash=sha256:aa", " \\\n    --hash=sha256:aa \\\n    --hash sha256:bb", "  --hash=md5:cc"])
_marker = st.sampled_from(["", "; python_version < '3.8'", ' ; sys_platform == "win32" and (os_name == "nt" or extra == "x")', ";", " ;"])
_specifier = st.sampled_from(
    ["", "==1.0", " == 1.0", ">=1,<2", ">=1, <2", "~=1.4", "===odd_one", "!=1.*", " (>=1)", "==1!1.0rc1+l.1", "==v1", ">=1,"]
)
_name = st.sampled_from(["six", "A.b_c", "zope.interface", "uvicorn[standard]", "x[a, b]", "x[]"])
_comment = st.sampled_from(["", "  # why", " #", "\t# a # b"])
_requirement = st.builds("".join, st.tuples(_name, _specifier, _marker, _hash, _comment))
_other = st.sampled_from(
    [
        "-r base.txt", "-rbase.txt", "--requirement=base.txt", "--requirement base.txt", "-c c.txt", "--constraint=c.txt",
        "-i https://h/s", "--pre",
        "--no-index", "-f wheels", "--extra-index-url https://h/s", "--no-binary :all:", "--trusted-host h", "# a comment",
        "    # via six", "",
        "-e git+https://h/x.git@v1#egg=x", "-e .", "-e ./lib[test]", "./six-1.16.0-py2.py3-none-any.whl",
        "https://h/six-1.16.0-py3-none-any.whl",
        "git+https://h/x.git#egg=x", "six @ https://h/six.zip", "six @ git+ssh://git@h/six.git@main ; os_name == 'nt'", "six-1.0.tar.gz",
        "six \\\n    >=1", "six==1.0 \\\n", "six==1.0 x", "six 1.0", "six=1", "\"six\"", "--no-such", "six; python_version < 3",
    ]
)  # fmt: skip
_end = st.sampled_from(["\n", "\n", "\r\n", "\r"])


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.one_of(_requirement, _other), _end).map("".join), max_size=8).map("".join))
def test_generated_files_are_read_alike(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("oracle") / "requirements.txt"
    path.write_bytes(text.encode())
    source, problems = decode("requirements.txt", text.encode(), cookie=True)
    assert not problems
    assert ours(read(source)) == theirs(path)


# Where both read the same file differently, and why we are right: by the end of the path in the corpus.
DEVIATIONS = {
    "test5/invalid_requirements.txt": "a merge conflict, which a rule tells from the text",
    "requirements/pip-docs-examples3.txt": "options that pip has taken until its version 23",
    "requirements/requirement-parser-issues.txt": "an option for the whole file on the line of a requirement, which pip ignores",
    "requirements/requirementslib-tests.txt": "git+git@host:path, and a quotation mark that nothing closes, which pip refuses",
    "more-requirements/ministryofjustice-elasticsearch-formula-formula-requirements.txt": "git@host:path, which pip refuses",
    "more-requirements/jacobzweig-RCNN_Toolbox-requirements.txt": "#egg=name==1.0, of which the name is taken",
    "sc-requirements/vcs-git-requirements.txt": "git://, which pip refuses",
    "sc-requirements/vcs_eggs-requirements.txt": "novcs+http://, which pip refuses",
    "sc-requirements/local_paths_and_files-requirements.txt": "a path with #egg=name, of which the name is taken",
    "pipRequirements/example-requirements.txt": "options that pip has taken until its version 23",
}  # fmt: skip


def test_real_files_are_read_alike(corpus: Path) -> None:
    different = []
    read_alike = 0
    for path in sorted(corpus.rglob("*")):
        name = path.relative_to(corpus).as_posix()
        if kind_of(name) != "requirements" or not path.is_file() or name.endswith(tuple(DEVIATIONS)):
            continue
        source, problems = decode(name, path.read_bytes(), cookie=True)
        manifest = read(source)
        if problems or manifest.kind != "requirements":
            continue
        if ours(manifest) == theirs(path):
            read_alike += 1
        else:
            different.append(name)
    assert not different
    assert read_alike > 400
