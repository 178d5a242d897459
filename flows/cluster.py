"""Reading on the workers of a Dask cluster that is there already: the flow's task runner, and what it needs."""

from typing import Any, ParamSpec, TypeVar, cast

from prefect import Flow

Given = ParamSpec("Given")
Result = TypeVar("Result")

# How the address of a scheduler begins.
_SCHEMES = ("tcp://", "tls://", "ucx://", "ws://", "wss://")


class ClusterError(Exception):
    """A cluster cannot be used as asked."""


def on_cluster(flow: Flow[Given, Result], address: str) -> Flow[Given, Result]:
    """Return a flow whose tasks run on the workers of a cluster.

    The workers see raw files and outputs under the same paths as the flow, have Chancery installed, and reach the
    server of Prefect at the address that the flow knows it by.

    Args:
        flow: The flow.
        address: Address of the cluster's scheduler, such as ``tcp://10.0.0.5:8786``.

    Raises:
        ClusterError: where the address is none, or what speaks to Dask is not installed.
    """
    if not address.startswith(_SCHEMES):
        raise ClusterError(
            f"{address or 'nothing'} is no address of a Dask scheduler; give one, such as tcp://host:8786"
        )
    try:
        from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415  an extra, and slow to load
    except ImportError as why:
        raise ClusterError("what speaks to Dask is not installed: pip install 'chancery[dask]'") from why
    return flow.with_options(task_runner=cast(Any, DaskTaskRunner(address=address)))
