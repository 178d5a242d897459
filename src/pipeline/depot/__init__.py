"""Releases that are kept in a store, and made in a folder of this machine: `s3://bucket/outputs`.

The store holds what was published, and is right. The folder holds the rows of shards and the releases of late, and can
be removed at any time: what a run needs of it is brought back. `lock` lets one run at a time publish to a store,
`bring` fetches the release that is the latest there, and `work` takes both into one run.
"""

from pipeline.depot.bring import DepotError
from pipeline.depot.lock import BusyError
from pipeline.depot.work import Depot, at_hand, opened, work_folder

__all__ = ["BusyError", "Depot", "DepotError", "at_hand", "opened", "work_folder"]
