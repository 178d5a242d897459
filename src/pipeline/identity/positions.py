"""Who held which position, and on which days documents say so."""

from collections.abc import Mapping

import pandas as pd

from pipeline.captures import Frames
from pipeline.values.countries import state_named
from pipeline.values.text import fold

# The tables that state an office beside a name, with their keys.
_STATING = {"actor_names": "name_id", "senders": "witness_id"}


def write(frames: Frames) -> None:
    """Write a row for each position that documents state of a person, with each statement as evidence."""
    said = _said(frames)
    by_holding = said.groupby("holding_id", sort=True)
    rows = by_holding.first()[["actor_id", "role_text", "position"]].rename(columns={"role_text": "position_text"})
    rows["position_actor_id"] = list(map(_positions(frames).get, rows["position"]))
    rows["country_code"] = [found[0] if (found := state_named(words)) else None for words in rows["position_text"]]
    rows["earliest_date"] = by_holding["date_earliest"].min()
    rows["latest_date"] = by_holding["date_latest"].max()
    rows["document_count"] = by_holding["document_id"].nunique()
    frames["actor_positions"] = _typed(rows.reset_index(), frames["actor_positions"])
    with_country = said[said["holding_id"].isin(rows.index[rows["country_code"].notna()])]
    evidence = pd.concat(
        [_evidence(frames, said, "position_text", "read"), _evidence(frames, with_country, "country_code", "inferred")]
    )
    frames["evidence"] = pd.concat([frames["evidence"], evidence], ignore_index=True)


def _said(frames: Frames) -> pd.DataFrame:
    """Each place where a document states an office of a person, in the order of the documents."""
    actors = frames["actors"]
    persons = actors.loc[actors["actor_type"] == "person", "actor_id"]
    stating = pd.concat(
        [
            frames[name]
            .rename(columns={key: "row_id"})[["document_id", "actor_id", "role_text", "row_id"]]
            .assign(table=name)
            for name, key in _STATING.items()
        ]
    )
    said = stating[stating["actor_id"].isin(persons)].dropna(subset="role_text")
    said = said.assign(position=said["role_text"].map(fold))
    said = said[said["position"] != ""]
    said["holding_id"] = said["actor_id"] + "/" + said["position"].str.replace(" ", "-")
    days = frames["documents"][["document_id", "date_earliest", "date_latest"]]
    return said.merge(days, on="document_id", how="left").sort_values(["document_id", "table", "row_id"])


def _typed(rows: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows as those of a frame that has none yet, with its columns and types."""
    return rows.reindex(columns=frame.columns).astype(frame.dtypes)


def _positions(frames: Frames) -> Mapping[str, str]:
    """The actors that are positions, by their names; a name of two tells neither."""
    actors = frames["actors"]
    positions = actors.loc[actors["actor_type"] == "position", ["actor_id", "preferred_name"]]
    by_name = positions.assign(name=positions["preferred_name"].map(fold)).drop_duplicates("name", keep=False)
    return dict(zip(by_name["name"], by_name["actor_id"], strict=True))


def _evidence(frames: Frames, said: pd.DataFrame, field: str, basis: str) -> pd.DataFrame:
    """The words of the statements, as evidence of a field of the position."""
    words = frames["evidence"]
    words = words[(words["field"] == "role_text") & words["table"].isin(_STATING)]
    holdings = said[["table", "row_id", "holding_id"]]
    found = words.merge(holdings, on=["table", "row_id"])
    found = found.assign(table="actor_positions", row_id=found["holding_id"], field=field, basis=basis)
    key = ["row_id", "document_id", "raw_path", "start", "end"]
    return found.drop_duplicates(key)[list(frames["evidence"].columns)]
