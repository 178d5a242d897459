"""The version of a release says what changed, and a broken promise stops one that does not say so."""

import json
import shutil

import pyarrow as pa
import pyarrow.parquet
import pytest
from typer.testing import CliRunner

from pipeline import contract
from pipeline.arrow import arrow_schema
from pipeline.cli import app
from pipeline.describe import table_schema
from pipeline.publish import publish
from pipeline.release import ReleaseError, latest, promised
from pipeline.schema import TABLES
from tests.conftest import REAL, changed, list_anew


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first")
    (folder / "raw" / "wilson_center").mkdir(parents=True)
    shutil.copy(REAL, folder / "raw" / "wilson_center")
    publish(folder / "raw", folder / "outputs")
    return folder


@pytest.fixture
def place(first, tmp_path):
    """A folder with raw files and one release, which the test may change."""
    shutil.copytree(first, tmp_path / "place", symlinks=True)
    return tmp_path / "place"


def correct(place, old, new):
    file = place / "raw" / "wilson_center" / REAL.name
    file.write_text(changed(file.read_text("utf-8"), old, new), "utf-8")


def promise_more(place, table="actors", field="colour"):
    """Let the release promise a field that the schema of today does not have."""
    release = latest(place / "outputs")
    described = json.loads((release / "datapackage.json").read_text("utf-8"))
    (resource,) = (each for each in described["resources"] if each["path"] == f"{table}.csv")
    resource["schema"]["fields"].append({"name": field, "type": "string", "constraints": {"required": False}})
    (release / "datapackage.json").write_text(json.dumps(described), "utf-8")
    rows = pa.parquet.read_table(release / f"{table}.parquet")
    pa.parquet.write_table(
        rows.append_column(field, pa.nulls(rows.num_rows, pa.string())), release / f"{table}.parquet"
    )
    list_anew(release)


def test_a_correction_is_a_patch(place):
    correct(place, "refugee crisis", "refugee affairs")
    made = publish(place / "raw", place / "outputs").release
    assert made.version == "1.0.1"
    assert "1 document reads otherwise in `summary`" in (made.path / "CHANGES.md").read_text("utf-8")


def test_a_row_more_is_a_minor_and_no_patch(place):
    correct(place, "General Office (3), ", "General Office (3), Ministry of Trade (1), ")
    with pytest.raises(ReleaseError, match=r"1\.0\.1 says that 1\.0\.0 was only corrected.*later --version: 1\.1\.0"):
        publish(place / "raw", place / "outputs", "1.0.1")
    assert publish(place / "raw", place / "outputs").release.version == "1.1.0"


def test_a_broken_promise_stops_the_release_until_it_says_major(place):
    promise_more(place)
    raw, outputs = place / "raw", place / "outputs"
    for version in (None, "1.1.0"):
        with pytest.raises(
            ReleaseError, match=r"the field `actors\.colour` is gone(?s:.*)--accept-break, or --version 2\.0\.0"
        ):
            publish(raw, outputs, version)
    with pytest.raises(ReleaseError, match="colour"):
        publish(raw, outputs, "1.1.0", accepts_break=True)
    assert sorted(each.name for each in outputs.iterdir()) == [".lock", ".staged", "1.0.0", "latest"]
    made = publish(raw, outputs, accepts_break=True).release
    assert made.version == "2.0.0"
    assert "The field `actors.colour` is gone." in (made.path / "CHANGES.md").read_text("utf-8")


def test_the_command_says_so_and_publishes_nothing(place):
    promise_more(place)
    arguments = ["publish", "--raw", str(place / "raw"), "--outputs", str(place / "outputs")]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2
    assert "the field `actors.colour` is gone" in done.stderr
    assert CliRunner().invoke(app, [*arguments, "--version", "2.0.0"]).exit_code == 0
    assert latest(place / "outputs").name == "2.0.0"


def test_a_release_promises_what_the_schema_does(first):
    read = contract.read(latest(first / "outputs"))
    assert contract.breaks(read, promised()) == contract.additions(read, promised()) == ()
    assert contract.breaks(promised(), read) == ()


def _drop(schema, types):
    schema["fields"] = [each for each in schema["fields"] if each["name"] != "role_text"]
    schema["fields"].append({"name": "role", "type": "string", "constraints": {}})
    return types


def _retype(schema, types):
    return types.set(types.get_field_index("document_count"), pa.field("document_count", pa.string()))


def _uncode(schema, types):
    (field,) = (each for each in schema["fields"] if each["name"] == "actor_type")
    field["constraints"]["enum"].remove("group")
    return types


def _free(schema, types):
    (field,) = (each for each in schema["fields"] if each["name"] == "actor_type")
    del field["constraints"]["enum"]
    return types


def _empty(schema, types):
    (field,) = (each for each in schema["fields"] if each["name"] == "preferred_name")
    field["constraints"]["required"] = False
    return types


def _rekey(schema, types):
    schema["primaryKey"] = ["preferred_name"]
    return types


def _unpoint(schema, types):
    del schema["foreignKeys"]
    return types


BROKEN = {
    _drop: "the field `actors.role_text` is gone (new there: `role`)",
    _retype: "`actors.document_count` was of the type int64 and is of string",
    _uncode: "`actors.actor_type` has no code `group` any more",
    _free: "`actors.actor_type` had one of some codes and can be anything",
    _empty: "`actors.preferred_name` was never empty and now can be",
    _rekey: "the key of `actors` was `actor_id` and is `preferred_name`",
    _unpoint: "`actors.parent_actor_id` pointed to `actors.actor_id` and does not any more",
}


@pytest.mark.parametrize("damage", BROKEN)
def test_each_break_is_told_and_its_opposite_is_none(damage):
    schemas = json.loads(json.dumps({each.name: table_schema(each) for each in TABLES}))
    types = {each.name: arrow_schema(each) for each in TABLES}
    types["actors"] = damage(schemas["actors"], types["actors"])
    other = contract.contract(schemas, types)
    assert contract.breaks(promised(), other) == (BROKEN[damage],)


def test_a_table_that_is_gone_and_one_that_is_new():
    less = {name: each for name, each in promised().items() if name != "ghosts"}
    assert contract.breaks(promised(), less) == ("the table `ghosts` is gone",)
    assert contract.additions(less, promised()) == ("the table `ghosts` is new",)
    assert contract.breaks(less, promised()) == ()
