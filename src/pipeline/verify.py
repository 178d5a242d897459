"""Prove a release: files against their hashes, values against the raw files, tables against the schema."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet
from pandera.errors import SchemaErrors

from pipeline import corpus
from pipeline.arrow import arrow_schema, to_pandas
from pipeline.corpus import Found, Refusal
from pipeline.model import file_of
from pipeline.release import SUMS, files_of, listed, write_csv
from pipeline.renditions.written import sha256_of
from pipeline.schema import OUTCOMES, TABLES, Table
from pipeline.schema.actors import ACTORS, DECIDED_FIELDS
from pipeline.storage import Address, Stored, stored_at

# The three datasets: every cell of theirs that the document states has evidence.
_EVIDENCED = ("documents", "actors", "routing_events")


class Fault(NamedTuple):
    """Something a release claims and that does not hold: which check, where, and what was found."""

    check: str
    where: str
    message: str


class Proof(NamedTuple):
    """What `verify` did: how many things each check looked at, and what did not hold."""

    looked_at: dict[str, int]
    faults: tuple[Fault, ...]


Check = Callable[[dict[str, pa.Table], Path, Path | Address], Iterator[Fault | None]]


def verify(release: Path, raw: Path | Address) -> Proof:
    """Check a release against itself and against the raw files it was made from.

    Args:
        release: Folder of the release.
        raw: Folder of the raw files.

    Raises:
        FileNotFoundError: where ``release`` holds no release.
    """
    if not (release / SUMS).is_file():
        raise FileNotFoundError(f"{release} holds no release: it has no {SUMS}")
    looked_at: dict[str, int] = {}
    faults: list[Fault] = []
    _count("checksums", _checksums(release), looked_at, faults)
    if faults:
        # files that are not what was published prove nothing more
        return Proof(looked_at, tuple(faults))
    tables = {each.name: pa.parquet.read_table(release / f"{each.name}.parquet") for each in TABLES}
    checks: dict[str, Check] = {
        "tables": _tables,
        "csv": _csv,
        "keys": _keys,
        "raw files": _raw_files,
        "evidence": _evidence,
        "cells": _cells,
        "ledger": _ledger,
    }
    for name, check in checks.items():
        _count(name, check(tables, release, raw), looked_at, faults)
        if name == "tables" and faults:
            # nor do tables of another shape, such as those of another version of the schema
            break
    return Proof(looked_at, tuple(faults))


def _count(name: str, found: Iterator[Fault | None], looked_at: dict[str, int], faults: list[Fault]) -> None:
    """Each thing that a check looks at gives ``None`` or a fault."""
    looked_at[name] = 0
    for fault in found:
        looked_at[name] += 1
        if fault:
            faults.append(fault)


def _checksums(release: Path) -> Iterator[Fault | None]:
    stated = listed((release / SUMS).read_text("utf-8"))
    there = set(files_of(release))
    for name in sorted(stated.keys() | there):
        if name not in there:
            yield Fault("checksums", name, "the file is missing")
        elif name not in stated:
            yield Fault("checksums", name, f"the file is not in {SUMS}")
        else:
            differs = sha256_of(release / name) != stated[name]
            yield Fault("checksums", name, f"the file is not the one that {SUMS} states") if differs else None


def _tables(tables: dict[str, pa.Table], release: Path, raw: Path | Address) -> Iterator[Fault | None]:
    stated = json.loads((release / "run.json").read_text("utf-8"))["rows"]
    for each in TABLES:
        table = tables[each.name]
        if table.schema != arrow_schema(each):
            yield Fault("tables", each.name, "its fields or types are not those of the schema")
            continue
        try:
            each.schema.validate(to_pandas(table), lazy=True)
        except SchemaErrors as errors:
            yield Fault("tables", each.name, f"{len(errors.failure_cases)} values break the schema")
            continue
        differs = stated.get(each.name) != table.num_rows
        yield Fault("tables", each.name, "it has not as many rows as run.json states") if differs else None


def _csv(tables: dict[str, pa.Table], release: Path, raw: Path | Address) -> Iterator[Fault | None]:
    for name, table in tables.items():
        written = io.BytesIO()
        write_csv(table, written)
        differs = written.getvalue() != (release / f"{name}.csv").read_bytes()
        yield Fault("csv", f"{name}.csv", "it does not say what the Parquet file says") if differs else None


def _keys(tables: dict[str, pa.Table], release: Path, raw: Path | Address) -> Iterator[Fault | None]:
    frames = {name: to_pandas(table) for name, table in tables.items()}
    for each in TABLES:
        frame = frames[each.name]
        doubled = frame.duplicated(list(each.primary_key)).sum()
        yield Fault("keys", each.name, f"{doubled} rows have the key of another") if doubled else None
        for field, (target, key) in each.foreign_keys.items():
            missing = (frame[field].notna() & ~frame[field].isin(frames[target][key])).sum()
            where = f"{each.name}.{field}"
            yield Fault("keys", where, f"{missing} rows point to no row of {target}") if missing else None


def _raw_files(tables: dict[str, pa.Table], release: Path, raw: Path | Address) -> Iterator[Fault | None]:
    texts = _Texts(raw, tables["captures"])
    for path in texts.hashes:
        fault = texts.fault(path)
        yield Fault("raw files", path, fault) if fault else None
    columns = (tables["documents"][field].to_pylist() for field in ("document_id", "raw_path", "raw_sha256"))
    for document_id, path, sha256 in zip(*columns, strict=True):
        if texts.hashes.get(path, ("", None))[0] != sha256:
            yield Fault("raw files", document_id, f"{path} is not among its captures, or is another file")


def _evidence(tables: dict[str, pa.Table], release: Path, raw: Path | Address) -> Iterator[Fault | None]:
    texts = _Texts(raw, tables["captures"])
    evidence = tables["evidence"].select(["raw_path", "start", "end", "text", "table", "row_id", "field"])
    for path, start, end, text, *cell in zip(*(column.to_pylist() for column in evidence), strict=True):
        here = texts.of(path)
        if here is None or (start < end and here[start:end] == text):
            yield None
        else:
            yield Fault("evidence", "/".join(cell), f"characters {start} to {end} of the raw file are not “{text}”")


def _cells(tables: dict[str, pa.Table], release: Path, raw: Path | Address) -> Iterator[Fault | None]:
    """Every cell that was read from the text has evidence, and no evidence is of a cell that is empty."""
    evidence = to_pandas(tables["evidence"].select(["table", "row_id", "field"])).drop_duplicates()
    decided = _decided(tables["decisions"])
    for each in TABLES:
        if each.name in _EVIDENCED:
            given = decided if each is ACTORS else set()
            yield from _cells_of(each, to_pandas(tables[each.name]), evidence[evidence["table"] == each.name], given)


def _decided(decisions: pa.Table) -> set[tuple[str, str]]:
    """The cells of actors that a person's decision gave: their id and the field."""
    columns = (decisions[name].to_pylist() for name in ("actor_id", "decision"))
    return {(actor_id, DECIDED_FIELDS[kind]) for actor_id, kind in zip(*columns, strict=True) if kind in DECIDED_FIELDS}


