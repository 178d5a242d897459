"""Documents that are referred to, or missing from a series, and not held: one row each, under ids that stay."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.arrow import with_rows
from pipeline.captures import Frames
from pipeline.continuity import Before
from pipeline.linkage.correspondents import NOBODY
from pipeline.linkage.gaps import Gap, gaps
from pipeline.linkage.held import Held, Row, Shelf, day_of, rows_of
from pipeline.linkage.meant import Meant, meant
from pipeline.schema import table
from pipeline.values.series import folded

Values = dict[str, Any]
_YEAR = 366
_NEIGHBOURS = ("before_document_id", "after_document_id")
# What tells two missing numbers apart, where nothing refers to them.
_GAP = (*_NEIGHBOURS, "number")


def note_ghosts(frames: Frames, shelf: Shelf, before: Before) -> None:
    """Write one row per document that is meant and not held, and those of earlier releases that have come in.

    Ids of the release before are kept; where two of them turn out to be one document, one leads to the other.
    """
    found = meant(frames, shelf)
    _add_gaps(found, shelf)
    old = _Old(before)
    ids = old.kept(found)
    rows = [_row(each, ghost_id) for each, ghost_id in zip(found, ids, strict=True)]
    rows += old.come_in(frames, shelf, set(ids))
    _mark_references(frames, found, ids)
    frames["ghosts"] = with_rows(frames["ghosts"], sorted(_checked(rows, frames), key=lambda row: row["ghost_id"]))
    known = {row["ghost_id"] for row in rows}
    frames["redirects"] = with_rows(frames["redirects"], list(old.redirects(found, ids, known)))


def _add_gaps(found: list[Meant], shelf: Shelf) -> None:
    """Join to each missing number the references that mean it, or note it by itself."""
    by_number: dict[tuple[str, str, str], list[Meant]] = defaultdict(list)
    for each in found:
        if number := each.said("number"):
            by_number[each.source_id, each.series, number].append(each)
    for gap in gaps(shelf):
        source_id = gap.before.source_id
        same = [each for each in by_number[source_id, gap.series, gap.number] if _is_in(each, gap)]
        if same:
            same[0].neighbours = (gap.before, gap.after)
        else:
            found.append(_of_gap(gap))


def _is_in(one: Meant, gap: Gap) -> bool:
    """Whether a document referred to is the one missing: from the same writer, to the same reader, of these days."""
    before = gap.before
    if one.writer is NOBODY and one.reader is NOBODY:
        fits = bool(gap.series)
    else:
        fits = one.writer.meets(before.writer) is True and one.reader.meets(before.reader) is not False
    stated, (first, last) = day_of(one.said("date_edtf")), (before.day or 0, gap.after.day or 0)
    if stated is not None:
        return fits and first <= stated <= last
    return fits and one.latest is not None and first <= one.latest <= last + _YEAR


def _of_gap(gap: Gap) -> Meant:
    before, letters = gap.before, gap.before.letters.get(gap.series, "")
    year = dt.date.fromordinal(before.day or 1).year
    reader = before.reader if gap.goes_to_one else NOBODY
    label = (
        before.source_id,
        before.writer.label or "",
        before.reader.label or "",
        f"{letters}{gap.number}:{year:04d}",
    )
    one = Meant(before.source_id, label, before.writer, reader)
    one.from_actor_id = _same(before.from_actor_id, gap.after.from_actor_id)
    one.to_actor_id = _same(before.to_actor_id, gap.after.to_actor_id) if gap.goes_to_one else None
    one.number, one.letters = gap.number, letters
    one.neighbours = (gap.before, gap.after)
    return one


def _same(one: str | None, other: str | None) -> str | None:
    return one if one == other else None


def _row(one: Meant, ghost_id: str) -> Values:
    """The row of a document that is not held: what the references say of it, and what its neighbours do."""
    stated = one.said("date_edtf")
    first, last = (stated, stated) if day_of(stated) else (None, _iso(one.latest))
    if one.neighbours and not day_of(stated):
        days = [one.neighbours[0].day, one.neighbours[1].last_day, one.latest]
        first, last = _iso(days[0]), _iso(min(day for day in days[1:] if day is not None))
    number = one.said("number") or one.number
    return {
        **table("ghosts").blank,
        "ghost_id": ghost_id,
        "basis": "reference" if one.rows else "gap",
        "status": "missing",
        "source_id": one.source_id,
        "kind": one.said("kind"),
        "from_actor_id": one.from_actor_id,
        "to_actor_id": one.to_actor_id,
        "identifier": one.said("identifier") if one.rows else f"{one.letters}{one.number}",
        "series": one.said("series") or one.letters or None,
        "number": number,
        "date_edtf": stated,
        "date_earliest": first,
        "date_latest": last,
        "before_document_id": one.neighbours[0].document_id if one.neighbours else None,
        "after_document_id": one.neighbours[1].document_id if one.neighbours else None,
        "reference_count": len(one.rows),
    }


def _iso(day: int | None) -> str | None:
    return None if day is None else dt.date.fromordinal(day).isoformat()


def _checked(rows: Iterable[Values], frames: Frames) -> Iterable[Values]:
    """Rows without the actors that no document of this release names."""
    actors = set(frames["actors"]["actor_id"])
    for row in rows:
        yield row | {name: None for name in ("from_actor_id", "to_actor_id") if row[name] not in actors}


def _mark_references(frames: Frames, found: Sequence[Meant], ids: Sequence[str]) -> None:
    ghost_of = {row["reference_id"]: ghost_id for one, ghost_id in zip(found, ids, strict=True) for row in one.rows}
    references = frames["document_references"]
    references["ghost_id"] = references["reference_id"].map(ghost_of).astype(references["reference_id"].dtype)


class _Old:
    """The missing documents of the release before, and which of its references meant them."""

    def __init__(self, before: Before) -> None:
        ghosts = before.tables.get("ghosts")
        self._rows: dict[str, Row] = {}
        self._of_gap: dict[tuple[str | None, ...], str] = {}
        self._of_reference: dict[tuple[str, str], str] = {}
        self._redirects: dict[str, str] = {}
        self._documents = before.ids("documents", "document_id")
        if ghosts is None:
            return
        self._rows = {row["ghost_id"]: row for row in rows_of(ghosts, *ghosts.columns)}
        self._of_gap = {tuple(row[name] for name in _GAP): row["ghost_id"] for row in self._rows.values()}
        references = before.tables["document_references"]
        for row in rows_of(references, "reference_id", "text", "ghost_id"):
            if row["ghost_id"] in self._rows:
                self._of_reference[row["reference_id"], row["text"]] = row["ghost_id"]
        redirects = before.tables.get("redirects")
        if redirects is not None:
            self._redirects = {
                row["old_id"]: row["new_id"]
                for row in rows_of(redirects, "old_id", "entity", "new_id")
                if row["entity"] == "ghost"
            }

    def kept(self, found: Sequence[Meant]) -> list[str]:
        """Return the id of each: that under which most of its references were published, or a new one."""
        claims: list[tuple[int, str, int]] = []
        for place, one in enumerate(found):
            minted = one.minted_id()
            counts = Counter(old for row in one.rows if (old := self.of(row)))
            if one.neighbours and (
                old := self._of_gap.get((*(each.document_id for each in one.neighbours), one.number))
            ):
                counts[old] += 1
            if minted in self._rows:
                counts[minted] += 0
            claims += [(-count, ghost_id, place) for ghost_id, count in counts.items()]
        ids: dict[int, str] = {}
        taken: set[str] = set()
        for _, ghost_id, place in sorted(claims):
            if place not in ids and ghost_id not in taken:
                ids[place] = ghost_id
                taken.add(ghost_id)
        for place, one in enumerate(found):
            if place not in ids:
                ids[place] = _free(one.minted_id(), taken | self._rows.keys() | self._redirects.keys())
                taken.add(ids[place])
        return [ids[place] for place in range(len(found))]

    def of(self, reference: Row) -> str | None:
        """Return the id under which a reference meant a missing document in the release before."""
        return self._of_reference.get((reference["reference_id"], reference["text"]))

    def come_in(self, frames: Frames, shelf: Shelf, kept: set[str]) -> list[Values]:
        """Return the rows of those that are held now, and of those that came in earlier."""
        references = frames["document_references"]
        fields = ("reference_id", "text", "status", "target_document_id")
        resolved = [row for row in rows_of(references, *fields) if row["status"] == "resolved"]
        targets: dict[str, set[str]] = defaultdict(set)
        for row in resolved:
            if old := self.of(row):
                targets[old].add(row["target_document_id"])
        counts = Counter(row["target_document_id"] for row in resolved)
        rows: list[Values] = []
        for ghost_id, ghost in sorted(self._rows.items()):
            document_id = self._held_now(ghost, targets[ghost_id], shelf) if ghost_id not in kept else None
            if document_id:
                said = {"status": "resolved", "document_id": document_id, "reference_count": counts[document_id]}
                neighbours = {name: ghost[name] for name in _NEIGHBOURS if ghost[name] in shelf.documents}
                rows.append({**table("ghosts").blank, **ghost, **dict.fromkeys(_NEIGHBOURS), **neighbours, **said})
        return rows

    def _held_now(self, old: Row, targets: set[str], shelf: Shelf) -> str | None:
        """The document that a missing one has turned out to be."""
        if len(targets) == 1:
            return min(targets)
        if old["document_id"] in shelf.documents:
            return str(old["document_id"])
        return _between(old, shelf) if old["basis"] == "gap" and not targets else None

    def redirects(self, found: Sequence[Meant], ids: Sequence[str], known: set[str]) -> Iterable[Values]:
        """Yield a row for each old id that now is another document's, and for those that led to others before."""
        leads = dict(self._redirects)
        rests_on: dict[str, str] = {}
        for one, ghost_id in zip(found, ids, strict=True):
            for row in one.rows:
                old = self.of(row)
                if old and old != ghost_id and old not in known:
                    leads[old] = ghost_id
                    rests_on[old] = row["text"]
        for old in sorted(leads.keys() - known):
            new = leads[old]
            while new in leads and new not in known:
                new = leads[new]
            if new in known:
                yield {
                    **table("redirects").blank, "old_id": old, "entity": "ghost", "new_id": new,
                    "basis": "ghost_joined", "rests_on": rests_on.get(old),
                }  # fmt: skip


def _between(old: Row, shelf: Shelf) -> str | None:
    """The one document of a missing number whose day lies between those of its neighbours."""
    first, last = day_of(old["date_earliest"]), day_of(old["date_latest"])
    neighbour = shelf.documents.get(old["before_document_id"] or "")
    if first is None or last is None or neighbour is None:
        return None
    bearing = shelf.bearing(old["source_id"], old["number"], neighbour.writer.keys, last)
    found = [
        each.document_id for each in bearing if _is_like(each, neighbour, old) and first <= (each.day or 0) <= last
    ]
    return found[0] if len(found) == 1 else None


def _is_like(held: Held, neighbour: Held, old: Row) -> bool:
    series = {number: of for of, number in held.numbers}
    return series.get(old["number"]) == folded(old["series"]) and held.writer.meets(neighbour.writer) is True


def _free(minted: str, taken: set[str]) -> str:
    """An id that nothing has: the one minted, or the first with a number behind it."""
    number, free = 1, minted
    while free in taken:
        number += 1
        free = f"{minted}~{number}"
    return free
