"""On what ground a surname is one person: what two documents must share beside it, and how near their days must be."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import NamedTuple

from pipeline.identity.naming import Naming
from pipeline.identity.occurrences import Occurrence
from pipeline.values.text import fold

# High Commissioner in London · Secretary of the Treasury: words that say of what an office is
_OF_WHAT = frozenset({"of", "for", "in", "to", "at"})
# Offices that one at a time holds in a state.
_OF_ONE = frozenset(
    {
        "president",
        "premier",
        "prime minister",
        "foreign minister",
        "foreign secretary",
        "chancellor",
        "governor general",
    }
)

# What occurrences share: a word for its kind, and what it is.
Key = tuple[str, ...]


class Ground(NamedTuple):
    """A ground on which occurrences of one surname are one person.

    Attributes:
        basis: A code of `REDIRECT_BASES`.
        keys: What an occurrence can share with another.
        meet: How many days may lie between one document and the next.
        of_few: Whether it holds only where few surnames share it: a seat from which everybody writes tells nobody
            apart, nor does an office to which everybody writes.
        words: What is shared, for people.
    """

    basis: str
    keys: Callable[[Occurrence, Naming], Iterable[Key]]
    meet: dt.timedelta
    of_few: bool
    words: str


def _posts(each: Occurrence, _: Naming) -> Iterator[Key]:
    for post in each.posts:
        yield (post,)


def _others(each: Occurrence, naming: Naming) -> Iterator[Key]:
    for other in each.others:
        yield (naming.family_or_id(other),)


def _persons(each: Occurrence, naming: Naming) -> Iterator[Key]:
    """Correspondents who are persons: a body has letters from whoever serves it."""
    for other in each.others:
        if naming.families(other):
            yield (naming.family_or_id(other),)


def _posts_and_others(each: Occurrence, naming: Naming) -> Iterator[Key]:
    for post, other in product(_posts(each, naming), _others(each, naming)):
        yield (*post, *other)


def _offices(each: Occurrence, _: Naming) -> Iterator[Key]:
    """An office that one at a time holds; another ("Ambassador", "First Secretary") only with the post."""
    for role in each.roles:
        office = fold(role).removeprefix("acting ")
        if office in _OF_ONE or not _OF_WHAT.isdisjoint(office.split()):
            yield (office,)
        else:
            for post in each.posts:
                yield (f"{office} at {post}",)


# The surest first. Measured on the Australian edition, with surnames planted that two bear (`benchmarks.actors`).
GROUNDS = (
    Ground("office_and_date", _offices, dt.timedelta(days=366), False, "{}"),
    Ground("post_and_date", _posts_and_others, dt.timedelta(days=92), False, "at {}, with {}"),
    Ground("post_and_date", _posts, dt.timedelta(days=183), True, "at {}"),
    Ground("correspondents_and_date", _persons, dt.timedelta(days=92), True, "with {}"),
)
