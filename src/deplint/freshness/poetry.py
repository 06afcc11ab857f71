"""poetry.lock and its pyproject.toml into what no longer agrees, as the version of Poetry that wrote the lock decides it.

Poetry compares one thing: `metadata.content-hash` with the hash of some tables of the manifest. Which tables these are depends on its
version, and the lock names that on its first line since 1.4. Source: `poetry.packages.locker` of 0.12 to 2.5.
"""

from __future__ import annotations

import re

from deplint.freshness import Comparison
from deplint.freshness.changes import added_since
from deplint.freshness.documents import array, beside, digest, header_table, is_left_over, string, table, toml_document
from deplint.freshness.structure import Locked, Pair, Wanted, package_place, requirement_name, value_place
from deplint.names import normalize
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import poetry_to_pep440, same_pythons

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from deplint.facts import Dependency, Manifest
    from deplint.freshness import Difference
    from deplint.project import Project

Version = tuple[int, int]

_LEGACY_KEYS = ("dependencies", "source", "extras", "dev-dependencies")
_KEYS_OF_1_2_BETA = ("dependencies", "group", "source", "extras")
_KEYS_BEFORE_0_12 = ("dependencies", "dev-dependencies", "source")
_PROJECT_KEYS = ("requires-python", "dependencies", "optional-dependencies")
_HASHED = (
    *(("project", key) for key in _PROJECT_KEYS), ("dependency-groups",), *(("tool", "poetry", key) for key in (*_LEGACY_KEYS, "group")),
)  # fmt: skip
_WRITER = regex(r"Poetry ([0-9]+)\.([0-9]+)([^ ]*)")
# What the project's tables count for, by the version from which they do.
_WITH_PROJECT: Version = (2, 0)
_WITH_GROUPS: Version = (2, 3)
# Where the first line names no version: the first one that could have written this lock-version.
_FIRST_WRITERS: dict[str, Version] = {"2.1": (2, 0), "2.0": (1, 3)}
_READS_GROUPS: Version = (2, 2)
"""The first version that installs `[dependency-groups]`, which it does not hash."""
_UNSAFE = frozenset(("setuptools", "distribute", "pip", "wheel"))
"""What Poetry before 1.2 kept out of its locks."""
_DIRECT = frozenset(("git", "directory", "file", "url"))


def compare(lock: Manifest, project: Project) -> Comparison:
    """What `poetry check --lock` would find, with names where they can be given."""
    asked = beside(lock, project, "pyproject")
    if asked is None:
        return Comparison(undecided="no pyproject.toml stands beside it")
    document = toml_document(asked, project)
    if document is None:
        return Comparison(undecided=f"`{asked.path}` is not valid TOML")
    metadata = header_table(lock, project, "metadata")
    if metadata is None:
        return Comparison(undecided=f"`{lock.path}` is not valid TOML")
    writer = _writer(lock, metadata)
    if not _is_poetrys(lock, project, document, writer):
        return Comparison(undecided=f"`{asked.path}` is not Poetry's")
    recorded = string(metadata.get("content-hash"))
    hashes = _hashes(document, writer)
    if recorded in hashes:
        return _edited(lock, asked, project, document, writer)
    reason = _unreadable(metadata) or ("a value that Poetry can't hash" if None in hashes else "")
    return Comparison(undecided=reason) if reason else _stale(lock, asked, project, document, writer, recorded)


def _is_poetrys(lock: Manifest, project: Project, document: dict[str, Any], writer: Version) -> bool:
    """Poetry 2 takes a bare `[project]`, too, where nothing says that it is another tool's."""
    if "poetry" in table(document, "tool") or "poetry" in string(table(document, "build-system").get("build-backend")):
        return True
    return "project" in document and writer >= _WITH_PROJECT and not is_left_over(lock, project, document)


def _writer(lock: Manifest, metadata: dict[str, Any]) -> Version:
    """The version that wrote the lock, or the first one that could have; a pre-release counts as the version before."""
    found = _WRITER.search(lock.source.text.partition("\n")[0])
    if found is None:
        return _FIRST_WRITERS.get(string(metadata.get("lock-version")), (0, 12))
    major, minor = int(found[1]), int(found[2])
    early = re.match(r"\.0[.-]?(?:a|b|rc|dev)|(?:a|b|rc|\.dev)", found[3]) is not None
    return (major, minor - 1) if early and minor else (major, minor)


