"""The flow that brings documents into ``raw/``, and can publish them afterwards.

It wraps `pipeline.fetch`. Sources are asked one after the other, so that no host is asked by two at a time.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from prefect import flow, get_run_logger, task
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from flows.limits import within
from flows.notify import tell_of_loss
from flows.publish import ON_IO, TimeLimit
from flows.publish import publish as publish_flow
from flows.shown import name_run, show_table
from pipeline import show
from pipeline.cli import AsJson, BaseUrl, Contact, Outputs, Rate, RawFolder, exit_code_of
from pipeline.cli.options import stop
from pipeline.fetch import (
    LEFT,
    UNCHANGED,
    BusyError,
    Manners,
    Report,
    Request,
    WrongRequestError,
    delay_at,
    fetch,
    settled,
)
from pipeline.fetch.keep import CHANGED, NEW
from pipeline.history import KEPT
from pipeline.origins import origins
from pipeline.report import NOTHING, WRONG_USE
from pipeline.sources import take_in
from pipeline.storage import Address

# Stands for all documents of a source.
ALL = "all"

Wanted = Mapping[str, Sequence[str]]


class NothingFetchedError(Exception):
    """Nothing of what was asked for could be got."""

    def __init__(self, reports: Sequence[Report]) -> None:
        lost = [each for report in reports for each in report.outcomes if each.state not in {UNCHANGED, LEFT}]
        super().__init__("nothing was fetched" + "".join(f"\n  {each.what}: {each.message}" for each in lost[:10]))
        self.reports = reports


@task(name="fetch source", task_run_name="fetch {source}", **ON_IO)
def fetch_source(source: str, request: Request, raw: Path) -> Report:
    """Fetch what is wanted of one source."""
    report = fetch(origins()[source], request, raw)
    get_run_logger().info("%s: %s", source, ", ".join(f"{number} {state}" for state, number in report.counts.items()))
    return report


@flow(
    name="ingest",
    flow_run_name="ingest into {raw}",
    validate_parameters=False,
    on_failure=[tell_of_loss],
    on_crashed=[tell_of_loss],
)
def ingest(
    wanted: Wanted | None = None,
    *,
    config: Path | None = None,
    raw: Path = Path("raw"),
    outputs: Path | Address | str | None = None,
    source_files: Sequence[Path] = (),
    authorities: Path = Path("authorities"),
    gold: Path | None = None,
    workers: int | None = None,
    keep: int | None = None,
    keep_runs: int = KEPT,
    outputs_url: str | None = None,
    contact: str = "",
    rate: str | None = None,
    base_url: str | None = None,
    limit: int | None = None,
    time_limit: float | None = None,
) -> list[Report]:
    """Bring documents into the raw files, and publish them if wanted.

    Args:
        wanted: For each source its records, volumes or files; ``all`` for all there is.
        config: TOML file that says the same, read when the run begins; where ``wanted`` is not given.
        raw: Folder of raw files, with one folder per source.
        outputs: Folder of the releases, where a release is to be made of it.
        source_files: Files that define sources of their own; their code is run.
        authorities: Folder of what people have decided about actors, for the release.
        gold: Documents as a person read them, to score the release.
        workers: Processes that read for it; by default one for each core.
        keep: How many releases stay, the newest; by default all.
        keep_runs: How many runs stay in the history, the newest.
        outputs_url: Address under which the folder of the releases is on the web.
        contact: Address of who asks, for those whose site is asked.
        rate: Requests at most, such as ``10/m``; by default what each source allows.
        base_url: Address of a mirror, asked in place of the hosts of the sources.
        limit: So many documents of each source at most.
        time_limit: Seconds that the whole run may take; by default as long as it wants.

    Raises:
        WrongRequestError: where a source cannot be asked so.
        NothingFetchedError: where nothing of what was asked for could be got.
        BusyError: where another run is fetching for one of the sources.
        RawFolderError, ReleaseError, NothingPublishedError: as `pipeline.publish.publish`.
        TimeLimitError: where it took longer than it may.
    """
    for file in source_files:
        take_in(Path(file))
    manners = Manners(contact=contact, delay=delay_at(rate))
    requests = {}
    for source, keys in (wanted if wanted is not None else _configured(config)).items():
        if source not in origins():
            raise WrongRequestError(f"no source {source} can be fetched; there are: {', '.join(sorted(origins()))}")
        everything = list(keys) == [ALL]
        named = () if everything else tuple(keys)
        asked = Request(named, everything, limit=limit, base_url=base_url, manners=manners)
        requests[source] = settled(origins()[source], asked)
    with within(time_limit):
        reports = [fetch_source(source, request, Path(raw)) for source, request in requests.items()]
        _show(reports)
        if exit_code_of(*reports) == NOTHING:
            raise NothingFetchedError(reports)
        if outputs:
            publish_flow(
                Path(raw),
                outputs,
                None,
                source_files,
                authorities,
                gold=gold,
                workers=workers,
                keep=keep,
                keep_runs=keep_runs,
                outputs_url=outputs_url,
            )
    return reports


def _configured(config: Path | None) -> Wanted:
    """What a file wants of each source: a line such as ``wilson_center = ["188161", "188162"]``."""
    if config is None:
        raise WrongRequestError("say what is wanted: a source and its records or volumes, or a file with --config")
    try:
        stated = tomllib.loads(Path(config).read_text("utf-8"))
    except (OSError, ValueError) as why:
        raise WrongRequestError(f"{config} cannot be read as TOML ({why})") from why
    wanted = {source: [keys] if isinstance(keys, str) else keys for source, keys in stated.items()}
    for source, keys in wanted.items():
        if not isinstance(keys, list) or not keys or not all(isinstance(key, str) for key in keys):
            raise WrongRequestError(f'{config}: {source} should be a list such as ["188161"], or "{ALL}"')
    return wanted


def _show(reports: Sequence[Report]) -> None:
    """Name the run, and leave a table of the numbers and one of the documents that are new or were not got."""
    fetched = sum(report.counts[NEW] + report.counts[CHANGED] for report in reports)
    name_run(f"ingest {', '.join(report.source_id for report in reports)}: {fetched:,} new or changed")
    counts = [{"source": report.source_id, **report.counts} for report in reports]
    show_table("fetched", "What was fetched, and what was not", counts, len(counts), "the sidecars")
    documents = [
        {"source": report.source_id, **each._asdict()}
        for report in reports
        for each in report.outcomes
        if each.state != UNCHANGED
    ]
    description = "Documents that are new, changed or were not got"
    show_table("fetched-documents", description, documents, len(documents), "the sidecars")


def main(
    source: Annotated[str | None, typer.Argument(help="The source; with --config, those that the file names.")] = None,
    what: Annotated[list[str] | None, typer.Argument(help="Its records, volumes or files; or all.")] = None,
    *,
    config: Annotated[Path | None, typer.Option("--config", help="TOML file that says what is wanted.")] = None,
    raw: RawFolder = Path("raw"),
    publish: Annotated[bool, typer.Option("--publish", help="Make a release of it afterwards.")] = False,
    outputs: Outputs = Path("outputs"),
    contact: Contact = "",
    rate: Rate = None,
    base_url: BaseUrl = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="So many documents of each source at most.")
    ] = None,
    time_limit: TimeLimit = None,
    json: AsJson = False,
) -> None:
    """Run the ingesting flow once, with the exit codes of `chancery fetch`."""
    parameters: dict[str, Any] = {
        "wanted": {source: what or []} if source else None,
        "config": config,
        "raw": raw,
        "outputs": outputs if publish else None,
        "contact": contact,
        "rate": rate,
        "base_url": base_url,
        "limit": limit,
        "time_limit": time_limit,
    }
    try:
        # the heartbeat's thread is waited for when a flow ends: a second on every run
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            reports: Sequence[Report] = ingest(**parameters)
    except (WrongRequestError, BusyError) as why:
        raise stop(str(why), WRONG_USE) from why
    except NothingFetchedError as why:
        reports = why.reports
    if json:
        show.as_json([show.fetched_as_dict(report) for report in reports])
    else:
        for report in reports:
            show.fetched(report)
    raise typer.Exit(exit_code_of(*reports))


if __name__ == "__main__":
    typer.run(main)
