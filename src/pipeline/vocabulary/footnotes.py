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
_FIGURES = re.compile(r"\d+")
_CLOSE, _STOPS = frozenset("*_'\"’”»)]"), frozenset(".,;:!?)]'\"’”")
# How surely a figure is a mark: in brackets; close behind a word or a stop; behind a stop and a blank; behind a number
# and a blank; run into a number, the longer the number the surer.
_BRACKETED, _BESIDE, _APART, _AFTER_NUMBER, _RUN_IN = 8.0, 4.0, 3.0, 1.5, 1.0
# so many notes no document has: figures that count further are something else
_MOST_NOTES = 400


# 1 November: the day of a date
_DAY_OF_MONTH = re.compile(rf"[ ]{{1,3}}{MONTH}")


class _Mark(NamedTuple):
    number: int
    start: int
    end: int
    sureness: float


def unmarked(page: str) -> str:
    """Return the page with the marks of its notes blanked; every place stays."""
    page = _ENTITY.sub(lambda entity: "&" + " " * (len(entity[0]) - 1), page)
    page = _SUPERIOR.sub(lambda mark: " " * len(mark[0]), page)
    end, last = _notes(page)
    if not last:
        return page
    front = _FRONT.match(page)
    letters = list(page)
    for mark in _surest(_marks(page, front.end() if front else 0, end, last), last):
        letters[mark.start : mark.end] = " " * (mark.end - mark.start)
    return "".join(letters)


def _notes(page: str) -> tuple[int, int]:
    """Where the notes begin, and the number of the last: the last run of lines that count up from one."""
    start, last = len(page), 0
    for line in _NOTE.finditer(page):
        number = int(line[1])
        if number == 1:
            start, last = line.start(), 1
        elif number == last + 1:
            last = number
    return start, min(last, _MOST_NOTES)


def _marks(page: str, start: int, end: int, last: int) -> Iterator[list[_Mark]]:
    """For each figure before the notes, the marks that it can be."""
    for run in _FIGURES.finditer(page, start, end):
        left, right = run.span()
        before, after = page[left - 1 : left], page[right : right + 1]
        if before == "[" and after == "]":
            # 1[7] September: a figure that an editor supplied
            is_supplied = page[left - 2 : left - 1].isdigit()
            found = [_Mark(int(run[0][:4]), left - 1, right + 1, _RUN_IN if is_supplied else _BRACKETED)]
        elif after.isalnum() or (after in ".," and page[right + 1 : right + 2].isdigit()):
            continue
        else:
            found = list(_unbracketed(page, left, right))
        yield [mark for mark in found if 1 <= mark.number <= last]


def _unbracketed(page: str, left: int, right: int) -> Iterator[_Mark]:
    before, digits = page[left - 1 : left], page[left:right]
    if before.isalpha() or before in _CLOSE or before in _STOPS:
        yield _Mark(int(digits[:4]), left, right, _BESIDE)
    elif _DAY_OF_MONTH.match(page, right):
        return
    elif before == " " and left > 1:
        word, goes_on = page[left - 2], page[right : right + 2]
        if word in _STOPS and (not goes_on.strip() or goes_on.startswith("\n") or goes_on[1:].isupper()):
            yield _Mark(int(digits[:4]), left, right, _APART)
        elif word.isdigit() and not goes_on[:1].isalnum():
            yield _Mark(int(digits[:4]), left, right, _AFTER_NUMBER)
    if page.endswith(("Document ", "Documents "), 0, left):
        return
    for width in (1, 2):
        # at least two figures are the number that it ran into
        if len(digits) >= width + 2 and digits[-width] != "0":
            yield _Mark(int(digits[-width:]), right - width, right, _RUN_IN + min(len(digits), 9) / 10)


def _surest(figures: Iterator[list[_Mark]], last: int) -> list[_Mark]:
    """The marks that count up through the text and are together the surest."""
    best: list[_Chain | None] = [None] * (last + 1)
    for marks in figures:
        # a figure is one mark at most: all are weighed before any is taken
        for chain in [_Chain.after(_best(best[: mark.number]), mark) for mark in marks]:
            known = best[chain.mark.number]
            if known is None or chain.sureness > known.sureness:
                best[chain.mark.number] = chain
    found: list[_Mark] = []
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

    mark: _Mark
    before: "_Chain | None"
    sureness: float

    @classmethod
    def after(cls, before: "_Chain | None", mark: _Mark) -> "_Chain":
        return cls(mark, before, mark.sureness + (before.sureness if before else 0.0))
