"""Names of East Asia, where the family name stands first: which words can be one."""

from functools import cache, lru_cache

from pipeline.values import chinese, korean, vietnamese
from pipeline.values.family_names import family_names
from pipeline.values.text import letters


@lru_cache(maxsize=65_536)
def is_east_asian(family: str, given: tuple[str, ...]) -> bool:
    """Whether words are a family name and given names of one language of East Asia.

    A family name that English has as a given name says nothing beside one other word: "Kim Martin".

    >>> is_east_asian("Zhou", ("Enlai",)), is_east_asian("Kim", ("Il", "Sung")), is_east_asian("Kim", ("Martin",))
    (True, True, False)
    """
    if vietnamese.is_name(family, given):
        return True
    is_english = len(given) == 1 and "-" not in given[0] and letters(family) in _also_given()
    return not is_english and (
        (bool(korean.readings(family)) and korean.is_given_name(given))
        or (bool(chinese.readings(family)) and chinese.is_given_name(given))
    )


@lru_cache(maxsize=8_192)
def is_family(word: str) -> bool:
    """Whether a word is a Chinese or Korean family name."""
    return bool(chinese.readings(word) or korean.readings(word))


@cache
def _also_given() -> frozenset[str]:
    """Family names of East Asia that English has as given names: Lee, Kim."""
    return frozenset(
        spelling for language in ("zh", "ko") for row in family_names(language).values() for spelling in row.given
    )
