"""What lies below an address: a store has no folders, only names with ``/`` in them, and any name can be there."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pipeline.storage.address import Address
from pipeline.storage.files import asked, files_of
from pipeline.storage.stored import Stored, stored


@dataclass
class Tree:
    """A folder, as the names of a store make it.

    Attributes:
        scheme: Kind of store.
        path: Its path in the store.
        files: The files in it, by name. The name of a file that no folder could hold (``../x``, ``a//b``) is all that
            stands behind the last folder that could.
        folders: The folders in it, by name.
    """

    scheme: str
    path: str
    files: dict[str, Stored] = field(default_factory=dict)
    folders: dict[str, "Tree"] = field(default_factory=dict)

    @property
    def itself(self) -> Stored:
        """The folder, where a file is looked for."""
        return Stored(self.scheme, self.path, 0, "", 0)


def listed(address: Address, copies: Path | None = None) -> Tree:
    """List all files below an address, with one listing of the store.

    Args:
        address: The address.
        copies: Folder in which contents are kept from one reading of a run to the next.

    Raises:
        FileNotFoundError: where there is no such bucket.
        StoreError: where the store does not answer, or does not let us in.
    """
    files = files_of(address.scheme)
    root = str(files._strip_protocol(str(address)))
    found = asked(partial(files.find, root, detail=True), str(address))
    tree = Tree(address.scheme, root.rstrip("/"))
    prefix = f"{tree.path}/"
    for path, info in found.items():
        if not path.startswith(prefix) or _is_marker(path, info):
            continue
        parts = _told(path.removeprefix(prefix)).split("/")
        depth = next((depth for depth, part in enumerate(parts[:-1]) if part in {"", ".", ".."}), len(parts) - 1)
        folder = tree
        for part in parts[:depth]:
            folder = folder.folders.setdefault(part, Tree(address.scheme, f"{folder.path}/{part}"))
        folder.files["/".join(parts[depth:])] = stored(address.scheme, path, info, copies)
    return tree


def _is_marker(path: str, info: dict[str, object]) -> bool:
    """Whether it is an empty file by which consoles of stores show a folder."""
    return path.endswith("/") and not info.get("size")


def _told(name: str) -> str:
    """A name in letters that can be written: what is no letter is escaped."""
    return name.encode("utf-8", "backslashreplace").decode()
