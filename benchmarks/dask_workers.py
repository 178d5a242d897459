"""What a second Dask worker brings, and what the loss of one costs: ``python -m benchmarks.dask_workers``.

Needs the extra ``dask``. On a synthetic corpus the flow publishes with one worker process, with two, and with two of
which one is killed in the middle of reading; each release is compared, byte for byte, with one that the plain command
makes.
All run on this machine: scheduler, workers and a Prefect server of their own, on loopback.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer

from benchmarks import measured
from benchmarks.measured import PROJECT, Memory
from benchmarks.synthetic import corpus

# What the flow needs is imported before the first task comes: while it is, scheduler and workers answer nobody; on a
# busy machine they are taken for lost.
_PRELOAD = ("--preload", "flows.publish")
# Two workers against one, on 100,000 documents.
GOAL_TIMES, GOAL_DOCUMENTS = 1.8, 100_000
_STARTS_WITHIN = 180.0
# What is measured, with the number of workers.
_RUNS = {"one": 1, "two": 2, "two, one killed": 2}

_FLOW = """
import json, sys, time
from pathlib import Path
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect_dask import DaskTaskRunner
import flows.publish as publishing
from pipeline.staging import planning

def timed(step):
    def run(*given, **named):
        begin = time.perf_counter()
        found = step(*given, **named)
        seconds.append(time.perf_counter() - begin)
        return found
    return run

seconds = []
publishing._read = timed(publishing._read)
raw, outputs, address, batch = sys.argv[1:]
if int(batch):
    planning.BATCH_SIZE = int(batch)
flow = publishing.publish.with_options(task_runner=DaskTaskRunner(address=address))
begin = time.perf_counter()
with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
    report = flow(Path(raw), Path(outputs), runner="dask")
print(json.dumps({"reading": seconds[0], "whole": time.perf_counter() - begin, "version": report.release.version}))
"""
_PLAIN = """
import json, sys
from pathlib import Path
from pipeline.publish import publish
print(json.dumps(publish(Path(sys.argv[1]), Path(sys.argv[2]), workers=2).release.version))
"""


@contextmanager
def cluster(workers: int, log: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and workers of one thread each, none of which is started anew; yield address and workers."""
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    with ExitStack() as stack, log.open("ab") as out:

        def start(*arguments: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen([sys.executable, "-m", *arguments], cwd=PROJECT, stdout=out, stderr=out)
            stack.callback(_end, process)
            return process

        start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", *_PRELOAD)
        nodes = [
            start(
                "distributed.cli.dask_worker",
                address,
                "--nthreads",
                "1",
                "--no-nanny",
                "--no-dashboard",
                "--local-directory",
                str(log.parent / "scratch"),
                *_PRELOAD,
            )
            for _ in range(workers)
        ]
        yield address, nodes


@contextmanager
def prefect_server(home: Path) -> Iterator[dict[str, str]]:
    """Start a Prefect server, and yield the environment in which it is used."""
    port = _free_port()
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "ERROR",
        "DO_NOT_TRACK": "1",
        "DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "300s",
    }
    os.environ.update(environment)
    with (home / "server.log").open("wb") as log:
        command = [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)]
        server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/api/health")
        yield environment
    finally:
        _end(server)


def with_dask(
    raw: Path, outputs: Path, workers: int, log: Path, *, batch: int = 0, kill_after: float | None = None
) -> dict[str, Any]:
    """Publish with so many workers, in batches of so many files; one is killed after so many seconds of reading."""
    with cluster(workers, log) as (address, nodes):
        memory = [Memory(each.pid) for each in nodes]
        if kill_after is not None:
            threading.Thread(target=_kill_when_reading, args=(nodes[-1], outputs, kill_after), daemon=True).start()
        usage = measured.run([sys.executable, "-c", _FLOW, str(raw), str(outputs), address, str(batch)])
        lost = sum(each.poll() is not None for each in nodes)
        peaks = [each.stop()[0] for each in memory]
    return {**usage.said, "process": usage.seconds, "peak_mib": usage.peak_mib, "worker_mib": max(peaks), "lost": lost}


