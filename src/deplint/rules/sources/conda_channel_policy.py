"""DPL612 conda-channel-policy: a conda channel that is not allowed, or `defaults`, whose terms many organisations can't accept."""

from __future__ import annotations

from deplint.questions.addresses import Address, of_lock, place
from deplint.questions.channels import DEFAULTS, channel_of, fits_channel, is_defaults, named_channels
from deplint.rule import Edit, Fix, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Manifest, PackageIndex
    from deplint.model import Diagnostic
    from deplint.project import Project

_LOCKS = ("conda-lock", "conda-explicit", "pixi.lock")
SHOWN = 5


class CondaChannelPolicy(Rule):
    """Conda channel that the policy does not allow; with `--profile strict` also `defaults`, named or implied.

    ## Why is this bad?
    A channel is trusted with everything that is installed from it. `defaults` is Anaconda's own, and its terms ask larger organisations
    for a licence; conda adds it by itself unless the file says `nodefaults`.

    ## Example
    ```config
    policy.allowed-channels = ["conda-forge", "nodefaults"]
    ```
    ```bad environment.yml
    name: shop
    channels:
      - conda-forge
      - defaults
    dependencies:
      - python=3.12
      - numpy=2.1
    ```
    ```good environment.yml
    name: shop
    channels:
      - conda-forge
      - nodefaults
    dependencies:
      - python=3.12
      - numpy=2.1
    ```
    A channel may be given by name or address: `conda-forge` and `https://conda.anaconda.org/conda-forge` are the same. `defaults` is not
    said to be implied where `nodefaults` is present or the policy allows it. Without `policy.allowed-channels` the default profile finds
    nothing; channels that are fetched over `http://` are told by [`insecure-index`](insecure-index.md).
    """

    code = "DPL612"
    severity = Severity.WARNING
    security = "3.0"
    only_for = ("conda", "conda-lock", "conda-explicit", "pixi", "pixi.lock")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        allowed = project.policy.channels if project.policy is not None else None
        if allowed is None and self.profile == "default":
            return
        for manifest in project.of_kind("conda", "pixi"):
            yield from self._manifest(manifest, allowed)
        for lock in project.of_kind(*_LOCKS):
            yield from self._lock(lock, project, allowed)

    def _manifest(self, manifest: Manifest, allowed: Sequence[str] | None) -> Iterator[Diagnostic]:
        channels = [each for each in manifest.indexes if each.kind == "channel"]
        for channel in channels:
            if channel.url == "nodefaults" or _is_allowed(channel.url, allowed):
                continue
            yield self.found(
                channel.location,
                f"`{channel.url}` {_why(channel.url, allowed)}",
                label="not allowed" if allowed is not None else "not free for all",
                help=f"remove `{channel.url}`, and name the channels that are left",
                fix=_without(manifest, channels, channel) if is_defaults(channel.url) else None,
                subject=channel.url,
            )
        if self._implies_defaults(manifest, channels) and not _is_allowed("defaults", allowed):
            yield self._implied(manifest, channels)

    def _implies_defaults(self, manifest: Manifest, channels: Sequence[PackageIndex]) -> bool:
        """conda takes `defaults` as well unless it is told not to, and there is something to take."""
        if manifest.kind != "conda" or any(each.url == "nodefaults" or is_defaults(each.url) for each in channels):
            return False
        return any(each.form == "conda" for each in manifest.dependencies)

    def _implied(self, manifest: Manifest, channels: Sequence[PackageIndex]) -> Diagnostic:
        last = channels[-1].location if channels else manifest.start
        return self.found(
            last,
            "`defaults` is asked as well, as conda adds it to the channels of the file; add `nodefaults`",
            label="and `defaults`" if channels else "",
            help="add `- nodefaults` to `channels`",
            subject="implied defaults",
        )

    def _lock(self, lock: Manifest, project: Project, allowed: Sequence[str] | None) -> Iterator[Diagnostic]:
        groups: dict[str, list[Address]] = {}
        for address in of_lock(lock, project):
            channel = channel_of(address.url)
            if channel and address.kind == "file" and not _is_allowed(channel, allowed):
                groups.setdefault(channel, []).append(address)
        listed = {channel_of(each) or each for manifest in project.of_kind("conda", "pixi") for each in named_channels(manifest)}
        for channel, addresses in groups.items():
            if channel in listed:
                continue  # told where it is listed
            count = f" of {len(addresses)} entries" if len(addresses) > 1 else " of this entry"
            yield self.found(
                place(lock, addresses[0]),
                f"`{channel}`, the channel{count}, {_why(channel, allowed)}",
                label=f"from `{channel}`",
                related=[Related(place(lock, each), "and this") for each in addresses[1:SHOWN]],
                subject=channel,
            )


def _is_allowed(channel: str, allowed: Sequence[str] | None) -> bool:
    return not is_defaults(channel) if allowed is None else any(fits_channel(each, channel) for each in allowed)


def _why(channel: str, allowed: Sequence[str] | None) -> str:
    if allowed is None:
        return "is a channel of Anaconda, whose terms ask larger organisations for a licence; use `conda-forge` and `nodefaults`"
    names = ", ".join(f"`{each}`" for each in allowed[:3] if each not in ("nodefaults", *DEFAULTS))
    return f"is not among the channels that the policy allows{f': {names}' if names else ''}"


def _without(manifest: Manifest, channels: Sequence[PackageIndex], channel: PackageIndex) -> Fix | None:
    """`nodefaults` in the place of `defaults`: unsafe, as other builds may be installed."""
    if channel.url != "defaults" or any(each.url == "nodefaults" for each in channels) or len(channels) < 2:
        return None
    place = channel.location
    text = manifest.source.text[place.start : place.end]
    return Fix("Replace `defaults` by `nodefaults`", (Edit(place, text.replace("defaults", "nodefaults")),))
