"""One publisher a file: who published the text, on what terms, and how the publisher wraps it.

A module here that defines ``SOURCE`` is a source; nothing else needs to name it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.discovery import declared
from pipeline.grammar import Grammar


@dataclass(frozen=True)
class Source:
    """A publisher of texts.

    Attributes:
        source_id: Name of its folder under ``raw/`` and first part of its documents' ids.
        title: Its name for people.
        home: Its address on the web.
        rights: What it says about reuse, in our words.
        suffixes: Endings of the files it can read.
        envelope: Grammar of its wrapper. It reads ``record_key`` and the zone ``content``, which is left to
            the documentary forms.
        canonical_url: Address of a record on the publisher's own host, with ``{key}``.
        key: Shape of a record key.
    """

    source_id: str
    title: str
    home: str
    rights: str
    suffixes: frozenset[str]
    envelope: Grammar
    canonical_url: str
    key: re.Pattern[str]


@cache
def sources() -> Mapping[str, Source]:
    """Return every source by its id.

    Raises:
        ValueError: where two modules give one id.
    """
    return declared(__name__, "SOURCE", lambda each: each.source_id)
