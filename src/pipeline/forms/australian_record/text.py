"""The text of such a record: marks that ran into it, who signs, enclosures, the archive's reference, the notes."""

from pipeline.forms.australian_record.header import LOUD_MARKS, MARKS
from pipeline.grammar import rule
from pipeline.values.recipients import listing

# For Prime Minister. Personal and confidential. United Kingdom Cabinet … · Secret. Your telegram … · MOST SECRET 1. I am …
OPENING_MARKS = (
    rule(
        "opening_marks",
        rf"^[ ]*(?:(?:Following[ ]for|For)[ ][^\n.:]{{3,80}}[.:-]{{1,3}}[ ]*)?(?P<marks>{MARKS})\.(?=[ ])",
        "For Prime Minister. Personal and confidential. United Kingdom",
        at_start=True,
    ),
    rule(
        "marks_before_text", rf"^[ ]*(?P<marks>{LOUD_MARKS})[ ]+(?=[A-Z][a-z]|\d)", "MOST SECRET 1. I am", at_start=True
    ),
)
SIGNATURE = rule(
    "signature",
    r"^[ ]*+(?:\[|_|\*\*)?(?P<signature>(?![^\n]{0,80}\b(?:MATTER|OMITTED|ENDS|SECRET|CONFIDENTIAL)\b)"
    r"(?:(?:[A-Z]\.[ ]?){1,4}(?:(?:de[ ]|van[ ]|Mc|Mac|O['’])?[A-Z][A-Z’']{1,20}(?:-[A-Z’']{1,20})?(?:[ ][A-Z’'-]{2,20})?(?![a-z])|[A-Z][a-z][\w’'-]{1,20}(?:[ ][A-Z][a-z]+)?)|[A-Z][A-Z.'’]{2,20}(?:-[A-Z]{1,20})?(?:[ ][A-Z.'’]{1,20}){0,3}))"
    r"(?:\]|_|\*\*)?,?(?:[ ]?-)?(?:[ ]+(?P<signer_role>[A-Z][a-z][^\n.:;]{3,90}))?(?:\s{1,6}\(?[A-Z][^\n.:;]{3,90}\)?){0,3}[\s_]*\Z",
    "WOOLCOTT",
    at_end=True,
)
ENCLOSURE = rule(
    "enclosure",
    r"^[ ]*(?:\#{1,4}[ ]+|\*\*|_)?\[?(?:ENCLOSURE|Enclosure|ATTACHMENT|Attachment|ANNEX(?:URE)?|Annex(?:ure)?|APPENDIX|Appendix|SCHEDULE|Schedule)\b[^\n]{0,80}$",
    "[ENCLOSURE]",
)
_HOLDING = (
    r"(?:^|(?<=[A-Z][ ]))[ _]{0,8}\[[ ]?\[?[ ]{0,4}(?P<holding>(?P<repository_code>[A-Z]{2,6})[ ]?[:;][ ]*(?P<locator>[^\n]{1,160}?))[ ]{0,4}[\])]"
    r"(?:\(https?://[^\s()]{1,300}\))?[ ]{0,4}\]?[ _]{0,8}$"
)
ARCHIVE = rule("archive", _HOLDING, "_ [AA : A1066, H45/461/1]_", many=True)
NOTE_ONE = rule(
    "first_note",
    r"^[ ]*(?:_[ ]*)?(?:\*[ ]+)?\[?1\]?[ ]+(?=\S)",
    "1 Document 96.",
    at_last=True,
)
NOTED_REPEATED = rule(
    "noted_repeated",
    r"(?:(?<=[.\d] )|^)(?:Th(?:e|is)[ ](?:cablegram|telegram|message|cable)[ ]was[ ])?(?:also[ ])?(?P<distribution_label>[Rr]epeated[ ]to)[ ](?P<distribution>[A-Z][^\n;:.]{2,160}?)(?=\.|[ ]as[ ]cable|$)",
    "The cablegram was repeated to London and Washington.",
    distribution_label=listing,
)
