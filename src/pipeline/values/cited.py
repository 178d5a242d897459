"""How a text cites other documents: their kinds, their numbers in a list, their days."""

import re

from pipeline.values.codes import document_kind, edited_kind
from pipeline.values.dates import MONTH, Date, date
from pipeline.values.names import Stretch

_KINDS = (
    "circular cablegram", "circular telegram", "cablegrams", "cablegram", "cables", "cable", "telegrams", "telegram", "telexes", "telex",
    "savingrams", "savingram", "letters", "letter", "memoranda", "memorandum", "despatches", "despatch", "dispatches", "dispatch",
    "minutes", "minute", "messages", "message", "notes", "note", "submissions", "submission", "decisions", "decision", "resolutions",
    "resolution", "agenda", "agendum", "aide-memoire",
)  # fmt: skip
CITED_KIND = rf"(?:(?i:{'|'.join(kind.replace(' ', '[ ]') for kind in _KINDS)})(?!\w))"
# UN433 · K.180 · D.1050 · E.C.16 · O.JA3981 · 0.CH286335 · Hag 142 · 124[A] · 1[6]1 · 01/07237
NUMBER = (
    r"(?:(?:[O0]\.[ ]?)?(?:Circular[ ])?(?:(?:(?:[A-Z]\.){1,2}[A-Z]|[A-Z]{1,6}|Hag|Hague|Austdel|Precom)\.?[ ]?(?:No\.[ ]?)?)?)?\[?(?:[A-Z]{1,4}\]?)?(?:\d\[\d\]\d{1,5}|\d{1,7})(?:/\d{1,6}){0,3}[A-Z]?(?:[ ]?\((?:M|[IVXL]{1,6})\))?"
    rf"(?![^\W_]|[.,]\d|[ ]{{1,3}}{MONTH})"
)
NUMBERS = rf"{NUMBER}(?:(?:[ ]{{0,6}},[ ]{{1,6}}(?:and[ ])?|[ ]{{1,6}}(?:and|&)[ ]){NUMBER}){{0,12}}"
# 30th May · 12 November 1975 · May 12th, 1961
CITED_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?{MONTH}(?:,?[ ]\d{{4}}(?!\d))?|{MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?[ ]\d{{4}}(?!\d))?)"

# 12th and 13th November · March 26th and April 5th · August 30th and 31st
_DAY_OF = r"\d{1,2}(?:st|nd|rd|th)?"
CITED_DAYS = (
    rf"(?:{_DAY_OF}(?:,[ ]{{1,6}}{_DAY_OF}){{0,6}}[ ]{{1,6}}and[ ]{{1,6}}{CITED_DAY}"
    rf"|{CITED_DAY}[ ]{{1,6}}and[ ]{{1,6}}(?:{CITED_DAY}|\d{{1,2}}(?:st|nd|rd|th)(?!\w)))"
)

_NUMBER = re.compile(NUMBER)
_ONE_DAY = re.compile(rf"{CITED_DAY}|{_DAY_OF}")
_MONTH = re.compile(MONTH)
_YEAR = re.compile(r"\d{4}")
# 63–5: documents 63 to 65
_RANGE = re.compile(r"(?<!\w)(\d{1,4})[ ]?(?:[–—-]|to)[ ]?(\d{1,4})(?!\w)")
_MOST_OF_A_RANGE = 40
_PLURALS = {"cables": "cable", "telexes": "telex", "savingrams": "savingram", "memoranda": "memorandum", "despatches": "despatch",
            "dispatches": "dispatch", "messages": "message", "document": "document", "documents": "document"}  # fmt: skip
_OTHERS = {
    "minutes": "minute",
    "submissions": "submission",
    "decisions": "decision",
    "resolutions": "resolution",
    "agenda": "agendum",
}
_OTHERS |= {each: each for each in ("message", "document", "minute", *_OTHERS.values())}


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
    """Part a list of numbers; a range is each number from its first to its last, at the place of the whole.

    >>> [each.text for each in numbers("D1481, 1482 and UN3")]
    ['D1481', '1482', 'UN3']
    >>> [each.text for each in numbers("63–5, 70")]
    ['63', '64', '65', '70']
    """
    ranges = [found for found in _RANGE.finditer(text) if 0 < len(_within(found)) <= _MOST_OF_A_RANGE]
    listed = [Stretch(*found.span(), str(number)) for found in ranges for number in _within(found)]
    alone = [
        Stretch(*found.span(), found[0])
        for found in _NUMBER.finditer(text)
        if not any(each.start() <= found.start() < each.end() for each in ranges)
    ]
    return tuple(sorted([*listed, *alone], key=lambda each: each.start))


def days(text: str) -> tuple[tuple[int, int, Date], ...]:
    """Part a list of days, each at its place; one without a month is of the month beside it.

    >>> [(day.month, day.day) for _, _, day in days("12th and 13th November")]
    [(11, 12), (11, 13)]
    >>> [(day.month, day.day) for _, _, day in days("August 30th and 31st")]
    [(8, 30), (8, 31)]

    Raises:
        ValueError: where one of them is no day, or no month is named.
    """
    found = list(_ONE_DAY.finditer(text))
    months = [_MONTH.search(each[0]) for each in found]
    named = [month[0] for month in months if month]
    if found and not named:
        raise ValueError(f"“{text}” names no month")
    years = [year[0] for each in found if (year := _YEAR.search(each[0]))]
    listed = []
    for each, month in zip(found, months, strict=True):
        # a list that begins without a month gives it at its end
        words = each[0] if month else f"{each[0]} {named[0]}"
        if years and not _YEAR.search(words):
            words = f"{words} {years[-1]}"
        listed.append((*each.span(), date(words)))
    return tuple(listed)


def _within(found: re.Match[str]) -> range:
    """The numbers of a range; the second can leave out figures that it shares with the first."""
    first, last = found[1], found[2]
    whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    return range(int(first), int(whole) + 1)
