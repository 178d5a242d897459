"""Raw files and releases in a store: the same release as from a folder, brought, sent, and never half there.

The store is fsspec's memory, so that a test can let it fail; `test_an_object_store_from_end_to_end` asks a real server.
"""

import hashlib
import json
import os
import pickle
import shutil
import signal
import socket
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
from pipeline.release import SUMS, files_of, latest
from pipeline.renditions.written import sha256_of
from pipeline.staging.manifest import hashes
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


@pytest.fixture
def raw(tmp_path):
    for name in NAMES:
        (tmp_path / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SAMPLES / name, tmp_path / "raw" / name)
    return tmp_path / "raw"


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


def test_what_is_found_in_a_store_is_what_is_found_in_a_folder(store):
    names = [file.relative_to(SAMPLES).as_posix() for file in sorted(SAMPLES.rglob("*")) if file.is_file()]
    on_disk, in_store = corpus.scan(SAMPLES), corpus.scan(bring(store, "bucket/raw", *names))
    assert [(each.path, each.source_id, each.problem, each.excluded) for each in on_disk] == [
        (each.path, each.source_id, each.problem, each.excluded) for each in in_store
    ]
    assert pickle.loads(pickle.dumps(in_store)) == in_store


def test_a_release_from_a_store_is_that_from_a_folder(store, raw, tmp_path, got):
    """Each file is got once for it."""
    here = publish(raw, tmp_path / "here", workers=1).release.path
    there = publish(bring(store, "bucket/raw", *NAMES), tmp_path / "there", workers=1).release.path
    assert contents(here) == contents(there)
    assert len(got) == len(set(got)) == len(NAMES)
    assert not (tmp_path / "there" / ".staged" / "copies").exists()
    assert not verify(there, place("memory://bucket/raw")).faults
    assert rebuild(there, place("memory://bucket/raw")).is_proved


def test_a_file_that_did_not_change_is_not_got_again(store, tmp_path, got, monkeypatch):
    monkeypatch.setattr("pipeline.staging.manifest._SETTLED_NS", -60_000_000_000)
    raw = bring(store, "bucket/raw", *NAMES)

    def looked():
        got.clear()
        files = [(each.path, each.file) for each in corpus.scan(raw)]
        return hashes(files, tmp_path / "manifest"), [path.removeprefix("/bucket/raw/") for path in got]

    first, read = looked()
    assert sorted(read) == sorted(NAMES)
    assert looked() == (first, [])
    store.pipe_file("bucket/raw/" + NAMES[0], (SAMPLES / "wilson_center/900119.md").read_bytes())
    second, read = looked()
    assert read == [NAMES[0]]
    assert sum(one != other for one, other in zip(first, second, strict=True)) == 1
    # of a store that says neither ETag nor time nothing is believed
    monkeypatch.setattr("pipeline.storage.stored._TIMES", ())
    assert len(looked()[1]) == len(looked()[1]) == len(NAMES)


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

    def gone(*_given, **_more):
        raise ConnectionResetError(104, "Connection reset by //me:pass@peer")

    monkeypatch.setattr(type(store), "cat_file", gone)
    with pytest.raises(StoreError) as why:
        publish(raw, tmp_path / "outputs", workers=1)
    assert "pass@" not in str(why.value)
    assert not list((tmp_path / "outputs").glob("1*"))
    done = CliRunner().invoke(app, ["publish", "--raw", str(raw), "--outputs", str(tmp_path / "outputs")])
    assert done.exit_code == 3
    assert "cannot be had" in done.stderr


def test_an_address_with_nothing_in_it(store):
    with pytest.raises(RawFolderError, match="nothing in memory://bucket/raw"):
        corpus.scan(place("memory://bucket/raw"))


# --- releases


OUTPUTS = Address("memory", "bucket/outputs")


def made(outputs: Path, words: str) -> Path:
    """The next release of a folder, with what a depot needs of one; the one that is there, where it says the same."""
    before = latest(outputs)
    if before and (before / "actors.csv").read_text() == words:
        return before
    version = f"1.{int(before.name.split('.')[1]) + 1}.0" if before else "1.0.0"
    on_top_of = {"version": before.name, "sha256": sha256_of(before / SUMS)} if before else None
    run = {"version": version, "parameters": {"previous": on_top_of}}
    files = {"actors.csv": words, "run.json": json.dumps(run), "datapackage.json": "{}", "site/index.html": "<p>"}
    folder = outputs / version
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    sums = (f"{sha256_of(folder / name)}  {name}\n" for name in files_of(folder))
    (folder / SUMS).write_text("".join(sums))
    (outputs / "latest").unlink(missing_ok=True)
    (outputs / "latest").symlink_to(version)
    return folder


