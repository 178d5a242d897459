"""The documents in an archive: tar, packed or not, or zip.

No name in an archive decides where anything is written: it is only compared with the names of documents. What is
no regular file is refused, and so is an archive that grows out of all measure.
"""

import gzip
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from pipeline.origin import LARGEST_DOCUMENT

MOST_MEMBERS = 1_000_000
# Texts shrink to a tenth or a fifth when they are packed, a file made to burst to a thousandth.
MOST_GROWTH = 30
_TOO_MANY = (
    f"the archive has more than {MOST_MEMBERS:,} members; unpack what you want of it, and fetch --from that folder"
)
_ALWAYS_ALLOWED = 64 * 1024**2
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_TAR_MAGIC_AT, _TAR_MAGIC = 257, b"ustar"
_REVISION = re.compile(r"[0-9a-f]{40,64}")


class ArchiveError(Exception):
    """An archive cannot be read, or should not be."""


class Member(NamedTuple):
    """A file of an archive whose name is that of a document.

    Attributes:
        name: Its name in the archive, without the folder that holds all.
        match: What the pattern of names found.
        data: Its bytes.
        refused: Why it was not taken, where it was not.
    """

    name: str
    match: re.Match[str]
    data: bytes
    refused: str | None = None


def is_archive(file: Path) -> bool:
    """Whether a file is an archive of a kind that is read here."""
    with file.open("rb") as opened:
        head = opened.read(_TAR_MAGIC_AT + len(_TAR_MAGIC))
    return head.startswith((_GZIP, _ZIP)) or head[_TAR_MAGIC_AT:] == _TAR_MAGIC


def revision(file: Path) -> str | None:
    """Return the commit that an archive made by git was made of; ``None`` where it does not say."""
    with file.open("rb") as opened:
        is_zip = opened.read(len(_ZIP)) == _ZIP
    stated = _comment_of_zip(file) if is_zip else _comment_of_tar(file)
    return stated if stated and _REVISION.fullmatch(stated) else None


def members(file: Path, wanted: re.Pattern[str]) -> Iterator[Member]:
    """Yield the members of an archive that have names of documents.

    Raises:
        ArchiveError: where it is damaged, or grows out of all measure.
    """
    with file.open("rb") as opened:
        is_zip = opened.read(len(_ZIP)) == _ZIP
    try:
        yield from _of_zip(file, wanted) if is_zip else _of_tar(file, wanted)
    except (tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError) as why:
        raise ArchiveError(f"the archive is damaged ({why})") from why
    except (NotImplementedError, RuntimeError) as why:
        raise ArchiveError(f"the archive is of a kind that is not read here ({why})") from why


def check(file: Path, wanted: re.Pattern[str]) -> None:
    """Read an archive to its end, so that nothing is taken from one that is damaged.

    Raises:
        ArchiveError: where it cannot be read whole.
    """
    for _ in members(file, wanted):
        pass


class _Measured:
    """A stream that stops where more comes out of it than can be right."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream, self._left = stream, most

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise ArchiveError(
                "the archive grows out of all measure when it is unpacked; nothing more is taken from it: get it anew"
            )
        return data


@contextmanager
def _unpacked(file: Path) -> Iterator[_Measured]:
    most = max(_ALWAYS_ALLOWED, MOST_GROWTH * file.stat().st_size)
    with file.open("rb") as opened:
        is_packed = opened.read(len(_GZIP)) == _GZIP
        opened.seek(0)
        stream: IO[bytes] | gzip.GzipFile = gzip.GzipFile(fileobj=opened) if is_packed else opened
        yield _Measured(stream, most)  # type: ignore[arg-type]


def _of_tar(file: Path, wanted: re.Pattern[str]) -> Iterator[Member]:
    with _unpacked(file) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:  # type: ignore[call-overload]
        for number, each in enumerate(archive):
            if number > MOST_MEMBERS:
                raise ArchiveError(_TOO_MANY)
            name, match = _named(each.name, wanted)
            if match is None:
                continue
            refused = _refused(each.name, each.size, is_file=each.isreg() and not each.issparse())
            opened = None if refused else archive.extractfile(each)
            yield Member(name, match, opened.read() if opened else b"", refused)
        # the rest holds the checksum
        while stream.read(1 << 20):
            pass


def _of_zip(file: Path, wanted: re.Pattern[str]) -> Iterator[Member]:
    left = max(_ALWAYS_ALLOWED, MOST_GROWTH * file.stat().st_size)
    with zipfile.ZipFile(file) as archive:
        if len(archive.filelist) > MOST_MEMBERS:
            raise ArchiveError(_TOO_MANY)
        for each in archive.filelist:
            name, match = _named(each.filename, wanted)
            if match is None:
                continue
            kind = stat.S_IFMT(each.external_attr >> 16)
            refused = _refused(each.filename, each.file_size, is_file=not each.is_dir() and kind in {0, stat.S_IFREG})
            data = b""
            if not refused:
                with archive.open(each) as opened:
                    data = _Measured(opened, min(left, LARGEST_DOCUMENT)).read()
            left -= len(data)
            yield Member(name, match, data, refused)


def _named(name: str, wanted: re.Pattern[str]) -> tuple[str, re.Match[str] | None]:
    """The name of a member, and what the pattern of documents finds in it."""
    inner = name.partition("/")[2]
    return inner or name, wanted.search(name)


def _refused(name: str, size: int, *, is_file: bool) -> str | None:
    if name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts:
        return "its name leads out of the archive"
    if not is_file:
        return "it is no regular file"
    if size > LARGEST_DOCUMENT:
        return f"it has {size:,} bytes, more than the limit of {LARGEST_DOCUMENT:,}"
    return None


def _comment_of_tar(file: Path) -> str | None:
    try:
        with _unpacked(file) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:  # type: ignore[call-overload]
            archive.next()
            return str(archive.pax_headers.get("comment", ""))
    except (tarfile.TarError, zlib.error, EOFError, OSError, ArchiveError):
        return None


def _comment_of_zip(file: Path) -> str | None:
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.comment.decode("ascii", "replace")
    except (zipfile.BadZipFile, OSError):
        return None
