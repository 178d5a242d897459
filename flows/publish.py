"""The flow that publishes a release: it wraps the steps of `pipeline.publish`, and shows what they did.

A task is a batch of a thousand documents, never one document, and documents never pass through Prefect's server: what
a task reads it keeps on disk, and says under which key.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from flows.limits import TimeLimitError, within
from flows.lineage import note_lineage
from flows.lost import told_if_lost
from flows.notify import tell_of_loss, watched
from flows.shown import begin_progress, by_source, show_progress, show_report
from pipeline import staging
from pipeline.cli import (
    Accept,
    AcceptBreak,
    Anew,
    AsJson,
    Authorities,
    Gold,
    Keep,
    KeepRuns,
    Outputs,
    Raw,
    SourceFiles,
    TakeOver,
    Work,
    Workers,
)
from pipeline.cli import conclude as conclude_command
from pipeline.depot import Depot, opened
from pipeline.history import KEPT, recorded
from pipeline.publish import Order, conclude, order, prepare, stands
from pipeline.release import ReleaseError, alone
from pipeline.remedies import told
from pipeline.report import Report
from pipeline.sources import take_in
from pipeline.stages import stage
from pipeline.staging import Batch, Plan, Processes, cores
from pipeline.storage import Address, StoreError, place
from pipeline.upload import UploadError

Runner = Literal["processes", "dask"]

TimeLimit = Annotated[
    float | None, typer.Option("--time-limit", min=1, help="Seconds that the run may take before it is ended.")
]


def _is_io(_task: Any, _run: Any, state: Any) -> bool:
    """Whether a task failed on the disk or the network, which may be well again in a moment."""
    return isinstance(state.result(raise_on_failure=False), OSError | StoreError)


ON_IO: dict[str, Any] = {
    "cache_policy": NO_CACHE,
    "retries": 2,
    "retry_delay_seconds": [1, 10],
    "retry_condition_fn": _is_io,
}


@task(name="list raw files", **ON_IO)
def list_files(raw: Path | Address, outputs: Path, source_files: Sequence[Path], *, anew: bool) -> Plan:
    """List the raw files, and see which are to be read."""
    return prepare(raw, outputs, source_files, anew=anew)


@task(name="read batch", task_run_name="read {first} …", **ON_IO)
def read_batch(batch: Batch, first: str, processes: Processes | None) -> dict[str, str]:
    """Read a batch of files into rows, in one of the processes; without any, where the task itself runs."""
    get_run_logger().info("reading %d files from %s", batch.files, first)
    return processes.read(batch) if processes else staging.read_batch(batch)


@task(name="validate and release", cache_policy=NO_CACHE)
def make_release(plan: Plan, outputs: Path, wanted: Order, keep: int | None) -> Report:
    """Join what all shards say, validate all tables and write the release."""
    return conclude(plan, outputs, wanted, keep)


@task(name="send to the store", cache_policy=NO_CACHE)
def send(depot: Depot, release: Path) -> None:
    """Send a release to the store in which releases are kept; it is tried again where that may help."""
    sent = depot.send(release)
    if sent and sent.error:
        raise UploadError(sent.error)
    if sent:
        get_run_logger().info("%s: %s", sent.place, sent.pointer)


@flow(
    name="publish",
    flow_run_name="publish {raw} to {outputs}",
    validate_parameters=False,
    on_failure=[tell_of_loss],
    on_crashed=[tell_of_loss],
)
def publish(
    raw: Path | Address | str = Path("raw"),
    outputs: Path | Address | str = Path("outputs"),
    version: str | None = None,
    source_files: Sequence[Path] = (),
    authorities: Path = Path("authorities"),
    *,
    accepted: Sequence[str] = (),
    accepts_break: bool = False,
    gold: Path | None = None,
    workers: int | None = None,
    anew: bool = False,
    keep: int | None = None,
    keep_runs: int = KEPT,
    runner: Runner = "processes",
    outputs_url: str | None = None,
    time_limit: float | None = None,
    work: Path | None = None,
    take_over: bool = False,
) -> Report:
    """Publish a release from the raw files, unless it would say what the latest one says.

    Args:
        raw: Folder of raw files, with one folder per source; or its address in a store.
        outputs: Folder of the releases; or its address in a store.
        version: Version of the release; by default the next one.
        source_files: Files that define sources of their own; their code is run.
        authorities: Folder of what people have decided about actors.
        accepted: Names of scores that may fall, such as `dfat.date`.
        accepts_break: Whether it may break the contract of the release before.
        gold: Documents as a person read them, to score the release.
        workers: Processes that read; by default one for each core.
        anew: Whether all files are read, even those whose rows are kept from a run before.
        keep: How many releases stay, the newest; by default all.
        keep_runs: How many runs stay in the history, the newest.
        runner: Where tasks run: `processes` of this machine, or the workers of the `dask` cluster that the flow's task
            runner has; these see the raw files and the outputs under the same paths.
        outputs_url: Address under which the folder of the releases is on the web; the summary links there.
        time_limit: Seconds that the run may take; by default as long as it wants.
        work: Folder in which releases for a store are made; by default one of the user's cache.
        take_over: Whether to publish to a store though another run seems to.

    Raises:
        AuthoritiesError: where a decision cannot be read.
        GoldError: where the gold cannot be read.
        DeclarationError: where a source cannot be loaded.
        RawFolderError, ReleaseError, NothingPublishedError: as `pipeline.publish.publish`.
        AddressError, DestinationError: where an address cannot be used.
        StoreError, UploadError: where a store does not give or take what it should, or somebody else publishes to it.
        TimeLimitError: where it took longer than it may.
    """
    raw, warn = place(raw), get_run_logger().warning
    with (
        opened(place(outputs), work and Path(work), take_over=take_over) as depot,
        watched(outputs := depot.outputs),
        recorded(outputs, runner=runner, keep=keep_runs, warn=warn) as record,
    ):
        for file in source_files:
            take_in(Path(file))
        wanted = order(version, Path(authorities), accepted, accepts_break=accepts_break, gold=gold and Path(gold))
        with within(time_limit), alone(outputs):
            plan = list_files(raw, outputs, source_files, anew=anew)
            report = None if anew else stands(plan, outputs, wanted)
            if report is None:
                with stage("read"):
                    plan = _read(plan, workers, runner)
                report = make_release(plan, outputs, wanted, keep)
        record.published(report)
        if depot.store:
            send(depot, report.release.path)
    show_report(report, outputs_url)
    published = (source for source, counts in by_source(report.release).items() if counts["published"])
    note_lineage(report.release, raw, published)
    return report


def _read(plan: Plan, workers: int | None, runner: Runner) -> Plan:
    """Read what is not kept, in tasks: in processes of this machine, or wherever the flow's task runner has them.

    Raises:
        ReleaseError: where the rows cannot be kept.
    """
    progress = begin_progress()
    batches = list(plan.batches())
    files = sum(batch.files for batch in batches)
    done: dict[str, str] = {}
    read = 0
    with _processes(batches, workers, runner) as processes:
        reading = [(batch.files, read_batch.submit(batch, batch.first, processes)) for batch in batches]
        for number, future in reading:
            try:
                done |= future.result()
            except TimeLimitError:
                raise
            except OSError as why:
                raise ReleaseError(f"what is read cannot be kept in {plan.area.folder}: {told(why)}") from why
            read += number
            show_progress(progress, read, files)
    return plan.read(done)


def _processes(
    batches: Sequence[Batch], workers: int | None, runner: Runner
) -> AbstractContextManager[Processes | None]:
    """The processes that read; none where there is little to read, or the tasks run elsewhere."""
    wanted = min(workers or cores(), len(batches))
    return nullcontext() if runner == "dask" or wanted <= 1 else Processes(wanted)


def main(
    raw: Raw = Path("raw"),
    outputs: Outputs = Path("outputs"),
    *,
    version: Annotated[str | None, typer.Option("--version", help="Version of the release.")] = None,
    source_file: SourceFiles = None,
    authorities: Authorities = Path("authorities"),
    accept: Accept = None,
    accept_break: AcceptBreak = False,
    gold: Gold = None,
    workers: Workers = None,
    anew: Anew = False,
    keep: Keep = None,
    keep_runs: KeepRuns = KEPT,
    time_limit: TimeLimit = None,
    work: Work = None,
    take_over: TakeOver = False,
    json: AsJson = False,
) -> None:
    """Run the publishing flow once, with the exit codes of `chancery publish`."""
    # the heartbeat's thread is waited for when a flow ends: a second on every run
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        conclude_command(
            told_if_lost(outputs)(
                lambda _: publish(
                    raw,
                    outputs,
                    version,
                    source_file or (),
                    authorities,
                    accepted=accept or (),
                    accepts_break=accept_break,
                    gold=gold,
                    workers=workers,
                    anew=anew,
                    keep=keep,
                    keep_runs=keep_runs,
                    time_limit=time_limit,
                    work=work,
                    take_over=take_over,
                )
            ),
            json=json,
            outputs=outputs,
        )


if __name__ == "__main__":
    typer.run(main)
