"""Documents that references mean and that are not held: which references mean the same one."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from pipeline.captures import Frames
from pipeline.linkage.correspondents import NOBODY, Party
from pipeline.linkage.held import WIRED, Held, Row, Shelf, day_of, rows_of
from pipeline.values.series import folded

# Days within which references to one number mean one document: numbers begin again each year.
_YEAR = 366
# documents of one number and correspondents that are compared: the last ones, as the references come in order of days
_LAST = 12
_NOT_IN_IDS = re.compile(r"[^\w.:-]+")
_READ = (
    "reference_id", "document_id", "text", "zone", "kind", "direction", "from_text", "identifier", "series", "number",
    "volume", "date_edtf", "status",
)  # fmt: skip
_Key = tuple[object, ...]


@dataclass
class Meant:
    """A document that is meant and not held, and what the references to it say, in their order.

    ``label`` is what it is called by where its id is made. Of a number that is missing from a series, ``neighbours``
    are the held documents before and after it; where nothing refers to it, ``number`` and ``letters`` are its own.
    """

    source_id: str
    label: tuple[str, ...]
    writer: Party = NOBODY
    reader: Party = NOBODY
    from_actor_id: str | None = None
    to_actor_id: str | None = None
    rows: list[Row] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    neighbours: tuple[Held, Held] | None = None
    number: str | None = None
    letters: str = ""

    @property
    def series(self) -> str:
        """The series of its number, folded; empty for a plain number."""
        return folded(self.said("series"))

    def said(self, name: str) -> str | None:
        """What the first reference that says it says."""
        return next((row[name] for row in self.rows if row[name]), None)

    @property
    def latest(self) -> int | None:
        """The day of the first document that refers to it: it was written by then."""
        return min(self.days, default=None)

    def minted_id(self) -> str:
        """An id made of what identifies it."""
        return ":".join(("ghost", *(_NOT_IN_IDS.sub("-", each) for each in self.label)))


def meant(frames: Frames, shelf: Shelf) -> list[Meant]:
    """Return the documents that references mean and that are not held, each once."""
    groups: dict[_Key, list[Meant]] = defaultdict(list)
    found: list[Meant] = []
    references = frames["document_references"]
    rows = list(rows_of(references[references["status"] == "missing"], *_READ))
    rows.sort(key=lambda row: (shelf.documents[row["document_id"]].day or 0, row["reference_id"]))
    for row in rows:
        if not (row["identifier"] or row["date_edtf"]):
            continue
        by = shelf.documents[row["document_id"]]
        new = _of(row, by, shelf)
        keys = list(_keys(new, row))
        one = _known(keys, groups, row, by)
        if one is None:
            one = new
            found.append(new)
        one.rows.append(row)
        if by.last_day is not None and row["zone"] != "note":
            one.days.append(by.last_day)
        _learn(one, new)
        for key in keys:
            if not any(each is one for each in groups[key]):
                groups[key].append(one)
    return found


def _of(row: Row, by: Held, shelf: Shelf) -> Meant:
    """What one reference says of the document that it means."""
    source_id, said = by.source_id, _said(row, by)
    if row["kind"] == "document":
        # a mark names it whatever document bears the mark; an editor's number, within the volume
        is_printed = (row["identifier"] or "").isdigit()
        place = row["volume"] or by.volume or by.document_id.partition(":")[2]
        return Meant(source_id, (source_id, place, said) if is_printed else (source_id, row["identifier"]))
    owned = None if row["zone"] == "note" else row["direction"]
    if owned == "outgoing":
        new = Meant(source_id, (), by.writer, by.reader, by.from_actor_id, by.to_actor_id)
    elif owned == "incoming":
        new = Meant(source_id, (), by.reader, by.writer, by.to_actor_id, by.from_actor_id)
    else:
        new = Meant(source_id, (), shelf.party(row["from_text"], by.day) if row["from_text"] else NOBODY)
    sides = (new.writer.label, new.reader.label)
    if owned and any(sides):
        new.label = (source_id, sides[0] or "unknown", sides[1] or "unknown", said)
    elif row["series"] and row["number"]:
        new.label = (source_id, said)
    else:
        # nothing but the document that speaks of it tells which one it is
        new.label = (by.document_id, said)
    return new


def _said(row: Row, by: Held) -> str:
    """The number with its series and year, or the kind with the day."""
    if row["kind"] == "document" and row["identifier"]:
        return str(row["identifier"])
    if row["number"]:
        year = (row["date_edtf"] or "")[:4] or (_year(by.day) if by.day else "")
        return ":".join(filter(None, (f"{row['series'] or ''}{row['number']}", year)))
    return ":".join(filter(None, (row["kind"], row["identifier"], row["date_edtf"])))


def _year(day: int) -> str:
    return f"{dt.date.fromordinal(day).year:04d}"


def _keys(new: Meant, row: Row) -> Iterator[_Key]:
    """Keys that references to the same document have in common, at least one of them."""
    if row["kind"] == "document" or not (new.writer.keys or row["series"]):
        yield ("label", *new.label)
        return
    what = ("number", folded(row["series"]), row["number"]) if row["number"] else _day_key(row)
    if new.writer.keys and new.reader.keys:
        for writer, reader in product(sorted(new.writer.keys), sorted(new.reader.keys)):
            yield new.source_id, *what, writer, reader
    else:
        yield ("label", *new.label)
    if row["series"] and row["number"]:
        yield new.source_id, *what


def _day_key(row: Row) -> _Key:
    kind = "wired" if row["kind"] in WIRED else row["kind"]
    return ("day", kind, row["date_edtf"], row["identifier"])


def _known(keys: Sequence[_Key], groups: dict[_Key, list[Meant]], row: Row, by: Held) -> Meant | None:
    """The document already found that a reference means too: the last that agrees in the day and stands in the year."""
    for key in keys:
        for each in reversed(groups.get(key, ())[-_LAST:]):
            if _agrees(each, row, by):
                return each
    return None


def _agrees(one: Meant, row: Row, by: Held) -> bool:
    if row["kind"] == "document":
        return True
    stated = one.said("date_edtf")
    if stated and row["date_edtf"] and stated != row["date_edtf"]:
        return False
    if row["number"] is None or by.day is None:
        return True
    other = day_of(stated) or one.latest
    mine = day_of(row["date_edtf"]) or by.day
    return other is None or abs(mine - other) <= _YEAR


def _learn(one: Meant, new: Meant) -> None:
    """Take the correspondents from a reference that knows them, where those before it did not."""
    if not one.writer.keys and new.writer.keys:
        one.writer, one.from_actor_id = new.writer, new.from_actor_id
    if not one.reader.keys and new.reader.keys:
        one.reader, one.to_actor_id = new.reader, new.to_actor_id
