"""Periods in prose, read as EDTF intervals.

"The first third of May" is an interpretation: Chinese usage counts a month in thirds of ten days (xun).
"""

import re
from typing import NamedTuple

from pipeline.values.dates import MONTH, date

_PART = r"(?:(?:the[ ])?(?:first|second|last)[ ]third[ ]of[ ])"
_END = rf"{_PART}?{MONTH}(?:[ ]\d{{1,2}})?"
# Between January and the first third of May
PERIOD = rf"[Bb]etween[ ]{_END}[ ]and[ ]{_END}"

_READ = re.compile(rf"between[ ](?P<first>{_END})[ ]and[ ](?P<last>{_END})", re.IGNORECASE)
_THIRD = re.compile(r"(?:the[ ])?(first|second|last)[ ]third[ ]of[ ](.+)", re.IGNORECASE)
_THIRDS = {"first": (1, 10), "second": (11, 20), "last": (21, None)}


class Period(NamedTuple):
    """The first and last month and day of a period, in a year that the words leave out; a day may be ``None``."""

    first_month: int
    first_day: int | None
    last_month: int
    last_day: int | None

    def edtf(self, year: int) -> str:
        """The interval in EDTF, ending in ``year``; it starts the year before where its months run backwards."""
        first_year = year - (self.first_month > self.last_month)
        return f"{_edtf(first_year, self.first_month, self.first_day)}/{_edtf(year, self.last_month, self.last_day)}"


def period(text: str) -> Period:
    """Read a period that is stated without its year.

    >>> period("Between January and the first third of May").edtf(1961)
    '1961-01/1961-05-10'

    Raises:
        ValueError: where the words have another shape or name no day of the calendar.
    """
    found = _READ.fullmatch(" ".join(text.split()))
    if not found:
        raise ValueError(f"“{text}” is not a period of a known shape, such as between January and May")
    (first_month, first_day, _), (last_month, _, last_day) = _bounds(found["first"]), _bounds(found["last"])
    return Period(first_month, first_day, last_month, last_day)


def _bounds(text: str) -> tuple[int, int | None, int | None]:
    """The month, and the first and the last day in it that the words mean (both ``None``: the whole month)."""
    third = _THIRD.fullmatch(text)
    if third:
        return (date(f"{third[2]} 2000").month or 1, *_THIRDS[third[1].lower()])
    named = date(text if text[-1].isdigit() else f"{text} 2000")
    return named.month or 1, named.day, named.day


def _edtf(year: int, month: int, day: int | None) -> str:
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
