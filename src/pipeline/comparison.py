"""Two releases, row by row and cell by cell: what was added, removed or changed, by the keys of the tables.

Two things change a key and nothing else. A row whose id leads to another now (`redirects`) is followed there, and told
as redirected; so is a cell that names an actor or a document not held by its new id. The rows of a document are
numbered, so one that comes in moves those behind it: a row that says the same under another number, wherever in the
file it stands now, is told as renumbered.

`evidence` is compared by its words, and only counted, by the field that its rows are of: its keys are places, and each
of them moves when a letter is put right before it.

The cost is linear in the rows: keys are looked up by hash, fields are compared as whole columns.
"""

import re
import tempfile
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema import TABLES, Table, table

ADDED, REMOVED, REDIRECTED, RENUMBERED, CHANGED = "added", "removed", "redirected", "renumbered", "changed"
CELLS = pa.schema([(name, pa.string()) for name in ("table", "row_id", "change", "field", "before", "after")])

# US, which hardly any text has: it parts what is compared as one text.
_PART = "\x1f"
_EVIDENCE = "evidence"
# Memory that the comparison of evidence may take, beyond which it uses the disk.
_MEMORY = "1GB"
_DOCUMENT = "document_id"
# What an id in `redirects` is an id of, by the table that has it.
_ENTITIES = {"actors": "actor", "ghosts": "ghost"}
_NOWHERE = -1
# Fields that say where in a file or a list something stands, and not what it says.
_PLACES = ("start", "end", "recipient_group")
_UNSAID = frozenset({*_PLACES, "element"})
# A key that is a number among the rows of a document: <document_id>/e03
_NUMBERED = re.compile(r".+/[a-z]\d+", re.DOTALL)

Tables = Mapping[str, pa.Table]
# For the table of each entity, the ids that lead to others.
Redirects = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class TableChange:
    """What changed in a table.

    Attributes:
        added: Rows that are new.
        removed: Rows that are gone.
        redirected: Rows whose id leads to another row now.
        renumbered: Rows that say the same under another number of their document.
        changed: Rows of which a cell changed, and not only by an id that leads to another; of `evidence`, the same
            words at another place.
        fields: Cells that changed, by field; of `evidence`, rows that came or went, by the field that they are of, in
            documents that both releases hold.
        cells: A line for each of these, with what stood there before and what stands there now (`CELLS`).
    """

    added: int = 0
    removed: int = 0
    redirected: int = 0
    renumbered: int = 0
    changed: int = 0
    fields: Mapping[str, int] = field(default_factory=dict)
    cells: pa.Table = field(default_factory=CELLS.empty_table)

    @property
    def has_rows(self) -> bool:
        """Whether rows came or went, or have other keys."""
        return bool(self.added or self.removed or self.redirected or self.renumbered)

    @property
    def is_any(self) -> bool:
        """Whether anything changed."""
        return bool(self.has_rows or self.changed or self.cells.num_rows)


Comparison = Mapping[str, TableChange]


def compare(then: Tables, now: Tables) -> Comparison:
    """Return what changed in each table that both releases have, with the same key; what has not changed is left out.

    Fields that only one of the two has are not compared: they are told as a change of the contract.
    """
    redirects = _redirects(now)
    both = [each for each in TABLES if each.name in then and each.name in now and each.name != _EVIDENCE]
    found = {
        each.name: _Rows(each, then[each.name], now[each.name], redirects).change()
        for each in both
        if set(each.primary_key) <= set(then[each.name].column_names) & set(now[each.name].column_names)
    }
    key = set(table(_EVIDENCE).primary_key)
    if all(_EVIDENCE in of and key <= set(of[_EVIDENCE].column_names) for of in (then, now)):
        found[_EVIDENCE] = _evidence(then, now, {**redirects["actors"], **redirects["ghosts"], **_renumbered(found)})
    return {each.name: found[each.name] for each in TABLES if each.name in found and found[each.name].is_any}


def cells(of: Comparison) -> pa.Table:
    """Return all changed cells and rows as one table, in the order of the tables and of their rows."""
    return pa.concat_tables([CELLS.empty_table(), *(change.cells for change in of.values())])


