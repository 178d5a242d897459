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


# Forms whose documents are not sent from one to another, but tell what was said or done: who signs one wrote it.
NOT_SENT = frozenset({"conversation_memorandum", "minutes", "soviet_journal"})


class Sender(NamedTuple):
    """A witness of the sender: where it stands, the words, and the office stated with them."""

    witness: str
    part: Part
    role: Part | None = None

    @property
    def zone(self) -> str:
        """The zone of the document in which it names the sender."""
        return "signature" if self.witness == "signature" else "header"


def chosen(document: ParsedDocument) -> list[Sender]:
    """Return the witness that is taken for the sender, or those who sign together."""
    own_paper = document.form_id is not None and forms()[document.form_id].own_paper
    eligible = [
        each for each in _witnesses(document) if each.witness == "signature" or document.form_id not in NOT_SENT
    ]
    if document.form_id is not None and forms()[document.form_id].sent_by_post:
        eligible = [each for each in eligible if each.witness == "header"] or eligible
    best = min((_rank(each, own_paper) for each in eligible), default=None)
    return [each for each in eligible if _rank(each, own_paper) == best]


def write(rows: Rows, document: ParsedDocument, cast: Cast, taken: list[Sender]) -> None:
    """Write a row per witness of the sender; those in ``taken`` were chosen."""
    for sender in sorted(_witnesses(document), key=lambda each: each.part.start):
        row = rows.number("senders", "w").give(witness=sender.witness, is_chosen=sender in taken)
        row.give(actor_id=cast.actor(sender.part, sender.zone))
        row.read("name", sender.part).read("role_text", sender.role)


def _witnesses(document: ParsedDocument) -> Iterator[Sender]:
    if content := document.content:
        for extraction in content.having("signature")[:1]:
            if cosigner := extraction.parts.get("cosigner"):
                yield Sender("signature", cosigner)
            yield Sender("signature", extraction.parts["signature"], extraction.parts.get("signer_role"))
        for witness, element in (("header", "header_sender"), ("letterhead", "letterhead")):
            part = content.first(element)
            if part and part.value:
                yield Sender(witness, part)
    title = document.envelope.first("title_sender")
    if title and title.value:
        yield Sender("title", title)


def _rank(sender: Sender, own_paper: bool) -> int:
    if sender.witness == "header":
        words, rule_id = sender.part.value, sender.part.rule_id
        return 1 if _OFFICE_OR_PERSON.search(words) or rule_id.endswith(_OF_PERSONS) else 4
    return {"signature": 0, "title": 3, "letterhead": 2 if own_paper else 5}[sender.witness]
