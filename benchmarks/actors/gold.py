"""Who is who by what the pages themselves prove: occurrences of persons, and the proofs that join them.

An **occurrence** is a family name on a side of a document. Proofs join occurrences of one family name:

- ``initials``: both stand with initials or given names, and those agree.
- ``in_document``: title and signature of one document give a short and a full form.
- ``role``: both stand with one office, at days that are not far apart.
- ``reference``: one document calls the other "my" or "your" telegram or letter, and its number, its day or the
  editors' note says which it is.

What follows from several proofs is ``closure``. Initials that do not agree prove two persons. Everything else is
open, and is not scored.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise
from typing import NamedTuple

from benchmarks.actors.names import folded, person
from benchmarks.actors.pages import ADDRESSEE, PARTICIPANT, SENDER, SIGNATURE, Page

SECTIONS = ("initials", "in_document", "role", "reference", "closure")
# offices held by one person: documents further apart than this do not prove it
_ROLE_DAYS, _REFERENCE_DAYS = 550, 120
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTHS = {name.lower(): number for number, name in enumerate(_MONTH.split("|"), 1)}
# my telegram No. 118 · Your K.136 · your letter of 3rd July, 1974
REFERRED = re.compile(
    r"\b(?P<whose>[Mm]y|[Yy]our)\b(?P<between>[^.;:\n]{0,45}?)"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:[ ]of)?[ ](?P<month>[A-Z][a-z]{2,8})(?:[ ,]{1,2}(?P<year>\d{4}))?"
    r"|(?P<month2>[A-Z][a-z]{2,8})[ ](?P<day2>\d{1,2})(?:st|nd|rd|th)?\b(?:[ ,]{1,2}(?P<year2>\d{4}))?"
    r"|(?:\b[Nn]os?\.?[ ]?)?(?P<number>\b(?:[O0]\.)?(?:[A-Z][A-Za-z]{0,2}|[A-Z]{0,4})\.?[ ]?\d{1,6}\b)"
    rf"(?![ ]?(?:th|st|nd|rd|%|per|million|{_MONTH})))"
)
LETTERLIKE = re.compile(
    r"telegram|cable|letter|message|memorandum|despatch|dispatch|telex|minute|^[ ]*(?:nos?\.?)?[ ]*$", re.IGNORECASE
)
_NOTED = re.compile(
    r"\b(?P<whose>[Mm]y|[Yy]our)\b(?P<between>[^.;:\n]{0,60}?)"
    r"(?:[ ]?\[(?P<note>\d{1,2})\]|(?<=[\w)])(?P<note2>\d{1,2})(?=[ ,.;)]))"
)
_NOTE_DOCUMENT = re.compile(r"(?:See[ ])?Document[ ](?P<edition>\d{1,3})\b")
_EDITION_NUMBER = re.compile(r"^(\d{1,4})\b")


@dataclass(frozen=True, order=True)
class Occurrence:
    """A family name on a side of a document; ``signature`` where the title names no such sender."""

    document_id: str
    side: str
    family: str


@dataclass(frozen=True)
class Stated:
    """What a document states of an occurrence."""

    volume: int
    day: str
    place: str
    initials: str = ""
    role: str = ""
    counterparts: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proof:
    """Two occurrences that are one person, and why."""

    one: Occurrence
    other: Occurrence
    section: str


@dataclass
class Gold:
    """All occurrences, the proofs between them and the identity that each belongs to."""

    stated: dict[Occurrence, Stated]
    proofs: list[Proof]
    identity: dict[Occurrence, int]
    initials: dict[int, frozenset[str]]

    def section(self, one: Occurrence, other: Occurrence) -> str:
        """The kind of proof for two occurrences of one identity: the strongest that stands between the two."""
        if one.document_id == other.document_id:
            return "in_document"
        if self.stated[one].initials and self.stated[other].initials:
            return "initials"
        kinds = {each.section for each in self._between.get(frozenset((one, other)), ())}
        return next((name for name in SECTIONS if name in kinds), "closure")

    def __post_init__(self) -> None:
        self._between: dict[frozenset[Occurrence], list[Proof]] = defaultdict(list)
        for proof in self.proofs:
            self._between[frozenset((proof.one, proof.other))].append(proof)

    def relation(self, one: Occurrence, other: Occurrence) -> bool | None:
        """Whether two occurrences are one person; ``None`` where the pages do not prove it either way."""
        if self.identity[one] == self.identity[other]:
            return True
        if one.family != other.family:
            return None if is_near(one.family, other.family) else False
        here, there = self.initials[self.identity[one]], self.initials[self.identity[other]]
        if here and there and all(_clash(a, b) for a in here for b in there):
            return False
        return None


def gold(pages: Iterable[Page]) -> Gold:
    """Read occurrences and proofs from the pages."""
    pages = list(pages)
    places = {folded(page.place) for page in pages}
    families = {each.name.family for page in pages for each in page.parties if each.name} - places
    stated: dict[Occurrence, Stated] = {}
    proofs: list[Proof] = []
    for page in pages:
        own, within = _of_page(page, places, families)
        stated |= own
        proofs += within
    proofs += _by_initials(stated)
    proofs += _by_role(stated)
    proofs += _by_reference(pages, stated)
    return _closed(stated, sorted(set(proofs), key=lambda each: (each.one, each.other, each.section)))


def _of_page(page: Page, places: set[str], families: set[str]) -> tuple[dict[Occurrence, Stated], list[Proof]]:
    named = [(each.side, each.name, each.role) for each in page.parties if each.name and each.name.family not in places]
    bodies = [(each.side, each.name.family if each.name else each.role) for each in page.parties]
    own: dict[Occurrence, Stated] = {}
    for side, name, role in named:
        persons = tuple(sorted({other.family for at, other, _ in named if at != side}))
        others = tuple(sorted({body for at, body in bodies if at != side} - set(persons)))
        key = Occurrence(page.document_id, side, name.family)
        own[key] = Stated(page.volume, page.day, page.place, name.initials, role, persons, others)
    addressed = [name.family for side, name, _ in named if side == ADDRESSEE]
    bodies_addressed = [body for side, body in bodies if side == ADDRESSEE and body not in addressed]
    return own, _signed(page, own, tuple(sorted(addressed)), tuple(sorted(bodies_addressed)), families)


def _signed(
    page: Page, own: dict[Occurrence, Stated], persons: tuple[str, ...], bodies: tuple[str, ...], families: set[str]
) -> list[Proof]:
    """Add who signs: another form of the sender whom the title names, or a sender of its own."""
    if not page.signature:
        return []
    for each in [each for each in own if each.side in {SENDER, PARTICIPANT}]:
        read = person(page.signature, each.family)
        if read and read.initials:
            key = Occurrence(page.document_id, SIGNATURE, each.family)
            own[key] = replace(own[each], initials=read.initials, role=page.signature_role or own[each].role)
            return [Proof(each, key, "in_document")]
    read = person(page.signature)
    is_new = read and not [each for each in own if each.side == SENDER]
    if read and is_new and (read.initials or read.family in families):
        key = Occurrence(page.document_id, SIGNATURE, read.family)
        own[key] = Stated(page.volume, page.day, page.place, read.initials, page.signature_role, persons, bodies)
    return []


def is_near(one: str, other: str) -> bool:
    """Whether two family names may be one that is written twice: part of each other, or a letter apart."""
    if one.endswith(f" {other}") or other.endswith(f" {one}"):
        return True
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 4:
        return False
    short, long = sorted((one, other), key=len)
    return any(
        short[:at] + short[at + (len(short) == len(long)) :] == long[:at] + long[at + 1 :] for at in range(len(long))
    )


def _clash(one: str, other: str) -> bool:
    """Whether initials cannot be of one person: the first differ, and the longer does not hold the shorter."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return one[0] != other[0] and not all(each in letters for each in short)


