"""Servers on this machine that a release is sent to: real ones of S3 and WebDAV, and two that are played."""

import base64
import hashlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

import httpx

USER, PASSWORD = "keeper", "s3cret-of-the-keeper"
SECONDS_TO_START = 60


def free_ports(number: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def weed() -> Path | None:
    """The program of SeaweedFS, which a package of the development dependencies carries for Linux and macOS."""
    places = [Path(sys.executable).parent, *(Path(each) / "bin" for each in sys.path), *map(Path, os.get_exec_path())]
    return next((each / "weed" for each in places if (each / "weed").is_file()), None)


@contextmanager
def seaweed(program: Path, folder: Path) -> Iterator[str]:
    """A store that speaks S3, for one who has keys; gives its address."""
    master, master_grpc, volume, volume_grpc, filer, filer_grpc, s3, s3_grpc = free_ports(8)
    keys = {"accessKey": USER, "secretKey": PASSWORD}
    identity = {"name": USER, "credentials": [keys], "actions": ["Admin", "Read", "Write", "List", "Tagging"]}
    settings = folder / "s3.json"
    settings.write_text(json.dumps({"identities": [identity]}))
    options = {
        "dir": folder, "ip": "127.0.0.1", "master.port": master, "master.port.grpc": master_grpc, "volume.port": volume,
        "volume.port.grpc": volume_grpc, "volume.max": 8, "master.volumeSizeLimitMB": 32, "master.telemetry": "false",
        "filer": "true", "filer.port": filer, "filer.port.grpc": filer_grpc, "s3": "true", "s3.port": s3,
        "s3.port.grpc": s3_grpc, "s3.port.iceberg": 0, "s3.port.lance": 0, "s3.config": settings,
        "s3.autoCreateBucket": "false", "filer.localSocket": folder / "filer.sock",
        "s3.localSocket": folder / "s3.sock",
    }  # fmt: skip
    with (folder / "log").open("wb") as log:
        command = [program, "server", *(f"-{name}={value}" for name, value in options.items())]
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env={"PATH": "", "HOME": str(folder)})
    try:
        address = f"http://127.0.0.1:{s3}"
        _wait_for(f"{address}/healthz", server)
        yield address
    finally:
        server.kill()
        server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        try:
            if httpx.get(address, trust_env=False).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"{address} does not answer")


@contextmanager
def webdav(folder: Path) -> Iterator[str]:
    """A server that speaks WebDAV, for one who has a password; gives the address of the folder."""
    from cheroot.wsgi import Server  # noqa: PLC0415  only these tests wait for the import
    from wsgidav.wsgidav_app import WsgiDAVApp  # noqa: PLC0415

    (port,) = free_ports(1)
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/data": str(folder)},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
            "logging": {"enable": False},
            "verbose": 0,
        }
    )
    server = Server(("127.0.0.1", port), app, numthreads=6)
    server.prepare()
    threading.Thread(target=server.serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}/data"
    finally:
        server.stop()


class Question(NamedTuple):
    """A request that a played service got."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def stated(self) -> Any:
        return json.loads(self.body or b"null")


class Service:
    """A service that is played: what it was asked, and moods in which it does something else first.

    A mood gets a question and answers it, or gives ``None`` to let the service answer; ``DROP`` closes the connection.
    """

    DROP = "drop"

    def __init__(self, token: str) -> None:
        self.token = token
        self.url = ""
        self.asked: list[Question] = []
        self.mood: Callable[[Question], Any] = lambda _: None

    def of(self, method: str, part: str = "") -> list[Question]:
        return [each for each in self.asked if each.method == method and part in each.path]

    def reply(self, question: Question) -> Any:
        """Status and content of the answer."""
        raise NotImplementedError


@contextmanager
def playing(service: Service) -> Iterator[Service]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def _answer(self) -> None:
            url = urlsplit(self.path)
            body = self._body()
            headers = {name.lower(): value for name, value in self.headers.items()}
            question = Question(self.command, unquote(url.path), parse_qs(url.query), headers, body)
            service.asked.append(question)
            reply = service.mood(question) or service.reply(question)
            if reply == Service.DROP:
                self.close_connection = True
                self.connection.close()
                return
            status, content, *more = reply
            data = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **(more[0] if more else {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else data)

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding") != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            whole = b""
            while size := int(self.rfile.readline(), 16):
                whole += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return whole

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _answer  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


class Zenodo(Service):
    """The deposit API as https://developers.zenodo.org describes it: drafts, buckets, publishing, new versions."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.deposits: dict[int, dict[str, Any]] = {}
        self.files: dict[int, dict[str, bytes]] = {}

    def add(self, metadata: dict[str, Any], files: dict[str, bytes], *, submitted: bool = False) -> int:
        number = 1000 + len(self.deposits)
        self.deposits[number] = {"id": number, "submitted": submitted, "metadata": metadata, "links": {}}
        self.files[number] = dict(files)
        return number

    def reply(self, question: Question) -> Any:
        if question.headers.get("authorization") != f"Bearer {self.token}":
            return 401, {"status": 401, "message": "Unauthorized"}
        _, api, *path = question.path.split("/", 6)
        assert api == "api"
        if path[0] == "files":
            return self._bucket(question.method, int(path[1]), path[2], question.body)
        if len(path) == 2:
            return self._deposits(question)
        number = int(path[2])
        if number not in self.deposits:
            return 404, {"status": 404, "message": "PID does not exist."}
        return self._deposit(question, number, "/".join(path[3:]))

    def _shown(self, number: int) -> dict[str, Any]:
        links = {"bucket": f"{self.url}/api/files/{number}", "html": f"{self.url}/deposit/{number}"}
        return self.deposits[number] | {"links": links | self.deposits[number]["links"]}

    def _deposits(self, question: Question) -> Any:
        if question.method == "GET":
            return 200, [self._shown(number) for number in reversed(self.deposits)]
        return 201, self._shown(self.add(question.stated["metadata"], {}))

    def _deposit(self, question: Question, number: int, what: str) -> Any:
        deposit = self.deposits[number]
        if what == "files":
            return 200, [_as_file(name, data) for name, data in self.files[number].items()]
        if what == "actions/publish":
            deposit |= {"submitted": True, "doi": f"10.5281/zenodo.{number}"}
            return 202, self._shown(number)
        if what == "actions/newversion":
            draft = self.add(deposit["metadata"], self.files[number])
            deposit["links"] = {"latest_draft": f"{self.url}/api/deposit/depositions/{draft}"}
            return 201, self._shown(number)
        if question.method == "PUT":
            deposit["metadata"] = question.stated["metadata"]
        return 200, self._shown(number)

    def _bucket(self, method: str, number: int, name: str, body: bytes) -> Any:
        if self.deposits[number]["submitted"]:
            return 403, {"status": 403, "message": "The record is published."}
        if method == "DELETE":
            del self.files[number][name]
            return 204, b""
        self.files[number][name] = body
        return 201, _as_file(name, body)


