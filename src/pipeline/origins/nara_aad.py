"""State Department telegrams, as the National Archives release them: files that a user has downloaded.

The archives' database answers searches by people. Nothing is fetched from it.
"""

from pipeline.origin import Origin

ORIGIN = Origin(
    source_id="nara_aad",
    publisher="National Archives and Records Administration, Access to Archival Databases",
    rights="The telegrams are a work of the United States government, in the public domain in the United States.",
    licence="US government work, public domain",
    unit="file or folder",
    example="~/Downloads/telegrams/*.pdf",
    suffixes=frozenset({".pdf", ".txt", ".md", ".html", ".htm"}),
    advice="download the telegrams from https://aad.archives.gov in a browser",
)
