"""Persons and parties: who writes to whom as the head marks it, who took part, and every person that is marked."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.model import Extraction, Part
from pipeline.readers.tei import Element, Sheet, Volume
from pipeline.values.names import Stretch

# Telegram From the … to the …: the words that part the two
_FROM = re.compile(r"\b(?:From|from|By|by)[ \n](?:the[ \n])?")
_TO = re.compile(r"[ \n]to[ \n](?:the[ \n])?")
# Deputy Secretary of Defense (Tarrant): the office, and who holds it
_HOLDER = re.compile(r"(.{2,200}?)[ \n]\(([^()]{2,60})\)", re.DOTALL)
# …, Washington, April 7, 1955: where and when, behind the addressee
_PLACE_AND_DAY = re.compile(r",[ \n](?:[A-Z][^,\n]{2,40},[ \n])?[A-Z][a-z]{2,8}[ \n]\d{1,2},[ \n]\d{4}")
_ADDRESS = "https://history.state.gov/historicaldocuments/{volume}/persons#{person}"
_NAME_END = re.compile(r"['’]s\Z|[,;]\Z")
# Characters of a head in which parties are looked for; a longer one is no title.
_LONGEST_HEAD = 2_000
_BEFORE_ROLE = " ,;:\n"
# The Secretary · Mr. Edwin Jessop, NA · Ambassador Fenwick (from 3:30)
_PARTICIPANT = re.compile(r"(?:Mr\.|Mrs\.|Miss|Dr\.)?[ ]?([^,;(\n]{2,120}?)[ .]*(?=[,;(\n]|\Z)")


def read(text: str, head: Element | None, own: list[Element], *, is_sent: bool) -> Iterator[Extraction]:
    """Yield who writes to whom, as the head of a document marks it; of what is sent, also as it says in words."""
    if head is None or head.end - head.start > _LONGEST_HEAD:
        return
    marked = [each for each in own if each.within("head") is head and each.name in {"gloss", "persName"}]
    senders = [each for each in marked if each.attributes.get("type") == "from" and each.end > each.start]
    addressees = [each for each in marked if each.attributes.get("type") == "to" and each.end > each.start]
    opening = _FROM.search(text, head.start, head.end)
    begin = opening.end() if opening else None
    middle = senders[-1].end if senders else begin
    turns = list(_TO.finditer(text, middle, head.end)) if middle is not None else []
    for each in senders:
        yield _sender(_marked(text, each), _office(text, each.start, each.end, begin if len(senders) == 1 else None))
    if addressees:
        start, end = addressees[0].start, addressees[-1].end
        stretches = tuple(
            Stretch(each.start - start, each.end - start, _marked(text, each).value) for each in addressees
        )
        yield _addressee(start, end, stretches)
    # where the words " to " stand more than once they do not say who of several is written to
    if is_sent and not senders and begin is not None and len(turns) == 1:
        name, role = _in_words(text, begin, turns[0].start())
        yield _sender(name, role)
    if is_sent and not addressees and (len(turns) == 1 or (senders and turns)):
        dated = _PLACE_AND_DAY.search(text, turns[0].end(), head.end)
        name, _ = _in_words(text, turns[0].end(), dated.start() if dated else head.end)
        yield _addressee(name.start, name.end, (Stretch(0, name.end - name.start, name.value),))


def _sender(name: Part, role: Part | None) -> Extraction:
    parts = {"title_sender": name._replace(element="title_sender")} | ({"title_sender_role": role} if role else {})
    return Extraction("title_parties", name.start, name.end, parts)


def _addressee(start: int, end: int, stretches: tuple[Stretch, ...]) -> Extraction:
    part = Part("title_addressee", start, end, stretches, "frus.head")
    return Extraction("title_parties", start, end, {"title_addressee": part})


def _marked(text: str, element: Element) -> Part:
    words = _plain(text[element.start : element.end])
    return Part("marked_person", element.start, element.end, words, "frus.head")


def _office(text: str, start: int, end: int, begin: int | None) -> Part | None:
    """The words from ``begin`` to the bracket in which a name stands."""
    before = text[begin : start - 1].rstrip() if begin is not None else ""
    if begin is None or not before or text[start - 1] != "(" or not text.startswith(")", end):
        return None
    return Part("title_sender_role", begin, begin + len(before), _plain(before), "frus.head")


def _in_words(text: str, start: int, end: int) -> tuple[Part, Part | None]:
    """A party that no mark tells; the name in brackets, with the office before it, or all words."""
    words = text[start:end].rstrip(" .,\n")
    if holder := _HOLDER.fullmatch(words):
        role = Part("title_sender_role", start, start + holder.end(1), _plain(holder[1]), "frus.head")
        first, last = holder.span(2)
        return Part("marked_person", start + first, start + last, _plain(holder[2]), "frus.head"), role
    return Part("marked_person", start, start + len(words), _plain(words), "frus.head"), None


def participants(sheet: Sheet, own: list[Element]) -> Iterator[Extraction]:
    """Yield those whom the list of participants names, each side of a list with its heading."""
    text = sheet.text
    whole = next((each for each in own if each.name == "list" and each.attributes.get("type") == "participants"), None)
    if whole is None:
        return
    inside = [each for each in own if whole.start <= each.start and each.end <= whole.end and each is not whole]
    for heading in (each for each in inside if each.name == "head" and each.end > each.start):
        side = heading.parent
        if side and side.name == "list" and side is not whole:
            part = Part("side", heading.start, heading.end, _plain(text[heading.start : heading.end]), "frus.list")
            listed = Part("participants", side.start, side.end, None, "frus.list")
            yield Extraction("side_heading", side.start, side.end, {"side": part, "participants": listed})
    for item, named in _items(inside):
        spans = [_tight(text, each.start, each.end) for each in named]
        if not spans and (found := _PARTICIPANT.match(text, item.start, item.end)):
            spans = [found.span(1)]
        for start, end in spans:
            part = Part("participant", start, end, _plain(text[start:end]), "frus.list")
            yield Extraction("participant", start, end, {"participant": part})


def _items(inside: list[Element]) -> list[tuple[Element, list[Element]]]:
    """The items that hold no list themselves, each with the persons that are marked in it."""
    found: dict[int, tuple[Element, list[Element]]] = {}
    for each in inside:
        item = each if each.name == "item" else each.within("item")
        if item is None:
            continue
        if each is item:
            found[id(item)] = item, []
        elif each.name == "list":
            found.pop(id(item), None)
        elif each.name == "persName" and each.end > each.start and id(item) in found:
            found[id(item)][1].append(each)
    return list(found.values())


def persons(sheet: Sheet, volume: Volume, volume_id: str, head: Element | None) -> Iterator[Extraction]:
    """Yield every person that is marked, with the entry of the volume's list that the mark points to."""
    text, entries = sheet.text, dict[str, dict[str, Part]]()
    parties = Counter(each.attributes.get("type") for each in sheet.elements if head and each.within("head") is head)
    for each in [each for each in sheet.elements if each.name == "persName"]:
        start, end = _tight(text, each.start, each.end)
        words = _plain(text[start:end])
        if not any(map(str.isalpha, words)):
            continue
        parts = {"marked_person": Part("marked_person", start, end, words, "frus.persName")}
        # of several who write together the words do not say whose the office is
        is_alone = head is not None and each.within("head") is head and parties[each.attributes.get("type")] == 1
        if head and is_alone and (role := _role_in_head(text, head, each)):
            parts["person_office"] = role._replace(element="person_office")
        person = (each.attributes.get("corresp") or each.attributes.get("ref") or "").removeprefix("#")
        if person in volume.items:
            if person not in entries:
                entries[person] = _entry(sheet, volume.items[person], person, volume_id)
            parts |= entries[person]
        yield Extraction("marked_person", start, end, parts)


