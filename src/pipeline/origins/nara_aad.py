"""State Department telegrams, as the National Archives release them: files that a user has downloaded.

The archives' database answers searches by people. Nothing is fetched from it.
"""

from pipeline.origin import Origin
from pipeline.sources.nara_aad import SOURCE

ORIGIN = Origin(
    source_id=SOURCE.source_id,
    publisher=SOURCE.title,
    rights=SOURCE.rights,
    licence=SOURCE.licence,
    unit="file or folder",
    example="~/Downloads/telegrams/*.pdf",
    suffixes=SOURCE.suffixes,
    advice="download the telegrams from https://aad.archives.gov in a browser",
)
