"""One publisher a file: who published the text, on what terms, and how the publisher wraps it.

A module here that defines ``SOURCE`` is a source; nothing else needs to name it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from pipeline.discovery import declared
from pipeline.grammar import Grammar
from pipeline.model import Reading

Reader = Callable[[bytes], str]


@dataclass(frozen=True)
class Layout:
    """One way in which a publisher's wrapper stands around a text.

    Attributes:
        layout_id: Its name.
        grammar: What it looks like. It reads ``record_key`` and the zone ``content``, which is left to the
            documentary forms.
        sign: What only texts of this layout hold; ``None`` for the layout of all that are left.
        breaks: Blanks at which a text that came as one line is broken again.
        unwrapped: Stretches whose lines were broken at the margin: a line's end in them is a blank.
        restore: Breaks a text that came as one line again, blank for blank, where its lines are not those of most forms.
    """

    layout_id: str
    grammar: Grammar
    sign: re.Pattern[str] | None = None
    breaks: re.Pattern[str] | None = None
    unwrapped: re.Pattern[str] | None = None
    restore: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Source:
    """A publisher of texts.

    Attributes:
        source_id: Name of its folder under ``raw/`` and first part of its documents' ids.
        title: Its name for people.
        home: Its address on the web.
        rights: What it says about reuse, in our words.
        suffixes: Endings of the files it can read.
        layouts: Its wrappers; the first whose sign stands in a text is that text's.
        canonical_url: Address of a record on the publisher's own host, with ``{key}``; ``None`` where the key does not
            give it.
        key: Shape of a record key.
        readers: For each ending of files that are no text, what takes the text out of them.
        stated_key: What makes the key of a record of what its content states, where the wrapper has none.
    """

    source_id: str
    title: str
    home: str
    rights: str
    suffixes: frozenset[str]
    layouts: tuple[Layout, ...]
    canonical_url: str | None
    key: re.Pattern[str]
    readers: Mapping[str, Reader] = field(default_factory=dict)
    stated_key: Callable[[Reading], str | None] | None = None

    def layout(self, page: str) -> Layout:
        """Return the layout of a text."""
        return next(each for each in self.layouts if each.sign is None or each.sign.search(page))


@cache
def sources() -> Mapping[str, Source]:
    """Return every source by its id.

    Raises:
        ValueError: where two modules give one id.
    """
    return declared(__name__, "SOURCE", lambda each: each.source_id)
