"""Telegram or cable of a foreign service whose own form is not described yet: what the shared rules read."""

import re

from pipeline.forms import Form
from pipeline.grammar import rule
from pipeline.values.dates import ANY_DATE
from pipeline.values.serials import serial
from pipeline.vocabulary import zones

_HEADER = (
    # Arrived: 24.10.62 16:30 · Processed: 24.10.62 17:30 Office of the President stands unread
    # Telegram from Havana File # 10.815
    rule(
        "file",
        r"^[ ]*Telegram[ ]from[ ](?P<header_sender>[A-Z][^\n:,]{2,60}?)[ ]File[ ]\#[ ]?(?P<receiver_number>\d[\d. ]{0,12}\d(?:[ ][A-Za-z]{1,3})?)[ ]*$",
        "Telegram from Havana File # 10.815",
        receiver_number=serial,
    ),
    # Processed: 24.10.62 17:30 Office of the President, G, Ku, 6
    rule(
        "processed",
        rf"^[ ]*Processed:[ ]{ANY_DATE}[ ]\d{{1,2}}[:.]\d{{2}}(?:[ ](?P<distribution>[A-Z][^\n]{{0,120}}))?$",
        "Processed: 24.10.62 17:30 Office of the President, G, Ku, 6",
    ),
)
_OPENERS = (
    # 109. - The press here … · 187 - …
    rule(
        "number_before_text",
        r"^[ ]*(?P<sender_number>\d{1,4})\.?[ ]?[-–—][ ]+(?=[A-Z][^\n]{60})",
        "109. - The press here, which up to Wednesday printed nothing but declarations, today",
        sender_number=serial,
    ),
)
_CLOSING = (
    # Pavlíček 330: the signer and the number of the cable
    rule(
        "signature_and_number",
        r"^[ ]*(?P<signature>[^\W\d_a-z][^\W\d_]{2,20})[ ](?P<sender_number>\d{1,4})[ ]*$",
        "Pavlíček 330",
        at_last=True,
        sender_number=serial,
    ),
)

FORM = Form(
    form_id="telegram",
    title="Telegram of another foreign service",
    grammar=zones.grammar(
        "telegram",
        header=_HEADER,
        openers=(*_OPENERS, *zones.SALUTATIONS),
        signatures=(*_CLOSING, *zones.SIGNATURES),
    ),
    signs=(
        r"(?:CODED|Coded|TRANSLATION[ ]OF[ ]CODED)[ ]TELEGRAM",
        r"Telegram[ ](?:for[ ]coding|number)",
        r"(?:Arrived|Processed|Dispatched):[ ]\d",
    ),
    titled=re.compile(r"\A[^\n]*\b(?:TELEGRAM|Telegram|Cable|Despatch|Dispatch)\b", re.VERBOSE),
)
