"""One run at a time publishes to a store: an object says who, and since when.

A store has no lock that a process loses when it ends. So the object stays when a run is killed: the next run from the
same folder of work knows it by its owner and goes on; a run from elsewhere stops, and a person decides.
"""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from pipeline.upload.remote import Remote
from pipeline.upload.store import Persistence, UploadError

LOCK = "publishing.json"


class BusyError(UploadError):
    """Another run publishes to the store, or was killed while it did."""


@contextmanager
def held(store: Remote, folder: Path, again: Persistence, *, take_over: bool = False) -> Iterator[None]:
    """Hold the lock of a store.

    Args:
        store: The store.
        folder: Folder of work; whoever calls holds its lock (`release.alone`).
        again: How often the store is asked.
        take_over: Whether a lock of somebody else is taken from them.

    Raises:
        BusyError: where somebody else holds it.
        UploadError: where the store does not answer.
    """
    owner = _owner(folder)
    since = datetime.now(UTC).isoformat(timespec="seconds")
    ours = json.dumps({**owner, "since": since, "run": uuid4().hex}, indent=2).encode()
    if not again(lambda: store.create(LOCK, ours)):
        there = again(lambda: store.read(LOCK))
        # an attempt that was tried again finds what it wrote itself
        if there != ours:
            if not take_over and (other := _stated(there)) and not owner.items() <= other.items():
                raise BusyError(_told(store, other))
            again(lambda: store.write(LOCK, ours))
    if again(lambda: store.read(LOCK)) != ours:
        raise BusyError(f"another run began to publish to {store.place} in this moment; run again when it has ended")
    try:
        yield
    finally:
        # where the store is gone, the next run from this folder finds its own lock
        with suppress(UploadError):
            if store.read(LOCK) == ours:
                store.remove(LOCK)


def _told(store: Remote, other: dict[str, Any]) -> str:
    return (
        f"{other.get('host', 'somebody')} has been publishing to {store.place} since {other.get('since', 'a while')};"
        f" wait until that run has ended. If it was killed, run it again there, or take over here with --take-over"
    )


def _owner(folder: Path) -> dict[str, str]:
    """Who publishes from a folder: named once, and known again after a run that was killed."""
    file = folder / "owner"
    try:
        name = file.read_text("utf-8")
    except FileNotFoundError:
        name = uuid4().hex
        file.write_text(name, "utf-8")
    return {"owner": name, "host": socket.gethostname()}


def _stated(content: bytes | None) -> dict[str, Any]:
    """What a lock says; of one that is no JSON object, nothing but that it is there."""
    if content is None:
        return {}
    try:
        stated = json.loads(content)
    except ValueError:
        stated = None
    return stated if isinstance(stated, dict) and stated else {"host": "somebody"}
