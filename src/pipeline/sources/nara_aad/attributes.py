"""What the archiving system of the State Department noted of a telegram, and what the archives put around its text."""

from collections.abc import Iterable

from pipeline.grammar import Grammar, Rule, Zone, rule
from pipeline.values.dates import capital_day
from pipeline.vocabulary.notice import NOTICE
from pipeline.vocabulary.telegrams import CAPTION, ON_EVERY_PAGE, SECRECY

# The labels of the attributes that no rule of ours reads: they are of the system, or say again what the telegram says.
_NOTED = (
    "Automatic Decaptioning", "Capture Date", "Channel Indicators", "Concepts", "Control Number", "Copy",
    "Current Classification", "Decaption Date", "Decaption Note", "Disposition Action", "Disposition Approved on Date",
    "Disposition Authority", "Disposition Case Number", "Disposition Comment", "Disposition Date", "Disposition Event",
    "Disposition History", "Disposition Reason", "Disposition Remarks", "Document Source", "Document Unique ID", "Drafter",
    "Enclosure", "Errors", "Executive Order", "From", "Handling Restrictions", "Image Path", "ISecure", "Legacy Key",
    "Line Count", "Message ID", "Markings", "Office", "Original Previous Classification", "Original Previous Handling Restrictions",
    "Page Count", "Previous Channel Indicators", "Previous Classification", "Previous Handling Restrictions", "Reference",
    "Review Action", "Review Authority", "Review Comment", "Review Content Flags", "Review Date", "Review Event",
    "Review Exemptions", "Review History", "Review Markings", "Review Media Identifier", "Review Referrals",
    "Review Release Date", "Review Release Event", "Review Transfer Date", "Review Withdrawn Fields", "SAS ID", "Secure",
    "Status", "To", "Retention", "Filename", "Page Markings", "Vdkvgwkey", "Format", "Locator", "Type", "Sent Date",
    "Draft Date", "Document Number", "Film Number", "Subject", "TAGS", "Original Classification",
    "Original Handling Restrictions",
)  # fmt: skip


def _either(labels: Iterable[str]) -> str:
    return "|".join(each.replace(" ", "[ ]") for each in sorted(labels, key=lambda each: (-len(each), each)))


# a label of several words is known without its colon, which copies lose; Markdown puts labels in bold
_LONG = _either(each for each in _NOTED if " " in each)
_SHORT = _either(each for each in _NOTED if " " not in each)
LABEL = rf"[*]{{0,2}}(?:(?:{_LONG})(?:[ ]?:|(?=[ ]))|(?:{_SHORT})[ ]?:)[*]{{0,2}}"
# the lines that a long value takes
_VALUE = rf"[^\n]*(?:\n(?![ ]*{LABEL}|[ ]*[A-Z][a-z]+(?:[ ][A-Za-z]+){{0,4}}:|[ ]*$)[^\n]+){{0,30}}"
_NONE = r"(?:[nN]/[aA]|NA)[ ]*$"
TELEGRAM_BEGINS = (
    rf"(?=[ ]*(?:(?:{SECRECY}\s{{1,40}})?PAGE[ ]{{1,4}}\d{{1,3}}[ ]+[A-Z]|(?:ACTION|ORIGIN)[ ]{{1,4}}[A-Z0-9]{{1,7}}[- ]\d\d"
    r"|[ZOPR](?:[ ][ZOPR])?[ ]{1,3}\d{6}[ ]?Z[ ]{1,3}[A-Z]{3}|FM[ ]{1,3}[A-Z]))"
)


def telegram(text: str) -> str:
    """Read the type TE as the kind of document it stands for.

    Raises:
        ValueError: where it is another type.
    """
    if text != "TE":
        raise ValueError(f"“{text}” is no type of which we know the meaning; TE is a telegram")
    return "telegram"


