"""Rows as people read them: a value, where it leads, and the numbers of the words it was read from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline.renditions.site.contents import Contents, Part, Row
from pipeline.renditions.site.paths import is_web
from pipeline.schema import Table

Numbers = Mapping[tuple[str, str, str], Sequence[int]]


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: parts, a remark in small print, and numbers of words."""

    parts: tuple[Part, ...] = ()
    remark: str = ""
    numbers: tuple[int, ...] = ()


class Column(NamedTuple):
    """A column of a table on a page: its field and its name for people."""

    field: str
    label: str
    description: str


@dataclass(frozen=True)
class Grid:
    """A table on a page: columns, and a cell for each in every row."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


_ENDINGS = {"_text": " as written", "_edtf": " (EDTF)", "_code": " code", "_id": "", "_basis": ": basis"}


def label(field: str) -> str:
    """Return the name of a field for people.

    >>> label("classification_text"), label("from_actor_id"), label("subject")
    ('Classification as written', 'From actor', 'Subject')
    """
    for ending, words in _ENDINGS.items():
        if field.endswith(ending) and field != ending[1:]:
            field = field.removesuffix(ending) + words
            break
    return (field[:1].upper() + field[1:]).replace("_", " ")


def grid(of: Table, rows: Sequence[Row], contents: Contents, numbers: Numbers, left_out: Iterable[str] = ()) -> Grid:
    """Return rows of a table as a table on a page, without the columns in which none has a value.

    Args:
        of: The table.
        rows: The rows.
        contents: What says where ids lead.
        numbers: For each cell the numbers of the words it was read from.
        left_out: Fields that the page tells already.
    """
    hidden = {*of.primary_key, "document_id", *left_out}
    filled = [name for name in of.fields if name not in hidden and any(_says(row[name]) for row in rows)]
    columns = tuple(Column(name, label(name), of.schema.columns[name].description) for name in filled)
    key = of.primary_key[0]
    cells = tuple(
        tuple(cell(name, row[name], contents, tuple(numbers.get((of.name, row[key], name), ()))) for name in filled)
        for row in rows
    )
    return Grid(of.name, of.title, columns, cells)


def cell(field: str, value: Any, contents: Contents, numbers: tuple[int, ...] = ()) -> Cell:
    """Return a value of a field, with a link where it is an id or an address."""
    if not _says(value):
        return Cell()
    values = value if isinstance(value, list) else [value]
    return Cell(tuple(_part(field, each, contents) for each in values), numbers=numbers)


def _part(field: str, value: Any, contents: Contents) -> Part:
    if isinstance(value, bool):
        return Part("yes" if value else "no")
    text = f"{value:g}" if isinstance(value, float) else str(value)
    if field.endswith("actor_id"):
        return actor(text, contents)
    if field.endswith("document_id") or field == "candidates":
        return contents.document(text)
    if field == "ghost_id":
        return Part("not held", contents.ghost_place(text))
    return Part(text, text, is_away=True) if is_web(text) else Part(text)


def actor(actor_id: str | None, contents: Contents, name: str | None = None) -> Part:
    """Return an actor by a name, with the way to its page."""
    return Part(name or contents.name(actor_id) or actor_id or "", contents.actor_place(actor_id))


def apart(actor_id: str, contents: Contents) -> Part:
    """Return an actor among others, told from those of the same name."""
    name = contents.name_apart(actor_id) if actor_id in contents.actors else actor_id
    return Part(name, contents.actor_place(actor_id))


def _says(value: Any) -> bool:
    return value is not None and value != [] and value is not False
