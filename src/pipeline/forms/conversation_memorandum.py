"""Memorandum or record of a conversation, whoever wrote it down: participants by side, then what was said."""

import re

from pipeline.forms import Form
from pipeline.grammar import rule
from pipeline.values.clock import ANY_TIME, clock_time
from pipeline.values.dates import ANY_DATE, FULL_DATE, WEEKDAY, any_date
from pipeline.values.steps import any_step
from pipeline.vocabulary import zones
from pipeline.vocabulary.parties import PARTICIPANT

_NAMES = r"[^\n]+(?:\n(?=[^\n:]{2,120}[;,][ ]*$)[^\n]+|(?<=[,;])\n[^\n]+|\n[ ]*(?:[A-Z]\.[ ]?){0,3}[A-Z][^\n:.;]{2,80}(?=\n|\Z)){0,12}"
_RECORDER = rule(
    "recorder",
    r"^[ ]*(?P<step>Recorded[ ]by|Recorder|Recording[ ]officials?|Notetaker|Note[ ]taker|Minutes|Drafted[ ]by)[ ]?:?[ ](?P<step_agent>[A-Z][^\n:;,()\[]{1,50}?(?:,[ ][A-Z][^\n:;,()]{1,50}){0,3}?)(?:[,.]?\s{1,3}(?P<moment>(?P<moment_day>\d{1,2}[ ][A-Z][a-z]+[ ]\d{4})))?\.?[ ]*$",
    "Recorded by: Miao Qun",
    step=any_step,
    moment_day=any_date,
)
_HEADER = (
    # Berlin, 12 December 1977 is the day of the memorandum; a day with no place before it that of the talk
    rule(
        "day",
        rf"^[ ]*(?:{WEEKDAY},?[ ])?(?P<held_on>{FULL_DATE})(?:,?[ ](?:at[ ])?(?P<held_from>{ANY_TIME}))?[ ]*$",
        "18 June 1960",
        held_on=any_date,
        held_from=clock_time,
    ),
    # on a conversation with Ambassador Pak Hyon-bo on 9 December 1977, 19:00-19:40, in the Ministry
    rule(
        "about",
        rf"^[ ]*(?:on|about|of)[ ](?:a|the)[ ][^\n]{{5,300}}?[ ]on[ ](?P<held_on>{FULL_DATE})(?:,?[ ](?:between[ ]|at[ ]|from[ ])?(?P<held_from>{ANY_TIME}))?[^\n]{{0,120}}$",
        "on a conversation with Ambassador Pak Hyon-bo on 9 December 1977, 19:00-19:40, in the Ministry",
        held_on=any_date,
        held_from=clock_time,
    ),
    # Time: 6:40 p.m., 15 June 1962 · Time: 22 January 1955, 2:30-4:00 PM · Date and Time: / Night of April 16, 1965
    rule(
        "time",
        rf"^[ ]*(?:Time|Date(?:[ ]and[ ][Tt]ime|[ ]of[ ](?:the[ ])?(?:conversation|meeting|talk))?|Date/Time|TIME|DATE)[ ]?:\s*(?:(?P<held_at>{ANY_TIME}),?[ ](?:on[ ])?)?"
        rf"(?:(?:[Nn]ight|[Mm]orning|[Aa]fternoon|[Ee]vening)(?:[ ]of|,)[ ])?(?:{WEEKDAY},?[ ])?(?P<held_on>{ANY_DATE})(?:[;,]?[ ](?:from[ ]|at[ ]|between[ ])?(?P<held_from>{ANY_TIME}))?[^\n]{{0,20}}$",
        "Time: 22 January 1955, 2:30-4:00 PM",
        held_on=any_date,
        held_at=clock_time,
        held_from=clock_time,
    ),
    rule(
        "clock",
        rf"^[ ]*(?:Time|TIME)[ ]?:\s*(?P<held_at>{ANY_TIME})[ ]*$",
        "Time: 19:00-19:40",
        held_at=clock_time,
    ),
    # Place: VIP Lounge, Shenyang Railway Station
    rule("place", r"^[ ]*(?:Place|Location|Venue|PLACE)[ ]?:\s*(?P<held_in>[^\n]{2,200})$", "Place: Xihua Hall"),
    # Participants: · Present:, with the sides below
    rule(
        "participants_heading",
        r"^[ ]*(?:Participants|Present|PARTICIPANTS|PRESENT|Participating|Attendees)[ ]?:[ ]*$",
        "Participants:",
    ),
    # Chinese side attendees: … · From the Soviet side: … · On our side: … · Participants: …
    rule(
        "side",
        rf"^[ ]*(?:Participants:[ ])?(?P<side>(?:(?:From|On)[ ](?:the[ ])?|The[ ])?(?:[A-Z][\w.’'-]*[ ]|[Oo]ur[ ]|[Tt]heir[ ]){{1,3}}(?:[Ss]ide|participants|attendees)(?:[ ]attendees)?"
        rf"|Participants|Present|Participating|Attendees|Personnel[ ]accompanied|Persons?[ ]attending(?:[ ]the[ ]meeting)?|Accompanying[ ]persons|Foreign[ ]guests)"
        rf"[ ]?:[ ]*(?:\n[ ]*)?(?P<participants>{_NAMES})$",
        "From the Soviet side: Cdes. N. S. Khrushchev, B. N. Ponomarev",
        many=True,
    ),
    # Interpreter: Chen Lishui · Recorded by: Miao Qun · Notetaker: Lin Xiaoyu
    rule(
        "interpreter",
        r"^[ ]*(?:Interpret(?:er|ation|ed[ ]by)|Translator)[ ]?:[ ]*(?P<interpreter>(?:[A-Z]\.[ ]?){0,3}[A-Z\[][^\n:;,().]{1,50})(?:,[^\n.]{1,80})?\.?(?=[ ]|$)",
        "Interpreter: Chen Lishui",
    ),
    _RECORDER,
    # with Kim Hyung-mo, Chief of … · between N. S. KHRUSHCHEV and the delegation
    rule("with", r"^[ ]*(?:with|between|on[ ]a|of[ ]a)[ ][^\n]{3,300}$", "with Kim Hyung-mo", many=True),
    rule(
        "reviewed",
        r"^[ ]*[\[(](?:Not[ ](?:yet[ ])?(?:reviewed|proofread)|not[ ]reviewed|Premier[ ]has[ ]yet)[^\n()\[\]]{0,60}[\])][ ]*$",
        "(Not proofread)",
        many=True,
    ),
    PARTICIPANT,
)

FORM = Form(
    form_id="conversation_memorandum",
    title="Memorandum of conversation",
    grammar=zones.grammar(
        "conversation_memorandum",
        header=_HEADER,
        closing=(_RECORDER,),
        closers=(_RECORDER,),
    ),
    signs=(
        r"(?:RECORD|Record|MEMORANDUM|Memorandum|Minutes|MINUTES)[ ](?:OF|[Oo]f)[ ](?:A[ ]|a[ ]|the[ ]|THE[ ])?(?:CONVERSATION|[Cc]onversation)",
        r"Participants:",
        r"(?:Time|Date[ ]and[ ]Time):",
        r"(?:Place|Location|Venue):",
        r"(?:Interpreter|Recorder|Notetaker|Recorded[ ]by)\b",
        r"(?:From|On)[ ](?:the[ ])?\w+[ ]side:",
    ),
    titled=re.compile(r"\A[^\n]{0,40}\b(?:[Cc]onversation|Talk)\b", re.VERBOSE),
)
