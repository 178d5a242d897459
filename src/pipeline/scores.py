"""How well a release is read, by source: shares with intervals, and which of them have fallen since the one before.

The shares are of documents, checks and references; each says of how many, so that nobody takes three of three for a
proof. Intervals are Wilson's at 95 % (E. B. Wilson, 1927). What a document does not state is empty and is no fault: a
share need not be 1, but it has to stay.

A volume of minutes has no addressees, and letters of another decade refer to documents that nobody holds: what comes in
changes such shares and is read no worse for it. So a share is compared over the documents that both releases hold.
Those that say how a text is read, not what it states, are compared over all documents too, so that pages of a new
layout, which no form recognises any more, are noticed.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.arrow import to_pandas
from pipeline.evaluate import Tally, evaluate, interval
from pipeline.versions import Since

FILE_NAME = "scores.json"

Scores = Mapping[str, Any]
Shares = Mapping[str, Mapping[str, Any]]

_MEANINGS = {
    "published": "files and parts of files that gave a published document, of those that should have",
    "form": "documents whose documentary form is recognised",
    "date": "documents with a date",
    "sender": "documents with a sender",
    "addressee": "documents with an addressee",
    "read_whole": "documents in which no line is left unread, and nothing wanted is missing or unreadable",
    "references_resolved": "references to documents that are held, and certain",
    "f1": "values of the gold that are read right (F1 over all fields)",
}
_CHECK = "check:"
# Shares that say how texts are read, whatever they state.
_OF_READING = frozenset({"published", "form", "read_whole"})
# Issues of a document that say something in it was not read.
_UNREAD = frozenset({"unread-text", "unknown-form", "missing-element", "unreadable-value"})
_PLACES = 4
# No share is of its rows, and it has more than all other tables together.
_UNSCORED = "evidence"


class Fall(NamedTuple):
    """A share that is lower than in the release before, by more than chance: the two intervals do not meet."""

    name: str
    before: Mapping[str, Any]
    now: Mapping[str, Any]
    where: str

    def __str__(self) -> str:
        return f"{self.name} fell from {_said(self.before)} to {_said(self.now)}{self.where}"


def scores(tables: Mapping[str, pa.Table], gold: Scores | None = None) -> Scores:
    """Return the scores of a release, by source.

    Args:
        tables: Its tables.
        gold: What `against` says, where values that a person read were given.
    """
    counted = _Counted(tables)
    return {
        "meanings": _MEANINGS | {f"{_CHECK}…": "results of a check that found both places, that say they agree"},
        "sources": {source_id: counted.of(source_id) for source_id in counted.sources},
        "gold": gold,
    }


def against(gold: Iterable[Mapping[str, Any]], tables: Mapping[str, pa.Table], sha256: str) -> Scores:
    """Return F1 by source on documents that a person read: those that are in the release.

    Args:
        gold: What `read_gold` gives.
        tables: The tables of the release.
        sha256: Hash of the gold: only scores on the same gold are compared.
    """
    held = _ids(tables)
    frames = {name: to_pandas(of) for name, of in tables.items() if name != _UNSCORED}
    by_source: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for each in gold:
        by_source[_source_of(each["document_id"])].append(each)
    found = {}
    for source_id, documents in sorted(by_source.items()):
        here = [each for each in documents if each["document_id"] in held]
        tally = evaluate(here, frames).all
        found[source_id] = {
            "documents": len(here),
            "not_in_release": len(documents) - len(here),
            **({"f1": _f1(tally)} if here else {}),
        }
    return {"sha256": sha256, "sources": found}


def read(release: Path | None) -> Scores | None:
    """Return the scores of a release on disk; ``None`` where it has none, as those of older code."""
    file = release / FILE_NAME if release else None
    if file is None or not file.is_file():
        return None
    found: Scores = json.loads(file.read_text("utf-8"))
    return found


def falls(since: Since | None, before: Scores | None, now: Scores) -> tuple[Fall, ...]:
    """Return the shares that have fallen since the release before, by name.

    A share of few is not known well enough to have fallen: its interval is wide. A source that is new, or gone, is no
    fall; nor is a share that the release before did not have.

    Args:
        since: What the release is compared with; ``None`` for the first.
        before: The scores of the release before; ``None`` where it has none.
        now: Those of the release.
    """
    found: dict[str, Fall] = {}
    if since is not None:
        both = _ids(since.then) & _ids(since.now)
        then_of_both, now_of_both = (scores(_only(tables, both)) for tables in (since.then, since.now))
        found |= _lower(_shares(then_of_both), _shares(now_of_both), ", of the documents that both releases hold")
    if before is not None:
        reading = {name: share for name, share in _shares(before).items() if name.rpartition(".")[2] in _OF_READING}
        found |= _lower(reading, _shares(now), "")
        if before["gold"] and now["gold"] and before["gold"]["sha256"] == now["gold"]["sha256"]:
            found |= _lower(_f1s(before), _f1s(now), "")
    return tuple(found[name] for name in sorted(found))


def _ids(tables: Mapping[str, pa.Table]) -> set[str]:
    return set(tables["documents"]["document_id"].to_pylist())


def _only(tables: Mapping[str, pa.Table], documents: set[str]) -> dict[str, pa.Table]:
    """The rows of some documents, of each table whose rows are of documents."""
    wanted = pa.array(sorted(documents), pa.string())
    return {
        name: table.filter(pc.is_in(table["document_id"], value_set=wanted))
        for name, table in tables.items()
        if "document_id" in table.column_names and name != _UNSCORED
    }


def _lower(before: Shares, now: Shares, where: str) -> dict[str, Fall]:
    lower = (name for name, share in now.items() if name in before and share["high"] < before[name]["low"])
    return {name: Fall(name, before[name], now[name], where) for name in lower}


def _shares(of: Scores) -> Shares:
    """Every share with its name, such as ``dfat.date``."""
    sources = of["sources"].items()
    return {f"{source_id}.{name}": share for source_id, source in sources for name, share in source["shares"].items()}


def _f1s(of: Scores) -> Shares:
    sources = of["gold"]["sources"].items()
    return {f"{source_id}.f1": source["f1"] for source_id, source in sources if "f1" in source}


class _Counted:
    """What is counted of all tables, by source."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        documents = tables["documents"]
        ids, sources = documents["document_id"].to_pylist(), documents["source_id"].to_pylist()
        self._source = dict(zip(ids, sources, strict=True))
        self.sources = sorted(set(sources))
        self._shares: dict[str, dict[str, list[int]]] = {each: {} for each in self.sources}
        self._numbers: dict[str, dict[str, int]] = {each: defaultdict(int) for each in self.sources}
        self._issues: dict[str, dict[str, int]] = {each: defaultdict(int) for each in self.sources}
        self._of_ledger(tables)
        self._of_documents(tables)
        self._of_checks(tables)
        self._of_references(tables)
        self._of_actors(tables)

    def of(self, source_id: str) -> dict[str, Any]:
        """The scores of a source."""
        numbers = self._numbers[source_id]
        issues = self._issues[source_id]
        each_thousand = {code: round(1000 * issues[code] / numbers["documents"], 1) for code in sorted(issues)}
        return {
            **dict(sorted(numbers.items())),
            "shares": {name: _share(*counts) for name, counts in self._shares[source_id].items()},
            "issues_per_1000_documents": each_thousand,
        }

    def _count(self, source_id: str | None, name: str, *, holds: bool) -> None:
        if source_id in self._shares:
            counts = self._shares[source_id].setdefault(name, [0, 0])
            counts[0] += holds
            counts[1] += 1

    def _add(self, source_id: str | None, name: str, number: int = 1) -> None:
        if source_id in self._numbers:
            self._numbers[source_id][name] += number

    def _of_ledger(self, tables: Mapping[str, pa.Table]) -> None:
        for source_id, outcome in _rows(tables, "ledger", "source_id", "outcome"):
            if outcome != "excluded":
                self._count(source_id, "published", holds=outcome == "published")

    def _of_documents(self, tables: Mapping[str, pa.Table]) -> None:
        sent = list(_rows(tables, "routing_events", "document_id", "event_type", "from_name", "to_name"))
        sender = {document_id for document_id, kind, name, _ in sent if kind == "sent" and name}
        addressee = {document_id for document_id, kind, _, name in sent if kind == "sent" and name}
        partly = self._of_issues(tables)
        for document_id, form_id, date in _rows(tables, "documents", "document_id", "form_id", "date_edtf"):
            source_id = self._source[document_id]
            self._add(source_id, "documents")
            self._count(source_id, "form", holds=form_id is not None)
            self._count(source_id, "date", holds=date is not None)
            self._count(source_id, "sender", holds=document_id in sender)
            self._count(source_id, "addressee", holds=document_id in addressee)
            self._count(source_id, "read_whole", holds=document_id not in partly)

    def _of_issues(self, tables: Mapping[str, pa.Table]) -> set[str]:
        """Count the issues, and the characters that no rule reads; return the documents that are not read whole."""
        partly = set()
        for document_id, code, start, end in _rows(tables, "issues", "document_id", "code", "start", "end"):
            source_id = self._source.get(document_id)
            if source_id is None:
                continue
            self._issues[source_id][code] += 1
            if code == "unread-text":
                self._add(source_id, "unread_characters", (end or 0) - (start or 0))
            if code in _UNREAD:
                partly.add(document_id)
        return partly

    def _of_checks(self, tables: Mapping[str, pa.Table]) -> None:
        for document_id, check, result in _rows(tables, "checks", "document_id", "check", "result"):
            if result != "not_stated":
                self._count(self._source.get(document_id), f"{_CHECK}{check}", holds=result == "agrees")

    def _of_references(self, tables: Mapping[str, pa.Table]) -> None:
        for document_id, status in _rows(tables, "document_references", "document_id", "status"):
            source_id = self._source.get(document_id)
            self._count(source_id, "references_resolved", holds=status == "resolved")
            self._add(source_id, f"references_{status}")

    def _of_actors(self, tables: Mapping[str, pa.Table]) -> None:
        named = {
            (actor_id, self._source.get(document_id))
            for actor_id, document_id in _rows(tables, "actor_names", "actor_id", "document_id")
        }
        joined = {new for new, entity in _rows(tables, "redirects", "new_id", "entity") if entity == "actor"}
        for actor_id, source_id in named:
            self._add(source_id, "actors")
            self._add(source_id, "actors_joined", int(actor_id in joined))
        for source_id, status in _rows(tables, "ghosts", "source_id", "status"):
            self._add(source_id, f"ghosts_{status}")


