"""Letter from one leader, body or office to another."""

import re

from pipeline.forms import Form
from pipeline.vocabulary import zones

FORM = Form(
    form_id="letter",
    title="Letter",
    grammar=zones.grammar(
        "letter",
    ),
    signs=(
        r"Dear[ ]",
        r"(?:Esteemed|Respected)[ ]",
        r"(?:With[ ](?:communist|comradely|best|deep|warm)|Sincerely|Respectfully|Yours)\b",
    ),
    titled=re.compile(r"\A(?:Draft[ ])?Letter\b", re.VERBOSE),
    own_paper=True,
)
