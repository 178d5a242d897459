"""Dates and times as editors print them: letters supplied in brackets, figures that a scanner took for letters."""

import re

from pipeline.values.clock import clock_time
from pipeline.values.dates import MONTH, Date, Days, date
from pipeline.values.text import plain

_DAY = r"\[?[\dlILOo]\[?[\dlILOo]?(?:st|nd|rd|th)?\]?"
_MONTH = rf"(?:{MONTH}|[0O]ct(?:ober|\.)?)"
_YEAR = r"\[?(?:[1lI]9[\dlIOo\[\]]{2,4}|9\d{2})(?!\w)"
_APART = r"[ ,.\[\]]{0,8}"
# 18-20 April 1966 · 24 and 29 March 1966 · 31 July – 1 August 1969
_DAYS = rf"\d{{1,2}}(?:[ ]{MONTH})?(?:[ ]?[-–—][ ]?|[ ](?:and|to)[ ])\d{{1,2}}[ ]{MONTH},?[ ]19\d\d(?!\d)"
# 3 June 1945 · [12 November 1975] · l December 194[9] · Lo February 1945 · 18 August, with its year left out
EDITED_DATE = rf"(?<!\d)(?:{_DAYS}|\[?{_DAY}{_APART}{_MONTH}(?:{_APART}{_YEAR}|(?=[ ,]*$)))"
# November 1967 · [December 1974]
EDITED_MONTH = rf"\[?{_MONTH}{_APART}{_YEAR}"
# 12.56 p.m. · 8 p.m. · 12 noon · 9.15 [p.m.]
EDITED_TIME = r"(?:\[?\d{1,2}(?:[.:-]\d{2})?[ ]?\[?(?:[apAP][.,]?[ ]?[mM]\b[.,]?|noon|midnight|hours)\]?|\d{4}[ ]?(?:hours|hrs\.?)|midnight|noon)"

_FIGURES = str.maketrans("lILOo", "11100")
# a figure behind the year is that of a note
_READ = re.compile(
    rf"(?:([\dlILOo]{{1,2}})(?:st|nd|rd|th)?[ ]*)?({_MONTH})[ ]*(?:([1lI]9[\dlIOo]{{2}})\d{{0,2}}|(9\d\d))?"
)
_SEVERAL = re.compile(
    rf"(\d{{1,2}})(?:[ ]({MONTH}))?(?:[ ]?[-–—][ ]?|[ ](?:and|to)[ ])(\d{{1,2}}[ ]{MONTH},?[ ]\d{{4}})"
)
_NOON, _MIDNIGHT = "noon", "midnight"


def edited_date(text: str) -> Date | Days:
    """Read a day, a month or several days, as an editor prints it; brackets say that he supplied what stands in them.

    >>> edited_date("[4] September 194[8]").edtf, edited_date("Lo February 1945").edtf, edited_date("[December 1974]").edtf
    ('1948-09-04', '1945-02-10', '1974-12')
    >>> edited_date("1[7] September 1948").edtf, edited_date("15 January 945").edtf
    ('1948-09-17', '1945-01-15')
    >>> edited_date("31 July – 1 August 1969").edtf
    '1969-07-31/1969-08-01'

    Raises:
        ValueError: where the words have another shape, or the calendar has no such day.
    """
    if several := _SEVERAL.fullmatch(text):
        day, month, last = several.groups()
        rest = last.partition(" ")[2]
        return Days(date(f"{day} {month} {rest[-4:]}" if month else f"{day} {rest}"), date(last))
    words = " ".join(re.sub(r"[,.]+|(?<!\w)\[|\](?!\w)", " ", text).split()).replace("[", "").replace("]", "")
    found = _READ.fullmatch(words)
    if not found:
        raise ValueError(f"“{text}” is not a date of a known shape, such as 3 June 1945")
    day, month, year = found[1], found[2], found[3] or (found[4] and f"1{found[4]}")
    figures = (part.translate(_FIGURES) for part in (day, year) if part)
    month = f"O{month[1:]}" if month.startswith("0") else month
    first = next(figures) if day else ""
    return date(" ".join(filter(None, (first, month, next(figures, "")))))


def supplied(text: str) -> str:
    """Keep words without the brackets that say an editor supplied them.

    >>> supplied("[KALIURANG]")
    'KALIURANG'
    """
    return plain(re.sub(r"[\[\]]", "", text).strip(" ,"))


def edited_time(text: str) -> str:
    """Read a time of day as an editor prints it.

    >>> edited_time("12.56 p.m."), edited_time("8 [p.m.]"), edited_time("12 noon")
    ('12:56', '20:00', '12:00')

    Raises:
        ValueError: where it is none; midnight can be the first or the last moment of a day.
    """
    words = re.sub(r"[\[\]]", "", text).replace("-", ".").strip(" ,")
    if words.endswith(_MIDNIGHT):
        raise ValueError(f"“{text}” does not say whether it is the beginning of the day or its end")
    if words == _NOON:
        return "12:00"
    if words.endswith(_NOON):
        words = words.replace(_NOON, "p.m.")
    return clock_time(
        re.sub(r"(?<=[apAP])[.,]?[ ]?(?=[mM])", ".", words).rstrip(",.") + ("." if words[-1:] in ".," else "")
    )
