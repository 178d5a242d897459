"""Send a release: all files first, each proved after it arrived, the pointer last."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import NamedTuple

from pipeline.upload.plan import Item, Plan
from pipeline.upload.store import PassingError, Persistence, Store, UploadError

# What became of a file.
SENT, PRESENT, FAILED, LEFT, WANTED = "sent", "present", "failed", "left", "to send"

# Is told the number of files, and returns what is called after each.
Begin = Callable[[int], Callable[[], None]]


class Outcome(NamedTuple):
    """What became of a file; ``message``: why it is not there."""

    name: str
    size: int
    state: str
    message: str | None = None


@dataclass(frozen=True)
class Report:
    """What an upload did.

    Attributes:
        place: The destination.
        version: The release.
        proof: By what it is known that a file arrived.
        outcomes: What became of each file.
        pointer: What was done with the pointer; ``None`` where nothing was.
        error: Why the release is not there; ``None`` where it is, or where nothing was to be sent.
    """

    place: str
    version: str
    proof: str
    outcomes: tuple[Outcome, ...]
    pointer: str | None = None
    error: str | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many files are in each state that any is in."""
        states = [each.state for each in self.outcomes]
        return {state: states.count(state) for state in (SENT, PRESENT, WANTED, FAILED, LEFT) if state in states}


@dataclass(frozen=True)
class _Sending:
    """What the steps of one upload share."""

    store: Store
    again: Persistence
    dry_run: bool
    advance: Callable[[], None]
    stopped: Event = field(default_factory=Event)


def upload(
    plan: Plan,
    store: Store,
    *,
    dry_run: bool = False,
    begin: Begin = lambda _: lambda: None,
    again: Persistence | None = None,
) -> Report:
    """Send a release to a destination, but for what is there already.

    The list of checksums goes after all other files and the pointer after that, so whatever stops an upload, the
    pointer leads to a release that is there whole. Run it again, and it sends what is missing.

    Args:
        plan: What is sent.
        store: Where to.
        dry_run: Only tell what would be sent; the destination is read, and nothing is written.
        begin: Is told of the progress.
        again: How often and after which pauses an attempt is made again.
    """
    again = again or Persistence()
    with TemporaryDirectory(prefix="chancery-") as folder:
        try:
            items = store.items(plan, Path(folder))
            again(lambda: store.begin(plan, dry_run=dry_run))
        except (UploadError, OSError) as why:
            return Report(store.place, plan.version, store.proof, (), error=str(why))
        sending = _Sending(store, again, dry_run, begin(len(items)))
        *files, sums = items
        outcomes = (*_send(sending, files), *_send(sending, [sums]))
        return _concluded(sending, plan, outcomes)


def _concluded(sending: _Sending, plan: Plan, outcomes: tuple[Outcome, ...]) -> Report:
    """Move the pointer, where all files are there."""
    store = sending.store
    error = next((each.message for each in outcomes if each.state == FAILED), None)
    pointer = None
    if not error and not sending.dry_run:
        try:
            pointer = sending.again(lambda: store.point(plan))
        except UploadError as why:
            error = str(why)
    return Report(store.place, plan.version, store.proof, outcomes, pointer, error)


def _send(sending: _Sending, files: Sequence[Item]) -> Iterator[Outcome]:
    """Send files, some at the same time; after one that failed no other is begun."""
    size = sending.store.batch
    batches = [files[start : start + size] for start in range(0, len(files), size)]
    with ThreadPoolExecutor(sending.store.at_once) as pool:
        try:
            for done in pool.map(lambda batch: _send_batch(sending, batch), batches):
                yield from done
        finally:
            # an interrupt ends what is under way, and begins nothing more
            pool.shutdown(wait=True, cancel_futures=True)


def _send_batch(sending: _Sending, batch: Sequence[Item]) -> list[Outcome]:
    if sending.stopped.is_set():
        return _all(batch, LEFT)
    store, again = sending.store, sending.again
    try:
        there = again(lambda: store.held(batch))
        missing = [each for each in batch if each.name not in there]
        if missing and not sending.dry_run:
            again(lambda: _put(store, missing))
    except UploadError as why:
        sending.stopped.set()
        return _all(batch, FAILED, str(why))
    for _ in batch:
        sending.advance()
    state = WANTED if sending.dry_run else SENT
    return [Outcome(each.name, each.size, PRESENT if each.name in there else state) for each in batch]


def _put(store: Store, items: Sequence[Item]) -> None:
    """Send files and see that what arrived is what was sent.

    Raises:
        PassingError: where it is not.
    """
    store.put(items)
    arrived = store.held(items)
    for each in items:
        if each.name not in arrived:
            raise PassingError(
                f"{each.name} arrived in {store.place} with other bytes than were sent, or not at all;"
                " run the same command again, and if that does not help ask those who run the service"
            )


def _all(batch: Iterable[Item], state: str, message: str | None = None) -> list[Outcome]:
    return [Outcome(each.name, each.size, state, message) for each in batch]
