"""Text as XML can hold it."""

import re

# All that is no `Char` of XML 1.0 (https://www.w3.org/TR/xml/#charsets), and the carriage return, which a parser
# reads as the end of a line.
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def legible(text: str) -> str:
    r"""Return a text with each character that XML cannot hold replaced, so that it is seen that one stood there.

    >>> legible("bell \x07 rings")
    'bell � rings'
    """
    return _ILLEGAL.sub(REPLACEMENT, text)
