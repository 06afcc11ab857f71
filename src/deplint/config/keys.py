"""What can be configured, declared once: the check of a file, the JSON schema, the documentation and `--show-settings` come from here."""

from __future__ import annotations

from deplint.reporters import FORMATS
from deplint.rule import PROFILES
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

SEVERITIES = ("error", "warning", "info")
FILE_NAMES = (".deplint.toml", "deplint.toml", "pyproject.toml")
"""The files that a configuration may stand in; the first of a folder counts. In pyproject.toml it is the table `tool.deplint`."""


class Key(NamedTuple):
    """One key.

    shape  "choice" (one of `choices`), "selectors" (codes, prefixes, names of rules), "globs", "roles" (glob to role), "ignores" (glob to
           selectors), "rules" (rule name to its options), "policy" (what is allowed and banned), "path" (a file beside this one)
    unset  what holds where nobody says anything, in words, if it isn't `default`
    """

    name: str
    shape: str
    default: Any
    about: str
    choices: tuple[str, ...] = ()
    unset: str = ""


KEYS = (
    Key("select", "selectors", (), "the rules that run, instead of those of the profile", unset="the rules of the profile"),
    Key("extend-select", "selectors", (), "rules that run as well"),
    Key("ignore", "selectors", (), "rules that don't run; where `select` names the same rule more exactly, it does"),
    Key("profile", "choice", "default", "which rules run, and how strictly", PROFILES),
    Key("fail-on", "choice", "warning", "the least severity of a finding that makes the exit code 1", SEVERITIES),
    Key("exclude", "globs", (), "files and folders that are not linted"),
    Key("files", "roles", {}, "the role of files, by glob, where deplint does not find it by itself"),
    Key("per-file-ignores", "ignores", {}, "rules whose findings are not wanted in some files, by glob"),
    Key("project-type", "choice", "", "what the projects are", ("library", "application"), unset="found for each project by itself"),
    Key("output-format", "choice", "text", "the report on standard output", ("auto", *FORMATS)),
    Key("extend", "path", "", "a file whose settings hold where this one says nothing, relative to this one"),
    Key("policy", "policy", {}, "what may be used, and where it may come from"),
    Key("waivers", "waivers", (), "accepted findings, each with its rule, perhaps a path and a package, the reason, and until when"),
    Key("rules", "rules", {}, "options of single rules, each rule a table of its name"),
)

BY_NAME = {key.name: key for key in KEYS}
ROLES = ("input", "compiled", "constraints", "deploy", "dev", "metadata", "lock", "example")
SEVERITY_OPTION = "severity"
"""The option that every rule has besides its own."""
