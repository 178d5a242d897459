"""A destination that fsspec can write to: what object stores and WebDAV have in common."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pipeline.upload.plan import Item
from pipeline.upload.shelf import Shelf, is_of
from pipeline.upload.store import UploadError

Value = TypeVar("Value")
# Tells what an exception of a client means, or ``None`` where it is none of its own.
Explain = Callable[[Exception, str], UploadError | None]

# Bytes that are read back in one request.
_BLOCK = 16 << 20


class Remote(Shelf):
    """A file system of fsspec.

    Args:
        files: The file system.
        root: Folder in it; empty, or with ``/`` at its end.
        place: Its address, for people.
        explain: Tells what an exception of its client means.
    """

    at_once = 4

    def __init__(self, files: Any, root: str, place: str, explain: Explain) -> None:
        self._files = files
        self._root = root
        self.place = place
        self._explain = explain

    def held(self, items: Sequence[Item]) -> set[str]:
        """As `Store.held`: each is read back."""
        return {each.name for each in items if self._asked(partial(self._is_there, each))}

    def put(self, items: Sequence[Item]) -> None:
        """As `Store.put`."""
        for each in items:
            self._asked(partial(self._files.put_file, str(each.file), self._root + each.name))

    def read(self, name: str) -> bytes | None:
        """As `Shelf.read`."""

        def attempt() -> bytes | None:
            try:
                content: bytes = self._files.cat_file(self._root + name)
            except FileNotFoundError:
                return None
            return content

        return self._asked(attempt)

    def write(self, name: str, content: bytes) -> None:
        """As `Shelf.write`: of an object store, a write is one step."""
        self._asked(lambda: self._files.pipe_file(self._root + name, content))

    def get(self, name: str, file: Path) -> None:
        """Write what is here under a name into a file of this machine.

        Raises:
            UploadError: where it is not here, or cannot be had.
        """
        self._asked(partial(self._files.get_file, self._root + name, str(file)))

    def create(self, name: str, content: bytes) -> bool:
        """Write a small file where none is; return whether it was written.

        Of two who do so at once only one does, where the store can promise that (S3 and its likes: ``If-None-Match``).
        """

        def attempt() -> bool:
            try:
                self._files.pipe_file(self._root + name, content, mode="create")
            except Exception:
                # clients say in many ways that there is one already, and an answer can be lost
                if self.read(name) is None:
                    raise
                return False
            return True

        return self.read(name) is None and self._asked(attempt)

    def remove(self, name: str) -> None:
        """Remove a file."""
        self._asked(lambda: self._files.rm_file(self._root + name))

    def _is_there(self, item: Item) -> bool:
        path = self._root + item.name
        try:
            size = self._files.info(path)["size"]
            if size != item.size:
                return False
            with self._files.open(path, "rb", block_size=_BLOCK, size=size) as opened:
                return is_of(item, opened, size)
        except FileNotFoundError:
            return False

    def _asked(self, attempt: Callable[[], Value]) -> Value:
        try:
            return attempt()
        except UploadError:
            raise
        except Exception as why:
            meant = self._explain(why, self.place)
            if meant is None:
                raise
            raise meant from why
