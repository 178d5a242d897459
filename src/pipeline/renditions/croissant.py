"""The tables as machine learning reads them: Croissant 1.1.

Records are read from the Parquet files, which keep types, lists and empty cells. From CSV, for which it takes no types,
mlcroissant 1.1 makes the number 117 of the words "0117", and nothing of the words "NA". The CSV files are in the
distribution, with their hashes.

Where a field points to another table is said in words. Stated as ``references``, mlcroissant joins the tables before it
reads them, and gives up on a table that points to itself or has nothing to point to.

The specification: https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html. It asks for ``url`` and
``datePublished``, which only who publishes a release can add.
"""

from collections.abc import Iterator
from typing import Any

import pandera.pandas as pa

from pipeline import about
from pipeline.describe import columns, is_list, meaning, type_of
from pipeline.renditions.edition import Edition
from pipeline.renditions.extent import languages
from pipeline.renditions.written import Files, media_type
from pipeline.schema import TABLES, Table
from pipeline.schema.terms import addresses

VERSION = "http://mlcommons.org/croissant/1.1"

_TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}
# The context of the specification, word for word: readers warn of any other.
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(edition: Edition, files: Files) -> dict[str, Any]:
    """Return the description of a release for machine learning.

    Args:
        edition: The release.
        files: Its files; those of tables are described.

    Raises:
        UnexpressedCheckError: where a schema has a check that it cannot put into words.
    """
    names = [f"{each.name}.{suffix}" for each in TABLES for suffix in ("csv", "parquet")]
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": about.NAME,
        "alternateName": about.TITLE,
        "description": f"{about.DESCRIPTION} {about.RIGHTS}",
        "version": edition.version,
        "license": about.FACTS.address,
        "usageInfo": _usage(edition),
        "creator": {"@type": "sc:Organization", "name": about.CREATOR},
        "keywords": list(about.KEYWORDS),
        **({"inLanguage": spoken} if (spoken := languages(edition)) else {}),
        "citeAs": about.citation(edition.version),
        "isLiveDataset": False,
        "distribution": [_file(name, files) for name in names],
        "recordSet": [_record_set(each) for each in TABLES],
    }


def _usage(edition: Edition) -> list[dict[str, str]]:
    return [
        {
            "@type": "sc:CreativeWork",
            "name": f"Rights in texts of {each.title}",
            "text": f"{each.rights} {each.passing_on}",
            "url": each.address,
        }
        for each in about.terms(edition.source_ids)
    ]


def _file(name: str, files: Files) -> dict[str, str]:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "contentSize": f"{files[name].size} B",
        "encodingFormat": _format(name),
        "sha256": files[name].sha256,
    }


def _format(name: str) -> str:
    # the specification knows Parquet by the name that it had before it was registered
    return "application/x-parquet" if name.endswith(".parquet") else media_type(name)


def _record_set(of: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": of.name,
        "name": of.name,
        "description": of.description,
        "key": [{"@id": f"{of.name}/{field}"} for field in of.primary_key],
        "field": [_field(of, name, column) for name, column in columns(of)],
    }


def _field(of: Table, name: str, column: pa.Column) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{of.name}/{name}",
        "name": name,
        "description": meaning(of, name),
        "dataType": _TYPES[type_of(column)],
        **dict(_shape(column)),
        **({"equivalentProperty": same} if (same := addresses(of.terms(name))) else {}),
        "source": {"fileObject": {"@id": f"{of.name}.parquet"}, "extract": {"column": name}},
    }


def _shape(column: pa.Column) -> Iterator[tuple[str, Any]]:
    if is_list(column):
        yield "isArray", True
        yield "arrayShape", "-1"
