"""Copies of a collection in which the proofs of who is who are hidden, page by page.

What is hidden stands in no copy: the files are named by their number too, as the addresses of pages hold names.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.actors.gold import LETTERLIKE, REFERRED, Gold, is_near
from benchmarks.actors.names import HONORIFIC, INITIALS, folded
from benchmarks.actors.pages import HONOURED, NO_PERSON, NOTE_PERSON, OFFICES, SENDER, SIGNATURE, Page, parties

# Neville · FRANKLIN D. · W. MacMahon
_GIVEN_NAMES = re.compile(
    r"(?:[A-Z]\.[ ]?)*[^\W\d_a-z][^\W\d_]{2,}(?:[ ](?:[A-Z]\.[ ]?)+|[ ][^\W\d_a-z][^\W\d_]{2,}){0,2}"
)
# a given name before a family name, as it stands in running text
_GIVEN = r"[A-Z][a-z]+(?:[ ][A-Z][a-z]+)?"


# First Assistant Secretary: a line below a signature
_OFFICE_LINE = re.compile(rf"^[ *_(]*(?:{OFFICES})[^\n.;]{{3,60}}$", re.MULTILINE)


@dataclass(frozen=True)
class Blinding:
    """What is hidden in a copy.

    Attributes:
        names: Initials, given names and forms of address are left out.
        roles: Offices that stand with names are left out.
        references: Numbers and days of "my" and "your" letters are left out, and the editors' word for them.
        shared: Family names that are written as another one, by volume.
    """

    names: bool = False
    roles: bool = False
    references: bool = False
    shared: Mapping[int, Mapping[str, str]] | None = None

    def family(self, volume: int, family: str) -> str:
        """How a family name reads in the copy."""
        return (self.shared or {}).get(volume, {}).get(family, family)


class Hider:
    """Hides names of the families given; the patterns are made once for a collection."""

    def __init__(self, families: Iterable[str], given: Mapping[str, set[str]]) -> None:
        known = sorted({each for each in families if len(each) > 2}, key=lambda each: (-len(each), each))
        self._family = "(?:" + "|".join(_loose(each) for each in known) + ")"
        self._initials = re.compile(rf"(?<![\w.])(?:{INITIALS})(?P<family>(?i:{self._family})\b)")
        self._honoured = re.compile(
            rf"(?:{HONORIFIC}[ ]?){{1,3}}(?:{INITIALS})?(?:{_GIVEN}[ ])??(?P<family>(?i:{self._family})\b)"
        )
        # 2 B. C. Hill, First Assistant Secretary
        self._noted = re.compile(
            rf"^([ ]{{0,4}}(?:\*[ ])?_?[ ]?\d{{1,2}}(?:\\?\.)?[ ]{{1,3}}"
            rf"(?:{HONORIFIC}[ ]?)*(?:{INITIALS})?(?i:{self._family})),[ ][^.\n]*",
            re.MULTILINE,
        )
        pairs = sorted({(name, family) for family, names in given.items() for name in names})
        self._given = (
            re.compile("|".join(rf"\b(?i:{_loose(name)})[ ](?=(?i:{_loose(family)})\b)" for name, family in pairs))
            if pairs
            else None
        )

    def names(self, page: str) -> str:
        """Hide initials and given names everywhere, and forms of address in the head of the page and its signature."""
        hidden = self._initials.sub(lambda found: found["family"], page)
        if self._given:
            hidden = self._given.sub("", hidden)
        lines = hidden.split("\n")
        for at, line in enumerate(lines):
            if line.startswith(("title:", "# ")) or (line.isupper() and len(line) < 60):
                lines[at] = self._honoured.sub(lambda found: found["family"], line)
        return "\n".join(lines)

    def roles(self, page: str) -> str:
        """Hide the offices that stand with names in the title, below the signature and in the editors' notes."""
        lines = page.split("\n")
        for at, line in enumerate(lines):
            if line.startswith(("title:", "# ")):
                lines[at] = _without_roles(line)
        hidden = "\n".join(lines)
        hidden = self._noted.sub(r"\1", hidden)
        return _OFFICE_LINE.sub("", hidden)


def _without_references(page: str) -> str:
    r"""The page without the numbers and days that say which letter is meant.

    >>> _without_references("My telegram 106 [1] refers. Your letter of 3 May.\n1 Document 96.")
    'My telegram [1] refers. Your letter of .\n1 Document.'
    """

    def left(found: re.Match[str]) -> str:
        is_letter = LETTERLIKE.search(found["between"])
        return (
            f"{found['whose']}{found['between']}".rstrip(" ") + (" " if found["month"] or found["month2"] else "")
            if is_letter
            else found[0]
        )

    return re.sub(r"\bDocuments?[ ]\d{1,3}\b", "Document", REFERRED.sub(left, page))


def _without_roles(line: str) -> str:
    """The title without what stands with its names.

    >>> _without_roles("# 72 Mr S. M. Bruce, High Commissioner in London, to Mr J. A. Lyons, Prime Minister")
    '# 72 Mr S. M. Bruce to Mr J. A. Lyons'
    >>> _without_roles("# 55 Memorandum, Administration (Cleland) To Dot (Rose)")
    '# 55 Memorandum, Cleland To Rose'
    """
    bare = line
    for party in parties(re.sub(r'^(?:title:[ ]*"?|#[ ]+)', "", line).rstrip('" ')):
        if party.name and party.role:
            role = re.escape(party.role)
            bare = re.sub(rf"\b{role}[ ]\(([^()]+)\)", r"\1", bare)
            bare = re.sub(rf",[ ]{role},?(?=[ ]|\"|$)", "", bare)
    return bare


