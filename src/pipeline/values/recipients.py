"""Lists of recipients: what the word above a list says was done, and the entries of lists that put one on a line."""

import re

from pipeline.values.names import Stretch

# The word that opens a list, and the type of event that it states.
_LISTINGS = {
    "distribution": "distributed",
    "distribution list": "distributed",
    "copies": "distributed",
    "copied to": "distributed",
    "copies to": "distributed",
    "copy to": "distributed",
    "cc": "distributed",
    "sent to": "distributed",
    "produced": "distributed",
    "prepared": "distributed",
    "made": "distributed",
    "copies printed": "distributed",
    "copy printed": "distributed",
    "copy": "distributed",
    "forward to": "forwarded",
    "forwarded to": "forwarded",
    "already forwarded to": "forwarded",
    "received by": "received",
    "repeated to": "repeated",
    "repeated": "repeated",
}
_ARTICLE = re.compile(r"(?:the[ ])?(?=\S)", re.IGNORECASE)


def listing(text: str) -> str:
    """Read the word that opens a list of recipients as a type of event.

    >>> listing("Already Forwarded to"), listing("Distribution list")
    ('forwarded', 'distributed')

    Raises:
        ValueError: where the word opens no such list.
    """
    word = " ".join(text.lower().split())
    if word not in _LISTINGS:
        raise ValueError(f"“{text}” does not open a list of recipients ({', '.join(_LISTINGS)})")
    return _LISTINGS[word]


def communicated(text: str) -> str:
    """Read the office that noted to whom it passed a document on: what it did was to forward it."""
    return "forwarded" if text else ""


def entry(text: str) -> tuple[Stretch, ...]:
    """Read an entry that has a line of its own as one recipient; an article before it is passed over.

    >>> entry("the Department")
    (Stretch(start=4, end=14, text='Department'),)

    Raises:
        ValueError: where there are no words.
    """
    article = _ARTICLE.match(text)
    if article is None:
        raise ValueError("there are no words here")
    start = article.end()
    return (Stretch(start, len(text), text[start:]),)


def whole(text: str) -> tuple[Stretch, ...]:
    """Read words that name one recipient, all of them.

    >>> whole("AMEMBASSY SEOUL")
    (Stretch(start=0, end=15, text='AMEMBASSY SEOUL'),)
    """
    return (Stretch(0, len(text), text),)
