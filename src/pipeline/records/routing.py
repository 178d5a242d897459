"""Who sent it to whom, who got a copy, and what the cable office did with it."""

import datetime as dt
from itertools import chain

from pipeline.actors import Cast
from pipeline.copies import Solution, Way
from pipeline.model import Extraction, ParsedDocument, Part, Reading
from pipeline.records.dating import anchor_of
from pipeline.records.rows import Row, Rows
from pipeline.values.codes import REDACTED
from pipeline.values.dates import Date, nearest
from pipeline.values.names import Stretch, below


def write(rows: Rows, document: ParsedDocument, cast: Cast, solution: Solution) -> None:
    """Write the routing events of a document, and note the actors of its header, routing and signature."""
    title_sender = document.envelope.first("title_sender")
    if title_sender and title_sender.value:
        cast.actor(title_sender, "header")
    if document.content is None:
        return
    content = document.content
    _sent(rows, content, cast, title_sender)
    _distributed(rows, content, cast, solution)
    for stamp in content.all("stamp"):
        _stamp(rows, stamp, document)
    for element, zone in (("receiver", "header"), ("letterhead", "signature")):
        part = content.first(element)
        if part and part.value:
            cast.actor(part, zone)


def _event(rows: Rows, event_type: str, witness: Part) -> Row:
    """Add an event of a type that the words of ``witness`` state."""
    event = rows.number("routing_events", "e")
    sequence = len(rows.tables["routing_events"])
    return event.give(sequence=sequence, is_redacted=False).read("event_type", witness, event_type)


def _sent(rows: Rows, content: Reading, cast: Cast, title_sender: Part | None) -> None:
    salutation = content.first("salutation")
    signature, desk = content.first("signature"), content.first("desk")
    sender, basis = (signature, "signature") if signature and signature.value else (title_sender, "title")
    sender_id = cast.actor(sender, "signature" if basis == "signature" else "header") if sender else None
    desk_id = cast.actor(desk, "header") if desk and desk.value else None
    dated = content.first("signature_date") or content.first("header_date")
    for addressee in _stretches(salutation):
        event = _event(rows, "sent", salutation or addressee)
        event.read("from_name", sender).give(from_actor_id=sender_id, from_basis=sender_id and basis)
        event.read("from_desk_name", desk).give(from_desk_actor_id=desk_id)
        event.read("to_name", addressee).give(to_actor_id=cast.actor(addressee, "routing"))
        if dated and isinstance(dated.value, Date):
            event.read("at_text", dated, event.words(dated)).read("at_edtf", dated, dated.value.edtf)
            event.give(at_basis="stated")


def _distributed(rows: Rows, content: Reading, cast: Cast, solution: Solution) -> None:
    label, total = content.first("distribution_label"), content.first("copies_total")
    bodies = _bodies(content)
    for number, entry in enumerate(content.all("recipient"), 1):
        offices = _stretches(entry.parts["recipient"])
        parent: tuple[str, Part] | None = None
        for place, office in enumerate(offices):
            event = _event(rows, "distributed", label or office)
            if len(offices) > 1:
                event.give(recipient_group=f"{rows.document_id}/g{number:02d}")
            _copies(event, entry, place, solution.way, total)
            if REDACTED.fullmatch(office.value):
                event.give(is_redacted=True).read("to_name", office)
                continue
            cut = below(office.value, bodies)
            if cut:
                body = office.within(0, cut - 1, office.value[: cut - 1])
                parent = (cast.actor(body, "routing"), body)
            named = office.within(cut, office.end - office.start, office.value[cut:])
            actor_id = cast.office(named, "routing", parent) if parent else cast.actor(named, "routing")
            event.read("to_name", named).give(to_actor_id=actor_id)


def _copies(event: Row, entry: Extraction, place: int, way: Way | None, total: Part | None) -> None:
    """The copies of the office at ``place`` in an entry, under the accepted reading."""
    if place and not (way and way.each_office):
        return
    stated = entry.parts.get("copies")
    if stated and not place:
        event.read("copies", stated).give(copies_basis="stated")
    elif way and total:
        copies = stated.value if stated else way.unnumbered
        event.infer("copies", copies, stated or entry.parts["recipient"], total)
        event.give(copies_basis="implied_by_total")


def _stamp(rows: Rows, stamp: Extraction, document: ParsedDocument) -> None:
    step, moment = stamp.parts["step"], stamp.parts["moment"]
    event = _event(rows, step.value, step)
    event.read("at_text", moment, event.words(moment))
    day, time = stamp.parts.get("moment_day"), stamp.parts.get("moment_time")
    if not day or not isinstance(day.value, Date):
        return
    if day.value.edtf:
        date, anchor = day.value, None
    else:
        anchor = anchor_of(document)
        if anchor is None:
            return
        found = nearest(day.value, dt.date.fromisoformat(anchor.value.edtf))
        if found is None:
            return
        date = found
    event.give(at_basis="year_from_document" if anchor else "stated")
    basis = "inferred" if anchor else "read"
    event.witnessed("at_edtf", basis, date.edtf, day, anchor)
    if time and time.value:
        event.witnessed("at_local", basis, f"{date.edtf}T{time.value}", moment, anchor)


def _bodies(content: Reading) -> set[str]:
    """Names of bodies that stand alone somewhere in the document: addressed, or on the list."""
    alone = (
        stretches[0]
        for stretches in (_stretches(entry.parts["recipient"]) for entry in content.all("recipient"))
        if len(stretches) == 1
    )
    return {part.value for part in chain(_stretches(content.first("salutation")), alone)}


def _stretches(part: Part | None) -> list[Part]:
    """The offices that an entry or a salutation names, each at its own place."""
    if part is None or part.value is None:
        return []
    stretches: tuple[Stretch, ...] = part.value
    return [part.within(*stretch) for stretch in stretches]
