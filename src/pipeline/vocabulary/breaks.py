"""Where lines begin in a text that lost its line breaks.

Only blanks become line breaks, one for one, so that every place stays.
"""

import re

from pipeline.values.dates import FULL_DATE, MONTH
from pipeline.values.steps import STEP
from pipeline.vocabulary.marks import MARKS

# A text is broken again when one of its lines is so long and it has so few of them.
_LONG, _FEW = 700, 12

_BEFORE = (
    r"(?:Priority(?:[ ][Ll]evel)?|Level|Cable[ ]Precedence|Classification|CLASSIFICATION|Distribution|Copies|Subject|SUBJECT|Sender|Date"
    r"|Participants|Present|Time|Place|Interpreter|Recorder|CC|Az\.|No\.):[ ]|From[ ]the[ ][A-Z][\w ]{2,30}[ ]Desk\b|(?<!gram[ ])(?<!GRAM[ ])(?<!sular[ ])(?<!\][ ])(?<!Copy[ ])(?<!port[ ])(?<!Spec\.[ ])No\.[ ]\S{1,20}[ ]|From:[ ]|Signed:[ ]|(?:RECORD|MEMORANDUM|MINUTES)[ ]OF[ ]|Sent[ ]\d|\[…\]|\(\d\d\)[ ][A-Z\[]"
    r"|Foreign[ ]\[?Ministry\]?[ ]Received[ ]|(?:Already[ ])?[Ff]orward(?:ed)?[ ]to[ :]|Distribution[ ]list[ ]-|\[?To\]?[ ](?:\[?the\]?[ ])?[A-Z\[][^\n:.]{3,160}:[ ]"
    r"|\[To[ ]the\][ ]|To[ ](?:Cde\.|Comrade)[ ]|(?:Recorded[ ]by|Produced[ ]in|Sent[ ]by[ ]wire|Received[ ]in|Arrived[ ]at|Deciphered[ ]by|Typed[ ]by|FROM[ ]THE[ ](?:EMB|CON|LEG)|NOTE[ ]OF[ ])"
    r"|(?:CIPHERED[ ]TELEGRAM|Ciphered[ ][Tt]elegram|Ciphergram[ ]No|TELEGRAM[ ]|RECEIVED[ ]|SECRETARY[ ]OF[ ]STATE|Came[ ]to[ ]the|Embassy[ ]of[ ]the[ ][A-Z])"
    rf"|ON/\d|[A-Z]{{2,5}}(?:/[A-Z]{{2,5}})+/|\d{{1,4}}[ ][-–—][ ][A-Z]+DAY[ ]|From[ ][A-Z][A-Za-z]{{3,15}}(?=,?[ ](?:No\.|Sent|Received|To[ ]))"
    rf"|(?:From|On)[ ](?:the[ ])?\w{{3,12}}[ ]side:|(?<!Strictly[ ])(?<!STRICTLY[ ])(?<!strictly[ ])(?<!Top[ ])(?<!TOP[ ])(?<!Extremely[ ])(?<!EXTREMELY[ ])(?<!Most[ ])(?<!Very[ ])(?<!:[ ]){MARKS}(?=[ .!])|(?<!\bon[ ])(?<!\bof[ ])(?<!from[ ])(?<!,[ ])(?<!at[ ])(?<!:[ ]){FULL_DATE}(?=[ ])|-[ ](?=Comrade|Department|Embassy|Own|Pyongyang|Moscow)"
    rf"|[A-Z][a-z]{{3,12}},[ ]\d{{1,2}}[ ]{MONTH}[ ]\d{{4}}|(?:\w+[ ])?[Cc]opies[ ]printed|(?:{STEP}):[ ]\w+[ ]\d"
    r"|\((?:A\.|[A-Z]\.)[ ][A-Z]\w+\)|[\[/]signature[\]/]|Total[ ]of[ ]|People['’]s[ ]Republic[ ]of[ ]China[ ]Ministry"
)
_AFTER = (
    r"(?<=[º°.#][ ]\d)[ ](?=\d)|(?<=copies)[ ](?=[A-Z\[])|(?<=copies\.)[ ](?=[A-Z\[])|(?<=Translation)[ ](?=[A-Z\[(])|(?<=Contents:[ ]Translation[ ]-[ ]English)[ ]"
    # the signature in capitals that ends the text: … of the fair. ROSHCHIN No. 608
    r"|(?<=[.!?”\]])[ ](?=(?:[A-Z]{2,}[ ]){1,5}(?:NOTE|No\.|\d))|(?<=[A-Z]{4})[ ](?=NOTE[ ]OF|No\.[ ]\d)"
)
_LINE_STARTS = re.compile(rf"[ ](?={_BEFORE})|{_AFTER}", re.VERBOSE)
# To the Ministry of Foreign Affairs: The joint team …
_SALUTED = re.compile(r"^(\[?To\]?[ ][^\n:]{3,160}:|Interpreter:[ ](?:[A-Z]\.[ ])?[A-Z]\w+\.)[ ]", re.MULTILINE)


def broken(page: str, layout: re.Pattern[str] | None) -> tuple[str, bool]:
    """Return the page with the line breaks that it lost, and whether it had lost them.

    ``layout`` matches the blanks at which the publisher's own lines began; without it nothing is done.
    """
    if layout is None or page.count("\n") > _FEW or max(map(len, page.split("\n"))) < _LONG:
        return page, False
    lines = _LINE_STARTS.sub("\n", layout.sub("\n", page))
    return _SALUTED.sub(r"\1\n", lines), True
