"""The page of an actor: names, posts, correspondents, documents."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.renditions.edition import Edition
from pipeline.renditions.site import templates
from pipeline.renditions.site.cells import Grid, actor, apart, cell, grid
from pipeline.renditions.site.contents import Contents, Part, Row, Rows, grouped
from pipeline.renditions.site.letters import letters
from pipeline.schema import table
from pipeline.schema.codes import REDIRECT_BASES


@dataclass(frozen=True)
class Correspondent:
    """Who an actor wrote to or heard from, with the number of documents each way."""

    name: Part
    sent: int
    received: int


def write_actors(contents: Contents, folder: Path) -> None:
    """Write a page for each actor that has one."""
    about = _About(contents)
    for actor_id in sorted(contents.paged_actors):
        place = contents.actor_place(actor_id)
        if place:
            templates.write(folder, place, "actor.html.j2", **about.view(actor_id))


class _About:
    """What is known of actors, brought together once for all of them."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.names = grouped(contents.rows("actor_names"), "actor_id")
        self.positions = grouped(contents.rows("actor_positions"), "actor_id")
        self.holders = grouped(contents.rows("actor_positions"), "position_actor_id")
        self.redirects = grouped(contents.rows("redirects"), "new_id")
        self.decisions = grouped(contents.rows("decisions"), "actor_id")
        self.parts = grouped(contents.rows("actors"), "parent_actor_id")
        self.candidates = _candidates(contents.rows("actor_candidates"))
        self.sent, self.received = _correspondence(contents.edition)
        self.documents = _documents(contents)

    def view(self, actor_id: str) -> dict[str, Any]:
        """What the page of an actor shows."""
        row = self.contents.actors[actor_id]
        return {
            "row": row,
            "title": row["preferred_name"],
            "version": self.contents.edition.version,
            "same_as": cell("same_as", row["same_as"], self.contents).parts,
            "parent": actor(row["parent_actor_id"], self.contents) if row["parent_actor_id"] else None,
            "parts_of": [actor(each["actor_id"], self.contents) for each in self.parts.get(actor_id, ())],
            "names": list(self._names(actor_id)),
            "positions": self._grid("actor_positions", self.positions.get(actor_id, [])),
            "holders": self._grid("actor_positions", self.holders.get(actor_id, []), keep_actor=True),
            "correspondents": list(self._correspondents(actor_id)),
            "documents": [_line(self.contents, each, roles) for each, roles in self.documents.get(actor_id, ())],
            "redirects": [(each, REDIRECT_BASES.get(each["basis"], "")) for each in self.redirects.get(actor_id, ())],
            "decisions": self.decisions.get(actor_id, []),
            "candidates": [
                (apart(other, self.contents), each) for other, each in self.candidates.get(actor_id, ())
            ],
        }  # fmt: skip

    def _grid(self, name: str, rows: Rows, *, keep_actor: bool = False) -> Grid:
        left_out = ("position_actor_id",) if keep_actor else ("actor_id",)
        return grid(table(name), rows, self.contents, {}, left_out)

    def _names(self, actor_id: str) -> Iterator[tuple[str, str, int, Part, str]]:
        """Each form of the name with its kind, the number of documents it stands in, the first of them, and roles."""
        forms = defaultdict(list)
        for each in self.names.get(actor_id, ()):
            forms[each["name"], each["name_type"]].append(each)
        for (name, kind), rows in sorted(forms.items(), key=lambda item: (-len(item[1]), item[0])):
            ids = list(dict.fromkeys(each["document_id"] for each in rows))
            roles = "; ".join(sorted({each["role_text"] for each in rows if each["role_text"]}))
            first = self.contents.document(ids[0])
            yield name, kind, len(ids), first, roles

    def _correspondents(self, actor_id: str) -> Iterator[Correspondent]:
        sent, received = self.sent.get(actor_id, Counter()), self.received.get(actor_id, Counter())
        others = sorted(sent.keys() | received.keys(), key=lambda each: (-sent[each] - received[each], each))
        for other in others:
            yield Correspondent(apart(other, self.contents), sent[other], received[other])


def _candidates(rows: Rows) -> dict[str, list[tuple[str, Row]]]:
    """Who could be one with each actor."""
    found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for row in rows:
        found[row["actor_id"]].append((row["other_actor_id"], row))
        found[row["other_actor_id"]].append((row["actor_id"], row))
    return found


def _correspondence(edition: Edition) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    sent: dict[str, Counter[str]] = defaultdict(Counter)
    received: dict[str, Counter[str]] = defaultdict(Counter)
    for (one, other), number in letters(edition.tables["routing_events"]).items():
        sent[one][other] = received[other][one] = number
    return sent, received


def _documents(contents: Contents) -> dict[str, list[tuple[str, str]]]:
    """For each actor the documents that name it, by date, with the part it has in each."""
    roles: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in contents.rows("routing_events"):
        for field, said in _ROLES.items():
            if row[field]:
                of_event = "left out" if row["event_type"] == "excluded" else said.format(row["event_type"])
                roles[row[field], row["document_id"]][of_event] = None
    for row in contents.rows("participants"):
        roles[row["actor_id"], row["document_id"]][row["participant_role"]] = None
    for row in contents.rows("actor_names"):
        roles.setdefault((row["actor_id"], row["document_id"]), {})
    order = {row["document_id"]: number for number, row in enumerate(contents.documents)}
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for actor_id, document_id in sorted(roles, key=lambda pair: (pair[0], order.get(pair[1], 0), pair[1])):
        found[actor_id].append((document_id, ", ".join(roles[actor_id, document_id]) or "named"))
    return found


_ROLES = {
    "from_actor_id": "sender",
    "from_desk_actor_id": "desk of the sender",
    "to_actor_id": "{} to",
    "agent_actor_id": "{} by",
}


def _line(contents: Contents, document_id: str, roles: str) -> tuple[str, Part, str]:
    row = contents.documents_by_id[document_id]
    return row["date_edtf"] or "", contents.document(document_id), roles
