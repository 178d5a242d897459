"""Drawings of the history: a column for each run, stacked of what is counted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import NamedTuple

from pipeline.metrics import RunMetrics

# Runs that are drawn, the newest: more columns could not be told apart.
MOST_RUNS = 200
WIDTH, HEIGHT = 960, 190
# Room beside the columns: for the numbers at the left, the names of runs below.
_LEFT, _TOP, _BOTTOM = 70, 12, 24
_WIDEST = 40.0
# Parts of a column that are told apart by colour; the rest is one part.
MOST_PARTS = 7
REST = "the rest"
_MOST_NAMES = 12

_LEVELS = "▁▂▃▄▅▆▇█"

Parts = Mapping[str, float]
# How a number is written on the scale.
Written = Callable[[float], str]


class Bar(NamedTuple):
    """A part of a column, with the number of its colour and what it says."""

    x: float
    y: float
    width: float
    height: float
    colour: int
    says: str


@dataclass(frozen=True)
class Chart:
    """A drawing: its name, its scale, its columns, the names of its colours, and where a run did not end well."""

    title: str
    ticks: tuple[tuple[float, str], ...]
    names: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...]
    legend: tuple[str, ...]
    failed: tuple[tuple[float, str], ...]

    @property
    def floor(self) -> float:
        """Where the columns stand."""
        return HEIGHT - _BOTTOM


def charts(runs: Sequence[RunMetrics]) -> list[Chart]:
    """Draw the newest runs: seconds, documents, what was kept back, files, issues, memory."""
    shown = runs[-MOST_RUNS:]
    return [
        _chart("Seconds by stage", shown, _seconds, lambda number: f"{number:,.1f} s"),
        _chart("Documents published, by source", shown, _documents),
        _chart("Kept back", shown, _kept_back),
        _chart("Files that are new, changed or gone", shown, _files),
        _chart("Issues by code", shown, lambda run: run.issues),
        _chart("Most memory held at once", shown, _memory, lambda number: f"{number:,.0f} MiB"),
    ]


def levels(numbers: Sequence[float | None]) -> str:
    """Return a line of blocks, each as high as its number; a blank where there is none.

    >>> levels([0, 1, 2, 4, None, 8])
    '▁▁▂▄ █'
    """
    most = max((each for each in numbers if each), default=1.0)
    return "".join(
        " " if each is None else _LEVELS[max(0, min(round(each / most * len(_LEVELS)), len(_LEVELS)) - 1)]
        for each in numbers
    )


def _seconds(run: RunMetrics) -> Parts:
    within = sum(run.stages.values())
    beside = (run.seconds or 0.0) - within
    # what is too short to be seen is no part
    return {**run.stages, **({REST: beside} if beside > 0.05 * within else {})}


def _documents(run: RunMetrics) -> Parts:
    return {name: of.published for name, of in run.sources.items()}


def _kept_back(run: RunMetrics) -> Parts:
    return {"files": run.ledger.get("quarantined", 0), "rows": run.rows.get("quarantine", 0)}


def _files(run: RunMetrics) -> Parts:
    return {"new": run.files("new") or 0, "changed": run.files("changed") or 0, "gone": run.files("gone") or 0}


def _memory(run: RunMetrics) -> Parts:
    held = {"this process": run.peak_bytes or 0, "the largest other process": run.peak_bytes_of_others or 0}
    return {name: number / 1024**2 for name, number in held.items() if number}


def _chart(
    title: str,
    runs: Sequence[RunMetrics],
    parts_of: Callable[[RunMetrics], Parts],
    written: Written = lambda number: f"{number:,.0f}",
) -> Chart:
    columns = _columns([parts_of(run) for run in runs])
    legend = tuple(dict.fromkeys(name for parts in columns for name in parts))
    top = _round_above(max((sum(parts.values()) for parts in columns), default=0.0))
    step = (WIDTH - _LEFT) / max(1, len(runs))
    width, height = min(_WIDEST, step * 0.8), HEIGHT - _TOP - _BOTTOM
    middles = [_LEFT + step * (place + 0.5) for place in range(len(runs))]
    bars = tuple(
        Bar(round(middle - width / 2, 1), y, round(width, 1), high, legend.index(name), f"run {run.number}: {says}")
        for run, parts, middle in zip(runs, columns, middles, strict=True)
        for name, y, high, says in _column(parts, height / top, written)
    )
    every = -(-len(runs) // _MOST_NAMES) or 1
    names = tuple((round(x, 1), str(run.number)) for x, run in list(zip(middles, runs, strict=True))[::every])
    failed = tuple(
        (round(x, 1), f"run {run.number}: {run.outcome}")
        for x, run in zip(middles, runs, strict=True)
        if not run.is_green and run.outcome != "running"
    )
    ticks = tuple((round(HEIGHT - _BOTTOM - share * height, 1), written(share * top)) for share in (0.0, 0.5, 1.0))
    return Chart(title, ticks, names, bars, legend, failed)


def _column(parts: Parts, scale: float, written: Written) -> Iterator[tuple[str, float, float, str]]:
    """The parts of a run, one upon the other: name, place, height, and what it says."""
    y = float(HEIGHT - _BOTTOM)
    for name, number in parts.items():
        y -= number * scale
        if number:
            yield name, round(y, 1), round(number * scale, 1), f"{name} {written(number)}"


def _columns(every: Sequence[Parts]) -> list[Parts]:
    """The columns with their largest parts, seen over all columns; the other parts are one."""
    totals: dict[str, float] = {}
    for parts in every:
        for name, number in parts.items():
            totals[name] = totals.get(name, 0.0) + number
    if len(totals) <= MOST_PARTS:
        # in the order in which they come: stages in that of the work
        return [{name: parts[name] for name in totals if name in parts} for parts in every]
    kept = sorted(totals, key=lambda name: (-totals[name], name))[: MOST_PARTS - 1]
    return [
        {name: parts[name] for name in kept if name in parts}
        | {REST: sum(number for name, number in parts.items() if name not in kept)}
        for parts in every
    ]


def _round_above(number: float) -> float:
    """The next round number that is not less: the top of a scale.

    >>> [_round_above(each) for each in (0, 0.03, 7, 11, 2196)]
    [1.0, 0.03, 8.0, 15.0, 2500.0]
    """
    if number <= 0:
        return 1.0
    order = 10.0 ** floor(log10(number))
    return next(round(step * order, 12) for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * order >= number)