def _hashes(document: dict[str, Any], writer: Version) -> list[str | None]:
    """Every hash that stands for this manifest in a lock of the writer's. Nothing tells versions before 1.3, and their alphas, apart."""
    hashes = [content_hash(document, version) for version in _eras(writer)]
    if writer < (1, 3):
        poetry = table(document, "tool", "poetry")
        hashes += [digest({key: poetry.get(key) for key in keys}) for keys in (_KEYS_OF_1_2_BETA, _KEYS_BEFORE_0_12)]
    return hashes


def _eras(writer: Version) -> list[Version]:
    """The versions to hash as: that of the writer, and later ones that hash more and may have read the lock since.

    2.3 and later take the hash of 2.2 as well, for locks of versions before.
    """
    return [writer, *(version for version in (_WITH_PROJECT, _WITH_GROUPS) if version > writer)]


def content_hash(document: dict[str, Any], version: Version) -> str | None:
    """The hash that a version of Poetry takes of a pyproject.toml; None where it would fail over a value."""
    poetry, project = table(document, "tool", "poetry"), table(document, "project")
    own: dict[str, Any] = {}
    if version >= _WITH_PROJECT:
        own = {key: project[key] for key in _PROJECT_KEYS if key in project}
    groups = table(document, "dependency-groups") if version >= _WITH_GROUPS else {}
    relevant = {key: poetry.get(key) for key in _LEGACY_KEYS if key in poetry or not (own or groups)}
    if "group" in poetry:
        relevant["group"] = poetry["group"]
    if not (own or groups):
        return digest(relevant)
    content: dict[str, Any] = {"tool": {"poetry": relevant}}
    if own:
        content["project"] = own
    if groups:
        content["dependency-groups"] = groups
    return digest(content)


def _unreadable(metadata: dict[str, Any]) -> str:
    """Why a lock is not judged by its hash: a format of later versions, which may hash other tables."""
    version = string(metadata.get("lock-version"))
    major = version.partition(".")[0]
    return f"lock-version {version} is not known" if major.isdigit() and int(major) > 2 else ""


def _edited(lock: Manifest, asked: Manifest, project: Project, document: dict[str, Any], writer: Version) -> Comparison:
    """What is not as Poetry wrote it, in a lock that has the hash of its manifest: somebody has changed the lock since."""
    content = toml_document(lock, project)
    if content is None:
        return Comparison(undecided=f"`{lock.path}` is not valid TOML")
    pair = _pair(lock, asked, content)
    # What the hash leaves out may have changed in the manifest.
    hashed = [each for each in _wanted(asked, writer, table(content, "metadata")) if _is_hashed(each.dependency, document, writer)]
    left_over = () if writer == _READS_GROUPS else _left_over(pair)
    return Comparison(tuple(pair.edits(hashed, _python(pair, content), left_over)))


def _is_hashed(dependency: Dependency, document: dict[str, Any], writer: Version) -> bool:
    """Does the hash of the lock's version take in the table that the requirement stands in?"""
    if dependency.group.startswith("group:") and dependency.group[6:] in map(normalize, table(document, "dependency-groups")):
        return writer >= _WITH_GROUPS
    return writer >= _WITH_PROJECT or dependency.form == "poetry"


def _pair(lock: Manifest, asked: Manifest, content: dict[str, Any]) -> Pair:
    python = next((each.specifier for each in asked.pythons if each.kind == "requires-python"), "")
    return Pair(
        lock, asked, tool="Poetry", command="poetry lock", packages=_packages(content), python=python,
        place=lambda package: package_place(lock, package),
    )  # fmt: skip


def _stale(
    lock: Manifest, asked: Manifest, project: Project, document: dict[str, Any], writer: Version, recorded: str
) -> Comparison:  # fmt: skip
    content = toml_document(lock, project)
    if content is None:
        return Comparison(undecided=f"`{lock.path}` is not valid TOML")
    pair = _pair(lock, asked, content)
    wanted = list(_wanted(asked, writer, table(content, "metadata")))
    found = [*pair.differences(wanted), *_python(pair, content)] or list(_left_over(pair))
    return Comparison(tuple(found) if found else (_inputs(pair, content, document, writer, recorded),))


