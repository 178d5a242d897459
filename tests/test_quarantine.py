"""What was kept back can be looked at, in its place, and tried again."""

import json
import shutil

import pytest

import pipeline.publish
import pipeline.quarantine
from pipeline import collection
from tests.conftest import REAL

ESCAPE = "\x1b[31m"


@pytest.fixture
def bad_files(raw, run):
    folder = raw / "wilson_center"
    (folder / "latin.md").write_bytes(b"one\ntw\xff" + ESCAPE.encode() + b"\nthree\n")
    (folder / "notes.md").write_text("Nothing that is known of a record.\n")
    (folder / "link.md").symlink_to("/etc/passwd")
    assert run("publish").exit_code == 1
    return folder


def overwrite(monkeypatch, module, name="routing_events", field="copies", value=-1):
    """Let a cell of the first row of a table be wrong, as a fault of the code would have it."""

    step = "collect_on_disk" if hasattr(module, "collect_on_disk") else "collect"
    whole = getattr(collection, step)

    def collect(*arguments):
        made = whole(*arguments)
        frames = made[0] if isinstance(made, tuple) else made
        frames[name].loc[frames[name].index[0], field] = value
        return made

    monkeypatch.setattr(module, step, collect)


def test_files_are_listed_with_their_reasons(bad_files, run):
    printed = run("quarantine", "list").output
    assert "3 files and 0 rows are in quarantine" in printed
    assert "raw/wilson_center/latin.md\n" in printed
    assert "is not UTF-8" in printed
    listed = json.loads(run("quarantine", "list", "--json").output)["quarantine"]
    assert [each["entry_id"] for each in listed] == [
        "raw/wilson_center/latin.md",
        "raw/wilson_center/link.md",
        "raw/wilson_center/notes.md",
    ]


def test_a_file_is_shown_at_the_line_that_is_wrong_and_cannot_act_on_the_terminal(bad_files, run):
    printed = run("quarantine", "show", "raw/wilson_center/latin.md").output
    assert "2 │ tw\\xff·[31m" in printed
    assert ESCAPE not in printed
    assert "iconv" in printed
    assert "what to do" in printed


def test_no_link_is_followed(bad_files, run):
    printed = run("quarantine", "show", "2").output
    assert "it is a link" in printed
    assert "root:" not in printed


def test_replay_says_what_would_pass_now_and_makes_no_release(bad_files, run, tmp_path):
    done = run("quarantine", "replay")
    assert done.exit_code == 1
    assert "3 fails" in done.output
    shutil.copy(REAL, bad_files / "latin.md")
    (bad_files / "notes.md").unlink()
    done = run("quarantine", "replay", "--json")
    assert done.exit_code == 1
    states = {each["entry_id"].split("/")[-1]: each for each in json.loads(done.output)["outcomes"]}
    assert states["latin.md"]["state"] == "passes"
    assert states["latin.md"]["is_changed"]
    assert states["link.md"]["state"] == "fails"
    assert states["notes.md"]["state"] == "gone"
    done = run("quarantine", "replay", "raw/wilson_center/latin.md")
    assert done.exit_code == 0
    assert "chancery publish makes one" in done.output
    assert sorted(each.name for each in (tmp_path / "outputs").glob("1.*")) == ["1.0.0"]


def test_a_row_is_shown_with_the_words_it_was_read_from_and_replayed(raw, run, monkeypatch):
    overwrite(monkeypatch, pipeline.publish)
    assert run("publish").exit_code == 1
    listed = json.loads(run("quarantine", "list", "--json").output)["quarantine"]
    (entry,) = (each for each in listed if each["kind"] == "row")
    assert entry["code"] == "invalid-row"
    assert entry["files"] == ["raw/wilson_center/188161.md"]
    printed = run("quarantine", "show", entry["entry_id"]).output
    assert "copies “-1”" in printed
    assert "copies: -1" in printed
    done = run("quarantine", "replay", entry["entry_id"])
    assert done.exit_code == 0, "the code of today reads it well"
    assert "the row holds" in done.output
    overwrite(monkeypatch, pipeline.quarantine)
    done = run("quarantine", "replay", "wilson_center:188161")
    assert done.exit_code == 1
    assert "copies “-1”" in done.output


def test_a_document_that_was_kept_back_is_there_once_and_shows_its_place(raw, run, monkeypatch, cable):
    other = REAL.read_text("utf-8").replace("188161", "188162").replace("Urgent", "Routine")
    (raw / "wilson_center" / "188162.md").write_text(other, "utf-8")
    overwrite(monkeypatch, pipeline.publish, "documents", "priority_code", "very urgent")
    assert run("publish").exit_code == 1
    listed = json.loads(run("quarantine", "list", "--json").output)["quarantine"]
    assert [each["kind"] for each in listed if each["document_id"] is None] == []
    shown = json.loads(run("quarantine", "show", "documents/wilson_center:188161", "--json").output)[0]
    (marked,) = (each for each in shown["lines"] if each["end"])
    assert marked["text"][marked["start"] : marked["end"]] == "Urgent"
    # the file changes: the place is not believed any more
    (raw / "wilson_center" / "188161.md").write_text("Other words.\n", "utf-8")
    shown = json.loads(run("quarantine", "show", "documents/wilson_center:188161", "--json").output)[0]
    assert "another than the release read" in shown["note"]
    assert not any(each["end"] for each in shown["lines"])


def test_wrong_use_is_told(bad_files, run):
    done = run("quarantine", "show", "nothing")
    assert done.exit_code == 2
    assert "nothing named nothing is in quarantine" in done.stderr
    assert run("quarantine", "replay", "--raw", "nowhere").exit_code == 2
    assert run("quarantine", "list", "--outputs", "nowhere").exit_code == 2


def test_an_empty_quarantine(run):
    run("publish")
    assert "nothing is in quarantine" in run("quarantine", "list").output
    assert run("quarantine", "replay").exit_code == 0
