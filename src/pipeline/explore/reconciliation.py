"""The Reconciliation Service API 0.2, by which OpenRefine matches a list of names against the actors of a release.

Specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/. An entity is an actor,
its type the kind of actor, and its properties are the columns of the table.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pipeline.explore.matching import MOST, Match, Wanted, matches
from pipeline.schema.actors import ACTORS
from pipeline.schema.codes import ACTOR_TYPES

SERVICE = "/-/reconcile"
_MOST_QUERIES = 1_000
# Columns that point to another actor.
_ACTORS = {"parent_actor_id"}
_DATES = {"earliest_date", "latest_date"}

T = TypeVar("T")


class QueryError(ValueError):
    """What was asked is no query of the protocol."""


def manifest(address: str) -> dict[str, Any]:
    """Return what the service is; ``address`` is that of the table of actors."""

    def at(path: str) -> dict[str, str]:
        return {"service_url": f"{address}{SERVICE}", "service_path": path}

    return {
        "versions": ["0.1", "0.2"],
        "name": "Chancery: persons, bodies, offices and groups",
        "identifierSpace": f"{address}/",
        "schemaSpace": f"{address}/",
        "defaultTypes": [_type(each) for each in ACTOR_TYPES],
        "view": {"url": f"{address}/{{{{id}}}}"},
        "extend": {"propose_properties": at("/extend/propose"), "property_settings": []},
        "suggest": {
            "entity": at("/suggest/entity"),
            "property": at("/suggest/property"),
            "type": at("/suggest/type"),
        },
    }


def answers(connection: sqlite3.Connection, stated: str) -> dict[str, Any]:
    """Return the actors that each of a batch of names could mean.

    Raises:
        QueryError: where ``stated`` is no batch of queries.
    """
    queries = _object(stated)
    if len(queries) > _MOST_QUERIES:
        raise QueryError(f"no more than {_MOST_QUERIES:,} names at once")
    asked = {key: _asked(wanted, query) for key, query in queries.items()}
    return {key: {"result": [_entity(each) for each in matches(connection, of)]} for key, of in asked.items()}


def wanted(query: Mapping[str, Any]) -> Wanted:
    """Return what one query asks for."""
    types = query.get("type") or []
    limit = query.get("limit")
    return Wanted(
        str(query["query"]),
        tuple(map(_text, types if isinstance(types, list) else [types])),
        {each["pid"]: _text(each["v"]) for each in query.get("properties") or [] if _text(each["v"])},
        min(limit, MOST) if isinstance(limit, int) and limit > 0 else MOST,
    )


def columns_of(connection: sqlite3.Connection, stated: str) -> dict[str, Any]:
    """Return columns of actors that were matched.

    Raises:
        QueryError: where ``stated`` does not name actors and columns.
    """
    keys, columns = _asked(_to_be_added, _object(stated))
    if unknown := [name for name in columns if name not in ACTORS.fields]:
        raise QueryError(f"actors have no column {unknown[0]}")
    found = connection.execute(
        "SELECT a.*, p.preferred_name AS parent_name FROM actors a"
        " LEFT JOIN actors p ON p.actor_id = a.parent_actor_id"
        " WHERE a.actor_id IN (SELECT value FROM json_each(?))",
        (json.dumps(keys),),
    )
    named = [each[0] for each in found.description]
    rows = {row["actor_id"]: row for row in (dict(zip(named, each, strict=True)) for each in found)}
    return {
        "meta": [{"id": name, "name": _title(name)} for name in columns],
        "rows": {key: {name: _values(rows.get(key, {}), name) for name in columns} for key in keys},
    }


def _to_be_added(query: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    return [str(key) for key in query["ids"]], [str(each["id"]) for each in query["properties"]]


def proposed() -> dict[str, Any]:
    """Return the columns of actors that can be added."""
    return {"properties": [_column(name) for name in ACTORS.fields]}


def suggested_actors(connection: sqlite3.Connection, prefix: str) -> dict[str, Any]:
    """Return actors for what a person has typed of a name."""
    found = matches(connection, Wanted(prefix, is_begun=True))
    return {"result": [_entity(each) for each in found]}


def suggested_columns(prefix: str) -> dict[str, Any]:
    """Return columns of actors for what a person has typed."""
    return {"result": _beginning(prefix, [_column(name) for name in ACTORS.fields])}


def suggested_types(prefix: str) -> dict[str, Any]:
    """Return kinds of actor for what a person has typed."""
    return {"result": _beginning(prefix, [_type(each) for each in ACTOR_TYPES])}


def _object(stated: str) -> dict[str, Any]:
    try:
        found = json.loads(stated)
    except (ValueError, RecursionError) as why:
        raise QueryError(f"this is not JSON: {why}") from why
    if not isinstance(found, dict):
        raise QueryError("queries are a JSON object")
    return found


def _asked(read: Callable[[Any], T], stated: Any) -> T:
    try:
        return read(stated)
    except (KeyError, TypeError, AttributeError) as why:
        raise QueryError(f"this is no query of the protocol: {why!r}") from why


def _text(value: Any) -> str:
    """A value as text; one that was matched before comes with its id."""
    return str(value.get("id", "")) if isinstance(value, dict) else str("" if value is None else value)


def _beginning(prefix: str, of: list[dict[str, str]]) -> list[dict[str, str]]:
    """Those whose id or name has a word that begins so."""
    begun = prefix.lower().replace("_", " ").strip()
    return [each for each in of if f" {begun}" in f" {each['id'].replace('_', ' ')} {each['name'].lower()}"]


def _column(name: str) -> dict[str, str]:
    return {"id": name, "name": _title(name), "description": ACTORS.schema.columns[name].description.replace("`", "")}


def _type(code: str) -> dict[str, str]:
    return {"id": code, "name": _title(code)}


def _title(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ")


def _values(row: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The cell of a column, as values of the protocol; none where it is empty."""
    value = row.get(name)
    if value is None:
        return []
    if name in _ACTORS:
        return [{"id": value, "name": row["parent_name"] or value}]
    if name in _DATES:
        return [{"date": value}]
    if isinstance(value, int):
        return [{"int": value}]
    members = json.loads(value) if name == "same_as" else [value]
    return [{"str": each} for each in members]


def _entity(of: Match) -> dict[str, Any]:
    return {
        "id": of.actor["actor_id"],
        "name": of.actor["preferred_name"],
        "description": _about(of),
        "type": [_type(of.actor["actor_type"])],
        "score": of.score,
        "match": of.is_certain,
    }


def _about(of: Match) -> str:
    """What tells an actor from others of its name: the form that is like the one asked for, office, days, documents."""
    actor, number = of.actor, of.actor["document_count"]
    days = sorted({day for day in (actor["earliest_date"], actor["latest_date"]) if day})
    told = (
        f"as “{of.name}”" if of.name != actor["preferred_name"] else "",
        actor["role_text"] or "",
        "–".join(days),
        f"{number} document{'' if number == 1 else 's'}",
    )
    return "; ".join(part for part in told if part)
