"""Actors in running text: the body, and the publisher's summary."""

import re
from collections.abc import Iterator

from pipeline.actors import Cast
from pipeline.model import ParsedDocument, Part, Reading

# Part of a longer name: a capital follows or stands before.
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w'’-]*|-)[ \]]*\Z")
_NAME_AFTER = re.compile(r"[ ]\[?[A-Z]|-\w|['’](?!s\b)\w|\w")


def find(document: ParsedDocument, cast: Cast) -> None:
    """Note the actors of the running text, first those that it introduces and then their names again."""
    content = document.content
    if content is None:
        return
    for extraction in _introduced(content):
        parts = extraction
        if office := parts.get("corporate_body"):
            cast.office(office, "body")
        else:
            cast.person(parts["person"], "body", parts.get("person_role"), parts.get("person_bracket"))
    page = document.raw.text
    summary = document.envelope.first("summary")
    body = content.zones.get("body", (0, 0))
    for actor in list(cast.persons()):
        full = {name.name for name in actor.names if " " in name.name}
        if summary:
            for name in sorted(full):
                _again(cast, actor.actor_id, page, (summary.start, summary.end), name, "summary", "as_written")
        for word in sorted(_own_words(cast, actor.actor_id)):
            _again(cast, actor.actor_id, page, body, word, "body", "surname_only")


def _introduced(content: Reading) -> list[dict[str, Part]]:
    """Whole names first, so that a surname finds its bearer wherever it stands."""
    found = [dict(each.parts) for each in content.all("named")]
    return sorted(found, key=lambda parts: "person" in parts and not _is_whole(parts))


def _is_whole(parts: dict[str, Part]) -> bool:
    return " " in parts["person"].value or "person_bracket" in parts


def _own_words(cast: Cast, actor_id: str) -> set[str]:
    """The words of a person's name that no other person of this document bears."""
    own = set(cast.actors[actor_id].preferred.name.split())
    others = (a for a in cast.actors.values() if a.actor_id != actor_id and a.actor_type == "person")
    return own.difference(*(other.preferred.name.split() for other in others))


def _again(
    cast: Cast, actor_id: str, page: str, bounds: tuple[int, int], name: str, zone: str, name_type: str
) -> None:
    taken = [(mention.part.start, mention.part.end) for mention in cast.mentions]
    for start in _places(page, name, *bounds):
        end = start + len(name)
        if not any(first < end and start < last for first, last in taken):
            cast.again(actor_id, Part("person", start, end, name, "mentions.again"), zone, name_type)


def _places(page: str, name: str, start: int, end: int) -> Iterator[int]:
    """Yield where a name stands as a name of its own."""
    place = page.find(name, start, end)
    while place >= 0:
        after = place + len(name)
        if not _NAME_AFTER.match(page, after, end) and not _NAME_BEFORE.search(page, max(start, place - 40), place):
            yield place
        place = page.find(name, after, end)
