"""The command ``chancery`` as it is installed: that of `pipeline.cli`, and with it what needs Prefect."""

from flows.serve import serve
from pipeline.cli import app

__all__ = ["app"]

app.command()(serve)