def _packages(content: dict[str, Any]) -> Iterator[Locked]:
    known = {requirement_name(table(package).get("name")) for package in array(content.get("package"))}
    for number, package in enumerate(array(content.get("package"))):
        name = normalize(string(table(package).get("name")))
        if name:
            yield Locked(
                name,
                string(package.get("version")),
                number,
                frozenset(normalize(need) for need in table(package, "dependencies")),
                frozenset(normalize(group) for group in array(package.get("groups")) if isinstance(group, str)),
                direct=string(table(package, "source").get("type")) in _DIRECT,
                lacking=_unlocked_extras(package, known),
            )


def _unlocked_extras(package: dict[str, Any], known: set[str]) -> frozenset[str]:
    """The extras of a package that need something, and of which nothing is locked."""
    return frozenset(
        normalize(extra)
        for extra, needs in table(package, "extras").items()
        if array(needs) and not any(requirement_name(need) in known for need in needs)
    )


def _wanted(asked: Manifest, writer: Version, metadata: dict[str, Any]) -> Iterator[Wanted]:
    """The entries that Poetry locks, those in extras for its group "main"."""
    tables = ("tool.poetry.", "dependency-groups.") if writer >= _READS_GROUPS else ("tool.poetry.",)
    groups = {group.name for group in asked.groups if group.table.startswith(tables)}
    unsafe = _UNSAFE if string(metadata.get("lock-version")).startswith(("0", "1")) else frozenset()
    own = normalize(asked.metadata.name) if asked.metadata else ""
    for dependency in asked.dependencies:
        in_main = dependency.group.startswith("extra:") or (dependency.group == "runtime" and not dependency.optional)
        if (in_main or dependency.group in groups) and dependency.name != own and dependency.name not in unsafe:
            yield Wanted(dependency, "main" if in_main else dependency.group.partition(":")[2])


def _left_over(pair: Pair) -> Iterator[Difference]:
    """Nothing is left over for certain where an entry could not be read or does not say its name."""
    asked = pair.asked
    if not asked.problems and all(dependency.name for dependency in asked.dependencies):
        yield from pair.orphans(dependency.name for dependency in asked.dependencies if dependency.group != "build")


def _python(pair: Pair, content: dict[str, Any]) -> Iterator[Difference]:
    locked = string(table(content, "metadata").get("python-versions"))
    said = [constraint for constraint in pair.asked.pythons if constraint.kind == "requires-python"]
    if locked and said and not any(_same_python(constraint.value, locked) for constraint in said):
        yield pair.python_difference(said[-1], locked, value_place(pair.lock, "python-versions", pair.lock.source.text.rfind("[metadata]")))


def _same_python(wanted: str, locked: str) -> bool:
    if wanted == locked:
        return True
    left, right = poetry_to_pep440(wanted), poetry_to_pep440(locked)
    return left is not None and right is not None and same_pythons(left, right)


def _inputs(pair: Pair, content: dict[str, Any], document: dict[str, Any], writer: Version, recorded: str) -> Difference:
    place = value_place(pair.lock, "content-hash", max(pair.lock.source.text.rfind("[metadata]"), 0))
    if not recorded or place is None:
        return pair.inputs(pair.lock.source.at(0, 0), "it has no content-hash")
    changed = added_since(document, _HASHED, lambda each: recorded in _hashes(each, writer))
    return pair.inputs(place, changed or _changed_extras(pair, content))


def _changed_extras(pair: Pair, content: dict[str, Any]) -> str:
    """Extras that the lock has under other names than the manifest."""
    locked = {normalize(extra) for extra in table(content, "extras")}
    asked = {group.name.removeprefix("extra:") for group in pair.asked.groups if group.name.startswith("extra:")}
    new, gone = sorted(asked - locked), sorted(locked - asked)
    words = [f"the extra `{extra}` is new" for extra in new] + [f"the extra `{extra}` is gone" for extra in gone]
    return ", ".join(words)
