"""Where the samples of a source lie, what they should give, and its page."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pipeline
from pipeline.sources import Source, declared, sources

# Where a repository of Chancery keeps what belongs to a source; a source outside has examples/ and its page beside it.
MODULES, EXAMPLES, PAGES = Path("src/pipeline/sources"), Path("tests/examples"), Path("docs/sources")
OUTSIDE = Path("examples")


class SlotError(Exception):
    """There is nothing to work with: no such source, or no samples of it."""


@dataclass(frozen=True)
class Slot:
    """The place of a source's samples and page.

    Attributes:
        source: The source.
        examples: Folder with ``raw/<source_id>/`` and ``expected/<source_id>/`` in it.
        page: The file of its page.
    """

    source: Source
    examples: Path
    page: Path

    @property
    def samples(self) -> Path:
        """The folder of its samples."""
        return self.examples / "raw" / self.source.source_id

    @property
    def expected(self) -> Path:
        """The folder of what a reader should find in them."""
        return self.examples / "expected" / self.source.source_id

    @contextmanager
    def alone(self) -> Iterator[Path]:
        """A raw folder that holds copies of its samples and nothing else, for as long as it is needed."""
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder) / "raw"
            shutil.copytree(self.samples, raw / self.source.source_id)
            yield raw


def from_here(file: Path) -> Path:
    """Return a path as one would type it: from the present folder, where it lies below that."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file


def repository() -> Path | None:
    """Return the repository that this package is run from; ``None`` where it was installed without one."""
    root = Path(pipeline.__file__).parents[2]
    return root if (root / MODULES).is_dir() and (root / EXAMPLES).is_dir() else None


def slots(examples: Path | None = None) -> list[Slot]:
    """Return the slots of all sources that have samples."""
    found = []
    for source_id in sorted(sources()):
        with suppress(SlotError):
            found.append(slot(source_id, examples))
    return found


def slot(source_id: str, examples: Path | None = None) -> Slot:
    """Return the slot of a source: in the repository, or beside the file that declares it, or in this folder.

    Args:
        source_id: Its id.
        examples: Folder with ``raw/`` and ``expected/``, where it is another.

    Raises:
        SlotError: where there is no such source, or no sample of it.
    """
    if source_id not in sources():
        raise SlotError(f"no source is named {source_id}; there are: {', '.join(sorted(sources()))}")
    source, place, _, named = declared(source_id)
    root = repository()
    if root and place.startswith("pipeline.sources."):
        found = Slot(source, examples or root / EXAMPLES, root / PAGES / f"{source_id}.md")
    else:
        folder = named.parent if named else Path()
        found = Slot(source, examples or folder / OUTSIDE, folder / f"{source_id}.md")
    if not found.samples.is_dir() or not any(found.samples.iterdir()):
        raise SlotError(
            f"there are no samples of {source_id} in {found.samples}; put one there, or name another folder"
        )
    return found
