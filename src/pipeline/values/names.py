"""Names of persons, bodies and offices as the translators write them.

Square brackets are the translator's: a word supplied ("[North] Korea", "Qiao [Xiaoguang]"), a second
romanization ("Pak Seong-cheol [Pak Song Chol]") or the original term ("[woguo Chaoxian zu]").
"""

import re
from itertools import pairwise
from typing import NamedTuple

OFFICE_NOUN = (
    r"(?:Ministry|Department|Office|Commission|Committee|Bureau|Division|Desk|Section|Embassy|Consulate"
    r"|Embassies|Ministries|Delegation|Directorate|Direction|Administration|Legation|Mission|Council|Secretariat|Agency|Academy|Association|Headquarters)"
)
# Persons are introduced by their office: "Foreign Minister Pak", "Ambassador Qiao"
TITLE = (
    r"(?:Ambassador|(?:Deputy[ ]|Vice[ ]|Vice-)?(?:Foreign[ ]|Prime[ ])?Minister|(?:Deputy[ ]|Vice[ -])?Premier"
    r"|(?:Vice[ -])?President|(?:Vice[ -])?Chairman|(?:Consul|Governor|Secretary|Director|Lieutenant|Major|Brigadier)[ -]General"
    r"|(?:Field[ -])?Marshal|General|Comrade|Secretary|Consul|Counselor|Counsellor|Director)"
)
# Pak Seong-cheol · Qiao · McEwen · De Gaulle is not read: a lower-case particle ends a name here
_NAME = r"(?:Mc|Mac|O['’]|D['’])?[A-Z][a-z]+(?:[-’'](?!s\b)[A-Za-z]+)?"
PERSON = rf"{_NAME}(?:[ ]{_NAME}){{0,2}}"

_OFFICE = re.compile(rf"\b{OFFICE_NOUN}s?\b")
_ACTOR = re.compile(rf"\b(?:{OFFICE_NOUN}s?|{TITLE})\b")
_PERSON = re.compile(PERSON)
# Deputy Under Secretary of State for Political Affairs · Ambassador in Korea
_POSITION = re.compile(
    r"(?:(?:Acting|Deputy|Under|Assistant|Special|Vice|Permanent|Political|General|First|Second|Third)[ ]){0,4}"
    r"(?:Secretary|Ambassador|Minister|Chargé|Consul|Director|Counsell?or|Commander|Chairman|Chief|Representative|Adviser|Administrator)"
    r"[ ](?:(?:General|in[ ]Chief)[ ])?(?:of[ ]State|of[ ]Defense|of[ ]the[ ](?:Treasury|Army|Navy|Air[ ]Force)|(?:in|at|to)[ ][A-Z][^\d()]{2,60})"
    r"(?:[ ]for[ ][A-Z][^\d()]{2,80})?"
)
# Comrade [Liu] Shaoqi
_TITLED = re.compile(rf"{TITLE}[ ]\[?[A-Z]")
_ARTICLE = re.compile(r"(?:\[?to[ ])?\[?the\]?[ ]|\[to\][ ](?:the[ ])?", re.IGNORECASE)
_BRACKETED = re.compile(r"[ ]?\[[^\[\]]{0,200}\]")
_JOINT = re.compile(r"(?:,?[ ]and[ ]|[,;][ ]|[ ]&[ ])(?:the[ ])?")
# a relay or a note in brackets at the end of an addressee: [via Zakharov]
_VIA = re.compile(r"[ ]\[(?:via|through)[ ][^\[\]]*\]\Z")
# To the A, copying the B, and reporting to the C · to Krasovsky, for Mao Zedong
_NEXT_ROLE = re.compile(
    r",?[ ](?:and[ ])?(?:copying|copied[ ]to|copy[ ]to|with[ ]a[ ]copy[ ]to|reporting[ ]to|also[ ]reporting[ ]to|for|via)[ ]"
    r"(?:to[ ])?(?:the[ ])?|;[ ](?:and[ ])?(?:the[ ])?"
)
# Comrade Nicolae Ghenea, Deputy Foreign Minister: the role of the person named before it
_APPOSITION = re.compile(
    rf",[ ](?:the[ ])?(?:[A-Z][\w-]*[ ]){{0,4}}?(?:{TITLE}|Head|Chief|Member|Deputy)(?:[ ](?:of|for|to|in)[ ].{{1,80}})?\Z"
)
# Comrades Kuznetsov, Zorin
_COMRADES = re.compile(r"(?:Comrades|Cdes\.|COMRADES|Messrs\.)[ ]")
_AND = re.compile(r",?[ ]and[ ]|,[ ]")


