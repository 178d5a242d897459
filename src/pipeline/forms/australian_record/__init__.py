"""Record of Australia's external affairs as its edition prints it: a dateline, marks, the text, editors' notes.

The dateline gives kind, number, post, day and clock time, and the line below it the marks ("Cablegram E41 SAN
FRANCISCO, 4 June 1945, 10.00 p.m." / "MOST IMMEDIATE TOP SECRET PERSONAL"); later volumes put place and day first and
number with marks below ("Jakarta, 3 November 1975" / "O.JA2835 CONFIDENTIAL PRIORITY").
"""

import re

from pipeline.forms import Form
from pipeline.forms.australian_record import header, text
from pipeline.grammar import Grammar, Zone
from pipeline.vocabulary import prose
from pipeline.vocabulary.citations import REFERENCES

GRAMMAR = Grammar(
    "australian_record",
    (
        Zone("header", (*header.LINES, *header.EACH, *header.RECIPIENTS)),
        Zone(
            "body", (*text.OPENING_MARKS, *header.EACH[1:], text.SIGNATURE, *REFERENCES, *prose.NAMED), (header.BEGINS,)
        ),
        Zone("enclosure", (*REFERENCES,), (text.ENCLOSURE,)),
        Zone(
            "notes", (text.ARCHIVE, text.NOTED_REPEATED, *header.RECIPIENTS, *REFERENCES), (text.ARCHIVE, text.NOTE_ONE)
        ),
    ),
    prose=frozenset({"body", "enclosure", "notes", "marks", "sender_numbers", "holding", "distribution", "locator"}),
)
FORM = Form(
    form_id="australian_record",
    title="Australian record of external affairs, as printed in its edition",
    grammar=GRAMMAR,
    signs=(),
    titled=re.compile(r"(?!)"),
    state="AU",
    sender_titled=True,
    names_positions=True,
)
