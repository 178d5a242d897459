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
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    rf"|{'|'.join(name.upper() for name in MONTHS)})"
)
_NTH = r"(?:st|nd|rd|th)?"
_OF = r"(?:[ ]of)?"
# May 12, 1961 · 12 May 1961 · 12th of May 1961 · 1955, April, 21
FULL_DATE = (
    rf"(?:{MONTH}[ ]{{1,2}}\d{{1,2}}{_NTH},?[ ]\d{{4}}|\d{{1,2}}{_NTH}{_OF}[ .]{MONTH},?[ .]\d{{4}}"
    rf"|\d{{4}},?[ ]{MONTH},?[ ]\d{{1,2}})"
)
# May 12 · 12 May
DAY = rf"(?:{MONTH}[ ]\d{{1,2}}{_NTH}(?!\d)|\d{{1,2}}{_NTH}{_OF}[ ]{MONTH})"
# 12 May 1961 · May 1961 · September, 1959 · 1961
RECORD_DATE = rf"(?:{FULL_DATE}|{MONTH},?[ ]\d{{4}}|\d{{4}})"
# May 12, 1961 · 12 May · 13 September of this year
DAY_IN_TEXT = rf"(?:{FULL_DATE}|{DAY}(?:[ ]of[ ]this[ ]year)?)"
_ROMAN_MONTH = r"(?:I{1,3}|IV|VI{0,3}|I?X|XI{1,2})"
# 31.8.50 · 10/14/50 · 10.26.1962 · 24.III.50 · 27/X/1962 · 2/II 46
FIGURES_DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})|\d{{1,2}}[./ -]{_ROMAN_MONTH}[./ -](?:\d{{4}}|\d{{2}}))(?!\d)"
)
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
# every shape in which a header or a stamp states its day
ANY_DATE = rf"(?:{FULL_DATE}|{FIGURES_DATE}|{DAY})"

_READ = re.compile(
    rf"(?:(?P<m1>{MONTH})[ ](?P<d1>\d{{1,2}}){_NTH}(?:,?[ ](?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}}){_NTH}{_OF}[ .](?P<m2>{MONTH})(?:,?[ .](?P<y2>\d{{4}}))?"
    rf"|(?P<y5>\d{{4}}),?[ ](?P<m5>{MONTH}),?[ ](?P<d5>\d{{1,2}})"
    rf"|(?P<m3>{MONTH}),?[ ](?P<y3>\d{{4}})|(?P<y4>\d{{4}}))(?:[ ]of[ ]this[ ]year)?"
)
_ISO = re.compile(r"(\d{4})[/-](\d\d)[/-](\d\d)")
_FIGURES = re.compile(rf"(\d{{1,2}})[./ -](?:(\d{{1,2}})|({_ROMAN_MONTH}))[./ -](\d{{4}}|\d{{2}})")
_ROMANS = {
    roman: number for number, roman in enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], 1)
}  # fmt: skip
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


class Days(NamedTuple):
    """The first and the last of several days that a header states together."""

    first: Date
    last: Date

    @property
    def edtf(self) -> str:
        """The days as an interval in EDTF."""
        return f"{self.first.edtf}/{self.last.edtf}"

    @property
    def earliest(self) -> str | None:
        """The first day, as ``YYYY-MM-DD``."""
        return self.first.earliest

    @property
    def latest(self) -> str | None:
        """The last day, as ``YYYY-MM-DD``."""
        return self.last.latest


class OpenDate(NamedTuple):
    """A date in figures whose century, or whose order of day and month, the words leave open.

    ``days`` are the readings as month and day; ``year`` has two figures where ``is_short``, and is ``None`` where
    the words leave it out.
    """

    year: int | None
    is_short: bool
    days: tuple[tuple[int, int], ...]

    def readings(self, anchor: dt.date | None) -> tuple[Date, ...]:
        """The dates it can mean; none while only the anchor can tell the century and there is no anchor."""
        if self.year is None:
            open_days = (nearest(Date(None, *day), anchor) for day in self.days) if anchor else ()
            return tuple(day for day in open_days if day)
        if not self.is_short:
            return tuple(Date(self.year, *day) for day in self.days)
        if anchor is None:
            return ()
        century = anchor.year - anchor.year % 100
        years = (century + self.year, century + self.year - 100, century + self.year + 100)
        year = min(years, key=lambda each: abs(each - anchor.year))
        return tuple(Date(year, *day) for day in self.days if _is_day(year, *day))


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
    month = found["m1"] or found["m2"] or found["m3"] or found["m5"]
    day = found["d1"] or found["d2"] or found["d5"]
    year = found["y1"] or found["y2"] or found["y3"] or found["y4"] or found["y5"]
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


