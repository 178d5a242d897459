"""One row per actor, from the rows that its documents give."""

from collections.abc import Mapping

import pandas as pd

from pipeline.arrow import only
from pipeline.captures import Frames
from pipeline.identity.ids import settled_in
from pipeline.schema import table
from pipeline.shard import FILE

# How an actor was known before it was joined, while its rows are brought together.
_MINTED = "_minted"


def join_rows(frames: Frames, settled: Mapping[str, str], fullness: Mapping[str, int]) -> None:
    """Make one row of all rows of an actor, with the evidence of what it takes from each.

    Each field is from the first document that states it, but for the name to show: that is the fullest, and of two as
    full the first.

    Args:
        frames: The tables; rows of actors and their evidence still have the ids that their documents gave.
        settled: For each id that is not its actor's the id that is.
        fullness: How much of a whole name each name gives.
    """
    stated = frames["actors"].merge(frames["documents"][[FILE, "document_id"]], on=FILE, how="left")
    stated = stated.sort_values(["document_id", "actor_id"], kind="stable").rename(columns={"actor_id": _MINTED})
    stated["actor_id"] = settled_in(stated[_MINTED], settled)
    fullest = stated.assign(fullness=stated["preferred_name"].map(fullness).fillna(0)).sort_values(
        "fullness", ascending=False, kind="stable"
    )
    rows = stated.groupby("actor_id", sort=True).first().drop(columns=_MINTED)
    addresses = stated.dropna(subset="same_as").groupby("actor_id")["same_as"].agg(_all_of).to_dict()
    rows["same_as"] = pd.Series([addresses.get(str(each)) for each in rows.index], index=rows.index, dtype=object)
    rows["preferred_name"] = fullest.groupby("actor_id", sort=True)["preferred_name"].first()
    frames["actors"] = rows.reset_index()[[*table("actors").fields, FILE]]
    _keep_evidence(frames, stated, fullest)


def _all_of(lists: "pd.Series[list[str]]") -> list[str]:
    """The addresses of an actor in all lists that have it."""
    return sorted({address for each in lists for address in each})


def _keep_evidence(frames: Frames, stated: pd.DataFrame, fullest: pd.DataFrame) -> None:
    """Keep of the evidence of actors what is behind the value that was taken, and one row of a name that is doubled."""
    evidence = frames["evidence"]
    of_actors = evidence["table"] == "actors"
    fields = sorted(set(evidence.loc[of_actors, "field"]))
    taken = pd.concat(
        [
            (fullest if field == "preferred_name" else stated)
            .dropna(subset=field)
            .drop_duplicates("actor_id")[["actor_id", _MINTED, FILE]]
            .assign(field=field)
            for field in fields
        ]
        or [pd.DataFrame(columns=["actor_id", _MINTED, FILE, "field"], dtype="str")]
    )
    taken = taken.rename(columns={_MINTED: "row_id"})
    behind = evidence[of_actors].merge(taken, on=[FILE, "row_id", "field"])
    behind = behind.assign(row_id=behind["actor_id"])[list(evidence.columns)]
    names = frames["actor_names"]
    doubled = names.duplicated(["document_id", "actor_id", "name"])
    frames["actor_names"] = names[~doubled]
    # of one form of a name in one document that was two actors', one row is left
    theirs = (evidence["table"] == "actor_names") & evidence["row_id"].isin(names.loc[doubled, "name_id"])
    frames["evidence"] = pd.concat([only(evidence, ~theirs & ~of_actors), behind], ignore_index=True)
