"""Counts and quantities."""

import re

_UNITS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_DIGITS = frozenset(list(_UNITS)[1:10])
# 19 · nineteen · twenty-one
COUNT = r"(?:\d{1,6}|[A-Za-z]{3,9}(?:-[A-Za-z]{3,5})?)"
# 3,500 · 120 · 2.5 million
QUANTITY = r"(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{1,6})?(?:[ ](?:thousand|million|billion))?"

_QUANTITY = re.compile(r"([\d,]+(?:\.\d+)?)(?:[ ](thousand|million|billion))?")
_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_BOUNDS = {
    "over": "over", "more than": "over", "at least": "over",
    "about": "about", "around": "about", "approximately": "about", "some": "about", "nearly": "about",
    "under": "under", "less than": "under", "fewer than": "under", "at most": "under",
}  # fmt: skip
# over 120 people · more than 3,500
BOUND = rf"(?:{'|'.join(word.replace(' ', '[ ]') for word in [*_BOUNDS, *(w.capitalize() for w in _BOUNDS)])})"


def count(text: str) -> int:
    """Read a whole number in figures, or in words up to ninety-nine.

    >>> count("19"), count("nineteen"), count("twenty-one")
    (19, 19, 21)

    Raises:
        ValueError: where the words are no such number.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    tens, _, unit = text.lower().partition("-")
    if not unit and tens in _UNITS:
        return _UNITS[tens]
    if tens in _TENS and (not unit or unit in _DIGITS):
        return _TENS[tens] + _UNITS.get(unit, 0)
    raise ValueError(f"“{text}” is not a count in figures or words")


def quantity(text: str) -> float:
    """Read a number of things, with thousands commas, a decimal point or a scale word.

    >>> quantity("3,500"), quantity("2.5 million")
    (3500.0, 2500000.0)

    Raises:
        ValueError: where the words are no number.
    """
    found = _QUANTITY.fullmatch(" ".join(text.split()))
    if not found:
        raise ValueError(f"“{text}” is not a number")
    return round(float(found[1].replace(",", "")) * _SCALE.get(found[2], 1), 6)


def bound(text: str) -> str:
    """Read how a quantity is limited: ``over``, ``about`` or ``under``.

    Raises:
        ValueError: where the words do not limit a quantity.
    """
    words = " ".join(text.lower().split())
    if words not in _BOUNDS:
        raise ValueError(f"“{text}” does not say whether the number is a least or a most")
    return _BOUNDS[words]
