"""Telegram of the State Department or one of its posts, 1973 to 1979, as the department's own system kept it.

A page banner; the offices that got it with the copies of each; of outgoing ones who drafted, approved and cleared; the
message centre's number; precedence and date-time group; FM, TO and INFO; the mark of secrecy in spaced letters with the
number; captions (handling, E.O., TAGS, SUBJECT, REF); numbered paragraphs; the signer's surname. Where a telegram came
in sections, the head stands again above each.
"""

import re

from pipeline.forms import Form
from pipeline.grammar import Grammar, Rule, Zone, rule
from pipeline.values.clock import clock_time
from pipeline.values.counts import count
from pipeline.values.dates import capital_day
from pipeline.values.groups import GROUP, GROUP_SHAPE, group_day
from pipeline.values.offices import OFFICES, office_sum, office_word
from pipeline.values.posts import POST, address_word, message_number
from pipeline.values.precedences import LETTERS, WORDS, precedence, precedences
from pipeline.values.recipients import whole
from pipeline.values.steps import any_step
from pipeline.vocabulary.prose import RULES as PROSE
from pipeline.vocabulary.telegrams import (
    CAPTION,
    CAPTIONS,
    END_SHAPE,
    ON_EVERY_PAGE,
    SECRECY,
    STAMP_SHAPE,
    on_every_page,
)

# lines at which the list before them ends
_DASHES = r"[ ]*-{4,}"
_GROUP_LINE = rf"[ ]*(?:{LETTERS}[ ]{{1,3}})?{GROUP_SHAPE}"
_NUMBER = rf"{POST}[ ]+\d{{1,7}}(?!\d)"
_COUNTED = r"(?:\d{1,2}|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN)"
_SECTION = rf"(?:(?:FINAL[ ]+)?SECTION[ ]+(?:{_COUNTED}[ ]+)?OF[ ]+{_COUNTED})"
# C O N F I D E N T I A L SECTION 1 OF 2 SEOUL 3051 · S E C R E T STATE 091242 TOSEC 114
_NUMBER_LINE = rf"[ ]*{SECRECY}[ ]+(?:{_SECTION}[ ]+)?{_NUMBER}[^\n]*"
_CAPTION_LINE = rf"[ ]*{CAPTIONS}[ ]*$"
_ORDER_LINE = r"[ ]*E\.?[ ]?O\.?[ :]{1,3}\d{5}"
_TAGS_LINE = r"[ ]*TAGS?(?![A-Z])"
_SUBJECT_LINE = r"[ ]*SUBJ(?:ECT)?(?![A-Z])"
_REF_LINE = r"[ ]*(?:REF(?:S|TELS?|ERENCES?)?)(?=[ :;.])"
_ITEM = rf"(?:{_ORDER_LINE}|{_TAGS_LINE}|{_SUBJECT_LINE}|{_REF_LINE})"
# the first paragraph is 1., or what opens the text where the paragraphs have no numbers
_TEXT = r"[ ]*(?:\(?1[.)]?[ ]|(?:BEGIN[ ])?SUMMARY\b)"
_PAGE_BREAK = rf"(?:\n[ ]*){{0,6}}(?:\n[ ]*{SECRECY}[ ]*)?(?:\n[ ]*){{0,6}}\n[ ]*(?:{SECRECY}[ ]+)?PAGE[ ]{{1,4}}\d[^\n]*(?:\n[ ]*){{0,6}}"
_PAGE = rf"[ ]*(?:{SECRECY}[ ]+)?PAGE[ ]{{1,4}}\d"

# -- the offices

