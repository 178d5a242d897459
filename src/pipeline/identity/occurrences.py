"""Where documents name persons: under which names, in what office, at which post, writing to whom, and when."""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipeline.arrow import rows_of
from pipeline.captures import Frames
from pipeline.values.text import fold

# Lists of recipients: who stands in one by surname is nobody whom the text names.
_LISTED = frozenset({"distributed", "forwarded"})
_ALIASES = frozenset({"romanization", "code_name"})
# Events by which a document goes from one to another.
_SENT = "sent"


@dataclass
class Occurrence:
    """A person in one document.

    Attributes:
        actor_id: The id that the document gives.
        document_id: The document.
        day: Its day; ``None`` where it has none to the day.
        names: Forms of the name.
        aliases: Other spellings and code names that the document puts beside it.
        roles: Offices stated with it.
        posts: Places from which the person writes.
        others: Ids of those whom the person writes to or is written to by.
        is_listed: Whether the document names it in a list of recipients.
    """

    actor_id: str
    document_id: str
    day: dt.date | None
    names: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    is_listed: bool = False


def occurrences(frames: Frames) -> list[Occurrence]:
    """Return the persons of all documents, one for each document that names one, by document and id."""
    actors = frames["actors"]
    persons = set(actors.loc[actors["actor_type"] == "person", "actor_id"])
    days = _days(frames["documents"])
    names = frames["actor_names"]
    names = names[names["actor_id"].isin(persons)]
    found: dict[tuple[str, str], Occurrence] = {}
    columns = ("document_id", "actor_id", "name", "name_type", "role_text")
    for document_id, actor_id, name, name_type, role in rows_of(names, *columns):
        here = found.setdefault((document_id, actor_id), Occurrence(actor_id, document_id, days.get(document_id)))
        (here.aliases if name_type in _ALIASES else here.names).append(name)
        _note(here.roles, role)
    for document_id, actor_id, role in rows_of(frames["senders"], "document_id", "actor_id", "role_text"):
        if stated := found.get((document_id, actor_id)):
            _note(stated.roles, role)
    _write_to_each_other(frames, found)
    return [found[key] for key in sorted(found)]


def _note(words: list[str], said: str | None) -> None:
    if said and said not in words:
        words.append(said)


def _days(documents: pd.DataFrame) -> dict[str, dt.date]:
    """The day of each document that has one to the day."""
    rows = documents.loc[documents["date_earliest"] == documents["date_latest"], ["document_id", "date_earliest"]]
    return {document_id: dt.date.fromisoformat(day) for document_id, day in rows_of(rows.dropna(), *rows.columns)}


def _write_to_each_other(frames: Frames, found: Mapping[tuple[str, str], Occurrence]) -> None:
    """Note posts and correspondents from the events, and who stands in a list."""
    events, posts = frames["routing_events"], posts_by_document(frames)
    columns = ("document_id", "event_type", "from_actor_id", "to_actor_id", "place_name")
    for document_id, kind, sender, addressee, place in rows_of(events, *columns):
        writer, reader = found.get((document_id, sender)), found.get((document_id, addressee))
        if kind in _LISTED and reader:
            reader.is_listed = True
        if kind != _SENT:
            continue
        if writer:
            _note(writer.others, addressee)
            for post in (place, *posts.get(document_id, ())):
                _note(writer.posts, post and fold(post))
        if reader:
            _note(reader.others, sender)


def posts_by_document(frames: Frames) -> dict[str, list[str]]:
    """Return the posts that the header of each document names as its sender."""
    senders, actors = frames["senders"], frames["actors"]
    posts = set(actors.loc[actors["actor_type"] == "place_as_post", "actor_id"])
    rows = senders[(senders["witness"] == "header") & senders["actor_id"].isin(posts)]
    found: dict[str, list[str]] = defaultdict(list)
    for document_id, name in rows_of(rows, "document_id", "name"):
        found[document_id].append(name)
    return found


def lists(frames: Frames) -> dict[str, set[Hashable]]:
    """Return for each actor the lists in which it stands: recipients, senders and participants of one document.

    Two that stand in one list are two; so are two entries of one page of a publisher's list of persons.
    """
    found: dict[str, set[Hashable]] = defaultdict(set)
    for actor_id, addresses in rows_of(frames["actors"].dropna(subset="same_as"), "actor_id", "same_as"):
        found[actor_id] |= {page for page, entry in (each.split("#", 1) for each in addresses if "#" in each) if entry}
    events = frames["routing_events"]
    for side in ("from_actor_id", "to_actor_id"):
        for document_id, kind, actor_id in rows_of(events.dropna(subset=side), "document_id", "event_type", side):
            found[actor_id].add((document_id, kind, side))
    for document_id, actor_id in rows_of(frames["participants"], "document_id", "actor_id"):
        found[actor_id].add((document_id, "participants"))
    return found


def by_document(of: Iterable[Occurrence]) -> dict[str, list[Occurrence]]:
    """Return the persons of each document."""
    found: dict[str, list[Occurrence]] = defaultdict(list)
    for each in of:
        found[each.document_id].append(each)
    return found
