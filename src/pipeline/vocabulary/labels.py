"""Labels with a letter or two wrong, as bad copies have them, put right so that what they label can be read.

Only fixed words of publishers and offices are put right, never a value, and only letter for letter, so that every
place stays. Each is told.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from pipeline.model import Issue

# Fixed words with which a line begins.
_LABELS = (
    "Citation:", "Summary:", "Credits:", "Original Language:", "Contents:", "Translation - English", "English Translation",
    "This document was made possible with support from", "Document Information", "Original Archive",
    "Original Classification", "Original Uploaded Date", "Language", "Record ID", "Donors", "Source",
    "Associated People & Organizations", "Associated Places", "Associated Topics", "Subjects Discussed", "Related Documents",
    "CITATION SHARE DOWNLOAD", "VIEW DOCUMENT IN", "English HTML", "Skip to content",
    "Priority:", "Priority Level:", "Level:", "Classification:", "CLASSIFICATION:", "Distribution:", "Distribution list -",
    "Copies:", "Forward to:", "Forwarded to:", "Already forwarded to", "Already Forwarded to", "Received by:", "Foreign Ministry Received",
    "CIPHERED TELEGRAM", "Ciphered Telegram", "Ciphergram No.", "Spec. No.", "Sent by wire", "Received in Moscow",
    "Arrived at the", "Deciphered by", "Typed by", "Making Copies Prohibited", "Copy No", "Came to the Decoding Department on",
    "Dispatched from", "Produced in", "Subject:", "Sender:", "Signed:", "Participants:", "Interpreter:", "Recorded by",
    "FROM THE EMBASSY IN", "NOTE OF", "Received:", "Transcribed:", "Proofread:", "Copied:", "To the Ministry of Foreign Affairs",
)  # fmt: skip
# Fixed words that stand inside a line.
_INNER = (
    "Wilson Center Digital Archive", "History and Public Policy Program Digital Archive", "Translated by", "translated by",
    "Obtained by", "Total of", "copies printed", "Received:", "Proofread:", "Transcribed:", "Copied:",
)  # fmt: skip
# a label needs so many letters for its likeness to mean anything, and one in so many of them may be wrong
_SHORTEST, _ONE_IN = 6, 6
_LINE = re.compile(rf"^[ *]*+(?=\S[^\n]{{{_SHORTEST - 1}}})", re.MULTILINE)


def repaired(page: str) -> tuple[str, list[Issue]]:
    """Return the page with its damaged labels put right, and an issue for each."""
    found = list(_damaged(page))
    letters = list(page)
    issues = []
    for start, label in found:
        as_read = page[start : start + len(label)]
        letters[start : start + len(label)] = label
        issues.append(Issue("damaged-label", f"“{as_read}” was read as “{label}”", start, start + len(label)))
    return "".join(letters), issues


def _damaged(page: str) -> Iterator[tuple[int, str]]:
    taken = -1
    for line in _LINE.finditer(page):
        start = line.end()
        if start < taken or page.startswith(_LABELS, start):
            continue
        label = next((label for label, chunks in _CHUNKED if _is_like(page, start, label, chunks)), None)
        if label:
            yield start, label
            taken = start + len(label)
    for label in _INNER:
        if label not in page:
            # at most once, and only where it stands nowhere as it should
            chunks = _chunks(label)
            places = (place - offset for offset, chunk in chunks if (place := page.find(chunk)) >= offset)
            yield from islice(((place, label) for place in places if _is_like(page, place, label, chunks)), 1)


def _chunks(label: str) -> tuple[tuple[int, str], ...]:
    """Pieces of a label with their places, one more than letters may be wrong: one of them is whole, then."""
    number = len(label) // _ONE_IN + 1
    cuts = [len(label) * each // number for each in range(number + 1)]
    return tuple((start, label[start:end]) for start, end in pairwise(cuts))


_CHUNKED = tuple((label, _chunks(label)) for label in _LABELS if len(label) >= _SHORTEST)


def _is_like(page: str, start: int, label: str, chunks: tuple[tuple[int, str], ...]) -> bool:
    """Whether the page has the label at ``start`` with some letters wrong, and is not the label itself."""
    if not any(page.startswith(chunk, start + offset) for offset, chunk in chunks):
        return False
    words = page[start : start + len(label)]
    if len(words) < len(label) or "\n" in words:
        return False
    pairs = [(one, other) for one, other in zip(words, label, strict=True) if one != other]
    # a letter for a letter: another sign or a blank makes another word of it
    return 0 < len(pairs) <= len(label) // _ONE_IN and all(one.isalnum() and other.isalnum() for one, other in pairs)
