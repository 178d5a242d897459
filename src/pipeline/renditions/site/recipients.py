"""Who received what: for each recipient the documents, and the copies that lists of distribution give it."""

from pathlib import Path
from typing import Any

from pipeline.renditions.site import templates
from pipeline.renditions.site.cells import apart
from pipeline.renditions.site.contents import Contents
from pipeline.renditions.site.search import write_data
from pipeline.renditions.site.timeline import PRIORITIES

# Steps that bring a document to somebody.
_BRINGING = ("sent", "distributed", "forwarded", "repeated", "telephoned")


def write_recipients(contents: Contents, folder: Path) -> None:
    """Write the page, with the data from which it counts anew for the years and priorities that are asked for."""
    events = [each for each in contents.rows("routing_events") if each["event_type"] in _BRINGING]
    received = [each for each in events if each["to_actor_id"]]
    write_data(folder / "assets" / "recipients.js", _data(contents, received))
    priorities = {contents.documents_by_id[each["document_id"]]["priority_code"] or "" for each in received}
    templates.write(
        folder,
        "recipients.html",
        "recipients.html.j2",
        priorities=[each for each in PRIORITIES if each in priorities and each],
        types=sorted({each["event_type"] for each in received}),
        nameless=len(events) - len(received),
        total=len(received),
        version=contents.edition.version,
    )


def _data(contents: Contents, received: list[dict[str, Any]]) -> dict[str, Any]:
    """Recipients, and rows of them: recipient, document, step, action, copies, first and last year, priority."""
    actors: dict[str, int] = {}
    documents: dict[str, int] = {}
    rows = []
    for each in received:
        row = contents.documents_by_id[each["document_id"]]
        rows.append([
            actors.setdefault(each["to_actor_id"], len(actors)),
            documents.setdefault(each["document_id"], len(documents)),
            each["event_type"],
            each["copies"],
            int(row["date_earliest"][:4]) if row["date_earliest"] else 0,
            int(row["date_latest"][:4]) if row["date_latest"] else 0,
            row["priority_code"] or "",
        ])  # fmt: skip
    called = [[each, apart(each, contents).text, contents.actor_place(each) or ""] for each in actors]
    return {"kind": "recipients", "actors": called, "rows": rows}
