"""Who sent it to whom, who got a copy, and what was done with it, when and by whom."""

import re
from itertools import chain, product
from typing import NamedTuple

from pipeline.actors import Cast
from pipeline.copies import Solution, Way
from pipeline.forms import forms
from pipeline.model import NOTHING_READ, Extraction, ParsedDocument, Part, Reading
from pipeline.records.dating import settle
from pipeline.records.documents import kind_of, list_label
from pipeline.records.rows import Row, Rows
from pipeline.records.senders import NOT_SENT, WIRED, Sender
from pipeline.records.telegrams import EXCLUDED, address, addresses, deeds, note_actors, office_word
from pipeline.values.codes import REDACTED
from pipeline.values.names import Party, below, is_office

_SENT_KINDS = frozenset({"cable", "telegram", "letter", "despatch", "note", "report", "telephone_log"})
_BETWEEN_COMMAS = re.compile(r"[^\s,][^,]*")


class Time(NamedTuple):
    """The words that state a time: the whole, the day, the clock."""

    moment: Part
    day: Part | None
    clock: Part | None
    place: Part | None = None
    zone: Part | None = None


class Addressee(NamedTuple):
    """One who is written to: the name, the role beside it, a kind that it tells, and whether it is a post's place."""

    part: Part
    role: Part | None = None
    kind: str | None = None
    is_post: bool = False


def write(rows: Rows, document: ParsedDocument, cast: Cast, solution: Solution, senders: list[Sender]) -> None:
    """Write the routing events of a document, and note the actors of its routing."""
    content = document.content or NOTHING_READ
    note_actors(content, cast)
    _sent(rows, document, content, cast, senders)
    _listed(rows, document, content, cast, solution)
    has_sent = any(row["event_type"] == "sent" for row in rows.tables.get("routing_events", ()))
    for step in content.having("step"):
        if has_sent and step.parts["step"].value == "sent":
            # the time of it stands with the rows of who sent it to whom
            has_sent = False
        else:
            _step(rows, step, document, cast)
    for deed in deeds(content):
        event = _event(rows, deed.event_type, deed.word, deed.basis)
        event.read("agent_name", deed.agent).give(agent_actor_id=cast.actor(deed.agent, "routing"))
    is_received = any(row["event_type"] == "received" for row in rows.tables.get("routing_events", ()))
    for extraction in () if is_received else content.having("on_days"):
        _received(rows, extraction.parts["on_days"], document)
    receiver = content.first("receiver")
    if receiver and receiver.value:
        cast.actor(receiver, "header")


def _event(rows: Rows, event_type: str, witness: Part, basis: str = "read") -> Row:
    """Add an event of a type that the words of ``witness`` state, or on which it rests (``basis``)."""
    event = rows.number("routing_events", "e")
    sequence = len(rows.tables["routing_events"])
    return event.give(sequence=sequence, is_redacted=False).witnessed("event_type", basis, event_type, witness)


def _sent(rows: Rows, document: ParsedDocument, content: Reading, cast: Cast, senders: list[Sender]) -> None:
    if document.form_id in NOT_SENT or (document.content is None and not senders):
        return
    basis, addressees = _addressees(document, content)
    desk = content.first("desk")
    desk_id = cast.actor(desk, "header") if desk and desk.value else None
    time = _time_of_sending(content)
    froms: list[Sender | None] = [*senders] or [None]
    tos: list[Addressee | None] = [*addressees] or [None]
    for sender, to in product(froms, tos):
        addressee = to.part if to else None
        witness = addressee or (sender.part if sender else None)
        if witness is None or (addressee is None and not _is_letter(document)):
            return
        is_sent = addressee is None or addresses(content, addressee)
        word = content.first("salutation") or witness if basis == "salutation" else witness
        event = _event(rows, "sent" if is_sent else EXCLUDED, word)
        if sender:
            event.read("from_name", sender.part).give(
                from_actor_id=cast.writer(sender.part, sender.zone, sender.role, sender.kind),
                from_basis=sender.witness,
            )
        event.read("from_desk_name", desk).give(from_desk_actor_id=desk_id)
        if to and addressee:
            event.read("to_name", addressee).give(to_actor_id=_note(to, cast), to_basis=basis)
            address(event, content, addressee)
        if is_sent and time is None:
            event.read("place_name", content.first("sent_place"))
        elif is_sent and time:
            _at(event, time, document)
            event.read("place_name", time.place)
            event.read("time_zone", time.zone)


