"""What is known of each raw file without reading it again: size, times and SHA-256.

A file is read again where its size, or one of the times that the file system keeps of it, is another than when it was
read. A file that was changed while, or just before, it was read is not noted: another change within the same tick of
the clock would not show. A clock that is set back does no harm, as times are only asked whether they are the same.

A file in a store is got again where its size, its ETag or its time is another. Where the store has no ETag, its clock
has to be right within `_SETTLED_NS`.
"""

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from pipeline.corpus import opened
from pipeline.staging.disk import write_whole
from pipeline.storage import Stored

# Times of files have a coarse grain on some file systems: 2 s on FAT, the coarsest that is in use.
_SETTLED_NS = 2_000_000_000
# Reading many small files is waiting for the disk.
_READERS = 8
_SCHEMA = pa.schema(
    [
        ("path", pa.string()),
        ("size", pa.int64()),
        ("modified_ns", pa.int64()),
        ("changed_ns", pa.int64()),
        ("tag", pa.string()),
        ("sha256", pa.string()),
    ]
)
_STAMP = ["size", "modified_ns", "changed_ns", "tag"]


class Stamp(NamedTuple):
    """What the file system says of a file: size in bytes, when its content and when anything of it was changed.

    ``tag`` is what a store marks its content with; empty of a file of this machine.
    """

    size: int | None
    modified_ns: int | None
    changed_ns: int | None
    tag: str | None


_NO_FILE = Stamp(None, None, None, None)


class _Found(NamedTuple):
    """The hash of a file that was read, and whether it is that of the file that was listed."""

    sha256: str | None
    is_as_listed: bool = True


def hashes(
    files: Sequence[tuple[str, Path | Stored]], manifest: Path, *, anew: bool = False, is_noted: bool = True
) -> list[str | None]:
    """Return the SHA-256 of each file; ``None`` of what is no regular file or cannot be read.

    Args:
        files: Their names in the tables, and where they are.
        manifest: File in which the answers are kept for the next time.
        anew: Whether each file is read, whatever is known of it.
        is_noted: Whether the answers are kept.

    Raises:
        OSError: where they, or what was got of a store, cannot be kept.
        StoreError: where a store does not give what it listed.
    """
    listed = _listed(files)
    known = _known(listed, _SCHEMA.empty_table() if anew else _read(manifest))
    unknown = [place for place, sha256 in enumerate(known) if sha256 is None and listed["size"][place].is_valid]
    certain = [True] * len(known)
    with ThreadPoolExecutor(_READERS) as pool:
        found = pool.map(_sha256, (files[place][1] for place in unknown), chunksize=64)
        for place, (sha256, is_as_listed) in zip(unknown, found, strict=True):
            known[place], certain[place] = sha256, is_as_listed
    if is_noted:
        told = listed.append_column(_SCHEMA.field("sha256"), pa.array(known, pa.string()))
        _write(told.filter(pa.array(certain, pa.bool_())), manifest)
    return known


def _listed(files: Iterable[tuple[str, Path | Stored]]) -> pa.Table:
    rows = [(path, *_stamp(file)) for path, file in files]
    columns = zip(*rows, strict=True) if rows else [[]] * (len(_SCHEMA) - 1)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, _SCHEMA, strict=False)],
                    schema=pa.schema(list(_SCHEMA)[:-1]))  # fmt: skip


def _stamp(file: Path | Stored) -> Stamp:
    if isinstance(file, Stored):
        return Stamp(file.size, file.modified_ns, file.modified_ns, file.tag)
    try:
        status = os.lstat(file)
    except OSError:
        return _NO_FILE
    if not stat.S_ISREG(status.st_mode):
        return _NO_FILE
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, "")


def _known(listed: pa.Table, before: pa.Table) -> list[str | None]:
    """The hash of each file that is as it was; ``None`` of the others."""
    row = pc.index_in(listed["path"], value_set=before["path"])
    same = pc.is_valid(row)
    for name in _STAMP:
        same = pc.and_(same, pc.fill_null(pc.equal(listed[name], before[name].take(row)), False))
    known: list[str | None] = pc.if_else(same, before["sha256"].take(row), None).to_pylist()
    return known


def _sha256(file: Path | Stored) -> _Found:
    if isinstance(file, Stored):
        return _fetched(file)
    try:
        with opened(file) as content:
            return _Found(hashlib.file_digest(content, "sha256").hexdigest())
    except OSError:
        return _Found(None)


def _fetched(file: Stored) -> _Found:
    """The hash of a file in a store; what was got is kept for the reading that follows."""
    try:
        data, is_as_listed = file.fetch()
    except FileNotFoundError:
        return _Found(None)
    if file.copy and is_as_listed:
        write_whole(file.copy, lambda opened: opened.write(data))
    return _Found(hashlib.sha256(data).hexdigest(), is_as_listed)


def _read(manifest: Path) -> pa.Table:
    """The manifest as it was kept; empty where there is none, or one that cannot be read."""
    try:
        kept = pyarrow.parquet.read_table(manifest, page_checksum_verification=True)
    except (OSError, ValueError, pa.ArrowException):
        return _SCHEMA.empty_table()
    return kept if kept.schema.equals(_SCHEMA) else _SCHEMA.empty_table()


def _write(listed: pa.Table, manifest: Path) -> None:
    settled = time.time_ns() - _SETTLED_NS
    is_settled = pc.and_(pc.less(listed["changed_ns"], settled), pc.less(listed["modified_ns"], settled))
    # a store that says neither ETag nor time cannot be believed that nothing changed
    is_told = pc.and_(is_settled, pc.greater(listed["changed_ns"], 0))
    is_certain = pc.or_(is_told, pc.not_equal(listed["tag"], ""))
    kept = listed.filter(pc.and_(pc.is_valid(listed["sha256"]), is_certain))
    write_whole(manifest, lambda opened: pyarrow.parquet.write_table(kept, opened, write_page_checksum=True))
