"""What many tests start from: the one real document, and a raw folder with files of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import corpus
from pipeline.collection import Frames, collect
from pipeline.shard import read_shard
from pipeline.tables import validated

REPOSITORY = Path(__file__).parent.parent
REAL = REPOSITORY / "raw" / "wilson_center" / "188161.md"


@pytest.fixture(scope="session")
def cable() -> str:
    """The text of the real document, as it is."""
    return REAL.read_bytes().decode()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A raw folder with a folder for the one source, and nothing in it."""
    (tmp_path / "raw" / "wilson_center").mkdir(parents=True)
    return tmp_path / "raw"


@pytest.fixture
def tables(raw: Path) -> Callable[..., Frames]:
    """The validated tables that texts give, each put into a file of its name."""

    def read(*texts: str, **named: str | bytes) -> Frames:
        files = {f"{number}.md": text for number, text in enumerate(texts, 188161)}
        for name, text in {**files, **{f"{stem.lstrip('_')}.md": text for stem, text in named.items()}}.items():
            data = text if isinstance(text, bytes) else text.encode()
            (raw / "wilson_center" / name).write_bytes(data)
        return read_folder(raw)

    return read


def read_folder(raw: Path) -> Frames:
    return validated(collect(read_shard(shard) for shard in corpus.shards(corpus.scan(raw))))


def changed(text: str, old: str, new: str, count: int = 1) -> str:
    """The text with ``old`` replaced; the test is wrong where it does not stand there."""
    assert text.count(old) >= count, f"{old!r} does not stand in the text"
    return text.replace(old, new, count)
