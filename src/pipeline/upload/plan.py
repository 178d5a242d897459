"""What is sent of a release: its files with size and checksums, and the pointer that is written last."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.release import SUMS, ReleaseError, check_version, files_of, listed
from pipeline.renditions.written import sha256_of

POINTER = "latest.json"


class NotARelease(Exception):  # noqa: N818  what the folder is, not an accident
    """A folder holds no release, or one whose files are not those that were published."""


@dataclass(frozen=True)
class Item:
    """A file to be sent.

    Attributes:
        name: Its name at the destination, with the folders it lies in, parted by ``/``.
        file: Where it is on this disk.
        size: Its bytes.
        sha256: Its SHA-256.
    """

    name: str
    file: Path
    size: int
    sha256: str

    def hash_by(self, algorithm: str, head: bytes = b"") -> str:
        """Return the hash of the file by the name that a service uses, of ``head`` and the file where one is given."""
        digest = hashlib.new(algorithm, head, usedforsecurity=False)
        with self.file.open("rb") as opened:
            while chunk := opened.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest()


@dataclass(frozen=True)
class Plan:
    """A release as it is sent.

    Attributes:
        version: Its version, which names its folder at the destination.
        files: Its files, all but the list of checksums.
        sums: The list of checksums. It is sent after all files, so where it is, the release is whole.
        about: What its descriptor says of it as a whole (``datapackage.json``).
    """

    version: str
    files: tuple[Item, ...]
    sums: Item
    about: dict[str, Any]

    @property
    def pointer(self) -> bytes:
        """The content of ``latest.json``."""
        stated = {"version": self.version, "path": f"{self.version}/", "sha256sums": self.sums.sha256}
        return (json.dumps(stated, indent=2) + "\n").encode()


def plan_of(release: Path) -> Plan:
    """Return what is sent of a release, after its files were compared with its checksums.

    Args:
        release: Folder of the release.

    Raises:
        NotARelease: where the folder holds none, or a file is missing, changed or of no list.
    """
    try:
        stated = listed((release / SUMS).read_text("utf-8"))
        version = check_version(str(json.loads((release / "run.json").read_text("utf-8"))["version"]))
        about = json.loads((release / "datapackage.json").read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError, ReleaseError) as why:
        raise NotARelease(f"{release} holds no release ({why}); make one with chancery publish") from why
    files = tuple(item_of(release / name, name) for name in files_of(release))
    amiss = sorted({(each.name, each.sha256) for each in files} ^ set(stated.items()))
    if amiss:
        raise NotARelease(
            f"{release / amiss[0][0]} is not what {SUMS} states; put it back from a copy,"
            f" until chancery verify {release} finds no fault"
        )
    about.pop("resources", None)
    return Plan(version, files, item_of(release / SUMS, SUMS), about)


def item_of(file: Path, name: str) -> Item:
    """Return a file as it is sent under a name."""
    return Item(name, file, file.stat().st_size, sha256_of(file))
