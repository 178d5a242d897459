"""Two releases, row by row and cell by cell: what was added, removed or changed, by the keys of the tables.

A row whose id leads to another now (`redirects`) is followed there: it is told as redirected, and not as one row
removed and another added. So is a cell that names an actor or a document not held by its new id.

`evidence` is compared too, and only counted by the field that its rows are of: what changed in it, changed in the
places of a value, and its keys are longer than its rows.

The cost is linear in the rows: keys are looked up by hash, fields are compared as whole columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema import TABLES, Table, table

ADDED, REMOVED, REDIRECTED, CHANGED = "added", "removed", "redirected", "changed"
CELLS = pa.schema([(name, pa.string()) for name in ("table", "row_id", "change", "field", "before", "after")])

# US, which hardly any text has: it parts what is compared as one text.
_PART = "\x1f"
_EVIDENCE = "evidence"
# What an id in `redirects` is an id of, by the table that has it.
_ENTITIES = {"actors": "actor", "ghosts": "ghost"}

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
        changed: Rows of which a cell changed, and not only by an id that leads to another.
        fields: Cells that changed, by field; of `evidence`, rows that did, by the field that they are of.
        cells: A line for each of these, with what stood there before and what stands there now (`CELLS`).
    """

    added: int = 0
    removed: int = 0
    redirected: int = 0
    changed: int = 0
    fields: Mapping[str, int] = field(default_factory=dict)
    cells: pa.Table = field(default_factory=CELLS.empty_table)

    @property
    def is_any(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.removed or self.redirected or self.changed or self.cells.num_rows)


Comparison = Mapping[str, TableChange]


def compare(then: Tables, now: Tables) -> Comparison:
    """Return what changed in each table that both releases have, with the same key; what has not changed is left out.

    Fields that only one of the two has are not compared: they are told as a change of the contract.
    """
    redirects = _redirects(now)
    found = {}
    for each in TABLES:
        if each.name not in then or each.name not in now:
            continue
        one, other = then[each.name], now[each.name]
        if set(each.primary_key) <= set(one.column_names) & set(other.column_names):
            change = _evidence(one, other, redirects) if each.name == _EVIDENCE else _rows(each, one, other, redirects)
            if change.is_any:
                found[each.name] = change
    return found


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


def _rows(of: Table, then: pa.Table, now: pa.Table, redirects: Redirects) -> TableChange:
    """Compare a table whose key is one field."""
    (key,) = of.primary_key
    old, new = then[key].combine_chunks(), now[key].combine_chunks()
    places = pc.index_in(old, value_set=new)
    gone = old.filter(places.is_null()).to_pylist()
    fresh = set(new.filter(pc.invert(pc.is_in(new, value_set=old))).to_pylist())
    there = set(new.to_pylist()) if gone else set()
    led = {each: to for each in gone if (to := _led(each, redirects)) != each and to in there}
    # of several that lead to one new row, it is the first that the row is compared with
    pairs = {to: each for each, to in reversed(led.items()) if to in fresh}
    places = _with_pairs(places, old, new, pairs)
    kept = places.is_valid()
    changed, fields, lines = _cells(of, then.filter(kept), now.take(places.filter(kept)), redirects)
    lines.insert(0, _lines(of.name, REMOVED, [each for each in gone if each not in led]))
    lines.insert(0, _lines(of.name, ADDED, sorted(fresh - pairs.keys())))
    lines.insert(0, _lines(of.name, REDIRECTED, list(led), key, list(led), list(led.values())))
    return TableChange(
        added=len(fresh) - len(pairs),
        removed=len(gone) - len(led),
        redirected=len(led),
        changed=changed,
        fields=fields,
        cells=pa.concat_tables(lines).sort_by([("row_id", "ascending"), ("field", "ascending")]),
    )


def _led(row_id: str, redirects: Redirects) -> str:
    """The key of a row, with each id in it that leads to another as that one: `<actor_id>/<position>` too."""
    actors, ghosts = redirects["actors"], redirects["ghosts"]
    return "/".join(actors.get(part) or ghosts.get(part) or part for part in row_id.split("/"))


def _with_pairs(places: pa.Array, old: pa.Array, new: pa.Array, pairs: Mapping[str, str]) -> pa.Array:
    """The place of each old row among the new ones, with those that were followed to another id."""
    if not pairs:
        return places
    at_old = pa.array(pairs.values(), pa.string())
    at_new = pc.index_in(pa.array(pairs.keys(), pa.string()), value_set=new)
    return pc.coalesce(places, at_new.take(pc.index_in(old, value_set=at_old)))


