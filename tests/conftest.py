"""What many tests start from: the one real document, and a raw folder with files of the test's own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from pipeline import corpus
from pipeline.cli import app
from pipeline.collection import Frames, collect
from pipeline.fetch import Manners, Report, Request, fetch
from pipeline.origin import Origin
from pipeline.origins import origins
from pipeline.release import SUMS, files_of
from pipeline.renditions.written import sha256_of
from pipeline.shard import read_shard
from pipeline.tables import validated
from tests.playing import Site, serve

REPOSITORY = Path(__file__).parent.parent
REAL = REPOSITORY / "raw" / "wilson_center" / "188161.md"


@pytest.fixture(scope="session")
def cable() -> str:
    """The text of the real document, as it is."""
    return REAL.read_bytes().decode()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A raw folder with a folder for the one source, and nothing in it."""
    (tmp_path / "raw" / "wilson_center").mkdir(parents=True)
    return tmp_path / "raw"


@pytest.fixture
def run(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command, run beside a raw folder that holds the real document."""
    shutil.copy(REAL, raw / "wilson_center")
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> Result:
        return CliRunner().invoke(app, list(arguments))

    return command


@pytest.fixture
def tables(raw: Path) -> Callable[..., Frames]:
    """The validated tables that texts give, each put into a file of its name."""

    def read(*texts: str, **named: str | bytes) -> Frames:
        files = {f"{number}.md": text for number, text in enumerate(texts, 188161)}
        for name, text in {**files, **{f"{stem.lstrip('_')}.md": text for stem, text in named.items()}}.items():
            data = text if isinstance(text, bytes) else text.encode()
            (raw / "wilson_center" / name).write_bytes(data)
        return read_folder(raw)

    return read


@pytest.fixture(scope="session")
def server() -> Iterator[None]:
    """A server of Prefect, for all tests of flows: it takes long to start."""
    from prefect.testing.utilities import prefect_test_harness  # noqa: PLC0415  only these tests wait for the import

    with prefect_test_harness(server_startup_timeout=120):
        yield


def artifacts() -> dict[str, Any]:
    """The newest artifact of each key."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415

    with get_client(sync_client=True) as client:
        found = client.request("POST", "/artifacts/filter", json={"sort": "CREATED_DESC"}).json()
    return {each["key"]: each for each in reversed(found)}


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site on this machine, asked without a proxy."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with serve() as playing:
        yield playing


@pytest.fixture
def slept() -> list[float]:
    """Every wait of `get`; none is made."""
    return []


@pytest.fixture
def get(site: Site, raw: Path, slept: list[float]) -> Callable[..., Report]:
    """Fetch from the site, without waiting."""

    def run(*keys: str, source: str | Origin = "wilson_center", **options: Any) -> Report:
        wishes = {"delay": 0.0, "pause": 0.001, "attempts": 3, "timeout": 5.0} | options.pop("manners", {})
        request = Request(keys, base_url=site.url, manners=Manners(**wishes), **options)
        origin = origins()[source] if isinstance(source, str) else source
        return fetch(origin, request, raw, sleep=slept.append)

    return run


def read_folder(raw: Path) -> Frames:
    return validated(collect(read_shard(shard) for shard in corpus.shards(corpus.scan(raw))))


def list_anew(release: Path) -> None:
    """Let a release that a test changed list its files as they are now."""
    sums = (f"{sha256_of(release / name)}  {name}\n" for name in files_of(release))
    (release / SUMS).write_text("".join(sums), "utf-8")


def changed(text: str, old: str, new: str, count: int = 1) -> str:
    """The text with ``old`` replaced; the test is wrong where it does not stand there."""
    assert text.count(old) >= count, f"{old!r} does not stand in the text"
    return text.replace(old, new, count)
