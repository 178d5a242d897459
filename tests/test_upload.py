"""A release elsewhere: whole or not pointed to, proved after it was sent, resumed, and without a secret in any word."""

import hashlib
import io
import json
import logging
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.release import SUMS, files_of
from pipeline.renditions.written import sha256_of
from pipeline.storage.secrets import SECRETS
from pipeline.upload import DestinationError, NotARelease, Options, open_store, plan_of, upload
from pipeline.upload.deposit import MOST_FILES
from pipeline.upload.destination import destination
from pipeline.upload.plan import POINTER
from pipeline.upload.store import Persistence
from tests.conftest import REAL, REPOSITORY
from tests.storing import PASSWORD, USER, Hub, Proxy, Service, Zenodo, playing, seaweed, webdav, weed

TOKEN = "t0ken-that-nobody-may-see"
QUICK = Persistence(attempts=3, pause=0.001)
# two of them go in many pieces
LARGE = 500_000
FILES = {
    "actors.csv": b"actor_id\n1\n",
    "actors.parquet": b"PAR1" + bytes(range(256)) * 8,
    "documents.csv": os.urandom(LARGE),
    "documents.parquet": os.urandom(LARGE),
    "empty.csv": b"",
    "site/index.html": b"<!doctype html><title>x</title>",
    "site/data/a b's+100%.js": b"var a;",
}


def released(outputs: Path, version: str = "1.0.0", **more: bytes) -> Path:
    """A folder with what a release has, but for its meaning."""
    folder = outputs / version
    about = {"title": "Data & more", "description": "What <is> here", "keywords": ["history"], "version": version}
    own = {
        "run.json": json.dumps({"version": version}).encode(),
        "datapackage.json": json.dumps(about | {"resources": [{"name": "x"}]}).encode(),
    }
    for name, data in {**FILES, **own, **more}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    lines = (f"{sha256_of(folder / name)}  {name}\n" for name in files_of(folder))
    (folder / SUMS).write_text("".join(lines), "utf-8")
    return folder


@pytest.fixture
def release(tmp_path):
    return released(tmp_path / "outputs")


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    """Nobody's keys but those of the test, and no proxy."""
    for name in [*os.environ]:
        if name.startswith(("AWS_", "WEBDAV_", "HF_", "ZENODO_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    given = {
        "AWS_ACCESS_KEY_ID": USER, "AWS_SECRET_ACCESS_KEY": PASSWORD, "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true", "WEBDAV_USER": USER, "WEBDAV_PASSWORD": PASSWORD,
        "ZENODO_TOKEN": TOKEN, "HF_TOKEN": TOKEN, "HOME": str(tmp_path),
    }  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(name, value)


class Folder:
    """A destination in a test: its address, the options it needs, and what is in it."""

    def __init__(self, root: Path, address: str, base_url: str | None = None) -> None:
        self.root, self.address, self.options = root, address, Options(base_url)

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        (self.root / name).write_bytes(data)

    def through(self, proxy: Proxy) -> tuple[str, Options]:
        return proxy.address, self.options

    @property
    def server(self) -> str:
        return self.address


class Bucket(Folder):
    def __init__(self, files, root: str, base_url: str) -> None:
        super().__init__(Path(root), f"s3://{root}", base_url)
        self.files = files

    def read(self, name: str) -> bytes:
        return self.files.cat_file(f"{self.root}/{name}")

    def write(self, name: str, data: bytes) -> None:
        self.files.pipe_file(f"{self.root}/{name}", data)

    def through(self, proxy: Proxy) -> tuple[str, Options]:
        return self.address, Options(proxy.address)

    @property
    def server(self) -> str:
        return self.options.base_url


@pytest.fixture(scope="session")
def s3(tmp_path_factory):
    program = weed()
    if program is None:
        pytest.skip("there is no SeaweedFS for this kind of machine")
    with seaweed(program, tmp_path_factory.mktemp("s3")) as address:
        yield address


@pytest.fixture
def bucket(s3, environment, tmp_path):
    s3fs = pytest.importorskip("s3fs")
    files = s3fs.S3FileSystem(endpoint_url=s3, use_listings_cache=False, skip_instance_cache=True)
    if not files.exists("press"):
        files.mkdir("press")
    return Bucket(files, f"press/{tmp_path.name}", s3)


@pytest.fixture
def dav(tmp_path):
    pytest.importorskip("webdav4")
    pytest.importorskip("wsgidav")
    (tmp_path / "dav").mkdir()
    with webdav(tmp_path / "dav") as address:
        yield Folder(tmp_path / "dav" / "chancery", f"{address}/chancery")


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "elsewhere", f"file://{tmp_path}/elsewhere")


