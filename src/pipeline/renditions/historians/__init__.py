"""The release in the forms that historians' own tools read, in a folder of its own.

`correspondence` gives the index of letters, `network` who wrote to whom, `workbook` the tables as a spreadsheet,
`citations` an entry for each document.
"""

from pathlib import Path

from pipeline.renditions.edition import Edition
from pipeline.renditions.historians import citations, correspondence, network, workbook

FOLDER = "for-historians"


def for_historians(edition: Edition, folder: Path) -> None:
    """Write all forms for historians into the folder `FOLDER` of a release."""
    place = folder / FOLDER
    place.mkdir()
    correspondence.write(edition, place / "correspondence.cmif.xml")
    network.write(edition, place)
    workbook.write(edition, place / "chancery.xlsx")
    citations.write(edition, place)
