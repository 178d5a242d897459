"""What a user of a data frame would write instead: a few expressions over the whole texts, one value each.

The same nine columns in polars and in DuckDB. Lists, places, evidence and everything that needs a second look at a text
are left out: neither says where a match stands.
"""

from pathlib import Path

# column, expression; each has one group. Both engines are linear in the text.
COLUMNS = {
    "title": r'(?m)^(?:\*\*|title: "|SUBJECT: |<head>)(.+?)(?:\*\*|"|<|$)',
    "date": r"((?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}|\d{6}Z [A-Z]{3} \d\d))",
    "number": r"(?:No\. |TELEGRAM # |Document Number: |Cablegram )(\S+(?: \S+)?)",
    "sender": r"(?m)^(?:From the |From |FM |FROM )(.+?) *$",
    "addressee": r"(?m)^(?:To the |To |TO )(.+?):? *$",
    "recipients": r"(?:Distribution: |Distribution list - \d+ copies: |ACTION )(.+)",
    "total": r"(?:Total of |list - |/)(\d+)(?: copies| W)",
    "secrecy": r"((?:TOP )?SECRET|CONFIDENTIAL|UNCLASSIFIED|RESTRICTED)",
    "reference": r"(?:Digital Archive, |AA : |Source: )([^.\]]+)",
}


def polars(raw: Path, target: Path) -> int:
    """Read all files, take the columns with polars and write them; return the number of rows."""
    import polars as pl  # noqa: PLC0415  the other rows are measured without it

    files = _files(raw)
    texts = pl.DataFrame({"path": files, "text": [Path(file).read_text("utf-8", "replace") for file in files]})
    found = texts.lazy().select(
        "path", *(pl.col("text").str.extract(pattern).alias(name) for name, pattern in COLUMNS.items())
    )
    table = found.collect()
    _write(table.to_arrow(), target)
    return table.height


def duckdb(raw: Path, target: Path, threads: int) -> int:
    """Read all files, take the columns with DuckDB and write them; return the number of rows."""
    import duckdb as engine  # noqa: PLC0415  the other rows are measured without it
    import pyarrow as pa  # noqa: PLC0415

    files = _files(raw)
    texts = pa.table({"path": files, "text": [Path(file).read_text("utf-8", "replace") for file in files]})
    connection = engine.connect(config={"threads": threads})
    connection.register("texts", texts)
    columns = ", ".join(f"regexp_extract(text, ?, 1) AS {name}" for name in COLUMNS)
    table = connection.execute(f"SELECT path, {columns} FROM texts", list(COLUMNS.values())).to_arrow_table()
    _write(table, target)
    return table.num_rows


def _write(table: object, target: Path) -> None:
    import pyarrow.csv  # noqa: PLC0415
    import pyarrow.parquet  # noqa: PLC0415

    target.mkdir(parents=True)
    pyarrow.parquet.write_table(table, target / "documents.parquet", compression="zstd")
    pyarrow.csv.write_csv(table, target / "documents.csv")


def _files(raw: Path) -> list[str]:
    return sorted(str(file) for file in raw.rglob("*") if file.is_file() and not file.name.startswith("."))
