"""A page of the Australian edition taken apart for gold: number, day, title, dateline, parties, signature, notes.

These patterns are of this measurement alone: they know nothing of the grammar that is measured.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.actors.names import FAMILY, HONORIFIC, INITIALS, Person, folded, person

SENDER, ADDRESSEE, PARTICIPANT = "sender", "addressee", "participant"
SIGNATURE = "signature"

# with these an office begins, in the line below a signature
OFFICES = (
    "Acting|Deputy|First|Assistant|Secretary|Ambassador|Treasurer|Minister|Administrator|High|Counsellor|Prime|Charg"
)
_KIND = (
    r"(?:(?:Draft|Final|Full|Background|Circular|File|Cabinet|War|Telegraph|Joint)[ ]){0,2}(?:Cablegram|Letter"
    r"|Memorandum|Minute|Minutes|Submission|Note|Notes|Record|Telex|Telegram|Dispatch|Despatch|Message|Brief|Paper|Report|Savingram"
    r"|Teleprinter[ ]Message|Statement|Comments?)"
)
_NUMBER = re.compile(r"^\d{1,4}[A-Z]?\.?[ -]+")
_KIND_OF = re.compile(rf"^{_KIND}(?:[ ][Nn]os?\.[ ]?[\w/]+)?[,;]?[ ]*", re.IGNORECASE)
_TALK = re.compile(r"\b(?:between|with)\b[ ](?P<who>.+)$", re.IGNORECASE)
_BY = re.compile(
    r"^(?:prepared[ ])?(?:by|of)[ ](?P<by>.+?)"
    r"(?:[ ]of[ ]conversation[ ]with[ ](?P<talk>.+)|[ ](?:for|on|in|to)[ ].+)?$",
    re.IGNORECASE,
)
# Mr S. M. Bruce, High Commissioner in London
HONOURED = re.compile(
    rf"(?P<name>{HONORIFIC}(?:[ ]?{HONORIFIC}){{0,2}}[ ]?(?:{INITIALS})?{FAMILY}(?:[ ][A-Z][\w'’-]+)?)"
    r"(?:,[ ](?P<role>(?!and\b|to\b)[^,]+(?:,[ ](?:London|Berlin|Washington)\b)?))?"
)
# Warwick Smith · Administration (Cleland)
_BARE = re.compile(rf"(?:(?P<office>[A-Z][^()]{{1,60}})[ ]\((?P<within>{FAMILY})\)|(?P<name>\[?{FAMILY}\]?))")
# words of titles that are no persons
NO_PERSON = re.compile(
    r"\b(?:Department|Government|Japan|Embassy|Legation|Delegation|Commission|Commissioner|Commonwealth|Cabinet|Dea|Dot|Doet|Administration|Council|Committee"
    r"|Office|Posts?|Ministry|Minister|Ministers|Treasury|Defence|Officials?|Leaders?|Representatives?|Consulate|Prime|Bank|House|Assembly|ASIO|Agencies|Group"
    r"|Branch|Service|Chiefs|Board|External|Affairs|Attorney|Secretary|Headquarters|Mission|Party|Company|Army|Division|Press|Missions?|Delegations?|Members?"
    r"|Governments?|Conferences?|Nations|Dominions|Discussions?|Meeting|Conversation|Letter|Australian|British|Indonesian?|Portuguese|Party|Others?|PNG|CRA|Native|Ministerial|Overseas|Territory|Territories|Air|Navy|Social)\b",
    re.IGNORECASE,
)
_FRONT = re.compile(r"^(doc_id|doc_date|vol_id):[ ]*\"?([\d-]+)", re.MULTILINE)
_HEADING = re.compile(r"^#[ ]+(\S.*?)[ ]*$", re.MULTILINE)
_PLACE = r"\[?(?P<place>[A-Z][A-Za-z.' -]{2,40}?)\]?"
_DAY = r"\[?\d{1,2}[ ][A-Z][a-z]+\]?[ ]\[?\d{4}"
_DATELINES = (
    # Cablegram K36 BATAVIA, 9 January 1948
    re.compile(
        r"^[ #*_]*(?:[A-Z][a-z]+[ ]){0,2}"
        r"(?:[Cc]ablegram|Telegram|Letter|Memorandum|Minute|Dispatch|Message|Despatch|Note)s?"
        r"(?:[ ](?P<number>(?:[A-Z][a-z]+\.?[ ])?[A-Z.]{0,6}[ ]?\d[\w/]*|unnumbered))?[ ,]+"
        rf"(?:(?=[A-Z]{{3}}|\[){_PLACE}[ ,]+)?{_DAY}",
        re.MULTILINE,
    ),
    # Jakarta, 13 June 1975
    re.compile(rf"^[ #*_\[]*{_PLACE},[ ]{_DAY}", re.MULTILINE),
)
# O.JA2835 CONFIDENTIAL
_LATER_NUMBER = re.compile(r"^[0O]\.?(?P<number>[A-Z]{1,3}[ ]?\d{1,6})\b", re.MULTILINE)
# G.B.FEAKES · WOOLCOTT · F. L. McDOUGALL
_SIGNED = re.compile(
    rf"^[ *_\[]*(?P<name>(?:{HONORIFIC}[ ]?)?(?:{INITIALS})(?:Ma?c)?[A-Z][A-Za-z'’-]+(?:[ ][A-Z][A-Z'’-]+)?"
    r"|(?:[A-Z][A-Z'’-]+[ ]){0,3}(?:Ma?c)?[A-Z][A-Z'’-]{2,})[\]*_ .]*$"
)
_END = re.compile(r"^[ ]*(?:_+[ ]*$|_?[ ]*\[+_?[ ]*\[?(?:N?AA|Document|matter)|\*[ ]1[ ]|_[ ]*\d|1[ \\])", re.MULTILINE)
_ROLE_LINE = re.compile(rf"^[ *_(]*(?P<role>(?:{OFFICES})[^\n]{{3,80}}?)[ *_)]*$")
# ' * 2 B. C. Hill was FAS' · '1 J. A. Lyons.' · '3\. Viscount Halifax.'
_NOTE = re.compile(r"^[ ]{0,4}(?:\*[ ])?_?[ ]?(?P<number>\d{1,2})(?:\\?\.)?[ ]{1,3}(?P<text>\S[^\n]*)", re.MULTILINE)
NOTE_PERSON = re.compile(
    rf"(?P<name>(?:{HONORIFIC}[ ]?){{0,2}}(?:{INITIALS}){FAMILY})(?:,[ ](?P<role>[^.;\n]{{3,90}}))?"
)


@dataclass(frozen=True)
class Party:
    """One who is named on a side of a document: a person, or with no ``name`` a body or place, in ``role``."""

    side: str
    name: Person | None
    role: str = ""


@dataclass(frozen=True)
class Page:
    """What of a page can serve as gold."""

    document_id: str
    volume: int
    day: str
    title: str
    place: str
    number: str
    text: str
    parties: tuple[Party, ...]
    signature: str = ""
    signature_role: str = ""
    notes: dict[str, str] = field(default_factory=dict)


def read_pages(raw: Path) -> Iterator[Page]:
    """Yield the pages of a raw folder that have a number and a title, by file."""
    for file in sorted(raw.rglob("*.md")):
        page = read_page(file.read_text("utf-8"))
        if page:
            yield page


def read_page(text: str) -> Page | None:
    """Read one page; ``None`` where it has no number, volume or title."""
    front, heading = dict(_FRONT.findall(text[:1000])), _HEADING.search(text)
    if not heading or "doc_id" not in front or "vol_id" not in front:
        return None
    content = text[heading.end() :]
    notes = {each["number"]: each["text"] for each in _NOTE.finditer(content)}
    place, number = _dateline(content[:600])
    signature, role = _signature(content)
    return Page(
        f"dfat:{front['doc_id']}",
        int(front["vol_id"]),
        front.get("doc_date", ""),
        heading[1],
        place,
        number,
        content,
        tuple(parties(heading[1])),
        signature,
        role,
        notes,
    )


def _dateline(head: str) -> tuple[str, str]:
    for pattern in _DATELINES:
        found = pattern.search(head)
        if found:
            groups = found.groupdict()
            later = _LATER_NUMBER.search(head)
            number = groups.get("number") or (later["number"] if later else "")
            return (groups["place"] or "").strip().upper(), re.sub(r"[^A-Z0-9/]", "", number.upper())
    return "", ""


def _signature(content: str) -> tuple[str, str]:
    """The last line of the text that reads like a signature, and the office in the line below it."""
    end = _END.search(content)
    lines = [line for line in content[: end.start() if end else len(content)].split("\n") if line.strip()][-5:]
    for at in range(len(lines) - 1, 0, -1):
        found = _SIGNED.match(lines[at])
        if found and not re.search(r"SECRET|CONFID|EXTRACT|RESTRICTED|ENDS|IMPORT|MEMBER|CHAIRMAN|PERSONAL", lines[at]):
            below = _ROLE_LINE.match(lines[at + 1]) if at + 1 < len(lines) else None
            return found["name"], below["role"] if below else ""
    return "", ""


def parties(title: str) -> Iterator[Party]:
    """Yield who is named in a title, with side and office."""
    bare = _NUMBER.sub("", title)
    if " " not in bare:
        bare = bare.replace("-", " ")
    bare = re.sub(r"[ ]?\[\d\]", "", bare)
    kind = _KIND_OF.match(bare)
    rest = bare[kind.end() :] if kind else bare
    talk = _TALK.search(rest) if kind and re.match(r"(?:of|on|between|with)\b", rest, re.IGNORECASE) else None
    written = _BY.match(rest) if kind and not talk else None
    if talk:
        yield from _named(talk["who"], PARTICIPANT)
    elif written:
        yield from _named(written["by"], SENDER)
        yield from _named(written["talk"] or "", PARTICIPANT)
    elif kind and re.match(r"(?:of|on|for)\b", rest, re.IGNORECASE):
        return
    else:
        sides = re.split(
            r"(?:,[ ]|[ ]|^)to[ ]", re.sub(r"^from[ ]", "", rest, flags=re.IGNORECASE), maxsplit=1, flags=re.IGNORECASE
        )
        if len(sides) == 2:
            yield from _named(sides[0], SENDER)
            yield from _named(sides[1], ADDRESSEE)
        elif kind and rest.lower().startswith("from "):
            yield from _named(rest[5:], SENDER)


def _named(words: str, side: str) -> Iterator[Party]:
    honoured = list(HONOURED.finditer(words))
    if honoured:
        for each in honoured:
            read = person(each["name"].strip())
            if read and not NO_PERSON.search(each["name"]):
                yield Party(side, read, (each["role"] or "").strip())
        return
    for part in re.split(r",[ ](?:and[ ])?|[ ](?:and|for)[ ]", words, flags=re.IGNORECASE):
        found = _BARE.fullmatch(part.strip())
        name = (found["name"] or found["within"]).strip("[]") if found else ""
        read = person(name) if name and not NO_PERSON.search(name) else None
        if read and found:
            yield Party(side, read, (found["office"] or "").strip())
        elif folded(part):
            yield Party(side, None, folded(part))


def note_persons(page: Page) -> Iterator[tuple[str, Person, str]]:
    """Yield, of the notes that begin with a person's name, what they are of: number, name, office."""
    for number, text in page.notes.items():
        found = NOTE_PERSON.match(text)
        read = person(found["name"]) if found else None
        if found and read:
            yield number, read, (found["role"] or "").strip()
