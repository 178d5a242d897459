"""A folder on this machine, or one mounted here: ``file:///srv/data``, or ``file:data`` from where one stands."""

import os
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from uuid import uuid4

from pipeline.release import LATEST
from pipeline.upload.destination import Destination, DestinationError, is_this_machine
from pipeline.upload.plan import POINTER, Item, Plan
from pipeline.upload.shelf import Shelf, is_of
from pipeline.upload.store import PassingError, UploadError

_UNFINISHED = ".part"


class Folder(Shelf):
    """A folder. Each file is written beside its place, flushed and renamed in; the link ``latest`` is moved last."""

    def __init__(self, to: Destination) -> None:
        if to.host and not is_this_machine(to.host):
            raise DestinationError(f"{to} names another machine; mount it, and give its folder as file:///folder")
        self._root = Path(to.path)
        self.place = str(to)

    def held(self, items: Sequence[Item]) -> set[str]:
        """As `Store.held`."""
        return {each.name for each in items if self._is_there(each)}

    def put(self, items: Sequence[Item]) -> None:
        """As `Store.put`."""
        for each in items:
            self._write(each.name, partial(shutil.copyfile, each.file))

    def read(self, name: str) -> bytes | None:
        """As `Shelf.read`."""
        try:
            return (self._root / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as why:
            raise self._fault(why) from why

    def write(self, name: str, content: bytes) -> None:
        """As `Shelf.write`."""
        self._write(name, lambda unfinished: unfinished.write_bytes(content))

    def point(self, plan: Plan) -> str:
        """As `Shelf.point`, and the link ``latest`` follows."""
        done = super().point(plan)
        if f"leads to {plan.version}" in done:
            self._link(plan.version)
        self._sweep(plan.version)
        return done

    def _sweep(self, version: str) -> None:
        """Remove what uploads that were stopped left unfinished: of a release that is whole now, and of pointers."""
        of_pointers = (each for name in (LATEST, POINTER) for each in self._root.glob(f".{name}.*{_UNFINISHED}"))
        for left_behind in (*(self._root / version).rglob(f".*{_UNFINISHED}"), *of_pointers):
            left_behind.unlink(missing_ok=True)

    def _link(self, version: str) -> None:
        unfinished = self._root / f".{LATEST}.{uuid4().hex}{_UNFINISHED}"
        try:
            unfinished.unlink(missing_ok=True)
            unfinished.symlink_to(version)
            unfinished.replace(self._root / LATEST)
        except OSError as why:
            raise self._fault(why) from why

    def _is_there(self, item: Item) -> bool:
        file = self._root / item.name
        try:
            with file.open("rb") as opened:
                return is_of(item, opened, file.stat().st_size)
        except FileNotFoundError:
            return False
        except OSError as why:
            raise self._fault(why) from why

    def _write(self, name: str, fill: Callable[[Path], object]) -> None:
        file = self._root / name
        # two uploads at once do not write into one file
        unfinished = file.with_name(f".{file.name}.{uuid4().hex}{_UNFINISHED}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            fill(unfinished)
            _flush(unfinished)
            unfinished.replace(file)
            _flush(file.parent)
        except FileNotFoundError as why:
            raise PassingError(
                f"{self.place}: {file} was swept away by another upload; run the same command again"
            ) from why
        except OSError as why:
            raise self._fault(why) from why
        finally:
            unfinished.unlink(missing_ok=True)

    def _fault(self, why: OSError) -> UploadError:
        return UploadError(f"{self.place} cannot be used ({why}); see that the folder can be written and has room")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