def _is_letter(document: ParsedDocument) -> bool:
    """Whether the title calls the document something that is sent."""
    kind = kind_of(document.envelope, document.content or NOTHING_READ)
    return kind is not None and kind.value in _SENT_KINDS


def _is_wired(document: ParsedDocument) -> bool:
    kind = kind_of(document.envelope, document.content or NOTHING_READ)
    return kind is not None and kind.value in WIRED


def _note(to: Addressee, cast: Cast) -> str:
    if to.is_post:
        return cast.post(to.part, "routing")
    return cast.addressee(to.part, "routing", to.role, to.kind)


def _addressees(document: ParsedDocument, content: Reading) -> tuple[str, list[Addressee]]:
    """Whom the document addresses: in its salutation; failing that, in its header; failing that, in its title."""
    envelope = document.envelope
    # a copy can give its title twice
    titled = envelope.parts("title_addressee")[:1] or [
        part._replace(value=part.value.addressees) for part in envelope.parts("title_parties")[:1] if part.value
    ]
    for basis, wholes in (
        ("salutation", content.parts("salutation")),
        ("header", content.parts("header_addressee")),
        ("header", content.parts("addressee")),
        ("title", titled),
    ):
        in_order = sorted(wholes, key=lambda each: each.start)
        found = [each for whole in in_order for each in _addressed(whole, _names_posts(document, whole))]
        if found:
            return basis, found
    return "title", []


def _names_posts(document: ParsedDocument, whole: Part) -> bool:
    """Whether a title names posts: a telegram "to Jakarta and Lisbon", of which no writer is named."""
    if whole.element != "title_parties" or not _is_wired(document):
        return False
    return not any(part.value.senders for part in document.envelope.parts("title_parties") if part.value)


def _addressed(whole: Part, is_post: bool) -> list[Addressee]:
    """Those whom a salutation, a line or a title names, each with the role that it states."""
    found = []
    for each in whole.value or ():
        role = whole.within(*each.role) if isinstance(each, Party) and each.role else None
        kind = each.kind if isinstance(each, Party) else None
        found.append(Addressee(whole.within(*each[:3]), role, kind, is_post))
    return found


def _time_of_sending(content: Reading) -> Time | None:
    """When it was sent: as a line about the wire says; failing that, as signature or header date it."""
    for step in content.having("moment"):
        if step.parts["step"].value == "sent":
            parts = step.parts
            return Time(parts["moment"], parts.get("moment_day"), parts.get("moment_time"), parts.get("step_place"))
    clock, place = content.first("sent_time"), content.first("sent_place")
    for element in ("signature_date", "header_date"):
        for extraction in content.having(element):
            part = extraction.parts[element]
            if part.value:
                place = extraction.parts.get("sent_place") or extraction.parts.get("header_place")
                return Time(part, part, clock, place, content.first("time_zone"))
    for extraction in content.having("group"):
        # a group that states no day is shown all the same
        part = extraction.parts["group"]
        return Time(part, part, extraction.parts["group_time"], None, content.first("time_zone"))
    for extraction in content.having("on_days"):
        part = extraction.parts["on_days"]
        if part.value:
            return Time(part, part._replace(value=part.value[0]), clock)
    return None


def _at(event: Row, time: Time, document: ParsedDocument) -> None:
    """Set when an event was: the words, the day, and the local time where the clock is read."""
    event.read("at_text", time.moment, event.words(time.moment))
    settled = settle(time.day, document)
    if settled is None or time.day is None:
        return
    basis = "read" if settled.basis == "stated" else "inferred"
    event.give(at_basis=settled.basis).witnessed("at_edtf", basis, settled.edtf, time.day, settled.anchor)
    if time.clock and time.clock.value and len(settled.edtf) == len("1961-05-12"):
        whole = time.moment.start <= time.clock.start and time.clock.end <= time.moment.end
        words = (time.moment,) if whole else (time.day, time.clock)
        event.witnessed("at_local", basis, f"{settled.edtf}T{time.clock.value}", *words, settled.anchor)


