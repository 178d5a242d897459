"""Whether two names of persons can be one's, by their letters alone."""

from itertools import product
from typing import Literal

from pipeline.values import titles
from pipeline.values.east_asia import is_east_asian
from pipeline.values.persons.name import PersonName

Agreement = Literal["same", "compatible", "different"]

_RANKS: dict[Agreement, int] = {"different": 0, "compatible": 1, "same": 2}


def compatible(one: PersonName, other: PersonName) -> Agreement:
    """Return how two names agree, by their letters alone.

    Returns:
        ``same``: the same letters, and a given name or an initial among them. ``compatible``: nothing contradicts,
        but something is missing, abbreviated, turned round or spelt in another system. ``different``: family names,
        given names, initials or titles contradict.

    >>> from pipeline.values.persons import person_name
    >>> bruce = person_name("S. M. Bruce")
    >>> compatible(bruce, person_name("Mr S M Bruce")), compatible(bruce, person_name("Stanley Melbourne Bruce"))
    ('same', 'compatible')
    >>> compatible(person_name("R. G. Casey"), person_name("R. M. Casey"))
    'different'
    """
    if titles_contradict(one, other):
        return "different"
    found = straight = _agreement(one, other)
    if straight != "same" and (len(one.ways) > 1 or len(other.ways) > 1):
        turned = max((_agreement(*pair) for pair in product(one.ways, other.ways)), key=_RANKS.__getitem__)
        # the same words turned round are the same only if the order is known
        found = "compatible" if turned == "same" else turned
    if found == "different" and one.fold_keys & other.fold_keys:
        return "compatible"
    return found


def titles_contradict(one: PersonName, other: PersonName) -> bool:
    """Whether the titles are of two persons: Mr and Mrs."""
    return bool(one.honorifics and other.honorifics) and titles.contradict(one.honorifics, other.honorifics)


def _agreement(one: PersonName, other: PersonName) -> Agreement:
    """How two names agree, each read in one way."""
    is_one_family = one.family_key == other.family_key
    if not is_one_family and not _is_less_particle(one, other) and one.sounds.isdisjoint(other.sounds):
        return "different"
    if not (one.given_key and other.given_key):
        return "compatible" if one.family_key else "different"
    if one.given_key == other.given_key:
        return "same" if is_one_family else "compatible"
    # no part of a Chinese or Korean given name is left out
    if min(map(len, one.given_parts + other.given_parts)) > 1 and any(
        is_east_asian(each.family, each.given) for each in (one, other)
    ):
        return "different"
    return "compatible" if all(map(_fits, one.given_parts, other.given_parts)) else "different"


def _is_less_particle(one: PersonName, other: PersonName) -> bool:
    """Whether one is the family name of the other without its particles."""
    return one.bare_key == other.bare_key and not (one.particles and other.particles)


def _fits(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])
