"""Wilson Center Digital Archive: the PDF of a record, turned into Markdown.

The wrapper stands above the text: banner, date, title, then sections under bold labels, the last of which
says what kind of text follows.
"""

import re

from pipeline.grammar import Grammar, Zone, rule
from pipeline.sources import Source
from pipeline.values.citation import CITED, LOCATOR, RECORD_ADDRESS, REPOSITORY, address
from pipeline.values.codes import DOCUMENT_KIND, document_kind
from pipeline.values.dates import RECORD_DATE, date
from pipeline.values.languages import language, text_type

# the lines under a label, up to the next bold line
_SECTION = r"[^\n*][^\n]*(?:\n(?>\s*)(?!\*\*)\S[^\n]*)*"
_CREDIT = r"(?i:translat|obtain|contribut|transcri|edit)(?:ed|ion)\b"
# names to the end of a clause of credit; a clause that credits more than one thing is left unread
_NAMES = rf"(?:(?!\b{_CREDIT})(?:\b[A-Z]\.|[^\n.])){{1,300}}"
# A and B · A, B, and C
_NAME_IN_LIST = r"(?<![^\s,;])(?!and\b)[^\s,;][^,;\n]*?(?=\s*(?:[,;]|\band\b|\Z|$))"

_ENVELOPE = Zone(
    "envelope",
    rules=(
        # **Wilson / Center** · **Digital Archive** / International History Declassified · [address](address)
        rule(
            "banner",
            r"\A\s*\*\*Wilson\s+Center\*\*(?>\s+\*\*Digital\s+Archive\*\*)?"
            r"(?>\s+International[ ]History[ ]Declassified)?(?>\s+\[[\w.]{1,80}\]\(https?://[\w./-]{1,80}\))?",
            "**Wilson Center**",
        ),
        # **May 12, 1961**
        rule(
            "record_date",
            rf"^\*\*(?P<record_date>{RECORD_DATE})\*\*[ ]*$",
            "**May 12, 1961**",
            required=True,
            record_date=date,
        ),
        # **Cable from the Chinese Embassy in North Korea, / 'Illegal Crossings …'**, above the citation
        rule(
            "title",
            r"^\*\*(?P<title>[^*]{2,2000})\*\*\s+(?=\*\*Citation:)",
            "**Cable from the Chinese Embassy in North Korea, 'Illegal Crossings'** **Citation:**",
            required=True,
        ),
        # **Citation:**
        rule(
            "citation",
            rf"^\*\*Citation:\*\*\s+(?P<citation>{_SECTION})",
            "**Citation:**",
            required=True,
        ),
        # **Summary:**
        rule("summary", rf"^\*\*Summary:\*\*\s+(?P<summary>{_SECTION})", "**Summary:**", required=True),
        # **Credits:**
        rule("credits", rf"^\*\*Credits:\*\*\s+(?P<credits>{_SECTION})", "**Credits:**"),
        # **Original Language:**
        rule(
            "original_language",
            r"^\*\*Original[ ]Language:\*\*\s+(?P<original_language>[^\n*]+)$",
            "**Original Language:**",
            required=True,
            original_language=language,
        ),
        # Cable from the Chinese Embassy in North Korea, 'Illegal Crossings of the International Border'
        rule(
            "title_parts",
            rf"(?P<title_kind>{DOCUMENT_KIND})\s+from\s+(?:the\s+)?(?P<title_sender>[^,'‘“\"]{{1,200}})"
            r"(?:,\s+['‘“\"](?P<title_subject>[^*]{1,1000})['’”\"])?\Z",
            "Cable from the Chinese Embassy in North Korea, 'Illegal Crossings'",
            inside="title",
            title_kind=document_kind,
        ),
        # "Cable from …", May 12, 1961, Wilson Center Digital Archive
        rule(
            "cited",
            CITED,
            '"Cable from …", May 12, 1961, Wilson Center Digital Archive',
            inside="citation",
            required=True,
            cited_date=date,
        ),
        # <https://…/document/188161>
        rule(
            "address",
            RECORD_ADDRESS,
            "<https://digitalarchive.wilsoncenter.org/document/188161>",
            inside="citation",
            required=True,
            source_url=address,
        ),
        # Translated by David Cowhig.
        rule(
            "translated",
            rf"\bTranslated[ ](?:for[ ]\w{{2,20}}[ ])?by[ ](?P<translators>{_NAMES})\.?[ ]*$",
            "Translated by David Cowhig.",
            inside="citation",
        ),
        rule("translator", rf"(?P<translator>{_NAME_IN_LIST})", "David Cowhig", many=True, inside="translators"),
        # Obtained by … · Contributed by …
        rule(
            "contributed",
            rf"\b(?:Obtained|Contributed)[ ](?:for[ ]\w{{2,20}}[ ])?by[ ](?P<contributors>{_NAMES})\.?[ ]*$",
            "Contributed by Shen Zhihua.",
            inside="citation",
        ),
        rule(
            "contributor",
            rf"(?P<contributor>{_NAME_IN_LIST})",
            "Shen Zhihua",
            many=True,
            inside="contributors",
        ),
        # , PRC FMA 118-01026-03, 71.
        rule(
            "reference",
            rf",[ ](?P<reference>[^\n]{{1,600}}?)\.?(?=[ ]*$|[ ]{_CREDIT})",
            ", PRC FMA 118-01026-03, 71.",
            inside="citation",
            required=True,
        ),
        rule("holding", rf"{REPOSITORY}[ ]{LOCATOR}\Z", "PRC FMA 118-01026-03, 71", inside="reference"),
    ),
)

_CONTENT = Zone(
    "content",
    openers=(
        # **Contents:** / Translation - English
        rule(
            "contents",
            r"^\*\*Contents:\*\*\s+(?P<text_type>[A-Z][a-z]+)(?:[ ]-[ ](?P<text_language>[^\n]+?))?[ ]*$",
            "**Contents:** Translation - English",
            required=True,
            text_type=text_type,
            text_language=language,
        ),
        # without that label: the first paragraph that stands under no label
        rule("unlabelled_contents", r"(?<=\n\n)(?<!:\*\*\n\n)(?=[^*\s\"“<\[])", "Priority: Urgent"),
    ),
    rules=(),
)

SOURCE = Source(
    source_id="wilson_center",
    title="Wilson Center Digital Archive",
    home="https://digitalarchive.wilsoncenter.org",
    rights=(
        "The Wilson Center Digital Archive welcomes reuse for research and education; some texts may be under"
        " the copyright of others, whose permission a reuse then needs."
    ),
    suffixes=frozenset({".md"}),
    envelope=Grammar(
        "wilson_center", (_ENVELOPE, _CONTENT), prose=frozenset({"content", "title", "reference", "summary"})
    ),
    canonical_url="https://digitalarchive.wilsoncenter.org/document/{key}",
    key=re.compile(r"\d{1,12}"),
)
