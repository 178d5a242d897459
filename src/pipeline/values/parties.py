"""Who writes to whom, as a printed title names them: names, with the role that follows each.

"Mr S. M. Bruce, High Commissioner in London, to Mr J. A. Lyons, Prime Minister" · "Forde and Evatt to Chifley"
· "Australian Delegation, United Nations, to Department of External Affairs"
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.values.honorifics import HONORIFIC
from pipeline.values.names import Party, Stretch

# The nouns of bodies that edited titles name; a comma in such a name does not open a role.
_BODY = (
    r"(?i:Departments?|Ministry|Office|Embass(?:y|ies)|Legations?|Missions?|Delegations?|Governments?|Administration"
    r"|Commissions?|Committee|Consulates?(?:[ -]General)?|Cabinet|Council|Secretariat|Conference|Bureau|Division|Branch"
    r"|Treasury|Board|Posts|Representatives|Agency|Group|Authorities|Headquarters)"
)
_ROLE = re.compile(
    r"\b(?:Ministers?|Secretar(?:y|ies)|Commissioners?|Consuls?(?:[ -]General)?|Ambassadors?|Officer|Head|Chief|Director|Counsellor"
    r"|Attach[eé]|Chairman|Premier|Treasurer|Adviser|Representative|Delegate|Administrator|Commander|Governor(?:[ -]General)?"
    r"|President|Member|Leader|Envoy|Economist|Chargé|Controller|General|Manager|Attorney-General|Deputy|Acting)\b"
)
# to Mr Lyons · To Barnes · TO WARWICK SMITH
_TO = re.compile(r"(,?)[ ]+(?i:to)[ ]+(?=\S)")
_TO_FIRST = re.compile(r"(?i:to)[ ]")
# Submission to Roe by Doe
_FROM = re.compile(r"[ ](?i:by|from)[ ](?=[A-Z\[])")
# who is posted there writes to nobody by that: "Minister to Belgium"
_POSTED = re.compile(
    r"\b(?:Ambassador|Minister(?:[ ]Plenipotentiary)?|Envoy|Delegates?|Representatives?|Commissioner|Mission|Adviser|Delegation|Consul(?:[ -]General)?|Accredited)\Z"
)
_NEXT_HONOURED = re.compile(
    rf"(?:,?[ ](?i:and)[ ]|;[ ](?:and[ ])?|,[ ])(?:to[ ])?(?=(?!General[ ]Staff){HONORIFIC})|,?[ ]and[ ]to[ ](?=[A-Z])|;[ ](?:and[ ])?(?:to[ ])?"
)
# a bare comma parts two bodies only where the second says of what place or matter it is
_NEXT_BODY = re.compile(
    rf"(?:,?[ ](?i:and)[ ]|;[ ])(?:to[ ])?(?=(?:the[ ])?(?:[A-Z][\w.’'-]*[ ]){{0,3}}{_BODY}\b)"
    rf"|,[ ](?:to[ ])?(?=(?:the[ ])?(?:[A-Z][\w.’'-]*[ ]){{0,2}}{_BODY}[ ](?:in|of|at)[ ])"
)
_NEXT = re.compile(r",?[ ]+(?:and|AND|And|&)[ ]+(?:to[ ])?|,[ ]*(?:to[ ])?|;[ ]*|[ ]for[ ](?=[A-Z]\w+\Z)")
_IS_BODY = re.compile(rf"\b{_BODY}\b")
_IS_HONOURED = re.compile(HONORIFIC)
# Embassy in Washington and Beasley: a mission in one place, and somebody else
_AND_SOMEBODY = re.compile(
    r"(?:Embassy|Legation|Commission|Mission|Consulate(?:-General)?)[ ]in[ ][A-Z]\w+([ ]and[ ])[A-Z][a-z]+\Z"
)
# what is left of a note's figure, or of the document's own, at the end of a title
_END = re.compile(r"[\s,.;\[\]]*(?<!No\.)(?:(?<=\s)\d{1,3})?[\s,.;]*\Z")


class Parties(NamedTuple):
    """Those who write, and those who are written to."""

    senders: tuple[Party, ...]
    addressees: tuple[Party, ...]


def correspondents(text: str) -> Parties:
    """Read "A to B" as those who write and those who are written to; without a "to" they are all writers.

    >>> read = correspondents("Mr X. Y. Roe, Minister to Belgium, to Lord Doe, Secretary of State")
    >>> [(each.text, each.role.text) for each in (*read.senders, *read.addressees)]
    [('Mr X. Y. Roe', 'Minister to Belgium'), ('Lord Doe', 'Secretary of State')]
    >>> [each.text for each in correspondents("Australian Delegation, United Nations, to Roe, Doe and Poe").senders]
    ['Australian Delegation, United Nations']
    >>> [each.text for each in correspondents("to Canberra, New York and Lisbon").addressees]
    ['Canberra', 'New York', 'Lisbon']
    >>> [each.text for side in correspondents("to Roe by Doe") for each in side]
    ['Doe', 'Roe']
    """
    if _TO_FIRST.match(text):
        writer = _FROM.search(text)
        return Parties(parties(text, writer.end()) if writer else (), parties(text, 2, writer and writer.start()))
    parted = _parting(text)
    if parted is None:
        return Parties(parties(text), ())
    return Parties(parties(text, 0, parted[0]), parties(text, parted[1]))


def writers(text: str) -> Parties:
    """Read names that are all of those who write."""
    return Parties(parties(text), ())


def readers(text: str) -> Parties:
    """Read names that are all of those for whom it was written."""
    return Parties((), parties(text))


def parties(text: str, start: int = 0, end: int | None = None) -> tuple[Party, ...]:
    """Part the names in ``text[start:end]``, each from the role that follows it."""
    end = len(text) if end is None else end
    while start < end and text[start] in " [":
        start += 1
    end = start + _END.search(text[start:end]).start() if start < end else end  # type: ignore[union-attr]
    if text.find("[", start, end) > text.find("]", start, end):
        # the end took a bracket that the name opened
        end = min(text.find("]", end) + 1 or end, len(text))
    side = text[start:end]
    if not side:
        return ()
    if _IS_HONOURED.search(side):
        found = [_named_and_role(side, *span) for span in _spans(_NEXT_HONOURED, side)]
    elif _IS_BODY.search(side):
        found = [Party(left, right, side[left:right]) for left, right in _bodies(side)]
    else:
        found = list(_listed(side))
    return tuple(
        each._replace(
            start=each.start + start,
            end=each.end + start,
            role=each.role and Stretch(each.role.start + start, each.role.end + start, each.role.text),
        )
        for each in found
        if each.text
    )


def _parting(text: str) -> tuple[int, int] | None:
    """Where the "to" stands that parts writers from readers: after a comma, or else not within a role."""
    found = list(_TO.finditer(text))
    for joint in found:
        if joint[1]:
            return joint.span()
    for joint in found:
        if not _POSTED.search(text, 0, joint.start()):
            return joint.span()
    return found[0].span() if found else None


def _spans(joint: re.Pattern[str], side: str) -> Iterator[tuple[int, int]]:
    joints = [each.span() for each in joint.finditer(side)]
    for (_, left), (right, _) in pairwise([(0, 0), *joints, (len(side), 0)]):
        yield left, right


def _bodies(side: str) -> Iterator[tuple[int, int]]:
    for left, right in _spans(_NEXT_BODY, side):
        if joint := _AND_SOMEBODY.search(side, left, right):
            yield left, joint.start(1)
            yield joint.end(1), right
        else:
            yield left, right


def _named_and_role(side: str, left: int, right: int) -> Party:
    """A person up to the first comma; what follows is the role. A body keeps its commas."""
    words = side[left:right]
    comma = words.find(", ") if _IS_HONOURED.match(words) else -1
    if comma < 0:
        return Party(left, right, words)
    role = words[comma + 2 :]
    return Party(left, left + comma, words[:comma], Stretch(left + comma + 2, right, role))


def _listed(side: str) -> Iterator[Party]:
    """Names in a list; what names an office in two words or more is the role of the one before it."""
    party: Party | None = None
    for left, right in _spans(_NEXT, side):
        words = side[left:right]
        if party and party.role is None and " " in words and _ROLE.search(words):
            party = party._replace(role=Stretch(left, right, words))
            continue
        if party:
            yield party
        party = Party(left, right, words)
    if party:
        yield party
