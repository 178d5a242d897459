"""The tables of a release as one SQLite file: the same rows and cells, with keys, indexes and full-text search.

A list is a JSON array: `json_each` takes it apart. True and false are 1 and 0. The same release and the same SQLite
give the same bytes.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

from pipeline.explore.structure import Column, Structure, described

# "CHAN", in the header of the file: it tells a file made here from another's.
APPLICATION_ID = 0x4348414E
ROWS_AT_ONCE = 20_000

# The columns searched, by table: what a person would type the words of.
SEARCHED: Mapping[str, tuple[str, ...]] = {
    "documents": ("title", "subject", "summary"),
    "actor_names": ("name", "role_text"),
    "document_references": ("text",),
    "annotations": ("text",),
}
# An actor is found by each of its names, so its index is filled from two tables.
ACTORS_SEARCH = "actors_fts"
_WORDS = 'tokenize="unicode61 remove_diacritics 2"'

# Names that are looked up whole, whatever their letters, great or small.
_LOOKED_UP = {"actors": "preferred_name", "actor_names": "name"}

# Columns that SQLite works out, because people filter by them: name, the columns needed, expression, description.
_ADDED: Mapping[str, tuple[tuple[str, tuple[str, ...], str, str], ...]] = {
    "documents": (
        (
            "year",
            ("date_earliest", "date_latest"),
            "CASE WHEN substr(date_earliest, 1, 4) = substr(date_latest, 1, 4)"
            " THEN CAST(substr(date_earliest, 1, 4) AS INTEGER) END",
            "Year of the date; empty where the date can mean more than one. Worked out here, not in the release.",
        ),
    ),
}

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


class NotOursError(Exception):
    """A file that was not made here would be overwritten."""


def make(release: Path, target: Path) -> None:
    """Write the tables of a release into a SQLite file, whole or not at all; one made before is replaced.

    Raises:
        NoReleaseError: where the folder is no release.
        NotOursError: where another file stands in the place.
        OSError: where the file cannot be written.
    """
    tables = described(release).tables
    _check_place(target)
    with TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
        building = Path(beside) / target.name
        with closing(sqlite3.connect(building, isolation_level=None)) as connection:
            _write(connection, tables, release)
        building.replace(target)


def _check_place(target: Path) -> None:
    if not target.exists():
        return
    with target.open("rb") as file:
        header = file.read(72)
    # the file header of SQLite has the id of the application in its bytes 68 to 71
    if header[:15] != b"SQLite format 3" or header[68:72] != APPLICATION_ID.to_bytes(4):
        raise NotOursError(f"{target} is there already and was not made by chancery explore; name another file")


def _write(connection: sqlite3.Connection, tables: Iterable[Structure], release: Path) -> None:
    for statement in ("PRAGMA journal_mode = OFF", f"PRAGMA application_id = {APPLICATION_ID}", "BEGIN"):
        connection.execute(statement)
    columns = {each.name: each.names for each in tables}
    for each in tables:
        connection.execute(declaration(each))
        _insert(connection, each, release / f"{each.name}.parquet")
        for field in each.foreign_keys:
            connection.execute(f"CREATE INDEX {quoted(f'{each.name}_{field}')} ON {each.name} ({quoted(field)})")
    for statement in (*_look_up(columns), *_search(columns)):
        connection.execute(statement)
    connection.execute("ANALYZE")
    connection.execute("COMMIT")


def declaration(table: Structure) -> str:
    """Return the statement that makes a table; what its columns mean stands in it as comments."""
    lines = [*(_column(each) for each in table.columns), *_added(table), *_keys(table)]
    # a comma stands before the comment of its line
    body = "\n".join(
        f"  {line}{',' if place < len(lines) else ''}{note}" for place, (line, note) in enumerate(lines, 1)
    )
    return f"CREATE TABLE {table.name} ({_note(table.description)}\n{body}\n)"


def _column(of: Column) -> tuple[str, str]:
    required = " NOT NULL" if of.is_required else ""
    return f"{quoted(of.name)} {_TYPES[of.type]}{required}", _note(of.description)


def _added(table: Structure) -> Iterator[tuple[str, str]]:
    for name, needed, expression, description in _ADDED.get(table.name, ()):
        if set(needed) <= set(table.names) and name not in table.names:
            yield f"{quoted(name)} INTEGER GENERATED ALWAYS AS ({expression}) VIRTUAL", _note(description)


def _keys(table: Structure) -> Iterator[tuple[str, str]]:
    yield f"PRIMARY KEY ({', '.join(map(quoted, table.primary_key))})", ""
    for field, (target, key) in table.foreign_keys.items():
        yield f"FOREIGN KEY ({quoted(field)}) REFERENCES {target} ({quoted(key)})", ""


def _note(words: str) -> str:
    """A comment of SQL, which ends with its line."""
    return f" -- {' '.join(words.split())}"


def quoted(name: str) -> str:
    """A name as it stands in SQL, where a keyword (`table`, `end`) is none."""
    return f'"{name}"'


def _insert(connection: sqlite3.Connection, table: Structure, file: Path) -> None:
    names = ", ".join(map(quoted, table.names))
    statement = f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(table.names))})"  # noqa: S608  names are checked
    with pq.ParquetFile(file) as opened:
        for batch in opened.iter_batches(ROWS_AT_ONCE, columns=list(table.names)):
            cells = ([_cell(value) for value in batch.column(name).to_pylist()] for name in table.names)
            connection.executemany(statement, zip(*cells, strict=True))


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _look_up(columns: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for table, name in _LOOKED_UP.items():
        if name in columns.get(table, ()):
            yield f"CREATE INDEX {table}_by_name ON {table} ({name} COLLATE NOCASE)"


def _search(columns: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name, searched in SEARCHED.items():
        there = [each for each in searched if each in columns.get(name, ())]
        if there:
            fields = ", ".join(map(quoted, there))
            yield f'CREATE VIRTUAL TABLE {name}_fts USING fts5({fields}, content="{name}", {_WORDS})'
            yield f"INSERT INTO {name}_fts ({name}_fts) VALUES ('rebuild')"  # noqa: S608
    if {"actors", "actor_names"} <= set(columns):
        # it keeps the words only: the names themselves are in the tables
        yield f'CREATE VIRTUAL TABLE {ACTORS_SEARCH} USING fts5(names, content="", {_WORDS})'
        yield (
            f"INSERT INTO {ACTORS_SEARCH} (rowid, names)"  # noqa: S608
            " SELECT a.rowid, a.preferred_name || coalesce(char(10) || (SELECT group_concat(n.name, char(10))"
            " FROM actor_names n WHERE n.actor_id = a.actor_id), '') FROM actors a ORDER BY a.rowid"
        )
