"""Many runs in a row: ``python -m benchmarks.soak --runs 200 [--served]``.

Between two runs documents of a synthetic corpus come, change, move and go. After every ``--check`` runs, and after the
last, the latest release is made again from all raw files, with nothing kept from before, on top of the same release
before it: every byte must be the same. All else that could grow is counted after each run, and what does is told.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.history import History
from benchmarks.soak import counted
from benchmarks.soak.aged import aged
from benchmarks.soak.runners import Plain, Runner, free_port, served

SEED = 7


def soak(work: Path, runs: int, documents: int, seed: int, check: int, runner: Runner) -> Iterator[dict[str, Any]]:
    """Let so many runs follow one another; yield after each what was counted and what went wrong so far."""
    raw, outputs = work / "raw", work / "outputs"
    history = History(raw, documents, seed)
    series: list[counted.Counts] = []
    failures: list[str] = []
    checked = new = 0
    begin = time.perf_counter()
    for number in range(runs):
        changes = history.step(number) if number else ["first"]
        before, latest = _latest(outputs), outputs / "latest"
        outcome = runner.run()
        made = latest.is_dir() and latest.resolve().name != before
        is_checked = made and (number % check == 0 or number == runs - 1)
        wrong = [] if outcome == "COMPLETED" else [outcome[:300]]
        if made and not changes:
            wrong.append(f"nothing had changed, and {latest.resolve().name} was made")
        if is_checked:
            wrong += differences(raw, outputs, before)
        elif number == runs - 1:
            wrong += still_says_the_same(raw, outputs)
        new, checked = new + made, checked + is_checked
        failures += [f"run {number}: {each}" for each in wrong]
        series.append({**runner.counts(), **counted.of_outputs(outputs), **counted.of_folder(work / "tmp", "TMPDIR")})
        _tell(number, runs, changes, outcome, series[-1])
        yield {
            "runs": number + 1,
            "documents": documents,
            "seconds": time.perf_counter() - begin,
            "new releases": new,
            "rebuilt and compared": checked,
            "changes": dict(history.happened),
            "failures": failures,
            "series": series,
        }


def differences(raw: Path, outputs: Path, before: str | None) -> Iterator[str]:
    """Yield the files in which the latest release is not the one that reading all anew makes."""
    from pipeline.publish import publish  # noqa: PLC0415  the process that only counts does without it
    from pipeline.release import SUMS, files_of  # noqa: PLC0415

    latest = (outputs / "latest").resolve()
    with tempfile.TemporaryDirectory(dir=outputs.parent, prefix="rebuilt-") as folder:
        rebuilt = Path(folder)
        if before:
            (rebuilt / "latest").symlink_to(outputs / before, target_is_directory=True)
        made = publish(raw, rebuilt, workers=1, anew=True).release.path
        for name in sorted({*files_of(latest), *files_of(made), SUMS}):
            one, other = latest / name, made / name
            if not (one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()):
                yield f"{latest.name}/{name} is not what a rebuild makes"


def still_says_the_same(raw: Path, outputs: Path) -> Iterator[str]:
    """Yield what is wrong where the last run made no release: reading all anew must make none either."""
    from pipeline.publish import publish  # noqa: PLC0415

    latest = (outputs / "latest").resolve()
    with tempfile.TemporaryDirectory(dir=outputs.parent, prefix="rebuilt-") as folder:
        rebuilt = Path(folder)
        (rebuilt / "latest").symlink_to(latest, target_is_directory=True)
        if publish(raw, rebuilt, workers=1, anew=True).release.is_new:
            yield f"{latest.name} stood, and reading all anew makes another release"


def _kept(soaking: Iterable[dict[str, Any]], file: Path | None) -> dict[str, Any]:
    """Go through a soak, or as much of it as one waits for, and return what it found; a file has it run by run."""
    found: dict[str, Any] = {}
    try:
        for found in soaking:
            if file:
                file.write_text(json.dumps(found, indent=2) + "\n")
    except (KeyboardInterrupt, SystemExit):
        if not found:
            raise
    return found


def _latest(outputs: Path) -> str | None:
    latest = outputs / "latest"
    return latest.resolve().name if latest.is_dir() else None


def _tell(number: int, runs: int, changes: list[str], outcome: str, counts: counted.Counts) -> None:
    memory = next(value for name, value in counts.items() if name.startswith("MiB, "))
    line = f"{number + 1:>4}/{runs}  {outcome[:40]:<10} {memory:>6,.0f} MiB  {counts['releases']:>4} releases  "
    typer.echo(line + ", ".join(changes), err=True)


def as_lines(found: dict[str, Any]) -> Iterator[str]:
    """Yield what was found, for people."""
    yield (
        f"{found['runs']} runs over about {found['documents']} documents in {found['seconds']:,.0f} s:"
        f" {found['new releases']} new releases, {found['rebuilt and compared']} made anew and compared byte for byte"
    )
    yield "between them: " + ", ".join(f"{number} × {kind}" for kind, number in sorted(found["changes"].items()))
    for failure in found["failures"]:
        yield f"WRONG: {failure}"
    if "aged" in found:
        before, after = found["aged"]
        told = (
            f"{name.removeprefix('rows of ')} {before[name]:,.0f} → {after[name]:,.0f}"
            for name in after
            if "rows" in name
        )
        yield f"91 days later, once the server has looked: {', '.join(told)}"
    yield f"{'':28}{'early':>12}{'late':>12}{'a run':>10}"
    for each in counted.growths(found["series"]):
        verdict = "grows" if each.grows else ""
        if each.grows and (why := counted.expected(each.name)):
            verdict += f": {why}"
        yield f"{each.name:28}{each.early:>12,.1f}{each.late:>12,.1f}{each.per_run:>+10,.2f}  {verdict}".rstrip()


def main(
    runs: Annotated[int, typer.Option(min=2, help="How many runs.")] = 200,
    documents: Annotated[int, typer.Option(min=10, help="About how many documents there are.")] = 60,
    check: Annotated[int, typer.Option(min=1, help="After so many runs the release is made anew and compared.")] = 10,
    keep: Annotated[int | None, typer.Option(min=2, help="Releases that stay, the newest; by default all.")] = None,
    seed: Annotated[int, typer.Option(help="What the history is drawn from.")] = SEED,
    work: Annotated[Path | None, typer.Option(help="Folder for all that is written; else one that is removed.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="File for all counts, run by run.")] = None,
    *,
    by_server: Annotated[bool, typer.Option("--served", help="Let a Prefect server start the runs.")] = False,
) -> None:
    """Let many runs follow one another, and see that all stays right and nothing grows."""
    # told to end, what was started is ended too
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory() if work is None else nullcontext(str(work)) as folder:
        place = Path(folder).resolve()
        for name in ("raw", "outputs", "tmp"):
            shutil.rmtree(place / name, ignore_errors=True)
            (place / name).mkdir(parents=True)
        # what is left in the folder for temporary files is ours
        os.environ["TMPDIR"] = tempfile.tempdir = str(place / "tmp")
        raw, outputs = place / "raw", place / "outputs"
        with served(raw, outputs, place, keep) if by_server else nullcontext(Plain(raw, outputs, keep)) as runner:
            found = _kept(soak(place, runs, documents, seed, check, runner), json_file)
        if by_server:
            found["aged"] = aged(place / "prefect", free_port())
    print("\n".join(as_lines(found)))
    raise typer.Exit(bool(found["failures"]))


if __name__ == "__main__":
    typer.run(main)
