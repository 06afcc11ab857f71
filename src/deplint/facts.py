"""What a file says about dependencies, the same for every format, each fact with its place.

Names follow the packaging specifications: distribution, requirement, specifier, marker, extra, dependency group, index.
"""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deplint.installs import Installs
    from deplint.model import Edit, Location, Source

Span = tuple[int, int]
"""Start and end offset in the decoded file, half open."""


class Hash(NamedTuple):
    """One `--hash=algorithm:digest` or its equivalent in a lock, as written; `location` spans `algorithm:digest`."""

    algorithm: str
    digest: str
    location: Location


class Via(NamedTuple):
    """One source in a `# via` note of a compiled file: `-r x.in`, `-c x.txt`, a distribution, `name (pyproject.toml)`."""

    text: str
    location: Location


class Dependency(NamedTuple):
    """One requirement, whatever file it stands in.

    name       normalised (PEP 503); "" where the line does not say (a bare URL or path)
    written    the name as written
    text       the whole requirement as written, without options and comment, continuations joined
    location   the whole requirement; `*_span` the parts of it, None where absent
    group      "runtime", "build", "dev", "extra:x", "group:x", "constraint", "override"
    form       "pep440" (specifier is PEP 440), "poetry", "pipfile" or "conda" (the tool's own language), "text" of `specifier`
    specifier  as written, blanks stripped: "==1.0", "^1.2", "*", "" where absent
    marker     as written, after the semicolon; conditions that a tool keeps elsewhere (Poetry's `python`) stand in it as a marker
    url        direct reference: URL, VCS URL or path as written, without the `name @`
    index      the name or URL of the index that the entry is bound to
    """

    name: str
    written: str
    text: str
    location: Location
    name_span: Span | None = None
    extras: tuple[str, ...] = ()
    extras_span: Span | None = None
    specifier: str = ""
    specifier_span: Span | None = None
    marker: str = ""
    marker_span: Span | None = None
    url: str = ""
    url_span: Span | None = None
    group: str = "runtime"
    form: str = "pep440"
    editable: bool = False
    path: bool = False
    """The entry is a path, workspace member or local file."""
    optional: bool = False
    index: str = ""  # type: ignore[assignment]  # nobody looks for an element in a requirement: the field hides tuple.index
    hashes: tuple[Hash, ...] = ()
    via: tuple[Via, ...] = ()
    comment: str = ""
    """The comment on its own line, without `#`; `# via` notes are not comments."""
    options: tuple[str, ...] = ()
    """Per-requirement options other than hashes, as written."""
    prereleases: bool = False

    def part(self, span: Span | None) -> Location:
        """The location of one of the parts; the whole requirement where that part is absent."""
        return self.location if span is None else self.location._replace(start=span[0], end=span[1])


class Group(NamedTuple):
    """A list of requirements that is chosen as a whole: `name` is what `Dependency.group` says, `table` the key as written."""

    name: str
    table: str
    location: Location
    includes: tuple[GroupInclude, ...] = ()
    default: bool = False
    """Installed when nobody chooses (uv's and PDM's default groups, Poetry's non-optional groups)."""


class GroupInclude(NamedTuple):
    """A group or extra that another one names: `{include-group = "x"}`, or `name[x]` of the project itself."""

    name: str
    location: Location


class Include(NamedTuple):
    """A file that another one names.

    kind    "requirements" (-r), "constraints" (-c), "dynamic" (setuptools' `file =`, read by setup.py), "member" (workspace)
    target  as written
    path    resolved against the file that names it, relative to the root; "" where it can't be (URL, variable, out of the tree)
    """

    kind: str
    target: str
    path: str
    location: Location


class PackageIndex(NamedTuple):
    """Where distributions come from.

    kind  "index", "extra-index", "find-links", "no-index", "trusted-host", "channel"
    """

    kind: str
    url: str
    location: Location
    name: str = ""
    explicit: bool = False
    """Used only by the entries that name it (uv `explicit`, Poetry `priority = "explicit"`)."""