def _by_initials(stated: dict[Occurrence, Stated]) -> Iterator[Proof]:
    """Occurrences of a family name whose initials agree: two letters and more anywhere, one letter in one volume."""
    forms: dict[tuple[str, int], set[str]] = defaultdict(set)
    for each, what in stated.items():
        forms[each.family, what.volume].add(what.initials)
    groups: dict[tuple[str, str, int], list[Occurrence]] = defaultdict(list)
    for each, what in sorted(stated.items()):
        if what.initials:
            whole = _whole(what.initials, forms[each.family, what.volume])
            groups[each.family, whole, 0 if len(whole) > 1 else what.volume].append(each)
    for members in groups.values():
        yield from _chain(members, "initials")


def _whole(initials: str, forms: set[str]) -> str:
    """The one longest form that begins with these initials; they themselves where several do."""
    longer = {form for form in forms if form.startswith(initials)}
    longest = [form for form in longer if not any(other != form and other.startswith(form) for other in longer)]
    return longest[0] if len(longest) == 1 else initials


def _chain(members: list[Occurrence], section: str) -> Iterator[Proof]:
    for one, other in pairwise(members):
        yield Proof(one, other, section)


def _by_role(stated: dict[Occurrence, Stated]) -> Iterator[Proof]:
    groups: dict[tuple[str, str], list[tuple[str, Occurrence]]] = defaultdict(list)
    for each, what in stated.items():
        if what.role and what.day:
            groups[each.family, folded(re.sub(r"\bActing\b", "", what.role))].append((what.day, each))
    for members in groups.values():
        members.sort()
        for (day, one), (later, other) in pairwise(members):
            agree = not (
                stated[one].initials and stated[other].initials and _clash(stated[one].initials, stated[other].initials)
            )
            if days_between(day, later) <= _ROLE_DAYS and agree:
                yield Proof(one, other, "role")


