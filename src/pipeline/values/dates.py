"""Calendar dates as the documents write them, and as EDTF.

The Extended Date/Time Format is ISO 8601-2; level 0 is all that is written here: ``1961-05-12``,
``1961-05``, ``1961`` and intervals of these.
"""

import calendar
import datetime as dt
import re
from typing import NamedTuple

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
# May 12, 1961 · 12 May 1961
FULL_DATE = rf"(?:{MONTH}[ ]\d{{1,2}},?[ ]\d{{4}}|\d{{1,2}}[ ]{MONTH},?[ ]\d{{4}})"
# May 12 · 12 May
DAY = rf"(?:{MONTH}[ ]\d{{1,2}}|\d{{1,2}}[ ]{MONTH})"
# 12 May 1961 · May 1961 · September, 1959 · 1961
RECORD_DATE = rf"(?:{FULL_DATE}|{MONTH},?[ ]\d{{4}}|\d{{4}})"
# May 12, 1961 · 12 May
DAY_IN_TEXT = rf"(?:{FULL_DATE}|{DAY})"

_READ = re.compile(
    rf"(?:(?P<m1>{MONTH})[ ](?P<d1>\d{{1,2}})(?:,?[ ](?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})[ ](?P<m2>{MONTH})(?:,?[ ](?P<y2>\d{{4}}))?"
    rf"|(?P<m3>{MONTH}),?[ ](?P<y3>\d{{4}})|(?P<y4>\d{{4}}))"
)
# The oldest and the youngest year that a dated record of a foreign ministry can bear; outside it a number of
# four figures is a serial, a clock time or a slip of the typist. 1648: the peace of Westphalia.
FIRST_YEAR, LAST_YEAR = 1648, 2100


class Date(NamedTuple):
    """A date with the parts that the words state; a part they leave out is ``None``."""

    year: int | None
    month: int | None
    day: int | None

    @property
    def edtf(self) -> str | None:
        """The date in EDTF; ``None`` while the year is not known."""
        if self.year is None:
            return None
        parts = (f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part))
        return "-".join(parts)

    @property
    def earliest(self) -> str | None:
        """The first day that the date can mean, as ``YYYY-MM-DD``."""
        return self.year and f"{self.year:04d}-{self.month or 1:02d}-{self.day or 1:02d}"  # type: ignore[return-value]

    @property
    def latest(self) -> str | None:
        """The last day that the date can mean, as ``YYYY-MM-DD``."""
        if self.year is None:
            return None
        month = self.month or 12
        day = self.day or calendar.monthrange(self.year, month)[1]
        return f"{self.year:04d}-{month:02d}-{day:02d}"


def date(text: str) -> Date:
    """Read a date: a day with or without its year, a month and year, or a year.

    >>> date("May 12, 1961").edtf
    '1961-05-12'
    >>> date("September, 1959").latest
    '1959-09-30'
    >>> date("12 May")
    Date(year=None, month=5, day=12)

    Raises:
        ValueError: where the words have another shape, or the calendar has no such day.
    """
    found = _READ.fullmatch(" ".join(text.split()))
    if not found:
        raise ValueError(f"“{text}” is not a date of a known shape, such as May 12, 1961")
    month = found["m1"] or found["m2"] or found["m3"]
    day = found["d1"] or found["d2"]
    year = found["y1"] or found["y2"] or found["y3"] or found["y4"]
    read = Date(
        int(year) if year else None,
        _NUMBERS[month[:3].lower()] if month else None,
        int(day) if day else None,
    )
    if read.year is not None and not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise ValueError(f"“{text}”: {read.year} is no year of these records")
    if read.day is not None and read.month is not None and not _is_day(read.year or 2000, read.month, read.day):
        raise ValueError(f"“{text}”: the calendar has no such day")
    return read


def full_date(text: str) -> Date:
    """Read a date that must state day, month and year.

    Raises:
        ValueError: where one of them is missing or `date` refuses the words.
    """
    read = date(text)
    if read.year is None or read.day is None:
        raise ValueError(f"“{text}” does not state a day, a month and a year")
    return read


def nearest(partial: Date, anchor: dt.date) -> Date | None:
    """Give ``partial`` (a day and month) the year that puts it nearest to ``anchor``.

    A stamp of January 2 on a cable of December 30, 1961 is of 1962, not of 1961. ``None`` where no year
    within one of the anchor's has that day (February 29).

    >>> nearest(Date(None, 1, 2), dt.date(1961, 12, 30)).edtf
    '1962-01-02'
    """
    candidates = _candidates(partial, anchor)
    return min(candidates, key=lambda each: abs(_day(each) - anchor), default=None)


def latest_before(partial: Date, anchor: dt.date) -> Date | None:
    """Give ``partial`` the latest year that does not put it after ``anchor``: a thing past is referred to.

    >>> latest_before(Date(None, 12, 24), dt.date(1962, 1, 5)).edtf
    '1961-12-24'
    """
    past = [each for each in _candidates(partial, anchor) if _day(each) <= anchor]
    return max(past, key=_day, default=None)


def _candidates(partial: Date, anchor: dt.date) -> list[Date]:
    month, day = partial.month or 1, partial.day or 1
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    return [partial._replace(year=year) for year in years if _is_day(year, month, day)]


def _day(of: Date) -> dt.date:
    return dt.date(of.year or 1, of.month or 1, of.day or 1)


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= day <= calendar.monthrange(year, month)[1]
