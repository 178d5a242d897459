"""Runs killed at random moments: the next run finishes the work, and the bytes are those of a run nobody disturbed.

Run as ``python -m benchmarks.kills [--kills 100] [--seed 1] [--json]``. Samples of the tests are brought into ``raw/``,
published on top of an older release, and the release is sent to a folder, with the commands of ``chancery``. In each
round one of these three steps is killed (SIGKILL) once to three times, at moments drawn over the time it takes when
nobody disturbs it; or one of the processes that read is. After each kill ``latest`` leads to a whole release, old or
new. Then the step runs to its end, and all folders are compared with those of an undisturbed run: names, bytes, links,
files left behind. Processes of a command that was killed must end.

Nothing is patched: a round runs the code of ``chancery`` in a forked process, which spares the time of its imports.
Shards and batches are cut small, so that a small raw folder has several for several processes.
"""

import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import corpus
from pipeline.cli import app
from pipeline.code import code
from pipeline.corpus import SIDECAR
from pipeline.release import SUMS
from pipeline.renditions.written import sha256_of
from pipeline.staging import planning

SOURCE = "wilson_center"
SAMPLES = Path(__file__).parents[1] / "tests" / "examples" / "raw" / SOURCE
# Documents of the older release, and those that come to it.
OLD, NEW = 4, 12
STEPS = ("ingest", "publish", "upload")
# Of ten rounds, those in which a step, or one of the processes that read, is killed. Most can happen to a publication.
ODDS = {"ingest": 2, "publish": 5, "upload": 2, "worker": 1}
MOST_KILLS = 3
# Moments are drawn over so many times the time a step takes: what comes to its end before is no kill.
AND_MORE = 1.1
# Share of the publications that read in no process of their own; those take a while to start.
IN_ONE_PROCESS = 0.8
# Seconds in which processes of a command that was killed must have ended.
PATIENCE = 20.0
_SMALL = 4
# Among the temporary files: what the last command said.
SAID = "chancery-said"
# The history of runs tells of those that were killed too, and of the hour.
_OF_RUNS = re.compile(r"outputs/runs/(?:\d+\.json|index\.html)")
# What a sidecar says of the hour.
_OF_THE_HOUR = ("fetched_at",)


@dataclass(frozen=True)
class Place:
    """The folders of a round."""

    folder: Path

    @property
    def raw(self) -> Path:
        """Where documents are brought."""
        return self.folder / "raw"

    @property
    def outputs(self) -> Path:
        """Where releases are made."""
        return self.folder / "outputs"

    @property
    def sent(self) -> Path:
        """Where the release is sent."""
        return self.folder / "sent"

    def command(self, step: str, given: Path, workers: int = 1) -> list[str]:
        """The words that follow ``chancery``."""
        return {
            "ingest": ["fetch", SOURCE, "--from", str(given), "--raw", str(self.raw)],
            "publish": [
                *("publish", "--raw", str(self.raw), "--outputs", str(self.outputs), "--workers", str(workers)),
                *("--authorities", str(self.folder / "none")),
            ],
            "upload": ["upload", str(self.outputs / "latest"), "--to", f"file:{self.sent}"],
        }[step]


