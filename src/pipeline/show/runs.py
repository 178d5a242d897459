"""What ``chancery runs`` prints."""

from typing import Any

from rich.console import Console
from rich.text import Text

from pipeline.alarms import Alarm
from pipeline.history import History
from pipeline.history.drawing import levels
from pipeline.metrics import RunMetrics, as_json, written
from pipeline.show import plain, plain_lines

# Columns of the small drawings: what a terminal has room for.
_MOST_COLUMNS = 60
_MIB = 1024**2
_BAD = "red"
_LINE = "{:>5} {:<16} {:>7} {:<9} {:<7} {:>9} {:>11} {}"
# Characters of a message in the list; all of it is in what is shown of the run.
_LONGEST = 100


def listed(of: History, alarms: tuple[Alarm, ...], most: int) -> None:
    """Print the newest runs, the newest first, below small drawings of what is counted, and what should wake somebody.

    Args:
        of: The history.
        alarms: What the latest run should wake somebody for.
        most: So many runs.
    """
    console = Console(soft_wrap=True)
    if not of.runs:
        console.print(Text("no run is in the history yet; chancery publish makes one"))
    else:
        _drawn(console, of.runs[-_MOST_COLUMNS:])
        _listed(console, of.runs[: -most - 1 : -1])
        if len(of.runs) > most:
            console.print(Text(f"and {len(of.runs) - most:,} earlier ones"))
    for each in of.damaged:
        console.print(Text(plain(f"cannot be read: {each}"), style=_BAD))
    for alarm in alarms:
        console.print(Text(plain(f"{alarm.code}: {alarm.sentence}"), style="yellow"))


def rung(alarms: tuple[Alarm, ...]) -> None:
    """Print to standard error what should wake somebody."""
    for alarm in alarms:
        Console(stderr=True, soft_wrap=True).print(
            Text(plain(f"chancery: {alarm.code}: {alarm.sentence}"), style="yellow")
        )


def warned(message: str) -> None:
    """Print to standard error what stops nothing and should be known."""
    Console(stderr=True, soft_wrap=True).print(Text(f"chancery: {plain_lines(message)}", style="yellow"))


def _drawn(console: Console, runs: tuple[RunMetrics, ...]) -> None:
    lines: tuple[tuple[str, list[float | None]], ...] = (
        ("seconds", [run.seconds for run in runs]),
        ("documents", [_of_green(run, run.ledger.get("published", 0)) for run in runs]),
        ("quarantined", [_of_green(run, run.ledger.get("quarantined", 0)) for run in runs]),
        ("files that came", [_of_green(run, (run.files("new") or 0) + (run.files("changed") or 0)) for run in runs]),
        ("memory", [run.peak_bytes for run in runs]),
    )
    for name, numbers in lines:
        most = max((each for each in numbers if each is not None), default=0)
        says = f"{most / _MIB:,.0f} MiB" if name == "memory" else f"{most:,.1f}" if name == "seconds" else f"{most:,}"
        console.print(Text.assemble((f"{name:<16}", "dim"), levels(numbers), (f"  at most {says}", "dim")))
    marks = "".join(" " if run.is_green else "·" if run.outcome == "running" else "×" for run in runs)
    if marks.strip():
        console.print(Text.assemble((f"{'not well':<16}", "dim"), (marks, _BAD)))


def _of_green(run: RunMetrics, number: int) -> int | None:
    return number if run.is_green else None


def _listed(console: Console, runs: tuple[RunMetrics, ...]) -> None:
    """A line a run; the last column has the files that are new, changed and gone."""
    console.print(Text(_LINE.format("run", "began (UTC)", "seconds", "outcome", "release", "documents", "quarantined",
                                    "files + ~ -"), style="bold"))  # fmt: skip
    for run in runs:
        counts = ["" if each is None else f"{each:,}" for each in map(run.ledger.get, ("published", "quarantined"))]
        files = [run.files(state) for state in ("new", "changed", "gone")]
        states = " ".join(f"{sign}{number:,}" for sign, number in zip("+~-", files, strict=True) if number is not None)
        seconds = "" if run.seconds is None else f"{run.seconds:,.1f}"
        began = f"{run.started:%Y-%m-%d %H:%M}"
        line = _LINE.format(run.number, began, seconds, run.outcome, run.version or "", *counts, states)
        is_bad = not run.is_green and run.outcome != "running"
        console.print(Text(plain(line.rstrip()), style=_BAD if is_bad else ""))
        if run.error:
            console.print(Text(plain(f"      {run.error}: {_short(run.message or '')}"), style=_BAD))


def _short(message: str) -> str:
    line = message.partition("\n")[0]
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def one(of: RunMetrics) -> None:
    """Print all that is known of a run."""
    console = Console(soft_wrap=True)
    ended = f" to {written(of.ended)}" if of.ended else ""
    console.print(Text(f"run {of.number}: {of.outcome}", style="bold" if of.is_green else f"bold {_BAD}"))
    _line(console, "time", f"{written(of.started)}{ended}" + (f", {of.seconds:,.1f} s" if of.seconds else ""))
    _line(console, "by", f"chancery {of.chancery}, {of.runner}")
    _line(console, "release", of.version)
    _line(console, "stopped by", f"{of.error}: {of.message}" if of.error else None)
    _line(console, "memory", f"{of.peak_bytes / _MIB:,.0f} MiB at most" if of.peak_bytes else None)
    _counts(console, "stages", {name: f"{seconds:,.2f} s" for name, seconds in of.stages.items()})
    _counts(console, "files", {name: f"{number:,}" for name, number in of.ledger.items()})
    for name, source in of.sources.items():
        states = f"{source.new:,} new, {source.changed:,} changed, {source.gone:,} gone"
        rows = "" if source.rows_changed is None else f"; {source.rows_changed:,} rows came, went or changed"
        told = f"{source.published:,} published, {source.quarantined:,} quarantined; files: {states}{rows}"
        _line(console, name, told)
    _counts(console, "issues", {name: f"{number:,}" for name, number in of.issues.items()})
    _counts(console, "rows", {name: f"{number:,}" for name, number in of.rows.items() if number})


def _line(console: Console, label: str, words: str | None) -> None:
    if words:
        console.print(Text.assemble((f"  {plain(label):<16}", "dim"), plain(words)))


def _counts(console: Console, label: str, counts: dict[str, str]) -> None:
    _line(console, label, ", ".join(f"{name} {number}" for name, number in counts.items()))


def listed_as_dict(of: History, alarms: tuple[Alarm, ...]) -> dict[str, Any]:
    """Return the history, for JSON: the runs in the order in which they began."""
    return {
        "runs": [one_as_dict(run) for run in of.runs],
        "damaged": list(of.damaged),
        "alarms": [{"code": each.code, "sentence": each.sentence} for each in alarms],
    }


def one_as_dict(of: RunMetrics) -> dict[str, Any]:
    """Return a run, for JSON."""
    return as_json(of)
