"""The office counts of a telegram: ``ACTION EA-14 INFO OCT-01 ISO-00 /015 W``.

Each number is the copies of an office, 00 means none, and the number behind the stroke is their sum.
"""

import re
from typing import NamedTuple

# EA-14 · ISO-00 · of a copy that lost its hyphens, EA 14. A count that is none (ISO-OO) is part of the list all the same
_COUNT = r"(?!PAGE\b)[A-Z][A-Z0-9/]{0,6}(?:-[A-Z0-9]{1,4}|[ ]\d{2,3})(?!\w)"
_WORD = r"(?:ACTION|ORIGIN|INFO)"
# /085 W · without its stroke 085 W
_TOTAL = r"(?:/[ ]?\d{1,4}(?:[ ]{1,2}[A-Z])?|\d{3}[ ]{1,2}[WR])(?!\w)"
# A message goes to some sixty offices at most.
_MOST = 400
# what a copy made of other counts, or a mark such as (ISO), between the counts and the total
_ODD = r"(?!DRAFTED|APPROVED|FM\b|TO\b|PAGE\b|\d{5}|[ZOPR][ ]+\d{6})[A-Z0-9(][A-Z0-9()/.-]{0,11}"
OFFICES = (
    rf"{_WORD}[ ]{{1,4}}{_COUNT}(?:\s{{1,90}}(?:{_WORD}[ ]{{1,4}})?{_COUNT}){{0,{_MOST}}}"
    rf"(?:\s{{0,60}}{_TOTAL}|(?:\s{{1,90}}{_ODD}){{1,60}}?\s{{0,60}}/[ ]?\d{{1,4}}(?:[ ]{{1,2}}[A-Z])?(?!\w))?"
)

_EACH = re.compile(r"(?<![\w/])(?!(?:ACTION|ORIGIN|INFO)\b)[A-Z][A-Z0-9/]{0,6}[- ](\d{2,3})(?!\w)")
_AT_END = re.compile(r"(?:/[ ]?(\d{1,4})(?:[ ]{1,2}[A-Z])?|(?<=\s)(\d{3})[ ]{1,2}[WR])\s*\Z")


class Sum(NamedTuple):
    """What the counts of a list add up to, and the total that it prints; ``None`` where it prints none."""

    listed: int
    total: int | None


def office_sum(text: str) -> Sum:
    """Add up the office counts of a list.

    >>> office_sum("ACTION EA-14 INFO OCT-01 ISO-00 /015 W")
    Sum(listed=15, total=15)
    >>> office_sum("ORIGIN SS 10 INFO OCT 01 ISO 00 011 R")
    Sum(listed=11, total=11)
    """
    total = _AT_END.search(text)
    counted = text[: total.start()] if total else text
    return Sum(sum(int(copies) for copies in _EACH.findall(counted)), int(total[1] or total[2]) if total else None)


def office_word(text: str) -> str:
    """Read the word before a run of offices: those who act on the message, those who sent it, those informed.

    >>> office_word("ORIGIN")
    'origin'
    """
    return text.lower()
