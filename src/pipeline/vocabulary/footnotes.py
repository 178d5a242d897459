"""Editors' notes at the end of a text, and the figures in it that point to them.

A figure is set beside a word as ``[1]``, or so close that it runs into it: "telegram 17462" is telegram 1746 and
note 2. The notes at the end tell which figures there are and in what order, so a figure is a mark where it stands
between the one before it and the one after it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.values.dates import MONTH

# 1 Document 96. · _ 1 i.e. Documents 141 and 149._ ·   * 1 On 26 February … · [1] Not printed.
_NOTE = re.compile(r"^[ ]*(?:_[ ]*)?(?:\*[ ]+)?\[?(\d{1,3})\]?[ ]+(?=\S)", re.MULTILINE)
_SUPERIOR = re.compile(r"<sup>\d{1,3}</sup>")
_ENTITY = re.compile(r"&(?:amp|#38);")
# the front matter of a page, and the number before its title
_FRONT = re.compile(r"\A[^\n]*\n?---\n[\s\S]*?^---[ ]*$\s*(?:\#[ ]*\d{1,4}\b)?", re.MULTILINE)
_EMPTY_LINE = re.compile(r"\n[ ]*\n")
_FIGURES = re.compile(r"\d+")
_CLOSE, _STOPS = frozenset("*_'\"’”»)]"), frozenset(".,;:!?)]'\"’”")
# How surely a figure is a mark: in brackets; close behind a word or a stop; behind a stop and a blank; behind a number
# and a blank; run into a number, the longer the number the surer.
_BRACKETED, _BESIDE, _APART, _AFTER_NUMBER, _RUN_IN = 8.0, 4.0, 3.0, 1.5, 1.0
# so many notes no document has: figures that count further are something else
_MOST_NOTES = 400


# 1 November: the day of a date
_DAY_OF_MONTH = re.compile(rf"[ ]{{1,3}}{MONTH}")


class Mark(NamedTuple):
    """A figure in the text that points to a note, its place, and how surely it is one."""

    number: int
    start: int
    end: int
    sureness: float


class Noted(NamedTuple):
    """The marks of a page, and the words of the notes that they point to, as places, by number."""

    marks: tuple[Mark, ...]
    notes: dict[int, tuple[int, int]]


def unmarked(page: str) -> str:
    """Return the page with the marks of its notes blanked; every place stays."""
    page = _plain(page)
    kept: list[str] = []
    place = 0
    for mark in noted(page).marks:
        kept += page[place : mark.start], " " * (mark.end - mark.start)
        place = mark.end
    return "".join([*kept, page[place:]])


def noted(page: str) -> Noted:
    """Find the marks of a page and its notes; each note runs to the next, the last to an empty line."""
    page = _plain(page)
    notes = _notes(page)
    if not notes:
        return Noted((), {})
    front = _FRONT.match(page)
    start, _ = notes[1]
    first_line = page.rfind("\n", 0, start) + 1
    last = min(len(notes), _MOST_NOTES)
    marks = _surest(_marks(page, front.end() if front else 0, first_line, last), last)
    return Noted(tuple(sorted(marks, key=lambda mark: mark.start)), notes)


def _plain(page: str) -> str:
    page = _ENTITY.sub(lambda entity: "&" + " " * (len(entity[0]) - 1), page)
    return _SUPERIOR.sub(lambda mark: " " * len(mark[0]), page)


def _notes(page: str) -> dict[int, tuple[int, int]]:
    """The words of the notes by number: the last run of lines that count up from one."""
    run: list[re.Match[str]] = []
    for line in _NOTE.finditer(page):
        number = int(line[1])
        if number == 1:
            run = [line]
        elif run and number == len(run) + 1:
            run.append(line)
    ends = [line.start() for line in run[1:]]
    if run:
        gap = _EMPTY_LINE.search(page, run[-1].end())
        ends.append(gap.start() if gap else len(page))
    return {number: (line.end(), end) for number, (line, end) in enumerate(zip(run, ends, strict=True), 1)}


def _marks(page: str, start: int, end: int, last: int) -> Iterator[list[Mark]]:
    """For each figure before the notes, the marks that it can be."""
    for run in _FIGURES.finditer(page, start, end):
        left, right = run.span()
        before, after = page[left - 1 : left], page[right : right + 1]
        if before == "[" and after == "]":
            # 1[7] September: a figure that an editor supplied
            is_supplied = page[left - 2 : left - 1].isdigit()
            found = [Mark(int(run[0][:4]), left - 1, right + 1, _RUN_IN if is_supplied else _BRACKETED)]
        elif after.isalnum() or (after in ".," and page[right + 1 : right + 2].isdigit()):
            continue
        else:
            found = list(_unbracketed(page, left, right))
        yield [mark for mark in found if 1 <= mark.number <= last]


def _unbracketed(page: str, left: int, right: int) -> Iterator[Mark]:
    before, digits = page[left - 1 : left], page[left:right]
    if before.isalpha() or before in _CLOSE or before in _STOPS:
        yield Mark(int(digits[:4]), left, right, _BESIDE)
    elif _DAY_OF_MONTH.match(page, right):
        return
    elif before == " " and left > 1:
        word, goes_on = page[left - 2], page[right : right + 2]
        if word in _STOPS and (not goes_on.strip() or goes_on.startswith("\n") or goes_on[1:].isupper()):
            yield Mark(int(digits[:4]), left, right, _APART)
        elif word.isdigit() and not goes_on[:1].isalnum():
            yield Mark(int(digits[:4]), left, right, _AFTER_NUMBER)
    if page.endswith(("Document ", "Documents "), 0, left):
        return
    for width in (1, 2):
        # at least two figures are the number that it ran into
        if len(digits) >= width + 2 and digits[-width] != "0":
            yield Mark(int(digits[-width:]), right - width, right, _RUN_IN + min(len(digits), 9) / 10)


def _surest(figures: Iterator[list[Mark]], last: int) -> list[Mark]:
    """The marks that count up through the text and are together the surest."""
    best: list[_Chain | None] = [None] * (last + 1)
    for marks in figures:
        # a figure is one mark at most: all are weighed before any is taken
        for chain in [_Chain.after(_best(best[: mark.number]), mark) for mark in marks]:
            known = best[chain.mark.number]
            if known is None or chain.sureness > known.sureness:
                best[chain.mark.number] = chain
    found: list[Mark] = []
    link = _best(best)
    while link:
        found.append(link.mark)
        link = link.before
    return found


def _best(chains: list["_Chain | None"]) -> "_Chain | None":
    return max(filter(None, chains), key=lambda each: each.sureness, default=None)


@dataclass(frozen=True)
class _Chain:
    """Marks that count up: the last of them, those before it, and how sure they are together."""

    mark: Mark
    before: "_Chain | None"
    sureness: float

    @classmethod
    def after(cls, before: "_Chain | None", mark: Mark) -> "_Chain":
        return cls(mark, before, mark.sureness + (before.sureness if before else 0.0))
