"""Report, letter or note of an embassy of the German Democratic Republic, in English translation."""

import re

from pipeline.forms import Form
from pipeline.grammar import rule
from pipeline.values.dates import any_date
from pipeline.values.serials import serial
from pipeline.vocabulary import zones

_HEADER = (
    # Az.: 391/203/108 - 219
    rule(
        "file_mark",
        r"^[ ]*Az\.:?[ ]?(?P<sender_number>\d[\d/. -]{1,40}\d)[ ]*$",
        "Az.: 391/203/108 - 219",
        sender_number=serial,
    ),
    # - Political Department - · Economic Section
    rule(
        "section",
        r"^[ ]*(?:-[ ])?(?:[A-Z][a-z]+[ ]){1,3}(?:Department|Section)(?:[ ]-)?[ ]*$",
        "Economic Section",
    ),
    # on a Conversation with Comrade Pudisz on 9 October 1967
    rule(
        "about",
        r"^[ ]*(?:[Oo]n|[Aa]bout)[ ](?:a|the)[ ][^\n]{5,300}?(?:on|dated)[ ](?P<held_on>\d{1,2}[ ][A-Z][a-z]+[ ]\d{4})[^\n]{0,120}$",
        "on a Conversation with Comrade Pudisz on 9 October 1967",
        held_on=any_date,
    ),
)

FORM = Form(
    form_id="gdr_report",
    title="Report of an East German embassy",
    grammar=zones.grammar(
        "gdr_report",
        header=_HEADER,
    ),
    signs=(
        r"GDR[ ]Embassy",
        r"Embassy[ ]of[ ]the[ ](?:GDR|German[ ]Democratic)",
        r"Az\.",
        r"N[ ]o[ ]t[ ]e\b",
        r"\d[ ]?x[ ][A-Z]",
    ),
    titled=re.compile(r"\A[^\n]*\b(?:GDR|East[ ]German)\b|\n[^\n]*(?:PolA[ ]AA|MfAA|SAPMO)", re.VERBOSE),
    state="DDDE",
    own_paper=True,
)
