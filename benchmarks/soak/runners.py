"""How the runs of a soak are started: one after the other in one process, or by a Prefect server of one's own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx

from benchmarks.measured import PROJECT, tree
from benchmarks.soak import counted
from benchmarks.soak.counted import Counts

_ENDED = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})
_STARTS_WITHIN, _ENDS_WITHIN, _SETTLES_WITHIN = 240.0, 900.0, 30.0
# What serves, and its server.
_SERVING = 2


class Runner(Protocol):
    """Starts a run and waits for it."""

    def run(self) -> str:
        """Run once; return what became of it: COMPLETED, or how it failed."""

    def counts(self) -> Counts:
        """Return what could grow in what runs it."""


class Plain:
    """Runs in this process, without Prefect."""

    def __init__(self, raw: Path, outputs: Path, keep: int | None) -> None:
        """Publish ``raw`` to ``outputs`` in each run, and keep the newest ``keep`` releases; by default all."""
        self._raw, self._outputs, self._keep = raw, outputs, keep

    def run(self) -> str:
        """Run once."""
        from pipeline.publish import NothingPublishedError, publish  # noqa: PLC0415
        from pipeline.release import ReleaseError  # noqa: PLC0415

        try:
            publish(self._raw, self._outputs, workers=1, keep=self._keep)
        except (NothingPublishedError, ReleaseError) as why:
            return f"FAILED: {why}"
        return "COMPLETED"

    def counts(self) -> Counts:
        """Return memory, open files and threads of this process."""
        return counted.of_processes([os.getpid()], "this process")


class Served:
    """Runs of a deployment that ``chancery serve`` serves, on a server and a database of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, home: Path, keep: int | None) -> None:
        """Ask the server on ``port`` for runs that keep so many releases; ``home`` holds its database."""
        self._process, self._home, self._keep = process, home, keep
        self._api = httpx.Client(base_url=f"http://127.0.0.1:{port}/api", trust_env=False, timeout=300)

    def run(self) -> str:
        """Let a run be due at once, as a schedule does, and wait for its end."""
        deployment = self._deployment()
        wanted = {"state": {"type": "SCHEDULED"}, "parameters": {"keep": self._keep}}
        made = self._ask("POST", f"/deployments/{deployment}/create_flow_run", wanted)
        until = time.monotonic() + _ENDS_WITHIN
        while time.monotonic() < until:
            run = self._ask("GET", f"/flow_runs/{made['id']}")
            if run["state_type"] in _ENDED:
                message = run["state"].get("message") or ""
                return str(run["state_type"]) if run["state_type"] == "COMPLETED" else f"{run['state_type']}: {message}"
            time.sleep(0.5)
        return "did not end"

    def counts(self) -> Counts:
        """Return memory, open files and threads of server and runner, and what the database holds."""
        serving, *others = self._settled()
        return {
            **counted.of_processes([serving], "chancery serve"),
            **counted.of_processes(others, "its server"),
            **counted.of_database(self._home / "prefect.db"),
            **counted.of_folder(self._home, "PREFECT_HOME"),
        }

    def _settled(self) -> list[int]:
        """What serves and its server, as soon as the process of the run has ended."""
        until = time.monotonic() + _SETTLES_WITHIN
        while len(found := list(tree(self._process.pid))) > _SERVING and time.monotonic() < until:
            time.sleep(0.2)
        return found

    def wait(self) -> None:
        """Wait until the deployment is there."""
        until = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise RuntimeError(f"chancery serve ended with code {self._process.returncode}")
            try:
                self._deployment()
            except (httpx.HTTPError, LookupError):
                time.sleep(1)
            else:
                return
        raise RuntimeError(f"nothing was served within {_STARTS_WITHIN:.0f} s")

    def _ask(self, method: str, path: str, stated: dict[str, Any] | None = None) -> Any:
        """Ask the server, again where it is too busy to answer, as Prefect's own client does."""
        for wait in (1, 5, 20, 60):
            found = self._api.request(method, path, json=stated)
            if found.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(wait)
        return found.raise_for_status().json()

    def _deployment(self) -> str:
        found = self._ask("POST", "/deployments/filter", {})
        if not found:
            raise LookupError("nothing is served yet")
        return str(found[0]["id"])


@contextmanager
def served(raw: Path, outputs: Path, work: Path, keep: int | None) -> Iterator[Served]:
    """Serve the flow in a process of its own, with all that it leaves under ``work``."""
    home, temporary, port = work / "prefect", work / "tmp", free_port()
    temporary.mkdir(exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"PREFECT_HOME": str(home), "TMPDIR": str(temporary), "DO_NOT_TRACK": "1"}
    command = [sys.executable, "-c", "from flows.command import app; app()", "serve"]
    command += ["--raw", str(raw), "--outputs", str(outputs), "--port", str(port)]
    with (work / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log)
        try:
            runner = Served(process, port, home, keep)
            runner.wait()
            yield runner
        finally:
            process.terminate()
            process.wait(60)


def free_port() -> int:
    """Return a port on this machine that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
