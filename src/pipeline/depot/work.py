"""A run that publishes to a store: what it works in, what it begins with, and how its release gets there."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

from pipeline.depot.bring import Begin, DepotError, Pointer, bring, pointer, remove_after, unsent
from pipeline.depot.lock import held
from pipeline.release import LATEST, SUMS, ReleaseError, alone, latest
from pipeline.renditions.written import sha256_of
from pipeline.storage import Address
from pipeline.upload import NotARelease, Report, UploadError, open_shelf, plan_of, upload
from pipeline.upload.plan import POINTER
from pipeline.upload.remote import Remote
from pipeline.upload.store import Persistence

# In the folder of work. Not named as folders of releases usually are: what is in it is removed where a store differs.
RELEASES = "releases"
_SHOWN = 60


@dataclass(frozen=True)
class Depot:
    """The folder of releases in which a run works.

    Attributes:
        outputs: The folder, on this machine.
        store: The store to which its releases belong; none where the folder is where they are kept.
        again: How often the store is asked.
    """

    outputs: Path
    store: Remote | None = None
    again: Persistence = field(default_factory=Persistence)

    def send(self, release: Path, begin: Begin = lambda _: lambda: None) -> Report | None:
        """Send a release of the folder to the store, unless it is there; without a store there is nothing to do.

        The report says why it is not there, where it is not.
        """
        if self.store is None:
            return None
        try:
            there = pointer(self.store, self.again)
            if there == Pointer(release.name, sha256_of(release / SUMS)):
                return self._stands(release.name)
            if unsent(self.outputs, there) != release.resolve():
                raise DepotError(
                    f"{self.store.place} has got another release meanwhile ({there.version if there else 'none'}),"
                    f" and {release.name} was not made on top of it; publish again"
                )
            return upload(plan_of(release), self.store, begin=begin, again=self.again)
        except (UploadError, NotARelease) as why:
            return Report(self.store.place, release.name, self.store.proof, (), error=str(why))

    def _stands(self, version: str) -> Report:
        assert self.store is not None  # noqa: S101  for the reader of types
        return Report(self.store.place, version, self.store.proof, (), f"{POINTER} leads to {version} already")


def work_folder(address: Address) -> Path:
    """Return the folder in the user's cache in which releases of a store are made; its name tells the address."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", str(address))[:_SHOWN].strip("-")
    return user_cache_path("chancery") / f"{name}-{hashlib.sha256(str(address).encode()).hexdigest()[:12]}"


@contextmanager
def opened(
    outputs: Path | Address,
    work: Path | None = None,
    *,
    take_over: bool = False,
    begin: Begin = lambda _: lambda: None,
    again: Persistence | None = None,
) -> Iterator[Depot]:
    """Open a place of releases for one run: a folder as it is, a store with its lock and its latest release at hand.

    A release that an earlier run from the same folder made, and that did not get there, is sent first.

    Args:
        outputs: The place.
        work: Folder of this machine in which is worked for a store; by default one of the user's cache.
        take_over: Whether the lock of somebody else is taken from them.
        begin: Is told of the progress.
        again: How often a store is asked.

    Raises:
        DestinationError: where the address cannot be used, or a client is missing.
        ReleaseError: where another run works in the same folder, or it cannot be written.
        UploadError: where somebody else publishes to the store, or it does not give and take what it should.
    """
    if isinstance(outputs, Path):
        yield Depot(outputs)
        return
    store, folder, again = open_shelf(outputs), work or work_folder(outputs), again or Persistence()
    depot = Depot(folder / RELEASES, store, again)
    with alone(folder), held(store, folder, again, take_over=take_over):
        try:
            depot.outputs.mkdir(parents=True, exist_ok=True)
            if left := unsent(depot.outputs, pointer(store, again)):
                sent = upload(plan_of(left), store, begin=begin, again=again)
                if sent.error:
                    raise UploadError(sent.error)
            _bring(depot, store, begin)
        except (OSError, NotARelease) as why:
            raise ReleaseError(f"{folder} cannot be worked in ({why}); see its rights and room, or remove it") from why
        yield depot


def at_hand(address: Address, work: Path | None = None, again: Persistence | None = None) -> Path:
    """Return a folder of this machine with the latest release of a store, for those who only read.

    While a run publishes from here, and where one has left a release that did not get there, it is as they left it.

    Raises:
        DestinationError: where the address cannot be used, or a client is missing.
        ReleaseError: where the folder cannot be written.
        UploadError: where the store does not give what it should.
    """
    folder, again = work or work_folder(address), again or Persistence()
    depot = Depot(folder / RELEASES, open_shelf(address), again)
    assert depot.store is not None  # noqa: S101
    try:
        with alone(folder):
            depot.outputs.mkdir(parents=True, exist_ok=True)
            if not unsent(depot.outputs, pointer(depot.store, again)):
                _bring(depot, depot.store)
    except ReleaseError:
        if latest(depot.outputs) is None:
            raise
    return depot.outputs


def _bring(depot: Depot, store: Remote, begin: Begin = lambda _: lambda: None) -> None:
    there = pointer(store, depot.again)
    if there:
        bring(store, depot.outputs, there, depot.again, begin)
    elif (depot.outputs / LATEST).exists():
        raise DepotError(
            f"{store.place} holds no release, and {depot.outputs} holds {latest(depot.outputs)}, which follows one;"
            " see the address, or remove that folder to begin anew"
        )
    else:
        remove_after(depot.outputs, None)
