"""A time limit holds, also where a thread does not let go."""

import faulthandler
import subprocess
import sys
import time

import pytest

from flows.limits import TimeLimitError, within
from tests.conftest import REPOSITORY


def test_what_takes_too_long_is_interrupted():
    with pytest.raises(TimeLimitError, match=r"longer than its limit of 0\.2 seconds"), within(0.2, grace=60):
        # pytest has the alarm of this process: only what the interpreter does can be interrupted here
        while True:
            time.sleep(0.01)
    # it has ended in order, so its process is to stay
    faulthandler.cancel_dump_traceback_later()


def test_what_ends_in_time_is_left_alone():
    with within(0.3, grace=0.1):
        pass
    with pytest.raises(KeyError), within(0.3, grace=0.1):
        raise KeyError
    with within(None):
        pass
    time.sleep(0.6)


def test_a_thread_that_does_not_let_go_ends_with_its_process():
    text = """
import time
from concurrent.futures import ThreadPoolExecutor
from flows.limits import within

def stuck():
    time.sleep(60)

# as tasks run, and are waited for
with ThreadPoolExecutor(1) as threads:
    try:
        with within(0.5, grace=0.5):
            threads.submit(stuck).result()
    except TimeoutError:
        print("interrupted", flush=True)
"""
    done = subprocess.run(
        [sys.executable, "-c", text], cwd=REPOSITORY, capture_output=True, text=True, timeout=50, check=False
    )
    assert done.returncode == 1
    assert done.stdout == "interrupted\n"
    assert "in stuck" in done.stderr
