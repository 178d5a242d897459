"""What may be done with a release, by source: `LICENSE.md`, the name under which repositories look for terms."""

from collections.abc import Iterator

from pipeline import about
from pipeline.renditions.edition import Edition

_QUOTED_FIELDS = (
    "`title`, `subject`, `summary` and `credits` of `documents`;",
    "the column `text` of any table, `left_text` and `right_text` of `checks`, and every other field whose name ends in"
    " `_text`;",
    "words quoted in the messages of `issues` and the rows of `quarantine`.",
)


def rights(edition: Edition) -> str:
    """Return the terms of a release, as Markdown for people."""
    return "\n".join(_rights(edition)) + "\n"


def _rights(edition: Edition) -> Iterator[str]:
    yield "# Rights in these data\n"
    yield (
        "The facts that were read (who, to whom, when, how many), the ids, codes, counts and checks, and the"
        f" arrangement of the tables are offered under [{about.FACTS.spdx}]({about.FACTS.address}): use them for"
        " anything, without asking. Credit is welcome.\n"
    )
    yield f"{about.QUOTED} {about.FACTS.spdx} does not cover:\n"
    yield from (f"- {each}" for each in _QUOTED_FIELDS)
    yield "\n## Sources\n"
    for each in about.terms(edition.source_ids):
        licence = f"{each.licence}: " if each.licence else ""
        yield f"- **{each.title}** (`{each.source_id}`): {each.rights} {each.passing_on} {licence}<{each.address}>"
    yield "\nThe publisher's own statement decides. Nothing here is legal advice."
