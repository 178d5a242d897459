"""What a person looks at to decide who is who: actors that may be one, with what the documents say of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow.parquet

from pipeline.arrow import to_pandas
from pipeline.authorities import Decision

_TABLES = (
    "actors", "actor_names", "actor_positions", "actor_candidates", "documents", "mentions", "redirects",
    "routing_events",
)  # fmt: skip
# Of a side so many names, positions, correspondents and documents are shown.
_MOST = 5


class UnknownActorError(Exception):
    """No release has had an actor of that id."""


@dataclass(frozen=True)
class Known:
    """What a release knows of an actor.

    Attributes:
        actor_id: Its id.
        name: The name to show.
        actor_type: What kind of actor it is.
        names: Forms of the name, each with the number of documents that have it, the most frequent first.
        positions: Offices, each with its days.
        correspondents: Whom it writes to or is written to by, with the number of documents.
        days: First and last day of the documents that name it; empty where none has one.
        documents: Documents that name it: id, day and title, the first ones.
        document_count: How many there are.
        same: Ids that lead to it, each with the reason.
    """

    actor_id: str
    name: str
    actor_type: str
    names: tuple[tuple[str, int], ...]
    positions: tuple[tuple[str, str], ...]
    correspondents: tuple[tuple[str, int], ...]
    days: tuple[str, str]
    documents: tuple[tuple[str, str, str], ...]
    document_count: int
    same: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Question:
    """Two actors that may be one: what speaks for it, and how many documents the answer settles."""

    reason: str
    score: float | None
    value: int
    one: Known
    other: Known


class Actors:
    """The actors of a release.

    Args:
        release: Its folder.
    """

    def __init__(self, release: Path) -> None:
        self._tables = {name: to_pandas(pyarrow.parquet.read_table(release / f"{name}.parquet")) for name in _TABLES}
        names = self._tables["actors"]
        self._names = dict(zip(names["actor_id"], names["preferred_name"], strict=True))

    def questions(self, decisions: Iterable[Decision], most: int) -> list[Question]:
        """Return the pairs that nobody has decided yet, those first whose answer settles most documents."""
        decided = {frozenset({each.actor_id, each.other_actor_id}) for each in decisions}
        pairs = self._tables["actor_candidates"].sort_values(
            ["value", "candidate_id"], ascending=[False, True], kind="stable"
        )
        found: list[Question] = []
        for row in pairs.to_dict("records"):
            if len(found) == most:
                break
            if frozenset({row["actor_id"], row["other_actor_id"]}) not in decided:
                score = None if pd.isna(row["score"]) else float(row["score"])
                sides = self.known(row["actor_id"]), self.known(row["other_actor_id"])
                found.append(Question(row["reason"], score, int(row["value"]), *sides))
        return found

    def number_of_questions(self) -> int:
        """Return how many pairs may be one."""
        return len(self._tables["actor_candidates"])

    def known(self, actor_id: str) -> Known:
        """Return what is known of an actor; of an id that leads to another, of that.

        Raises:
            UnknownActorError: where no actor has or had the id.
        """
        actors = self._tables["actors"].set_index("actor_id")
        actor_id = self._led_to(actor_id)
        if actor_id not in actors.index:
            raise UnknownActorError(f"no document names an actor {actor_id}; look the id up in actors and redirects")
        row = actors.loc[actor_id]
        days = tuple("" if pd.isna(row[field]) else str(row[field]) for field in ("earliest_date", "latest_date"))
        documents = self._documents(actor_id)
        return Known(
            actor_id,
            str(row["preferred_name"]),
            str(row["actor_type"]),
            self._forms(actor_id),
            self._positions(actor_id),
            self._correspondents(actor_id),
            (days[0], days[1]),
            documents[:_MOST],
            len(documents),
            self._same(actor_id),
        )

    def _led_to(self, actor_id: str) -> str:
        redirects = self._tables["redirects"]
        new = redirects.loc[redirects["old_id"] == actor_id, "new_id"]
        return str(new.iloc[0]) if len(new) else actor_id

    def _forms(self, actor_id: str) -> tuple[tuple[str, int], ...]:
        names = self._tables["actor_names"]
        counts = names[names["actor_id"] == actor_id].groupby("name")["document_id"].nunique()
        return _most_frequent(counts)

    def _positions(self, actor_id: str) -> tuple[tuple[str, str], ...]:
        held = self._tables["actor_positions"]
        held = held[held["actor_id"] == actor_id].sort_values(["earliest_date", "holding_id"])
        return tuple(
            (row["position_text"], _span(row["earliest_date"], row["latest_date"])) for row in held.to_dict("records")
        )

    def _correspondents(self, actor_id: str) -> tuple[tuple[str, int], ...]:
        events = self._tables["routing_events"]
        sent = events[events["event_type"] == "sent"]
        others = pd.concat(
            [
                sent.loc[sent[mine] == actor_id, ["document_id", theirs]].set_axis(["document_id", "other"], axis=1)
                for mine, theirs in (("from_actor_id", "to_actor_id"), ("to_actor_id", "from_actor_id"))
            ]
        ).dropna()
        counts = others.assign(other=others["other"].map(self._names)).groupby("other")["document_id"].nunique()
        return _most_frequent(counts)

    def _documents(self, actor_id: str) -> tuple[tuple[str, str, str], ...]:
        names, documents = self._tables["actor_names"], self._tables["documents"]
        theirs = documents[documents["document_id"].isin(names.loc[names["actor_id"] == actor_id, "document_id"])]
        rows = theirs.sort_values(["date_earliest", "document_id"])[["document_id", "date_edtf", "title"]]
        return tuple(tuple(row) for row in rows.astype(object).where(rows.notna(), "").to_numpy().tolist())

    def _same(self, actor_id: str) -> tuple[tuple[str, str], ...]:
        redirects = self._tables["redirects"]
        rows = redirects[redirects["new_id"] == actor_id]
        words = rows["basis"] + rows["rests_on"].map(lambda each: "" if pd.isna(each) else f": {each}")
        return tuple(zip(rows["old_id"], words, strict=True))


def _most_frequent(counts: "pd.Series[int]") -> tuple[tuple[str, int], ...]:
    found = sorted(((str(name), int(count)) for name, count in counts.items()), key=lambda each: (-each[1], each[0]))
    return tuple(found)


def _span(first: object, last: object) -> str:
    days = [str(each) for each in (first, last) if not pd.isna(each)]  # type: ignore[call-overload]
    return " to ".join(dict.fromkeys(days))
