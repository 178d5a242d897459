"""`verify` finds what was changed, and `explain` shows where a value was read."""

import json
import shutil

import pyarrow as pa
import pyarrow.parquet
import pytest

from pipeline.explain import UnknownRowError, explain
from pipeline.publish import publish
from pipeline.release import SUMS, files_of, write_csv
from pipeline.renditions.written import sha256_of
from pipeline.verify import verify
from tests.conftest import REAL


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    place = tmp_path_factory.mktemp("made")
    (place / "raw" / "wilson_center").mkdir(parents=True)
    shutil.copy(REAL, place / "raw" / "wilson_center")
    publish(place / "raw", place / "outputs")
    return place


@pytest.fixture
def release(made, tmp_path):
    """A release that may be damaged, and its raw folder."""
    shutil.copytree(made, tmp_path / "copy", symlinks=True)
    return tmp_path / "copy" / "outputs" / "1.0.0", tmp_path / "copy" / "raw"


def rewrite(folder, name, change):
    """Change a table as somebody would who also brings all files and sums into line."""
    table = pa.parquet.read_table(folder / f"{name}.parquet")
    rows = table.to_pylist()
    change(rows)
    table = pa.Table.from_pylist(rows, schema=table.schema)
    pa.parquet.write_table(table, folder / f"{name}.parquet")
    write_csv(table, folder / f"{name}.csv")
    run = json.loads((folder / "run.json").read_text())
    run["rows"][name] = len(rows)
    (folder / "run.json").write_text(json.dumps(run))
    sums(folder)


def sums(folder):
    lines = (f"{sha256_of(folder / name)}  {name}\n" for name in files_of(folder))
    (folder / SUMS).write_text("".join(lines))


def faults(release):
    return {(fault.check, fault.where) for fault in verify(*release).faults}


def test_a_true_release_has_no_fault_and_everything_was_looked_at(release):
    proof = verify(*release)
    assert not proof.faults
    assert proof.looked_at["evidence"] > 200
    assert proof.looked_at["cells"] > 100
    assert all(proof.looked_at.values())


def test_a_changed_file(release):
    with (release[0] / "actors.csv").open("a") as file:
        file.write("x\n")
    assert faults(release) == {("checksums", "actors.csv")}


def test_a_missing_and_an_added_file(release):
    (release[0] / "actors.csv").unlink()
    (release[0] / "more.csv").write_text("")
    assert faults(release) == {("checksums", "actors.csv"), ("checksums", "more.csv")}


def test_a_value_in_the_csv_alone(release):
    file = release[0] / "documents.csv"
    file.write_text(file.read_text().replace("urgent", "flash"))
    sums(release[0])
    assert faults(release) == {("csv", "documents.csv")}


def test_evidence_that_does_not_stand_there(release):
    rewrite(release[0], "evidence", lambda rows: rows[3].update(start=rows[3]["start"] + 1, end=rows[3]["end"] + 1))
    assert {check for check, _ in faults(release)} == {"evidence"}


def test_a_value_without_evidence(release):
    rewrite(release[0], "documents", lambda rows: rows[0].update(handling="NODIS"))
    assert faults(release) == {("cells", "wilson_center:188161 handling")}


def test_evidence_without_a_value(release):
    rewrite(release[0], "documents", lambda rows: rows[0].update(subject=None))
    assert faults(release) == {("cells", "wilson_center:188161 subject")}


def test_a_key_that_points_nowhere(release):
    rewrite(release[0], "actors", lambda rows: rows.pop(0))
    assert ("keys", "routing_events.from_actor_id") in faults(release)


def test_a_row_that_breaks_the_schema(release):
    rewrite(release[0], "documents", lambda rows: rows[0].update(priority_code="very urgent"))
    assert faults(release) == {("tables", "documents")}


def test_a_ledger_that_does_not_close(release):
    rewrite(release[0], "ledger", lambda rows: rows[0].update(outcome="quarantined"))
    assert {check for check, _ in faults(release)} == {"ledger"}


def test_a_raw_file_that_has_changed_or_is_gone(release):
    file = release[1] / "wilson_center" / "188161.md"
    file.write_bytes(file.read_bytes().replace(b"Urgent", b"urgent"))
    assert faults(release) == {("raw files", "raw/wilson_center/188161.md")}
    file.unlink()
    assert faults(release) == {("raw files", "raw/wilson_center/188161.md")}


def test_a_file_whose_name_cannot_be_printed(release, tmp_path):
    file = release[1] / "wilson_center" / "188161.md"
    file.rename(file.with_name("188161\u00a0\n.md"))
    made = publish(release[1], tmp_path / "odd").release
    assert verify(made.path, release[1]).faults == ()


def test_a_release_of_another_schema_is_a_fault_and_no_crash(release):
    table = pa.parquet.read_table(release[0] / "documents.parquet").drop_columns("handling")
    pa.parquet.write_table(table, release[0] / "documents.parquet")
    sums(release[0])
    assert faults(release) == {("tables", "documents")}


def test_a_path_out_of_raw_is_not_opened(release):
    rewrite(release[0], "captures", lambda rows: rows[0].update(raw_path="raw/../../../../etc/passwd"))
    found = verify(*release).faults
    assert any("no raw/../../" in fault.message for fault in found)
    assert any("not among its captures" in fault.message for fault in found)


def test_no_release(tmp_path):
    with pytest.raises(FileNotFoundError, match="holds no release"):
        verify(tmp_path, tmp_path)


def test_explain_marks_the_words_in_their_line(release):
    (cell,) = explain(*release, "wilson_center:188161/e16", "at_local")
    assert cell.value == "1961-05-13T09:20"
    marked = {line.text[line.start : line.end] for witness in cell.witnesses for line in witness.lines}
    assert marked == {"May 13 at 0920", "May 12, 1961"}
    assert {witness.basis for witness in cell.witnesses} == {"inferred"}
    assert any("Proofread" in line.text and line.number == 61 for w in cell.witnesses for line in w.lines)


def test_explain_marks_each_line_of_a_title(release):
    (cell,) = explain(*release, "wilson_center:188161", "title")
    assert [line.text[line.start : line.end].strip() for line in cell.witnesses[0].lines] == [
        "Cable from the Chinese Embassy in North Korea,",
        "'Illegal Crossings of the International Border by",
        "Chinese Koreans'",
    ]


def test_explain_a_row_without_a_field_gives_every_filled_one(release):
    fields = {cell.field for cell in explain(*release, "wilson_center:188161/e03")}
    assert {"to_name", "copies", "event_type"} <= fields
    assert "at_local" not in fields


def test_explain_finds_rows_of_every_table(release):
    for row_id in (
        "pak-seong-cheol",
        "wilson_center:188161/q01",
        "wilson_center:188161/r01",
        "wilson_center:188161/n02",
    ):
        assert any(cell.witnesses for cell in explain(*release, row_id))


def test_explain_what_is_not_there(release):
    with pytest.raises(UnknownRowError, match="ids look like"):
        explain(*release, "nobody")
    with pytest.raises(UnknownRowError, match="has no field colour"):
        explain(*release, "wilson_center:188161", "colour")


def test_explain_says_so_when_the_raw_file_has_changed(release):
    (release[1] / "wilson_center" / "188161.md").write_text("x")
    (cell,) = explain(*release, "wilson_center:188161", "subject")
    assert cell.witnesses[0].lines == ()
    assert cell.witnesses[0].text.startswith("Illegal Crossings")
