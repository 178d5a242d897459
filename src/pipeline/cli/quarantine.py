"""The commands ``chancery quarantine``: what was kept back, where and why, and whether it would pass now."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline import show
from pipeline.cli.options import AsJson, Raw, Releases, SourceFiles, latest_in, stop
from pipeline.corpus import RawFolderError
from pipeline.quarantine import Entry, UnknownEntryError, entries, find, words
from pipeline.quarantine import replay as read_again
from pipeline.report import FINE, WITH_LOSSES, WRONG_USE
from pipeline.show import quarantine as show_quarantine
from pipeline.versions import version_of

app = typer.Typer(help="See what the latest release kept back, and whether it would pass now.", no_args_is_help=True)

_NAME = "Number in the list, id of a file or a row, or id of a document."


@app.command(name="list")
def list_all(outputs: Releases = Path("outputs"), json: AsJson = False) -> None:
    """List the files that gave no document and the rows that broke a rule, with the reasons."""
    release = latest_in(outputs)
    found, version = _entries(release), version_of(release)
    if json:
        show.as_json(show_quarantine.listed_as_dict(found, version))
    else:
        show_quarantine.listed(found, version)


@app.command(name="show")
def show_one(
    name: Annotated[str, typer.Argument(help=_NAME)],
    *,
    raw: Raw = Path("raw"),
    outputs: Releases = Path("outputs"),
    source_file: SourceFiles = None,
    json: AsJson = False,
) -> None:
    """Show what was kept back, why, the words around it in the raw file, and what to do."""
    try:
        shown = [(each, words(each, raw)) for each in find(_entries(latest_in(outputs)), [name])]
    except (UnknownEntryError, RawFolderError) as why:
        raise stop(str(why), WRONG_USE) from why
    if json:
        show.as_json([show_quarantine.one_as_dict(*each) for each in shown])
        return
    for each in shown:
        show_quarantine.one(*each)


@app.command()
def replay(
    names: Annotated[list[str] | None, typer.Argument(help=f"{_NAME} All by default.")] = None,
    *,
    raw: Raw = Path("raw"),
    outputs: Releases = Path("outputs"),
    source_file: SourceFiles = None,
    json: AsJson = False,
) -> None:
    """Read just their files again, with the code of today, and say which would pass now; no release is made.

    The exit code is 1 where one of them would not pass.
    """
    try:
        done = read_again(find(_entries(latest_in(outputs)), names or ()), raw)
    except (UnknownEntryError, RawFolderError) as why:
        raise stop(str(why), WRONG_USE) from why
    if json:
        show.as_json(show_quarantine.replayed_as_dict(done))
    else:
        show_quarantine.replayed(done)
    passes = not done.also and all(each.state == "passes" for each in done.outcomes)
    raise typer.Exit(FINE if passes else WITH_LOSSES)


def _entries(release: Path) -> tuple[Entry, ...]:
    try:
        return entries(release)
    except (OSError, ValueError, KeyError) as why:
        raise stop(f"{release} cannot be read ({why}); chancery verify says more", WRONG_USE) from why
