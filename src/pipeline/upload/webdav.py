"""A server that speaks WebDAV (RFC 4918): ``https://host/folder``."""

import os
from contextlib import suppress
from typing import Any
from uuid import uuid4

import httpx

from pipeline.storage.secrets import masked
from pipeline.upload.destination import Destination, DestinationError
from pipeline.upload.plan import Plan
from pipeline.upload.remote import Remote
from pipeline.upload.store import BUSY, Options, PassingError, UploadError, client

_SECONDS = 60.0
_NO_ENTRY = frozenset({401, 403})
_KEYS = "set WEBDAV_USER and WEBDAV_PASSWORD to those of somebody who may write there"


class WebDav(Remote):
    """A folder of a WebDAV server."""

    def begin(self, plan: Plan, *, dry_run: bool) -> None:
        """As `Store.begin`; the folder is made where the one above it is there."""
        if not dry_run and not self._asked(lambda: self._files.client.exists("")):
            self._asked(self._make)
        super().begin(plan, dry_run=dry_run)

    def _make(self) -> None:
        webdav: Any = client("webdav4.client", "webdav")
        # another upload may have made it since
        with suppress(webdav.ResourceAlreadyExists):
            self._files.client.mkdir("")

    def write(self, name: str, content: bytes) -> None:
        """As `Shelf.write`: a server may write a file bit by bit, so it is moved into its place."""
        unfinished = f".{name}.{uuid4().hex}.part"

        def attempt() -> None:
            self._files.pipe_file(self._root + unfinished, content)
            self._files.client.move(self._root + unfinished, self._root + name, overwrite=True)

        self._asked(attempt)


def open_webdav(to: Destination, options: Options) -> WebDav:
    """Open a folder of a server; name and password are taken from ``WEBDAV_USER`` and ``WEBDAV_PASSWORD``.

    Raises:
        DestinationError: where no host is named, or the client is not installed.
    """
    if not to.host:
        raise DestinationError(f"{to} names no host; give https://host/folder")
    webdav = client("webdav4.fsspec", "webdav")
    user, password = os.environ.get("WEBDAV_USER"), os.environ.get("WEBDAV_PASSWORD")
    address = str(to._replace(scheme=to.scheme.removeprefix("webdav+")))
    files = webdav.WebdavFileSystem(
        address, auth=(user, password or "") if user else None, timeout=_SECONDS, retry=False, skip_instance_cache=True
    )
    return WebDav(files, "", address, _explain)


def _explain(why: Exception, place: str) -> UploadError | None:
    webdav: Any = client("webdav4.client", "webdav")
    words = masked(str(why))
    status = getattr(why, "status_code", None) or getattr(getattr(why, "response", None), "status_code", None)
    if isinstance(why, webdav.ForbiddenOperation) or status in _NO_ENTRY:
        return UploadError(f"{place} does not let us in ({words}); {_KEYS}")
    if isinstance(why, webdav.ResourceConflict | FileNotFoundError):
        return UploadError(f"{place}: there is no such folder on the server ({words}); make it, or name another")
    if isinstance(why, httpx.TransportError | webdav.BadGatewayError | webdav.ResourceLocked) or status in BUSY:
        return PassingError(f"{place} did not answer as it should ({words}); run the same command again later")
    known = webdav.ClientError | httpx.HTTPError | OSError
    return UploadError(f"{place}: {words}") if isinstance(why, known) else None
