"""Show the words on the document that a published value came from, marked in their lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from pipeline.schema import TABLES, Table
from pipeline.storage import Address
from pipeline.texts import raw_texts


class UnknownRowError(Exception):
    """There is no such row or no such field in the release."""


class Line(NamedTuple):
    """A line of the raw file: its number from 1, its text, and where in it the marked words stand."""

    number: int
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Witness:
    """A place that a value was read from."""

    rule_id: str
    basis: str
    raw_path: str
    start: int
    end: int
    text: str
    element: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Cell:
    """A published value and the places it was read from; none where the document does not state it."""

    table: str
    row_id: str
    field: str
    value: Any
    origin: str
    witnesses: tuple[Witness, ...]


def explain(release: Path, raw: Path | Address, row_id: str, field: str | None = None) -> list[Cell]:
    """Return the filled cells of a row (or one field of it), with their evidence.

    Args:
        release: Folder of the release.
        raw: Folder of the raw files.
        row_id: Primary key of a row of any table.
        field: Name of a field; all that are filled when left out.

    Raises:
        UnknownRowError: where no table has such a row, or the row's table has no such field.
        FileNotFoundError: where there is no release.
    """
    of, row = _row(release, row_id)
    if field is not None and field not in of.fields:
        raise UnknownRowError(f"the table {of.name} has no field {field}; it has: {', '.join(of.fields)}")
    evidence = pa.parquet.read_table(release / "evidence.parquet")
    of_row = pc.and_(pc.equal(evidence["table"], of.name), pc.equal(evidence["row_id"], row_id))
    found = evidence.filter(of_row).to_pylist()
    texts = raw_texts(release, raw, {each["raw_path"] for each in found})
    return [
        Cell(of.name, row_id, name, row[name], of.origin(name), tuple(_witnesses(found, name, texts)))
        for name in ([field] if field else of.fields)
        if field or row[name] is not None
    ]


def _row(release: Path, row_id: str) -> tuple[Table, dict[str, Any]]:
    for each in TABLES:
        if len(each.primary_key) == 1:
            file = release / f"{each.name}.parquet"
            found = pa.parquet.read_table(file, filters=[(each.primary_key[0], "==", row_id)])
            if found.num_rows:
                return each, found.to_pylist()[0]
    examples = "wilson_center:188161 (a document), wilson_center:188161/e03 (an event)"
    raise UnknownRowError(f"no table of {release} has a row {row_id}; ids look like {examples}")


def _witnesses(evidence: list[dict[str, Any]], field: str, texts: dict[str, str | None]) -> Iterator[Witness]:
    for each in evidence:
        if each["field"] == field:
            path, text = each["raw_path"], texts[each["raw_path"]]
            lines = tuple(_lines(text, each["start"], each["end"])) if text is not None else ()
            place = (path, each["start"], each["end"], each["text"], each["element"])
            yield Witness(each["rule_id"], each["basis"], *place, lines)


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    """Yield the lines that ``text[start:end]`` touches."""
    begin = text.rfind("\n", 0, start) + 1
    number = text.count("\n", 0, begin) + 1
    while begin < end:
        stop = text.find("\n", begin)
        stop = len(text) if stop < 0 else stop
        yield Line(number, text[begin:stop], max(start, begin) - begin, min(end, stop) - begin)
        begin, number = stop + 1, number + 1