def as_text(column: pa.ChunkedArray, between: str = "; ") -> pa.ChunkedArray:
    """Return the values of a field as CSV has them: lists joined, nothing where it is empty."""
    if pa.types.is_list(column.type):
        return pc.binary_join(column, between)
    return column if pa.types.is_string(column.type) else column.cast(pa.string())


def _redirects(now: Tables) -> Redirects:
    found: dict[str, dict[str, str]] = {name: {} for name in _ENTITIES}
    if "redirects" in now:
        rows = now["redirects"].select(["old_id", "entity", "new_id"]).to_pylist()
        for name, entity in _ENTITIES.items():
            leads = {row["old_id"]: row["new_id"] for row in rows if row["entity"] == entity}
            found[name] = {old: _last(old, leads) for old in leads}
    return found


def _last(old: str, leads: Mapping[str, str]) -> str:
    """The id at the end of the way; a way in a circle ends where it comes round."""
    seen = {old}
    while (new := leads.get(old)) is not None and new not in seen:
        seen.add(new)
        old = new
    return old


def _renumbered(found: Comparison) -> dict[str, str]:
    """The new number of each row that has one."""
    moved = (each.cells.filter(pc.equal(each.cells["change"], RENUMBERED)) for each in found.values())
    return {
        old: new
        for cells in moved
        for old, new in zip(cells["before"].to_pylist(), cells["after"].to_pylist(), strict=True)
    }


