"""A volume taken apart: one piece for each of its documents, and a reason for each that cannot be read."""

import re
from collections.abc import Iterator

from pipeline.model import Issue, Piece
from pipeline.readers import tei
from pipeline.readers.tei import Sheet, Volume
from pipeline.sources.frus import marks

_VOLUME = r"frus\d{4}[\w-]{0,60}"
# An id goes into addresses and into ids of rows: letters, figures, hyphens and low lines.
_DOCUMENT = r"[A-Za-z_][\w-]{0,60}"
KEY = rf"(?a:(?P<volume>{_VOLUME})\.(?P<document>{_DOCUMENT}))"
_VOLUME_ID = re.compile(_VOLUME, re.ASCII)
_DOCUMENT_ID = re.compile(_DOCUMENT, re.ASCII)
# what a volume is called by, of the types of numbers that it bears
_NUMBERS = ("frus", "frus-volume-id")


def pieces(text: str, stem: str) -> Iterator[Piece]:
    """Yield the documents of a file.

    Args:
        text: The file.
        stem: Its name without the ending.

    Raises:
        ValueError: where it is no well-formed XML, holds no document, or the volume is not known.
    """
    volume = tei.read(text)
    if not volume.documents:
        raise ValueError(
            'it holds no <div type="document">; put a volume of the repository here, or such an element of one'
        )
    volume_id, issues = _volume_id(volume, stem)
    places: dict[str, int] = {}
    for sheet in volume.documents:
        part, start = sheet.root.id or "", sheet.root.tag
        problem = _problem(sheet, places)
        if problem:
            what, place = problem
            yield Piece(f"character {start}", place, problem=what)
        else:
            places[part] = start
            found = marks.read(sheet, volume, volume_id)
            yield Piece(part, start, sheet.text, sheet.places, found, issues)


def _volume_id(volume: Volume, stem: str) -> tuple[str, tuple[Issue, ...]]:
    for stated in (volume.id, *(volume.numbers.get(each) for each in _NUMBERS)):
        if stated and _VOLUME_ID.fullmatch(stated):
            return stated, ()
    named = stem.partition(".")[0]
    if not _VOLUME_ID.fullmatch(named):
        raise ValueError(
            "the id of its volume stands neither in it nor in its name; name the file by both, such as"
            " frus1955-57v23p2.d4.xml"
        )
    return named, (Issue("inferred-key", f"the volume {named} is taken from the name of the file"),)


def _problem(sheet: Sheet, places: dict[str, int]) -> tuple[str, int] | None:
    """Why a document cannot be read, and where that shows."""
    part, start = sheet.root.id, sheet.root.tag
    if sheet.problem:
        return sheet.problem
    if not part:
        return "the document has no xml:id; give it that of the volume, such as d4", start
    if not _DOCUMENT_ID.fullmatch(part):
        return (
            f"its xml:id “{part[:60]}” is none of a document: wanted is a letter, then letters, figures, - or _",
            start,
        )
    if part in places:
        line = sheet.raw.count("\n", 0, places[part]) + 1
        return f"its xml:id {part} is that of the document in line {line}; give it its own", start
    if not sheet.runs:
        return "the document is empty; put its text in it, or remove it", start
    return None