def _rows(tables: Mapping[str, pa.Table], name: str, *fields: str) -> Iterator[tuple[Any, ...]]:
    """Some fields of each row; a release of an older schema has none of a table, and nothing in a field."""
    if name not in tables:
        return iter(())
    table = tables[name]
    columns = (table[each] if each in table.column_names else pa.nulls(table.num_rows) for each in fields)
    return zip(*(column.to_pylist() for column in columns), strict=True)


def _source_of(document_id: str) -> str:
    return document_id.partition(":")[0]


def _share(right: int, of: int) -> dict[str, Any]:
    low, high = interval(right, of)
    return {"of": of, "share": round(right / of, _PLACES), "low": round(low, _PLACES), "high": round(high, _PLACES)}


def _f1(tally: Tally) -> dict[str, Any]:
    """F1 as the share of right ones among them and the mean of wrong and missed ones, with the interval of that."""
    of = tally.right + (tally.wrong + tally.missed + 1) // 2
    return (_share(tally.right, of) if of else {"of": 0, "share": 1.0, "low": 0.0, "high": 1.0}) | {
        "share": round(tally.f1, _PLACES)
    }


def _said(share: Mapping[str, Any]) -> str:
    return f"{share['share']:.3f} ({share['low']:.3f}–{share['high']:.3f}, of {share['of']:,})"
