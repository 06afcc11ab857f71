"""environment.yml and its variants: Source -> Manifest.

Reads what `conda env create` reads (conda/env/env.py of conda 26) and what conda-lock and micromamba add to it: `platforms`,
`category`, `sel(linux):`, selectors in comments. The `pip:` section is read line by line as a requirements file.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from deplint.facts import Comment, Group, Manifest, PackageIndex, Problem, PythonConstraint
from deplint.readers.requirement_line import Collected, read_line
from deplint.regex import regex
from deplint.syntax.conda_version import to_pep440
from deplint.syntax.matchspec import parse_matchspec
from deplint.syntax.yaml import YamlError, comments, document, type_of
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.facts import Dependency
    from deplint.model import Source
    from deplint.syntax.node import Node
    from deplint.syntax.yaml import Document

_TEMPLATE = regex(r"\{\{|\{%")
_CONDA_KEY = regex(r"^dependencies[ \t]*:", re.MULTILINE)
_SELECTOR = regex(r"\[[ ]*(not[ ]+)?([a-z0-9]+)[ ]*\]")
_SECTION = regex(r"sel\((not[ ]+)?([a-z0-9]+)\)")
_PLATFORMS = {
    "linux": ("sys_platform", "linux"),
    "linux64": ("sys_platform", "linux"),
    "osx": ("sys_platform", "darwin"),
    "osx64": ("sys_platform", "darwin"),
    "win": ("sys_platform", "win32"),
    "win64": ("sys_platform", "win32"),
    "arm64": ("platform_machine", "arm64"),
    "aarch64": ("platform_machine", "aarch64"),
}


def read(source: Source) -> Manifest:
    """Reads an environment. YAML that isn't one gives an empty manifest; a template that is no YAML as it stands, too."""
    try:
        found = document(source.text)
    except YamlError as error:
        return Manifest(source.path, "conda", source, problems=_unreadable(source, error))
    if not _is_environment(found.root):
        return Manifest(source.path, "conda", source)
    return _Reader(source, found).manifest()


def _unreadable(source: Source, error: YamlError) -> tuple[Problem, ...]:
    text = source.text
    name = source.path.rsplit("/", 1)[-1]
    ours = name in ("environment.yml", "environment.yaml") or _CONDA_KEY.search(text)
    if not ours or _TEMPLATE.search(text) or "\0" in text:
        return ()  # another tool's, to be filled in, or told before by the decoder
    message = f"the file is not valid YAML: {error.message}"
    return (Problem("unreadable-file", message, source.at(error.start, error.end), "conda stops here"),)


def _is_environment(root: Node) -> bool:
    """Told from other files that have the name: a list of dependencies with a string or a `pip:` in it, or one of channels beside it."""
    dependencies, channels = root.get("dependencies"), root.get("channels")
    if channels is not None and any(node.string for node in channels.elements()):
        return dependencies is not None
    if dependencies is None:
        return False
    return any(
        type_of(node) == "str" or any(key == "pip" or _SECTION.fullmatch(key) for key, _ in node.items())
        for node in dependencies.elements()
    )


