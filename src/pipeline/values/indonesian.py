"""Indonesian names: the spellings of Van Ophuijsen (1901), Soewandi (1947) and the reform of 1972.

They differ in oe and u, and in the letters that stand for the sounds of j, y, c, ny, sy and kh. J is one sound before
the reform and another after it, so that both are made one here.
"""

import re

from pipeline.values.text import letters

_LETTERS = re.compile("oe|dj|tj|nj|sj|ch|kh|j|(?<!n)(?<!s)y")
_SOUNDS = {"oe": "u", "tj": "c", "nj": "ny", "sj": "sy", "ch": "h", "kh": "h", "dj": "y", "j": "y", "y": "y"}


def readings(family: str, given: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the sound of a name as in Indonesian, ``family given``; every name in Latin letters has one.

    >>> readings("Moertopo", ("Ali",)) == readings("Murtopo", ("Ali",))
    True
    >>> readings("Jusuf") == readings("Joesoef") == readings("Yusuf")
    True
    """
    words = [_LETTERS.sub(lambda found: _SOUNDS[found[0]], letters(each)) for each in (family, *given)]
    return frozenset({" ".join(words)}) if words[0] else frozenset()
