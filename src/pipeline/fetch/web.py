"""A polite way to one file on the web.

It says who asks, does as robots.txt says, keeps a distance between requests, asks only for what has changed,
goes on with a download that was broken off, and comes back later where a server is busy. It follows redirects
to declared hosts only, sends no credentials, and takes no more bytes than it was told to.
"""

import json
import os
import re
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import httpx
from protego import Protego
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from pipeline import __version__

# The name by which robots.txt can mean this program.
PRODUCT = "Chancery"

# RFC 9309, 2.5: a reader of robots.txt takes 500 KiB at least.
_LARGEST_ROBOTS = 500 * 1024
# RFC 9309, 2.4: robots.txt is not kept for longer than a day.
_ROBOTS_HOLD = 24 * 3600.0
_MOST_REDIRECTS = 5
# name and password in an address, which are not shown
_CREDENTIALS = re.compile(r"//[^/@\s]*@")
# What a host appends to a page, such as how long it took to make, stands after the end of it.
_LONGEST_END = 4096
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_NO_ENTRY = frozenset({401, 403, 407, 451})
_NOT_THERE = frozenset({404, 410})
_OK, _PARTIAL, _NOT_MODIFIED, _NO_SUCH_RANGE = 200, 206, 304, 416

Value = TypeVar("Value")


class FailedError(Exception):
    """A file was not got, and why. ``stop``: nothing more should be asked of its host now."""

    def __init__(self, why: str, *, stop: bool = False) -> None:
        super().__init__(why)
        self.stop = stop


class RefusedError(FailedError):
    """The site does not want this request, or we do not make it."""


class NotThereError(FailedError):
    """The server has no such file."""


class _AgainError(Exception):
    """Something that may be well in a moment; ``after``: seconds that the server asks to wait."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.after = after


@dataclass(frozen=True)
class Manners:
    """How to behave towards a host.

    Attributes:
        contact: Address at which the one who asks can be reached.
        delay: Seconds between two requests to one host; ``None``: those that the source asks for.
        attempts: How often a request is made at most.
        pause: Seconds before the second attempt; each further pause is twice as long.
        longest_pause: The longest pause; a server that asks for a longer one is left alone.
        timeout: Seconds without a sign of life.
        patience: Seconds for one attempt as a whole.
    """

    contact: str = ""
    delay: float | None = None
    attempts: int = 5
    pause: float = 2.0
    longest_pause: float = 300.0
    timeout: float = 30.0
    patience: float = 1800.0

    @property
    def user_agent(self) -> str:
        """Name, version and contact, such as ``Chancery/0.1.0 (me@example.org)``."""
        words = "".join(letter for letter in self.contact if letter.isascii() and letter.isprintable())
        comment = words.translate({ord(letter): " " for letter in "()\\"}).strip()
        return f"{PRODUCT}/{__version__}" + (f" ({comment})" if comment else "")


class Validators(NamedTuple):
    """What a server gave to tell a file by: the next request asks whether it has changed."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def is_strong(self) -> bool:
        """Whether a broken download may go on by it (RFC 9110, 13.1.5)."""
        return bool(self.etag and not self.etag.startswith("W/")) or bool(not self.etag and self.last_modified)


class Answer(NamedTuple):
    """What a server answered. Where it ``is_new``, the file was written."""

    is_new: bool
    address: str
    fetched_at: str
    validators: Validators
    content_type: str | None


class Order(NamedTuple):
    """One file that is wanted.

    Attributes:
        address: Where it is.
        part: Where its bytes are put. What stands there already is the beginning of the file.
        kinds: Content types it may come as; any, where there is none.
        largest: More bytes are not taken.
        validators: Those of the file as it was got before.
        whole: What a file that came whole ends with, where something tells.
        packed: Whether it may be packed for the way. A download of that kind cannot go on where it broke off.
    """

    address: str
    part: Path
    kinds: frozenset[str]
    largest: int
    validators: Validators = Validators()
    whole: re.Pattern[bytes] | None = None
    packed: bool = True


