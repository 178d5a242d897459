"""Names of persons: the parts of one as it is written, and whether two contradict each other.

Nothing here knows of dates or posts: two names that do not contradict each other are not for that of one person.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from itertools import product
from typing import Literal

from pipeline.values import chinese, korean, titles, vietnamese
from pipeline.values.family_names import family_names
from pipeline.values.names import is_second_romanization
from pipeline.values.romanization import readings
from pipeline.values.text import letters

Order = Literal["given_first", "family_first", "family_only", "unknown"]
Agreement = Literal["same", "compatible", "different"]

# a name with more letters is kept whole
_LONGEST = 200
_BRACKETS = re.compile(r"[\[\]]")
_SECOND = re.compile(r"([^\[\]]+)[ ]\[([^\[\]]+)\]")
# S. · S · S.M. · J.-P.
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,5}|[^\W\d_]")
# LI · PARK · O'NEILL
_CAPITALS = re.compile(r"(?:[^\W\d_]['’-]?){2,40}")
# Kai-shek · Yat-sen: only names of East Asia are written so
_HYPHENATED = re.compile(r"[A-Z][a-zü'’ʻ]{0,6}-[a-zü'’ʻ]{1,7}")
_VOWEL = re.compile("[AEIOUYÄÖÜ]", re.IGNORECASE)
# S H T Y K O V: as many letters apart are no initials
_SPACED = 4
_PARTICLES = frozenset({
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "les", "ten",
    "ter", "te", "zu", "zur", "af", "al", "el", "bin", "ibn", "ben", "y", "st", "d",
})  # fmt: skip
# with a capital these begin a family name: Van Mook, De Gaulle; "Ben", "Al" and "La" are also given names
_CAPITAL_PARTICLES = frozenset({
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "le", "ten", "ter",
})  # fmt: skip
_RANKS: dict[Agreement, int] = {"different": 0, "compatible": 1, "same": 2}


@dataclass(frozen=True)
class PersonName:
    """The name of a person as it is written.

    Attributes:
        honorifics: Titles before and behind it.
        given: Given names in order, as written; one letter for one of which only the initial is written.
        initials: The first letter of each, upper-case.
        particles: Words before the family name that belong to it: "van", "de".
        family: The family name, as written.
        order: Which part stands first. ``unknown``: nothing shows it; the parts are those of `given_first`, and
            `turned` gives the others. ``family_only``: there is no given name.
    """

    honorifics: tuple[str, ...]
    given: tuple[str, ...]
    initials: tuple[str, ...]
    particles: tuple[str, ...]
    family: str
    order: Order

    @cached_property
    def family_key(self) -> str:
        """The letters of the family name with its particles, folded."""
        return letters(" ".join((*self.particles, self.family)))

    @cached_property
    def sounds(self) -> frozenset[str]:
        """What the family name can stand for in the systems of romanization."""
        return readings(" ".join((*self.particles, self.family)))

    @cached_property
    def bare_key(self) -> str:
        """The letters of the family name without its particles."""
        return letters(self.family)

    @cached_property
    def given_key(self) -> str:
        """The letters of the given names, folded."""
        return "".join(map(letters, self.given))

    @cached_property
    def given_parts(self) -> tuple[str, ...]:
        """The letters of the given names one by one, of those with a hyphen part by part."""
        return tuple(part for each in self.given for part in map(letters, each.split("-")) if part)

    @cached_property
    def family_keys(self) -> frozenset[str]:
        """The keys under which the name can be looked for: of each reading, with particles and without."""
        return frozenset(key for each in self.ways for key in (each.family_key, each.bare_key) if key)

    @cached_property
    def fold_keys(self) -> frozenset[str]:
        """What the name can stand for in the systems of romanization (see `pipeline.values.romanization`)."""
        return frozenset().union(
            *(readings(" ".join((*each.particles, each.family)), each.given) for each in self.ways)
        )

    @cached_property
    def ways(self) -> tuple["PersonName", ...]:
        """The ways to read the name: one where the order is known, else both."""
        return (self, _turned(self)) if self.order == "unknown" else (self,)


@lru_cache(maxsize=65_536)
def person_name(text: str) -> PersonName:
    """Read the name of a person; any text gives one, what is not understood is a family name.

    >>> name = person_name("Lt Col W. R. Hodgson")
    >>> name.honorifics, name.given, name.family, name.order
    (('Lt', 'Col'), ('W', 'R'), 'Hodgson', 'given_first')
    >>> person_name("PARK Chung Hee").family, person_name("Zhou [Enlai]").family, person_name("Van Mook").particles
    ('PARK', 'Zhou', ('Van',))
    >>> person_name("Ali Murtopo").order
    'unknown'
    """
    words = _words(text)
    if len(text) > _LONGEST or not words:
        return _name((), " ".join(text.split()), "family_only")
    before, after, is_turned = _parted(words)
    if not before:
        return _name((), " ".join(text.split()), "family_only")
    if is_turned:
        front = titles.before([*after, before[-1]])
        return _name(after[front:], " ".join(before), "family_first", honorifics=after[:front])
    front, back = titles.before(before), titles.behind(before)
    back = min(back, len(before) - front - 1)
    honorifics = [*before[:front], *before[len(before) - back :], *after]
    return _ordered(before[front : len(before) - back], honorifics)


def compatible(one: PersonName, other: PersonName) -> Agreement:
    """Return how two names agree, by their letters alone.

    Returns:
        ``same``: the same letters, and a given name or an initial among them. ``compatible``: nothing contradicts,
        but something is missing, abbreviated, turned round or spelt in another system. ``different``: family names,
        given names, initials or titles contradict.

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


