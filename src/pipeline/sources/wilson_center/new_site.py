"""The page of a record on the archive's present site: copied as text, or the text of the saved page.

Date, title and credit, then the text, the publisher's summary without a label, and a block of labels that in
many copies have lost their values. The first line of some copies is the summary of another record.
"""

from typing import Any

from pipeline.grammar import Grammar, Rule, Zone, rule
from pipeline.sources.wilson_center.citation import CITATION_RULES, REFERENCE_RULES, title_rules
from pipeline.sources.wilson_center.furniture import BUTTONS, SUPPORT
from pipeline.values.citation import RECORD_ADDRESS, address
from pipeline.values.dates import RECORD_DATE, date
from pipeline.values.languages import language
from pipeline.values.marks import CLASSIFICATION
from pipeline.vocabulary.notice import NOTICE

_LABEL = (
    r"(?:Associated[ ](?:People(?:[ ]&[ ]Organizations)?|Places|Topics)|Subjects[ ]Discussed|Related[ ]Documents|Document[ ]Information"
    r"|Author\(s\)|Document[ ]Contributor(?:\(s\))?|Contributors?|Source|Original[ ]Archive|Original[ ]Classification|Rights"
    r"|Original[ ]Uploaded[ ]Date|Type|Language|Record[ ]ID|Donors?|Canonical[ ]address):?[ ]*"
)
_TELLS = (
    r"(?:reports?|describes?|discuss(?:es)?|asks?|informs?|answers?|proposes?|speaks?|talks?|pass(?:es)?[ ]on|lists|notes|explains?"
    r"|summarizes|requests?|relays?|gives?|complains?|provides?|comments?|states?|recounts?|instructs?|analyzes|expresses|outlines"
    r"|writes|reviews?|tells?|presents?|warns?|suggests?|offers?|argues?|urges?|records?|meets?|details?|conveys?|recommends?)"
)
# the lines under a label, up to the next
_VALUE = rf"(?!{_LABEL}$)\S[^\n]*(?:\n(?!\s*{_LABEL}$)[^\n]*\S[^\n]*)*"


def _labelled(name: str, label: str, value: str, example: str, **more: Any) -> Rule:
    return rule(name, rf"^[ ]*{label}:?[ ]*\n\s*{value}", example, **more)


