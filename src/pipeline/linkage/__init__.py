"""Which document is meant: references resolved, documents that are not held, documents that belong together."""

from pipeline.captures import Frames
from pipeline.continuity import Before
from pipeline.linkage.held import shelf
from pipeline.linkage.references import resolve_references


def resolve(frames: Frames, before: Before) -> None:
    """Resolve the references of all documents, and note what is not held and what belongs together.

    Actors have been joined before, so the ids of correspondents hold over all documents.
    """
    resolve_references(frames, shelf(frames))