@pytest.fixture(params=["folder", "bucket", "dav"])
def there(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def zenodo():
    with playing(Zenodo(TOKEN)) as service:
        yield service


@pytest.fixture
def hub(monkeypatch):
    pytest.importorskip("huggingface_hub")
    # the Hub's own way for large files (Xet) is not played; the one before it (Git LFS) is
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_XET", True)
    with playing(Hub(TOKEN)) as service:
        yield service


def sent(release: Path, to, again: Persistence = QUICK, **wishes):
    store = open_store(to.address, to.options)
    return upload(plan_of(release), store, again=again, **wishes)


def states(report) -> dict[str, int]:
    return report.counts


def holds(to, release: Path) -> bool:
    """Whether a release is there, byte for byte."""
    return all(
        to.read(f"{release.name}/{name}") == (release / name).read_bytes() for name in [*files_of(release), SUMS]
    )


def points_to(to) -> str:
    pointer = json.loads(to.read(POINTER))
    assert pointer["path"] == f"{pointer['version']}/"
    assert hashlib.sha256(to.read(f"{pointer['path']}{SUMS}")).hexdigest() == pointer["sha256sums"]
    return pointer["version"]


# --- files and pointer, on a folder, on a real server of S3 and on a real server of WebDAV


def test_all_files_are_there_and_the_pointer_leads_to_them(there, release):
    report = sent(release, there)
    assert report.error is None
    assert states(report) == {"sent": len(files_of(release)) + 1}
    assert holds(there, release)
    assert points_to(there) == "1.0.0"
    again = sent(release, there)
    assert states(again) == {"present": len(files_of(release)) + 1}
    assert "already" in again.pointer


def test_a_dry_run_lists_what_would_be_sent_and_writes_nothing(there, release):
    report = sent(release, there, dry_run=True)
    assert report.error is None
    assert {each.name for each in report.outcomes} == {f"1.0.0/{name}" for name in [*files_of(release), SUMS]}
    assert states(report) == {"to send": len(report.outcomes)}
    with pytest.raises(FileNotFoundError):
        there.read(POINTER)
    sent(release, there)
    there.write("1.0.0/actors.csv", b"actor_id\n2\n")
    report = sent(release, there, dry_run=True)
    assert [each.name for each in report.outcomes if each.state == "to send"] == ["1.0.0/actors.csv"]
    assert there.read("1.0.0/actors.csv") == b"actor_id\n2\n"


def test_a_file_of_the_same_size_with_other_bytes_is_sent_again(there, release):
    sent(release, there)
    there.write("1.0.0/actors.csv", b"actor_id\n2\n")
    assert states(sent(release, there))["sent"] == 1
    assert holds(there, release)


def test_a_release_that_is_out_is_not_changed(there, release, tmp_path):
    sent(release, there)
    other = released(tmp_path / "other", **{"actors.csv": b"actor_id\n3\n"})
    report = sent(other, there)
    assert "says something else" in report.error
    assert "later --version" in report.error
    assert not report.outcomes
    assert holds(there, release)


def test_the_pointer_never_goes_back(there, release, tmp_path):
    later = released(tmp_path / "outputs", "1.10.0")
    sent(later, there)
    report = sent(release, there)
    assert report.error is None
    assert "stays on 1.10.0" in report.pointer
    assert points_to(there) == "1.10.0"
    assert holds(there, release)


def test_the_link_of_a_folder_follows_the_pointer(folder, release, tmp_path):
    sent(release, folder)
    sent(released(tmp_path / "outputs", "1.1.0"), folder)
    assert (folder.root / "latest").resolve() == folder.root / "1.1.0"
    assert not [each for each in folder.root.rglob("*") if each.name.endswith(".part")]


# --- stopped in the middle

KILLED = """
import sys
from pathlib import Path
from pipeline.upload import Options, open_store, plan_of, upload
print("ready", flush=True)
sys.stdin.readline()
upload(plan_of(Path(sys.argv[1])), open_store(sys.argv[2], Options(sys.argv[3] or None)))
print("done", flush=True)
"""


def begun(release: Path, address: str, base_url: str | None, before: str = "") -> subprocess.Popen:
    """A process that sends a release when it is told to."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}
    command = [sys.executable, "-c", before + KILLED, str(release), address, base_url or ""]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize(
    ("where", "after"), [("bucket", LARGE // 2), ("bucket", 2 * LARGE + 6000), ("dav", LARGE * 8 // 5)]
)
def test_killed_while_bytes_are_on_the_way(where, after, request, release, tmp_path):
    to = request.getfixturevalue(where)
    sent(release, to)
    new = released(tmp_path / "outputs", "1.1.0")
    with Proxy(to.server, after, lambda: process.kill()) as proxy:  # noqa: PLW0108  it is begun below
        address, options = to.through(proxy)
        process = begun(new, address, options.base_url)
        out, _ = process.communicate("go\n", timeout=60)
    assert proxy.happened.is_set()
    assert process.returncode == -signal.SIGKILL
    assert "done" not in out
    assert points_to(to) == "1.0.0"
    assert holds(to, release)
    report = sent(new, to)
    assert report.error is None
    assert points_to(to) == "1.1.0"
    assert holds(to, new)
    if after > LARGE:
        assert states(report)["present"] >= 1
    assert states(report)["sent"] >= 1


@pytest.mark.parametrize("at", [9, 20, 21])
def test_a_folder_killed_between_two_steps(at, folder, release, tmp_path):
    """Each file is flushed twice, itself and its folder; the process dies at one of these moments."""
    sent(release, folder)
    new = released(tmp_path / "outputs", "1.1.0")
    dies = f"""
import os, signal
flushed, fsync = [], os.fsync
def die(descriptor):
    flushed.append(1)
    if len(flushed) == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
    fsync(descriptor)
os.fsync = die
"""
    process = begun(new, folder.address, None, dies)
    process.communicate("go\n", timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert points_to(folder) == "1.0.0"
    assert (folder.root / "latest").resolve().name == "1.0.0"
    report = sent(new, folder)
    assert states(report).get("present", 0) == at // 2
    assert points_to(folder) == "1.1.0"
    assert holds(folder, new)
    assert not [*(folder.root / "1.1.0").rglob("*.part")]


@pytest.mark.parametrize("where", ["bucket", "dav"])
def test_a_connection_that_breaks_is_tried_again(where, request, release):
    to = request.getfixturevalue(where)
    with Proxy(to.server, LARGE * 2 // 3) as proxy:
        address, options = to.through(proxy)
        report = upload(plan_of(release), open_store(address, options), again=QUICK)
    assert proxy.happened.is_set()
    assert report.error is None
    assert holds(to, release)
    assert points_to(to) == "1.0.0"


@pytest.mark.parametrize("where", ["bucket", "dav"])
def test_a_server_that_is_gone_leaves_the_pointer(where, request, release, tmp_path):
    to = request.getfixturevalue(where)
    sent(release, to)
    new = released(tmp_path / "outputs", "1.1.0")
    with Proxy(to.server, LARGE * 9 // 8) as proxy:
        proxy.is_last = True
        address, options = to.through(proxy)
        report = upload(plan_of(new), open_store(address, options), again=QUICK)
    assert "run the same command again later" in report.error
    assert {"failed", "left"} <= states(report).keys()
    assert points_to(to) == "1.0.0"
    assert sent(new, to).error is None
    assert points_to(to) == "1.1.0"


def test_a_beginning_of_the_checksums_is_no_release(there, release):
    """A server that writes a file bit by bit can be stopped within the list of checksums too."""
    sent(release, there)
    there.write(f"1.0.0/{SUMS}", (release / SUMS).read_bytes()[:100])
    assert sent(release, there).error is None
    assert holds(there, release)


# --- what arrives is not what was sent


@pytest.mark.parametrize("times", [1, 99])
def test_corrupted_on_the_way(times, there, release, monkeypatch):
    """Once: it is sent again. Each time: it is told, and the pointer stays."""
    sent(release, there)
    new = released(release.parent, "1.1.0")
    store = open_store(there.address, there.options)
    put, spoiled = store.put, []

    def spoil(items):
        put(items)
        if items[0].name == "1.1.0/documents.csv" and len(spoiled) < times:
            spoiled.append(1)
            there.write(items[0].name, b"x" + FILES["documents.csv"][1:])

    monkeypatch.setattr(store, "put", spoil)
    report = upload(plan_of(new), store, again=QUICK)
    if times == 1:
        assert report.error is None
        assert holds(there, new)
    else:
        assert "documents.csv arrived" in report.error
        assert points_to(there) == "1.0.0"
    assert spoiled


# --- two at once


def test_two_different_releases_of_one_version_at_once(there, release, tmp_path, monkeypatch):
    """What the other one sent meanwhile is seen before the pointer is moved."""
    other = released(tmp_path / "other", **{"actors.csv": b"actor_id\n3\n"})
    store = open_store(there.address, there.options)
    put = store.put

    def meanwhile(items):
        put(items)
        if items[0].name.endswith(SUMS):
            monkeypatch.setattr(store, "held", overwritten)

    def overwritten(items):
        there.write(items[0].name, (other / SUMS).read_bytes())
        return {each.name for each in items}

    monkeypatch.setattr(store, "put", meanwhile)
    report = upload(plan_of(release), store, again=QUICK)
    assert "at the same time" in report.error
    with pytest.raises(FileNotFoundError):
        there.read(POINTER)


def test_two_uploads_at_once(there, release, tmp_path):
    later = released(tmp_path / "outputs", "1.1.0")
    # a server of WebDAV shows a file while another rewrites it
    patient = Persistence(attempts=7, pause=0.02)
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda each: sent(each, there, patient), [release, later, release, later]))
    # one who finds the pointer moved by another may say so; sent once more, it is well
    assert [each.error for each in reports if each.error and POINTER not in each.error] == []
    assert sent(later, there).error is None
    assert points_to(there) == "1.1.0"
    assert holds(there, release)
    assert holds(there, later)


# --- Zenodo, played


def deposit(release: Path, service: Zenodo, to: str = "zenodo:", *, publish: bool = False, **wishes):
    options = Options(f"{service.url}/api", publish)
    return upload(plan_of(release), open_store(to, options), again=QUICK, **wishes)


def test_a_deposit_is_a_draft_until_it_is_published(release, zenodo):
    report = deposit(release, zenodo)
    assert report.error is None
    assert report.proof == "checksum of the service"
    (number,) = zenodo.deposits
    assert "is a draft" in report.pointer
    assert not zenodo.deposits[number]["submitted"]
    files = zenodo.files[number]
    assert {"site.zip", "documents.csv", SUMS} <= files.keys()
    assert zipfile.ZipFile(io.BytesIO(files["site.zip"])).read("site/index.html") == FILES["site/index.html"]
    stated = zenodo.deposits[number]["metadata"]
    assert stated["title"] == "Data & more"
    assert stated["description"] == "<p>What &lt;is&gt; here</p>"
    assert (stated["version"], stated["upload_type"], stated["license"]) == ("1.0.0", "dataset", "other-open")
    published = deposit(release, zenodo, publish=True)
    assert states(published) == {"present": len(files)}
    assert f"10.5281/zenodo.{number}" in published.pointer
    assert zenodo.deposits[number]["submitted"]
    assert len(zenodo.deposits) == 1
    assert "is published there" in deposit(release, zenodo).error


def test_a_deposit_that_was_stopped_goes_on(release, zenodo):
    zenodo.mood = lambda asked: Service.DROP if asked.method == "PUT" and "documents.parquet" in asked.path else None
    report = deposit(release, zenodo, publish=True)
    assert "could not be reached" in report.error
    (number,) = zenodo.deposits
    assert not zenodo.deposits[number]["submitted"]
    before = set(zenodo.files[number])
    assert before
    zenodo.mood, zenodo.asked = lambda _: None, []
    assert deposit(release, zenodo, publish=True).error is None
    sent_now = {each.path.rpartition("/")[2] for each in zenodo.of("PUT", "/files/")}
    assert sent_now == set(zenodo.files[number]) - before
    assert zenodo.deposits[number]["submitted"]


def test_a_new_version_of_a_deposit_holds_its_own_files_only(release, zenodo):
    old = zenodo.add({"title": "Data & more", "version": "0.9.0"}, {"old.csv": b"1"}, submitted=True)
    assert deposit(release, zenodo, f"zenodo:{old}", dry_run=True).error is None
    assert len(zenodo.deposits) == 1
    report = deposit(release, zenodo, f"zenodo:{old}", publish=True)
    assert report.error is None
    draft = max(zenodo.deposits)
    assert draft != old
    assert "old.csv" not in zenodo.files[draft]
    assert zenodo.files[old] == {"old.csv": b"1"}
    assert zenodo.deposits[draft]["metadata"]["version"] == "1.0.0"


def test_a_dry_run_makes_no_deposit(release, zenodo):
    assert states(deposit(release, zenodo, dry_run=True)).keys() == {"to send"}
    assert {each.method for each in zenodo.asked} == {"GET"}


def test_a_deposit_that_states_another_checksum_is_not_published(release, zenodo):
    def spoil(asked):
        if asked.method == "PUT" and asked.path.endswith("/actors.csv"):
            zenodo.files[int(asked.path.split("/")[3])]["actors.csv"] = b"actor_id\n2\n"
            return 201, {}
        return None

    zenodo.mood = spoil
    assert "actors.csv arrived" in deposit(release, zenodo, publish=True).error
    assert not any(each["submitted"] for each in zenodo.deposits.values())


def test_the_token_goes_to_no_other_host(release, zenodo):
    def elsewhere(asked):
        if asked.method == "POST":
            return 201, {"id": 1, "links": {"bucket": "https://elsewhere.example/files/1"}}
        return (200, []) if asked.path.endswith("/1/files") else None

    zenodo.mood = elsewhere
    assert "leads to another host" in deposit(release, zenodo).error
    for address in ("http://zenodo.example/api", "ftp://zenodo.example"):
        with pytest.raises(DestinationError, match="https"):
            open_store("zenodo:", Options(address))


def test_refusals_of_a_deposit_say_what_to_do(release, zenodo, monkeypatch):
    assert "no such deposit" in deposit(release, zenodo, "zenodo:77").error
    refusal = {"message": "Validation error.", "errors": [{"field": "metadata.title", "message": f"not {TOKEN}"}]}
    zenodo.mood = lambda asked: (400, refusal) if asked.method == "POST" else None
    error = deposit(release, zenodo).error
    assert "metadata.title" in error
    assert TOKEN not in error
    zenodo.mood = lambda _: (503, {"message": "maintenance"})
    assert "run the same command again later" in deposit(release, zenodo).error
    assert len(zenodo.of("GET")) >= 3
    zenodo.mood = lambda _: None
    monkeypatch.setenv("ZENODO_TOKEN", "another-token")
    assert "ZENODO_TOKEN" in deposit(release, zenodo).error


def test_a_release_of_many_files_is_one_zip(tmp_path, zenodo):
    many = released(tmp_path / "outputs", **{f"t{number:03}.csv": b"1" for number in range(MOST_FILES)})
    deposit(many, zenodo)
    (files,) = zenodo.files.values()
    assert files.keys() == {"chancery-1.0.0.zip", SUMS}
    first = files["chancery-1.0.0.zip"]
    zenodo.deposits.clear()
    zenodo.files.clear()
    deposit(many, zenodo)
    assert zenodo.files[1000]["chancery-1.0.0.zip"] == first


# --- the Hugging Face Hub, played


def hubbed(release: Path, service: Hub, to: str = "hf://datasets/owner/data/releases", **wishes):
    return upload(plan_of(release), open_store(to, Options(service.url)), again=QUICK, **wishes)


def test_the_hub_gets_all_files_in_few_commits_and_the_pointer_last(release, hub):
    assert states(hubbed(release, hub, dry_run=True)) == {"to send": len(files_of(release)) + 1}
    assert not hub.commits
    report = hubbed(release, hub)
    assert report.error is None
    assert report.proof == "checksum of the service"
    assert [len(each) for each in hub.commits] == [len(files_of(release)), 1, 1]
    assert hub.commits[-2:] == [[f"releases/1.0.0/{SUMS}"], [f"releases/{POINTER}"]]
    for name in files_of(release):
        assert hub.files[f"releases/1.0.0/{name}"] == (release / name).read_bytes()
    assert json.loads(hub.files[f"releases/{POINTER}"])["version"] == "1.0.0"
    again = hubbed(release, hub)
    assert states(again) == {"present": len(files_of(release)) + 1}
    assert len(hub.commits) == 3


def test_the_hub_stopped_in_the_middle(release, hub):
    hub.mood = lambda asked: Service.DROP if "/commit/" in asked.path else None
    assert "run the same command again later" in hubbed(release, hub).error
    assert not hub.files
    large = set(hub.large)
    assert large
    hub.mood, hub.asked = lambda _: None, []
    assert hubbed(release, hub).error is None
    assert not hub.of("PUT", "/lfs-upload/")
    assert json.loads(hub.files[f"releases/{POINTER}"])["version"] == "1.0.0"


def test_the_hub_that_holds_other_bytes(release, hub):
    hubbed(release, hub)
    hub.files["releases/1.0.0/actors.csv"] = b"actor_id\n2\n"
    hub.files["releases/1.0.0/actors.parquet"] = bytes(len(FILES["actors.parquet"]))
    report = hubbed(release, hub)
    assert states(report)["sent"] == 2
    assert hub.files["releases/1.0.0/actors.csv"] == FILES["actors.csv"]


def test_refusals_of_the_hub_say_what_to_do(release, hub, monkeypatch):
    assert "no such repository" in hubbed(release, hub, "hf://datasets/owner/other").error
    with pytest.raises(DestinationError, match="names no repository"):
        open_store("hf://datasets/owner")
    monkeypatch.setenv("HF_TOKEN", "another-token")
    error = hubbed(release, hub).error
    assert "HF_TOKEN" in error
    assert "another-token" not in error


# --- addresses, secrets, wrong use


@pytest.mark.parametrize(
    "address",
    [
        "elsewhere", "/elsewhere", "ftp://host/x", "file:///a/../../etc", "file:///a/%2e%2e/etc", "s3://bucket/..",
        "s3://bucket/a\\..\\b", "file:///a\nb", "file:", "file:///", "file://other-host/a", "s3://", "https://", "http://host.example/dav",
        "webdav+http://host.example/dav", "https://host/dav?token=abc", "s3://bucket/x#y", "zenodo:abc", "zenodo:../1",
        "zenodo://host/1", "hf://datasets/a", "hf://nothing/a/b", "https://[::1/dav", "s3://bucket/%ff",
    ],
)  # fmt: skip
def test_addresses_that_are_refused(address):
    with pytest.raises(DestinationError):
        open_store(address)


@pytest.mark.parametrize("address", ["https://me:hunter2@host/dav", "s3://key:hunter2@bucket/x", "https://hunter2@h/"])
def test_a_password_in_an_address_is_refused_and_not_shown(address, release):
    done = CliRunner().invoke(app, ["upload", str(release), "--to", address])
    assert done.exit_code == 2
    assert "hunter2" not in done.output
    assert "environment" in done.output


def test_no_secret_in_what_is_printed_or_logged(there, release, monkeypatch, caplog, capfd):
    """Neither with the right keys nor with wrong ones, which a service may quote in its answer."""
    with caplog.at_level(logging.DEBUG):
        done = CliRunner().invoke(app, ["upload", str(release), "--to", there.address, *base_url(there)])
        assert done.exit_code == 0, done.output
        for name in SECRETS:
            monkeypatch.setenv(name, "wrong-but-secret")
        wrong = CliRunner().invoke(app, ["upload", str(release), "--to", there.address, *base_url(there), "--json"])
    words = done.output + wrong.output + caplog.text + "".join(capfd.readouterr())
    assert PASSWORD not in words
    assert "wrong-but-secret" not in words


def test_no_token_in_what_a_played_service_makes_us_log(release, zenodo, hub, caplog):
    with caplog.at_level(logging.DEBUG):
        reports = [deposit(release, zenodo, publish=True), hubbed(release, hub)]
        zenodo.mood = hub.mood = lambda asked: (403, {"message": f"no: {TOKEN}", "error": f"no: {TOKEN}"})
        reports += [deposit(release, zenodo), hubbed(release, hub)]
    assert [bool(each.error) for each in reports] == [False, False, True, True]
    assert TOKEN not in caplog.text
    assert TOKEN not in str(reports)


def base_url(to) -> list[str]:
    return ["--base-url", to.options.base_url] if to.options.base_url else []


@pytest.mark.parametrize("where", ["bucket", "dav"])
def test_wrong_keys_are_told_at_once(where, request, release, monkeypatch):
    to = request.getfixturevalue(where)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong-but-secret")
    monkeypatch.setenv("WEBDAV_PASSWORD", "wrong-but-secret")
    started = time.monotonic()
    done = CliRunner().invoke(app, ["upload", str(release), "--to", to.address, *base_url(to)])
    assert done.exit_code == 3
    assert "does not let us in" in done.output
    assert ("AWS_SECRET_ACCESS_KEY" if where == "bucket" else "WEBDAV_PASSWORD") in done.output
    assert time.monotonic() - started < 10


def test_no_such_bucket_and_no_such_folder(bucket, dav, release):
    missing = open_store("s3://there-is-none-of-this/x", bucket.options)
    assert "no such bucket" in upload(plan_of(release), missing, again=QUICK).error
    deep = dav.address.replace("/chancery", "/a/b/c")
    assert "no such folder" in upload(plan_of(release), open_store(deep), again=QUICK).error


def test_a_client_that_is_missing_is_named(monkeypatch, release):
    for module, address, extra in (
        ("s3fs", "s3://bucket/x", "chancery[s3]"),
        ("webdav4.fsspec", "https://host/x", "chancery[webdav]"),
        ("huggingface_hub", "hf://datasets/a/b", "chancery[hf]"),
    ):
        monkeypatch.setitem(sys.modules, module, None)
        done = CliRunner().invoke(app, ["upload", str(release), "--to", address])
        assert done.exit_code == 2
        assert extra in done.output


def test_a_token_that_is_missing_is_named(monkeypatch, release):
    monkeypatch.delenv("ZENODO_TOKEN")
    done = CliRunner().invoke(app, ["upload", str(release), "--to", "zenodo:"])
    assert done.exit_code == 2
    assert "ZENODO_TOKEN" in done.output


@pytest.mark.parametrize("damage", ["changed", "missing", "unlisted", "no sums", "version"])
def test_a_damaged_release_is_not_sent(damage, release, folder):
    if damage == "changed":
        (release / "actors.csv").write_bytes(b"actor_id\n9\n")
    elif damage == "missing":
        (release / "site" / "index.html").unlink()
    elif damage == "unlisted":
        (release / "more.csv").write_bytes(b"")
    elif damage == "no sums":
        (release / SUMS).unlink()
    else:
        (release / "run.json").write_text('{"version": "../../x"}')
    with pytest.raises(NotARelease):
        plan_of(release)
    done = CliRunner().invoke(app, ["upload", str(release), "--to", folder.address])
    assert done.exit_code == 2
    assert not folder.root.exists()


def test_a_folder_that_cannot_be_used(release, tmp_path):
    (tmp_path / "file").write_text("no folder")
    report = upload(plan_of(release), open_store(f"file://{tmp_path}/file"), again=QUICK)
    assert f"file://{tmp_path}/file" in report.error
    assert "can be written" in report.error


# --- the command


def test_publish_and_send_in_one(raw, tmp_path, monkeypatch, folder):
    shutil.copy(REAL, raw / "wilson_center")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["publish", "--to", "nowhere"])
    assert done.exit_code == 2
    assert not (tmp_path / "outputs").exists()
    done = CliRunner().invoke(app, ["publish", "--to", folder.address, "--json"])
    assert done.exit_code == 0, done.output
    printed = json.loads(done.stdout)
    assert printed["upload"]["exit_code"] == 0
    assert printed["upload"]["pointer"].endswith("leads to 1.0.0")
    assert holds(folder, tmp_path / "outputs" / "1.0.0")
    done = CliRunner().invoke(app, ["upload", "--to", folder.address])
    assert "already" in done.output
    assert done.exit_code == 0


def test_exit_codes(release, folder, monkeypatch):
    arguments = ["upload", str(release), "--to", folder.address, "--json"]
    assert CliRunner().invoke(app, [*arguments, "--dry-run"]).exit_code == 0
    assert CliRunner().invoke(app, ["upload", str(release)]).exit_code == 2
    (folder.root / "1.0.0" / "site").mkdir(parents=True)
    (folder.root / "1.0.0" / "site" / "index.html").mkdir()
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 1
    assert json.loads(done.stdout)["counts"]["sent"] >= 1
    assert not (folder.root / POINTER).exists()
    shutil.rmtree(folder.root)
    folder.root.write_text("no folder")
    assert CliRunner().invoke(app, arguments).exit_code == 3


def test_a_destination_is_shown_as_it_was_given():
    assert str(destination("s3://bucket/a/b/")) == "s3://bucket/a/b"
    assert str(destination("zenodo:12")) == "zenodo:12"
    assert str(destination("file:///a/b")) == "file:///a/b"
    assert str(destination("file:a/b")) == "file:a/b"


def test_the_addresses_that_the_page_shows_can_be_opened():
    """Each command of the page is one that the command line takes."""
    pytest.importorskip("huggingface_hub")
    page = (REPOSITORY / "docs" / "publish.md").read_text("utf-8")
    commands = re.findall(r"^\$ chancery (?:upload|publish) (.*)$", page, re.MULTILINE)
    assert {each.partition("--to ")[2].partition(":")[0] for each in commands} >= {
        "file",
        "s3",
        "https",
        "hf",
        "zenodo",
    }
    for each in commands:
        words = shlex.split(each)
        base = words[words.index("--base-url") + 1] if "--base-url" in words else None
        assert open_store(words[words.index("--to") + 1], Options(base)).place
