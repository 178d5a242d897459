"""Write a run down: around a publication, whatever becomes of it."""

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from pipeline import __version__
from pipeline.history import kept, lines, memory
from pipeline.history.facts import counted, with_changes, with_report
from pipeline.history.page import write_page
from pipeline.history.watch import watch
from pipeline.logs import LONGEST_MESSAGE, without_secrets
from pipeline.metrics import Outcome, RunMetrics
from pipeline.publish import NothingPublishedError
from pipeline.report import Report
from pipeline.stages import stopwatch

_log = logging.getLogger(__name__)

Warn = Callable[[str], None]


@dataclass
class Record:
    """A run that is being written down.

    Attributes:
        run: What is known of it; all of it once the block has ended. Its number is 0 where no history can be written.
    """

    run: RunMetrics
    _warn: Warn

    def published(self, report: Report) -> Report:
        """Take in what the publication did, and return it."""
        self.run = with_report(self.run, report)
        try:
            self.run = with_changes(self.run, report.release)
            lines.released(report.release)
        except (OSError, ValueError, KeyError) as why:
            # the release is made; a fault in looking at it again is no fault of the run
            self._warn(f"what this run changed is not known: {report.release.path} cannot be read ({why})")
        return report


@contextmanager
def recorded(
    outputs: Path, *, runner: str = "this process", keep: int = kept.KEPT, warn: Warn = _log.warning
) -> Iterator[Record]:
    """Write the run in this block into the history of ``outputs``, with its stages, memory and outcome.

    An error goes on to whoever called, when it has been written down. A history that cannot be written stops no run.

    Args:
        outputs: Folder of the releases.
        runner: What reads the files, for people.
        keep: So many of the newest runs are kept.
        warn: Is told, in a sentence, where the history cannot be written.

    Yields:
        What takes in the report of the publication: ``report = record.published(publish(…))``.
    """
    record = Record(RunMetrics(0, dt.datetime.now(dt.UTC), "running", runner=runner, chancery=__version__), warn)
    began = perf_counter()
    memory.forget_peak()
    with ExitStack() as held:
        try:
            number = held.enter_context(kept.begun(outputs, record.run))
            record.run = replace(record.run, number=number)
        except OSError as why:
            warn(f"this run is not in the history: {outputs / kept.FOLDER} cannot be written ({why})")
        lines.run_begins(record.run.number or None, runner)
        seconds = held.enter_context(stopwatch())
        try:
            yield record
        except BaseException as why:
            record.run = _failed(record.run, why)
            raise
        finally:
            record.run = _ended(record.run, perf_counter() - began, seconds)
            lines.run_ended(record.run)
            if record.run.number:
                _keep(outputs, record.run, keep, warn)


def _failed(run: RunMetrics, why: BaseException) -> RunMetrics:
    """A run that was stopped by an error, or by a person or the machine (Ctrl-C, an exit on SIGTERM)."""
    # the name of a file can have bytes that are no text
    words = str(why).encode("utf-8", "backslashreplace").decode()
    message = without_secrets(words)[:LONGEST_MESSAGE]
    outcome: Outcome = "failed" if isinstance(why, Exception) else "stopped"
    notices = why.notices if isinstance(why, NothingPublishedError) else ()
    lines.noticed(notices)
    return replace(run, outcome=outcome, error=type(why).__name__, message=message, issues=counted(notices))


def _ended(run: RunMetrics, seconds: float, stages: dict[str, float]) -> RunMetrics:
    # what ends without an error and without a report has been told by nobody what it did
    outcome: Outcome = "stopped" if run.outcome == "running" else run.outcome
    return replace(
        run,
        outcome=outcome,
        ended=dt.datetime.now(dt.UTC),
        seconds=round(seconds, 3),
        stages={name: round(each, 3) for name, each in stages.items()},
        peak_bytes=memory.peak(),
        peak_bytes_of_others=memory.peak_of_others(),
    )


def _keep(outputs: Path, run: RunMetrics, keep: int, warn: Warn) -> None:
    try:
        kept.write(outputs, run)
        kept.forget_oldest(outputs, max(1, keep))
        history = kept.read(outputs)
        write_page(outputs, history, watch(history))
    except (OSError, ValueError) as why:
        warn(f"the history of runs is not whole: {outputs / kept.FOLDER} cannot be written ({why})")
