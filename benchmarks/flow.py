"""What Prefect costs: the flow against the same steps without it, each in a process of its own.

Run as ``python -m benchmarks.flow [--documents 20000] [--rounds 2] [--json]``. Both publish the same folder of
synthetic documents, in turns; both publish a folder of one document too, which shows what starting Prefect costs
however much there is to do. Prefect keeps its database in a folder that is removed at the end.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from benchmarks.synthetic import corpus

# Prefect's share of a run, beyond what starting it costs.
GOAL_SHARE = 0.05

_PLAIN = """
import sys
from pathlib import Path
from pipeline.publish import publish
publish(*map(Path, sys.argv[1:]))
"""
# the heartbeat is off as in the program itself
_FLOW = """
import sys
from pathlib import Path
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from flows.publish import publish
with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
    publish(*map(Path, sys.argv[1:]))
"""
PROGRAMS = {"plain": _PLAIN, "flow": _FLOW}
_PROJECT = Path(__file__).resolve().parents[1]


class Run(NamedTuple):
    """One process: how long it took from start to end, the processor time of it, and its peak of memory."""

    seconds: float
    cpu_seconds: float
    peak_mib: float


@dataclass(frozen=True)
class Figures:
    """All runs, by program, on the many documents and on one."""

    documents: int
    many: dict[str, list[Run]] = field(default_factory=lambda: {name: [] for name in PROGRAMS})
    one: dict[str, list[Run]] = field(default_factory=lambda: {name: [] for name in PROGRAMS})

    @property
    def start_up(self) -> float:
        """Seconds that the flow takes longer than plain publishing on one document."""
        return _median(self.one["flow"]) - _median(self.one["plain"])

    @property
    def beyond(self) -> float:
        """Seconds that the flow takes longer on the many documents, beyond its start-up (median of the rounds)."""
        pairs = zip(self.many["flow"], self.many["plain"], strict=True)
        return statistics.median(flow.seconds - plain.seconds for flow, plain in pairs) - self.start_up

    @property
    def share(self) -> float:
        """Prefect's share of the flow's run on the many documents, its start-up apart."""
        return self.beyond / (_median(self.many["flow"]) - self.start_up)


def measure(number: int, rounds: int) -> Figures:
    """Publish ``number`` documents with and without Prefect, ``rounds`` times in turns."""
    figures = Figures(number)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus.write(folder / "many", number)
        corpus.write(folder / "one", 1)
        # the first run of Prefect makes its database; it is not measured
        run("flow", folder, "one", 0)
        for turn in range(1, rounds + 1):
            for program in _in_turns(turn):
                figures.one[program].append(run(program, folder, "one", turn))
                figures.many[program].append(run(program, folder, "many", turn))
    return figures


def run(program: str, folder: Path, raw: str, turn: int) -> Run:
    """Publish a raw folder with one of the programs, in a fresh process and to a fresh place.

    Raises:
        RuntimeError: where the program fails.
    """
    outputs = folder / f"{raw}-{program}-{turn}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_LOGGING_LEVEL": "ERROR",
        "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
        "DO_NOT_TRACK": "1",
    }
    command = [sys.executable, "-c", PROGRAMS[program], str(folder / raw), str(outputs)]
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=_PROJECT, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or not (outputs / "latest" / "run.json").is_file():
        raise RuntimeError(f"{program} failed on {raw} with exit code {process.returncode}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _in_turns(turn: int) -> tuple[str, ...]:
    """The programs, in another order every round, so that neither has the quieter machine."""
    return tuple(PROGRAMS) if turn % 2 else tuple(reversed(PROGRAMS))


def _median(runs: list[Run]) -> float:
    return statistics.median(each.seconds for each in runs)


def as_dict(figures: Figures) -> dict[str, Any]:
    """All figures, for programs."""
    return {
        "documents": figures.documents,
        "share_beyond_start_up": round(figures.share, 4),
        "goal": {"wanted": f"under {GOAL_SHARE:.0%}", "met": figures.share < GOAL_SHARE},
        "seconds_beyond_start_up": round(figures.beyond, 2),
        "start_up_seconds": round(figures.start_up, 2),
        "runs": {
            "many": {name: [each._asdict() for each in runs] for name, runs in figures.many.items()},
            "one": {name: [each._asdict() for each in runs] for name, runs in figures.one.items()},
        },
    }


def as_lines(figures: Figures) -> Iterator[str]:
    """All figures, for people."""
    ratio = _median(figures.many["flow"]) / _median(figures.many["plain"])
    yield f"{figures.documents:,} synthetic documents, {len(figures.many['flow'])} rounds, medians of whole processes"
    yield f"{'':24}{'seconds':>10}{'CPU s':>10}{'docs/s':>10}{'peak MiB':>10}"
    for title, runs in (("", figures.many), (", 1 document", figures.one)):
        for name, each in runs.items():
            seconds, number = _median(each), 1 if title else figures.documents
            cpu, peak = (statistics.median(column) for column in list(zip(*each, strict=True))[1:])
            yield f"{name + title:24}{seconds:>10.2f}{cpu:>10.2f}{number / seconds:>10,.1f}{peak:>10,.0f}"
    yield f"the flow takes {ratio:.3f} times as long as plain publishing"
    yield f"start-up of Prefect: {figures.start_up:.2f} s; beyond it: {figures.beyond:+.2f} s"
    verdict = "met" if figures.share < GOAL_SHARE else "NOT met"
    yield f"goal, Prefect's share beyond its start-up: under {GOAL_SHARE:.0%}; measured {figures.share:+.1%}: {verdict}"


def main(
    number: Annotated[int, typer.Option("--documents", min=1, help="Documents to publish.")] = 20_000,
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="Rounds, with and without Prefect in turns.")] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Measure what Prefect costs."""
    figures = measure(number, rounds)
    if as_json:
        json.dump(as_dict(figures), sys.stdout, indent=2)
        print()
    else:
        print("\n".join(as_lines(figures)))


if __name__ == "__main__":
    typer.run(main)