def _loose(family: str) -> str:
    """A pattern for a folded name as it may be written."""
    return r"[ -]".join(
        r"['’]?".join(map(re.escape, word)) if len(word) < 14 else re.escape(word) for word in family.split()
    )


def given_names(pages: Iterable[Page]) -> dict[str, set[str]]:
    """Given names written in full, by family: of titles, of signatures, and of editors' notes.

    A word that stands anywhere in small letters is none.
    """
    found: dict[str, set[str]] = defaultdict(set)
    pages = list(pages)
    families = {each.name.family for page in pages for each in page.parties if each.name}
    small = {word for page in pages for word in re.findall(r"\b[a-z]+\b", page.text)}
    for page in pages:
        for stretch in (*_titled(page), page.signature, *page.notes.values()):
            words = _without_address(stretch[:80]).split()[:6]
            for at in range(1, len(words)):
                given = " ".join(words[:at])
                family = next(
                    (each for each in (folded(" ".join(words[at : at + 2])), folded(words[at])) if each in families), ""
                )
                is_part = folded(" ".join(words[at - 1 : at + 1])) in families
                if family and not is_part and _GIVEN_NAMES.fullmatch(given) and not set(folded(given).split()) & small:
                    found[family].add(folded(given))
    return found


def _titled(page: Page) -> list[str]:
    return [each["name"] for each in HONOURED.finditer(page.title)]


def _without_address(name: str) -> str:
    return re.sub(rf"^(?:{HONORIFIC}[ ]?)+", "", name)


def hider(pages: Iterable[Page], gold: Gold) -> Hider:
    """What hides the names of a collection."""
    pages = list(pages)
    families = {each.family for each in gold.stated}
    for page in pages:
        for text in page.notes.values():
            found = NOTE_PERSON.match(text)
            if found and not NO_PERSON.search(found["name"]):
                families.add(folded(re.sub(rf"^(?:{HONORIFIC}[ ]?)*(?:{INITIALS})", "", found["name"])))
    return Hider(families, given_names(pages))


def write_copy(raw: Path, target: Path, how: Blinding, hide: Hider, volumes: frozenset[int]) -> None:
    """Write the pages of some volumes with what is to be hidden left out, each named by its number."""
    for file in sorted(raw.rglob("*.md")):
        page = file.read_text("utf-8")
        volume, number = re.search(r"(?m)^vol_id: *\"?(\d+)", page), re.search(r"(?m)^doc_id: *\"?(\d+)", page)
        if not (volume and number) or int(volume[1]) not in volumes:
            continue
        # offices first: what is an office is known by the name that stands in full before it
        page = hide.roles(page) if how.roles else page
        page = hide.names(page) if how.names else page
        page = _without_references(page) if how.references else page
        for family, shown in sorted((how.shared or {}).get(int(volume[1]), {}).items()):
            page = _renamed(page, family, shown)
        place = target / "dfat" / f"volume-{volume[1]}" / f"{number[1]}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page, "utf-8")


def _renamed(page: str, family: str, shown: str) -> str:
    def other(found: re.Match[str]) -> str:
        return shown.upper() if found[0].isupper() else shown.title()

    return re.sub(rf"\b(?i:{_loose(family)})\b", other, page)


def shared_names(pages: Iterable[Page], gold: Gold, *, at_one_place: bool) -> dict[int, dict[str, str]]:
    """Two persons under one family name: which names become which, by volume.

    Names are paired that stand in no document together, in the order of how often they occur; with ``at_one_place``
    those that write from one place are, as far as there are such.
    """
    texts: dict[int, list[set[str]]] = defaultdict(list)
    for page in pages:
        texts[page.volume].append(set(re.findall(r"[a-z]+", folded(page.title + " " + page.text))))
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    posts: dict[tuple[int, str], set[str]] = defaultdict(set)
    for each, what in gold.stated.items():
        if " " not in each.family and len(each.family) > 3:
            counts[what.volume][each.family] += 1
            posts[what.volume, each.family].add(what.place if each.side in {SENDER, SIGNATURE} else "")
    return {volume: _paired(counts[volume], texts[volume], posts, volume, at_one_place) for volume in sorted(counts)}


def _paired(
    counts: Counter[str],
    texts: list[set[str]],
    posts: Mapping[tuple[int, str], set[str]],
    volume: int,
    at_one_place: bool,
) -> dict[str, str]:
    order = [name for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if number > 1]
    chosen: dict[str, str] = {}
    taken: set[str] = set()
    for name in order:
        if name in taken:
            continue
        apart = [
            other
            for other in order
            if other != name
            and other not in taken
            and not is_near(name, other)
            and not any(name in text and other in text for text in texts)
        ]
        if at_one_place:
            apart = [other for other in apart if (posts[volume, name] & posts[volume, other]) - {""}]
        if apart:
            chosen[apart[0]] = name
            taken |= {name, apart[0]}
    return chosen
