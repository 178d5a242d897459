"""The history of runs: what each did, how long it took, and what became of it, beside the releases.

A release never changes and knows no clock; the history is where both are said. `recorded` writes a run down, also one
that fails; `read` gives all that are kept; `watch` says what should wake somebody.
"""

from pipeline.history.kept import FOLDER, KEPT, History, read
from pipeline.history.page import FILE_NAME, write_page
from pipeline.history.recorded import Record, recorded
from pipeline.history.watch import watch

__all__ = ["FILE_NAME", "FOLDER", "KEPT", "History", "Record", "read", "recorded", "watch", "write_page"]
