"""Persons who are one because a letter of theirs is answered or taken up: "your telegram 85", "my letter of 18 May"."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product

from pipeline.arrow import rows_of
from pipeline.captures import Frames
from pipeline.identity.clusters import Join
from pipeline.identity.naming import Naming

_SIDES = {"from": "from_actor_id", "to": "to_actor_id"}
# Whose the document referred to is: for each side here, the side there on which the same person stands.
_THERE = {"outgoing": {"from": "from", "to": "to"}, "incoming": {"from": "to", "to": "from"}}

Sides = Mapping[tuple[str, str], list[str]]


def taken_up(frames: Frames, naming: Naming) -> Iterator[Join]:
    """Yield the persons of one surname who stand on both sides of a reference that was resolved.

    A note of an editor calls nothing "my" or "your", so only what the writer says counts.
    """
    sides = _sides(frames)
    references = frames["document_references"]
    owned = references[references["direction"].notna() & (references["zone"] != "note")]
    columns = ("document_id", "target_document_id", "direction", "text")
    for here, there, direction, words in rows_of(owned.dropna(subset="target_document_id"), *columns):
        for side, other_side in _THERE[direction].items():
            for one, other in product(sides.get((here, side), ()), sides.get((there, other_side), ())):
                if naming.share_family(one, other):
                    yield Join(one, other, "reference", f"“{words}” in {here} is {there}")


def _sides(frames: Frames) -> Sides:
    """Who sent each document, and to whom it was sent."""
    events = frames["routing_events"]
    sent = events[events["event_type"] == "sent"]
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for side, column in _SIDES.items():
        for document_id, actor_id in rows_of(sent.dropna(subset=column), "document_id", column):
            if actor_id not in found[document_id, side]:
                found[document_id, side].append(actor_id)
    return found
