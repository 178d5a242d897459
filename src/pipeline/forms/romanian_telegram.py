"""Telegram of the Romanian foreign service, in English translation."""

import re

from pipeline.forms import Form
from pipeline.grammar import rule
from pipeline.values.serials import serial
from pipeline.vocabulary import zones

_HEADER = (
    # Date: 06.03.1976/03:00 stands with the shared rules; No.: 067.046 too · TELEGRAM 066.621
    rule(
        "telegram_number",
        r"^[ ]*(?:TELEGRAM|Telegram)[ ](?P<sender_number>\d{2,3}\.?\d{3})[ ]*$",
        "TELEGRAM 066.621",
        sender_number=serial,
    ),
    # 066711
    rule("bare_number", r"^[ ]*(?P<sender_number>0\d{2}\.?\d{3})[ ]*$", "066711", sender_number=serial),
)

FORM = Form(
    form_id="romanian_telegram",
    title="Telegram of the Romanian foreign service",
    grammar=zones.grammar(
        "romanian_telegram",
        header=_HEADER,
    ),
    signs=(
        r"Sender:[ ]",
        r"(?:TELEGRAM|Telegram)[ ]\d{2,3}\.?\d{3}",
        r"No\.?:[ ]?0\d\d",
        r"(?:CLASSIFICATION|Classification):[ ]",
    ),
    titled=re.compile(
        r"\A(?:TELEGRAM|Telegram)[^\n]*\b(?:Bucharest|Romanian?|(?<!\d)0\d\d\.?\d{3})\b|\A(?:TELEGRAM|Telegram)[^\n]*\n(?:Romanian|AMAE)",
        re.VERBOSE,
    ),
    state="RO",
)
