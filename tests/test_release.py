"""A release is whole or not there; the same input gives the same bytes; what is published stays."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import release
from pipeline.publish import NothingPublishedError, publish
from pipeline.release import ReleaseError, latest
from pipeline.report import FINE, WITH_LOSSES
from pipeline.verify import verify
from tests.conftest import REAL, REPOSITORY

RAW = REPOSITORY / "raw"


@pytest.fixture
def outputs(tmp_path):
    return tmp_path / "outputs"


@pytest.fixture
def folder(raw):
    shutil.copy(REAL, raw / "wilson_center")
    return raw


def contents(path: Path):
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def add(folder, record=188162):
    text = REAL.read_text("utf-8").replace("188161", str(record))
    (folder / "wilson_center" / f"{record}.md").write_text(text, "utf-8")


def test_two_runs_give_the_same_bytes(folder, tmp_path):
    first = publish(folder, tmp_path / "one").release
    moved = tmp_path / "elsewhere" / "raw"
    shutil.copytree(folder, moved)
    second = publish(moved, tmp_path / "two").release
    assert contents(first.path) == contents(second.path)


def test_the_order_of_files_and_hash_seeds_do_not_matter(folder, tmp_path):
    for record in (9, 188163, 188162):
        add(folder, record)
    made = []
    for seed in ("0", "1"):
        out = tmp_path / f"seed{seed}"
        command = [sys.executable, "-m", "pipeline.cli", "publish", "--raw", str(folder), "--outputs", str(out)]
        code = f"from pipeline.cli import app; import sys; sys.argv = {command[2:]!r}; app()"
        run = subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=False
        )
        assert run.returncode == FINE, run.stderr
        made.append(contents(out / "1.0.0"))
    assert made[0] == made[1]


def test_the_committed_release_is_what_raw_gives(tmp_path):
    committed = latest(REPOSITORY / "outputs")
    assert committed, "outputs/ holds no release: make datasets"
    # made again on top of the release before it, whose ids it keeps
    outputs = tmp_path / "again"
    shutil.copytree(REPOSITORY / "outputs", outputs, symlinks=True, ignore=shutil.ignore_patterns(committed.name))
    versions = (file.parent.name.split(".") for file in outputs.glob("[0-9]*/run.json"))
    (outputs / "latest").unlink()
    (outputs / "latest").symlink_to(".".join(max(versions, key=lambda version: [int(part) for part in version])))
    again = publish(RAW, outputs, committed.name, authorities=REPOSITORY / "authorities").release
    advice = "outputs/ does not say what raw/ gives any more: run make datasets and commit the new release"
    assert release.same_content(again.path, committed), advice
    was, now = contents(committed), contents(again.path)
    differing = {name for name in was if was[name] != now[name]}
    # only a later version of the code may show, and only where a release says what made it
    assert differing <= {"run.json", "SHA256SUMS"}, advice


def test_nothing_changed_makes_no_release(folder, outputs):
    first = publish(folder, outputs).release
    second = publish(folder, outputs).release
    assert (first.is_new, second.is_new) == (True, False)
    assert sorted(path.name for path in outputs.iterdir()) == [".lock", ".staged", "1.0.0", "latest"]


def test_another_document_makes_the_next_release_and_leaves_the_first(folder, outputs):
    first = contents(publish(folder, outputs).release.path)
    add(folder)
    second = publish(folder, outputs).release
    assert second.version == "1.1.0"
    assert second.rows["documents"] == 2
    assert latest(outputs).name == "1.1.0"
    assert contents(outputs / "1.0.0") == first


def test_fewer_documents_are_said(folder, outputs):
    add(folder)
    publish(folder, outputs)
    (folder / "wilson_center" / "188162.md").unlink()
    assert publish(folder, outputs).shrunk_from == 2


@pytest.mark.parametrize("version", ["../evil", "1", "1.0", "latest", "1.0.0/../../x", "", "01.0.0", "1.0.0\n"])
def test_a_version_is_a_version(folder, outputs, version):
    if version == "":
        assert publish(folder, outputs, version).release.version == "1.0.0"
        return
    with pytest.raises(ReleaseError, match="is not a version"):
        publish(folder, outputs, version)
    assert release.latest(outputs) is None


def test_a_version_that_is_taken_or_earlier_is_refused(folder, outputs):
    publish(folder, outputs, "2.0.0")
    add(folder)
    for version in ("2.0.0", "1.9.0"):
        with pytest.raises(ReleaseError, match="later --version"):
            publish(folder, outputs, version)
    assert sorted(path.name for path in outputs.iterdir()) == [".lock", ".staged", "2.0.0", "latest"]


def test_nothing_to_publish_makes_nothing(raw, outputs):
    with pytest.raises(NothingPublishedError, match="no file to read"):
        publish(raw, outputs)
    (raw / "wilson_center" / "x.md").write_text("hello")
    with pytest.raises(NothingPublishedError, match=r"raw/wilson_center/x\.md"):
        publish(raw, outputs)
    assert release.latest(outputs) is None


def test_something_kept_back_is_told_by_the_exit_code(folder, outputs):
    (folder / "wilson_center" / "x.md").write_text("hello")
    assert publish(folder, outputs).exit_code == WITH_LOSSES


def test_two_runs_at_once(folder, outputs):
    outputs.mkdir()
    with release.alone(outputs), pytest.raises(ReleaseError, match="another run"):
        publish(folder, outputs)
    assert publish(folder, outputs).release.is_new


def test_a_place_that_cannot_be_written(folder, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ReleaseError, match="cannot be written"):
        publish(folder, tmp_path / "file" / "outputs")


def test_a_full_disk_leaves_the_old_release(folder, outputs, monkeypatch):
    publish(folder, outputs)
    before = contents(outputs / "1.0.0")
    add(folder)

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device", "documents.parquet")

    with monkeypatch.context() as patch:
        patch.setattr(release.pa.parquet, "write_table", full)
        with pytest.raises(ReleaseError, match="No space left"):
            publish(folder, outputs)
    assert latest(outputs).name == "1.0.0"
    assert contents(outputs / "1.0.0") == before
    assert publish(folder, outputs).release.version == "1.1.0"


def test_a_release_left_whole_before_the_link_was_moved_is_taken_up(folder, outputs, monkeypatch):
    publish(folder, outputs)
    add(folder)
    with monkeypatch.context() as patch:
        patch.setattr(release, "_point", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            publish(folder, outputs)
    assert latest(outputs).name == "1.0.0"
    made = publish(folder, outputs).release
    assert (made.version, latest(outputs).name) == ("1.1.0", "1.1.0")
    assert not verify(made.path, folder).faults


KILLED = """
import sys, time
from pathlib import Path
from pipeline.publish import publish
from pipeline.corpus import scan
raw, outputs = map(Path, sys.argv[1:])
publish(raw, Path(sys.argv[2] + "-warm"))
print("ready", flush=True)
sys.stdin.readline()
publish(raw, outputs)
print("done", flush=True)
time.sleep(60)
"""


@pytest.mark.timeout(900)
def test_killed_anywhere_there_is_the_old_release_or_the_new_one(folder, tmp_path):
    """Eight runs are killed, each a little later than the last, from the first moment to after the end."""
    add(folder)
    took = _undisturbed(folder, tmp_path)
    names = []
    for point in range(8):
        outputs = tmp_path / f"killed{point}"
        publish_old(folder, outputs, tmp_path)
        child = _ready(folder, outputs)
        child.stdin.write("go\n")
        child.stdin.flush()
        time.sleep(took * 1.15 * point / 7)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        now = latest(outputs)
        names.append(now.name)
        assert not verify(now, folder).faults, f"killed at {point} of 8"
        made = publish(folder, outputs).release
        assert (made.version, made.rows["documents"]) == ("1.1.0", 2)
        assert not verify(made.path, folder).faults
        assert sorted(path.name for path in outputs.iterdir()) == [".lock", ".staged", "1.0.0", "1.1.0", "latest"]
    assert names[0] == "1.0.0"
    assert set(names) <= {"1.0.0", "1.1.0"}


def publish_old(folder, outputs, tmp_path):
    """The release of one document, made once and copied."""
    old = tmp_path / "old"
    if not old.exists():
        alone = tmp_path / "alone" / "raw"
        (alone / "wilson_center").mkdir(parents=True)
        shutil.copy(REAL, alone / "wilson_center")
        publish(alone, old)
    shutil.copytree(old, outputs, symlinks=True)


def _ready(folder, outputs):
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder), str(outputs)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout.readline() == "ready\n"
    return child


def _undisturbed(folder, tmp_path):
    """Seconds that a publication takes in such a process."""
    child = _ready(folder, tmp_path / "undisturbed")
    start = time.perf_counter()
    child.stdin.write("go\n")
    child.stdin.flush()
    assert child.stdout.readline() == "done\n"
    took = time.perf_counter() - start
    child.kill()
    child.communicate()
    return took


def test_only_so_many_releases_stay_as_are_wanted(folder, outputs):
    for version in ("1.0.0", "1.1.0", "1.2.0"):
        (folder / "wilson_center" / "note.md").write_text(f"no document, {version}")
        publish(folder, outputs, version)
    publish(folder, outputs, keep=2)
    assert [each.name for each in sorted(outputs.glob("1*"))] == ["1.0.0", "1.1.0", "1.2.0"], "nothing was published"
    (folder / "wilson_center" / "note.md").unlink()
    publish(folder, outputs, "1.10.0", keep=2)
    assert {each.name for each in outputs.glob("[1.]*") if "staged" not in each.name} == {".lock", "1.10.0", "1.2.0"}
    assert latest(outputs).name == "1.10.0"
