"""Actors in running text: the body, and the publisher's summary."""

import re
from collections.abc import Iterator, Mapping

from pipeline.actors import Actor, Cast
from pipeline.model import ParsedDocument, Part, Reading
from pipeline.values.text import fold

# A run of words with capitals: a name, or part of one
_CAPITALS = re.compile(r"(?<![\w\[’'-])[A-Z][\w’'-]*(?:[ ][A-Z][\w’'-]*){0,9}")
# the zones of a text that has marks, the narrower first
_ZONES = {
    "signed": "signature",
    "source_note": "routing",
    "body": "body",
}
_POSSESSIVE = re.compile(r"['’]s\Z")


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
    for parts in _introduced(content):
        # words that cannot be kept name nobody
        if any(part.value is None or cast.is_marked(part) for part in parts.values()):
            continue
        if office := parts.get("corporate_body"):
            cast.office(office, "body")
        else:
            cast.person(parts["person"], "body", parts.get("person_role"), parts.get("person_bracket"))
    page = document.raw.text
    if summary := document.envelope.first("summary"):
        whole = {name: actor.actor_id for actor in cast.actors.values() for name in actor.names if _is_person(actor)}
        for part in _capitals(page, summary.start, summary.end):
            if " " in part.value and part.value in whole:
                cast.again(whole[part.value], part, "summary", "as_written")
    noted = {place for mention in cast.mentions for place in range(mention.part.start, mention.part.end)}
    for part in _capitals(page, *content.zones.get("body", (0, 0))):
        bearers = cast.bearers.get(fold(part.value), set())
        if len(bearers) == 1 and part.start not in noted:
            (bearer,) = bearers
            cast.again(bearer, part, "body", "surname_only")


def _is_person(actor: Actor) -> bool:
    return actor.kind.actor_type == "person"


def _introduced(content: Reading) -> list[Mapping[str, Part]]:
    """Whole names first, so that a surname finds its bearer wherever it stands."""
    found = [each.parts for each in content.all("named")]
    return sorted(found, key=lambda parts: "person" in parts and not _is_whole(parts))


def _is_whole(parts: Mapping[str, Part]) -> bool:
    return " " in parts["person"].value or "person_bracket" in parts


def _capitals(page: str, start: int, end: int) -> Iterator[Part]:
    """Yield the runs of words with capitals, a possessive's ending apart."""
    for run in _CAPITALS.finditer(page, start, end):
        name = _POSSESSIVE.sub("", run[0])
        yield Part("person", run.start(), run.start() + len(name), name, "mentions.again")
