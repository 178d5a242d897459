"""The release as a repository takes it in deposit: DataCite Metadata 4.5, as JSON.

The schema: https://schema.datacite.org/meta/kernel-4.5/. It demands a publisher and a year, which belong to the
deposit: `deposited` adds them.
"""

from collections.abc import Iterator
from typing import Any

from pipeline import about
from pipeline.renditions.edition import Edition
from pipeline.renditions.extent import days, languages
from pipeline.renditions.written import Files, media_type


def datacite(edition: Edition, files: Files) -> dict[str, Any]:
    """Return the description of a release for a deposit, but for what the deposit gives it.

    Args:
        edition: The release.
        files: Its files.
    """
    sources = about.terms(edition.source_ids)
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Tables"},
        "creators": [{"name": about.CREATOR, "nameType": "Organizational"}],
        "titles": [{"title": about.TITLE}],
        "version": edition.version,
        "subjects": [{"subject": each} for each in about.KEYWORDS],
        **dict(_extent(edition)),
        "descriptions": [
            {"description": about.DESCRIPTION, "descriptionType": "Abstract"},
            {"description": about.RIGHTS, "descriptionType": "Other"},
        ],
        "rightsList": [_facts(), *map(_terms_of, sources)],
        "relatedIdentifiers": [
            {"relatedIdentifier": home, "relatedIdentifierType": "URL", "relationType": "IsDerivedFrom"}
            for home in dict.fromkeys(each.home for each in sources)
        ],
        "formats": sorted({media_type(name) for name in files}),
        "sizes": [f"{len(files)} files", f"{sum(each.size for each in files.values())} B"],
    }


def deposited(description: dict[str, Any], *, publisher: str, year: int, doi: str | None = None) -> dict[str, Any]:
    """Return a description with what a deposit gives it.

    Args:
        description: What `datacite` gives.
        publisher: Name of the repository.
        year: Year in which it makes the release public.
        doi: The identifier that it gives, where it is known already.
    """
    given = {"publisher": {"name": publisher}, "publicationYear": str(year)} | ({"doi": doi} if doi else {})
    return description | given


def _facts() -> dict[str, str]:
    return {
        "rights": f"{about.FACTS.title}: facts, ids, codes and checks",
        "rightsUri": about.FACTS.address,
        "rightsIdentifier": about.FACTS.spdx,
        "rightsIdentifierScheme": "SPDX",
        "schemeUri": "https://spdx.org/licenses/",
    }


def _terms_of(source: about.Terms) -> dict[str, str]:
    return {"rights": f"Words of {source.title}: {source.rights} {source.passing_on}", "rightsUri": source.address}


def _extent(edition: Edition) -> Iterator[tuple[str, Any]]:
    # a kernel has one language: that of all documents, or none
    if len(spoken := languages(edition)) == 1:
        yield "language", spoken[0]
    if interval := days(edition):
        yield "dates", [{"date": interval, "dateType": "Other", "dateInformation": "Days of the documents"}]
