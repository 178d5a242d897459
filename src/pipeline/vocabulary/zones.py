"""The zones that nearly every form has: header, body, closing lines; a form adds its own rules to them."""

import re
from collections.abc import Sequence

from pipeline.grammar import Grammar, Rule, Zone
from pipeline.vocabulary import days, lists, marks, notes, numbers, parties, prose, steps

_PROSE = re.compile(notes.PROSE + r"[^\n]*", re.VERBOSE | re.MULTILINE)

HEADER: tuple[Rule, ...] = (
    notes.OMISSION,
    steps.STAMPED,
    marks.STAMPED_MARKS,
    lists.NOTED,
    notes.BRACKET_LINE,
    *lists.RULES,
    *marks.LINES,
    *numbers.LINES,
    *steps.LINES,
    days.LINE,
    notes.SUBJECT,
    notes.ARCHIVE_MARK,
    notes.KIND_LINE,
    parties.FROM,
    parties.TO_IN_LINE,
    parties.TO,
    parties.COMRADE_LINE,
    marks.MARKS_AT_END,
    notes.LETTERHEAD,
    *lists.ENTRIES,
    *marks.EACH,
)
SALUTATIONS = (parties.SALUTATION, parties.DEAR, parties.OFFICE_SALUTATION)
SIGNATURES = (
    parties.SIGNED_AND_DATED,
    parties.DATED_AND_SIGNED,
    parties.SIGNED,
    parties.SLASHED,
    parties.BRACKETED,
    parties.SPACED,
    parties.RANKED,
    parties.CAPITALS,
    parties.LAST_NAME,
)
CLOSING: tuple[Rule, ...] = (
    notes.OMISSION,
    steps.STAMPED,
    lists.NOTED,
    notes.BRACKET_LINE,
    *lists.RULES,
    *steps.LINES,
    numbers.SENDER_LINE,
    numbers.COPY_LINE,
    days.LINE,
    notes.FOOTNOTE,
)
# lines that open the closing where there is no signature
CLOSERS: tuple[Rule, ...] = (
    days.LINE,
    numbers.SENDER_LINE,
    lists.NOTED,
    lists.NAMES,
    lists.NUMBERED,
    lists.PRINTED,
    lists.CC,
    lists.LIST,
    notes.FOOTNOTE,
    steps.STEP_BY,
    steps.STAMPED,
)


def grammar(
    name: str,
    *,
    header: Sequence[Rule] = (),
    body: Sequence[Rule] = (),
    closing: Sequence[Rule] = (),
    openers: Sequence[Rule] = SALUTATIONS,
    signatures: Sequence[Rule] = SIGNATURES,
    closers: Sequence[Rule] = (),
) -> Grammar:
    """Build the grammar of a form from the shared rules and its own, which are read first.

    Args:
        name: Id of the form.
        header: Its own rules for the header.
        body: Its own rules for the running text.
        closing: Its own rules for the closing lines.
        openers: What opens the body, beside the first line of prose.
        signatures: What opens the closing lines, after the last line of prose.
        closers: Lines that open them where there is no signature.
    """
    return Grammar(
        name,
        (
            Zone("header", (*header, *HEADER, notes.HEADING, notes.OFFICE_LINE)),
            Zone("body", (*body, numbers.REPLY_OPENING, *prose.RULES), (*openers, notes.TEXT_BEGINS)),
            Zone(
                "closing",
                (*closing, *CLOSING, *signatures, *lists.ENTRIES, parties.RANK_LINE, notes.OFFICE_LINE),
                (*signatures, *closers, *CLOSERS),
                after=_PROSE,
            ),
        ),
        prose=frozenset({"body", "marks"}),
    )
