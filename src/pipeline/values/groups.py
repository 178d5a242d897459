"""The date-time group of a telegram: day, hour and minute in universal time, month, and the year in two figures."""

import datetime as dt

from pipeline.values.dates import MONTHS, OpenDate

# 070950Z MAY 74: the parts of it that state the clock and the zone are elements of their own
GROUP = r"\d{2}(?P<group_time>\d{4})[ ]?(?P<time_zone>Z)[ ]{1,3}[A-Z]{3}[ ]{1,3}\d{2}(?!\d)"
# the same where nothing is read in it
GROUP_SHAPE = r"\d{6}[ ]?Z[ ]{1,3}[A-Z]{3}[ ]{1,3}\d{2}(?!\d)"

_MONTHS = {name[:3].upper(): number for number, name in enumerate(MONTHS, 1)}
# the centuries that the year of a group can be of
_CENTURIES = (1900, 2000)


def group_day(text: str) -> OpenDate:
    """Read the day of a date-time group; its century is left open.

    >>> group_day("070950Z MAY 74")
    OpenDate(year=74, is_short=True, days=((5, 7),))

    Raises:
        ValueError: where the calendar has no such month or day.
    """
    group, month, year = text.replace("Z", " ", 1).split()
    if month not in _MONTHS:
        raise ValueError(f"“{text}”: {month} is no month")
    day = (_MONTHS[month], int(group[:2]))
    if not any(_is_day(century + int(year), *day) for century in _CENTURIES):
        raise ValueError(f"“{text}”: the calendar has no such day")
    return OpenDate(int(year), is_short=True, days=(day,))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except (ValueError, OverflowError):
        # no rule gives it a year of more than two figures, but such a year is none either
        return False
    return True
