"""An entry for each document, for programs that manage references.

It is made of what the archive itself cites by: title, date and reference code, who published the text and who
translated it. Nobody is named as author: the title says who wrote to whom, as its publisher says it.
"""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.csv

from pipeline.renditions.edition import Edition
from pipeline.renditions.historians import bibtex, csl
from pipeline.renditions.historians.cited import cited, sentence


def write(edition: Edition, folder: Path) -> None:
    """Write an entry for each document as `citations.bib` (biblatex) and `citations.json` (CSL JSON).

    `citations.csv` has the same as a sentence for a footnote, with the key of the entry.
    """
    with (folder / "citations.bib").open("w", encoding="utf-8", newline="\n") as entries:
        entries.writelines(f"{bibtex.entry(each)}\n" for each in cited(edition))
    with (folder / "citations.json").open("w", encoding="utf-8", newline="\n") as items:
        items.write("[")
        for number, each in enumerate(cited(edition)):
            items.write(f"{',' if number else ''}\n{json.dumps(csl.item(each), ensure_ascii=False)}")
        items.write("\n]\n")
    rows = [(each.document_id, bibtex.key(each.document_id), sentence(each)) for each in cited(edition)]
    columns = zip(*rows, strict=True) if rows else ([], [], [])
    names = ("document_id", "key", "citation")
    pa.csv.write_csv(pa.table([pa.array(each, pa.string()) for each in columns], names), folder / "citations.csv")
