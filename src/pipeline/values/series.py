"""Series and number: one form for a number that a document carries and for the number by which others cite it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

# brackets around what an editor supplied: [UNY]398, 1[6]1
_BRACKETS = str.maketrans("", "", "[]")
# (61) North Korea Consular No. 059 · 75 STATE 091242: a year of two or four figures
_YEAR = re.compile(r"(?:\((?P<year>\d{4}|\d{2})\)\s{0,3}(?=[^\W\d_])|(?P<plain_year>\d{2})\s(?=[A-Z]{2}))")
# the ministries that number so do it since 1949 and 1973: no two-figure year is of another century
_CENTURY = 1900
# O.JA8418, 0.CH280045: outward, a mark of the registry and not of the series; Circular B.63: a kind, and not a series
_NO_SERIES = re.compile(r"(?:Circular\s{1,3}|[O0]\.\s?(?=[^\W\d_]{1,4}[\s.]{0,2}\d)|0(?=[A-Z]{1,4}\d))+")
# No. 85 · Nº 2390 · № 7; the first letters of "North" are none
_NO = r"(?:(?:[Nn]os?|NOS?|N[º°]|Nr|[Nn]umber)(?:[.:]{1,2}\s{0,3}|\s{1,3}|(?=\d))|(?:№|\#)\s{0,3})"
# D. No. 2267 · UN 106 · K.115 · Chen- 8/35 · NEW DELHI 4598 · 483/sh. · 417(M) · 1514 (XV) · 124A
_NUMBERED = re.compile(
    rf"(?:{_NO})?(?:(?P<series>(?!{_NO})[^\W\d_](?:[^\W\d]|[ .'’/()-]){{0,60}}?)[\s.–-]{{0,4}}(?:(?<![^\W\d_]){_NO})?)?"
    r"(?P<number>\d{1,9}(?:[/-]\d{1,9}){0,3})(?P<letter>[A-Z]?)(?:\s?\((?P<session>M|[IVXL]{1,6})\))?"
    r"(?:/(?P<suffix>[^\W\d_]{1,4}))?\.?"
)
# E.C.16: points between single letters
_INITIALS = re.compile(r"(?:[A-Z]\.){1,4}[A-Z]")


class Numbered(NamedTuple):
    """A number in its series, and the year that is written with it. ``series`` is empty for a plain number.

    ``is_carried``: the series is that of the number before it in the same list.
    """

    series: str | None
    number: str | None
    year: int | None = None
    is_carried: bool = False


_UNKNOWN = Numbered(None, None)


def numbered(text: str) -> Numbered:
    """Read a number as its series and the number in it.

    Points, blanks and hyphens between the two, "No.", an editor's brackets, the registry's "O." (outward) and zeros
    before the number tell nothing apart and are left out.

    >>> [numbered(each)[:2] for each in ("K.115", "K 186", "D.1243", "D. No. 2267", "0.JA8418", "[UNY]398", "106")]
    [('K', '115'), ('K', '186'), ('D', '1243'), ('D', '2267'), ('JA', '8418'), ('UNY', '398'), (None, '106')]
    >>> [numbered(each)[:2] for each in ("STATE 091242", "No. 483/sh.", "Chen- 8/35", "SEOUL A-114", "1[6]1")]
    [('STATE', '91242'), ('sh', '483'), ('Chen', '8/35'), ('SEOUL A', '114'), (None, '161')]
    >>> [numbered(each)[:2] for each in ("(62) [North] Korea Consular No. 114", "Nº 2390", "No.M7")]
    [('North Korea Consular', '114'), (None, '2390'), ('M', '7')]
    >>> numbered("(59) First Consular Affairs No. 6/48")
    Numbered(series='First Consular Affairs', number='6/48', year=1959, is_carried=False)
    >>> numbered("E (PD) (37) 13")
    Numbered(series=None, number=None, year=None, is_carried=False)
    """
    words = " ".join(text.translate(_BRACKETS).split())
    year = None
    if yeared := _YEAR.match(words):
        figures = yeared["year"] or yeared["plain_year"]
        year = int(figures) + (_CENTURY if len(figures) < len("1959") else 0)
        words = words[yeared.end() :]
    if mark := _NO_SERIES.match(words):
        words = words[mark.end() :]
    found = _NUMBERED.fullmatch(words)
    if not found:
        return _UNKNOWN
    number = found["number"]
    if number.isdigit():
        number = number.lstrip("0") or "0"
    series = found["series"] or found["suffix"]
    if series and _INITIALS.fullmatch(series):
        series = series.replace(".", "")
    session = f"({found['session']})" if found["session"] else ""
    return Numbered(series and series.strip(" .-"), f"{number}{found['letter']}{session}", year)


def in_list(texts: Sequence[str]) -> list[Numbered]:
    """Read the numbers of one list, such as "D.1688, 1689 and 1690".

    A plain number behind one with letters is of its series: who lists several of one series writes the letters once.
    It is marked as carried, since another post's plain number could stand there.

    >>> [each[:2] for each in in_list(["D.1688", "1689", "UN3"])]
    [('D', '1688'), ('D', '1689'), ('UN', '3')]
    >>> [each[:2] for each in in_list(["205", "D.1223"])]
    [(None, '205'), ('D', '1223')]
    """
    found: list[Numbered] = []
    for each in map(numbered, texts):
        before = found[-1].series if found else None
        carries = before is not None and each.series is None and each.number is not None
        found.append(each._replace(series=before, is_carried=True) if carries else each)
    return found


def folded(series: str | None) -> str:
    """Return a series for comparing: letters only, in one case; empty for a plain number.

    >>> folded("Hag."), folded("NEW DELHI"), folded(None)
    ('hag', 'newdelhi', '')
    """
    return "".join(letter for letter in (series or "").casefold() if letter.isalnum())