class PythonConstraint(NamedTuple):
    """One statement about the Python version.

    kind       of the project: "requires-python", "classifier"
               of what runs it: "version-file" (.python-version, .tool-versions, runtime.txt), "pipfile", "conda", "readthedocs",
               "lambda", "devcontainer"
               of what tests it: "tox", "nox"
               of what a tool takes for its Python: "ruff", "black", "mypy", "pyright", "pre-commit"
    value      as written ("3.11", ">=3.10", "^3.8", "py311")
    specifier  the same in PEP 440 (">=3.8,<4.0"), "" where it can't be said
    """

    kind: str
    value: str
    specifier: str
    location: Location
    form: str = "pep440"
    """The language of `value`: "pep440" or "poetry"."""
    folder: str | None = ""
    """The folder of the code that runs on it, relative to the root, where the file says so ("lambda"); None where that can't be known."""


class Comment(NamedTuple):
    """A comment with its text after `#`, blanks stripped; `location` spans it from the `#` on."""

    text: str
    location: Location


class Problem(NamedTuple):
    """Something that the reader could not accept. `rule` is the name of the rule that reports it ("invalid-requirement")."""

    rule: str
    message: str
    location: Location
    label: str = ""
    help: str = ""
    edits: tuple[Edit, ...] = ()
    """The edits of a safe fix, where there is one."""
    fix_title: str = ""
    subject: str = ""


class LockedFile(NamedTuple):
    """One distribution file of a lock entry.

    name    as written, without the folders of its URL; "" where the lock names no file (Pipfile.lock, an archive by URL)
    hashes  `algorithm:digest` as written
    """

    name: str
    hashes: tuple[str, ...] = ()


class LockedPackage(NamedTuple):
    """One entry of a lock file.

    name      normalised (PEP 503)
    version   as written, "" where the lock has none
    location  the name in the entry, the beginning of the file where that can't be told
    source    "registry", "git", "url", "path" (a file), "directory", "editable" or "virtual"
    url       the address or path of that source as written, "" for the tool's default index
    """

    name: str
    version: str
    location: Location
    files: tuple[LockedFile, ...] = ()
    source: str = "registry"
    url: str = ""


class LockedRequirement(NamedTuple):
    """What one entry of a lock needs, as the lock records it.

    name       normalised
    specifier  as written, in the language of `form`; "" where the lock records none
    form       "pep440", "poetry" or "conda"
    marker     as written, `extra == "x"` in it where the lock says it so
    extras     normalised, what is asked of the entry that is needed
    version    of the entry that is meant, where the lock tells several of one name apart by it
    url        address or path of the entry that is meant, where the lock names it
    asked_by   "extra:x" or "group:x" of the entry that needs it, "" where it always does
    optional   only some extra of the entry needs it, and the lock does not say which
    """

    name: str
    specifier: str = ""
    form: str = "pep440"
    marker: str = ""
    extras: tuple[str, ...] = ()
    version: str = ""
    url: str = ""
    asked_by: str = ""
    optional: bool = False


class LockedRecord(NamedTuple):
    """What a lock records about one of its entries, beyond what it is: read only when a rule asks.

    requires         what it needs, itself, by its extras and by its groups; () also where the format records nothing
    markers          the entry is for the environments in which any of them holds, () is all; as written
    groups           the groups that it is locked for, as written ("main", "default", "dev"), () where the lock does not say
    extras           an entry that stands for these extras of the one without (PDM)
    requires_python  PEP 440, "" where there is none or it can't be said
    optional         only extras of the project need it
    is_root          a project that was locked, not what it needs
    platform         the one platform that the entry is for (conda: "linux-64"), "" is any
    manager          "conda" or "pip" where both fill one lock, else ""
    environments     the environments that list the entry (pixi), () where the lock does not say
    declared         what the metadata of a local package asks for, before anything was resolved (uv)
    """

    package: LockedPackage
    requires: tuple[LockedRequirement, ...] = ()
    markers: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    requires_python: str = ""
    optional: bool = False
    is_root: bool = False
    platform: str = ""
    manager: str = ""
    environments: tuple[str, ...] = ()
    declared: tuple[LockedRequirement, ...] = ()


