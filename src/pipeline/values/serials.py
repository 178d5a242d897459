"""Serial numbers that a document carries."""

import re
from typing import NamedTuple

# Chen- 8/35 · Chen-593
_SERIES = re.compile(r"(?P<series>[^\W\d_]{1,40})-\s*(?P<number>\d{1,9}(?:/\d{1,9})?)")


class Serial(NamedTuple):
    """A serial as written, with its series and its number in it where the two can be told apart."""

    identifier: str
    series: str | None
    number: str | None


def serial(text: str) -> Serial:
    """Read a serial number.

    >>> serial("Chen- 8/35")
    Serial(identifier='Chen- 8/35', series='Chen', number='8/35')

    Raises:
        ValueError: where no figure stands in it.
    """
    words = " ".join(text.split())
    if not any(letter.isdigit() for letter in words):
        raise ValueError(f"“{words}” holds no figure, so it is no number")
    found = _SERIES.fullmatch(words)
    return Serial(words, found["series"] if found else None, found["number"] if found else None)
