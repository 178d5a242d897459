"""References of a document to others of the series, as marks make them."""

import re
from collections.abc import Iterator

from pipeline.model import Extraction, Part
from pipeline.readers.tei import Sheet

# #d26 · #d22fn4 · frus1952-54v14p2#d5: a document, or a footnote in one
_TARGET = re.compile(r"(?:(frus\d{4}[\w-]{0,60}))?#(d\d{1,5}[a-z]{0,3}?)(?:fn\d{1,4})?", re.ASCII)


def read(sheet: Sheet, volume_id: str) -> Iterator[Extraction]:
    """Yield the references to other documents; pages and sections of volumes are none."""
    for each in [each for each in sheet.elements if each.name == "ref" and each.end > each.start]:
        target = _TARGET.fullmatch(each.attributes.get("target", "").strip())
        if not target or (target[1] or volume_id, target[2]) == (volume_id, sheet.root.id):
            continue
        place = sheet.attribute(each, "target")
        if place:
            words = " ".join(sheet.text[each.start : each.end].split())
            key = f"{target[1] or volume_id}.{target[2]}"
            parts = {
                "referred": Part("referred", each.start, each.end, words, "frus.ref"),
                "referred_document": Part("referred_document", *place, key, "frus.ref"),
            }
            yield Extraction("marked_reference", each.start, each.end, parts)
