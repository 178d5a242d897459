"""A fetched document gets its place in ``raw/``, beside what is there and never in its stead."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from pipeline.corpus import SIDECAR
from pipeline.fetch.files import safe_name, write
from pipeline.sources import sources

# 188161.2026-11-24.3f2a9c1b.html: what stands before the first point stays the key of the record.
_LATER = re.compile(r"\.\d{4}-\d\d-\d\d\.[0-9a-f]{8}$")

NEW, UNCHANGED, CHANGED = "new", "unchanged", "changed"


class NoPlaceError(Exception):
    """A document cannot be put where it belongs."""


class Document(NamedTuple):
    """A document that was fetched.

    Attributes:
        path: Its place in the folder of its source.
        data: Its bytes.
        provenance: Where it comes from, for its sidecar.
    """

    path: PurePosixPath
    data: bytes
    provenance: Mapping[str, Any]


def place(folder: Path, path: PurePosixPath) -> Path:
    """Return where a document belongs, in a folder of ``raw/``.

    Raises:
        NoPlaceError: where a link stands in the way, or the name means something else in ``raw/``.
    """
    file = folder.joinpath(*(safe_name(part) for part in path.parts))
    for each in (file, *file.parents):
        if each == folder.parent:
            break
        if each.is_symlink():
            raise NoPlaceError(f"{each} is a link, and links are not followed")
    if file.name.endswith(SIDECAR) or file.is_dir():
        raise NoPlaceError(f"{file} cannot be the name of a document")
    return file


def captures(file: Path) -> Iterator[Path]:
    """Yield the captures of a document that are there: the first, then the later ones, the newest last."""
    if not file.is_file():
        return
    yield file
    for each in sorted(file.parent.glob(f"{_literal(file.stem)}.*{_literal(file.suffix)}")):
        if _LATER.search(each.stem) and _LATER.sub("", each.stem) == file.stem and not each.is_symlink():
            yield each


def provenance(file: Path) -> dict[str, Any] | None:
    """Return what the sidecar of a file says, where it speaks of the very bytes that are there."""
    try:
        stated = json.loads(_sidecar(file).read_text("utf-8"))
        if stated["sha256"] == _sha256(file.read_bytes()):
            return dict(stated)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return None


def keep(folder: Path, document: Document, unfinished: Path) -> tuple[str, Path]:
    """Put a document into the folder of its source, unless it is there.

    Returns:
        ``NEW``; ``UNCHANGED``, where a capture has the same bytes or gives the same text; or ``CHANGED``, where it
        was put beside another capture. And the file that holds it.

    Raises:
        NoPlaceError: where it cannot be put there.
    """
    first = place(folder, document.path)
    stated = {**document.provenance, "sha256": _sha256(document.data), "size": len(document.data)}
    for each in captures(first):
        data = each.read_bytes()
        if data == document.data and not _sidecar(each).exists():
            write(_sidecar(each), _as_json(stated), unfinished)
        if data == document.data or _same_text(folder.name, each, data, document.data):
            return UNCHANGED, each
    file, is_new = first, not first.exists()
    if not is_new:
        date = datetime.now(UTC).date().isoformat()
        file = first.with_name(f"{first.stem}.{date}.{stated['sha256'][:8]}{first.suffix}")
    file.parent.mkdir(parents=True, exist_ok=True)
    # the sidecar first: a document that is there always has its own
    write(_sidecar(file), _as_json(stated), unfinished)
    write(file, document.data, unfinished)
    return (NEW if is_new else CHANGED), file


def _same_text(source_id: str, file: Path, there: bytes, fetched: bytes) -> bool:
    """Whether two pages differ only in what no reader sees: a site may put a mark of the hour into each."""
    source = sources().get(source_id)
    read = source.readers.get(file.suffix.lower()) if source else None
    if read is None:
        return False
    try:
        return read(there) == read(fetched)
    except ValueError:
        return False


def _sidecar(file: Path) -> Path:
    return file.with_name(file.name + SIDECAR)


def _as_json(stated: Mapping[str, Any]) -> bytes:
    filled = {name: value for name, value in stated.items() if value is not None}
    return (json.dumps(filled, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _literal(name: str) -> str:
    """A name for `Path.glob`, in which nothing stands for anything else."""
    return re.sub(r"([*?[])", r"[\1]", name)