def days_between(one: str, other: str) -> int:
    return abs((date.fromisoformat(other) - date.fromisoformat(one)).days)


def _by_reference(pages: list[Page], stated: dict[Occurrence, Stated]) -> Iterator[Proof]:
    """What a document calls "my" is of its sender, what it calls "your" is of its addressee."""
    index = _indexed(pages)
    sides = _sides(stated)
    for page in pages:
        for whose, targets in _referred(page, index):
            proved = [list(_joined(sides[page.document_id], sides[each.document_id], whose)) for each in targets]
            proved = [each for each in proved if each]
            # two letters of one day: it is not said which is meant
            if len(proved) == 1:
                yield from proved[0]


class _Index(NamedTuple):
    """The pages of each volume by their number in it, by the number that they bear, and by day."""

    edition: dict[tuple[int, str], Page]
    number: dict[tuple[int, str], list[Page]]
    day: dict[tuple[int, str], list[Page]]


def _indexed(pages: list[Page]) -> _Index:
    index = _Index({}, defaultdict(list), defaultdict(list))
    for page in pages:
        edition = _EDITION_NUMBER.match(page.title)
        if edition:
            index.edition[page.volume, edition[1]] = page
        if page.number:
            index.number[page.volume, page.number].append(page)
        index.day[page.volume, page.day].append(page)
    return index


def _sides(stated: dict[Occurrence, Stated]) -> dict[str, dict[str, list[Occurrence]]]:
    sides: dict[str, dict[str, list[Occurrence]]] = defaultdict(lambda: defaultdict(list))
    for each in sorted(stated):
        sides[each.document_id]["sender" if each.side == SIGNATURE else each.side].append(each)
    return sides


