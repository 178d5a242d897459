"""The page of the history: one file that needs no other, opens from disk, fetches nothing and runs nothing.

Everything from the runs is escaped: autoescape is on, and nothing turns it off. The policy in the page names its one
stylesheet by its hash.
"""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment

from pipeline.alarms import Alarm
from pipeline.history.drawing import HEIGHT, MOST_RUNS, WIDTH, charts
from pipeline.history.kept import FOLDER, History, replace_file
from pipeline.metrics import written
from pipeline.renditions.site.templates import escaping

FILE_NAME = "index.html"


def write_page(outputs: Path, history: History, alarms: Sequence[Alarm]) -> Path:
    """Draw the history into ``outputs/runs/index.html``, and return the file.

    Raises:
        OSError: where it cannot be written.
    """
    target = outputs / FOLDER / FILE_NAME
    target.parent.mkdir(parents=True, exist_ok=True)
    replace_file(target, page(history, alarms).encode("utf-8", "replace"))
    return target


def page(history: History, alarms: Sequence[Alarm]) -> str:
    """Return the page of a history."""
    style = _environment().get_template("runs.css").render()
    return (
        _environment()
        .get_template("runs.html.j2")
        .render(
            style_hash=b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            charts=charts(history.runs),
            runs=history.runs[: -MOST_RUNS - 1 : -1],
            number=len(history.runs),
            damaged=history.damaged,
            alarms=alarms,
            width=WIDTH,
            height=HEIGHT,
        )
    )


@cache
def _environment() -> Environment:
    environment = escaping("pipeline.history")
    environment.filters["time"] = written
    return environment
