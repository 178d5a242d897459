"""Who sent a document: up to four witnesses, all kept, and one of them chosen."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.actors import Cast
from pipeline.forms import forms
from pipeline.model import ParsedDocument, Part
from pipeline.records.rows import Rows
from pipeline.values.names import OFFICE_NOUN, TITLE

# What makes a sender of the header more than the place of a post
_OFFICE_OR_PERSON = re.compile(rf"\b(?:{OFFICE_NOUN}|{TITLE})\b|\[|EMBASSY|CONSULATE|LEGATION|MINISTRY|Cde\.")
# rules that read the name of a person in the header
_OF_PERSONS = (".author", ".from_person")
_ZONES = {"signature": "signature", "header": "header", "letterhead": "header", "title": "header"}


# Forms whose documents are not sent from one to another, but tell what was said or done: who signs one wrote it.
NOT_SENT = frozenset({"conversation_memorandum", "minutes", "soviet_journal"})


class Sender(NamedTuple):
    """The sender that was chosen: the witness it is from, the words, and the actor."""

    witness: str
    part: Part
    actor_id: str


def write(rows: Rows, document: ParsedDocument, cast: Cast) -> list[Sender]:
    """Write a row per witness of the sender; return the one that was chosen, or those who sign together."""
    witnesses = list(_witnesses(document))
    eligible = [each for each in witnesses if each[0] == "signature" or document.form_id not in NOT_SENT]
    own_paper = document.form_id is not None and forms()[document.form_id].own_paper
    best_rank = min((_rank(each, own_paper) for each in eligible), default=None)
    chosen: list[Sender] = []
    for witness, part, role in sorted(witnesses, key=lambda each: each[1].start):
        actor_id = cast.actor(part, _ZONES[witness])
        is_chosen = (witness, part, role) in eligible and _rank((witness, part, role), own_paper) == best_rank
        row = rows.number("senders", "w").give(witness=witness, actor_id=actor_id, is_chosen=is_chosen)
        row.read("name", part).read("role_text", role)
        if is_chosen:
            chosen.append(Sender(witness, part, actor_id))
    return chosen


def _witnesses(document: ParsedDocument) -> Iterator[tuple[str, Part, Part | None]]:
    if content := document.content:
        for extraction in content.having("signature")[:1]:
            if cosigner := extraction.parts.get("cosigner"):
                yield "signature", cosigner, None
            yield "signature", extraction.parts["signature"], extraction.parts.get("signer_role")
        for witness, element in (("header", "header_sender"), ("letterhead", "letterhead")):
            part = content.first(element)
            if part and part.value:
                yield witness, part, None
    title = document.envelope.first("title_sender")
    if title and title.value:
        yield "title", title, None


def _rank(witness: tuple[str, Part, Part | None], own_paper: bool) -> int:
    kind, part, _ = witness
    if kind == "header":
        return 1 if _OFFICE_OR_PERSON.search(part.value) or part.rule_id.endswith(_OF_PERSONS) else 4
    return {"signature": 0, "title": 3, "letterhead": 2 if own_paper else 5}[kind]
