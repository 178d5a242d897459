"""Serving a flow: its deployment on a schedule, one run at a time, and what a run that died before has left."""

import asyncio
import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer
from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.settings import PREFECT_UI_URL
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from flows.ingest import ingest
from flows.notify import tell
from flows.publish import publish
from flows.server import LOG, ServerError
from pipeline.report import NOTHING

NAME = "served"
TAG = "chancery"
# A run that is due while another one runs is cancelled: the next one reads all that has come.
ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)

# Seconds to end in, where the server is gone.
_ENDS_WITHIN = 30.0
_ENDED = f"the Prefect server ended, so nothing is served any more; its last words are in PREFECT_HOME/{LOG}"
_BEGUN = (StateType.RUNNING, StateType.PENDING, StateType.CANCELLING)


class ScheduleError(Exception):
    """The schedule is none."""


def deployment(parameters: Mapping[str, Any], cron: str | None, timezone: str) -> RunnerDeployment:
    """Return how a flow is served.

    Args:
        parameters: Of the flow `ingest` where they have a ``config``, else of `publish`.
        cron: When it is due; `None` where only a person starts it.
        timezone: Zone of these hours.

    Raises:
        ScheduleError: where the hours or the zone are none.
    """
    flow: Flow[..., Any] = ingest if "config" in parameters else publish
    try:
        schedule = Cron(cron, timezone=ZoneInfo(timezone).key) if cron else None
    except (ValueError, ZoneInfoNotFoundError) as why:
        raise ScheduleError(
            f"“{cron}” in the zone {timezone} is no schedule such as “0 3 * * *” in UTC ({why})"
        ) from why
    made = flow.to_deployment(
        NAME,
        schedule=schedule,
        parameters=dict(parameters),
        tags=[TAG],
        concurrency_limit=ONE_AT_A_TIME,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return cast(RunnerDeployment, made)


def serve(of: RunnerDeployment, server: "subprocess.Popen[bytes] | None" = None) -> None:
    """Run a flow whenever it is due, until this process is told to end.

    Args:
        of: How it is served.
        server: The server, where it is ours alone.

    Raises:
        ServerError: where our server ended.
    """
    name = f"{of.flow_name}/{of.name}"
    if server:
        _give_up_runs_of(name)
    crons = [each.schedule for each in of.schedules or () if isinstance(each.schedule, CronSchedule)]
    due = "; ".join(f"“{each.cron}” ({each.timezone})" for each in crons) or "when you start it there"
    typer.echo(f"{name} is due {due}; its runs are shown at {PREFECT_UI_URL.value()}", err=True)
    runner = _Runner(pause_on_shutdown=False)
    runner.add_deployment(of)
    with _while_it_lives(server), suppress(asyncio.CancelledError):
        asyncio.run(runner.start())


class _Runner(Runner):
    """A runner that, told to end, first ends its run: Prefect's own leaves it as if it still ran."""

    async def start(self, run_once: bool = False, webserver: bool | None = None) -> None:
        """Run what is due, until this process is told to end."""
        self._loop_here = asyncio.get_running_loop()
        signal.signal(signal.SIGINT, self.handle_sigterm)
        await super().start(run_once, webserver)

    def handle_sigterm(self, *_: object) -> None:
        """End, and show a run that goes on as cancelled."""
        self._loop_here.call_soon_threadsafe(lambda: self._loop_here.create_task(self.astop()))


def _give_up_runs_of(name: str) -> None:
    """Show the runs as crashed that had begun when the machine, or what served them, went down; nobody else can."""
    with get_client(sync_client=True) as client:
        try:
            found = client.read_deployment_by_name(name)
        except ObjectNotFound:
            return
        begun = client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[found.id])),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(_BEGUN))),
            ),
        )
        for run in begun:
            why = "what served it ended in the middle of the run; the next run does its work"
            client.set_flow_run_state(run.id, Crashed(message=why), force=True)
            tell(f"chancery: {name} crashed", f"{run.name}\n{why}")


@contextmanager
def _while_it_lives(server: "subprocess.Popen[bytes] | None") -> Iterator[None]:
    """End this process in good order when our server ends before it.

    Raises:
        ServerError: when it did.
    """
    ended, done = threading.Event(), threading.Event()

    def watch(of: "subprocess.Popen[bytes]") -> None:
        of.wait()
        if done.is_set():
            return
        ended.set()
        typer.echo(_ENDED, err=True)
        os.kill(os.getpid(), signal.SIGTERM)
        if not done.wait(_ENDS_WITHIN):
            os._exit(NOTHING)

    if server:
        threading.Thread(target=watch, args=(server,), daemon=True).start()
    try:
        yield
    finally:
        done.set()
        if ended.is_set():
            raise ServerError(_ENDED)
