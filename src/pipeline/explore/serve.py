"""A release in Datasette, on this machine alone unless told otherwise."""

import importlib.util
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pipeline.explore.metadata import DATABASE, metadata
from pipeline.explore.sqlite import make
from pipeline.explore.structure import described

if TYPE_CHECKING:
    from datasette.app import Datasette

SETTINGS = {
    "sql_time_limit_ms": 3_000,
    "facet_time_limit_ms": 1_000,
    # to look for columns worth a facet takes a second on evidence; the menu of each column offers one anyway
    "suggest_facets": False,
    "default_page_size": 50,
    "default_facet_size": 10,
    "max_returned_rows": 5_000,
    "truncate_cells_html": 300,
}


class MissingExtraError(Exception):
    """Datasette is not installed."""


class NoPlaceError(Exception):
    """The address cannot be listened at."""


def check_extra() -> None:
    """See that what the extra ``explore`` brings is there.

    Raises:
        MissingExtraError: where it is not, saying how to get it.
    """
    if importlib.util.find_spec("datasette") is None:
        raise MissingExtraError(
            "Datasette is not installed. In a checkout of Chancery “make setup” installs it; elsewhere do"
            " “pip install 'chancery[explore]'”. The SQLite file alone needs nothing more: chancery explore --make FILE"
        )


def application(release: Path, database: Path) -> "Datasette":
    """Return Datasette for a release and the SQLite file that `make` made of it, which it cannot write to.

    The file is called ``chancery.db``: Datasette calls a database after its file.

    Raises:
        NoReleaseError: where the folder is no release.
    """
    from datasette.app import Datasette  # noqa: PLC0415  of the extra
    from datasette.plugins import pm  # noqa: PLC0415

    from pipeline.explore.plugin import Plugin  # noqa: PLC0415

    if not pm.has_plugin(Plugin.__name__):
        pm.register(Plugin(), name=Plugin.__name__)
    pages = Path(__file__).parent / "pages"
    return Datasette(
        immutables=[str(database)],
        metadata=metadata(described(release)) | {"extra_css_urls": ["/pages/page.css"]},
        settings=SETTINGS,
        template_dir=str(pages / "templates"),
        static_mounts=[("pages", str(pages / "static"))],
    )


def serve(release: Path, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Show a release until it is stopped (Ctrl-C).

    Args:
        release: Folder of the release.
        host: Address to listen at.
        port: Port to listen at; with 0 one that is free.
        ready: Called with the address of the page when it can be opened.

    Raises:
        MissingExtraError: where Datasette is not installed.
        NoPlaceError: where the port is taken, or the address is not one of this machine.
        NoReleaseError: where the folder is no release.
    """
    check_extra()
    # told to end, it cleans up as with Ctrl-C
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), listening(host, port) as place, TemporaryDirectory(prefix="chancery-") as folder:
        database = Path(folder) / f"{DATABASE}.db"
        make(release, database)
        ready(_address(place))
        _run(application(release, database).app(), place)


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address.

    Raises:
        NoPlaceError: where that cannot be.
    """
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(place[:2], family=family)
    except OSError as why:
        raise NoPlaceError(
            f"{host}, port {port}, cannot be listened at: {why.strerror or why}; try another --port"
        ) from why


def _address(place: socket.socket) -> str:
    host, port = place.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/{DATABASE}"


def _run(application: Any, place: socket.socket) -> None:
    import uvicorn  # noqa: PLC0415  of the extra

    server = uvicorn.Server(uvicorn.Config(application, log_level="warning", lifespan="on", workers=1))
    server.run(sockets=[place])
