"""How a table is declared: its fields, where their values come from, their constraints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import pandera.pandas as pa

from pipeline.schema.terms import TERMS

Origin = Literal["text", "chancery", "source"]

# EDTF (ISO 8601-2) level 0: a day, a month, a year, or an interval of these
_EDTF_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
EDTF = rf"^{_EDTF_DAY}(?:/{_EDTF_DAY})?$"
ISO_DATE = r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$"
LOCAL_TIME = r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$"
# ISO 3166-1, and 3166-3 for a state that is no more
COUNTRY = r"^[A-Z]{2}(?:[A-Z]{2})?$"
LANGUAGE = r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"
WEB_ADDRESS = r"^https?://[^\s<>\"]+$"
SHA256 = r"^[0-9a-f]{64}$"
DOCUMENT_ID = r"^[a-z][a-z0-9_]*:[^\s/]+$"


@dataclass(frozen=True)
class Table:
    """A published table.

    Attributes:
        name: Its name, and that of its files.
        title: Its name for people.
        description: What one row is, and what to know before using it.
        schema: Its fields, in order, with their constraints.
        primary_key: The fields that identify a row; rows are sorted by them.
        foreign_keys: For a field, the table and field it points to.
        sort: The order of rows where it is not that of the primary key.
    """

    name: str
    title: str
    description: str
    schema: pa.DataFrameSchema
    primary_key: tuple[str, ...]
    foreign_keys: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sort: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(self.schema.columns)

    @cached_property
    def blank(self) -> Mapping[str, None]:
        """A row of it with every field empty."""
        return dict.fromkeys(self.fields)

    @property
    def order(self) -> tuple[str, ...]:
        """The fields by which rows are sorted."""
        return self.sort or self.primary_key

    def origin(self, name: str) -> Origin:
        """Where the values of a field come from."""
        origin: Origin = self.schema.columns[name].metadata["origin"]
        return origin

    def terms(self, name: str) -> tuple[str, ...]:
        """The elements of archival standards that a field answers to; see `terms`."""
        return TERMS.get(self.name, {}).get(name, ())


def _field(dtype: Any, description: str, origin: Origin, required: bool, checks: Sequence[pa.Check]) -> pa.Column:
    return pa.Column(dtype, list(checks), nullable=not required, description=description, metadata={"origin": origin})


def text(
    description: str,
    origin: Origin = "text",
    *,
    pattern: str | None = None,
    required: bool = False,
) -> pa.Column:
    """A field of text, which can have to match a pattern."""
    checks = [pa.Check.str_matches(pattern)] if pattern else []
    return _field(str, description, origin, required, checks)


def code(description: str, codes: Sequence[str], origin: Origin = "text", *, required: bool = False) -> pa.Column:
    """A field that has one of some codes."""
    return _field(str, description, origin, required, [pa.Check.isin(list(codes))])


def said(codes: Mapping[str, str]) -> str:
    """Return what each code says, for the description of its field."""
    return "; ".join(f"`{name}`: {sentence}" for name, sentence in codes.items()) + "."


def count(description: str, origin: Origin = "text", *, required: bool = False) -> pa.Column:
    """A field of numbers from 0."""
    return _field("Int64", description, origin, required, [pa.Check.ge(0)])


def number(description: str, origin: Origin = "text", *, required: bool = True) -> pa.Column:
    """A field of numbers."""
    return _field("Float64", description, origin, required, [])


def flag(description: str) -> pa.Column:
    """A field that is true or false."""
    return _field("boolean", description, "chancery", True, [])


def names(description: str, origin: Origin = "text") -> pa.Column:
    """A list of names; it has no constraint that a data package can state."""
    return _field(object, description, origin, False, [])


def declare(
    name: str,
    title: str,
    description: str,
    fields: Mapping[str, pa.Column],
    primary_key: tuple[str, ...],
    *,
    foreign_keys: Mapping[str, tuple[str, str]] | None = None,
    sort: tuple[str, ...] = (),
) -> Table:
    """Return a table with its fields, in order; it may hold no others."""
    schema = pa.DataFrameSchema(
        dict(fields), name=name, title=title, description=description, strict=True, ordered=True
    )
    return Table(name, title, description, schema, primary_key, foreign_keys or {}, sort)


def document_id() -> pa.Column:
    """The field that says which document a row is of."""
    return text("The document.", "chancery", pattern=DOCUMENT_ID, required=True)


def key(description: str) -> pa.Column:
    """A field that identifies, and is never empty."""
    return text(description, "chancery", required=True)


OF_DOCUMENT = {"document_id": ("documents", "document_id")}