class Web:
    """Requests to some hosts, one after the other.

    Args:
        hosts: Hosts, with their port where it is not the usual one, that may be asked.
        manners: How to behave.
        sleep: Waits so many seconds.
        clock: Seconds, never going back.
    """

    def __init__(
        self,
        hosts: frozenset[str],
        manners: Manners,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hosts, self._manners, self._sleep, self._clock = hosts, manners, sleep, clock
        headers = {"User-Agent": manners.user_agent, "Accept": "*/*"}
        if "@" in manners.contact and ":" not in manners.contact and manners.user_agent.endswith(")"):
            headers["From"] = manners.user_agent.partition(" (")[2][:-1]
        self._client = httpx.Client(
            headers=headers,
            timeout=manners.timeout,
            follow_redirects=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        )
        self._asked_at: dict[str, float] = {}
        self._robots: dict[str, tuple[float, Protego | RefusedError]] = {}

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def fetch(self, order: Order) -> Answer:
        """Get a file, or learn that it has not changed.

        Raises:
            RefusedError: where the site, or our own rule, says no.
            FailedError: where it cannot be got.
        """
        return self._persist(lambda: self._download(order))

    def _persist(self, attempt: Callable[[], Value]) -> Value:
        """Make an attempt again, after a pause, where it failed for a reason that may pass."""
        manners = self._manners

        def pause(state: RetryCallState) -> float:
            failed = state.outcome.exception() if state.outcome else None
            asked = failed.after if isinstance(failed, _AgainError) and failed.after is not None else 0.0
            return max(asked, min(manners.pause * 2.0 ** (state.attempt_number - 1), manners.longest_pause))

        again = Retrying(
            stop=stop_after_attempt(manners.attempts),
            wait=pause,
            retry=retry_if_exception_type(_AgainError),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return again(lambda: self._translated(attempt))
        except _AgainError as why:
            times = "once" if manners.attempts == 1 else f"{manners.attempts} times"
            raise FailedError(f"{why}; tried {times}", stop=why.after is not None) from why

    def _translated(self, attempt: Callable[[], Value]) -> Value:
        try:
            return attempt()
        except httpx.TimeoutException as why:
            raise _AgainError(f"no answer within {self._manners.timeout:g} s") from why
        except (httpx.TransportError, httpx.InvalidURL) as why:
            if "CERTIFICATE_VERIFY_FAILED" in str(why):
                raise FailedError(f"the certificate of the host cannot be verified ({why})", stop=True) from why
            raise _AgainError(f"the connection failed ({why})") from why

    def _download(self, order: Order) -> Answer:
        held = _held(order.part)
        begun = order.part.stat().st_size if held else 0
        started = self._clock()
        with self._open(order.address, _headers(order, held, begun)) as (url, answer):
            at = now()
            validators = Validators(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
            kind = answer.headers.get("Content-Type")
            if answer.status_code == _NOT_MODIFIED and not begun and any(order.validators):
                return Answer(False, url, at, validators, kind)
            self._check(answer, order, begun)
            if answer.status_code != _PARTIAL:
                _begin(order.part, validators if "Content-Encoding" not in answer.headers else Validators())
            with order.part.open("ab") as file:
                self._write(answer, file, order, started)
                os.fsync(file.fileno())
        if order.whole and not _ends(order.part, order.whole):
            _forget(order.part)
            raise _AgainError("it came without its end")
        _note(order.part).unlink(missing_ok=True)
        return Answer(True, url, at, validators, kind)

    def _check(self, answer: httpx.Response, order: Order, begun: int) -> None:
        """See that what follows is the file, or the rest of it."""
        status = answer.status_code
        is_rest = status == _PARTIAL and _goes_on(answer, begun) and "Content-Encoding" not in answer.headers
        if status == _NO_SUCH_RANGE or (status == _PARTIAL and not is_rest):
            _forget(order.part)
            raise _AgainError("the rest of the file could not be had; it is asked for from its beginning")
        if status not in {_OK, _PARTIAL}:
            raise FailedError(f"the answer was {status}, which is not understood here")
        kind = (answer.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        if order.kinds and kind not in order.kinds:
            wanted = ", ".join(sorted(order.kinds))
            raise FailedError(f"it came as {kind or 'a file of no stated kind'}, and should be {wanted}")
        declared = answer.headers.get("Content-Length", "")
        if declared.isdecimal() and begun + int(declared) > order.largest:
            raise _too_large(order.largest)

    def _write(self, answer: httpx.Response, file: Any, order: Order, started: float) -> None:
        unpack = _unpacker(answer)
        for chunk in self._chunks(answer, started):
            room = order.largest - file.tell()
            data = unpack(chunk, room + 1)
            if len(data) > room:
                _forget(order.part)
                raise _too_large(order.largest)
            file.write(data)
            # whatever ends this process, what came is there to go on from
            file.flush()
        unpack(b"", 0)

    def _chunks(self, answer: httpx.Response, started: float) -> Iterator[bytes]:
        for chunk in answer.iter_raw():
            if self._clock() - started > self._manners.patience:
                raise _AgainError(f"it was not there after {self._manners.patience:g} s")
            yield chunk

    @contextmanager
    def _open(
        self, address: str, headers: Mapping[str, str], *, is_robots: bool = False
    ) -> Iterator[tuple[str, httpx.Response]]:
        """Ask for an address and those it redirects to, until one answers with something else."""
        url = self._allowed(address)
        for _ in range(_MOST_REDIRECTS + 1):
            if not is_robots:
                self._obey(url)
            self._keep_distance(url)
            with self._client.stream("GET", urlunsplit(url), headers=dict(headers)) as answer:
                if not answer.has_redirect_location:
                    _raise_for(answer, self._manners.longest_pause)
                    yield urlunsplit(url), answer
                    return
                url = self._allowed(answer.headers["Location"], before=url)
        raise FailedError(f"it redirects more than {_MOST_REDIRECTS} times")

    def _allowed(self, address: str, before: SplitResult | None = None) -> SplitResult:
        """Take an address apart, where it is one that may be asked for."""
        how = "it redirects to" if before else "this is"
        try:
            url = urlsplit(urljoin(urlunsplit(before), address) if before else address)._replace(fragment="")
            host = _host(url)
        except ValueError as why:
            raise RefusedError(f"{how} no address: {address}") from why
        if url.scheme not in {"http", "https"} or "@" in url.netloc:
            shown = _CREDENTIALS.sub("//***@", address)
            raise RefusedError(f"{how} {shown}: only http and https are asked, and no name or password is sent")
        if host not in self._hosts:
            raise RefusedError(f"{how} {host}, and only {', '.join(sorted(self._hosts))} may be asked")
        if before and before.scheme == "https" and url.scheme == "http":
            raise RefusedError(f"{how} {address}, where nobody could tell who answers")
        return url._replace(path=url.path or "/")

    def _keep_distance(self, url: SplitResult) -> None:
        host, delay = _host(url), self._manners.delay or 0.0
        _, robots = self._robots.get(host, (0.0, None))
        if isinstance(robots, Protego):
            delay = max(delay, _delay(robots))
        if host in self._asked_at:
            wait = self._asked_at[host] + delay - self._clock()
            if wait > 0:
                self._sleep(wait)
        self._asked_at[host] = self._clock()

    def _obey(self, url: SplitResult) -> None:
        """See that robots.txt lets us ask for an address.

        Raises:
            RefusedError: where it does not.
        """
        host = _host(url)
        at, robots = self._robots.get(host, (0.0, None))
        if robots is None or self._clock() - at > _ROBOTS_HOLD:
            robots = self._read_robots(url._replace(path="/robots.txt", query=""))
            self._robots[host] = (self._clock(), robots)
        if isinstance(robots, RefusedError):
            raise robots
        if not robots.can_fetch(urlunsplit(url), PRODUCT):
            raise RefusedError(f"robots.txt of {host} asks programs to leave {url.path} alone")

    def _read_robots(self, url: SplitResult) -> Protego | RefusedError:
        """Read robots.txt as RFC 9309 says: there is none, no rule; it cannot be had, nothing may be asked."""

        def attempt() -> str:
            started = self._clock()
            with self._open(urlunsplit(url), {"Accept-Encoding": "identity"}, is_robots=True) as (_, answer):
                text = b""
                for chunk in self._chunks(answer, started):
                    text += chunk[: _LARGEST_ROBOTS - len(text)]
                    if len(text) >= _LARGEST_ROBOTS:
                        break
                return text.decode("utf-8", "replace") if answer.status_code == _OK else ""

        try:
            return Protego.parse(self._persist(attempt))
        except (_NoEntryError, NotThereError):
            return Protego.parse("")
        except FailedError as why:
            return RefusedError(f"{urlunsplit(url)} could not be read ({why}), so nothing is asked", stop=True)


class _NoEntryError(RefusedError):
    """The server lets nobody in, or no program."""


def _headers(order: Order, held: Validators | None, begun: int) -> dict[str, str]:
    if held and begun:
        mark = held.etag or held.last_modified or ""
        return {"Accept-Encoding": "identity", "Range": f"bytes={begun}-", "If-Range": mark}
    headers = {"Accept-Encoding": "gzip" if order.packed else "identity"}
    if order.validators.etag:
        headers["If-None-Match"] = order.validators.etag
    if order.validators.last_modified:
        headers["If-Modified-Since"] = order.validators.last_modified
    return headers


def _raise_for(answer: httpx.Response, longest: float) -> None:
    """Tell what a status means that brings no file.

    Raises:
        _AgainError, FailedError, RefusedError: by what it is.
    """
    status = answer.status_code
    if status in _NO_ENTRY or answer.headers.get("cf-mitigated") == "challenge":
        raise _NoEntryError(f"the site refuses automated access (status {status})")
    if status in _NOT_THERE:
        raise NotThereError(f"there is nothing at this address (status {status})")
    if status in _BUSY:
        after = _retry_after(answer.headers.get("Retry-After"))
        if after is not None and after > longest:
            raise FailedError(f"the site asks to come back in {after:.0f} s (status {status})", stop=True)
        raise _AgainError(f"the site is busy or has a fault (status {status})", after)


def _retry_after(words: str | None) -> float | None:
    """Seconds to wait: the header has a number of them, or a date (RFC 9110, 10.2.3)."""
    if words is None:
        return None
    if words.strip().isdecimal():
        return float(words)
    try:
        return max(0.0, (parsedate_to_datetime(words) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _delay(robots: Protego) -> float:
    """Seconds between two requests that robots.txt asks for."""
    asked = [robots.crawl_delay(PRODUCT) or 0.0]
    if rate := robots.request_rate(PRODUCT):
        asked.append(rate.seconds / max(rate.requests, 1))
    return max(each if isfinite(each) else 0.0 for each in asked)


def _host(url: SplitResult) -> str:
    """Host, with the port where it is not the usual one.

    Raises:
        ValueError: where there is none.
    """
    if not url.hostname:
        raise ValueError("an address without a host")
    usual = {"http": 80, "https": 443}.get(url.scheme)
    return url.hostname if url.port in {None, usual} else f"{url.hostname}:{url.port}"


def now() -> str:
    """Return the time, in UTC, as ``2026-11-24T03:00:00Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def host_of(address: str) -> str:
    """Return the host of an address, with its port where it is not the usual one.

    Raises:
        ValueError: where it has none, or is no http or https address.
    """
    url = urlsplit(address)
    if url.scheme not in {"http", "https"} or "@" in url.netloc:
        shown = _CREDENTIALS.sub("//***@", address)
        raise ValueError(f"{shown} is no address that begins with https:// or http:// and holds no name or password")
    return _host(url)


def _unpacker(answer: httpx.Response) -> Callable[[bytes, int], bytes]:
    """What makes bytes of the file from bytes on the way, never more than it is asked for."""
    coding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if coding in {"identity", ""}:
        return lambda data, _: data
    if coding not in {"gzip", "x-gzip"}:
        raise FailedError(f"it came packed as {coding}, which was not asked for")
    stream = zlib.decompressobj(16 + zlib.MAX_WBITS)

    def unpack(data: bytes, room: int) -> bytes:
        try:
            unpacked = stream.decompress(data, room) if data else b""
        except zlib.error as why:
            raise _AgainError(f"what came could not be unpacked ({why})") from why
        if not data and not stream.eof:
            raise _AgainError("it was broken off")
        return unpacked

    return unpack


def _goes_on(answer: httpx.Response, begun: int) -> bool:
    return answer.headers.get("Content-Range", "").replace(" ", "").startswith(f"bytes{begun}-") and begun > 0


def _ends(file: Path, with_: re.Pattern[bytes]) -> bool:
    with file.open("rb") as opened:
        opened.seek(max(0, file.stat().st_size - _LONGEST_END))
        return with_.search(opened.read()) is not None


def _too_large(largest: int) -> FailedError:
    return FailedError(f"it has more than {largest:,} bytes, the most that is taken")


def _note(part: Path) -> Path:
    """Beside the beginning of a file: the validators of the whole."""
    return part.with_name(part.name + ".json")


def _held(part: Path) -> Validators | None:
    """The validators by which a download that broke off can go on; what cannot go on is removed."""
    try:
        stated = json.loads(_note(part).read_text("utf-8"))
        held = Validators(stated["etag"], stated["last_modified"])
        if held.is_strong and part.stat().st_size:
            return held
    except (OSError, ValueError, KeyError, TypeError):
        pass
    _forget(part)
    return None


def _begin(part: Path, validators: Validators) -> None:
    _forget(part)
    if validators.is_strong:
        _note(part).write_text(json.dumps(validators._asdict()), "utf-8")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _note(part).unlink(missing_ok=True)
