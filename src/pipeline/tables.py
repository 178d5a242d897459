"""Rows to validated tables: what breaks a rule of its schema goes to quarantine with the reason."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandera.errors import SchemaErrors

from pipeline import evidence
from pipeline.arrow import to_arrow, with_rows
from pipeline.collection import Frames
from pipeline.evidence import Passing
from pipeline.identity import count_actors
from pipeline.issues import CODES
from pipeline.schema import TABLES, Table, table
from pipeline.schema.accounts import EVIDENCE

_REASONS = {"not_nullable": "it is empty and must not be"}


class Broken(NamedTuple):
    """A rule that a row breaks: in which field, with which value."""

    field: str
    value: str
    reason: str


class SchemaMismatchError(Exception):
    """A frame has not the fields or types of its table: a fault of the code, not of the data."""


def validated(frames: Frames) -> Frames:
    """Return the frames with only the rows that hold, sorted; the others are in the frame ``quarantine``.

    A row that breaks a rule of its table takes with it the rows that point to it. The ledger and the issues
    are brought up to date.

    Raises:
        SchemaMismatchError: where a frame has other fields or types than its table.
    """
    return _sound(dict(frames), evidence.nothing())


def validated_on_disk(frames: Frames, passing: Passing, folder: Path) -> dict[str, pa.Table]:
    """Return all tables with only the rows that hold, as `validated` does; the evidence on disk.

    Args:
        frames: A frame for each table. They are taken out of it, so that none is in memory twice.
        passing: The evidence that is not among them.
        folder: Where rows are kept, for as long as they are used.

    Raises:
        SchemaMismatchError: where a frame has other fields or types than its table.
    """
    frames[EVIDENCE.name] = _with_odd(frames[EVIDENCE.name], passing)
    sound = _sound(frames, passing)
    witnesses = passing.table(sound.pop(EVIDENCE.name), folder / "evidence.arrow")
    # a frame is let go as soon as it is Arrow
    tables = {each.name: to_arrow(sound.pop(each.name), each) for each in TABLES if each.name in sound}
    return {each.name: tables.get(each.name, witnesses) for each in TABLES}


def _with_odd(held: pd.DataFrame, passing: Passing) -> pd.DataFrame:
    """The evidence that is held, with the rows that pass and break a rule: all that is kept back is held first."""
    odd = [row for rows in passing.batches() for row in {*_broken_rules(EVIDENCE, rows), *_shared(EVIDENCE, rows)}]
    return pd.concat([held, passing.hold(odd)], ignore_index=True) if odd else held


def _shared(of: Table, frame: pd.DataFrame) -> list[Any]:
    """The rows that share their key with another, the first of them too: which of them stays is seen among all."""
    return frame.index[frame.duplicated(list(of.primary_key), keep=False)].tolist()


def _sound(frames: Frames, passing: Passing) -> Frames:
    kept_back: list[dict[str, Any]] = []
    for each in TABLES:
        reasons = {**_broken_rules(each, frames[each.name]), **_doubles(each, frames[each.name])}
        frames[each.name] = _without(each, frames, reasons, kept_back, passing)
    while broken := _pointing_nowhere(frames, passing):
        for name, reasons in broken.items():
            frames[name] = _without(table(name), frames, reasons, kept_back, passing)
    if kept_back:
        _account(frames, kept_back)
        count_actors(frames)
        frames[EVIDENCE.name] = _evidence_of_published(frames, passing)
    return {each.name: _sorted(each, frames.pop(each.name)) for each in TABLES}


def _pointing_nowhere(frames: Frames, passing: Passing) -> dict[str, dict[Any, Broken]]:
    """The rows of each table that point to a row that is not there."""
    if orphans := passing.without_documents(frames["documents"]["document_id"]):
        held = pd.concat([frames[EVIDENCE.name], passing.hold(orphans)], ignore_index=True)
        frames[EVIDENCE.name] = held
    return {each.name: reasons for each in TABLES if (reasons := _broken_references(each, frames))}


def _broken_rules(of: Table, frame: pd.DataFrame) -> dict[Any, Broken]:
    """For each row that breaks a rule: the field, the value and the rule (the first broken one)."""
    try:
        of.schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return {}
    if cases["index"].isna().any():
        raise SchemaMismatchError(f"table {of.name}: {cases[cases['index'].isna()].to_dict('records')}")
    broken: dict[Any, Broken] = {}
    for case in cases.itertuples():
        check = str(case.check)
        broken.setdefault(case.index, Broken(str(case.column), str(case.failure_case), _REASONS.get(check, check)))
    # itertuples names the index of the cases "Index" and their own column "index"
    return broken


def _doubles(of: Table, frame: pd.DataFrame) -> dict[Any, Broken]:
    doubled = frame[frame.duplicated(list(of.primary_key))]
    return {
        index: Broken(of.primary_key[0], _row_id(of, row), "another row has the same key")
        for index, row in doubled.iterrows()
    }


def _broken_references(of: Table, frames: Frames) -> dict[Any, Broken]:
    frame = frames[of.name]
    broken: dict[Any, Broken] = {}
    for field, (target, key) in of.foreign_keys.items():
        missing = frame[field].notna() & ~_among(frame[field], frames[target][key])
        for index in frame.index[missing]:
            broken[index] = Broken(field, str(frame.at[index, field]), f"no such row in {target}")
    return broken


def _without(
    of: Table,
    frames: Frames,
    reasons: dict[Any, Broken],
    kept_back: list[dict[str, Any]],
    passing: Passing,
) -> pd.DataFrame:
    frame = frames[of.name]
    if not reasons:
        return frame
    ids = {index: _row_id(of, frame.loc[index]) for index in reasons}
    witnesses = _witnesses(of, frames[EVIDENCE.name], set(ids.values()), passing)
    for index, (field, value, reason) in sorted(reasons.items()):
        row, row_id = frame.loc[index], ids[index]
        place = witnesses[(witnesses["row_id"] == row_id) & (witnesses["field"] == field)].head(1)
        kept_back.append(
            {
                "quarantine_id": _free_id(f"{of.name}/{row_id}", kept_back),
                "table": of.name,
                "row_id": row_id,
                "document_id": row.get("document_id"),
                "field": field,
                "value": value,
                "reason": reason,
                "start": place["start"].item() if len(place) else None,
                "end": place["end"].item() if len(place) else None,
                "row": json.dumps(row.dropna().to_dict(), ensure_ascii=False, default=str),
            }
        )
    return frame.drop(index=list(reasons))


def _witnesses(of: Table, held: pd.DataFrame, row_ids: set[str], passing: Passing) -> pd.DataFrame:
    """The evidence of some rows of a table."""
    of_table = held[(held["table"] == of.name) & held["row_id"].isin(row_ids)]
    return pd.concat([of_table, passing.of_rows(of.name, row_ids)])


def _free_id(wanted: str, kept_back: list[dict[str, Any]]) -> str:
    """The id itself, with a number where a row of that key was kept back already."""
    same = sum(each["table"] + "/" + each["row_id"] == wanted for each in kept_back)
    return f"{wanted}/{same + 1}" if same else wanted


def _row_id(of: Table, row: pd.Series) -> str:
    return "/".join(str(row[key]) for key in of.primary_key)


def _account(frames: Frames, kept_back: list[dict[str, Any]]) -> None:
    """Write the quarantine, an issue for each row in it, and what it means for the ledger."""
    frames["quarantine"] = with_rows(frames["quarantine"], kept_back)
    issues = [
        {
            "issue_id": f"quarantine/{row['quarantine_id']}",
            "document_id": row["document_id"]
            if row["document_id"] in set(frames["documents"]["document_id"])
            else None,
            "code": (code := "broken-reference" if row["reason"].startswith("no such row") else "invalid-row"),
            "severity": CODES[code].severity,
            "message": f"{row['table']} {row['row_id']}: {row['field']} “{row['value']}”: {row['reason']}",
            "start": row["start"],
            "end": row["end"],
        }
        for row in kept_back
    ]
    frames["issues"] = with_rows(frames["issues"], issues)
    ledger = frames["ledger"]
    lost = (ledger["outcome"] == "published") & ~ledger["document_id"].isin(frames["documents"]["document_id"])
    ledger.loc[lost, ["outcome", "reason"]] = [
        "quarantined",
        "its row of the table documents is in quarantine",
    ]


def _evidence_of_published(frames: Frames, passing: Passing) -> pd.DataFrame:
    """The evidence that is held, and of that which passes only what is of rows that are published."""
    held = frames[EVIDENCE.name]
    kept = pd.Series(False, index=held.index)
    for each in TABLES:
        if len(each.primary_key) == 1:
            ids = frames[each.name][each.primary_key[0]]
            kept |= (held["table"] == each.name) & _among(held["row_id"], ids)
            passing.keep(each.name, ids)
    return held[kept]


def _among(values: pd.Series, ids: pd.Series) -> pd.Series:
    """Whether each value is one of the ids; asked of Arrow, as pandas takes up the ids one by one."""
    found: pd.Series = pc.is_in(pa.array(values), value_set=pa.array(ids)).to_pandas()
    return found.set_axis(values.index)


def _sorted(of: Table, frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(list(of.order), kind="stable", ignore_index=True)
