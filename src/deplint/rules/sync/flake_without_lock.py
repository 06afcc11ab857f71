"""DPL315 flake-without-lock: an environment made by Nix, Devbox or pixi whose versions nothing holds."""

from __future__ import annotations

from deplint.freshness.documents import table, toml_document
from deplint.regex import regex
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

LOCKS = {"flake": ("flake.lock", "nix flake lock"), "devbox": ("devbox.lock", "devbox update"), "pixi": ("pixi.lock", "pixi lock")}
"""What pins each of them, and the command that writes it."""
_COMMENT = regex(r"#[^\n]*")
_INPUT = regex(r"\burl[ \t]*=[ \t]*\"([^\"\n]*)\"")
_REVISION = regex(r"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])")
_EXACT = ("==", "===")


class FlakeWithoutLock(Rule):
    """`flake.nix`, `devbox.json` or `pixi.toml` of an application without the lock that its tool writes beside it.

    ## Why is this bad?
    Without `flake.lock`, `devbox.lock` or `pixi.lock` every machine looks up the newest versions when it makes the environment for the
    first time: the interpreter, the compilers and the libraries differ from one day to the next, whatever the lock of the Python
    packages says.

    ## Example
    ```bad pixi.toml
    [workspace]
    name = "shop"
    channels = ["conda-forge"]
    platforms = ["linux-64"]

    [dependencies]
    python = "3.12.*"
    numpy = ">=2,<3"
    ```
    Run `pixi lock`, and commit the `pixi.lock` that it writes. With every version exact there is nothing to lock:
    ```good pixi.toml
    [workspace]
    name = "shop"
    channels = ["conda-forge"]
    platforms = ["linux-64"]

    [dependencies]
    python = "==3.12.4"
    numpy = "==2.1.0"
    ```
    Libraries are not flagged, as their environments only serve those who work on them, and many leave the lock out on purpose. Nor are
    projects below another one, packages that pixi builds (`[package]`), pixi.toml in a project that another tool locks, and flakes whose
    inputs are all given by full revision or by path.
    """

    code = "DPL315"
    severity = Severity.WARNING
    only_for = ("flake", "devbox", "pixi")
    absence = True

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.is_library or not project.is_application or project.below_another or not project.manifests:
            return
        for manifest in project.files:
            if manifest.kind in LOCKS and _floats(manifest, project):
                folder, _, name = manifest.path.rpartition("/")
                lock, command = LOCKS[manifest.kind]
                if not project.is_there(f"{folder}/{lock}" if folder else lock):
                    yield self.found(
                        manifest.start,
                        f"`{name}` has no `{lock}` beside it, so every machine may get other versions; write one and commit it",
                        label=f"no {lock}",
                        help=f"cd {folder} && {command}" if folder else command,
                        subject=lock,
                    )


def _floats(manifest: Manifest, project: Project) -> bool:
    """Something in it is given by no exact version."""
    if manifest.kind == "flake":
        urls = _INPUT.findall(_COMMENT.sub("", manifest.source.text))
        return any(not _REVISION.search(url) and not url.startswith(("path:", ".", "/")) for url in urls)
    if manifest.kind == "devbox":
        return _has_packages(manifest.source.text)
    values = toml_document(manifest, project) or {}
    if project.locks or "package" in values or not (table(values, "workspace") or table(values, "project")):
        return False
    return any(not each.specifier.startswith(_EXACT) and not each.path for each in manifest.dependencies if each.group != "build")


def _has_packages(text: str) -> bool:
    """Packages of a devbox.json that come from the index of Devbox; comments may stand in it, which JSON does not know."""
    import json

    try:
        values = json.loads("\n".join(line for line in text.splitlines() if not line.lstrip().startswith("//")))
    except (ValueError, RecursionError):
        return False
    packages = values.get("packages") if isinstance(values, dict) else None
    names = list(packages) if isinstance(packages, (list, dict)) else []
    return any(isinstance(name, str) and not name.startswith(("path:", ".", "/")) for name in names)
