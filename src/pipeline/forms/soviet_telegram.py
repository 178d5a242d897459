"""Ciphered telegram of the Soviet foreign, military and party services, in English translation."""

import re

from pipeline.forms import Form
from pipeline.grammar import rule
from pipeline.values.clock import clock_time
from pipeline.values.dates import ANY_DATE, any_date
from pipeline.values.names import addressees
from pipeline.values.serials import serial
from pipeline.vocabulary import zones

_HEADER = (
    # From Pyongyang, No. 4040. 10 hours 10 minutes. 8.II.1950 · From BEIJING No. 1309 20 hours 05 minutes, 13.1.1951
    rule(
        "from_number",
        rf"^[ ]*(?:From|FROM)[ ](?P<header_sender>[A-Z][^\n,.:]{{2,60}}?),?[ ]No\.[ ]?(?P<cipher_number>\d[\w/-]{{0,15}})"
        rf"(?:[.,]?\s+(?P<header_time>\d{{1,2}}[ ]hours?(?:[ ]\d{{1,2}}\s+minutes)?|\d{{1,2}}[:.]\d{{2}})[.,]?)?(?:\s+(?P<header_date>{ANY_DATE}))?\.?[ ]*$",
        "From Pyongyang, No. 4040. 10 hours 10 minutes. 8.II.1950",
        cipher_number=serial,
        header_time=clock_time,
        header_date=any_date,
    ),
    # Series "G" T · Special File · [Stamp: Declassified] · Cabled by VTCH to the South for Stalin
    rule(
        "service",
        r"^[ ]*(?:S(?:eries|ERIES)[ ][\"“]\w[\"”][^\n]{0,10}|Special[ ][Ff]ile|By[ ](?:wire|telegraph|telegram)|Confirm[ ]receipt|S[ ]P[ ]E[ ]C[ ]I[ ]A[ ]L"
        r"|SECOND[ ]MAIN[ ]ADMINISTRATION[^\n]{0,80})\.?[ ]*$",
        'Series "G" T',
        many=True,
    ),
    # For immediate report to comrade Filippov [Stalin]
    rule(
        "for_report",
        r"^[ ]*For[ ](?:immediate[ ]|urgent[ ])?(?:report|delivery|transmission)[ ]to[ ](?P<header_addressee>[^\n.:]{3,80}?)\.?(?:x/|\*)?[ ]*$",
        "For immediate report to comrade Filippov [Stalin].x/",
        header_addressee=addressees,
    ),
    # Moscow—Ministry of Foreign Affairs of the USSR.
    rule(
        "place_and_addressee",
        r"^[ ]*(?:MOSCOW|Moscow)[ ]?[—–-]{1,2}[ ]?(?:the[ ])?(?P<header_addressee>[A-Z][^\n:]{3,120}?)\.?[ ]*$",
        "Moscow—Ministry of Foreign Affairs of the USSR.",
        header_addressee=addressees,
    ),
    # BEIJING-- / TO KRASOVSKY: where it goes, above to whom
    rule("destination", r"^[ ]*[A-Z]{4,14}(?:--|—|,)?[ ]*\n(?=\s*(?:TO|To)[ ])", "BEIJING--\nTO KRASOVSKY"),
    # FENG XI [STALIN] · VYSHINSKY: the addressee in capitals, on a line of his own
    rule(
        "addressee_line",
        r"^[ ]*(?P<header_addressee>(?:Cde\.[ ]|Comrade[ ])?[A-Z]{3,15}(?:[ ][A-Z]{2,15})?[ ]\[[A-Za-z. ]{3,30}\])[.:]?[ ]*$",
        "FENG XI [STALIN]",
        header_addressee=addressees,
    ),
)

FORM = Form(
    form_id="soviet_telegram",
    title="Ciphered telegram of the Soviet services",
    grammar=zones.grammar(
        "soviet_telegram",
        header=_HEADER,
    ),
    signs=(
        r"(?:CIPHERED|Ciphered|Coded|Enciphered)[ ](?:TELEGRAM|[Tt]elegram)",
        r"[Ss]trictly[ ]secret",
        r"(?:Making[ ]copies|MAKING[ ]COPIES|Making[ ]Copies|Copying)[ ]",
        r"Sent[ ]by[ ]wire",
        r"Arrived[ ](?:at|in)[ ]the[ ]8",
        r"Deciphered[ ]by",
        r"Spec(?:ial|\.)[ ]No",
        r"Copies:[ ]Stalin",
        r"By[ ]tele(?:graph|gram)",
        r"(?:To|TO):?[ ](?:Cde\.|Comrade[ ](?:[A-Z]\.|[A-Z]{4}))",
        r"Copy[ ](?:No|N[º°]|\#)",
        r"In[ ]addition[ ]to[ ]my",
        r"No\.[ ]?\d+/sh",
    ),
    titled=re.compile(
        r"\A(?:(?:Ciphered|Coded)[ ]|(?:Telegram|Cable)[^\n]*\b(?:Soviet|USSR)\b|(?:Telegram|Cable)[^\n]*\n(?:APRF|AP[ ]RF|AVPRF|AVP[ ]RF|RGASPI|RGANI|TsAMO))",
        re.VERBOSE,
    ),
    state="SUHH",
)
