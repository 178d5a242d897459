"""The command ``chancery upload``, and what ``chancery publish --to`` does after a release is made."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import show
from pipeline.cli.options import AsJson, stop
from pipeline.depot import Depot, opened
from pipeline.release import ReleaseError
from pipeline.report import FINE, NOTHING, WITH_LOSSES, WRONG_USE
from pipeline.show import upload as show_upload
from pipeline.storage import Address
from pipeline.upload import (
    PRESENT,
    SENT,
    DestinationError,
    NotARelease,
    Options,
    Report,
    UploadError,
    open_store,
    plan_of,
)
from pipeline.upload import upload as upload_release

To = Annotated[
    str,
    typer.Option(
        "--to",
        help="Where to: file:///folder, s3://bucket/folder, https://host/folder (WebDAV), hf://datasets/owner/name,"
        " zenodo: or zenodo:123456. Passwords and tokens are taken from the environment only.",
    ),
]
OptionalTo = Annotated[str | None, typer.Option("--to", help="Send the release there too; see chancery upload --help.")]
Service = Annotated[
    str | None,
    typer.Option("--base-url", help="Address of the service, such as https://sandbox.zenodo.org/api, or of an S3."),
]
PublishDeposit = Annotated[
    bool, typer.Option("--publish-deposit", help="Publish the deposit of Zenodo; it stays a draft otherwise.")
]

# Sends a release, and returns what it did; none where there is nowhere to send it.
Sending = Callable[[Path], Report]
MaySend = Callable[[Path], Report | None]


def upload(
    release: Annotated[Path, typer.Argument(help="Folder of a release.")] = Path("outputs/latest"),
    *,
    to: To,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be sent; write nothing.")] = False,
    base_url: Service = None,
    publish_deposit: PublishDeposit = False,
    json: AsJson = False,
) -> None:
    """Send a release elsewhere: all files, each proved after, the pointer last. Run again, it sends what is missing."""
    send = sending(to, Options(base_url, publish_deposit), dry_run=dry_run)
    done = send(release)
    if json:
        show.as_json(as_dict(done))
    else:
        show_upload.uploaded(done)
    raise typer.Exit(exit_code_of(done))


def sending(to: str, options: Options, *, dry_run: bool = False) -> Sending:
    """Open a destination, before anything is done that should end there, and return what sends a release to it.

    Raises:
        typer.Exit: with the code for wrong use, where it cannot be used; why was said. So does what is returned.
    """
    try:
        store = open_store(to, options)
    except DestinationError as why:
        raise stop(str(why), WRONG_USE) from why

    def send(release: Path) -> Report:
        try:
            plan = plan_of(release)
        except NotARelease as why:
            raise stop(str(why), WRONG_USE) from why
        with show.progress("sending") as begin:
            return upload_release(plan, store, dry_run=dry_run, begin=begin)

    return send


@contextmanager
def releases(
    outputs: Path | Address, work: Path | None, *, take_over: bool, sending: Sending | None
) -> Iterator[tuple[Path, MaySend | None]]:
    """Open a place of releases for one run; gives the folder to work in, and what sends a release where it belongs.

    Raises:
        typer.Exit: with the code for wrong use, or for nothing published; why was said.
    """
    if isinstance(outputs, Path):
        yield outputs, sending
        return
    if sending:
        raise stop(f"the release goes to {outputs}; to send it to a second place, use chancery upload", WRONG_USE)
    try:
        with show.progress("sending or bringing what is missing") as begin, ExitStack() as stack:
            depot = stack.enter_context(opened(outputs, work, take_over=take_over, begin=begin))
            left_open = stack.pop_all()
    except (DestinationError, ReleaseError) as why:
        raise stop(str(why), WRONG_USE) from why
    except UploadError as why:
        raise stop(str(why), NOTHING) from why
    with left_open:
        yield depot.outputs, partial(_sent, depot)


def _sent(depot: Depot, release: Path) -> Report | None:
    with show.progress("sending") as begin:
        return depot.send(release, begin)


def as_dict(done: Report) -> dict[str, Any]:
    """Return what was sent, for JSON."""
    return show_upload.uploaded_as_dict(done) | {"exit_code": exit_code_of(done)}


def exit_code_of(done: Report) -> int:
    """0; 1 where something is not there; 3 where nothing is."""
    if done.error is None:
        return FINE
    return WITH_LOSSES if {SENT, PRESENT} & done.counts.keys() else NOTHING
