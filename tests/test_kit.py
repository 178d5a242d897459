"""The source kit: a new source works as written, and each check of a source rings where it should."""

import json
import os
import shutil
import subprocess
import sys
from importlib.resources import files

import pytest
from conftest import REPOSITORY
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.kit import page
from pipeline.kit.checks import CHECKS
from pipeline.kit.new import NewSourceError, new_source
from pipeline.kit.samples import read_samples
from pipeline.kit.slot import SlotError, slot
from pipeline.sources import forget, take_in

COMMAND = [sys.executable, "-c", "from pipeline.cli import app; app()"]


@pytest.fixture(autouse=True)
def no_file_stays_taken_in():
    yield
    forget()


@pytest.fixture
def outside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, [str(each) for each in arguments])


def test_the_template_is_short():
    lines = files("pipeline.kit").joinpath("example_archive.py").read_text("utf-8").splitlines()
    assert len(lines) <= 60


def test_outside_a_repository_a_source_stands_by_itself(outside):
    done = run(
        "new-source", "nordland_archive", "--title", "Nordland State Archive", "--home", "https://nordland.example/"
    )
    assert done.exit_code == 0, done.output
    assert "chancery check-source nordland_archive.py" in done.output
    assert "1. " in done.output
    assert "3. " in done.output
    written = sorted(str(file.relative_to(outside)) for file in outside.rglob("*") if file.is_file())
    assert written == ["examples/raw/nordland_archive/42.txt", "nordland_archive.md", "nordland_archive.py"]
    text = (outside / "nordland_archive.py").read_text("utf-8")
    assert "https://nordland.example/record/{key}" in text
    assert "example_archive" not in text
    first = run("check-source", "nordland_archive.py")
    assert first.exit_code == 1
    assert "review it" in first.output
    assert first.output.count("to look at") == 1, "nothing else is amiss"
    expected = json.loads((outside / "examples" / "expected" / "nordland_archive" / "42.json").read_text("utf-8"))
    assert expected["document_id"] == "nordland_archive:42"
    assert expected["title"] == "Telegram from the Legation in Northport"
    assert (expected["date"], expected["priority_code"]) == ("1961-05-12", "urgent")
    assert (expected["senders"], expected["addressees"]) == (["HALVORSEN"], ["Foreign Ministry"])
    second = run("check-source", "nordland_archive.py")
    assert second.exit_code == 0, second.output
    assert json.loads(run("check-source", "nordland_archive.py", "--json").stdout)["stable ids"] == []


def test_into_another_folder(outside):
    assert run("new-source", "nordland_archive", "--into", "mine/here").exit_code == 0
    assert (outside / "mine" / "here" / "nordland_archive.py").is_file()
    assert not (outside / "nordland_archive.py").exists()


def test_nothing_is_overwritten(outside):
    (outside / "nordland_archive.md").write_text("mine")
    done = run("new-source", "nordland_archive")
    assert done.exit_code == 2
    assert "nordland_archive.md" in done.stderr
    assert [each.name for each in outside.iterdir()] == ["nordland_archive.md"]
    assert (outside / "nordland_archive.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "title", "home", "told"),
    [
        ("Nordland", None, None, "cannot name a source"),
        ("../nordland", None, None, "cannot name a source"),
        ("1st_archive", None, None, "cannot name a source"),
        ("a" * 60, None, None, "cannot name a source"),
        ("class", None, None, "word of Python"),
        ("json", None, None, "word of Python"),
        ("wilson_center", None, None, "already a source"),
        ("nordland", 'No"rd', None, "title"),
        ("nordland", "{0}", None, "title"),
        ("nordland", "Nord\nland", None, "title"),
        ("nordland", None, "ftp://nordland.example", "address"),
        ("nordland", None, "https://x.example/{y}", "address"),
    ],
)
def test_what_cannot_be_a_source_is_refused(outside, name, title, home, told):
    with pytest.raises(NewSourceError, match=told):
        new_source(name, title, home)
    assert not list(outside.iterdir())


@pytest.fixture
def clone(tmp_path):
    """A copy of the repository, in which the command is run as from its own environment."""
    for part in ("src", "docs", "tests"):
        shutil.copytree(REPOSITORY / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)

    def command(*arguments):
        return subprocess.run(
            arguments,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "src"), "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    return tmp_path, command


