"""What a release kept back: its files that gave no document and its rows that broke a rule; with where, and again.

Both are data of the release, in its tables `ledger` and `quarantine`. `replay` reads their files again with the code
and the files of today. It makes no release.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyarrow.parquet

from pipeline import corpus
from pipeline.arrow import rows_of
from pipeline.collection import Frames, collect
from pipeline.corpus import Found, Refusal
from pipeline.explain import Line
from pipeline.issues import CODES
from pipeline.model import file_of
from pipeline.schema import table as table_of
from pipeline.shard import read_shard
from pipeline.storage import Address, Stored
from pipeline.tables import validated

# What a replay says of an entry. `gone`: nothing of that name is read any more; `open`: this cannot be told by reading
# its file alone.
State = Literal["passes", "fails", "gone", "open"]

# Codes of the issues that go with a row.
_OF_ROWS = ("invalid-row", "broken-reference")

# line 3 · byte 17 (line 2) · line 12, column 5
_LINE = re.compile(r"\bline (\d{1,9})\b")
_SHOWN_LINES = 3
_LONGEST_LINE = 2_000
_READ_BYTES = 16 * 1024 * 1024


class UnknownEntryError(Exception):
    """Nothing of that name is in quarantine."""


@dataclass(frozen=True)
class Entry:
    """Something that was kept back.

    Attributes:
        number: Its place in the list of this release, from 1.
        entry_id: Of a file its name in the ledger, of a row its `quarantine_id`.
        kind: What it is.
        code: Code of the issue that goes with it.
        reason: Why it was kept back.
        files: The files to read again, by their names; of a row those of its document, none where it has none.
        document_id: The document, where there is one.
        place: Where in the first of the files the value was read, 0-based and half-open, in code points.
        cell: Of a row its table, its key, the field that breaks the rule, and the value.
        row: Of a row all of it, as JSON.
        hashes: SHA-256 of each file as the release has it.
    """

    number: int
    entry_id: str
    kind: Literal["file", "row"]
    code: str
    reason: str
    files: tuple[str, ...]
    document_id: str | None = None
    place: tuple[int, int] | None = None
    cell: tuple[str, str, str | None, str | None] | None = None
    row: str | None = None
    hashes: tuple[str | None, ...] = ()

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return CODES[self.code].remedy


@dataclass(frozen=True)
class Words:
    """The words around the place of an entry, or why there are none.

    Attributes:
        raw_path: The file.
        lines: Its lines, with what is marked in them.
        note: What is to be said of the file: that it is gone, that it is another now.
    """

    raw_path: str | None
    lines: tuple[Line, ...]
    note: str | None


@dataclass(frozen=True)
class Replayed:
    """What became of an entry when its files were read again.

    Attributes:
        entry: The entry.
        state: Whether it would be published now.
        why: In words.
        is_changed: Whether a file of it is another than the release read.
    """

    entry: Entry
    state: State
    why: str
    is_changed: bool


@dataclass(frozen=True)
class Replay:
    """All that were read again, and what else of the same documents would be kept back now, in words."""

    outcomes: tuple[Replayed, ...]
    also: tuple[str, ...]


def entries(release: Path) -> tuple[Entry, ...]:
    """Return what a release kept back, files first, in the order of their names.

    A document whose row is in quarantine is there as that row, and not as its file too.

    Raises:
        OSError, ValueError: where the release cannot be read.
    """
    rows = _table(release, "quarantine")
    documents = sorted({each["document_id"] for each in rows if each["document_id"]})
    lines: dict[str, list[dict[str, Any]]] = {each: [] for each in documents}
    for line in _table(release, "ledger", ("document_id", "in", documents)) if documents else ():
        lines[line["document_id"]].append(line)
    codes = {each["issue_id"]: each["code"] for each in _table(release, "issues", ("code", "in", _OF_ROWS))}
    quarantined = _table(release, "ledger", ("outcome", "==", "quarantined"))
    kept = [_of_file(each) for each in quarantined if not each["document_id"]]
    kept += [_of_row(each, codes, lines) for each in rows]
    return tuple(Entry(number, **each) for number, each in enumerate(kept, 1))


def find(among: Sequence[Entry], names: Iterable[str]) -> tuple[Entry, ...]:
    """Return entries by id, by number in the list, or all of a document by its id; all, where no name is given.

    Raises:
        UnknownEntryError: where there is none of a name.
    """
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return tuple(among)
    found: list[Entry] = []
    for name in wanted:
        of_name = [each for each in among if name in {each.entry_id, str(each.number), each.document_id}]
        if not of_name:
            raise UnknownEntryError(f"nothing named {name} is in quarantine; chancery quarantine list shows what is")
        found += of_name
    return tuple(dict.fromkeys(found))


def words(of: Entry, raw: Path | Address) -> Words:
    """Return the words of the raw file around the place of an entry; of a file without a place, its first lines.

    Args:
        of: The entry.
        raw: Folder of the raw files.

    Raises:
        RawFolderError: where ``raw`` is no folder.
    """
    if not of.files:
        return Words(None, (), "it was made of several documents, and stands in none of them by itself")
    path = of.files[0]
    found = _found(raw, [path]).get(path)
    if found is None:
        return Words(path, (), "the file is not there any more")
    if found.problem:
        return Words(path, (), found.problem)
    document, fingerprint = corpus.read(found)
    is_other = fingerprint is not None and fingerprint.sha256 != of.hashes[0]
    note = "the file is another than the release read; what it says now is shown" if is_other else None
    if isinstance(document, Refusal):
        return Words(path, tuple(_around(_decoded(found.file), of.reason)), note)
    if of.place and not is_other:
        return Words(path, tuple(_marked(document.text, *of.place)), note)
    return Words(path, tuple(_around(document.text, of.reason if of.kind == "file" else "")), note)


def replay(chosen: Sequence[Entry], raw: Path | Address) -> Replay:
    """Read the files of some entries again, with the code of today, by themselves; no release is made.

    What can be known only over all documents (who is who, which document is meant) is not asked.

    Args:
        chosen: The entries.
        raw: Folder of the raw files.

    Raises:
        RawFolderError: where ``raw`` is no folder.
    """
    wanted = sorted({path for each in chosen for path in each.files})
    found = _found(raw, wanted)
    frames = validated(collect([read_shard([found[path] for path in wanted if path in found])]))
    hashes = dict(_hashes(frames["ledger"]))
    outcomes = [
        Replayed(each, *_outcome(each, frames, found), any(hashes.get(path, of) != of for path, of in _read(each)))
        for each in chosen
    ]
    return Replay(tuple(outcomes), tuple(_also(frames["quarantine"], chosen)))


def _of_file(line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "entry_id": line["raw_path"],
        "kind": "file",
        "code": "unreadable-file",
        "reason": line["reason"],
        "files": (file_of(line["raw_path"], line["part"]),),
        "hashes": (line["raw_sha256"],),
    }


def _of_row(
    row: Mapping[str, Any], codes: Mapping[str, str], lines: Mapping[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    of_document = lines.get(row["document_id"] or "", [])
    hashes = {file_of(each["raw_path"], each["part"]): each["raw_sha256"] for each in of_document}
    return {
        "entry_id": row["quarantine_id"],
        "kind": "row",
        "code": codes.get(f"quarantine/{row['quarantine_id']}", "invalid-row"),
        "reason": row["reason"],
        "files": tuple(hashes),
        "document_id": row["document_id"],
        "place": None if row["start"] is None or row["end"] is None else (row["start"], row["end"]),
        "cell": (row["table"], row["row_id"], row["field"], row["value"]),
        "row": row["row"],
        "hashes": tuple(hashes.values()),
    }


def _table(release: Path, name: str, *filters: tuple[str, str, Any]) -> list[dict[str, Any]]:
    found = pyarrow.parquet.read_table(release / f"{name}.parquet", filters=list(filters) or None)
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


def _found(raw: Path | Address, paths: Iterable[str]) -> dict[str, Found]:
    """The files of these names, as a run would find them: with what speaks against them."""
    wanted = set(paths)
    return {each.path: each for each in corpus.scan(raw) if each.path in wanted}


def _read(of: Entry) -> Iterator[tuple[str, str | None]]:
    return zip(of.files, of.hashes, strict=True)


def _hashes(ledger: pd.DataFrame) -> Iterator[tuple[str, str | None]]:
    for path, part, sha256 in rows_of(ledger, "raw_path", "part", "raw_sha256"):
        yield file_of(path, part), sha256


def _outcome(of: Entry, frames: Frames, found: Mapping[str, Found]) -> tuple[State, str]:
    if not of.files:
        return "open", "it was made of several documents; chancery publish will tell"
    if missing := [path for path in of.files if path not in found]:
        return "gone", f"the file is not there any more: {', '.join(missing)}"
    return _outcome_of_file(of, frames) if of.kind == "file" else _outcome_of_row(of, frames)


def _outcome_of_file(of: Entry, frames: Frames) -> tuple[State, str]:
    ledger = frames["ledger"]
    lines = ledger[ledger["raw_path"] == of.entry_id].to_dict("records")
    if not lines:
        return "gone", "nothing of that name is read of its file any more"
    (line,) = lines
    if line["outcome"] == "published":
        return "passes", f"it gives the document {line['document_id']}"
    return ("fails" if line["outcome"] == "quarantined" else "gone"), line["reason"]


def _outcome_of_row(of: Entry, frames: Frames) -> tuple[State, str]:
    quarantine = frames["quarantine"]
    again = quarantine[quarantine["quarantine_id"] == of.entry_id].to_dict("records")
    if again:
        return "fails", f"{again[0]['field']} “{again[0]['value']}”: {again[0]['reason']}"
    name, row_id, *_ = of.cell or ("", "")
    if row_id in _row_ids(name, frames[name], of.document_id):
        return "passes", "the row holds"
    return "gone", "no such row is read of its document any more"


def _row_ids(name: str, frame: pd.DataFrame, document_id: str | None) -> set[str]:
    rows = frame[frame["document_id"] == document_id] if "document_id" in frame else frame
    keys = rows[list(table_of(name).primary_key)]
    return {"/".join(map(str, key)) for key in keys.itertuples(index=False)}


def _also(quarantine: pd.DataFrame, chosen: Sequence[Entry]) -> Iterator[str]:
    asked = {each.entry_id for each in chosen}
    for row in quarantine.to_dict("records"):
        if row["quarantine_id"] not in asked:
            yield f"{row['quarantine_id']}: {row['field']} “{row['value']}”: {row['reason']}"


def _decoded(file: Path | Stored) -> str:
    """The beginning of a file that is no text, with its bytes that are none written out; nothing of a link or pipe."""
    if isinstance(file, Stored):
        return file.head(_READ_BYTES).decode("utf-8", "backslashreplace")
    try:
        content = corpus.opened(file)
    except OSError:
        return ""
    with content:
        is_file = stat.S_ISREG(os.fstat(content.fileno()).st_mode)
        return content.read(_READ_BYTES).decode("utf-8", "backslashreplace") if is_file else ""


def _around(text: str, reason: str) -> Iterator[Line]:
    """The line that the reason names, marked, and the one before and after it; else the first lines."""
    all_lines = text.split("\n")
    named = _LINE.search(reason)
    place = min(int(named[1]), len(all_lines)) if named else None
    first = max(1, place - 1) if place else 1
    for number, line in enumerate(all_lines[first - 1 : first - 1 + _SHOWN_LINES], first):
        shown = line[:_LONGEST_LINE]
        yield Line(number, shown, 0, len(shown) if number == place else 0)


def _marked(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines that ``text[start:end]`` touches, with the one before and the one after."""
    begin = text.rfind("\n", 0, start) + 1
    begin = text.rfind("\n", 0, max(0, begin - 1)) + 1
    number = text.count("\n", 0, begin) + 1
    while begin <= len(text):
        stop = text.find("\n", begin)
        stop = len(text) if stop < 0 else stop
        inside = (max(start, begin), min(end, stop))
        marks = (inside[0] - begin, inside[1] - begin) if inside[0] < inside[1] else (0, 0)
        yield Line(number, text[begin:stop], *marks)
        if begin > end:
            return
        begin, number = stop + 1, number + 1
