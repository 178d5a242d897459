"""The kinds of destinations, by the scheme of their address."""

from collections.abc import Callable

from pipeline.storage import Address, AddressError
from pipeline.storage.files import files_of
from pipeline.storage.secrets import masked
from pipeline.upload.destination import Destination, DestinationError, destination
from pipeline.upload.folder import Folder
from pipeline.upload.hub import open_hub
from pipeline.upload.remote import Remote
from pipeline.upload.s3 import open_s3
from pipeline.upload.store import Options, PassingError, Store, UploadError
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
# Those of them that can give back what they hold, as a file system does.
_SHELVES: dict[str, Callable[[Destination, Options], Remote]] = {
    "s3": open_s3,
    "http": open_webdav,
    "https": open_webdav,
    "webdav+http": open_webdav,
    "webdav+https": open_webdav,
}


def open_shelf(address: Address) -> Remote:
    """Open a store in which releases are kept side by side, and from which they can be had again.

    Args:
        address: Its address, of any kind that fsspec can write to.

    Raises:
        DestinationError: where it cannot be used, or a client is missing.
    """
    opener = _SHELVES.get(address.scheme)
    if opener:
        return opener(destination(str(address)), Options())
    if address.scheme in _OPENERS:
        raise DestinationError(
            f"{address} cannot give a release back; keep releases elsewhere, and chancery upload there"
        )
    try:
        files = files_of(address.scheme)
    except AddressError as why:
        raise DestinationError(str(why)) from why
    return Remote(files, f"{address.path}/", str(address), _explain)


def _explain(why: Exception, place: str) -> UploadError | None:
    """What an exception means of a client of which nothing more is known."""
    words = masked(str(why)) or type(why).__name__
    if isinstance(why, FileNotFoundError | PermissionError):
        return UploadError(f"{place} cannot be used ({words}); see that it is there, and keys and rights")
    return PassingError(f"{place} did not answer as it should ({words}); run the same command again later")


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
