"""Actors that may be one and that nothing proves to be: what a person should decide, by what a decision settles.

Nothing is joined here. The cost grows nearly as the number of actors: names are compared in blocks, and of a large
block each member with the first ones only (`blocks.MOST`); the pairs left out are counted.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.identity import bodies_alike, persons_alike
from pipeline.identity.known import Candidate, Known, Pairs

_BODIES = frozenset({"corporate_body", "position", "group", "place_as_post"})


class Candidates(NamedTuple):
    """Pairs of actors, those first whose decision settles most documents, and how many pairs were not compared."""

    pairs: list[Candidate]
    left_out: int


def candidates(people: Sequence[Known]) -> Candidates:
    """Return the pairs of actors that may be one.

    A surname alone is proposed with a whole name only where it is the one of that surname at its dates, or where both
    are at one post; otherwise with the surname that most documents name. Two actors of which one is in `cannot` of the
    other are never proposed.

    Returns:
        The pairs, and how many pairs of large blocks were not compared (a pair in two blocks counts twice).
    """
    proposed = Pairs()
    persons_alike.propose((each for each in people if each.actor_type == "person"), proposed)
    bodies_alike.propose((each for each in people if each.actor_type in _BODIES), proposed)
    return Candidates(proposed.ordered(), proposed.left_out)
