"""The flow: what it publishes is what `chancery publish` does, and Prefect shows what happened."""

import json
import os
import shutil
import subprocess
import sys

import fsspec
import pytest
from prefect.client.orchestration import get_client

from flows.publish import publish as publish_flow
from pipeline.corpus import RawFolderError
from pipeline.kit.new import new_source
from pipeline.publish import NothingPublishedError
from pipeline.publish import publish as publish_plainly
from pipeline.release import SUMS, ReleaseError, files_of
from pipeline.sources import forget
from tests.conftest import REAL, REPOSITORY, artifacts


@pytest.fixture
def folder(raw):
    shutil.copy(REAL, raw / "wilson_center")
    return raw


@pytest.mark.usefixtures("server")
def test_the_flow_publishes_what_the_command_publishes(folder, tmp_path):
    by_flow = publish_flow(folder, tmp_path / "flow")
    plainly = publish_plainly(folder, tmp_path / "plain")
    names = files_of(plainly.release.path)
    assert files_of(by_flow.release.path) == names
    names = [*names, SUMS]
    for name in names:
        assert (by_flow.release.path / name).read_bytes() == (plainly.release.path / name).read_bytes()
    shown = artifacts()
    (issue,) = json.loads(shown["issues"]["data"])
    assert issue["code"] == "unusual-order"
    assert "# Release 1.0.0" in shown["release"]["data"]
    assert "| routing_events | 18 |" in shown["release"]["data"]
    assert float(shown["reading"]["data"]) == 100


@pytest.mark.usefixtures("server")
def test_the_flow_publishes_from_and_to_a_store(tmp_path):
    """Addresses come as words, as a deployment hands them over."""
    files = fsspec.filesystem("memory")
    files.pipe_file("flow/raw/wilson_center/188161.md", REAL.read_bytes())
    try:
        release = publish_flow("memory://flow/raw", "memory://flow/outputs", work=tmp_path / "work").release
        assert json.loads(files.cat_file("flow/outputs/latest.json"))["version"] == release.version == "1.0.0"
        assert files.cat_file(f"flow/outputs/1.0.0/{SUMS}") == (release.path / SUMS).read_bytes()
        assert (tmp_path / "work" / "releases" / "runs").is_dir()
    finally:
        files.rm("flow", recursive=True)


@pytest.mark.usefixtures("server")
def test_the_flow_reads_documents_of_a_source_outside_the_project(folder, tmp_path):
    made = new_source("nordland_archive", into=tmp_path)
    shutil.copytree(made.sample.parent, folder / "nordland_archive")
    forget()
    report = publish_flow(folder, tmp_path / "out", source_files=[made.source])
    forget()
    assert report.release.ledger["published"] == 2


@pytest.mark.usefixtures("server")
def test_a_second_run_finds_nothing_changed_and_another_file_makes_the_next_release(folder, tmp_path):
    assert publish_flow(folder, tmp_path / "out").release.is_new
    assert not publish_flow(folder, tmp_path / "out").release.is_new
    text = REAL.read_text("utf-8").replace("188161", "188162")
    (folder / "wilson_center" / "188162.md").write_text(text, "utf-8")
    assert publish_flow(folder, tmp_path / "out").release.version == "1.1.0"


@pytest.mark.usefixtures("server")
def test_a_run_that_publishes_nothing_fails(raw, tmp_path):
    with pytest.raises(NothingPublishedError):
        publish_flow(raw, tmp_path / "out")
    with pytest.raises(RawFolderError):
        publish_flow(tmp_path / "nowhere", tmp_path / "out")
    with pytest.raises(ReleaseError):
        publish_flow(raw, tmp_path / "out", "../x")


@pytest.mark.usefixtures("server")
def test_a_schedule_makes_runs(folder, tmp_path):
    parameters = {"raw": str(folder), "outputs": str(tmp_path / "out")}
    deployment = publish_flow.to_deployment("nightly", cron="0 3 * * *", parameters=parameters).apply()
    with get_client(sync_client=True) as client:
        client.request("POST", f"/deployments/{deployment}/schedule", json={"min_runs": 2})
        runs = client.request("POST", "/flow_runs/filter", json={"deployments": {"id": {"any_": [str(deployment)]}}})
    scheduled = [run for run in runs.json() if run["state_type"] == "SCHEDULED"]
    assert len(scheduled) >= 2
    assert scheduled[0]["parameters"] == parameters


def test_without_a_server_at_hand(folder, tmp_path):
    (folder / "wilson_center" / "empty.md").write_text("")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    done = subprocess.run(
        [sys.executable, "-m", "flows.publish", "--raw", str(folder), "--outputs", str(tmp_path / "out"), "--json"],
        cwd=REPOSITORY,
        env={**environment, "PREFECT_HOME": str(tmp_path / "prefect")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert report["ledger"] == {"ingested": 2, "published": 1, "quarantined": 1, "excluded": 0}
    assert "Traceback" not in done.stderr
