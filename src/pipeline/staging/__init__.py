"""The rows of each shard, kept beside the releases: a run reads only what was not read before.

What is kept for a shard has a name made of the content of its files and of the code that reads them (`reader`). So
nothing has to be told that something changed, what is kept is never wrong, and a release made from it is, byte for
byte, the one made by reading all anew.
"""

from pipeline.staging.area import Area
from pipeline.staging.planning import Batch, Plan, plan, read_batch
from pipeline.staging.processes import LostError, Processes, cores, in_processes

__all__ = ["Area", "Batch", "LostError", "Plan", "Processes", "cores", "in_processes", "plan", "read_batch"]
