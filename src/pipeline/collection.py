"""What can be known only over all documents: one document for each record, actors joined, references resolved."""

from collections.abc import Iterable

import pandas as pd
import pyarrow as pa

from pipeline.arrow import to_pandas
from pipeline.captures import merge
from pipeline.schema import TABLES
from pipeline.shard import FILE, Tables

Frames = dict[str, pd.DataFrame]

_ACTOR_FIELDS_OF_EVENTS = ("from_actor_id", "from_desk_actor_id", "to_actor_id", "agent_actor_id")


def collect(shards: Iterable[Tables]) -> Frames:
    """Bring the tables of all shards together, as frames that have the fields of their schemas."""
    parts = list(shards)
    frames = {each.name: to_pandas(pa.concat_tables(part[each.name] for part in parts)) for each in TABLES}
    merge(frames)
    _join_actors(frames)
    _resolve_references(frames)
    return {each.name: frames[each.name][list(each.fields)] for each in TABLES}


def _join_actors(frames: Frames) -> None:
    """One row per actor: each field from the first document that states it, and only that one's evidence."""
    stated = frames["actors"].merge(frames["documents"][[FILE, "document_id"]], on=FILE, how="left")
    by_actor = stated.sort_values("document_id", kind="stable").groupby("actor_id", sort=True)
    frames["actors"] = by_actor.first().reset_index()
    evidence = frames["evidence"]
    of_actors = evidence[evidence["table"] == "actors"]
    first = of_actors.groupby(["row_id", "field"])["document_id"].transform("min")
    frames["evidence"] = evidence.drop(of_actors.index[of_actors["document_id"] != first])
    count_actors(frames)


def count_actors(frames: Frames) -> None:
    """Count for each actor the documents that name it and the events it takes part in."""
    actors = frames["actors"]
    named = frames["actor_names"][["actor_id", "document_id"]].drop_duplicates()
    dated = named.merge(frames["documents"][["document_id", "date_earliest", "date_latest"]], on="document_id")
    by_actor = dated.groupby("actor_id")
    events = frames["routing_events"]
    taking_part = pd.concat(
        [events[["event_id", field]].set_axis(["event_id", "actor_id"], axis=1) for field in _ACTOR_FIELDS_OF_EVENTS]
    )
    counts = {
        "document_count": by_actor.size(),
        "event_count": taking_part.dropna().drop_duplicates().groupby("actor_id").size(),
    }
    for field, count in counts.items():
        actors[field] = actors["actor_id"].map(count).fillna(0).astype("Int64")
    actors["earliest_date"] = actors["actor_id"].map(by_actor["date_earliest"].min()).astype("str")
    actors["latest_date"] = actors["actor_id"].map(by_actor["date_latest"].max()).astype("str")


def _by_number_in_edition(references: pd.DataFrame, identifiers: pd.DataFrame) -> None:
    """An editor who cites a document by its number alone means that of the same source and volume."""
    printed = identifiers.loc[identifiers["role"] == "edition_number", ["document_id", "series", "number"]].dropna()
    if printed.empty:
        return
    printed["source"] = printed["document_id"].str.partition(":")[0]
    # a number that two documents of a volume bear tells neither
    printed = printed.drop_duplicates(["source", "series", "number"], keep=False)
    target = printed.set_index(["source", "series", "number"])["document_id"]
    volume = printed.set_index("document_id")["series"]
    cited = references[
        (references["kind"] == "document") & references["volume"].isna() & references["target_document_id"].isna()
    ]
    cited = cited[cited["document_id"].isin(volume.index)]
    keys = zip(
        cited["document_id"].str.partition(":")[0], cited["document_id"].map(volume), cited["identifier"], strict=True
    )
    references.loc[cited.index, "target_document_id"] = [target.get(key) for key in keys]


def _resolve_references(frames: Frames) -> None:
    """A document that a mark or its number in the edition names is resolved where it is held.

    One of the kind and day referred to could be the one meant: that alone does not prove it.
    """
    references, documents = frames["document_references"], frames["documents"]
    _by_number_in_edition(references, frames["identifiers"])
    named = references["target_document_id"].notna()
    is_held = named & references["target_document_id"].isin(documents["document_id"])
    references.loc[is_held, ["status", "ghost_id"]] = ["resolved", None]
    references.loc[named & ~is_held, "target_document_id"] = None
    held = documents[["document_type", "date_edtf", "document_id"]].dropna()
    candidates = references.reset_index().merge(
        held, left_on=["kind", "date_edtf"], right_on=["document_type", "date_edtf"], suffixes=("", "_held")
    )
    could_be = candidates.loc[candidates["document_id"] != candidates["document_id_held"], "index"].unique()
    references.loc[could_be, "status"] = "ambiguous"
    references.loc[could_be, "ghost_id"] = None
