"""DPL605 credentials-in-url: a password or token in an address, in any file."""

from __future__ import annotations

import re

from deplint.credentials import MASK, Secret, secrets
from deplint.questions.addresses import host, is_local, shown
from deplint.regex import regex
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

_BEFORE = regex(r"[A-Za-z][A-Za-z0-9+.-]{0,20}\Z")
_AFTER = regex(r"[^\s'\"`<>]{0,200}")
# What packages are fetched over; the addresses of databases and brokers in the settings of a test are another story.
_SCHEMES = regex(r"(?:(?:git|hg|svn|bzr)\+)?(?:https?|ssh|s?ftp)|git", re.IGNORECASE)
_HELP = {
    "pipfile": "write `https://${PYPI_USER}:${PYPI_TOKEN}@...`: Pipenv fills in the variables",
    "requirements": "write `https://${PYPI_USER}:${PYPI_TOKEN}@...`, which pip fills in, or keep it in `~/.netrc` or a keyring",
    "conda": "keep it out of the file: `conda token set`, `~/.netrc` or a keyring",
}


class CredentialsInUrl(Rule):
    """Password or token in an address, in a manifest or a lock.

    ## Why is this bad?
    Whoever can read the repository, its history, an image or a log made from it can use the secret, and to take it out of the file later
    does not help: it has to be revoked. Installers can read it from the environment, a keyring or `~/.netrc`.

    ## Example
    ```bad requirements.txt
    --index-url https://ci:hunter2@packages.acme.example/simple
    acme-client==2.1.0
    ```
    ```good requirements.txt
    --index-url https://${PYPI_USER}:${PYPI_TOKEN}@packages.acme.example/simple
    acme-client==2.1.0
    ```
    Variables (`${TOKEN}`, `$TOKEN`, `{{ token }}`, `%(token)s`, `<token>`), the words of a manual (`user:password`), mere names (`git@`,
    `alice@`) and this machine are not flagged. A secret is one finding, however often it stands in the project, and is never shown:
    no report has it, neither in a message nor in the line that it points to.
    """

    code = "DPL605"
    severity = Severity.ERROR
    security = "9.0"
    only_for = ("secrets",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        found: dict[str, list[tuple[Manifest, Secret]]] = {}
        for manifest in project.files:
            text = manifest.source.text
            for secret in secrets(text):
                if _counts(text, secret):
                    found.setdefault(text[secret.start : secret.end], []).append((manifest, secret))
        for places in found.values():
            yield self._finding(places)

    def _finding(self, places: Sequence[tuple[Manifest, Secret]]) -> Diagnostic:
        manifest, secret = min(places, key=lambda each: (bool(_order(each[0])), each[0].path.count("/"), each[0].path, each[1].start))
        files = {each.path for each, _ in places}
        count = f", {len(places)} times in {len(files)} files" if len(files) > 1 else f", {len(places)} times" if len(places) > 1 else ""
        others = [each for each in places if each[1] is not secret]
        address = _address(manifest.source.text, secret)
        return self.found(
            manifest.source.at(secret.start, secret.end),
            f"`{shown(address)}` holds a {'password' if secret.user else 'token'}{count}, which all who can read the repository have; "
            "revoke it, and let the installer take the new one from the environment",
            label="a secret",
            related=[Related(one.source.at(each.start, each.end), "the same") for one, each in others[:5]],
            help=_help(manifest, address),
            subject=host(address),
        )


def _counts(text: str, secret: Secret) -> bool:
    address = _address(text, secret)
    name = host(address)
    return bool(name) and _SCHEMES.fullmatch(address.partition("://")[0]) is not None and not is_local(name) and "$" not in name


def _address(text: str, secret: Secret) -> str:
    """The address with asterisks in the place of the secret."""
    colon = text.rfind("://", max(0, secret.start - 1100), secret.start)
    before = _BEFORE.search(text, max(0, colon - 21), colon)
    after = _AFTER.match(text, secret.end)
    return f"{before[0] if before else ''}{text[colon : secret.start]}{MASK}{after[0] if after else ''}"


def _order(manifest: Manifest) -> bool:
    """Locks and compiled files come after what they were made from."""
    return manifest.kind.endswith("lock") or manifest.header is not None


def _help(manifest: Manifest, address: str) -> str:
    if manifest.kind == "pyproject" and manifest.metadata is not None:
        tools = manifest.metadata.tools
        if "uv" in tools:
            return "take it out of the address and set UV_INDEX_<NAME>_USERNAME and UV_INDEX_<NAME>_PASSWORD, or run `uv auth login`"
        if "poetry" in tools:
            return "take it out of the address and run `poetry config http-basic.<name> <user>`"
    return _HELP.get(manifest.kind, f"take it out of the address of `{host(address)}`; keep it in the environment, a keyring or `~/.netrc`")
