"""Names of persons as they are written, in parts."""

import re
from functools import lru_cache

from pipeline.values import titles
from pipeline.values.east_asia import is_east_asian, is_family
from pipeline.values.names import is_second_romanization
from pipeline.values.persons.name import Order, PersonName
from pipeline.values.text import letters

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
    return _read(text) if len(text) <= _LONGEST else _unread(text)


@lru_cache(maxsize=65_536)
def _read(text: str) -> PersonName:
    words = _words(text)
    before, after, is_turned = _parted(words)
    if not before:
        return _unread(text)
    if is_turned:
        front = titles.before([*after, before[-1]])
        return _name(after[front:], " ".join(before), "family_first", honorifics=after[:front])
    front, back = titles.before(before), titles.behind(before)
    back = min(back, len(before) - front - 1)
    honorifics = [*before[:front], *before[len(before) - back :], *after]
    return _ordered(before[front : len(before) - back], honorifics)


def _unread(text: str) -> PersonName:
    return _name((), " ".join(text.split()), "family_only")


def _words(text: str) -> list[str]:
    """The words of a name: brackets are read through, but for those that spell the whole name again."""
    second = _SECOND.fullmatch(text.strip())
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
    is_first, is_last = is_east_asian(first, given), is_east_asian(last, before)
    if is_first and is_last and len(words) == len(("Li", "Peng")):
        # read as other names of unknown order are; `ways` gives both
        return _name(before, last, "unknown", honorifics=honorifics)
    if is_first or (len(words) == len(("Sun", "Yat-sen")) and _HYPHENATED.fullmatch(last) and is_family(first)):
        return _name(given, first, "family_first", honorifics=honorifics)
    return _name(before, last, "given_first", honorifics=honorifics) if is_last else None


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
