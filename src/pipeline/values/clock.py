"""Clock times as stamps write them."""

import re

from pipeline.values.dates import DAY_IN_TEXT

# 1700 · 0920 · 21:35; the pattern takes any figures of that shape, the converter refuses what no clock shows
TIME = r"\d{1,2}[:.]?\d{2}"
# May 12 at 1700
MOMENT = rf"{DAY_IN_TEXT}(?:,?[ ]at[ ]{TIME})?"

_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})")
_HOURS, _MINUTES = 24, 60
_MOMENT = re.compile(MOMENT)


def clock_time(text: str) -> str:
    """Read a time of the 24-hour clock as ``HH:MM``. No time zone is assumed.

    >>> clock_time("1700"), clock_time("0920"), clock_time("21:35")
    ('17:00', '09:20', '21:35')

    Raises:
        ValueError: where the words have another shape, or no clock shows such a time.
    """
    found = _TIME.fullmatch(text)
    if not found:
        raise ValueError(f"“{text}” is not a time of the 24-hour clock, such as 1700 or 21:35")
    hour, minute = int(found[1]), int(found[2])
    if hour >= _HOURS or minute >= _MINUTES:
        raise ValueError(f"“{text}”: no clock shows {hour:02d}:{minute:02d}")
    return f"{hour:02d}:{minute:02d}"


def moment(text: str) -> str:
    """Keep the words of a stamp's day and time, when they have the shape of one.

    >>> moment("May 12 at 1700")
    'May 12 at 1700'

    Raises:
        ValueError: where they do not; what day and time they mean is then left open.
    """
    words = " ".join(text.split())
    if not _MOMENT.fullmatch(words):
        raise ValueError(f"“{words}” is not a day and time of a known shape, such as May 12 at 1700")
    return words
