"""Documents by time: a strip for each year, a row in it for each priority of each source.

A document of which the day is known is a small mark at its day; one that is dated by month, by year or between two days
is a bar as long as the time it can be of.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.renditions.site import templates
from pipeline.renditions.site.contents import Contents, Row

PRIORITIES = ("flash", "most_immediate", "immediate", "urgent", "priority", "routine", "")
# Of a strip: width of a day, height of a mark, room for the names of its rows.
_DAY, _MARK, _HEAD, _TOP = 2.5, 7, 190, 20
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# A document that can be of more years stands in the first of them only: a strip for each would bury the others.
_MOST_YEARS = 30


class Mark(NamedTuple):
    """A document in a strip."""

    x: float
    y: int
    width: float
    place: str
    says: str
    is_uncertain: bool


class Lane(NamedTuple):
    """A row of a strip, with its middle and how many documents it has."""

    label: str
    code: str
    y: int
    top: int
    height: int
    number: int


@dataclass(frozen=True)
class Strip:
    """A year."""

    year: int
    documents: int
    width: int
    height: int
    months: tuple[tuple[str, float], ...]
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]


def write_timeline(contents: Contents, folder: Path) -> None:
    """Write the page of documents by time."""
    years = _by_year(contents.documents)
    many_sources = len(contents.edition.source_ids) > 1
    undated = [row for row in contents.documents if not row["date_earliest"]]
    counts = {year: Counter(row["priority_code"] or "" for row in rows) for year, rows in years.items()}
    used = [each for each in PRIORITIES if any(each in found for found in counts.values())]
    templates.write(
        folder,
        "timeline.html",
        "timeline.html.j2",
        strips=[_strip(year, rows, contents, many_sources=many_sources) for year, rows in years.items()],
        counts=counts,
        most=max((sum(each.values()) for each in counts.values()), default=1),
        priorities=[(each, each.replace("_", " ") or "not stated") for each in used],
        undated=[(contents.titles[row["document_id"]], contents.document_place(row["document_id"])) for row in undated],
        uncertain=sum(row["date_earliest"] != row["date_latest"] for row in contents.documents if row["date_earliest"]),
        version=contents.edition.version,
    )


def _by_year(documents: Sequence[Row]) -> dict[int, list[Row]]:
    """The documents by each year that they can be of."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in documents:
        if row["date_earliest"]:
            first = int(row["date_earliest"][:4])
            last = min(int((row["date_latest"] or row["date_earliest"])[:4]), first + _MOST_YEARS)
            for year in range(first, max(first, last) + 1):
                found[year].append(row)
    return dict(sorted(found.items()))


def _strip(year: int, rows: Sequence[Row], contents: Contents, *, many_sources: bool) -> Strip:
    of_lane: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        of_lane[row["source_id"], PRIORITIES.index(row["priority_code"] or "")].append(row)
    lanes: list[Lane] = []
    marks: list[Mark] = []
    top = _TOP
    for (source_id, rank), documents in sorted(of_lane.items()):
        placed = list(_placed(year, documents, contents))
        height = (max(level for level, _ in placed) + 1) * (_MARK + 1) + 10
        marks.extend(mark._replace(y=top + height - 3 - (level + 1) * (_MARK + 1)) for level, mark in placed)
        said = PRIORITIES[rank].replace("_", " ") or "priority not stated"
        label = f"{source_id}: {said}" if many_sources else said
        lanes.append(Lane(label, PRIORITIES[rank], top + height - 6, top, height, len(documents)))
        top += height
    days = (dt.date(year, 12, 31) - dt.date(year, 1, 1)).days + 1
    months = tuple((name, _x(dt.date(year, number, 1))) for number, name in enumerate(_MONTHS, 1))
    return Strip(year, len(rows), round(_HEAD + days * _DAY), top, months, tuple(lanes), tuple(marks))


def _placed(year: int, rows: Sequence[Row], contents: Contents) -> Iterator[tuple[int, Mark]]:
    """Each document with the level at which it lies, so that none covers another."""
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    spans = sorted(((_bounds(row, year), row) for row in rows), key=lambda each: (each[0], each[1]["document_id"]))
    for (first, last), row in spans:
        x, width = _x(first), max(_DAY, ((last - first).days + 1) * _DAY)
        while busy and busy[0][0] <= x:
            heappush(free, heappop(busy)[1])
        # the lowest that is free
        level = heappop(free) if free else len(busy)
        heappush(busy, (x + width, level))
        date = row["date_edtf"] or row["date_text"] or ""
        says = f"{date}: {contents.titles[row['document_id']]}"
        place = contents.document_place(row["document_id"]) or ""
        is_uncertain = row["date_earliest"] != row["date_latest"]
        yield level, Mark(x, 0, round(width - 0.4, 1), place, says, is_uncertain)


def _bounds(row: Any, year: int) -> tuple[dt.date, dt.date]:
    """The days of the year that a document can be of."""
    first, last = row["date_earliest"], row["date_latest"] or row["date_earliest"]
    start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return max(start, _day(first, start)), max(_day(first, start), min(end, _day(last, end)))


def _day(written: str, otherwise: dt.date) -> dt.date:
    """A day; another where the calendar has none such."""
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return otherwise


def _x(day: dt.date) -> float:
    return round(_HEAD + (day - dt.date(day.year, 1, 1)).days * _DAY, 1)
