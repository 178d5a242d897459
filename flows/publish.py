"""The flow that publishes a release: it wraps the steps of `pipeline.publish`, and shows what they did.

A task is a batch of a thousand documents, never one document, and documents never pass through Prefect's server: what
a task reads it keeps on disk, and says under which key.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, Any, Literal, cast
from uuid import UUID

import typer
from prefect import flow, get_run_logger, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from pipeline import staging
from pipeline.cli import Accept, AcceptBreak, Anew, AsJson, Authorities, Gold, Outputs, RawFolder, SourceFiles, Workers
from pipeline.cli import conclude as conclude_command
from pipeline.publish import Order, conclude, order, prepare, stands
from pipeline.release import alone
from pipeline.report import Report
from pipeline.schema import TABLES
from pipeline.sources import take_in
from pipeline.staging import Batch, Plan, Processes, cores

Runner = Literal["processes", "dask"]

# Issues in the artifact; all of them are in the release.
_MOST_ISSUES = 1_000


def _is_io(_task: Any, _run: Any, state: Any) -> bool:
    """Whether a task failed on the disk or the network, which may be well again in a moment."""
    return isinstance(state.result(raise_on_failure=False), OSError)


ON_IO: dict[str, Any] = {
    "cache_policy": NO_CACHE,
    "retries": 2,
    "retry_delay_seconds": [1, 10],
    "retry_condition_fn": _is_io,
}


@task(name="list raw files", **ON_IO)
def list_files(raw: Path, outputs: Path, source_files: Sequence[Path], *, anew: bool) -> Plan:
    """List the raw files, and see which are to be read."""
    return prepare(raw, outputs, source_files, anew=anew)


@task(name="read batch", task_run_name="read {first} …", **ON_IO)
def read_batch(batch: Batch, first: str, processes: Processes | None) -> dict[str, str]:
    """Read a batch of files into rows, in one of the processes; without any, where the task itself runs."""
    get_run_logger().info("reading %d files from %s", batch.files, first)
    return processes.read(batch) if processes else staging.read_batch(batch)


@task(name="validate and release", cache_policy=NO_CACHE)
def make_release(plan: Plan, outputs: Path, wanted: Order) -> Report:
    """Join what all shards say, validate all tables and write the release."""
    return conclude(plan, outputs, wanted)


@flow(name="publish", flow_run_name="publish {raw} to {outputs}", validate_parameters=False)
def publish(
    raw: Path = Path("raw"),
    outputs: Path = Path("outputs"),
    version: str | None = None,
    source_files: Sequence[Path] = (),
    authorities: Path = Path("authorities"),
    *,
    accepted: Sequence[str] = (),
    accepts_break: bool = False,
    gold: Path | None = None,
    workers: int | None = None,
    anew: bool = False,
    runner: Runner = "processes",
) -> Report:
    """Publish a release from the raw files, unless it would say what the latest one says.

    Args:
        raw: Folder of raw files, with one folder per source.
        outputs: Folder of the releases.
        version: Version of the release; by default the next one.
        source_files: Files that define sources of their own; their code is run.
        authorities: Folder of what people have decided about actors.
        accepted: Names of scores that may fall, such as `dfat.date`.
        accepts_break: Whether it may break the contract of the release before.
        gold: Documents as a person read them, to score the release.
        workers: Processes that read; by default one for each core.
        anew: Whether all files are read, even those whose rows are kept from a run before.
        runner: Where tasks run: `processes` of this machine, or the workers of the `dask` cluster that the flow's task
            runner has; these see the raw files and the outputs under the same paths.

    Raises:
        AuthoritiesError: where a decision cannot be read.
        GoldError: where the gold cannot be read.
        DeclarationError: where a source cannot be loaded.
        RawFolderError, ReleaseError, NothingPublishedError: as `pipeline.publish.publish`.
    """
    raw, outputs = Path(raw), Path(outputs)
    for file in source_files:
        take_in(Path(file))
    wanted = order(version, Path(authorities), accepted, accepts_break=accepts_break, gold=gold)
    with alone(outputs):
        plan = list_files(raw, outputs, source_files, anew=anew)
        report = None if anew else stands(plan, outputs, wanted)
        if report is None:
            report = make_release(_read(plan, workers, runner), outputs, wanted)
    _show(report)
    return report


def _read(plan: Plan, workers: int | None, runner: Runner) -> Plan:
    """Read what is not kept, in tasks: in processes of this machine, or wherever the flow's task runner has them."""
    progress = cast(UUID, create_progress_artifact(0.0, key="reading", description="Share of the raw files read"))
    batches = list(plan.batches())
    files = sum(batch.files for batch in batches)
    done: dict[str, str] = {}
    read = 0
    with _processes(batches, workers, runner) as processes:
        reading = [(batch.files, read_batch.submit(batch, batch.first, processes)) for batch in batches]
        for number, future in reading:
            done |= future.result()
            read += number
            update_progress_artifact(progress, 100 * read / files)
    return plan.read(done)


def _processes(
    batches: Sequence[Batch], workers: int | None, runner: Runner
) -> AbstractContextManager[Processes | None]:
    """The processes that read; none where there is little to read, or the tasks run elsewhere."""
    wanted = min(workers or cores(), len(batches))
    return nullcontext() if runner == "dask" or wanted <= 1 else Processes(wanted)


def _show(report: Report) -> None:
    """Leave the issues and a summary of the release as artifacts."""
    issues = [notice._asdict() for notice in report.notices[:_MOST_ISSUES]]
    more = len(report.notices) - len(issues)
    description = "What a person should look at" + (f"; {more:,} more are in issues.csv" if more else "")
    create_table_artifact(issues, key="issues", description=description)
    create_markdown_artifact(_summary(report), key="release", description="What was published")
    get_run_logger().info("release %s: %s", report.release.version, report.release.path)


def _summary(report: Report) -> str:
    release, ledger = report.release, report.release.ledger
    folder = release.path.resolve().as_uri()
    lines = [
        f"# Release {release.version}",
        "" if release.is_new else "Nothing has changed: the release stands.",
        f"[{release.path}]({folder}) · [dictionary]({folder}/DICTIONARY.md) · [checksums]({folder}/SHA256SUMS)",
        f"{ledger['ingested']} files ingested = {ledger['published']} published"
        f" + {ledger['quarantined']} quarantined + {ledger['excluded']} excluded",
        "" if report.shrunk_from is None else f"**The release before had {report.shrunk_from} documents.**",
        "| table | rows | files |\n|---|---:|---|\n"
        + "\n".join(
            f"| {each.name} | {release.rows[each.name]:,} | [CSV]({folder}/{each.name}.csv),"
            f" [Parquet]({folder}/{each.name}.parquet) |"
            for each in TABLES
        ),
    ]
    return "\n\n".join(filter(None, lines))


def main(
    raw: RawFolder = Path("raw"),
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
    json: AsJson = False,
) -> None:
    """Run the publishing flow once, with the exit codes of `chancery publish`."""
    # the heartbeat's thread is waited for when a flow ends: a second on every run
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        conclude_command(
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
            ),
            json=json,
        )


if __name__ == "__main__":
    typer.run(main)
