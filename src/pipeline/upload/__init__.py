"""A release elsewhere: its files at a destination, each proved, and the pointer last.

`plan` says what is sent, `stores` opens the destination, `send` sends. Each kind of destination is one module that
meets the protocol of `store`.
"""

from pipeline.upload.destination import DestinationError
from pipeline.upload.plan import NotARelease, Plan, plan_of
from pipeline.upload.send import PRESENT, SENT, WANTED, Outcome, Report, upload
from pipeline.upload.store import Options, UploadError
from pipeline.upload.stores import open_shelf, open_store

__all__ = [
    "PRESENT",
    "SENT",
    "WANTED",
    "DestinationError",
    "NotARelease",
    "Options",
    "Outcome",
    "Plan",
    "Report",
    "UploadError",
    "open_shelf",
    "open_store",
    "plan_of",
    "upload",
]
