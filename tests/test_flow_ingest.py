"""The flow that fetches: what it shows, when it fails, and that it can be put on a schedule."""

import json

import pytest
from prefect.client.orchestration import get_client

from flows.ingest import NothingFetchedError, ingest
from pipeline.fetch import WrongRequestError
from tests.conftest import REPOSITORY, artifacts
from tests.playing import Reply, states, with_validators

PAGE = (REPOSITORY / "tests/examples/raw/wilson_center/900106.html").read_bytes()


@pytest.mark.usefixtures("server")
def test_what_is_wanted_is_fetched_shown_and_published(site, raw, tmp_path):
    site.plays["/document/900106"] = with_validators(PAGE)
    site.plays["/document/900107"] = Reply(status=403)
    (tmp_path / "mine.pdf").write_bytes(b"%PDF")
    config = tmp_path / "ingest.toml"
    config.write_text(f'wilson_center = ["900106", "900107"]\nnara_aad = "{tmp_path / "mine.pdf"}"\n')
    wishes = {"raw": raw, "rate": "1000/s", "base_url": site.url}
    reports = ingest(config=config, outputs=tmp_path / "out", **wishes)
    assert [states(report) for report in reports] == [["new", "refused"], ["new"]]
    shown = artifacts()
    counts = json.loads(shown["fetched"]["data"])
    assert counts[0] == {
        "source": "wilson_center",
        "new": 1,
        "unchanged": 0,
        "changed": 0,
        "refused": 1,
        "failed": 0,
        "left": 0,
    }
    documents = json.loads(shown["fetched-documents"]["data"])
    assert [each["state"] for each in documents] == ["new", "refused", "new"]
    assert "save the page as" in documents[1]["message"]
    assert (tmp_path / "out" / "latest" / "documents.csv").exists()
    reports = ingest({"wilson_center": ["900106"]}, **wishes)
    assert [states(report) for report in reports] == [["unchanged"]]


@pytest.mark.usefixtures("server")
def test_a_run_that_gets_nothing_fails(site, raw):
    with pytest.raises(NothingFetchedError, match="there is nothing at this address"):
        ingest({"wilson_center": ["1"]}, raw=raw, rate="1000/s", base_url=site.url)


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        ({}, "say what is wanted"),
        ({"wanted": {"nowhere": ["1"]}}, "no source nowhere can be fetched"),
        ({"wanted": {"wilson_center": ["all"]}}, "has no list of all"),
        ({"wanted": {"dfat": []}}, "say which volume"),
        ({"wanted": {"wilson_center": ["1"]}, "rate": "fast"}, "fast is no rate"),
        ({"config": "nowhere.toml"}, "nowhere.toml cannot be read"),
    ],
)
def test_a_wrong_request_is_told_before_anybody_is_asked(raw, wishes, why):
    with pytest.raises(WrongRequestError, match=why):
        ingest(raw=raw, **wishes)


@pytest.mark.usefixtures("server")
def test_a_schedule_makes_runs(raw):
    parameters = {"wanted": {"wilson_center": ["188161"]}, "raw": str(raw)}
    deployment = ingest.to_deployment("nightly", cron="0 3 * * *", parameters=parameters).apply()
    with get_client(sync_client=True) as client:
        client.request("POST", f"/deployments/{deployment}/schedule", json={"min_runs": 2})
        runs = client.request("POST", "/flow_runs/filter", json={"deployments": {"id": {"any_": [str(deployment)]}}})
    scheduled = [run for run in runs.json() if run["state_type"] == "SCHEDULED"]
    assert len(scheduled) >= 2
    assert scheduled[0]["parameters"] == parameters
