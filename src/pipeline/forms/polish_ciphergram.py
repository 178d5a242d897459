"""Ciphergram of the Polish foreign service, in English translation."""

import re

from pipeline.forms import Form
from pipeline.grammar import rule
from pipeline.values.clock import ANY_TIME, clock_time
from pipeline.values.dates import ANY_DATE, any_date
from pipeline.values.steps import any_step
from pipeline.vocabulary import zones
from pipeline.vocabulary.days import ON_DAYS

_HEADER = (
    # From: [Ambassador Boleslaw] JELEN1: with a colon it is a person
    rule(
        "from_person",
        r"^[ ]*(?:From|Sender):[ ](?P<header_sender>(?:\[[^\n\[\]]{2,60}\][ ]|Ambassador[ ])?[^\W\d_a-z][^\W\d_]{2,25})(?:[ ]?\d{1,2}|\[\d{1,2}\])?[ ]*$",
        "From: [Ambassador Boleslaw] JELEN1",
    ),
    # From Havana sent on 10.26.1962 at 16:30, received on 10.27.1962 at 03:15
    rule(
        "post",
        rf"^[ ]*From[ ](?P<step_place>[A-Z][^\n:]{{2,40}}?),?[ ](?P<step>sent|dispatched)[ ]on[ ](?P<moment>(?P<moment_day>{ANY_DATE})(?:[ ]at[ ](?P<moment_time>{ANY_TIME}))?)",
        "From Havana sent on 10.26.1962 at 16:30",
        step=any_step,
        moment_day=any_date,
        moment_time=clock_time,
    ),
    # ON/26/26/X/62
    ON_DAYS,
    # (27.10 at 22 GMT)
    rule("zone_time", r"^[ ]*\(\d{1,2}\.\d{1,2}[ ](?:at[ ])?\d{1,2}(?::\d\d)?[ ]GMT\)[ ]*$", "(27.10 at 22 GMT)"),
)

FORM = Form(
    form_id="polish_ciphergram",
    title="Ciphergram of the Polish foreign service",
    grammar=zones.grammar(
        "polish_ciphergram",
        header=_HEADER,
        closing=(ON_DAYS,),
    ),
    signs=(
        r"Ciphergram[ ]No",
        r"Came[ ]in?to[ ]the[ ]De(?:coding|ciphering)",
        r"Of[ ]Special[ ]Significance",
        r"Dispatched[ ]from",
    ),
    titled=re.compile(r"\A(?:Telegram|Cable|Ciphergram)[^\n]*\b(?:Polish|Poland)\b|AMSZ", re.VERBOSE),
    state="PL",
)
