"""Report of a Hungarian embassy or of the Hungarian Foreign Ministry, in English translation."""

import re

from pipeline.forms import Form
from pipeline.grammar import rule
from pipeline.values.serials import serial
from pipeline.vocabulary import zones

_HEADER = (
    # 2753/Ma/1972 · 004/25/RT/1955
    rule(
        "file_number",
        r"^[ ]*(?:No\.?[ ]|Nr\.?[ ]|Number:?[ ])?(?P<sender_number>\d{1,6}(?:/\d{1,4})?/[A-Za-z]{1,4}(?:[-/.]\d{2,4}){1,2})\.?[ ]*$",
        "2753/Ma/1972",
        sender_number=serial,
    ),
    # Korean Branch / Etre Sándor: who wrote it
    rule(
        "author",
        r"^[ ]*[A-Z][a-z]+[ ](?:Branch|Desk)[ ]*\n\s*(?P<header_sender>[^\W\d_a-z][^\W\d_]+[ ][^\W\d_a-z][^\W\d_]+)[ ]*$",
        "Korean Branch\nEtre Sándor",
    ),
    # Regional Division IV · Korean Branch
    rule(
        "division",
        r"^[ ]*(?:Regional[ ]Division[ ][IVX]+|[A-Z][a-z]+[ ](?:Branch|Division|Desk))[ ]*$",
        "Regional Division IV",
        many=True,
    ),
)

FORM = Form(
    form_id="hungarian_report",
    title="Report of the Hungarian foreign service",
    grammar=zones.grammar(
        "hungarian_report",
        header=_HEADER,
    ),
    signs=(
        r"Produced[ ]in[ ]\w+[ ]copies",
        r"Regional[ ]Division",
        r"Budapest,[ ]",
        r"Embassy[ ]of[ ]the[ ]Hungarian",
    ),
    titled=re.compile(r"\A[^\n]*\b(?:Hungary|Hungarian)\b|\n(?:MOL|MNL)\b", re.VERBOSE),
    state="HU",
    own_paper=True,
)
