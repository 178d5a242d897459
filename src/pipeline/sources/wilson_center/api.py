"""A record as the archive's former interface for programs gave it (JSON), as text in the layout of its page."""

import json
from collections.abc import Iterator
from typing import Any

from pipeline.readers import html

# the text to read: a translation before a transcript, English before others
_TEXTS = ("translations", "transcripts")


def text_of(data: bytes) -> str:
    """Return the record as text: date, title, the document, the description, then labels with their values.

    Raises:
        ValueError: where the file is no JSON object with an id and a title.
    """
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as why:
        raise ValueError(f"it is no JSON that can be read ({why})") from why
    if not isinstance(record, dict) or not record.get("id") or not record.get("title"):
        raise ValueError("it is no record of the archive: wanted is a JSON object with an id and a title")
    return "\n\n".join(part for part in _parts(record) if part) + "\n"


def _parts(record: dict[str, Any]) -> Iterator[str]:
    yield _words(record.get("note"))
    yield _words(record.get("frontend_doc_date")) or _day(record.get("doc_date"))
    yield _words(record["title"])
    yield _document(record)
    yield _words(record.get("description"))
    yield "Document Information"
    for label, value in (
        ("Source", record.get("source")),
        ("Original Classification", _names(record.get("classifications"))),
        ("Type", _names(record.get("type"))),
        ("Language", _names(record.get("languages"))),
        ("Donors", _names(record.get("donors"))),
        ("Record ID", record["id"]),
    ):
        if words := _words(value):
            yield f"{label}\n{words}"
    if slug := _words(record.get("slug")):
        yield f"Canonical address\nhttps://digitalarchive.wilsoncenter.org/document/{slug}"


def _document(record: dict[str, Any]) -> str:
    texts = [each for name in _TEXTS for each in _objects(record.get(name)) if isinstance(each.get("html"), str)]
    best = min(texts, key=lambda each: _names(each.get("language")) != "English", default=None)
    return html.text_of(best["html"].encode()).strip() if best and best["html"].strip() else ""


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


def _names(value: Any) -> str:
    return ", ".join(_words(each.get("name")) for each in _objects(value) if each.get("name"))


def _words(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def _day(value: Any) -> str:
    """``19581114`` as ``1958``, ``19581100`` too: the day is read from the date made for people only."""
    return str(value)[:4] if value else ""
