"""What changed between two releases, counted, in sentences for people."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.comparison import CHANGED, REDIRECTED, TableChange
from pipeline.schema import table
from pipeline.versions import Since

_LISTED = ("distributed", "forwarded", "received", "repeated")

_NEW = (
    ("actors", "actor is named for the first time", "actors are named for the first time"),
    ("ghosts", "document that is not held is met for the first time", "documents not held are met for the first time"),
)


class _Part(NamedTuple):
    """Something that a document has several of: the rows of a table, or those of some types that name somebody."""

    one: str
    many: str
    table: str
    event_types: tuple[str, ...] = ()


_PARTS = (
    _Part("a recipient", "recipients", "routing_events", _LISTED),
    _Part("an addressee", "addressees", "routing_events", ("sent",)),
    _Part("a witness of the sender", "witnesses of the sender", "senders"),
    _Part("a number", "numbers", "identifiers"),
    _Part("a date", "dates", "document_dates"),
    _Part("an archival reference", "archival references", "holdings"),
    _Part("a reference to another document", "references to other documents", "document_references"),
    _Part("a participant", "participants", "participants"),
    _Part("a mention of an actor", "mentions of actors", "mentions"),
    _Part("a note in brackets", "notes in brackets", "annotations"),
    _Part("a sign that something is not there", "signs that something is not there", "absences"),
    _Part("a quantity", "quantities", "quantities"),
)


def in_short(since: Since) -> tuple[str, ...]:
    """Return what is new beside documents, and what documents that both releases hold gained and lost."""
    gains = (sentence for part in _PARTS for sentence in _gains(part, since))
    return (*_new(since), *gains, *_read_otherwise(since))


def _new(since: Since) -> Iterator[str]:
    for name, one, many in _NEW:
        if name in since.comparison and since.comparison[name].added:
            yield number(since.comparison[name].added, one, many)


def _read_otherwise(since: Since) -> Iterator[str]:
    """Values of documents that their words state, and that are others now."""
    if change := since.comparison.get("documents"):
        for name, of in change.fields.items():
            if table("documents").origin(name) == "text":
                yield f"{number(of, 'document reads', 'documents read')} otherwise in `{name}`"


def by_table(since: Since) -> tuple[str, ...]:
    """Return how many rows and cells changed in each table, a sentence each."""
    then, now = _ids(since.then), _ids(since.now)
    gone, new = pa.array(sorted(then - now), pa.string()), pa.array(sorted(now - then), pa.string())
    return tuple(
        _of_table(
            name,
            change,
            change.added - _rows_of(new, since.now[name]),
            change.removed - _rows_of(gone, since.then[name]),
        )
        for name, change in since.comparison.items()
    )


def number(of: int, one: str, many: str) -> str:
    """Return a number with its noun.

    >>> number(1, "row", "rows"), number(2000, "row", "rows")
    ('1 row', '2,000 rows')
    """
    return f"{of:,} {one if of == 1 else many}"


def _gains(part: _Part, since: Since) -> Iterator[str]:
    if part.table not in since.comparison:
        return
    then, now = (_count(part, tables[part.table]) for tables in (since.then, since.now))
    both = _ids(since.then) & _ids(since.now)
    steps = [now.get(each, 0) - then.get(each, 0) for each in sorted(both & (then.keys() | now.keys()))]
    for verb, those in (
        ("gained", [step for step in steps if step > 0]),
        ("lost", [-step for step in steps if step < 0]),
    ):
        if those:
            in_all = f" ({sum(those):,} {part.many} in all)" if sum(those) > len(those) else ""
            yield f"{number(len(those), 'document', 'documents')} {verb} {part.one}{in_all}"


def _ids(tables: Mapping[str, pa.Table]) -> set[str]:
    return set(tables["documents"]["document_id"].to_pylist())


def _count(part: _Part, rows: pa.Table) -> dict[str, int]:
    """How many of it each document has."""
    if part.event_types:
        is_type = pc.is_in(rows["event_type"], value_set=pa.array(part.event_types))
        rows = rows.filter(pc.and_(is_type, rows["to_name"].is_valid()))
    return {each["values"]: each["counts"] for each in pc.value_counts(rows["document_id"]).to_pylist()}


def _rows_of(documents: pa.Array, rows: pa.Table) -> int:
    """How many rows are of some documents."""
    if "document_id" not in rows.column_names:
        return 0
    return int(pc.sum(pc.is_in(rows["document_id"], value_set=documents)).as_py() or 0)


def _of_table(name: str, change: TableChange, added_inside: int, removed_inside: int) -> str:
    """What changed in a table; of its rows, how many came or went in documents that both releases hold."""
    counts = (
        (change.added, f"added{_inside(change.added, added_inside)}"),
        (change.removed, f"removed{_inside(change.removed, removed_inside)}"),
        (change.redirected, "with an id that leads to another now"),
        (change.renumbered, "with another number, as others of their document came or went"),
        (change.changed, "at another place of the file" if name == "evidence" else "changed"),
    )
    told = [f"{number(of, 'row', 'rows')} {what}" for of, what in counts if of]
    if followed := _followed(change):
        told.append(f"{number(followed, 'cell names', 'cells name')} by its new id what it named by the old one")
    return f"`{name}`: {', '.join(told)}{_fields(change)}"


def _inside(rows: int, inside: int) -> str:
    return f" ({inside:,} of them in documents that both releases hold)" if 0 < inside < rows else ""


def _followed(change: TableChange) -> int:
    """Cells, without the keys of rows, that follow an id to the one it leads to."""
    led = pc.sum(pc.equal(change.cells["change"], REDIRECTED)).as_py() or 0
    return int(led) - change.redirected


def _fields(change: TableChange) -> str:
    """What changed in which field; of one that was filled or emptied, how often."""
    if not change.fields:
        return ""
    if not change.cells.num_rows:
        return "; in documents that both hold, of the fields " + ", ".join(
            f"`{name}` {of:,}" for name, of in change.fields.items()
        )
    changed = change.cells.filter(pc.equal(change.cells["change"], CHANGED))
    filled, emptied = (_times(changed.filter(changed[side].is_null())) for side in ("before", "after"))
    return " (" + ", ".join(_field(name, of, filled, emptied) for name, of in change.fields.items()) + ")"


def _field(name: str, of: int, filled: Mapping[str, int], emptied: Mapping[str, int]) -> str:
    notes = [f"{each[name]:,} {what}" for each, what in ((filled, "filled"), (emptied, "emptied")) if name in each]
    return f"`{name}` {of:,}" + (f", of which {' and '.join(notes)}" if notes else "")


def _times(cells: pa.Table) -> dict[str, int]:
    return {each["values"]: each["counts"] for each in pc.value_counts(cells["field"]).to_pylist()}
