"""How alike two names of persons are, and why: what a person who decides should look at first.

A score is an order of candidates and no probability. Nothing is joined for it.
"""

from itertools import product
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.values.persons import PersonName, compatible, is_bare, titles_contradict
from pipeline.values.romanization import language
from pipeline.values.text import letters

# the score by what speaks for it; a bare surname says least
SAME_LETTERS = 1.0
SAME_INITIALS = 0.9
ROMANIZATION = 0.85
INITIALS = 0.8
ONE_INITIAL = 0.65
TURNED = 0.6
SURNAME_ONLY = 0.3
ROMANIZED_SURNAME = 0.25
# names that differ by a slip get this at most, and are alike from this ratio of letters on
SLIP = 0.6
ALIKE = 0.8
# in a shorter word one letter makes another name
_SHORTEST = 5
_SYLLABIC = {"Chinese", "Korean"}


class Likeness(NamedTuple):
    """How alike two names are, from 0 to 1, and what that rests on."""

    score: float
    reason: str


def likeness(one: PersonName, other: PersonName) -> Likeness:
    """Return how alike two names are; symmetrical.

    >>> from pipeline.values.persons import person_name
    >>> likeness(person_name("S. M. Bruce"), person_name("Stanley Melbourne Bruce"))
    Likeness(score=0.8, reason='2 initials agree')
    >>> likeness(person_name("Zhang"), person_name("Zhang Wentian")).score
    0.3
    """
    agreement = compatible(one, other)
    if agreement == "different":
        return Likeness(0.0, "titles contradict") if titles_contradict(one, other) else _slip(one, other)
    if agreement == "same":
        is_whole = any(len(letters(given)) > 1 for given in one.given)
        return (
            Likeness(SAME_LETTERS, "same letters") if is_whole else Likeness(SAME_INITIALS, "same surname and initials")
        )
    if is_bare(one) or is_bare(other):
        return _of_surnames(one, other)
    return _of_whole_names(one, other)


def _of_whole_names(one: PersonName, other: PersonName) -> Likeness:
    """Names that agree without being the same letters, each with a given name or an initial."""
    is_one_family = one.family_key == other.family_key
    if (not is_one_family or _is_whole(one, other)) and (shared := _languages(one.fold_keys & other.fold_keys)):
        return Likeness(ROMANIZATION, f"one {shared[0]} name in two spellings")
    if not is_one_family and one.family_keys & other.family_keys:
        is_particle = one.bare_key == other.bare_key
        return Likeness(TURNED, "a particle is left out" if is_particle else "same words in another order")
    count = min(len(one.initials), len(other.initials))
    several = Likeness(INITIALS, f"{count} initials agree")
    agreeing = several if count > 1 else Likeness(ONE_INITIAL, "one initial agrees")
    if is_one_family:
        return agreeing
    return Likeness(TURNED, f"one surname in two spellings, {agreeing.reason}")


def _of_surnames(one: PersonName, other: PersonName) -> Likeness:
    """Names of which one is a surname alone."""
    if one.family_keys & other.family_keys:
        return Likeness(SURNAME_ONLY, "surname only")
    shared = _languages(one.sounds & other.sounds)
    return Likeness(ROMANIZED_SURNAME, f"surname only, of {shared[0]} in two spellings" if shared else "surname only")


def _languages(shared: frozenset[str]) -> list[str]:
    return sorted({language(each) for each in shared})


def _is_whole(one: PersonName, other: PersonName) -> bool:
    """Whether no given name of either is an initial."""
    return all(len(letters(each)) > 1 for each in (*one.given, *other.given))


def _slip(one: PersonName, other: PersonName) -> Likeness:
    """Names that differ in few letters of a long word, where nothing else contradicts."""
    found = max((_slip_of(left, right) for left, right in product(one.ways, other.ways)), default=0.0)
    return Likeness(round(SLIP * found, 2), "spelt nearly alike") if found else Likeness(0.0, "the names contradict")


def _slip_of(one: PersonName, other: PersonName) -> float:
    """How alike two names are, each read in one way; of surnames alone half as much."""
    shared = min(len(one.initials), len(other.initials))
    if one.initials[:shared] != other.initials[:shared] or bool(one.initials) != bool(other.initials):
        return 0.0
    families = slip_ratio(one.family_key, other.family_key)
    found = families * min(_ratios(one, other)) if shared else families / 2
    return 0.0 if found and _is_spelt_otherwise(one, other) else found


def _is_spelt_otherwise(one: PersonName, other: PersonName) -> bool:
    """Whether both are names of one language of East Asia, where another syllable is another name."""
    left, right = ({language(each) for each in name.fold_keys} & _SYLLABIC for name in (one, other))
    return bool(left & right)


def _ratios(one: PersonName, other: PersonName) -> list[float]:
    """How alike the given names are one by one; an initial is like a name that begins with it."""
    pairs = zip(map(letters, one.given), map(letters, other.given), strict=False)
    return [
        1.0 if 1 in (len(left), len(right)) and left[0] == right[0] else slip_ratio(left, right)
        for left, right in pairs
    ]


def slip_ratio(one: str, other: str) -> float:
    """Return how many letters of two words are one; 0 for too few of them, and for short words that differ.

    >>> round(slip_ratio("sjahrir", "sjharir"), 2), slip_ratio("east", "west")
    (0.86, 0.0)
    """
    if one == other:
        return 1.0
    if min(len(one), len(other)) < _SHORTEST:
        return 0.0
    ratio = DamerauLevenshtein.normalized_similarity(one, other)
    return ratio if ratio >= ALIKE else 0.0
