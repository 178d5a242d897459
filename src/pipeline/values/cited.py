"""How a text cites other documents: their kinds, their numbers in a list, their days."""

import re

from pipeline.values.codes import document_kind, edited_kind
from pipeline.values.dates import MONTH
from pipeline.values.names import Stretch

_KINDS = (
    "circular cablegram", "circular telegram", "cablegrams", "cablegram", "cables", "cable", "telegrams", "telegram", "telexes", "telex",
    "savingrams", "savingram", "letters", "letter", "memoranda", "memorandum", "despatches", "despatch", "dispatches", "dispatch",
    "minutes", "minute", "messages", "message", "notes", "note", "submission", "aide-memoire",
)  # fmt: skip
CITED_KIND = rf"(?:(?i:{'|'.join(kind.replace(' ', '[ ]') for kind in _KINDS)})(?!\w))"
# UN433 · K.180 · D.1050 · O.JA3981 · 0.CH286335 · Hag 142 · 124[A] · 01/07237
NUMBER = (
    r"(?:(?:[O0]\.[ ]?)?(?:Circular[ ])?(?:(?:[A-Z]{1,6}|Hag|Hague|Austdel|Precom)\.?[ ]?(?:No\.[ ]?)?)?)?\[?(?:[A-Z]{1,4}\]?)?\d{1,7}(?:/\d{1,6}){0,3}[A-Z]?"
    rf"(?!\w|[.,]\d|[ ]{{1,3}}(?:of[ ])?{MONTH})"
)
NUMBERS = rf"{NUMBER}(?:(?:[ ]{{0,6}},[ ]{{1,6}}(?:and[ ])?|[ ]{{1,6}}(?:and|&)[ ]){NUMBER}){{0,12}}"
# 30th May · 12 November 1975 · May 12th, 1961
CITED_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?{MONTH}(?:,?[ ]\d{{4}}(?!\d))?|{MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?[ ]\d{{4}}(?!\d))?)"

_NUMBER = re.compile(NUMBER)
_PLURALS = {"cables": "cable", "telexes": "telex", "savingrams": "savingram", "memoranda": "memorandum", "despatches": "despatch",
            "dispatches": "dispatch", "messages": "message", "document": "document", "documents": "document"}  # fmt: skip
_OTHERS = {"message": "message", "submission": "submission", "document": "document", "minute": "minute", "minutes": "minute"}


def cited_kind(text: str) -> str:
    """Read the word for a kind of document that is cited.

    >>> cited_kind("Cablegrams"), cited_kind("telegram"), cited_kind("Documents"), cited_kind("minute")
    ('cable', 'telegram', 'document', 'minute')

    Raises:
        ValueError: where the word names no known kind.
    """
    word = " ".join(text.lower().split())
    word = _PLURALS.get(word, word)
    if word in _OTHERS:
        return _OTHERS[word]
    try:
        return document_kind(word)
    except ValueError:
        return edited_kind(word)


def numbers(text: str) -> tuple[Stretch, ...]:
    """Part a list of numbers; a range is the numbers at its two ends, since what lies between is not named.

    >>> [each.text for each in numbers("D1481, 1482 and UN3")]
    ['D1481', '1482', 'UN3']
    """
    return tuple(Stretch(*found.span(), found[0]) for found in _NUMBER.finditer(text))
