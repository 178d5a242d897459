"""What should wake somebody, from the history as it is kept and from what the sources declare."""

from pathlib import Path

from pipeline.alarms import Alarm, alarms
from pipeline.history.kept import History, read
from pipeline.sources import sources


def watch(of: Path | History) -> tuple[Alarm, ...]:
    """Return what the latest run should wake somebody for: of a history, or of the folder of releases that has one."""
    history = read(of) if isinstance(of, Path) else of
    expected = {name: each.expected_every for name, each in sources().items() if each.expected_every}
    return alarms(history.runs, expected)
