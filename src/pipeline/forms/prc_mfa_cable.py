"""Cable of the Foreign Ministry of the People's Republic of China and its missions, in English translation.

A header of short lines, the lists of those who got a copy, the subject, the salutation, the text, the
signature with its date, the stamps of the cable office and the name printed on the paper. Telephone logs of
the ministry stand in the same form.
"""

import re
from dataclasses import replace

from pipeline.forms import Form
from pipeline.grammar import rule
from pipeline.values.clock import SURE_TIME, clock_time
from pipeline.values.dates import ANY_DATE, any_date
from pipeline.values.names import addressees
from pipeline.values.serials import serial
from pipeline.values.steps import STEP, any_step
from pipeline.vocabulary import parties, steps, zones

_SALUTATION = (
    r"(?:\[?[Tt]o\]?[ ](?:\[?the\]?[ ])?|\[[Tt]o[ ]the\][ ])(?P<salutation>[^\n:]{1,300}?)(?:[ ]\((?P<marks>[A-Z][a-z ]{3,20})\))?:"
    r"(?:[ ]?\((?P<classification>[A-Z][A-Za-z ]{3,30})\))?[ ]*$"
)
_HEADER = (
    # From the Korea Desk
    rule("desk", r"^[ ]*From:?[ ](?:the[ ])?(?P<desk>[^\n:]{1,110}[ ]Desk)[ ]*$", "From the Korea Desk"),
    # Call from the Andong Foreign Affairs Office at 9.30 hours, May 3 / Caller Sun Deming. Received by Liu Pei.
    rule(
        "call",
        r"^[ ]*(?P<step>(?:Telephone[ ]|Phone[ ])?[Cc]all)[ ][Ff]rom:?[ ](?:the[ ])?(?P<header_sender>[A-Z][^\n:;,]{1,90}?)"
        rf"(?:,?[ ](?:at[ ])?(?P<moment>(?P<moment_time>{SURE_TIME})(?:,?[ ](?:on[ ])?(?P<moment_day>{ANY_DATE}))?))?\.?[ ]*\n?"
        r"\s*(?:Caller:?[ ](?P<step_agent>[A-Z][^\n:;,.\d]{1,50}?)(?=[.;,]?[ ]*$|[.;,][ ]+Received[ ]by)[.;,]?|$)",
        "Call from the Andong Foreign Affairs Office at 9.30 hours, May 3\nCaller Sun Deming.",
        step=any_step,
        moment_day=any_date,
        moment_time=clock_time,
    ),
    rule(
        "received_by",
        r"(?<![\w])(?P<step>Received)[ ]by:?[ ](?P<step_agent>[A-Z][^\n:;,.\d]{1,50}?)\.?[ ]*$",
        "Received by Liu Pei.",
        step=any_step,
    ),
    steps.STEP_AT,
    # Foreign Ministry Outgoing (64) January No.879 · Foreign Ministry Incoming (61) Hai (537)
    rule(
        "outgoing",
        r"^[ ]*Foreign[ ]Ministry[ ](?:Outgoing|Dispatch)[ ](?:Telegram[ ])?(?P<sender_number>\(\d\d\)[^\n:]{1,40}\d\)?)[ ]*$",
        "Foreign Ministry Outgoing (64) January No.879",
        sender_number=serial,
    ),
    rule(
        "incoming",
        r"^[ ]*Foreign[ ]Ministry[ ]Incoming[ ](?:Telegram[ ])?(?P<receiver_number>\(\d\d\)[^\n:]{1,40}\d\)?)[ ]*$",
        "Foreign Ministry Incoming (61) Hai (537)",
        receiver_number=serial,
    ),
    # (4) Please have the Consular Department handle this.
    rule(
        "order",
        r"^[ ]*[\[(]?Please[ ](?:have|ask)[ ][^\n]{3,200}[ ](?:handle|study|read|see|deal[ ]with)[^\n]{0,60}[\])]?[ ]*$",
        "Please have the Consular Department handle this.",
        many=True,
    ),
    # (Not reviewed by the Premier)
    rule(
        "reviewed",
        r"^[ ]*[\[(](?:Not[ ](?:yet[ ])?(?:reviewed|proofread)|not[ ]reviewed)[^\n()\[\]]{0,60}[\])][ ]*$",
        "(Not proofread)",
    ),
)
_OPENERS = (
    # Illegal Crossings of the International Border by Chinese Koreans [woguo Chaoxian zu]
    #
    # To the Ministry of Foreign Affairs and the Ministry of Public Security:
    rule(
        "subject_and_salutation",
        rf"\n[ ]*\n(?P<subject>(?!Received|Copies|Forward|Already|Distribution|No\.|From|\[?To\b|\W{{0,3}}[.…]|\(\d\d\)|Priority|Level)[^\s:][^\n:.]{{2,400}})\n\s{{0,8}}{_SALUTATION}",
        "\n\nIllegal Crossings of the International Border\n\nTo the Ministry of Foreign Affairs:",
        salutation=addressees,
    ),
    replace(parties.SALUTATION, required=True),
    *zones.SALUTATIONS[1:],
)
_CLOSING = (
    steps.STAMP,
    # People's Republic of China Ministry of Foreign Affairs
    rule(
        "paper",
        r"^(?P<letterhead>People['’]s[ ]Republic[ ]of[ ]China[ ]Ministry[ ]of[ ]Foreign[ ]Affairs)[ ]*$",
        "People's Republic of China Ministry of Foreign Affairs",
    ),
)

FORM = Form(
    form_id="prc_mfa_cable",
    title="Cable of the Chinese Foreign Ministry",
    grammar=zones.grammar(
        "prc_mfa_cable",
        header=_HEADER,
        closing=_CLOSING,
        openers=_OPENERS,
        signatures=(replace(parties.SIGNED_AND_DATED, required=True), *zones.SIGNATURES[1:]),
        closers=(rule("stamps_begin", rf"^(?={STEP}:[ ])", "Received: May 12 at 1700"),),
    ),
    signs=(
        r"(?:Telephone[ ]|Phone[ ])?Call[ ][Ff]rom",
        r"Caller\b",
        r"Foreign[ ](?:\[?Ministry\]?)[ ]Received",
        r"From[ ]the[ ][A-Z][^\n]{1,40}[ ]Desk",
        r"Distribution:[ ]",
        r"(?:Already[ ])?[Ff]orward(?:ed)?[ ]to\b",
        r"\[To(?:[ ]the)?\]",
        r"[(\[]\d\d[)\]][ ][A-Z\[]",
        rf"(?:{STEP}:[ ][^\n]+[ ])?{STEP}:[ ]\w+[ ]\d+[ ]at",
        r"(?:Priority(?:[ ][Ll]evel)?|Level):[ ](?:Urgent|Rush|Average|Additional|Extremely)",
        r"People['’]s[ ]Republic[ ]of[ ]China[ ]Ministry",
        r"\[?Chinese\]?[ ](?:Embassy|Consulate)",
    ),
    titled=re.compile(
        r"\A(?:Cable|Telegram|Telephone[ ]Log)[^\n]*\b(?:Chinese|China|PRC)\b|\A(?:Cable|Telegram|Telephone)[^\n]*\n(?:PRC[ ]FMA)",
        re.VERBOSE,
    ),
    state="CN",
)
