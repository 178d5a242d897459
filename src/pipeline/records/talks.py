"""Who took part in a conversation or a meeting."""

import re

from pipeline.actors import Cast
from pipeline.model import ParsedDocument, Part
from pipeline.records.rows import Row, Rows

# labels that name no side
_OF_ALL = re.compile(r"Persons?[ ]|Personnel[ ]|Accompanying[ ]|In[ ]attendance|Chaired[ ]")


def write(rows: Rows, document: ParsedDocument, cast: Cast) -> None:
    """Write a row per participant, with the side that it is named for."""
    for whole in document.envelope.parts("title_participants"):
        for party in whole.value or ():
            role = whole.within(*party.role) if party.role else None
            _row(rows, cast, whole.within(*party[:3]), "participant", role=role, kind=party.kind)
    if document.content is None:
        return
    sides = document.content.having("participants")
    headings = {each.parts["side"].start for each in document.content.all("side_heading")}
    named = [part for part in document.content.parts("participant") if part.value]
    for part in sorted(named, key=lambda each: each.start):
        side = next((each.parts["side"] for each in sides if each.start <= part.start < each.end), None)
        # a label of one word names no side, but where it is marked as the heading of one
        is_named = (
            side is not None
            and side.value is not None
            and (" " in side.value or side.start in headings)
            and not _OF_ALL.match(side.value)
        )
        _row(rows, cast, part, "participant").read("side_text", side if is_named else None)
    for part in document.content.parts("interpreter"):
        if part.value:
            _row(rows, cast, part, "interpreter")


def _row(rows: Rows, cast: Cast, part: Part, taken: str, *, role: Part | None = None, kind: str | None = None) -> Row:
    actor_id = cast.actor(part, "header", role, kind)
    row = rows.number("participants", "p").give(actor_id=actor_id, participant_role=taken)
    return row.read("name", part)
