"""A document as an item of CSL JSON, which Zotero, pandoc and citation processors read.

The variables are those of CSL 1.0.2 (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables).
"""

from typing import Any

from pipeline.renditions.historians.cited import Cited

# What was written to somebody; all else is a document.
_LETTERS = frozenset({"cable", "telegram", "letter", "note", "despatch"})


def item(of: Cited) -> dict[str, Any]:
    """Return the item of a document; its id is the document's."""
    stated = {
        "id": of.document_id,
        "type": _type(of.document_type),
        "title": of.title,
        "genre": of.document_type,
        "issued": of.date_edtf and {"date-parts": [_parts(day) for day in of.date_edtf.split("/")]},
        "archive": of.repository,
        "archive_location": of.reference,
        "publisher": of.publisher,
        "translator": _names(of.translators),
        "editor": _names(of.editors),
        "language": of.language,
        "URL": of.url,
    }
    return {name: value for name, value in stated.items() if value}


def _type(document_type: str | None) -> str:
    if document_type in _LETTERS:
        return "personal_communication"
    return "report" if document_type == "report" else "document"


def _parts(day: str) -> list[int]:
    """Year, month and day of a date in EDTF, as far as it has them.

    >>> _parts("1961-05")
    [1961, 5]
    """
    return [int(part) for part in day.split("-")]


def _names(names: tuple[str, ...]) -> list[dict[str, str]]:
    """Names as they are: what is first name, what surname, nobody has said."""
    return [{"literal": name} for name in names if name.strip()]
