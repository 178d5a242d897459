"""What the commands share: their options, and how they stop."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline import show
from pipeline.discovery import DeclarationError
from pipeline.forms import forms
from pipeline.report import WRONG_USE
from pipeline.sources import sources, take_in


def stop(message: str, code: int) -> typer.Exit:
    """Say what stands in the way, and return what ends the command with a code."""
    show.error(message)
    return typer.Exit(code)


RawFolder = Annotated[Path, typer.Option("--raw", help="Folder of raw files, with one folder per source.")]
Outputs = Annotated[Path, typer.Option("--outputs", help="Folder of the releases.")]
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
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Contact = Annotated[
    str, typer.Option("--contact", envvar="CHANCERY_CONTACT", help="Your address, for those whose site you ask.")
]
Rate = Annotated[
    str | None, typer.Option("--rate", help="Requests at most: 0.5 is one in two seconds, 10/m ten in a minute.")
]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="Address of a mirror, asked in place of the source's.")]


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
