"""Words of the publisher that stand in every layout and state nothing of the record, or the same thing."""

from pipeline.grammar import rule

# This document was made possible with support from Henry Luce Foundation
SUPPORT = rule(
    "support",
    r"^[ ]*(?P<credits>This[ ]document[ ]was[ ]made[ ]possible[ ][^\n]{1,400})$",
    "This document was made possible with support from Henry Luce Foundation",
)
TEXT_KINDS = r"(?:[A-Z][a-z]+[ ](?:Translation|Transcription|Transcript)\b|Scan[ ]of[ ]Original(?:[ ]Document)?)"
# CITATION SHARE DOWNLOAD · • share document · VIEW DOCUMENT IN
BUTTONS = rule(
    "buttons",
    r"^[ ]*(?:•[ ]*)?(?:(?:CITATION|Citation|citation|SHARE|Share|DOWNLOAD|Download|get[ ]citation|share[ ]document|VIEW[ ]DOCUMENT[ ]IN"
    r"|View[ ]Document|Print|PRINT|Skip[ ]to[ ](?:main[ ])?content(?:[ ][A-Z][a-z]+){0,8}|Search[ ]in|ADD[ ]SEARCH[ ]FILTER|CANCEL[ ]SEARCH[ ]FILTER"
    r"|Digital[ ]Archive|International[ ]History[ ]Declassified|Wilson[ ]Center)[ ]*){1,4}$",
    "CITATION SHARE DOWNLOAD",
    many=True,
)
