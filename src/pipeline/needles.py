"""Words without which a pattern cannot match: looking for them is many times faster than trying the pattern.

Nearly every rule of a form reads a label, and nearly every label is not in the document at hand.
"""

import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# More alternatives than this cost as much as the pattern.
_MOST = 14

Needles = frozenset[str]


def needles(pattern: re.Pattern[str]) -> tuple[str, ...]:
    r"""Return strings in lower case, one of which stands in every text that the pattern matches, in lower case too.

    None are returned where no such strings are known; the pattern must then be tried.

    >>> needles(re.compile(r"^From:?[ ](?:the[ ])?\w+[ ]Desk$", re.MULTILINE))
    ('from',)
    >>> sorted(needles(re.compile(r"(?:Signed|By order):")))
    ['by order', 'signed']
    >>> needles(re.compile(r"\d+[a-z]*"))
    ()
    """
    best = _best(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    return tuple(sorted(best)) if best else ()


def _best(items: Iterable[tuple[Any, Any]]) -> Needles | None:
    """The most telling set of needles of a sequence: of any one of its parts, since all parts must match."""
    found: list[Needles] = []
    run = ""
    for kind, value in [*items, (None, None)]:
        if letter := _letter(kind, value):
            run += letter
            continue
        if run.strip():
            found.append(frozenset({run}))
        run = ""
        if (inner := _inner(kind, value)) is not None:
            found.append(inner)
    return max(found, key=_worth, default=None)


def _letter(kind: Any, value: Any) -> str:
    """The letter, in lower case, that is all an item matches; of [Ss] it is s."""
    if kind is op.IN:
        letters = {_letter(*each) for each in value}
        return letters.pop() if len(letters) == 1 else ""
    # of a letter that is two in lower case nothing can be said
    return low if kind is op.LITERAL and len(low := chr(value).lower()) == 1 else ""


def _worth(found: Needles) -> tuple[int, int]:
    return min(3, *(len(each.strip()) for each in found)), -len(found)


def _inner(kind: Any, value: Any) -> Needles | None:
    if kind is op.SUBPATTERN:
        return _best(value[-1])
    if kind is op.ATOMIC_GROUP:
        return _best(value)
    if kind in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        return _best(value[2]) if value[0] else None
    if kind is op.ASSERT and value[0] > 0:
        # what a look ahead asks for lies in the text that is searched; what one looks back at may not
        return _best(value[1])
    if kind is op.BRANCH:
        branches = [_best(each) for each in value[1]]
        if all(branches):
            union = frozenset().union(*(each for each in branches if each))
            return union if len(union) <= _MOST else None
    return None
