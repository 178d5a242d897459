"""The tables: the contract that outsiders depend on, and one declaration for all that is made of it."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pipeline import collection, corpus
from pipeline.arrow import arrow_schema
from pipeline.issues import CODES
from pipeline.records.checks import CHECKS
from pipeline.schema import TABLES, table
from pipeline.shard import read_shard
from pipeline.tables import validated_on_disk
from tests import conftest
from tests.conftest import REPOSITORY, read_folder

# The published names. One that stands here is not renamed or dropped without a major version of the data.
CONTRACT = {
    "documents": "document_id source_id source_url canonical_url title document_type form_id date_text date_edtf "
    "date_earliest date_latest date_basis subject summary original_language text_language text_type "
    "classification_text classification_code priority_text priority_code handling repository_code reference_code "
    "translators contributors credits copies_total copies_listed copies_check rights raw_path raw_sha256 text_length",
    "actors": "actor_id actor_type preferred_name role_text country_code parent_actor_id same_as document_count "
    "event_count earliest_date latest_date",
    "routing_events": "event_id document_id sequence event_type from_actor_id from_name to_actor_id to_name "
    "agent_actor_id agent_name recipient_group action_code copies copies_basis copy_number is_redacted at_text "
    "at_edtf at_local at_basis time_zone place_name",
    "actor_names": "actor_id document_id name name_type role_text",
    "mentions": "mention_id document_id actor_id name role_text zone start end",
    "identifiers": "document_id identifier role series number year",
    "holdings": "document_id repository_code reference_code file_code pages locator_text",
    "document_references": "reference_id document_id text kind direction identifier date_edtf target_document_id "
    "status ghost_id",
    "quantities": "document_id text value bound unit_text what_text period_edtf",
    "evidence": "table row_id field document_id start end rule_id text",
    "issues": "document_id code severity message start end",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_every_field_of_the_contract_is_published(name):
    assert set(CONTRACT[name].split()) <= set(table(name).fields)


@pytest.mark.parametrize("each", TABLES, ids=lambda each: each.name)
def test_every_field_is_described(each):
    for name, column in each.schema.columns.items():
        assert column.description.strip().endswith((".", ")")), name
        assert each.origin(name) in {"text", "chancery", "source"}
    assert set(each.primary_key) <= set(each.fields)
    for field, (target, key) in each.foreign_keys.items():
        assert field in each.fields
        assert table(target).primary_key == (key,)


def test_arrow_types_are_projected():
    documents = arrow_schema(table("documents"))
    assert str(documents.field("translators").type) == "list<item: string>"
    assert str(documents.field("copies_total").type) == "int64"
    assert str(documents.field("title").type) == "string"
    assert str(arrow_schema(table("routing_events")).field("is_redacted").type) == "bool"


def test_every_code_of_an_issue_is_used_and_every_used_one_is_known():
    source = "".join(file.read_text("utf-8") for file in (REPOSITORY / "src").rglob("*.py") if file.stem != "issues")
    for code in CODES:
        assert f'"{code}"' in source, f"no place makes an issue {code}"


def test_every_check_has_a_row_and_a_sentence():
    checks = read_folder(REPOSITORY / "raw")["checks"]
    assert list(checks["check"]) == sorted(CHECKS)
    assert all(sentence.endswith(".") for sentence in CHECKS.values())


BROKEN = [
    ("documents", "date_edtf", "12 May 1961"),
    ("documents", "document_id", "no colon"),
    ("documents", "source_url", "javascript:alert(1)"),
    ("documents", "priority_code", "very urgent"),
    ("routing_events", "at_local", "1961-05-12T99:20"),
    ("routing_events", "copies", -1),
    ("routing_events", "event_type", "burnt"),
    ("actors", "country_code", "China"),
    ("evidence", "basis", "guessed"),
    ("mentions", "zone", "margin"),
]


@pytest.mark.parametrize(("name", "field", "value"), BROKEN)
def test_a_value_that_breaks_a_rule_goes_to_quarantine_with_what_hangs_on_it(monkeypatch, name, field, value):
    frames = broken(monkeypatch, name, field, value)
    row = frames["quarantine"].query("table == @name").iloc[0]
    assert (row["field"], row["value"]) == (field, str(value))
    assert row["reason"]
    assert "invalid-row" in set(frames["issues"]["code"])
    outcome = frames["ledger"].set_index("raw_path").loc["raw/wilson_center/188161.md", "outcome"]
    assert outcome == ("quarantined" if name == "documents" else "published")
    assert len(frames["documents"]) == (0 if name == "documents" else 1)
    if name == "documents":
        assert frames["routing_events"].empty, "what hangs on a document is kept back with it"
        assert "broken-reference" in set(frames["issues"]["code"])
        assert frames["evidence"].empty


def test_an_event_that_points_to_no_actor_is_kept_back(monkeypatch):
    frames = broken(monkeypatch, "routing_events", "to_actor_id", "nobody")
    assert frames["quarantine"]["reason"].tolist() == ["no such row in actors"]
    assert len(frames["routing_events"]) == 17


def test_a_key_that_stands_twice_is_kept_once(monkeypatch):
    frames = broken(monkeypatch, "routing_events", "event_id", "wilson_center:188161/e02")
    assert frames["quarantine"]["reason"].tolist() == ["another row has the same key"]


def test_evidence_on_disk_that_stands_twice_is_kept_once(tmp_path):
    shard = read_shard(corpus.scan(REPOSITORY / "raw"))
    rows = shard["evidence"]
    one = rows.filter(pc.equal(rows["field"], "priority_text")).slice(0, 1)
    doubled = {**shard, "evidence": pa.concat_tables([rows, one])}
    frames, passing = collection.collect_on_disk(lambda _: [doubled], tmp_path)
    tables = validated_on_disk(frames, passing, tmp_path)
    assert tables["quarantine"]["reason"].to_pylist() == ["another row has the same key"]
    fields = pc.filter(tables["evidence"]["field"], pc.equal(tables["evidence"]["table"], "documents")).to_pylist()
    assert fields.count("priority_text") == 1


def test_quarantine_says_where_the_value_was_read(monkeypatch, cable):
    quarantine = broken(monkeypatch, "documents", "priority_code", "very urgent")["quarantine"]
    row = quarantine.query("table == 'documents'").iloc[0]
    assert cable[row["start"] : row["end"]] == "Urgent"


def broken(monkeypatch, name, field, value):
    """The validated tables of the real document with one cell of the first row of a table overwritten."""

    def collect(shards):
        frames = collection.collect(shards)
        frames[name].loc[frames[name].index[0], field] = value
        return frames

    monkeypatch.setattr(conftest, "collect", collect)
    frames = conftest.read_folder(REPOSITORY / "raw")
    assert all(isinstance(frame, pd.DataFrame) for frame in frames.values())
    return frames
