"""DPL602 trusted-host: a host whose certificate is not checked."""

from __future__ import annotations

from deplint.questions.addresses import host, is_local, of_manifest
from deplint.questions.hosts import matches
from deplint.rule import Option, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Manifest, PackageIndex
    from deplint.model import Diagnostic
    from deplint.project import Project

_WRITTEN = {"pipfile": "verify_ssl = false", "pyproject": "verify_ssl = false"}


class TrustedHost(Rule):
    """Host whose certificate is not checked: `--trusted-host`, `verify_ssl = false`, uv's `allow-insecure-host`.

    ## Why is this bad?
    The certificate is what proves that the packages come from the host that was asked. Without the check, anybody between the machine and
    the server can answer in its place. What is missing is nearly always the authority that signed it, and that can be given.

    ## Example
    ```bad requirements.txt
    --index-url https://packages.acme.example/simple
    --trusted-host packages.acme.example
    acme-client==2.1.0
    ```
    ```good requirements.txt
    --index-url https://packages.acme.example/simple
    acme-client==2.1.0
    ```
    This machine is not flagged, nor are hosts that are only asked over `http://`, where there is no certificate to check: that is
    [`insecure-index`](insecure-index.md). The same hosts in several files are one finding.
    """

    code = "DPL602"
    severity = Severity.WARNING
    security = "6.5"
    only_for = ("trusted-hosts",)
    allow = Option((), "hosts whose certificate need not be checked: names, `*.lan`, or networks such as `10.0.0.0/8`")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        plain = _asked_in_the_open(project)
        groups: dict[tuple[str, ...], list[tuple[Manifest, list[PackageIndex]]]] = {}
        for manifest in project.files:
            found = [each for each in manifest.indexes if each.kind == "trusted-host" and self._counts(each.url, plain)]
            if found:
                groups.setdefault(tuple(dict.fromkeys(each.url for each in found)), []).append((manifest, found))
        for hosts, places in groups.items():
            yield self._finding(hosts, places)

    def _counts(self, url: str, plain: set[str]) -> bool:
        name = _name(url)
        return bool(name) and "$" not in name and not is_local(name) and not matches(name, self.allow) and name not in plain

    def _finding(self, hosts: Sequence[str], places: Sequence[tuple[Manifest, list[PackageIndex]]]) -> Diagnostic:
        manifest, found = min(places, key=lambda each: (each[0].path.count("/"), len(each[0].path)))
        names = " and ".join(filter(None, (", ".join(f"`{each}`" for each in hosts[:-1][:3]), f"`{hosts[-1]}`")))
        files = f" in {len(places)} files" if len(places) > 1 else ""
        others = [each for one, all in places for each in all if each is not found[0]]
        written = "allow-insecure-host" if manifest.source.text.find("allow-insecure-host") >= 0 else _WRITTEN.get(manifest.kind)
        return self.found(
            found[0].location,
            f"{names} {'is' if len(hosts) == 1 else 'are'} trusted{files} without a check of the certificate, so anybody can answer in "
            f"{'its' if len(hosts) == 1 else 'their'} place; give the authority that signed it instead",
            label="not checked",
            related=[Related(each.location, "and here") for each in others[:5]],
            help=_help(written or "--trusted-host", manifest.kind),
            subject=" ".join(hosts),
        )


def _name(url: str) -> str:
    """The host of `host`, `host:port` or an address."""
    return host(url if "://" in url else f"https://{url}")


def _asked_in_the_open(project: Project) -> set[str]:
    """Hosts that are asked over `http://` and never over `https://`."""
    asked: dict[str, set[bool]] = {}
    for manifest in project.files:
        for address in of_manifest(manifest):
            asked.setdefault(host(address.url), set()).add(address.url.lower().startswith("http://"))
    return {name for name, plain in asked.items() if plain == {True}}


def _help(written: str, kind: str) -> str:
    if kind == "pipfile":
        return "remove `verify_ssl = false` and run `pip config set global.cert /path/to/ca.pem`, or set REQUESTS_CA_BUNDLE"
    if written == "allow-insecure-host":
        return "remove the host from `allow-insecure-host` and set SSL_CERT_FILE, or `system-certs = true`"
    if kind == "pyproject":
        return "remove `verify_ssl = false` and run `pdm config pypi.ca_certs /path/to/ca.pem`"
    return f"remove `{'trusted-host' if kind == 'pip.conf' else '--trusted-host'}` and run `pip config set global.cert /path/to/ca.pem`"