_OFFICES: tuple[Rule, ...] = (
    # ACTION EA-14 INFO OCT-01 ISO-00 CIAE-00 /015 W
    rule(
        "offices",
        rf"^[ ]*(?P<distribution>{OFFICES})",
        "ACTION EA-14 INFO OCT-01 ISO-00 /015 W",
    ),
    rule(
        "office_word",
        r"(?<![A-Z0-9/-])(?P<office_word>ACTION|ORIGIN|INFO)(?=[ ])",
        "ORIGIN SS-10",
        inside="distribution",
        many=True,
        office_word=office_word,
    ),
    # /085 W
    rule(
        "office_total",
        r"(?:/[ ]?(?P<copies_total>\d{1,4})(?:[ ]{1,2}[A-Z])?)(?=\s*\Z)",
        "/085 W",
        inside="distribution",
        copies_total=count,
    ),
    # 085 W, where the stroke was lost
    rule(
        "office_total_bare",
        r"(?<=\s)(?P<copies_total>\d{3})[ ]{1,2}[WR](?=\s*\Z)",
        " 085 W",
        inside="distribution",
        copies_total=count,
    ),
    rule(
        "office",
        r"(?<![\w/])(?P<recipient>[A-Z][A-Z0-9/]{0,6})[- ](?P<copies>\d{1,3})(?!\w)",
        "EA-14",
        inside="distribution",
        many=True,
        recipient=whole,
        copies=count,
    ),
)

# -- who drafted, approved and cleared

_NO_STAFF = rf"(?:{_DASHES}|{_GROUP_LINE}|[ ]*(?:FM|TO|INFO|DESIRED)[ ]|[ ]*\d{{5,6}}[ ]*$|{_NUMBER_LINE})"
_STAFF: tuple[Rule, ...] = (
    # DRAFTED BY EA/K:JDOE:ABC, and the lines below it
    rule(
        "staff",
        rf"^[ ]*(?P<staff>(?:DRAFTED|APPROVED)[ ]?BY\b[^\n]*(?:\n(?!{_NO_STAFF})[^\n]*){{0,80}})",
        "DRAFTED BY EA/K:JDOE:ABC",
    ),
    *on_every_page("staff"),
    # DRAFTED BY EA/K:JDOE:ABC · APPROVED BY EA:RROE · S/S-O: G. POE (INFO) · RFOE/LC
    rule(
        "staff_line",
        r"(?:^[ ]*|(?<=[ ])(?=DRAFTED|APPROVED))(?:(?P<staff_word>DRAFTED|APPROVED|CLEARED)[ ]?(?:BY\b)?[ ]?:?[ ]*)?"
        r"(?:(?P<staff_office>[A-Z][A-Z0-9/&.-]{0,24})(?:[ ]?[:;][ ]?|[ ]-[ ]))?"
        r"(?P<staff_name>[A-Z][A-Z0-9.,'/& -]{0,40}?)"
        r"(?:[ ]?[:/][A-Z]{2,3})?(?:[ ]+(?:EXT\.?[ ]?|X-?)?\d{5})?(?:[ ]*\([^()\n]{1,30}\))?[ ]*$",
        "DRAFTED BY EA/K:JDOE:ABC",
        inside="staff",
        many=True,
        staff_word=any_step,
    ),
)

# -- the message: centre, time, addresses

