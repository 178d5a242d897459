"""What destinations have in common that keep releases side by side, each in a folder of its version."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import versions
from pipeline.release import SUMS, ReleaseError, check_version
from pipeline.upload.plan import POINTER, Item, Plan
from pipeline.upload.store import PassingError, UploadError


class Shelf(ABC):
    """A place with ``<version>/…`` for each release, and ``latest.json`` that leads to one of them."""

    place: str
    proof = "read back"
    at_once = 1
    batch = 1

    @abstractmethod
    def held(self, items: Sequence[Item]) -> set[str]:
        """As `Store.held`."""

    @abstractmethod
    def put(self, items: Sequence[Item]) -> None:
        """As `Store.put`."""

    @abstractmethod
    def read(self, name: str) -> bytes | None:
        """Return the content of a small file, or ``None`` where it is not there."""

    @abstractmethod
    def write(self, name: str, content: bytes) -> None:
        """Write a small file in one step: who reads gets the one before or this one."""

    def items(self, plan: Plan, folder: Path) -> tuple[Item, ...]:
        """As `Store.items`: all files as they are, the list of checksums last."""
        return tuple(replace(each, name=f"{plan.version}/{each.name}") for each in (*plan.files, plan.sums))

    def begin(self, plan: Plan, *, dry_run: bool) -> None:
        """As `Store.begin`: a release that is here whole is never changed."""
        there = self.read(f"{plan.version}/{SUMS}")
        # a list that breaks off is of an upload that was stopped
        if there is not None and not plan.sums.file.read_bytes().startswith(there):
            raise UploadError(
                f"{self.place} holds a release {plan.version} that says something else; a release that is out is not"
                " changed: publish this one under a later --version"
            )

    def point(self, plan: Plan) -> str:
        """As `Store.point`; the pointer never goes back to an earlier release."""
        self._check_sums(plan)
        before = self.read(POINTER)
        if before == plan.pointer:
            return f"{POINTER} leads to {plan.version} already"
        later = _version_of(before)
        if later and versions.key(later) > versions.key(plan.version):
            return f"{POINTER} stays on {later}, which is later"
        self.write(POINTER, plan.pointer)
        if self.read(POINTER) != plan.pointer:
            raise PassingError(f"{POINTER} in {self.place} is not what was written; another upload may be under way")
        return f"{POINTER} leads to {plan.version}"

    def _check_sums(self, plan: Plan) -> None:
        """See that no other release of that version was sent here meanwhile."""
        ours, there = plan.sums.file.read_bytes(), self.read(f"{plan.version}/{SUMS}") or b""
        if not ours.startswith(there):
            raise UploadError(
                f"{self.place}: another release {plan.version} was sent there at the same time; the pointer is left"
                " as it was. Publish one of the two under a later --version"
            )
        if ours != there:
            raise PassingError(f"{self.place}: another upload of {plan.version} is under way; run it again later")


def is_of(item: Item, opened: object, size: int) -> bool:
    """Whether what was opened for reading has the very bytes of an item."""
    return size == item.size and hashlib.file_digest(opened, "sha256").hexdigest() == item.sha256  # type: ignore[arg-type]


def _version_of(pointer: bytes | None) -> str | None:
    """The version a pointer leads to; ``None`` where there is none, or it cannot be read."""
    try:
        version = str(json.loads(pointer or b"{}")["version"])
        check_version(version)
    except (ValueError, KeyError, TypeError, ReleaseError):
        return None
    return version
