"""The release as search engines read it: schema.org/Dataset, as JSON-LD.

What search engines ask for is in https://developers.google.com/search/docs/appearance/structured-data/dataset. Address
and date of publication are added by who publishes a release: it does not know them.
"""

from collections.abc import Iterator
from typing import Any

from pipeline import about
from pipeline.describe import FileFacts, columns, meaning
from pipeline.renditions.edition import Edition
from pipeline.renditions.extent import days, languages
from pipeline.renditions.written import Files, media_type
from pipeline.schema import table

# The three datasets, whose fields are listed; those of the tables beside them are in the dictionary.
_DATASETS = ("documents", "actors", "routing_events")


def dataset_jsonld(edition: Edition, files: Files | None = None) -> dict[str, Any]:
    """Return the description of a release for search engines.

    Args:
        edition: The release.
        files: Its files, each of which becomes a download; none are listed where they are not given.

    Raises:
        UnexpressedCheckError: where a schema has a check that it cannot put into words.
    """
    sources = about.terms(edition.source_ids)
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": about.TITLE,
        "alternateName": about.NAME,
        "description": f"{about.DESCRIPTION} {about.RIGHTS}",
        "version": edition.version,
        "keywords": list(about.KEYWORDS),
        "license": about.FACTS.address,
        "usageInfo": [_terms_of(each) for each in sources],
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": about.CREATOR},
        "creditText": about.citation(edition.version),
        "isBasedOn": [{"@type": "CreativeWork", "name": each.title, "url": each.home} for each in sources],
        **dict(_extent(edition)),
        "variableMeasured": list(_variables()),
        "distribution": [_download(name, facts) for name, facts in (files or {}).items()],
    }


def _terms_of(source: about.Terms) -> dict[str, str]:
    return {
        "@type": "CreativeWork",
        "name": f"Rights in texts of {source.title}",
        "text": f"{source.rights} {source.passing_on}",
        "url": source.address,
    }


def _extent(edition: Edition) -> Iterator[tuple[str, Any]]:
    if spoken := languages(edition):
        yield "inLanguage", spoken
    if interval := days(edition):
        yield "temporalCoverage", interval


def _variables() -> Iterator[dict[str, str]]:
    for of in map(table, _DATASETS):
        for name, _ in columns(of):
            yield {"@type": "PropertyValue", "name": f"{of.name}.{name}", "description": meaning(of, name)}


def _download(name: str, facts: FileFacts) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": name,
        "contentUrl": name,
        "encodingFormat": media_type(name),
        "contentSize": f"{facts.size} B",
        "sha256": facts.sha256,
    }
