"""The history of runs: written whatever becomes of a run, in the order of runs, and drawn."""

import base64
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from pipeline import stages
from pipeline.alarms import CODES, Alarm
from pipeline.cli import app
from pipeline.history import History, kept, read, recorded, watch, write_page
from pipeline.history.page import page
from pipeline.history.table import table
from pipeline.metrics import OUTCOMES, OfSource, as_json, from_json
from pipeline.publish import publish
from tests.conftest import REAL, REPOSITORY, changed
from tests.test_run_alarms import NIGHT, run

RAN = replace(
    run(1, published=3, quarantined=1, outcome="published", of=OfSource(3, 1, 2, 1, 0, 3, 7)),
    stages={"read": 2.0, "release": 1.0},
    seconds=3.5,
    issues={"unread-text": 4},
    peak_bytes=1024**2,
    version="1.0.0",
)


@pytest.fixture
def outputs(tmp_path):
    return tmp_path / "outputs"


def published(raw, outputs):
    with recorded(outputs) as record:
        record.published(publish(raw, outputs))
    return record.run


def test_a_run_is_written_down_with_all_that_it_did(raw, outputs):
    file = raw / "wilson_center" / "188161.md"
    cable = REAL.read_text("utf-8")
    file.write_text(cable, "utf-8")
    first = published(raw, outputs)
    assert (first.number, first.outcome, first.version) == (1, "published", "1.0.0")
    assert first.ledger == {"ingested": 1, "published": 1, "quarantined": 0, "excluded": 0}
    assert first.rows["routing_events"] == 18
    assert first.issues == {"unusual-order": 1}
    assert first.sources == {"wilson_center": OfSource(published=1, new=1, taken=1, rows_changed=None)}
    assert list(first.stages) == ["scan", "read", "collect", "validate", "release", "texts"]
    assert first.peak_bytes > 1024**2
    assert 0 < sum(first.stages.values()) <= first.seconds
    # the bytes change, and nothing that the document states
    file.write_text(cable + "\n", "utf-8")
    second = published(raw, outputs)
    assert second.sources["wilson_center"] == OfSource(published=1, changed=1, taken=1, rows_changed=0)
    # a value changes; a file comes that is none
    file.write_text(changed(cable, "Priority: Urgent", "Priority: Routine"), "utf-8")
    (raw / "wilson_center" / "empty.md").write_bytes(b"")
    third = published(raw, outputs)
    of = third.sources["wilson_center"]
    assert (of.new, of.changed, of.taken, of.quarantined) == (1, 1, 1, 1)
    assert of.rows_changed == third.rows_changed == 1
    assert published(raw, outputs).outcome == "stands"
    (raw / "wilson_center" / "empty.md").unlink()
    assert published(raw, outputs).sources["wilson_center"].gone == 1
    assert [each.number for each in read(outputs).runs] == [1, 2, 3, 4, 5]
    assert read(outputs).runs[2].sources == third.sources
    assert [each.name for each in (outputs / "latest").parent.glob("*/runs*")] == [], "a release has no clock"


def test_a_run_that_fails_is_written_down_and_the_error_goes_on(outputs):
    with pytest.raises(ZeroDivisionError), recorded(outputs):
        raise ZeroDivisionError("at s3://key:hush@bucket")
    found = read(outputs).runs[0]
    assert (found.outcome, found.error, found.message) == ("failed", "ZeroDivisionError", "at s3://…@bucket")
    with pytest.raises(OSError), recorded(outputs):
        raise OSError("raw/\udcff cannot be read")
    assert read(outputs).runs[-1].message == "raw/\\udcff cannot be read"
    with pytest.raises(KeyboardInterrupt), recorded(outputs):
        raise KeyboardInterrupt
    assert read(outputs).runs[-1].outcome == "stopped"


