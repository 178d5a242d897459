"""The commands that compare releases: two with each other, one with what it was made of."""

from pathlib import Path
from typing import Annotated

import typer
from pyarrow.csv import write_csv

from pipeline import show
from pipeline.authorities import AuthoritiesError
from pipeline.cli.options import AsJson, Authorities, Gold, Raw, Releases, SourceFiles, stop
from pipeline.comparison import cells
from pipeline.corpus import RawFolderError
from pipeline.diff import NoReleaseError, chosen, find
from pipeline.diff import diff as compare
from pipeline.evaluate import GoldError
from pipeline.rebuild import NotPinnedError
from pipeline.rebuild import rebuild as make_again
from pipeline.release import LATEST
from pipeline.report import FINE, WITH_LOSSES, WRONG_USE
from pipeline.show import releases as show_releases
from pipeline.versions import version_of


def diff(
    one: Annotated[
        str | None, typer.Argument(help="A release, by version or folder; by default the one before the other.")
    ] = None,
    other: Annotated[str | None, typer.Argument(help="Another; by default the latest.")] = None,
    *,
    outputs: Releases = Path("outputs"),
    table: Annotated[
        Path | None, typer.Option("--csv", help="Write every row and cell that changed to this file.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Show what changed between two releases: documents, actors, and every cell."""
    try:
        before, after = chosen(outputs, one, other)
        found = compare(before, after)
        if table:
            write_csv(cells(found.comparison), table)
    except (NoReleaseError, OSError, ValueError) as why:
        # also a release whose files are damaged
        raise stop(str(why), WRONG_USE) from why
    if json:
        show.as_json(show_releases.diff_as_dict(version_of(after), found))
    else:
        show_releases.diff(version_of(after), found)


def rebuild(
    release: Annotated[str, typer.Argument(help="A release, by version or folder.")] = LATEST,
    *,
    raw: Raw = Path("raw"),
    outputs: Releases = Path("outputs"),
    authorities: Authorities = Path("authorities"),
    gold: Gold = None,
    source_file: SourceFiles = None,
    json: AsJson = False,
) -> None:
    """Make a release again from the files that it names, and compare every byte."""
    try:
        with show.progress() as begin:
            done = make_again(find(outputs, release), raw, authorities, gold, begin)
    except (NoReleaseError, NotPinnedError, RawFolderError, AuthoritiesError, GoldError, OSError, ValueError) as why:
        raise stop(str(why), WRONG_USE) from why
    if json:
        show.as_json(show_releases.rebuilt_as_dict(done))
    else:
        show_releases.rebuilt(done)
    raise typer.Exit(FINE if done.is_proved else WITH_LOSSES)
