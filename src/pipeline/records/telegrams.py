"""What the head of a telegram says of each addressee and office, and of those who drafted, approved and cleared it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.actors import Cast
from pipeline.model import Part, Reading
from pipeline.records.rows import Row
from pipeline.values.posts import is_collective
from pipeline.values.precedences import Precedences

EXCLUDED = "excluded"


class Deed(NamedTuple):
    """What one person or office did: the type of event, who, where, and the words that say what was done."""

    event_type: str
    basis: str
    agent: Part
    office: Part | None
    word: Part


def note_actors(content: Reading, cast: Cast) -> None:
    """Note the posts, offices and persons of which only the place in the head says what they are."""
    if not any(content.parts(each) for each in ("group", "office_word", "addressee")):
        return
    for sender in _stated(content, "header_sender"):
        cast.listed(sender, "header", "corporate_body")
    for element in ("recipient", "addressee"):
        for part in _stated(content, element):
            named = part._replace(value=part.value[0].text)
            cast.listed(named, "routing", "group" if is_collective(named.value) else "corporate_body")
    for deed in deeds(content):
        if deed.office is None and "/" in deed.agent.value:
            cast.listed(deed.agent, "routing", "corporate_body")
        else:
            cast.officer(deed.agent, "routing", "as_written", deed.office)
    for signer in _stated(content, "signature"):
        cast.officer(signer, "signature", "surname_only")


def _stated(content: Reading, element: str) -> list[Part]:
    return [part for part in content.parts(element) if part.value]


def addresses(content: Reading, addressee: Part) -> bool:
    """Whether the telegram goes to one of the addressees it names; those that it leaves out are named too."""
    word = _word_before(content, "address_word", addressee)
    return word is None or word.value != EXCLUDED


def address(event: Row, content: Reading, addressee: Part) -> None:
    """Set what is asked of an addressee, the precedence for it, and the number among telegrams to it."""
    word = _word_before(content, "address_word", addressee)
    if word is None or word.value == EXCLUDED:
        return
    event.read("action_code", word)
    beside = _beside(content, addressee)
    letters = content.first("precedences")
    if stated := beside.get("addressee_precedence"):
        event.read("precedence_text", stated, event.words(stated)).read("precedence_code", stated)
        event.give(precedence_basis="addressee")
    elif letters and isinstance(letters.value, Precedences):
        place = 0 if word.value == "action" else len(letters.value.text) - 1
        letter = letters.value.text[place]
        event.read("precedence_text", letters, letter)
        event.infer("precedence_code", getattr(letters.value, word.value), letters, word).give(precedence_basis="group")
    event.read("to_number", beside.get("to_number"))


def office_word(content: Reading, office: Part) -> Part | None:
    """Return the word that says whether an office acts, is informed, or sent the telegram."""
    return _word_before(content, "office_word", office)


def deeds(content: Reading) -> Iterator[Deed]:
    """Yield who drafted, approved and cleared: a line without a word of its own goes on with the one before it.

    Those named below the one who approved have cleared.
    """
    word: Part | None = None
    for line in content.having("staff_name"):
        own = line.parts.get("staff_word")
        word = own if own and own.value else word
        agent = line.parts["staff_name"]
        if word is None or not agent.value:
            continue
        follows = own is None and word.value == "approved"
        event_type = "cleared" if follows else word.value
        yield Deed(event_type, "read" if own else "inferred", agent, line.parts.get("staff_office"), word)


def sections(content: Reading) -> tuple[list[Part], Part | None]:
    """Return the sections that the text holds, each once, and what says how many there are."""
    held: dict[int, Part] = {}
    for part in content.parts("section_number"):
        if part.value:
            held.setdefault(part.value, part)
    return list(held.values()), content.first("sections_total")


def _beside(content: Reading, addressee: Part) -> Mapping[str, Part]:
    """What stands on the line of an addressee."""
    lines = (each.parts for each in content.all("addressee"))
    return next((parts for parts in lines if parts["addressee"].start == addressee.start), {})


def _word_before(content: Reading, element: str, part: Part) -> Part | None:
    return max(
        (each for each in content.parts(element) if each.start < part.start), key=lambda each: each.start, default=None
    )
