"""Which actors a name could mean, for those who match a list of their own against ours.

An actor is found by any of its names. One is a match by itself only where it alone bears exactly that name: of several
Evatts, or of a name that is merely alike, a person decides.
"""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, utils

from pipeline.explore.sqlite import ACTORS_SEARCH

MOST = 25
# Of a name so many letters and words are looked up, and so many actors are compared with it.
_LONGEST = 300
_MOST_WORDS = 12
_MOST_COMPARED = 300


@dataclass(frozen=True)
class Wanted:
    """A name to be matched, the kinds of actor that will do, and what columns of the actor have to say."""

    name: str
    types: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    limit: int = MOST


def wanted(query: Any) -> Wanted:
    """Return what a query of the reconciliation protocol (0.1 and 0.2) asks for.

    Raises:
        ValueError: where it is none.
    """
    if not isinstance(query, dict) or not isinstance(query.get("query"), str):
        raise ValueError("a query has the name to be matched as “query”")
    types = query.get("type") or []
    types = types if isinstance(types, list) else [types]
    columns = {each["pid"]: _text(each["v"]) for each in query.get("properties") or [] if _text(each.get("v"))}
    limit = query.get("limit")
    return Wanted(
        " ".join(query["query"][:_LONGEST].split()),
        tuple(map(_text, types)),
        columns,
        min(limit, MOST) if isinstance(limit, int) and limit > 0 else MOST,
    )


def _text(value: Any) -> str:
    """A value as text: a cell that was matched before comes with its id."""
    return str(value.get("id", "")) if isinstance(value, dict) else str(value or "")


def matches(connection: sqlite3.Connection, of: Wanted) -> list[dict[str, Any]]:
    """Return the actors that a name could mean, the likeliest first, as the protocol has them."""
    bearers = _bearers(connection, of.name)
    actors = _actors(connection, [*bearers, *_with_words(connection, of.name)])
    names = _names(connection, actors)
    scored = [(*_best(of.name, names[key]), actor) for key, actor in actors.items() if _fits(actor, of)]
    scored.sort(key=lambda each: (-each[0], -each[2]["document_count"], each[2]["actor_id"]))
    return [_result(*each, is_match=bearers == [each[2]["actor_id"]]) for each in scored[: of.limit]]


def _bearers(connection: sqlite3.Connection, name: str) -> list[str]:
    """The actors that bear exactly the name, but for great and small letters."""
    found = connection.execute(
        "SELECT actor_id FROM actors WHERE preferred_name = :name COLLATE NOCASE"
        " UNION SELECT actor_id FROM actor_names WHERE name = :name COLLATE NOCASE ORDER BY 1 LIMIT :most",
        {"name": name, "most": _MOST_COMPARED},
    )
    return [key for (key,) in found]


def _with_words(connection: sqlite3.Connection, name: str) -> list[str]:
    """The actors with a word of the name among their names, those with most and rarest words first."""
    words = re.findall(r"\w+", name)[:_MOST_WORDS]
    if not words:
        return []
    found = connection.execute(
        f"SELECT a.actor_id FROM {ACTORS_SEARCH} f JOIN actors a ON a.rowid = f.rowid"  # noqa: S608  a constant
        f" WHERE {ACTORS_SEARCH} MATCH ? ORDER BY f.rank, f.rowid LIMIT ?",
        (" OR ".join(f'"{word}"' for word in words), _MOST_COMPARED),
    )
    return [key for (key,) in found]


def _actors(connection: sqlite3.Connection, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    found = connection.execute(
        "SELECT * FROM actors WHERE actor_id IN (SELECT value FROM json_each(?))", (json.dumps(list(keys)),)
    )
    columns = [each[0] for each in found.description]
    rows = (dict(zip(columns, row, strict=True)) for row in found)
    return {row["actor_id"]: row for row in rows}


def _names(connection: sqlite3.Connection, actors: Mapping[str, dict[str, Any]]) -> Mapping[str, set[str]]:
    names = defaultdict(set, {key: {actor["preferred_name"]} for key, actor in actors.items()})
    found = connection.execute(
        "SELECT actor_id, name FROM actor_names WHERE actor_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(actors)),),
    )
    for key, name in found:
        names[key].add(name)
    return names


def _best(name: str, of: Iterable[str]) -> tuple[float, str]:
    """How like the likest of some names is, from 0 to 100, in whatever order its words stand; and which it is."""
    return max((fuzz.token_sort_ratio(name, each, processor=utils.default_process), each) for each in of)


def _fits(actor: Mapping[str, Any], of: Wanted) -> bool:
    if of.types and actor["actor_type"] not in of.types:
        return False
    return all(str(actor[column] or "") == value for column, value in of.columns.items() if column in actor)


def _result(score: float, name: str, actor: Mapping[str, Any], *, is_match: bool) -> dict[str, Any]:
    return {
        "id": actor["actor_id"],
        "name": actor["preferred_name"],
        "description": _about(name, actor),
        "type": [{"id": actor["actor_type"], "name": actor["actor_type"].replace("_", " ")}],
        "score": round(score, 1),
        "match": is_match,
    }


def _about(name: str, actor: Mapping[str, Any]) -> str:
    """What tells an actor from others of its name: the form that is like the one asked for, office, days, documents."""
    days = sorted({day for day in (actor["earliest_date"], actor["latest_date"]) if day})
    number = actor["document_count"]
    told = (
        f"as “{name}”" if name != actor["preferred_name"] else "",
        actor["role_text"] or "",
        "–".join(days),
        f"{number} document{'' if number == 1 else 's'}",
    )
    return "; ".join(part for part in told if part)
