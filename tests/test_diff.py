"""Two releases with a known set of changes: what `chancery diff` and the release itself say is exactly these."""

import csv
import json
import shutil

import pytest
from typer.testing import CliRunner

from pipeline.authorities import Decision, add_decision
from pipeline.cli import app
from pipeline.publish import publish
from pipeline.verify import verify
from tests.conftest import REAL, changed
from tests.edition import page, write

CABLE = "wilson_center:188161"
SPLIT = Decision(
    "d0001", "split", "a-b-thornley", "a-b-thornley-younger", ("dfat:2",), "", "R. Reader", "2026-11-28", "Two hands"
)
HOSTILE = "=HYPERLINK(\"x\")`|<script> \u202e'';--"


def letter(key, day):
    return page(key, "Mr A. B. Thornley to Government", f"Letter BATAVIA, {day} 1948", "The committee met again.")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Two releases: a document comes in, a cable gains a recipient and has its summary corrected, an actor is split."""
    folder = tmp_path_factory.mktemp("diff")
    raw, authorities, outputs = folder / "raw", folder / "authorities", folder / "outputs"
    (raw / "wilson_center").mkdir(parents=True)
    shutil.copy(REAL, raw / "wilson_center")
    write(raw, *(letter(key, day) for key, day in ((1, "10 January"), (2, "20 January"), (3, "20 February"))))
    publish(raw, outputs, authorities=authorities)
    text = REAL.read_text("utf-8")
    text = changed(text, "General Office (3), ", "General Office (3), Ministry of Trade (1), ")
    text = changed(changed(text, "Total of 19 copies", "Total of 20 copies"), "refugee crisis", HOSTILE)
    (raw / "wilson_center" / REAL.name).write_text(text, "utf-8")
    write(raw, letter(4, "5 March"))
    add_decision(authorities, SPLIT)
    publish(raw, outputs, authorities=authorities)
    return outputs


@pytest.fixture(scope="module")
def said(outputs):
    done = CliRunner().invoke(app, ["diff", "--outputs", str(outputs), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def told(said, change):
    """The rows and cells that changed so, without the places that moved and the hashes of the file."""
    left_out = {"start", "end", "raw_sha256", "raw_bytes", "text_length"}
    cells = (each for each in said["cells"] if each["change"] == change and each["field"] not in left_out)
    return [(each["table"], each["row_id"], each["field"], each["before"], each["after"]) for each in cells]


def test_the_cells_that_changed_are_exactly_these(said):
    found = {(table, row_id, field): (before, after) for table, row_id, field, before, after in told(said, "changed")}
    before, after = found.pop(("documents", CABLE, "summary"))
    assert (before.replace("refugee crisis", HOSTILE), "refugee crisis" in before) == (after, True)
    assert found == {
        ("documents", CABLE, "copies_total"): ("19", "20"),
        ("documents", CABLE, "copies_listed"): ("19", "20"),
        ("checks", f"{CABLE}/copies_total", "left_text"): ("19", "20"),
        ("checks", f"{CABLE}/copies_total", "right_text"): ("19 listed", "20 listed"),
        ("actors", "a-b-thornley", "latest_date"): ("1948-02-20", "1948-03-05"),
        ("actors", "au-government", "latest_date"): ("1948-02-20", "1948-03-05"),
        ("actors", "au-government", "document_count"): ("3", "4"),
        ("actors", "au-government", "event_count"): ("3", "4"),
        **{
            (table, f"dfat:2/{row}", field): ("a-b-thornley", "a-b-thornley-younger")
            for table, row, field in (
                ("routing_events", "e01", "from_actor_id"),
                ("actor_names", "a01", "actor_id"),
                ("mentions", "m001", "actor_id"),
                ("senders", "w01", "actor_id"),
            )
        },
    }


def test_rows_that_came_are_of_the_new_document_the_recipient_and_the_split(said):
    added = {(table, row_id) for table, row_id, *_ in told(said, "added")}
    others = {each for each in added if "dfat:4" not in each[1] and not each[1].endswith("/4.md")}
    of_actors = {("actors", "a-b-thornley-younger"), ("actors", "cn-ministry-of-trade"), ("decisions", "d0001")}
    assert of_actors < others
    of_cable = sorted(table for table, row_id in others - of_actors if row_id.startswith(CABLE))
    assert of_cable == ["actor_names", "mentions", "routing_events"]
    assert len(others) == len(of_actors) + len(of_cable)
    assert told(said, "removed") == told(said, "redirected") == []


def test_sentences_say_it_for_people(said):
    assert said["kind"] == "minor"
    assert [each for each in said["sentences"] if not each.startswith("`")] == [
        "1 document is new",
        "1 actor was split",
        "2 actors are named for the first time",
        "1 document gained a recipient",
        "1 document gained a mention of an actor",
        "1 document reads otherwise in `summary`",
        "1 document reads otherwise in `copies_total`",
        "1 document reads otherwise in `copies_listed`",
    ]


def test_the_release_carries_the_same(outputs, said):
    with (outputs / "latest" / "changes.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert rows == [{name: value or "" for name, value in each.items()} for each in said["cells"]]
    told_people = (outputs / "latest" / "CHANGES.md").read_text("utf-8")
    for sentence in said["sentences"][:7]:
        assert f"- {sentence[0].upper()}{sentence[1:]}." in told_people
    assert "Every row and cell that changed is in `changes.csv`" in told_people
    assert (outputs / "1.0.0" / "changes.csv").read_text("utf-8").count("\n") == 1
    assert not verify(outputs / "latest", outputs.parent / "raw").faults


def test_for_people_and_as_csv(outputs, tmp_path):
    file = tmp_path / "cells.csv"
    done = CliRunner().invoke(
        app, ["diff", "1.0.0", str(outputs / "1.1.0"), "--outputs", str(outputs), "--csv", str(file)]
    )
    assert done.exit_code == 0
    assert done.stdout.startswith("# Changes in 1.1.0 since 1.0.0")
    assert file.read_bytes() == (outputs / "1.1.0" / "changes.csv").read_bytes()


def test_nothing_to_compare_is_said(outputs, tmp_path):
    for arguments, why in ((["9.9.9"], "there are: 1.0.0, 1.1.0"), (["--outputs", str(tmp_path)], "no release latest")):
        done = CliRunner().invoke(app, ["diff", "--outputs", str(outputs), *arguments])
        assert done.exit_code == 2
        assert why in done.stderr
