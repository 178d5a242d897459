"""Whether the history of runs is given up after its time: the database is made older, and a server started on it.

Prefect keeps a run for 90 days and gives up old ones once an hour. Here the runs are made 91 days older in the database
itself, and the server looks every two seconds.
"""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measured import PROJECT
from benchmarks.soak.counted import Counts, of_database

_DAYS = 91
# of which table which times are made older
_TIMES = {
    "flow_run": ("end_time", "start_time", "created", "expected_start_time"),
    "task_run": ("end_time", "start_time", "created"),
    "log": ("timestamp",),
    "artifact": ("created", "updated"),
    "events": ("occurred", "received"),
}
_LOOKS_EVERY = 2
_WAITS, _STARTS = 90.0, 60.0


def aged(home: Path, port: int) -> tuple[Counts, Counts]:
    """Make the runs in the database of ``home`` older, and let a server give them up.

    Returns:
        The rows of the large tables before and after; the server is given a minute and a half.
    """
    database = home / "prefect.db"
    with sqlite3.connect(database, timeout=60) as connection:
        for table, columns in _TIMES.items():
            older = ", ".join(f"{each} = datetime({each}, '-{_DAYS} days') || '.000000'" for each in columns)
            connection.execute(f"UPDATE {table} SET {older}")
    before = of_database(database)
    environment = os.environ | {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS": str(_LOOKS_EVERY),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    with (home / "aged.log").open("wb") as log:
        command = [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)]
        server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log)
        try:
            until = time.monotonic() + _STARTS + _WAITS
            while of_database(database)["rows of flow_run"] and time.monotonic() < until:
                time.sleep(1)
            # what hangs on the runs goes after them
            time.sleep(_WAITS / 3)
        finally:
            server.terminate()
            server.wait(60)
    return before, of_database(database)
