"""A million hostile documents, or some of them.

Run as ``python -m benchmarks.fuzz [--seed 1] [--from 0] [--count 1000] [--findings FOLDER]``. The n-th document of a
seed is always the same: a run that was broken off goes on with ``--from``, and ``--from N --count 1`` shows one again.
Progress goes to stderr, the tally to stdout; the exit code is 1 where something was found.
"""

import faulthandler
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.fuzz import run
from benchmarks.fuzz.documents import Document
from benchmarks.fuzz.run import Tally

_BATCH = 200
# a document that needs more memory than this is one to look at
_MEMORY = 4 * 1024**3
_IN_MEMORY = Path("/dev/shm")


def main(
    seed: int = 1,
    first: Annotated[int, typer.Option("--from", help="Number of the first document.")] = 0,
    count: int = 1_000,
    release_every: Annotated[int, typer.Option(help="Documents after which some are released.")] = 20_000,
    findings: Annotated[Path | None, typer.Option(help="Where documents are kept that show something.")] = None,
) -> None:
    """Read hostile documents, and say what should not be."""
    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    tally, since = Tally(), time.monotonic()
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None) as place:
        folder = Path(place)
        run.warm(folder / "raw")
        for batch in run.batches(seed, first, count, _BATCH):
            # said before, so that what kills the process is known too
            print(
                f"\r{batch[0].number:,} ({tally.files / (time.monotonic() - since):,.0f}/s) ", end="", file=sys.stderr
            )
            seen = len(tally.findings)
            shard = run.written(batch, folder / "raw")
            tables = run.read(shard, tally)
            if batch[0].number // release_every != (batch[-1].number + 1) // release_every:
                run.released(tables, shard, folder / "raw", folder / "outputs", tally)
            for each in tally.findings[seen:]:
                print(f"\n{each.name}: {each.what}", file=sys.stderr)
                _keep(each.name, batch, findings)
    _print(tally, time.monotonic() - since)
    raise typer.Exit(bool(tally.findings))


def _keep(path: str, batch: list[Document], folder: Path | None) -> None:
    if folder:
        for each in batch:
            if path.endswith(f"/{each.name}"):
                (folder / each.source_id).mkdir(parents=True, exist_ok=True)
                (folder / each.source_id / each.name).write_bytes(each.data)


def _print(tally: Tally, seconds: float) -> None:
    outcomes = ", ".join(f"{count:,} {name}" for name, count in sorted(tally.outcomes.items()))
    print(f"\n{tally.files:,} hostile files in {seconds:,.0f} s: {outcomes}; {tally.releases} releases of some")
    print("by form: " + ", ".join(f"{name} {count:,}" for name, count in tally.forms.most_common()))
    for each in tally.slowest[:5]:
        print(f"slowest: {each.seconds:.2f} s of {each.share:.2f} s: {each.found.path} ({each.found.source_id})")
    print(f"findings: {len(tally.findings)}")
    for each in tally.findings:
        print(f"  {each.name}: {each.what}")


if __name__ == "__main__":
    typer.run(main)
