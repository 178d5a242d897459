"""The descriptions that others ask for, each in its own format, of one schema and of the files as they were written."""

import json
from pathlib import Path
from typing import Any

import yaml

from pipeline.renditions.card import card
from pipeline.renditions.citation import citation
from pipeline.renditions.croissant import croissant
from pipeline.renditions.datacite import datacite
from pipeline.renditions.dataset_jsonld import dataset_jsonld
from pipeline.renditions.edition import Edition
from pipeline.renditions.kaggle import dataset_metadata
from pipeline.renditions.rights import rights
from pipeline.renditions.written import written


def descriptions(edition: Edition, folder: Path) -> None:
    """Write the descriptions of a release into its folder; they speak of the files that are there by then.

    Raises:
        UnexpressedCheckError: where a schema has a check that one of them cannot state.
    """
    (folder / "LICENSE.md").write_text(rights(edition), "utf-8")
    files = written(folder)
    _write_json(folder / "croissant.json", croissant(edition, files))
    _write_json(folder / "dataset.jsonld", dataset_jsonld(edition, files))
    _write_json(folder / "datacite.json", datacite(edition, files))
    _write_json(folder / "dataset-metadata.json", dataset_metadata(edition))
    cff = yaml.safe_dump(citation(edition), sort_keys=False, allow_unicode=True, width=120)
    (folder / "CITATION.cff").write_text(cff, "utf-8")
    (folder / "README.md").write_text(card(edition, files), "utf-8")


def _write_json(file: Path, content: Any) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