def _cells(
    of: Table, then: pa.Table, now: pa.Table, redirects: Redirects
) -> tuple[int, dict[str, int], list[pa.Table]]:
    """Compare rows that stand in the same places: rows and cells that changed, and a line for each cell."""
    (key,) = of.primary_key
    changed = pa.chunked_array([pa.repeat(False, now.num_rows)])
    fields: dict[str, int] = {}
    lines = []
    for name in now.column_names:
        if name == key or name not in then.column_names:
            continue
        differs = _differs(then[name], now[name])
        if not (number := pc.sum(differs).as_py()):
            continue
        leads = redirects.get(of.foreign_keys.get(name, ("", ""))[0])
        follows = pc.and_(differs, pc.invert(_differs(_followed(then[name], leads), now[name]))) if leads else None
        for change, mask in ((CHANGED, _without(differs, follows)), (REDIRECTED, follows)):
            if mask is not None and (number := pc.sum(mask).as_py()):
                ids, before, after = (column.filter(mask) for column in (now[key], then[name], now[name]))
                lines.append(_lines(of.name, change, ids, name, as_text(before), as_text(after)))
                if change == CHANGED:
                    changed, fields[name] = pc.or_(changed, mask), number
    return pc.sum(changed).as_py() or 0, fields, lines


def _without(mask: pa.ChunkedArray, other: pa.ChunkedArray | None) -> pa.ChunkedArray:
    return mask if other is None else pc.and_not(mask, other)


def _differs(one: pa.ChunkedArray, other: pa.ChunkedArray) -> pa.ChunkedArray:
    """Where two columns differ; empty is like empty and like nothing else."""
    if pa.types.is_list(one.type) and pa.types.is_list(other.type):
        lengths = _differs(pc.list_value_length(one), pc.list_value_length(other))
        return pc.or_(lengths, _differs(as_text(one, _PART), as_text(other, _PART)))
    if one.type != other.type:
        one, other = as_text(one), as_text(other)
    return pc.or_(pc.xor(one.is_null(), other.is_null()), pc.fill_null(pc.not_equal(one, other), False))


def _followed(ids: pa.ChunkedArray, leads: Mapping[str, str]) -> pa.ChunkedArray:
    """Ids, with each that leads to another as that one."""
    new = pa.array(leads.values(), pa.string())
    return pc.coalesce(new.take(pc.index_in(ids, value_set=pa.array(leads.keys(), pa.string()))), ids)


def _lines(name: str, change: str, ids: object, field: str | None = None, *cells: object) -> pa.Table:
    columns = [_column(each) for each in (ids, *cells)]
    number = len(columns[0])
    empty = pa.nulls(number, pa.string())
    before, after = columns[1:] or (empty, empty)
    named = empty if field is None else pa.repeat(field, number)
    return pa.table([pa.repeat(name, number), columns[0], pa.repeat(change, number), named, before, after], CELLS)


def _column(values: object) -> pa.Array | pa.ChunkedArray:
    return values if isinstance(values, pa.Array | pa.ChunkedArray) else pa.array(values, pa.string())


def _evidence(then: pa.Table, now: pa.Table, redirects: Redirects) -> TableChange:
    """Count the rows of `evidence` that were added, removed or changed, by the field that they are of."""
    key = table(_EVIDENCE).primary_key
    rest = [name for name in now.column_names if name not in key and name in then.column_names]
    leads = {**redirects["actors"], **redirects["ghosts"]}
    if leads:
        place = then.column_names.index("row_id")
        then = then.set_column(place, "row_id", _followed(then["row_id"], leads))
    old, new = _joined(then, key), _joined(now, key)
    places = pc.index_in(old, value_set=new)
    gone, fresh = places.is_null(), pc.invert(pc.is_in(new, value_set=old))
    kept = now.take(places.filter(pc.invert(gone)))
    changed = _any_differs(then.filter(pc.invert(gone)).select(rest), kept.select(rest))
    fields: dict[str, int] = {}
    for rows in (then.filter(gone), now.filter(fresh), kept.filter(changed)):
        counted = pc.value_counts(pc.binary_join_element_wise(rows["table"], rows["field"], "."))
        for each in counted.to_pylist():
            fields[each["values"]] = fields.get(each["values"], 0) + each["counts"]
    added, removed, differing = (pc.sum(mask).as_py() or 0 for mask in (fresh, gone, changed))
    return TableChange(added, removed, 0, differing, dict(sorted(fields.items())))


def _any_differs(one: pa.Table, other: pa.Table) -> pa.ChunkedArray:
    found = pa.chunked_array([pa.repeat(False, one.num_rows)])
    for name in one.column_names:
        found = pc.or_(found, _differs(one[name], other[name]))
    return found


def _joined(rows: pa.Table, key: tuple[str, ...]) -> pa.Array:
    """The keys of rows whose key is of many fields, each as one text that no other key gives.

    The lengths of the parts stand behind them: a part can hold the character between two.
    """
    parts = [as_text(rows[name]) for name in key]
    lengths = [pc.utf8_length(part).cast(pa.string()) for part in parts]
    joined = pc.binary_join_element_wise(*parts, *lengths, _PART)
    return joined.combine_chunks()
