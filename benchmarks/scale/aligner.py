"""Where langextract's aligner finds given values in their texts: run as a script, in an environment that has it.

Of langextract only the part is measured that this project has too: from a text and the words of its values to their
places. Reads lines of JSON with ``text`` and ``values``, and prints what it took as JSON.
"""

import json
import sys
import time
from pathlib import Path

from langextract.core.data import Extraction
from langextract.resolver import WordAligner


def main(file: Path) -> None:
    """Align the values of all documents of a file."""
    documents = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    given = placed = exact = 0
    aligner = WordAligner()
    begin = time.perf_counter()
    for document in documents:
        wanted = [Extraction(extraction_class="value", extraction_text=value) for value in document["values"]]
        (aligned,) = aligner.align_extractions([wanted], document["text"])
        given += len(wanted)
        for found in aligned:
            place = found.char_interval
            placed += place is not None
            exact += place is not None and document["text"][place.start_pos : place.end_pos] == found.extraction_text
    seconds = time.perf_counter() - begin
    print(
        json.dumps({"documents": len(documents), "seconds": seconds, "given": given, "placed": placed, "exact": exact})
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
