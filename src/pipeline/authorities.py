"""What people have decided about actors: who is one, who is not, and how an actor is called.

The folder ``authorities/`` holds decisions as data, in ``decisions.csv``: one row per decision, never changed. A later
decision about the same thing takes the place of an earlier one.
"""

import csv
import io
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from pipeline.schema.codes import ACTOR_TYPES, DECISIONS
from pipeline.schema.declaration import COUNTRY, DOCUMENT_ID, ISO_DATE, WEB_ADDRESS

FILE_NAME = "decisions.csv"
_ID = re.compile(r"d(\d{1,9})")
_ACTOR_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BETWEEN = "; "
# Decisions of two actors, and those of a value, with what the value must be.
OF_TWO = frozenset({"same", "different", "split", "parent"})
_VALUES = {
    "name": re.compile(r"[^\n]*\S[^\n]*"),
    "country": re.compile(COUNTRY),
    "same_as": re.compile(WEB_ADDRESS),
    "type": re.compile("|".join(ACTOR_TYPES)),
}


class AuthoritiesError(Exception):
    """The decisions cannot be read; the message says which file and line, and what to do."""


@dataclass(frozen=True)
class Decision:
    """A decision of a person about an actor.

    Attributes:
        decision_id: Its id: ``d`` and a number.
        decision: A code of `DECISIONS`.
        actor_id: The actor decided on.
        other_actor_id: Of `same`, `different` and `parent` the other actor; of `split` the id of the new one.
        documents: Of `split`, the documents in which it is the new one.
        value: Of `name`, `country`, `type` and `same_as`, the value given.
        decided_by: Who decided.
        decided_on: When (ISO 8601).
        reason: Why: what it rests on.
    """

    decision_id: str
    decision: str
    actor_id: str
    other_actor_id: str
    documents: tuple[str, ...]
    value: str
    decided_by: str
    decided_on: str
    reason: str


FIELDS = tuple(each.name for each in fields(Decision))


def read_decisions(folder: Path | None) -> tuple[Decision, ...]:
    """Return the decisions in a folder, in the order in which they were taken; none where it has no such file.

    Raises:
        AuthoritiesError: where a line is no decision.
    """
    file = folder / FILE_NAME if folder else None
    if file is None or not file.exists():
        return ()
    try:
        lines = list(csv.reader(io.StringIO(file.read_text("utf-8"), newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as why:
        raise AuthoritiesError(f"{file} cannot be read as CSV in UTF-8 ({why})") from why
    if not lines or tuple(lines[0]) != FIELDS:
        raise AuthoritiesError(f"{file}, line 1: its fields must be {', '.join(FIELDS)}")
    decisions: list[Decision] = []
    seen: set[str] = set()
    for number, line in enumerate(lines[1:], 2):
        try:
            decision = _decision(line)
            if decision.decision_id in seen:
                raise ValueError(f"another line has the id {decision.decision_id}; give it the next number")
        except ValueError as why:
            raise AuthoritiesError(f"{file}, line {number}: {why}") from why
        seen.add(decision.decision_id)
        decisions.append(decision)
    return tuple(decisions)


def _decision(line: list[str]) -> Decision:
    """Read one line.

    Raises:
        ValueError: where it is no decision; the message says what to do.
    """
    if len(line) != len(FIELDS):
        raise ValueError(f"it has {len(line)} fields, and must have {len(FIELDS)}")
    said = dict(zip(FIELDS, line, strict=True))
    documents = tuple(filter(None, said.pop("documents").split(_BETWEEN)))
    decision = Decision(**said, documents=documents)
    if faults := list(_faults(decision)):
        raise ValueError("; ".join(faults))
    return decision


def _faults(decision: Decision) -> Iterator[str]:
    """What speaks against a decision, each with what to do."""
    if not _ID.fullmatch(decision.decision_id):
        yield f"decision_id must be d and a number, not “{decision.decision_id}”"
    if decision.decision not in DECISIONS:
        yield f"decision must be one of {', '.join(DECISIONS)}, not “{decision.decision}”"
    if not _ACTOR_ID.fullmatch(decision.actor_id):
        yield f"actor_id must be an id of the table actors, not “{decision.actor_id}”"
    yield from _faults_of_pair(decision)
    yield from _faults_of_value(decision)
    if not decision.decided_by.strip():
        yield "decided_by is empty: say who decided"
    if not decision.reason.strip():
        yield "reason is empty: say what it rests on"
    if not re.fullmatch(ISO_DATE, decision.decided_on):
        yield f"decided_on must be a day such as 1961-05-12, not “{decision.decided_on}”"


def _faults_of_pair(decision: Decision) -> Iterator[str]:
    kind = decision.decision
    if kind in OF_TWO and not _ACTOR_ID.fullmatch(decision.other_actor_id):
        yield f"{kind} needs other_actor_id, in small letters, figures and hyphens"
    if kind in OF_TWO and decision.other_actor_id == decision.actor_id:
        yield f"{kind} needs two actors, and both are {decision.actor_id}"
    if kind not in OF_TWO and decision.other_actor_id:
        yield f"{kind} is of one actor: leave other_actor_id empty"
    if (kind == "split") != bool(decision.documents):
        yield "split needs documents, and nothing else has them"
    for document_id in decision.documents:
        if not re.fullmatch(DOCUMENT_ID, document_id):
            yield f"“{document_id}” is no id of a document; part several with “{_BETWEEN}”"


def _faults_of_value(decision: Decision) -> Iterator[str]:
    kind = decision.decision
    if kind in _VALUES and not _VALUES[kind].fullmatch(decision.value):
        yield f"{kind} needs a value, and “{decision.value}” is none"
    if kind not in _VALUES and decision.value:
        yield f"{kind} has no value: leave it empty"


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions without those that a later one about the same thing took the place of."""
    last = {_about(each): each for each in decisions}
    return tuple(each for each in decisions if last[_about(each)] is each)


def _about(decision: Decision) -> tuple[object, ...]:
    """What a decision is about: whether two are one is one question, whatever the answer."""
    pair = frozenset({decision.actor_id, decision.other_actor_id})
    match decision.decision:
        case "same" | "different":
            return "same", pair
        case "split":
            return "split", decision.actor_id, decision.other_actor_id
        case "same_as":
            return "same_as", decision.actor_id, decision.value
        case kind:
            return kind, decision.actor_id


def next_id(decisions: Sequence[Decision]) -> str:
    """Return the id of the next decision."""
    return f"d{max((int(each.decision_id[1:]) for each in decisions), default=0) + 1:04d}"


def add_decision(folder: Path, decision: Decision) -> None:
    """Write a decision behind those that are there, whole or not at all.

    Raises:
        AuthoritiesError: where it is no decision, or those that are there cannot be read.
        OSError: where the file cannot be written.
    """
    line = _written([astuple(decision)])
    try:
        _decision(next(csv.reader(io.StringIO(line, newline=""))))
    except ValueError as why:
        raise AuthoritiesError(str(why)) from why
    read_decisions(folder)
    folder.mkdir(parents=True, exist_ok=True)
    file, building = folder / FILE_NAME, folder / f".{FILE_NAME}"
    there = file.read_text("utf-8") if file.exists() else _written([FIELDS])
    with building.open("w", encoding="utf-8", newline="") as opened:
        opened.write(there if there.endswith("\n") else f"{there}\n")
        opened.write(line)
        opened.flush()
        os.fsync(opened.fileno())
    building.replace(file)


def _written(rows: Sequence[Sequence[object]]) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerows([_BETWEEN.join(each) if isinstance(each, tuple) else each for each in row] for row in rows)
    return target.getvalue()
