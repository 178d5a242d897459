"""The release as Kaggle takes it: `dataset-metadata.json`.

The format: https://github.com/Kaggle/kaggle-cli/blob/main/docs/datasets_metadata.md. It has room for one licence, so
the terms are in the description; what a field can hold is said in words.
"""

from collections.abc import Iterator
from typing import Any

from pipeline import about
from pipeline.describe import columns, meaning, type_of
from pipeline.renditions.edition import Edition
from pipeline.schema import TABLES, Table

# Who uploads puts a name of their own in the place of the first half.
ID = "INSERT_OWNER_HERE/chancery"
TITLE = "Chancery: routing of diplomatic documents"
SUBTITLE = "Who sent what to whom, read from declassified documents"


def dataset_metadata(edition: Edition) -> dict[str, Any]:
    """Return the description of a release for Kaggle.

    Raises:
        UnexpressedCheckError: where a schema has a check that it cannot put into words.
    """
    return {
        "title": TITLE,
        "subtitle": SUBTITLE,
        "id": ID,
        "description": "\n\n".join(_paragraphs(edition)),
        # Kaggle's name for terms that its list of licences does not have
        "licenses": [{"name": "other"}],
        "keywords": list(about.KEYWORDS),
        "userSpecifiedSources": "\n".join(f"- [{each.title}]({each.home})" for each in about.terms(edition.source_ids)),
        "resources": [_resource(each) for each in TABLES],
    }


def _paragraphs(edition: Edition) -> Iterator[str]:
    yield about.DESCRIPTION
    yield about.RIGHTS
    for each in about.terms(edition.source_ids):
        yield f"{each.title}: {each.rights} {each.passing_on} <{each.address}>"
    yield f"To cite: {about.citation(edition.version)}"


def _resource(of: Table) -> dict[str, Any]:
    fields = [{"name": name, "description": meaning(of, name), "type": type_of(column)} for name, column in columns(of)]
    return {"path": f"{of.name}.csv", "description": of.description, "schema": {"fields": fields}}
