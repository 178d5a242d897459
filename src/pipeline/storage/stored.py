"""A file in a store: what its listing says of it, and its content, proved to be of what was listed."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from pipeline.storage.address import Address
from pipeline.storage.files import asked, files_of

# What clients call the mark of a content, and the time of it.
_TAGS = ("ETag", "etag", "content_md5", "version")
_TIMES = ("LastModified", "last_modified", "updated", "modified", "mtime", "created")
# An ETag of S3 that is the MD5 of the content: one that was put in one piece, and not encrypted with keys of one's own.
_MD5 = re.compile(r"[0-9a-f]{32}", re.ASCII)


class GrownError(Exception):
    """A file has more bytes than may be read."""


class Content(NamedTuple):
    """The bytes of a file, and whether they are those of the file that was listed, which may have changed since."""

    data: bytes
    is_as_listed: bool


@dataclass(frozen=True)
class Stored:
    """A file in a store, as it was listed.

    Attributes:
        scheme: Kind of store.
        path: Its path there, with the bucket.
        size: Its bytes.
        tag: What the store marks its content with (ETag); empty where it has no such mark.
        modified_ns: When it was written, in nanoseconds since 1970; 0 where the store does not say.
        sidecar: The file beside it that says where it comes from.
        copies: Folder in which its content is kept from one reading of a run to the next.
    """

    scheme: str
    path: str
    size: int
    tag: str
    modified_ns: int
    sidecar: "Stored | None" = None
    copies: Path | None = None

    def __str__(self) -> str:
        return f"{self.scheme}://{self.path}"

    @property
    def name(self) -> str:
        """Its name in its folder."""
        return self.path.rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """The end of its name, with the point."""
        return PurePosixPath(self.name).suffix

    @property
    def copy(self) -> Path | None:
        """Where its content is kept, if it is."""
        stated = f"{self}\0{self.size}\0{self.tag}\0{self.modified_ns}"
        name = hashlib.sha256(stated.encode("utf-8", "surrogatepass")).hexdigest()
        return self.copies / name if self.copies else None

    def read(self, most: int) -> bytes:
        """Return its bytes as they are now.

        Raises:
            GrownError: where it has more than ``most`` bytes; so many and one more are read.
            FileNotFoundError: where it is not there any more.
            StoreError: where the store does not give it.
        """
        try:
            if self.copy:
                return self.copy.read_bytes()
        except FileNotFoundError:
            pass
        data = self._bytes(most + 1)
        if len(data) > most:
            raise GrownError(f"{self} has more than {most:,} bytes")
        return data

    def head(self, most: int) -> bytes:
        """Return its first bytes, at most so many; none where it is not there any more."""
        try:
            return self._bytes(most)[:most]
        except FileNotFoundError:
            return b""

    def read_bytes(self) -> bytes:
        """Return its bytes, no more than were listed, as a path gives them.

        Raises:
            FileNotFoundError: where it is not there any more.
            StoreError: where the store does not give it.
        """
        return self.fetch().data

    def fetch(self) -> Content:
        """Return its bytes, no more than were listed, and whether they are what was listed.

        Raises:
            FileNotFoundError: where it is not there any more.
            StoreError: where the store does not give it.
        """
        data = self._bytes(self.size + 1)
        return Content(data[: self.size], len(data) == self.size and self._is_of(data))

    def _bytes(self, most: int) -> bytes:
        if self.size == 0:
            return b""  # no range of it can be asked for
        files = files_of(self.scheme)
        data: bytes = asked(partial(files.cat_file, self.path, start=0, end=most), str(self))
        return data

    def _is_of(self, data: bytes) -> bool:
        if _MD5.fullmatch(self.tag) and hashlib.md5(data, usedforsecurity=False).hexdigest() == self.tag:
            return True
        now = _now(self.scheme, self.path)
        return now is not None and (now.size, now.tag, now.modified_ns) == (self.size, self.tag, self.modified_ns)


def stored_at(address: Address, name: str) -> Stored | None:
    """Return the file of a name below an address; ``None`` where there is none.

    Raises:
        StoreError: where the store does not answer.
    """
    if any(part in {"", ".", ".."} for part in name.split("/")):
        return None
    return _now(address.scheme, address.at(name))


def _now(scheme: str, path: str) -> Stored | None:
    files = files_of(scheme)
    try:
        info = asked(partial(files.info, path), f"{scheme}://{path}")
    except FileNotFoundError:
        return None
    return stored(scheme, path, info) if info.get("type") == "file" else None


def stored(scheme: str, path: str, info: Mapping[str, Any], copies: Path | None = None) -> Stored:
    """Return a file as fsspec tells of it."""
    tag = next((str(info[name]).strip('"') for name in _TAGS if info.get(name)), "")
    time = next((_nanoseconds(info[name]) for name in _TIMES if info.get(name)), 0)
    return Stored(scheme, path, int(info.get("size") or 0), tag, time, copies=copies)


def _nanoseconds(time: Any) -> int:
    try:
        if isinstance(time, str):
            time = datetime.fromisoformat(time)
        seconds = time.timestamp() if isinstance(time, datetime) else float(time)
    except (TypeError, ValueError):
        return 0
    return int(seconds * 1_000_000_000)
