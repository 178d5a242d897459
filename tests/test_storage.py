"""Raw files and releases in a store: the same release as from a folder, brought, sent, and never half there.

The store is fsspec's memory, so that a test can let it fail; `test_an_object_store_from_end_to_end` asks a real server.
"""

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import fsspec
import pytest
from typer.testing import CliRunner

from pipeline import corpus
from pipeline.cli import app
from pipeline.corpus import RawFolderError, Refusal
from pipeline.depot import BusyError, DepotError, at_hand, opened, work_folder
from pipeline.depot.lock import LOCK
from pipeline.publish import publish
from pipeline.rebuild import rebuild
from pipeline.release import SUMS, files_of
from pipeline.storage import Address, AddressError, Stored, StoreError, place
from pipeline.upload import UploadError
from pipeline.upload.plan import POINTER
from pipeline.upload.store import Persistence
from pipeline.verify import verify
from tests.storing import PASSWORD, USER, Proxy, seaweed, weed

SAMPLES = Path(__file__).parent / "examples" / "raw"
NAMES = ("wilson_center/900101.md", "wilson_center/900125.pdf", "dfat/990009-mr-h-fenner.md")
QUICK = Persistence(attempts=2, pause=0.001)


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path):
    """Nobody's keys and no proxy; a cache of the test's own."""
    for name in [*os.environ]:
        if name.startswith("AWS_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def store():
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pseudo_dirs[:] = [""]
    yield files
    files.store.clear()


@pytest.fixture
def got(monkeypatch, store):
    """The paths of all files that were got of the store."""
    paths = []
    get = type(store).cat_file

    def watched(self, path, *given, **more):
        paths.append(path)
        return get(self, path, *given, **more)

    monkeypatch.setattr(type(store), "cat_file", watched)
    return paths


def bring(files, root: str, *names: str) -> Address:
    for name in names:
        files.pipe_file(f"{root}/{name}", (SAMPLES / name).read_bytes())
    return place(f"{files.protocol if isinstance(files.protocol, str) else files.protocol[0]}://{root.strip('/')}")


def contents(release: Path) -> dict[str, bytes]:
    return {name: (release / name).read_bytes() for name in files_of(release)}


# --- addresses


@pytest.mark.parametrize(
    "given",
    [
        "s3://AKIA:s3cret@bucket/raw",
        "s3://bucket/../raw",
        "s3://bucket//raw",
        "s3://bucket/raw?versionId=1",
        "simplecache::s3://bucket/raw",
        "s3://bucket/ra\nw",
        "file://elsewhere/raw",
    ],
)
def test_an_address_that_is_unsafe_is_refused_without_its_secret(given):
    with pytest.raises(AddressError) as why:
        place(given)
    assert "s3cret" not in str(why.value)


def test_a_folder_is_named_in_three_ways(tmp_path):
    assert place(str(tmp_path)) == place(f"file://{tmp_path}") == place(tmp_path) == tmp_path
    assert place("s3://bucket/a/b/") == Address("s3", "bucket/a/b")
    # of Azure the part before the @ is a container
    assert str(place("abfs://raw@account.dfs.core.windows.net/x")) == "abfs://raw@account.dfs.core.windows.net/x"


def test_a_kind_of_store_that_nobody_knows():
    with pytest.raises(RawFolderError, match="nowhere"):
        corpus.scan(place("nowhere://bucket/raw"))


# --- raw files


def test_a_release_from_a_store_is_that_from_a_folder(store, tmp_path, got):
    """All samples: as found, as read, and as released; each file is got once, and none where nothing changed."""
    names = [file.relative_to(SAMPLES).as_posix() for file in sorted(SAMPLES.rglob("*")) if file.is_file()]
    shutil.copytree(SAMPLES, tmp_path / "raw")
    raw = bring(store, "bucket/raw", *names)
    on_disk, in_store = corpus.scan(tmp_path / "raw"), corpus.scan(raw)
    assert [(each.path, each.source_id, each.problem, each.excluded) for each in on_disk] == [
        (each.path, each.source_id, each.problem, each.excluded) for each in in_store
    ]
    assert pickle.loads(pickle.dumps(in_store)) == in_store
    few = [name for name in names if name.startswith(("wilson_center/9001", "dfat/"))]
    shutil.rmtree(tmp_path / "raw")
    for name in few:
        (tmp_path / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SAMPLES / name, tmp_path / "raw" / name)
    raw = bring(store, "other/raw", *few)
    here = publish(tmp_path / "raw", tmp_path / "here", workers=1).release.path
    there = publish(raw, tmp_path / "there", workers=1).release.path
    assert contents(here) == contents(there)
    assert len(got) == len(set(got)) <= len(few)
    assert not (tmp_path / "there" / ".staged" / "copies").exists()
    assert not verify(there, raw).faults
    assert rebuild(there, raw).is_proved


def test_a_file_that_did_not_change_is_not_got_again(store, tmp_path, got, monkeypatch):
    monkeypatch.setattr("pipeline.staging.manifest._SETTLED_NS", -60_000_000_000)
    raw = bring(store, "bucket/raw", *NAMES)
    publish(raw, tmp_path / "outputs", workers=1)
    got.clear()
    assert not publish(raw, tmp_path / "outputs", workers=1).release.is_new
    assert not got
    store.pipe_file("bucket/raw/" + NAMES[0], (SAMPLES / "wilson_center/900119.md").read_bytes())
    corpus_of = corpus.scan(raw)
    assert publish(raw, tmp_path / "outputs", workers=1).release.is_new
    assert f"/bucket/raw/{NAMES[0]}" in got
    assert len(corpus_of) == len(NAMES)


HOSTILE = {
    "/bucket/raw/dfat/../up.md": "none that a folder could hold",
    "/bucket/raw/dfat//two.md": "none that a folder could hold",
    "/bucket/raw/../../etc/passwd": "none that a folder could hold",
    "/bucket/raw/dfat/.": "none that a folder could hold",
    "/bucket/raw/dfat/a.md/b.md": "the name of a document",
    "/bucket/raw/dfat/\x1b[31m\n.md": None,
    "/bucket/raw/dfat/\ud800.md": None,
    "/bucket/raw/nobody/x.md": "no source is named nobody",
}


def test_names_that_only_a_store_can_hold_are_told_and_not_read(store, tmp_path):
    raw = bring(store, "bucket/raw", *NAMES)
    text = (SAMPLES / NAMES[2]).read_bytes()
    for name in HOSTILE:
        store.store[name] = type(next(iter(store.store.values())))(store, name, text)
        store.store[name].commit()
    store.pipe_file("/bucket/raw/dfat/a.md", text)
    store.pipe_file("/bucket/rawer/dfat/x.md", text)
    found = {each.path: each for each in corpus.scan(raw)}
    assert len(found) == len(NAMES) + len(HOSTILE) + 1
    assert all(path.isprintable() for path in found)
    problems = [each.problem for each in found.values()]
    for said in filter(None, HOSTILE.values()):
        assert any(said in (problem or "") for problem in problems)
    assert sum("none that a folder" in (problem or "") for problem in problems) == 4
    assert found["raw/dfat/a.md"].problem is None
    assert "name of a document" in found["raw/dfat/a.md/"].problem
    ledger = publish(raw, tmp_path / "outputs", workers=1).release.ledger
    assert ledger["ingested"] == ledger["published"] + ledger["quarantined"] + ledger["excluded"] == len(found)


def test_a_file_that_is_too_large_is_not_got(store, got):
    raw = bring(store, "bucket/raw", NAMES[0])
    store.pipe_file("bucket/raw/dfat/large.md", b"x" * (8 * 1024**2 + 1))
    (large,) = (each for each in corpus.scan(raw) if "large" in each.path)
    assert "more than the limit of 8 MiB" in large.problem
    # one that grew since it was listed is not got to its end
    store.pipe_file("bucket/raw/dfat/grown.md", b"x")
    (grown,) = (each for each in corpus.scan(raw) if "grown" in each.path)
    store.pipe_file("bucket/raw/dfat/grown.md", b"x" * (9 * 1024**2))
    refused, _ = corpus.read(grown)
    assert isinstance(refused, Refusal)
    assert "more than the limit" in refused.message


def test_a_file_that_changes_after_it_was_listed_is_not_noted_under_what_it_was(store, tmp_path):
    raw = bring(store, "bucket/raw", NAMES[0])
    (found,) = corpus.scan(raw)
    assert found.file.fetch().is_as_listed
    store.pipe_file("bucket/raw/" + NAMES[0], b"x" * found.file.size)
    assert not found.file.fetch().is_as_listed
    marked = Stored("memory", found.file.path, 3, "900150983cd24fb0d6963f7d28e17f72", 1)
    store.pipe_file(marked.path, b"abc")
    # the ETag is the MD5 of "abc", by RFC 1321, appendix A.5: nothing more is asked
    assert marked.fetch().is_as_listed


def test_a_sidecar_in_a_store_is_compared(store):
    raw = bring(store, "bucket/raw", NAMES[0])
    store.pipe_file(f"bucket/raw/{NAMES[0]}.provenance.json", json.dumps({"sha256": "0" * 64}).encode())
    document, sidecar = corpus.scan(raw)
    assert sidecar.excluded
    read, _ = corpus.read(document)
    assert [issue.code for issue in read.issues] == ["changed-file"]


def test_a_store_that_does_not_answer_ends_the_run_and_drops_no_document(store, tmp_path, monkeypatch):
    raw = bring(store, "bucket/raw", *NAMES)
    publish(raw, tmp_path / "outputs", workers=1)
    store.pipe_file("bucket/raw/wilson_center/900102.txt", (SAMPLES / "wilson_center/900102.txt").read_bytes())

    def gone(*_given, **_more):
        raise ConnectionResetError(104, "Connection reset by //me:pass@peer")

    monkeypatch.setattr(type(store), "cat_file", gone)
    with pytest.raises(StoreError) as why:
        publish(raw, tmp_path / "outputs", workers=1)
    assert "pass@" not in str(why.value)
    assert [each.name for each in (tmp_path / "outputs").glob("1*")] == ["1.0.0"]
    done = CliRunner().invoke(app, ["publish", "--raw", str(raw), "--outputs", str(tmp_path / "outputs")])
    assert done.exit_code == 3
    assert "cannot be had" in done.stderr


def test_an_address_with_nothing_in_it(store):
    with pytest.raises(RawFolderError, match="nothing in memory://bucket/raw"):
        corpus.scan(place("memory://bucket/raw"))


# --- releases


@pytest.fixture
def raw(tmp_path):
    for name in NAMES:
        (tmp_path / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SAMPLES / name, tmp_path / "raw" / name)
    return tmp_path / "raw"


OUTPUTS = Address("memory", "bucket/outputs")


def run(raw: Path, work: Path | None, take_over: bool = False):
    with opened(OUTPUTS, work, take_over=take_over, again=QUICK) as depot:
        release = publish(raw, depot.outputs, workers=1).release
        sent = depot.send(release.path)
    return release, sent


def add(raw: Path, name: str) -> None:
    shutil.copyfile(SAMPLES / name, raw / name)


def points_to(files, root: str = "bucket/outputs") -> str:
    return json.loads(files.cat_file(f"{root}/{POINTER}"))["version"]


def holds(files, release: Path, root: str = "bucket/outputs") -> bool:
    return all(
        files.cat_file(f"{root}/{release.name}/{name}") == (release / name).read_bytes()
        for name in [*files_of(release), SUMS]
    )


def test_a_second_machine_goes_on_from_the_store_and_gives_the_same(store, raw, tmp_path):
    """Three ways to the second release: in one folder, from one machine, from two."""
    first, sent = run(raw, tmp_path / "one")
    assert sent.error is None
    assert points_to(store) == "1.0.0"
    assert holds(store, first.path)
    assert not store.exists(f"bucket/outputs/{LOCK}")
    publish(raw, tmp_path / "folder", workers=1)
    add(raw, "wilson_center/900102.txt")
    here = publish(raw, tmp_path / "folder", workers=1).release
    there, sent = run(raw, tmp_path / "two")
    assert there.version == here.version == points_to(store) == "1.1.0"
    assert contents(there.path) == contents(here.path)
    # the first machine learns of it, and has nothing to add
    again, sent = run(raw, tmp_path / "one")
    assert not again.is_new
    assert sent.pointer == "latest.json leads to 1.1.0 already"
    assert not sent.outcomes


def test_what_did_not_get_there_is_sent_first(store, raw, tmp_path, monkeypatch):
    run(raw, tmp_path / "one")
    add(raw, "wilson_center/900102.txt")
    put, sent = type(store).put_file, []

    def gone(self, *given, **more):
        sent.append(1)
        if len(sent) > 20:
            raise ConnectionResetError(104, "Connection reset by peer")
        return put(self, *given, **more)

    monkeypatch.setattr(type(store), "put_file", gone)
    _, report = run(raw, tmp_path / "one")
    assert "run the same command again" in report.error
    assert points_to(store) == "1.0.0"
    monkeypatch.undo()
    add(raw, "wilson_center/900103.txt")
    release, report = run(raw, tmp_path / "one")
    assert release.version == points_to(store) == "1.2.0"
    assert store.exists(f"bucket/outputs/1.1.0/{SUMS}")
    assert holds(store, release.path)


def test_a_release_made_elsewhere_meanwhile_is_not_passed_over(store, raw, tmp_path):
    run(raw, tmp_path / "one")
    shutil.copytree(raw, tmp_path / "other")
    add(raw, "wilson_center/900102.txt")
    add(tmp_path / "other", "wilson_center/900103.txt")
    with opened(OUTPUTS, tmp_path / "one", again=QUICK) as depot:
        ours = publish(raw, depot.outputs, workers=1).release
        # somebody took the lock over while we were at work
        theirs, sent = run(tmp_path / "other", tmp_path / "two", take_over=True)
        assert sent.error is None
        refused = depot.send(ours.path)
    assert "another release meanwhile (1.1.0)" in refused.error
    assert holds(store, theirs.path)
    # the next run gives up what was made on top of a release that is not the latest any more
    release, sent = run(raw, tmp_path / "one")
    assert sent.error is None
    assert points_to(store) == release.version != "1.1.0"
    assert contents(tmp_path / "one" / "releases" / "1.1.0") == contents(theirs.path)


def test_one_run_at_a_time(store, raw, tmp_path):
    with opened(OUTPUTS, tmp_path / "one", again=QUICK):
        with pytest.raises(BusyError, match=r"has been publishing to memory://bucket/outputs since .*--take-over"):
            run(raw, tmp_path / "two")
        assert store.exists(f"bucket/outputs/{LOCK}")
    _, sent = run(raw, tmp_path / "two")
    assert sent.error is None
    # left by a run of this folder that was killed, it stands in nobody's way; by another, until somebody decides
    for left, work in (({"owner": (tmp_path / "two" / "owner").read_text(), "host": "elsewhere"}, "two"), ({}, "one")):
        store.pipe_file(f"bucket/outputs/{LOCK}", json.dumps(left).encode())
        with pytest.raises(BusyError):
            run(raw, tmp_path / work)
    run(raw, tmp_path / "one", take_over=True)
    assert not store.exists(f"bucket/outputs/{LOCK}")


@pytest.mark.parametrize("harm", ["file", "sums", "pointer", "outside"])
def test_a_release_that_is_damaged_in_the_store_is_not_gone_on_from(harm, store, raw, tmp_path):
    run(raw, tmp_path / "one")
    if harm == "file":
        store.pipe_file("bucket/outputs/1.0.0/actors.csv", b"actor_id\n")
    elif harm == "sums":
        store.pipe_file(f"bucket/outputs/1.0.0/{SUMS}", b"")
    elif harm == "pointer":
        store.pipe_file(f"bucket/outputs/{POINTER}", b'{"version": "../../etc"}')
    else:
        sums = f"{'0' * 64}  ../../../stolen\n".encode()
        store.pipe_file(f"bucket/outputs/1.0.0/{SUMS}", sums)
        import hashlib  # noqa: PLC0415

        stated = {"version": "1.0.0", "path": "1.0.0/", "sha256sums": hashlib.sha256(sums).hexdigest()}
        store.pipe_file(f"bucket/outputs/{POINTER}", json.dumps(stated).encode())
        store.pipe_file("bucket/stolen", b"x")
    with pytest.raises(DepotError):
        run(raw, tmp_path / "two")
    assert not (tmp_path / "two" / "releases" / "latest").exists()
    assert not list(tmp_path.rglob("stolen"))


def test_what_was_brought_in_part_is_brought_on(store, raw, tmp_path, monkeypatch):
    first, _ = run(raw, tmp_path / "one")
    get, got = type(store).get_file, []

    def some(self, path, *given, **more):
        got.append(path)
        if len(got) > 30:
            raise ConnectionResetError(104, "Connection reset by peer")
        return get(self, path, *given, **more)

    monkeypatch.setattr(type(store), "get_file", some)
    with pytest.raises(UploadError, match="did not answer"):
        run(raw, tmp_path / "two")
    monkeypatch.setattr(type(store), "get_file", get)
    got.clear()
    folder = at_hand(OUTPUTS, tmp_path / "two", QUICK)
    assert contents(folder / "latest") == contents(first.path)


def test_commands_read_what_is_in_a_store(store, raw, tmp_path):
    def call(*arguments):
        return CliRunner().invoke(app, [*arguments])

    published = call("publish", "--raw", str(raw), "--outputs", str(OUTPUTS), "--workers", "1")
    assert published.exit_code == 0, published.stderr
    assert "→ memory://bucket/outputs" in published.stdout
    assert points_to(store) == "1.0.0"
    shutil.rmtree(work_folder(OUTPUTS))
    shown = call("explain", "wilson_center:900101", "date_edtf", "--raw", str(raw), "--outputs", str(OUTPUTS))
    assert shown.exit_code == 0, shown.stderr
    assert call("status", "--raw", str(raw), "--outputs", str(OUTPUTS)).exit_code == 0
    assert call("fetch", "dfat", "--raw", "memory://bucket/raw", "--from", str(raw)).exit_code == 2
    twice = call("publish", "--raw", str(raw), "--outputs", str(OUTPUTS), "--to", f"file://{tmp_path}/x")
    assert twice.exit_code == 2
    assert call("publish", "--outputs", "zenodo://1", "--raw", str(raw)).exit_code == 2


# --- a real server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    program = weed()
    if program is None:
        pytest.skip("there is no SeaweedFS for this kind of machine")
    pytest.importorskip("s3fs")
    with seaweed(program, tmp_path_factory.mktemp("s3")) as address:
        yield address


KEYS = {
    "AWS_ACCESS_KEY_ID": USER,
    "AWS_SECRET_ACCESS_KEY": PASSWORD,
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


def chancery(tmp_path: Path, address: str, work: str, *more: str) -> subprocess.Popen:
    """The command, as somebody runs it, in a process of its own."""
    environment = {**os.environ, **KEYS, "AWS_ENDPOINT_URL_S3": address, "NO_COLOR": "1"}
    environment["PYTHONPATH"] = os.pathsep.join(each for each in sys.path if each)
    command = [sys.executable, "-c", "from pipeline.cli import app; app()", "publish", *more]
    places = ["--raw", "s3://press/raw", "--outputs", "s3://press/outputs", "--work", str(tmp_path / work)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([*command, *places], env=environment, cwd=tmp_path, **pipes)


def test_an_object_store_from_end_to_end(server, raw, tmp_path):
    """Published, killed while a release is on its way, gone on with here and elsewhere; no secret in any word."""
    import s3fs  # noqa: PLC0415

    files = s3fs.S3FileSystem(
        key=USER, secret=PASSWORD, endpoint_url=server, use_listings_cache=False, skip_instance_cache=True
    )
    files.mkdir("press")
    for name in NAMES:
        files.pipe_file(f"press/raw/{name}", (SAMPLES / name).read_bytes())
    said = chancery(tmp_path, server, "one").communicate()
    assert points_to(files, "press/outputs") == "1.0.0", said
    expected = publish(raw, tmp_path / "folder", workers=1).release
    assert holds(files, expected.path, "press/outputs")
    name = "wilson_center/900102.txt"
    add(raw, name)
    files.pipe_file(f"press/raw/{name}", (SAMPLES / name).read_bytes())
    expected = publish(raw, tmp_path / "folder", workers=1).release
    with Proxy(server, 200_000, lambda: process.kill()) as proxy:  # noqa: PLW0108  it is begun below
        process = chancery(tmp_path, proxy.address, "one")
        said += process.communicate()
    assert proxy.happened.is_set()
    assert process.returncode == -signal.SIGKILL
    assert points_to(files, "press/outputs") == "1.0.0"
    assert files.exists(f"press/outputs/{LOCK}")
    elsewhere = chancery(tmp_path, server, "two")
    said += elsewhere.communicate()
    assert elsewhere.returncode == 3
    assert "--take-over" in said[-1]
    again = chancery(tmp_path, server, "one")
    said += again.communicate()
    assert again.returncode == 0, said[-1]
    assert points_to(files, "press/outputs") == expected.version == "1.1.0"
    assert holds(files, expected.path, "press/outputs")
    assert not files.exists(f"press/outputs/{LOCK}")
    assert not [words for words in said if PASSWORD in words]
