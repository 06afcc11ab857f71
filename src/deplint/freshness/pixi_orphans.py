"""The conda packages of a pixi.lock into those that nothing asks for any more.

pixi refuses a lock with one that can't be reached ("too many conda packages"). Only names are followed, for all environments and platforms
together, so that what is reached may be too much, never too little; where a manifest has a table that is not known here, nothing is said.
"""

from __future__ import annotations

from deplint.freshness.pixi_features import all_features, wanted_by
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deplint.freshness.documents import Table

# What may stand in a manifest without asking for packages that are not looked at here.
_KNOWN = frozenset((
    "workspace", "project", "dependencies", "host-dependencies", "build-dependencies", "pypi-dependencies", "feature", "environments",
    "target", "tasks", "activation", "system-requirements", "pypi-options", "channels", "platforms", "channel-priority", "solve-strategy",
    "package", "tool", "$schema", "pypi-exclude-newer", "exclude-newer", "features", "no-default-feature", "solve-group",
))  # fmt: skip


def is_known(values: Table) -> bool:
    """Every table of a manifest or a feature is one that is understood."""
    targets = values.get("target")
    nested = list(targets.values()) if isinstance(targets, dict) else []
    features = values.get("feature")
    nested += list(features.values()) if isinstance(features, dict) else []
    environments = values.get("environments")
    nested += [each for each in environments.values() if isinstance(each, dict)] if isinstance(environments, dict) else []
    return values.keys() <= _KNOWN and all(isinstance(each, dict) and is_known(each) for each in nested)


def unreached(names: set[str], needs: Mapping[str, set[str]], root: Table, platforms: Iterable[str]) -> list[str]:
    """Those of the names that no chain of needs leads to from what the manifest asks for; the heads of such chains alone."""
    features = all_features(root)
    everything = (wanted for platform in platforms for feature in features for wanted in wanted_by(feature, platform))
    waiting = [wanted.name for wanted in everything if not wanted.is_pypi]
    reached = set(waiting)
    while waiting:
        further = needs.get(waiting.pop(), set()) - reached
        reached |= further
        waiting.extend(further)
    left = names - reached
    needed = {need for name in left for need in needs.get(name, ()) if need != name}
    return sorted(left - needed or sorted(left)[:1])
