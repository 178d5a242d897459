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
    files = sorted(path.rglob("*.json*")) if path.is_dir() else [path]
    documents = [each for file in files for each in _documents(file)]
    if not documents:
        raise GoldError(f"{path} holds no documents; wanted: JSON objects with a document_id")
    return documents


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
        yield each


def evaluate(gold: Iterable[Mapping[str, Any]], frames: Frames) -> Evaluation:
    """Compare gold with published tables, strictly: equal words, blanks and quotation marks folded.

    A field that a document of the gold does not mention is not scored for it.
    """
    tallies = {field: Tally() for field in _FIELDS}
    differences: list[Difference] = []
    unread: list[str] = []
    rows = {name: _by_document(frames[name]) for name in _TABLES}
    whole = documents = 0
    for document in gold:
        document_id = document["document_id"]
        documents += 1
        if document_id not in rows["documents"]:
            unread.append(document_id)
        here = {name: found.get(document_id, []) for name, found in rows.items()}
        before = len(differences)
        for field, (of_gold, of_rows) in _FIELDS.items():
            if field in document:
                wanted, found = Counter(of_gold(document[field])), Counter(of_rows(here))
                differences += _compare(tallies[field], document_id, field, wanted, found)
        whole += len(differences) == before
    return Evaluation(tallies, (whole, documents), tuple(differences), tuple(unread))


def _compare(tally: Tally, document_id: str, field: str, wanted: Values, found: Values) -> Iterator[Difference]:
    tally.right += sum((wanted & found).values())
    for kind, values in (("missed", wanted - found), ("wrong", found - wanted)):
        for value in values.elements():
            setattr(tally, kind, getattr(tally, kind) + 1)
            yield Difference(document_id, field, kind, value)


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


def _words(value: Any) -> list[str]:
    """A value of the gold, or of a field, as words with single blanks; nothing where it is empty."""
    if value is None:
        return []
    values = value if isinstance(value, list) or hasattr(value, "tolist") else [value]
    return [" ".join(str(each).translate(_QUOTATION).split()) for each in values if each not in {None, ""}]


def _field(name: str) -> Callable[[Rows], list[str]]:
    return lambda rows: [word for row in rows["documents"] for word in _words(row[name])]


def _column(table: str, name: str, **where: Any) -> Callable[[Rows], list[str]]:
    def found(rows: Rows) -> list[str]:
        chosen = (row for row in rows[table] if all(row[key] == value for key, value in where.items()))
        return [word for row in chosen for word in _words(row[name])]

    return found


def _joined(*keys: str) -> Callable[[Any], list[str]]:
    """Entries of the gold with several values each, as one string an entry."""
    return lambda entries: [_entry(entry.get(key) for key in keys) for entry in entries or []]


def _entry(values: Iterable[Any]) -> str:
    return " | ".join(
        " ".join(str(value).translate(_QUOTATION).split()) if value is not None else "-" for value in values
    )


def _recipients(rows: Rows) -> list[str]:
    listed = (row for row in rows["routing_events"] if row["to_name"] and row["event_type"] in _LISTS)
    return [_entry((row["to_name"], row["copies"], row["event_type"])) for row in listed]


def _events(rows: Rows) -> list[str]:
    found = {}
    for row in rows["routing_events"]:
        if row["event_type"] == "sent":
            # one sending to several addressees is one event
            if row["at_local"]:
                found["sent", row["at_local"]] = _entry(("sent", row["at_local"], row["agent_name"]))
        elif not row["to_name"]:
            at = row["at_local"] or row["at_edtf"]
            found[row["event_id"]] = _entry((row["event_type"], at, row["agent_name"]))
    return list(found.values())


def _rows_of(event_type: str, *names: str) -> Callable[[Rows], list[str]]:
    def found(rows: Rows) -> list[str]:
        chosen = (row for row in rows["routing_events"] if row["event_type"] == event_type and row["to_name"])
        return [_entry(row[name] for name in names) for row in chosen]

    return found


# For each field of the gold: its values there, and in the tables.
_FIELDS: dict[str, tuple[Callable[[Any], list[str]], Callable[[Rows], list[str]]]] = {
    "title": (_words, _field("title")),
    "document_type": (_words, _field("document_type")),
    "form": (_words, _field("form_id")),
    "date": (_words, _field("date_edtf")),
    "reference_code": (_words, _field("reference_code")),
    "holdings": (_words, _column("holdings", "reference_code")),
    "repository_code": (_words, _field("repository_code")),
    "translators": (_words, _field("translators")),
    "contributors": (_words, _field("contributors")),
    "editors": (_words, _field("editors")),
    "classification": (_words, _field("classification_text")),
    "classification_code": (_words, _field("classification_code")),
    "handling": (_words, _field("handling")),
    "priority": (_words, _field("priority_text")),
    "priority_code": (_words, _field("priority_code")),
    "subject": (_words, _field("subject")),
    "summary": (_words, _field("summary")),
    "original_language": (_words, _field("original_language")),
    "senders": (_words, _column("senders", "name", is_chosen=True)),
    "addressees": (
        _words,
        lambda rows: list(dict.fromkeys(_column("routing_events", "to_name", event_type="sent")(rows))),
    ),
    "recipients": (_joined("name", "copies", "event_type"), _recipients),
    "copies_total": (_words, _field("copies_total")),
    "events": (_joined("event_type", "at", "agent"), _events),
    "identifiers": (
        _joined("role", "identifier"),
        lambda rows: [_entry((r["role"], r["identifier"])) for r in rows["identifiers"]],
    ),
    "participants": (
        _joined("name", "side"),
        lambda rows: [_entry((r["name"], r["side_text"])) for r in rows["participants"]],
    ),
    "conversation_date": (_words, _column("document_dates", "date_edtf", date_role="conversation")),
    "header_date": (_words, _column("document_dates", "date_edtf", date_role="header")),
    "signature_date": (_words, _column("document_dates", "date_edtf", date_role="signature")),
    "tags": (_words, _field("tags")),
    "executive_order": (_words, _field("executive_order")),
    "copies_listed": (_words, _field("copies_listed")),
    "copies_check": (_words, _field("copies_check")),
    "offices": (_joined("name", "copies", "action"), _rows_of("distributed", "to_name", "copies", "action_code")),
    "addressed": (
        _joined("name", "action", "precedence", "number"),
        _rows_of("sent", "to_name", "action_code", "precedence_code", "to_number"),
    ),
    "excluded": (_words, _column("routing_events", "to_name", event_type="excluded")),
    "cited": (
        _joined("letter", "identifier", "note"),
        lambda rows: [_entry((r["reference_letter"], r["identifier"], r["note"])) for r in rows["document_references"]],
    ),
    "absences": (_joined("what", "text"), lambda rows: [_entry((r["state"], r["text"])) for r in rows["absences"]]),
}
