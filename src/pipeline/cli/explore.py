"""The command ``chancery explore``: a release to be asked in SQL."""

import ipaddress
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Releases, latest_in, stop
from pipeline.explore.serve import MissingExtraError, NoPlaceError, check_extra, serve
from pipeline.explore.sqlite import NotOursError, make
from pipeline.explore.structure import NoReleaseError
from pipeline.report import WRONG_USE


def explore(
    outputs: Releases = Path("outputs"),
    *,
    made: Annotated[
        Path | None, typer.Option("--make", help="Only write the SQLite file, here; Datasette is not needed.")
    ] = None,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen at; at the default one, only this machine can look.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port to listen at; 0 is one that is free.")
    ] = 8001,
    opened: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Look at the latest release in Datasette: filter, follow, ask in SQL, match names from OpenRefine."""
    release = latest_in(outputs)
    try:
        if made:
            make(release, made)
            typer.echo(f"{made} has release {release.name}")
            return
        check_extra()
        serve(release, host, port, lambda address: _ready(release, host, address, opened=opened))
    except (NoReleaseError, NotOursError, MissingExtraError, NoPlaceError, OSError) as why:
        raise stop(str(why), WRONG_USE) from why


def _ready(release: Path, host: str, address: str, *, opened: bool) -> None:
    typer.echo(f"release {release.name}: {address}")
    typer.echo(f"for OpenRefine: {address}/actors/-/reconcile")
    if not _is_loopback(host):
        typer.echo("whoever can reach this machine can read it", err=True)
    typer.echo("stop it with Ctrl-C")
    if opened:
        webbrowser.open(address)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
