"""pylock.toml and the manifests that it was made from into what no longer agrees, as far as its writer keeps a record of them.

PDM writes a hash, or the inputs, under `[tool.pdm]`, and `pdm` knows what they mean. Where nothing is recorded `pylock_inputs` looks for
the signs of staleness that are certain all the same.
"""

from __future__ import annotations

from deplint.freshness import Comparison
from deplint.freshness.documents import toml_document
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.facts import Manifest
    from deplint.project import Project


def compare(lock: Manifest, project: Project) -> Comparison:
    """What the check of the tool that wrote the lock would find."""
    content = toml_document(lock, project)
    if content is None:
        return Comparison(undecided=f"`{lock.path}` is not valid TOML")
    from deplint.freshness import pdm

    if pdm.writes(content):
        return pdm.compare(lock, project)
    from deplint.freshness import pylock_inputs

    return pylock_inputs.compare(lock, project, content)
