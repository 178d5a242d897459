"""Words one of which every match of a pattern begins with: trying it only there is many times faster than a search.

`re` tries a pattern at every letter of a text; where words stand, `str.find` sees in a hundredth of the time.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

# More words than this, a choice of more letters, or what repeats more often, cost more than they save.
_MOST, _MOST_LETTERS, _MOST_TIMES = 60, 6, 3
_SHORTEST, _LONGEST = 2, 12
# What stands between two letters and is none, and what does not tell where it ends.
_NOTHING, _ANYTHING = frozenset({("", True)}), frozenset({("", False)})

# The beginnings of what a part of a pattern matches, in lower case, each with whether it is all that the part matches.
_Beginnings = frozenset[tuple[str, bool]]


class Starts(NamedTuple):
    """Words, in lower case, one of which every match begins with.

    Where a match begins ``of_lines``, at the start of a line, they are the letters that stand first in it, blanks
    apart.
    """

    words: tuple[str, ...]
    of_lines: bool


class Lower:
    """A text in lower case, and where in it matches can begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: dict[Starts, list[int]] = {}

    def places(self, starts: Starts) -> list[int]:
        """Return where a match can begin, in order."""
        found = self._places.get(starts)
        if found is None:
            found = self._places[starts] = sorted(self._lines(starts) if starts.of_lines else self._words(starts))
        return found

    def _words(self, starts: Starts) -> set[int]:
        find, found = self.text.find, set()
        for word in starts.words:
            place = find(word)
            while place >= 0:
                found.add(place)
                place = find(word, place + 1)
        return found

    def _lines(self, starts: Starts) -> Iterator[int]:
        for letter in starts.words:
            yield from self._by_letter.get(letter, ())

    @cached_property
    def _by_letter(self) -> dict[str, list[int]]:
        """Where the lines begin, by the first letter of each that is no blank; of an empty one that is its end."""
        found: dict[str, list[int]] = {}
        place = 0
        for line in self.text.split("\n"):
            found.setdefault(line.lstrip(" ")[:1] or "\n", []).append(place)
            place += len(line) + 1
        return found


def starts(pattern: re.Pattern[str]) -> Starts | None:
    r"""Return the words that the matches of a pattern begin with; ``None`` where they are not known.

    >>> starts(re.compile(r"\b(?:[Mm]y|[Oo]ur)[ ](?i:cable|telegram)s?\d+")).words
    ('my cable', 'my telegram', 'our cable', 'our telegram')
    >>> starts(re.compile(r"^[ ]*(?:To|From)[ ]\w+", re.MULTILINE))
    Starts(words=('f', 't'), of_lines=True)
    >>> starts(re.compile(r"\d+[ ]copies"))
    """
    tree = list(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    if _is_of_lines(tree):
        letters = {word.lstrip(" ")[:1] for word, _ in _sequence(each for each in tree if not _is_blank(*each))}
        return None if "" in letters else Starts(tuple(sorted(letters)), True)
    words = {word for word, _ in _sequence(tree)}
    least = sorted(each for each in words if not any(each != other and each.startswith(other) for other in words))
    # a single letter stands too often; the end of a line `re` finds as fast
    if any(len(each.strip()) < _SHORTEST for each in least):
        return None
    return Starts(tuple(least), False)


def _is_blank(kind: Any, value: Any) -> bool:
    """Whether an item matches blanks and nothing else."""
    if kind in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        return all(_is_blank(*each) for each in value[2])
    return kind is op.LITERAL and chr(value) == " "


def _is_of_lines(items: Iterable[tuple[Any, Any]]) -> bool:
    """Whether a sequence matches only where a line begins."""
    for kind, value in items:
        if kind is op.AT:
            return value is op.AT_BEGINNING
        if kind is op.SUBPATTERN:
            return _is_of_lines(value[-1])
        if kind not in {op.ASSERT, op.ASSERT_NOT}:
            return False
    return False


def _sequence(items: Iterable[tuple[Any, Any]]) -> _Beginnings:
    found = _NOTHING
    for kind, value in items:
        if not any(is_all for _, is_all in found):
            break
        found = _followed(found, _item(kind, value))
    return found


def _followed(found: _Beginnings, by: _Beginnings) -> _Beginnings:
    """What is found, each that is all of it with what may follow; where that is too much, only those that need it."""
    for enough in (_LONGEST, 1):
        open_ones = {word for word, is_all in found if is_all and len(word) < enough}
        longer = {(word + more, is_all) for word in open_ones for more, is_all in by}
        whole = longer | {(word, False) for word, is_all in found if word not in open_ones or not is_all}
        if len(whole) <= _MOST:
            return frozenset(whole)
    return frozenset((word, False) for word, _ in found)


def _item(kind: Any, value: Any) -> _Beginnings:
    if kind in {op.LITERAL, op.IN}:
        return _letters(kind, value)
    if kind in {op.AT, op.ASSERT, op.ASSERT_NOT}:
        return _NOTHING
    if kind in {op.SUBPATTERN, op.ATOMIC_GROUP}:
        return _sequence(value[-1] if kind is op.SUBPATTERN else value)
    if kind is op.BRANCH:
        union: _Beginnings = frozenset().union(*map(_sequence, value[1]))
        return union if len(union) <= _MOST else _ANYTHING
    if kind in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        return _repeated(*value)
    return _ANYTHING


def _repeated(least: int, most: int, items: Iterable[tuple[Any, Any]]) -> _Beginnings:
    once, so_far, found = _sequence(items), _NOTHING, set[tuple[str, bool]]()
    for times in range(min(most, _MOST_TIMES) + 1):
        if times >= least:
            found |= so_far
        so_far = _followed(so_far, once)
    return frozenset(found if most <= _MOST_TIMES else found | {(word, False) for word, _ in so_far})


def _letters(kind: Any, value: Any) -> _Beginnings:
    """The letters of ASCII that an item matches; of others nothing is said, as some are two in lower case."""
    codes = [value] if kind is op.LITERAL else []
    for of, each in value if kind is op.IN else ():
        if of is op.LITERAL:
            codes.append(each)
        elif of is op.RANGE:
            codes += range(each[0], each[1] + 1)
        else:
            return _ANYTHING
    letters = {chr(code).lower() for code in codes}
    if len(letters) > _MOST_LETTERS or not all(letter.isascii() for letter in letters):
        return _ANYTHING
    return frozenset((letter, True) for letter in letters)
