"""The total of copies decides how a list of recipients is to be read.

Two things in such a list are not stated: how many copies an unnumbered recipient got, and whether the
number of a joint entry is for its offices together or for each. The usual reading is one copy and together.
Every combination is summed; the one whose sum is the stated total is accepted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, NamedTuple

Check = Literal["agrees", "disagrees", "ambiguous", "no_total", "no_list"]


class Entry(NamedTuple):
    """An entry of the list: the copies it states (``None``: no number) and how many offices it names."""

    copies: int | None
    offices: int


class Way(NamedTuple):
    """A way to read a list: copies of an unnumbered entry, and whether each office of a joint entry gets the number."""

    unnumbered: int = 1
    each_office: bool = False


USUAL = Way()


@dataclass(frozen=True)
class Solution:
    """How list and total go together.

    Attributes:
        check: ``agrees`` when exactly one reading gives the total.
        listed: Sum of the list under the accepted reading, else under the usual one; ``None`` where nothing is
            listed, or entries are unnumbered and no total is there to decide.
        way: The accepted reading; ``None`` where none is.
    """

    check: Check
    listed: int | None
    way: Way | None


def solve(entries: Sequence[Entry], total: int | None) -> Solution:
    """Read a list of recipients in the light of the stated total.

    >>> solve([Entry(2, 1), Entry(None, 1), Entry(2, 2)], 5)
    Solution(check='agrees', listed=5, way=Way(unnumbered=1, each_office=False))
    >>> solve([Entry(2, 1), Entry(None, 1), Entry(2, 2)], 9).check
    'disagrees'
    """
    if not entries:
        return Solution("no_list", None, None)
    if total is None:
        decided = all(entry.copies is not None and entry.offices == 1 for entry in entries)
        return Solution("no_total", _sum(entries, USUAL) if decided else None, None)
    fitting = [way for way in _ways(entries) if _sum(entries, way) == total]
    if len(fitting) == 1:
        return Solution("agrees", total, fitting[0])
    return Solution("ambiguous" if fitting else "disagrees", _sum(entries, USUAL), None)


def _ways(entries: Sequence[Entry]) -> list[Way]:
    unnumbered = (1, 0) if any(entry.copies is None for entry in entries) else (1,)
    each_office = (False, True) if any(entry.offices > 1 for entry in entries) else (False,)
    return [Way(*choice) for choice in product(unnumbered, each_office)]


def _sum(entries: Sequence[Entry], way: Way) -> int:
    return sum(
        (way.unnumbered if entry.copies is None else entry.copies) * (entry.offices if way.each_office else 1)
        for entry in entries
    )
