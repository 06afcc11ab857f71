"""DPL107 local-version-pin: a build of one machine or vendor is pinned, and nothing says where it is to be had."""

from __future__ import annotations

import re

from deplint.data.index_hosts import MIRRORS
from deplint.questions.addresses import host
from deplint.questions.exemptions import is_exempt
from deplint.regex import regex
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.installs import InstallCommand
    from deplint.model import Diagnostic
    from deplint.project import Project

_LOCAL = regex(r"={2,3}[ \t]*[\w.!-]{1,100}\+([\w.-]{1,100})")
_TORCH = frozenset(("torch", "torchvision", "torchaudio", "torchtext", "torchdata", "triton"))
_TORCH_BUILD = regex(r"cpu|cu[0-9]{2,3}|rocm[0-9.]{1,8}|xpu")
# Words by which a file speaks of another index, be it in a comment or in the note of a compiler.
_ELSEWHERE = regex(r"index-url|extra-index|find-links|download\.pytorch\.org|torch-backend|(?:^|\s)-[if][ =]", re.IGNORECASE)
_OPTIONS = ("--index-url", "--extra-index-url", "--find-links", "--index", "--default-index", "--torch-backend")
_VARIABLES = ("INDEX", "FIND_LINKS", "TORCH_BACKEND", "CONFIG_FILE")
_SETTINGS = ("pip.conf", "pip.ini", "uv.toml", ".pip/pip.conf")


class LocalVersionPin(Rule):
    """Exact pin with a local version (`+cu118`), in a project that names no index which could have it.

    ## Why is this bad?
    The public index takes no versions with a `+`: they are builds of a vendor, of conda or of one machine. Every install fails with
    `No matching distribution found`, except where the build is installed already.

    ## Example
    ```bad requirements.txt
    numpy==1.26.4
    torch==2.1.0+cu118
    ```
    ```good requirements.txt
    --extra-index-url https://download.pytorch.org/whl/cu118
    numpy==1.26.4
    torch==2.1.0+cu118
    ```
    Files that name an index or a page of files, be it in a file that they include or are included by, or in a comment, and projects whose
    install commands name one, are not flagged, nor are URLs, entries bound to an index, constraints, what a compiler wrote,
    and the project's own packages. The entries of one file are one finding.
    """

    code = "DPL107"
    severity = Severity.WARNING
    only_for = ("local-versions",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        found = [(manifest, entries) for manifest in project.manifests if (entries := _local_pins(manifest, project))]
        if not found or _commands_say_where(project):
            return
        for manifest, entries in found:
            if not any(_says_where(each) for each in _read_with(manifest, project)):
                yield self._finding(entries)

    def _finding(self, entries: list[Dependency]) -> Diagnostic:
        entry, *others = entries
        match = _LOCAL.search(entry.specifier)
        local = match[1] if match else ""
        vendor = entry.name in _TORCH and _TORCH_BUILD.fullmatch(local) is not None
        index = f"--extra-index-url https://download.pytorch.org/whl/{local}"
        public = entry.specifier.partition("+")[0]
        return self.found(
            entry.part(entry.specifier_span),
            f"`{entry.written}{entry.specifier}` is a build (`+{local}`) that the public index can't have, and no other is named here; "
            + ("name the one of PyTorch" if vendor else f"name the index that has it, or ask for `{entry.written}{public}`"),
            label="not on the public index",
            related=[Related(each.part(each.specifier_span), "nor is this") for each in others[:10]],
            help=f"put `{index}` above it" if vendor else f"write `{public}`, unless this very build is needed",
            subject=entry.name,
        )


def _local_pins(manifest: Manifest, project: Project) -> list[Dependency]:
    if "+" not in manifest.source.text or project.role(manifest) is Role.CONSTRAINTS or project.is_generated(manifest):
        return []
    return [
        each
        for each in manifest.dependencies
        if "+" in each.specifier
        and each.form != "conda"
        and not each.index
        and each.group not in ("constraint", "override")
        and _LOCAL.match(each.specifier)
        and not is_exempt(each, project)
    ]


def _read_with(manifest: Manifest, project: Project) -> Iterator[Manifest]:
    """The file, what it includes, what includes it, and what it was compiled from."""
    yield from project.reach(manifest, "requirements", "constraints")
    for other in project.manifests:
        if other is not manifest and manifest in project.reach(other, "requirements", "constraints"):
            yield other
    for pair in project.pairs:
        if pair.compiled is manifest:
            yield from pair.inputs


def _says_where(manifest: Manifest) -> bool:
    for index in manifest.indexes:
        if index.kind in ("index", "extra-index", "find-links", "no-index") and (not index.url or host(index.url) not in MIRRORS):
            return True
    return _ELSEWHERE.search(manifest.source.text) is not None


def _commands_say_where(project: Project) -> bool:
    """Some command or setting of the project names an index."""
    prefix = f"{project.root}/" if project.root else ""
    if any(project.is_there(prefix + name) for name in _SETTINGS):
        return True
    return any(_names_index(command) for each in project.installers if each.installs for command in each.installs.commands)


def _names_index(command: InstallCommand) -> bool:
    return command.option(*_OPTIONS) is not None or any(word in each.name for each in command.environment for word in _VARIABLES)
