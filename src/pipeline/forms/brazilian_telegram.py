"""Telegram of the Brazilian foreign service, in English translation."""

import re

from pipeline.forms import Form
from pipeline.grammar import rule
from pipeline.values.clock import clock_time
from pipeline.values.dates import WEEKDAY
from pipeline.values.recipients import communicated
from pipeline.values.serials import serial
from pipeline.vocabulary import lists, zones
from pipeline.vocabulary.days import ON_DAYS

_HEADER = (
    # SECRETARY OF STATE FOR EXTERNAL RELATIONS / TELEGRAM / RECEIVED / 13050
    rule(
        "received_under",
        r"(?<=RECEIVED)\s+(?:\[[^\n\]]{0,80}\]?\s+|No\.[ ]\d{1,6}\s+)?(?P<receiver_number>\d{1,3}[. ]?\d{3})(?=\s)",
        "RECEIVED\n13050\n",
        receiver_number=serial,
    ),
    # ON/24/25/X/62
    ON_DAYS,
    lists.DIVISIONS,
)
_OPENERS = (
    # Question of Cuba. Mail bags for the Embassy / 342 – WEDNESDAY – 1700hs – · 319 – FRIDAY – 17hs45 –
    rule(
        "number_and_day",
        rf"^(?:[ ]*(?P<subject>[A-Z][a-z][^\n:]{{4,200}}?)\.?[ ]*\n\s*)?[ ]*(?P<sender_number>\d{{1,4}})[ ]?[-–—][ ]?{WEEKDAY}[ ]?[-–—][ ]?(?P<sent_time>\d{{1,2}}hs?\d\d|\d{{3,4}}[ ]?h(?:s|rs?)\.?|\d{{1,2}}[:.]\d\d(?:[ ]?hs?)?|\d{{1,2}}hs)[ ]?[-–—]",
        "342 – WEDNESDAY – 1700hs –",
        sender_number=serial,
        sent_time=clock_time,
    ),
)
_CLOSING = (
    # NOTE OF DCA: -- This telegram was communicated to the Presidency by teletype
    rule(
        "note_of",
        r"^[ ]*NOTE[ ](?:OF|BY)[ ](?:THE[ ])?(?P<distribution_label>[A-Z]{2,5})[^\n]{0,6}?[ ](?:[^\n]{0,80}?)communicated[ ]to[ ](?P<distribution>[^\n.]{3,200}?)(?=[ ]by[ ]|[ ]on[ ]|[ ]at[ ]|\.)[^\n]*$",
        "NOTE OF DCA: -- This telegram was communicated to the Presidency by teletype.",
        distribution_label=communicated,
    ),
)

FORM = Form(
    form_id="brazilian_telegram",
    title="Telegram of the Brazilian foreign service",
    grammar=zones.grammar(
        "brazilian_telegram",
        header=_HEADER,
        openers=(*_OPENERS, *zones.SALUTATIONS),
        closing=_CLOSING,
    ),
    signs=(
        r"SECRETARY[ ]OF[ ]STATE[ ]FOR",
        r"FROM[ ]THE[ ](?:EMBASSY|CONSULATE|LEGATION)",
        r"ON/\d",
        r"[A-Z]{2,5}(?:/[A-Z]{2,5})+/\d",
        r"\d{1,4}[ ][-–—][ ][A-Z]+DAY[ ]",
    ),
    titled=re.compile(r"\A(?:Telegram|Cable)[^\n]*\b(?:Brazil|Brazilian)\b|Maço|600\.\(24h\)", re.VERBOSE),
    state="BR",
)
