"""Actors in running text: the body, and the publisher's summary."""

import re
from collections.abc import Iterator, Mapping

from pipeline.actors import Actor, Cast
from pipeline.model import ParsedDocument, Part, Reading
from pipeline.values.called import is_post
from pipeline.values.introduced import LEADING_WORDS, is_of_any_state, office_in
from pipeline.values.text import fold

# A run of words with capitals: a name, or part of one
_CAPITALS = re.compile(r"(?<![\w\[’'-])[A-Z][\w’'-]*(?:[ ](?:[A-Z]\.[ ]?){0,4}[A-Z][\w’'-]*){0,9}")
# the zones of a text that has marks, the narrower first
_ZONES = {
    "signed": "signature",
    "source_note": "routing",
    "body": "body",
}
_POSSESSIVE = re.compile(r"(?:['’]s?)?_*\Z")
_LOWER = re.compile(r"(?<!\w)[a-z]+(?!\w)")
_ENDINGS = frozenset("s'’_")
# the rules that introduce an actor
_INTRODUCING = ("office_and_name", "named", "body_named")
# So many characters before a name tell whether an article stands there, or a sentence ends.
_BEFORE = 12
_DETERMINER = re.compile(
    r"\b(?:the|a|an|this|that|each|every|no|any|his|her|its|our|my|your|their|one|senior|which)[ ]\Z", re.IGNORECASE
)
# the end of a longer name, of which the first word opens the sentence
_AFTER_CAPITALS = re.compile(r"(?<!\w)[A-Z][\w.’'-]*\s\Z")
_NUMBER = re.compile(r"[ ](?:No\.?[ ]?)?\d")
_SENTENCE_END = re.compile(r"(?:[.:?!]['”\")]?\s+|\n\s*)\Z")


def mark(document: ParsedDocument, cast: Cast) -> None:
    """Note the persons whom marks name, before any of their names is read elsewhere."""
    content = document.content
    if content is None:
        return
    for extraction in content.all("marked_person"):
        cast.marked(extraction.parts, _zone(document, extraction.parts["marked_person"]))


def _zone(document: ParsedDocument, part: Part) -> str:
    """The zone in which a part stands, as the tables call it."""
    zones = {name: bounds for reading in document.readings for name, bounds in reading.zones.items()}
    for name, zone in _ZONES.items():
        start, end = zones.get(name, (0, 0))
        if start <= part.start < end:
            return zone
    body, _ = zones.get("body", (0, 0))
    return "header" if part.start < body else "note"


def find(document: ParsedDocument, cast: Cast) -> None:
    """Note the actors of the running text, first those that it introduces and then their names again."""
    content = document.content
    if content is None:
        return
    page = document.raw.text
    for parts in _introduced(content):
        # words that cannot be kept name nobody
        if any(part.value is None or cast.is_marked(part) for part in parts.values()):
            continue
        if office := parts.get("corporate_body"):
            _office(page, office, cast)
        elif not is_post(parts["person"].value):
            style = parts.get("person_style")
            role = parts.get("person_office") or parts.get("person_role")
            cast.person(parts["person"], "body", role, parts.get("person_bracket"), style and style.value)
    whole = {name: actor.actor_id for actor in cast.actors.values() for name in actor.names if _is_person(actor)}
    if summary := document.envelope.first("summary"):
        for start, name in _capitals(page, summary.start, summary.end):
            if " " in name and name in whole:
                cast.again(whole[name], _part(start, name), "summary", "as_written")
    _again(page, content.zones.get("body", (0, 0)), cast, whole)


def _office(page: str, words: Part, cast: Cast) -> None:
    """Note an office of running text; where its name can be of any state, as one of this document."""
    found = office_in(words.value)
    before = _AFTER_CAPITALS.search(page, max(words.start - _BEFORE, 0), words.start)
    if found and (before is None or before[0].strip() in LEADING_WORDS):
        cast.office(words.within(*found), "body", is_local=is_of_any_state(found.text))


def _again(page: str, body: tuple[int, int], cast: Cast, whole: Mapping[str, str]) -> None:
    """Note names of persons again: a whole name, or the surname of one who alone bears it in this document."""
    if not cast.surnames and not whole:
        return
    noted = {place for mention in cast.mentions for place in range(mention.part.start, mention.part.end)}
    lower = frozenset(_LOWER.findall(page, *body))
    for start, name in _capitals(page, *body):
        is_long = " " in name
        bearers = set() if is_long else cast.surnames.get(fold(name), set())
        if start in noted or (len(bearers) != 1 and not (is_long and name in whole)):
            continue
        part = _part(start, name)
        if is_long:
            cast.again(whole[name], part, "body", "as_written")
        elif len(bearers) == 1 and _is_name_here(page, part, body[0], lower):
            (bearer,) = bearers
            cast.again(bearer, part, "body", "surname_only")


def _is_name_here(page: str, part: Part, first: int, lower: frozenset[str]) -> bool:
    """Whether a surname is one at this place: "the Officer" and "Page 4" are none.

    Where a sentence opens, a word that the text has in lower case too (``lower``) is none.
    """
    before = page[max(part.start - _BEFORE, first) : part.start]
    if _DETERMINER.search(before) or _NUMBER.match(page, part.end):
        return False
    opens = not before.strip() or _SENTENCE_END.search(before)
    return not opens or part.value.lower() not in lower


def _is_person(actor: Actor) -> bool:
    return actor.kind.actor_type == "person"


def _introduced(content: Reading) -> list[Mapping[str, Part]]:
    """Whole names first, so that a surname finds its bearer wherever it stands."""
    found = [each.parts for rule in _INTRODUCING for each in content.all(rule)]
    return sorted(found, key=lambda parts: ("person" in parts and not _is_whole(parts), _place(parts)))


def _place(parts: Mapping[str, Part]) -> int:
    return min(part.start for part in parts.values())


def _is_whole(parts: Mapping[str, Part]) -> bool:
    return " " in parts["person"].value or "person_bracket" in parts


def _part(start: int, name: str) -> Part:
    return Part("person", start, start + len(name), name, "mentions.again")


def _capitals(page: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where runs of capitals begin, and the runs, without possessives and words that open a sentence."""
    for run in _CAPITALS.finditer(page, start, end):
        name, first = run[0], run.start()
        while " " in name and name.partition(" ")[0] in LEADING_WORDS:
            first += name.index(" ") + 1
            name = name.partition(" ")[2]
        if name[-1] in _ENDINGS:
            name = _POSSESSIVE.sub("", name)
        yield first, name
