"""Spellings of one name in several systems of romanization.

A name in Latin letters has a set of readings, one for each way in which it can be meant. Two names with a reading in
common may be one: that makes a candidate, and nothing more. Spellings that differ only in case, blanks, hyphens,
apostrophes and accents are the same letters.
"""

from functools import lru_cache

from pipeline.values import chinese, indonesian, korean, russian

_LANGUAGES = {
    "Chinese": chinese.readings,
    "Korean": korean.readings,
    "Russian": russian.readings,
    "Indonesian": indonesian.readings,
}


# a longer name has no reading
_LONGEST = 200


def readings(family: str, given: tuple[str, ...] = ()) -> frozenset[str]:
    """Return what a name can stand for, each reading with its language.

    >>> sorted(readings("Qiao", ("Guanhua",)))
    ['Chinese qiao guanhua', 'Indonesian qiao guanhua']
    """
    return _readings(family, given) if len(family) + sum(map(len, given)) <= _LONGEST else frozenset()


@lru_cache(maxsize=65_536)
def _readings(family: str, given: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"{language} {each}" for language, read in _LANGUAGES.items() for each in read(family, given))


def language(reading: str) -> str:
    """Return the language of a reading."""
    return reading.partition(" ")[0]
