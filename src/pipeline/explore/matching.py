"""Which actors a name could mean, for those who match a list of their own against ours.

An actor is found by any of its names. One is certain only where it alone bears exactly that name, and a person's is no
bare surname: of several Evatts, or of a name that is merely alike, a person decides.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from operator import itemgetter
from typing import Any

from rapidfuzz import fuzz, utils

from pipeline.explore.sqlite import ACTORS_SEARCH
from pipeline.values.honorifics import honoured

MOST = 25
# Of a name so many letters and words are looked up, and so many actors are compared with it.
_LONGEST = 300
_MOST_WORDS = 12
_MOST_COMPARED = 300


@dataclass(frozen=True)
class Wanted:
    """A name to be matched, the kinds of actor that will do, and what columns of the actor have to say.

    ``is_begun``: the last word of the name may be only its beginning.
    """

    name: str
    types: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    limit: int = MOST
    is_begun: bool = False


@dataclass(frozen=True)
class Match:
    """An actor that could be meant: its row, its name that is most alike, and how much, from 0 to 100."""

    actor: Mapping[str, Any]
    name: str
    score: float
    is_certain: bool


def matches(connection: sqlite3.Connection, of: Wanted) -> list[Match]:
    """Return the actors that a name could mean, the likeliest first."""
    name = " ".join(of.name[:_LONGEST].split())
    forms = {name, _bare(name)}
    bearers = _bearers(connection, forms)
    actors = _actors(connection, [*bearers, *_with_words(connection, of, name)])
    names = _names(connection, actors)
    scored = [(*_best(forms, names[key]), actor) for key, actor in actors.items() if _fits(actor, of)]
    scored.sort(key=lambda each: (-each[0], -each[2]["document_count"], each[2]["actor_id"]))
    return [
        Match(actor, like, round(score, 1), bearers == [actor["actor_id"]] and _tells(name, actor))
        for score, like, actor in scored[: of.limit]
    ]


def _tells(name: str, actor: Mapping[str, Any]) -> bool:
    """Whether a name can tell its bearer from all others: of a person, a surname alone cannot."""
    return actor["actor_type"] not in {"person", "unknown"} or " " in _bare(name)


def _bare(name: str) -> str:
    """A name without the form of address or the rank before it: Dr H. V. Roe."""
    found = honoured(name)
    return name[found.end() :] if found and not found["dignity"] else name


def _bearers(connection: sqlite3.Connection, forms: Iterable[str]) -> list[str]:
    """The actors that bear exactly one of some forms of a name, but for great and small letters."""
    found: set[str] = set()
    for name in forms:
        rows = connection.execute(
            "SELECT actor_id FROM actors WHERE preferred_name = :name COLLATE NOCASE"
            " UNION SELECT actor_id FROM actor_names WHERE name = :name COLLATE NOCASE ORDER BY 1 LIMIT :most",
            {"name": name, "most": _MOST_COMPARED},
        )
        found.update(key for (key,) in rows)
    return sorted(found)


def _with_words(connection: sqlite3.Connection, of: Wanted, name: str) -> list[str]:
    """The actors with a word of the name among their names, those with most and rarest words first."""
    words = re.findall(r"\w+", name)[:_MOST_WORDS]
    if not words:
        return []
    found = connection.execute(
        f"SELECT a.actor_id FROM {ACTORS_SEARCH} f JOIN actors a ON a.rowid = f.rowid"  # noqa: S608  a constant
        f" WHERE {ACTORS_SEARCH} MATCH ? ORDER BY f.rank, f.rowid LIMIT ?",
        (" OR ".join(f'"{word}"' for word in words) + ("*" if of.is_begun else ""), _MOST_COMPARED),
    )
    return [key for (key,) in found]


def _actors(connection: sqlite3.Connection, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    found = connection.execute(
        "SELECT * FROM actors WHERE actor_id IN (SELECT value FROM json_each(?))", (json.dumps(list(keys)),)
    )
    columns = [each[0] for each in found.description]
    rows = (dict(zip(columns, row, strict=True)) for row in found)
    return {row["actor_id"]: row for row in rows}


def _names(connection: sqlite3.Connection, actors: Mapping[str, dict[str, Any]]) -> Mapping[str, list[str]]:
    """The names of each actor, the one that is shown first."""
    names = {key: [actor["preferred_name"]] for key, actor in actors.items()}
    found = connection.execute(
        "SELECT DISTINCT actor_id, name FROM actor_names"
        " WHERE actor_id IN (SELECT value FROM json_each(?)) ORDER BY actor_id, name",
        (json.dumps(list(actors)),),
    )
    for key, name in found:
        names[key].append(name)
    return names


def _best(forms: Iterable[str], names: Iterable[str]) -> tuple[float, str]:
    """How like the likest of an actor's names is, in whatever order its words stand; and which, of equals the first."""
    pairs = product(names, forms)
    scored = ((fuzz.token_sort_ratio(form, name, processor=utils.default_process), name) for name, form in pairs)
    return max(scored, key=itemgetter(0))


def _fits(actor: Mapping[str, Any], of: Wanted) -> bool:
    if of.types and actor["actor_type"] not in of.types:
        return False
    return all(str(actor[column] or "") == value for column, value in of.columns.items() if column in actor)
