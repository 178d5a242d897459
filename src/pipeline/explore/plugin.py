"""What Datasette does for a release beyond what it does for any database: links, lists, and the matching of names.

Loaded by `serve` alone: it needs the extra ``explore``.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import datasette_reconcile
from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from pipeline.explore.matching import matches, wanted
from pipeline.explore.metadata import DATABASE

# The table that a column of an answer points to, by the end of its name: a query states no keys.
_TARGETS = {
    "document_id": "documents",
    "actor_id": "actors",
    "ghost_id": "ghosts",
    "reference_id": "document_references",
}
_TARGET = re.compile(rf"(?:.*_)?({'|'.join(_TARGETS)})")
# Lists of ids.
_IDS = {"candidates": "documents", "documents": "documents"}
_MATCHED = rf"/{DATABASE}/actors/-/reconcile$"


class Plugin:
    """The hooks of Datasette that are taken."""

    __name__ = "chancery"

    @hookimpl  # type: ignore[untyped-decorator]
    def render_cell(  # noqa: PLR0917  they come by name
        self, row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette
    ) -> Markup | None:
        """Show a key of an answer as a link, and a list as its members."""
        if not isinstance(value, str) or database != DATABASE:
            return None
        if table == "evidence" and column == "row_id":
            return _link(datasette, row["table"], value)
        if table is None and (target := _TARGET.fullmatch(column)):
            return _link(datasette, _TARGETS[target[1]], value)
        return _list(datasette, value, column) if value.startswith("[") else None

    @hookimpl  # type: ignore[untyped-decorator]
    def register_routes(self) -> list[tuple[str, Callable[..., Any]]]:
        """Answer what OpenRefine asks before datasette-reconcile does, which knows one name of an actor."""
        return [(_MATCHED, reconcile)]


def _link(datasette: Datasette, table: str, key: str, words: str = "") -> Markup:
    address = datasette.urls.row(DATABASE, table, tilde_encode(key))
    return Markup('<a href="{}">{}</a>').format(address, words or key)


def _list(datasette: Datasette, value: str, column: str) -> Markup | None:
    """The members of a JSON array of strings; of anything else nothing."""
    try:
        members = json.loads(value)
    except ValueError:
        return None
    if not members or not all(isinstance(each, str) for each in members):
        return None
    table = _IDS.get(column)
    shown = (_link(datasette, table, each) if table else each for each in members)
    return Markup("; ").join(shown)


async def reconcile(request: Request, datasette: Datasette) -> Response:
    """Answer queries for names; all else (what the service is, columns to add) datasette-reconcile answers."""
    body = await request.post_body() if request.method == "POST" else b""
    stated = request.args.get("queries") or dict(parse_qsl(body.decode("utf-8", "replace"))).get("queries")
    if stated:
        return await _answer(datasette, stated)
    scope = request.scope | {"url_route": {"kwargs": {"db_name": DATABASE, "db_table": "actors"}}}
    return await datasette_reconcile.reconcile(Request(scope, _said_again(body)), datasette)


async def _answer(datasette: Datasette, stated: str) -> Response:
    try:
        asked = {key: wanted(query) for key, query in json.loads(stated).items()}
    except (ValueError, AttributeError, KeyError, TypeError) as why:
        return _json({"error": f"these are no queries of the reconciliation protocol: {why}"}, 400)

    def answered(connection: sqlite3.Connection) -> dict[str, Any]:
        return {key: {"result": matches(connection, each)} for key, each in asked.items()}

    return _json(await datasette.get_database(DATABASE).execute_fn(answered))


def _json(content: Mapping[str, Any], status: int = 200) -> Response:
    """A reply that a page of OpenRefine may read, as those of datasette-reconcile."""
    return Response.json(content, status=status, headers={"Access-Control-Allow-Origin": "*"})


def _said_again(body: bytes) -> Callable[[], Any]:
    """The body of a request once more: it can be read only once."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
