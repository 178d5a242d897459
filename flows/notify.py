"""Telling somebody who does not look: a message to the address in ``CHANCERY_NOTIFY``, and an event of Prefect.

The address can hold a password or a token. It is read from the environment of the process that runs the flow, and
stands in no parameter, artifact or log.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apprise
import httpx
from prefect import Flow, State, get_run_logger
from prefect.client.schemas.objects import FlowRun
from prefect.events import emit_event
from prefect.logging import get_logger
from prefect.settings import PREFECT_UI_URL

from flows.shown import show_table
from pipeline.alarms import Alarm
from pipeline.history import watch
from pipeline.show import plain_lines

ADDRESS = "CHANCERY_NOTIFY"
# Characters of a message, and seconds that its receiver has.
_MOST_LETTERS = 2_000
_TIMEOUT = 20.0


def tell(title: str, message: str) -> None:
    """Send a message, where an address is given; one that cannot be sent is logged and stops nothing.

    An address ``http(s)://`` gets it as JSON with `title` and `text`, as the hooks of Slack and Mattermost want it;
    any other is one of Apprise, such as ``mailto://`` or ``ntfy://``.

    Args:
        title: What happened, in a few words.
        message: What, where and why; it may come from documents.
    """
    address = os.environ.get(ADDRESS, "")
    if not address:
        return
    text = plain_lines(message)[:_MOST_LETTERS]
    problem = (
        _post(address, title, text) if address.startswith(("http://", "https://")) else _send(address, title, text)
    )
    if problem:
        get_logger(__name__).error("nobody could be told “%s” at the address in %s: %s", title, ADDRESS, problem)


def tell_of_loss(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell that a run failed, took too long or crashed: a hook of Prefect. The outer run tells of one within it."""
    if flow_run.parent_task_run_id is not None:
        return
    page = f"\n{PREFECT_UI_URL.value()}/runs/flow-run/{flow_run.id}" if PREFECT_UI_URL.value() else ""
    tell(f"chancery: {flow.name} {(state.name or 'failed').lower()}", f"{flow_run.name}\n{state.message or ''}{page}")


@contextmanager
def watched(outputs: Path) -> Iterator[None]:
    """Sound what should wake somebody after the run in this block, whatever became of it."""
    try:
        yield
    finally:
        sound(watch(outputs), str(outputs))


def sound(alarms: Sequence[Alarm], outputs: str) -> None:
    """Sound alarms: each as a message, as an event `chancery.<code>` that an automation can wait for, and in the log.

    All are left as an artifact, which is empty where there are none.

    Args:
        alarms: What should wake somebody.
        outputs: Folder of the releases that it is about.
    """
    rows = [{"alarm": each.code, "what": each.sentence} for each in alarms]
    show_table("alarms", "What should not wait until somebody looks", rows, len(rows), "chancery runs")
    for each in alarms:
        get_run_logger().warning("%s: %s", each.code, each.sentence)
        emit_event(
            f"chancery.{each.code}",
            resource={"prefect.resource.id": "chancery.outputs", "prefect.resource.name": outputs},
            payload={"sentence": each.sentence},
        )
        tell(f"chancery: {each.code}", f"{outputs}\n{each.sentence}")


def _post(address: str, title: str, text: str) -> str:
    """Return what stands in the way, without the address; nothing where the message was taken."""
    try:
        answer = httpx.post(address, json={"title": title, "text": f"{title}\n{text}"}, timeout=_TIMEOUT)
    except (httpx.HTTPError, httpx.InvalidURL) as why:
        return type(why).__name__
    return "" if answer.is_success else f"status {answer.status_code}"


def _send(address: str, title: str, text: str) -> str:
    """As `_post`, by Apprise."""
    receivers = apprise.Apprise()
    if not receivers.add(address):
        return "it is no address that Apprise knows"
    return "" if receivers.notify(title=title, body=text) else "it was not taken"
