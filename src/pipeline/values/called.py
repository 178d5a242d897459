"""What the words of a name, as a head, a list or a signature gives it, say of what they name.

"Lt Col W. R. Roe" and "A. J. DOE" are persons, "Secretary of Department of Trade" is a position, "Administration (Roe)" a
body and the person who writes for it. Words that say nothing ("Canberra", "Evatt") are left to the place where they
stand.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.values.honorifics import honoured
from pipeline.values.names import TITLE, Stretch, is_office
from pipeline.values.places import POSTS
from pipeline.values.text import fold

_PARTICLE = r"(?:van|von|de|da|dos|der|den|du|la|le|bin|al|VAN|VON|DE|DA|DOS)"
_WORD = r"(?:(?:Mc|Mac|O['’]|D['’]|De|Le)?[^\W\d_a-z][\w’'-]+)"
_FAMILY = rf"(?:{_PARTICLE}[ ]){{0,2}}{_WORD}(?:[ ]{_WORD}){{0,2}}"
# S. M. Bruce · G.B.FEAKES · Robert G. Menzies
_INITIALLED = re.compile(rf"(?:{_WORD}[ ])?(?:[^\W\d_a-z]\.[ ]?){{1,5}}{_FAMILY}")
# M. Roe: "M." alone can be Monsieur
_MONSIEUR = re.compile(rf"M\.[ ]{_WORD}")
_WORDS = re.compile(rf"{_WORD}(?:[ ]{_PARTICLE}){{0,2}}(?:[ ]{_WORD}){{1,3}}")
# Evatt · McEwen · O’Brien · van Mook
_FAMILY_NAME = re.compile(
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]a|[Dd]u|El|VAN)[ ])?(?:Mc|Mac|O['’]|D['’])?(?P<name>[^\W\d_a-z][^\W\d_]+(?:-[^\W\d_]+)?)"
)
# Ambassador Qiao · Vice Chairman Lin: an office before a name
_TITLED = re.compile(rf"(?P<title>(?:Soviet[ ]|Chinese[ ])?{TITLE})[ ](?=[^\W\d_a-z])")
# a surname and the rest that a translator supplies: Zhang [Wentian]
_SUPPLIED = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]+[ ]\[[^\W\d_a-z][\w’'-]+(?:[ ][\w’'-]+)?\]")
_HOLDER = re.compile(r"(?P<body>[^()]{2,120})[ ]\((?P<holder>[^()\d]{2,60})\)")
_RANKS = r"(?:(?:Acting|Deputy|Assistant|Permanent|Parliamentary|First|Second|Third|Senior|Special|Vice|Under|Chief|Principal|Executive)[ -]){0,4}"
_POSITION_NOUN = (
    r"(?:Prime[ ]Minister|Foreign[ ]Minister|(?:High[ ])?Commissioner|Secretary(?:[ -]General)?|Minister|Ambassador|Consul(?:[ -]General)?"
    r"|Governor(?:[ -]General)?|Director(?:[ -]General)?|President|Chairman|Head|Chief|Counsell?or|Attach[eé]|Treasurer|Administrator"
    r"|Attorney-General|Solicitor-General|Commander(?:[ -]in[ -]Chief)?|Representative|Adviser|Chargé(?:[ ]d['’]Affaires)?|Premier|Controller)"
)
# what a position in full is of: of Department of Trade · for External Affairs · in London · to Japan
_STATE = r"(?:(?:United|New|Great|South|North|Soviet|Hong|Port|Kuala|San|The|Papua|East|West)[ ])?[A-Z][\w’'-]+"
_OF = rf"(?:[ ](?:of|for|on)[ ](?:the[ ])?[A-Z][^()]{{1,100}}|[ ](?:in|at|to)[ ](?:the[ ])?{_STATE}(?:[ ]\(in[ ][^()]{{2,30}}\))?)"
# Prime Minister · Minister for Trade · U.K. High Commissioner to Australia · First Secretary
_POSITION = re.compile(
    rf"(?:(?:[A-Z][\w.]*[ ]){{0,2}}{_RANKS}{_POSITION_NOUN}{_OF}|(?:Acting[ ]|Deputy[ ])?(?:Prime[ ]Minister|Governor-General|Attorney-General)"
    rf"|PRIME[ ]MINISTER)"
)
# what needs more words to be one position: of which office, of which state
_BARE_POSITION = re.compile(
    r"(?:(?:Secretary|Director|Consul|Lieutenant-Governor)-General|(?:Deputy[ ]|Vice[ -])?(?:Foreign[ ])?Minister|(?:Vice[ -])?(?:Premier|Chairman|President)|High[ ]Commissioner"
    r"|Ambassador|Consul|Secretary|Director)"
)
_GROUP = re.compile(
    r"(?:[\w.’'-]+[ ]){0,3}(?:Heads|Posts|Officials|Ministers|Leaders|Officers|Representatives|Ambassadors|Delegates|Members)(?:[ ]of[ ].{2,80}|, .{2,60})?"
)
# nouns of bodies that are too common to tell one within longer words, at the end of a name
_BODY = re.compile(
    r"(?:[\w.’'&-]+[ ]){0,6}(?:Government|Cabinet|Conference|Treasury|Assembly|Branch|Command|Board|Group[ ]of[ ].{2,80}|Parliament|Politburo|Presidium)"
    r"|CABINET|(?:High[ ])Commission(?:[ ]in[ ][A-Z]\w+)?"
)
# words that open no name of a person, and stand in none
_NO_NAME = re.compile(
    r"\b(?:The|And|Of|For|To|In|On|By|Evening|Meeting|Conference|Letter|Cablegram|Minister|Secretary|Ambassador|Consul|Attach[eé]|Affairs|Government"
    r"|External|Foreign|General|Group|Members?|Officials?|Party|Republic|Union|National|International|East|West|North|South|Central|Commander"
    r"|Staff|Headquarters|Assembly|Council|Court|Order|Election|SUPREME|COMMANDER|THE|FOR|AND|OF)\b"
)


class Called(NamedTuple):
    """What a name is of, what tells it, and which of its words are which.

    Attributes:
        actor_type: A type of actor; ``None`` where the words do not tell it.
        basis: What it rests on.
        name: The words of the name itself.
        rank: The office or rank before it.
        is_whole: Of a person, whether it is a whole name and not a surname; of a position, whether it says of what.
        holder: Who is named in brackets behind a body.
    """

    actor_type: str | None
    basis: str | None
    name: Stretch
    rank: Stretch | None = None
    is_whole: bool = False
    holder: Stretch | None = None


@lru_cache(maxsize=8_192)
def called(text: str) -> Called:
    """Read what the words of a name say of what they name.

    >>> read = called("Lt Col W. R. Roe")
    >>> read.actor_type, read.basis, read.name.text, read.rank.text, read.is_whole
    ('person', 'title', 'W. R. Roe', 'Lt Col', True)
    >>> [called(each).actor_type for each in ("A. J. DOE", "Mr Roe", "Roe", "Canberra", "General Staff")]
    ['person', 'person', None, None, None]
    >>> [called(each).actor_type for each in ("Prime Minister", "Secretary of Department of Trade", "Harbour Conference")]
    ['position', 'position', 'corporate_body']
    >>> called("Administration (Roe)").holder.text
    'Roe'
    """
    whole = Stretch(0, len(text), text)
    if (held := _HOLDER.fullmatch(text)) and _is_holder(held["holder"]):
        first, last = held.span("holder")
        body = called(held["body"])
        return body._replace(holder=Stretch(first, last, held["holder"]))
    if _GROUP.fullmatch(text):
        return Called("group", "noun", whole)
    if _POSITION.fullmatch(text):
        return Called("position", "noun", whole, is_whole=True)
    if _BARE_POSITION.fullmatch(text):
        return Called("position", "noun", whole)
    if is_office(text) or _BODY.fullmatch(text):
        return Called("corporate_body", "noun", whole)
    return _person(text) or Called(None, None, whole)


def is_full_name(text: str) -> bool:
    """Whether words with capitals can be the whole name of a person, where the place says that they are a person's.

    >>> is_full_name("ALAN DOE"), is_full_name("Roe"), is_full_name("SUPREME COMMANDER"), is_full_name("New York")
    (True, False, False, False)
    """
    return bool(_WORDS.fullmatch(text)) and not _NO_NAME.search(text) and fold(text) not in POSTS


def is_post(text: str) -> bool:
    """Whether a name is that of a city where missions are.

    >>> is_post("New York"), is_post("CANBERRA"), is_post("Roe")
    (True, True, False)
    """
    return fold(text) in POSTS


def is_surname(text: str) -> bool:
    """Whether words are one family name: Evatt, McEwen, Noel-Baker, D'Alton, van Mook.

    >>> [is_surname(each) for each in ("McEwen", "Noel-Baker", "O’Brien", "Van Mook", "U.K", "Roe and Doe")]
    [True, True, True, True, False, False]
    """
    found = _FAMILY_NAME.fullmatch(text)
    return bool(found) and all(each.isupper() or each[1:].islower() for each in found["name"].split("-"))  # type: ignore[index]


def _is_holder(words: str) -> bool:
    named = called(words)
    is_person = named.actor_type == "person" or is_surname(words) or is_full_name(words)
    return is_person and not is_post(words) and not _NO_NAME.search(words)


def _person(text: str) -> Called | None:
    """A person by what stands before the name, by initials, or by what a bracket supplies."""
    places = [place for place, letter in enumerate(text) if letter not in "[]"]
    words = "".join(text[place] for place in places)
    start, rank, basis = 0, None, None
    if before := honoured(words):
        start, basis = before.end(), "title"
        rank = (before.start("rank"), before.end("rank")) if before["rank"] else None
    elif before := _TITLED.match(words):
        start, basis, rank = before.end(), "title", before.span("title")
    name = words[start:]
    is_whole = bool(_INITIALLED.fullmatch(name)) and not (basis is None and _MONSIEUR.fullmatch(name))
    if not is_whole and basis is None:
        is_whole = bool(_SUPPLIED.fullmatch(text)) and is_full_name(name)
        basis = "form" if is_whole else None
    elif is_whole:
        basis = basis or "name"
    elif basis:
        is_whole = is_full_name(name)
        if not is_whole and (not is_surname(name) or _NO_NAME.search(name) or is_post(name)):
            return None
    if basis is None:
        return None
    if before and before.re is not _TITLED and before["dignity"] and " " not in name:
        # Lord Roe: the dignity is part of the name
        start = 0
    stretch = _stretch(text, places, start, len(words))
    return Called("person", basis, stretch, _stretch(text, places, *rank) if rank else None, is_whole)


def _stretch(text: str, places: list[int], start: int, end: int) -> Stretch:
    first, last = places[start], places[end - 1] + 1
    # a bracket that opens or closes within the words belongs to them
    words = text[first:last]
    if words.count("[") > words.count("]") and text[last : last + 1] == "]":
        last += 1
    elif words.count("[") < words.count("]") and text[first - 1 : first] == "[":
        first -= 1
    return Stretch(first, last, text[first:last])
