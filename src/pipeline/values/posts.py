"""Posts of the United States and the numbers of their telegrams."""

import re

from pipeline.values.serials import Serial

# SEOUL · NEW DELHI · USUN NEW YORK · ST. GEORGE'S
POST = r"(?!PAGE[ ])[A-Z][A-Z.'/]{1,15}(?:[ ]{1,2}[A-Z][A-Z.'/]{0,15}){0,3}"
# the digits of a number: SEOUL 3051 · STATE 091242 · SEOUL A-114
_NUMBERED = re.compile(rf"(?P<series>{POST})[ ]+(?P<number>(?:A-)?\d{{1,7}})")
# so many letters of the post stand in a page banner and in the archives' number of the document
_CUT = 6
# and so many figures: five, of the Department six
_FIGURES = {"STATE": 6}
_COLLECTIVE = re.compile(r"\b(?:COLLECTIVE|POSTS|CAPITALS|MISSIONS|EMBASSIES|CONSULATES)\b|^ALL[ ]")


def message_number(text: str) -> Serial:
    """Read the number of a telegram, which is the post that sent it and its number in the year.

    >>> message_number("NEW  DELHI 4598")
    Serial(identifier='NEW DELHI 4598', series='NEW DELHI', number='4598', year=None)

    Raises:
        ValueError: where it is no post with a number.
    """
    words = " ".join(text.split())
    found = _NUMBERED.fullmatch(words)
    if not found:
        raise ValueError(f"“{words}” is not a post and its number, such as SEOUL 3051")
    return Serial(words, found["series"], found["number"])


def document_number(year: int, sent: Serial) -> str:
    """Return the archives' number of a telegram: the year, six letters of the post, the number.

    >>> document_number(1974, message_number("NEW DELHI 4598")), document_number(1974, message_number("STATE 91242"))
    ('1974NEWDE04598', '1974STATE091242')
    """
    post = (sent.series or "")[:_CUT].replace(" ", "")
    return f"{year}{post}{(sent.number or '').zfill(_FIGURES.get(post, 5))}"


def is_collective(name: str) -> bool:
    """Whether a name stands for several posts.

    >>> is_collective("NATO COLLECTIVE"), is_collective("AMEMBASSY SEOUL")
    (True, False)
    """
    return bool(_COLLECTIVE.search(name))


def address_word(text: str) -> str:
    """Read the word before addressees as what is asked of them; ``excluded``: the message does not go to them.

    Behind XMT, up to the next TO or INFO, stand those of a collective address who are exempt (ACP 127).

    >>> address_word("TO"), address_word("INFO"), address_word("XMT")
    ('action', 'info', 'excluded')
    """
    return {"TO": "action", "INFO": "info"}.get(text, "excluded")
