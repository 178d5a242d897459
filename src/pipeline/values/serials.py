"""Serial numbers that a document carries."""

import re
from typing import NamedTuple

# (61) [North] Korea Consular No. 059: a year in brackets, of two or four figures
_YEARED = re.compile(
    r"[(\[](?P<year>\d{2}|\d{4})[)\]][ ](?P<series>\D{1,60}?)[ ]?(?:No\.[ ]?)?(?P<number>[\d/-]{1,20})"
)
# the foreign ministry that numbers so was founded in 1949: no two-figure year is of another century
_CENTURY = 1900
# Chen- 8/35 · Chen-593
_SERIES = re.compile(r"(?P<series>[^\W\d_]{1,40})-\s*(?P<number>\d{1,9}(?:/\d{1,9})?)")


class Serial(NamedTuple):
    """A serial as written, with its series and its number in it where the two can be told apart."""

    identifier: str
    series: str | None = None
    number: str | None = None
    year: int | None = None


def serial(text: str) -> Serial:
    """Read a serial number.

    >>> serial("Chen- 8/35")
    Serial(identifier='Chen- 8/35', series='Chen', number='8/35', year=None)
    >>> serial("(61) [North] Korea Consular No. 059")[1:]
    ('[North] Korea Consular', '059', 1961)

    Raises:
        ValueError: where no figure stands in it.
    """
    words = " ".join(text.split())
    if not any(letter.isdigit() for letter in words):
        raise ValueError(f"“{words}” holds no figure, so it is no number")
    if yeared := _YEARED.fullmatch(words):
        year = int(yeared["year"])
        return Serial(words, yeared["series"], yeared["number"], year + _CENTURY if year < 100 else year)  # noqa: PLR2004
    found = _SERIES.fullmatch(words)
    return Serial(words, found["series"] if found else None, found["number"] if found else None)


def copy_number(text: str) -> str | None:
    """Read the number of one copy; ``None`` where the form was left blank.

    >>> copy_number("19"), copy_number("____")
    ('19', None)
    """
    return text if text.isdigit() else None