class Stretch(NamedTuple):
    """A part of a string: its 0-based, half-open place and its words."""

    start: int
    end: int
    text: str


class Party(NamedTuple):
    """One who writes or is written to: the place of the name (0-based, half-open), the name, and the role beside it.

    ``kind`` is a type of actor where an edition's own usage tells it ("Dot" in its titles is a department).
    """

    start: int
    end: int
    text: str
    role: Stretch | None = None
    kind: str | None = None


def expanded(name: str) -> str:
    """Return the name with the words that brackets supply, without the brackets.

    >>> expanded("Chinese Embassy in [North] Korea")
    'Chinese Embassy in North Korea'
    """
    return " ".join(name.replace("[", " ").replace("]", " ").split())


def unannotated(text: str) -> str:
    """Return the words without what stands in brackets.

    >>> unannotated("Chinese Koreans [woguo Chaoxian zu]")
    'Chinese Koreans'
    """
    return " ".join(_BRACKETED.sub("", text).split())


def whole_name(name: str, bracket: str) -> str | None:
    """Return the whole name where the bracket after a surname supplies the rest of it, else ``None``.

    >>> whole_name("Qiao", "Xiaoguang"), whole_name("Qiao", "Qiao Xiaoguang")
    ('Qiao Xiaoguang', 'Qiao Xiaoguang')
    """
    if " " in name or _ACTOR.search(bracket) or not _PERSON.fullmatch(bracket):
        return None
    return bracket if bracket.startswith(f"{name} ") else f"{name} {bracket}"


def is_second_romanization(name: str, bracket: str) -> bool:
    """Whether a bracket after a whole name spells it again: its family name begins alike.

    >>> is_second_romanization("Pak Seong-cheol", "Pak Song Chol")
    True
    """
    return " " in name and " " in bracket and bool(_PERSON.fullmatch(bracket)) and name[0] == bracket[0]


def is_office(name: str) -> bool:
    """Whether the name holds the noun of an office: Ministry, Department, Embassy and their like."""
    return bool(_OFFICE.search(name))


def is_position(name: str) -> bool:
    """Whether the name is that of a position in full, with what it is of, and no name of a person.

    >>> is_position("Deputy Under Secretary of State for Political Affairs"), is_position("Ambassador in Korea")
    (True, True)
    >>> is_position("Secretary of State Ash"), is_position("Ambassador Ash"), is_position("The Secretary")
    (False, False, False)
    """
    return bool(_POSITION.fullmatch(name))


def offices(text: str) -> tuple[Stretch, ...]:
    """Split the words of a joint entry or a salutation into its offices, with their places in ``text``.

    Only where each side names an office by its noun or a person by a title; "Ministry of Trade and
    Industry" is one.

    >>> [each.text for each in offices("Second Asian Department and Consular Department")]
    ['Second Asian Department', 'Consular Department']
    >>> [each.text for each in offices("the Ministry of Trade and Industry")]
    ['Ministry of Trade and Industry']
    """
    joints = [joint.span() for joint in _JOINT.finditer(text) if _parts(text, joint)]
    found: list[tuple[int, int]] = []
    for (_, start), (end, _) in pairwise([(0, 0), *joints, (len(text), 0)]):
        # "Embassies and Offices of …" shares what follows
        is_bare = bool(found) and " " not in _ARTICLE.sub("", text[slice(*found[-1])].strip())
        if found and (is_bare or not (_is_actor(text, start, end) and _is_actor(text, *found[-1]))):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(_without_article(text, start, end) for start, end in found)


