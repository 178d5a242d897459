"""Incoming cable of the Foreign Ministry of the People's Republic of China, in English translation.

A header of short lines, the list of those who got a copy, the subject, the salutation, the text, the
signature with its date, the stamps of the cable office and the name printed on the paper.
"""

from pipeline import prose
from pipeline.forms import Form
from pipeline.grammar import Grammar, Zone, rule
from pipeline.values.clock import TIME, clock_time, moment
from pipeline.values.counts import COUNT, count
from pipeline.values.dates import DAY_IN_TEXT, FULL_DATE, date, full_date
from pipeline.values.names import offices
from pipeline.values.serials import serial
from pipeline.values.steps import STEP, step

_SALUTATION = r"\[?To\]?[ ](?:\[?the\]?[ ])?(?P<salutation>[^\n:]{1,300}):[ ]*$"

_HEADER = Zone(
    "header",
    rules=(
        # Priority: Urgent
        rule("priority", r"^Priority:[ ]*(?P<priority>[^\n]{1,80})$", "Priority: Urgent"),
        # From the Korea Desk
        rule("desk", r"^From:?[ ](?:the[ ])?(?P<desk>[^\n:]{1,120})$", "From the Korea Desk"),
        # No. Chen- 8/35
        rule(
            "sender_number",
            r"^No\.[ ]*(?P<sender_number>[^\n]{1,80})$",
            "No. Chen- 8/35",
            sender_number=serial,
        ),
        # May 12, 1961
        rule("header_date", rf"^(?P<header_date>{FULL_DATE})[ ]*$", "May 12, 1961", header_date=full_date),
        # Foreign Ministry Received Chen-593
        rule(
            "receiver",
            r"^(?P<receiver>[^\n:]{1,80}?)[ ]Received[ ](?P<receiver_number>[^\n]{1,80})$",
            "Foreign Ministry Received Chen-593",
            receiver_number=serial,
        ),
        # Total of 19 copies
        rule(
            "copies_total",
            rf"Total[ ]of[ ](?P<copies_total>{COUNT})[ ]cop(?:y|ies)\b\.?",
            "Total of 19 copies",
            copies_total=count,
        ),
        # Distribution: Premier's Office (2), Foreign Affairs Office (5), Ministry of Public Security, …
        rule(
            "distribution",
            r"^(?P<distribution_label>Distribution):[ ]*(?P<distribution>[^\n]+)$",
            "Distribution: Premier's Office (2), Ministry of Public Security",
        ),
        # Premier's Office (2) · Zhang · Second Asian Department and Consular Department (2) · XX (1)
        rule(
            "recipient",
            r"(?P<recipient>[^\s,(;.](?:[^,;(\n]*[^\s,;(.])?(?:[ ]\((?!\d+\))[^,;()\n]*\))*)"
            r"(?:[ ]*\((?P<copies>\d{1,4})\))?",
            "Premier's Office (2)",
            many=True,
            inside="distribution",
            recipient=offices,
            copies=count,
        ),
    ),
)

_BODY = Zone(
    "body",
    openers=(
        # Illegal Crossings of the International Border by Chinese Koreans [woguo Chaoxian zu]
        #
        # To the Ministry of Foreign Affairs and the Ministry of Public Security:
        rule(
            "subject_and_salutation",
            rf"\n[ ]*\n(?P<subject>[^\s:][^\n:]{{2,400}})\n\s*{_SALUTATION}",
            "\n\nIllegal Crossings of the International Border\n\nTo the Ministry of Foreign Affairs:",
            salutation=offices,
        ),
        # To the Ministry of Foreign Affairs and the Ministry of Public Security:
        rule(
            "salutation",
            rf"^{_SALUTATION}",
            "To the Ministry of Foreign Affairs:",
            required=True,
            salutation=offices,
        ),
        # without one: the first long paragraph that is no labelled line
        rule("text_begins", r"^(?=(?![A-Z][\w ]{1,30}:)[^\n]{200})", "the first long paragraph"),
    ),
    rules=prose.rules("body"),
)

_CLOSING = Zone(
    "closing",
    openers=(
        # Chinese Embassy in [North] Korea / May 12, 1961
        rule(
            "signature",
            # looked at only where the next line can be a date
            r"\n(?=[^\n]*+\n[A-Z\d])"
            rf"(?P<signature>[^\n]{{2,160}}(?<![.,:;?!\s]))[ ]*\n(?P<signature_date>{FULL_DATE})[ ]*$",
            "\nChinese Embassy in [North] Korea\nMay 12, 1961",
            required=True,
            at_last=True,
            signature_date=full_date,
        ),
        rule("stamps_begin", rf"^(?={STEP}:[ ])", "Received: May 12 at 1700"),
    ),
    rules=(
        # Received: May 12 at 1700 Proofread: May 13 at 0920
        rule(
            "stamp",
            rf"(?P<step>{STEP}):[ ]*(?P<moment>(?P<moment_day>{DAY_IN_TEXT})(?:,?[ ]at[ ](?P<moment_time>{TIME})\b)?"
            rf"|[^\n:]{{1,80}}?)(?=[ ]*(?:$|[ ]{STEP}:))",
            "Received: May 12 at 1700",
            many=True,
            step=step,
            moment=moment,
            moment_day=date,
            moment_time=clock_time,
        ),
        # People's Republic of China Ministry of Foreign Affairs
        rule(
            "letterhead",
            r"^(?P<letterhead>People['’]s[ ]Republic[ ]of[ ]China[ ]Ministry[ ]of[ ]Foreign[ ]Affairs)[ ]*$",
            "People's Republic of China Ministry of Foreign Affairs",
        ),
    ),
)

FORM = Form(
    form_id="prc_mfa_cable",
    title="Incoming cable of the Chinese Foreign Ministry",
    grammar=Grammar("prc_mfa_cable", (_HEADER, _BODY, _CLOSING), prose=frozenset({"body"})),
    hallmarks=frozenset({"receiver", "desk", "distribution", "stamp", "letterhead"}),
    state="CN",
)
