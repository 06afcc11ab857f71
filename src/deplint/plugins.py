"""Package folders into rules: finds every rule without a list, and knows code and name of each without importing it.

A rule stands in `<package>/<family>/<rule_name>.py` and its class is the file's name in CamelCase. Code and profiles are read from the
file's text, because that takes a fraction of the time of importing it (70 rules: 0.8 ms against 5 to 15); only rules that run are imported.

Other distributions bring rules by the entry-point group `deplint.rules`: the entry point's name is the prefix of codes that it owns, its
value the package that holds the rule files. They are found by their metadata in `site-packages` alone (0.3 ms for 50 distributions): never
in the current folder, so that linting a tree can't run code out of it.
"""

from __future__ import annotations

import os
import sys
from functools import cache

from deplint.regex import regex
from deplint.rule import PROFILES, Rule
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GROUP = "deplint.rules"
OWN_PREFIX = "DPL"
PREFIX = regex(r"[A-Z][A-Z0-9]*")
CODE = regex(r"[A-Z][A-Z0-9]*?[0-9]{3}")
DECLARATION = regex(r"\n    (code|profiles|only_for|absence)(?:: [^=\n]+)? = (.+)")
STRINGS = regex(r'\((?:"[\w.-]+",? ?)*\)')


class BrokenRuleError(Exception):
    """A rule file does not hold the rule that its name promises."""


class Entry(NamedTuple):
    """One rule that was found. `origin` names the distribution that brought it, "" for deplint's own."""

    code: str
    name: str
    profiles: tuple[str, ...]
    only_for: tuple[str, ...]
    module: str
    family: str
    origin: str = ""
    absence: bool = False

    def load(self) -> type[Rule]:
        """The rule's class. Raises BrokenRuleError, or whatever importing the file raises."""
        rule = rule_in(self.module)
        if rule.code != self.code:
            raise BrokenRuleError(f"{self.module} has the code `{rule.code}`, but its text says `{self.code}`")
        return rule


class Failure(NamedTuple):
    """A plugin, or one of its rules, that can't be used. `origin` names the distribution, `reason` is a sentence without a full stop."""

    origin: str
    reason: str


class Catalogue(NamedTuple):
    """All rules that were found, sorted by code, and the plugins that failed."""

    entries: tuple[Entry, ...]
    failures: tuple[Failure, ...] = ()

    def find(self, selector: str) -> Entry | None:
        """The rule with this code or name."""
        return next((entry for entry in self.entries if selector in (entry.code, entry.name)), None)

    @property
    def codes(self) -> dict[str, str]:
        """The code of each rule by its name and by its code."""
        return {key: entry.code for entry in self.entries for key in (entry.name, entry.code)}


@cache
def catalogue(*, plugins: bool = True) -> Catalogue:
    """deplint's own rules and, with `plugins`, those of the other installed distributions."""
    own = builtin()
    if not plugins:
        return own
    announced = sorted(entry_points(site_folders()))
    return joined(own, announced) if announced else own


@cache
def builtin() -> Catalogue:
    """The rules that deplint brings along. A file among them that holds no rule is a Failure, as a plugin's is."""
    import deplint.rules

    found = [result for folder in deplint.rules.__path__ for result in rules_in("deplint.rules", folder)]
    if not found:
        raise BrokenRuleError("deplint's own rules are missing: it must be installed as files in a folder")
    return Catalogue(
        tuple(sorted(result for result in found if isinstance(result, Entry))),
        tuple(result for result in found if isinstance(result, Failure)),
    )


class Announcement(NamedTuple):
    """One entry point of the group."""

    prefix: str
    package: str
    origin: str


def entry_points(folders: Iterable[str]) -> Iterator[Announcement]:
    """The entry points of the group in the metadata folders in `folders`.

    https://packaging.python.org/en/latest/specifications/entry-points/ says what the file looks like. importlib.metadata would need 39 ms.
    """
    for folder in folders:
        for name in _listed(folder):
            if name.endswith((".dist-info", ".egg-info")):
                text = _text(f"{folder}/{name}/entry_points.txt")
                if f"[{GROUP}]" in text:
                    yield from _announced(text, name.rpartition(".")[0])


def site_folders() -> list[str]:
    """The folders that distributions are installed in; the current folder, which may be the tree to lint, isn't among them."""
    return [path for path in dict.fromkeys(sys.path) if os.path.basename(path.rstrip("/\\")) in ("site-packages", "dist-packages")]


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _text(path: str) -> str:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""


def _announced(text: str, origin: str) -> Iterator[Announcement]:
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            section = line.strip("[]").strip()
        elif section == GROUP and "=" in line and not line.startswith(("#", ";")):
            prefix, _, package = line.partition("=")
            yield Announcement(prefix.strip(), package.strip(), origin)


