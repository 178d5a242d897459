"""Disks that are full, clocks set back, two runs at once, damaged files: a clear message, and a whole release."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import corpus, release, staging
from pipeline.cli import app
from pipeline.corpus import RawFolderError
from pipeline.fetch import Request, fetch
from pipeline.origins import origins
from pipeline.publish import publish
from pipeline.release import ReleaseError, latest
from pipeline.report import WRONG_USE
from pipeline.staging import Area, LostError, Processes, manifest, processes, read_batch
from pipeline.staging.area import AREA, DamagedError
from pipeline.staging.disk import UNFINISHED
from pipeline.staging.manifest import hashes
from pipeline.upload import open_store, plan_of, upload
from pipeline.upload.store import Options
from tests.conftest import REAL, REPOSITORY

SAMPLES = Path(__file__).parent / "examples" / "raw" / "wilson_center"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two raw files, the release of the first in `one`, and in `two` also the one of both."""
    place = tmp_path_factory.mktemp("made")
    raw = place / "raw"
    (raw / "wilson_center").mkdir(parents=True)
    shutil.copy(REAL, raw / "wilson_center")
    publish(raw, place / "one")
    add(raw)
    shutil.copytree(place / "one", place / "two", symlinks=True)
    publish(raw, place / "two")
    return place


@pytest.fixture
def folder(made, tmp_path):
    """A raw folder with two documents."""
    return Path(shutil.copytree(made / "raw", tmp_path / "raw"))


@pytest.fixture
def outputs(made, tmp_path):
    """A folder with the release of the first document: the second has come since."""
    return Path(shutil.copytree(made / "one", tmp_path / "outputs", symlinks=True))


@pytest.fixture
def two(made, tmp_path):
    """A folder with the release of the first document, and that of both."""
    return Path(shutil.copytree(made / "two", tmp_path / "outputs", symlinks=True))


def add(folder, record=188162):
    text = REAL.read_text("utf-8").replace("188161", str(record))
    (folder / "wilson_center" / f"{record}.md").write_text(text, "utf-8")


def contents(path: Path):
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def names(path: Path):
    return sorted(each.name for each in path.iterdir())


