"""A manifest into the indexes that its tool asks side by side for the same name: there a stranger's package can take another's place.

Sources: pip's `--extra-index-url` (all indexes are equal, the highest version wins); uv's "Searching across multiple indexes" (the first
that has the name, unless `index-strategy` says otherwise); Poetry's "Project priority" (explicit sources are only asked by name); PDM's
`respect-source-order` and `include_packages`; Pipenv's "install_search_all_sources" (each entry has one index since 2022.3.23).
"""

from __future__ import annotations

from deplint.data.index_hosts import MIRRORS
from deplint.freshness.documents import table, toml_document
from deplint.questions.addresses import host, is_local
from deplint.questions.allowed import is_below
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from deplint.facts import Dependency, Manifest, PackageIndex
    from deplint.model import Location
    from deplint.project import Project

PUBLIC = "pypi.org"
_WORD = regex(r"[a-z0-9]{3,}")
_GENERIC = frozenset(
    (
        "api", "app", "art", "artifact", "artifactory", "artifacts", "build", "cloud", "com", "corp", "dev", "devpi", "dist", "download",
        "files", "git", "github", "gitlab", "group", "host", "http", "https", "index", "internal", "intranet", "lan", "local", "mirror",
        "net", "nexus", "org", "packages", "pip", "pkg", "pkgs", "private", "projects", "proxy", "public", "pypi", "pypiserver", "python",
        "python3", "release", "releases", "repo", "repos", "repository", "simple", "stable", "static", "test", "web", "wheel", "wheels",
        "whl", "www",
    )
)  # fmt: skip


class Beside(NamedTuple):
    """An index that is asked beside another one.

    extra     the one that comes second
    location  what makes it so: its address, or the setting that makes all indexes equal
    others    the hosts of the indexes that are asked for the same names
    tool      who asks, in words: "pip takes the highest version that any of them has"
    remedy    what would be right, as help
    """

    extra: PackageIndex
    location: Location
    others: tuple[str, ...]
    tool: str
    remedy: str


def asked_side_by_side(manifest: Manifest, project: Project) -> Iterator[Beside]:
    """The indexes of a manifest that are asked for every name, beside another one."""
    if not any(each.kind == "extra-index" and not each.explicit for each in manifest.indexes):
        return
    if manifest.kind in ("requirements", "conda", "pip.conf"):
        yield from _pip(manifest)
    elif manifest.kind == "pipfile":
        yield from _pipenv(manifest, project)
    elif manifest.kind in ("pyproject", "script", "uv.toml"):
        document = toml_document(manifest, project) if manifest.kind == "pyproject" else None
        yield from _uv(manifest)
        if document is not None:
            yield from _poetry(manifest, table(document, "tool", "poetry"))
            yield from _pdm(manifest, table(document, "tool", "pdm"))


def at_risk(beside: Beside, manifest: Manifest, dependencies: Iterable[Dependency]) -> list[str]:
    """Names that seem to belong to a private index: they begin with a word of its address, and nothing binds them to it."""
    addresses = (beside.extra.url, *(f"https://{each}" for each in beside.others))
    text = " ".join(each.partition("://")[2].rpartition("@")[2].lower() for each in addresses if host(each) not in MIRRORS)
    words = set(_WORD.findall(text)) - _GENERIC
    names = (each.name for each in dependencies if not each.index and not each.url and not each.path and "-" in each.name)
    return list(dict.fromkeys(name for name in names if name.partition("-")[0] in words))


def read_together(manifest: Manifest, project: Project) -> list[Dependency]:
    """The entries of a file and of those that it includes."""
    return [each for part in project.reach(manifest, "requirements") for each in part.dependencies]


def is_hashed(manifest: Manifest, project: Project) -> bool:
    """Is everything that gets installed by it compared with a hash, its own or that of a lock?"""
    if manifest.kind in ("pyproject", "pipfile"):
        return bool(project.locks)
    entries = [each for each in read_together(manifest, project) if each.name and not each.path]
    return bool(entries) and all(each.hashes for each in entries)


def _extras(manifest: Manifest) -> list[PackageIndex]:
    return [each for each in manifest.indexes if each.kind == "extra-index" and not each.explicit and not is_local(host(each.url))]


def _main(manifest: Manifest) -> PackageIndex | None:
    """The index that is asked instead of the public one."""
    return next((each for each in reversed(manifest.indexes) if each.kind == "index"), None)


def _differ(extra: PackageIndex, others: Iterable[str]) -> bool:
    """Are there strangers? Mirrors of the public index serve the same packages, and one server is of one owner."""
    others = list(others)
    if all(is_below(extra.url, each) or host(extra.url) == host(each) for each in others):
        return False
    return not (host(extra.url) in MIRRORS and all(host(each) in MIRRORS for each in others))