def test_in_a_clone_a_new_source_is_green_after_a_review(clone):
    root, command = clone
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    made = command(*COMMAND, "new-source", "nordland_archive")
    assert made.returncode == 0, made.stderr
    after = {file: file.read_bytes() for file in root.rglob("*") if file.is_file() and "__pycache__" not in file.parts}
    assert {file: after[file] for file in before} == before, "nothing else is edited"
    assert sorted(str(file.relative_to(root)) for file in after.keys() - before.keys()) == [
        "docs/sources/nordland_archive.md",
        "src/pipeline/sources/nordland_archive.py",
        "tests/examples/raw/nordland_archive/42.txt",
    ]
    tests = (sys.executable, "-m", "pytest", "-q", "tests/test_examples.py", "tests/test_sources.py", "-k", "nordland")
    first = command(*tests)
    assert first.returncode == 1
    assert "tests/examples/expected/nordland_archive/42.json: review it beside the sample" in first.stdout
    assert "1 failed" in first.stdout
    second = command(*tests)
    assert second.returncode == 0, second.stdout
    ruff = (sys.executable, "-m", "ruff")
    lint = command(*ruff, "check", "src"), command(*ruff, "format", "--check", "src")
    assert [each.returncode for each in lint] == [0, 0], lint
    again = command(*COMMAND, "new-source", "nordland_archive")
    assert again.returncode == 2


@pytest.fixture
def slot_of(outside):
    """The slot of a source made from the template, its text changed, with reviewed values."""

    def make(changes=(), sample=lambda text: text):
        made = new_source("nordland_archive", into=outside)
        forget()
        made.sample.write_text(sample(made.sample.read_text("utf-8")), "utf-8")
        text = made.source.read_text("utf-8")
        for old, new in dict(changes).items():
            assert old in text
            text = text.replace(old, new)
        made.source.write_text(text, "utf-8")
        found = slot(take_in(made.source))
        page.write(read_samples(found))
        list(CHECKS["expected values"](read_samples(found)))
        return found

    return make


def faults(name, of):
    return [f"{fault.where}: {fault.message}" for fault in CHECKS[name](read_samples(of))]


def test_a_sound_source_gives_no_fault(slot_of):
    found = slot_of()
    assert {name: faults(name, found) for name in CHECKS} == {name: [] for name in CHECKS}


