"""The issues of a document: of its file, of its readings and of its checks."""

from collections.abc import Iterable

from pipeline.issues import CODES
from pipeline.model import Issue, ParsedDocument
from pipeline.records.rows import Rows


def write(rows: Rows, document: ParsedDocument, found: Iterable[Issue]) -> None:
    """Write one row per issue, in the order of the text."""
    read = [issue for reading in document.readings for issue in reading.issues]
    for issue in sorted([*document.issues, *read, *found], key=_place):
        row = rows.number("issues", "i")
        row.give(
            code=issue.code,
            severity=CODES[issue.code].severity,
            message=issue.message,
            raw_path=document.raw.path,
        ).at(issue.start, issue.end)


def _place(issue: Issue) -> tuple[int, str]:
    return (-1 if issue.start is None else issue.start), issue.code
