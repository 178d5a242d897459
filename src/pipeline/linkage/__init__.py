"""Which document is meant: references resolved, documents that are not held, documents that belong together."""

from pipeline.captures import Frames
from pipeline.continuity import Before
from pipeline.linkage.ghosts import note_ghosts
from pipeline.linkage.held import shelf
from pipeline.linkage.links import note_links
from pipeline.linkage.references import resolve_references


def resolve(frames: Frames) -> None:
    """Resolve the references of all documents.

    Correspondents are compared by their names and posts, as actors are joined only afterwards: which letter takes up
    which is one of the grounds on which they are.
    """
    resolve_references(frames, shelf(frames))


def note(frames: Frames, before: Before) -> None:
    """Note what is not held and what belongs together, where references are resolved and actors are joined."""
    held = shelf(frames)
    note_ghosts(frames, held, before)
    note_links(frames, held)
