"""Which pairs of many are compared: those of one block, and of a large block those with its first members."""

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from pipeline.identity.likeness import slip_ratio

_Key = TypeVar("_Key", bound=Hashable)
_Member = TypeVar("_Member")

# Of a block each is compared with so many of its first members: 5,000 persons of one surname and initial are 100,000
# pairs and not 12 million.
MOST = 20
# words that differ by a slip stand near each other in the order of letters, read forwards or backwards
_NEAR = 5


def grouped(members: Iterable[tuple[_Key, _Member]]) -> dict[_Key, list[_Member]]:
    """Return the members of each block, in the order given."""
    blocks: dict[_Key, list[_Member]] = {}
    for key, member in members:
        blocks.setdefault(key, []).append(member)
    return blocks


def pairs(block: list[_Member]) -> Iterator[tuple[_Member, _Member]]:
    """Yield the pairs of a block that are compared; ``block`` has those first that matter most."""
    for place, member in enumerate(block):
        for first in block[: min(place, MOST)]:
            yield first, member


def left_out(size: int) -> int:
    """Return how many pairs of a block of that size `pairs` does not yield.

    >>> left_out(20), left_out(5_000)
    (0, 12397710)
    """
    compared = sum(range(min(size, MOST + 1))) + MOST * max(size - MOST - 1, 0)
    return size * (size - 1) // 2 - compared


def slips(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of words that can be one with a slip, among those that stand near each other.

    >>> list(slips(["evatt", "sjahrir", "sjharir"]))
    [('sjahrir', 'sjharir')]
    """
    distinct = set(words)
    seen: set[tuple[str, str]] = set()
    for order in (sorted(distinct), sorted(distinct, key=lambda word: word[::-1])):
        for place, word in enumerate(order):
            for near in order[place + 1 : place + 1 + _NEAR]:
                pair = (min(word, near), max(word, near))
                if pair not in seen and slip_ratio(*pair):
                    seen.add(pair)
                    yield pair
