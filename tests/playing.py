"""A site on this machine that plays the hosts documents are fetched from, with their moods."""

import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pipeline import corpus
from pipeline.fetch import Report


@dataclass
class Reply:
    """What the site says to one request.

    ``stop_after``: so many bytes of the body are sent, and then the connection is closed. ``pause``: seconds before
    the answer; ``drip``: seconds between two bytes.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    stop_after: int | None = None
    pause: float = 0
    drip: float = 0
    has_length: bool = True


Play = Callable[["Asked"], Reply] | Reply | list[Reply]


@dataclass
class Asked:
    """A request that the site got."""

    path: str
    headers: dict[str, str]
    at: float


class Site:
    """The site: what it plays at each path, and what it was asked."""

    def __init__(self) -> None:
        self.plays: dict[str, Play] = {"/robots.txt": Reply(status=404)}
        self.asked: list[Asked] = []
        self.url = ""
        self._count: dict[str, int] = defaultdict(int)

    def of(self, path: str) -> list[Asked]:
        return [each for each in self.asked if each.path == path]

    @property
    def paths(self) -> list[str]:
        return [each.path for each in self.asked if each.path != "/robots.txt"]

    def reply(self, asked: Asked) -> Reply:
        play = self.plays.get(asked.path, Reply(b"not here", 404))
        if isinstance(play, list):
            number = self._count[asked.path]
            self._count[asked.path] += 1
            return play[min(number, len(play) - 1)]
        return play if isinstance(play, Reply) else play(asked)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        asked = Asked(self.path, dict(self.headers.items()), time.monotonic())
        self.site.asked.append(asked)
        reply = self.site.reply(asked)
        time.sleep(reply.pause)
        self.send_response(reply.status)
        if reply.status not in {304}:
            self.send_header("Content-Type", reply.kind)
        if reply.has_length and reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not reply.has_length or reply.stop_after is not None:
            self.close_connection = True
        self.end_headers()
        try:
            body = reply.body[: reply.stop_after]
            if not reply.drip:
                self.wfile.write(body)
            for place in range(len(body)) if reply.drip else ():
                self.wfile.write(body[place : place + 1])
                time.sleep(reply.drip)
        except OSError:
            self.close_connection = True


@contextmanager
def serve() -> Iterator[Site]:
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site}))
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def with_validators(body: bytes, etag: str = '"one"', kind: str = "text/html") -> Callable[[Asked], Reply]:
    """A file that the site knows by an ETag, and gives from any place on."""

    def play(asked: Asked) -> Reply:
        if asked.headers.get("If-None-Match") == etag:
            return Reply(status=304, headers={"ETag": etag})
        wanted = asked.headers.get("Range")
        if wanted and asked.headers.get("If-Range") == etag:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            place = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}", "ETag": etag}
            return Reply(body[start:], 206, place, kind)
        return Reply(body, 200, {"ETag": etag}, kind)

    return play


def states(report: Report) -> list[str]:
    """What became of each document."""
    return [each.state for each in report.outcomes]


def message(report: Report) -> str | None:
    """What is said of the one document."""
    (outcome,) = report.outcomes
    return outcome.message


def sidecar(file: Path) -> dict[str, Any]:
    """What the sidecar of a file says."""
    stated: dict[str, Any] = json.loads(file.with_name(file.name + corpus.SIDECAR).read_text("utf-8"))
    return stated


def files(folder: Path) -> list[str]:
    """The names in a folder, without the sidecars."""
    return sorted(each.name for each in folder.iterdir() if not each.name.endswith(corpus.SIDECAR))
