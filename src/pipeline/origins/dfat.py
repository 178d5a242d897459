"""Documents on Australian Foreign Policy: a repository that holds them as Markdown.

Its folder ``volumes`` has a folder for each volume, named by the volume's title: ``volume-8-1945``.
"""

import re

from pipeline.origin import Archive, Origin
from pipeline.sources.dfat import SOURCE

_REPOSITORY = "https://github.com/wragge/dfat-documents"

ORIGIN = Origin(
    source_id=SOURCE.source_id,
    publisher=SOURCE.title,
    rights=SOURCE.rights,
    licence=SOURCE.licence,
    unit="volume",
    example="8",
    suffixes=SOURCE.suffixes,
    hosts=frozenset({"codeload.github.com"}),
    archive=Archive(
        address="https://codeload.github.com/wragge/dfat-documents/tar.gz/refs/heads/master",
        repository=_REPOSITORY,
        # volumes/volume-8-1945/1-evatt-to-mcintosh.md
        member=re.compile(r"(?:^|/)(?P<path>volume-(?P<volume>\d{1,3})(?:-[^/]*)?/[^/]+\.md)$"),
        page=_REPOSITORY + "/blob/{revision}/{member}",
    ),
    advice=f"clone the repository (git clone {_REPOSITORY}) and name its folder with --from",
)
