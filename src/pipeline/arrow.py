"""Arrow and pandas types of a table, projected from its schema, and rows added in these types."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.schema import Table

_ARROW = {"Int64": pa.int64(), "Float64": pa.float64(), "boolean": pa.bool_()}
_PANDAS = {
    pa.string(): pd.StringDtype(na_value=float("nan")),
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


def arrow_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of a table; a field of names is ``list<string>``."""
    return pa.schema([pa.field(name, _arrow(column.dtype.type)) for name, column in table.schema.columns.items()])


def to_pandas(of: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as pandas, with nullable types that keep what was empty empty."""
    frame: pd.DataFrame = of.to_pandas(types_mapper=_PANDAS.get)
    return frame


def with_rows(frame: pd.DataFrame, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return a frame with rows more, in the types that it has; a field that a row does not give is empty."""
    added = pd.DataFrame(rows, columns=frame.columns).astype(frame.dtypes)
    return pd.concat([frame, added], ignore_index=True)


def rows_of(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Return the values of some columns, row by row; what is empty is ``None``."""
    return zip(*(_values(frame[each]) for each in columns), strict=True)


def _values(column: "pd.Series[Any]") -> list[Any]:
    """The values of a column. Equal texts are one object: an id stands in many rows, and each would be a copy of it."""
    if not isinstance(column.dtype, pd.StringDtype):
        return column.astype(object).where(column.notna(), None).tolist()
    places, texts = pd.factorize(column)
    # what is empty has the place -1, the last one
    shared = [*texts, None]
    return [shared[place] for place in places.tolist()]


def only(frame: pd.DataFrame, rows: "pd.Series[bool]") -> pd.DataFrame:
    """Return some rows of a frame that is used no more.

    Its columns are taken out one by one, so that a large table never is in memory twice.
    """
    chosen = rows.to_numpy(dtype=bool)
    return pd.DataFrame({name: frame.pop(name)[chosen] for name in list(frame.columns)})


def to_arrow(frame: pd.DataFrame, table: Table) -> pa.Table:
    """Return a frame with the fields of a table as Arrow, without anything of pandas in its metadata."""
    return pa.Table.from_pandas(
        frame[list(table.fields)], schema=arrow_schema(table), preserve_index=False
    ).replace_schema_metadata()


def _arrow(dtype: Any) -> pa.DataType:
    if isinstance(dtype, pd.StringDtype):
        return pa.string()
    return _ARROW.get(str(dtype), pa.list_(pa.string()))
