"""The record as a reference manager exports it (RIS): one tagged line a field, and no text."""

import re
from typing import Any

from pipeline.grammar import Grammar, Rule, Zone, rule
from pipeline.sources.wilson_center.citation import CITATION_RULES, REFERENCE_RULES, title_rules
from pipeline.values.citation import RECORD_ADDRESS, address
from pipeline.values.dates import RECORD_DATE, any_date
from pipeline.values.languages import language

SIGN = re.compile(r"\A\s*(?:N1[^\n]*\n)?TY[ ]{1,2}-[ ]")


def _tagged(name: str, tag: str, value: str, example: str, **more: Any) -> Rule:
    return rule(name, rf"^{tag}[ ]{{1,2}}-[ ]{value}", example, **more)


GRAMMAR = Grammar(
    "wilson_center.ris",
    (
        Zone(
            "envelope",
            (
                _tagged(
                    "sample_notice",
                    "N1",
                    r"(?P<sample_notice>\[Sample[ ][^\[\]\n]{1,200}\])",
                    "N1  - [Sample made for the tests of Chancery: no real document.]",
                ),
                _tagged("title", "(?:TI|T1)", r"(?P<title>[^\n]+)", "TI  - Telegram", required=True),
                _tagged("record_date", "(?:DA|PY|Y1)", rf"(?P<record_date>\d{{4}}/\d\d/\d\d|{RECORD_DATE})/{{0,3}}[ ]*$", "DA  - 1958",
                        many=True, record_date=any_date),
                _tagged("summary", "(?:AB|N2)", r"(?P<summary>[^\n]+)", "AB  - The embassy reports."),
                _tagged("citation", "(?:AV|AN|CN)", r"(?P<citation>[^\n]+)", "AV  - PRC FMA 106-01403-02, 35."),
                _tagged("original_language", "LA", r"(?P<original_language>[A-Za-z]+)[ ]*$", "LA  - Russian", original_language=language),
                _tagged("record_address", "UR", RECORD_ADDRESS, "UR  - https://digitalarchive.wilsoncenter.org/document/188161",
                        source_url=address),
                _tagged("other_field", "[A-Z][A-Z0-9]", r"[^\n]*", "KW  - Korea", many=True),
                rule("end", r"^ER[ ]{1,2}-", "ER  -"),
                *title_rules("title"),
                *(each for each in CITATION_RULES if each.name not in {"reference"}),
                rule(
                    "bare_reference",
                    r"(?P<reference>[^\s,;.][\s\S]{1,900}?)[\s.,;]*\Z",
                    "APRF, fond 45, opis 1, delo 335, list 3",
                    at_start=True,
        inside="citation",
                ),
                *REFERENCE_RULES,
            ),
        ),
    ),
    prose=frozenset({"title", "reference", "summary", "holding", "locator", "marks"}),
)  # fmt: skip
