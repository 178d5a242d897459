"""The site of a release: pages that open from disk, search, draw, and show the words that each value was read from.

``site/index.html`` needs no server and no network. What is shown are facts and the words of the table ``evidence``,
of every source alike; whole texts are no part of a release (``chancery read`` shows them, from ``raw/``). Pages run
no script but the three in ``assets/``, which a policy in each page states, and all that comes from the data is escaped.
"""

from pathlib import Path

from pipeline.renditions.edition import Edition
from pipeline.renditions.site.about import write_about
from pipeline.renditions.site.actor import write_actors
from pipeline.renditions.site.contents import Contents
from pipeline.renditions.site.document import write_documents
from pipeline.renditions.site.lists import write_lists
from pipeline.renditions.site.network import write_network
from pipeline.renditions.site.recipients import write_recipients
from pipeline.renditions.site.search import write_search
from pipeline.renditions.site.templates import write_assets
from pipeline.renditions.site.timeline import write_timeline
from pipeline.renditions.written import RUN, sha256_of

FOLDER = "site"


def site(edition: Edition, release: Path) -> None:
    """Write the site of a release into its folder ``site``.

    It tells of the files that stand in the folder, so it comes after all that write others.
    """
    sums = _sums(release)
    folder = release / FOLDER
    write_assets(folder)
    contents = Contents(edition)
    write_about(contents, release, folder, sums)
    if not contents.has_lists:
        return
    for name in ("documents", "actors", "ghosts"):
        (folder / name).mkdir()
    for write in (
        write_search, write_documents, write_actors, write_lists, write_network, write_recipients, write_timeline,
    ):  # fmt: skip
        write(contents, folder)


def _sums(release: Path) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of each file of a release, but of the one that names the code that made it."""
    found = {}
    for file in sorted(release.rglob("*")):
        if file.is_file() and file.name != RUN:
            found[file.relative_to(release).as_posix()] = (file.stat().st_size, sha256_of(file))
    return found