def is_bare(name: PersonName) -> bool:
    """Whether only a family name is written."""
    return not name.given


def _words(text: str) -> list[str]:
    """The words of a name: brackets are read through, but for those that spell the whole name again."""
    second = _SECOND.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if second and is_second_romanization(second[1], second[2]):
        text = second[1]
    words = _BRACKETS.sub("", text).split()
    is_spaced = len(words) >= _SPACED and all(len(word) == 1 for word in words)
    return ["".join(words)] if is_spaced else [word for word in words if letters(word) or word == ","]


def _parted(words: list[str]) -> tuple[list[str], list[str], bool]:
    """The words before a comma and those behind it, and whether those are the given names."""
    comma = next((place for place, word in enumerate(words) if word.endswith(",")), len(words))
    before = [word.rstrip(",") for word in words[: comma + 1] if word != ","]
    after = [word.rstrip(",") for word in words[comma + 1 :] if word != ","]
    is_turned = bool(before) and bool(after) and titles.behind(["", *after]) < len(after)
    return before, after, is_turned


def _ordered(words: list[str], honorifics: list[str]) -> PersonName:
    """The name whose parts stand in the order that the words show."""
    if len(words) == 1:
        return _name([], words[0], "family_only", honorifics=honorifics)
    place = _capital(words)
    if place == 0 and not _is_initial(words[-1]):
        return _name(words[1:], words[0], "family_first", honorifics=honorifics)
    if _is_initial(words[-1]) and not _is_initial(words[0]):
        cut = next(place for place, word in enumerate(words) if _is_initial(word))
        return _name(words[cut:], " ".join(words[:cut]), "family_first", honorifics=honorifics)
    if place is None and (east_asian := _east_asian(words, honorifics)):
        return east_asian
    cut = len(words) - 1
    while cut > 0 and _is_particle(words[cut - 1], first=cut == 1):
        cut -= 1
    particles, given, family = words[cut:-1], words[:cut], words[-1]
    if not given:
        return _name([], family, "family_only", honorifics=honorifics, particles=particles)
    shown = particles or place is not None or any(_is_initial(word) for word in given) or _is_knight(honorifics)
    return _name(given, family, "given_first" if shown else "unknown", honorifics=honorifics, particles=particles)


def _capital(words: list[str]) -> int | None:
    """The place of the one word in capitals among others that are not: the family name."""
    found = [place for place, word in enumerate(words) if _is_capital(word)]
    others = [word for word in words if not _is_capital(word) and not _is_initial(word)]
    first, last = words[0], words[-1]
    if len(found) != 1 or not (others or (found == [len(words) - 1] and _is_initial(first))):
        return None
    return found[0] if words[found[0]] in (first, last) else None


