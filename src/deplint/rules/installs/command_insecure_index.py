"""DPL805 command-insecure-index: a command, or a variable that it reads, that fetches packages from where a stranger can answer."""

from __future__ import annotations

from deplint.data.index_hosts import MIRRORS
from deplint.model import Related
from deplint.questions.addresses import host, is_local, scheme, shown
from deplint.questions.command_indexes import Said, asked_beside, indexes_of, said_in_files
from deplint.questions.hosts import matches
from deplint.questions.installing import commands_of
from deplint.rule import Option, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.installs import InstallCommand
    from deplint.model import Diagnostic
    from deplint.project import Project

_SHOWN = 5
_MOST = 3
_TEST_INDEX = "test.pypi.org"


class CommandInsecureIndex(Rule):
    """Command that fetches packages without encryption, without a check of the certificate, or from two indexes as if they were one.

    ## Why is this bad?
    Over `http://`, and from a `--trusted-host`, anybody between the machine and the server can answer with another package, which is then
    installed and run. With `--extra-index-url`, pip takes the highest version that any index has: who registers the name of one of your
    private packages on the public index gets their code installed (dependency confusion). In an image or a job, nobody sees it happen.

    ## Example
    ```bad Dockerfile
    FROM python:3.12.4-slim
    RUN pip install --index-url http://packages.acme.example/simple acme-client==2.1.0
    ```
    ```good Dockerfile
    FROM python:3.12.4-slim
    RUN pip install --index-url https://packages.acme.example/simple acme-client==2.1.0
    ```
    The options of pip, uv, pipx and Pipenv are read, and their variables (`PIP_INDEX_URL`, `UV_INDEX`, ...) in ENV, `env:` and scripts.
    This machine, variables, folders, the hosts in `allow`, mirrors of the public index beside it, the index of PyTorch and its like, uv
    (which asks one index after the other) without `unsafe-best-match`, commands that check hashes, and a trusted host that is only asked
    over `http://` are not flagged. The same cause in several commands is one finding. For files, see
    [`insecure-index`](insecure-index.md), [`trusted-host`](trusted-host.md) and [`extra-index-url`](extra-index-url.md).
    """

    code = "DPL805"
    severity = Severity.WARNING
    security = "7.0"
    only_for = ("commands",)
    allow = Option((), "hosts that may be asked without encryption or a check: names, `*.lan`, or networks such as `10.0.0.0/8`")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        causes: dict[tuple[str, str], list[Said]] = {}
        for _, command in commands_of(project):
            asked = indexes_of(command)
            if not asked:
                continue
            told = said_in_files(command, project)
            for kind, said in self._causes(command, [each for each in asked if each.value.rstrip("/") not in told], project):
                places = causes.setdefault((kind, said.value.rstrip("/")), [])
                if all(each.location != said.location for each in places):
                    places.append(said)
        for (kind, _), places in causes.items():
            yield self._finding(kind, places)

    def _causes(self, command: InstallCommand, asked: list[Said], project: Project) -> Iterator[tuple[str, Said]]:
        plain = {each.value for each in asked if each.kind != "trusted-host" and self._is_plain(each.value)}
        beside = [each for each in asked_beside(command, asked, project) if each.value not in plain]
        yield from (("plain", each) for each in asked if each.value in plain)
        yield from (("beside", each) for each in beside)
        open_hosts = {host(url) for url in plain} - {host(each.value) for each in asked if scheme(each.value) == "https"}
        trusted = [each for each in asked if each.kind == "trusted-host" and self._counts(each.value, open_hosts)]
        if trusted:
            hosts = dict.fromkeys(_name(each.value) for each in trusted)
            yield "trusted", trusted[0]._replace(value=" ".join(hosts))

    def _counts(self, value: str, open_hosts: set[str]) -> bool:
        name = _name(value) if value else ""
        return bool(name) and "*" not in name and not is_local(name) and not matches(name, self.allow) and name not in open_hosts

    def _is_plain(self, url: str) -> bool:
        name = host(url)
        return scheme(url) in ("http", "ftp") and bool(name) and not is_local(name) and not matches(name, self.allow)

    def _finding(self, kind: str, places: list[Said]) -> Diagnostic:
        first = places[0]
        message, label, remedy = {"plain": _plain, "trusted": _trusted, "beside": _beside}[kind](first, _elsewhere(places))
        return self.found(
            first.location,
            message,
            label=label,
            related=[Related(each.location, "and here") for each in places[1 : _SHOWN + 1]],
            help=remedy,
            subject=f"{kind} {first.value}",
        )


def _plain(said: Said, where: str) -> tuple[str, str, str]:
    return (
        f"`{shown(said.value)}` is fetched without encryption{where}, so anybody on the way can serve something else; use `https://`",
        "not encrypted",
        f"if the server has no certificate, get one, or name the host in `rules.command-insecure-index.allow`: `{host(said.value)}`",
    )


def _trusted(said: Said, where: str) -> tuple[str, str, str]:
    hosts = said.value.split()
    public = all(each in MIRRORS for each in hosts)
    names, one = _listed(hosts), len(hosts) == 1
    right = f"{'its' if one else 'their'} certificate is one that all know" if public else "give the authority that signed it instead"
    return (
        (
            f"{names} {'is' if one else 'are'} trusted{where} without a check of the certificate, so anybody can answer in "
            f"{'its' if one else 'their'} place; {right}"
        ),
        "not checked",
        f"remove `{said.name}`" + ("" if public else ", and set SSL_CERT_FILE or `--cert` to the certificate of the authority"),
    )


def _listed(hosts: list[str]) -> str:
    names = [f"`{each}`" for each in hosts[:_MOST]] + ([f"{len(hosts) - _MOST} more"] if len(hosts) > _MOST else [])
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _beside(said: Said, where: str) -> tuple[str, str, str]:
    danger = "every name can come from either, whoever put it there"
    if _TEST_INDEX in (host(said.value), said.other):
        danger = f"anybody can upload anything to `{_TEST_INDEX}`"
    return (
        f"`{shown(said.value)}` is asked beside `{said.other}`{where}, and the highest version that any of them has is taken: {danger}",
        "asked for every name",
        "name one index that serves both, install what only this index has by a command of its own, or check hashes",
    )


def _name(trusted: str) -> str:
    """The host of `host`, `host:port` or an address; "" for a pattern."""
    return host(trusted if "://" in trusted else f"https://{trusted}")


def _elsewhere(places: list[Said]) -> str:
    files = len({each.location.path for each in places}) - 1
    if files:
        return f" here and in {files} more file{'s' if files > 1 else ''}"
    return f" by {len(places)} commands" if len(places) > 1 else ""