def _kill_when_reading(node: "subprocess.Popen[bytes]", outputs: Path, after: float) -> None:
    """Kill a worker some seconds after the first rows were kept."""
    while not any((outputs / ".staged").glob("??/*")):
        time.sleep(0.05)
    time.sleep(after)
    node.send_signal(signal.SIGKILL)


def measure(work: Path, documents: int, batch: int, kill_after: float | None) -> dict[str, Any]:
    """Publish plainly, with one worker, with two, and with two of which one may be killed; compare the releases."""
    raw = work / "raw"
    corpus.write(raw, documents)
    plain = measured.run([sys.executable, "-c", _PLAIN, str(raw), str(work / "plain")])
    found: dict[str, Any] = {"documents": documents, "plain": {"process": plain.seconds, "peak_mib": plain.peak_mib}}
    names = [name for name in _RUNS if kill_after is not None or "killed" not in name]
    with prefect_server(work / "prefect"):
        for name in names:
            outputs = work / name.replace(", ", "-").replace(" ", "-")
            found[name] = with_dask(
                raw, outputs, _RUNS[name], work / "dask.log", batch=batch,
                kill_after=kill_after if "killed" in name else None,
            )  # fmt: skip
            found[name]["differing"] = sorted(_differing(work / "plain", outputs))
    return found


def _differing(one: Path, other: Path) -> Iterator[str]:
    from pipeline.release import SUMS, files_of  # noqa: PLC0415

    one, other = (one / "latest").resolve(), (other / "latest").resolve()
    for name in {*files_of(one), *files_of(other), SUMS}:
        files = one / name, other / name
        if not (all(file.is_file() for file in files) and files[0].read_bytes() == files[1].read_bytes()):
            yield name


def as_lines(found: dict[str, Any]) -> Iterator[str]:
    """Yield what was found, for people."""
    yield f"{found['documents']:,} synthetic documents"
    yield f"{'':20}{'reading s':>11}{'whole s':>9}{'flow MiB':>10}{'worker MiB':>12}  bytes"
    for name in (name for name in _RUNS if name in found):
        each = found[name]
        same = "those of the plain run" if not each["differing"] else f"DIFFER in {', '.join(each['differing'][:5])}"
        if "killed" in name and not each["lost"]:
            same += " (it ended before one could be killed)"
        memory = f"{each['peak_mib']:>10,.0f}{each['worker_mib']:>12,.0f}"
        yield f"{name:20}{each['reading']:>11.1f}{each['whole']:>9.1f}{memory}  {same}"
    times = {stage: found["one"][stage] / found["two"][stage] for stage in ("reading", "whole")}
    told = f"{times['reading']:.2f} × in reading, {times['whole']:.2f} × in the whole"
    at = "" if found["documents"] >= GOAL_DOCUMENTS else f", at {found['documents']:,}"
    verdict = "met" if times["whole"] >= GOAL_TIMES else "NOT met"
    yield f"goal, two workers {GOAL_TIMES} × one on {GOAL_DOCUMENTS:,} documents: {told}{at}: {verdict}"


def _wait(address: str) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until:
        try:
            if httpx.get(address, timeout=5, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise RuntimeError(f"{address} did not answer within {_STARTS_WITHIN:.0f} s")


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    import socket  # noqa: PLC0415

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(
    documents: Annotated[int, typer.Option(min=1, help="How many documents.")] = 10_000,
    batch: Annotated[int, typer.Option(help="Files of one task, about; by default as many as in the flow.")] = 0,
    kill_after: Annotated[float, typer.Option(help="Seconds after the first rows at which a worker is killed.")] = 1.0,
    kill: Annotated[bool, typer.Option(help="Whether to publish with a worker that is killed, too.")] = True,
    work: Annotated[
        Path | None, typer.Option(help="An empty folder for all that is written; else a temporary one.")
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="File for all figures.")] = None,
) -> None:
    """Measure what a second worker brings, and see that a lost one changes nothing."""
    # told to end, what was started is ended too
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory() as temporary:
        place = (work or Path(temporary)).resolve()
        place.mkdir(parents=True, exist_ok=True)
        found = measure(place, documents, batch, kill_after if kill else None)
    if json_file:
        json_file.write_text(json.dumps(found, indent=2) + "\n")
    print("\n".join(as_lines(found)))


if __name__ == "__main__":
    typer.run(main)
