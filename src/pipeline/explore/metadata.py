"""What Datasette shows beside the rows: titles, descriptions, labels of keys, facets, questions.

Descriptions are those of the release; `LABELS` and `FACETS` are what this page adds. All is shown as text.
"""

from collections.abc import Mapping
from typing import Any

from pipeline.explore.questions import Question, answerable
from pipeline.explore.sqlite import ACTORS_SEARCH
from pipeline.explore.structure import Description, Structure

DATABASE = "chancery"
DESCRIPTION = (
    "Who sent what to whom, who got a copy, and what was done with it. An empty cell means that the document does not"
    " state it. The words that a value was read from are in evidence. Begin with documents, actors or routing_events,"
    " or with one of the queries."
)
LICENSE = "CC0 1.0 for facts and tables; quoted words remain under their publisher's terms (see rights)"
LICENSE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"

# The column shown in place of the key of a row, wherever a key points to it.
LABELS = {"documents": "title", "actors": "preferred_name", "document_references": "text"}
# The columns by which a table is narrowed, those of most use first.
FACETS: Mapping[str, tuple[str, ...]] = {
    "documents": ("year", "document_type", "priority_code", "classification_code", "source_id"),
    "actors": ("actor_type", "country_code"),
    "routing_events": ("event_type", "from_actor_id", "to_actor_id"),
    "actor_names": ("name_type",),
    "actor_positions": ("country_code",),
    "mentions": ("zone",),
    "identifiers": ("role", "series"),
    "holdings": ("repository_code", "file_code"),
    "document_references": ("status", "kind", "direction"),
    "ghosts": ("basis", "status", "kind"),
    "document_links": ("link_type", "basis"),
    "document_dates": ("date_role",),
    "senders": ("witness", "is_chosen"),
    "checks": ("check", "result"),
    "evidence": ("table",),
    "issues": ("severity", "code"),
    "ledger": ("outcome",),
    "redirects": ("entity", "basis"),
}
# The column by which a table is sorted at first, the greatest on top where it is a count; by the key elsewhere.
SORTED = {"documents": {"sort": "date_earliest"}}
SORTED |= {"actors": {"sort_desc": "document_count"}, "ghosts": {"sort_desc": "reference_count"}}
SORTED |= {"actor_candidates": {"sort_desc": "value"}}


def metadata(of: Description) -> dict[str, Any]:
    """Return what Datasette is told of a release."""
    return {
        "title": f"Chancery {of.version}",
        "description": DESCRIPTION,
        "license": LICENSE,
        "license_url": LICENSE_URL,
        **_sources(of),
        "databases": {
            DATABASE: {
                "description": DESCRIPTION,
                "tables": {each.name: _table(each) for each in of.tables},
                "queries": {each.name: _query(each) for each in answerable(of.columns)},
            }
        },
    }


def _sources(of: Description) -> dict[str, str]:
    if not of.sources:
        return {}
    named = {"source": "; ".join(title for title, _ in of.sources)}
    (_, address), *others = of.sources
    is_link = not others and address.startswith(("https://", "http://"))
    return named | ({"source_url": address} if is_link else {})


def _query(of: Question) -> dict[str, Any]:
    return {"title": of.title, "description": of.description, "sql": of.sql, "hide_sql": True}


def _table(of: Structure) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "title": of.title,
        "description": _plain(of.description),
        "columns": {each.name: _plain(each.description) for each in of.columns},
        "facets": list(FACETS.get(of.name, ())),
        **SORTED.get(of.name, {}),
    }
    if of.name in LABELS:
        shown["label_column"] = LABELS[of.name]
    if of.name == "actors":
        shown |= {"fts_table": ACTORS_SEARCH, "fts_pk": "rowid"}
    return shown


def _plain(words: str) -> str:
    """A description without the marks of Markdown, which Datasette would show."""
    return words.replace("`", "")