_KEY = '    key=re.compile(r"\\d{1,9}"),\n'
_READER = '    readers={{".txt": {}}},\n'
BROKEN = {
    "no notice": ("sample notice", {"        NOTICE,\n": ""}, "42.txt"),
    "a layout without a sample": (
        "sample of each layout",
        {'Layout("page", _PAGE),': 'Layout("other", _PAGE, re.compile("Other")), Layout("page", _PAGE),'},
        "other: ",
    ),
    "another text in each run": (
        "stable ids",
        {
            _KEY: _KEY + _READER.format('lambda data: data.decode().replace("Record 42", f"Record {next(COUNT)}")'),
            "import re\n": "import itertools\nimport re\nCOUNT = itertools.count(1)\n",
        },
        "documents: reading the same samples twice gives different rows",
    ),
    "an entry that is prose": (
        "residue reported",
        {'{"content", "title"}': '{"content", "title", "envelope"}'},
        "page: ",
    ),
    "a value that breaks the table": (
        "release verifies",
        {"(?P<holding>": "(?P<original_language>"},
        "none of the 1 files gave a document",
    ),
    "a converter that fails": (
        "damaged files",
        {'"Title: Telegram from Northport", ': '"Title: Northport", title=lambda words: words.split("Legation")[1], '},
        "IndexError",
    ),
    "a pattern that is not linear": (
        "linear patterns",
        {r"^Shelf[ ]mark:[ ](?P<holding>[^\n]{1,200})$": r"^Shelf[ ]mark:[ ](?P<holding>[^\n]{1,200})$|a+;"},
        "nordland_archive.shelf_mark: its time grows faster than its text",
    ),
    "a rule that does not read its example": (
        "linear patterns",
        {'"Shelf mark: EA 7/12, 3"),': '"Shelfmark EA"),'},
        "nordland_archive.shelf_mark: it does not read its own example",
    ),
    "a slow reader": (
        "speed",
        {
            _KEY: _KEY + _READER.format("lambda data: time.sleep(0.3) or data.decode()"),
            "import re\n": "import re\nimport time\n",
        },
        "ms to read",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_alarm_rings(slot_of, name):
    check, changes, told = BROKEN[name]
    found = faults(check, slot_of(changes))
    assert found
    assert told in "\n".join(found)


def test_a_reader_that_depends_on_the_name_of_a_file_is_told(slot_of):
    """The key of the file's name is taken where the text states none, and an issue says so: that is no fault."""
    found = slot_of(
        {"required=True),\n        # Title": "required=False),\n        # Title"},
        lambda text: text.replace("Record 42\n", ""),
    )
    assert faults("stable ids", found) == []
    assert "inferred-key" in set(read_samples(found).frames["issues"]["code"])


def test_a_page_that_is_out_of_date_is_written_once(slot_of):
    found = slot_of()
    words = found.page.read_text("utf-8")
    for damage in (found.page.unlink, lambda: found.page.write_text("old")):
        damage()
        assert "nordland_archive.md" in faults("page", found)[0]
        assert faults("page", found) == []
        assert found.page.read_text("utf-8") == words


def test_the_page_says_what_is_declared_and_what_is_read(slot_of):
    words = slot_of(
        {"LicenseRef-unknown": "CC-BY-4.0", "text_redistribution=False": "text_redistribution=True"}
    ).page.read_text("utf-8")
    for part in (
        "# Nordland Archive\n",
        "| licence, or where it stands | `CC-BY-4.0` |",
        "| its texts may be passed on | yes |",
        "| `page` | `.txt` | 1 |",
        "| `title` | 1 | 100 % |",
        "`translators`",
        "| Telegram of another foreign service (`telegram`) | 1 | 0.00 % |",
        "- The rules are those of the template",
    ):
        assert part in words


def expected_of(found):
    return found.expected / "42.json"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": "Another"}, ["not read: title: Another", "read, and not so: title: Telegram from"]),
        ({"document_id": "nordland_archive:43"}, ["42.json does not hold nordland_archive:42", "no sample gives it"]),
        ({"subject": "Ferry"}, ["not read: subject: Ferry"]),
        ({"missed": ["subject: Ferry"], "subject": "Ferry"}, []),
        ({"missed": ["subject: Ferry"]}, ["expected to be missed, and read: subject: Ferry"]),
    ],
)
def test_a_sample_that_is_read_otherwise_is_told(slot_of, change, told):
    found = slot_of()
    gold = json.loads(expected_of(found).read_text("utf-8"))
    expected_of(found).write_text(json.dumps(gold | change), "utf-8")
    seen = faults("expected values", found)
    assert len(seen) == len(told)
    assert all(any(words in each for each in seen) for words in told), seen


def test_a_sample_that_gives_no_document_is_told(slot_of):
    found = slot_of()
    (found.samples / "bad.txt").write_bytes(b"\xff\xfe")
    assert "bad.txt: it gives no document" in faults("expected values", found)[0]


def test_values_that_were_reviewed_are_never_overwritten(slot_of):
    found = slot_of()
    expected_of(found).write_text('{"document_id": "nordland_archive:42"}', "utf-8")
    assert faults("expected values", found) == [], "what is not stated is not compared"
    assert expected_of(found).read_text("utf-8") == '{"document_id": "nordland_archive:42"}'


def test_describe_source(slot_of):
    found = slot_of()
    found.page.unlink()
    assert "written" in run("describe-source", "nordland_archive.py").output
    assert "up to date" in run("describe-source", "nordland_archive.py").output
    assert "wilson_center.md: up to date" in run("describe-source", "wilson_center").output
    assert run("describe-source").exit_code == 2
    assert run("describe-source", "no_such_source").exit_code == 2


def test_a_source_without_samples_cannot_be_checked(slot_of):
    found = slot_of()
    shutil.rmtree(found.samples)
    with pytest.raises(SlotError, match="no samples"):
        slot("nordland_archive")
    assert run("check-source", "nordland_archive.py").exit_code == 2
    assert run("check-source", "no_such_source").exit_code == 2


def test_the_template_and_its_sample_are_in_the_package():
    """They are package data: all that the build takes in from the folder."""
    names = {each.name for each in files("pipeline.kit").iterdir()}
    assert {"example_archive.py", "example_archive.txt"} <= names