def _role_in_head(text: str, head: Element, person: Element) -> Part | None:
    kind = person.attributes.get("type")
    if kind not in {"from", "to"} or head.end - head.start > _LONGEST_HEAD:
        return None
    opening = _FROM.search(text, head.start, head.end)
    begin = opening.end() if opening else None
    if kind == "to":
        begin = next((turn.end() for turn in _TO.finditer(text, begin or head.start, person.start)), None)
        if len(_TO.findall(text[head.start : person.start])) > 1:
            begin = _after_sender(text, head, person)
    return _office(text, person.start, person.end, begin)


def _after_sender(text: str, head: Element, person: Element) -> int | None:
    """Where the addressee begins behind a sender whose name stands in brackets."""
    turn = re.compile(r"\)[ \n]to[ \n](?:the[ \n])?").search(text, head.start, person.start)
    return turn.end() if turn else None


def _entry(sheet: Sheet, item: Sheet, person: str, volume_id: str) -> dict[str, Part]:
    """What the volume's list says of a person, laid out behind the document; of a name without words, nothing."""
    name = next(each for each in item.elements if each.name == "persName" and each.id == person)
    if not item.text[name.start : name.end].strip():
        return {}
    place = sheet.append(item, name.start, name.end)
    found = {"person_entry": Part("person_entry", *place, _plain(item.text[name.start : name.end]), "frus.persons")}
    words = item.text[name.end :]
    start = name.end + len(words) - len(words.lstrip(_BEFORE_ROLE))
    if item.text[start:].strip():
        place = sheet.append(item, start)
        role = _plain(item.text[start:])
        found["person_entry_role"] = Part("person_entry_role", *place, role, "frus.persons")
    address = (
        _ADDRESS.format(volume=volume_id, person=person) if re.fullmatch(r"[\w.-]{1,80}", person, re.ASCII) else None
    )
    found["person_address"] = found["person_entry"]._replace(element="person_address", value=address)
    return found


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without what follows it within the mark: a possessive's ending, a comma."""
    while ending := _NAME_END.search(text[start:end]):
        end = start + ending.start()
    return start, end


def _plain(words: str) -> str:
    return " ".join(words.split())
