"""Telegram or cable of a foreign service whose own form is not described yet: what the shared rules read."""

import re

from pipeline.forms import Form
from pipeline.grammar import rule
from pipeline.values.serials import serial
from pipeline.vocabulary import zones

_HEADER = (
    # Arrived: 24.10.62 16:30 · Processed: 24.10.62 17:30 Office of the President stands unread
    # Telegram from Havana File # 10.815
    rule(
        "file",
        r"^[ ]*Telegram[ ]from[ ](?P<header_sender>[A-Z][^\n:,]{2,60}?)[ ]File[ ]\#[ ]?(?P<sender_number>\d[\d. ]{0,12}\d)(?:[ ][A-Za-z]{1,3})?[ ]*$",
        "Telegram from Havana File # 10.815",
        sender_number=serial,
    ),
)

FORM = Form(
    form_id="telegram",
    title="Telegram of another foreign service",
    grammar=zones.grammar(
        "telegram",
        header=_HEADER,
    ),
    signs=(
        r"(?:CODED|Coded|TRANSLATION[ ]OF[ ]CODED)[ ]TELEGRAM",
        r"Telegram[ ](?:for[ ]coding|number)",
        r"(?:Arrived|Processed|Dispatched):[ ]\d",
    ),
    titled=re.compile(r"\A(?:TELEGRAM|Telegram|Cable|Despatch|Dispatch)\b", re.VERBOSE),
)