_ATTRIBUTES: tuple[Rule, ...] = (
    # *** Current Handling Restrictions *** n/a
    rule(
        "current_marks",
        r"^[ ]*\*{3}[ ]Current[ ](?:Handling[ ]Restrictions|Classification)[ ]\*{3}[^\n]{0,60}$",
        "*** Current Classification *** UNCLASSIFIED",
        many=True,
    ),
    rule("heading_again", r"^[ *#]*Message[ ]Attributes[ *:]*$", "Message Attributes", many=True),
    # Document Number: 1974SEOUL03051
    rule(
        "document_number",
        r"^[ *]*Document[ ]Number[ :*]{1,6}(?P<record_key>(?P<key_year>19\d\d)[A-Z][A-Z0-9]{0,11}\d{3,7}[A-Z]?)[ ]*$",
        "Document Number: 1974SEOUL03051",
        key_year=capital_day,
    ),
    # Draft Date: 07 MAY 1974 · of 1977, Sent Date: 07-May-1977 12:00:00 am
    rule(
        "draft_date",
        r"^[ *]*(?:Draft|Sent)[ ]Date[ :*]{1,6}(?P<record_date>\d{1,2}[ -][A-Za-z]{3}[ -]\d{4})(?:[ ]12:00:00[ ]am)?[ ]*$",
        "Draft Date: 07 MAY 1974",
        record_date=capital_day,
    ),
    rule(
        "attribute_subject",
        rf"^[ *]*Subject[ ]?:[ *]*(?!{_NONE})(?P<title>\S{_VALUE})",
        "Subject: VISIT OF ASSEMBLYMAN",
    ),
    rule("attribute_tags", rf"^[ *]*TAGS[ ]?:[ *]*(?!{_NONE})(?P<tags>\S{_VALUE})", "TAGS: PFOR, KS, KN"),
    rule(
        "attribute_tag",
        r"(?P<tag>[A-Z]{2,6}(?:[ ]?\([^()\n]{1,60}\))?|\([^()\n]{2,60}\))",
        "KS",
        inside="tags",
        many=True,
    ),
    rule(
        "attribute_class",
        rf"^[ *]*Original[ ]Classification[ :*]{{1,6}}(?P<classification>{SECRECY})[ ]*$",
        "Original Classification: CONFIDENTIAL",
    ),
    rule(
        "attribute_handling",
        rf"^[ *]*Original[ ]Handling[ ]Restrictions[ :*]{{1,6}}(?P<marks>{CAPTION}[^\n]{{0,60}})$",
        "Original Handling Restrictions: EXDIS, STADIS",
    ),
    rule("attribute_caption", rf"(?P<handling>{CAPTION}|ONLY\b)", "EXDIS", inside="marks", many=True),
    # Film Number: D740113-0123
    rule(
        "film_number",
        r"^[ *]*Film[ ]Number[ :*]{1,6}(?P<holding>(?P<film_number>[DP]\d{6}-\d{4}))[ ]*$",
        "Film Number: D740113-0123",
    ),
    rule("type", r"^[ *]*Type[ ]?:[ *]*(?P<title_kind>[A-Z]{1,3})[ ]*$", "Type: TE", title_kind=telegram),
    # Locator: ADS TEXT UNRETRIEVABLE: the archives have no text of it
    rule(
        "locator",
        r"^[ *]*Locator[ ]?:[ *]*+(?P<lost_label>(?![^\n]*ON-?LINE)[A-Z][^\n]{1,80}?)[ ]*$",
        "Locator: ADS TEXT UNRETRIEVABLE",
    ),
    rule("noted", rf"^[ ]*{LABEL}{_VALUE}", "Capture Date: 01 JAN 1994", many=True),
)

GRAMMAR = Grammar(
    "nara_aad.aad",
    (
        Zone("envelope", (NOTICE, *ON_EVERY_PAGE)),
        Zone(
            "content",
            (),
            (
                rule("message_text", r"^[ *#]*Message[ ]Text[ *:]*$", "Message Text"),
                rule("telegram_begins", rf"^{TELEGRAM_BEGINS}", "PAGE 01 SEOUL 03051"),
            ),
        ),
        Zone(
            "attributes",
            (*_ATTRIBUTES, *ON_EVERY_PAGE),
            (
                rule("attributes_heading", r"^[ *#]*Message[ ]Attributes[ *:]*$", "Message Attributes"),
                rule(
                    "current_marks_first",
                    r"^[ ]*\*{3}[ ]Current[ ](?:Handling[ ]Restrictions|Classification)[ ]\*{3}[^\n]{0,60}$",
                    "*** Current Handling Restrictions *** n/a",
                ),
            ),
        ),
    ),
    prose=frozenset({"content"}),
)
