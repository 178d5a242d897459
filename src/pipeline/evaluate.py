"""Score what was read against gold: values that a person read in the same documents."""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

Frames = Mapping[str, pd.DataFrame]
Values = Counter[str]

# The normal quantile of a confidence of 95 %, two-sided.
_Z = 1.959964


class GoldError(Exception):
    """The file of gold cannot be used: it is none, or a line of it is no document."""


class Difference(NamedTuple):
    """A value that is in the gold and not found (``missed``), or found and not in the gold (``wrong``)."""

    document_id: str
    field: str
    kind: str
    value: str


@dataclass
class Tally:
    """How many values of a field were found and right, found and wrong, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 where the gold holds nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else 1.0


@dataclass(frozen=True)
class Evaluation:
    """The scores of a set of documents.

    Attributes:
        fields: Tally of each field.
        whole: How many documents have every field right, and how many there are.
        differences: Every value that is wrong or missed, by document.
        unread: Documents of the gold that were not published.
    """

    fields: dict[str, Tally]
    whole: tuple[int, int]
    differences: tuple[Difference, ...]
    unread: tuple[str, ...]

    @property
    def all(self) -> Tally:
        """The tally of all fields together (micro average)."""
        tallies = self.fields.values()
        return Tally(*(sum(getattr(each, name) for each in tallies) for name in ("right", "wrong", "missed")))


def interval(right: int, of: int) -> tuple[float, float]:
    """Return the Wilson score interval of a share, at 95 %.

    >>> low, high = interval(98, 100)
    >>> round(low, 3), round(high, 3)
    (0.93, 0.994)
    """
    if of == 0:
        return 0.0, 1.0
    share, z2 = right / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Read gold: a file of JSON lines, a JSON file with a list or one document, or a folder of such files.

    Raises:
        GoldError: where there is no such file, or it holds something else.
    """
    documents = [each for file in gold_files(path) for each in _documents(file)]
    if not documents:
        raise GoldError(f"{path} holds no documents; wanted: JSON objects with a document_id")
    return documents


def gold_files(path: Path) -> list[Path]:
    """Return the files of gold that a path names, in order."""
    return sorted(path.rglob("*.json*")) if path.is_dir() else [path]


def _documents(file: Path) -> Iterator[dict[str, Any]]:
    try:
        text = file.read_text("utf-8")
        if file.suffix == ".jsonl":
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            whole = json.loads(text)
            found = whole if isinstance(whole, list) else [whole]
    except FileNotFoundError:
        raise GoldError(f"{file} is not there") from None
    except (OSError, ValueError, RecursionError) as why:
        raise GoldError(f"{file} is no JSON that can be read: {why}") from why
    for number, each in enumerate(found, 1):
        if not isinstance(each, dict) or not isinstance(each.get("document_id"), str):
            raise GoldError(f"{file}, document {number}: wanted a JSON object with a document_id")
        for name, field in _FIELDS.items():
            if wrong := _wrong(each.get(name), field.keys):
                raise GoldError(f"{file}, document {number}: {name} is no {wrong}, and no list of such")
        yield each


def _wrong(stated: Any, keys: tuple[str, ...]) -> str | None:
    """What the values that gold states of a field should be, where one of them is something else."""
    values = stated if isinstance(stated, list) else [stated]
    if keys:
        is_right = stated is None or all(isinstance(each, dict) for each in values)
        return None if is_right else f"object with {', '.join(keys)}"
    return "text or number" if any(isinstance(each, dict | list) for each in values) else None


def evaluate(gold: Iterable[Mapping[str, Any]], frames: Frames) -> Evaluation:
    """Compare gold with published tables, strictly: equal words, blanks and quotation marks folded.

    A field that a document of the gold does not mention is not scored for it.
    """
    tallies = {field: Tally() for field in _FIELDS}
    differences: list[Difference] = []
    unread: list[str] = []
    rows = _rows(frames)
    whole = documents = 0
    for document in gold:
        document_id = document["document_id"]
        documents += 1
        if document_id not in rows["documents"]:
            unread.append(document_id)
        here = {name: found.get(document_id, []) for name, found in rows.items()}
        before = len(differences)
        for field, (in_rows, keys) in _FIELDS.items():
            if field in document:
                wanted, found = Counter(_words(document[field], keys)), Counter(_words(in_rows(here), keys))
                differences += _compare(tallies[field], document_id, field, wanted, found)
        whole += len(differences) == before
    return Evaluation(tallies, (whole, documents), tuple(differences), tuple(unread))


