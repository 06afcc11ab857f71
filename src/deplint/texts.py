"""Large files into sources that give up their text between uses and read it again: only those that were used last are in memory.

A repository with a thousand locks has hundreds of megabytes of them, and every question is about one lock at a time.
"""

from __future__ import annotations

from deplint.model import Source
from deplint.tree import TreeError
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LARGE = 20_000
"""Characters from which on a text is worth reading again."""
KEPT = 8_000_000
"""Characters of large texts that stay in memory; the last one stays whatever its length."""


class Texts:
    """The sources of one repository whose texts can be read again.

    again    the text of the file at a path; raises TreeError where there is none
    changed  the paths of those that were another text, or none, when they were read again
    """

    def __init__(self, again: Callable[[str], str], kept: int = KEPT) -> None:
        self._again = again
        self._most = kept
        self._size = 0
        self._loaded: dict[str, Lent] = {}
        self.changed: set[str] = set()

    def lent(self, source: Source) -> Source:
        """The same source, of which only the length stays in memory if there is too much; itself where it is small."""
        return Lent(source, self) if len(source.text) >= LARGE else source

    def keep(self, source: Lent) -> None:
        """This text was loaded just now; those that were loaded long ago go."""
        self._loaded[source.path] = source
        self._size += source.length
        while self._size > self._most and len(self._loaded) > 1:
            oldest = self._loaded.pop(next(iter(self._loaded)))
            self._size -= oldest.length
            oldest.release()

    def read(self, source: Lent) -> str:
        """The text once more. Where the file has become another one meanwhile it is none, and the path is among the changed ones."""
        try:
            text = self._again(source.path)
        except TreeError:
            text = ""
        if len(text) != source.length:
            self.changed.add(source.path)
            return ""
        return text


class Lent(Source):
    """A source whose text is read again where it was given up."""

    __slots__ = ("_text", "_texts", "length")

    _text: str | None

    def __init__(self, source: Source, texts: Texts) -> None:
        self._texts = texts
        self.length = len(source.text)
        super().__init__(source.path, source.text, source.encoding)
        texts.keep(self)

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = self._texts.read(self)
            self._texts.keep(self)
        return self._text

    @text.setter
    def text(self, value: str) -> None:
        self._text = value

    def release(self) -> None:
        """Gives up the text, and where its lines begin."""
        self._text = self._starts = None
