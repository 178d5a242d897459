"""Those who drafted, cleared and approved a document, and the posts it was repeated to, as source notes name them."""

import re
from itertools import pairwise

from pipeline.values.names import Stretch

# Jessop and Walter H. Crane of NA · FE, IO, P, and in substance with the Department of Defense
_JOINT = re.compile(r",[ ](?!(?:Jr|Sr)\b|I{2,3}\b)(?:and[ ])?|;[ ](?:and[ ])?|[ ]and[ ]")
_BEFORE = re.compile(r"(?:(?:in[ ](?:draft|substance|part)|also|both)[ ])?(?:(?:by|with)[ ])?(?:the[ ])?(?=\S)")
_BEHIND = re.compile(
    r"(?:[ ]of[ ](?:the[ ])?[A-Z]{1,6}(?:/[A-Z/]{1,12})?|[ ]\([^()]{0,80}\)|[ ]in[ ](?:draft|substance|part))\Z"
)
_OFFICE = re.compile(r"\b(?:Bureau|Office|Department|Division|Director|Deputy|Officer)\b")
_OF_OFFICE = re.compile(r"\b(?:Affairs|Research|Policy|Security|Planning|Operations)\b")
# Director of the Office of Western European Affairs Francis E. Molloy: an initial tells where the name begins
_NAMED_LAST = re.compile(
    r"\b(?:[A-Z][a-z’'-]+[ ](?:[A-Z]\.[ ]?){1,2}|(?:[A-Z]\.[ ]?){1,2})[A-Z][\w’'-]+(?:,[ ](?:Jr|Sr)\.)?\Z"
)
_LISTINGS = {
    "repeated": "repeated",
    "sent": "sent",
    "also sent": "sent",
    "copies sent": "distributed",
    "copies were sent": "distributed",
}


def agents(text: str) -> tuple[Stretch, ...]:
    """Split the words after "Drafted by" into those who did it, with their places in ``text``.

    >>> [each.text for each in agents("Jessop and Walter H. Crane of NA")]
    ['Jessop', 'Walter H. Crane']
    >>> [each.text for each in agents("FE, IO, P, and in substance with the Department of Defense")]
    ['FE', 'IO', 'P', 'Department of Defense']
    >>> [each.text for each in agents("Director of the Office of Western European Affairs Francis E. Molloy")]
    ['Francis E. Molloy']
    >>> [each.text for each in agents("Deputy Director of the Bureau of Educational and Cultural Affairs Ann B. Orr")]
    ['Ann B. Orr']
    """
    found: list[tuple[int, int]] = []
    joints = [joint.span() for joint in _JOINT.finditer(text)]
    for (_, start), (end, _) in pairwise([(0, 0), *joints, (len(text), 0)]):
        if found and _OFFICE.search(text, *found[-1]) and _OF_OFFICE.search(text[start:end]):
            # Bureau of Educational and Cultural Affairs
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(each for each in (_one(text, *span) for span in found) if each.text)


def _one(text: str, start: int, end: int) -> Stretch:
    before = _BEFORE.match(text, start, end)
    start = before.end() if before else start
    words = text[start:end].rstrip()
    while behind := _BEHIND.search(words):
        words = words[: behind.start()]
    if (last := _NAMED_LAST.search(words)) and _OFFICE.search(words, 0, last.start()):
        return Stretch(start + last.start(), start + last.end(), last[0])
    return Stretch(start, start + len(words), words)


def addressed(text: str) -> str:
    """Read the words before the posts that also got a telegram as a type of event.

    >>> addressed("Repeated"), addressed("Also sent")
    ('repeated', 'sent')

    Raises:
        ValueError: where they say something else.
    """
    word = " ".join(text.lower().split())
    if word not in _LISTINGS:
        raise ValueError(f"“{text}” does not say to whom a telegram went ({', '.join(_LISTINGS)})")
    return _LISTINGS[word]