def as_gold(frames: Frames) -> dict[str, dict[str, Any]]:
    """Return each published document, by its id, as gold states it: what `evaluate` compares, the other way round."""
    rows = _rows(frames)
    found = {}
    for document_id in rows["documents"]:
        here = {name: of_table.get(document_id, []) for name, of_table in rows.items()}
        found[document_id] = {"document_id": document_id} | {name: each.in_rows(here) for name, each in _FIELDS.items()}
    return found


def _compare(tally: Tally, document_id: str, field: str, wanted: Values, found: Values) -> Iterator[Difference]:
    tally.right += sum((wanted & found).values())
    for kind, values in (("missed", wanted - found), ("wrong", found - wanted)):
        for value in values.elements():
            setattr(tally, kind, getattr(tally, kind) + 1)
            yield Difference(document_id, field, kind, value)


def _rows(frames: Frames) -> dict[str, dict[str, list[dict[str, Any]]]]:
    return {name: _by_document(frames[name]) for name in _TABLES}


def _by_document(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        rows.setdefault(row["document_id"], []).append({str(key): value for key, value in row.items()})
    return rows


_TABLES = (
    "documents",
    "routing_events",
    "identifiers",
    "senders",
    "holdings",
    "participants",
    "document_dates",
    "absences",
    "document_references",
)
_LISTS = ("distributed", "forwarded", "received", "repeated")
Rows = Mapping[str, list[dict[str, Any]]]


# straight and curly, they are one reading
_QUOTATION = str.maketrans("“”‘’", "\"\"''")


class Field(NamedTuple):
    """A field of the gold: its value in the tables, and where that is a list of entries, the keys that are scored."""

    in_rows: Callable[[Rows], Any]
    keys: tuple[str, ...] = ()


def _words(stated: Any, keys: tuple[str, ...]) -> list[str]:
    """What is stated of a field, one string a value or an entry, with single blanks; nothing where it is empty."""
    if stated is None:
        return []
    values = stated if isinstance(stated, list) else [stated]
    if keys:
        return [" | ".join("-" if each.get(key) is None else _plain(each[key]) for key in keys) for each in values]
    return [_plain(each) for each in values if each not in {None, ""}]


def _plain(value: Any) -> str:
    return " ".join(str(value).translate(_QUOTATION).split())


def _field(name: str) -> Callable[[Rows], Any]:
    """A field of the document."""

    def found(rows: Rows) -> Any:
        (value,) = [row[name] for row in rows["documents"]] or [None]
        return value.tolist() if hasattr(value, "tolist") else value

    return found


def _names(name: str) -> Callable[[Rows], Any]:
    """A field of the document that holds a list."""
    return lambda rows: list(_field(name)(rows) or [])


def _column(table: str, name: str, **where: Any) -> Callable[[Rows], list[Any]]:
    """A field of all rows of a table, or of those in which others have a value."""

    def found(rows: Rows) -> list[Any]:
        chosen = (row for row in rows[table] if all(row[key] == value for key, value in where.items()))
        return [row[name] for row in chosen if row[name] is not None]

    return found


def _single(of: Callable[[Rows], list[Any]]) -> Callable[[Rows], Any]:
    """A column that most documents have one value of: that value by itself."""

    def found(rows: Rows) -> Any:
        values = of(rows)
        return values if len(values) > 1 else next(iter(values), None)

    return found


def _entries(table: str, **keys: str) -> Callable[[Rows], list[dict[str, Any]]]:
    """All rows of a table, as entries whose keys are filled from the fields named."""
    return lambda rows: [{key: row[name] for key, name in keys.items()} for row in rows[table]]


def _addressees(rows: Rows) -> list[Any]:
    return list(dict.fromkeys(_column("routing_events", "to_name", event_type="sent")(rows)))


def _recipients(rows: Rows) -> list[dict[str, Any]]:
    listed = (row for row in rows["routing_events"] if row["to_name"] and row["event_type"] in _LISTS)
    return [{"name": row["to_name"], "copies": row["copies"], "event_type": row["event_type"]} for row in listed]


def _events(rows: Rows) -> list[dict[str, Any]]:
    found = {}
    for row in rows["routing_events"]:
        if row["event_type"] == "sent":
            # one sending to several addressees is one event
            if row["at_local"]:
                found["sent", row["at_local"]] = _event(row, row["at_local"])
        elif not row["to_name"]:
            found[row["event_id"]] = _event(row, row["at_local"] or row["at_edtf"])
    return list(found.values())


def _recipients_of(event_type: str, **keys: str) -> Callable[[Rows], list[dict[str, Any]]]:
    """Those who are named as recipients of events of a type, as entries."""

    def found(rows: Rows) -> list[dict[str, Any]]:
        chosen = (row for row in rows["routing_events"] if row["event_type"] == event_type and row["to_name"])
        return [{key: row[name] for key, name in keys.items()} for row in chosen]

    return found


def _event(row: Mapping[str, Any], at: str | None) -> dict[str, Any]:
    return {"event_type": row["event_type"], "at": at, "agent": row["agent_name"]}


_DAYS = "document_dates"
# Each field of the gold. `evaluate` compares what gold states with what is found here; `as_gold` states what is found.
_FIELDS: dict[str, Field] = {
    "title": Field(_field("title")),
    "document_type": Field(_field("document_type")),
    "form": Field(_field("form_id")),
    "date": Field(_field("date_edtf")),
    "reference_code": Field(_field("reference_code")),
    "holdings": Field(_column("holdings", "reference_code")),
    "repository_code": Field(_field("repository_code")),
    "translators": Field(_names("translators")),
    "contributors": Field(_names("contributors")),
    "editors": Field(_names("editors")),
    "classification": Field(_field("classification_text")),
    "classification_code": Field(_field("classification_code")),
    "handling": Field(_field("handling")),
    "priority": Field(_field("priority_text")),
    "priority_code": Field(_field("priority_code")),
    "subject": Field(_field("subject")),
    "summary": Field(_field("summary")),
    "original_language": Field(_field("original_language")),
    "senders": Field(_column("senders", "name", is_chosen=True)),
    "addressees": Field(_addressees),
    "recipients": Field(_recipients, ("name", "copies", "event_type")),
    "copies_total": Field(_field("copies_total")),
    "events": Field(_events, ("event_type", "at", "agent")),
    "identifiers": Field(_entries("identifiers", role="role", identifier="identifier"), ("role", "identifier")),
    "participants": Field(_entries("participants", name="name", side="side_text"), ("name", "side")),
    "conversation_date": Field(_single(_column(_DAYS, "date_edtf", date_role="conversation"))),
    "header_date": Field(_single(_column(_DAYS, "date_edtf", date_role="header"))),
    "signature_date": Field(_single(_column(_DAYS, "date_edtf", date_role="signature"))),
    "tags": Field(_names("tags")),
    "executive_order": Field(_field("executive_order")),
    "copies_listed": Field(_field("copies_listed")),
    "copies_check": Field(_field("copies_check")),
    "places": Field(lambda rows: list(dict.fromkeys(_column("routing_events", "place_name", event_type="sent")(rows)))),
    "offices": Field(
        _recipients_of("distributed", name="to_name", copies="copies", action="action_code"),
        ("name", "copies", "action"),
    ),
    "addressed": Field(
        _recipients_of("sent", name="to_name", action="action_code", precedence="precedence_code", number="to_number"),
        ("name", "action", "precedence", "number"),
    ),
    "excluded": Field(_column("routing_events", "to_name", event_type="excluded")),
    "cited": Field(
        _entries("document_references", letter="reference_letter", identifier="identifier", note="note"),
        ("letter", "identifier", "note"),
    ),
    "references": Field(
        _entries("document_references", kind="kind", identifier="identifier", date="date_edtf"),
        ("kind", "identifier", "date"),
    ),
    "absences": Field(_entries("absences", what="state", text="text"), ("what", "text")),
}
