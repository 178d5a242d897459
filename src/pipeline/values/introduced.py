"""Names in running text, by the words beside them: a title or a form of address before a person, a noun in an office.

A name ends where a word stands that is part of no name ("General Assembly", "Minister In Lisbon", "President June").
"""

import re

from pipeline.values.countries import ADJECTIVE
from pipeline.values.dates import MONTHS, WEEKDAY
from pipeline.values.honorifics import ADDRESS, DIGNITY, RANK
from pipeline.values.names import TITLE, Stretch
from pipeline.values.text import fold

_MONTH = f"(?:{'|'.join(MONTHS)})"
# fmt: off
# words with a capital that open sentences and stand before names, and are part of none
LEADING = (
    r"(?:The|This|That|These|Those|A|An|Our|Your|My|His|Her|Its|Their|It|He|She|We|They|You|I|In|On|At|For|To|From|With|By|Of"
    r"|And|Or|But|If|As|So|When|While|Where|Whether|Although|Though|Because|However|Since|Until|Before|After|During|Under"
    r"|Between|Both|Also|Only|Even|Not|No|Any|Each|Every|All|Some|Such|Same|Other|Another|Meanwhile|Moreover|Further"
    r"|Subject|Re|Ref|Part|Paragraph|There|Then|Thus|What|Which|Who|Would|Will|Should|May|Could|Can|Did|Does|Has|Have|Is|Was"
    r"|Were|Are|Do|Please|Following|Through|Against|About|Into|Over|Upon|Towards?|Within|Without|Despite|Unless|Like|Yet"
    r"|Said|Says|Say)"
)
LEADING_WORDS = frozenset(LEADING[len("(?:") : -1].replace("Towards?", "Toward|Towards").split("|"))
# nouns of offices, matters and papers: behind a title they go on with the office, and are no name
_NO_NAME = (
    # He, An and So are surnames too
    rf"(?:(?!(?:He|An|So|Do|You)\b){LEADING}|{_MONTH}|{WEEKDAY}|{ADJECTIVE}|Assembly|Council|Committee|Commission(?:er)?|Department|Ministry|Office|Embassy|Legation"
    r"|Consulate|Mission|Delegation|Government|Cabinet|Conference|Headquarters|HQ|Staff|Affairs|External|Foreign|Home|Interior|International"
    r"|National|Security|Defen[cs]e|Trade|Commerce|Treasur(?:y|er)|Supply|Immigration|Territories|Army|Navy|Naval|Air|Forces?|Military"
    r"|Organi[sz]ations?|Union|United|Nations|States|Republics?|Republican|General|Minister|Secretar(?:y|iat)|President|Ambassador|Consul"
    r"|Counsel|Counsell?or|Director|Chairman|Premier|Marshal|Admiral|Colonel|Captain|Major|Plenipotentiary|Representatives?|Personal"
    r"|Assistant|Deputy|Acting|Vice|High|Chiefs?|Head|Officer|Attorney|Governor|Elections?|Occupation|Orders?|Resolution|Agreement|Act|Treaty"
    r"|Policy|Legal|Law|Press|Political|Economic|Information|Intelligence|Operations?|Secret|Report|Letter|Note|Cable(?:gram)?|Telegram"
    r"|Despatch|Memorandum|Meeting|Mr|Mrs|Miss|Dr|Sir|Lord|Lady|Prince|Princess|Sultan|Emperor|Privy|Chancellor|Mayor|Judge|Justice|Motors|Electric|Manager|Director|Synod|Practitioner|Hospital|Post|Strike"
    r"|Maintenance|Considerations?|Impressions?|Discussions?|Comments?|Conclusions?|Background|Introduction|Summary|Party|Parliament|House"
    r"|China|Japan|Indonesia|Australia|Germany|France|Italy|Russia|India|Portugal|Timor|America|Canada|Belgium|Europe|Asia|Britain|England"
    r"|Netherlands|Holland|Malaysia|Malaya|Burma|Siam|Thailand|Korea|Poland|Hungary|Cuba|Papua|New|North|South|East|West|Northern|Southern)"
)
# fmt: on
_PARTICLE = r"(?:van|von|de|da|dos|der|den|du|la|bin|al)"
_WORD = rf"(?!{_NO_NAME}\b)(?:Mc|Mac|O['’]|D['’]|De|Le|Du|Fitz)?[A-Z][^\W\d_A-Z]+(?:[-’'](?!(?:s|one|who|whom|whose|which|that|and|as|a|the|is|was|but|Annexure)\b)[^\W\d_]+)?(?![\w’]*[A-Z\d])"
_INITIALS = r"(?:[A-Z]\.[ ]?){1,4}"
# Pak Seong-cheol · Qiao · W. R. Hodgson · van Mook · Robert G. Menzies
NAMED = (
    rf"(?:{_INITIALS}|{_PARTICLE}[ ]){{0,2}}{_WORD}(?:[ ](?:{_INITIALS}|{_PARTICLE}[ ]){{0,2}}{_WORD}){{0,2}}(?![\w])"
)
# Lord Halifax: the dignity is part of the name
_OF_DIGNITY = rf"{DIGNITY}[ ]{NAMED}"
# Foreign Minister · [North] Korean Foreign Minister · General Sir · President Dr.
BEFORE_NAME = rf"(?:{TITLE}|{RANK}\.?)"
ADDRESSED = rf"(?:{ADDRESS}\.?[ ]){{1,2}}(?:Justice[ ])?"
# where neither an office nor a form of address stands before it
DIGNIFIED = _OF_DIGNITY
PERSON_NAMED = rf"(?:{_OF_DIGNITY}|{NAMED})"
_NOUN_OF_POSITION = (
    r"(?:Ministers?|Secretary|Commissioner|Consul|Ambassador|Officer|Head|Chief|Director|Counsell?or|Attach[eé]|Chairman|Premier|Treasurer"
    r"|Adviser|Representative|Delegate|Administrator|Commander(?:[ -]in[ -]Chief)?|Governor|President|Leader|Envoy|Attorney|Manager)(?:[ -]General)?"
)
_CAPITAL = r"[A-Z][\w’'-]*"
# Adviser on Far Eastern Affairs · Secretary of the Department of Trade · High Commissioner in London
ROLE = (
    rf"(?!{LEADING}\b)(?:[A-Z][\w.’'-]*[ ]){{0,4}}?{_NOUN_OF_POSITION}"
    rf"(?:[ ](?:of|for|in|on|at|to)[ ](?:the[ ])?{_CAPITAL}(?:[ ](?:(?:and|of|of[ ]the)[ ])?{_CAPITAL}){{0,5}})?"
)