@dataclass
class Found:
    """What the kills did.

    Attributes:
        given: Folder of the documents that are fetched.
        chance: Draws the moments.
        kills: How many there were, by what was under way.
        took: Seconds of each undisturbed step.
        faults: What was not as it should be.
    """

    given: Path
    chance: random.Random

    kills: Counter[str] = field(default_factory=Counter)
    took: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def main(
    kills: Annotated[int, typer.Option("--kills", min=1, help="How many.")] = 100,
    seed: Annotated[int, typer.Option("--seed", help="Of the chance that draws the moments.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Kill runs at random moments, and compare what the next ones make of it."""
    # a release states the hash of the code that made it: it is asked for once, and all processes know it
    code()
    corpus.SHARD_SIZE = planning.BATCH_SIZE = _SMALL
    with tempfile.TemporaryDirectory(prefix="chancery-kills-") as folder:
        found = killed(Path(folder), kills, random.Random(seed))
    if as_json:
        print(json.dumps({"kills": found.kills, "seconds": found.took, "faults": found.faults}, indent=2))
    else:
        _show(found)
    raise typer.Exit(1 if found.faults else 0)


def killed(folder: Path, kills: int, chance: random.Random) -> Found:
    """Kill ``kills`` times in rounds of their own, in a folder that is there."""
    # temporary files of the commands lie where they are seen
    (folder / "tmp").mkdir()
    os.environ["TMPDIR"] = str(folder / "tmp")
    given = folder / "given"
    given.mkdir()
    old = _old(folder, given)
    found = Found(given, chance)
    before, after = {"ingest": old}, {}
    for step, following in zip(STEPS, (*STEPS[1:], "end"), strict=True):
        before[following] = _place(folder / f"before-{following}", before[step])
        found.took[step] = _run(before[following].command(step, given))
        after[step] = _contents(before[following])
    number = 0
    while found.kills.total() < kills:
        number += 1
        what = chance.choices([*ODDS], [*ODDS.values()])[0]
        step = "publish" if what == "worker" else what
        place = _place(folder / f"round{number}", before[step])
        faults = (*_round(place, what, found), *_differences(_contents(place), after[step]))
        found.faults += (f"round {number}, {what}: {fault}" for fault in faults)
        shutil.rmtree(place.folder)
    found.faults += _left_in_tmp(folder / "tmp")
    return found


def _old(folder: Path, given: Path) -> Place:
    """An older release, with its raw files and what was sent of it; then there are more samples to fetch."""
    samples = sorted(each for each in SAMPLES.iterdir() if not each.name.endswith(SIDECAR))
    place = Place(folder / "old")
    for each in samples[:OLD]:
        shutil.copy(each, given)
    for step in STEPS:
        _run(place.command(step, given))
    for each in samples[OLD:][:NEW]:
        shutil.copy(each, given)
    return place


def _place(folder: Path, old: Place) -> Place:
    shutil.copytree(old.folder, folder, symlinks=True)
    return Place(folder)


def _round(place: Place, what: str, found: Found) -> Iterator[str]:
    """Run a step that is killed some times before it comes to its end; yield what is wrong meanwhile."""
    if what == "worker":
        found.kills[what] += _kill_worker(place.command("publish", found.given, 2), found.chance.random())
        return
    command = place.command(what, found.given, 1 if found.chance.random() < IN_ONE_PROCESS else 2)
    for number in range(found.chance.randint(1, MOST_KILLS)):
        started = time.perf_counter()
        doing = _kill(command, found.chance.uniform(0, found.took[what] * AND_MORE), place)
        if doing is None:
            # only of the first is it known how long all of the step takes on a machine that is as busy as now
            found.took[what] = time.perf_counter() - started if not number else found.took[what]
            break
        found.kills[f"{what}, {doing}" if what == "publish" else what] += 1
        yield from _unwhole(place)
    _run(command)


def _differences(there: dict[str, Any], wanted: dict[str, Any]) -> Iterator[str]:
    for name in sorted(there.keys() | wanted.keys()):
        if there.get(name) != wanted.get(name):
            yield f"{name} is {_told(there, name)}, and should be {_told(wanted, name)}"


def _start(command: list[str]) -> int:
    """Start ``chancery`` with a command, in a forked process with a session of its own; return its id."""
    child = os.fork()
    if child:
        return child
    os.setsid()
    said = os.open(Path(tempfile.gettempdir()) / SAID, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    for stream in (0, 1, 2):
        os.dup2(said, stream)
    try:
        app(command, standalone_mode=True)
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else 99)
    except BaseException:
        traceback.print_exc()
        os._exit(98)
    os._exit(0)


def _run(command: list[str]) -> float:
    """Run a command to its end; return the seconds it took.

    Raises:
        RuntimeError: where it did not do what it should.
    """
    started = time.perf_counter()
    _end(_start(command), command)
    return time.perf_counter() - started


def _end(child: int, command: list[str]) -> None:
    """Wait for the end of a command, and see that it is a good one."""
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code not in {0, 1}:
        said = (Path(tempfile.gettempdir()) / SAID).read_text("utf-8", "replace")[-2000:]
        raise RuntimeError(f"chancery {' '.join(command)} ended with {code}: {said}")


def _kill(command: list[str], moment: float, place: Place) -> str | None:
    """Kill a command after so many seconds, and return what it was doing; see that all its processes end.

    ``None`` where it came to its end by itself before.
    """
    child, until = _start(command), time.perf_counter() + moment
    while (left := until - time.perf_counter()) > 0:
        if _has_ended(child):
            _end(child, command)
            return None
        time.sleep(min(left, 0.01))
    os.kill(child, signal.SIGKILL)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != -signal.SIGKILL:
        return None
    doing = _doing(place)
    _wait_for(lambda: not _of_session(child), f"processes of {command[0]} still run {PATIENCE:g} s after it was killed")
    return doing


def _has_ended(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _kill_worker(command: list[str], moment: float) -> int:
    """Kill one of the processes that read for a command, so long after it began; the command goes on to its end."""
    child, done = _start(command), 0
    while not done and not _has_ended(child):
        for worker in filter(_is_worker, _of_session(child)):
            time.sleep(moment)
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
                done = 1
            break
        time.sleep(0.01)
    _end(child, command)
    return done


def _doing(place: Place) -> str:
    """How far a publication had come, by what it left on disk."""
    names = {each.name for each in place.outputs.iterdir()}
    if any(name.startswith(".building-") for name in names):
        return "writing the release"
    if "1.1.0" in names:
        return "after the release"
    staged = len(list(place.outputs.glob(".staged/??/*.zip")))
    return "reading or joining tables" if staged > 1 else "before reading"


def _of_session(leader: int) -> list[int]:
    """The processes of a session, but for those that have ended."""
    there = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if int(session) == leader and state not in "ZX":
            there.append(int(folder.name))
    return sorted(there)


def _is_worker(process: int) -> bool:
    """Whether a process was forked by the server of forks, as those that read are."""
    try:
        parent = int((Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[1])
        return b"forkserver" in (Path("/proc") / str(parent) / "cmdline").read_bytes()
    except (OSError, ValueError):
        return False


def _wait_for(is_so: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > until:
            raise RuntimeError(otherwise)
        time.sleep(0.05)


def _unwhole(place: Place) -> Iterator[str]:
    """What is wrong with the releases that are named, here and where they are sent."""
    for folder in (place.outputs, place.sent):
        release = folder / "latest"
        lines = (release / SUMS).read_text("utf-8").splitlines() if (release / SUMS).is_file() else []
        if not lines:
            yield f"after a kill {release} leads to no release"
        for sha256, _, name in (line.partition("  ") for line in lines):
            if not (release / name).is_file() or sha256_of(release / name) != sha256:
                yield f"after a kill {release / name} is not whole"


def _contents(place: Place) -> dict[str, Any]:
    """All files and links of a round, with what is in them; of what the hour stands in, without the hour."""
    there: dict[str, Any] = {}
    for file in sorted(each for folder in (place.raw, place.outputs, place.sent) for each in folder.rglob("*")):
        name = file.relative_to(place.folder).as_posix()
        if file.is_symlink():
            there[name] = f"→ {file.readlink()}"
        elif file.is_dir() or _OF_RUNS.fullmatch(name):
            continue
        elif name.endswith(SIDECAR):
            stated = json.loads(file.read_text("utf-8"))
            there[name] = {key: value for key, value in stated.items() if key not in _OF_THE_HOUR}
        elif "/.staged/" in name:
            # shards are known by their files, and by their sidecars
            kind = "rows of a shard" if file.suffix == ".zip" else name
            there[kind] = there.get(kind, 0) + 1
        else:
            there[name] = sha256_of(file)
    return there


def _told(contents: dict[str, Any], name: str) -> str:
    return str(contents.get(name, "not there"))[:80]


def _left_in_tmp(folder: Path) -> Iterator[str]:
    """What lies among temporary files that is not told of in docs/failures.md."""
    for each in folder.iterdir():
        if not each.name.startswith(("chancery-", "pymp-")):
            yield f"{each.name} was left among the temporary files"


def _show(found: Found) -> None:
    print(f"{found.kills.total()} kills")
    for what, number in sorted(found.kills.items()):
        print(f"  {number:>4}  {what}")
    print("undisturbed: " + ", ".join(f"{step} {seconds:.2f} s" for step, seconds in found.took.items()))
    print("\n".join(found.faults) or "the bytes are those of an undisturbed run, every time; nothing was left behind")
    sys.stdout.flush()


if __name__ == "__main__":
    typer.run(main)
