"""Who is who: the actors of all documents, joined where the documents or a person's decision prove them one."""

from pipeline.authorities import Decision
from pipeline.captures import Frames
from pipeline.continuity import Before
from pipeline.identity.counts import count_actors as count_actors
from pipeline.identity.gazetteer import find_known
from pipeline.identity.joined import join_rows


def resolve(frames: Frames, decisions: tuple[Decision, ...], before: Before) -> None:
    """Join the actors of all documents, in every table. The frames still have the column of the file."""
    join_rows(frames)
    find_known(frames)
    count_actors(frames)
