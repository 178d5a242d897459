"""The command ``chancery``.

Exit codes: 0 fine; 1 published, fetched or sent with something kept back, or data that does not hold; 2 wrong use;
3 nothing published, fetched or sent.
"""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from pipeline import __version__, corpus, show
from pipeline.authorities import AuthoritiesError
from pipeline.cli import actors, explore, quarantine, reading, releases, runs, status
from pipeline.cli import upload as elsewhere
from pipeline.cli.options import (
    Accept,
    AcceptBreak,
    Anew,
    AsJson,
    Authorities,
    BaseUrl,
    Contact,
    Gold,
    Keep,
    KeepRuns,
    Log,
    LogFormat,
    Outputs,
    Rate,
    Raw,
    RawFolder,
    Releases,
    SourceFiles,
    TakeOver,
    Work,
    Workers,
    latest_in,
    load_all,
    logging_to,
    stop,
)
from pipeline.collection import collect
from pipeline.corpus import Found, RawFolderError, Refusal
from pipeline.coverage import coverage as coverage_of
from pipeline.discovery import DeclarationError
from pipeline.evaluate import GoldError, read_gold
from pipeline.evaluate import evaluate as score
from pipeline.explain import UnknownRowError
from pipeline.explain import explain as explain_row
from pipeline.fetch import BusyError, Manners, Request, WrongRequestError, delay_at
from pipeline.fetch import Report as Fetched
from pipeline.fetch import fetch as fetch_documents
from pipeline.history import KEPT, recorded, watch
from pipeline.kit import page
from pipeline.kit.checks import CHECKS
from pipeline.kit.new import NewSourceError
from pipeline.kit.new import new_source as write_new_source
from pipeline.kit.samples import read_samples
from pipeline.kit.slot import Slot, SlotError, from_here, slots
from pipeline.kit.slot import slot as slot_of
from pipeline.origins import origins
from pipeline.parse import Unparted, UnreadableDocumentError, documents
from pipeline.parse import parse as parse_document
from pipeline.publish import Begin, NothingPublishedError
from pipeline.publish import publish as publish_release
from pipeline.release import ReleaseError, ScoresFellError
from pipeline.remedies import told
from pipeline.report import FINE, NOTHING, WITH_LOSSES, WRONG_USE, Report
from pipeline.shard import read_shard
from pipeline.show import runs as show_runs
from pipeline.show import upload as show_upload
from pipeline.sources import sources, take_in
from pipeline.staging import LostError, cores
from pipeline.storage import StoreError
from pipeline.tables import validated
from pipeline.upload import DestinationError, Options, UploadError
from pipeline.verify import verify as verify_release

__all__ = [
    "Accept",
    "AcceptBreak",
    "Anew",
    "AsJson",
    "Authorities",
    "BaseUrl",
    "Contact",
    "Gold",
    "Keep",
    "KeepRuns",
    "Log",
    "LogFormat",
    "Outputs",
    "Rate",
    "Raw",
    "RawFolder",
    "SourceFiles",
    "TakeOver",
    "Work",
    "Workers",
    "app",
    "conclude",
    "logging_to",
]


