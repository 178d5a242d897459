"""A release: an immutable folder of all tables with their descriptions, whole or not there at all.

``outputs/<version>/`` is written beside its place under another name, flushed to disk and renamed in; the
link ``outputs/latest`` is moved last. Nothing in it depends on the clock, on the machine or on the path of
the raw folder: the same input and the same code give the same bytes.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from pipeline import __version__
from pipeline.arrow import to_arrow
from pipeline.changes import FILE_NAME as CHANGES
from pipeline.changes import changes
from pipeline.collection import Frames
from pipeline.describe import LIST_DELIMITER, FileFacts, datapackage, dictionary
from pipeline.model import file_of
from pipeline.renditions import RENDITIONS
from pipeline.renditions.edition import Edition
from pipeline.schema import OUTCOMES, TABLES

LATEST = "latest"
FIRST_VERSION = "1.0.0"
SUMS = "SHA256SUMS"
# Rows of one group of a Parquet file: what a reader fetches at once.
ROW_GROUP = 100_000

_VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})")
_BUILDING = ".building-"
# Keys that name the release or the code that made it, and say nothing of the data.
_NAMES_OF_RELEASE = ("version", "code")


class ReleaseError(Exception):
    """A release cannot be made as asked; nothing was changed."""


@dataclass(frozen=True)
class Release:
    """A release on disk; ``is_new`` says whether this run made it, or found that it already says the same."""

    path: Path
    version: str
    is_new: bool
    rows: Mapping[str, int]
    ledger: Mapping[str, int]


def check_version(version: str) -> str:
    """Return a version ``major.minor.patch``.

    Raises:
        ReleaseError: where it is none; a version names a folder.
    """
    if not _VERSION.fullmatch(version):
        raise ReleaseError(f"“{version}” is not a version such as 1.2.0")
    return version


def latest(outputs: Path) -> Path | None:
    """Return the folder of the release that ``outputs/latest`` points to."""
    pointer = outputs / LATEST
    return pointer.resolve() if pointer.is_dir() else None


def write(frames: Frames, outputs: Path, version: str | None = None) -> Release:
    """Write the validated tables as a release under ``outputs``, unless the latest one says the same.

    Args:
        frames: A frame for each table of the schema.
        outputs: Folder of the releases; made where it is missing.
        version: Version to give it; by default the next minor one.

    Raises:
        ReleaseError: where another run is publishing, the version is taken or is not after the latest, or the
            folder cannot be written.
    """
    version = check_version(version) if version else None
    tables = {each.name: to_arrow(frames[each.name], each) for each in TABLES}
    try:
        outputs.mkdir(parents=True, exist_ok=True)
        with _alone(outputs):
            return _write(tables, outputs, version)
    except OSError as why:
        raise ReleaseError(f"the release cannot be written to {outputs}: {why}") from why


def _write(tables: dict[str, pa.Table], outputs: Path, version: str | None) -> Release:
    for left_behind in outputs.glob(f"{_BUILDING}*"):
        left_behind.unlink() if left_behind.is_symlink() else shutil.rmtree(left_behind)
    previous = latest(outputs)
    name = version or _next_version(previous)
    building = outputs / f"{_BUILDING}{name}"
    run = _fill(building, tables, name, previous)
    facts = {"rows": run["rows"], "ledger": run["ledger"]}
    if previous and same_content(building, previous):
        shutil.rmtree(building)
        return Release(previous, previous.name, False, **facts)
    name = _free_name(building, outputs, name, previous, is_given=version is not None)
    if (outputs / name).exists():
        # a run that was killed between the two steps below left this release whole and unnamed
        shutil.rmtree(building)
    else:
        building.rename(outputs / name)
        _flush(outputs)
    _point(outputs, name)
    return Release(outputs / name, name, True, **facts)


def _free_name(building: Path, outputs: Path, name: str, previous: Path | None, *, is_given: bool) -> str:
    """The name under which the release built can stand, which may be that of an equal one already there."""
    if previous and order_of(name) <= order_of(previous.name):
        shutil.rmtree(building)
        raise ReleaseError(
            f"{name} does not come after {previous.name}, the latest release, and says something else;"
            " give a later --version"
        )
    taken = outputs / name
    if not taken.exists() or same_content(building, taken):
        return name
    shutil.rmtree(building)
    after = "" if is_given else " (left by a run that was stopped)"
    raise ReleaseError(f"{taken} is there already{after} and says something else; give another --version")


def _next_version(previous: Path | None) -> str:
    if previous is None:
        return FIRST_VERSION
    major, minor, _ = order_of(previous.name)
    return f"{major}.{minor + 1}.0"


def order_of(version: str) -> tuple[int, int, int]:
    """Return what versions are put in order by.

    Raises:
        ReleaseError: where it is no version.
    """
    major, minor, patch = (int(part) for part in check_version(version).split("."))
    return major, minor, patch


def _fill(folder: Path, tables: dict[str, pa.Table], version: str, previous: Path | None) -> dict[str, Any]:
    """Write all files of a release into ``folder`` and flush them; return what is in ``run.json``."""
    folder.mkdir()
    for name, table in tables.items():
        write_csv(table, folder / f"{name}.csv")
        pa.parquet.write_table(
            table,
            folder / f"{name}.parquet",
            row_group_size=ROW_GROUP,
            compression="zstd",
            compression_level=3,
        )
    facts = {file.name: FileFacts(file.stat().st_size, sha256_of(file)) for file in folder.glob("*.csv")}
    source_ids = sorted(set(tables["documents"]["source_id"].to_pylist()))
    run = _run(tables, version)
    _write_json(folder / "run.json", run)
    _write_json(folder / "datapackage.json", datapackage(version, facts, source_ids))
    (folder / "DICTIONARY.md").write_text(dictionary(source_ids), "utf-8")
    (folder / CHANGES).write_text(changes(tables, version, previous), "utf-8")
    edition = Edition(version, tables, tuple(source_ids), run, previous)
    for render in RENDITIONS:
        render(edition, folder)
    sums = "".join(f"{sha256_of(folder / name)}  {name}\n" for name in files_of(folder))
    (folder / SUMS).write_text(sums, "utf-8")
    for file in folder.rglob("*"):
        _flush(file)
    _flush(folder)
    return run


def files_of(release: Path) -> list[str]:
    """Return the names of all files of a release, with the folders they lie in, but for that of the checksums."""
    found = (file.relative_to(release).as_posix() for file in release.rglob("*") if file.is_file())
    return sorted(name for name in found if name != SUMS)


def _run(tables: Mapping[str, pa.Table], version: str) -> dict[str, Any]:
    """What the release was made of, and how much it holds."""
    ledger = tables["ledger"]
    outcomes = ledger["outcome"].to_pylist()
    counts = {"ingested": len(outcomes)} | {outcome: outcomes.count(outcome) for outcome in OUTCOMES}
    lines = ledger.select(["raw_path", "part", "raw_sha256", "raw_bytes"]).to_pylist()
    inputs = {file_of(each["raw_path"], each["part"]): each for each in lines}
    return {
        "version": version,
        "code": {"name": "chancery", "version": __version__},
        "parameters": {"version": version},
        "ledger": counts,
        "rows": {name: table.num_rows for name, table in tables.items()},
        "inputs": [
            {"path": path, "sha256": each["raw_sha256"], "bytes": each["raw_bytes"]} for path, each in inputs.items()
        ],
    }


def write_csv(table: pa.Table, target: Any) -> None:
    """Write a table as CSV: UTF-8, every string quoted, empty for what is not stated, lists joined."""
    for place, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            table = table.set_column(place, field.name, pc.binary_join(table[field.name], LIST_DELIMITER))
    pa.csv.write_csv(table, target)


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def same_content(one: Path, other: Path) -> bool:
    """Whether two releases say the same: equal tables and descriptions, but for their version and that of the code.

    All else in a release is the same data in another form, and what changed.
    """
    names, others = ({name for name in files_of(each) if _says(name)} for each in (one, other))
    return names == others and all(_content(one / name) == _content(other / name) for name in names)


def _says(name: str) -> bool:
    """Whether a file of a release says what it holds: a table or a description of the tables."""
    is_table = name.endswith((".csv", ".parquet")) and "/" not in name
    return is_table or name in {"run.json", "datapackage.json", "DICTIONARY.md"}


def published_documents(path: Path) -> int:
    """Return the number of documents in a release."""
    number: int = json.loads((path / "run.json").read_text("utf-8"))["ledger"]["published"]
    return number


def _content(file: Path) -> Any:
    if file.name not in {"run.json", "datapackage.json"}:
        return sha256_of(file)
    stated = json.loads(file.read_text("utf-8"))
    left_out = (*_NAMES_OF_RELEASE, "parameters")
    return {key: value for key, value in stated.items() if key not in left_out}


def _point(outputs: Path, name: str) -> None:
    """Move the link ``latest``, in one step."""
    link = outputs / f"{_BUILDING}{LATEST}"
    link.unlink(missing_ok=True)
    link.symlink_to(name)
    link.replace(outputs / LATEST)
    _flush(outputs)


def _write_json(file: Path, content: Any) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _alone(outputs: Path) -> Iterator[None]:
    """Hold the lock of ``outputs``; it is let go when this process ends, however it ends."""
    with (outputs / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ReleaseError(f"another run is publishing to {outputs}; wait until it has ended") from None
        yield