_OF_OFFICE = r"(?:Department|Ministry|Office|Bureau|Commission|Committee|Council|Board|Secretariat|Directorate|Division|Institute)"
_OFFICE = (
    r"(?:Department|Ministry|Office|Bureau|Commission|Committee|Council|Board|Secretariat|Directorate|Embassy|Legation"
    r"|Consulate(?:[ -]General)?|Delegation|Mission|Government|Agency|Assembly|Treasury)"
)
_MISSION = r"(?:Embassy|Legation|Consulate(?:[ -]General)?|High[ ]Commission|Mission)"
# of whom an office is: a possessive of a title, and not of a person
_OWNER = r"(?:Prime[ ]Minister|Premier|President|Chairman|Attorney-General|Governor|Majesty)['’]s"
_QUALIFIER = rf"(?:{_OWNER}|(?:(?:[A-Z]\.){{1,4}}|[A-Z][\w&-]+)(?!['’.]))"
_MATTERS = (
    r"(?:Agriculture|Commerce|Communications|Culture|Customs|Development|Education|Excise|Fisheries|Forestry|Health|Immigration|Industry"
    r"|Information|Justice|Labou?r|Power|Mines|Science|Sport|Technology|Tourism|Trade|Transport|Welfare|Works)"
)
_PLACE = r"(?:(?:New|South|North|East|West|San|Hong|Port|Kuala|Phnom|The|United)[ ])?[A-Z]\w+"
_OF_WHAT = rf"(?!(?:{LEADING}|{_MONTH})\b)[A-Z][\w-]+"
_NAMED_BY_PLACE = rf"{_MISSION}[ ](?:in|at)[ ](?!{_MONTH}\b){_PLACE}"
_NAMED_BY_MATTER = (
    rf"{_OF_OFFICE}[ ](?:of|for)[ ](?:the[ ])?{_OF_WHAT}"
    rf"(?:(?:[ ]|(?:,[ ]{_MATTERS}){{0,2}}[ ]and[ ](?={_MATTERS}\b)|[ ]of[ ]){_OF_WHAT}){{0,4}}"
)
# Security Council · Prime Minister's Department · Department of External Affairs · Embassy in Washington
OFFICE_NAMED = (
    rf"(?:Economic[ ]and[ ]Social[ ]Council|{_NAMED_BY_MATTER}|{_NAMED_BY_PLACE}"
    rf"|(?:(?:His|Her)[ ]Majesty['’]s|{_QUALIFIER})[ ](?:{_QUALIFIER}[ ]){{0,3}}?"
    rf"(?:{_NAMED_BY_MATTER}|{_NAMED_BY_PLACE}|{_OFFICE}(?![ ](?:House|Gazette|Printer|of|for)\b)))\b"
)
_OPENING = re.compile(rf"(?:(?!(?:His|Her)[ ]Majesty)(?:{LEADING}|{_MONTH}|Mr|Dr|Sir)[ ])*")
_UNSURE = re.compile(rf"[ ](?:{LEADING}|{_MONTH})[ ]|\A{_OFFICE}\Z|\A(?:{TITLE}|Mr|Dr|Sir)\b(?!['’]s|[ ]Assembly)")
# what any state can have: it is told by the document
_ANY_STATE = (
    r"(?:foreign|war|home|interior|provisional|interim|federal|central|caretaker|transitional|national|local|coalition|military"
    r"|emergency|supreme|executive|special|steering|technical|political|economic|financial|preparatory|drafting|sub|joint|working"
    r"|advisory|administrative|constituent|legislative|revolutionary|contact|consular|new|old|territory|first|second|third)"
)
_OF_ANY_STATE = re.compile(rf"(?:{_ANY_STATE}[ ])+\w+")


