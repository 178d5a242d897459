"""What should wake somebody, from the history as it is kept and from what the sources declare."""

from pathlib import Path

from pipeline.alarms import Alarm, alarms
from pipeline.history.kept import read
from pipeline.sources import sources


def watch(outputs: Path) -> tuple[Alarm, ...]:
    """Return what the latest run that published to ``outputs`` should wake somebody for."""
    expected = {name: each.expected_every for name, each in sources().items() if each.expected_every}
    return alarms(read(outputs).runs, expected)
