"""What `prefect.yaml` and `automations.yaml` name is there: flows, parameters, states, events."""

import inspect
import re
import shlex
from importlib import import_module
from uuid import uuid4

import pytest
import typer
import yaml
from prefect import Flow
from prefect.cli._app import _app as prefect_command
from prefect.client.schemas.objects import ConcurrencyLimitStrategy, StateType
from prefect.events.schemas.automations import AutomationCore
from prefect.schedules import Cron
from prefect.settings import Settings
from prefect.settings.legacy import _get_valid_setting_names
from prefect.states import Crashed, Failed, Late, Running

from flows.command import app
from flows.server import DEFAULTS
from flows.serving import ONE_AT_A_TIME, TAG
from tests.conftest import REPOSITORY

DEPLOYMENTS = yaml.safe_load((REPOSITORY / "prefect.yaml").read_text("utf-8"))["deployments"]
AUTOMATIONS = yaml.safe_load((REPOSITORY / "automations.yaml").read_text("utf-8"))["automations"]
BY_NAME = {each["name"]: each for each in AUTOMATIONS}
FOLDER = re.compile(r"\{\{ \$CHANCERY_FOLDER \}\}")


def flow_of(deployment: dict) -> Flow:
    module, _, name = deployment["entrypoint"].rpartition(".")
    return getattr(import_module(module), name)


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda each: each["name"])
def test_a_deployment_can_run(deployment):
    flow = flow_of(deployment)
    assert isinstance(flow, Flow)
    inspect.signature(flow.fn).bind(**deployment["parameters"])
    assert flow.on_failure_hooks
    assert flow.on_crashed_hooks
    for schedule in deployment["schedules"]:
        Cron(schedule["cron"], timezone=schedule["timezone"])
    # the automations know our runs by it
    assert TAG in deployment["tags"]
    assert deployment["concurrency_limit"] == {
        "limit": ONE_AT_A_TIME.limit,
        "collision_strategy": ConcurrencyLimitStrategy(ONE_AT_A_TIME.collision_strategy).value,
    }


def test_every_path_lies_in_the_folder_that_is_named_when_deploying():
    for deployment in DEPLOYMENTS:
        for name in ("raw", "outputs", "authorities", *(["config"] if "config" in deployment["parameters"] else [])):
            assert FOLDER.match(deployment["parameters"][name])


@pytest.mark.parametrize("automation", AUTOMATIONS, ids=lambda each: each["name"])
def test_an_automation_is_one_that_the_server_takes(automation):
    text = yaml.safe_dump(automation).replace("BLOCK_ID", str(uuid4()))
    AutomationCore.model_validate(yaml.safe_load(text))


def test_automations_wait_for_events_that_there_are():
    states = {f"prefect.flow-run.{each.value.capitalize()}" for each in StateType}
    states |= {f"prefect.flow-run.{each().name}" for each in (Crashed, Failed, Late, Running)}
    states |= {"prefect.flow-run.TimedOut", "prefect.flow-run.heartbeat"}
    for automation in AUTOMATIONS:
        trigger = automation["trigger"]
        events = {*trigger["expect"], *trigger.get("after", ())}
        assert events <= states or events == {"chancery.*"}
    ends = {"Completed", "Failed", "TimedOut", "Cancelled", "Crashed"}
    assert {f"prefect.flow-run.{each}" for each in ends} < set(BY_NAME["chancery-gone"]["trigger"]["expect"])


PAGE = (REPOSITORY / "docs" / "operate.md").read_text("utf-8")
_COMMAND = re.compile(r"^(?:\$ |ExecStart=\S*/)((?:chancery|prefect) .*)$", re.MULTILINE)
COMMANDS = [shlex.split(line) for line in _COMMAND.findall(PAGE)]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_of_the_page_is_one(command):
    program, *arguments = command
    if program == "chancery":
        serve = typer.main.get_command(app).commands[arguments[0]]
        serve.make_context(arguments[0], arguments[1:], resilient_parsing=True)
    else:
        # `--no-prompt` is for all commands of Prefect
        arguments = [each for each in arguments if each != "--no-prompt"]
        prefect_command.parse_args(arguments, print_error=False, exit_on_error=False)


def test_the_page_names_options_deployments_settings_and_artifacts_that_there_are():
    serve = typer.main.get_command(app).commands["serve"]
    options = {option for each in serve.params for option in each.opts}
    (table,) = re.findall(r"^\| \| \|\n\|---\|---\|\n(\| `--config.*?)\n\n", PAGE, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"^\| `(--[\w-]+)", table, re.MULTILINE)) <= options
    deployed = {f"{flow_of(each).name}/{each['name']}" for each in DEPLOYMENTS}
    assert set(re.findall(r"(?:publish|ingest)/\w+", PAGE)) - {"publish/served"} == deployed
    known = _get_valid_setting_names(Settings)
    assert [name for name in re.findall(r"\bPREFECT_\w+", PAGE) if name not in known] == []
    assert [name for name in DEFAULTS if name.startswith("PREFECT_") and name not in known] == []
    (artifacts,) = re.findall(r"^\| artifact \| \|\n\|---\|---\|\n(.*?)\n\n", PAGE, re.MULTILINE | re.DOTALL)
    code = "".join(file.read_text("utf-8") for file in (REPOSITORY / "flows").glob("*.py"))
    for name in re.findall(r"`([\w-]+)`", artifacts):
        assert f'"{name}"' in code
