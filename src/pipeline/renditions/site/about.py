"""The pages about the release itself: what it holds, its files, how it was made, its fields."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.compute as pc

from pipeline.about import citation
from pipeline.changes import FILE_NAME as CHANGES
from pipeline.describe import dictionary
from pipeline.renditions.extent import days
from pipeline.renditions.site import markdown, templates
from pipeline.renditions.site.contents import MOST_DOCUMENTS, MOST_LISTED, Contents
from pipeline.schema import OUTCOMES, TABLES
from pipeline.sources import sources

# Another rendition writes it, where there is one: what the release is for search engines (schema.org/Dataset).
JSON_LD = "dataset.jsonld"
MAIN = ("documents", "actors", "routing_events")
_ATX = re.compile(r"^# [^\n]*\n")
_MOST_REASONS = 200


class File(NamedTuple):
    """A file to download."""

    name: str
    title: str
    description: str
    rows: int | None
    size: int
    sha256: str


def write_about(contents: Contents, release: Path, folder: Path, sums: dict[str, tuple[int, str]]) -> None:
    """Write the start page, the page of the release and the dictionary.

    Args:
        contents: What the pages are made of.
        release: Folder of the release, with what was written before.
        folder: Folder of the site.
        sums: Size and SHA-256 of each file of the release.
    """
    files = list(_files(contents, sums))
    shared = {
        "version": contents.edition.version,
        "ledger": contents.edition.run["ledger"],
        "rows": contents.edition.run["rows"],
        "sources": [(each, sources().get(each)) for each in contents.edition.source_ids],
        "tables": TABLES,
        "files": files,
        "cite": citation(contents.edition.version),
        "most_listed": None if contents.has_lists else MOST_LISTED,
    }
    first = [each for each in files if each.name.removesuffix(".csv") in MAIN]
    templates.write(
        folder, "index.html", "index.html.j2", **shared, first_files=first, json_ld=_json_ld(release / JSON_LD),
        choices=_choices(contents), years=_years(contents), issues=_issues(contents),
        most_documents=None if contents.has_pages else MOST_DOCUMENTS,
    )  # fmt: skip
    templates.write(
        folder, "release.html", "release.html.j2", **shared, changes=_markdown(release / CHANGES),
        scores=contents.edition.scores, outcomes=OUTCOMES, kept_back=_kept_back(contents), most=_MOST_REASONS,
    )  # fmt: skip
    templates.write(
        folder, "dictionary.html", "dictionary.html.j2", version=contents.edition.version, tables=TABLES,
        most_listed=shared["most_listed"], text=markdown.dictionary(dictionary(contents.edition.source_ids)),
    )  # fmt: skip


def _files(contents: Contents, sums: dict[str, tuple[int, str]]) -> Iterator[File]:
    """Tables first, in their order, each as CSV and as Parquet; then all else."""
    known = {f"{each.name}{ending}": each for each in TABLES for ending in (".csv", ".parquet")}
    for name, of in known.items():
        if name in sums:
            yield File(name, of.title, of.description, contents.edition.tables[of.name].num_rows, *sums[name])
    for name in sorted(sums.keys() - known.keys()):
        yield File(name, "", "", None, *sums[name])


def _json_ld(file: Path) -> str | None:
    """The description for search engines as one line in which no tag can end."""
    if not file.is_file():
        return None
    return json.dumps(json.loads(file.read_text("utf-8")), ensure_ascii=False).replace("<", "\\u003c")


def _markdown(file: Path) -> Any:
    """A text beside the tables, without its first heading; the page has its own."""
    return markdown.block(_ATX.sub("", file.read_text("utf-8"))) if file.is_file() else None


def _choices(contents: Contents) -> dict[str, list[str]]:
    """The values by which documents can be filtered, in the order in which the schema has them."""
    documents = contents.edition.tables["documents"]
    return {
        field: sorted({each for each in documents[field].to_pylist() if each})
        for field in ("source_id", "document_type", "priority_code", "classification_code")
    }


def _years(contents: Contents) -> tuple[str, str] | None:
    first, _, last = days(contents.edition).partition("/")
    return (first[:4], last[:4]) if last else None


def _issues(contents: Contents) -> int:
    number: int = pc.count_distinct(contents.edition.tables["issues"]["document_id"]).as_py()
    return number


def _kept_back(contents: Contents) -> list[tuple[str, str, str]]:
    """Files that gave no document, with the reason."""
    ledger = contents.edition.tables["ledger"].select(["raw_path", "outcome", "reason"])
    rows = ledger.filter(pc.field("outcome") != "published").to_pylist()
    return [(row["raw_path"], row["outcome"], row["reason"] or "") for row in rows]
