"""What Datasette does for a release beyond what it does for any database: links, lists, and the matching of names.

Loaded by `serve` alone: it needs the extra ``explore``.
"""

import json
import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from pipeline.explore.metadata import DATABASE
from pipeline.explore.reconciliation import (
    SERVICE,
    QueryError,
    answers,
    columns_of,
    manifest,
    proposed,
    suggested_actors,
    suggested_columns,
    suggested_types,
)

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
_SERVICE = f"/{DATABASE}/actors{SERVICE}"


class Plugin:
    """The hooks of Datasette that are taken."""

    __name__ = "chancery"

    @hookimpl  # type: ignore[untyped-decorator]
    def render_cell(  # noqa: PLR0917  they come by name
        self, row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette
    ) -> Markup | Awaitable[Markup | None] | None:
        """Show a key as a link, on the page of one row and in an answer too, and a list as its members."""
        if not isinstance(value, str) or database != DATABASE:
            return None
        if table == "evidence" and column == "row_id":
            return _link(datasette, row["table"], value)
        if target := _TARGET.fullmatch(column):
            return _named(datasette, table, column, value) if table else _link(datasette, _TARGETS[target[1]], value)
        return _list(datasette, value, column) if value.startswith("[") else None

    @hookimpl  # type: ignore[untyped-decorator]
    def register_routes(self) -> list[tuple[str, Callable[..., Any]]]:
        """The addresses that OpenRefine asks at."""
        return [
            (rf"{_SERVICE}$", service),
            (rf"{_SERVICE}/extend/propose$", properties),
            (rf"{_SERVICE}/suggest/entity$", suggest_entity),
            (rf"{_SERVICE}/suggest/property$", suggest_property),
            (rf"{_SERVICE}/suggest/type$", suggest_type),
        ]


def _link(datasette: Datasette, table: str, key: str, words: str = "") -> Markup:
    address = datasette.urls.row(DATABASE, table, tilde_encode(key))
    return Markup('<a href="{}">{}</a>').format(address, words or key)


async def _named(datasette: Datasette, table: str, column: str, value: str) -> Markup | None:
    """A key with the name of the row it points to; nothing where the column is that row's own key."""
    named = await datasette.expand_foreign_keys(DATABASE, table, column, [value])
    if (column, value) not in named:
        return None
    keys = await datasette.get_database(DATABASE).foreign_keys_for_table(table)
    (target,) = (each["other_table"] for each in keys if each["column"] == column)
    link = _link(datasette, target, value, named[column, value])
    return link if named[column, value] == value else Markup("{} <em>{}</em>").format(link, value)


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


async def service(request: Request, datasette: Datasette) -> Response:
    """Say what can be matched, match names, and give columns of actors that were matched."""
    body = await request.post_body() if request.method == "POST" else b""
    form = dict(parse_qsl(body.decode("utf-8", "replace")))
    for name, answer in (("queries", answers), ("extend", columns_of)):
        if stated := request.args.get(name) or form.get(name):
            return await _answer(datasette, answer, stated)
    address = f"{request.scheme}://{request.host}{datasette.urls.table(DATABASE, 'actors')}"
    return _json(manifest(address))


async def properties(request: Request, datasette: Datasette) -> Response:
    """Name the columns of actors that can be added to a list."""
    return _json(proposed())


async def suggest_entity(request: Request, datasette: Datasette) -> Response:
    """Suggest actors for the first letters of a name."""
    return await _answer(datasette, suggested_actors, request.args.get("prefix") or "")


async def suggest_property(request: Request, datasette: Datasette) -> Response:
    """Suggest columns of actors."""
    return _json(suggested_columns(request.args.get("prefix") or ""))


async def suggest_type(request: Request, datasette: Datasette) -> Response:
    """Suggest kinds of actor."""
    return _json(suggested_types(request.args.get("prefix") or ""))


async def _answer(
    datasette: Datasette, answer: Callable[[sqlite3.Connection, str], Mapping[str, Any]], stated: str
) -> Response:
    try:
        return _json(await datasette.get_database(DATABASE).execute_fn(lambda connection: answer(connection, stated)))
    except QueryError as why:
        return _json({"error": str(why)}, 400)


def _json(content: Mapping[str, Any], status: int = 200) -> Response:
    """A reply that the page of OpenRefine may read: it comes from another address."""
    return Response.json(content, status=status, headers={"Access-Control-Allow-Origin": "*"})