class LockTerms(NamedTuple):
    """What a lock as a whole is for.

    requires_python  PEP 440, "" where there is none or it can't be said
    environments     markers: the lock is for the environments in which any of them holds, () is all
    platforms        names of platforms (conda: "linux-64", "osx-arm64"), () where the lock does not say
    required         markers of the environments for which every entry must have a file (uv's required-environments)
    overridden       normalised names of what the user has overridden: what entries need of it need not hold
    records          the lock says what its entries need; False where it has no words for that, or was made without
    marked           every entry has its marker: one without is for all environments that the lock is for
    """

    requires_python: str = ""
    environments: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    overridden: frozenset[str] = frozenset()
    records: bool = False
    marked: bool = False


class CompileHeader(NamedTuple):
    """The note that a compiler leaves at the head of its output.

    tool      "pip-compile", "uv", "pip-compile-multi", "uv export", "poetry", "pdm", "pipenv"; "" where only a custom command stands
    command   the command as written, "" where the header has none
    arguments the command split as a shell would, without the tool's own words
    python    "3.11" where the header names it, else ""
    excluded  normalised names that the tool says it left out (pip-compile's "unsafe" packages, uv's excluded ones)
    """

    tool: str
    command: str
    arguments: tuple[str, ...]
    python: str
    excluded: tuple[str, ...]
    location: Location


class Metadata(NamedTuple):
    """What pyproject.toml, setup.cfg or setup.py say of the project itself."""

    name: str = ""
    version: str = ""
    dynamic: tuple[str, ...] = ()
    backend: str = ""
    """The build backend, "" where there is no [build-system]; "setuptools" for setup.py and setup.cfg."""
    private: bool = False
    """A `Private ::` classifier, `package = false`, `package-mode = false`."""
    classifiers: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    """The packaging tools whose tables the file has: "poetry", "pdm", "uv", "hatch", "flit", "setuptools", "pixi"."""
    entry_points: tuple[str, ...] = ()
    """Entry-point groups that the project offers ("pytest11", "console_scripts")."""
    name_location: Location | None = None
    keywords: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    """The addresses that an index shows beside the project: home page, repository, documentation, whatever they are called."""


class Manifest:
    """The facts of one file. Readers make it; nothing changes it afterwards."""

    __slots__ = (
        "annotated", "comments", "dependencies", "groups", "header", "includes", "indexes", "installs", "kind", "metadata",
        "options", "packages", "path", "problems", "pythons", "source",
    )  # fmt: skip

    def __init__(
        self,
        path: str,
        kind: str,
        source: Source,
        *,
        dependencies: tuple[Dependency, ...] = (),
        packages: tuple[LockedPackage, ...] = (),
        groups: tuple[Group, ...] = (),
        includes: tuple[Include, ...] = (),
        indexes: tuple[PackageIndex, ...] = (),
        pythons: tuple[PythonConstraint, ...] = (),
        comments: tuple[Comment, ...] = (),
        problems: tuple[Problem, ...] = (),
        options: tuple[Option, ...] = (),
        header: CompileHeader | None = None,
        annotated: bool = False,
        metadata: Metadata | None = None,
        installs: Installs | None = None,
    ) -> None:
        self.path = path
        self.kind = kind
        self.source = source
        self.dependencies = dependencies
        self.packages = packages
        self.groups = groups
        self.includes = includes
        self.indexes = indexes
        self.pythons = pythons
        self.comments = comments
        self.problems = problems
        self.options = options
        self.header = header
        self.annotated = annotated
        """Some entry has a `# via` note."""
        self.metadata = metadata
        self.installs = installs
        """What a file that installs says; None for files that declare dependencies."""

    @property
    def start(self) -> Location:
        """The empty place at the beginning of the file, for what is missing from it."""
        return self.source.at(0, 0)


class Option(NamedTuple):
    """A global option of a requirements file that is neither an include nor an index: `--pre`, `--require-hashes`."""

    name: str
    value: str
    location: Location
