"""The command that tells what a run would find."""

from dataclasses import asdict
from pathlib import Path

from pipeline import show
from pipeline.authorities import AuthoritiesError
from pipeline.cli.options import AsJson, Authorities, Gold, Raw, Releases, SourceFiles, stop
from pipeline.corpus import RawFolderError
from pipeline.evaluate import GoldError
from pipeline.publish import order
from pipeline.report import WRONG_USE
from pipeline.show import status as show_status
from pipeline.status import status as status_of


def status(
    raw: Raw = Path("raw"),
    outputs: Releases = Path("outputs"),
    *,
    authorities: Authorities = Path("authorities"),
    gold: Gold = None,
    source_file: SourceFiles = None,
    json: AsJson = False,
) -> None:
    """Tell which raw files are new, changed or gone since the latest release, without reading or publishing them."""
    try:
        found = status_of(raw, outputs, order(authorities=authorities, gold=gold), source_file or ())
    except (RawFolderError, AuthoritiesError, GoldError) as why:
        raise stop(str(why), WRONG_USE) from why
    if json:
        show.as_json(asdict(found))
    else:
        show_status.status(found)