class _Reader:
    """Goes through the sections once."""

    def __init__(self, source: Source, found: Document) -> None:
        self.source = source
        self.root = found.root
        self.into = Collected(source.path, "pip")
        self.conda: list[Dependency] = []
        self.groups: list[Group] = []
        self.pythons: list[PythonConstraint] = []
        self.problems: list[Problem] = []
        self.notes = list(comments(found, source.text)) if "#" in source.text else []
        self.offsets = [offset for offset, _ in self.notes]

    def manifest(self) -> Manifest:
        source, into = self.source, self.into
        channels = tuple(self._channels())
        dependencies = self.root.get("dependencies")
        if dependencies is not None:
            self._section(dependencies)
        return Manifest(
            source.path, "conda", source,
            dependencies=(*self.conda, *into.dependencies), includes=tuple(into.includes), indexes=(*channels, *into.indexes),
            options=tuple(into.options), groups=tuple(self.groups), pythons=tuple(self.pythons),
            comments=tuple(self._comments()), problems=(*self.problems, *into.problems),
        )  # fmt: skip

    def _channels(self) -> list[PackageIndex]:
        """Channels by name or URL; conda-lock also takes `{url: ...}`."""
        channels = self.root.get("channels")
        nodes = [] if channels is None else list(channels.elements())
        named = [node.get("url") or node for node in nodes]
        return [
            PackageIndex("channel", node.string, self.source.at(*node.span), name="" if "://" in node.string else node.string)
            for node in named
            if node.string and not _TEMPLATE.search(node.string)
        ]

    def _section(self, node: Node, marker: str = "") -> None:
        """A list of match specs, and of mappings for the other sections."""
        if not node.is_sequence and type_of(node) != "null" and not self._is_template(node):
            self._refused(node, "`dependencies` must be a list of match specs")
        for entry in node.elements():
            if entry.is_mapping:
                self._mapping(entry)
            elif type_of(entry) == "str":
                self._match_spec(entry, marker)
            elif not self._is_template(entry):
                self._refused(entry, f"{self._named(entry)} is no match spec: a package's name is needed")

    def _mapping(self, entry: Node) -> None:
        for key, node in entry.items():
            platform = _SECTION.fullmatch(key)
            if key == "pip":
                self._pip(key, node)
            elif platform:
                self._platform_section(node, _marker(platform[2], bool(platform[1])))
            elif self._is_template(entry):
                continue
            elif node.is_sequence or node.is_mapping:
                self._refused(entry, f"`{key}:` is no section of an environment: `pip:` is the only one", node.key)
            else:
                value = self.source.text[slice(*node.span)]
                self._refused(entry, f"`{key}: {value}` is a mapping: a match spec is written `{key}={value}` with `=`, or has no `:`")

    def _platform_section(self, node: Node, marker: str) -> None:
        """micromamba's `sel(linux): name` or a list of names."""
        if node.is_sequence:
            self._section(node, marker)
        elif node.string:
            self._match_spec(node, marker)

    def _match_spec(self, node: Node, marker: str = "") -> None:
        if self._is_template(node):
            return
        comment = self._comment(node)
        if not marker and (selector := _SELECTOR.match(comment)):
            marker = _marker(selector[2], bool(selector[1]))
        dependency, problems = parse_matchspec(node.string, node.inner, self.source.path, comment=comment, marker=marker)
        self.problems.extend(problems)
        if dependency is None:
            return
        self.conda.append(dependency)
        if dependency.name == "python" and dependency.specifier:
            build = next((option for option in dependency.options if option.startswith("build=")), "")
            specifier = "" if any(problems) else to_pep440(dependency.specifier, build)
            self.pythons.append(PythonConstraint("conda", dependency.specifier, specifier, dependency.location))

    def _pip(self, key: str, node: Node) -> None:
        assert node.key is not None
        if type_of(node) == "null" or node.value == []:
            return
        self.groups.append(Group(key, key, self.source.at(*node.key)))
        if not node.is_sequence and not self._is_template(node):
            self._refused(node, "`pip:` must be a list of requirements")
        for entry in node.elements():
            if type_of(entry) == "str":
                self._requirement(entry)
            elif not self._is_template(entry) and type_of(entry) != "null":
                self._refused(entry, f"{self._named(entry)} is no requirement")

    def _requirement(self, node: Node) -> None:
        """One line for pip. Conda writes the entries into a requirements file, so that a comment in quotes is one for pip."""
        text, comment = node.string, self._comment(node)
        if self._is_template(node):
            return
        if "\n" in text:
            for line in text.splitlines():
                read_line(line.partition(" #")[0], lambda start, end: node.span, self.into, comment)
            return
        read_line(text.partition(" #")[0], node.inner, self.into, comment)

    # Comments.

    def _comment(self, node: Node) -> str:
        """The comment on the same line behind a value, or alone on the line above it."""
        if not self.notes:
            return ""
        text = self.source.text
        index = bisect_left(self.offsets, node.end)
        if index < len(self.notes) and "\n" not in text[node.end : self.offsets[index]]:
            return self.notes[index][1].lstrip("#").strip()
        return self._above(node, *self.notes[index - 1]) if index else ""

    def _above(self, node: Node, offset: int, written: str) -> str:
        text = self.source.text
        before = text[text.rfind("\n", 0, offset) + 1 : offset]
        between = text[offset + len(written) : node.start]
        comment = written.lstrip("#").strip()
        if before.strip() or between.count("\n") != 1 or between.strip(" \t\r\n-") or comment.startswith("-"):
            return ""  # behind another value, further up, or an entry that is commented out
        return comment

    def _comments(self) -> list[Comment]:
        return [
            Comment(written.lstrip("#").strip(), self.source.at(offset, offset + len(written)))
            for offset, written in self.notes
            if "deplint" in written
        ]

    # What is wrong.

    def _is_template(self, node: Node) -> bool:
        return _TEMPLATE.search(self.source.text, node.start, node.end) is not None

    def _named(self, node: Node) -> str:
        written = self.source.text[slice(*node.span)]
        return f"`{written[:40]}`" if written and node.value is not None else "an empty entry"

    def _refused(self, node: Node, message: str, at: tuple[int, int] | None = None) -> None:
        self.problems.append(Problem("invalid-requirement", message, self.source.at(*(at or node.span))))


def _marker(platform: str, negated: bool) -> str:
    """The marker that says what a selector says, "" for one that no marker can say."""
    if platform == "unix":
        platform, negated = "win", not negated
    variable, value = _PLATFORMS.get(platform, ("", ""))
    return f'{variable} {"!=" if negated else "=="} "{value}"' if variable else ""
