"""Words kept as words."""

import re
import unicodedata
from functools import lru_cache

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_DROPPED = re.compile(r"['’\[\]]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    r"""Return ``text`` with every run of blanks, tabs and line breaks made one blank.

    >>> plain("Illegal Crossings of the  \nInternational Border")
    'Illegal Crossings of the International Border'

    Raises:
        ValueError: where there is nothing to read, or a control character stands among the words (it would
            be carried into every table, and some programs act on it).
    """
    if text and text.isprintable() and "  " not in text:
        return text
    if text.isspace() or not text:
        raise ValueError("there are no words here")
    if _CONTROL.search(text):
        raise ValueError("a control character stands among the words")
    return " ".join(text.split())


@lru_cache(maxsize=8_192)
def fold(text: str) -> str:
    """Return the form of ``text`` in which spellings of one name are compared.

    Case, accents, brackets and punctuation are dropped; the words and their order stay.

    >>> fold("Chinese Embassy in [North] Korea")
    'chinese embassy in north korea'
    >>> fold("Premier’s Office") == fold("premier's office")
    True
    """
    text = _DROPPED.sub("", text.casefold())
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        # 𝕊 decomposes to a capital
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
    return " ".join(_BETWEEN_WORDS.sub(" ", text).split())


def letters(text: str) -> str:
    """Return the letters and figures of ``text`` alone, folded: two spellings with the same are one spelling.

    >>> letters("O’Neill") == letters("O Neill") == letters("ONEILL")
    True
    """
    return fold(text).replace(" ", "")
