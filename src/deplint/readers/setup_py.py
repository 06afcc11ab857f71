"""setup.py: Source -> Manifest, by reading the code and never by running it.

What the call of `setup` is given as literals, or by names that are bound to literals, is read; files that the code reads requirements
from become includes; of the rest only the keyword is known (`Metadata.dynamic`).
"""

from __future__ import annotations

import posixpath
import re

from deplint.facts import Group, GroupInclude, Include, Manifest, Metadata, Problem, PythonConstraint
from deplint.readers.code.files import files
from deplint.readers.code.names import Code, Scope, called
from deplint.readers.code.strings import Found, Literal, items, strings
from deplint.readers.code.tree import Places, too_deep
from deplint.readers.code.tree import comments as comments_of
from deplint.readers.setup_cfg import PYTHON_CLASSIFIER
from deplint.regex import regex
from deplint.syntax.requirement import normalize, parse_requirement
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from deplint.facts import Comment, Dependency, Span
    from deplint.model import Location, Source
    from deplint.readers.code.names import File

_LISTS = {"install_requires": "runtime", "setup_requires": "build", "tests_require": "dev"}
_MODULES = frozenset(("setuptools", "core", "distutils", "skbuild", "dist"))
_PYTHON_2 = regex(
    r"^[ \t]*print[ \t]+[^\s=(.,)]|^[ \t]*print[ \t]*$|^[ \t]*print[ \t]*>>"
    r"|^[ \t]*except[ \t]+[^:\n]+,[ \t]*\w+[ \t]*:|^[ \t]*raise[ \t]+\w+[ \t]*,"
    r"|^[ \t]*exec[ \t]+[^\s=(.]|\b0[0-7]+\b(?![.xob])|\bur[\"']|<>|`",
    re.MULTILINE,
)
_NEWER = regex(r"f-string|except\*|^[ \t]*type[ \t]+\w+.*=|^[ \t]*(?:def|class)[ \t]+\w+\[", re.MULTILINE)
_TEMPLATE = regex(r"\{\{|\{%")
_ENTRY_POINTS = regex(r"^[ \t]*\[([^\]\n]+)\]", re.MULTILINE)


def read(source: Source) -> Manifest:
    """Reads a setup.py. Python 2 and templates give an empty manifest, code that does things at run time what can be known of it."""
    comments = comments_of(source)
    if "\0" in source.text:
        return Manifest(source.path, "setup.py", source, comments=comments)
    tree = _parsed(source)
    if isinstance(tree, Problem):
        return Manifest(source.path, "setup.py", source, comments=comments, problems=(tree,))
    if tree is None:
        return Manifest(source.path, "setup.py", source, comments=comments)
    try:
        code = Code(tree)
        call = _setup_call(tree, code)
        reader = _Reader(source, code)
        return reader.manifest(*call, comments) if call else Manifest(source.path, "setup.py", source, comments=comments)
    except RecursionError:
        return Manifest(source.path, "setup.py", source, comments=comments)


# The code.


def _parsed(source: Source) -> ast.Module | Problem | None:
    """The syntax tree; a problem where the code is broken; None where it is not for this Python."""
    import ast
    import warnings

    text = source.text
    deep = too_deep(text)
    if deep is not None:
        return Problem("unreadable-file", "the code is nested too deeply to be read", source.at(deep, deep + 1))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        if _PYTHON_2.search(text) or _TEMPLATE.search(text) or _NEWER.search(f"{error.msg}\n{error.text or ''}"):
            return None
        start = _offset(source, error.lineno or 1, (error.offset or 1) - 1)
        end = min(start + 1, len(text))
        message = f"the file is not valid Python: {error.msg[:1].lower()}{error.msg[1:]}"
        return Problem("unreadable-file", message, source.at(start, end if text[start:end].strip() else start))
    except (RecursionError, MemoryError, ValueError):
        return Problem("unreadable-file", "the code is nested too deeply to be read", source.at(0, 0))


