"""``scores.json``: how well the release is read, by source."""

import json
from pathlib import Path

from pipeline.renditions.edition import Edition
from pipeline.scores import FILE_NAME


def scores(edition: Edition, folder: Path) -> None:
    """Write the scores of a release, and which that have fallen were accepted."""
    content = {"version": edition.version, **edition.scores}
    (folder / FILE_NAME).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