def run(words: str, work: Path, take_over: bool = False):
    with opened(OUTPUTS, work, take_over=take_over, again=QUICK) as depot:
        release = made(depot.outputs, words)
        return release, depot.send(release)


def points_to(files, root: str = "bucket/outputs") -> str:
    return json.loads(files.cat_file(f"{root}/{POINTER}"))["version"]


def holds(files, release: Path, root: str = "bucket/outputs") -> bool:
    return all(
        files.cat_file(f"{root}/{release.name}/{name}") == (release / name).read_bytes()
        for name in [*files_of(release), SUMS]
    )


def test_a_second_machine_goes_on_from_the_store_and_gives_the_same(store, raw, tmp_path):
    """The second release from one folder, and from two machines: it keeps ids, and says what changed."""

    def published(work: str):
        with opened(OUTPUTS, tmp_path / work, again=QUICK) as depot:
            release = publish(raw, depot.outputs, workers=1).release
            return release, depot.send(release.path)

    publish(raw, tmp_path / "folder", workers=1)
    first, sent = published("one")
    assert sent.error is None
    assert points_to(store) == "1.0.0"
    assert holds(store, first.path)
    assert not store.exists(f"bucket/outputs/{LOCK}")
    shutil.copyfile(SAMPLES / "wilson_center/900102.txt", raw / "wilson_center/900102.txt")
    here = publish(raw, tmp_path / "folder", workers=1).release
    there, sent = published("two")
    assert there.version == here.version == points_to(store) == "1.1.0"
    assert contents(there.path) == contents(here.path)


def test_a_run_that_has_nothing_to_add_sends_nothing(store, tmp_path):
    run("a", tmp_path / "one")
    run("b", tmp_path / "two")
    release, sent = run("b", tmp_path / "one")
    assert release.name == "1.1.0"
    assert sent.pointer == "latest.json leads to 1.1.0 already"
    assert not sent.outcomes


def test_what_did_not_get_there_is_sent_first(store, tmp_path, monkeypatch):
    run("a", tmp_path / "one")
    put, sent = type(store).put_file, []

    def gone(self, *given, **more):
        sent.append(1)
        if len(sent) > 2:
            raise ConnectionResetError(104, "Connection reset by peer")
        return put(self, *given, **more)

    monkeypatch.setattr(type(store), "put_file", gone)
    _, report = run("b", tmp_path / "one")
    assert "run the same command again" in report.error
    assert points_to(store) == "1.0.0"
    monkeypatch.setattr(type(store), "put_file", put)
    release, report = run("c", tmp_path / "one")
    assert release.name == points_to(store) == "1.2.0"
    assert store.exists(f"bucket/outputs/1.1.0/{SUMS}")
    assert holds(store, release)


def test_a_release_made_elsewhere_meanwhile_is_not_passed_over(store, tmp_path):
    run("a", tmp_path / "one")
    with opened(OUTPUTS, tmp_path / "one", again=QUICK) as depot:
        ours = made(depot.outputs, "b")
        # somebody took the lock over while we were at work
        theirs, sent = run("c", tmp_path / "two", take_over=True)
        assert sent.error is None
        refused = depot.send(ours)
    assert "another release meanwhile (1.1.0)" in refused.error
    assert holds(store, theirs)
    # the next run gives up what was made on top of a release that is not the latest any more
    release, sent = run("b", tmp_path / "one")
    assert sent.error is None
    assert points_to(store) == release.name == "1.2.0"
    assert contents(tmp_path / "one" / "releases" / "1.1.0") == contents(theirs)


def test_one_run_at_a_time(store, tmp_path):
    with opened(OUTPUTS, tmp_path / "one", again=QUICK):
        with pytest.raises(BusyError, match=r"has been publishing to memory://bucket/outputs since .*--take-over"):
            run("a", tmp_path / "two")
        assert store.exists(f"bucket/outputs/{LOCK}")
    run("a", tmp_path / "two")
    assert not store.exists(f"bucket/outputs/{LOCK}")


def test_a_lock_that_was_left_by_a_run_that_was_killed(store, tmp_path):
    """The next run from its folder goes on; one from elsewhere, or from a copy of the folder, waits for a person."""
    run("a", tmp_path / "one")
    owner = {"owner": (tmp_path / "one" / "owner").read_text(), "host": socket.gethostname()}
    lock = f"bucket/outputs/{LOCK}"
    store.pipe_file(lock, json.dumps(owner).encode())
    run("b", tmp_path / "one")
    for left in (owner | {"host": "elsewhere"}, {}, []):
        store.pipe_file(lock, json.dumps(left).encode())
        with pytest.raises(BusyError):
            run("c", tmp_path / "one")
    run("c", tmp_path / "one", take_over=True)
    assert not store.exists(lock)


