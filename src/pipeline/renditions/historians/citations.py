"""An entry for each document, for programs that manage references.

It is made of what the archive itself cites by: title, date and reference code, who published the text and who
translated it. Nobody is named as author: the title says who wrote to whom, as its publisher says it.
"""

import json
from pathlib import Path

from pipeline.renditions.edition import Edition
from pipeline.renditions.historians import bibtex, csl
from pipeline.renditions.historians.cited import cited


def write(edition: Edition, folder: Path) -> None:
    """Write `citations.bib` (for biblatex) and `citations.json` (CSL JSON), an entry for each document in each."""
    with (folder / "citations.bib").open("w", encoding="utf-8", newline="\n") as entries:
        entries.writelines(f"{bibtex.entry(each)}\n" for each in cited(edition))
    with (folder / "citations.json").open("w", encoding="utf-8", newline="\n") as items:
        items.write("[")
        for number, each in enumerate(cited(edition)):
            items.write(f"{',' if number else ''}\n{json.dumps(csl.item(each), ensure_ascii=False)}")
        items.write("\n]\n")
