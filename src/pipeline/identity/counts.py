"""How many documents name an actor, how many events it takes part in, and when."""

import pandas as pd

from pipeline.captures import Frames

_ACTOR_FIELDS_OF_EVENTS = ("from_actor_id", "from_desk_actor_id", "to_actor_id", "agent_actor_id")


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
