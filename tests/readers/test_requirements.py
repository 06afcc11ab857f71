"""Requirements files: what pip accepts is accepted, what pip refuses is a problem at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.encoding import decode
from deplint.facts import Manifest
from deplint.readers.requirements import read


def manifest(content: str | bytes, path: str = "requirements.txt") -> Manifest:
    data = content.encode() if isinstance(content, str) else content
    source, problems = decode(path, data, cookie=True)
    assert not problems
    return read(source)


def places(result: Manifest) -> list[tuple[str, str]]:
    """Each problem as (rule, the text that it points at)."""
    return [(p.rule, result.source.text[p.location.start : p.location.end]) for p in result.problems]


@pytest.mark.parametrize(
    "line",
    [
        "six",
        "six==1.16.0",
        "six ==1.16.0 ;",
        "PyYAML",
        "six[a,b]>=1,<2",
        "six==1.16.0 # why",
        "six (>=1)",
        "a.b-c_d==1!2.0.post1.dev3",
        "six==1.16.0 --hash=sha256:aa --hash sha256:bb",
        "-r other.txt",
        "-rother.txt",
        "--requirement=other.txt",
        "--requirement other.txt",
        "-c c.txt",
        "--constraint c.txt",
        "-e .",
        "-e .[test]",
        "--editable=git+https://h/x.git@main#egg=x",
        "-e git+https://h/x#egg=x",
        "-i https://h/simple",
        "--index-url=https://h/simple",
        "--extra-index-url https://h/simple",
        "-f https://h/wheels",
        "--pre",
        "--no-index",
        "--trusted-host h",
        "--no-binary :all:",
        "--only-binary=:all:",
        "--require-hashes",
        "--use-feature=x",
        "--prefer-binary",
        "--pre --extra-index-url https://h/simple",
        "./wheels/six-1.16.0-py2.py3-none-any.whl",
        "six-1.16.0.tar.gz",
        ".",
        ".[extra]",
        "../lib",
        "https://h/six-1.16.0.tar.gz",
        "https://h/x.zip ; python_version < '3.9'",
        "git+ssh://git@h/x.git@v1#egg=x",
        "file:///opt/x.whl",
        "six @ https://h/six.whl",
        "six @ git+https://h/six.git@main ; os_name == 'nt'",
        "six==${SIX}",
        "${ANY}",
        "{{ name }}==1",
        'six; python_version < "3" and sys_platform == "win32"',
        "six ; (python_version < '3' or extra == 'x')",
        "six==1.0.*",
        "six===weird_1",
        "six~=1.4.2",
        "six==1.0+local.1",
        "six>=1.0a1",
        'six --config-settings="a=b"',
        "--requirem other.txt",
        "six==1.16.0\t# tab",
    ],
)
def test_pip_accepts(line: str) -> None:
    assert places(manifest(line + "\n")) == []


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("six>=1;<2", "semicolon-for-comma", ";"),
        ("six=1.0", "invalid-specifier", "=1.0"),
        ("six>1.0.*", "invalid-specifier", ">1.0.*"),
        ("six>=1,~=1", "invalid-specifier", "~=1"),
        ("six==1#x", "inline-comment-not-comment", "#"),
        ("six==1.0 \\ \nidna==2\n", "broken-continuation", "\\ "),
        ("six==1.0 \\\nidna==2\n", "broken-continuation", "\\"),
        ("--no-links", "misspelled-option", "--no-links"),
        ("six==1 --pre", "misspelled-option", "--pre"),
        ("--install-option=x", "misspelled-option", "--install-option=x"),
        ("pip install six", "invalid-requirement", "pip install six"),
        ("six==1\n    --hash=sha256:aa\n", "orphan-hash", "--hash=sha256:aa"),
        ("six==1 \\\n  # via x\n    --hash=sha256:aa\n", "orphan-hash", "--hash=sha256:aa"),
        ("=six", "invalid-requirement", "=six"),
        ("six; python_versio < '3'", "invalid-requirement", "python_versio < '3'"),
        ("git://h/x.git", "invalid-requirement", "git://h/x.git"),
    ],
)
def test_pip_refuses_at_the_place(text: str, rule: str, place: str) -> None:
    assert places(manifest(text)) == [(rule, place)]


@pytest.mark.parametrize("text", ["six==1 \\\n\nidna==2\n", "six==1 \\\n# note\nidna==2\n", "six==1 \\"])
def test_a_backslash_before_nothing_is_accepted(text: str) -> None:
    assert places(manifest(text)) == []


@pytest.mark.parametrize(
    "data",
    [
        "six==1\r\nidna==2\r\n".encode("utf-8-sig"),
        "\ufeffsix==1\nidna==2".encode("utf-16-le"),
        "\ufeffsix==1\nidna==2".encode("utf-16-be"),
        b"# -*- coding: latin-1 -*-\nsix==1 # \xe9\nidna==2",
        b"six==1\ridna==2",
        b"six==1\nidna==2",
    ],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    result = manifest(data)
    assert [d.text for d in result.dependencies] == ["six==1", "idna==2"]
    assert [result.source.text[d.location.start : d.location.end] for d in result.dependencies] == ["six==1", "idna==2"]


def test_parts_have_their_places_through_continuations() -> None:
    result = manifest("uvicorn[standard] \\\n  >=0.2,<1 ; \\\n  python_version > '3.8' \\\n  --hash=sha256:ab\n")
    (dependency,) = result.dependencies
    text = result.source.text
    parts = [dependency.name_span, dependency.extras_span, dependency.specifier_span, dependency.marker_span]
    assert [text[span[0] : span[1]] for span in parts if span] == ["uvicorn", "[standard]", ">=0.2,<1", "python_version > '3.8'"]
    assert text[slice(*dependency.hashes[0].location[1:])] == "sha256:ab"


BLANKS = st.sampled_from([" ", "\t", "  ", " \\\n    ", "\\\n "])
DIGEST = st.sampled_from(["sha256:ab", "sha256:", "md5:0F", ":ab", "ab", "sha256:a-b", "sha256:${X}", '"sha256:ab"', "sha256:a:b", ""])


@given(st.lists(st.tuples(BLANKS, DIGEST), min_size=1, max_size=4))
def test_hashes_are_read_alike_whatever_else_stands_behind_them(hashes: list[tuple[str, str]]) -> None:
    line = "six==1.16.0" + "".join(f"{blank}--hash={digest}" for blank, digest in hashes)
    alone, among_others = manifest(line), manifest(f"{line} --config-settings=a=b")
    assert [each.hashes for each in alone.dependencies] == [each.hashes for each in among_others.dependencies]


def test_via_notes_of_both_styles() -> None:
    split = manifest("a==1\n    # via\n    #   -r x.in\n    #   b\nb==2\n    # via a\n# other\n")
    assert [[via.text for via in d.via] for d in split.dependencies] == [["-r x.in", "b"], ["a"]]
    assert split.source.text[slice(*split.dependencies[0].via[1].location[1:])] == "b"
    line = manifest("a==1                      # via -r x.in, b\nb==2 \\\n    --hash=sha256:aa\n    # via a\n")
    assert [[via.text for via in d.via] for d in line.dependencies] == [["-r x.in", "b"], ["a"]]


@pytest.mark.parametrize(
    ("head", "tool", "command", "python"),
    [
        (
            (
                "#\n# This file is autogenerated by pip-compile with Python 3.11\n# by the following command:\n"
                "#\n#    pip-compile --generate-hashes a.in\n#\n"
            ),
            "pip-compile",
            "pip-compile --generate-hashes a.in",
            "3.11",
        ),
        ("#\n# This file is autogenerated by pip-compile\n# To update, run:\n#\n#    pip-compile\n#\n", "pip-compile", "pip-compile", ""),
        (
            "# This file was autogenerated by uv via the following command:\n#    uv pip compile a.in -o a.txt\n",
            "uv",
            "uv pip compile a.in -o a.txt",
            "",
        ),
        (
            "# This file was autogenerated by uv via the following command:\n#    uv export --no-dev\n",
            "uv export",
            "uv export --no-dev",
            "",
        ),
        (
            "# SHA1:0123\n#\n# This file was generated by pip-compile-multi.\n# To update, run:\n#\n#    requirements upgrade\n#\n",
            "pip-compile-multi",
            "requirements upgrade",
            "",
        ),
        ("# This file is @generated by PDM.\n# Please do not edit it manually.\n", "pdm", "", ""),
    ],
)
def test_headers(head: str, tool: str, command: str, python: str) -> None:
    header = manifest(head + "a==1\n").header
    assert header is not None
    assert (header.tool, header.command, header.python) == (tool, command, python)


def test_packages_that_the_compiler_left_out() -> None:
    result = manifest(
        "# This file is autogenerated by pip-compile\na==1\n\n"
        "# The following packages are considered to be unsafe in a requirements file:\n# setuptools\n# pip\n"
    )
    assert result.header is not None and result.header.excluded == ("setuptools", "pip")


@pytest.mark.parametrize(
    ("line", "name", "url", "specifier"),
    [
        ("git+https://h/x.git@main#egg=Foo[a]==1.0", "foo", "git+https://h/x.git@main#egg=Foo[a]==1.0", "==1.0"),
        ("./wheels/six-1.16.0-py2.py3-none-any.whl", "six", "./wheels/six-1.16.0-py2.py3-none-any.whl", "==1.16.0"),
        (
            "https://h/a_b-1.0%2Bcu118-py3-none-any.whl#sha256=00",
            "a-b",
            "https://h/a_b-1.0%2Bcu118-py3-none-any.whl#sha256=00",
            "==1.0+cu118",
        ),
        ("-e .", "", ".", ""),
    ],
)
def test_what_a_url_tells(line: str, name: str, url: str, specifier: str) -> None:
    (dependency,) = manifest(line).dependencies
    assert (dependency.name, dependency.url, dependency.specifier) == (name, url, specifier)


def test_includes_are_resolved_against_the_file() -> None:
    result = manifest("-r ../base.txt\n-c constraints.txt\n-r https://h/x.txt\n-r ../../out.txt\n", "requirements/dev.txt")
    assert [(i.kind, i.path) for i in result.includes] == [
        ("requirements", "base.txt"),
        ("constraints", "requirements/constraints.txt"),
        ("requirements", ""),
        ("requirements", ""),
    ]


def test_a_list_made_by_conda_is_not_read_as_requirements() -> None:
    assert (
        manifest("# This file may be used to create an environment using:\n# $ conda create --name x --file y\nnumpy=1.2=py39_0\n").kind
        == "conda-list"
    )


@pytest.mark.parametrize("size", [20_000, 200_000])
def test_hostile_lines_are_read(size: int) -> None:
    for text in (
        "a" * size,
        "six==" + "1." * size,
        "\\\n" * size,
        "#" * size,
        "--pre " * size,
        "six[" + "a," * size,
        " " * size + "#",
        "six;" + "(" * size,
    ):
        manifest(text)