def addressees(text: str) -> tuple[Party, ...]:
    """Split the words of a salutation or of a line "To:" into those addressed, with their places in ``text``.

    A role that follows a name after a comma is no second addressee, and not part of the name.

    >>> [each.text for each in addressees("the Foreign Ministry, copying the Embassy in Moscow")]
    ['Foreign Ministry', 'Embassy in Moscow']
    >>> [each.text for each in addressees("Comrade Nicolae Ghenea, Deputy Foreign Minister")]
    ['Comrade Nicolae Ghenea']
    >>> addressees("Comrade Nicolae Ghenea, Deputy Foreign Minister")[0].role.text
    'Deputy Foreign Minister'
    >>> [each.text for each in addressees("Comrades Kuznetsov, Zorin")]
    ['Kuznetsov', 'Zorin']
    """
    found: list[Party] = []
    roles = [joint.span() for joint in _NEXT_ROLE.finditer(text)]
    for (_, start), (end, _) in pairwise([(0, 0), *roles, (len(text), 0)]):
        words = _VIA.sub("", text[start:end].rstrip(" ,;"))
        role = None
        if apposition := _APPOSITION.search(words):
            first = start + apposition.start() + len(", ")
            role = Stretch(first, start + apposition.end(), words[apposition.start() + len(", ") :])
            words = words[: apposition.start()]
        if comrades := _COMRADES.match(words):
            joints = [joint.span() for joint in _AND.finditer(words)]
            opening = (0, comrades.end())
            spans = [(left, right) for (_, left), (right, _) in pairwise([opening, *joints, (len(words), 0)])]
            named = [Stretch(left, right, words[left:right]) for left, right in spans]
        else:
            named = list(offices(words))
        # of several, nothing says whose role it is
        stated = role if len(named) == 1 else None
        found += [Party(start + each.start, start + each.end, each.text, stated) for each in named]
    return tuple(each for each in found if each.text)


def below(name: str, bodies: set[str]) -> int:
    """Return where the name of an office begins after the name of the body it belongs to, or 0.

    ``bodies`` are names that the same document states on their own: the longest that opens ``name`` is
    taken, so nothing is split that the document does not show to be two names.

    >>> name = "Ministry of Foreign Affairs Second Asian Department"
    >>> name[below(name, {"Ministry of Foreign Affairs"}):]
    'Second Asian Department'
    """
    cut = name.rfind(" ")
    while cut > 0:
        if name[:cut] in bodies and is_office(name[cut:]):
            return cut + 1
        cut = name.rfind(" ", 0, cut)
    return 0


def _parts(text: str, joint: re.Match[str]) -> bool:
    """Whether a joint parts two addressees: a comma does where an article or "and" follows, nothing does in brackets.

    Between an office and the body it belongs to stands a bare comma.
    """
    is_bare_comma = joint[0].startswith(",") and not joint[0].endswith(("the ", "and "))
    follows = text.startswith(("[to", "[the"), joint.end()) or _TITLED.match(text, joint.end()) is not None
    is_inside = text.count("(", 0, joint.start()) > text.count(")", 0, joint.start())
    return not is_inside and (follows or not is_bare_comma)


def _is_actor(text: str, start: int, end: int) -> bool:
    return bool(_ACTOR.search(text, start, end))


def _without_article(text: str, start: int, end: int) -> Stretch:
    article = _ARTICLE.match(text, start, end)
    begin = article.end() if article else start
    return Stretch(begin, end, text[begin:end])