_MESSAGE: tuple[Rule, ...] = (
    # --------------------- 013372 · ------------------107579 280824Z /20
    rule(
        "centre",
        r"^[ ]*-{4,}[ ]*(?:\d{6}Z[ ]+)?(?P<cipher_number>\d{5,6})(?:[ ]+\d{6}Z?)?(?:[ ]*/[ ]?\d{1,4})?[ ]*$",
        "--------------------- 013372",
    ),
    # R 070950Z MAY 74 · O R 070950Z MAY 74 ZFF-4
    rule(
        "group",
        rf"^[ ]*(?:(?P<precedences>{LETTERS})[ ]{{1,3}})?(?P<group>{GROUP})(?:[ ]+Z[A-Z]{{2}}[ -]?\d{{0,2}}){{0,3}}[ ]*$",
        "R 070950Z MAY 74",
        required=True,
        precedences=precedences,
        group=group_day,
        group_time=clock_time,
    ),
    # FM AMEMBASSY SEOUL
    rule(
        "from",
        r"^[ ]*FM[ :]{1,3}(?P<header_sender>[A-Z][A-Z0-9./'&() -]{1,60}?)(?:[ ]+\d{1,6})?[ ]*$",
        "FM AMEMBASSY SEOUL",
        required=True,
    ),
    # TO SECSTATE WASHDC 3051 / INFO AMEMBASSY TOKYO PRIORITY / CINCPAC
    rule(
        "addresses",
        rf"^[ ]*(?P<addresses>(?:TO|INFO)[ ]+[A-Z][^\n]*"
        rf"(?:(?:{_PAGE_BREAK}|\n[ ]*(?=\n[ ]*(?:TO|INFO|XMT|AM[A-Z]|US[A-Z]|SEC[A-Z]|CINC|COMUS|DIA|CIA|JCS|NSC|ALL)[A-Z ]))?\n"
        rf"(?!{_NUMBER_LINE}|{_CAPTION_LINE}|{_ITEM}|{_TEXT}|[ ]*{SECRECY}[ ]*$|[ ]*$)[^\n]+){{0,300}})",
        "TO SECSTATE WASHDC 3051",
    ),
    *on_every_page("addresses"),
    # the words that say what is asked of those named behind them
    rule(
        "address_word",
        r"(?:^[ ]*|(?<=[ ][ ])(?=TO[ ]|INFO[ ])|(?<=[ (])(?=XMT|EXC))(?P<address_word>TO|INFO|XMT|EXCEPT|EXCLUD(?:ED|ING))(?=[ ]+[A-Z])",
        "INFO AMEMBASSY TOKYO",
        inside="addresses",
        many=True,
        address_word=address_word,
    ),
    # SECSTATE WASHDC 3051 · AMEMBASSY TOKYO PRIORITY · RUEHC/SECSTATE WASHDC IMMEDIATE 3051
    rule(
        "addressee",
        r"(?:^|(?<=TO[ ])|(?<=INFO[ ])|(?<=XMT[ ])|(?<=EXCEPT[ ])|(?<=EXCLUDED[ ])|(?<=EXCLUDING[ ])|(?<=,[ ]))[ ]*"
        rf"(?:R[A-Z]{{4,6}}[ ]?/[ ]?)?(?P<addressee>[A-Z][A-Z0-9./'&() -]{{1,60}}?)"
        rf"(?:[ ]+(?P<addressee_precedence>{WORDS}))?(?:[ ]+(?P<to_number>\d{{1,6}}))?[ )]*(?:$|,(?=[ ]))",
        "AMEMBASSY TOKYO PRIORITY 114",
        inside="addresses",
        many=True,
        addressee=whole,
        addressee_precedence=precedence,
    ),
)
# 43: the number of the receiving station
_STATION = rule("station", r"^[ ]*\d{2,5}[ ]*$", "43", many=True)
# 013372, where the copy lost the dashes before it
_BARE_CENTRE = rule("bare_centre", r"^[ ]*(?P<cipher_number>\d{6})[ ]*$", "013372")

# -- the captions

