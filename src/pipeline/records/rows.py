"""Rows of one document, each cell with the words it was read from."""

from typing import Any

from pipeline.model import ParsedDocument, Part
from pipeline.schema import Table, table

Values = dict[str, Any]


class Row:
    """One row of a table while it is filled; a field that is never given is empty."""

    __slots__ = ("_id", "_rows", "_table", "values")

    def __init__(self, rows: "Rows", of: Table, row_id: str) -> None:
        self._rows = rows
        self._table = of.name
        self._id = row_id
        self.values: Values = {**of.blank}

    def give(self, **values: Any) -> "Row":
        """Set fields that Chancery or the source states, not the document: ids, counts, codes of a basis."""
        self.values.update(values)
        return self

    def read(self, field: str, part: Part | None, *value: Any) -> "Row":
        """Set a field to what the words state: the part's own value, or ``value``. No part: it stays empty."""
        (stated,) = value or (part.value if part else None,)
        return self.witnessed(field, "read", stated, part)

    def at(self, start: int | None, end: int | None) -> "Row":
        """Set where in the raw file a stretch of the text stands; without a place, nothing."""
        if start is not None and end is not None:
            first, last = self._rows.place(start, end)
            self.give(start=first, end=last)
        return self

    def words(self, part: Part) -> str:
        """Return the words of a part as written, on one line."""
        return " ".join(self._rows.words(part).split())

    def read_list(self, field: str, parts: list[Part]) -> "Row":
        """Set a field to the values of several parts, in order; a part whose words state none is left out."""
        stated = [part for part in parts if part.value is not None]
        return self.witnessed(field, "read", [part.value for part in stated] or None, *stated)

    def infer(self, field: str, value: Any, *rests_on: Part | None) -> "Row":
        """Set a field to a value that the words do not state, and say on which words it rests."""
        return self.witnessed(field, "inferred", value, *rests_on)

    def witnessed(self, field: str, basis: str, value: Any, *parts: Part | None) -> "Row":
        """Set a field that was `read` or `inferred` (``basis``) from the words of ``parts``."""
        if value is not None:
            for part in parts:
                if part:
                    self.values[field] = value
                    self._rows.evidence(self._table, self._id, field, part, basis)
        return self


class Rows:
    """All rows that one document gives, by table."""

    def __init__(self, document: ParsedDocument) -> None:
        self.document_id = document.document_id
        self._raw = document.raw
        self.tables: dict[str, list[Values]] = {}

    def add(self, table_name: str, row_id: str) -> Row:
        """Add a row with its primary key and the document it is of."""
        of = table(table_name)
        row = Row(self, of, row_id)
        (key,) = of.primary_key
        if "document_id" in row.values:
            row.values["document_id"] = self.document_id
        row.values[key] = row_id
        self.tables.setdefault(table_name, []).append(row.values)
        return row

    def number(self, table_name: str, letter: str, width: int = 2) -> Row:
        """Add a row whose id is the document's with the next number after ``letter``."""
        number = len(self.tables.get(table_name, ())) + 1
        return self.add(table_name, f"{self.document_id}/{letter}{number:0{width}d}")

    def words(self, part: Part) -> str:
        """Return the words of a part as they stand in the text."""
        return self._raw.text[part.start : part.end]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the raw file a stretch of the text stands."""
        return self._raw.place(start, end)

    def evidence(self, table_name: str, row_id: str, field: str, part: Part, basis: str) -> None:
        """Add the evidence of one cell, with its place in the raw file and what stands there."""
        raw, start, end, element = self._raw, part.start, part.end, None
        if raw.places:
            element = raw.element(start, end)
            start, end = raw.place(start, end)
        self.tables.setdefault("evidence", []).append(
            {
                "table": table_name,
                "row_id": row_id,
                "field": field,
                "document_id": self.document_id,
                "start": start,
                "end": end,
                "rule_id": part.rule_id,
                "basis": basis,
                "text": raw.excerpt(start, end),
                "raw_path": raw.path,
                "element": element,
            }
        )
