"""Who is who: the actors of all documents, joined where the documents or a person's decision prove them one."""

from collections.abc import Iterable

import pandas as pd

from pipeline.arrow import with_rows
from pipeline.authorities import Decision, in_force
from pipeline.captures import Frames
from pipeline.continuity import Before
from pipeline.identity import decided as decisions_of_people
from pipeline.identity import positions, proposals
from pipeline.identity.clusters import Clusters
from pipeline.identity.counts import count_actors as count_actors
from pipeline.identity.decided import Decided
from pipeline.identity.gazetteer import find_known
from pipeline.identity.ids import redirects, rename, settle
from pipeline.identity.joined import join_rows
from pipeline.identity.joins import join_all
from pipeline.identity.letters import taken_up
from pipeline.identity.naming import Naming
from pipeline.identity.occurrences import lists, occurrences


def resolve(frames: Frames, names: Iterable[pd.DataFrame], decisions: tuple[Decision, ...], before: Before) -> None:
    """Join the actors of all documents, in every table. The frames still have the column of the file.

    Args:
        frames: The tables, in which an actor has the id that each document gives it.
        names: Runs of words with capitals in running text, some at a time.
        decisions: What people have decided; it goes before what the documents show.
        before: What the release before said: its ids are kept, or lead to others.
    """
    led_to = {row["old_id"]: row["new_id"] for row in before.redirects("actor")}
    decided = Decided(in_force(decisions), frozenset(frames["actors"]["actor_id"]), led_to)
    naming, clusters = _clusters(frames, decided)
    if splits := list(decided.pairs("split")):
        for actor_id, new, decision in splits:
            decisions_of_people.split(frames, clusters.members(actor_id), decision.documents, new)
        naming, clusters = _clusters(frames, decided)
    settled = settle(clusters, before, naming.is_of_one_document)
    rename(frames, settled)
    join_rows(frames, settled, naming.fullness)
    count_actors(frames)
    find_known(frames, names)
    decisions_of_people.give_values(frames, decided, settled)
    positions.write(frames)
    count_actors(frames)
    proposals.write(frames, decided.apart(), settled)
    actor_ids = frozenset(frames["actors"]["actor_id"])
    frames["redirects"] = with_rows(frames["redirects"], redirects(clusters, settled, actor_ids, before, frames))
    decisions_of_people.write(frames, decided, settled)


def _clusters(frames: Frames, decided: Decided) -> tuple[Naming, Clusters]:
    """Join what people decided to be one, then what the documents prove."""
    of = occurrences(frames)
    naming = Naming(of)
    clusters = Clusters(naming.whole_names, lists(frames), decided.apart(), naming.agree_all)
    for join in decided.joins():
        clusters.join(join, is_decided=True)
    join_all(clusters, of, naming, taken_up(frames, naming))
    return naming, clusters