def joined(own: Catalogue, announced: Iterable[Announcement]) -> Catalogue:
    """The own rules with those of the plugins. A plugin that fails is a Failure, and takes no other one's rules along."""
    entries, failures, owned = list(own.entries), list(own.failures), {OWN_PREFIX: "deplint"}
    taken = set(own.codes)
    for plugin in announced:
        try:
            _claim(plugin, owned)
            found = _rules_of(plugin)
        except (Exception, SystemExit) as error:
            failures.append(Failure(plugin.origin, f"`{plugin.package}` can't be used: {_described(error)}"))
            continue
        for result in found:
            if isinstance(result, Failure):
                failures.append(result)
            elif reason := _objection(result, plugin.prefix, taken):
                failures.append(Failure(plugin.origin, f"`{result.module}` can't be used: {reason}"))
            else:
                taken |= {result.code, result.name}
                entries.append(result)
    return Catalogue(tuple(sorted(entries)), tuple(failures))


def _claim(plugin: Announcement, owned: dict[str, str]) -> None:
    if not PREFIX.fullmatch(plugin.prefix):
        raise BrokenRuleError(f"`{plugin.prefix}` is no prefix for codes, which is capital letters and digits, such as `ACME`")
    for prefix, owner in owned.items():
        if plugin.prefix.startswith(prefix) or prefix.startswith(plugin.prefix):
            raise BrokenRuleError(f"the prefix `{plugin.prefix}` belongs to {owner}")
    owned[plugin.prefix] = plugin.origin


def _rules_of(plugin: Announcement) -> list[Entry | Failure]:
    from importlib import import_module

    package = import_module(plugin.package)
    folders = getattr(package, "__path__", None)
    if folders is None:
        raise BrokenRuleError("it is a module, but the entry point must name a package of rule files")
    found = [result for folder in folders for result in rules_in(plugin.package, folder, plugin.origin)]
    if not found:
        raise BrokenRuleError("no rule in it")
    return found


def _objection(entry: Entry, prefix: str, taken: set[str]) -> str:
    if not entry.code.startswith(prefix):
        return f"the code `{entry.code}` does not start with its prefix `{prefix}`"
    if not CODE.fullmatch(entry.code):
        return f"`{entry.code}` is no code, which is a prefix and three digits"
    clash = next((key for key in (entry.code, entry.name) if key in taken), "")
    return f"there is a rule `{clash}` already" if clash else ""


def _described(error: BaseException) -> str:
    text = str(error)
    return text if isinstance(error, BrokenRuleError) else f"{type(error).__name__}{': ' if text else ''}{text}"


def rules_in(package: str, folder: str, origin: str = "") -> Iterator[Entry | Failure]:
    """The rules in the files of a package folder and of the folders in it; names that start with an underscore hold no rules."""
    for name, path in _files(folder):
        if name.endswith(".py"):
            yield _entry(f"{package}.{name[:-3]}", path, "", origin)
        else:
            for inner, inner_path in _files(path):
                if inner.endswith(".py"):
                    yield _entry(f"{package}.{name}.{inner[:-3]}", inner_path, name, origin)


def _files(folder: str) -> list[tuple[str, str]]:
    return [(name, f"{folder}/{name}") for name in sorted(_listed(folder)) if not name.startswith(("_", "."))]


def _entry(module: str, path: str, family: str, origin: str) -> Entry | Failure:
    declared = dict(DECLARATION.findall(_text(path)))
    code = declared.get("code", "").strip('"')
    profiles = PROFILES if declared.get("profiles", "ALWAYS") == "ALWAYS" else _strings(declared["profiles"])
    only_for = _strings(declared.get("only_for", "()"))
    absence = declared.get("absence", "False") == "True"
    if not CODE.fullmatch(code) or profiles is None or only_for is None:
        # Written in a way that the text alone does not tell: the class does.
        try:
            rule = rule_in(module)
        except (Exception, SystemExit) as error:
            return Failure(origin or "deplint", f"`{module}` can't be used: {_described(error)}")
        code, profiles, only_for, absence = rule.code, rule.profiles, rule.only_for, rule.absence
    return Entry(code, module.rpartition(".")[2].replace("_", "-"), profiles, only_for, module, family, origin, absence)


def _strings(value: str) -> tuple[str, ...] | None:
    """The strings of a tuple display on one line, None for anything else."""
    if not STRINGS.fullmatch(value):
        return None
    return tuple(value.split('"')[1::2])


def rule_in(module: str) -> type[Rule]:
    """The rule class of a rule file: its name is the file's in CamelCase. Raises BrokenRuleError where it isn't there or is no rule."""
    from importlib import import_module

    expected = "".join(word.capitalize() for word in module.rpartition(".")[2].split("_"))
    rule = getattr(import_module(module), expected, None)
    if not (isinstance(rule, type) and issubclass(rule, Rule)):
        raise BrokenRuleError(f"{module} has no rule class `{expected}`")
    if not isinstance(getattr(rule, "code", None), str) or not hasattr(rule, "severity"):
        raise BrokenRuleError(f"`{expected}` in {module} has no code or no severity")
    return rule
