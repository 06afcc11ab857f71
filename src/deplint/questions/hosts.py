"""A host and the patterns that the user allows into a yes or no."""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def matches(host: str, patterns: Iterable[str]) -> bool:
    """Is the host one of these: `packages.acme.example`, `*.acme.example` (which is not `acme.example`), or in `10.0.0.0/8`?"""
    return any(_fits(host, pattern) for pattern in patterns)


def _fits(host: str, pattern: str) -> bool:
    pattern = pattern.lower().strip()
    if pattern.startswith("*."):
        return host.endswith(pattern[1:])
    if "/" in pattern:
        return _is_within(host, pattern)
    return host == pattern


def _is_within(host: str, network: str) -> bool:
    from ipaddress import ip_address, ip_network

    try:
        return ip_address(host.strip("[]")) in ip_network(network, strict=False)
    except (ValueError, TypeError):
        return False
