"""What is counted of a run: one row of the table of runs, as values and as JSON.

A run is one attempt to publish, whatever came of it. It knows the clock, which a release does not.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, get_args

# What became of a run. `running` and `killed` are both what it wrote when it began: whether it lives tells them apart.
Outcome = Literal["published", "stands", "failed", "stopped", "running", "killed"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
# With these a run has done what it was for.
GREEN: frozenset[Outcome] = frozenset({"published", "stands"})

_TIMES = ("started", "ended")


@dataclass(frozen=True)
class OfSource:
    """What a run did with the files of one source.

    Attributes:
        published: Documents that are published.
        quarantined: Files, or documents of files that hold many, that gave none.
        new: Files that the release before did not know.
        changed: Files that it knew with other bytes.
        gone: Files that it knew and that are not there any more.
        taken: Of those that are new or changed, the files that gave a document.
        rows_changed: Rows of its documents that came, went or changed; `None` where there was no release before.
    """

    published: int = 0
    quarantined: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    taken: int = 0
    rows_changed: int | None = None


@dataclass(frozen=True)
class RunMetrics:
    """A run.

    Attributes:
        number: Its place in the history, from 1, in the order in which runs began; clocks can be set back.
        started: When it began, in UTC.
        outcome: What became of it.
        ended: When it ended, in UTC.
        seconds: How long it took, by a clock that is never set.
        runner: What read the files, such as `this process`.
        chancery: Version of the program.
        version: Version of the release that it made, or found to stand.
        error: Name of what stopped it, such as `ReleaseError`.
        message: What that said.
        ledger: Files ingested, published, quarantined and excluded.
        rows: Rows of each table.
        rows_changed: Rows of data, of all tables, that came, went or changed since the release before.
        issues: Issues of each code.
        sources: What it did with each source.
        stages: Seconds that each stage took, without those of stages within it.
        peak_bytes: Most memory that this process held at once.
        peak_bytes_of_others: Most memory that one of the processes it started held at once.
    """

    number: int
    started: dt.datetime
    outcome: Outcome
    ended: dt.datetime | None = None
    seconds: float | None = None
    runner: str = ""
    chancery: str = ""
    version: str | None = None
    error: str | None = None
    message: str | None = None
    ledger: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    rows_changed: int | None = None
    issues: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, OfSource] = field(default_factory=dict)
    stages: Mapping[str, float] = field(default_factory=dict)
    peak_bytes: int | None = None
    peak_bytes_of_others: int | None = None

    @property
    def is_green(self) -> bool:
        """Whether it did what it was for."""
        return self.outcome in GREEN

    def files(self, state: Literal["new", "changed", "gone"]) -> int | None:
        """Return how many files of all sources are new, changed or gone; `None` where the run did not come so far."""
        return sum(getattr(each, state) for each in self.sources.values()) if self.is_green else None


def as_json(of: RunMetrics) -> dict[str, Any]:
    """Return a run as JSON has it: times as in `2026-11-28T03:00:00Z`."""
    return asdict(of) | {"started": written(of.started), "ended": of.ended and written(of.ended)}


def from_json(content: Any) -> RunMetrics:
    """Return the run that `as_json` wrote; names that are not known are left out, as later versions may have more.

    Raises:
        ValueError: where it is none.
    """
    try:
        given = {each.name: content[each.name] for each in fields(RunMetrics) if each.name in content}
        times = {name: _time(given.get(name)) for name in _TIMES}
        sources = {name: OfSource(**values) for name, values in given.get("sources", {}).items()}
        found = RunMetrics(**{**given, **times, "sources": sources})
        wrong = next(_wrong(found), None)
    except (TypeError, AttributeError, KeyError, OverflowError) as why:
        raise ValueError(f"it is no account of a run ({why})") from why
    if wrong:
        raise ValueError(f"it is no account of a run: {wrong} is none")
    return found


def _wrong(run: RunMetrics) -> Iterator[str]:
    """The names of what is not of its kind."""
    if run.started is None:
        yield "started"
    if run.outcome not in OUTCOMES:
        yield "outcome"
    for name in ("runner", "chancery", "version", "error", "message"):
        if not isinstance(getattr(run, name), str | None):
            yield name
    for name in ("number", "seconds", "rows_changed", "peak_bytes", "peak_bytes_of_others"):
        if not isinstance(getattr(run, name), int | float | None) or run.number is None:
            yield name
    counts = {name: getattr(run, name) for name in ("ledger", "rows", "issues", "stages")}
    for name, given in (counts | {each: asdict(of) for each, of in run.sources.items()}).items():
        if not all(isinstance(each, int | float) or key == "rows_changed" for key, each in given.items()):
            yield name


def written(time: dt.datetime) -> str:
    """Return a time in UTC, to the second.

    >>> written(dt.datetime(2026, 11, 28, 3, 0, 0, 5, dt.UTC))
    '2026-11-28T03:00:00Z'
    """
    return time.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _time(stated: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(stated).astimezone(dt.UTC) if stated else None
