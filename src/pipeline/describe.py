"""Descriptions of a release, projected from the schemas: the data package and the data dictionary."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd
import pandera.pandas as pa

from pipeline.issues import CODES
from pipeline.records.checks import CHECKS
from pipeline.schema import TABLES, Table
from pipeline.sources import sources

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LIST_DELIMITER = "; "

_ORIGINS = {"text": "the document", "chancery": "Chancery", "source": "the source"}


class UnexpressedCheckError(Exception):
    """A constraint of a schema has no counterpart in the description: it would be left out in silence."""


class FileFacts(NamedTuple):
    """Size in bytes and SHA-256 of a file."""

    size: int
    sha256: str


def datapackage(version: str, files: Mapping[str, FileFacts], source_ids: Iterable[str]) -> dict[str, Any]:
    """Return the descriptor of a release (Data Package v2), with a resource for each CSV file.

    Args:
        version: Version of the release.
        files: For each table's CSV file, by name, its size and hash.
        source_ids: The sources that it has documents of.

    Raises:
        UnexpressedCheckError: where a schema has a check that a Table Schema cannot state.
    """
    return {
        "$schema": PROFILE,
        "name": "chancery",
        "title": "Chancery: the routing of declassified diplomatic documents",
        "description": (
            "Documents, actors and routing events read from the raw text of declassified diplomatic documents, with"
            " the words that each value was read from. Each table is here as CSV and as Parquet; the SHA-256 of every"
            " file is in SHA256SUMS. DICTIONARY.md describes the fields for people."
        ),
        "version": version,
        "keywords": ["diplomatic history", "archives", "correspondence", "provenance"],
        "sources": [{"title": source.title, "path": source.home} for source in map(sources().__getitem__, source_ids)],
        "resources": [_resource(each, files[f"{each.name}.csv"]) for each in TABLES],
    }


def _resource(of: Table, facts: FileFacts) -> dict[str, Any]:
    return {
        "name": of.name.replace("_", "-"),
        "title": of.title,
        "description": of.description,
        "path": f"{of.name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": facts.size,
        "hash": f"sha256:{facts.sha256}",
        "schema": table_schema(of),
    }


def table_schema(of: Table) -> dict[str, Any]:
    """Return the Table Schema of a table: fields with types and constraints, and keys.

    Raises:
        UnexpressedCheckError: where the table has a check that it cannot state.
    """
    return {
        "fields": [_field(name, column) for name, column in of.schema.columns.items()],
        "primaryKey": list(of.primary_key),
        **_foreign_keys(of),
        "missingValues": [""],
    }


def _foreign_keys(of: Table) -> dict[str, Any]:
    keys = [
        {
            "fields": [field],
            "reference": {"resource": "" if target == of.name else target.replace("_", "-"), "fields": [key]},
        }
        for field, (target, key) in of.foreign_keys.items()
    ]
    return {"foreignKeys": keys} if keys else {}


def _field(name: str, column: pa.Column) -> dict[str, Any]:
    constraints = {"required": not column.nullable} | dict(_constraint(check) for check in column.checks)
    field = {
        "name": name,
        "type": _type(column),
        "description": column.description,
        "constraints": constraints,
    }
    if _type(column) == "string" and _is_list(column):
        field["description"] += f" A list, joined by “{LIST_DELIMITER}”."
    return field


def _is_list(column: pa.Column) -> bool:
    return str(column.dtype) == "object"


def _type(column: pa.Column) -> str:
    dtype = column.dtype.type
    if isinstance(dtype, pd.StringDtype) or _is_list(column):
        return "string"
    return {"Int64": "integer", "Float64": "number", "boolean": "boolean"}[str(dtype)]


def _constraint(check: pa.Check) -> tuple[str, Any]:
    statistics = check.statistics or {}
    match check.name:
        case "isin":
            return "enum", list(statistics["allowed_values"])
        case "str_matches":
            return "pattern", getattr(statistics["pattern"], "pattern", statistics["pattern"])
        case "greater_than_or_equal_to":
            return "minimum", statistics["min_value"]
    raise UnexpressedCheckError(f"no constraint of a Table Schema says what the check {check.name} says")


def dictionary(source_ids: Iterable[str]) -> str:
    """Return the data dictionary, as Markdown for people, with the sources that a release has documents of."""
    return "\n".join(_dictionary(source_ids)) + "\n"


def _dictionary(source_ids: Iterable[str]) -> Iterator[str]:
    yield "# Data dictionary\n"
    yield (
        "Empty means that the document does not state it; nothing is guessed. Lists are joined by “; ” in CSV and are"
        " lists in Parquet. Dates are in EDTF (ISO 8601-2). Places (`start`, `end`) count the characters of the raw"
        " file, decoded as UTF-8 with nothing stripped, from 0; `end` is the first character no longer meant.\n"
    )
    yield (
        "*From* says who states a value: **the document** (read or inferred from its words: the table `evidence`"
        " shows them), **Chancery** (ids, counts, codes of a basis) or **the source** (declared once).\n"
    )
    for each in TABLES:
        yield from _table(each)
    yield "## Codes of issues\n"
    yield "| code | severity | meaning | what to do |\n|---|---|---|---|"
    for name, code in CODES.items():
        yield f"| `{name}` | {code.severity} | {code.meaning} | {code.remedy} |"
    yield "\n## Checks\n"
    yield "| check | it agrees when |\n|---|---|"
    for name, sentence in CHECKS.items():
        yield f"| `{name}` | {sentence} |"
    yield "\n## Sources\n"
    for source in map(sources().__getitem__, source_ids):
        yield f"- `{source.source_id}`: {source.title}. {source.rights}"


def _table(of: Table) -> Iterator[str]:
    yield f"## {of.name}\n"
    yield f"{of.description} Key: {', '.join(f'`{field}`' for field in of.primary_key)}.\n"
    yield "| field | type | from | meaning |\n|---|---|---|---|"
    for name, column in of.schema.columns.items():
        kind = "list of strings" if _is_list(column) else _type(column)
        meaning = column.description + "".join(_allowed(column))
        if name in of.foreign_keys:
            target, key = of.foreign_keys[name]
            meaning += f" Points to `{target}.{key}`."
        yield f"| `{name}` | {kind} | {_ORIGINS[of.origin(name)]} | {meaning} |"
    yield ""


def _allowed(column: pa.Column) -> Iterator[str]:
    for check in column.checks:
        name, value = _constraint(check)
        if name == "enum":
            yield " One of " + ", ".join(f"`{code}`" for code in value) + "."
