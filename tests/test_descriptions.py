"""The descriptions of a release: each passes its own validator, offline, and each alarm rings on a damaged one."""

import copy
import csv
import json
import shutil
import socket
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import datacite.schema45
import frictionless
import jsonschema
import mlcroissant
import pandas as pd
import pandera.pandas as pa
import pyarrow.parquet
import pytest
import rdflib
import yaml

from pipeline import about, describe
from pipeline.publish import publish
from pipeline.renditions.citation import citation
from pipeline.renditions.croissant import croissant
from pipeline.renditions.datacite import datacite as deposit
from pipeline.renditions.datacite import deposited
from pipeline.renditions.dataset_jsonld import dataset_jsonld
from pipeline.renditions.descriptions import descriptions
from pipeline.renditions.edition import Edition
from pipeline.renditions.kaggle import dataset_metadata
from pipeline.renditions.written import written
from pipeline.schema import TABLES, table
from pipeline.schema.terms import STANDARDS, TERMS
from pipeline.sources import sources
from tests import platforms
from tests.conftest import REAL

PACKAGE, CROISSANT, SEARCH = "datapackage.json", "croissant.json", "dataset.jsonld"
CITATION, CARD, KAGGLE, DEPOSIT = "CITATION.cff", "README.md", "dataset-metadata.json", "datacite.json"


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Path:
    """A release of two documents; one has words that a reader of CSV without types would spoil."""
    place = tmp_path_factory.mktemp("descriptions")
    folder = place / "raw" / "wilson_center"
    folder.mkdir(parents=True)
    text = REAL.read_text("utf-8")
    (folder / "1.md").write_text(text, "utf-8")
    spoilt = text.replace("188161", "2").replace("Chen-593", "0117").replace("David Cowhig", "Ann Lee and Wu Bo")
    (folder / "2.md").write_text(spoilt, "utf-8")
    return publish(place / "raw", place / "outputs").release.path


@pytest.fixture(scope="module")
def edition(release) -> Edition:
    """The release as its renditions see it."""
    tables = {each.name: pyarrow.parquet.read_table(release / f"{each.name}.parquet") for each in TABLES}
    return Edition("1.0.0", tables, ("wilson_center",), {}, None)


@pytest.fixture(scope="module")
def dataset(release) -> mlcroissant.Dataset:
    """The release as mlcroissant reads it."""
    return mlcroissant.Dataset(jsonld=release / CROISSANT)


