"""What people have decided about actors, carried out on the tables."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.arrow import with_rows
from pipeline.authorities import FILE_NAME, Decision
from pipeline.captures import Frames
from pipeline.identity.clusters import Join
from pipeline.issues import CODES
from pipeline.schema import ISSUES
from pipeline.schema.actors import DECIDED_FIELDS
from pipeline.shard import FILE

# Names of the actor fields of the tables that one document fills, by which a split parts its rows.
_OF_DOCUMENTS = ("actor_id", "from_actor_id", "from_desk_actor_id", "to_actor_id", "agent_actor_id")


class Decided:
    """The decisions in force, with the actors under the ids that they have now.

    Args:
        decisions: The decisions in force.
        known: The ids that documents give now.
        led_to: Ids of earlier releases that lead to others.
    """

    def __init__(self, decisions: tuple[Decision, ...], known: frozenset[str], led_to: Mapping[str, str]) -> None:
        self.decisions = decisions
        self._known = known | {each.other_actor_id for each in decisions if each.decision == "split"}
        self._led_to = led_to

    def id_now(self, actor_id: str) -> str | None:
        """Return the id by which documents know an actor; ``None`` where none does."""
        now = actor_id if actor_id in self._known else self._led_to.get(actor_id, actor_id)
        return now if now in self._known else None

    def pairs(self, *kinds: str) -> Iterator[tuple[str, str, Decision]]:
        """Yield the two actors of each decision of some kinds, where documents know both."""
        for each in self.decisions:
            if each.decision in kinds:
                one, other = self.id_now(each.actor_id), self.id_now(each.other_actor_id)
                if one and other:
                    yield one, other, each

    def apart(self) -> list[tuple[str, str]]:
        """Return the pairs that are found to be different; what is split is."""
        return [(one, other) for one, other, _ in self.pairs("different", "split")]

    def joins(self) -> list[Join]:
        """Return the pairs that are found to be one."""
        return [Join(one, other, "decision", None, each.decision_id) for one, other, each in self.pairs("same")]


def split(frames: Frames, members: frozenset[str], documents: tuple[str, ...], new: str) -> None:
    """Give the rows of some documents another actor, in every table, with the evidence of the actor's own row."""
    files = frames["documents"].loc[frames["documents"]["document_id"].isin(documents), FILE]
    for name, frame in frames.items():
        rows = frame[FILE].isin(files)
        for column in _OF_DOCUMENTS:
            if column in frame:
                frame.loc[rows & frame[column].isin(members), column] = new
        if name == "evidence":
            of_actor = rows & (frame["table"] == "actors") & frame["row_id"].isin(members)
            frame.loc[of_actor, "row_id"] = new


def give_values(frames: Frames, decided: Decided, settled: Mapping[str, str]) -> None:
    """Set what people decided of an actor, in place of what the documents say; its evidence goes."""
    actors: Any = frames["actors"].set_index("actor_id", drop=False)
    taken: set[tuple[str, str]] = set()
    for each in decided.decisions:
        now = decided.id_now(each.actor_id)
        actor_id = settled.get(now, now) if now else None
        if actor_id not in actors.index or each.decision not in DECIDED_FIELDS:
            continue
        field = DECIDED_FIELDS[each.decision]
        if field == "same_as":
            there = actors.at[actor_id, field]
            actors.at[actor_id, field] = sorted({*(there if there is not None else ()), each.value})
            continue
        value = each.value or decided.id_now(each.other_actor_id)
        if value is None:
            continue
        actors.at[actor_id, field] = settled.get(value, value)
        taken.add((str(actor_id), field))
        if each.decision == "type":
            actors.at[actor_id, "actor_type_basis"] = "decision"
    frames["actors"] = actors.reset_index(drop=True)
    if not taken:
        return
    evidence = frames["evidence"]
    of_actors = evidence[evidence["table"] == "actors"]
    gone = [cell in taken for cell in zip(of_actors["row_id"], of_actors["field"], strict=True)]
    frames["evidence"] = evidence.drop(of_actors.index[gone])


def write(frames: Frames, decided: Decided, settled: Mapping[str, str]) -> None:
    """Write the decisions as a table, each actor under its present id, and an issue for each that finds no actor."""
    actor_ids = set(frames["actors"]["actor_id"])
    rows: list[dict[str, Any]] = []
    issues: list[dict[str, Any]] = []
    for each in decided.decisions:
        one, other = (_present(actor_id, decided, settled) for actor_id in (each.actor_id, each.other_actor_id))
        row = {
            **vars(each),
            "actor_id": one,
            "other_actor_id": other if each.decision != "same" else each.other_actor_id,
            "documents": list(each.documents),
        }
        rows.append({field: value or None for field, value in row.items()})
        named = {one: each.actor_id, other: each.other_actor_id} if each.other_actor_id else {one: each.actor_id}
        issues += [_issue(each, said) for now, said in named.items() if now not in actor_ids]
    frames["decisions"] = with_rows(frames["decisions"], rows)
    frames["issues"] = with_rows(frames["issues"], issues)


def _present(actor_id: str, decided: Decided, settled: Mapping[str, str]) -> str:
    now = decided.id_now(actor_id) or actor_id
    return settled.get(now, now)


def _issue(decision: Decision, missing: str) -> dict[str, Any]:
    code, where = "stale-decision", f"authorities/{FILE_NAME}"
    return {
        **ISSUES.blank,
        "issue_id": f"{where}/{decision.decision_id}",
        "code": code,
        "severity": CODES[code].severity,
        "message": f"{decision.decision_id} ({decision.decision}) is about {missing}, which no document names",
        "raw_path": where,
    }
