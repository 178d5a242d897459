"""What the commands share: their options, and how they stop."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import show
from pipeline.depot import at_hand
from pipeline.discovery import DeclarationError
from pipeline.forms import forms
from pipeline.logs import Form, LogError, logged_to
from pipeline.release import ReleaseError, latest
from pipeline.report import NOTHING, WRONG_USE
from pipeline.sources import sources, take_in
from pipeline.storage import Address, AddressError, place
from pipeline.upload import DestinationError, UploadError


def stop(message: str, code: int) -> typer.Exit:
    """Say what stands in the way, and return what ends the command with a code."""
    show.error(message)
    return typer.Exit(code)


def _place(given: str | Path) -> Path | Address:
    try:
        return place(given)
    except AddressError as why:
        raise stop(str(why), WRONG_USE) from why


def _folder(given: str | Path) -> Path:
    if isinstance(named := _place(given), Address):
        raise stop(f"{named}: only a folder of this machine can be used here", WRONG_USE)
    return named


def _at_hand(given: str | Path) -> Path:
    """The folder of releases; of a store its latest release is brought into a folder of this machine."""
    named = _place(given)
    try:
        return at_hand(named) if isinstance(named, Address) else named
    except (DestinationError, ReleaseError) as why:
        raise stop(str(why), WRONG_USE) from why
    except UploadError as why:
        raise stop(str(why), NOTHING) from why


# A folder of this machine, or an address: `Path | Address`, a union that typer has no words for.
Raw = Annotated[
    Any,
    typer.Option(
        "--raw", parser=_place, metavar="FOLDER", help="Folder of raw files, with one folder per source; or s3://…"
    ),
]
Outputs = Annotated[
    Any, typer.Option("--outputs", parser=_place, metavar="FOLDER", help="Folder of the releases; or s3://…")
]
# Folders of this machine, for those who write into raw/, and for those who only read releases.
RawFolder = Annotated[
    Path,
    typer.Option("--raw", parser=_folder, metavar="FOLDER", help="Folder of raw files, with one folder per source."),
]
Releases = Annotated[
    Path, typer.Option("--outputs", parser=_at_hand, metavar="FOLDER", help="Folder of the releases; or s3://…")
]
Work = Annotated[
    Path | None,
    typer.Option("--work", help="Folder in which releases for s3://… are made; by default one of the user's cache."),
]
TakeOver = Annotated[
    bool, typer.Option("--take-over", help="Publish to s3://… though another run seems to; for when that was killed.")
]
Authorities = Annotated[Path, typer.Option("--authorities", help="Folder of what people have decided about actors.")]
Gold = Annotated[
    Path | None, typer.Option("--gold", help="Documents as a person read them: the release is scored on those it has.")
]
AcceptBreak = Annotated[
    bool, typer.Option("--accept-break", help="Break the contract of the release before, in a new major version.")
]
Accept = Annotated[
    list[str] | None,
    typer.Option(
        "--accept",
        callback=lambda given: [name.strip() for each in given or () for name in each.split(",") if name.strip()],
        help="Scores that may fall, such as dfat.date; parted by commas, or given often.",
    ),
]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes that read; by default one for each core.")
]
Anew = Annotated[bool, typer.Option("--anew", help="Read all files, even those whose rows are kept from a run before.")]
Keep = Annotated[
    int | None, typer.Option("--keep", min=2, help="Releases that stay, the newest; by default all of them.")
]
KeepRuns = Annotated[
    int,
    typer.Option("--keep-runs", envvar="CHANCERY_KEEP_RUNS", min=1, help="So many runs are kept in the history."),
]
Log = Annotated[
    str | None,
    typer.Option("--log", help="File to log to, beside what is printed; - for standard error."),
]
LogFormat = Annotated[Form, typer.Option("--log-format", help="json, an object a line, or text.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Contact = Annotated[
    str, typer.Option("--contact", envvar="CHANCERY_CONTACT", help="Your address, for those whose site you ask.")
]
Rate = Annotated[
    str | None, typer.Option("--rate", help="Requests at most: 0.5 is one in two seconds, 10/m ten in a minute.")
]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="Address of a mirror, asked in place of the source's.")]


def latest_in(outputs: Path) -> Path:
    """Return the folder of the latest release, or stop where there is none."""
    release = latest(outputs)
    if release is None:
        raise stop(f"there is no release in {outputs}; make one with chancery publish", WRONG_USE)
    return release


@contextmanager
def logging_to(log: str | None, form: Form) -> Iterator[None]:
    """Log what the block does to a file, or stop where it cannot be written."""
    try:
        with logged_to(log, form):
            yield
    except LogError as why:
        raise stop(f"--log: {why}", WRONG_USE) from why


def load_all(files: list[Path] | None) -> list[Path]:
    """Take in the sources that were named, and see that all that are installed can be loaded."""
    try:
        for file in files or []:
            take_in(file)
        sources()
        forms()
    except DeclarationError as why:
        raise stop(str(why), WRONG_USE) from why
    return files or []


SourceFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--source-file",
        callback=load_all,
        help="Python file, or folder with an __init__.py, that defines a SOURCE; its code is run. May be repeated.",
    ),
]