def _is_capital(word: str) -> bool:
    """Whether a word is in capitals; JR and SM are initials."""
    return bool(_CAPITALS.fullmatch(word)) and word == word.upper() != word.lower() and bool(_VOWEL.search(word))


def _east_asian(words: list[str], honorifics: list[str]) -> PersonName | None:
    """The name, where a family name of East Asia stands first or last, and the others are given names there."""
    first, given = words[0], tuple(words[1:])
    last, before = words[-1], tuple(words[:-1])
    is_first, is_last = _is_east_asian(first, given), _is_east_asian(last, before)
    if is_first and is_last and len(words) == len(("Li", "Peng")):
        # read as other names of unknown order are; `ways` gives both
        return _name(before, last, "unknown", honorifics=honorifics)
    if is_first or (len(words) == len(("Sun", "Yat-sen")) and _HYPHENATED.fullmatch(last) and _is_family(first)):
        return _name(given, first, "family_first", honorifics=honorifics)
    return _name(before, last, "given_first", honorifics=honorifics) if is_last else None


@lru_cache(maxsize=8_192)
def _is_family(word: str) -> bool:
    return bool(chinese.readings(word) or korean.readings(word))


@lru_cache(maxsize=65_536)
def _is_east_asian(family: str, given: tuple[str, ...]) -> bool:
    """Whether words are a family name and given names of one language of East Asia."""
    if vietnamese.is_name(family, given):
        return True
    is_english = len(given) == 1 and "-" not in given[0] and letters(family) in _also_given()
    return not is_english and (
        (bool(korean.readings(family)) and korean.is_given_name(given))
        or (bool(chinese.readings(family)) and chinese.is_given_name(given))
    )


@cache
def _also_given() -> frozenset[str]:
    """Family names of East Asia that English has as given names: Lee, Kim."""
    return frozenset(
        spelling for language in ("zh", "ko") for row in family_names(language).values() for spelling in row.given
    )


def _is_initial(word: str) -> bool:
    is_cluster = 1 < len(word) < _SPACED and word.isalpha() and word.isupper() and not _VOWEL.search(word)
    return bool(_INITIALS.fullmatch(word)) or is_cluster


def _is_particle(word: str, *, first: bool) -> bool:
    """Whether a word belongs to the family name behind it; with a capital only where it begins the name."""
    folded = letters(word)
    return folded in _PARTICLES if word.islower() else folded in _CAPITAL_PARTICLES and (first or word != word.upper())


def _is_knight(honorifics: list[str]) -> bool:
    """Whether a title stands before the given name: Sir Earle Page."""
    return any(letters(word) in {"sir", "dame"} for word in honorifics)


def _name(
    given: tuple[str, ...] | list[str],
    family: str,
    order: Order,
    *,
    honorifics: tuple[str, ...] | list[str] = (),
    particles: tuple[str, ...] | list[str] = (),
) -> PersonName:
    names = tuple(each for word in given for each in _spelt(word) if letters(each))
    initials = tuple(letters(each)[0].upper() for each in names)
    return PersonName(tuple(honorifics), names, initials, tuple(particles), family, order)


def _spelt(word: str) -> tuple[str, ...]:
    """The given names of a word: initials that are written together are several."""
    return tuple(letter for letter in word if letter.isalpha()) if _is_initial(word) else (word,)


def _turned(name: PersonName) -> PersonName:
    """The other reading of a name: its last word is given, its first the family's."""
    words = (*name.given, *name.particles, name.family)
    return replace(_name(words[1:], words[0], "family_first"), honorifics=name.honorifics)


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
        _is_east_asian(each.family, each.given) for each in (one, other)
    ):
        return "different"
    return "compatible" if all(map(_fits, one.given_parts, other.given_parts)) else "different"


def _is_less_particle(one: PersonName, other: PersonName) -> bool:
    """Whether one is the family name of the other without its particles."""
    return one.bare_key == other.bare_key and not (one.particles and other.particles)


def _fits(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])
