"""Text with addresses into the secrets in it, and into the same text without them: nothing that deplint prints shows a password.

A secret stands in the user part of an address (`https://ci:s3cr3t@host`, `https://ghp_...@host`). What stands for one does not count:
variables (`${TOKEN}`, `%(token)s`, `{{ token }}`, `<token>`), words of documentation (`user:password`), and mere users (`git@`).
"""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MASK = "****"
# Sought from the `://` on, so that a line of letters without end is read once. A password may hold an `@` as it is.
_USER_PART = regex(r"://([^/\s'\"`?#\\]{1,1000})@(?=[\w\[])")
_VARIABLE = regex(r"\$|\{|\}|%\(|<|>|\*\*|\.\.\.|…|%[A-Za-z_]+%|\Axx+\Z", re.IGNORECASE)
_SAID = regex(
    r"(?:my|your|the|some|an?)?[-_]?"
    r"(?:(?:api|access|auth|deploy|git|github|gitlab|gh|pypi|private|personal|oauth2?|repo|read|index|nexus|artifactory|http|basic)[-_]?)*"
    r"(?:user(?:name)?|login|name|account|pass(?:word|wd)?|pwd|token|key|secret|credentials?|pat|foo|bar|example|dummy|changeme|redacted|"
    r"none|null|x|1234?5?6?)?(?:[-_]?(?:here|value|name|id))?",
    re.IGNORECASE,
)
# How the tokens of well-known services begin.
_TOKEN = regex(r"(?:gh[pousr]_|github_pat_|gl(?:pat|dt|cbt|rt|soat)-|pypi-|npm_|AKIA|ASIA|eyJ|xox[abp]-|dop_v1_|hf_)\S{8}")
_TOKEN_USERS = frozenset(("oauth2", "oauth2accesstoken", "x-access-token", "x-token-auth", "__token__", "gitlab-ci-token", "aws", "token"))
_NO_PASSWORDS = frozenset(("", "x-oauth-basic", "x-token-auth", "x"))
_LONG = 20
_LONGEST = 2000


class Secret(NamedTuple):
    """A password or token in a text: `start` and `end` are its offsets, `user` who it belongs to ("" where it is the user part itself)."""

    start: int
    end: int
    user: str


def secrets(text: str) -> Iterator[Secret]:
    """The secrets in the addresses of a text, in order."""
    if "@" not in text or "://" not in text:
        return
    for found in _USER_PART.finditer(text):
        start, end = found.span(1)
        user, colon, password = found[1].partition(":")
        if not colon:
            if _is_token(user):
                yield Secret(start, end, "")
        elif password.lower() in _NO_PASSWORDS:
            if _is_token(user):
                yield Secret(start, start + len(user), "")
        elif not _stands_for_one(user, password):
            yield Secret(end - len(password), end, user)


def masked(text: str, *, same_length: bool = False) -> str:
    """The text with asterisks for each secret; with as many as the secret has letters where places in the text have to stay."""
    parts, done = [], 0
    for secret in secrets(text):
        parts += [text[done : secret.start], "*" * (secret.end - secret.start) if same_length else MASK]
        done = secret.end
    return "".join([*parts, text[done:]]) if parts else text


def part_without(text: str, start: int, end: int) -> str:
    """The characters `start` to `end` of a text, with an asterisk for each of a secret; its address may begin before and end after them."""
    if "@" not in text[start : end + _LONGEST]:
        return text[start:end]
    first = max(0, start - _LONGEST)
    return masked(text[first : end + _LONGEST], same_length=True)[start - first : end - first]


def _stands_for_one(user: str, password: str) -> bool:
    if _VARIABLE.search(password):
        return True
    said = _SAID.fullmatch(password) is not None
    return said and (password.isupper() or _SAID.fullmatch(user) is not None or user.lower() in _TOKEN_USERS)


def _is_token(user: str) -> bool:
    """Is this a token, and no name? Names of people and services are short, or words with signs between them."""
    if _VARIABLE.search(user):
        return False
    if _TOKEN.match(user):
        return True
    return len(user) >= _LONG and user.isalnum() and any(map(str.isdigit, user)) and not user.isdigit() and _is_mixed(user)


def _is_mixed(word: str) -> bool:
    """Do letters and digits change so often that nobody has thought of it?"""
    changes = sum(word[place - 1].isdigit() != word[place].isdigit() for place in range(1, len(word)))
    return changes >= 5
