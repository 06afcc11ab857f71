"""DPL612 conda-channel-policy: a conda channel that is not allowed, or `defaults`, whose terms many organisations can't accept."""

from __future__ import annotations

from deplint.questions.addresses import Address, of_lock, place
from deplint.questions.channels import DEFAULTS, channel_of, fits_channel, is_defaults, named_channels
from deplint.rule import Edit, Fix, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Manifest, PackageIndex
    from deplint.model import Diagnostic, Location
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
    said to be implied where `nodefaults` is present, the policy allows it, or conda-lock has made a lock. Without
    `policy.allowed-channels` the default profile finds nothing; channels that are fetched over `http://` are told by
    [`insecure-index`](insecure-index.md). A channel in several files is one finding.
    """

    code = "DPL612"
    severity = Severity.WARNING
    security = "3.0"
    only_for = ("conda", "conda-lock", "conda-explicit", "pixi", "pixi.lock")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        allowed = project.policy.channels if project.policy is not None else None
        if allowed is None and self.profile == "default":
            return
        yield from self._manifests(project, allowed)
        for lock in project.of_kind(*_LOCKS):
            yield from self._lock(lock, project, allowed)

    def _manifests(self, project: Project, allowed: Sequence[str] | None) -> Iterator[Diagnostic]:
        named: dict[str, list[tuple[Manifest, PackageIndex]]] = {}
        implied: list[Location] = []
        for manifest in project.of_kind("conda", "pixi"):
            channels = [each for each in manifest.indexes if each.kind == "channel"]
            for channel in channels:
                if channel.url != "nodefaults" and not _is_allowed(channel.url, allowed):
                    named.setdefault(channel.url, []).append((manifest, channel))
            if _implies_defaults(manifest, channels) and not _is_allowed("defaults", allowed):
                implied.append(channels[-1].location if channels else manifest.start)
        for url, places in named.items():
            yield self._named(url, places, allowed)
        # conda-lock takes only what is listed.
        if implied and not any(True for _ in project.of_kind("conda-lock", "conda-explicit")):
            yield self._implied(implied)

    def _named(self, url: str, places: Sequence[tuple[Manifest, PackageIndex]], allowed: Sequence[str] | None) -> Diagnostic:
        fixes = [_replaced(*each) for each in places]
        edits = tuple(edit for each in fixes if each is not None for edit in each)
        return self.found(
            places[0][1].location,
            f"`{url}`{_elsewhere(len({each.path for each, _ in places}))} {_why(url, allowed)}",
            label="not allowed" if allowed is not None else "not free for all",
            related=[Related(channel.location, "and here") for _, channel in places[1:SHOWN]],
            help=f"remove `{url}`, and name the channels that are left",
            fix=Fix("replace `defaults` by `nodefaults`", edits) if edits and None not in fixes else None,
            subject=url,
        )

    def _implied(self, places: Sequence[Location]) -> Diagnostic:
        return self.found(
            places[0],
            f"`defaults` is asked as well{_elsewhere(len(places))}, as conda adds it to the channels of a file; add `nodefaults`",
            label="and `defaults`" if places[0].end else "",
            related=[Related(each, "and here") for each in places[1:SHOWN]],
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


def _elsewhere(files: int) -> str:
    return f" here and in {files - 1} more file{'s' if files > 2 else ''}" if files > 1 else ""


def _implies_defaults(manifest: Manifest, channels: Sequence[PackageIndex]) -> bool:
    """conda takes `defaults` as well unless it is told not to, and there is something to take."""
    if manifest.kind != "conda" or any(each.url == "nodefaults" or is_defaults(each.url) for each in channels):
        return False
    return any(each.form == "conda" for each in manifest.dependencies)


def _replaced(manifest: Manifest, channel: PackageIndex) -> tuple[Edit, ...] | None:
    """`nodefaults` in the place of `defaults`: unsafe, as other builds may be installed. None where there is nothing else."""
    others = [each.url for each in manifest.indexes if each.kind == "channel" and each is not channel]
    if channel.url != "defaults" or not others or "nodefaults" in others:
        return None
    place = channel.location
    text = manifest.source.text[place.start : place.end]
    return (Edit(place, text.replace("defaults", "nodefaults")),)
