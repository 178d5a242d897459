"""National Archives, Access to Archival Databases: telegrams of the State Department, 1973 to 1979.

A record is the text of a telegram under the heading "Message Text", and under "Message Attributes" what the
department's archiving system noted of it. Users also have the text alone, or all of it in one line.
"""

import re

from pipeline.model import Reading
from pipeline.readers import html
from pipeline.readers import pdf as pdf_reader
from pipeline.sources import Layout, Source
from pipeline.sources.nara_aad.attributes import GRAMMAR
from pipeline.sources.nara_aad.lines import restored
from pipeline.values.dates import OpenDate
from pipeline.values.posts import document_number
from pipeline.values.serials import Serial

_CENTURY, _FIRST, _LAST = 1900, 73, 79


def key_of(content: Reading) -> str | None:
    """Return the archives' number of a telegram that states its post, its number and its date-time group."""
    numbers = (*content.parts("banner_number"), *content.parts("sender_number"))
    number = next((part.value for part in numbers if isinstance(part.value, Serial)), None)
    group = content.first("group")
    if number is None or group is None or not isinstance(group.value, OpenDate) or group.value.year is None:
        return None
    year = group.value.year
    return document_number(_CENTURY + year, number) if _FIRST <= year <= _LAST else None


SOURCE = Source(
    source_id="nara_aad",
    title="National Archives, Access to Archival Databases",
    description=(
        "Telegrams and airgrams of the Department of State, 1973 to 1979, from its Central Foreign Policy Files, as the"
        " National Archives release them: the text, and what the department's archiving system noted of it."
    ),
    home="https://aad.archives.gov/aad/",
    rights="Telegrams of the State Department are works of the United States government and in the public domain.",
    licence="https://aad.archives.gov/aad/",
    text_redistribution=True,
    suffixes=frozenset({".txt", ".md", ".html", ".htm", ".pdf"}),
    layouts=(Layout("aad", GRAMMAR, restore=restored),),
    # the address of a record has a number of the database, which nothing in the record states
    canonical_url=None,
    key=re.compile(r"19\d\d[A-Z][A-Z0-9]{0,11}\d{3,7}[A-Z]?|(?!19\d\d[a-z]+\d+$)[a-z0-9][a-z0-9-]{1,150}"),
    readers={".html": html.text_of, ".htm": html.text_of, ".pdf": pdf_reader.text_of},
    stated_key=key_of,
    known_gaps=(
        "Attention lines between the number and the executive order (“FOR AMBASSADOR FROM …”) are left unread and told.",
        "A subject that goes on after an empty line is read to that line only.",
        "Where no text was kept, the attributes From, To and Reference are not used.",
        "Of a number that several telegrams share, the files are taken for captures of one.",
    ),
)
