"""The PDF of a record, as Markdown or as plain text: sections under labels, the text last."""

import re
from typing import Any

from pipeline.grammar import Grammar, Rule, Zone, rule
from pipeline.sources.wilson_center.citation import CITATION_RULES, REFERENCE_RULES, title_rules
from pipeline.sources.wilson_center.furniture import SUPPORT, TEXT_KINDS
from pipeline.values.citation import PROGRAMME
from pipeline.values.dates import RECORD_DATE, date
from pipeline.values.languages import language, text_type
from pipeline.vocabulary.notice import NOTICE

_LABELS = r"(?:Citation|Summary|Credits|Original[ ]Language|Contents)"
# the lines under a label, up to the next label
_SECTION = rf"(?!\**{_LABELS}:)[^\n]+(?:\n\s*+(?!\*\*|\**{_LABELS}:)[^\n]+)*"

SIGN = re.compile(r"(?:^|\s)\**(?:Citation|Original[ ]Language):", re.MULTILINE)
# the citation, which runs over several lines
UNWRAPPED = re.compile(
    r"(?<=Citation:)[^\n]*(?:\n(?![ ]*\**(?:Summary|Credits|Original[ ]Language|Contents):)[^\n]*){0,60}"
)
# a PDF whose text came out as one line: where its lines began
BREAKS = re.compile(
    rf"(?<=assified|nter\.org)[ ](?={RECORD_DATE}[ ])|(?<=\d)[ ](?=[A-Z][^\n]{{10,600}}?[ ]Citation:)(?<=[a-z,][ ]\d{{4}})"
    rf"|(?<=assified[ ]\d{{4}})[ ]|[ ](?={_LABELS}:[ ])|(?<=Citation:|Language:|Contents:)[ ]|(?<=Summary:|Credits:)[ ]"
)


def _labelled(name: str, label: str, value: str, *, required: bool = False, **more: Any) -> Rule:
    example = f"**{label.replace('[ ]', ' ')}:**"
    return rule(name, rf"^\**{label}:\**\s+{value}", example, required=required, **more)


_BANNER_WORD = (
    r"(?:Wilson|Center|Digital|Archive|International|History|Declassified"
    r"|\[[\w.-]{1,80}\]\(https?://[\w./-]{1,80}\)|(?:https?://)?digitalarchive\.wilsoncenter\.org/?)"
)
_ENVELOPE = Zone(
    "envelope",
    rules=(
        NOTICE,
        # **Wilson / Center** · **Digital Archive** / International History Declassified · [address](address)
        rule(
            "banner",
            rf"^[*\s]{{0,12}}{_BANNER_WORD}(?:[*\s]{{1,12}}{_BANNER_WORD}){{1,20}}\**",
            "**Wilson Center**",
        ),
        _labelled("citation", "Citation", rf"(?P<citation>{_SECTION})", required=True),
        _labelled("summary", "Summary", rf"(?P<summary>{_SECTION})", required=True),
        _labelled("credits", "Credits", rf"(?P<credits>{_SECTION})"),
        _labelled(
            "original_language",
            "Original[ ]Language",
            r"(?P<original_language>[^\n*]+)$",
            required=True,
            original_language=language,
        ),
        # without their labels: what they are shows what they are
        rule(
            "quoted_citation",
            rf"^[ ]*(?P<citation>[\"“][^\n]{{5,2000}}?{PROGRAMME}[^\n]*(?:\n\s{{0,4}}<?https?://[^\s<>]+>?)?)",
            '"Cable from …", June 07, 1973, History and Public Policy Program Digital Archive, PRC FMA',
        ),
        SUPPORT,
        rule(
            "lone_language",
            r"^[ ]*(?P<original_language>Chinese|Russian|Korean|Polish|Hungarian|Romanian|German|Portuguese|Spanish|French|Bulgarian|Czech|Serbian|Vietnamese|English|Albanian|Italian|Japanese|Mongolian)[ ]*$",
            "Chinese",
            original_language=language,
        ),
        rule(
            "lone_summary",
            r"^[ ]*(?P<summary>[A-Z][^\n*]{30,1500}[.!?)])[ ]*\Z",
            "The embassy reports on the state of things.",
            at_end=True,
        ),
        # **May 12, 1961** / **Cable from the Chinese Embassy in North Korea, / 'Illegal Crossings …'**, above the citation
        rule(
            "head",
            rf"^\**(?P<record_date>{RECORD_DATE})\**(?:[ ]*\n\s*|[ ](?=[A-Z]))\**(?P<title>[^\s*][^*]{{1,2000}}?)\**\s*\Z",
            "**May 12, 1961**\n\n**Cable from the Chinese Embassy in North Korea, 'Illegal Crossings'**",
            required=True,
            record_date=date,
        ),
        # the same without a date
        rule(
            "title",
            r"\*\*(?P<title>[^*]{2,2000})\*\*\s*\Z",
            "**Cable from the Chinese Embassy in North Korea, 'Illegal Crossings'**",
        ),
        # the same in a text without bold letters
        rule(
            "undated_title",
            r"^(?P<title>[A-Z][^*\n]{5,500}(?:\n[^*\n]{1,300}){0,3})\s*\Z",
            "Note by the Indian Foreign Secretary",
        ),
        *title_rules("title"),
        *CITATION_RULES,
        *REFERENCE_RULES,
    ),
)

_CONTENT = Zone(
    "content",
    openers=(
        # **Contents:** / Translation - English
        rule(
            "contents",
            r"^\**Contents:\**\s+(?P<text_type>Trans[a-z]{4,9}|Original)[ ]-[ ](?P<text_language>[A-Z][a-z]+)\b[ ]*",
            "**Contents:** Translation - English",
            required=True,
            text_type=text_type,
            text_language=language,
        ),
        # Contents: / English Translation
        rule(
            "contents_turned",
            rf"^\**Contents:\**\s+(?P<text_language>[A-Z][a-z]+)[ ](?P<text_type>Trans[a-z]{{4,9}}|Original)\b(?:[ ]+{TEXT_KINDS})*[ ]*",
            "Contents:\nEnglish Translation",
            text_type=text_type,
            text_language=language,
        ),
        # the value without its label
        rule(
            "bare_contents",
            r"^[ ]*(?:Translation[ ]-[ ]English|(?P<text_language>English)[ ]Translation)[ ]*$",
            "English Translation",
            text_language=language,
        ),
        # without that label: what follows the language
        rule(
            "unlabelled_contents",
            rf"^\**Original[ ]Language:\**\s+(?P<original_language>[A-Z][a-z]+)[ ]{{0,4}}\n\s{{0,8}}\n(?=\s{{0,8}}(?!\**{_LABELS}:)\S)",
            "Original Language:\n\nChinese\n\nPriority: Urgent",
            original_language=language,
        ),
    ),
    rules=(),
)

GRAMMAR = Grammar(
    "wilson_center.pdf",
    (_ENVELOPE, _CONTENT),
    prose=frozenset({"content", "title", "reference", "summary", "holding", "locator", "marks"}),
)
