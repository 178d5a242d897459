"""The title that the editors gave a document: its number in the volume, its kind, who wrote to whom."""

import re
from collections.abc import Callable

from pipeline.grammar import Rule, rule
from pipeline.values.codes import EDITED_KIND, edited_kind
from pipeline.values.names import Party
from pipeline.values.parties import Parties, correspondents, parties, readers, writers
from pipeline.values.serials import serial
from pipeline.values.text import fold

# 49-Letter-from-Furlonger-to-Feakes: a title in the shape of its address
_HYPHENATED = re.compile(r"^\#[ ]+\d{1,4}-[^\s-]+(?:-[^\s-]+){2,40}[ ]*$", re.MULTILINE)


def spaced(page: str) -> str:
    """Return the page with blanks in a title whose words hyphens join; every place stays."""
    return _HYPHENATED.sub(lambda title: title[0].replace("-", " "), page)


# Departments and bodies that titles of the edition name by letters, written like names: "Hay to Dot"
_BY_LETTERS = frozenset({"dea", "doet", "dot", "cra", "ibrd", "idcc", "asio", "ags", "ecafe"})


def _edited(party: Party) -> Party:
    return party._replace(kind="corporate_body") if fold(party.text.partition(" (")[0]) in _BY_LETTERS else party


def _in_talk(text: str) -> tuple[Party, ...]:
    return tuple(_edited(each) for each in parties(text))


def _sides(read: Callable[[str], Parties]) -> Callable[[str], Parties]:
    """Return a reading of a title's names that knows what the edition writes for departments."""
    return lambda text: Parties(*(tuple(_edited(each) for each in side) for side in read(text)))


_NO = r"(?:[ ](?i:no)\.?[ ]?(?P<title_number>\d[\w/.-]{0,14}))?"
TITLE_RULES: tuple[Rule, ...] = (
    # 155 Evatt to King · 53-Cablegram-to-Canberra · 1. Sir George Pearce
    rule(
        "edition_number",
        r"(?P<edition_number>\d{1,4}[A-Z]?)(?:\.?[ ]+|-)(?=[^\W\d_\[])",
        "155 Evatt",
        at_start=True,
        inside="title",
    ),
    # … | Historical documents | Department of Foreign Affairs and Trade: the name of the web site
    rule(
        "site_name",
        r"(?<=\S)[ ]{1,4}[|–—-][ ]{1,4}(?:[^\n|]{0,80}[|–—-][ ]{1,4})?(?:Historical[ ]documents|Australian[ ]Government|(?:Australian[ ])?Department[ ]of[ ]Foreign[ ]Affairs[ ]and[ ]Trade|DFAT)[^\n]{0,120}$",
        " | Historical documents | Department of Foreign Affairs and Trade",
        inside="title",
    ),
    # Record of Conversation Between Tjan, Lim and Taylor · Record of Meeting with Tjan
    rule(
        "talk_between",
        rf"(?P<title_kind>{EDITED_KIND})[ ](?i:between|with)[ ](?P<title_participants>[^\n]{{2,240}})$",
        "Record of Conversation Between Tjan, Lim and Taylor",
        at_start=True,
        inside="title",
        title_kind=edited_kind,
        title_participants=_in_talk,
    ),
    # Record of Conversation · Cabinet Decision No. 258 · Brief for Whitlam
    rule(
        "kind_between",
        rf"(?P<title_kind>{EDITED_KIND}){_NO}(?:[ ](?i:between|with|in|of|on)\b[^\n]*)?$",
        "Record of Conversation Between",
        at_start=True,
        inside="title",
        title_kind=edited_kind,
        title_number=serial,
    ),
    # Note by Bruce of Conversation with Forde · Full Cabinet Submission by Curtin · Brief By Dot For Barnes
    rule(
        "by",
        rf"(?P<title_kind>{EDITED_KIND}){_NO}[ ](?:(?i:by)|of(?=[ ](?:Department|Ministry)[ ]))[ ](?P<title_parties>[^\n]{{2,160}}?)(?=[ ](?i:of)[ ](?i:conversation)|[ ](?i:on|in|for)[ ](?!London\b|Washington\b|[A-Z][a-z]+[ ]*,)|[ ]*$)",
        "Note by Bruce of Conversation",
        at_start=True,
        inside="title",
        title_kind=edited_kind,
        title_number=serial,
        title_parties=_sides(writers),
    ),
    # Brief for Whitlam · Memorandum for Mr W. M. Hughes, Minister for External Affairs
    rule(
        "for",
        r"(?:Draft[ ])?(?P<title_kind>(?:Background[ ])?(?i:Brief(?:ing[ ]Note)?|Memorandum))(?:[ ](?i:prepared))?[ ](?i:for)[ ](?P<title_parties>[^\n]{2,200}?)(?:[ ](?i:by)[ ][^\n]{2,80})?$",
        "Brief for Whitlam",
        at_start=True,
        inside="title",
        title_kind=edited_kind,
        title_parties=_sides(readers),
    ),
    # Letter from Feakes to Furlonger · Submission No. 320, Barnes To Cabinet · Cablegram to Canberra · Submission Shann To Hasluck
    rule(
        "kind_and_parties",
        rf"(?P<title_kind>{EDITED_KIND}){_NO}[,;]?(?:[ ](?i:from))?[ -](?P<title_parties>(?=[^\n]{{0,200}}\b(?i:to)\b)[^\n]{{2,300}})$",
        "Letter from Feakes to Furlonger",
        at_start=True,
        inside="title",
        title_kind=edited_kind,
        title_number=serial,
        title_parties=_sides(correspondents),
    ),
    # Dispatch from Furlonger
    rule(
        "kind_from",
        rf"(?P<title_kind>{EDITED_KIND})[ ](?i:from)[ ](?P<title_parties>[^\n]{{2,160}})$",
        "Dispatch from Furlonger",
        at_start=True,
        inside="title",
        title_kind=edited_kind,
        title_parties=_sides(writers),
    ),
    # Evatt to King and Smuts
    rule(
        "parties",
        r"(?P<title_parties>(?=[^\n]{0,400}\b(?i:to)\b)[^\n]{5,600})$",
        "Evatt to King and Smuts",
        at_start=True,
        inside="title",
        title_parties=_sides(correspondents),
    ),
)
