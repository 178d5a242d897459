"""The brackets of translators and editors, by what they do, and what the text shows to be absent."""

import re
from difflib import SequenceMatcher

from pipeline.forms import forms
from pipeline.model import ParsedDocument, Part
from pipeline.records.rows import Rows
from pipeline.values.codes import REDACTED
from pipeline.values.text import fold

_BRACKET = re.compile(r"\[(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){1,600}\]|\[?(?<!\.)(?:…|\.{3})\]?(?=\s*$)", re.MULTILINE)
_OMISSION = re.compile(r"\[?(?:…|\.{3,4}|…\.|\.…)\]?")
# What the words of a bracket say they are; the first that matches counts.
_BY_WORDS = (
    (
        "omission",
        re.compile(r"\[(?:…|\.{3,4}|…\.|\.…)\]|\[[^\]]*(?:omitted|not included|here follows?)[^\]]*\]", re.IGNORECASE),
    ),
    ("sic", re.compile(r"\[sic\b", re.IGNORECASE)),
    ("illegible", re.compile(r"\[.*illegible", re.IGNORECASE)),
    ("redaction", re.compile(r"\[.*(?:redacted|excised|blacked out|sanitized|not declassified)", re.IGNORECASE)),
    ("emphasis", re.compile(r"\[(?:emphasis|underlin|italics)", re.IGNORECASE)),
    ("stamp", re.compile(r"\[(?:[^\]]{0,30}\b)?stamp", re.IGNORECASE)),
    ("handwritten", re.compile(r"\[[^\]]{0,20}hand-?written", re.IGNORECASE)),
    ("signature", re.compile(r"\[(?:signature|signed|illegible signature)", re.IGNORECASE)),
    ("translators_note", re.compile(r"\[(?:translator|ed(?:itor)?\b|note|trans\.)", re.IGNORECASE)),
    ("footnote_mark", re.compile(r"\[(?:\d{1,3}|[ivx]{1,5}|\*+)\]")),
    ("uncertain", re.compile(r"\[.*\?\]|\[\[")),
)
# Two spellings of one name share so much (Ratcliff and Obershelp): Pak Seong-cheol and Pak Song Chol, Andong and
# Dandong; of two names few do.
_ALIKE = 0.6
_WORD_BEFORE = re.compile(r"[\w.’'-]+(?:[ ][\w.’'-]+){0,3}[ ]?\Z")
# lower-case words with no English ending: the original's term in letters of ours
_TERM = re.compile(r"\[[a-z][a-zü’'-]+(?:[ ][A-Za-zü][a-zü’'-]*){0,5}\]")
# English words that translators supply in lower case
# fmt: off
_FUNCTION_WORDS = frozenset((
    "the", "a", "an", "and", "or", "of", "to", "in", "on", "at", "by", "for", "with", "from", "that", "this",
    "these", "those", "is", "are", "was", "were", "be", "been", "has", "have", "had", "it", "its", "he", "she",
    "they", "we", "our", "their", "his", "her", "not", "no", "also", "as", "who", "which", "when", "where", "will",
    "would", "should", "could", "can", "may", "must", "then", "there", "than", "so", "if", "more", "other", "such",
    "all", "some", "any", "both", "each", "own", "same", "only", "just", "about", "into", "over", "under", "after",
    "before", "during", "between", "against",
))
# fmt: on
_SUPPLIED = re.compile(r"\[[A-Za-z][\w.’' -]{0,60}\]")


def write(rows: Rows, document: ParsedDocument) -> None:
    """Write a row per bracket of the document, and one per sign that something is absent."""
    _lost(rows, document)
    text = document.raw.text
    start, end = document.envelope.zones.get("content", (0, 0))
    is_edited = document.form_id is None or forms()[document.form_id].edited
    for match in _BRACKET.finditer(text, start, end):
        if not is_edited and not match[0].startswith("["):
            continue
        part = Part("note", match.start(), match.end(), match[0], "annotations.bracket")
        kind = _kind(text, match)
        if match[0].startswith("["):
            row = rows.number("annotations", "b", width=3)
            row.give(annotation_type=kind).at(part.start, part.end).read("text", part, match[0])
        if state := {"omission": "omitted_by_editor", "illegible": "illegible", "redaction": "redacted"}.get(kind):
            _absence(rows, part, state)
    if document.content is None:
        return
    for part in document.content.parts("omission"):
        if not start <= part.start < end:
            _absence(rows, part, "omitted_by_editor")
    for part in document.content.parts("recipient"):
        if part.value and REDACTED.fullmatch(rows.words(part)):
            _absence(rows, part, "redacted")
    for part in document.content.parts("copy_number"):
        if not part.value:
            _absence(rows, part, "left_blank")


def _lost(rows: Rows, document: ParsedDocument) -> None:
    for part in document.envelope.parts("lost_label"):
        _absence(rows, part, "value_lost")


def _absence(rows: Rows, part: Part, state: str) -> None:
    row = rows.number("absences", "x").give(state=state).at(part.start, part.end)
    row.read("text", part, " ".join(rows.words(part).split()))


def _kind(text: str, match: re.Match[str]) -> str:
    words = match[0]
    if _OMISSION.fullmatch(words):
        return "omission"
    for kind, pattern in _BY_WORDS:
        if pattern.match(words):
            return kind
    before = text[max(0, match.start() - 60) : match.start()]
    name = _WORD_BEFORE.search(before)
    if name and _is_spelled_again(_last_name(name[0].strip()), words[1:-1]):
        return "second_romanization"
    if _TERM.fullmatch(words) and not before[-1:].isalnum() and before.rstrip()[-1:].isalnum():
        return "original_term" if words[1:-1].split()[0] not in _FUNCTION_WORDS else "supplied"
    return "supplied" if _SUPPLIED.fullmatch(words) else "gloss"


def _is_spelled_again(name: str, bracket: str) -> bool:
    """Whether a bracket gives the name before it in another spelling: much alike, and not the same words."""
    one, other = fold(name), fold(bracket)
    if not one or not other or other in one or one in other:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _last_name(words: str) -> str:
    """The words from the last capital run: the name to which a bracket belongs."""
    run: list[str] = []
    for word in reversed(words.split()):
        if not word[:1].isupper():
            break
        run.insert(0, word)
    return " ".join(run[-3:])
