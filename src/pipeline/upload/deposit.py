"""A release as a deposit: few files without folders, and the description that a service asks for."""

import html
import zipfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.upload.plan import Item, Plan, item_of

# A deposit of Zenodo takes so many files: https://help.zenodo.org/docs/deposit/manage-files/
MOST_FILES = 100

# The earliest time that a zip can state: the same files give the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL = 0o644 << 16

# A deposit says one licence for all files, and the words quoted in these are under those of many publishers.
_NOTES = (
    "Words quoted from documents remain under the terms of those who publish them: the field “rights” of the table"
    " documents says which, and DICTIONARY.md lists the sources."
)


def packed(plan: Plan, folder: Path) -> tuple[Item, ...]:
    """Return the files of a release for a deposit: those of each folder in a zip, or all, where they are too many.

    Args:
        plan: The release.
        folder: Where zips are put.
    """
    inside = [each for each in plan.files if "/" in each.name]
    files = [each for each in plan.files if "/" not in each.name]
    files += [
        _zip(folder / f"{name}.zip", list(members))
        for name, members in groupby(inside, key=lambda each: each.name.partition("/")[0])
    ]
    if len(files) >= MOST_FILES:
        files = [_zip(folder / f"chancery-{plan.version}.zip", plan.files)]
    return (*files, plan.sums)


def metadata(plan: Plan) -> dict[str, Any]:
    """Return the description of a deposit, from the descriptor of the release.

    A licence is stated where the descriptor states one for all; who made it where that is stated, and else Chancery.
    """
    about = plan.about
    people = [each["title"] for each in about.get("contributors", ()) if each.get("title")]
    stated = {
        "upload_type": "dataset",
        "title": about["title"],
        "description": f"<p>{html.escape(about['description'])}</p>",
        "version": plan.version,
        "creators": [{"name": name} for name in people] or [{"name": "Chancery"}],
        "keywords": list(about.get("keywords", ())),
        "access_right": "open",
        "notes": _NOTES,
    }
    licences = [each["name"].lower() for each in about.get("licenses", ()) if each.get("name")]
    # left out, it would be taken for CC0: https://developers.zenodo.org/#representation
    return stated | {"license": licences[0] if len(licences) == 1 else "other-open"}


def _zip(file: Path, members: Sequence[Item]) -> Item:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for each in members:
            entry = zipfile.ZipInfo(each.name, _TIME)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _READABLE_BY_ALL
            with each.file.open("rb") as source, archive.open(entry, "w") as target:
                while chunk := source.read(1 << 20):
                    target.write(chunk)
    return item_of(file, file.name)
