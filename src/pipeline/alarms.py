"""What should wake somebody, told from the runs so far. It asks no clock and reads no file: the runs have the times."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.metrics import RunMetrics

# With how many of the runs before a share is compared, and how many there must be.
EARLIER_RUNS = 30
FEWEST_EARLIER_RUNS = 3
# More quarantined than the median share would give: by so many at least, and by so great a part of them. Below that
# it is a file or two, which the issues tell.
FEWEST_MORE = 5
LEAST_RISE = 0.25
# So many files that were read anew and changed no row ring; a slip put right in running text, which no row has, does
# not.
FEWEST_TAKEN = 3
# So many runs that fail one after the other ring; one alone says so itself.
FAILURES_IN_A_ROW = 2


@dataclass(frozen=True)
class Alarm:
    """Something that should not wait until somebody looks.

    Attributes:
        code: `quarantine-rises`, `silent-stall` or `run-fails-again`.
        sentence: What it is, in a sentence for people.
    """

    code: str
    sentence: str


# Each code, with what it means and what to do; the documentation prints it.
CODES: dict[str, tuple[str, str]] = {
    "quarantine-rises": (
        "More files gave no document, or more rows were kept back, than the median of the runs before would give.",
        "See chancery quarantine list: most often a publisher has changed how its pages look.",
    ),
    "silent-stall": (
        "The runs are green and nothing comes of them: files of a source came or changed and no row did, or nothing new"
        " came for longer than the source declares normal.",
        "Open one of the newest files: is it the document, or a page that says something else? See the last fetch.",
    ),
    "run-fails-again": (
        "The last runs failed one after the other.",
        "See the message; until it is dealt with, the release of the last green run stands.",
    ),
}


def alarms(runs: Sequence[RunMetrics], expected_every: Mapping[str, dt.timedelta] | None = None) -> tuple[Alarm, ...]:
    """Return what the latest run, seen beside those before it, should wake somebody for.

    Args:
        runs: The history, in the order of the runs' numbers; those that still run are left out.
        expected_every: For each source that declares it, within what time something new is normal.
    """
    ended = [each for each in runs if each.outcome != "running"]
    if not ended:
        return ()
    return (
        *_failing(ended),
        *_rising(ended),
        *_changed_without_rows(ended),
        *_nothing_new(ended, expected_every or {}),
    )


def _failing(runs: Sequence[RunMetrics]) -> Iterator[Alarm]:
    failed: list[RunMetrics] = []
    for each in reversed(runs):
        if each.outcome not in {"failed", "killed"}:
            break
        failed.append(each)
    if len(failed) >= FAILURES_IN_A_ROW:
        last = failed[0]
        why = "it was killed" if last.outcome == "killed" else " ".join(f"{last.error}: {last.message}".split())
        yield Alarm("run-fails-again", f"the last {len(failed)} runs failed, since run {failed[-1].number}; {why}")


def _rising(runs: Sequence[RunMetrics]) -> Iterator[Alarm]:
    """Files that gave no document, and rows that were kept back, against the runs before."""
    now = runs[-1]
    earlier = [each for each in runs[:-1] if each.is_green][-EARLIER_RUNS:]
    if not now.is_green or len(earlier) < FEWEST_EARLIER_RUNS:
        return
    for what, count in (("files gave no document", _files), ("rows were kept back", _rows)):
        usual = median(part / of if of else 0.0 for part, of in map(count, earlier))
        part, of = count(now)
        if part - usual * of >= max(FEWEST_MORE, LEAST_RISE * usual * of):
            share = f"{100 * part / of:.1f} %, where the median of {len(earlier)} runs before is {100 * usual:.1f} %"
            yield Alarm("quarantine-rises", f"{part:,} of {of:,} {what}: {share}")


def _files(run: RunMetrics) -> tuple[int, int]:
    quarantined = run.ledger.get("quarantined", 0)
    return quarantined, quarantined + run.ledger.get("published", 0)


def _rows(run: RunMetrics) -> tuple[int, int]:
    return run.rows.get("quarantine", 0), sum(run.rows.values())


def _changed_without_rows(runs: Sequence[RunMetrics]) -> Iterator[Alarm]:
    """Sources of which files were read anew and brought nothing; a file in quarantine says so itself."""
    now = runs[-1]
    for name, of in sorted(now.sources.items()):
        if not (now.is_green and of.taken):
            continue
        taken, since = 0, now
        for run in (each for each in reversed(runs) if each.is_green):
            source = run.sources.get(name)
            if source is None or source.rows_changed != 0:
                break
            taken, since = taken + source.taken, run
        if taken >= FEWEST_TAKEN:
            yield Alarm(
                "silent-stall",
                f"{taken:,} files of {name} came or changed and were read since run {since.number}, and no row of its"
                " documents came, went or changed",
            )


def _nothing_new(runs: Sequence[RunMetrics], expected_every: Mapping[str, dt.timedelta]) -> Iterator[Alarm]:
    """Sources of which nothing came for too long, as far back as the history goes."""
    now = runs[-1]
    if not now.is_green or now.ended is None:
        return
    green = [each for each in runs if each.is_green]
    for name, normal in sorted(expected_every.items()):
        with_it = [each for each in green if name in each.sources]
        came = next((each for each in reversed(with_it) if _brought(each, name)), None)
        since = came or next(iter(with_it), None)
        if since is None:
            continue
        # a clock that was set back makes this negative, and nothing rings
        for_so_long = now.ended - (since.ended or since.started)
        if for_so_long > normal:
            least = "" if came else "at least "
            yield Alarm(
                "silent-stall",
                f"nothing new came from {name} for {least}{_days(for_so_long)}, since run {since.number};"
                f" something is normal every {_days(normal)}",
            )


def _brought(run: RunMetrics, source_id: str) -> bool:
    of = run.sources[source_id]
    return bool(of.new or of.changed)


def _days(time: dt.timedelta) -> str:
    """A length of time, in the largest unit of which there are two.

    >>> _days(dt.timedelta(days=3)), _days(dt.timedelta(hours=30)), _days(dt.timedelta(seconds=90))
    ('3 days', '30 hours', '90 seconds')
    """
    seconds = int(time.total_seconds())
    for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length:,} {unit}"
    return f"{seconds:,} seconds"
