"""Settings from files and the command line into a `Config`: the policy of a run, every value with the place it came from."""

from __future__ import annotations

import os

from deplint.config.keys import BY_NAME, KEYS, SEVERITY_OPTION
from deplint.config.values import Setting
from deplint.config.words import ConfigError
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from deplint.globs import Glob
    from deplint.model import Severity
    from deplint.plugins import Catalogue, Entry
    from deplint.policy import Policy
    from deplint.repository import Settings
    from deplint.waivers import Waiver

__all__ = ["Config", "ConfigError", "Selection", "Setting", "configured"]


class Selection(NamedTuple):
    """What one place (a file, the command line) says of the rules that run. `select` is None where it says nothing of it."""

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def applied(self, entry: Entry, before: bool) -> bool:
        """Does the rule run, if it did so `before`? The selector that is more exact wins, and `ignore` among equals."""
        runs = before if self.select is None else False
        wanted = max((_exactness(each, entry) for each in (*(self.select or ()), *self.extend)), default=0)
        unwanted = max((_exactness(each, entry) for each in self.ignore), default=0)
        if wanted == unwanted == 0:
            return runs
        return wanted > unwanted


def _exactness(selector: str, entry: Entry) -> int:
    """0 for a selector that does not fit, 1 for ALL, more for a longer prefix, most for the rule's name, which counts like its code."""
    if selector == entry.name:
        return 1 + len(entry.code)
    if entry.code.startswith(selector):
        return 1 + len(selector)
    return 1 if selector == "ALL" else 0


class Config(NamedTuple):
    """The policy of a run; the engine's `Policy`.

    settings       the values that hold, with their origin, one for each key that somebody set
    options_by_rule  the options of rules by the rule's name
    scope          the files and folders to report on, relative to the tree's root; none for all
    forced         excluded files are left out even where the scope names them
    """

    profile: str = BY_NAME["profile"].default
    fail_on: str = BY_NAME["fail-on"].default
    output_format: str = BY_NAME["output-format"].default
    project_type: str = BY_NAME["project-type"].default
    selections: tuple[Selection, ...] = ()
    exclude: tuple[Glob, ...] = ()
    roles: tuple[tuple[Glob, str], ...] = ()
    per_file_ignores: tuple[tuple[Glob, Selection], ...] = ()
    options_by_rule: Mapping[str, Mapping[str, Any]] = {}
    settings: tuple[Setting, ...] = ()
    scope: tuple[str, ...] = ()
    forced: bool = False
    plugins: bool = True
    policy: Policy | None = None
    waivers: tuple[Waiver, ...] = ()
    rules: Catalogue | None = None
    """Where some file has ignores of its own: the rules, to know them by their codes."""

    def selects(self, entry: Entry) -> bool:
        """This rule runs."""
        runs = self.profile in entry.profiles
        for selection in self.selections:
            runs = selection.applied(entry, runs)
        return runs

    def options(self, name: str) -> Mapping[str, Any]:
        """The options of a rule that are set."""
        return {option: value for option, value in self.options_by_rule.get(name, {}).items() if option != SEVERITY_OPTION}

    def severity(self, code: str) -> Severity | None:
        """The severity that the user gave to a rule."""
        if not self.options_by_rule or self.rules is None:
            return None
        from deplint.model import Severity

        entry = self.rules.find(code)
        value = self.options_by_rule.get(entry.name, {}).get(SEVERITY_OPTION) if entry else None
        return Severity(value) if value else None

    def ignores(self, path: str, code: str) -> bool:
        """Findings of this rule in this file are not wanted."""
        if not self.per_file_ignores or self.rules is None:
            return False
        entry = self.rules.find(code)
        return entry is not None and any(
            not ignored.applied(entry, True) and glob.matches(path) for glob, ignored in self.per_file_ignores
        )

    def excludes(self, path: str) -> bool:
        """The file is not linted. A path that the user names is linted though, and so is what stands below it."""
        if not self.exclude or not any(glob.matches(path) for glob in self.exclude):
            return False
        named = () if self.forced else (each for each in self.scope if path == each or path.startswith(f"{each}/"))
        return not any(any(glob.matches(each) for glob in self.exclude) for each in named)

    def role_for(self, path: str) -> str:
        """The role that the user gave to a file; of several globs the last that fits counts."""
        return next((role for glob, role in reversed(self.roles) if glob.matches(path)), "")

    def files(self) -> Settings:
        """Which files are read, and what the user says that they are."""
        from deplint.repository import Settings

        return Settings(
            scope=self.scope,
            excluded=self.excludes if self.exclude else None,
            role_for=self.role_for if self.roles else None,
            nature=self.project_type,
            policy=self.policy,
        )


