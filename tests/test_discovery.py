"""Sources and forms are found by being there, in a package, or in a file that is named; two of one id are refused."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import REPOSITORY
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.discovery import DeclarationError, by_key, of_file, of_package
from pipeline.forms import forms
from pipeline.kit import example_archive
from pipeline.kit.checks import CHECKS
from pipeline.origins import origins
from pipeline.sources import declared, forget, sources, take_in

EXAMPLE = Path(example_archive.__file__)
SAMPLE = EXAMPLE.with_suffix(".txt").read_text("utf-8")


@pytest.fixture(autouse=True)
def no_file_stays_taken_in():
    yield
    forget()


@pytest.fixture
def named(tmp_path):
    """A file outside the repository that defines a source, changed as a test wants it."""

    def write(name="mine.py", **changes):
        text = EXAMPLE.read_text("utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        (tmp_path / name).write_text(text, "utf-8")
        return tmp_path / name

    return write


def test_what_is_there_is_found():
    assert "wilson_center" in sources()
    assert "prc_mfa_cable" in forms()


def test_a_source_may_carry_its_origin(monkeypatch):
    origin = replace(origins()["dfat"], source_id="other")
    source = replace(sources()["wilson_center"], source_id="other", origin=origin)
    monkeypatch.setattr("pipeline.origins.sources", lambda: {"other": source})
    assert origins.__wrapped__()["other"] is origin
    monkeypatch.setattr("pipeline.origins.sources", lambda: {"other": replace(source, origin=origins()["frus"])})
    with pytest.raises(ValueError, match="frus"):
        origins.__wrapped__()


@pytest.fixture
def package(tmp_path, monkeypatch):
    folder = tmp_path / "some_sources"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.startswith("some_sources")]:
        del sys.modules[name]


def test_two_of_one_id_are_refused_with_both_places(package):
    (package / "one.py").write_text("SOURCE = 'same'")
    (package / "two.py").write_text("SOURCE = 'same'")
    with pytest.raises(DeclarationError, match=r"declare same: some_sources\.one and some_sources\.two"):
        by_key(of_package("some_sources", "SOURCE"), str, str)


def test_a_module_without_a_declaration_is_refused(package):
    (package / "one.py").write_text("")
    with pytest.raises(DeclarationError, match=r"some_sources\.one defines no SOURCE"):
        list(of_package("some_sources", "SOURCE"))


def test_a_module_that_fails_is_told_by_its_name(package):
    (package / "one.py").write_text("x = 1\nx.y")
    with pytest.raises(DeclarationError, match=r"some_sources\.one cannot be loaded: .* \(one\.py, line 2\)"):
        list(of_package("some_sources", "SOURCE"))


def test_a_declaration_of_another_kind_is_refused(package):
    (package / "one.py").write_text("SOURCE = 'a source'")
    with pytest.raises(DeclarationError, match=r"some_sources\.one: what it declares is no int"):
        by_key(of_package("some_sources", "SOURCE"), int, int)


def test_a_file_that_is_named_is_a_source(named):
    file = named(example_archive="my_archive")
    assert take_in(file) == "my_archive"
    assert sources()["my_archive"].title == "Example Archive"
    assert declared("my_archive").named == file.resolve()
    file.unlink()
    assert take_in(file) == "my_archive", "it is loaded once"


def test_a_folder_that_is_named_is_a_source(named, tmp_path):
    (tmp_path / "mine").mkdir()
    named("mine/archive.py", example_archive="my_archive")
    (tmp_path / "mine" / "__init__.py").write_text("from .archive import SOURCE")
    assert take_in(tmp_path / "mine") == "my_archive"


def test_a_file_with_the_id_of_another_source_is_refused_and_forgotten(named):
    file = named(example_archive="wilson_center")
    with pytest.raises(DeclarationError, match=r"pipeline\.sources\.wilson_center and .*mine\.py"):
        take_in(file)
    assert "wilson_center" in sources()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SOURCE = 1", "no Source"),
        ("", "defines no SOURCE"),
        ("x = 1\nimport no_such_module", r"No module named 'no_such_module' \(mine\.py, line 2\)"),
        ("from pipeline.grammar import rule\n\nrule('x', '(', '')", r"GrammarError: rule x: .* \(mine\.py, line 3\)"),
        ("raise SystemExit", "SystemExit"),
        ("x = (", "was never closed"),
    ],
)
def test_a_broken_file_is_told_by_its_name(tmp_path, text, told):
    (tmp_path / "mine.py").write_text(text)
    with pytest.raises(DeclarationError, match=told) as why:
        take_in(tmp_path / "mine.py")
    assert "mine.py" in str(why.value)
    with pytest.raises(DeclarationError, match="is no Python file"):
        of_file(tmp_path / "nowhere.py", "SOURCE")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({'licence="LicenseRef-unknown"': 'licence="ask them"'}, "licence is to be an SPDX"),
        ({"/record/{key}": "/record/"}, "no {key}"),
        ({'home="https://': 'home="'}, "home and its canonical_url"),
        ({'source_id="example_archive"': 'source_id="Example Archive"'}, "source_id is to be"),
        ({'{".txt"}': '{"txt"}'}, "suffixes"),
    ],
)
def test_a_source_that_is_declared_wrongly_is_refused(named, change, told):
    with pytest.raises(DeclarationError, match=told):
        take_in(named(**change))


def test_the_command_reads_documents_of_a_file_that_is_named(named, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = named(example_archive="my_archive")
    (tmp_path / "raw" / "my_archive").mkdir(parents=True)
    (tmp_path / "raw" / "my_archive" / "42.txt").write_text(SAMPLE, "utf-8")
    (tmp_path / "elsewhere.txt").write_text(SAMPLE, "utf-8")

    def run(*arguments):
        done = CliRunner().invoke(app, [*arguments, "--source-file", str(file)])
        assert done.exit_code == 0, done.output
        return done.output

    assert "my_archive:42" in run("parse", "raw/my_archive/42.txt")
    assert "my_archive:42" in run("parse", "elsewhere.txt")
    assert "1 published + 0 quarantined" in run("publish")
    assert "evidence: " in run("verify")
    assert "telegram" in run("coverage")
    assert "Northport" in run("explain", "my_archive:42", "title")


def test_the_command_says_what_is_wrong_with_a_file(named, tmp_path):
    (tmp_path / "mine.py").write_text("SOURCE = 1")
    done = CliRunner().invoke(app, ["publish", "--source-file", str(tmp_path / "mine.py")])
    assert done.exit_code == 2
    assert "mine.py" in done.stderr


@pytest.fixture
def installed(tmp_path):
    """Run ``chancery`` with a package installed that declares a source, and give what it printed."""
    (tmp_path / "raw" / "my_archive").mkdir(parents=True)
    (tmp_path / "raw" / "my_archive" / "42.txt").write_text(SAMPLE, "utf-8")

    def run(entry, module, *arguments, command=(sys.executable, "-c", "from pipeline.cli import app; app()")):
        site = tmp_path / "site"
        info = site / "my_archive-1.0.dist-info"
        info.mkdir(parents=True, exist_ok=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: my-archive\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(entry)
        (site / "my_archive.py").write_text(module)
        return subprocess.run(
            [*command, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(site), "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


GOOD = EXAMPLE.read_text("utf-8").replace("example_archive", "my_archive")


@pytest.mark.parametrize("value", ["my_archive", "my_archive:SOURCE"])
def test_a_source_of_an_installed_package_is_read(installed, value):
    done = installed(f"[chancery.sources]\nmine = {value}\n", GOOD, "publish")
    assert done.returncode == 0, done.stderr
    assert "1 files ingested = 1 published" in done.stdout


def test_a_form_of_an_installed_package_is_read(installed):
    form = (
        "\nfrom pipeline.forms import Form\nfrom pipeline.vocabulary import zones\n"
        "FORM = Form('legation_telegram', 'Telegram of a legation', zones.grammar('legation_telegram'),"
        " ('TELEGRAM',), re.compile('Telegram from the Legation'), state='NO')\n"
    )
    entries = "[chancery.sources]\nmine = my_archive\n[chancery.forms]\nmine = my_archive:FORM\n"
    done = installed(entries, GOOD + form, "parse", "raw/my_archive/42.txt")
    assert "form: legation_telegram" in done.stdout, done.stderr


def test_a_package_can_run_the_checks_in_its_own_tests(installed, tmp_path):
    """With the test that the documentation shows."""
    (written,) = re.findall(r"```python\n(.*?)```", (REPOSITORY / "docs" / "plugins.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "test_it.py").write_text(written.replace("nordland_archive", "my_archive"), "utf-8")
    shutil.copytree(tmp_path / "raw", tmp_path / "examples" / "raw")
    entry = "[chancery.sources]\nmine = my_archive\n"
    first = installed(entry, GOOD, "check-source", "my_archive")
    assert first.returncode == 1
    assert "review it" in first.stdout
    second = installed(entry, GOOD, "check-source", "my_archive", "--samples", "examples")
    assert second.returncode == 0, second.stdout
    tests = installed(entry, GOOD, command=(sys.executable, "-m", "pytest", "-q", "test_it.py"))
    assert tests.returncode == 0, tests.stdout
    assert f"{len(CHECKS)} passed" in tests.stdout


@pytest.mark.parametrize(
    ("entry", "module", "told"),
    [
        ("[chancery.sources]\nmine = my_archive\n", "import no_such_module", "No module named 'no_such_module'"),
        ("[chancery.sources]\nmine = gone\n", "", "No module named 'gone'"),
        ("[chancery.forms]\nmine = my_archive:FORM\n", "FORM = 1", "is no Form"),
        ("[chancery.sources]\nmine = my_archive\n", GOOD.replace("my_archive", "wilson_center"), "wilson_center and"),
    ],
)
def test_a_broken_package_is_named_and_nothing_is_published(installed, tmp_path, entry, module, told):
    done = installed(entry, module, "publish")
    assert done.returncode == 2
    assert "my-archive" in done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "outputs").exists()
