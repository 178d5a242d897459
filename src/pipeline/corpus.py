"""The folder ``raw/``: which files it holds, and the text of each.

``raw/<source_id>/`` holds the documents of a source, as deep as one likes. A file ``<name>.provenance.json``
beside a document says where it comes from. Links are never followed: what is published lies in ``raw/``. The folder
is one of this machine, or one in a store (`pipeline.storage`), to which the same rules apply.
"""

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path
from typing import Literal, NamedTuple
from zlib import crc32

from pipeline.model import Issue, RawDocument
from pipeline.sources import LARGEST_BYTES, Reader, Source, sources
from pipeline.storage import Address, AddressError, GrownError, Stored, Tree, listed

# Documents in a shard, about and at most. What is read is kept by shard, so one file that changed costs the reading of
# the others of its shard too; and a million documents are some four thousand files of rows.
SHARD_SIZE = 256
LARGEST_SHARD = 1_024

SIDECAR = ".provenance.json"
# A sidecar has a dozen lines.
LARGEST_SIDECAR = 1024 * 1024
# Folders within each other: sources have two or three.
DEEPEST_FOLDER = 50
# No page has so many blanks or empty lines in a row. Patterns that look for what stands behind blanks try each of them.
LONGEST_BLANK = 2_000
_LONG_BLANK = re.compile(r"\s{64,}")
_TWO_BLANKS = re.compile(r"\s\s")
# In a source's folder: downloads that are not finished. It holds no raw file.
WORKPLACE = ".fetch"


class RawFolderError(Exception):
    """The folder of raw files cannot be used at all."""


@dataclass(frozen=True)
class Found:
    """A file of ``raw/``.

    ``path`` is its name in the tables, ``raw/…``; ``problem`` says why it is not read, when it is not, and
    ``excluded`` whether that is as it should be (a sidecar, a README, a hidden file).
    """

    path: str
    file: Path | Stored
    source_id: str | None
    problem: str | None = None
    excluded: bool = False


class Bytes(NamedTuple):
    """The fingerprint of a file that was read."""

    sha256: str
    size: int


class Refusal(NamedTuple):
    """A file whose content cannot be taken as text, with where and why."""

    message: str
    start: int | None = None


def scan(raw: Path | Address, copies: Path | None = None) -> list[Found]:
    """List every file under ``raw``, in the order of their paths.

    Args:
        raw: The folder, of this machine or of a store.
        copies: Folder for what is read of a store, so that one run does not get it twice.

    Raises:
        RawFolderError: where ``raw`` is no folder, or it or the folder of a source cannot be listed: a release without
            all that lies there would be a wrong one.
        StoreError: where a store does not answer, or does not let us in.
    """
    folder = _in_store(raw, copies) if isinstance(raw, Address) else raw
    if isinstance(folder, Path) and not folder.is_dir():
        raise RawFolderError(f"{raw} is not a folder; give the folder that holds one folder per source")
    return sorted(_walk(folder, "raw", None), key=lambda found: found.path)


