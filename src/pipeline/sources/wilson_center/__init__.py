"""Wilson Center Digital Archive: one record in many layouts, each in a module of its own.

The PDF of a record (as Markdown, as text, or all in one line), the page of the old site, the page of the
present site, and what a reference manager exports.
"""

import re

from pipeline.readers import html
from pipeline.readers import pdf as pdf_reader
from pipeline.sources import Layout, Source
from pipeline.sources.wilson_center import api, new_site, old_site, pdf, ris

SOURCE = Source(
    source_id="wilson_center",
    title="Wilson Center Digital Archive",
    description=(
        "Documents of many countries on the international history of the Cold War, most of them translated into"
        " English, each with the archive that holds the original and with those who found and translated it."
    ),
    home="https://digitalarchive.wilsoncenter.org",
    rights=(
        "The Wilson Center Digital Archive welcomes reuse for research and education; some texts may be under"
        " the copyright of others, whose permission a reuse then needs."
    ),
    licence="https://digitalarchive.wilsoncenter.org",
    text_redistribution=False,
    suffixes=frozenset({".md", ".txt", ".html", ".htm", ".pdf", ".json", ".ris"}),
    layouts=(
        Layout("ris", ris.GRAMMAR, ris.SIGN),
        Layout("pdf", pdf.GRAMMAR, pdf.SIGN, pdf.BREAKS, pdf.UNWRAPPED),
        Layout("old_site", old_site.GRAMMAR, old_site.SIGN),
        Layout("new_site", new_site.GRAMMAR),
    ),
    canonical_url="https://digitalarchive.wilsoncenter.org/document/{key}",
    key=re.compile(r"\d{1,12}|[a-z0-9][a-z0-9-]{1,150}"),
    readers={".html": html.text_of, ".htm": html.text_of, ".pdf": pdf_reader.text_of, ".json": api.text_of},
    known_gaps=(
        "Columns of a letterhead and a stamp beside it, run into mixed lines, are left unread, line by line.",
        "A second telegram inside a record is prose.",
        "Newspaper articles and published diaries have no form: only the publisher's wrapper is read of them.",
    ),
)
