"""How to cite a release: `CITATION.cff`, in the Citation File Format 1.2.0 (https://citation-file-format.github.io)."""

from typing import Any

from pipeline import about
from pipeline.renditions.edition import Edition


def citation(edition: Edition) -> dict[str, Any]:
    """Return what `CITATION.cff` says; the day of publication is added by who publishes the release."""
    return {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below, with the publishers of the documents you use.",
        "type": "dataset",
        "title": about.TITLE,
        "version": edition.version,
        "authors": [{"name": about.CREATOR}],
        "abstract": f"{about.DESCRIPTION} {about.RIGHTS}",
        "keywords": list(about.KEYWORDS),
        "license": about.FACTS.spdx,
    }
