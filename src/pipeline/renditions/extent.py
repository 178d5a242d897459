"""What the documents of a release span: their days and languages, as far as they state them."""

import pyarrow.compute as pc

from pipeline.renditions.edition import Edition


def days(edition: Edition) -> str:
    """Return the first and the last day of its documents as an interval (ISO 8601); empty where none is dated."""
    documents = edition.tables["documents"]
    first = pc.min(documents["date_earliest"]).as_py()
    last = pc.max(documents["date_latest"]).as_py()
    return f"{first}/{last}" if first and last else ""


def languages(edition: Edition) -> list[str]:
    """Return the languages that its documents are said to be in (BCP 47), in the order of their codes."""
    stated = pc.unique(edition.tables["documents"]["text_language"]).drop_null()
    return sorted(stated.to_pylist())