def _pip(manifest: Manifest) -> Iterator[Beside]:
    header = manifest.header
    strategy = "pip takes the highest version that any of them has"
    if header is not None and header.tool.startswith("uv"):
        chosen = next((each for each in header.arguments if each.startswith("unsafe-") or "=unsafe-" in each), "")
        if not chosen:
            return
        strategy = f"`{chosen.rpartition('=')[2]}` has uv take the best version of all of them"
    if any(each.kind == "no-index" for each in manifest.indexes):
        return
    main = _main(manifest)
    default = main.url if main is not None else f"https://{PUBLIC}/simple"
    for extra in _extras(manifest):
        if "://" in extra.url and _differ(extra, [default]):
            yield Beside(extra, extra.location, (host(default) or default,), strategy, _one_index(extra.url))


def _one_index(url: str) -> str:
    return f"name one index that serves both: `--index-url {url}`; or use hashes, or uv, which asks one index after the other"


def _uv(manifest: Manifest) -> Iterator[Beside]:
    for option in manifest.options:
        if option.name == "index-strategy" and option.value.startswith("unsafe-"):
            main = _main(manifest)
            default = main.url if main is not None else f"https://{PUBLIC}/simple"
            extra = next((each for each in _extras(manifest) if _differ(each, [default])), None)
            if extra is not None:
                tool = f"`{option.value}` has uv look for every name in all of them"
                remedy = "remove `index-strategy`, and bind what only one index has to it in `[tool.uv.sources]`"
                yield Beside(extra, option.location, (host(default) or default,), tool, remedy)


def _poetry(manifest: Manifest, poetry: dict[str, Any]) -> Iterator[Beside]:
    sources = poetry.get("source")
    if not isinstance(sources, list) or not sources:
        return
    priorities = {str(each.get("name")): _priority(each) for each in sources if isinstance(each, dict)}
    asked = [each for each in manifest.indexes if priorities.get(each.name, "explicit") != "explicit"]
    asked = [each if each.url else each._replace(url=f"https://{PUBLIC}/simple") for each in asked]
    for index in asked:
        others = [each.url for each in asked if each is not index and priorities[each.name] in ("primary", "default")]
        later = priorities[index.name] in ("supplemental", "secondary")
        if later and not others:
            others = [f"https://{PUBLIC}/simple"]
        # What is asked first is told with the others; the public index, asked after all others, gives only what these don't have.
        if not others or (not later and index is asked[0]) or (later and host(index.url) in MIRRORS) or not _differ(index, others):
            continue
        tool = f"Poetry looks for every name there too, as its priority is `{priorities[index.name]}`"
        remedy = f'set `priority = "explicit"`, and `source = "{index.name}"` for what only this source has'
        yield Beside(index, index.location, tuple(host(each) for each in others), tool, remedy)


def _priority(source: dict[str, Any]) -> str:
    given = source.get("priority")
    if isinstance(given, str):
        return given.lower()
    return next((former for former in ("default", "secondary") if source.get(former) is True), "primary")


def _pdm(manifest: Manifest, pdm: dict[str, Any]) -> Iterator[Beside]:
    sources = [each for each in pdm.get("source") or () if isinstance(each, dict)] if isinstance(pdm.get("source"), list) else []
    if not sources or table(pdm, "resolution").get("respect-source-order") is True:
        return
    bound = {str(each.get("url")) for each in sources if each.get("include_packages")}
    main = _main(manifest)
    default = main.url if main is not None else f"https://{PUBLIC}/simple"
    for extra in _extras(manifest):
        if extra.url not in bound and _differ(extra, [default]):
            tool = "PDM takes the best version that any of them has"
            remedy = f'give the source `{extra.name}` the list `include_packages = ["..."]`, or set `respect-source-order = true`'
            yield Beside(extra, extra.location, (host(default),), tool, remedy)


def _pipenv(manifest: Manifest, project: Project) -> Iterator[Beside]:
    document = toml_document(manifest, project) or {}
    everywhere = table(document, "pipenv").get("install_search_all_sources") is True
    main = _main(manifest)
    for extra in _extras(manifest):
        if main is None or not _differ(extra, [main.url]):
            continue
        used = any(each.index in (extra.name, extra.url) for each in manifest.dependencies if each.index)
        if used and not everywhere:
            continue
        tool = "`install_search_all_sources` has Pipenv look for every name in all of them" if everywhere else (
            f'no entry has `index = "{extra.name}"`, without which Pipenv before 2022.3.23 takes any of them, and later ones the first'
        )  # fmt: skip
        yield Beside(extra, extra.location, (host(main.url),), tool, f'give what only this source has `index = "{extra.name}"`')
