"""Minutes or protocol of a meeting: who was present, the agenda, what was decided."""

import re

from pipeline.forms import Form
from pipeline.grammar import rule
from pipeline.values.serials import serial
from pipeline.vocabulary import zones
from pipeline.vocabulary.parties import PARTICIPANT

_HEADER = (
    # PROTOCOL No. 26 · Minutes No. 4
    rule(
        "protocol_number",
        r"^[ ]*(?:PROTOCOL|Protocol|MINUTES|Minutes)[ ](?:No\.?|N[ºo°]|\#)[ ]?(?P<sender_number>\d[\w/-]{0,20})\.?[ ]*$",
        "PROTOCOL No. 26",
        sender_number=serial,
    ),
    # Present: Todor Zhivkov, Boris Velchev
    rule(
        "present",
        r"^[ ]*(?P<side>Present|PRESENT|Participating|Participants|In[ ]attendance|Chair(?:man|ed[ ]by)?|Presiding)[ ]?:[ ]*(?P<participants>[^\n]+(?:(?<=,)\n[^\n]+){0,10})$",
        "Present: Todor Zhivkov, Boris Velchev",
        many=True,
    ),
    PARTICIPANT,
    rule("agenda", r"^[ ]*(?:AGENDA|Agenda)[ ]?:?[ ]*$", "AGENDA"),
    rule("agenda_item", r"^[ ]*\d{1,2}[.)][ ]+[A-Z][^\n]{2,200}$", "1. On the autumn sowing.", many=True),
    rule(
        "about",
        r"^[ ]*(?:[Mm]inutes|MINUTES|[Oo]f|[Mm]eeting)[ ](?:[Oo]f|[Tt]he|a)[ ][^\n]{3,200}$",
        "Minutes of the meeting of the Politburo",
        many=True,
    ),
)

FORM = Form(
    form_id="minutes",
    title="Minutes of a meeting",
    grammar=zones.grammar(
        "minutes",
        header=_HEADER,
    ),
    signs=(
        r"(?:PROTOCOL|Protocol|MINUTES|Minutes)[ ](?:No|OF|of|N[º°])",
        r"(?:AGENDA|Agenda)\b",
        r"Present:",
        r"Decision[ ]No",
    ),
    titled=re.compile(r"\A(?:Draft[ ])?(?:Minutes|Protocol)\b(?![ ]of[ ](?:the[ ]|a[ ])?[Cc]onversation)", re.VERBOSE),
)
