"""A Prefect server of one's own, for a machine that has none: on loopback, for as long as the flow is served.

Without a server Prefect starts a temporary one, and stops it before it has recorded all that was done. This one keeps
its history in ``PREFECT_HOME``.
"""

import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

HOST = "127.0.0.1"
PORT = 4200
LOG = "server.log"
# Seconds: for the first start, which makes the database, on a busy machine; and for the end.
_STARTS_WITHIN = 180.0
_ENDS_WITHIN = 20.0

# What may be set otherwise in the environment.
DEFAULTS: Mapping[str, str] = {
    # nothing is told to the makers of Prefect; its newer pages ask a host of theirs whenever they are opened
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    # who holds a place among the runs is kept on disk: a run that died with its server gives it back
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    # runs are kept for 90 days, and what belongs to them
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    # what is recorded is written many at a time: a third of the work
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "50",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
}


class ServerError(Exception):
    """The server cannot be started."""


@contextmanager
def own_server(home: Path, port: int = PORT) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server, wait until it answers, and stop it at the end.

    It stops by itself when this process ends, however it ends. What it says since its start is in `LOG`.

    Args:
        home: Folder of its database and of what it says.
        port: Where it listens, on loopback.

    Raises:
        ServerError: where the port is taken, or the server does not start.
    """
    _see_that_it_is_free(port)
    home.mkdir(parents=True, exist_ok=True)
    with (
        (home / LOG).open("wb") as log,
        subprocess.Popen(  # noqa: S603  this very program
            [sys.executable, "-m", "flows.server", str(port)],
            env={**os.environ, **environment(home, port)},
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            # Ctrl-C is for us: the server ends after what is still told to it
            start_new_session=True,
        ) as server,
    ):
        try:
            _wait(server, port, home / LOG)
            yield server
        finally:
            _end(server)


def environment(home: Path, port: int, address: str | None = None) -> dict[str, str]:
    """Return the environment in which the flow is served.

    Args:
        home: Folder of Prefect's database, where the server is ours.
        port: Port of ours.
        address: Of the interface of another server, which is used then.
    """
    if address:
        return {"PREFECT_API_URL": address}
    return {
        **DEFAULTS,
        **{name: os.environ[name] for name in DEFAULTS if name in os.environ},
        "PREFECT_HOME": str(home.resolve()),
        "PREFECT_API_URL": f"{page(port)}/api",
        # else the pages ask for port 4200
        "PREFECT_SERVER_UI_API_URL": f"{page(port)}/api",
    }


def page(port: int) -> str:
    """Return the address of its pages."""
    return f"http://{HOST}:{port}"


def _see_that_it_is_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as why:
            raise ServerError(
                f"port {port} cannot be had ({why.strerror}): name another with --port, or, if a Prefect server is"
                f" there, use it with PREFECT_API_URL={page(port)}/api"
            ) from why


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            raise ServerError(f"the Prefect server ended with code {server.returncode} as it started; see {log}")
        try:
            # never by a proxy
            if httpx.get(f"{page(port)}/api/health", timeout=5, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise ServerError(f"the Prefect server did not answer within {_STARTS_WITHIN:g} seconds; see {log}")


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(_ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()


def _end_with_parent() -> None:
    """End when standard input does: the process that started this one has ended."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Be the server: ``python -m flows.server PORT``."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = ["prefect", "server", "start", "--host", HOST, "--port", sys.argv[1]]
    runpy.run_module("prefect", run_name="__main__")


if __name__ == "__main__":
    main()