def shards(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Yield the files in runs of about `SHARD_SIZE` documents, a file at least.

    A run ends behind a file whose path says so by its hash: a file that comes or goes changes the run it lies in, and
    leaves the others as they are.
    """
    shard: list[Found] = []
    documents = 0
    for each in found:
        source = _source(each)
        more = source.documents_per_file if source and not each.excluded else 1
        if shard and documents + more > LARGEST_SHARD:
            yield shard
            shard, documents = [], 0
        shard.append(each)
        documents += more
        if crc32(os.fsencode(each.path)) % SHARD_SIZE < more:
            yield shard
            shard, documents = [], 0
    if shard:
        yield shard


def read(found: Found) -> tuple[RawDocument | Refusal, Bytes | None]:
    """Read one file that `scan` found without a problem, and its fingerprint where it could be read."""
    try:
        data = _bytes(found.file, source.largest_bytes if (source := _source(found)) else LARGEST_BYTES)
    except _UnreadableError as why:
        return Refusal(str(why)), None
    except OSError as why:
        return Refusal(f"it cannot be read ({why.strerror}); see that it is there and may be read"), None
    fingerprint = Bytes(hashlib.sha256(data).hexdigest(), len(data))
    reader = _reader(found)
    decoded = _extracted(data, reader) if reader else _decoded(data)
    if isinstance(decoded, Refusal):
        return decoded, fingerprint
    if blank := _blank(decoded):
        return blank, fingerprint
    issues = (*_encoding(decoded), *_sidecar(found.file, fingerprint.sha256))
    of_text = hashlib.sha256(decoded.encode("utf-8", "surrogatepass")).hexdigest() if reader else None
    raw = RawDocument(found.path, found.source_id or "", fingerprint.sha256, decoded, issues, of_text)
    return raw, fingerprint


class _UnreadableError(Exception):
    pass


class _Entry(NamedTuple):
    """What lies in a folder: its name, the file that it is, and the folder where it is one."""

    name: str
    file: Path | Stored
    folder: Path | Tree | None
    is_link: bool = False
    # whether a file of the same name is there too, as can be in a store
    is_second: bool = False


def _in_store(raw: Address, copies: Path | None) -> Tree:
    try:
        tree = listed(raw, copies)
    except (FileNotFoundError, AddressError) as why:
        raise RawFolderError(
            f"{raw} cannot be listed: {why}; give the folder that holds one folder per source"
        ) from why
    if not tree.files and not tree.folders:
        raise RawFolderError(f"there is nothing in {raw}; give the folder that holds one folder per source")
    return tree


def _entries(folder: Path | Tree) -> Iterator[_Entry]:
    """What lies in a folder, but for the workplace of downloads."""
    if isinstance(folder, Tree):
        yield from _entries_in_store(folder)
        return
    for entry in os.scandir(folder):
        if entry.name != WORKPLACE:
            file = Path(entry.path)
            is_folder = entry.is_dir(follow_symlinks=False)
            yield _Entry(entry.name, file, file if is_folder else None, entry.is_symlink())


def _entries_in_store(tree: Tree) -> Iterator[_Entry]:
    for name, file in tree.files.items():
        sidecar = tree.files.get(name + SIDECAR)
        yield _Entry(name, replace(file, sidecar=sidecar) if sidecar else file, None)
    for name, folder in tree.folders.items():
        if name != WORKPLACE:
            yield _Entry(name, folder.itself, folder, is_second=name in tree.files)


def _walk(folder: Path | Tree, path: str, source: Source | None) -> Iterator[Found]:
    itself = folder if isinstance(folder, Path) else folder.itself
    if path.count("/") > DEEPEST_FOLDER:
        problem = f"it lies more than {DEEPEST_FOLDER} folders deep; what is in it is not read: move it up"
        yield Found(path, itself, source.source_id if source else None, problem)
        return
    try:
        entries = list(_entries(folder))
    except OSError as why:
        raise RawFolderError(
            f"the folder {folder} cannot be listed ({why.strerror}), so nobody knows what is in it; see that it is"
            " mounted and may be read, or move it out of the raw folder"
        ) from why
    for entry in entries:
        inner = f"{path}/{_shown(entry.name)}"
        if path == "raw" and entry.folder and not entry.name.startswith("."):
            known = sources().get(entry.name)
            if known:
                yield from _walk(entry.folder, inner, known)
            else:
                yield from _unknown(entry.folder, inner)
        elif entry.folder and source and not _is_named_as_document(entry.name, source) and entry.name[0] != ".":
            yield from _walk(entry.folder, inner, source)
        else:
            yield _judged(entry, f"{inner}/" if entry.is_second else inner, source)


def _unknown(folder: Path | Tree, path: str) -> Iterator[Found]:
    """Every file of a folder that no source is named by."""
    problem = f"no source is named {path.split('/')[1]}; there are: {', '.join(sorted(sources()))}"
    try:
        entries = list(_entries(folder))
    except OSError as why:
        # such as lost+found of a disk: none of its files would be published
        itself = folder if isinstance(folder, Path) else folder.itself
        yield Found(path, itself, None, f"the folder cannot be listed ({why.strerror}); {problem}")
        return
    for entry in entries:
        inner = f"{path}/{_shown(entry.name)}"
        if entry.folder:
            yield from _unknown(entry.folder, inner)
        else:
            judged = _judged(entry, inner, None)
            yield judged if judged.excluded else Found(inner, judged.file, None, problem)


def _judged(entry: _Entry, path: str, source: Source | None) -> Found:
    file, source_id = entry.file, source.source_id if source else None
    if "/" in entry.name or entry.name in {"", ".", ".."}:
        unfit = "its name in the store is none that a folder could hold; give it another, without “..” and “//”"
        return Found(path, file, source_id, unfit)
    stem = os.path.splitext(entry.name)[0]  # noqa: PTH122  of hundreds of thousands of names not each is made a path
    if entry.name.startswith(".") or entry.name.endswith(SIDECAR) or stem.upper() == "README":
        return Found(path, file, source_id, "not a document: hidden, a README or a sidecar", excluded=True)
    problem = None
    if entry.is_link:
        problem = "it is a link, and links are not followed; put the file itself here"
    elif entry.folder:
        problem = "it is a folder with the name of a document; rename it, or put the document in its place"
    elif source is None:
        problem = (
            f"it lies in no source's folder; move it to one of: {', '.join(f'raw/{s}/' for s in sorted(sources()))}"
        )
    elif not _is_named_as_document(entry.name, source):
        problem = f"the source {source.source_id} reads {', '.join(sorted(source.suffixes))}; rename or remove it"
    elif isinstance(file, Stored) and file.size > source.largest_bytes:
        # it is not even got to see what it is
        problem = _too_large(file.size, source.largest_bytes)
    return Found(path, file, source_id, problem)


def _is_named_as_document(name: str, source: Source) -> bool:
    return os.path.splitext(name)[1].lower() in source.suffixes  # noqa: PTH122


def _shown(name: str) -> str:
    """A file name as it can be printed and published: what is no printable character is escaped."""
    if name.isascii() and name.isprintable():
        return name
    readable = os.fsencode(name).decode("utf-8", "backslashreplace")
    return readable if readable.isprintable() else readable.encode("unicode_escape").decode()


def _too_large(size: int, largest: int) -> str:
    return f"it has {size:,} bytes, more than the limit of {largest // 1024**2} MiB; split it"


def opened(file: Path) -> BufferedReader:
    """Open a file to be read: no link, even one that was put there after the scan, and no waiting for a pipe.

    Raises:
        OSError: where it is a link, or cannot be read.
    """
    return open(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")  # noqa: PTH123  a descriptor


def _bytes(file: Path | Stored, largest: int) -> bytes:
    if isinstance(file, Stored):
        try:
            return file.read(largest)
        except GrownError as why:
            raise _UnreadableError(_too_large(largest + 1, largest)) from why
    with opened(file) as content:
        status = os.fstat(content.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise _UnreadableError("it is no regular file; put the file itself here")
        if status.st_size > largest:
            raise _UnreadableError(_too_large(status.st_size, largest))
        return content.read(largest + 1)


def _source(found: Found) -> Source | None:
    return sources().get(found.source_id or "")


def _reader(found: Found) -> Reader | None:
    """What takes the text out of a file that is no text; of a file with no known source, none."""
    source = _source(found)
    return source.readers.get(found.file.suffix.lower()) if source else None


def _extracted(data: bytes, reader: Reader) -> str | Refusal:
    if not data.strip():
        return Refusal("it is empty; put the document in it, or remove it")
    try:
        text = reader(data)
        text.encode("utf-8")
    except ValueError as why:
        return Refusal(str(why))
    if len(text) > LARGEST_BYTES:
        limit = LARGEST_BYTES // 1024**2
        return Refusal(f"its text has {len(text):,} characters, more than the limit of {limit} MiB; split it")
    return text if text.strip() else Refusal("there is no text in it")


def _decoded(data: bytes) -> str | Refusal:
    if not data.strip():
        return Refusal("it is empty; put the document in it, or remove it")
    nul = data.find(b"\0")
    if nul >= 0:
        return Refusal(f"byte {nul} ({_line(data, nul)}) is a NUL: this is no text; replace it by its text", nul)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        place = f"byte {wrong.start} ({_line(data, wrong.start)})"
        return Refusal(f"{place} is not UTF-8; convert it, for example with: iconv -f windows-1252 -t utf-8")


def _blank(text: str) -> Refusal | None:
    """Why a text with too many blanks in a row is not read; of others ``None``."""
    # so many in a row are also at two of these places that follow each other
    if not _TWO_BLANKS.search(text[:: LONGEST_BLANK // 2]):
        return None
    for found in _LONG_BLANK.finditer(text):
        if len(found[0]) > LONGEST_BLANK:
            line = text.count("\n", 0, found.start()) + 1
            what = f"{len(found[0]):,} blanks or empty lines in a row, more than the limit of {LONGEST_BLANK:,}"
            return Refusal(f"line {line}: {what}; take them out", found.start())
    return None


def _line(data: bytes, place: int) -> str:
    number = data.count(b"\n", 0, place) + 1
    return f"line {number}"


def _encoding(text: str) -> Iterator[Issue]:
    if text.startswith("\ufeff"):
        yield Issue("unusual-encoding", "the file begins with a byte-order mark", 0, 1)
    if (place := text.find("\r")) >= 0:
        yield Issue("unusual-encoding", f"the file has {text.count(chr(13))} carriage returns", place, place + 1)


def _sidecar(file: Path | Stored, sha256: str) -> Iterator[Issue]:
    sidecar = file.sidecar if isinstance(file, Stored) else file.with_name(file.name + SIDECAR)
    if sidecar is None or (isinstance(sidecar, Path) and (not sidecar.is_file() or sidecar.is_symlink())):
        return
    try:
        size = sidecar.size if isinstance(sidecar, Stored) else sidecar.stat().st_size
        if size > LARGEST_SIDECAR:
            raise ValueError("too large")
        stated: Literal[False] | str | None = json.loads(sidecar.read_bytes().decode("utf-8")).get("sha256")
    except (ValueError, AttributeError, OSError, RecursionError):
        yield Issue(
            "changed-file", f"the sidecar {_shown(sidecar.name)} is no JSON object of at most 1 MiB that can be read"
        )
        return
    if stated != sha256:
        yield Issue("changed-file", f"SHA-256 is {sha256}, its sidecar says {stated}")
