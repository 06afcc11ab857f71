"""Conda channels, by name or by address, into one way to name them."""

from __future__ import annotations

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest

DEFAULTS = ("defaults", "anaconda", "main", "r", "msys2", "pkgs/main", "pkgs/r", "pkgs/msys2", "free", "pkgs/free")
"""What Anaconda serves under its own terms; `defaults` stands for several of them."""
_HOSTED = regex(r"https?://(?:[^/@\s]{0,500}@)?(?:conda\.anaconda\.org|prefix\.dev|repo\.prefix\.dev)/(?:t/[^/\s]{1,100}/)?([^\s#?]{1,500})")
_ANACONDA = regex(r"https?://repo\.(?:anaconda\.com|continuum\.io)/(?:pkgs/)?([a-z0-9]+)")
_PLATFORM = regex(r"/(?:noarch|(?:linux|osx|win|emscripten|wasi)-[a-z0-9_]+)(?:/.*)?$")


def channel_of(url: str) -> str:
    """The name of the channel that an address belongs to: `conda-forge`, `conda-forge/label/rc`, `pkgs/main`; "" where it has none."""
    found = _ANACONDA.match(url)
    if found is not None:
        return f"pkgs/{found[1]}"
    found = _HOSTED.match(url)
    return _PLATFORM.sub("", found[1].rstrip("/")).rstrip("/") if found is not None else ""


def is_defaults(channel: str) -> bool:
    """Is it one of those of Anaconda?"""
    return (channel_of(channel) or channel) in DEFAULTS


def fits_channel(entry: str, channel: str) -> bool:
    """Does an entry of the policy mean this channel? The labels of a channel belong to it; `defaults` means all of Anaconda's."""
    if entry == "defaults" and is_defaults(channel):
        return True
    name, wanted = channel_of(channel) or channel, channel_of(entry) or entry
    return name.rstrip("/") == wanted.rstrip("/") or name.startswith(f"{wanted.rstrip('/')}/label/")


def named_channels(manifest: Manifest) -> Iterator[str]:
    """The channels that a manifest lists, as written."""
    return (each.url for each in manifest.indexes if each.kind == "channel")
