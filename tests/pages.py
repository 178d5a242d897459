"""A release with its site, for the tests of the pages: the one real document, and cables that refer to each other."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
from lxml import html

from pipeline.publish import publish
from pipeline.renditions.edition import Edition
from pipeline.renditions.site import site
from pipeline.schema import TABLES
from tests.conftest import REAL
from tests.edition import from_kirk, to_kirk, write

WORDS = "\"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\n'--></style>{{ 7*7 }}&lt;`${1}"
# An id has no blanks.
IDS = "\"'><script>alert(1)</script>../..\u202e&amp;{{7}}"
LONG = "n" * 10_000
ADDRESS = "'onclick=alert(1)"


def made(folder: Path) -> Path:
    """Publish a release of several documents, and return its folder."""
    raw = folder / "raw"
    (raw / "wilson_center").mkdir(parents=True)
    shutil.copy(REAL, raw / "wilson_center" / REAL.name)
    write(
        raw,
        from_kirk(1, "K12", "3 January 1948"),
        to_kirk(2, "14", "5 January 1948", "Your K12. Please say why the ferry was late again."),
        from_kirk(3, "K15", "9 January 1948", "Your 14 and your 99 of 8 January. The ferry was late."),
    )
    return publish(raw, folder / "outputs").release.path


def edition(release: Path) -> Edition:
    """A release as its renditions get it."""
    tables = {each.name: pa.parquet.read_table(release / f"{each.name}.parquet") for each in TABLES}
    source_ids = tuple(sorted(set(tables["documents"]["source_id"].to_pylist())))
    run = {
        "ledger": {"ingested": 4, "published": 4, "quarantined": 0, "excluded": 0},
        "rows": {name: table.num_rows for name, table in tables.items()},
        "code": {"name": "chancery", "version": "0"},
    }
    return Edition("1.0.0", tables, source_ids, run, None)


def hostile(of: Edition) -> Edition:
    """The same edition with markup, quotes, line breaks and marks of direction in every field that can hold them."""
    return replace(of, tables={each.name: _hostile(of.tables[each.name], each.schema.columns) for each in TABLES})


def _hostile(table: pa.Table, columns: Any) -> pa.Table:
    for place, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            values = [[*(each or ()), f"javascript:alert(1){WORDS}"] for each in table[field.name].to_pylist()]
        elif pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
            values = [_worse(each, field.name, columns[field.name].checks) for each in table[field.name].to_pylist()]
        else:
            continue
        table = table.set_column(place, field, pa.array(values, field.type))
    return table


def _worse(value: str | None, name: str, checks: Any) -> str | None:
    """A value with what would do harm; the same for the same id, so that keys still lead to their rows."""
    names = {check.name for check in checks}
    pattern = next((_pattern(check) for check in checks if check.name == "str_matches"), None)
    if value is None or "isin" in names:
        return value
    if name.endswith("_id") or name == "row_id":
        return value + IDS
    if pattern is None:
        return value + WORDS + (LONG if name in {"title", "preferred_name", "name"} else "")
    return value + ADDRESS if re.match(pattern, value + ADDRESS) else value


def _pattern(check: Any) -> str:
    pattern = check.statistics["pattern"]
    return str(getattr(pattern, "pattern", pattern))


def rendered(of: Edition, folder: Path) -> Path:
    """Write the site of an edition, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in TABLES:
        (folder / f"{each.name}.csv").write_text("x\n", "utf-8")
    (folder / "run.json").write_text("{}\n", "utf-8")
    (folder / "for-historians").mkdir(exist_ok=True)
    (folder / "for-historians" / "citations.csv").write_text("x\n", "utf-8")
    site(of, folder)
    return folder / "site"


def pages(folder: Path) -> Iterator[tuple[Path, Any]]:
    """Every page of a site, parsed."""
    for file in sorted(folder.rglob("*.html")):
        yield file, html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
