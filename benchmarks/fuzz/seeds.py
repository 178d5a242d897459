"""What is damaged: the samples of every source, form and kind of file."""

from pathlib import Path
from typing import NamedTuple

from pipeline import corpus

REPOSITORY = Path(__file__).parents[2]
FOLDERS = (REPOSITORY / "tests" / "examples" / "raw", REPOSITORY / "tests" / "examples" / "hostile", REPOSITORY / "raw")


class Seed(NamedTuple):
    """A sample: where it belongs, how its file is named, and its bytes."""

    source_id: str
    key: str
    suffix: str
    data: bytes


def seeds() -> tuple[Seed, ...]:
    """Return every sample, in the order of their paths."""
    found = [each for folder in FOLDERS if folder.is_dir() for each in corpus.scan(folder)]
    return tuple(
        Seed(each.source_id, each.file.name.partition(".")[0], each.file.suffix, each.file.read_bytes())
        for each in found
        if each.source_id and each.problem is None
    )