def _cells_of(
    of: Table, frame: pd.DataFrame, evidence: pd.DataFrame, given: set[tuple[str, str]]
) -> Iterator[Fault | None]:
    ids = frame[of.primary_key[0]]
    for field in of.fields:
        filled = {row_id for row_id in ids[frame[field].notna()] if (row_id, field) not in given}
        shown = set(evidence.loc[evidence["field"] == field, "row_id"])
        if of.origin(field) == "text":
            for row_id in sorted(filled):
                where = f"{row_id} {field}"
                yield None if row_id in shown else Fault("cells", where, "the value has no evidence")
        for row_id in sorted(shown - filled):
            yield Fault("cells", f"{row_id} {field}", "there is evidence of a value, and no value")


def _ledger(tables: dict[str, pa.Table], release: Path, raw: Path | Address) -> Iterator[Fault | None]:
    stated = json.loads((release / "run.json").read_text("utf-8"))["ledger"]
    outcomes = tables["ledger"]["outcome"].to_pylist()
    counted = {"ingested": len(outcomes)} | {outcome: outcomes.count(outcome) for outcome in OUTCOMES}
    yield (None if counted == stated else Fault("ledger", "run.json", f"states {stated}, the table has {counted}"))
    closes = stated["ingested"] == sum(stated[outcome] for outcome in OUTCOMES)
    yield (None if closes else Fault("ledger", "run.json", "ingested is not published + quarantined + excluded"))
    published = set(tables["documents"]["document_id"].to_pylist())
    lines = zip(tables["ledger"]["document_id"].to_pylist(), outcomes, strict=True)
    same = published == {document_id for document_id, outcome in lines if outcome == "published"}
    yield (None if same else Fault("ledger", "ledger", "the documents published are not those of the table documents"))


class _Texts:
    """The texts of a release's files, one held at a time: evidence comes in runs of one file."""

    def __init__(self, raw: Path | Address, captures: pa.Table) -> None:
        self._raw = raw
        columns = (captures[field].to_pylist() for field in ("raw_path", "part", "raw_sha256", "text_sha256"))
        self.hashes = {file_of(name, part): hashes for name, part, *hashes in zip(*columns, strict=True)}
        self._held: tuple[str, str | None, str | None] = ("", None, None)

    def of(self, path: str) -> str | None:
        """The text, or ``None`` where the raw file is not the one that was published (`fault` says why)."""
        return self._hold(path)[1]

    def fault(self, path: str) -> str | None:
        return self._hold(path)[2]

    def _hold(self, path: str) -> tuple[str, str | None, str | None]:
        if self._held[0] != path:
            self._held = (path, *self._read(path))
        return self._held

    def _read(self, path: str) -> tuple[str | None, str | None]:
        file = raw_file(self._raw, path)
        if path not in self.hashes or file is None:
            return None, f"there is no {path} in the raw folder"
        document, fingerprint = corpus.read(found_file(path, file))
        if isinstance(document, Refusal):
            return None, f"{path}: {document.message}"
        of_file, of_text = self.hashes[path]
        if fingerprint is None or fingerprint.sha256 != of_file:
            return None, f"{path} has changed since the release was made"
        if document.text_sha256 != of_text:
            return None, f"{path}: another text is extracted from it than the release was made from"
        return document.text, None


def found_file(path: str, file: Path | Stored) -> Found:
    """Return a raw file as `corpus.scan` finds it: of the source whose folder its name in the tables gives."""
    return Found(path, file, path.split("/")[1] if path.count("/") > 1 else None)


def raw_file(raw: Path | Address, path: str) -> Path | Stored | None:
    """Return the file that a ``raw_path`` names; ``None`` where no file of ``raw`` has that name.

    A name that cannot be printed is published in an escaped form, and is then looked for among all files.
    """
    if isinstance(raw, Address):
        if (stored := stored_at(raw, path.removeprefix("raw/"))) or "\\" not in path:
            return stored
    elif (file := raw / path.removeprefix("raw/")).is_file() and file.resolve().is_relative_to(raw.resolve()):
        return file
    return next((found.file for found in corpus.scan(raw) if found.path == path), None)
