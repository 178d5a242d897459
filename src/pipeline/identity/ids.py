"""Which id an actor has: one it had before, or else one made of its name; all others lead to it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from pipeline.captures import Frames
from pipeline.continuity import Before
from pipeline.identity.clusters import Clusters, Join, ways

Row = dict[str, Any]

_ACTOR_ID = re.compile(r"(?:[a-z_]+_)?actor_id")


def settle(clusters: Clusters, before: Before, of_one_document: Callable[[str], bool]) -> dict[str, str]:
    """Return for each id that is not its actor's the id that is.

    An id that the release before had for an actor stays, of several that of most documents; where it had none, the
    actor is known by an id that is not of one document alone.
    """
    documents = before.documents_by_actor()
    settled: dict[str, str] = {}
    for members in clusters.sets():
        chosen = min(members, key=lambda each: (-documents.get(each, 0), of_one_document(each), each))
        settled |= dict.fromkeys(members - {chosen}, chosen)
    return settled


def rename(frames: Frames, settled: Mapping[str, str]) -> None:
    """Give every row that names an actor the id that the actor has; the rows of actors themselves are joined after."""
    for name, frame in frames.items():
        for column in frame.columns:
            if _ACTOR_ID.fullmatch(column) and (name, column) != ("actors", "actor_id"):
                frame[column] = settled_in(frame[column], settled)


def settled_in(ids: "pd.Series[str]", settled: Mapping[str, str]) -> "pd.Series[str]":
    """Return a column of ids with those that their actors have; what is empty stays empty."""
    return pd.Series([settled.get(each, each) for each in ids], index=ids.index, dtype=ids.dtype)


def redirects(
    clusters: Clusters, settled: Mapping[str, str], actor_ids: frozenset[str], before: Before, frames: Frames
) -> list[Row]:
    """Return the rows of all ids that lead to another: joined now, or used by an earlier release."""
    reached = ways(clusters.joins, set(settled.values()))
    rows = {old: _row(old, new, reached[old]) for old, new in settled.items() if new in actor_ids}
    for row in before.redirects("actor"):
        old, new = row["old_id"], settled.get(row["new_id"], row["new_id"])
        if new in actor_ids and old not in actor_ids and old not in rows:
            rows[old] = {**row, "new_id": new}
    gone = before.ids("actors", "actor_id") - actor_ids - rows.keys()
    rows |= {each["old_id"]: each for each in _superseded(gone, actor_ids, before, frames)}
    return [rows[old] for old in sorted(rows)]


def _row(old: str, new: str, join: Join) -> Row:
    return {
        "old_id": old,
        "entity": "actor",
        "new_id": new,
        "basis": join.basis,
        "rests_on": join.rests_on,
        "decision_id": join.decision_id,
    }


def _superseded(gone: Iterable[str], actor_ids: frozenset[str], before: Before, frames: Frames) -> list[Row]:
    """Ids that are minted no more lead to the actor whose the places are at which they stood."""
    old = before.tables.get("mentions", pd.DataFrame(columns=["actor_id", "document_id", "start", "end"]))
    old = old[old["actor_id"].isin(set(gone))]
    here = frames["mentions"].loc[frames["mentions"]["document_id"].isin(old["document_id"])]
    beside = old.merge(here, on="document_id", suffixes=("_then", ""))
    met = beside[(beside["start"] < beside["end_then"]) & (beside["start_then"] < beside["end"])]
    places = Counter(old["actor_id"])
    rows: list[Row] = []
    for gone_id, found in met.groupby("actor_id_then", sort=True):
        counted = Counter(found["actor_id"])
        new, number = min(counted.items(), key=lambda each: (-each[1], each[0]))
        if new in actor_ids:
            words = f"{number} of the {places[gone_id]} places at which it stood"
            rows.append(_row(str(gone_id), new, Join("", "", "superseded", words)))
    return rows
