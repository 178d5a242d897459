"""Documents on Australian Foreign Policy, as converted to Markdown: one file a document, with front matter."""

import re

from pipeline.sources import Layout, Source
from pipeline.sources.dfat import page
from pipeline.vocabulary.footnotes import unmarked

SOURCE = Source(
    source_id="dfat",
    title="Documents on Australian Foreign Policy",
    home="https://github.com/wragge/dfat-documents",
    rights=(
        "The Australian Department of Foreign Affairs and Trade makes the content of its web site available under"
        " Creative Commons Attribution; attribution: Department of Foreign Affairs and Trade, Australia, Historical"
        " Documents."
    ),
    suffixes=frozenset({".md"}),
    layouts=(Layout("page", page.GRAMMAR, prepared=unmarked, form_id="australian_record"),),
    canonical_url=None,
    key=re.compile(r"\d{1,6}"),
)
