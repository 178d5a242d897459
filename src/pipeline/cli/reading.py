"""The command ``chancery read``: a document's whole text, with the words of every value marked."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from pipeline import reading
from pipeline.cli.options import Raw, Releases, SourceFiles, latest_in, stop
from pipeline.report import WITH_LOSSES, WRONG_USE
from pipeline.show import reading as show_reading


def read(
    document_id: Annotated[str, typer.Argument(help="Id of a document, such as wilson_center:188161.")],
    *,
    raw: Raw = Path("raw"),
    outputs: Releases = Path("outputs"),
    text: Annotated[bool, typer.Option("--text", help="Print the text in the terminal; write no page.")] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    source_file: SourceFiles = None,
) -> None:
    """Show a document's whole text from raw/, with the words of every published value marked.

    A page is written beside the releases, and its place is printed. It is for you: not every text may be passed on.
    """
    release = latest_in(outputs)
    try:
        found = reading.read(release, raw, document_id)
    except reading.UnknownDocumentError as why:
        raise stop(str(why), WRONG_USE) from why
    if text:
        show_reading.text(found)
    else:
        page = reading.write(found, outputs)
        typer.echo(page)
        if open_it:
            webbrowser.open(page.resolve().as_uri())
    if gone := [each.raw_path for each in found.texts if not each.pieces]:
        raise stop(f"the raw file has changed or is gone: {', '.join(gone)}", WITH_LOSSES)