def _setup_call(tree: ast.Module, code: Code) -> tuple[ast.Call, Scope] | None:
    """The call of `setup` that is given the most, and the scope that it stands in."""
    import ast

    best: tuple[ast.Call, Scope] | None = None
    inner: dict[int, ast.FunctionDef] = {}
    for function in code.functions.values():
        inner.update((id(node), function) for node in ast.walk(function) if isinstance(node, ast.Call))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_setup(node, code) and (best is None or len(node.keywords) > len(best[0].keywords)):
            around = inner.get(id(node))
            best = node, Scope(around.body, code.module) if around else code.module
    return best


def _is_setup(call: ast.Call, code: Code) -> bool:
    import ast

    if isinstance(call.func, ast.Attribute):
        module = call.func.value
        name = module.attr if isinstance(module, ast.Attribute) else module.id if isinstance(module, ast.Name) else ""
        return call.func.attr == "setup" and name in _MODULES
    return called(call) == "setup" and "setup" not in code.functions


class _Reader:
    """Reads the keywords of one call of `setup`."""

    def __init__(self, source: Source, code: Code) -> None:
        self.source = source
        self.code = code
        self.dependencies: list[Dependency] = []
        self.groups: list[Group] = []
        self.includes: list[Include] = []
        self.problems: list[Problem] = []
        self.dynamic: list[str] = []
        self.places = Places(source)

    def manifest(self, call: ast.Call, scope: Scope, comments: tuple[Comment, ...]) -> Manifest:
        given = self._keywords(call, scope)
        metadata = self._metadata(given)
        for keyword, group in _LISTS.items():
            if keyword in given:
                self._requirements(keyword, group, *given[keyword])
        if "extras_require" in given:
            self._extras(*given["extras_require"], metadata.name)
        pythons = self._pythons(given)
        return Manifest(
            self.source.path, "setup.py", self.source,
            dependencies=tuple(self.dependencies), groups=tuple(self.groups), includes=tuple(dict.fromkeys(self.includes)), pythons=pythons,
            comments=comments, problems=tuple(self.problems), metadata=metadata._replace(dynamic=tuple(dict.fromkeys(self.dynamic))),
        )  # fmt: skip

    def _keywords(self, call: ast.Call, scope: Scope) -> dict[str, tuple[ast.expr, Scope]]:
        """The keywords by name, those of `**arguments` included."""
        given: dict[str, tuple[ast.expr, Scope]] = {}
        for keyword in call.keywords:
            if keyword.arg:
                given[keyword.arg] = keyword.value, scope
                continue
            for key, value, owner in items(self.code, keyword.value, scope)[0]:
                given.setdefault(key.text, (value, owner))
        return given

    # What the project says of itself.

    def _metadata(self, given: dict[str, tuple[ast.expr, Scope]]) -> Metadata:
        name, version = self._string("name", given), self._string("version", given)
        if version is None and {"use_scm_version", "pbr"} & given.keys():
            self.dynamic.append("version")
        classifiers = tuple(literal.text for literal in self._list("classifiers", given).literals)
        return Metadata(
            name=name.text if name else "",
            version=version.text if version else "",
            backend="setuptools",
            private=any(classifier.startswith("Private ::") for classifier in classifiers),
            classifiers=classifiers,
            tools=("setuptools",),
            entry_points=self._entry_points(given),
            name_location=self._place(name) if name else None,
            keywords=tuple(literal.text for literal in self._list("keywords", given).literals),
            urls=tuple(self._urls(given)),
        )

    def _urls(self, given: dict[str, tuple[ast.expr, Scope]]) -> Iterator[str]:
        """Those that are written down; one that is not is of no interest to anybody."""
        values = [given["url"]] if "url" in given else []
        if "project_urls" in given:
            values += [(value, owner) for _, value, owner in items(self.code, *given["project_urls"])[0]]
        for value in values:
            yield from (literal.text for literal in strings(self.code, *value).literals)

    def _string(self, keyword: str, given: dict[str, tuple[ast.expr, Scope]]) -> Literal | None:
        """The string that a keyword is given; notes the keyword as dynamic where it can't be known."""
        import ast

        if keyword not in given:
            return None
        node, scope = given[keyword]
        for _ in range(5):
            if not isinstance(node, ast.Name):
                break
            bound = self.code.once(node.id, scope)
            if bound is None:
                break
            node, scope = bound
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return Literal(node.value, node, 0)
        if not isinstance(node, ast.Constant):
            self.dynamic.append(keyword)
        return None

    def _list(self, keyword: str, given: dict[str, tuple[ast.expr, Scope]]) -> Found:
        return strings(self.code, *given[keyword]) if keyword in given else Found((), True)

    def _entry_points(self, given: dict[str, tuple[ast.expr, Scope]]) -> tuple[str, ...]:
        if "entry_points" not in given:
            return ()
        text = self._string("entry_points", given)
        if text is not None:
            return tuple(match[1].strip() for match in _ENTRY_POINTS.finditer(text.text))
        found, complete = items(self.code, *given["entry_points"])
        if complete:
            self.dynamic.remove("entry_points")
        return tuple(key.text for key, _, _ in found)

    def _pythons(self, given: dict[str, tuple[ast.expr, Scope]]) -> tuple[PythonConstraint, ...]:
        found = []
        required = self._string("python_requires", given)
        if required is not None:
            found.append(PythonConstraint("requires-python", required.text, required.text, self._place(required)))
        for literal in self._list("classifiers", given).literals:
            match = PYTHON_CLASSIFIER.fullmatch(literal.text)
            if match:
                at = match.start(1)
                place = self._place(literal._replace(text=match[1], offset=literal.offset + at))
                found.append(PythonConstraint("classifier", match[1], f"=={match[1]}.*", place))
        return tuple(found)

    # Requirements.

    def _extras(self, node: ast.expr, scope: Scope, project: str) -> None:
        found, complete = items(self.code, node, scope)
        for key, value, owner in found:
            extra, _, marker = key.text.partition(":")  # `name:marker`, from before markers stood in requirements
            group = f"extra:{normalize(extra)}" if extra else "runtime"
            before = len(self.dependencies)
            self._requirements("extras_require", group, value, owner, marker)
            includes = tuple(
                GroupInclude(f"extra:{each}", dependency.location)
                for dependency in self.dependencies[before:]
                if project and dependency.name == normalize(project)
                for each in dependency.extras
            )
            if extra:
                self.groups.append(Group(group, extra, self._place(key), includes))
        if not complete and not self._files(node, scope):
            self.dynamic.append("extras_require")

    def _requirements(self, keyword: str, group: str, node: ast.expr, scope: Scope, marker: str = "") -> None:
        found = strings(self.code, node, scope)
        for literal in found.literals:
            self._requirement(literal, group, marker)
        if not found.complete and not self._files(node, scope):
            self.dynamic.append(keyword)

    def _requirement(self, literal: Literal, group: str, marker: str) -> None:
        text = literal.text
        before, blank, comment = text.partition(" #")  # setuptools drops a comment as pip does
        if not before.strip() or before.startswith("#"):
            return
        start, end, content = self.places.span(literal.node)

        def span(first: int, last: int) -> Span:
            return (start, end) if content is None else (content + literal.offset + first, content + literal.offset + last)

        dependency, problems = parse_requirement(before, span, self.source.path, group=group, comment=comment.strip() if blank else "")
        self.problems.extend(problems)
        if dependency is not None:
            self.dependencies.append(dependency._replace(marker=dependency.marker or marker) if marker else dependency)

    def _files(self, node: ast.expr, scope: Scope) -> bool:
        found = files(self.code, node, scope)
        for file in found:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(self.source.path), file.target.replace("\\", "/")))
            outside = path.startswith(("../", "/")) or path == ".."
            self.includes.append(Include("dynamic", file.target, "" if outside else path, self._place_of(file)))
        return bool(found)

    # Places.

    def _place(self, literal: Literal) -> Location:
        start, end, content = self.places.span(literal.node)
        if content is None:
            return self.source.at(start, end)
        start = content + literal.offset
        return self.source.at(start, start + len(literal.text))

    def _place_of(self, file: File) -> Location:
        start, end, content = self.places.span(file.node)
        return self.source.at(start, end) if content is None else self.source.at(content, content + len(getattr(file.node, "value", "")))


def _offset(source: Source, line: int, column: int) -> int:
    line = max(1, min(line, len(source.line_starts)))
    return min(source.line_starts[line - 1] + max(0, min(column, len(source.line(line)))), len(source.text))