def capital_day(text: str) -> Date:
    """Read a date whose month stands in capitals, as telegrams have it, or between hyphens.

    >>> capital_day("3 MAY 1974").edtf, capital_day("07-May-1977").edtf
    ('1974-05-03', '1977-05-07')

    Raises:
        ValueError: as `date` does.
    """
    return date(text.title().replace("-", " "))


def any_date(text: str) -> Date | OpenDate:
    """Read a date in words, or in figures in any of the orders in use.

    A weekday before it is passed over.

    >>> any_date("8.II.1950").edtf, any_date("10.26.1962").edtf
    ('1950-02-08', '1962-10-26')
    >>> any_date("31.8.50")
    OpenDate(year=50, is_short=True, days=((8, 31),))
    >>> any_date("8.11.1950")
    OpenDate(year=1950, is_short=False, days=((11, 8), (8, 11)))

    Raises:
        ValueError: where the words have no shape of a date, or the calendar has no such day.
    """
    if iso := _ISO.fullmatch(text):
        text = f"{int(iso[3])} {MONTHS[(int(iso[2]) - 1) % len(MONTHS)]} {iso[1]}"
    found = _FIGURES.fullmatch(text)
    if not found:
        return date(text)
    first, year = int(found[1]), int(found[4])
    is_short = len(found[4]) < len("1950")
    if found[3]:
        orders = [(_ROMANS[found[3]], first)]
    else:
        second = int(found[2])
        orders = [(second, first)] if first == second else [(second, first), (first, second)]
    # the leap years of every century: a day that no year has is no date
    days = tuple((month, day) for month, day in orders if 1 <= month <= len(MONTHS) and _is_day(2000, month, day))
    if not days:
        raise ValueError(f"“{text}”: the calendar has no such day")
    if is_short or len(days) > 1:
        return OpenDate(year, is_short, days)
    if not FIRST_YEAR <= year <= LAST_YEAR or not _is_day(year, *days[0]):
        raise ValueError(f"“{text}”: the calendar has no such day in these years")
    return Date(year, *days[0])


_SENT = re.compile(r"ON/(\d{1,2})(?:/([IVX]+))?(?:/(\d{1,2}))?/([IVX]+)/(?:(\d{2})\[(\d{2})\]|(\d{4}|\d{2}))")


def sent_day(text: str) -> tuple[OpenDate | Date, OpenDate | Date]:
    """Read the two days of a Brazilian telegram, on which it was sent and on which it was received.

    >>> [day.days for day in sent_day("ON/24/25/X/62")]
    [((10, 24),), ((10, 25),)]

    Raises:
        ValueError: where the words have another shape, or the calendar has no such day.
    """
    found = _SENT.fullmatch(text)
    if not found:
        raise ValueError(f"“{text}” does not state two days, such as ON/24/25/X/62")
    first, month, second, last_month = found[1], found[2] or found[4], found[3] or found[1], found[4]
    year = found[7] or found[5] + found[6]
    return any_date(f"{first}/{month}/{year}"), any_date(f"{second}/{last_month}/{year}")


def day_range(text: str) -> str:
    """Read days of one month as an interval in EDTF.

    >>> day_range("22-24 August 1968")
    '1968-08-22/1968-08-24'

    Raises:
        ValueError: where the calendar has no such days, or they run backwards.
    """
    first, _, last = text.replace("–", "-").partition("-")
    end = full_date(last)
    begin = full_date(f"{first} {last.partition(' ')[2]}")
    if (begin.day or 0) >= (end.day or 0):
        raise ValueError(f"“{text}”: the days run backwards")
    return f"{begin.edtf}/{end.edtf}"


def day_and_month(text: str) -> OpenDate:
    """Read a day and a month in figures, in both orders where both are possible.

    >>> day_and_month("31.8").days, day_and_month("4.9").days
    (((8, 31),), ((9, 4), (4, 9)))

    Raises:
        ValueError: where the calendar has no such day.
    """
    first, second = (int(figures) for figures in text.split("."))
    orders = dict.fromkeys([(second, first), (first, second)])
    days = tuple((month, day) for month, day in orders if 1 <= month <= len(MONTHS) and _is_day(2000, month, day))
    if not days:
        raise ValueError(f"“{text}”: the calendar has no such day")
    return OpenDate(None, True, days)


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
