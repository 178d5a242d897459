"""The release as people meet it first: `README.md`, which is also the dataset card of the Hugging Face Hub.

The fields of its head: https://github.com/huggingface/hub-docs/blob/main/datasetcard.md.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from pipeline import about
from pipeline.renditions.edition import Edition
from pipeline.renditions.extent import days, languages
from pipeline.renditions.written import Files
from pipeline.schema import OUTCOMES, TABLES

# The Hub's steps of size: a number is below the first, or from one to the next.
_STEPS = tuple((10**power, f"{10 ** (power % 3)}{'KMBT'[power // 3 - 1]}") for power in range(3, 13))
_FIRST = "documents"


def card(edition: Edition, files: Files) -> str:
    """Return the card of a release: a head in YAML for the Hub, a body in Markdown for people.

    Args:
        edition: The release.
        files: Its files; a way to load one is shown only where it is there.
    """
    head = yaml.safe_dump(_head(edition), sort_keys=False, allow_unicode=True, width=120)
    return f"---\n{head}---\n\n" + "\n".join(_body(edition, files)) + "\n"


def _head(edition: Edition) -> dict[str, Any]:
    return {
        "pretty_name": about.TITLE,
        # the list of the Hub has no name for facts that are free with quotations that are not
        "license": "other",
        "license_name": "facts-cc0-1.0-quotations-of-their-publishers",
        "license_link": "LICENSE.md",
        **({"language": spoken} if (spoken := _primary(languages(edition))) else {}),
        "size_categories": [size_category(edition.tables[_FIRST].num_rows)],
        "tags": [each.replace(" ", "-") for each in about.KEYWORDS],
        "configs": list(_configs(edition)),
    }


def _primary(spoken: list[str]) -> list[str]:
    """The languages without script and region: the Hub takes ISO 639 alone."""
    return list(dict.fromkeys(each.partition("-")[0] for each in spoken))


def size_category(rows: int) -> str:
    """Return the Hub's name for a number of rows; the rows of `documents` are counted.

    >>> size_category(2196)
    '1K<n<10K'
    >>> size_category(999), size_category(10**6), size_category(10**12)
    ('n<1K', '1M<n<10M', 'n>1T')
    """
    lower = ""
    for limit, name in _STEPS:
        if rows < limit:
            return f"{lower}<n<{name}" if lower else f"n<{name}"
        lower = name
    return f"n>{lower}"


def _configs(edition: Edition) -> Iterator[dict[str, Any]]:
    """A table each, but for those without rows, which the Hub's loader refuses."""
    for each in TABLES:
        if edition.tables[each.name].num_rows:
            config: dict[str, Any] = {"config_name": each.name}
            if each.name == _FIRST:
                config["default"] = True
            yield config | {"data_files": [{"split": "train", "path": f"{each.name}.parquet"}]}


def _body(edition: Edition, files: Files) -> Iterator[str]:
    yield f"# {about.TITLE}\n"
    yield f"{about.DESCRIPTION} This is version {edition.version}.\n"
    if interval := days(edition):
        yield f"Documents are dated from {interval.replace('/', ' to ')}.\n"
    yield "Each table is here as CSV and as Parquet. An empty cell means that the document does not state it.\n"
    yield "| table | rows | one row per |\n|---|---:|---|"
    for each in TABLES:
        first = each.description.removeprefix("One row per ").partition(". ")[0].removesuffix(".")
        yield f"| `{each.name}` | {edition.tables[each.name].num_rows:,} | {first} |"
    yield "\n`DICTIONARY.md` describes every field, `SHA256SUMS` has the hash of every file.\n"
    yield "## Load a table\n"
    yield "In the folder of this release:\n"
    yield "| with | type |\n|---|---|"
    yield from (f"| {tool} | {line} |" for tool, line in _ways(files).items())
    yield "\n## What was read\n"
    yield from _ledger(edition)
    yield "\n## Rights\n"
    yield f"{about.RIGHTS}\n"
    yield from (f"- {each.title}: {each.rights} {each.passing_on}" for each in about.terms(edition.source_ids))
    yield "\n## Cite\n"
    yield f"> {about.citation(edition.version)}\n"
    yield (
        "Add where you took it from and when, and the publishers of the documents you use. `CITATION.cff` says the same"
        " for programs."
    )


def _ways(files: Files) -> Mapping[str, str]:
    sheets = [name for name in files if name.endswith(".xlsx")]
    excel = (
        f"open `{sheets[0]}`" if sheets else "*Data*, *From Text/CSV*, `documents.csv`, origin *65001: Unicode (UTF-8)*"
    )
    return {
        "pandas": '`pandas.read_parquet("documents.parquet")`',
        "R": '`arrow::read_parquet("documents.parquet")`',
        "DuckDB": "`SELECT * FROM 'documents.parquet'`",
        "Excel": excel,
        "OpenRefine": "*Create project*, *This computer*, `documents.csv`",
        "Hugging Face": '`datasets.load_dataset(".", "documents")`',
    }


def _ledger(edition: Edition) -> Iterator[str]:
    counts = edition.tables["ledger"]["outcome"].value_counts().to_pylist()
    by_outcome = {each["values"]: each["counts"] for each in counts}
    stated = " + ".join(f"{by_outcome.get(outcome, 0):,} {outcome}" for outcome in OUTCOMES)
    yield f"{edition.tables['ledger'].num_rows:,} ingested = {stated}. `ledger` has the reason for each.\n"
    yield f"What a person should look at is in `issues` ({edition.tables['issues'].num_rows:,} rows)."
