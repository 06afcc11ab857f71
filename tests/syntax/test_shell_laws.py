"""Laws of shell text, whatever is in it: nothing is raised, and every place is inside the text."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from deplint.model import Source
from deplint.readers.places.shell_script import read
from deplint.syntax.shell import commands

PIECES = (
    "pip install ", "uv ", "uvx ", "poetry add ", "conda install ", "-r ", "-e ", "--opt=", "--from ", "a==1 ", "a ", ".[x] ", "$", "$A ", "${A} ",
    "$(", ")", "`", "'", '"', " ", "\n", ";", "&&", "||", "|", "&", "(", "{ ", "} ", "if ", "then ", "fi ", "case ", "in ", "esac ", "for ", "do ",
    "done ", "f() ", "<<E\n", "\nE\n", "<<<", "> x ", "<(", "\\", "\\\n", "#", "!", "[ ", "[[ ", "]] ", "{{ ", " }}", "{% ", "%}", "${{", "é", "\t",
    "export A=", "A=1 ", "cd ", "cd -", "pushd x ", "popd ", "sh -c ", "sudo ", "env ", "xargs ", "python -m pip ", "curl https://astral.sh/uv/install.sh ",
    "http://x ", "git+https://h/x@", "\r", "\x00", "\x01", "\x02", "\x03", "\ud800", "(dirname $0)", "@", "[", "]", ",", "==", "=", "0", "/", "-",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@settings(max_examples=200, deadline=None)
@given(texts)
@example("a || \n")
def test_every_word_is_in_the_text(text: str) -> None:
    for command in commands(text):
        assert command.words
        for word in command.words:
            assert 0 <= word.start <= word.end <= len(text)
            spans = [word.span(at, at + 1) for at in range(len(word.shape))]
            assert all(word.start <= start <= end <= word.end for start, end in spans)
            assert spans == sorted(spans)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_every_fact_is_in_the_file(text: str) -> None:
    installs = read(Source("ci/x.sh", f"pip install a\n{text}")).installs
    for command in installs.commands if installs else ():
        places = [command.location, *(each.location for each in (*command.options, *command.environment))]
        places += [*(each.location for each in command.requirements), *(each.location for each in command.files)]
        assert all(0 <= place.start <= place.end <= len(text) + 14 for place in places)
        for each in command.requirements:
            assert each.specifier_span is None or each.location.start <= each.specifier_span[0] <= each.specifier_span[1] <= each.location.end
    for piped in installs.piped if installs else ():
        assert 0 <= piped.location.start <= piped.location.end <= len(text) + 14
