"""`chancery serve`: a run comes to its end, its history is kept, and nothing stays behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from prefect.client.orchestration import get_client
from prefect.states import Pending, Running

from flows.serving import ScheduleError, _give_up_runs_of, deployment
from tests.conftest import REPOSITORY

CHANCERY = [sys.executable, "-c", "from flows.command import app; app()"]
ENDED = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment without Prefect's settings of the tests, and without a proxy."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT", "CHANCERY"))}
    paths = os.pathsep.join(filter(None, (str(REPOSITORY / "src"), str(REPOSITORY), os.environ.get("PYTHONPATH"))))
    return {**kept, "PYTHONPATH": paths, "PREFECT_HOME": str(folder / "prefect"), "NO_PROXY": "127.0.0.1", **more}


def waited_for(what: Callable[[], object], seconds: float = 240) -> object:
    """What is there in the end; a machine that does much else takes minutes to make a database."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.2)
    raise AssertionError(f"waited {seconds} seconds in vain")


@pytest.mark.timeout(900)
def test_a_served_run_ends_and_its_history_stays(raw, tmp_path):
    """The server is one of our own: it listens on loopback, and it ends when what started it is killed."""
    (raw / "wilson_center" / "188161.md").write_bytes((REPOSITORY / "raw/wilson_center/188161.md").read_bytes())
    port = free_port()
    api = httpx.Client(base_url=f"http://127.0.0.1:{port}/api", trust_env=False, timeout=60)
    command = [*CHANCERY, "serve", "--raw", str(raw), "--outputs", "out", "--cron", "0 3 * * *", "--port", str(port)]
    log = tmp_path / "log"
    with log.open("wb") as words:
        serving = subprocess.Popen(
            command,
            cwd=tmp_path,
            env=environment(tmp_path, PREFECT_RUNNER_POLL_FREQUENCY="1"),
            stdout=words,
            stderr=words,
        )
    try:
        waited_for(lambda: serving.poll() is not None or b"its runs are shown at" in log.read_bytes())
        assert serving.poll() is None, log.read_text()
        assert (
            f"publish/served is due “0 3 * * *” (UTC); its runs are shown at http://127.0.0.1:{port}" in log.read_text()
        )
        known = waited_for(lambda: api.get("/deployments/name/publish/served").json().get("id"))
        found = api.get(f"/deployments/{known}").json()
        assert found["global_concurrency_limit"]["limit"] == 1
        assert found["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
        run = waited_for(lambda: begun(api, known))
        state = waited_for(lambda: (now := api.get(f"/flow_runs/{run}").json())["state_type"] in ENDED and now)
        assert state["state_type"] == "COMPLETED", log.read_text()
        assert state["name"] == "wilson_center: 1.0.0"
        assert (tmp_path / "out" / "latest" / "documents.csv").exists()
    finally:
        serving.send_signal(signal.SIGKILL)
        serving.wait()
    waited_for(lambda: is_free(port))
    assert (tmp_path / "prefect" / "prefect.db").stat().st_size > 0


def begun(api: httpx.Client, deployment: object) -> str | None:
    """The id of a run that is begun; none while the server is too busy with its database."""
    answer = api.post(f"/deployments/{deployment}/create_flow_run", json={})
    return str(answer.json()["id"]) if answer.is_success else None


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


@pytest.mark.parametrize(
    ("cron", "zone"), [("0 3 * *", "UTC"), ("whenever", "UTC"), ("0 3 * * *", "Nowhere/Town"), ("0 3 * * *", "../UTC")]
)
def test_a_schedule_that_is_none_is_told(cron, zone):
    with pytest.raises(
        ScheduleError, match=f"“{re.escape(cron)}” in the zone {re.escape(zone)} is no schedule such as"
    ):
        deployment({}, cron, zone)


def test_a_port_that_is_taken_is_told_before_anything_is_begun(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [*CHANCERY, "serve", "--port", str(taken.getsockname()[1])],
            cwd=tmp_path,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 3, done.stderr
    assert "name another with --port, or, if a Prefect server is there, use it with PREFECT_API_URL=" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("server")
def test_a_run_whose_machine_went_down_is_given_up_and_gives_its_place_back(tmp_path):
    """Else every later run would be cancelled, as one seems to go on."""
    served = deployment({"raw": str(tmp_path), "outputs": str(tmp_path)}, None, "UTC")
    known = served.apply()
    with get_client(sync_client=True) as client:
        begun = client.create_flow_run_from_deployment(known)
        for state in (Pending(), Running()):
            client.set_flow_run_state(begun.id, state)
        _give_up_runs_of("publish/served")
        assert client.read_flow_run(begun.id).state_name == "Crashed"
        later = client.create_flow_run_from_deployment(known)
        assert client.set_flow_run_state(later.id, Pending()).state.is_pending()
        # and one at a time it is
        third = client.create_flow_run_from_deployment(known)
        assert client.set_flow_run_state(third.id, Pending()).state.is_cancelled()


def test_the_command_needs_no_prefect_until_it_serves():
    words = "import sys; import flows.command; print([name for name in sys.modules if name.split('.')[0] == 'prefect'])"
    done = subprocess.run([sys.executable, "-c", words], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
