"""What `chancery status` prints."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from pipeline import show
from pipeline.status import Status
from pipeline.summary import number

# Paths of each kind; with --json there are all.
_MOST = 20


def status(of: Status) -> None:
    """Print what a run would find."""
    console = Console(soft_wrap=True)
    since = f"release {of.release}" if of.release else "no release yet"
    console.print(Text(show.plain(f"{number(of.files, 'file', 'files')} in raw; {since}")))
    for what, paths, style in (("new", of.new, "green"), ("changed", of.changed, "yellow"), ("gone", of.gone, "red")):
        _paths(console, what, paths, style)
    if of.stands:
        verdict = "nothing has changed: the release stands"
    elif of.to_read:
        verdict = f"a run would read {number(of.to_read, 'file', 'files')}"
    elif of.new or of.changed or of.gone:
        verdict = "a run would read no file"
    else:
        verdict = "the files are the same; code, decisions or gold are others than when the release was made"
    console.print(Text(verdict))


def _paths(console: Console, what: str, paths: Sequence[str], style: str) -> None:
    if not paths:
        return
    console.print(Text(f"{what}: {len(paths):,}", style=style))
    for path in paths[:_MOST]:
        console.print(Text(show.plain(f"  {path}")))
    if len(paths) > _MOST:
        console.print(Text(f"  and {len(paths) - _MOST:,} more"))
