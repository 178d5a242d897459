"""The documents that are held, as references see them: kind, days, numbers, who wrote to whom."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline import arrow
from pipeline.captures import Frames
from pipeline.linkage.correspondents import NOBODY, Party, Posts, name_keys, office_key, offices, post_key, posts
from pipeline.values.series import folded

Row = Mapping[str, Any]
_Key = tuple[str, str | int, str]
# Roles of numbers by which others cite a document; the rest number copies, files or places in an edition.
_CITED_BY = frozenset({"sender_number", "receiver_number", "cipher_number"})
# Kinds that go by wire, of which the words "telegram" and "cable" are used alike.
WIRED = frozenset({"cable", "telegram", "airgram", "telephone_log", "message"})


@dataclass(frozen=True)
class Held:
    """A held document.

    ``day`` and ``last_day`` bound its date, as days since the year one. ``numbers`` have their series folded, and
    ``letters`` give the series as written; ``volume`` is that of the edition in which it is printed.
    """

    document_id: str
    source_id: str
    kind: str | None
    day: int | None
    last_day: int | None
    numbers: tuple[tuple[str, str], ...]
    letters: Mapping[str, str]
    writer: Party
    reader: Party
    from_actor_id: str | None = None
    to_actor_id: str | None = None
    volume: str | None = None

    def is_of_kind(self, kind: str | None) -> bool:
        """Whether a word for a kind can mean the document; a number alone is a telegram's."""
        if self.kind is None:
            return True
        if kind is None or kind in WIRED:
            return self.kind in WIRED
        if kind in _MAILED and self.kind in _MAILED:
            return True
        return self.kind == kind or (self.kind == "other" and kind not in _OWN_KINDS)


# Documents of one number or day that are looked at one by one; where there are more, correspondents choose among them.
_MANY = 60
# Kinds that go by mail: one is called a letter by its writer and a despatch or a memorandum by its reader.
_MAILED = frozenset({"letter", "despatch", "memorandum"})
_OWN_KINDS = frozenset({"letter", "memorandum", "note", "despatch", "report", "minutes"})


@dataclass(frozen=True)
class Shelf:
    """All held documents, by their id, by number and by day: each of them in the order of days.

    ``by_key`` has them by number or day and a key of one of their correspondents, for numbers that very many bear.
    """

    documents: Mapping[str, Held]
    by_number: Mapping[tuple[str, str], tuple[Held, ...]]
    by_day: Mapping[tuple[str, int], tuple[Held, ...]]
    by_key: Mapping[_Key, tuple[Held, ...]]
    posts: Posts

    def bearing(self, source_id: str, number: str, keys: Iterable[str], day: int | None) -> Sequence[Held]:
        """Return the documents of a source that bear a number; of very many, those of the keys nearest to a day."""
        found = self.by_number.get((source_id, number), ())
        if len(found) <= _MANY:
            return found
        lists = (self.by_key.get((source_id, number, key), ()) for key in keys)
        near = {each.document_id: each for of_key in lists for each in _near(of_key, day)}
        return [near[each] for each in sorted(near)]

    def of_day(self, source_id: str, day: int, keys: Iterable[str]) -> Sequence[Held]:
        """Return the documents of a source and a day; of very many, some of the keys."""
        found = self.by_day.get((source_id, day), ())
        if len(found) <= _MANY:
            return found
        near = {each.document_id: each for key in keys for each in self.by_key.get((source_id, day, key), ())[:_MANY]}
        return [near[each] for each in sorted(near)]

    def party(self, name: str, day: int | None) -> Party:
        """Return one who is named in running text."""
        names = name_keys(name)
        return Party(names, self.posts.of(names, [name], day))


def _near(found: Sequence[Held], day: int | None) -> Sequence[Held]:
    """Of documents in the order of days, so many as are looked at, the last of them the first after a day."""
    end = len(found) if day is None else bisect_right(found, day, key=lambda each: each.day or 0) + 1
    return found[max(0, end - _MANY) : end]