_CONTINUED = rf"(?:\n(?!{_ITEM}|{_TEXT}|{_PAGE}|{_CAPTION_LINE}|{_NUMBER_LINE})[^\n]*\S[^\n]*){{0,12}}"
_BETWEEN = rf"(?:\n(?:[ ]*|{_CAPTION_LINE}|[ ]*{SECRECY}[ ]*|{_PAGE}[^\n]*|[ ]*{STAMP_SHAPE}[ ]*)$){{0,12}}"
_BEFORE_ITEMS = rf"(?:\n(?!{_ITEM}|{_TEXT})[^\n]*){{0,14}}?"
_FURTHER = rf"(?:{_BETWEEN}\n{_ITEM}[^\n]*{_CONTINUED}){{0,8}}(?:\s{{0,40}}^{_CAPTION_LINE}){{0,3}}"
_CAPTIONS_OPEN = rule(
    "captions",
    rf"^(?P<captions>(?:{_NUMBER_LINE}(?:{_BEFORE_ITEMS}\n(?={_ITEM})[^\n]*{_CONTINUED})?|(?={_ITEM})[^\n]*{_CONTINUED}){_FURTHER})",
    "C O N F I D E N T I A L SEOUL 3051",
)
_CAPTIONS: tuple[Rule, ...] = (
    *on_every_page("captions"),
    # C O N F I D E N T I A L SECTION 1 OF 2 SEOUL 3051
    rule(
        "number_line",
        rf"(?:^[ ]*|(?<=[ ])(?![ ]))(?P<classification>{SECRECY})[ ]+(?:(?:FINAL[ ]+)?SECTION[ ]+(?:(?P<section_number>{_COUNTED})[ ]+)?OF[ ]+(?P<sections_total>{_COUNTED})[ ]+)?"
        rf"(?P<sender_number>{_NUMBER})(?:[ ]+(?P<series_number>(?P<handling>TOSEC|SECTO)[ ]+\d{{1,7}}))?(?:[ ]+(?P<marks>{CAPTIONS}))?[ ]*$",
        "C O N F I D E N T I A L SECTION 1 OF 2 SEOUL 3051",
        inside="captions",
        section_number=count,
        sections_total=count,
        sender_number=message_number,
        series_number=message_number,
    ),
    # TOSEC 120014, on a line of its own
    rule(
        "series_line",
        r"^[ ]*(?P<series_number>(?P<handling>TOSEC|SECTO)[ ]+\d{1,7})[ ]*$",
        "TOSEC 120014",
        inside="captions",
        series_number=message_number,
    ),
    # EXDIS · NODIS CHEROKEE
    rule("caption_line", rf"^[ ]*(?P<marks>{CAPTIONS})[ ]*$", "EXDIS", inside="captions", many=True),
    rule("caption", rf"(?P<handling>{CAPTION})", "EXDIS", inside="marks", many=True),
    # E.O. 11652: GDS · EO 11652 NA
    rule(
        "order",
        r"^[ ]*E\.?[ ]?O\.?[ :]{1,3}(?P<executive_order>\d{5}[ ]?[:;,.]?[ ]*[^\n]{0,80}?)[ ]*$",
        "E.O. 11652: GDS",
        inside="captions",
    ),
    # TAGS: PFOR, KS, KN
    rule(
        "tags",
        rf"^[ ]*TAGS?(?![A-Z])[ :.]{{0,4}}(?P<tags>[^\n]*{_CONTINUED})",
        "TAGS: PFOR, KS, KN",
        inside="captions",
    ),
    # OVIP (KISSINGER, HENRY A.)
    rule("tag", r"(?P<tag>[A-Z]{2,6}(?:[ ]?\([^()\n]{1,60}\))?|\([^()\n]{2,60}\))", "PFOR", inside="tags", many=True),
    # SUBJECT: VISIT OF … · SUBJ: …
    rule(
        "subject",
        rf"^[ ]*SUBJ(?:ECT)?(?![A-Z])[ ]?[:;.]?[ ]*(?P<subject>[^\n]{{2,400}}{_CONTINUED})",
        "SUBJECT: VISIT OF ASSEMBLYMAN",
        inside="captions",
    ),
    # REF: A. STATE 091242 (NOTAL); B. SEOUL 2999
    rule(
        "refs",
        rf"^[ ]*REF(?:S|TELS?|ERENCES?)?(?=[ :;.])[ ]?[:;.]?[ ]*(?P<references>[^\n]{{2,400}}{_CONTINUED})",
        "REF: A. STATE 091242 (NOTAL); B. SEOUL 2999",
        inside="captions",
    ),
    rule("refs_joint", r"\bAND\b", "AND", inside="references", many=True),
    # A. STATE 091242 (NOTAL) · (B) 75 SEOUL 2999 OF MAY 3 · 216512
    rule(
        "ref",
        r"(?<![A-Z0-9])(?:\(?(?P<reference_letter>[A-H])(?:[.)]{1,2}[ ]{0,6}|[ ]{1,3}(?=[A-Z]{3})))?"
        rf"(?P<referred>(?P<referred_number>(?:\d\d[ ])?(?!NOTAL|OF[ ]|DATED|PARA)(?:{POST}[ ]+)?(?:A-)?\d{{2,7}}(?!\d))"
        r"(?:,?[ ]+(?:OF|DATED)[ ](?P<referred_date>[A-Z]{3,9}[ ]\d{1,2}(?:,[ ]?\d{4})?|\d{1,2}[ ][A-Z]{3,9}(?:[ ]\d{4})?))?"
        r"(?:[ ]?\(?(?P<reference_note>NOTAL)\b\)?)?)",
        "A. STATE 091242 (NOTAL)",
        inside="references",
        many=True,
        referred_date=capital_day,
    ),
)

