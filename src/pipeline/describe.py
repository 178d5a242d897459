"""Descriptions of a release, projected from the schemas: the data package and the data dictionary."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd
import pandera.pandas as pa

from pipeline import about
from pipeline.issues import CODES
from pipeline.records.checks import CHECKS
from pipeline.schema import TABLES, Table
from pipeline.schema.terms import STANDARDS

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LIST_DELIMITER = "; "

_TYPES = {"Int64": "integer", "Float64": "number", "boolean": "boolean"}
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
        "name": about.NAME,
        "title": about.TITLE,
        "description": (
            f"{about.DESCRIPTION} Each table is here as CSV and as Parquet; the SHA-256 of every file is in SHA256SUMS."
            f" DICTIONARY.md describes the fields for people. {about.RIGHTS}"
        ),
        "version": version,
        "keywords": list(about.KEYWORDS),
        "licenses": [about.FACTS.as_in_package()],
        "sources": [_source(each) for each in about.terms(source_ids)],
        "resources": [_resource(each, files[f"{each.name}.csv"]) for each in TABLES],
    }


def _source(terms: about.Terms) -> dict[str, Any]:
    return {
        "title": terms.title,
        "path": terms.home,
        "rights": terms.rights,
        "termsOfUse": terms.address,
        "textRedistribution": terms.text_redistribution,
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
        "fields": [_field(name, column) for name, column in columns(of)],
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


def columns(of: Table) -> Iterator[tuple[str, pa.Column]]:
    """Give the fields of a table with their declarations, in order.

    Raises:
        UnexpressedCheckError: where the table as a whole has a check, which no description of fields can state.
    """
    if of.schema.checks or of.schema.unique:
        raise UnexpressedCheckError(f"{of.name}: a description of fields cannot state a check of several of them")
    yield from of.schema.columns.items()


def _field(name: str, column: pa.Column) -> dict[str, Any]:
    field = {
        "name": name,
        "type": type_of(column),
        "description": column.description,
        "constraints": {"required": not column.nullable} | constraints(column),
    }
    if is_list(column):
        field["description"] += f" A list, joined by “{LIST_DELIMITER}”."
    return field


def is_list(column: pa.Column) -> bool:
    """Whether a field holds a list of strings."""
    return str(column.dtype) == "object"


def type_of(column: pa.Column) -> str:
    """Return the type of a field in CSV, as a Table Schema names it: string, integer, number or boolean.

    Raises:
        UnexpressedCheckError: where it is of another type.
    """
    dtype = column.dtype.type
    if isinstance(dtype, pd.StringDtype) or is_list(column):
        return "string"
    if str(dtype) not in _TYPES:
        raise UnexpressedCheckError(f"no type of a Table Schema is {dtype}")
    return _TYPES[str(dtype)]


def constraints(column: pa.Column) -> dict[str, Any]:
    """Return what a schema demands of each value of a field, in the words of a Table Schema.

    Raises:
        UnexpressedCheckError: where one of its checks has no such words.
    """
    if column.unique:
        raise UnexpressedCheckError(f"{column.name}: what is unique is said by the primary key alone")
    return dict(_constraint(check) for check in column.checks)


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


def meaning(of: Table, name: str) -> str:
    """Return what a field means, for people: its description, what it can hold and where it points.

    Raises:
        UnexpressedCheckError: where a check of it cannot be put into words.
    """
    column = of.schema.columns[name]
    sentences = [column.description, *_demands(constraints(column))]
    if name in of.foreign_keys:
        target, key = of.foreign_keys[name]
        sentences.append(f"Points to `{target}.{key}`.")
    return " ".join(sentences)


def _demands(stated: Mapping[str, Any]) -> Iterator[str]:
    """The constraints that people need: a number from 0 and the shape of a date explain themselves."""
    if "enum" in stated:
        yield "One of " + ", ".join(f"`{code}`" for code in stated["enum"]) + "."


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
    yield "*Term* is the element of a standard that a field answers to:\n"
    yield from (f"- `{prefix}`: {standard.title}, <{standard.address}>" for prefix, standard in STANDARDS.items())
    yield ""
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
    for source in about.terms(source_ids):
        yield f"- `{source.source_id}`: {source.title}. {source.rights} {source.passing_on}"


def _table(of: Table) -> Iterator[str]:
    yield f"## {of.name}\n"
    yield f"{of.description} Key: {', '.join(f'`{field}`' for field in of.primary_key)}.\n"
    yield "| field | type | from | term | meaning |\n|---|---|---|---|---|"
    for name, column in columns(of):
        kind = "list of strings" if is_list(column) else type_of(column)
        yield f"| `{name}` | {kind} | {_ORIGINS[of.origin(name)]} | {'; '.join(of.terms(name))} | {meaning(of, name)} |"
    yield ""
