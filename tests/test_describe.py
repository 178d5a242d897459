"""The descriptor passes frictionless, and its alarm rings on a damaged release."""

import csv
import json
import shutil

import frictionless
import pandera.pandas as pa
import pytest

from pipeline import describe
from pipeline.publish import publish
from pipeline.schema import TABLES
from tests.conftest import REAL, REPOSITORY


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    place = tmp_path_factory.mktemp("described")
    (place / "raw" / "wilson_center").mkdir(parents=True)
    text = REAL.read_text("utf-8")
    (place / "raw" / "wilson_center" / "1.md").write_text(text, "utf-8")
    two = text.replace("188161", "2").replace("David Cowhig", "Ann Lee and Wu Bo")
    (place / "raw" / "wilson_center" / "2.md").write_text(two, "utf-8")
    return publish(place / "raw", place / "outputs").release.path


def test_frictionless_finds_the_data_as_described(release):
    report = frictionless.validate(str(release / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])[:5]


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        ("documents.csv", '"urgent"', '"very urgent"', "constraint-error"),
        ("routing_events.csv", '"wilson_center:188161/e01"', '"wilson_center:188161/e02"', "primary-key"),
        ("actors.csv", '"corporate_body"', "", "constraint-error"),
        ("routing_events.csv", '"chinese-embassy-in-north-korea"', '"nobody"', "foreign-key"),
    ],
)
def test_frictionless_finds_damage(release, tmp_path, file, old, new, error):
    copy = tmp_path / "copy"
    shutil.copytree(release, copy)
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    found = {each[0] for each in frictionless.validate(str(copy / "datapackage.json")).flatten(["type"])}
    assert error in found, found


def test_the_dictionary_names_every_field_and_code():
    text = describe.dictionary(["wilson_center"])
    for each in TABLES:
        assert f"## {each.name}" in text
        for field in each.fields:
            assert f"| `{field}` |" in text
    for code in ("unread-text", "broken-reference", "copies_total", "wilson_center"):
        assert f"`{code}`" in text


def test_a_release_names_the_sources_that_it_has_documents_of(release):
    """So a source that is new, or installed, changes no release before there is a document of it."""
    descriptor = json.loads((release / "datapackage.json").read_text("utf-8"))
    assert [each["title"] for each in descriptor["sources"]] == ["Wilson Center Digital Archive"]
    assert "Wilson Center" not in describe.dictionary([]).rpartition("## Sources")[2]


def test_a_check_that_cannot_be_described_is_refused():
    column = pa.Column(str, pa.Check(lambda values: values.str.islower()), description="x", metadata={"origin": "text"})
    with pytest.raises(describe.UnexpressedCheckError):
        describe._field("x", column)


def test_lists_read_back(release):
    with (release / "documents.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["document_id"]: row for row in csv.DictReader(file)}
    assert rows["wilson_center:2"]["translators"] == "Ann Lee; Wu Bo"
    assert rows["wilson_center:2"]["classification_text"] == ""


def test_the_release_says_what_it_was_made_of(release):
    run = json.loads((release / "run.json").read_text("utf-8"))
    assert [each["path"] for each in run["inputs"]] == ["raw/wilson_center/1.md", "raw/wilson_center/2.md"]
    assert all(len(each["sha256"]) == 64 for each in run["inputs"])
    assert run["parameters"] == {
        "version": "1.0.0", "previous": None, "accepted": [], "decisions_sha256": None, "gold_sha256": None
    }  # fmt: skip
    assert {"name", "version", "sha256", "python", "libraries"} == run["code"].keys()
    assert run["code"]["name"] == "chancery"
    assert not any(str(REPOSITORY) in file.read_text("utf-8") for file in release.glob("*.json"))
