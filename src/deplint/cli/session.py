"""Options into what a run needs: the target, its tree, and the policy made of configuration and flags."""

from __future__ import annotations

import os
import sys

from deplint.cli.options import UsageError
from deplint.cli.paths import Target, target
from deplint.config.values import Setting
from deplint.config.words import unknown_selector
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import SimpleNamespace

    from deplint.config import Config
    from deplint.tree import Tree


def current_folder() -> str:
    """The absolute folder that the person stands in. Raises UsageError."""
    try:
        return os.getcwd()
    except OSError:
        raise UsageError("the current folder does not exist any more") from None


def prepared(options: SimpleNamespace, cwd: str) -> tuple[Target, Tree, Config]:
    """What is linted, and how."""
    from deplint.discovery import may_hold_facts
    from deplint.tree import DiskTree, OverlayTree

    named = getattr(options, "stdin_filename", None)
    if named is not None and options.operands not in ([], ["-"]):
        raise UsageError("--stdin-filename takes the place of a PATH")
    if named is None and "-" in options.operands:
        raise UsageError("`-` needs --stdin-filename, so that deplint knows what it reads")
    place = target([named] if named else options.operands, cwd, missing=bool(named))
    config = _configured(options, place, cwd)
    wanted = set(place.named)
    tree: Tree = DiskTree(
        place.root, lambda path: path in wanted or may_hold_facts(path), named=place.named, within=place.within, depth=place.depth
    )
    if named:
        tree = OverlayTree(tree, {place.scope[0]: _input()})
    return place, tree, config


def _input() -> bytes:
    return sys.stdin.buffer.read() if sys.stdin else b""


def _configured(options: SimpleNamespace, place: Target, cwd: str) -> Config:
    from functools import cache

    from deplint.config import configured
    from deplint.config.files import from_command_line, is_assignment, layers_of, nearest
    from deplint.plugins import catalogue

    rules = cache(catalogue)
    given = options.config or []
    names = [each for each in given if not is_assignment(each)]
    if len(names) > 1:
        raise UsageError(f"--config can name one file only, not `{names[0]}` and `{names[1]}`")
    if names and options.isolated:
        raise UsageError("--isolated is without any configuration file, but --config names one")
    layers: list[Sequence[Setting]] = []
    if names:
        layers += layers_of(os.path.join(cwd, names[0]), names[0], rules, base=cwd)
    elif not options.isolated and (path := nearest(place.folder, place.top)):
        layers += layers_of(path, os.path.relpath(path, cwd).replace(os.sep, "/"), rules)
    layers += [from_command_line(each, cwd, rules) for each in given if each not in names]
    layers.append(list(_flags(options)))
    for key, value, origin, _ in layers[-1]:
        for selector in value if key in ("select", "ignore", "extend-select") else ():
            if message := unknown_selector(selector, rules()):
                raise UsageError(f"{origin}: {message}")
    return configured(layers, rules, root=place.root, scope=place.scope, forced=options.force_exclude)


def _flags(options: SimpleNamespace) -> Iterator[Setting]:
    for key in ("select", "extend-select", "ignore", "profile", "fail-on", "output-format"):
        value = getattr(options, key.replace("-", "_"), None)
        if value is not None:
            yield Setting(key, value, f"--{key}")
