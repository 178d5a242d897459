"""The published tables of a collection, asked for one thing: which actor an occurrence is."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.actors.blind import Blinding
from benchmarks.actors.gold import Gold, Occurrence
from benchmarks.actors.names import folded
from benchmarks.actors.pages import ADDRESSEE, PARTICIPANT, SENDER, SIGNATURE
from pipeline import corpus
from pipeline.collection import Frames, collect
from pipeline.shard import read_shard


class Found(NamedTuple):
    """What the tables say: the actor of each occurrence that was read, and why ids were joined."""

    actors: dict[Occurrence, str]
    reasons: dict[str, list[tuple[str, str]]]


def published(raw: Path) -> Frames:
    """The tables of a raw folder, as they would be published."""
    return collect(read_shard(shard) for shard in corpus.shards(corpus.scan(raw)))


def actors(frames: Frames, gold: Gold, how: Blinding) -> Found:
    """Look up each occurrence in the tables: the sender's among the senders, the addressee's among the events."""
    named = _named(frames)
    persons = {
        row["actor_id"] for row in _rows(frames, "actors", ("actor_id", "actor_type")) if row["actor_type"] == "person"
    }
    found = {}
    for each, what in gold.stated.items():
        family = how.family(what.volume, each.family)
        # of "Administration (Roe)" the sender is the body, which is nobody's identity
        of_persons = [(name, actor_id) for name, actor_id in named[each.document_id, each.side] if actor_id in persons]
        actor_id = _of_family(of_persons, family)
        if actor_id:
            found[each] = actor_id
    return Found(found, _reasons(frames))


def _named(frames: Frames) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Names and actors by document and side."""
    named: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in _rows(frames, "senders", ("document_id", "witness", "name", "actor_id")):
        side = SIGNATURE if row["witness"] == "signature" else SENDER
        named[row["document_id"], side].append((row["name"], row["actor_id"]))
    for row in _rows(frames, "routing_events", ("document_id", "event_type", "to_name", "to_actor_id")):
        if row["event_type"] == "sent":
            named[row["document_id"], ADDRESSEE].append((row["to_name"], row["to_actor_id"]))
    for row in _rows(frames, "participants", ("document_id", "name", "actor_id")):
        named[row["document_id"], PARTICIPANT].append((row["name"], row["actor_id"]))
    return named


def _rows(frames: Frames, table: str, fields: tuple[str, ...]) -> Iterable[dict[str, Any]]:
    frame = frames[table][list(fields)]
    return frame.astype(object).where(frame.notna(), "").to_dict("records")


def _of_family(named: Iterable[tuple[str, str]], family: str) -> str:
    """The actor of the name that ends in a family name; the shortest name, where several do."""
    fitting = []
    for name, actor_id in named:
        words = folded(re.sub(r",.*|[()]", " ", name))
        if actor_id and re.search(rf"(?:^|\s){re.escape(family)}$", words):
            fitting.append((len(words), actor_id))
    return min(fitting)[1] if fitting else ""


def _reasons(frames: Frames) -> dict[str, list[tuple[str, str]]]:
    """Why ids were joined: of each actor the ids that lead to it, each with the reason."""
    reasons: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in _rows(frames, "redirects", ("old_id", "new_id", "basis", "rests_on")):
        reasons[row["new_id"]].append((row["old_id"], f"{row['basis']}: {row['rests_on']}"))
    return reasons


def why(found: Found, each: Occurrence) -> str:
    """Why an occurrence belongs to its actor; empty where the tables give no reason."""
    key = each.document_id.replace(":", "-") + "-"
    reasons = [reason for old, reason in found.reasons.get(found.actors.get(each, ""), ()) if f"{old}-".startswith(key)]
    return "; ".join(sorted(set(reasons)))
