"""Whether the index still says of the curated names what src/deplint/data/identities.py says: needs a network, and is run by hand.

    python tests/data/check_identities.py NAME [NAME ...]

For each name it asks pip (`pip index versions`), from the index that pip is configured for, and prints what is to be looked at: a module's
name that somebody has registered, a placeholder with a new release, a name that can be installed again. An entry that was looked at gets
the day in its last field. Look at the page that the entry names as well; nothing here reads it. Nothing is installed, and no code is run.
"""

from __future__ import annotations

import subprocess
import sys

from deplint.data.identities import BACKPORTS, HARMFUL, MODULES, MOVED


def versions(name: str) -> list[str]:
    """The releases that pip could install, newest first; [] where the index has none."""
    command = [sys.executable, "-m", "pip", "index", "versions", name, "--disable-pip-version-check"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    line = next((line for line in said.splitlines() if line.startswith("Available versions:")), "")
    return [each.strip() for each in line.partition(":")[2].split(",") if each.strip()]


def remark(name: str) -> str:
    """What the entry says of the name, and what the index has."""
    found = versions(name)
    newest = f"the newest is {found[0]}" if found else "there is none"
    if name in MODULES:
        return f"should be absent: {newest}"
    if name in MOVED:
        moved = MOVED[name]
        expected = "absent" if moved.kind == "absent" else moved.kind
        return f"{expected}, for `{moved.name}` (looked at on {moved.date}): {newest}"
    if name in HARMFUL or name in BACKPORTS:
        return f"a backport: {newest}"
    return f"not curated: {newest}"


if __name__ == "__main__":
    for each in sys.argv[1:]:
        print(f"{each}: {remark(each)}")
