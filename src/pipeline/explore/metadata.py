"""What Datasette shows beside the rows: titles, descriptions, labels of keys, facets, questions.

Descriptions are those of the release; `LABELS` and `FACETS` are what this page adds. All is shown as text.
"""

from collections.abc import Mapping
from html import escape
from typing import Any

from pipeline.explore.questions import Question, answerable
from pipeline.explore.sqlite import ACTORS_SEARCH
from pipeline.explore.structure import Description, Structure

DATABASE = "chancery"
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
    asked = answerable(of.columns)
    return {
        "title": f"Chancery {of.version}",
        "description": of.description,
        "license": LICENSE,
        "license_url": LICENSE_URL,
        **_sources(of),
        "databases": {
            DATABASE: {
                "description_html": _contents(asked),
                "tables": {each.name: _table(each) for each in of.tables},
                "queries": {each.name: _query(each) for each in asked},
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


def _contents(asked: tuple[Question, ...]) -> str:
    """The questions as links: Datasette itself puts them below all the tables."""
    items = "".join(f'<li><a href="{DATABASE}/{each.name}">{escape(each.title)}</a></li>' for each in asked)
    return f"<p>Questions:</p><ul>{items}</ul><p>Or write one in SQL:</p>"


def _query(of: Question) -> dict[str, str]:
    return {"title": of.title, "description": of.description, "sql": of.sql}


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