@pytest.fixture(autouse=True)
def _offline(monkeypatch):
    """No validator may ask the network for a schema."""

    def refuse(*_):
        raise AssertionError("a validator went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def read(release: Path, name: str) -> Any:
    """What a description says."""
    text = (release / name).read_text("utf-8")
    if name == CARD:
        return yaml.safe_load(text.split("---\n")[1])
    return yaml.safe_load(text) if name == CITATION else json.loads(text)


def by_schema(schema: dict[str, Any]) -> Callable[[Any, Path], list[str]]:
    """A validator by a JSON Schema."""
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    return lambda stated, _: [each.message for each in validator.iter_errors(stated)]


def official(package: str, path: str) -> dict[str, Any]:
    """A schema that a package brings."""
    schema: dict[str, Any] = json.loads((resources.files(package) / path).read_text("utf-8"))
    return schema


def for_croissant(stated: Any, _: Path) -> list[str]:
    """What mlcroissant refuses, and what it misses but the date, which who publishes adds."""
    try:
        issues = mlcroissant.Dataset(jsonld=stated).metadata.ctx.issues
    except (mlcroissant.ValidationError, ValueError) as why:
        return [str(why)]
    return [str(each) for each in issues.warnings if "datePublished" not in str(each)]


def for_search(stated: Any, release: Path) -> list[str]:
    """What is no word of schema.org, and what a search engine misses."""
    terms, kind = rdflib.SDO, rdflib.RDF.type
    # the context as the vocabulary that it stands for: the address itself would be fetched
    local = stated | {"@context": {"@vocab": str(terms)}}
    graph = rdflib.Graph().parse(data=json.dumps(local), format="json-ld")
    words = set(graph.predicates()) | set(graph.objects(None, kind))
    unknown = [f"{word} is no term of schema.org" for word in words if word != kind and word not in terms]
    return unknown + by_schema(platforms.DATASET)(stated, release)


def for_kaggle(stated: Any, release: Path) -> list[str]:
    """What the client of Kaggle refuses."""
    paths = [each["path"] for each in stated.get("resources", []) if "path" in each]
    missing = [f"{path} does not exist" for path in paths if not (release / path).is_file()]
    return missing + by_schema(platforms.KAGGLE)(stated, release)


def for_card(stated: Any, release: Path) -> list[str]:
    """What the Hub refuses, and files that it would not find."""
    paths = [each["path"] for config in stated.get("configs", []) for each in config.get("data_files", [])]
    missing = [f"{path} does not exist" for path in paths if not (release / path).is_file()]
    return missing + by_schema(platforms.CARD)(stated, release)


def for_deposit(stated: Any, _: Path) -> list[str]:
    """What DataCite refuses of a deposit."""
    whole = deposited(stated, publisher="A repository", year=2026, doi="10.1234/abc")
    return [each.message for each in datacite.schema45.validator.iter_errors(whole)]


VALIDATORS = {
    PACKAGE: by_schema(official("dplib", "profiles/2.0/datapackage.json")),
    CROISSANT: for_croissant,
    SEARCH: for_search,
    CITATION: by_schema(official("check_jsonschema", "builtin_schemas/vendor/citation-file-format.json")),
    CARD: for_card,
    KAGGLE: for_kaggle,
    DEPOSIT: for_deposit,
}


@pytest.mark.parametrize("name", VALIDATORS)
def test_each_passes_its_validator(release, name):
    assert VALIDATORS[name](read(release, name), release) == []


Place = tuple[str | int, ...]


class _Dropped:
    """Stands for a value that is taken out."""

    def __repr__(self) -> str:
        return "dropped"


DROPPED = _Dropped()

DAMAGE: list[tuple[str, Place, Any]] = [
    (PACKAGE, ("resources", 0, "name"), DROPPED),
    (PACKAGE, ("resources", 0, "path"), "../documents.csv"),
    (PACKAGE, ("resources", 0, "schema", "fields", 0, "type"), "text"),
    (PACKAGE, ("licenses", 0), {}),
    (CROISSANT, ("conformsTo",), DROPPED),
    (CROISSANT, ("license",), DROPPED),
    (CROISSANT, ("version",), "one"),
    (CROISSANT, ("distribution", 0, "sha256"), DROPPED),
    (CROISSANT, ("distribution", 1, "contentUrl"), DROPPED),
    (CROISSANT, ("distribution", 1, "encodingFormat"), DROPPED),
    (CROISSANT, ("recordSet", 0, "field", 0, "source", "fileObject", "@id"), "no.parquet"),
    (CROISSANT, ("recordSet", 0, "field", 0, "dataType"), DROPPED),
    (SEARCH, ("license",), DROPPED),
    (SEARCH, ("licence",), "https://creativecommons.org/publicdomain/zero/1.0/"),
    (SEARCH, ("description",), "Tables."),
    (SEARCH, ("distribution", 0, "@type"), "Download"),
    (SEARCH, ("distribution", 0, "contentUrl"), DROPPED),
    (SEARCH, ("distribution", 0, "sha256"), "0" * 63),
    (CITATION, ("authors",), DROPPED),
    (CITATION, ("cff-version",), 1.2),
    (CITATION, ("license",), "CC-0"),
    (CITATION, ("released",), "yesterday"),
    (CARD, ("license_link",), DROPPED),
    (CARD, ("language",), ["English"]),
    (CARD, ("size_categories",), ["small"]),
    (CARD, ("configs", 0, "data_files", 0, "path"), "no.parquet"),
    (KAGGLE, ("title",), "Cable"),
    (KAGGLE, ("title",), "x" * 51),
    (KAGGLE, ("subtitle",), "x" * 81),
    (KAGGLE, ("licenses",), [{"name": "CC0-1.0"}, {"name": "other"}]),
    (KAGGLE, ("id",), "chancery"),
    (KAGGLE, ("resources", 0, "path"), "no.csv"),
    (KAGGLE, ("resources", 0, "schema", "fields", 0, "type"), DROPPED),
    (DEPOSIT, ("titles",), DROPPED),
    (DEPOSIT, ("creators", 0, "name"), DROPPED),
    (DEPOSIT, ("relatedIdentifiers", 0, "relationType"), "ComesFrom"),
    (DEPOSIT, ("version",), 1.0),
    (DEPOSIT, ("types", "resourceTypeGeneral"), "Tables"),
]


@pytest.mark.parametrize(("name", "place", "value"), DAMAGE, ids=lambda each: str(each)[:40])
def test_each_alarm_rings(release, name, place, value):
    stated = copy.deepcopy(read(release, name))
    *way, last = place
    part = stated
    for step in way:
        part = part[step]
    if value is DROPPED:
        del part[last]
    else:
        part[last] = value
    assert VALIDATORS[name](stated, release), f"nobody noticed {place}"


def test_a_file_that_is_not_what_was_written_is_noticed(release, tmp_path):
    damaged = tmp_path / "copy"
    shutil.copytree(release, damaged)
    text = (damaged / "holdings.csv").read_text("utf-8")
    (damaged / "holdings.csv").write_text(text.replace("118-01026-03", "118-01026-04"), "utf-8")
    found = frictionless.validate(str(damaged / PACKAGE)).flatten(["type"])
    assert ["hash-count"] in found


def test_a_deposit_adds_publisher_and_year_and_nothing_else_is_missing(release):
    missing = {each.message for each in datacite.schema45.validator.iter_errors(read(release, DEPOSIT))}
    assert missing == {"'publisher' is a required property", "'publicationYear' is a required property"}


def test_hashes_and_sizes_are_those_of_the_files(release):
    sums = dict(reversed(line.split("  ")) for line in (release / "SHA256SUMS").read_text("utf-8").splitlines())
    for name in (CROISSANT, SEARCH):
        listed = {each["name"]: each for each in read(release, name)["distribution"]}
        assert {each.name + end for each in TABLES for end in (".csv", ".parquet")} <= listed.keys()
        for file, each in listed.items():
            assert each["sha256"] == sums[file]
            assert each["contentSize"] == f"{(release / file).stat().st_size} B"


def as_csv(value: Any) -> str:
    """A value that mlcroissant gives, as it stands in CSV."""
    if value is None:
        return ""
    if isinstance(value, list):
        return describe.LIST_DELIMITER.join(map(as_csv, value))
    if isinstance(value, bytes):
        return value.decode()
    return str(value).lower() if isinstance(value, bool) else format(value, "g")


@pytest.mark.parametrize("name", [each.name for each in TABLES])
def test_croissant_gives_the_records_of_the_csv_files(release, dataset, name):
    with (release / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read_back = [
        {key.rpartition("/")[2]: as_csv(value) for key, value in record.items()} for record in dataset.records(name)
    ]
    assert read_back == rows


def test_croissant_keeps_noughts_and_lists(dataset):
    numbers = [each["identifiers/identifier"] for each in dataset.records("identifiers")]
    assert b"0117" in numbers
    translators = [each["documents/translators"] for each in dataset.records("documents")]
    assert [b"Ann Lee", b"Wu Bo"] in translators


HOSTILE = (
    '=HYPERLINK("https://example.org")',
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "NA",
    "007",
    "1e5",
    "a\r\nb",
    '"',
    "; ",
    "../../etc",
    "\u202eright to left",
    "x" * 10_000,
)


def test_hostile_values_come_back_as_they_are_and_reach_no_description(release, edition, tmp_path):
    name, kept = "identifiers", {"identifier_id", "document_id", "year"}
    blank = edition.tables[name].slice(0, 1).to_pylist()[0]
    rows = [{field: (blank[field] if field in kept else value) for field in blank} for value in HOSTILE]
    hostile = pyarrow.Table.from_pylist(rows, schema=edition.tables[name].schema)
    damaged = tmp_path / "copy"
    shutil.copytree(release, damaged)
    pyarrow.parquet.write_table(hostile, damaged / f"{name}.parquet")
    descriptions(replace(edition, tables={**edition.tables, name: hostile}), damaged)
    records = list(mlcroissant.Dataset(jsonld=damaged / CROISSANT).records(name))
    assert [each[f"{name}/identifier"].decode() for each in records] == list(HOSTILE)
    for file, validate in VALIDATORS.items():
        assert validate(read(damaged, file), damaged) == []
        assert not any(value in (damaged / file).read_text("utf-8") for value in (HOSTILE[0], HOSTILE[1], HOSTILE[-1]))


def test_a_record_set_that_names_a_column_that_is_not_there_is_noticed(release, tmp_path):
    damaged = tmp_path / "copy"
    shutil.copytree(release, damaged)
    stated = read(release, CROISSANT)
    stated["recordSet"][0]["field"][0]["source"]["extract"]["column"] = "nothing"
    (damaged / CROISSANT).write_text(json.dumps(stated), "utf-8")
    with pytest.raises(mlcroissant.GenerationError):
        list(mlcroissant.Dataset(jsonld=damaged / CROISSANT).records("documents"))


def everything(edition: Edition, release: Path) -> dict[str, Callable[[], Any]]:
    """Every description that speaks of fields."""
    files = written(release)
    return {
        PACKAGE: lambda: describe.datapackage("1.0.0", files, edition.source_ids),
        "DICTIONARY.md": lambda: describe.dictionary(edition.source_ids),
        CROISSANT: lambda: croissant(edition, files),
        SEARCH: lambda: dataset_jsonld(edition, files),
        KAGGLE: lambda: dataset_metadata(edition),
    }


ODD = {
    "check": pa.Column(str, pa.Check(lambda values: values.str.islower(), name="lower"), name="title"),
    "unique": pa.Column(str, unique=True, name="title"),
    "type": pa.Column("datetime64[us]", name="title"),
}
SPEAKS_OF_FIELDS = (PACKAGE, "DICTIONARY.md", CROISSANT, SEARCH, KAGGLE)
# schema.org says nothing of the types of variables
CANNOT_SAY = [(name, odd) for name in SPEAKS_OF_FIELDS for odd in ODD if (name, odd) != (SEARCH, "type")]


@pytest.mark.parametrize(("name", "odd"), CANNOT_SAY)
def test_a_check_that_cannot_be_said_is_refused_by_all(release, edition, monkeypatch, name, odd):
    describing = everything(edition, release)[name]
    describing()
    column = copy.deepcopy(ODD[odd])
    column.metadata, column.description = {"origin": "text"}, "The title."
    monkeypatch.setitem(table("documents").schema.columns, "title", column)
    with pytest.raises(describe.UnexpressedCheckError):
        describing()


def test_a_check_of_a_whole_table_is_refused(release, edition, monkeypatch):
    monkeypatch.setattr(table("documents").schema, "checks", [pa.Check(lambda frame: frame["title"].notna())])
    for describing in everything(edition, release).values():
        with pytest.raises(describe.UnexpressedCheckError):
            describing()


def test_each_states_the_rights_in_the_texts_of_each_source(edition, release):
    edition = replace(edition, source_ids=tuple(sorted(sources())))
    files = written(release)
    terms = about.terms(edition.source_ids)
    assert {each.text_redistribution for each in terms} == {True, False}
    stated = [
        json.dumps(each)
        for each in (
            croissant(edition, files),
            dataset_jsonld(edition),
            deposit(edition, files),
            dataset_metadata(edition),
        )
    ]
    for text in stated:
        for each in terms:
            assert json.dumps(f"{each.rights} {each.passing_on}")[1:-1] in text
        assert json.dumps(about.QUOTED)[1:-1] in text
    package = describe.datapackage("1.0.0", files, edition.source_ids)
    assert [each["textRedistribution"] for each in package["sources"]] == [each.text_redistribution for each in terms]
    assert about.QUOTED in package["description"]
    assert about.QUOTED in citation(edition)["abstract"]


def test_the_terms_of_a_licence_with_an_identifier_have_an_address(monkeypatch):
    wilson = sources()["wilson_center"]
    monkeypatch.setitem(wilson.__dict__, "licence", "CC-BY-4.0")
    (terms,) = about.terms(["wilson_center"])
    assert (terms.licence, terms.address) == ("CC-BY-4.0", "https://spdx.org/licenses/CC-BY-4.0.html")


def test_nothing_says_when_it_was_made(release):
    """The clock would make two releases of one input differ; who publishes adds the date."""
    for name in (CROISSANT, SEARCH, CITATION, KAGGLE, DEPOSIT):
        text = (release / name).read_text("utf-8")
        assert not any(word in text for word in ("datePublished", "date-released", "publicationYear", "dateCreated"))


def test_what_the_card_says_to_type_loads_a_table(release, monkeypatch):
    (line,) = (line for line in (release / CARD).read_text("utf-8").splitlines() if line.startswith("| pandas |"))
    monkeypatch.chdir(release)
    frame = eval(line.split("`")[1], {"pandas": pd})
    assert len(frame) == 2


def test_the_card_closes_the_ledger(release):
    text = (release / CARD).read_text("utf-8")
    assert "2 ingested = 2 published + 0 quarantined + 0 excluded." in text
    assert "from 1961-05-12 to 1961-05-12" in text


def test_the_dictionary_shows_the_terms_of_standards(release):
    text = (release / "DICTIONARY.md").read_text("utf-8")
    assert "| `reference_code` | string | the document | isadg:3.1.1 Reference code(s); rico:identifier |" in text
    for prefix in STANDARDS:
        assert f"- `{prefix}`:" in text


def test_every_term_is_of_a_field_and_of_a_standard():
    for name, fields in TERMS.items():
        assert fields.keys() <= set(table(name).fields)
        for term in (term for terms in fields.values() for term in terms):
            assert term.partition(":")[0] in STANDARDS
