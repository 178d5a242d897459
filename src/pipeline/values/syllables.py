"""Words written without marks between their syllables, as a table of syllables reads them."""

from collections.abc import Mapping

# no more letters are read as one word, and no more readings of it are kept: the first in the order of letters
LONGEST = 24
LONGEST_SYLLABLE = 8
MOST_READINGS = 64

# a spelling of a syllable, to what it can stand for
Syllables = Mapping[str, frozenset[str]]


def read(word: str, syllables: Syllables, most: int) -> frozenset[str]:
    """Return the readings of a word that is a run of at most ``most`` syllables; none where it is not.

    >>> sorted(read("laoshi", {"lao": frozenset({"lao"}), "shi": frozenset({"shi", "xi"})}, 2))
    ['laoshi', 'laoxi']
    >>> read("laoshi", {"lao": frozenset({"lao"})}, 2)
    frozenset()
    """
    if not word or len(word) > LONGEST:
        return frozenset()
    # for each number of syllables the readings of the word up to each place
    upto: dict[int, frozenset[str]] = {0: frozenset({""})}
    found: frozenset[str] = frozenset()
    for _ in range(most):
        longer: dict[int, set[str]] = {}
        for start, before in upto.items():
            for end in range(start + 1, min(start + LONGEST_SYLLABLE, len(word)) + 1):
                for reading in syllables.get(word[start:end], ()):
                    longer.setdefault(end, set()).update(each + reading for each in before)
        upto = {end: bounded(readings) for end, readings in longer.items()}
        found |= upto.get(len(word), frozenset())
    return bounded(found)


def bounded(readings: set[str] | frozenset[str]) -> frozenset[str]:
    """Return the readings, or of too many the first in the order of letters."""
    return frozenset(readings if len(readings) <= MOST_READINGS else sorted(readings)[:MOST_READINGS])


def joined(words: list[frozenset[str]]) -> frozenset[str]:
    """Return the readings of words one after the other; none where one of them has none."""
    whole = frozenset({""})
    for readings in words:
        whole = bounded({before + each for before in whole for each in readings})
    return whole
