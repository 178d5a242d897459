"""The tables that people read, as a spreadsheet in which nothing is a formula and nothing a link."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.renditions.edition import Edition
from pipeline.renditions.historians.legible import legible
from pipeline.schema import TABLES, table
from pipeline.sources import sources

SHEETS = (
    "documents",
    "actors",
    "routing_events",
    "actor_names",
    "actor_positions",
    "document_references",
    "ghosts",
)
# Rows of a sheet, its header among them. The format takes a million, but a program for spreadsheets holds all sheets in
# memory, and with more rows than these takes minutes to open the file.
MOST_ROWS = 100_000
# Limit of the format, counted in UTF-16 (https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3).
MOST_CHARACTERS = 32_767
# Rows that are kept in memory until all are there.
KEPT_ROWS = 5_000
CUT = " … [cut here: a cell holds no more; the whole is in the CSV file]"
# Every workbook bears a day on which it was made. A release does not depend on the clock, so all bear the same.
_MADE = datetime(2000, 1, 1)
_LIST_DELIMITER = "; "
_WIDEST, _NARROWEST = 60, 9


def write(edition: Edition, file: Path) -> None:
    """Write the tables of `SHEETS`, a sheet each, behind a first one that says what they are and how to cite them.

    Where there are many rows they are written one after the other, by way of files, so that memory does not grow with
    them; a few are sooner kept in memory.
    """
    is_large = sum(edition.tables[name].num_rows for name in SHEETS) > KEPT_ROWS
    ways = {"constant_memory": True} if is_large else {"in_memory": True}
    # texts that look like formulas or addresses stay texts, whichever way they are written
    with xlsxwriter.Workbook(str(file), ways | {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": f"Chancery {edition.version}", "created": _MADE})
        bold = book.add_format({"bold": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        quoted = book.add_format({"quote_prefix": True})
        _first_sheet(book.add_worksheet("about"), list(about(edition)), bold, wrapped)
        for name in SHEETS:
            _sheet(book.add_worksheet(name), edition.tables[name], bold, quoted)


def about(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the lines of the first sheet: what each sheet is, what is left out, how to cite."""
    yield f"Chancery, release {edition.version}", "The tables of this release that people read, as a spreadsheet."
    yield "", ""
    yield "Sheet", "What it is"
    for name in SHEETS:
        yield name, f"{table(name).description} Rows: {edition.tables[name].num_rows:,}.{_left_out(name, edition)}"
    yield "", ""
    others = ", ".join(each.name for each in TABLES if each.name not in SHEETS)
    yield "Not here", f"{others}: each is a CSV and a Parquet file of the release."
    yield "Words", "Those from which a value was read are in evidence.csv, with their places."
    yield "Fields", "DICTIONARY.md of the release describes each. An empty cell: the document does not state it."
    yield "Lists", f"Joined by “{_LIST_DELIMITER}”."
    yield "Long texts", f"A text of more than {MOST_CHARACTERS:,} characters ends with “{CUT.strip()}”."
    yield "Characters", "“\N{REPLACEMENT CHARACTER}” stands for a character that a spreadsheet cannot hold."
    yield "", ""
    yield "Cite a document", "By its archive's reference: citations.bib and citations.json have an entry for each."
    yield "Cite the data", f"Chancery, release {edition.version}, table and id of the row."
    yield "Rights", "Facts, ids and counts: CC0 1.0. Quoted words remain under their publisher's terms:"
    for source in map(sources().__getitem__, edition.source_ids):
        yield source.title, source.rights


def _left_out(name: str, edition: Edition) -> str:
    """A sentence, where a table has more rows than a sheet."""
    rows = edition.tables[name].num_rows
    if rows < MOST_ROWS:
        return ""
    return f" Here are the first {MOST_ROWS - 1:,} of them: all are in {name}.csv."


def _first_sheet(sheet: Worksheet, lines: Sequence[tuple[str, str]], bold: Format, wrapped: Format) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 110)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for row, (name, words) in enumerate(lines):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, cell_text(words), wrapped)


def _sheet(sheet: Worksheet, of: pa.Table, bold: Format, quoted: Format) -> None:
    """Write a table under a header that stays in sight, with filters."""
    rows = min(of.num_rows, MOST_ROWS - 1)
    for place, name in enumerate(of.column_names):
        sheet.set_column(place, place, _width(of[name], name))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, rows, len(of.column_names) - 1)
    for place, name in enumerate(of.column_names):
        sheet.write_string(0, place, name, bold)
    row = 0
    for batch in of.slice(0, rows).to_batches(max_chunksize=10_000):
        for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            row += 1
            for place, value in enumerate(values):
                _cell(sheet, row, place, value, quoted)


def _cell(sheet: Worksheet, row: int, place: int, value: Any, quoted: Format) -> None:
    """Write a value as what it is; what is not stated leaves its cell empty."""
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, place, value)
        case int() | float():
            sheet.write_number(row, place, value)
        case _:
            text = cell_text(value if isinstance(value, str) else _LIST_DELIMITER.join(value))
            # a text that would become a formula if somebody edited the cell is marked as a text, as by an apostrophe
            sheet.write_string(row, place, text, quoted if text.startswith(("=", "+", "-", "@")) else None)


def cell_text(text: str) -> str:
    """Return a text as a cell can hold it: within its limit, and with no character that XML refuses."""
    text = legible(text)
    if len(text) > MOST_CHARACTERS // 2 and len(encoded := text.encode("utf-16-le")) > 2 * MOST_CHARACTERS:
        text = encoded[: 2 * (MOST_CHARACTERS - len(CUT))].decode("utf-16-le", "ignore") + CUT
    # XlsxWriter takes such a text for marks of its own and would write it as it is: a blank makes it a text
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _width(column: pa.ChunkedArray, name: str) -> int:
    """Width of a column: that of its longest text, within bounds; the name must be seen, with the filter's button."""
    longest = pc.max(pc.utf8_length(column)).as_py() if pa.types.is_string(column.type) else 0
    return int(min(max(longest or 0, len(name) + 4, _NARROWEST), _WIDEST))
