"""Foreign Relations of the United States: the volumes in TEI that the Office of the Historian keeps in a repository.

A volume can be had by itself. The repository as one archive has more than a gigabyte.
"""

import re

from pipeline.origin import Archive, Origin, Pages
from pipeline.sources.frus import SOURCE

_REPOSITORY = "https://github.com/HistoryAtState/frus"
# frus1955-57v23p2, frus1914Supp, frus1861-99Index, frus1917-72PubDipv06
_VOLUME = r"frus\d{4}[A-Za-z0-9-]{0,40}"

ORIGIN = Origin(
    source_id=SOURCE.source_id,
    publisher=SOURCE.title,
    rights=SOURCE.rights,
    licence=SOURCE.licence,
    unit="volume",
    example="frus1955-57v23p2",
    suffixes=SOURCE.suffixes,
    hosts=frozenset({"raw.githubusercontent.com", "codeload.github.com"}),
    pages=Pages(
        address="https://raw.githubusercontent.com/HistoryAtState/frus/master/volumes/{key}.xml",
        key=re.compile(_VOLUME),
        suffix=".xml",
        # the host gives all its files as plain text
        kinds=frozenset({"text/plain", "application/xml", "text/xml"}),
        whole=re.compile(rb"</(?:\w{1,20}:)?TEI\s{0,9}>"),
    ),
    archive=Archive(
        address="https://codeload.github.com/HistoryAtState/frus/tar.gz/refs/heads/master",
        repository=_REPOSITORY,
        # volumes/frus1955-57v23p2.xml; files of the same names in other folders are no volumes
        member=re.compile(rf"(?:^|/)volumes/(?P<path>(?P<volume>{_VOLUME})\.xml)$"),
        page=_REPOSITORY + "/blob/{revision}/{member}",
    ),
    advice=f"clone the repository (git clone {_REPOSITORY}) and name its folder with --from",
)
