"""Several files that hold one record become one document.

The file of which most was read is the primary one: the document's rows come from it. What it leaves empty is
filled from the others, with their words as evidence; where they differ, both readings are published, in the
table ``variants``, with an issue.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.arrow import rows_of, with_rows
from pipeline.issues import CODES
from pipeline.schema import CAPTURES, DOCUMENTS, ISSUES, VARIANTS
from pipeline.shard import FILE, file_issue
from pipeline.values.text import fold

Frames = dict[str, pd.DataFrame]

# Tables that a document of one capture may take from another, where its own capture gives no row of them.
_FILLED = ("identifiers", "holdings", "document_dates")
# Fields that describe the file and not the record.
_OF_FILE = frozenset({"document_id", "source_id", "rights", "raw_path", "raw_sha256", "text_length", "copies_check"})
# Fields that may differ and contradict nothing: addresses (all are in ``captures``), and what follows from others.
_MAY_DIFFER = frozenset({"source_url", "canonical_url", "date_earliest", "date_latest", "date_basis", "form_id"})


def several(frames: Frames) -> frozenset[str]:
    """Return the files whose rows `merge` may drop, move or give another document: those that share a record."""
    renamed = dict(_renamed(frames["captures"]))
    captures = frames["captures"][[FILE, "document_id"]]
    ids = captures["document_id"].where(~captures[FILE].isin(renamed.keys()), captures[FILE].map(renamed))
    return frozenset(captures.loc[ids.duplicated(keep=False), FILE]) | renamed.keys()


def merge(frames: Frames) -> None:
    """Make one document of all files that give one record. The frames still have the column of the file."""
    frames["ledger"] = frames["ledger"].sort_values("raw_path", ignore_index=True)
    _number_by_address(frames)
    ledger = frames["ledger"]
    published = ledger[ledger["document_id"].notna()]
    shared = published[published.duplicated("document_id", keep=False)]
    if shared.empty:
        return
    weight = frames["evidence"].groupby(FILE).size()
    dropped: set[str] = set()
    added: dict[str, list[dict[str, Any]]] = {"issues": [], "variants": []}
    for _, lines in shared.groupby("document_id", sort=True):
        order = lines.assign(weight=lines["raw_path"].map(weight).fillna(0))
        order = order.sort_values(["weight", "raw_path"], ascending=[False, True])
        _one_document(frames, ledger, order, dropped, added)
    for name, frame in frames.items():
        if name != "ledger":
            frames[name] = frame[~(frame[FILE].isin(dropped) & ~_kept(frame))].drop(columns="_kept", errors="ignore")
    for name, rows in added.items():
        frames[name] = with_rows(frames[name], rows)


def _number_by_address(frames: Frames) -> None:
    """A capture that gives only the words of its address gets the number that another gives beside them."""
    old = dict(zip(frames["captures"][FILE], frames["captures"]["document_id"], strict=True))
    for path, new in list(_renamed(frames["captures"])):
        _rename(frames, path, old[path], new)


def _renamed(captures: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Yield the files of captures that get another document's number, with that document."""
    numbers: dict[str, str] = {}
    for document_id, addresses in rows_of(captures, "document_id", "addresses"):
        source, _, key = document_id.partition(":")
        if key.isdigit() and addresses is not None:
            slugs = (address.rpartition("/document/")[2] for address in addresses)
            numbers |= {f"{source}:{slug}": document_id for slug in slugs if slug and not slug.isdigit()}
    if numbers:
        for path, old in rows_of(captures, FILE, "document_id"):
            if old in numbers:
                yield path, numbers[old]


def _rename(frames: Frames, file: str, old: str, new: str) -> None:
    """Give the rows of a file another document, in every id that begins with the document's."""
    for frame in frames.values():
        rows = frame[FILE] == file
        for column in frame.columns:
            is_id = column.endswith("_id") or column == "recipient_group"
            if is_id and frame.loc[rows, column].notna().any():
                frame.loc[rows, column] = frame.loc[rows, column].map(
                    lambda value: new + value[len(old) :] if isinstance(value, str) and value.startswith(old) else value
                )


