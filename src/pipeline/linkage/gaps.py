"""Numbers that are missing from a series of which those before and after are held."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.linkage.held import Held, Shelf

# A series is trusted where so many of its numbers of a year are held, and so large a share of neighbours runs with its
# dates.
_FEWEST, _IN_ORDER = 4, 0.9
# Editions print selections: of numbers further apart, or longer, it is not told that some are missing between them.
_MOST_MISSING, _MOST_DAYS = 2, 31
_DAYS_OF_YEAR = 366
_Series = tuple[str, str, str, str]


class Gap(NamedTuple):
    """A number that no held document bears, between two that are held.

    ``series`` is folded. ``goes_to_one``: all of the series that is held goes to one post.
    """

    series: str
    number: str
    before: Held
    after: Held
    goes_to_one: bool


def gaps(shelf: Shelf) -> Iterator[Gap]:
    """Yield the missing numbers of all series, in their order."""
    runs: dict[_Series, dict[str, list[Held]]] = defaultdict(lambda: defaultdict(list))
    for held in shelf.documents.values():
        writer, reader = held.writer.label, held.reader.label
        if held.day is None or writer is None or reader is None:
            continue
        for series, number in held.numbers:
            if number.isdigit():
                runs[held.source_id, writer, series, _year(held.day)][reader].append(held)
    for key in sorted(runs):
        by_reader = runs[key]
        for reader in sorted(by_reader):
            yield from _of_run(key, by_reader[reader], shelf, goes_to_one=len(by_reader) == 1)


def _year(day: int) -> str:
    return f"{dt.date.fromordinal(day).year:04d}"


def _of_run(key: _Series, held: Sequence[Held], shelf: Shelf, *, goes_to_one: bool) -> Iterator[Gap]:
    """Yield the gaps of one series of a year between two posts."""
    series = key[2]
    run = sorted(
        (int(number), each.day or 0, each.document_id, each)
        for each in held
        for of, number in each.numbers
        if of == series and number.isdigit()
    )
    if len({number for number, *_ in run}) < _FEWEST:
        return
    steps = list(pairwise(run))
    if sum(one[1] <= other[1] for one, other in steps) < _IN_ORDER * len(steps):
        return
    for (low, day, _, before), (high, next_day, _, after) in steps:
        missing = range(low + 1, high)
        is_near = 0 < len(missing) <= _MOST_MISSING and 0 <= next_day - day <= _MOST_DAYS
        # one cable to several posts bears a number of each of their series
        if before is after or not is_near:
            continue
        for number in missing:
            if not _is_held(shelf, before, series, str(number)):
                yield Gap(series, str(number), before, after, goes_to_one)


def _is_held(shelf: Shelf, like: Held, series: str, number: str) -> bool:
    """Whether a number is held after all: it went to another addressee."""
    bearing = shelf.bearing(like.source_id, number, like.writer.keys, like.day)
    return any(
        (series, number) in each.numbers
        and abs((each.day or 0) - (like.day or 0)) <= _DAYS_OF_YEAR
        and each.writer.meets(like.writer) is not False
        for each in bearing
    )