def _as_file(name: str, data: bytes) -> dict[str, Any]:
    return {"filename": name, "filesize": len(data), "checksum": hashlib.md5(data).hexdigest()}


class Hub(Service):
    """A repository of the Hugging Face Hub, in the requests that its client makes: files of text in the commit itself,
    others put up before by their SHA-256 (Git LFS)."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.files: dict[str, bytes] = {}
        self.large: dict[str, bytes] = {}
        self.commits: list[list[str]] = []

    def reply(self, question: Question) -> Any:  # noqa: PLR0911  one for each kind of request
        path = question.path
        if "/lfs-upload/" in path:
            self.large[path.rpartition("/")[2]] = question.body
            return 200, {}
        if question.headers.get("authorization") != f"Bearer {self.token}":
            return 401, {"error": "Invalid credentials"}, {"X-Error-Message": "Invalid credentials"}
        if "/owner/data" not in path:
            return 404, {"error": "Repository not found"}, {"X-Error-Code": "RepoNotFound"}
        if "/paths-info/" in path:
            wanted = parse_qs(question.body.decode())["paths"]
            return 200, [self._info(name) for name in wanted if name in self.files]
        if "/preupload/" in path:
            files = question.stated["files"]
            modes = [{"path": each["path"], "uploadMode": _mode(each["path"]), "shouldIgnore": False} for each in files]
            return 200, {"files": modes}
        if path.endswith("/info/lfs/objects/batch"):
            return 200, {"transfer": "basic", "objects": [self._place(each) for each in question.stated["objects"]]}
        if "/commit/" in path:
            return self._commit([json.loads(line) for line in question.body.splitlines()])
        if "/resolve/main/" in path:
            name = path.partition("/resolve/main/")[2]
            missing = (404, {"error": "Entry not found"}, {"X-Error-Code": "EntryNotFound"})
            return (200, self.files[name]) if name in self.files else missing
        return 404, {"error": f"nothing is played at {path}"}

    def _place(self, each: dict[str, Any]) -> dict[str, Any]:
        known = each["oid"] in self.large
        actions = {} if known else {"upload": {"href": f"{self.url}/lfs-upload/{each['oid']}", "header": {}}}
        return each | ({"actions": actions} if actions else {})

    def _commit(self, lines: list[dict[str, Any]]) -> Any:
        changed = {}
        for each in lines:
            value = each["value"]
            if each["key"] == "file":
                changed[value["path"]] = base64.b64decode(value["content"])
            elif each["key"] == "lfsFile":
                changed[value["path"]] = self.large[value["oid"]]
        self.files |= changed
        self.commits.append(sorted(changed))
        oid = f"{len(self.commits):040x}"
        return 200, {"success": True, "commitOid": oid, "commitUrl": f"{self.url}/datasets/owner/data/commit/{oid}"}

    def _info(self, name: str) -> dict[str, Any]:
        data = self.files[name]
        oid = hashlib.sha1(b"blob %d\0%s" % (len(data), data)).hexdigest()
        large = {"oid": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 130}
        return {"type": "file", "path": name, "size": len(data), "oid": oid} | (
            {"lfs": large} if _mode(name) == "lfs" else {}
        )


def _mode(name: str) -> str:
    return "lfs" if name.endswith(".parquet") else "regular"


class Proxy:
    """Between a client and a server: when so many bytes have gone to the server, something happens, once."""

    def __init__(self, to: str, after: int, then: Callable[[], None] | None = None) -> None:
        self._target = urlsplit(to)
        self._left = after
        self._then = then
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        # whether the server is gone after that
        self.is_last = False
        self.happened = threading.Event()
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}{self._target.path}"

    def __enter__(self) -> "Proxy":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self._cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
                server = socket.create_connection((self._target.hostname, self._target.port))
            except OSError:
                return
            self._sockets += [client, server]
            threading.Thread(target=self._pass, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, client, False), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket, counts: bool) -> None:
        try:
            while data := one.recv(16384):
                other.sendall(data)
                if counts:
                    self._count(len(data))
            other.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def _count(self, size: int) -> None:
        with self._lock:
            before, self._left = self._left, self._left - size
            if before > 0 >= self._left:
                (self._then or self._cut)()
                self.happened.set()

    def _cut(self) -> None:
        if self.is_last:
            self._listener.close()
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._sockets.clear()
