"""What a destination must be able to do, and how it fails."""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from pipeline.upload.destination import DestinationError
from pipeline.upload.plan import Item, Plan

Value = TypeVar("Value")
# Statuses of HTTP that may be gone in a moment.
BUSY = frozenset({408, 423, 425, 429, 500, 502, 503, 504})


class UploadError(Exception):
    """Something could not be sent or read back: what, where, and what to do."""


class PassingError(UploadError):
    """As `UploadError`, for a reason that may be gone in a moment."""


@dataclass(frozen=True)
class Options:
    """What only some destinations heed.

    Attributes:
        base_url: Address of the service, where it is not the usual one.
        publish_deposit: Whether a deposit is published at the end, or stays a draft.
    """

    base_url: str | None = None
    publish_deposit: bool = False


class Store(Protocol):
    """A destination.

    Attributes:
        place: Where it is, for people; never with a secret.
        proof: By what it is known that a file arrived: ``read back``, or the checksum of the service.
        at_once: So many batches are sent at the same time.
        batch: So many files are sent in one step.
    """

    place: str
    proof: str
    at_once: int
    batch: int

    def items(self, plan: Plan, folder: Path) -> tuple[Item, ...]:
        """Return the files of a release as they are sent here; what must be packed for that is put into ``folder``."""

    def begin(self, plan: Plan, *, dry_run: bool) -> None:
        """See that the release can be sent here; with ``dry_run`` nothing is made for it.

        Raises:
            UploadError: where another release of that version is here, or nothing can be sent.
        """

    def held(self, items: Sequence[Item]) -> set[str]:
        """Return the names of those that are here with the very bytes."""

    def put(self, items: Sequence[Item]) -> None:
        """Send files, over whatever is here under their names."""

    def point(self, plan: Plan) -> str:
        """Let the pointer lead to the release, all of whose files are here; return what was done, for people."""


class Persistence:
    """Attempts that are made again, after a pause, where they failed for a reason that may pass.

    Args:
        attempts: How often at most.
        pause: Seconds before the second attempt; each further pause is twice as long.
        longest: The longest pause.
    """

    def __init__(self, attempts: int = 5, pause: float = 1.0, longest: float = 60.0) -> None:
        self._again = Retrying(
            stop=stop_after_attempt(attempts),
            wait=wait_exponential(pause, longest),
            retry=retry_if_exception_type(PassingError),
            reraise=True,
        )

    def __call__(self, attempt: Callable[[], Value]) -> Value:
        """Return what an attempt gives.

        Raises:
            UploadError: of the last attempt.
        """
        return self._again.copy()(attempt)


def client(module: str, extra: str) -> Any:
    """Return a module of a client that is installed with an extra of this project.

    Raises:
        DestinationError: where it is not installed; the message says what to install.
    """
    try:
        return importlib.import_module(module)
    except ImportError as why:
        raise DestinationError(f"this destination needs more: pip install 'chancery[{extra}]' ({why})") from why
