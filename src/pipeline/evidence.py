"""The evidence of all documents: most rows of a release, and most of them looked into by no step.

Rows that a step between reading and release may look into or change are **held** in memory, as all other tables are.
The rest **passes**: it lies on disk, mapped into memory, where the system keeps of it as much as it has room for.
"""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.arrow import arrow_schema, to_arrow, to_pandas
from pipeline.schema.accounts import EVIDENCE
from pipeline.shard import FILE, Tables

# Evidence of actors and of their names is joined when they are; that of offices becomes that of positions held.
_HELD_TABLES = pa.array(["actors", "actor_names"])
_HELD_FIELD = "role_text"
# Memory that sorting may take, beyond which it uses the disk.
_MEMORY = "512MB"
# Rows that are handed on at once.
_BATCH = 100_000
_SCHEMA = arrow_schema(EVIDENCE)


class Passing:
    """Rows of evidence on disk, and which of them still pass."""

    def __init__(self, rows: pa.Table) -> None:
        self._rows = rows
        self._pass = np.ones(rows.num_rows, dtype=np.bool_)

    def batches(self) -> Iterator[pd.DataFrame]:
        """Yield the rows as they were written, those of a shard at once; of an index that counts all rows."""
        first = 0
        for batch in self._rows.to_batches():
            yield to_pandas(pa.Table.from_batches([batch])).set_axis(range(first, first + batch.num_rows))
            first += batch.num_rows

    def hold(self, rows: Collection[int]) -> pd.DataFrame:
        """Return some rows, by their numbers, which do not pass from then on."""
        chosen = sorted(rows)
        self._pass[chosen] = False
        return to_pandas(self._rows.take(pa.array(chosen, pa.int64())))

    def without_documents(self, documents: Iterable[str]) -> list[int]:
        """Return the numbers of the rows that pass and are of none of some documents."""
        known = pc.is_in(self._rows["document_id"], value_set=pa.array(documents, pa.string()))
        rows: list[int] = np.flatnonzero(self._pass & ~_mask(known)).tolist()
        return rows

    def keep(self, table: str, ids: Iterable[str]) -> None:
        """Let of the rows of a table's cells only those pass whose row is one of some."""
        is_of = pc.equal(self._rows["table"], table)
        known = pc.is_in(self._rows["row_id"], value_set=pa.array(ids, pa.string()))
        self._pass &= ~_mask(pc.and_not(is_of, known))

    def of_rows(self, table: str, ids: Collection[str]) -> pd.DataFrame:
        """Return the rows that pass of some rows of a table."""
        known = pc.is_in(self._rows["row_id"], value_set=pa.array(sorted(ids), pa.string()))
        mask = pc.and_(known, pc.equal(self._rows["table"], table))
        return to_pandas(self._rows.filter(pa.array(_mask(mask) & self._pass)))

    def table(self, held: pd.DataFrame, file: Path) -> pa.Table:
        """Return all rows that pass, and those that are held, in the order of the table; on disk, in ``file``."""
        if not self._rows.num_rows:
            return to_arrow(held, EVIDENCE)
        passing = self._rows.append_column("_passes", pa.array(self._pass))
        order = ", ".join(f'"{name}"' for name in EVIDENCE.order)
        fields = ", ".join(f'"{name}"' for name in EVIDENCE.fields)
        with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(file.parent)}) as engine:
            engine.register("passing", passing)
            engine.register("held", to_arrow(held, EVIDENCE))
            rows = engine.sql(
                f"select {fields} from (select {fields} from passing where _passes union all select * from held)"  # noqa: S608
                f" order by {order}"
            )
            batches = rows.to_arrow_reader(_BATCH)
            return mapped((batch.cast(_SCHEMA) for batch in batches), _SCHEMA, file)


def nothing() -> Passing:
    """Return no rows: where all evidence is held."""
    return Passing(_SCHEMA.empty_table())


def part(shards: Iterable[Tables], held_files: Collection[str], file: Path) -> tuple[pa.Table, Passing]:
    """Part the evidence of all shards: what is held, with the column of the file, and what passes.

    Args:
        shards: Tables that have `evidence`.
        held_files: Files of which all evidence is held.
        file: Where the rows that pass are written.
    """
    held: list[pa.Table] = []
    files = pa.array(sorted(held_files), pa.string())

    def passing() -> Iterator[pa.RecordBatch]:
        for shard in shards:
            rows = shard[EVIDENCE.name]
            is_held = pc.or_(pc.is_in(rows["table"], value_set=_HELD_TABLES), pc.equal(rows["field"], _HELD_FIELD))
            is_held = pc.or_(is_held, pc.is_in(rows[FILE], value_set=files))
            held.append(rows.filter(is_held))
            yield from rows.filter(pc.invert(is_held)).drop([FILE]).combine_chunks().to_batches()

    rows = mapped(passing(), _SCHEMA, file)
    return pa.concat_tables([_SCHEMA.append(pa.field(FILE, pa.string())).empty_table(), *held]), Passing(rows)


def mapped(batches: Iterable[pa.RecordBatch], schema: pa.Schema, file: Path) -> pa.Table:
    """Write rows to a file as they are in memory, and return them from there, mapped.

    Args:
        batches: The rows.
        schema: Their fields.
        file: Where they are written; it must stay as long as the table is used.

    Raises:
        OSError: where the file cannot be written.
    """
    with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return pa.ipc.open_file(pa.memory_map(str(file))).read_all()


def _mask(values: pa.ChunkedArray) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = pc.fill_null(values, False).to_numpy()
    return found