_HEAD = Zone(
    "envelope",
    rules=(
        NOTICE,
        BUTTONS,
        # the summary of another record, which some copies carry above the date; never this record's
        rule(
            "other_record",
            r"^[ ]*[^\n]{20,1500}$",
            "A Bulgarian memorandum on the price of tobacco in 1966.",
            many=True,
        ),
    ),
)
_CONTENT = Zone(
    "content",
    openers=(
        # June 7, 1973 / Telegram from Washington, DC, No.084.504, Urgent, SECRET
        rule(
            "head",
            rf"^[ ]*(?P<record_date>{RECORD_DATE})[ ]*\n\s*(?!No\.|N[º°]|To\b|From:|Received|Copies|Priority|\[)"
            r"(?P<title>[^\s\[][^\n]{2,800}?)[ ]*$",
            "June 7, 1973\nTelegram from Washington, DC",
            required=True,
            record_date=date,
        ),
    ),
    rules=(
        SUPPORT,
        rule(
            "tabs",
            r"^[ ]*(?:CITATION|SHARE|DOWNLOAD|Citation[ ]Share|English[ ]HTML)[^\n]{0,40}$",
            "CITATION SHARE DOWNLOAD",
            many=True,
        ),
        *title_rules("title"),
    ),
)
_COLOPHON = Zone(
    "colophon",
    openers=(
        # the last paragraph before the labels, where a line that is no sentence stands before it
        rule(
            "summary",
            rf"(?<=[\w\])’”\"/#])[ ]{{0,4}}\n\s{{0,8}}(?P<summary>[A-Z“\"'‘\[][^\n]{{30,3000}}[.!?)”\"’\]])[ ]{{0,4}}\n\s{{0,8}}(?={_LABEL}$)",
            "SHTYKOV\nShtykov reports on the state of things there.\nAssociated Places",
        ),
        # or one that tells what somebody does, as summaries do
        rule(
            "telling_summary",
            rf"\n\s{{0,8}}(?P<summary>(?=[A-Z][^\n]{{2,160}}?[ ]{_TELLS}[ ])[^\n]{{30,1500}}[.!?)”\"’\]])[ ]{{0,4}}\n\s{{0,8}}(?={_LABEL}$)",
            "questioned.\nThe office in Andong reports that eight persons crossed.\nAssociated Places",
        ),
        # [Source: Archive of Foreign Policy …; translation by John Henriksen.], under the text
        rule(
            "source_line",
            r"^[ ]*\[?Source:[ ](?P<citation>[^\n\]]{5,900})\]?[ ]*$",
            "[Source: AVP RF, Moscow; translation by John Henriksen.]",
        ),
        rule("labels", rf"^(?=[ ]*{_LABEL}\n)", "Document Information\n"),
    ),
    rules=(
        _labelled("source_field", "Source", rf"(?P<citation>{_VALUE})", "Source\nPRC FMA 106-01403-02, 35."),
        # without the label: the line that credits a translator
        rule(
            "source_by_credit",
            r"^[ ]*(?P<citation>[^\n]{5,600}[.;,][ ](?:Translated|Obtained|Contributed|Transcribed)[ ][^\n]{0,80}?by[ ][^\n]{3,300})$",
            "PRC FMA 106-01403-02, 35. Translated by Max Feld.",
        ),
        # without the label: what stands right under the heading
        rule(
            "source_value",
            rf"^[ ]*Document[ ]Information[ ]*\n\s*(?P<citation>(?!{_LABEL}$)[^\n]+)",
            "Document Information\nPRC FMA 106-01403-02, 35.",
        ),
        _labelled(
            "original_classification",
            "Original[ ]Classification",
            rf"(?P<classification>{CLASSIFICATION})[ ]*$",
            "Original Classification\nTop Secret",
        ),
        _labelled(
            "uploaded",
            "Original[ ]Uploaded[ ]Date",
            r"(?P<uploaded_date>\d{4}-\d\d-\d\d)[ ]*$",
            "Original Uploaded Date\n2011-11-20",
        ),
        _labelled(
            "language",
            "Language",
            r"(?P<original_language>[A-Za-z]{3,20})[ ]*$",
            "Language\nRussian",
            original_language=language,
        ),
        _labelled("record_number", "Record[ ]ID", r"(?P<record_key>\d{1,12})[ ]*$", "Record ID\n113636"),
        _labelled("donors", "Donors?", rf"(?P<donors>{_VALUE})", "Donors\nHenry Luce Foundation"),
        rule(
            "page_address",
            rf"^[ ]*(?:Canonical[ ]address[ ]*\n\s*)?{RECORD_ADDRESS}[ ]*$",
            "https://digitalarchive.wilsoncenter.org/document/188161",
            many=True,
            source_url=address,
        ),
        # lists of names and subjects that the publisher gave, its statement of rights, the archive's long name
        rule(
            "lists",
            r"^[ ]*(?:Associated[ ](?:People(?:[ ]&[ ]Organizations)?|Places|Topics)|Subjects[ ]Discussed|Related[ ]Documents"
            r"|Author\(s\)|Document[ ]Contributor(?:\(s\))?|Contributors?|Original[ ]Archive|Rights|Type):?[ ]*\n"
            rf"\s*{_VALUE}",
            "Associated Places\nKorea (North)",
            many=True,
        ),
        rule(
            "rights",
            r"^[ ]*(?:The[ ]History[ ]and[ ]Public[ ]Policy|The[ ]Wilson[ ]Center|To[ ]enquire[ ]about)[^\n]*$",
            "The History and Public Policy Program welcomes reuse of Digital Archive materials",
            many=True,
        ),
        rule(
            "summary_after_source",
            r"^[ ]*(?P<summary>[A-Z][^\n]{30,1500}[.!?)])[ ]*\n(?=\s*(?:Author|Associated|Subjects|Related|Document))",
            "Instructions on how to answer questions about flights.\nAssociated Places",
        ),
        rule("heading_only", r"^[ ]*Document[ ]Information[ ]*$", "Document Information"),
        rule(
            "lost_list",
            r"^[ ]*(?:Associated[ ](?:People(?:[ ]&[ ]Organizations)?|Places|Topics)|Subjects[ ]Discussed|Related[ ]Documents"
            r"|Author\(s\)|Rights):?[ ]*$",
            "Associated Places",
            many=True,
        ),
        rule("lost_label", rf"^[ ]*(?P<lost_label>{_LABEL})$", "Original Archive", many=True),
        *(each for each in CITATION_RULES if each.name not in {"reference"}),
        # APRF, Fond 45, Opis 1, Delo 335, List 3. – here with no quoted title before it
        rule(
            "bare_reference",
            r"(?P<reference>[^\s,;.][\s\S]{1,900}?)[\s.,;]*\Z",
            "APRF, fond 45, opis 1, delo 335, list 3",
            at_start=True,
            inside="citation",
        ),
        *REFERENCE_RULES,
    ),
)
GRAMMAR = Grammar(
    "wilson_center.new_site",
    (_HEAD, _CONTENT, _COLOPHON),
    prose=frozenset({"content", "title", "reference", "summary", "holding", "locator", "marks"}),
)
