"""Foreign Relations of the United States: volumes in TEI, each of hundreds of documents.

A file is a volume of the public repository HistoryAtState/frus, or a part of one with a single document in it.
"""

import re

from pipeline.sources import Layout, Source
from pipeline.sources.frus import marks, pieces, title

SOURCE = Source(
    source_id="frus",
    title="Foreign Relations of the United States",
    description=(
        "The official edition of the foreign policy papers of the United States, by the Office of the Historian of the"
        " Department of State: telegrams, airgrams, memoranda, letters and editorial notes, in TEI XML, a volume a file."
    ),
    home="https://history.state.gov/historicaldocuments",
    rights=(
        "A work of the United States government: the Office of the Historian puts the files of the series in the public"
        " domain, to be copied and distributed without permission."
    ),
    licence="https://github.com/HistoryAtState/frus",
    text_redistribution=True,
    suffixes=frozenset({".xml"}),
    layouts=(Layout("tei", title.GRAMMAR, form="frus_document", marked=marks.ELEMENTS),),
    canonical_url="https://history.state.gov/historicaldocuments/{volume}/{document}",
    key=re.compile(pieces.KEY),
    pieces=pieces.pieces,
    largest_bytes=32 * 1024 * 1024,
    documents_per_file=400,
    known_gaps=(
        "Enclosures and attachments are prose: their own datelines and signatures are not read.",
        "Of a source note the sentences on drafting, clearance, approval, repetition and copies are read; others are passed over.",
        "Offices named by letters (FE, S/S) are unknown actors: the volume's list of terms is not used.",
        "References to pages are not published.",
    ),
)
