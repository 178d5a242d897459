"""The tables of an edition, by document and by actor, as its pages need them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import pyarrow as pa

from pipeline.renditions.edition import Edition
from pipeline.renditions.site.paths import anchor, document_page, file_name
from pipeline.renditions.site.words import Witness

Row = Mapping[str, Any]
Rows = list[dict[str, Any]]

# In a release of more actors, those that little is known of have no page, only a line in the list.
MOST_ACTORS = 2_000
# In a release of more documents nothing has a page of its own, only a line in a list: they would be too many files to
# pass on, and too much to hold.
MOST_DOCUMENTS = 20_000
# In a release of more documents there are no lists, drawings and searches: no browser holds what they look through.
MOST_LISTED = 100_000
# Lines of one page of a list.
PER_LIST = 1_000


class Part(NamedTuple):
    """A value, where it leads from the root of the site, and whether that is an address on the web."""

    text: str
    place: str | None = None
    is_away: bool = False


@dataclass(frozen=True)
class Contents:
    """What the pages are made of."""

    edition: Edition
    # tables as they are asked for: rows, and these by document
    _rows: dict[str, Rows] = field(default_factory=dict, init=False, repr=False, compare=False)
    _of_document: dict[str, dict[str, Rows]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def rows(self, name: str) -> Rows:
        """Return the rows of a table."""
        if name not in self._rows:
            self._rows[name] = self.edition.tables[name].to_pylist()
        return self._rows[name]

    @cached_property
    def documents(self) -> Rows:
        """The documents by date; those without one at the end."""
        return sorted(self.rows("documents"), key=lambda row: (row["date_earliest"] or "9999", *_key(row)))

    @cached_property
    def documents_by_id(self) -> dict[str, dict[str, Any]]:
        """The documents by id."""
        return {row["document_id"]: row for row in self.documents}

    @cached_property
    def titles(self) -> dict[str, str]:
        """What to call each document."""
        return {row["document_id"]: row["title"] or row["document_id"] for row in self.documents}

    @cached_property
    def actors(self) -> dict[str, dict[str, Any]]:
        """The actors by id, in the order of their names."""
        rows = sorted(self.rows("actors"), key=lambda row: (row["preferred_name"].casefold(), row["actor_id"]))
        return {row["actor_id"]: row for row in rows}

    def about(self, table: str, document_id: str) -> Rows:
        """Return the rows of a table that are of a document."""
        if table not in self._of_document:
            self._of_document[table] = grouped(self.rows(table), "document_id")
        return self._of_document[table].get(document_id, [])

    @cached_property
    def witnesses(self) -> dict[str, list[Witness]]:
        """The evidence by document."""
        table: pa.Table = self.edition.tables["evidence"]
        columns = (table[name].to_pylist() for name in Witness._fields)
        of_document: dict[str, list[Witness]] = defaultdict(list)
        for document_id, *values in zip(table["document_id"].to_pylist(), *columns, strict=True):
            of_document[document_id].append(Witness(*values))
        return of_document

    @cached_property
    def referring(self) -> dict[str, list[tuple[str, str]]]:
        """For each document those that refer to it or are linked to it, with the words that say how."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in self.rows("document_references"):
            if row["target_document_id"] in self.titles:
                found[row["target_document_id"]].append((row["document_id"], row["text"]))
        for row in self.rows("document_links"):
            if row["target_document_id"] in self.titles:
                found[row["target_document_id"]].append((row["document_id"], row["link_type"].replace("_", " ")))
        return found

    @cached_property
    def paged_actors(self) -> frozenset[str]:
        """The actors that have a page of their own."""
        if not self.has_pages:
            return frozenset()
        if len(self.actors) <= MOST_ACTORS:
            return frozenset(self.actors)
        return frozenset(actor_id for actor_id, row in self.actors.items() if _is_known(row))

    @cached_property
    def _places(self) -> dict[str, str]:
        """Where each actor, and each document that is not held, is told of."""
        places = dict(_listed("actors", self.actors))
        places |= {actor_id: f"actors/{file_name(actor_id)}" for actor_id in self.paged_actors}
        return places

    @cached_property
    def _ghosts(self) -> dict[str, str]:
        return dict(_listed("ghosts", (row["ghost_id"] for row in self.rows("ghosts"))))

    def actor_place(self, actor_id: str | None) -> str | None:
        """Return where an actor is told of, from the root of the site."""
        return self._places.get(actor_id or "")

    def ghost_place(self, ghost_id: str | None) -> str | None:
        """Return where a document that is not held is told of."""
        return self._ghosts.get(ghost_id or "")

    def document_place(self, document_id: str | None) -> str | None:
        """Return where a document is told of."""
        return self._documents.get(document_id or "")

    @cached_property
    def _documents(self) -> dict[str, str]:
        if self.has_pages:
            return {row["document_id"]: document_page(row["document_id"]) for row in self.documents}
        return dict(_listed("documents", (row["document_id"] for row in self.documents)))

    @property
    def has_pages(self) -> bool:
        """Whether documents and actors have pages of their own, and not only a line in a list."""
        return self._number <= MOST_DOCUMENTS

    @property
    def has_lists(self) -> bool:
        """Whether there are lists, drawings and searches, and not only what tells of the release as a whole."""
        return self._number <= MOST_LISTED

    @property
    def _number(self) -> int:
        number: int = self.edition.tables["documents"].num_rows
        return number

    def document(self, document_id: str) -> Part:
        """Return a document by its title, with the way to where it is told of."""
        return Part(self.titles.get(document_id, document_id), self.document_place(document_id))

    def name(self, actor_id: str | None) -> str | None:
        """Return the name of an actor."""
        row = self.actors.get(actor_id or "")
        return row["preferred_name"] if row else None

    @cached_property
    def _alike(self) -> Counter[str]:
        return Counter(row["preferred_name"] for row in self.actors.values())

    def name_apart(self, actor_id: str) -> str:
        """Return the name of an actor, with its years where others have the same name."""
        row = self.actors[actor_id]
        name: str = row["preferred_name"]
        if self._alike[name] == 1 or not row["earliest_date"]:
            return name
        first, last = row["earliest_date"][:4], row["latest_date"][:4]
        return f"{name} ({first})" if first == last else f"{name} ({first}–{last})"


def grouped(rows: Iterable[dict[str, Any]], field: str) -> dict[str, Rows]:
    """Return rows by the value of a field; those that have none are left out."""
    found: dict[str, Rows] = defaultdict(list)
    for row in rows:
        if row[field] is not None:
            found[row[field]].append(row)
    return found


def list_page(folder: str, number: int) -> str:
    """Return the place of one page of a list, from 0."""
    return f"{folder}/list-{number + 1}.html"


def _listed(folder: str, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    for number, row_id in enumerate(ids):
        yield row_id, f"{list_page(folder, number // PER_LIST)}#{anchor(row_id)}"


def _key(row: Row) -> tuple[str, int, str]:
    """Documents of one day in the order of their numbers: 9 before 10."""
    source, _, key = row["document_id"].partition(":")
    figures = key if key.isascii() and key.isdigit() and len(key) < 19 else "0"  # noqa: PLR2004  what an Int64 holds
    return source, int(figures), key


def _is_known(actor: Row) -> bool:
    is_whole = actor["actor_type"] == "person" and " " in actor["preferred_name"].strip()
    return bool(actor["event_count"] or actor["document_count"] > 1 or is_whole)
