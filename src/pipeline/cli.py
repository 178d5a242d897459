"""The command ``chancery``.

Exit codes: 0 fine; 1 published with something kept back, or data that does not hold; 2 wrong use; 3 nothing
published.
"""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pipeline import __version__, corpus, show
from pipeline.collection import collect
from pipeline.corpus import Found, RawFolderError, Refusal
from pipeline.coverage import coverage as coverage_of
from pipeline.evaluate import GoldError, read_gold
from pipeline.evaluate import evaluate as score
from pipeline.explain import UnknownRowError
from pipeline.explain import explain as explain_row
from pipeline.parse import Unparted, UnreadableDocumentError, documents
from pipeline.parse import parse as parse_document
from pipeline.publish import FINE, NOTHING, WITH_LOSSES, WRONG_USE, Begin, NothingPublishedError, Report
from pipeline.publish import publish as publish_release
from pipeline.release import ReleaseError, latest
from pipeline.shard import read_shard
from pipeline.sources import sources
from pipeline.tables import validated
from pipeline.verify import verify as verify_release

app = typer.Typer(
    help="Read declassified diplomatic documents into open datasets that show their evidence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

RawFolder = Annotated[Path, typer.Option("--raw", help="Folder of raw files, with one folder per source.")]
Outputs = Annotated[Path, typer.Option("--outputs", help="Folder of the releases.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"chancery {__version__}")
        raise typer.Exit(FINE)


@app.callback()
def chancery(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version of chancery."),
    ] = False,
) -> None:
    """Read declassified diplomatic documents into open datasets that show their evidence."""


@app.command()
def publish(
    raw: RawFolder = Path("raw"),
    outputs: Outputs = Path("outputs"),
    version: Annotated[
        str | None,
        typer.Option("--version", help="Version of the release, such as 1.2.0; by default the next one."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Read raw/ and publish a release, unless it would say what the latest one says."""
    conclude(lambda begin: publish_release(raw, outputs, version, begin), json=json)


def conclude(run: Callable[[Begin], Report], *, json: bool) -> NoReturn:
    """Run a publication, print what it did or why it did nothing, and exit with the code that says which."""
    try:
        with show.progress() as begin:
            report = run(begin)
    except (RawFolderError, ReleaseError) as why:
        raise _stop(str(why), WRONG_USE) from why
    except NothingPublishedError as why:
        raise _stop(str(why), NOTHING) from why
    if json:
        show.as_json(show.report_as_dict(report))
    else:
        show.report(report)
    raise typer.Exit(report.exit_code)


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="A raw file.")],
    source: Annotated[
        str | None,
        typer.Option("--source", help="Source it is of; by default the folder of raw/ it lies in."),
    ] = None,
    part: Annotated[
        str | None,
        typer.Option("--part", help="Of a file that holds many documents, the id of one, such as d4; by default all."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Show what is read of one file, where, and what is not."""
    source_id = source or next((part for part in reversed(file.parts[:-1]) if part in sources()), None)
    if source_id is None or source_id not in sources():
        known = ", ".join(sorted(sources()))
        raise _stop(f"no source for {file}; name one of them with --source: {known}", WRONG_USE)
    raw, _ = corpus.read(Found(str(file), file, source_id))
    if isinstance(raw, Refusal):
        raise _stop(f"{file}: {raw.message}", NOTHING)
    try:
        pieces = [each for each in documents(raw, sources()[source_id]) if part is None or each.part == part]
        found = [parse_document(each, sources()[source_id]) for each in pieces if not isinstance(each, Unparted)]
    except UnreadableDocumentError as why:
        raise _stop(f"{file}: {why}", NOTHING) from why
    for each in pieces:
        if isinstance(each, Unparted):
            show.error(f"{file}: {each.problem}")
    if not found:
        raise _stop(f"{file}: there is no document {part} in it" if part else f"{file}: nothing was read", NOTHING)
    if json:
        read = [show.parsed_as_dict(document) for document in found]
        show.as_json(read[0] if len(read) == 1 else read)
    else:
        for document in found:
            show.parsed(document)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Option("--gold", help="JSON, JSON lines, or a folder of them: what a person read.")],
    raw: RawFolder = Path("raw"),
    json: AsJson = False,
) -> None:
    """Score what is read of raw/ against values that a person read, field by field."""
    try:
        wanted = read_gold(gold)
        frames = validated(collect(read_shard(shard) for shard in corpus.shards(corpus.scan(raw))))
    except (GoldError, RawFolderError) as why:
        raise _stop(str(why), WRONG_USE) from why
    scores = score(wanted, frames)
    if json:
        show.as_json(show.evaluation_as_dict(scores))
    else:
        show.evaluation(scores)


@app.command()
def coverage(
    raw: RawFolder = Path("raw"),
    lines: Annotated[int, typer.Option("--lines", min=0, help="So many of the lines that are not read.")] = 20,
    json: AsJson = False,
) -> None:
    """Show how much of raw/ no rule reads, the most frequent unread lines first."""
    try:
        found = coverage_of(raw)
    except RawFolderError as why:
        raise _stop(str(why), WRONG_USE) from why
    if json:
        show.as_json(show.covered_as_dict(found, lines))
    else:
        show.covered(found, lines)


@app.command()
def verify(
    release: Annotated[Path, typer.Argument(help="Folder of a release.")] = Path("outputs/latest"),
    raw: RawFolder = Path("raw"),
    json: AsJson = False,
) -> None:
    """Prove a release: files, values, keys and ledger, read back against raw/."""
    try:
        proof = verify_release(release, raw)
    except FileNotFoundError as why:
        raise _stop(str(why), WRONG_USE) from why
    if json:
        show.as_json({"looked_at": proof.looked_at, "faults": [fault._asdict() for fault in proof.faults]})
    else:
        show.proof(proof)
    raise typer.Exit(WITH_LOSSES if proof.faults else FINE)


@app.command()
def explain(
    row_id: Annotated[str, typer.Argument(help="Id of a row of any table, such as wilson_center:188161/e03.")],
    field: Annotated[str | None, typer.Argument(help="Field of the row; all that are filled by default.")] = None,
    raw: RawFolder = Path("raw"),
    outputs: Outputs = Path("outputs"),
    json: AsJson = False,
) -> None:
    """Show the words on the document that a value came from."""
    release = latest(outputs)
    if release is None:
        raise _stop(f"there is no release in {outputs}; make one with chancery publish", WRONG_USE)
    try:
        cells = explain_row(release, raw, row_id, field)
    except UnknownRowError as why:
        raise _stop(str(why), WRONG_USE) from why
    if json:
        show.as_json([asdict(cell) for cell in cells])
    else:
        show.explained(cells)


def _stop(message: str, code: int) -> typer.Exit:
    show.error(message)
    return typer.Exit(code)
