"""The log: a line for what matters, once each, that no terminal acts on and that no secret is in."""

import json
import logging
import subprocess
import sys

import pytest

from pipeline import logs
from pipeline.history import recorded
from pipeline.logs import LOGGER, LogError, logged_to
from pipeline.publish import NothingPublishedError, publish
from tests.conftest import REAL, changed


def lines(file):
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def events(file):
    return [(each["level"], each.get("event")) for each in lines(file)]


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """The log of a run over the real document, damaged, and a file that is none."""
    tmp_path = tmp_path_factory.mktemp("log")
    raw = tmp_path / "raw"
    (raw / "wilson_center").mkdir(parents=True)
    text = changed(REAL.read_text("utf-8"), "Total of 19 copies", "Total of xix copies")
    (raw / "wilson_center" / "188161.md").write_text(text, "utf-8")
    (raw / "wilson_center" / "bad.md").write_bytes(b"a\0b\x1b[31m")
    with logged_to(tmp_path / "log.jsonl"), recorded(tmp_path / "outputs") as record:
        record.published(publish(raw, tmp_path / "outputs"))
    return tmp_path / "log.jsonl"


def test_each_stage_the_release_and_the_end_have_a_line(log):
    found = lines(log)
    stages = [each["stage"] for each in found if each.get("event") == "stage.end"]
    assert sorted(stages) == ["collect", "read", "release", "scan", "texts", "validate"]
    assert sum(each.get("event") == "stage.start" for each in found) == len(stages)
    (release,) = (each for each in found if each.get("event") == "release")
    assert release["version"] == "1.0.0"
    assert (found[0]["event"], found[-1]["event"]) == ("run.start", "run.end")
    assert found[-1]["outcome"] == "published"
    assert found[-1]["seconds"] > 0
    assert all(each["time"].endswith("Z") for each in found)


def test_each_error_and_each_file_in_quarantine_has_one_line(log):
    found = [each for each in lines(log) if each["level"] == "error"]
    by_event = {each["event"]: each for each in found}
    assert len(by_event) == len(found) == 2
    assert by_event["quarantine"]["raw_path"] == "raw/wilson_center/bad.md"
    assert "is a NUL" in by_event["quarantine"]["message"]
    issue = by_event["issue"]
    assert (issue["code"], issue["document_id"]) == ("unreadable-value", "wilson_center:188161")
    assert isinstance(issue["start"], int)


def test_a_run_that_fails_says_so_last(tmp_path):
    with pytest.raises(ZeroDivisionError), logged_to(tmp_path / "log"), recorded(tmp_path / "outputs"):
        raise ZeroDivisionError("at https://me:hush@example.org/x")
    assert events(tmp_path / "log")[-1] == ("error", "run.end")
    assert "hush" not in (tmp_path / "log").read_text("utf-8")


def test_the_errors_of_a_run_that_makes_no_release_are_in_the_log_too(raw, tmp_path):
    (raw / "wilson_center" / "bad.md").write_bytes(b"a\0b")
    with (
        pytest.raises(NothingPublishedError),
        logged_to(tmp_path / "log"),
        recorded(tmp_path / "outputs") as record,
    ):
        record.published(publish(raw, tmp_path / "outputs"))
    assert record.run.issues == {"unreadable-file": 1}
    (issue,) = (each for each in lines(tmp_path / "log") if each.get("event") == "issue")
    assert issue["code"] == "unreadable-file"
    assert issue["where"] == "raw/wilson_center/bad.md"


def test_nothing_is_attached_at_import_and_nothing_stays_attached(tmp_path):
    code = "import logging, pipeline.cli; print(logging.getLogger('pipeline').handlers, logging.getLogger().handlers)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[] []\n"
    logger = logging.getLogger(LOGGER)
    before = logger.level, logger.propagate, list(logger.handlers)
    with logged_to(tmp_path / "log"):
        assert logs.is_wanted()
    assert (logger.level, logger.propagate, logger.handlers) == before


def test_a_line_is_not_written_a_second_time_by_the_root_logger(tmp_path, capsys):
    root = logging.getLogger()
    printing = logging.StreamHandler()
    root.addHandler(printing)
    try:
        with logged_to("-", "text"):
            logging.getLogger("pipeline.test").error("once")
    finally:
        root.removeHandler(printing)
    assert capsys.readouterr().err.count("once") == 1


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_terminal_acts_on_a_line(tmp_path, form):
    with logged_to(tmp_path / "log", form):
        logging.getLogger("pipeline.test").error("\x1b[31m\u202e\n%s", "x", extra={"raw_path": "raw/\x1b]0;x\x07"})
    text = (tmp_path / "log").read_text("utf-8")
    assert len(text.splitlines()) == 1
    assert all(letter.isprintable() for letter in text.rstrip("\n"))


def test_a_log_has_an_end(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "LARGEST_BYTES", 2_000)
    with logged_to(tmp_path / "log"):
        for _ in range(200):
            logging.getLogger("pipeline.test").error("x" * 10_000_000 if _ == 0 else "many words")
    files = sorted(tmp_path.iterdir())
    assert len(files) == 1 + logs.KEPT_FILES
    assert sum(each.stat().st_size for each in files) < 20_000


def test_a_log_that_cannot_be_written_is_said_before_the_run(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LogError, match="cannot be written"), logged_to(tmp_path / "file" / "log"):
        pass
