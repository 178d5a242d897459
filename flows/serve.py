"""The command ``chancery serve``: a release at every hour that is due, on one machine, with nothing else to set up.

Prefect is imported when the command runs: it takes a second, for which nobody should wait who runs another command.
"""

import os
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from flows.server import PORT, ServerError, environment, own_server
from pipeline.cli import (
    Authorities,
    BaseUrl,
    Contact,
    Gold,
    Keep,
    KeepRuns,
    Outputs,
    Rate,
    Raw,
    SourceFiles,
    Workers,
)
from pipeline.cli.options import stop
from pipeline.history import KEPT
from pipeline.report import NOTHING, WRONG_USE
from pipeline.storage import Address

# Where Prefect keeps its database, if PREFECT_HOME does not say.
HOME = Path(".prefect")


def serve(
    raw: Raw = Path("raw"),
    outputs: Outputs = Path("outputs"),
    *,
    cron: Annotated[
        str | None, typer.Option("--cron", help='When a run is due, such as "0 3 * * *"; else when you start one.')
    ] = None,
    timezone: Annotated[str, typer.Option("--timezone", help="Zone of these hours, such as Europe/Berlin.")] = "UTC",
    config: Annotated[
        Path | None, typer.Option("--config", help="TOML file that says what to fetch first; else nothing is fetched.")
    ] = None,
    source_file: SourceFiles = None,
    authorities: Authorities = Path("authorities"),
    gold: Gold = None,
    workers: Workers = None,
    keep: Keep = None,
    keep_runs: KeepRuns = KEPT,
    outputs_url: Annotated[
        str | None,
        typer.Option("--outputs-url", help="Address under which the folder of the releases is on the web, for links."),
    ] = None,
    contact: Contact = "",
    rate: Rate = None,
    base_url: BaseUrl = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="So many documents of each source at most are fetched.")
    ] = None,
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=1, help="Seconds that a run may take before it is ended.")
    ] = 43_200,
    notify: Annotated[
        str | None,
        typer.Option(
            "--notify",
            envvar="CHANCERY_NOTIFY",
            show_default=False,
            help="Address that is told of failures and alarms: a webhook, or one of Apprise such as mailto://."
            " It may hold a secret: better in the environment.",
        ),
    ] = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65_535, help="Port of the pages, on this machine.")] = PORT,
) -> None:
    """Publish a release whenever it is due, and show the runs in the browser; stop with Ctrl-C.

    A Prefect server is started on loopback, with its history in PREFECT_HOME (by default .prefect), unless
    PREFECT_API_URL names one.
    """
    if config and isinstance(raw, Address):
        raise stop(f"{raw}: documents are fetched into a folder of this machine only", WRONG_USE)
    if notify:
        os.environ["CHANCERY_NOTIFY"] = notify
    publishing = {
        "raw": _whole(raw),
        "outputs": _whole(outputs),
        "source_files": [_whole(file) for file in source_file or ()],
        "authorities": _whole(authorities),
        "gold": _whole(gold),
        "workers": workers,
        "keep": keep,
        "keep_runs": keep_runs,
        "outputs_url": outputs_url,
        "time_limit": time_limit,
    }
    fetching = {"config": _whole(config), "contact": contact, "rate": rate, "base_url": base_url, "limit": limit}
    address = os.environ.get("PREFECT_API_URL")
    home = Path(os.environ.get("PREFECT_HOME", HOME))
    os.environ.update(environment(home, port, address))
    from flows import serving  # noqa: PLC0415  see above; the environment is settled now

    try:
        deployment = serving.deployment(publishing | fetching if config else publishing, cron, timezone)
        with nullcontext() if address else own_server(home, port) as server:
            serving.serve(deployment, server)
    except serving.ScheduleError as why:
        raise stop(str(why), WRONG_USE) from why
    except ServerError as why:
        raise stop(str(why), NOTHING) from why


def _whole(path: Path | Address | None) -> str | None:
    """A path that holds wherever a run stands."""
    if isinstance(path, Address):
        return str(path)
    return None if path is None else str(path.resolve())
