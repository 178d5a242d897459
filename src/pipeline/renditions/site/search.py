"""What the search of the site looks through: one classic script, as pages opened from disk can load no other data."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from pipeline.renditions.site.cells import apart
from pipeline.renditions.site.contents import Contents

# A row of a document: see `find.js`, which reads it.
_FIELDS = ("source_id", "document_type", "priority_code", "classification_code")


def write_search(contents: Contents, folder: Path) -> None:
    """Write what the search of documents and that of actors look through."""
    write_data(folder / "assets" / "documents.js", _documents(contents))
    write_data(folder / "assets" / "actors.js", _actors(contents))


def write_data(file: Path, data: dict[str, Any]) -> None:
    """Write what a page looks through."""
    file.write_text(f"window.CHANCERY = {as_script(data)};\n", "utf-8")


def as_script(data: Any) -> str:
    r"""Return data as an expression of a script that no value can end.

    >>> as_script("</script><!--")
    '"\\u003c/script>\\u003c!--"'
    """
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # a line separator ended a line of a script before ES2019
    return plain.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _documents(contents: Contents) -> dict[str, Any]:
    names: dict[str, int] = {}
    actors: dict[str, int] = {}
    rows = [_document(row, contents, names, actors) for row in contents.documents]
    called = [[actor_id, apart(actor_id, contents).text] for actor_id in actors]
    return {"kind": "documents", "names": list(names), "actors": called, "rows": rows}


def _document(row: dict[str, Any], contents: Contents, names: dict[str, int], actors: dict[str, int]) -> list[Any]:
    document_id = row["document_id"]
    sides: dict[str, dict[int, None]] = {"from_actor_id": {}, "to_actor_id": {}}
    for event in contents.about("routing_events", document_id):
        for side, found in sides.items():
            if event[side] and event["event_type"] != "excluded":
                found[actors.setdefault(event[side], len(actors))] = None
    named: dict[int, None] = {}
    for each in contents.about("actor_names", document_id):
        for name in (each["name"], contents.name(each["actor_id"])):
            if name:
                named[names.setdefault(name, len(names))] = None
    numbers = [each["identifier"] for each in contents.about("identifiers", document_id)]
    return [
        (contents.document_place(document_id) or "").removeprefix("documents/"),
        contents.titles[document_id],
        row["subject"] or "",
        " ".join(filter(None, [row["reference_code"], document_id, *numbers])),
        row["date_edtf"] or row["date_text"] or "",
        int(row["date_earliest"][:4]) if row["date_earliest"] else 0,
        int(row["date_latest"][:4]) if row["date_latest"] else 0,
        *(row[field] or "" for field in _FIELDS),
        len(contents.about("issues", document_id)),
        *(list(found) for found in sides.values()),
        list(named),
    ]


def _actors(contents: Contents) -> dict[str, Any]:
    forms: dict[str, dict[str, None]] = defaultdict(dict)
    for each in contents.rows("actor_names"):
        forms[each["actor_id"]][each["name"]] = None
    rows = [
        [
            (contents.actor_place(actor_id) or "").removeprefix("actors/"),
            row["preferred_name"],
            row["actor_type"],
            row["country_code"] or "",
            row["role_text"] or "",
            row["document_count"],
            row["event_count"],
            (row["earliest_date"] or "")[:4],
            (row["latest_date"] or "")[:4],
            " ".join([actor_id, *forms[actor_id]]),
        ]
        for actor_id, row in contents.actors.items()
    ]
    return {"kind": "actors", "rows": rows}
