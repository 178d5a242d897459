"""What a release promises to those whose programs read it: its tables, fields, types, codes and keys.

A promise that is not kept any more breaks such programs (`breaks`); one that is new does not (`additions`).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet

_DESCRIPTOR = "datapackage.json"


class Field(NamedTuple):
    """A field: its type in Parquet, whether it is never empty, its codes where it has some, where it points to."""

    type: str
    is_required: bool
    codes: frozenset[str]
    points_to: str | None


@dataclass(frozen=True)
class Promise:
    """A table: its fields by name, in order, and its key."""

    fields: Mapping[str, Field]
    key: tuple[str, ...]


Contract = Mapping[str, Promise]


def contract(schemas: Mapping[str, Mapping[str, Any]], types: Mapping[str, pa.Schema]) -> Contract:
    """Return what tables promise.

    Args:
        schemas: The Table Schema (Data Package v2) of each table.
        types: Its Arrow schema, which tells a list from a text.
    """
    return {name: _promise(name, schema, types[name]) for name, schema in schemas.items() if name in types}


def read(release: Path) -> Contract:
    """Return what a release on disk promises, as its descriptor and its Parquet files say it."""
    described = json.loads((release / _DESCRIPTOR).read_text("utf-8"))["resources"]
    schemas = {Path(each["path"]).stem: each["schema"] for each in described if "schema" in each}
    files = {name: release / f"{name}.parquet" for name in schemas}
    types = {name: pyarrow.parquet.read_schema(file) for name, file in files.items() if file.is_file()}
    return contract(schemas, types)


def _promise(table: str, schema: Mapping[str, Any], types: pa.Schema) -> Promise:
    # a key into the table itself names no resource
    targets = {
        key["fields"][0]: f"{key['reference']['resource'].replace('-', '_') or table}.{key['reference']['fields'][0]}"
        for key in schema.get("foreignKeys", ())
    }
    fields = {}
    for each in schema["fields"]:
        name, constraints = each["name"], each.get("constraints", {})
        kind = _type(types.field(name).type) if name in types.names else each["type"]
        codes = frozenset(map(str, constraints.get("enum", ())))
        fields[name] = Field(kind, bool(constraints.get("required")), codes, targets.get(name))
    return Promise(fields, tuple(schema["primaryKey"]))


def _type(of: pa.DataType) -> str:
    """A type by its name; what a list calls its entries differs between versions of Parquet, and means nothing."""
    return f"list of {of.value_type}" if pa.types.is_list(of) else str(of)


def breaks(then: Contract, now: Contract) -> tuple[str, ...]:
    """Return what was promised and is not kept, a sentence each."""
    return tuple(_breaks(then, now))


def _breaks(then: Contract, now: Contract) -> Iterator[str]:
    for name, was in then.items():
        if name not in now:
            yield f"the table `{name}` is gone"
            continue
        if was.key != now[name].key:
            yield f"the key of `{name}` was {_listed(was.key)} and is {_listed(now[name].key)}"
        # a field that is renamed is one that is gone and one that is new: that the two are one is for people to say
        new = [field for field in now[name].fields if field not in was.fields]
        instead = f" (new there: {_listed(new)})" if new else ""
        for field, promised in was.fields.items():
            if field in now[name].fields:
                yield from _breaks_of(f"{name}.{field}", promised, now[name].fields[field])
            else:
                yield f"the field `{name}.{field}` is gone{instead}"


def _breaks_of(name: str, was: Field, now: Field) -> Iterator[str]:
    if was.type != now.type:
        yield f"`{name}` was of the type {was.type} and is of {now.type}"
    if was.is_required and not now.is_required:
        yield f"`{name}` was never empty and now can be"
    if was.codes and not now.codes:
        yield f"`{name}` had one of some codes and can be anything"
    elif gone := sorted(was.codes - now.codes):
        yield f"`{name}` has no code {_listed(gone)} any more"
    if was.points_to and was.points_to != now.points_to:
        yield f"`{name}` pointed to `{was.points_to}` and does not any more"


def additions(then: Contract, now: Contract) -> tuple[str, ...]:
    """Return what is promised and was not before, a sentence each."""
    return tuple(_additions(then, now))


def _additions(then: Contract, now: Contract) -> Iterator[str]:
    for name, promised in now.items():
        if name not in then:
            yield f"the table `{name}` is new"
            continue
        was = then[name].fields
        for field, of_field in promised.fields.items():
            if field not in was:
                yield f"the field `{name}.{field}` is new"
            elif was[field].codes and (new := sorted(of_field.codes - was[field].codes)):
                yield f"`{name}.{field}` can have the code {_listed(new)}"
        kept = [field for field in was if field in promised.fields]
        if kept != [field for field in promised.fields if field in was]:
            yield f"the fields of `{name}` stand in another order"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
