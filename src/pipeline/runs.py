"""Runs of words with capitals in running text: names, where the collection proves them so.

"Adam Roe said", "President of the Security Council": two words with capitals or more, initials and particles between
them. What a run names is not told here.
"""

import re
from collections.abc import Iterator

from pipeline.model import ParsedDocument
from pipeline.values.introduced import LEADING_WORDS

# the zones and elements of running text, and how the tables call the zone
_ZONES = {"body": "body", "enclosure": "body", "notes": "note", "editors_note": "note"}
_WORD = r"(?:(?:[A-Z]\.[ ]?){1,4}(?=[A-Z])|[^\W\d_a-z][\w’'-]*)"
_BETWEEN = r"(?:of|for|and|the|van|von|de|da|dos|del|bin|al)"
_RUN = re.compile(rf"(?<![\w’'-]){_WORD}(?:[ ]?(?:{_BETWEEN}[ ]){{0,2}}{_WORD}){{1,9}}")


def runs(document: ParsedDocument) -> Iterator[dict[str, object]]:
    """Yield the runs of a document, each with its zone and its place in the raw file.

    Of a text with marks only those are given that no mark interrupts.
    """
    raw, document_id = document.raw, document.document_id
    for zone, start, end in _stretches(document):
        for run in _RUN.finditer(raw.text, start, end):
            name = run[0]
            opening, _, rest = name.partition(" ")
            first, last = raw.place(*run.span())
            if (opening in LEADING_WORDS and " " not in rest) or (raw.places and raw.excerpt(first, last) != name):
                continue
            yield {
                "document_id": document_id,
                "name": name,
                "zone": zone,
                "start": first,
                "end": last,
                "raw_path": raw.path,
                "element": raw.element(*run.span()),
            }


def _stretches(document: ParsedDocument) -> Iterator[tuple[str, int, int]]:
    for name, bounds in (document.content.zones if document.content else {}).items():
        if name in _ZONES:
            yield _ZONES[name], *bounds
    if summary := document.envelope.first("summary"):
        yield "summary", summary.start, summary.end
