"""From elements to fields: the rows that one document gives.

This is the one room where what was read (elements) becomes what is published (fields). What the text leaves
out is filled here and marked as inferred, with the words it rests on.
"""

from pipeline.actors import Cast
from pipeline.forms import forms
from pipeline.model import ParsedDocument
from pipeline.records import (
    annotations,
    captures,
    cast,
    checks,
    documents,
    identifiers,
    issues,
    mentions,
    references,
    routing,
    senders,
    talks,
)
from pipeline.records.rows import Rows, Values
from pipeline.sources import Source


def records(document: ParsedDocument, source: Source) -> dict[str, list[Values]]:
    """Return the rows that a document gives, by table.

    Actors come once per document that names them; `pipeline.tables` joins them.
    """
    rows = Rows(document)
    form = forms()[document.form_id] if document.form_id else None
    names_positions = form is not None and form.names_positions
    solution = documents.write(rows, document, source)
    date = rows.tables["documents"][0].get("date_earliest")
    people = Cast(document.document_id, form.state if form else None, date, names_positions=names_positions)
    captures.write(rows, document)
    identifiers.write(rows, document)
    mentions.mark(document, people)
    chosen = senders.chosen(document)
    routing.write(rows, document, people, solution, chosen)
    senders.write(rows, document, people, chosen)
    talks.write(rows, document, people)
    annotations.write(rows, document)
    mentions.find(document, people)
    references.write(rows, document)
    cast.write(rows, people)
    issues.write(rows, document, checks.write(rows, document, solution))
    return rows.tables
