"""The kinds of destinations, by the scheme of their address."""

from collections.abc import Callable

from pipeline.upload.destination import Destination, destination
from pipeline.upload.folder import Folder
from pipeline.upload.hub import open_hub
from pipeline.upload.s3 import open_s3
from pipeline.upload.store import Options, Store
from pipeline.upload.webdav import open_webdav
from pipeline.upload.zenodo import open_zenodo

_OPENERS: dict[str, Callable[[Destination, Options], Store]] = {
    "file": lambda to, _: Folder(to),
    "s3": open_s3,
    "http": open_webdav,
    "https": open_webdav,
    "webdav+http": open_webdav,
    "webdav+https": open_webdav,
    "hf": open_hub,
    "zenodo": open_zenodo,
}


def open_store(address: str, options: Options | None = None) -> Store:
    """Open a destination. Nobody is asked yet.

    Args:
        address: Its address, such as ``s3://bucket/folder``.
        options: What only some destinations heed.

    Raises:
        DestinationError: where it cannot be used as given, or a client or a token is missing.
    """
    to = destination(address)
    return _OPENERS[to.scheme](to, options or Options())
