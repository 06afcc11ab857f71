"""What an organisation allows and bans, as rules see it: each entry with the place in the configuration where it stands."""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deplint.model import Location, Source


class Entry(str):
    """One entry as written. `location` is None where it stands outside of the tree, on the command line, or in a shared file."""

    location: Location | None

    def __new__(cls, text: str, location: Location | None = None) -> Entry:  # noqa: PYI034 (the typing of Python 3.10 has no Self)
        entry = super().__new__(cls, text)
        entry.location = location
        return entry


class Ban(NamedTuple):
    """One package that is not wanted.

    name      normalised
    reason    why, in the user's words; "" where they gave none
    use       what to use instead
    versions  a PEP 440 specifier of the versions that are not wanted, "" for all
    unless    normalised names of the packages that may still bring it in
    """

    name: str
    entry: Entry
    reason: str = ""
    use: str = ""
    versions: str = ""
    unless: tuple[Entry, ...] = ()


class Policy(NamedTuple):
    """Everything that the configuration says; None for what nobody said, which allows everything. The lists of all layers add up.

    indexes   addresses (and what stands below them) or hosts of indexes, `*.acme.example` for all below
    hosts     more hosts that files may come from
    git       hosts, or hosts with the beginning of a path (`github.com/acme`), of repositories
    channels  names or addresses of conda channels
    packages  the only packages that may be used, with or without a specifier; `acme-*` for all that begin so
    cooldown  the least age of a release in days, 0 for none
    sources   the files in the tree that entries point into
    """

    indexes: tuple[Entry, ...] | None = None
    hosts: tuple[Entry, ...] | None = None
    git: tuple[Entry, ...] | None = None
    channels: tuple[Entry, ...] | None = None
    packages: tuple[Entry, ...] | None = None
    banned: tuple[Ban, ...] = ()
    cooldown: int = 0
    sources: tuple[Source, ...] = ()

    @property
    def says_something(self) -> bool:
        return self != NOTHING


NOTHING = Policy()
