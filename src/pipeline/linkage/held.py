"""The documents that are held, as references see them: kind, days, numbers, who wrote to whom."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.captures import Frames
from pipeline.linkage.correspondents import NOBODY, Party, Posts, name_keys, post_key, posts
from pipeline.values.series import folded

Row = Mapping[str, Any]
# Roles of numbers by which others cite a document; the rest number copies, files or places in an edition.
_CITED_BY = frozenset({"sender_number", "receiver_number", "cipher_number"})
# Kinds that go by wire, of which the words "telegram" and "cable" are used alike.
WIRED = frozenset({"cable", "telegram", "airgram", "telephone_log", "message"})


@dataclass(frozen=True)
class Held:
    """A held document. ``day`` and ``last_day`` bound its date, as days since the year one."""

    document_id: str
    source_id: str
    kind: str | None
    day: int | None
    last_day: int | None
    numbers: tuple[tuple[str, str], ...]
    writer: Party
    reader: Party

    def is_of_kind(self, kind: str | None) -> bool:
        """Whether a word for a kind can mean the document; a number alone is a telegram's."""
        if self.kind is None:
            return True
        if kind is None or kind in WIRED:
            return self.kind in WIRED
        return self.kind == kind or (self.kind == "other" and kind not in _OWN_KINDS)


_OWN_KINDS = frozenset({"letter", "memorandum", "note", "despatch", "report", "minutes"})


@dataclass(frozen=True)
class Shelf:
    """All held documents, by their id, by number and by day."""

    documents: Mapping[str, Held]
    by_number: Mapping[tuple[str, str], tuple[Held, ...]]
    by_day: Mapping[tuple[str, int], tuple[Held, ...]]
    posts: Posts

    def party(self, name: str, day: int | None) -> Party:
        """Return one who is named in running text."""
        names = name_keys(name)
        return Party(names, self.posts.of(names, [name], day))


def rows_of(frame: pd.DataFrame, *fields: str) -> Iterator[Row]:
    """Yield the rows of a frame as dictionaries, with ``None`` for what is empty."""
    chosen = frame[list(fields)].astype(object)
    chosen = chosen.where(chosen.notna(), None)
    names = list(fields)
    for values in chosen.itertuples(index=False, name=None):
        yield dict(zip(names, values, strict=True))


def day_of(date: str | None) -> int | None:
    """Return an ISO day as a number, for comparing; ``None`` for less than a day."""
    return dt.date.fromisoformat(date).toordinal() if date and len(date) == len("1961-05-12") else None


def shelf(frames: Frames) -> Shelf:
    """Return the held documents, with their correspondents and the posts that they wrote from."""
    sides = _sides(frames)
    days = {row["document_id"]: row for row in rows_of(frames["documents"], "document_id", "date_earliest")}
    learnt = posts(
        (frozenset(side.writers), side.place, day)
        for document_id, side in sides.items()
        if side.place and (day := day_of(days[document_id]["date_earliest"]))
    )
    numbers = _numbers(frames["identifiers"])
    documents = {}
    for row in rows_of(
        frames["documents"], "document_id", "source_id", "document_type", "date_earliest", "date_latest"
    ):
        document_id, day = row["document_id"], day_of(row["date_earliest"])
        side = sides.get(document_id)
        documents[document_id] = Held(
            document_id, row["source_id"], row["document_type"], day, day_of(row["date_latest"]),
            tuple(sorted(numbers.get(document_id, ()))),
            side.writer(learnt, day) if side else NOBODY, side.reader(learnt, day) if side else NOBODY,
        )  # fmt: skip
    return Shelf(documents, _grouped(documents.values(), _by_number), _grouped(documents.values(), _by_day), learnt)


def _grouped(documents: Iterable[Held], keys: Any) -> dict[Any, tuple[Held, ...]]:
    found: dict[Any, list[Held]] = defaultdict(list)
    for each in documents:
        for key in keys(each):
            found[key].append(each)
    return {key: tuple(each) for key, each in found.items()}


def _by_number(document: Held) -> Iterator[tuple[str, str]]:
    for number in {number for _, number in document.numbers}:
        yield document.source_id, number


def _by_day(document: Held) -> Iterator[tuple[str, int]]:
    if document.day is not None and document.day == document.last_day:
        yield document.source_id, document.day


def _numbers(identifiers: pd.DataFrame) -> dict[str, set[tuple[str, str]]]:
    """The numbers by which a document can be cited, each with its series folded."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows_of(identifiers[identifiers["role"].isin(_CITED_BY)], "document_id", "series", "number"):
        if row["number"]:
            found[row["document_id"]].add((folded(row["series"]), row["number"]))
    return found


class _Side:
    """Who writes and who is written to in one document, while its rows are gone through."""

    def __init__(self) -> None:
        self.writers: set[str] = set()
        self.readers: set[str] = set()
        self.said_of_writers: list[str] = []
        self.said_of_readers: list[str] = []
        self.place: str | None = None

    def writer(self, learnt: Posts, day: int | None) -> Party:
        names = frozenset(self.writers)
        own = {self.place} if self.place else learnt.of(names, self.said_of_writers, day)
        return Party(names, frozenset(own))

    def reader(self, learnt: Posts, day: int | None) -> Party:
        names = frozenset(self.readers)
        return Party(names, learnt.of(names, self.said_of_readers, day))


def _sides(frames: Frames) -> dict[str, _Side]:
    """The sides of each document, by the events of sending and the witnesses of the sender."""
    sides: dict[str, _Side] = defaultdict(_Side)
    events = frames["routing_events"]
    sent = events[events["event_type"] == "sent"]
    for row in rows_of(
        sent, "document_id", "from_actor_id", "from_name", "to_actor_id", "to_name", "place_name", "from_desk_name"
    ):
        side = sides[row["document_id"]]
        _add(side.writers, side.said_of_writers, row["from_actor_id"], row["from_name"])
        _add(side.readers, side.said_of_readers, row["to_actor_id"], row["to_name"])
        if row["place_name"]:
            side.place = post_key(row["place_name"])
    for row in rows_of(frames["senders"], "document_id", "actor_id", "name", "role_text"):
        side = sides[row["document_id"]]
        _add(side.writers, side.said_of_writers, row["actor_id"], row["name"])
        if row["role_text"]:
            side.said_of_writers.append(row["role_text"])
    return sides


def _add(keys: set[str], said: list[str], actor_id: str | None, name: str | None) -> None:
    if actor_id:
        keys.add(f"={actor_id}")
    if name:
        keys |= name_keys(name)
        said.append(name)
