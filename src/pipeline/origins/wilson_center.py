"""Wilson Center Digital Archive: a page for each record, found by the number or the words in its address.

The site turns away some programs that ask for pages. It is then for a person to save them.
"""

import re

from pipeline.origin import Origin, Pages
from pipeline.sources.wilson_center import SOURCE

ORIGIN = Origin(
    source_id=SOURCE.source_id,
    publisher=SOURCE.title,
    rights=SOURCE.rights,
    licence=SOURCE.licence,
    unit="record",
    example="188161",
    suffixes=SOURCE.suffixes,
    hosts=frozenset({"digitalarchive.wilsoncenter.org"}),
    delay=5.0,
    pages=Pages(
        address=f"{SOURCE.home}/document/{{key}}",
        key=SOURCE.key,
        suffix=".html",
        kinds=frozenset({"text/html", "application/xhtml+xml"}),
        whole=re.compile(rb"</html\s{0,9}>", re.IGNORECASE),
    ),
    advice="open {address} in a browser and save the page as {file}",
)
