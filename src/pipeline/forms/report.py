"""Report, note or memorandum of an office whose own form is not described yet: what the shared rules read."""

import re

from pipeline.forms import Form
from pipeline.grammar import rule
from pipeline.values.serials import serial
from pipeline.vocabulary import zones

_HEADER = (
    # F.N.33. · Report No. 17
    rule(
        "report_number",
        r"^[ ]*(?:F\.[ ]?N\.[ ]?|(?:Report|REPORT|Memorandum|Note)[ ](?:No\.?|N[º°]|\#)[ ]?)(?P<sender_number>\d[\w/.-]{0,20}?)\.?[ ]*$",
        "F.N.33.",
        sender_number=serial,
    ),
)

FORM = Form(
    form_id="report",
    title="Report, note or memorandum of another office",
    grammar=zones.grammar("report", header=_HEADER),
    signs=(
        r"(?:REPORT|MEMORANDUM)\b",
        r"F\.N\.",
    ),
    titled=re.compile(r"\A(?:Report|Note|Memorandum|Memo)\b(?![^\n]{0,20}[Cc]onversation)", re.VERBOSE),
    own_paper=True,
)