def office_in(words: str) -> Stretch | None:
    """Return the name of an office among words that `OFFICE_NAMED` matched, without those that open the sentence.

    >>> office_in("When Security Council").text, office_in("The Committee"), office_in("June Delegation")
    ('Security Council', None, None)
    """
    start = _OPENING.match(words).end()  # type: ignore[union-attr]
    name = words[start:]
    return None if _UNSURE.search(name) else Stretch(start, len(words), name)


# Bodies of the United Nations and of the League: the same in the documents of every state
_OF_NO_STATE = re.compile(
    r"(?:(?:the )?(?:united nations|un|u n|league of nations)(?: .{1,80})?|security council|general assembly|trusteeship council"
    r"|economic and social council|committee of good offices|good offices committee|committee of twenty four)"
)


def is_of_no_state(name: str) -> bool:
    """Whether the name is that of a body of many states, which is one body whoever names it.

    >>> is_of_no_state("Security Council"), is_of_no_state("United Nations Secretariat"), is_of_no_state("Cabinet")
    (True, True, False)
    """
    return bool(_OF_NO_STATE.fullmatch(fold(name)))


def is_of_any_state(name: str) -> bool:
    """Whether the name of an office tells nothing by which it is one of one state: "Foreign Ministry".

    >>> is_of_any_state("Provisional Federal Government"), is_of_any_state("State Department")
    (True, False)
    >>> is_of_any_state("Security Council")
    False
    """
    return bool(_OF_ANY_STATE.fullmatch(fold(name)))
