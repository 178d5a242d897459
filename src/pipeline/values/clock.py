"""Clock times as stamps and headers write them."""

import re

from pipeline.values.dates import DAY_IN_TEXT

_HALF = r"(?:[ap]\.[ ]?m\.|[ap]m\b|[AP]\.?M\b\.?)"
_HOURS = r"(?:hours|hrs?\b|hs\b|h\b)"
# 1700 · 0920 · 21:35; the pattern takes any figures of that shape, the converter refuses what no clock shows
TIME = r"\d{1,2}[:.]?\d{2}"
# 03:15 a.m. · 2 AM · 1800hs · 9.30 hours · 16.53 · 10 hours 10 minutes · 19:00-19:40
ANY_TIME = (
    rf"(?:\d{{1,2}}[ ]hours?(?:[ ](?:and[ ])?\d{{1,2}}[ ]minutes?)?"
    rf"|\d{{1,2}}hs?\d{{2}}(?!\d)|(?:between[ ])?\d{{1,2}}[:.]?\d{{2}}(?!\d)(?:[ ]?{_HALF})?"
    rf"(?:(?:[ ]?[-–—][ ]?|[ ]and[ ]|[ ]to[ ])\d{{1,2}}[:.]?\d{{2}}(?!\d)(?:[ ]?{_HALF})?)?(?:[ ]?{_HOURS})?"
    rf"|\d{{1,2}}[ ]?{_HALF}(?:[ ]?[-–—][ ]?\d{{1,2}}(?:[:.]\d{{2}})?[ ]?{_HALF})?)"
)
# the shape of a time that nothing but a time has: with a colon, a half of the day or a word for hours
SURE_TIME = (
    rf"(?:\d{{1,2}}[ ]hours?(?:[ ](?:and[ ])?\d{{1,2}}[ ]minutes?)?"
    rf"|(?:between[ ])?\d{{1,2}}:\d{{2}}(?!\d)(?:[ ]?{_HALF})?(?:(?:[ ]?[-–—][ ]?|[ ]and[ ])\d{{1,2}}:\d{{2}}(?!\d)(?:[ ]?{_HALF})?)?(?:[ ]?{_HOURS})?"
    rf"|\d{{1,2}}[:.]?\d{{2}}[ ]?(?:{_HALF}|{_HOURS})|\d{{1,2}}[ ]?{_HALF})"
)
# 7:12 p.m. · 4 p.m. · 3–4:30 p.m. · noon · 1532Z · 1532–1610Z
_US_CLOCK = rf"\d{{1,2}}(?:[:.]\d{{2}})?(?:[ ]?{_HALF})?"
US_TIME = (
    rf"(?:{_US_CLOCK}[ ]?(?:[-–—]|to|and)[ ]?(?:{_US_CLOCK}(?<=[Mm.])|noon|midnight)|\d{{1,2}}(?:[:.]\d{{2}})?[ ]?{_HALF}"
    rf"|\d{{4}}(?:[–-]\d{{4}})?Z?(?!\d)|(?:12[ ])?noon|(?:12[ ])?midnight)"
)
_US_RANGE = re.compile(r"[ ]?(?:[-–—]|to|and)[ ]?")
# May 12 at 1700
MOMENT = rf"{DAY_IN_TEXT}(?:,?[ ](?:at[ ])?{ANY_TIME})?"

_TIME = re.compile(
    rf"(?:between[ ])?(?:(\d{{1,2}})[ ]hours?(?:[ ](?:and[ ])?(\d{{1,2}})[ ]minutes?)?"
    rf"|(\d{{1,2}})(?:[:.]|hs?)?(\d{{2}})[ ]?({_HALF})?|(\d{{1,2}})[ ]?({_HALF}))(?:[ ]?{_HOURS})?",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(r"\d{1,2}[ ]hours?[ ]and")
_RANGE = re.compile(r"[ ]?[-–—][ ]?|[ ]and[ ]|[ ]to[ ]")
_DAY_HOURS, _NOON, _MINUTES = 24, 12, 60
_MOMENT = re.compile(MOMENT)


def clock_time(text: str) -> str:
    """Read a time of day as ``HH:MM``; of a range, its beginning. No time zone is assumed.

    >>> clock_time("1700"), clock_time("0920"), clock_time("21:35")
    ('17:00', '09:20', '21:35')
    >>> clock_time("03:15 p.m."), clock_time("2 AM"), clock_time("10 hours 10 minutes"), clock_time("9.30 hours")
    ('15:15', '02:00', '10:10', '09:30')
    >>> clock_time("19:00-19:40"), clock_time("between 1000 and 1130 hours")
    ('19:00', '10:00')

    Raises:
        ValueError: where the words have another shape, or no clock shows such a time ("13:30 p.m.").
    """
    whole = " ".join(text.split())
    first, *rest = [whole] if _IN_WORDS.match(whole) else _RANGE.split(whole)
    found = _TIME.fullmatch(first)
    if rest and re.search(_HALF, rest[-1]) and not re.search(_HALF, first):
        raise ValueError(f"“{text}” does not say in which half of the day it begins")
    if not found:
        raise ValueError(f"“{text}” is not a time of day, such as 1700 or 9:35 p.m.")
    hour = int(found[1] or found[3] or found[6])
    minute = int(found[2] or found[4] or 0)
    half = (found[5] or found[7] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            raise ValueError(f"“{text}”: no clock of twelve hours shows {hour}")
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    if hour >= _DAY_HOURS or minute >= _MINUTES:
        raise ValueError(f"“{text}”: no clock shows {hour:02d}:{minute:02d}")
    return f"{hour:02d}:{minute:02d}"


def us_time(text: str) -> str | None:
    """Read a time of day of an American dateline, of a range its beginning.

    ``None`` where the words leave it open: midnight is of either day, and "3–4:30 p.m." may begin before noon.

    >>> us_time("7:12 p.m."), us_time("4 p.m."), us_time("noon"), us_time("1532Z")
    ('19:12', '16:00', '12:00', '15:32')
    >>> us_time("11 a.m.–12:15 p.m."), us_time("3–4:30 p.m."), us_time("midnight")
    ('11:00', None, None)

    Raises:
        ValueError: where no clock shows such a time.
    """
    first, *rest = _US_RANGE.split(text.removeprefix("12 ").removesuffix("Z"))
    if first == "midnight" or (rest and not first.isdigit() and not re.search(_HALF, first)):
        return None
    if rest and first.isdigit() and len(first) < len("1532"):
        return None
    return "12:00" if first == "noon" else clock_time(first)


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
