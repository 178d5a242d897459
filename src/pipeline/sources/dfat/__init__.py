"""Documents on Australian Foreign Policy, as converted to Markdown: one file a document, with front matter."""

import re

from pipeline.sources import Layout, Source
from pipeline.sources.dfat import page
from pipeline.sources.dfat.title import spaced
from pipeline.vocabulary.footnotes import unmarked

SOURCE = Source(
    source_id="dfat",
    title="Documents on Australian Foreign Policy",
    description=(
        "The edition of Australia's diplomatic papers by its Department of Foreign Affairs and Trade: cablegrams, letters,"
        " memoranda, submissions and records of conversation with editors' notes, converted to Markdown."
    ),
    home="https://github.com/wragge/dfat-documents",
    rights=(
        "The Australian Department of Foreign Affairs and Trade makes the content of its web site available under"
        " Creative Commons Attribution; attribution: Department of Foreign Affairs and Trade, Australia, Historical"
        " Documents."
    ),
    licence="http://dfat.gov.au/about-us/about-this-website/Pages/copyright.aspx",
    text_redistribution=True,
    suffixes=frozenset({".md"}),
    layouts=(Layout("page", page.GRAMMAR, prepared=lambda text: spaced(unmarked(text)), form="australian_record"),),
    canonical_url=None,
    key=re.compile(r"\d{1,6}"),
    known_gaps=(
        "Enclosures are prose: their own dates and signatures are not read.",
        "Of days that an editor only bounds (“on or before”, “23 or 24 April”) the words are kept, not the bounds.",
        "Who takes part in a conversation is read from its title, and not from a list in the text.",
        "Notes that stand in the middle of a text are taken for text.",
        "Of an attention line (“For Renouf from Woolcott”) only the words are kept.",
    ),
)