class _Commands(TyperGroup):
    """The commands; of each it is said, and not a fault of ours, where a store does not answer."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except StoreError as why:
            raise stop(str(why), NOTHING) from why


app = typer.Typer(
    help="Read declassified diplomatic documents into open datasets that show their evidence.",
    cls=_Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(actors.app, name="actors")
app.add_typer(quarantine.app, name="quarantine")
app.add_typer(runs.app, name="runs")
app.command()(explore.explore)
app.command()(elsewhere.upload)
app.command()(releases.diff)
app.command()(releases.rebuild)
app.command("read")(reading.read)
app.command()(status.status)


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
    raw: Raw = Path("raw"),
    outputs: Outputs = Path("outputs"),
    *,
    version: Annotated[
        str | None,
        typer.Option("--version", help="Version of the release, such as 1.2.0; by default the next one."),
    ] = None,
    source_file: SourceFiles = None,
    authorities: Authorities = Path("authorities"),
    to: elsewhere.OptionalTo = None,
    base_url: elsewhere.Service = None,
    publish_deposit: elsewhere.PublishDeposit = False,
    accept: Accept = None,
    accept_break: AcceptBreak = False,
    gold: Gold = None,
    workers: Workers = None,
    anew: Anew = False,
    work: Work = None,
    take_over: TakeOver = False,
    keep: Keep = None,
    keep_runs: KeepRuns = KEPT,
    log: Log = None,
    log_format: LogFormat = "json",
    json: AsJson = False,
) -> None:
    """Read raw/ and publish a release, unless it would say what the latest one says."""
    sending = elsewhere.sending(to, Options(base_url, publish_deposit)) if to else None

    def run(folder: Path, begin: Begin) -> Report:
        with recorded(folder, keep=keep_runs, warn=show_runs.warned) as record:
            return record.published(
                publish_release(
                    raw,
                    folder,
                    version,
                    begin,
                    authorities,
                    accepted=accept or (),
                    accepts_break=accept_break,
                    gold=gold,
                    source_files=source_file or (),
                    workers=workers or cores(),
                    anew=anew,
                    keep=keep,
                )
            )

    with (
        logging_to(log, log_format),
        elsewhere.releases(outputs, work, take_over=take_over, sending=sending) as (folder, send),
    ):
        conclude(partial(run, folder), json=json, sending=send, outputs=folder)


def conclude(
    run: Callable[[Begin], Report],
    *,
    json: bool,
    sending: elsewhere.MaySend | None = None,
    outputs: Path | None = None,
) -> NoReturn:
    """Run a publication, print what it did or why it did nothing, and exit with the code that says which.

    Args:
        run: The publication.
        json: Whether JSON is printed.
        sending: Sends the release elsewhere when it is made.
        outputs: Folder of the releases, where the run is in its history: what should wake somebody is printed.
    """
    try:
        _conclude(run, json=json, sending=sending)
    finally:
        if outputs:
            show_runs.rung(watch(outputs))


def _conclude(run: Callable[[Begin], Report], *, json: bool, sending: elsewhere.MaySend | None) -> NoReturn:
    try:
        with show.progress() as begin:
            report = run(begin)
    except (RawFolderError, ReleaseError, AuthoritiesError, GoldError) as why:
        raise stop(str(why), WRONG_USE) from why
    except DestinationError as why:
        raise stop(str(why), WRONG_USE) from why
    except (LostError, UploadError) as why:
        raise stop(str(why), NOTHING) from why
    except NothingPublishedError as why:
        if isinstance(why.__cause__, ScoresFellError):
            # which files make it fall; where nothing at all was read, the message has the reasons
            show.errors(why.notices)
        raise stop(str(why), NOTHING) from why
    if not json:
        show.report(report)
    sent = sending(report.release.path) if sending else None
    if json:
        elsewhere_too = {"upload": elsewhere.as_dict(sent)} if sent else {}
        show.as_json(show.report_as_dict(report) | elsewhere_too)
    elif sent:
        show_upload.uploaded(sent)
    raise typer.Exit((elsewhere.exit_code_of(sent) if sent else FINE) or report.exit_code)


@app.command(no_args_is_help=True)
def fetch(
    source: Annotated[str, typer.Argument(help="The source, such as wilson_center.")],
    what: Annotated[
        list[str] | None,
        typer.Argument(
            help="Records or volumes, by number, name or address; or files, of a source that is not fetched."
        ),
    ] = None,
    *,
    volumes: Annotated[list[str] | None, typer.Option("--volume", help="A volume; may be given often.")] = None,
    listed: Annotated[
        Path | None, typer.Option("--list", help="File with a record or volume in each line; # begins a remark.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All there is, where the source has an archive.")] = False,
    given: Annotated[
        list[Path] | None,
        typer.Option(
            "--from", help="File, folder, archive or git clone on disk, in place of the web; may be given often."
        ),
    ] = None,
    raw: RawFolder = Path("raw"),
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="So many documents at most.")] = None,
    rate: Rate = None,
    contact: Contact = "",
    base_url: BaseUrl = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.01, help="Seconds to wait for a sign of life.")] = 30.0,
    retries: Annotated[int, typer.Option("--retries", min=0, help="Further attempts where a server is busy.")] = 4,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be fetched; ask nobody.")] = False,
    json: AsJson = False,
) -> None:
    """Bring documents of a source into raw/, politely, and say in a sidecar where each comes from."""
    origin = origins().get(source)
    if origin is None:
        raise stop(f"no source {source} can be fetched; there are: {', '.join(sorted(origins()))}", WRONG_USE)
    keys = (*(what or ()), *(volumes or ()), *_lines(listed))
    try:
        manners = Manners(contact=contact, delay=delay_at(rate), timeout=timeout, attempts=retries + 1)
        request = Request(keys, everything, tuple(given or ()), limit, base_url, dry_run, manners)
        with show.progress("fetching") as begin:
            done = fetch_documents(origin, request, raw, begin)
    except (WrongRequestError, BusyError) as why:
        raise stop(str(why), WRONG_USE) from why
    except OSError as why:
        raise stop(f"what is fetched cannot be kept in {raw / source}: {told(why)}", WRONG_USE) from why
    if json:
        show.as_json(show.fetched_as_dict(done) | {"exit_code": exit_code_of(done)})
    else:
        show.fetched(done)
    raise typer.Exit(exit_code_of(done))


def exit_code_of(*fetched: Fetched) -> int:
    """0; 1 where not all that was asked for is there; 3 where nothing of it is."""
    if not any(each.has_losses for each in fetched):
        return FINE
    return WITH_LOSSES if any(each.has_documents for each in fetched) else NOTHING


def _lines(file: Path | None) -> list[str]:
    if file is None:
        return []
    try:
        lines = (line.partition("#")[0].strip() for line in file.read_text("utf-8").splitlines())
        return [line for line in lines if line]
    except (OSError, UnicodeDecodeError) as why:
        raise stop(f"--list: {file} cannot be read ({why})", WRONG_USE) from why


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="A raw file.")],
    source: Annotated[
        str | None,
        typer.Option(
            "--source", help="Source it is of; by default the folder of raw/ it lies in, or the one of --source-file."
        ),
    ] = None,
    part: Annotated[
        str | None,
        typer.Option("--part", help="Of a file that holds many documents, the id of one, such as d4; by default all."),
    ] = None,
    source_file: SourceFiles = None,
    json: AsJson = False,
) -> None:
    """Show what is read of one file, where, and what is not."""
    named = [take_in(each) for each in source_file or []]
    of_folder = next((part for part in reversed(file.parts[:-1]) if part in sources()), None)
    source_id = source or of_folder or (named[0] if len(named) == 1 else None)
    if source_id is None or source_id not in sources():
        known = ", ".join(sorted(sources()))
        raise stop(f"no source for {file}; name one of them with --source: {known}", WRONG_USE)
    raw, _ = corpus.read(Found(str(file), file, source_id))
    if isinstance(raw, Refusal):
        raise stop(f"{file}: {raw.message}", NOTHING)
    try:
        pieces = [each for each in documents(raw, sources()[source_id]) if part is None or each.part == part]
        found = [parse_document(each, sources()[source_id]) for each in pieces if not isinstance(each, Unparted)]
    except UnreadableDocumentError as why:
        raise stop(f"{file}: {why}", NOTHING) from why
    for each in pieces:
        if isinstance(each, Unparted):
            show.error(f"{file}: {each.problem}")
    if not found:
        raise stop(f"{file}: there is no document {part} in it" if part else f"{file}: nothing was read", NOTHING)
    if json:
        read = [show.parsed_as_dict(document) for document in found]
        show.as_json(read[0] if len(read) == 1 else read)
    else:
        for document in found:
            show.parsed(document)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Option("--gold", help="JSON, JSON lines, or a folder of them: what a person read.")],
    raw: Raw = Path("raw"),
    source_file: SourceFiles = None,
    json: AsJson = False,
) -> None:
    """Score what is read of raw/ against values that a person read, field by field."""
    try:
        wanted = read_gold(gold)
        frames = validated(collect(read_shard(shard) for shard in corpus.shards(corpus.scan(raw))))
    except (GoldError, RawFolderError) as why:
        raise stop(str(why), WRONG_USE) from why
    scores = score(wanted, frames)
    if json:
        show.as_json(show.evaluation_as_dict(scores))
    else:
        show.evaluation(scores)


@app.command()
def coverage(
    raw: Raw = Path("raw"),
    lines: Annotated[int, typer.Option("--lines", min=0, help="So many of the lines that are not read.")] = 20,
    source_file: SourceFiles = None,
    json: AsJson = False,
) -> None:
    """Show how much of raw/ no rule reads, the most frequent unread lines first."""
    try:
        found = coverage_of(raw)
    except RawFolderError as why:
        raise stop(str(why), WRONG_USE) from why
    if json:
        show.as_json(show.covered_as_dict(found, lines))
    else:
        show.covered(found, lines)


@app.command()
def verify(
    release: Annotated[Path, typer.Argument(help="Folder of a release.")] = Path("outputs/latest"),
    raw: Raw = Path("raw"),
    source_file: SourceFiles = None,
    json: AsJson = False,
) -> None:
    """Prove a release: files, values, keys and ledger, read back against raw/."""
    try:
        proof = verify_release(release, raw)
    except FileNotFoundError as why:
        raise stop(str(why), WRONG_USE) from why
    if json:
        show.as_json({"looked_at": proof.looked_at, "faults": [fault._asdict() for fault in proof.faults]})
    else:
        show.proof(proof)
    raise typer.Exit(WITH_LOSSES if proof.faults else FINE)


@app.command()
def explain(
    row_id: Annotated[str, typer.Argument(help="Id of a row of any table, such as wilson_center:188161/e03.")],
    field: Annotated[str | None, typer.Argument(help="Field of the row; all that are filled by default.")] = None,
    *,
    raw: Raw = Path("raw"),
    outputs: Releases = Path("outputs"),
    source_file: SourceFiles = None,
    json: AsJson = False,
) -> None:
    """Show the words on the document that a value came from."""
    release = latest_in(outputs)
    try:
        cells = explain_row(release, raw, row_id, field)
    except UnknownRowError as why:
        raise stop(str(why), WRONG_USE) from why
    if json:
        show.as_json([asdict(cell) for cell in cells])
    else:
        show.explained(cells)


@app.command()
def new_source(
    name: Annotated[str, typer.Argument(help="Id of the source, such as norwegian_archive.")],
    title: Annotated[
        str | None, typer.Option("--title", help="Name of the archive; made of the id by default.")
    ] = None,
    home: Annotated[str | None, typer.Option("--home", help="Address of the archive on the web.")] = None,
    into: Annotated[
        Path | None,
        typer.Option("--into", help="Folder for a source that stands by itself, outside a repository of Chancery."),
    ] = None,
) -> None:
    """Write a new source that works, with a sample and a page, and say what to do next."""
    load_all(None)
    try:
        show.new_source(write_new_source(name, title, home, into))
    except NewSourceError as why:
        raise stop(str(why), WRONG_USE) from why


SourceOrFile = Annotated[str, typer.Argument(help="A source, or a Python file that defines one.")]
Examples = Annotated[
    Path | None,
    typer.Option("--samples", help="Folder with raw/<source>/ and expected/<source>/, where it is not the usual one."),
]


@app.command()
def check_source(
    source: SourceOrFile, samples: Examples = None, source_file: SourceFiles = None, json: AsJson = False
) -> None:
    """Check what every source holds to: expected values, ids, evidence, residue, hostile files, speed, its page."""
    slot = _slot(source, samples)
    faults = {}
    with show.progress() as begin:
        advance = begin(len(CHECKS))
        read = read_samples(slot)
        for name, check in CHECKS.items():
            faults[name] = list(check(read))
            advance()
    if json:
        show.as_json({name: [fault._asdict() for fault in found] for name, found in faults.items()})
    else:
        show.checked(slot.source.source_id, len(read.files), faults)
    raise typer.Exit(WITH_LOSSES if any(faults.values()) else FINE)


@app.command()
def describe_source(
    source: Annotated[str | None, typer.Argument(help="A source, or a Python file that defines one.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every source that has samples.")] = False,
    samples: Examples = None,
    source_file: SourceFiles = None,
) -> None:
    """Write the page of a source, from its declaration and its samples."""
    if every == (source is not None):
        raise stop("name one source, or give --all", WRONG_USE)
    for slot in slots(samples) if source is None else [_slot(source, samples)]:
        is_new = page.write(read_samples(slot))
        typer.echo(f"{from_here(slot.page)}: {'written' if is_new else 'up to date'}")


def _slot(source: str, examples: Path | None) -> Slot:
    try:
        return slot_of(take_in(Path(source)) if Path(source).suffix == ".py" else source, examples)
    except (SlotError, DeclarationError) as why:
        raise stop(str(why), WRONG_USE) from why
