"""Marks of secrecy, urgency and handling, wherever a header carries them."""

from pipeline.grammar import rule
from pipeline.values.marks import CLASSIFICATION, HANDLING, PRIORITY
from pipeline.vocabulary.numbers import COPY, COPY_MARK

_MARK = rf"(?:{CLASSIFICATION}|{PRIORITY}|{HANDLING}|{COPY})"
# SECRET—EXTREMELY URGENT · Top secret. Making Copies Prohibited · Secret, Copy Nº 1
MARKS = rf"{_MARK}(?:[ ]?[.,;:!—–/-]{{0,3}}[ ]{{0,3}}{_MARK}){{0,5}}"
_END = r"[ ]?[.!…]{0,4}[ ]*$"

# Priority: Urgent · Level: Extremely Urgent… · Cable Precedence: Priority
PRIORITY_LABEL = rule(
    "priority",
    r"^[ ]*(?:Priority(?:[ ][Ll]evel)?|Level|Grade|Urgency|(?:Cable[ ])?Precedence)[ ]?:[ ]*"
    r"(?P<priority>[A-Za-z][A-Za-z &,]{0,38}[A-Za-z])[ ]?(?:\[?(?:…|\.{1,4})\.?\]?)?[ ]*$",
    "Priority: Urgent",
)
# Classification: Secret
CLASSIFICATION_LABEL = rule(
    "classification",
    rf"^[ ]*(?:Classification|CLASSIFICATION)(?:[ ][Ll]evel)?[ ]?:[ ]*(?P<classification>{CLASSIFICATION}){_END}",
    "Classification: Secret",
)
# [Stamp: SECRET]
STAMPED_MARKS = rule(
    "stamped_marks",
    rf"^[ ]*\[[Ss]tamp:?[ ]?[\"“]?(?P<marks>{MARKS})[\"”]?[!.]?\][ ]*$",
    "[Stamp: SECRET]",
)
# Foreign Ministry Top Secret Document
DOCUMENT_MARK = rule(
    "document_mark",
    rf"^[ ]*(?:[A-Z][\w’']*[ ]){{1,5}}?(?P<classification>{CLASSIFICATION})[ ](?:Document|File)[ ]*$",
    "Foreign Ministry Top Secret Document",
)
# TOP SECRET · (stamped confidential) · SECRET—EXTREMELY URGENT · Top secret!
MARKS_LINE = rule(
    "marks",
    rf"^[ ]*[\"“(\[/]{{0,2}}(?:stamped[ ]|marked[ ]|By[ ])?(?P<marks>{MARKS})[ ]?[!.]?[\"”)\]/]{{0,2}}{_END}",
    "SECRET—EXTREMELY URGENT",
    many=True,
)
# SOVIET EMBASSY IN THE DPRK TOP SECRET: two columns run into one line
MARKS_AT_END = rule(
    "marks_at_end",
    rf"(?<=[ ,])(?P<marks>{MARKS}){_END}",
    "SOVIET EMBASSY IN THE DPRK TOP SECRET",
    many=True,
)
# the single marks of such a line
EACH = (
    COPY_MARK,
    rule("each_handling", rf"(?P<handling>{HANDLING})", "Making Copies Prohibited", inside="marks", many=True),
    rule("each_classification", rf"(?P<classification>{CLASSIFICATION})", "TOP SECRET", inside="marks"),
    rule("each_priority", rf"(?P<priority>{PRIORITY})", "EXTREMELY URGENT", inside="marks"),
)
# Classification: Urgent: the word is a mark of urgency all the same
MISLABELLED = rule(
    "mislabelled_priority",
    rf"^[ ]*(?:Classification|CLASSIFICATION)[ ]?:[ ]*(?P<priority>{PRIORITY}){_END}",
    "Classification: Urgent",
)
LINES = (MISLABELLED, PRIORITY_LABEL, CLASSIFICATION_LABEL, STAMPED_MARKS, DOCUMENT_MARK, MARKS_LINE)
