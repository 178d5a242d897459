"""Where the rows of shards are kept: one file a shard, with all its tables."""

import io
import shutil
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.shard import SCHEMAS, Tables
from pipeline.staging.disk import tidy, write_whole

# Beside the releases.
AREA = ".staged"
_SUFFIX = ".zip"
# What reading a damaged archive can end in: a flag that is wrong asks for a password, or for another way of packing.
_DAMAGES = (OSError, EOFError, KeyError, ValueError, RuntimeError, zipfile.BadZipFile, pa.ArrowException)
_COMPRESSED = pa.ipc.IpcWriteOptions(compression="zstd")


class DamagedError(Exception):
    """What is kept for a shard is not there or not whole: it is to be read again."""


@dataclass(frozen=True)
class Area:
    """A folder of staged shards, each in a file that is named by its key.

    A file is a zip archive of Arrow streams, one for each table: a table is read without the others, and each has a
    checksum.
    """

    folder: Path

    @property
    def manifest(self) -> Path:
        """Where the manifest of the raw files is kept."""
        return self.folder / "manifest.parquet"

    @property
    def copies(self) -> Path:
        """Where a run keeps the raw files that it gets of a store."""
        return self.folder / "copies"

    @property
    def stamp(self) -> Path:
        """Where it is written down from what the latest release was made."""
        return self.folder / "latest.json"

    def holds(self, key: str) -> bool:
        """Whether a shard is kept."""
        return self._file(key).is_file()

    def write(self, key: str, tables: Tables) -> None:
        """Keep the tables of a shard.

        Raises:
            OSError: where they cannot be written.
        """

        def pack(opened: io.IOBase) -> None:
            with zipfile.ZipFile(opened, "w") as archive:
                for name, table in tables.items():
                    with (
                        archive.open(name, "w") as member,
                        pa.ipc.new_stream(member, table.schema, options=_COMPRESSED) as writer,
                    ):
                        writer.write_table(table)

        write_whole(self._file(key), pack)

    def read(self, key: str, names: Collection[str] | None = None) -> Tables:
        """Return the tables of a shard, or some of them.

        Raises:
            DamagedError: where they are not there, or not as they were written.
        """
        try:
            with zipfile.ZipFile(self._file(key)) as archive:
                # not what the archive says that it holds: a name in it can be damaged too
                wanted = SCHEMAS if names is None else names
                return {name: pa.ipc.open_stream(archive.read(name)).read_all() for name in wanted}
        except _DAMAGES as why:
            raise DamagedError(f"{self._file(key)}: {why}") from why

    def keep_only(self, keys: Collection[str]) -> None:
        """Remove what is kept for other shards, copies of raw files, and what a run that was killed left unfinished."""
        shutil.rmtree(self.copies, ignore_errors=True)
        wanted = set(keys)
        for file in self.folder.glob(f"??/*{_SUFFIX}"):
            if file.stem not in wanted:
                file.unlink(missing_ok=True)
        for folder in (self.folder, *self.folder.glob("??")):
            tidy(folder)

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}{_SUFFIX}"