def _listed(rows: Rows, document: ParsedDocument, content: Reading, cast: Cast, solution: Solution) -> None:
    total, bodies = content.first("copies_total"), _bodies(content)
    is_post = document.form_id is not None and forms()[document.form_id].names_posts
    for number, entry in enumerate(content.having("recipient"), 1):
        offices = _stretches(entry.parts["recipient"])
        label = list_label(content, entry.parts["recipient"])
        event_type = label.value if label and label.value else "distributed"
        way = solution.way if event_type == "distributed" else None
        parent: tuple[str, Part] | None = None
        for place, office in enumerate(offices):
            event = _event(rows, event_type, label or office)
            if len(offices) > 1:
                event.give(recipient_group=f"{rows.document_id}/g{number:02d}")
            _copies(event, entry, place, way, total)
            event.read("action_code", office_word(content, office))
            if REDACTED.fullmatch(office.value):
                event.give(is_redacted=True).read("to_name", office)
                continue
            cut = below(office.value, bodies)
            if cut:
                body = office.within(0, cut - 1, office.value[: cut - 1])
                parent = (cast.actor(body, "routing"), body)
            named = office.within(cut, office.end - office.start, office.value[cut:])
            # what is repeated or sent goes to posts, copies go to persons
            note = cast.post if is_post and event_type != "distributed" else cast.actor
            actor_id = cast.office(named, "routing", parent) if parent else note(named, "routing")
            event.read("to_name", named).give(to_actor_id=actor_id)


def _copies(event: Row, entry: Extraction, place: int, way: Way | None, total: Part | None) -> None:
    """The copies of the office at ``place`` in an entry, under the accepted reading."""
    event.read("copy_number", entry.parts.get("copy_number"))
    if place and not (way and way.each_office):
        return
    stated = entry.parts.get("copies") or entry.parts.get("copies_dashed")
    if stated and not place:
        event.read("copies", stated).give(copies_basis="stated")
    elif number := entry.parts.get("copy_number"):
        event.infer("copies", 1, number).give(copies_basis="implied_by_number")
    elif way and total:
        copies = stated.value if stated else way.unnumbered
        event.infer("copies", copies, stated or entry.parts["recipient"], total)
        event.give(copies_basis="implied_by_total")


def _step(rows: Rows, extraction: Extraction, document: ParsedDocument, cast: Cast) -> None:
    parts = extraction.parts
    if not parts["step"].value:
        return
    agents: list[Part | None] = [*_agents(parts.get("step_agent"), cast)] or [None]
    steps = [step for step in (parts.get("joint_step"), parts["step"]) if step and step.value]
    for step, agent in product(steps, agents):
        event = _event(rows, step.value, step)
        if agent:
            event.read("agent_name", agent).give(agent_actor_id=cast.actor(agent, "routing"))
        event.read("place_name", parts.get("step_place"))
        if moment := parts.get("moment"):
            _at(event, Time(moment, parts.get("moment_day"), parts.get("moment_time")), document)


def _agents(part: Part | None, cast: Cast) -> list[Part]:
    """Those who did a step together ("Approved by: A, B"); an office keeps its commas."""
    if part is None or not part.value:
        return []
    if not isinstance(part.value, str):
        # where a mark names a person among the words, its words are the name
        return [cast.marked_within(each) or each for each in _stretches(part)]
    if is_office(part.value):
        return [part]
    return [part.within(name.start(), name.end(), name[0]) for name in _BETWEEN_COMMAS.finditer(part.value)]


def _received(rows: Rows, days: Part, document: ParsedDocument) -> None:
    """The second day of a mark such as ON/24/25/X/62."""
    if days.value:
        _at(_event(rows, "received", days), Time(days, days._replace(value=days.value[1]), None), document)


def _bodies(content: Reading) -> set[str]:
    """Names of bodies that stand alone somewhere in the document: addressed, or on the list."""
    alone = (
        stretches[0]
        for stretches in (_stretches(entry.parts["recipient"]) for entry in content.having("recipient"))
        if len(stretches) == 1
    )
    return {part.value for part in chain(_stretches(content.first("salutation")), alone)}


def _stretches(part: Part | None) -> list[Part]:
    """The offices that an entry or a salutation names, each at its own place."""
    if part is None or part.value is None:
        return []
    return [part.within(*stretch[:3]) for stretch in part.value]