class _Rows:
    """The rows of a table whose key is one field, in two releases: which is which, and what became of it.

    ``place`` has for each old row the place of the new one, or nowhere.
    """

    def __init__(self, of: Table, then: pa.Table, now: pa.Table, redirects: Redirects) -> None:
        (self._key,) = of.primary_key
        self._name, self._redirects = of.name, redirects
        self._then, self._now = then, now
        # what it would say with the ids of today
        self._followed = _with_ids_of_today(of, then, redirects)
        # a number among the rows of a document says no more than the key does
        numbers = {self._key, *of.sort, *_PLACES} - {_DOCUMENT}
        self._said = [name for name in now.column_names if name in then.column_names and name not in numbers]
        self._old, self._new = (each[self._key].combine_chunks() for each in (then, now))
        places = pc.fill_null(pc.index_in(self._old, value_set=self._new), _NOWHERE)
        self._place = places.to_numpy(zero_copy_only=False).astype(np.int64)
        self._led: dict[int, str] = {}
        self._moved: dict[int, int] = {}

    def change(self) -> TableChange:
        """What changed in the table."""
        self._follow()
        if len(self._old) and _NUMBERED.fullmatch(self._old[0].as_py()):
            self._renumber()
        changed, fields, lines = self._cells()
        done = [*self._led, *self._moved]
        is_gone = self._place == _NOWHERE
        is_gone[done] = False
        is_new = self._is_free()
        is_new[list(self._moved.values())] = False
        removed, added = (keys.filter(pa.array(mask)) for keys, mask in ((self._old, is_gone), (self._new, is_new)))
        lines += [_lines(self._name, ADDED, added), _lines(self._name, REMOVED, removed)]
        lines.append(self._lines_of_keys(REDIRECTED, self._led.keys(), self._led.values()))
        moved = self._new.take(pa.array(self._moved.values(), pa.int64()))
        lines.append(self._lines_of_keys(RENUMBERED, self._moved.keys(), moved))
        cells = pa.concat_tables(lines).sort_by([("row_id", "ascending"), ("field", "ascending")])
        return TableChange(len(added), len(removed), len(self._led), len(self._moved), changed, fields, cells)

    def _lines_of_keys(self, change: str, rows: Iterable[int], after: Iterable[object]) -> pa.Table:
        before = self._old.take(pa.array(rows, pa.int64()))
        return _lines(self._name, change, before, self._key, before, _column(after))

    def _is_free(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Which new rows are those of no old one."""
        is_free = np.ones(self._now.num_rows, dtype=np.bool_)
        is_free[self._place[self._place != _NOWHERE]] = False
        return is_free

    def _follow(self) -> None:
        """Follow each row that is gone to the one that its id leads to."""
        gone = np.flatnonzero(self._place == _NOWHERE)
        if not len(gone) or not any(self._redirects.values()):
            return
        places = {row_id: place for place, row_id in enumerate(self._new.to_pylist())}
        is_free = self._is_free()
        for row, row_id in zip(gone.tolist(), self._old.take(pa.array(gone)).to_pylist(), strict=True):
            new = _led(row_id, self._redirects)
            if new != row_id and new in places:
                self._led[row] = new
                # the first of several that lead to one new row is compared with it
                if is_free[places[new]]:
                    is_free[places[new]] = False
                    self._place[row] = places[new]

    def _renumber(self) -> None:
        """Find rows that say the same under another number; what stood under that number is free then."""
        kept = np.flatnonzero(self._place != _NOWHERE)
        differs = self._differ(kept)
        loose = np.sort(np.concatenate([np.flatnonzero(self._place == _NOWHERE), kept[differs]]))
        free = self._is_free()
        free[self._place[kept[differs]]] = True
        free_rows = np.flatnonzero(free)
        if not len(loose) or not len(free_rows):
            return
        waiting: dict[str, deque[int]] = defaultdict(deque)
        for place, said in zip(free_rows.tolist(), self._contents(self._now, free_rows), strict=True):
            waiting[said].append(place)
        for row, said in zip(loose.tolist(), self._contents(self._followed, loose), strict=True):
            if waiting.get(said) and row not in self._led:
                self._moved[row] = waiting[said].popleft()
        moved_to = np.isin(self._place, list(self._moved.values()))
        self._place[moved_to] = _NOWHERE
        self._place[list(self._moved)] = _NOWHERE

    def _differ(
        self, rows: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    ) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Which of some old rows say something else than the new ones."""
        one, other = self._followed.take(pa.array(rows)), self._now.take(pa.array(self._place[rows]))
        found = np.zeros(len(rows), dtype=np.bool_)
        for name in self._said:
            found |= _differs(one[name], other[name]).combine_chunks().to_numpy(zero_copy_only=False)
        return found

    def _contents(self, rows: pa.Table, places: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> list[str]:
        joined: list[str] = _joined(rows.take(pa.array(places)), self._said).to_pylist()
        return joined

    def _cells(self) -> tuple[int, dict[str, int], list[pa.Table]]:
        """Compare the cells of rows that are one: rows and cells that changed, and a line for each cell."""
        rows = np.flatnonzero(self._place != _NOWHERE)
        then, followed = (each.take(pa.array(rows)) for each in (self._then, self._followed))
        now = self._now.take(pa.array(self._place[rows]))
        changed = np.zeros(len(rows), dtype=np.bool_)
        fields: dict[str, int] = {}
        lines = []
        for name in now.column_names:
            if name == self._key or name not in then.column_names:
                continue
            differs = _differs(followed[name], now[name])
            follows = pc.and_not(_differs(then[name], now[name]), differs)
            for change, mask in ((CHANGED, differs), (REDIRECTED, follows)):
                if number := pc.sum(mask).as_py():
                    ids, before, after = (column.filter(mask) for column in (now[self._key], then[name], now[name]))
                    lines.append(_lines(self._name, change, ids, name, as_text(before), as_text(after)))
                    if change == CHANGED:
                        fields[name] = number
                        changed |= mask.combine_chunks().to_numpy(zero_copy_only=False)
        return int(changed.sum()), fields, lines


def _led(row_id: str, redirects: Redirects) -> str:
    """The key of a row, with each id in it that leads to another as that one: `<actor_id>/<position>` too."""
    actors, ghosts = redirects["actors"], redirects["ghosts"]
    return "/".join(actors.get(part) or ghosts.get(part) or part for part in row_id.split("/"))


def _with_ids_of_today(of: Table, rows: pa.Table, redirects: Redirects) -> pa.Table:
    for name, (target, _) in of.foreign_keys.items():
        if name in rows.column_names and (leads := redirects.get(target)):
            rows = rows.set_column(rows.column_names.index(name), name, _led_on(rows[name], leads))
    return rows


def _led_on(ids: pa.ChunkedArray, leads: Mapping[str, str]) -> pa.ChunkedArray:
    """Ids, with each that leads to another as that one."""
    new = pa.array(leads.values(), pa.string())
    return pc.coalesce(new.take(pc.index_in(ids, value_set=pa.array(leads.keys(), pa.string()))), ids)


def _differs(one: pa.ChunkedArray, other: pa.ChunkedArray) -> pa.ChunkedArray:
    """Where two columns differ; empty is like empty and like nothing else."""
    if pa.types.is_list(one.type) and pa.types.is_list(other.type):
        lengths = _differs(pc.list_value_length(one), pc.list_value_length(other))
        return pc.or_(lengths, _differs(as_text(one, _PART), as_text(other, _PART)))
    if one.type != other.type:
        one, other = as_text(one), as_text(other)
    return pc.or_(pc.xor(one.is_null(), other.is_null()), pc.fill_null(pc.not_equal(one, other), False))


def _lines(name: str, change: str, ids: object, field: str | None = None, *cells: object) -> pa.Table:
    columns = [_column(each) for each in (ids, *cells)]
    number = len(columns[0])
    empty = pa.nulls(number, pa.string())
    before, after = columns[1:] or (empty, empty)
    named = empty if field is None else pa.repeat(field, number)
    return pa.table([pa.repeat(name, number), columns[0], pa.repeat(change, number), named, before, after], CELLS)


def _column(values: object) -> pa.Array | pa.ChunkedArray:
    return values if isinstance(values, pa.Array | pa.ChunkedArray) else pa.array(values, pa.string())


def _evidence(then: Tables, now: Tables, leads: Mapping[str, str]) -> TableChange:
    """Count the words that came or went as evidence by the field that they are of, and those that stand elsewhere.

    It is the largest table by far: an engine that uses the disk where memory is short brings the two together.
    """
    old, new = then[_EVIDENCE], now[_EVIDENCE]
    said = ", ".join(f'"{name}"' for name in new.column_names if name in old.column_names and name not in _UNSAID)
    leading = pa.table({"old": pa.array(leads.keys(), pa.string()), "new": pa.array(leads.values(), pa.string())})
    with (
        tempfile.TemporaryDirectory(prefix="chancery-") as folder,
        duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": folder}) as engine,
    ):
        for name, rows in (("old_rows", old), ("new_rows", new), ("leads", leading)):
            engine.register(name, rows)
        for name, of in (("old_documents", then), ("new_documents", now)):
            engine.register(name, of["documents"].select([_DOCUMENT]))
        counted = engine.execute(_COUNTED.format(said=said)).fetchall()
    counts: dict[str, int] = defaultdict(int)
    fields: dict[str, int] = defaultdict(int)
    for what, field_of, is_of_both, number in counted:
        counts[what] += number
        if is_of_both and what in {ADDED, REMOVED}:
            fields[field_of] += number
    return TableChange(counts[ADDED], counts[REMOVED], changed=counts[CHANGED], fields=dict(sorted(fields.items())))


# Rows that say the same are told apart by their number in the order of places, on either side.
_COUNTED = """
with led as (
    select old_rows.* replace (coalesce(leads.new, row_id) as row_id)
    from old_rows left join leads on row_id = leads.old
), old_numbered as (
    select {said}, "start", row_number() over (partition by {said} order by "start", "end") as number from led
), new_numbered as (
    select {said}, "start", row_number() over (partition by {said} order by "start", "end") as number from new_rows
)
select
    case
        when old_numbered.number is null then 'added'
        when new_numbered.number is null then 'removed'
        when old_numbered."start" <> new_numbered."start" then 'changed'
    end as what,
    "table" || '.' || field,
    document_id in (from old_documents) and document_id in (from new_documents),
    count(*)
from old_numbered full join new_numbered using ({said}, number)
where what is not null
group by all
"""


def _joined(rows: pa.Table, fields: Sequence[str]) -> pa.Array:
    """What rows say in some fields, each row as one text that no other content gives.

    The lengths of the parts stand behind them: a part can hold the character between two. What is empty has none.
    """
    parts = [as_text(rows[name], _PART) for name in fields]
    lengths = [pc.fill_null(pc.utf8_length(part).cast(pa.string()), "-") for part in parts]
    joined = pc.binary_join_element_wise(*(pc.fill_null(part, "") for part in parts), *lengths, _PART)
    return joined.combine_chunks()
