"""The server of Prefect lost in the middle of a run: a message, and whole releases."""

import httpx
import pytest
from prefect.exceptions import PrefectHTTPStatusError

from flows.lost import told_if_lost
from pipeline.publish import NothingPublishedError, publish
from tests.conftest import REPOSITORY


def answered(status: int) -> PrefectHTTPStatusError:
    request = httpx.Request("POST", "http://127.0.0.1:4200/api/flow_runs")
    answer = httpx.Response(status, request=request, json={"exception_message": "Internal Server Error"})
    return PrefectHTTPStatusError.from_httpx_error(httpx.HTTPStatusError("", request=request, response=answer))


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (httpx.ConnectError("[Errno 111] Connection refused"), "Connection refused"),
        (answered(500), "it answers with status 500"),
        (RuntimeError("Failed to reach API at http://127.0.0.1:4200/api/"), "Failed to reach API"),
    ],
)
def test_a_lost_server_is_told_with_what_is_there_and_what_to_do(tmp_path, why, words):
    publish(REPOSITORY / "raw", tmp_path)
    with pytest.raises(NothingPublishedError, match="was lost in the middle") as stopped, told_if_lost(tmp_path):
        raise why
    said = str(stopped.value)
    assert words in said
    assert "latest leads to 1.0.0, which is whole" in said
    assert "run the same command again" in said


def test_other_errors_stay_what_they_are(tmp_path):
    with pytest.raises(RuntimeError, match="another"), told_if_lost(tmp_path):
        raise RuntimeError("another")