def configured(
    layers: Iterable[Sequence[Setting]], rules: Callable[[], Catalogue], *, root: str = "", scope: Iterable[str] = (), forced: bool = False
) -> Config:
    """The policy of some layers of settings, the weakest first.

    root   the absolute folder of the tree; globs are taken from their file's folder to it
    """
    layers = [list(layer) for layer in layers]
    last = {setting.key: setting for layer in layers for setting in layer}
    options: dict[str, dict[str, Any]] = {}
    for key, setting in last.items():
        if key.startswith("rules."):
            _, rule, option = key.split(".", 2)
            options.setdefault(rule, {})[option] = setting.value

    def value(key: str) -> Any:
        return last[key].value if key in last else BY_NAME[key].default

    def globs(key: str) -> Iterator[tuple[Glob, Any]]:
        if key in last:
            for each in last[key].value:
                pattern, content = each if isinstance(each, tuple) else (each, "")
                yield _glob(pattern, last[key].base, root), content

    return Config(
        profile=value("profile"),
        fail_on=value("fail-on"),
        output_format=value("output-format"),
        project_type=value("project-type"),
        selections=tuple(map(_selection, layers)),
        exclude=tuple(glob for glob, _ in globs("exclude")),
        roles=tuple(globs("files")),
        per_file_ignores=tuple((glob, Selection(ignore=selectors)) for glob, selectors in globs("per-file-ignores")),
        options_by_rule=options,
        policy=_policy(layers, last, root),
        waivers=_waivers(layers, root) if "waivers" in last else (),
        settings=tuple(last.values()),
        scope=tuple(scope),
        forced=forced,
        rules=rules() if options or "per-file-ignores" in last else None,
    )


def _policy(layers: Sequence[Sequence[Setting]], said: Iterable[str], root: str) -> Policy | None:
    if not any(key.startswith("policy.") for key in said):
        return None
    from deplint.config.policy import policy_of

    return policy_of(layers, root)


def _waivers(layers: Sequence[Sequence[Setting]], root: str) -> tuple[Waiver, ...]:
    from deplint.config.waivers import waivers_of

    return waivers_of(layers, root, _glob)


def _selection(layer: Sequence[Setting]) -> Selection:
    said = {setting.key: setting.value for setting in layer}
    return Selection(said.get("select"), said.get("extend-select", ()), said.get("ignore", ()))


def _glob(pattern: str, base: str, root: str) -> Glob:
    from deplint.globs import Glob

    way = os.path.relpath(base, root).replace(os.sep, "/") if base and root else "."
    if way == ".":
        return Glob(pattern)
    if way.startswith(".."):
        return Glob(pattern, above=os.path.relpath(root, base).replace(os.sep, "/"))
    return Glob(pattern, below=way)


def _plain(value: Any) -> Any:
    from deplint.config.policy import shown

    return shown(value)


def shown(config: Config) -> Iterator[tuple[str, Any, str]]:
    """Every key with the value that holds and where it comes from, for people."""
    said = {setting.key: setting for setting in config.settings}
    for key in KEYS:
        if key.shape in ("rules", "policy"):
            for name, setting in sorted(said.items()):
                if name.startswith(f"{key.shape}."):
                    yield name, _plain(setting.value) if key.shape == "policy" else setting.value, setting.origin
        elif key.name in said:
            yield key.name, said[key.name].value, said[key.name].origin
        else:
            yield key.name, key.default, key.unset or "default"