def _joined(here: dict[str, list[Occurrence]], there: dict[str, list[Occurrence]], whose: str) -> Iterator[Proof]:
    """The proofs of one reference; where it is an exchange of letters, both sides are proved."""
    mine = whose == "my"
    pairs = [(SENDER, SENDER), (ADDRESSEE, ADDRESSEE)] if mine else [(ADDRESSEE, SENDER), (SENDER, ADDRESSEE)]
    (first, of_first), (second, of_second) = pairs
    proved = [(a, b) for a in here[first] for b in there[of_first] if a.family == b.family]
    if proved:
        proved += [] if mine else [(a, b) for a in here[second] for b in there[of_second] if a.family == b.family]
    for a, b in proved:
        if a != b:
            yield Proof(*sorted((a, b)), "reference")


def _referred(page: Page, index: _Index) -> Iterator[tuple[str, list[Page]]]:
    """Yield whose letter is meant, and which documents it may be."""
    for found in _NOTED.finditer(page.text):
        note = _NOTE_DOCUMENT.match(page.notes.get(found["note"] or found["note2"], ""))
        target = index.edition.get((page.volume, note["edition"])) if note else None
        if target and LETTERLIKE.search(found["between"]):
            yield found["whose"].lower(), [target]
    for found in REFERRED.finditer(page.text):
        if LETTERLIKE.search(found["between"]):
            near = [each for each in _candidates(found, page, index) if each is not page and _is_before(each, page)]
            yield found["whose"].lower(), near


def _candidates(found: re.Match[str], page: Page, index: _Index) -> list[Page]:
    if not found["number"]:
        return index.day.get((page.volume, _day(found, page)), [])
    number = re.sub(r"[^A-Z0-9]", "", found["number"].upper())
    # O.JA1201: outgoing
    return index.number.get((page.volume, number[1:] if re.match(r"[O0][A-Z]", number) else number), [])


def _day(found: re.Match[str], page: Page) -> str:
    month = (found["month"] or found["month2"] or "").lower()
    day = found["day"] or found["day2"]
    numbers = [number for name, number in _MONTHS.items() if len(month) > 2 and name.startswith(month)]
    if len(numbers) != 1 or not page.day:
        return ""
    year = found["year"] or found["year2"] or str(int(page.day[:4]) - (numbers[0] > int(page.day[5:7])))
    return f"{year}-{numbers[0]:02d}-{int(day):02d}"


def _is_before(earlier: Page, page: Page) -> bool:
    return (
        bool(earlier.day and page.day)
        and earlier.day <= page.day
        and days_between(earlier.day, page.day) <= _REFERENCE_DAYS
    )


def _closed(stated: dict[Occurrence, Stated], proofs: list[Proof]) -> Gold:
    """Follow the proofs; where they would join initials that clash, the weaker ones are left out."""
    parent = {each: each for each in stated}
    initials = {each: frozenset({what.initials} - {""}) for each, what in stated.items()}

    def top(each: Occurrence) -> Occurrence:
        while parent[each] != each:
            parent[each] = parent[parent[each]]
            each = parent[each]
        return each

    kept = []
    for section in SECTIONS:
        for proof in proofs:
            if proof.section != section:
                continue
            one, other = top(proof.one), top(proof.other)
            if one != other:
                if any(_clash(a, b) for a in initials[one] for b in initials[other]):
                    continue
                first, second = sorted((one, other))
                parent[second] = first
                initials[first] |= initials[second]
            kept.append(proof)
    tops = sorted({top(each) for each in stated})
    number = {each: index for index, each in enumerate(tops)}
    return Gold(
        dict(sorted(stated.items())),
        kept,
        {each: number[top(each)] for each in sorted(stated)},
        {number[each]: initials[each] for each in tops},
    )


def pairs(found: Gold) -> Iterator[tuple[Occurrence, Occurrence, bool]]:
    """Yield all pairs of one family name that the pages prove to be one person or two."""
    by_family: dict[str, list[Occurrence]] = defaultdict(list)
    for each in found.stated:
        by_family[each.family].append(each)
    for members in by_family.values():
        for one, other in combinations(members, 2):
            relation = found.relation(one, other)
            if relation is not None:
                yield one, other, relation