# -- the text, and the head of its further sections

_BODY: tuple[Rule, ...] = (
    rule(
        "section_head",
        # the list is taken once: it is not tried in parts where no section follows
        rf"^[ ]*(?P<repeated_offices>(?=ACTION|ORIGIN)(?>{OFFICES}))(?:\n(?![ ]*(?:ACTION|ORIGIN)[ ])[^\n]*){{0,120}}?"
        rf"\n[ ]*{SECRECY}[ ]+(?:FINAL[ ]+)?SECTION[ ]+(?:(?P<section_number>{_COUNTED})[ ]+)?OF[ ]+{_COUNTED}[ ]+{_NUMBER}[^\n]*",
        "ACTION EA-14 /014 W\nC O N F I D E N T I A L SECTION 2 OF 2 SEOUL 3051",
        many=True,
        repeated_offices=office_sum,
        section_number=count,
    ),
    # a section whose head the copy left out but for this line
    rule(
        "section_line",
        rf"^[ ]*{SECRECY}[ ]+(?:FINAL[ ]+)?SECTION[ ]+(?P<section_number>{_COUNTED})[ ]+OF[ ]+{_COUNTED}[ ]+{_NUMBER}[^\n]*$",
        "C O N F I D E N T I A L SECTION 2 OF 2 SEOUL 3051",
        many=True,
        section_number=count,
    ),
)
_NO_NAME = rf"(?!(?:{END_SHAPE}|{SECRECY}|{CAPTION}|UNQUOTE|QUOTE|END|COMMENT|SUMMARY)\b)"
_PAGE_FOOT = rf"(?:\s{{0,80}}(?:{SECRECY}|{END_SHAPE}|{STAMP_SHAPE}|{CAPTION})){{0,8}}\s{{0,80}}\Z"
# HABIB, at the end, after the end of a sentence or an empty line
_SIGNED = rule(
    "signed",
    rf"(?:(?<=[.?!\"')])(?:[ ]{{0,80}}\n\s{{0,80}}|[ ]{{1,80}})|(?<=\n)[ ]{{0,80}}\n\s{{0,80}})(?P<signature>{_NO_NAME}[A-Z][A-Z'-]{{1,20}}(?:[ ][A-Z][A-Z'-]{{1,20}})?)"
    rf"(?:[ ]\(ACTING\))?(?={_PAGE_FOOT})",
    ".\nHABIB",
)

FORM = Form(
    form_id="us_state_telegram",
    title="Telegram of the State Department",
    grammar=Grammar(
        "us_state_telegram",
        (
            Zone("header", (*_OFFICES, *_STAFF, *_MESSAGE, *ON_EVERY_PAGE, _STATION, _BARE_CENTRE)),
            Zone("captions_zone", (*ON_EVERY_PAGE, *_CAPTIONS), (_CAPTIONS_OPEN,)),
            # the text begins behind the captions, and nowhere where there are none
            Zone("body", (*_BODY, *ON_EVERY_PAGE, *PROSE), (rule("text", r"(?=\S)", "1. THE"),), re.compile(r"(?!)")),
            Zone("closing", ON_EVERY_PAGE, (_SIGNED,)),
        ),
        prose=frozenset({"body"}),
    ),
    signs=(
        r"PAGE[ ]{1,4}01[ ]",
        r"(?:ACTION|ORIGIN)[ ]{1,4}[A-Z0-9]{1,6}[ -]\d\d",
        rf"{LETTERS}[ ]{{1,3}}{GROUP_SHAPE}",
        r"FM[ ]{1,3}(?:AM|SEC|US)[A-Z]",
        r"E\.?[ ]?O\.?[ ]?11652",
        r"TAGS[ :]",
    ),
    titled=re.compile(r"(?!)"),
    state="US",
    sent_by_post=True,
    edited=False,
    years=(1973, 1979),
)
