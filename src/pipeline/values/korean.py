"""Korean names in Latin letters: McCune-Reischauer, Revised Romanization and the spellings of the press.

Letters are read as the two systems and the usual English spellings use them (G. M. McCune and E. O. Reischauer, "The
Romanization of the Korean Language", 1939; Ministry of Culture and Tourism, notice 2000-8). Where marks are left out a
vowel stands for several ("Song" for *song* and *sŏng*, "Sung" for *sŏng*, *sŭng* and *sung*): all are readings. Plain,
tense and aspirated consonants are one, as the press does not tell them apart.
"""

import re
import unicodedata
from functools import cache

from pipeline.values.family_names import family_names
from pipeline.values.syllables import Syllables, joined, read

# a given name has one syllable or two
_MOST = 2
_APOSTROPHES = re.compile("['’‘ʻʼ`´]")
_INITIALS = {
    "": "", "k": "k", "g": "k", "kk": "k", "t": "t", "d": "t", "tt": "t", "p": "p", "b": "p", "pp": "p",
    "ch": "ch", "j": "ch", "jj": "ch", "tch": "ch", "s": "s", "ss": "s", "sh": "s", "h": "h", "l": "r", "r": "r",
    "m": "m", "n": "n",
}  # fmt: skip
# vowels as written, to those of the Revised Romanization
_VOWELS = {
    "a": "a", "ah": "a", "ae": "ae", "ai": "ae", "ya": "ya", "ŏ": "eo", "eo": "eo", "uh": "eo", "o": "o eo", "oh": "o",
    "u": "u eo eu", "oo": "u", "ou": "u", "woo": "u", "ŭ": "eu", "eu": "eu", "y": "eu", "e": "e", "yŏ": "yeo", "yeo": "yeo",
    "you": "yeo", "yo": "yo yeo", "yu": "yu yeo", "yoo": "yu", "ye": "ye", "yae": "yae", "i": "i", "ee": "i", "yi": "i",
    "oe": "oe", "oi": "oe", "wa": "wa", "wae": "wae", "wŏ": "wo", "wo": "wo", "we": "we oe", "wi": "wi", "ŭi": "ui",
    "ui": "ui", "eui": "ui",
}  # fmt: skip
_FINALS = {
    "": "", "k": "k", "g": "k", "n": "n", "nn": "n", "t": "t", "d": "t", "l": "l", "r": "l", "m": "m", "p": "p", "b": "p",
    "ng": "ng", "s": "t",
}  # fmt: skip


def readings(family: str, given: tuple[str, ...] = ()) -> frozenset[str]:
    """Return what a Korean name in Latin letters can stand for, ``family given``; none where it is not Korean.

    >>> bool(readings("Pak", ("Seong-cheol",)) & readings("Park", ("Sung-chul",)))
    True
    >>> bool(readings("Kim", ("Il", "Sung")) & readings("Kim", ("Jong", "Il")))
    False
    """
    families = _families().get(_plain(family).replace("-", ""), frozenset())
    if not families or not given:
        return families
    name = _given(given)
    return frozenset(f"{family} {each}" for family in families for each in name)


def is_given_name(words: tuple[str, ...]) -> bool:
    """Whether words can be a Korean given name of one syllable or two.

    >>> is_given_name(("Il", "Sung")), is_given_name(("Seong-cheol",)), is_given_name(("Oswald",))
    (True, True, False)
    """
    return bool(_given(words))


def _given(words: tuple[str, ...]) -> frozenset[str]:
    parts = [part for word in words for part in _plain(word).split("-") if part]
    # one word of up to two syllables, or two of one each
    most = _MOST // max(len(parts), 1)
    return joined([read(part, _syllables(), most) for part in parts]) if parts and most else frozenset()


def _plain(word: str) -> str:
    """Lower-case letters; of the marks only the breve tells vowels apart."""
    word = _APOSTROPHES.sub("", unicodedata.normalize("NFC", word).casefold())
    return "".join(letter if letter in "ŏŭ" else unicodedata.normalize("NFD", letter)[0] for letter in word)


@cache
def _families() -> dict[str, frozenset[str]]:
    """Family names by their spellings; one spelling can stand for several."""
    found: dict[str, set[str]] = {}
    for family, row in family_names("ko").items():
        for spelling in row.spellings:
            for written in {_plain(spelling), _plain(spelling).replace("ŏ", "o")}:
                found.setdefault(written, set()).add(family)
    return {spelling: frozenset(families) for spelling, families in found.items()}


@cache
def _syllables() -> Syllables:
    return {
        start + vowel + end: frozenset(first + each + last for each in vowels.split())
        for start, first in _INITIALS.items()
        for vowel, vowels in _VOWELS.items()
        for end, last in _FINALS.items()
    }
