"""Journal (diary) of a Soviet ambassador or counsellor, in English translation."""

import re

from pipeline.forms import Form
from pipeline.grammar import rule
from pipeline.values.dates import ANY_DATE
from pipeline.vocabulary import zones

_HEADER = (
    # JOURNAL / of Soviet Ambassador in the DPRK A. M. PUZANOV for the period / 29 June through 8 August 1960
    rule(
        "journal",
        r"^[ ]*(?:[Tt]he[ ]|FROM[ ]THE[ ]|[Ff]rom[ ]the[ ])?(?:JOURNAL|Journal|journal|DIARY|Diary)\b(?:[^\n]*(?:\n[^\n]{1,120}){0,3}?[ \n]*"
        r"for[ ]the[ ]period[ \n]+(?:from[ ]|of[ ])?\d{1,2}[ ][^\n]{0,60}\d{4}[ ]*$|[^\n]*(?:\n[ ]*(?:[A-Z]\.[ ]?){1,2}[A-Z][^\n]{2,60})?$)",
        "JOURNAL\nof Soviet Ambassador in the DPRK A. M. PUZANOV for the period\n29 June through 8 August 1960",
    ),
)

FORM = Form(
    form_id="soviet_journal",
    title="Journal of a Soviet ambassador",
    grammar=zones.grammar(
        "soviet_journal",
        header=_HEADER,
        openers=(
            # 12 February 1960 / I visited the Minister of Fisheries …: the first entry
            rule(
                "entry",
                rf"^[ ]*{ANY_DATE}[ ]*\n\s*(?=[^\n]{{60}})",
                "12 February 1960\nI visited the Minister of Fisheries at his request, and he proposed that",
            ),
        ),
    ),
    signs=(
        r"(?:(?:[Tt]he|FROM[ ]THE|[Ff]rom[ ]the)[ ])?(?:JOURNAL|Journal|journal|DIARY|Diary)[ ]*(?:of\b|OF\b|$)",
        r"for[ ]the[ ]period[ ]",
        r"(?:\w+)[ ]copies[ ]printed",
        r"Iskh\.",
    ),
    titled=re.compile(
        r"\A(?:From[ ]the[ ])?(?:Journal|Diary)\b[^\n]*(?:\b(?:Soviet|USSR)\b|\n(?:AVP|RGANI|AP[ ]?RF|GARF))",
        re.VERBOSE,
    ),
    state="SUHH",
)
