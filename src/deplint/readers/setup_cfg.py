"""setup.cfg: Source -> Manifest, for the sections that setuptools reads (setuptools/config/setupcfg.py of setuptools 80 and later)."""

from __future__ import annotations

import posixpath
import re

from deplint.facts import Comment, Group, GroupInclude, Include, Manifest, Metadata, Problem, PythonConstraint
from deplint.regex import regex
from deplint.syntax import ini
from deplint.syntax.requirement import normalize, parse_requirement
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Span
    from deplint.model import Source
    from deplint.syntax.node import Node

_COMMANDS = ("sdist", "bdist_wheel", "bdist_rpm", "egg_info", "aliases")
_SECTIONS = ("metadata", "options", "options.extras_require", "options.entry_points", *_COMMANDS)
# What setup() is given in setup.py, where setup.cfg configures its commands but does not even name the project.
_ELSEWHERE = ("name", "version", "install_requires", "python_requires")
_LISTS = {"install_requires": "runtime", "setup_requires": "build", "tests_require": "dev"}
_MARKER_WORD = regex(
    r"(?:python_version|python_full_version|os_name|sys_platform|platform_\w+|implementation_\w+|extra)[ \t]*(?:[=!<>~]|in\b|not\b)"
)
_OURS = regex(r"^\[(?:metadata|options)\b", re.MULTILINE)
PYTHON_CLASSIFIER = regex(r"Programming Language :: Python :: ([0-9]+\.[0-9]+)")
_VERSION = regex(r"[23]\.[0-9]{1,2}")
_INTERPOLATION = regex(r"%\(")


def read(source: Source) -> Manifest:
    """Reads a setup.cfg; one without the sections of setuptools (it may hold the settings of other tools) is an empty manifest."""
    try:
        root = ini.parse(source.text)
    except ini.IniError as error:
        return Manifest(source.path, "setup.cfg", source, problems=_unreadable(source, error))
    comments = tuple(
        Comment(text.lstrip("#;").strip(), source.at(offset, offset + len(text)))
        for offset, text in (ini.comments(source.text) if "deplint" in source.text else ())
        if "deplint" in text
    )
    ours = any(name in root.value for name in _SECTIONS)
    manifest = _Reader(source, root).manifest(comments) if ours else Manifest(source.path, "setup.cfg", source, comments=comments)
    _read_tools(manifest, root)
    return manifest


def _read_tools(manifest: Manifest, root: Node) -> None:
    """The sections of tox and of mypy."""
    source = manifest.source
    if any(name.startswith(("tox", "testenv")) for name in root.value):
        from deplint.readers.places.tox_sections import Sections

        sections = Sections(source, root)
        manifest.installs = sections.installs()
        manifest.pythons = (*manifest.pythons, *sections.pythons())
    checked = root.get("mypy", "python_version")
    if checked is not None and _VERSION.fullmatch(checked.string):
        place = source.at(*checked.span)
        manifest.pythons = (*manifest.pythons, PythonConstraint("mypy", checked.string, f"=={checked.string}.*", place))


def _unreadable(source: Source, error: ini.IniError) -> tuple[Problem, ...]:
    if "\0" in source.text or not _OURS.search(source.text):
        return ()
    message = f"{error.message}; setuptools can't read the file"
    return (Problem("unreadable-file", message, source.at(error.start, error.end)),)


