"""Which document is meant: references resolved, documents that are not held, documents that belong together."""

from pipeline.captures import Frames
from pipeline.continuity import Before
from pipeline.linkage.ghosts import note_ghosts
from pipeline.linkage.held import shelf
from pipeline.linkage.links import note_links
from pipeline.linkage.references import resolve_references


def resolve(frames: Frames, before: Before) -> None:
    """Resolve the references of all documents, and note what is not held and what belongs together.

    Actors have been joined before, so the ids of correspondents hold over all documents.
    """
    held = shelf(frames)
    resolve_references(frames, held)
    note_ghosts(frames, held, before)
    note_links(frames, held)
