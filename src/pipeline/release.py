"""A release: an immutable folder of all tables with their descriptions, whole or not there at all.

``outputs/<version>/`` is written beside its place under another name, flushed to disk and renamed in; the
link ``outputs/latest`` is moved last. Nothing in it depends on the clock, on the machine or on the path of
the raw folder: the same input and the same code give the same bytes.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from pipeline import versions
from pipeline.arrow import arrow_schema
from pipeline.changes import FILE_NAME as CHANGES
from pipeline.changes import changes
from pipeline.code import code
from pipeline.comparison import CELLS, as_text, cells
from pipeline.contract import Contract, contract
from pipeline.describe import LIST_DELIMITER, FileFacts, datapackage, dictionary, table_schema
from pipeline.model import file_of
from pipeline.remedies import told
from pipeline.renditions import RENDITIONS
from pipeline.renditions.edition import Edition
from pipeline.renditions.written import sha256_of
from pipeline.schema import OUTCOMES, TABLES
from pipeline.scores import Fall, Scores, falls, read, scores
from pipeline.versions import FIRST_VERSION, Since

LATEST = "latest"
SUMS = "SHA256SUMS"
CELLS_FILE = "changes.csv"
# Rows of one group of a Parquet file: what a reader fetches at once.
ROW_GROUP = 100_000

# Begins the name of a folder that is no release yet, or none any more.
BUILDING = ".building-"
_TABLE_NAMES = frozenset(each.name for each in TABLES)
# Keys that name the release or the code that made it, and say nothing of the data.
_NAMES_OF_RELEASE = ("version", "code")


class ReleaseError(Exception):
    """A release cannot be made as asked; nothing was changed."""


class ScoresFellError(Exception):
    """A score is lower than in the release before, and nobody has accepted it; nothing was changed."""


@dataclass(frozen=True)
class Terms:
    """On which terms a release is made.

    Attributes:
        version: Version to give it; by default the next, by what changed.
        accepts_break: Whether it may break the contract of the one before, and so begin a new major version.
        accepted: Names of scores that may fall, such as `dfat.date`.
        gold: Its scores on what a person read.
        pins: What else it is made of, by name, for whoever makes it again.
    """

    version: str | None = None
    accepts_break: bool = False
    accepted: frozenset[str] = frozenset()
    gold: Scores | None = None
    pins: Mapping[str, str | None] = field(default_factory=dict)


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
    if not versions.is_version(version):
        raise ReleaseError(f"“{version}” is not a version such as 1.2.0")
    return version


def latest(outputs: Path) -> Path | None:
    """Return the folder of the release that ``outputs/latest`` points to."""
    pointer = outputs / LATEST
    return pointer.resolve() if pointer.is_dir() else None


def write(tables: Mapping[str, pa.Table], outputs: Path, folder: Path, terms: Terms = Terms()) -> Release:
    """Write the validated tables as a release under ``outputs``, unless the latest one says the same.

    Whoever calls holds the lock of ``outputs`` (`alone`).

    Args:
        tables: Each table of the schema.
        outputs: Folder of the releases; made where it is missing.
        folder: Where rows of the release before are kept while the two are compared.
        terms: Its version, and what may be worse than in the release before.

    Raises:
        ReleaseError: where the version is taken, is not after the latest or does not say
            what changed, the contract is broken without a major version, or the folder cannot be written.
        ScoresFellError: where a score has fallen that is not accepted.
    """
    if terms.version:
        check_version(terms.version)
    try:
        outputs.mkdir(parents=True, exist_ok=True)
        return _write(tables, outputs, folder, terms)
    except OSError as why:
        raise _unwritable(outputs, why) from why


def _write(tables: Mapping[str, pa.Table], outputs: Path, folder: Path, terms: Terms) -> Release:
    previous = latest(outputs)
    since = versions.since(previous, tables, promised(), folder) if previous else None
    name = terms.version or (versions.after(since.previous, since.kind) if since else FIRST_VERSION)
    if since:
        _stop_at_break(since, name, terms)
    score = scores(tables, terms.gold)
    fallen = falls(since, read(previous), score)
    _stop_at_fall(fallen, terms)
    building = outputs / f"{BUILDING}{name}"
    made_of = _made_of(name, previous, terms, fallen)
    with _removed_if_not_finished(building):
        run = _fill(building, Edition(name, tables, _sources(tables), made_of, previous, score), since, fallen)
    facts = {"rows": run["rows"], "ledger": run["ledger"]}
    if previous and same_content(building, previous):
        shutil.rmtree(building)
        return Release(previous, previous.name, False, **facts)
    name = _free_name(building, outputs, name, since, is_given=terms.version is not None)
    # the link waits beside its place: whoever finds it, with the release there, knows that only its move is missing
    link = _link(outputs, name)
    if (outputs / name).exists():
        shutil.rmtree(building)
    else:
        building.rename(outputs / name)
        _flush(outputs)
    _point(outputs, link)
    return Release(outputs / name, name, True, **facts)


def promised() -> Contract:
    """Return what the tables of the schema promise."""
    schemas = {each.name: table_schema(each) for each in TABLES}
    return contract(schemas, {each.name: arrow_schema(each) for each in TABLES})


def _stop_at_break(since: Since, name: str, terms: Terms) -> None:
    """Let no release that breaks the contract have a version that does not say so."""
    major = versions.after(since.previous, "major")
    says_so = terms.accepts_break if terms.version is None else versions.says(name, since.previous, "major")
    if since.breaks and not says_so:
        raise ReleaseError(
            f"the release would break what {since.previous} promises to those who read it:"
            + "".join(f"\n  {each}" for each in since.breaks)
            + f"\nkeep to it, or say that the release is a major one: --accept-break, or --version {major}"
        )


def _stop_at_fall(fallen: Iterable[Fall], terms: Terms) -> None:
    left = [each for each in fallen if each.name not in terms.accepted]
    if left:
        raise ScoresFellError(
            "the release would be read worse than the one before:"
            + "".join(f"\n  {each}" for each in left)
            + f"\nfind out why; if it is as it should be: --accept {','.join(each.name for each in left)}"
        )


def _free_name(building: Path, outputs: Path, name: str, since: Since | None, *, is_given: bool) -> str:
    """The name under which the release built can stand, which may be that of an equal one already there."""
    if since and (fault := _fault_of(name, since)):
        shutil.rmtree(building)
        raise ReleaseError(f"{fault}; give a later --version: {versions.after(since.previous, since.kind)}")
    taken = outputs / name
    if not taken.exists() or same_content(building, taken):
        return name
    shutil.rmtree(building)
    after = "" if is_given else " (left by a run that was stopped)"
    raise ReleaseError(f"{taken} is there already{after} and says something else; give another --version")


def _fault_of(name: str, since: Since) -> str | None:
    """What speaks against a version: it does not come after, or says less than what changed."""
    if versions.key(name) <= versions.key(since.previous):
        return f"{name} does not come after {since.previous}, the latest release, and says something else"
    if not versions.says(name, since.previous, since.kind):
        return f"{name} says that {since.previous} was only corrected, and rows, fields or codes came or went"
    return None


def _fill(folder: Path, edition: Edition, since: Since | None, fallen: Iterable[Fall]) -> dict[str, Any]:
    """Write all files of a release into ``folder`` and flush them; return what is in ``run.json``."""
    folder.mkdir()
    for name, table in edition.tables.items():
        write_csv(table, folder / f"{name}.csv")
        pa.parquet.write_table(
            table,
            folder / f"{name}.parquet",
            row_group_size=ROW_GROUP,
            compression="zstd",
            compression_level=3,
        )
    facts = {file.name: FileFacts(file.stat().st_size, sha256_of(file)) for file in folder.glob("*.csv")}
    run = {**edition.run, **_holds(edition.tables)}
    _write_json(folder / "run.json", run)
    _write_json(folder / "datapackage.json", datapackage(edition.version, facts, edition.source_ids))
    (folder / "DICTIONARY.md").write_text(dictionary(edition.source_ids), "utf-8")
    (folder / CHANGES).write_text(changes(edition.version, since, [str(each) for each in fallen]), "utf-8")
    write_csv(cells(since.comparison) if since else CELLS.empty_table(), folder / CELLS_FILE)
    whole = replace(edition, run=run)
    for render in RENDITIONS:
        render(whole, folder)
    sums = "".join(f"{sha256_of(folder / name)}  {name}\n" for name in files_of(folder))
    (folder / SUMS).write_text(sums, "utf-8")
    # one call for all of them: a release has thousands of pages, and each flushed by itself takes milliseconds
    os.sync()
    # those beside the pages also one by one, which tells a fault of the disk
    for file in (*filter(Path.is_file, folder.iterdir()), folder):
        _flush(file)
    return run


def _sources(tables: Mapping[str, pa.Table]) -> tuple[str, ...]:
    return tuple(sorted(set(tables["documents"]["source_id"].to_pylist())))


def files_of(release: Path) -> list[str]:
    """Return the names of all files of a release, with the folders they lie in, but for that of the checksums."""
    found = (file.relative_to(release).as_posix() for file in release.rglob("*") if file.is_file())
    return sorted(name for name in found if name != SUMS)


def listed(sums: str) -> dict[str, str]:
    """Return the files that the text of `SUMS` names, each with its SHA-256."""
    return {name: sha256 for sha256, _, name in (line.partition("  ") for line in sums.splitlines())}


def _made_of(version: str, previous: Path | None, terms: Terms, fallen: Iterable[Fall]) -> dict[str, Any]:
    """What a release is made of, besides its inputs: all that must be the same to make it again."""
    on_top_of = {"version": previous.name, "sha256": sha256_of(previous / SUMS)} if previous else None
    accepted = sorted(each.name for each in fallen)
    return {
        "version": version,
        "code": code(),
        "parameters": {"version": version, "previous": on_top_of, "accepted": accepted, **terms.pins},
    }


def _holds(tables: Mapping[str, pa.Table]) -> dict[str, Any]:
    """The files that a release was made of, and how much it holds."""
    ledger = tables["ledger"]
    outcomes = ledger["outcome"].to_pylist()
    counts = {"ingested": len(outcomes)} | {outcome: outcomes.count(outcome) for outcome in OUTCOMES}
    lines = ledger.select(["raw_path", "part", "raw_sha256", "raw_bytes"]).to_pylist()
    inputs = {file_of(each["raw_path"], each["part"]): each for each in lines}
    return {
        "ledger": counts,
        "rows": {name: table.num_rows for name, table in tables.items()},
        "inputs": [
            {"path": path, "sha256": each["raw_sha256"], "bytes": each["raw_bytes"]} for path, each in inputs.items()
        ],
    }


def write_csv(table: pa.Table, target: Any) -> None:
    """Write a table as CSV: UTF-8, every string quoted, empty for what is not stated, lists joined."""
    for place, column in enumerate(table.schema):
        if pa.types.is_list(column.type):
            table = table.set_column(place, column.name, as_text(table[column.name], LIST_DELIMITER))
    pa.csv.write_csv(table, target)


def same_content(one: Path, other: Path) -> bool:
    """Whether two releases say the same: equal tables and descriptions, but for their version and that of the code.

    All else in a release is the same data in another form, and what changed.
    """
    names, others = ({name for name in files_of(each) if _says(name)} for each in (one, other))
    return names == others and all(_content(one / name) == _content(other / name) for name in names)


def _says(name: str) -> bool:
    """Whether a file of a release says what it holds: a table or a description of the tables."""
    stem, _, suffix = name.rpartition(".")
    return (stem in _TABLE_NAMES and suffix in {"csv", "parquet"}) or name in {
        "run.json",
        "datapackage.json",
        "DICTIONARY.md",
    }


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


def _link(outputs: Path, name: str) -> Path:
    """Make the next link ``latest``, beside its place."""
    link = outputs / f"{BUILDING}{LATEST}"
    link.unlink(missing_ok=True)
    link.symlink_to(name)
    _flush(outputs)
    return link


def _point(outputs: Path, link: Path) -> None:
    """Move the link ``latest``, in one step."""
    link.replace(outputs / LATEST)
    _flush(outputs)


def _finish(outputs: Path) -> None:
    """Put right what a run that was killed left: a release that only was not named is named, all else is removed."""
    link = outputs / f"{BUILDING}{LATEST}"
    if link.is_symlink() and (link / SUMS).is_file():
        _point(outputs, link)
    for left_behind in outputs.glob(f"{BUILDING}*"):
        left_behind.unlink() if left_behind.is_symlink() else shutil.rmtree(left_behind)


@contextmanager
def _removed_if_not_finished(building: Path) -> Iterator[None]:
    """Leave no half release behind: on a disk that is full, it would take the room that the next run needs."""
    try:
        yield
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _write_json(file: Path, content: Any) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def alone(outputs: Path) -> Iterator[None]:
    """Hold the lock of a folder of releases; it is let go when this process ends, however it ends.

    From what a run reads of the release before to the one that it makes, no other run may publish. What a run that was
    killed left behind is put right first.

    Args:
        outputs: Folder of the releases; made where it is missing.

    Raises:
        ReleaseError: where another run holds it, or the folder cannot be written.
    """
    try:
        outputs.mkdir(parents=True, exist_ok=True)
        lock = (outputs / ".lock").open("a")
    except OSError as why:
        raise _unwritable(outputs, why) from why
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ReleaseError(f"another run is publishing to {outputs}; wait until it has ended") from None
        try:
            _finish(outputs)
        except OSError as why:
            raise _unwritable(outputs, why) from why
        yield


def _unwritable(outputs: Path, why: OSError) -> ReleaseError:
    return ReleaseError(f"the release cannot be written to {outputs}: {told(why)}")
