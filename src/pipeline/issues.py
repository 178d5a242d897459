"""The codes of issues: each a kind of surprise that a person should look at.

The table below is also the documentation: the data dictionary prints it.
"""

from typing import Literal, NamedTuple

Severity = Literal["note", "warning", "error"]


class Code(NamedTuple):
    """A kind of issue. An ``error`` kept something back; a ``warning`` or ``note`` kept nothing back."""

    severity: Severity
    meaning: str
    remedy: str


CODES: dict[str, Code] = {
    "missing-element": Code(
        "warning",
        "Something that such a document states was not found in it.",
        "Compare the file with the original; if the words stand there in another shape, a rule should read them.",
    ),
    "unreadable-value": Code(
        "error",
        "Words stand where a value belongs, and do not state one. The words are kept, the value is empty.",
        "Compare with the original; a slip of the copy is put right in the raw file, a slip of the document stays.",
    ),
    "unknown-form": Code(
        "warning",
        "No documentary form recognises the content: only what the publisher's wrapper says is published.",
        "Add a form for such documents in src/pipeline/forms/.",
    ),
    "unread-text": Code(
        "warning",
        "Text that no rule reads: nothing of it is in the tables.",
        "Read the line; if it states something, a rule of the form or of the source should read it.",
    ),
    "failed-check": Code(
        "warning",
        "Two places of a document contradict each other. Both are published as they stand.",
        "See the row of the table checks; compare both places with the original.",
    ),
    "unusual-reading": Code(
        "note",
        "The document is consistent only when read in a way that is not the usual one; it was read so.",
        "See whether the original bears the reading out.",
    ),
    "unusual-order": Code(
        "note",
        "Steps of the document's handling stand out of the order of the work or of time. They are kept as they stand.",
        "See the row of the table checks; clerks did proofread before they transcribed.",
    ),
    "inferred-key": Code(
        "warning",
        "The record's number is not in its text; it was made of what the document states, or taken from the name of the"
        " file.",
        "Name the file by the publisher's number of the record.",
    ),
    "sample-document": Code(
        "warning",
        "The file says of itself that it was made up for tests.",
        "Keep such files out of raw/ when you publish for others.",
    ),
    "restored-lines": Code(
        "note",
        "The text had lost its line breaks; it was read as if it had them where lines of such documents begin.",
        "Compare the header with the original, or save the page with its lines.",
    ),
    "damaged-label": Code(
        "note",
        "A fixed word of the publisher or of the form has letters wrong; what it labels was read all the same.",
        "Compare with the original: where its letters are wrong, those of the values can be too.",
    ),
    "unusual-encoding": Code(
        "note",
        "The file has a byte-order mark or carriage returns. It was read, and places count them as characters.",
        "Nothing need be done; to be rid of the note, save it as UTF-8 without a mark, with line feeds.",
    ),
    "changed-file": Code(
        "warning",
        "The file is not the one that its provenance sidecar describes: the SHA-256 differs.",
        "Restore the file, or describe the new one in the sidecar.",
    ),
    "unreadable-file": Code(
        "error",
        "The file could not be taken as text of its source; nothing of it is published.",
        "The message says what stands in the way.",
    ),
    "differing-captures": Code(
        "warning",
        "Two files hold one record and differ in a field. The value of the primary file is published, both are kept.",
        "See the table variants; compare both with the publisher's page.",
    ),
    "duplicate-file": Code(
        "note",
        "The file has the same bytes as another, which is published; this one is left out.",
        "Remove one of the two.",
    ),
    "stale-decision": Code(
        "warning",
        "A decision in authorities/ is about an actor that no document names.",
        "Look the actor up in redirects and in the release before; take the decision anew about its present id.",
    ),
    "invalid-row": Code(
        "error",
        "A row breaks a rule of its table and was kept back, with what hangs on it.",
        "See the row of the table quarantine for the value and the rule.",
    ),
    "broken-reference": Code(
        "error",
        "A row points to a row that is not there and was kept back.",
        "See the row of the table quarantine; mostly the other row was kept back for a reason of its own.",
    ),
}