@pytest.mark.parametrize("harm", ["file", "sums", "pointer", "outside"])
def test_a_release_that_is_damaged_in_the_store_is_not_gone_on_from(harm, store, tmp_path):
    run("a", tmp_path / "one")
    if harm == "file":
        store.pipe_file("bucket/outputs/1.0.0/actors.csv", b"b")
    elif harm == "sums":
        store.pipe_file(f"bucket/outputs/1.0.0/{SUMS}", b"")
    elif harm == "pointer":
        store.pipe_file(f"bucket/outputs/{POINTER}", b'{"version": "../../etc"}')
    else:
        sums = f"{'0' * 64}  ../../../stolen\n".encode()
        store.pipe_file(f"bucket/outputs/1.0.0/{SUMS}", sums)
        stated = {"version": "1.0.0", "path": "1.0.0/", "sha256sums": hashlib.sha256(sums).hexdigest()}
        store.pipe_file(f"bucket/outputs/{POINTER}", json.dumps(stated).encode())
        store.pipe_file("bucket/stolen", b"x")
    with pytest.raises(DepotError):
        run("b", tmp_path / "two")
    assert not (tmp_path / "two" / "releases" / "latest").exists()
    assert not list(tmp_path.rglob("stolen"))


def test_a_store_that_was_emptied_is_not_begun_anew_unasked(store, tmp_path):
    run("a", tmp_path / "one")
    run("b", tmp_path / "one")
    store.rm("bucket/outputs", recursive=True)
    with pytest.raises(DepotError, match="holds no release"):
        run("c", tmp_path / "one")


def test_what_was_brought_in_part_is_brought_on(store, tmp_path, monkeypatch):
    first, _ = run("a", tmp_path / "one")
    get, got = type(store).get_file, []

    def some(self, path, *given, **more):
        got.append(path)
        if len(got) > 2:
            raise ConnectionResetError(104, "Connection reset by peer")
        return get(self, path, *given, **more)

    monkeypatch.setattr(type(store), "get_file", some)
    with pytest.raises(UploadError, match="did not answer"):
        run("b", tmp_path / "two")
    assert latest(tmp_path / "two" / "releases") is None
    got.clear()
    folder = at_hand(OUTPUTS, tmp_path / "two", QUICK)
    assert contents(folder / "latest") == contents(first)
    assert len(got) == 2


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


KILLED = """
import sys
from pathlib import Path
from pipeline.depot import opened
from pipeline.publish import publish
from pipeline.storage import place
with opened(place("s3://press/outputs"), Path(sys.argv[1])) as depot:
    depot.send(publish(place("s3://press/raw"), depot.outputs, workers=1).release.path)
"""


def test_an_object_store_from_end_to_end(server, raw, tmp_path, monkeypatch, caplog):
    """Published, killed while a release is on its way, gone on with; refused to others meanwhile."""
    import s3fs  # noqa: PLC0415

    for name, value in {**KEYS, "AWS_ENDPOINT_URL_S3": server}.items():
        monkeypatch.setenv(name, value)
    files = s3fs.S3FileSystem(use_listings_cache=False, skip_instance_cache=True)
    files.mkdir("press")

    def put(name: str) -> None:
        files.pipe_file(f"press/raw/{name}", (SAMPLES / name).read_bytes())

    def call(work: str):
        places = ["--raw", "s3://press/raw", "--outputs", "s3://press/outputs", "--work", str(tmp_path / work)]
        done = CliRunner().invoke(app, ["publish", *places, "--workers", "1"])
        assert PASSWORD not in done.output + done.stderr + caplog.text
        return done

    for name in NAMES:
        put(name)
    assert call("one").exit_code == 0
    assert points_to(files, "press/outputs") == "1.0.0"
    assert holds(files, tmp_path / "one" / "releases" / "1.0.0", "press/outputs")
    put("wilson_center/900102.txt")
    with Proxy(server, 200_000, lambda: process.kill()) as proxy:  # noqa: PLW0108  it is begun below
        environment = {**os.environ, "AWS_ENDPOINT_URL_S3": proxy.address}
        environment["PYTHONPATH"] = os.pathsep.join(each for each in sys.path if each)
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path / "one")], env=environment)
        assert process.wait(timeout=240) == -signal.SIGKILL
    assert proxy.happened.is_set()
    assert points_to(files, "press/outputs") == "1.0.0"
    refused = call("two")
    assert refused.exit_code == 3
    assert "--take-over" in refused.stderr
    assert call("one").exit_code == 0
    assert points_to(files, "press/outputs") == "1.1.0"
    assert holds(files, tmp_path / "one" / "releases" / "1.1.0", "press/outputs")
    assert not files.exists(f"press/outputs/{LOCK}")
