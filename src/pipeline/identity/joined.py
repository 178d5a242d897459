"""One row per actor, from the rows that its documents give."""

from pipeline.captures import Frames
from pipeline.identity.counts import count_actors
from pipeline.shard import FILE


def join_rows(frames: Frames) -> None:
    """One row per actor: each field from the first document that states it, and only that one's evidence."""
    stated = frames["actors"].merge(frames["documents"][[FILE, "document_id"]], on=FILE, how="left")
    by_actor = stated.sort_values("document_id", kind="stable").groupby("actor_id", sort=True)
    frames["actors"] = by_actor.first().reset_index()
    evidence = frames["evidence"]
    of_actors = evidence[evidence["table"] == "actors"]
    first = of_actors.groupby(["row_id", "field"])["document_id"].transform("min")
    frames["evidence"] = evidence.drop(of_actors.index[of_actors["document_id"] != first])
    count_actors(frames)
