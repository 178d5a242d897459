"""The command ``chancery runs``: what each run did, drawn, and what should wake somebody."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer
from pyarrow.csv import write_csv

from pipeline import show
from pipeline.cli.options import AsJson, Releases, SourceFiles, stop
from pipeline.history import FILE_NAME, FOLDER, read, watch, write_page
from pipeline.history.table import table
from pipeline.report import WRONG_USE
from pipeline.show import runs as show_runs

app = typer.Typer(help="Show what each run did, how long it took and what became of it.")


@app.callback(invoke_without_command=True)
def runs(
    context: typer.Context,
    outputs: Releases = Path("outputs"),
    *,
    most: Annotated[int, typer.Option("--most", min=1, help="So many of the newest runs.")] = 20,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write all runs to this file, as a table.")] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page with the drawings in the browser.")] = False,
    source_file: SourceFiles = None,
    json: AsJson = False,
) -> None:
    """Show the newest runs, drawn, and what should wake somebody; the page with the drawings is made anew."""
    if context.invoked_subcommand:
        return
    found = read(outputs)
    alarms = watch(found)
    if csv:
        try:
            write_csv(table(found.runs), csv)
        except OSError as why:
            raise stop(f"--csv: {csv} cannot be written ({why})", WRONG_USE) from why
    if json:
        show.as_json(show_runs.listed_as_dict(found, alarms))
        return
    show_runs.listed(found, alarms, most)
    if not found.runs:
        return
    try:
        page = write_page(outputs, found, alarms)
    except OSError as why:
        raise stop(f"{outputs / FOLDER / FILE_NAME} cannot be written ({why})", WRONG_USE) from why
    typer.echo(page)
    if open_it:
        webbrowser.open(page.resolve().as_uri())


@app.command(name="show")
def show_one(
    number: Annotated[int | None, typer.Argument(help="Number of the run; the latest by default.")] = None,
    outputs: Releases = Path("outputs"),
    json: AsJson = False,
) -> None:
    """Show all that is known of a run: stages, memory, files by source, issues, rows."""
    found = read(outputs).runs
    run = next((each for each in reversed(found) if number in {None, each.number}), None)
    if run is None:
        kept = f"; those from {found[0].number} to {found[-1].number} are kept" if found else "; none is kept yet"
        raise stop(f"no run {number or ''} is in {outputs / FOLDER}{kept}", WRONG_USE)
    if json:
        show.as_json(show_runs.one_as_dict(run))
    else:
        show_runs.one(run)
