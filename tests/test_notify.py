"""Who does not look is told, once, and never with the secret of the address."""

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from prefect import flow

from flows.ingest import ingest
from flows.notify import sound, tell
from flows.publish import publish as publish_flow
from pipeline.alarms import Alarm
from pipeline.publish import NothingPublishedError
from pipeline.release import ReleaseError
from tests.conftest import REPOSITORY, artifacts
from tests.playing import with_validators

PAGE = (REPOSITORY / "tests/examples/raw/wilson_center/900106.html").read_bytes()
SECRET = "s3cr3t"


class Listener(HTTPServer):
    """Takes messages, and answers with a status."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Take)
        self.messages: list[dict[str, str]] = []
        self.status = 200

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?token={SECRET}"


class _Take(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        self.server.messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def listener(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with Listener() as listening:
        monkeypatch.setenv("CHANCERY_NOTIFY", listening.address)
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening
        listening.shutdown()


def test_a_message_arrives_as_json(listener):
    tell("chancery: a try", "one\x1b[31m\ntwo" + "!" * 10_000)
    (message,) = listener.messages
    assert message["title"] == "chancery: a try"
    assert message["text"].startswith("chancery: a try\none·[31m\ntwo!!!")
    assert len(message["text"]) < 2_100


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("{listener}", "status 500"),
        (f"http://127.0.0.1:1/hook?token={SECRET}", "ConnectError"),
        (f"http://[{SECRET}/", "ConnectError"),
        (f"nowhere://{SECRET}", "it is no address that Apprise knows"),
        (f"json://127.0.0.1:1/{SECRET}", "it was not taken"),
    ],
)
def test_what_cannot_be_sent_is_logged_without_the_address(listener, address, why, monkeypatch, caplog):
    listener.status = 500
    monkeypatch.setenv("CHANCERY_NOTIFY", address.format(listener=listener.address))
    caplog.set_level(logging.DEBUG, "prefect")
    tell("chancery: a try", "words")
    said = [record.getMessage() for record in caplog.records if record.name.startswith("prefect")]
    assert any(each.endswith(f"in CHANCERY_NOTIFY: {why}") for each in said)
    assert not any(SECRET in each for each in said)


def test_without_an_address_nobody_is_told(monkeypatch):
    monkeypatch.delenv("CHANCERY_NOTIFY", raising=False)
    tell("chancery: a try", "words")


@pytest.mark.usefixtures("server")
def test_a_run_that_fails_is_told_once(listener, raw, tmp_path, site):
    with pytest.raises(NothingPublishedError):
        publish_flow(raw, tmp_path / "out")
    (message,) = listener.messages  # of the one failure: an alarm rings at the second
    assert message["title"] == "chancery: publish failed"
    assert "there is no file to read; put documents into a folder of raw/" in message["text"]
    assert "/runs/flow-run/" in message["text"]
    listener.messages.clear()
    # the run of `publish` within that of `ingest` fails too
    site.plays["/document/900106"] = with_validators(PAGE)
    (tmp_path / "file").touch()
    with pytest.raises(ReleaseError):
        ingest({"wilson_center": ["900106"]}, raw=raw, outputs=tmp_path / "file", rate="1000/s", base_url=site.url)
    assert [each["title"] for each in listener.messages] == ["chancery: ingest failed"]


@pytest.mark.usefixtures("server")
def test_an_alarm_is_told_and_shown(listener):
    @flow
    def ring(*alarms: Alarm) -> None:
        sound(alarms, "outputs")

    ring(Alarm("silent-stall", "3 files are new, and no row came of [them](javascript:x)"))
    (message,) = listener.messages
    assert message["title"] == "chancery: silent-stall"
    (row,) = json.loads(artifacts()["alarms"]["data"])
    assert row == {"alarm": "silent-stall", "what": "`3 files are new, and no row came of [them](javascript:x)`"}
    ring()
    assert json.loads(artifacts()["alarms"]["data"]) == []