def rows_of(frame: pd.DataFrame, *fields: str) -> Iterator[Row]:
    """Yield the rows of a frame as dictionaries, with ``None`` for what is empty."""
    for values in arrow.rows_of(frame, *fields):
        yield dict(zip(fields, values, strict=True))


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
    held_offices = offices(
        (name_keys(row["name"]), office, day)
        for row in rows_of(frames["senders"], "document_id", "name", "role_text")
        if (office := office_key(row["role_text"] or "")) and (day := day_of(days[row["document_id"]]["date_earliest"]))
    )
    numbers = _numbers(frames["identifiers"])
    printed = frames["identifiers"][frames["identifiers"]["role"] == "edition_number"]
    volumes = {row["document_id"]: row["series"] for row in rows_of(printed, "document_id", "series")}
    documents = {}
    for row in rows_of(
        frames["documents"], "document_id", "source_id", "document_type", "date_earliest", "date_latest"
    ):
        document_id, day = row["document_id"], day_of(row["date_earliest"])
        side = sides.get(document_id)
        documents[document_id] = Held(
            document_id, row["source_id"], row["document_type"], day, day_of(row["date_latest"]),
            tuple(sorted(numbers.get(document_id, {}))), dict(sorted(numbers.get(document_id, {}).values())),
            side.writer(learnt, held_offices, day) if side else NOBODY,
            side.reader(learnt, held_offices, day) if side else NOBODY,
            _alone(side.from_actors) if side else None, _alone(side.to_actors) if side else None,
            volumes.get(document_id),
        )  # fmt: skip
    in_order = sorted(documents.values(), key=lambda each: (each.day or 0, each.document_id))
    by_number, by_day = _grouped(in_order, _by_number), _grouped(in_order, _by_day)
    many = {key for index in (by_number, by_day) for key, found in index.items() if len(found) > _MANY}
    by_key = _grouped(in_order, lambda held: _by_key(held, many)) if many else {}
    return Shelf(documents, by_number, by_day, by_key, learnt)


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


def _by_key(document: Held, many: Container[Any]) -> Iterator[_Key]:
    whats: list[tuple[str, str | int]] = [*_by_number(document), *_by_day(document)]
    for source_id, what in whats:
        if (source_id, what) in many:
            for key in document.writer.keys | document.reader.keys:
                yield source_id, what, key


def _numbers(identifiers: pd.DataFrame) -> dict[str, dict[tuple[str, str], tuple[str, str]]]:
    """The numbers by which a document can be cited, each with its series folded, and that series as written."""
    found: dict[str, dict[tuple[str, str], tuple[str, str]]] = defaultdict(dict)
    for row in rows_of(identifiers[identifiers["role"].isin(_CITED_BY)], "document_id", "series", "number"):
        if row["number"]:
            series = folded(row["series"])
            found[row["document_id"]][series, row["number"]] = (series, row["series"] or "")
    return found


class _Side:
    """Who writes and who is written to in one document, while its rows are gone through."""

    def __init__(self) -> None:
        self.writers: set[str] = set()
        self.readers: set[str] = set()
        self.said_of_writers: list[str] = []
        self.said_of_readers: list[str] = []
        self.from_actors: set[str] = set()
        self.to_actors: set[str] = set()
        self.place: str | None = None

    def writer(self, learnt: Posts, held: Posts, day: int | None) -> Party:
        names = _with_offices(self.writers, self.said_of_writers, held, day)
        own = {self.place} if self.place else learnt.of(names, self.said_of_writers, day)
        return Party(names, frozenset(own))

    def reader(self, learnt: Posts, held: Posts, day: int | None) -> Party:
        names = _with_offices(self.readers, self.said_of_readers, held, day)
        return Party(names, learnt.of(names, self.said_of_readers, day))


def _with_offices(names: set[str], said: list[str], held: Posts, day: int | None) -> frozenset[str]:
    """Names with the offices that they are or hold: the Prime Minister's Department is the Prime Minister."""
    stated = {office for words in said if (office := office_key(words))}
    return frozenset(names | stated) | held.held_by(names, day)


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
        side.from_actors |= {row["from_actor_id"]} - {None}
        side.to_actors |= {row["to_actor_id"]} - {None}
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


def _alone(actors: set[str]) -> str | None:
    """The one actor of a side; several who write or are written to together are none."""
    return min(actors) if len(actors) == 1 else None