@contextmanager
def files_of_at_most(size: int):
    """No file may grow over a size, as on a disk that is full: the system refuses to write more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# the disk


@pytest.mark.parametrize("size", [100, 3_000, 20_000], ids=["rows", "tables", "renditions"])
def test_a_disk_that_is_full_leaves_the_old_release_and_nothing_half_written(folder, outputs, size):
    before = contents(outputs / "1.0.0")
    with files_of_at_most(size), pytest.raises(ReleaseError, match="File too large") as stopped:
        publish(folder, outputs)
    assert str(outputs) in str(stopped.value)
    assert "run the same command again" in str(stopped.value)
    assert latest(outputs).name == "1.0.0"
    assert contents(outputs / "1.0.0") == before
    assert not [*outputs.glob(".building-*"), *outputs.rglob(f"{UNFINISHED}*")]


def test_fetching_to_a_disk_that_is_full_leaves_no_half_document(raw):
    with files_of_at_most(100):
        told = CliRunner().invoke(app, ["fetch", "wilson_center", "--from", str(REAL), "--raw", str(raw)])
    assert told.exit_code == WRONG_USE
    assert f"cannot be kept in {raw / 'wilson_center'}: File too large" in told.stderr.replace("\n", "")
    assert not list((raw / "wilson_center").glob("*.md"))
    done = fetch(origins()["wilson_center"], Request(given=(REAL,)), raw)
    assert done.counts["new"] == 1
    assert (raw / "wilson_center" / REAL.name).read_bytes() == REAL.read_bytes()
    assert not (raw / "wilson_center" / ".fetch").exists()


def test_what_cannot_be_written_is_told_with_what_to_do(folder, outputs, monkeypatch):
    def refused(*_args, **_kwargs):
        raise OSError(30, "Read-only file system", str(outputs / ".lock"))

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(ReleaseError, match=r"Read-only file system: .*\.lock; see that it may be written"):
        publish(folder, outputs)


def test_a_source_that_cannot_be_listed_is_not_taken_for_an_empty_one(folder, outputs, monkeypatch):
    listed = os.scandir

    def scandir(path):
        if Path(path).name == "wilson_center":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(corpus.os, "scandir", scandir)
    with pytest.raises(RawFolderError, match=r"wilson_center cannot be listed \(Permission denied\).*mounted"):
        publish(folder, outputs)
    assert latest(outputs).name == "1.0.0"


def test_a_folder_of_no_source_that_cannot_be_listed_stops_nobody(folder, monkeypatch):
    listed = os.scandir

    def scandir(path):
        if Path(path).name == "lost+found":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    (folder / "lost+found").mkdir()
    monkeypatch.setattr(corpus.os, "scandir", scandir)
    (found,) = [each for each in corpus.scan(folder) if each.problem]
    assert found.path == "raw/lost+found"
    assert "cannot be listed" in found.problem


# the clock


@pytest.mark.parametrize("year", [1970, 2100])
def test_a_clock_that_is_wrong_changes_no_release(folder, outputs, made, monkeypatch, year):
    monkeypatch.setattr(manifest.time, "time_ns", lambda: (year - 1970) * 31_557_600_000_000_000)
    assert contents(publish(folder, outputs).release.path) == contents(made / "two" / "1.1.0")


def test_a_file_from_the_future_is_read_again_when_it_changes(tmp_path):
    file, kept = tmp_path / "a.txt", tmp_path / "manifest.parquet"
    file.write_text("one")
    os.utime(file, (4_102_444_800, 4_102_444_800))
    (first,) = hashes([("a", file)], kept)
    file.write_text("two")
    os.utime(file, (4_102_444_800, 4_102_444_800))
    assert hashes([("a", file)], kept) != [first]


def test_a_clock_set_back_makes_no_document_new(raw, monkeypatch):
    monkeypatch.setattr("pipeline.fetch.now", lambda: "2099-01-01T00:00:00Z")
    fetch(origins()["wilson_center"], Request(given=(REAL,)), raw)
    monkeypatch.setattr("pipeline.fetch.now", lambda: "2001-01-01T00:00:00Z")
    assert fetch(origins()["wilson_center"], Request(given=(REAL,)), raw).counts["unchanged"] == 1
    stated = json.loads((raw / "wilson_center" / f"{REAL.name}.provenance.json").read_text("utf-8"))
    assert stated["fetched_at"] == "2099-01-01T00:00:00Z"


# two at once


def test_a_second_run_says_so_at_once_and_harms_nothing(folder, outputs):
    before = published(outputs)
    with release.alone(outputs):
        told = CliRunner().invoke(app, ["publish", "--raw", str(folder), "--outputs", str(outputs)])
    assert told.exit_code == WRONG_USE
    assert "another run is publishing to" in told.stderr
    assert "wait until it has ended" in told.stderr.replace("\n", " ")
    assert published(outputs) == before


# the latest release


def no_files(outputs):
    shutil.rmtree(outputs / "1.1.0")


def no_table(outputs):
    (outputs / "1.1.0" / "actors.csv").unlink()


def no_sums(outputs):
    (outputs / "1.1.0" / "SHA256SUMS").unlink()


def cut_sums(outputs):
    (outputs / "1.1.0" / "SHA256SUMS").write_text("")


def changed_table(outputs):
    data = bytearray((outputs / "1.1.0" / "documents.parquet").read_bytes())
    data[len(data) // 2] ^= 1
    (outputs / "1.1.0" / "documents.parquet").write_bytes(data)


def changed_csv(outputs):
    with (outputs / "1.1.0" / "documents.csv").open("ab") as file:
        file.write(b"\n")


def changed_run(outputs):
    (outputs / "1.1.0" / "run.json").write_text("{")


DAMAGES = [no_files, no_table, no_sums, cut_sums, changed_table, changed_csv, changed_run]


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_release_is_made_on_a_damaged_one_and_the_way_out_is_told(folder, two, damage):
    damage(two)
    before = published(two)
    with pytest.raises(ReleaseError, match=r"1\.1\.0.* put it back from a copy") as stopped:
        publish(folder, two)
    assert published(two) == before
    assert f"go on from 1.0.0 (ln -sfn 1.0.0 {two / 'latest'}), and publish again" in str(stopped.value)


def test_the_way_out_of_a_damaged_release_leads_to_the_same_one(folder, two, made, tmp_path):
    changed_table(two)
    (two / "1.1.0").rename(tmp_path / "aside")
    (two / "latest").unlink()
    (two / "latest").symlink_to("1.0.0")
    assert contents(publish(folder, two).release.path) == contents(made / "two" / "1.1.0")


def published(outputs):
    """All that is in a folder of releases, but for what is kept from run to run."""
    return {name: data for name, data in contents(outputs).items() if not name.startswith((AREA, "runs/"))}


def test_releases_without_a_link_are_not_begun_anew(folder, outputs):
    (outputs / "latest").unlink()
    with pytest.raises(ReleaseError, match=r"no link latest.*ln -s 1\.0\.0 "):
        publish(folder, outputs)
    shutil.copytree(outputs / "1.0.0", outputs / "latest")
    with pytest.raises(ReleaseError, match=r"is no link.*ln -s 1\.0\.0 "):
        publish(folder, outputs)


def test_a_run_killed_before_it_moved_the_link_does_not_stop_the_next_one(folder, outputs, monkeypatch):
    """Also where documents have come since: the release that was whole is named, and the next one made on top of it."""
    with monkeypatch.context() as patch:
        patch.setattr(release, "_point", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            publish(folder, outputs)
    assert latest(outputs).name == "1.0.0"
    add(folder, 188163)
    made = publish(folder, outputs).release
    assert (made.version, made.rows["documents"]) == ("1.2.0", 3)
    assert [name for name in names(outputs) if name != AREA] == [".lock", "1.0.0", "1.1.0", "1.2.0", "latest"]


# what is kept from run to run


def test_whatever_byte_is_damaged_rows_are_read_again(folder, tmp_path):
    area, chance = Area(tmp_path / AREA), random.Random(1)
    plan = staging.plan(corpus.scan(folder), area)
    (key,) = read_batch(next(plan.batches())).values()
    (file,) = area.folder.glob("??/*.zip")
    whole, tables = file.read_bytes(), area.read(key)
    for place in (*(chance.randrange(len(whole)) for _ in range(150)), *range(len(whole) - 150, len(whole))):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << chance.randrange(8))]) + whole[place + 1 :])
        with suppress(DamagedError):
            assert area.read(key, list(tables)) == tables
    file.write_bytes(whole[:-1])
    (again,) = plan.tables()
    assert again == tables
    assert area.read(key) == tables, "what was read again is kept"


def test_whatever_byte_of_the_manifest_is_damaged_files_are_known(tmp_path, monkeypatch):
    monkeypatch.setattr(manifest, "_SETTLED_NS", -60_000_000_000)
    kept, chance, files = tmp_path / "manifest.parquet", random.Random(1), []
    for number in range(20):
        file = tmp_path / f"{number}.txt"
        file.write_text(str(number))
        files.append((f"raw/{number}.txt", file))
    wanted = hashes(files, kept)
    whole = kept.read_bytes()
    for _ in range(150):
        place = chance.randrange(len(whole))
        kept.write_bytes(whole[:place] + bytes([chance.randrange(256)]) + whole[place + 1 :])
        assert hashes(files, kept) == wanted


# processes


def workers_of(process: int) -> list[int]:
    """The processes that read: forked by the server of forks that a process has."""
    return [worker for server in _children(process) for worker in _children(server)]


def _children(process: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found in /proc")
def test_processes_that_are_ended_from_outside_change_nothing(folder, tmp_path, monkeypatch):
    """All that read are ended once before they have anything to do, and one of them again while it reads."""
    monkeypatch.setattr("pipeline.corpus.SHARD_SIZE", 1)
    monkeypatch.setattr("pipeline.staging.planning.BATCH_SIZE", 1)
    add(folder)
    plan = staging.plan(corpus.scan(folder), Area(tmp_path / AREA))
    before = set(workers_of(os.getpid()))
    with Processes(2) as reading:
        first, second = plan.batches()
        done = reading.read(first)
        for worker in set(workers_of(os.getpid())) - before:
            os.kill(worker, signal.SIGKILL)
        done |= reading.read(second)
    assert len(list(plan.read(done).tables())) == 2
    assert len(list((tmp_path / AREA).glob("??/*.zip"))) == 2


def test_processes_that_end_as_soon_as_they_begin_are_told(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "_done", broken)
    plan = staging.plan(corpus.scan(folder), Area(tmp_path / AREA))
    with Processes(2) as reading, pytest.raises(LostError, match=r"ended 6 times .* fewer --workers"):
        reading.read(next(plan.batches()))


def broken(*_args):
    raise processes._BrokenError


# elsewhere


def test_a_pointer_left_unfinished_elsewhere_is_swept(folder, outputs, tmp_path):
    sent = tmp_path / "sent"
    sent.mkdir()
    for name in (".latest.json.0a.part", ".latest.0b.part"):
        (sent / name).write_text("of an upload that was killed")
    upload(plan_of(latest(outputs)), open_store(f"file:{sent}", Options()))
    assert names(sent) == ["1.0.0", "latest", "latest.json"]


# everything


@pytest.mark.timeout(300)
def test_runs_that_are_killed_are_finished_by_the_next(tmp_path):
    """A few of the kills of `benchmarks.kills`."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", "--kills", "5", "--seed", "16"],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
