"""The server of Prefect lost in the middle of a run: what a person is told, in place of the trace of its client."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from prefect.exceptions import PrefectHTTPStatusError
from prefect.settings import PREFECT_API_URL

from pipeline.publish import NothingPublishedError
from pipeline.release import latest

# How the client says, in a plain RuntimeError, that nobody answers.
_UNREACHED = "Failed to reach API"


@contextmanager
def told_if_lost(outputs: Path) -> Iterator[None]:
    """Tell clearly where a flow ends because the server does not answer, or has lost its database.

    Args:
        outputs: Folder of the releases.

    Raises:
        NothingPublishedError: where it does. The releases are whole: they do not need the server.
    """
    try:
        yield
    except (httpx.TransportError, PrefectHTTPStatusError) as why:
        raise NothingPublishedError(_told(why, outputs)) from why
    except RuntimeError as why:
        if not str(why).startswith(_UNREACHED):
            raise
        raise NothingPublishedError(_told(why, outputs)) from why


def _told(why: Exception, outputs: Path) -> str:
    release = latest(outputs)
    standing = f"{outputs / 'latest'} leads to {release.name}, which is whole" if release else "there is no release yet"
    what = str(why) or type(why).__name__
    if isinstance(why, PrefectHTTPStatusError):
        what = f"it answers with status {why.response.status_code}"
    return (
        f"the server of Prefect at {PREFECT_API_URL.value() or 'no address'} was lost in the middle of the run"
        f" ({what}); {standing}, and what was read is kept. See that the server and its database are there"
        " (prefect server start), and run the same command again; chancery publish does the same without a server"
    )