def _one_document(
    frames: Frames, ledger: pd.DataFrame, files: pd.DataFrame, dropped: set[str], added: dict[str, list[dict[str, Any]]]
) -> None:
    """Decide for the files of one record which is primary, and take from the others what it lacks."""
    primary = files.iloc[0]
    seen = {primary["raw_sha256"]: primary["raw_path"]}
    for index, line in files.iloc[1:].iterrows():
        path = line["raw_path"]
        dropped.add(path)
        if same := seen.get(line["raw_sha256"]):
            reason = f"{same} holds the same bytes ({line['document_id']}); keep one of the two"
            ledger.loc[index, ["outcome", "reason", "document_id"]] = ["excluded", reason, None]
            added["issues"].append(file_issue(path, "duplicate-file", reason))
            continue
        seen[line["raw_sha256"]] = path
        ledger.loc[index, "reason"] = (
            f"another capture of {line['document_id']}, which is published from {primary['raw_path']}"
        )
        _join(frames, primary["raw_path"], path, added)


def _join(frames: Frames, primary: str, other: str, added: dict[str, list[dict[str, Any]]]) -> None:
    captures = frames["captures"]
    captures.loc[captures[FILE] == other, "is_primary"] = False
    _keep(captures, captures[FILE] == other)
    _keep_evidence(frames, other, CAPTURES.name)
    for name in _FILLED:
        frame = frames[name]
        if not (frame[FILE] == primary).any():
            _keep(frame, frame[FILE] == other)
            _keep_evidence(frames, other, name)
    documents: Any = frames["documents"]
    here, there = (documents.index[documents[FILE] == path][0] for path in (primary, other))
    for field in DOCUMENTS.fields:
        mine, theirs = documents.at[here, field], documents.at[there, field]
        if field in _OF_FILE or _is_empty(theirs):
            continue
        if _is_empty(mine):
            # an array of one would be put in as what stands in it
            documents.at[here, field] = _plain(theirs)
        elif fold(_words(mine)) != fold(_words(theirs)):
            if field in _MAY_DIFFER:
                continue
            variant = _variant(documents.at[here, "document_id"], other, field, mine, theirs)
            added["variants"].append(variant)
            added["issues"].append(_issue(variant, primary))
            continue
        _keep_evidence(frames, other, DOCUMENTS.name, field)


def _keep(frame: pd.DataFrame, rows: "pd.Series[bool]") -> None:
    if "_kept" not in frame:
        frame["_kept"] = False
    frame.loc[rows, "_kept"] = True


def _kept(frame: pd.DataFrame) -> "pd.Series[bool]":
    return frame["_kept"] if "_kept" in frame else pd.Series(False, index=frame.index)


def _keep_evidence(frames: Frames, file: str, table: str, field: str | None = None) -> None:
    evidence = frames["evidence"]
    rows = (evidence[FILE] == file) & (evidence["table"] == table)
    _keep(evidence, rows if field is None else rows & (evidence["field"] == field))


def _is_empty(value: Any) -> bool:
    return value is None or (not hasattr(value, "__len__") and bool(pd.isna(value)))


def _words(value: Any) -> str:
    plain = _plain(value)
    values = plain if isinstance(plain, list) else [plain]
    return "; ".join(" ".join(str(each).split()) for each in values)


def _plain(value: Any) -> Any:
    """A value as Python has it: of an array a list."""
    return value.tolist() if hasattr(value, "tolist") else value


def _variant(document_id: str, path: str, field: str, mine: Any, theirs: Any) -> dict[str, Any]:
    return {
        **VARIANTS.blank,
        "variant_id": f"{document_id}/{path}/{field}",
        "document_id": document_id,
        "raw_path": path,
        "field": field,
        "value": _words(mine),
        "other_value": _words(theirs),
    }


def _issue(variant: dict[str, Any], primary: str) -> dict[str, Any]:
    field, other = variant["field"], variant["raw_path"]
    code = "differing-captures"
    return {
        **ISSUES.blank,
        "issue_id": variant["variant_id"],
        "document_id": variant["document_id"],
        "code": code,
        "severity": CODES[code].severity,
        "message": f"{field} is “{variant['value']}” in {primary} and “{variant['other_value']}” in {other}",
        "raw_path": other,
    }
