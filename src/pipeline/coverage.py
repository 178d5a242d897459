"""How much of a collection the grammars read, and what they do not: the list by which the next rule is found."""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import corpus
from pipeline.corpus import Refusal
from pipeline.model import ParsedDocument
from pipeline.parse import Unparted, UnreadableDocumentError, content_bounds, documents, parse
from pipeline.sources import sources
from pipeline.storage import Address

_FIGURES = re.compile(r"\d+")
# Characters of a line by which lines are counted as one.
_SHOWN = 100


@dataclass
class Share:
    """Documents, their characters, and how many of these no rule reads."""

    documents: int = 0
    characters: int = 0
    unread: int = 0

    @property
    def residue(self) -> float:
        """Share of the characters that no rule reads."""
        return self.unread / self.characters if self.characters else 0.0


@dataclass
class Coverage:
    """What was read of a folder of raw files.

    Attributes:
        forms: For each form (``-`` where none recognised the content) its share.
        lines: Lines that no rule reads, their figures as ``#``, with how often each stands.
        examples: For each of these lines a file that holds it.
        files: How many files, or documents of a file that holds many, were not read at all.
    """

    forms: dict[str, Share] = field(default_factory=dict)
    lines: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    files: int = 0

    @property
    def all(self) -> Share:
        """The share of all documents together."""
        shares = self.forms.values()
        return Share(*(sum(getattr(each, name) for each in shares) for name in ("documents", "characters", "unread")))


def coverage(raw: Path | Address) -> Coverage:
    """Read every document under ``raw`` and count what no rule reads.

    A text whose content no form recognises is unread from where its content begins.

    Raises:
        RawFolderError: where ``raw`` is no folder.
    """
    found = Coverage()
    for file in corpus.scan(raw):
        if file.problem is not None or file.source_id is None:
            continue
        text, _ = corpus.read(file)
        if isinstance(text, Refusal):
            found.files += 1
            continue
        source = sources()[file.source_id]
        try:
            for each in documents(text, source):
                if isinstance(each, Unparted):
                    found.files += 1
                else:
                    _count(found, parse(each, source))
        except UnreadableDocumentError:
            found.files += 1
    return found


def _count(found: Coverage, document: ParsedDocument) -> None:
    text, share = document.raw.text, found.forms.setdefault(document.form_id or "-", Share())
    share.documents += 1
    share.characters += len(text)
    stretches = [stretch for reading in document.readings for stretch in reading.residue]
    if document.content is None and (bounds := content_bounds(document.envelope, text)):
        share.unread += len(text[slice(*bounds)].strip())
    for start, end in stretches:
        share.unread += end - start
        for line in text[start:end].splitlines():
            if words := " ".join(line.split()):
                shape = _FIGURES.sub("#", words)[:_SHOWN]
                found.lines[shape] += 1
                found.examples.setdefault(shape, document.raw.name)
