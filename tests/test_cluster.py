"""A cluster is asked for by its address; whether it is there is seen when a run begins."""

import sys

import pytest
import typer
from typer.testing import CliRunner

from flows.cluster import ClusterError, on_cluster
from flows.publish import main, publish
from pipeline.report import WRONG_USE


@pytest.mark.parametrize("address", ["", "10.0.0.5:8786", "http://10.0.0.5:8786"])
def test_what_is_no_address_of_a_scheduler_is_refused(address):
    with pytest.raises(ClusterError, match=r"no address of a Dask scheduler; give one, such as tcp://host:8786"):
        on_cluster(publish, address)


def test_without_what_speaks_to_dask_it_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "prefect_dask.task_runners", None)
    with pytest.raises(ClusterError, match=r"pip install 'chancery\[dask\]'"):
        on_cluster(publish, "tcp://127.0.0.1:8786")


def test_the_flow_itself_stays_as_it_is():
    theirs = on_cluster(publish, "tcp://127.0.0.1:8786")
    assert type(theirs.task_runner).__name__ == "DaskTaskRunner"
    assert type(publish.task_runner).__name__ != "DaskTaskRunner"


def test_the_command_asks_for_the_address(tmp_path):
    app = typer.Typer()
    app.command()(main)
    done = CliRunner().invoke(app, ["--raw", str(tmp_path), "--outputs", str(tmp_path / "o"), "--runner", "dask"])
    assert done.exit_code == WRONG_USE
    assert "no address of a Dask scheduler" in done.stderr.replace("\n", " ")
