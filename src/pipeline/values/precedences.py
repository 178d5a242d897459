"""Precedence of telegrams, as the letters before a date-time group and the words beside an addressee state it."""

from typing import NamedTuple

# ACP 127: Z flash, O immediate, P priority, R routine
_LETTERS = {"Z": "flash", "O": "immediate", "P": "priority", "R": "routine"}
# NIACT: night action; it asks for the addressee at night and is no rank of its own
_WORDS = {
    "FLASH": "flash",
    "NIACT IMMEDIATE": "immediate",
    "IMMEDIATE NIACT": "immediate",
    "IMMEDIATE": "immediate",
    "PRIORITY": "priority",
    "ROUTINE": "routine",
}
# O · P R
LETTERS = r"[ZOPR](?:[ ]{1,3}[ZOPR])?"
# PRIORITY · NIACT IMMEDIATE
WORDS = rf"(?:{'|'.join(words.replace(' ', '[ ]{1,2}') for words in sorted(_WORDS, key=len, reverse=True))})"


class Precedences(NamedTuple):
    """The letters before a date-time group: the first is for those who are to act, the second for those informed."""

    text: str
    action: str
    info: str


def precedences(text: str) -> Precedences:
    """Read the letters before a date-time group; one letter is for all addressees.

    >>> precedences("O R")
    Precedences(text='O R', action='immediate', info='routine')

    Raises:
        ValueError: where one of them is no letter of a precedence.
    """
    letters = text.split()
    if not letters or not _LETTERS.keys() >= set(letters):
        raise ValueError(f"“{text}” are no letters of a precedence ({', '.join(_LETTERS)})")
    return Precedences(" ".join(letters), _LETTERS[letters[0]], _LETTERS[letters[-1]])


def precedence(text: str) -> str:
    """Return the code of the words beside an addressee.

    >>> precedence("NIACT IMMEDIATE")
    'immediate'

    Raises:
        ValueError: where they are no words of a precedence.
    """
    words = " ".join(text.split())
    if words not in _WORDS:
        raise ValueError(f"“{text}” is no precedence ({', '.join(_WORDS)})")
    return _WORDS[words]
