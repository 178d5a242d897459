"""What is wanted of a source, and what became of it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.fetch.keep import CHANGED, NEW, UNCHANGED
from pipeline.fetch.web import Manners, host_of
from pipeline.origin import Origin, Pages

REFUSED, FAILED, LEFT, WANTED = "refused", "failed", "left", "wanted"
STATES = (NEW, UNCHANGED, CHANGED, REFUSED, FAILED, LEFT)


_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0}


class WrongRequestError(Exception):
    """What is asked for cannot be fetched; says how to ask for it."""


@dataclass(frozen=True)
class Request:
    """What is wanted of a source.

    Attributes:
        keys: Records or volumes, by their number, name or address.
        everything: All there is, as one archive.
        given: Files, folders, archives or clones that the user has.
        limit: So many documents at most.
        base_url: Address of a mirror, asked in place of the hosts that the source declares.
        dry_run: Only tell what would be fetched.
        manners: How to behave; without a delay of its own, that of the source is kept.
    """

    keys: tuple[str, ...] = ()
    everything: bool = False
    given: tuple[Path, ...] = ()
    limit: int | None = None
    base_url: str | None = None
    dry_run: bool = False
    manners: Manners = field(default_factory=Manners)


class Job(NamedTuple):
    """A request, and the place where it is done.

    Attributes:
        origin: Where the documents are.
        request: What is wanted.
        folder: The folder of the source in ``raw/``.
        unfinished: Folder for what is not finished.
    """

    origin: Origin
    request: Request
    folder: Path
    unfinished: Path


class Outcome(NamedTuple):
    """What became of one document.

    Attributes:
        state: ``new``, ``unchanged``, ``changed`` (it stands beside the one that was there), ``refused``, ``failed``,
            ``left`` (not asked for any more), or ``wanted`` where it was only told what would be fetched.
        what: Its address, or its name on disk or in an archive.
        file: Where it is.
        message: What went wrong, and what to do.
    """

    state: str
    what: str
    file: str | None = None
    message: str | None = None


@dataclass(frozen=True)
class Report:
    """What a run did for a source."""

    source_id: str
    outcomes: tuple[Outcome, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Number of documents in each state."""
        counted = Counter(each.state for each in self.outcomes)
        return {state: counted[state] for state in (*STATES, WANTED) if state in STATES or counted[state]}

    @property
    def has_losses(self) -> bool:
        """Whether something that was asked for could not be got."""
        return any(each.state in {REFUSED, FAILED, LEFT} for each in self.outcomes)

    @property
    def has_documents(self) -> bool:
        """Whether something that was asked for is there."""
        return any(each.state in {NEW, UNCHANGED, CHANGED, WANTED} for each in self.outcomes)


def settled(origin: Origin, request: Request) -> Request:
    """Return a request that can be done: its keys as the source has them, each once.

    Raises:
        WrongRequestError: where the source cannot be asked so.
    """
    if origin.pages is None and origin.archive is None:
        # what is named can only be files
        named = tuple(Path(each).expanduser() for each in request.keys)
        request = replace(request, keys=(), given=(*request.given, *named))
    return replace(request, keys=_checked(origin, request))


def _checked(origin: Origin, request: Request) -> tuple[str, ...]:
    command = f"chancery fetch {origin.source_id}"
    if request.base_url:
        _host(request.base_url)
    if request.everything and request.keys:
        raise WrongRequestError(f"ask for all or for some: --all stands beside {', '.join(request.keys)}")
    if missing := [str(each) for each in request.given if not each.exists()]:
        raise WrongRequestError(f"there is no file or folder {', '.join(missing)}")
    if request.given:
        return _once(request.keys)
    if origin.pages is None and origin.archive is None:
        raise WrongRequestError(
            f"{origin.source_id} is not fetched from the web: {origin.advice}, and name the files:"
            f" {command} {origin.example}"
        )
    if request.everything and origin.archive is None:
        raise WrongRequestError(
            f"{origin.source_id} has no list of all; name what you want: {command} {origin.example}"
        )
    if not request.keys and not request.everything:
        every = f", or all: {command} --all" if origin.archive else ""
        raise WrongRequestError(f"say which {origin.unit}, such as: {command} {origin.example}{every}")
    return _once([_key(origin, origin.pages, words) for words in request.keys] if origin.pages else request.keys)


def delay_at(rate: str | None) -> float | None:
    """Return the seconds between two requests.

    Raises:
        WrongRequestError: where it is no rate.

    >>> delay_at("0.5"), delay_at("1/s"), delay_at("10/m"), delay_at(None)
    (2.0, 1.0, 6.0, None)
    """
    if rate is None:
        return None
    number, slash, unit = rate.partition("/")
    try:
        delay = _SECONDS[unit if slash else "s"] / float(number)
        if not 0 <= delay < float("inf"):
            raise ValueError(rate)
    except (ValueError, KeyError, ZeroDivisionError) as why:
        raise WrongRequestError(f"--rate: {rate} is no rate; give one such as 0.5, 1/s, 10/m or 100/h") from why
    return delay


def hosts(origin: Origin, base_url: str | None) -> frozenset[str]:
    """Return the hosts that may be asked."""
    return origin.hosts | ({_host(base_url)} if base_url else set())


def based(address: str, base_url: str | None) -> str:
    """Return an address as a mirror has it."""
    url = urlsplit(address)
    return address if base_url is None else f"{base_url.rstrip('/')}{url.path}" + (f"?{url.query}" if url.query else "")


def _host(base_url: str) -> str:
    try:
        return host_of(base_url)
    except ValueError as why:
        raise WrongRequestError(f"--base-url: {why}") from why


def _once(keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _key(origin: Origin, pages: Pages, words: str) -> str:
    """The key that a user means by itself or by an address.

    Raises:
        WrongRequestError: where it is neither.
    """
    words = words.strip()
    before, after = (re.escape(part) for part in re.sub(r"^https?", "", pages.address).split("{key}"))
    found = re.fullmatch(rf"https?{before}(?P<key>[^/?#]+){after}/?(?:[?#].*)?", words)
    key = found["key"] if found else words
    if not pages.key.fullmatch(key):
        raise WrongRequestError(
            f"“{words}” is no {origin.unit} of {origin.source_id}; give one such as {origin.example}"
            f" or {pages.address.format(key=origin.example)}"
        )
    return key