class _Reader:
    """Goes through the sections once."""

    def __init__(self, source: Source, root: Node) -> None:
        self.source = source
        self.root = root
        self.metadata = self._section("metadata")
        self.options = self._section("options")
        self.dependencies: list[Dependency] = []
        self.groups: list[Group] = []
        self.includes: list[Include] = []
        self.problems: list[Problem] = []

    def _section(self, name: str) -> dict[str, Node]:
        """The options of a section; setuptools takes `python-requires` and `Python_Requires` for `python_requires`."""
        section = self.root.get(name)
        return {key.replace("-", "_").lower(): node for key, node in section.items()} if section else {}

    def manifest(self, comments: tuple[Comment, ...]) -> Manifest:
        metadata = self._metadata()
        for option, group in _LISTS.items():
            if option in self.options:
                self._requirements(option, group, self.options[option])
        extras = self.root.get("options.extras_require")
        for name, node in extras.items() if extras else ():
            self._extra(name, node, metadata.name)
        return Manifest(
            self.source.path, "setup.cfg", self.source,
            dependencies=tuple(self.dependencies), groups=tuple(self.groups), includes=tuple(self.includes),
            pythons=tuple(self._pythons()), comments=comments, problems=tuple(self.problems), metadata=metadata,
        )  # fmt: skip

    def _metadata(self) -> Metadata:
        name = self.metadata.get("name")
        version = self.metadata.get("version")
        classifiers = tuple(classifier for classifier, _ in self._classifiers())
        points = self.root.get("options.entry_points")
        # Without one it comes from elsewhere: from setup.py, or from version control (setuptools-scm, pbr).
        dynamic = version.string.startswith(("attr:", "file:")) if version else name is not None
        elsewhere = _ELSEWHERE if name is None and not self.options else ()
        return Metadata(
            name=name.string if name else "",
            version=version.string if version and not dynamic else "",
            dynamic=elsewhere or (("version",) if dynamic else ()),
            backend="setuptools",
            private=any(classifier.startswith("Private ::") for classifier in classifiers),
            classifiers=classifiers,
            tools=("setuptools",),
            entry_points=tuple(key for key, _ in points.items()) if points else (),
            name_location=self.source.at(*name.span) if name and name.string else None,
            keywords=tuple(self._listed("keywords")),
            urls=(*self._listed("url"), *self._listed("home_page"), *self._listed("project_urls", label="=")),
        )

    def _listed(self, key: str, label: str = "") -> Iterator[str]:
        """The items of a list in [metadata]; those of `project_urls` have a label (`Source = https://...`), which is left out."""
        node = self.metadata.get(key)
        for start, end in _items(node.string, ",") if node else ():
            item = node.string[start:end] if node else ""
            yield item.partition(label)[2].strip() if label else item

    def _classifiers(self) -> Iterator[tuple[str, Span]]:
        """Each classifier, and the place of its last word."""
        node = self.metadata.get("classifiers") or self.metadata.get("classifier")
        if node is None or node.string.startswith("file:"):
            return
        for start, end in _items(node.string, ","):
            at = node.string.rfind(" ", start, end) + 1
            yield node.string[start:end], node.inner(max(at, start), end)

    def _pythons(self) -> Iterator[PythonConstraint]:
        """`python_requires`; pbr reads it from [metadata]."""
        node = self.options.get("python_requires") or self.metadata.get("python_requires") or self.metadata.get("requires_python")
        if node is not None and node.string and not _INTERPOLATION.search(node.string):
            yield PythonConstraint("requires-python", node.string, node.string, self.source.at(*node.span))
        for classifier, span in self._classifiers():
            found = PYTHON_CLASSIFIER.fullmatch(classifier)
            if found:
                yield PythonConstraint("classifier", found[1], f"=={found[1]}.*", self.source.at(*span))

    # Requirements.

    def _extra(self, name: str, node: Node, project: str) -> None:
        group = f"extra:{normalize(name)}"
        before = len(self.dependencies)
        self._requirements(f"extras_require {name}", group, node)
        includes = tuple(
            GroupInclude(f"extra:{extra}", dependency.location)
            for dependency in self.dependencies[before:]
            if project and dependency.name == normalize(project)
            for extra in dependency.extras
        )
        assert node.key is not None
        self.groups.append(Group(group, name, self.source.at(*node.key), includes))

    def _requirements(self, option: str, group: str, node: Node) -> None:
        """A list of requirements: one for each line, or separated by semicolons on one line; or `file:` and the names of files."""
        value = node.string
        if value.startswith("file:"):
            self._files(node)
            return
        for start, end in _items(value, ";"):
            text = value[start:end]
            comment = ""
            if " #" in text:  # setuptools drops a comment as pip does
                text, _, comment = text.partition(" #")
            if text.startswith("#") or _INTERPOLATION.search(text):
                continue
            if "\n" not in value and ";" in value and _MARKER_WORD.match(text):
                self._lost_marker(option, text, node.inner(start, end))
                continue
            self._requirement(text, start, node, group, comment.strip())

    def _requirement(self, text: str, start: int, node: Node, group: str, comment: str) -> None:
        def span(first: int, last: int) -> Span:
            return node.inner(start + first, start + last)

        dependency, problems = parse_requirement(text, span, self.source.path, group=group, comment=comment)
        self.problems.extend(problems)
        if dependency is not None:
            self.dependencies.append(dependency)

    def _lost_marker(self, option: str, text: str, span: Span) -> None:
        message = f"`{text[:60]}` is a requirement of its own here: on one line, `;` separates the requirements of `{option}`"
        self.problems.append(
            Problem("invalid-requirement", message, self.source.at(*span), "meant as a marker", "put the requirement on a line of its own")
        )

    def _files(self, node: Node) -> None:
        value = node.string
        position = len("file:")
        for name in value[position:].split(","):
            target = name.strip()
            start = value.index(target, position)
            if target:
                path = posixpath.normpath(posixpath.join(posixpath.dirname(self.source.path), target))
                outside = path.startswith(("../", "/")) or path == ".."
                place = self.source.at(*node.inner(start, start + len(target)))
                self.includes.append(Include("dynamic", target, "" if outside else path, place))
            position += len(name) + 1


def _items(value: str, separator: str) -> Iterator[Span]:
    """The ranges of a list's items, as setuptools' `_parse_list`: the lines, or the parts of a single line."""
    sign = "\n" if "\n" in value else separator
    start = 0
    for piece in value.split(sign):
        stripped = piece.strip()
        if stripped:
            begin = start + piece.index(stripped)
            yield begin, begin + len(stripped)
        start += len(piece) + 1