def test_a_run_that_lives_is_running_and_one_that_was_killed_is_killed(outputs):
    code = (
        "import sys; from pathlib import Path; from pipeline.history import recorded\n"
        "with recorded(Path(sys.argv[1])): print('begun', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, outputs], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"begun\n"
        assert [each.outcome for each in read(outputs).runs] == ["running"]
        with recorded(outputs):  # a second at the same time
            pass
        process.send_signal(signal.SIGKILL)
    assert [(each.number, each.outcome) for each in read(outputs).runs] == [(1, "killed"), (2, "stopped")]


def test_runs_that_begin_at_once_have_numbers_of_their_own(outputs):
    with recorded(outputs) as one, recorded(outputs) as other:
        assert (one.run.number, other.run.number) == (1, 2)
    assert len(read(outputs).runs) == 2


def test_only_so_many_are_kept_and_numbers_go_on(outputs):
    for _ in range(5):
        with recorded(outputs, keep=3):
            pass
    assert [each.number for each in read(outputs).runs] == [3, 4, 5]
    with recorded(outputs, keep=3) as record:
        assert record.run.number == 6
    assert sorted(each.name for each in (outputs / "runs").iterdir()) == [
        "000004.json",
        "000005.json",
        "000006.json",
        "index.html",
    ]


def test_what_a_killed_run_left_half_written_is_cleared_away(outputs):
    kept_folder = outputs / "runs"
    kept_folder.mkdir(parents=True)
    kept.write(outputs, RAN)
    (kept_folder / ".000001.json.part").write_bytes(b'{"num')
    (kept_folder / "000002.json").write_bytes(b"")  # killed before it could write
    assert [each.number for each in read(outputs).runs] == [1]
    with recorded(outputs) as record:
        assert record.run.number == 3
    assert not (kept_folder / ".000001.json.part").exists()


def test_a_history_that_cannot_be_written_stops_no_run(tmp_path):
    (tmp_path / "outputs").write_text("a file")
    told = []
    with recorded(tmp_path / "outputs", warn=told.append) as record:
        assert record.run.number == 0
    (words,) = told
    assert "this run is not in the history" in words
    assert str(tmp_path / "outputs" / "runs") in words
    with pytest.raises(ZeroDivisionError), recorded(tmp_path / "outputs", warn=told.append):
        raise ZeroDivisionError


def test_a_folder_that_goes_away_during_a_run_stops_no_run(outputs):
    told = []
    with recorded(outputs, warn=told.append):
        (outputs / "runs" / "000001.json").unlink()
        (outputs / "runs").rmdir()
    assert "the history of runs is not whole" in told[0]


def test_a_clock_that_is_set_back_reorders_nothing(outputs):
    (outputs / "runs").mkdir(parents=True)
    for number, years in ((1, 0), (2, 10), (3, 5)):
        kept.write(outputs, replace(RAN, number=number, started=NIGHT.replace(year=2040 - years)))
    assert [each.number for each in read(outputs).runs] == [1, 2, 3]


@pytest.mark.parametrize(
    "content",
    [b"no json", b"[]", b"{}", b"[" * 100_000, b'{"number": 1}', b'{"number": 1, "started": "x", "outcome": "stands"}',
     b'{"number": 1, "started": "2026-11-01T03:00:00Z", "outcome": "well"}',
     b'{"number": 1, "started": "2026-11-01T03:00:00Z", "outcome": "stands", "ledger": []}',
     b'{"number": 1, "started": "2026-11-01T03:00:00Z", "outcome": "stands", "ledger": {"published": "x"}}',
     b'{"number": 1, "started": "2026-11-01T03:00:00Z", "outcome": "stands", "sources": {"a": {"new": null}}}',
     b'{"number": 1, "started": "0001-01-01T00:00:00+14:00", "outcome": "stands"}', b"\xff", b" " * 2**20 + b"{}"],
)  # fmt: skip
def test_a_file_that_is_no_run_is_named_and_passed_over(outputs, content):
    (outputs / "runs").mkdir(parents=True)
    kept.write(outputs, RAN)
    (outputs / "runs" / "000002.json").write_bytes(content)
    found = read(outputs)
    assert [each.number for each in found.runs] == [1]
    assert found.damaged[0].startswith("000002.json: ")
    assert watch(outputs) == ()


def test_a_run_comes_back_from_json_as_it_was():
    assert from_json(json.loads(json.dumps(as_json(RAN)))) == RAN
    assert from_json(as_json(RAN) | {"of_a_later_version": 1}) == RAN


def test_the_history_as_a_table():
    rows = table([RAN, replace(RAN, number=2, outcome="failed", stages={}, issues={})]).to_pylist()
    assert [each["number"] for each in rows] == [1, 2]
    assert rows[0]["seconds_read"] == 2.0
    assert rows[1]["seconds_read"] is None
    assert rows[0]["issues_unread-text"] == 4
    assert rows[0]["archive_rows_changed"] == 7


def test_the_page_needs_nothing_runs_nothing_and_escapes_all():
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    bad = replace(RAN, number=2, outcome="failed", error=hostile, message=hostile, version=hostile)
    odd = replace(RAN, number=3, issues={hostile: 3}, stages={hostile: 1.0}, sources={hostile: OfSource(5)})
    text = page(History((RAN, bad, odd), (hostile,)), (Alarm("silent-stall", hostile),))
    assert "<script" not in text
    assert "<img" not in text
    assert text.count("&lt;script&gt;") >= 8
    assert not re.search(r"https?:|(?:src|href)=\"(?!data:,\")|url\(|@import|\bstyle=", text)
    policy = re.search(r"style-src 'sha256-([^']+)'", text)[1]
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() == policy
    assert "default-src 'none'" in text
    assert "run 1: read 2.0 s" in text


def test_the_page_of_no_run_and_of_many(outputs):
    assert "0 runs kept" in page(History(), ())
    many = tuple(replace(RAN, number=number, issues={f"code-{each}": each for each in range(20)})
                 for number in range(1, 1001))  # fmt: skip
    text = write_page(outputs, History(many), ()).read_text("utf-8")
    assert "1,000 runs kept, the newest 200 shown" in text
    assert "the rest" in text


def test_stages_add_up_and_one_within_another_is_counted_once(monkeypatch):
    now = iter(range(100))
    monkeypatch.setattr(stages, "perf_counter", lambda: float(next(now)))
    with stages.stopwatch() as seconds, stages.stage("outer"), stages.stage("inner"):  # 0 to 3, 1 to 2
        pass
    assert seconds == {"inner": 1.0, "outer": 2.0}


def test_stages_need_no_stopwatch():
    with stages.stage("alone"):
        pass


def test_other_processes_do_not_matter_to_the_lock(outputs):
    with recorded(outputs):
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        os.waitpid(pid, 0)
        assert read(outputs).runs[0].outcome == "running"


def test_the_documentation_names_every_alarm_and_every_outcome():
    text = (REPOSITORY / "docs" / "runs.md").read_text("utf-8")
    for name in (*CODES, *OUTCOMES):
        assert f"| `{name}` |" in text


@pytest.fixture
def command(raw, tmp_path, monkeypatch):
    (raw / "wilson_center" / "188161.md").write_bytes(REAL.read_bytes())
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_the_command_shows_the_runs_and_each_in_full(command, tmp_path):
    assert "no run is in the history yet" in command("runs").output
    assert command("runs", "show").exit_code == 2
    assert command("publish", "--log", "log", "--log-format", "text").exit_code == 0
    assert "stage.end" in (tmp_path / "log").read_text("utf-8")
    for _ in range(2):
        done = command("publish", "--raw", "nowhere")
        assert done.exit_code == 2
        assert done.stderr.count("chancery: nowhere is not a folder") == 1
    assert done.stderr.count("nowhere is not a folder") == 2, "the error, and the alarm"
    assert "run-fails-again: the last 2 runs failed, since run 2; RawFolderError" in done.stderr
    printed = command("runs", "--csv", "runs.csv").output
    assert "1.0.0" in printed
    assert "nowhere is not a folder" in printed
    assert "run-fails-again" in printed
    assert len((tmp_path / "runs.csv").read_text("utf-8").splitlines()) == 4
    assert (tmp_path / "outputs" / "runs" / "index.html").exists()
    assert "18" in command("runs", "show", "1").output
    assert json.loads(command("runs", "show", "1", "--json").stdout)["rows"]["routing_events"] == 18
    listed = json.loads(command("runs", "--json").stdout)
    assert [each["outcome"] for each in listed["runs"]] == ["published", "failed", "failed"]
    assert command("runs", "show", "9").exit_code == 2
    assert command("publish", "--log", "raw").exit_code == 2


def test_what_a_message_says_acts_on_no_terminal(command, outputs):
    (outputs / "runs").mkdir(parents=True)
    kept.write(outputs, replace(RAN, outcome="failed", error="E", message="\x1b[31m\u202e", version="\x1b[0m"))
    assert "\x1b" not in command("runs").output
    assert "\x1b" not in command("runs", "show").output
