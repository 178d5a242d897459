"""A release comes out of what it names, byte by byte; each thing that is not as it was is told, with the reason."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from pipeline import code, rebuild
from pipeline.authorities import add_decision
from pipeline.cli import app
from pipeline.publish import publish
from pipeline.rebuild import NotPinnedError
from pipeline.release import SUMS, files_of
from pipeline.renditions.written import sha256_of
from tests.edition import from_kirk, write
from tests.test_identity import SAME


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two releases, the second on top of the first."""
    folder = tmp_path_factory.mktemp("rebuild")
    for key in (1, 2):
        write(folder / "raw", from_kirk(key, str(100 + key), f"{key} March 1948"))
        publish(folder / "raw", folder / "outputs", authorities=folder / "authorities")
    return folder


@pytest.fixture
def place(made, tmp_path):
    shutil.copytree(made, tmp_path / "place", symlinks=True)
    return tmp_path / "place"


def again(place, version="1.1.0", **options):
    return rebuild.rebuild(place / "outputs" / version, place / "raw", place / "authorities", **options)


def seal(release):
    """Write the checksums of a release anew, as whoever damaged it on purpose would."""
    sums = "".join(f"{sha256_of(release / name)}  {name}\n" for name in files_of(release))
    (release / SUMS).write_text(sums, "utf-8")


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_a_release_comes_out_the_same_though_files_have_come_in_since(place, version):
    write(place / "raw", from_kirk(9, "109", "9 March 1948"))
    before = sorted(place.rglob("*"))
    done = again(place, version)
    assert done.is_proved
    assert done.same == len(files_of(place / "outputs" / version)) + 1
    assert sorted(place.rglob("*")) == before
    arguments = ["rebuild", version, "--outputs", str(place / "outputs"), "--raw", str(place / "raw")]
    told = CliRunner().invoke(app, [*arguments, "--authorities", str(place / "authorities")])
    assert (told.exit_code, "every byte comes out the same" in told.stdout) == (0, True)


def test_a_raw_file_that_is_another_or_gone_is_told(place):
    (place / "raw" / "dfat" / "1.md").write_text("other", "utf-8")
    (place / "raw" / "dfat" / "2.md").unlink()
    assert dict(again(place).missing) == {
        "raw/dfat/1.md": "the file is another than the release was made from",
        "raw/dfat/2.md": "the file is not there any more",
    }
    arguments = ["rebuild", "--outputs", str(place / "outputs"), "--raw", str(place / "raw")]
    assert CliRunner().invoke(app, arguments).exit_code == 1


def test_a_release_before_that_is_another_or_gone_is_told(place):
    (place / "outputs" / "1.0.0" / SUMS).write_text("", "utf-8")
    assert [each.what for each in again(place).missing] == ["release 1.0.0"]
    shutil.rmtree(place / "outputs" / "1.0.0")
    assert [each.what for each in again(place).missing] == ["release 1.0.0"]


def test_decisions_taken_since_are_told(place):
    add_decision(place / "authorities", SAME.__class__(**{**SAME.__dict__, "actor_id": "a", "other_actor_id": "b"}))
    assert dict(again(place).missing) == {"decisions": "the release was made without any"}


def test_a_value_slipped_in_is_found_though_the_checksums_are_made_to_fit(place):
    release = place / "outputs" / "1.1.0"
    text = (release / "documents.csv").read_text("utf-8")
    (release / "documents.csv").write_text(text.replace("SECRET", "SECRETIVE", 1), "utf-8")
    assert dict(again(place).differs)["documents.csv"].startswith("the release's own file is not the one")
    seal(release)
    found = dict(again(place).differs)
    assert found.keys() == {"documents.csv", SUMS}
    assert found["documents.csv"].startswith("1 of its rows do not come out, 1 others do")


def test_a_file_too_many_is_found(place):
    (place / "outputs" / "1.1.0" / "more.csv").write_text("a\n", "utf-8")
    seal(place / "outputs" / "1.1.0")
    assert dict(again(place).differs)["more.csv"] == "it does not come out"


def test_other_code_is_told_and_what_it_changes(place, monkeypatch):
    was = code.code()
    other = {**was, "sha256": "0" * 64, "libraries": {**was["libraries"], "pyarrow": "1.0"}}
    monkeypatch.setattr("pipeline.rebuild.code", lambda: other)
    monkeypatch.setattr("pipeline.release.code", lambda: other)
    done = again(place)
    assert [each.what for each in done.code] == ["code, sha256", "pyarrow"]
    assert {each.what for each in done.differs} == {"run.json", SUMS}
    assert (done.is_proved, done.is_same_data) == (False, True)
    assert "names the code" in done.differs[0].why


def test_a_release_that_pins_nothing_is_wrong_use(place):
    run = place / "outputs" / "1.1.0" / "run.json"
    run.write_text(json.dumps({"version": "1.1.0", "parameters": {"version": "1.1.0"}}), "utf-8")
    with pytest.raises(NotPinnedError, match="did not yet write down"):
        again(place)
    arguments = ["rebuild", "1.1.0", "--outputs", str(place / "outputs")]
    for damaged in (
        run.read_text("utf-8"),
        "{",
        '{"version": "1.1.0", "parameters": {"previous": {"version": "../x"}}}',
    ):
        run.write_text(damaged, "utf-8")
        assert CliRunner().invoke(app, arguments).exit_code == 2


def test_the_hash_of_the_code_is_of_its_files_and_names(tmp_path):
    def hashed(name, text):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.py").write_text(text)
        return folder

    one, same, other = hashed("one", "x = 1"), hashed("same", "x = 1"), hashed("other", "x = 2")
    (same / "__pycache__").mkdir()
    (same / "__pycache__" / "a.pyc").write_text("made of it")
    assert code.sha256_of_source(one) == code.sha256_of_source(same) != code.sha256_of_source(other)
