"""Chinese names in Latin letters: Pinyin and Wade-Giles as readings of one name.

The table of syllables follows H. A. Giles, "A Chinese-English Dictionary" (1912), and the Scheme for the Chinese
Phonetic Alphabet (1958; ISO 7098). Where Wade-Giles is printed without its apostrophes and diaereses, as newspapers
and telegrams do, a spelling stands for several syllables: all are readings. Forms in a dialect (Chiang Kai-shek, Sun
Yat-sen) are no spellings of the name in Mandarin: they have no reading.
"""

import re
import unicodedata
from functools import cache, lru_cache, partial

from pipeline.values.beside import rows
from pipeline.values.family_names import family_names
from pipeline.values.syllables import Syllables, joined, read

TABLE = "chinese_syllables.csv"
# a family name has one syllable or two (Ouyang), a given name too
_MOST = 2
_APOSTROPHES = re.compile("[’‘ʻʼ`´]")


def readings(family: str, given: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the Pinyin that a name in Latin letters can stand for, ``family given``; none where it is not Chinese.

    >>> readings("Ch'iao", ("Kuan-hua",)) == readings("Qiao", ("Guanhua",))
    True
    >>> sorted(readings("Zhou", ("Enlai",)) & readings("Chou", ("En-lai",)))
    ['zhou enlai']
    >>> readings("Chiang", ("Kai-shek",))
    frozenset()
    """
    words = [_plain(each) for each in (family, *given)]
    has_apostrophes = any("'" in each for each in words)
    found: frozenset[str] = frozenset()
    for read_as in (_pinyin, partial(_wade_giles, has_apostrophes=has_apostrophes)):
        families = read_as(words[0]) & _families()
        names = joined([read_as(each) for each in words[1:]]) if families else frozenset()
        found |= {f"{family} {name}".rstrip() for family in families for name in names}
    return found


def is_given_name(words: tuple[str, ...]) -> bool:
    """Whether words can be a Chinese given name of one syllable or two, in Pinyin or in Wade-Giles.

    >>> is_given_name(("Enlai",)), is_given_name(("Tse-tung",)), is_given_name(("Stanley",))
    (True, True, False)
    """
    if len(words) > _MOST:
        return False
    each = [_plain(word) for word in words]
    has_apostrophes = any("'" in word for word in each)
    return all(_pinyin(word) for word in each) or all(
        _wade_giles(word, has_apostrophes=has_apostrophes) for word in each
    )


@cache
def _families() -> frozenset[str]:
    return frozenset(_unmarked(each) for each in family_names("zh"))


@lru_cache(maxsize=16_384)
def _pinyin(word: str) -> frozenset[str]:
    """The word as Pinyin, where a hyphen or an apostrophe only parts syllables."""
    parts = [part for part in re.split("[-']", _unmarked(word)) if part]
    return _run(parts, _pinyin_syllables())


@lru_cache(maxsize=16_384)
def _wade_giles(word: str, *, has_apostrophes: bool) -> frozenset[str]:
    """The word as Wade-Giles; without an apostrophe in the whole name each of its syllables can have lost one."""
    parts = [part for part in _unmarked(word).split("-") if part]
    return _run(parts, _wade_giles_syllables(has_apostrophes))


def _run(parts: list[str], syllables: Syllables) -> frozenset[str]:
    """One word of up to two syllables, or two of one each."""
    most = _MOST // max(len(parts), 1)
    return joined([read(part, syllables, most) for part in parts]) if parts and most else frozenset()


def _plain(word: str) -> str:
    """Lower-case letters without marks of tone; a diaeresis stays."""
    word = _APOSTROPHES.sub("'", unicodedata.normalize("NFC", word).casefold())
    kept = [letter if letter == "ü" else unicodedata.normalize("NFD", letter)[0] for letter in word]
    return "".join(kept)


def _unmarked(word: str) -> str:
    return word.replace("ü", "u")


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Syllables in Pinyin, each with its spellings in Wade-Giles."""
    return tuple((row["pinyin"], tuple(row["wade_giles"].split())) for row in rows(TABLE))


@cache
def _pinyin_syllables() -> Syllables:
    return {_unmarked(pinyin): frozenset({_unmarked(pinyin)}) for pinyin, _ in _rows()}


@cache
def _wade_giles_syllables(has_apostrophes: bool) -> Syllables:
    syllables: dict[str, set[str]] = {}
    for pinyin, spellings in _rows():
        for spelling in spellings:
            written = _unmarked(spelling)
            syllables.setdefault(written if has_apostrophes else written.replace("'", ""), set()).add(_unmarked(pinyin))
    return {spelling: frozenset(readings) for spelling, readings in syllables.items()}
