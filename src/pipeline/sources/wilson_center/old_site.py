"""The page of a record on the archive's site to about 2022, copied as text."""

import re

from pipeline.grammar import Grammar, Zone, rule
from pipeline.sources.wilson_center.citation import CITATION_RULES, REFERENCE_RULES, title_rules
from pipeline.sources.wilson_center.furniture import BUTTONS, SUPPORT
from pipeline.values.citation import PROGRAMME, RECORD_ADDRESS, address
from pipeline.values.dates import RECORD_DATE, date
from pipeline.values.languages import language
from pipeline.vocabulary.notice import NOTICE

SIGN = re.compile(
    rf"^[ ]*(?:CITATION[ ]SHARE|VIEW[ ]DOCUMENT[ ]IN|get[ ]citation|ADD[ ]SEARCH[ ]FILTER|Search[ ]in[ ]*$|[\"“][^\n]{{5,600}}{PROGRAMME},)",
    re.MULTILINE,
)
_QUOTED = rf"[\"“][^\n]{{5,2000}}?{PROGRAMME}[^\n]*"

_ENVELOPE = Zone(
    "envelope",
    rules=(
        NOTICE,
        BUTTONS,
        rule(
            "record_date",
            rf"^[ ]*(?P<record_date>{RECORD_DATE})[ ]*$",
            "June 07, 1973",
            required=True,
            record_date=date,
        ),
        # "Cable from …", June 07, 1973, History and Public Policy Program Digital Archive, …
        rule(
            "citation",
            rf"^[ ]*(?P<citation>{_QUOTED}(?:\n\s*<?https?://[^\s<>]+>?)?)",
            '"Cable from …", June 07, 1973, History and Public Policy Program Digital Archive, PRC FMA',
            required=True,
        ),
        SUPPORT,
        # CABLE FROM THE CHINESE EMBASSY: capitals, but for letters that the site could not raise
        rule(
            "title",
            r"^[ ]*(?P<title>(?=[^\na-z]{6})(?:[^\na-z]|(?<=[^\W\d_a-z])[a-zà-ž](?=[^\W\d_a-z]|\)|,|[ ]))+)$",
            "CABLE FROM THE CHINESE EMBASSY",
        ),
        rule(
            "share_address",
            rf"^[ ]*{RECORD_ADDRESS}[ ]*$",
            "https://digitalarchive.wilsoncenter.org/document/188161",
            source_url=address,
        ),
        rule(
            "summary",
            r"^[ ]*(?P<summary>[^\s\"“][^\n]{30,3000}(?:\n[ ]*\S[^\n]*)*)$",
            "The embassy reports on the state of things.",
        ),
        *CITATION_RULES,
        *title_rules("cited_title"),
        *REFERENCE_RULES,
    ),
)
_CONTENT = Zone(
    "content",
    openers=(
        rule(
            "view",
            r"^[ ]*(?P<text_language>[A-Z][a-z]+)[ ](?:HTML|PDF|Translation|Transcript)[ ]*$",
            "English HTML",
            text_language=language,
        ),
    ),
    rules=(),
)
GRAMMAR = Grammar(
    "wilson_center.old_site",
    (_ENVELOPE, _CONTENT),
    prose=frozenset({"content", "title", "reference", "summary", "cited_title", "holding", "locator", "marks"}),
)
