"""Who sent a document: up to four witnesses, all kept, and one of them chosen."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.actors import Cast
from pipeline.forms import Form, forms
from pipeline.model import ParsedDocument, Part
from pipeline.records.documents import kind_of
from pipeline.records.rows import Rows
from pipeline.values.names import OFFICE_NOUN, TITLE

# What makes a sender of the header more than the place of a post
_OFFICE_OR_PERSON = re.compile(rf"\b(?:{OFFICE_NOUN}|{TITLE})\b|\[|EMBASSY|CONSULATE|LEGATION|MINISTRY|Cde\.")
# rules that read the name of a person in the header
_OF_PERSONS = (".author", ".from_person")


# Forms whose documents are not sent from one to another, but tell what was said or done: who signs one wrote it.
NOT_SENT = frozenset({"conversation_memorandum", "minutes", "soviet_journal"})

# What goes by wire goes from post to post.
WIRED = frozenset({"cable", "telegram"})


class Sender(NamedTuple):
    """A witness of the sender: where it stands, the words, the office stated with them, and a kind that it tells."""

    witness: str
    part: Part
    role: Part | None = None
    kind: str | None = None

    @property
    def zone(self) -> str:
        """The zone of the document in which it names the sender."""
        return "signature" if self.witness == "signature" else "header"


def chosen(document: ParsedDocument) -> list[Sender]:
    """Return the witness that is taken for the sender, or those who sign together."""
    form = forms()[document.form_id] if document.form_id else None
    eligible = [
        each for each in _witnesses(document) if each.witness == "signature" or document.form_id not in NOT_SENT
    ]
    if form and form.sent_by_post:
        eligible = [each for each in eligible if each.witness == "header"] or eligible
    best = min((_rank(each, form) for each in eligible), default=None)
    return [each for each in eligible if _rank(each, form) == best]


def write(rows: Rows, document: ParsedDocument, cast: Cast, taken: list[Sender]) -> None:
    """Write a row per witness of the sender; those in ``taken`` were chosen."""
    for sender in sorted(_witnesses(document), key=lambda each: each.part.start):
        row = rows.number("senders", "w").give(witness=sender.witness, is_chosen=sender in taken)
        row.give(actor_id=cast.writer(sender.part, sender.zone, sender.role, sender.kind))
        row.read("name", sender.part).read("role_text", sender.role)


def _witnesses(document: ParsedDocument) -> Iterator[Sender]:
    if content := document.content:
        for extraction in content.having("signature")[:1]:
            cosigner, signature = extraction.parts.get("cosigner"), extraction.parts["signature"]
            if cosigner and cosigner.value:
                yield Sender("signature", cosigner)
            if signature.value:
                yield Sender("signature", signature, extraction.parts.get("signer_role"))
        for witness, element in (("header", "header_sender"), ("letterhead", "letterhead")):
            part = content.first(element)
            if part and part.value:
                yield Sender(witness, part)
        # a cable is from the post that its dateline names
        post, kind = content.first("sent_place"), kind_of(document.envelope, content)
        if post and post.value and kind and kind.value in WIRED:
            yield Sender("header", post)
    titles = document.envelope.having("title_sender")
    # a copy can give its title twice; marks tell those who write together
    for extraction in titles if document.raw.marks else titles[:1]:
        if extraction.parts["title_sender"].value:
            yield Sender("title", extraction.parts["title_sender"], extraction.parts.get("title_sender_role"))
    for whole in document.envelope.parts("title_parties"):
        for party in whole.value.senders if whole.value else ():
            role = whole.within(*party.role) if party.role else None
            yield Sender("title", whole.within(*party[:3]), role, party.kind)


def _rank(sender: Sender, form: Form | None) -> int:
    if form and form.sender_titled and sender.witness == "title":
        # who signs such a telegram signs for the office that the title names
        return -1
    if sender.witness == "header":
        words, rule_id = sender.part.value, sender.part.rule_id
        return 1 if _OFFICE_OR_PERSON.search(words) or rule_id.endswith(_OF_PERSONS) else 4
    return {"signature": 0, "title": 3, "letterhead": 2 if form and form.own_paper else 5}[sender.witness]
