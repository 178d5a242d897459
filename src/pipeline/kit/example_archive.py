"""Example Archive: one record a file, its catalogue entry above the text."""

import re

from pipeline.grammar import Grammar, Zone, rule
from pipeline.sources import Layout, Source
from pipeline.values.dates import RECORD_DATE, date
from pipeline.vocabulary.notice import NOTICE

# Each rule reads a line of the catalogue entry; its named groups are elements (see elements.py).
_ENTRY = Zone(
    "envelope",
    rules=(
        NOTICE,
        # Record 42
        rule("record", r"^Record[ ](?P<record_key>\d{1,9})[ ]*$", "Record 42", required=True),
        # Title: Telegram from the Legation in Northport
        rule("title", r"^Title:[ ](?P<title>[^\n]{1,500})$", "Title: Telegram from Northport", required=True),
        # Date: 12 May 1961
        rule("date", rf"^Date:[ ](?P<record_date>{RECORD_DATE})[ ]*$", "Date: 12 May 1961", record_date=date),
        # Shelf mark: EA 7/12, 3
        rule("shelf_mark", r"^Shelf[ ]mark:[ ](?P<holding>[^\n]{1,200})$", "Shelf mark: EA 7/12, 3"),
    ),
)
# Text: what stands below it is the document, and is left to the forms
_TEXT = Zone("content", openers=(rule("text", r"^Text:[ ]*$", "Text:"),), rules=())
_PAGE = Grammar("example_archive", (_ENTRY, _TEXT), prose=frozenset({"content", "title"}))

SOURCE = Source(
    source_id="example_archive",
    title="Example Archive",
    description="What Example Archive publishes is to be said here, in a sentence or two.",
    home="https://archive.example",
    rights="Nothing is known yet of what Example Archive says about reuse.",
    licence="LicenseRef-unknown",  # an SPDX identifier, or the address where the terms stand
    text_redistribution=False,
    suffixes=frozenset({".txt"}),
    layouts=(Layout("page", _PAGE),),
    canonical_url="https://archive.example/record/{key}",
    key=re.compile(r"\d{1,9}"),
    known_gaps=("The rules are those of the template, and read no page of the archive yet.",),
)
