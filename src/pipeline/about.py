"""What every description of a release says alike: its name, what it is, on what terms it can be used.

Where and when a release is published is not said here: a release does not know it, and the clock would make two
releases of one input differ. Who publishes one adds place and date.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.sources import ADDRESS, Source, sources

NAME = "chancery"
TITLE = "Chancery: the routing of declassified diplomatic documents"
DESCRIPTION = (
    "Documents, actors and routing events read from the raw text of declassified diplomatic documents, with the words"
    " that each value was read from."
)
KEYWORDS = ("diplomatic history", "archives", "correspondence", "provenance")
# Who makes the releases, where a description asks for a creator.
CREATOR = "Chancery"


class Licence(NamedTuple):
    """A licence: its SPDX identifier, its name and where it stands."""

    spdx: str
    title: str
    address: str

    def as_in_package(self) -> dict[str, str]:
        """Return it as a data package names one."""
        return {"name": self.spdx, "title": self.title, "path": self.address}


FACTS = Licence(
    "CC0-1.0",
    "Creative Commons Zero v1.0 Universal",
    "https://creativecommons.org/publicdomain/zero/1.0/",
)
QUOTED = (
    "Words quoted from a document or from its publisher remain under the publisher's terms and under the rights of"
    " whoever wrote or translated them."
)
# `DATA-RIGHTS.md` of the project says the same at length, and `LICENSE.md` of a release by source.
RIGHTS = f"The facts, ids, codes and checks are offered under CC0 1.0. {QUOTED} LICENSE.md gives the terms by source."


class Terms(NamedTuple):
    """On what terms a source publishes its texts.

    Attributes:
        source_id: The source.
        title: Its name for people.
        home: Its address on the web.
        rights: What it says about reuse, in our words.
        licence: The licence as an SPDX identifier; empty where its terms are no such licence.
        address: Where its terms stand.
        text_redistribution: Whether they let anyone pass its texts on.
    """

    source_id: str
    title: str
    home: str
    rights: str
    licence: str
    address: str
    text_redistribution: bool

    @property
    def passing_on(self) -> str:
        """Whether its texts may be passed on, in a sentence."""
        may = "let" if self.text_redistribution else "do not let"
        return f"Its terms {may} anyone pass its texts on."


def terms(source_ids: Iterable[str]) -> list[Terms]:
    """Return the terms of sources, in the order given.

    Raises:
        KeyError: where there is no such source.
    """
    return [_terms(sources()[each]) for each in source_ids]


def _terms(source: Source) -> Terms:
    is_address = re.fullmatch(ADDRESS, source.licence) is not None
    return Terms(
        source.source_id,
        source.title,
        source.home,
        source.rights,
        "" if is_address else source.licence,
        source.licence if is_address else f"https://spdx.org/licenses/{source.licence}.html",
        source.text_redistribution,
    )


def citation(version: str) -> str:
    """Return how to cite a release, in a sentence; the date is that of its publication, which it does not know."""
    return f"{TITLE}. Version {version} [data set]."
