"""What a release says of its own tables, so that one made by an earlier version can be asked too."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from pipeline.describe import LIST_DELIMITER

# How the descriptor says it of the CSV file.
_JOINED = f" A list, joined by “{LIST_DELIMITER}”."
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class NoReleaseError(Exception):
    """A folder is no release that can be read."""


@dataclass(frozen=True)
class Column:
    """A field of a table; ``type`` is that of the Table Schema."""

    name: str
    type: str
    description: str
    is_required: bool
    is_list: bool


@dataclass(frozen=True)
class Structure:
    """A table: its columns, and for a column that points elsewhere the table and column it points to."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: Mapping[str, tuple[str, str]]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(each.name for each in self.columns)


@dataclass(frozen=True)
class Description:
    """A release as its descriptor has it: ``sources`` are pairs of title and address."""

    version: str
    sources: tuple[tuple[str, str], ...]
    tables: tuple[Structure, ...]

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """The names of the columns of each table."""
        return {each.name: each.names for each in self.tables}


def described(release: Path) -> Description:
    """Return what the descriptor of a release says (Data Package), and its Parquet files of lists.

    Raises:
        NoReleaseError: where the folder has no descriptor, one that names no tables, or not the files it names.
    """
    try:
        stated = json.loads((release / "datapackage.json").read_text("utf-8"))
        tables = tuple(_table(each, release) for each in stated["resources"] if _is_table(each))
        sources = tuple((each["title"], each["path"]) for each in stated["sources"])
        return Description(stated["version"], sources, tables)
    except (OSError, ValueError, KeyError, TypeError) as why:
        raise NoReleaseError(f"{release} is not a release that can be read: {why}") from why


def _is_table(resource: Mapping[str, Any]) -> bool:
    """Whether a resource is one of the tables, in the form that each is described in."""
    return resource.get("format") == "csv" and "/" not in resource["path"]


def _table(resource: Mapping[str, Any], release: Path) -> Structure:
    name = _identifier(resource["path"].removesuffix(".csv"))
    schema, arrow = resource["schema"], pa.parquet.read_schema(release / f"{name}.parquet")
    keys = (_key(each, name) for each in schema.get("foreignKeys", ()))
    return Structure(
        name,
        resource["title"],
        resource["description"],
        tuple(_column(each, arrow) for each in schema["fields"]),
        tuple(schema["primaryKey"]),
        dict(keys),
    )


def _column(field: Mapping[str, Any], arrow: pa.Schema) -> Column:
    name = _identifier(field["name"])
    is_list, description = pa.types.is_list(arrow.field(name).type), field["description"]
    if is_list:
        description = f"{description.removesuffix(_JOINED)} A list, as JSON."
    return Column(name, field["type"], description, field["constraints"]["required"], is_list)


def _key(stated: Mapping[str, Any], of: str) -> tuple[str, tuple[str, str]]:
    (field,), (key,) = stated["fields"], stated["reference"]["fields"]
    target = stated["reference"]["resource"].replace("-", "_") or of
    return field, (_identifier(target), _identifier(key))


def _identifier(name: str) -> str:
    """A name that can stand in SQL and in the name of a file.

    Raises:
        ValueError: where it is not made of small letters, figures and underscores.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"“{name}” cannot be the name of a table or column")
    return name
