"""Prefect around the steps of `pipeline`: the only place where Prefect appears."""

import os

# Prefect's client reports its use to its makers unless told not to; a run of ours speaks to nobody.
os.environ.setdefault("DO_NOT_TRACK", "1")
