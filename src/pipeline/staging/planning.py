"""What is to be read: which shards there are, which of them are kept, and the batches of those that are not."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import corpus
from pipeline.corpus import LARGEST_SIDECAR, SIDECAR, Found
from pipeline.model import file_of
from pipeline.shard import Tables, read_shard
from pipeline.sources import sources, take_in
from pipeline.staging.area import Area, DamagedError
from pipeline.staging.manifest import hashes
from pipeline.staging.reader import reader
from pipeline.storage import Stored

# Files in a batch, about: a task of a flow costs its server some 35 ms, and a batch takes some seconds.
BATCH_SIZE = 1_000


@dataclass(frozen=True)
class Shard:
    """A run of files.

    Attributes:
        files: The files.
        sha256: The SHA-256 of each; ``None`` of those that are not read.
        sidecars: The SHA-256 of the sidecar of each.
        reader: Hash of the code that reads them.
    """

    files: tuple[Found, ...]
    sha256: tuple[str | None, ...]
    sidecars: tuple[str | None, ...]
    reader: str

    @property
    def key(self) -> str:
        """What its rows follow from, as one hash."""
        whole = hashlib.sha256(f"{self.reader}\n".encode())
        for each, sha256, sidecar in zip(self.files, self.sha256, self.sidecars, strict=True):
            line = (each.path, each.file.name, each.source_id, each.problem, each.excluded, sha256, sidecar)
            whole.update(f"{line!r}\n".encode("utf-8", "surrogateescape"))
        return whole.hexdigest()


@dataclass(frozen=True)
class Batch:
    """Shards that one task reads.

    Attributes:
        shards: The shards.
        area: Folder in which their rows are kept.
        source_files: Files that define sources of the user's own.
    """

    shards: tuple[Shard, ...]
    area: Path
    source_files: tuple[Path, ...] = ()

    @property
    def files(self) -> int:
        """How many files are in it."""
        return sum(len(each.files) for each in self.shards)

    @property
    def first(self) -> str:
        """The path of its first file."""
        return self.shards[0].files[0].path


@dataclass(frozen=True)
class Plan:
    """The shards of all files, and where their rows are kept.

    Attributes:
        shards: The shards, in the order of paths.
        keys: The key of each.
        area: Where rows are kept.
        source_files: Files that define sources of the user's own.
    """

    shards: tuple[Shard, ...]
    keys: tuple[str, ...]
    area: Area
    source_files: tuple[Path, ...] = ()

    @property
    def found(self) -> list[Found]:
        """All files, in the order of paths."""
        return [each for shard in self.shards for each in shard.files]

    def batches(self) -> Iterator[Batch]:
        """Yield the shards that are not kept, in batches of about `BATCH_SIZE` files."""
        left: list[Shard] = []
        for shard, key in zip(self.shards, self.keys, strict=True):
            if self.area.holds(key):
                continue
            left.append(shard)
            if sum(len(each.files) for each in left) >= BATCH_SIZE:
                yield Batch(tuple(left), self.area.folder, self.source_files)
                left = []
        if left:
            yield Batch(tuple(left), self.area.folder, self.source_files)

    def read(self, done: Mapping[str, str]) -> "Plan":
        """Return the plan with the keys under which the rows of its shards were kept.

        Args:
            done: For each shard that was read, its key here and the key of what it really was when it was read.
        """
        return replace(self, keys=tuple(done.get(key, key) for key in self.keys))

    def tables(self, names: Collection[str] | None = None) -> Iterator[Tables]:
        """Yield the tables of each shard, or some of them, in order; where they are damaged, by reading it again.

        Raises:
            OSError: where what was read again cannot be kept, or a file of it has changed since it was first read.
        """
        for shard, key in zip(self.shards, self.keys, strict=True):
            try:
                yield self.area.read(key, names)
            except DamagedError:
                again = read_shard(shard.files)
                if _as_read(shard, again).key != key:
                    raise OSError(f"a file changed while its release was made, from {shard.files[0].path} on") from None
                self.area.write(key, again)
                yield self.area.read(key, names)


def plan(
    found: Sequence[Found],
    area: Area,
    source_files: Iterable[Path] = (),
    *,
    anew: bool = False,
    is_noted: bool = True,
) -> Plan:
    """Cut the files into shards and see what each of them is.

    Args:
        found: The files, in the order of their paths.
        area: Where rows are kept.
        source_files: Files that define sources of the user's own; they are taken in already.
        anew: Whether each file is looked into, even where it seems not to have changed.
        is_noted: Whether what the files are is noted for the next time.

    Raises:
        OSError: where the manifest cannot be written.
    """
    named = {each.path: (each.path, each.file) for each in found if _is_looked_into(each)}
    found_out = hashes(list(named.values()), area.manifest, anew=anew, is_noted=is_noted)
    sha256 = dict(zip(named, found_out, strict=True))
    readers: dict[frozenset[str], str] = {}
    shards = []
    for files in corpus.shards(found):
        source_ids = frozenset(each.source_id for each in files if each.source_id and each.source_id in sources())
        if source_ids not in readers:
            readers[source_ids] = reader(source_ids)
        shards.append(
            Shard(
                tuple(files),
                tuple(None if each.problem else sha256.get(each.path) for each in files),
                tuple(sha256.get(each.path + SIDECAR) for each in files),
                readers[source_ids],
            )
        )
    return Plan(tuple(shards), tuple(each.key for each in shards), area, tuple(source_files))


def _is_looked_into(found: Found) -> bool:
    if found.problem is None:
        return True
    is_large = isinstance(found.file, Stored) and found.file.size > LARGEST_SIDECAR
    return found.excluded and found.path.endswith(SIDECAR) and not is_large


def read_batch(batch: Batch, advance: Callable[[], None] = lambda: None) -> dict[str, str]:
    """Read the shards of a batch and keep their rows; return for the key of each the key they are kept under.

    That is another one where a file was changed, or could not be read, since the shard was planned: what is kept
    under a key is never of other content.

    Raises:
        DeclarationError: where a source of the user's own cannot be loaded.
        OSError: where the rows cannot be kept.
    """
    for file in batch.source_files:
        take_in(file)
    area = Area(batch.area)
    done = {}
    for shard in batch.shards:
        tables = read_shard(shard.files, advance)
        key = _as_read(shard, tables).key
        area.write(key, tables)
        done[shard.key] = key
    return done


def _as_read(shard: Shard, tables: Tables) -> Shard:
    """The shard as its files were when they were read, which the ledger states."""
    ledger = tables["ledger"].select(["raw_path", "part", "raw_sha256"]).to_pylist()
    read = {file_of(each["raw_path"], each["part"]): each["raw_sha256"] for each in ledger}
    sha256 = (
        planned if each.problem else read.get(each.path, planned)
        for each, planned in zip(shard.files, shard.sha256, strict=True)
    )
    return replace(shard, sha256=tuple(sha256))
