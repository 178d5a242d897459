"""The actors that may be one, written as a table for a person to decide."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pipeline.arrow import rows_of, with_rows
from pipeline.captures import Frames
from pipeline.identity.candidates import candidates
from pipeline.identity.known import Known
from pipeline.identity.occurrences import lists, posts_by_document
from pipeline.values.text import fold


def write(frames: Frames, apart: Iterable[tuple[str, str]], settled: Mapping[str, str]) -> None:
    """Write a row for each pair of actors that may be one and of which nobody has decided that they are two."""
    found = candidates(_known(frames, apart, settled))
    rows = [
        {**each._asdict(), "candidate_id": f"{each.actor_id}/{each.other_actor_id}"}
        for each in sorted(found.pairs, key=lambda each: each[:2])
    ]
    frames["actor_candidates"] = with_rows(frames["actor_candidates"], rows)


def _known(frames: Frames, apart: Iterable[tuple[str, str]], settled: Mapping[str, str]) -> list[Known]:
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for actor_id, name in rows_of(frames["actor_names"], "actor_id", "name"):
        names[actor_id][name] = None
    posts, cannot = _posts(frames), _cannot(frames)
    for one, other in ((settled.get(one, one), settled.get(other, other)) for one, other in apart):
        cannot[one].add(other)
        cannot[other].add(one)
    columns = ("actor_id", "actor_type", "country_code", "earliest_date", "latest_date", "document_count")
    return [
        Known(
            actor_id,
            tuple(names[actor_id]),
            actor_type,
            country,
            earliest,
            latest,
            int(documents),
            frozenset(posts[actor_id]),
            frozenset(cannot[actor_id]),
        )
        for actor_id, actor_type, country, earliest, latest, documents in rows_of(frames["actors"], *columns)
    ]


def _posts(frames: Frames) -> dict[str, set[str]]:
    """The posts from which each actor writes, and the positions that it holds."""
    of_documents = posts_by_document(frames)
    found: dict[str, set[str]] = defaultdict(set)
    for document_id, actor_id in rows_of(frames["senders"].dropna(subset="actor_id"), "document_id", "actor_id"):
        found[actor_id] |= {fold(post) for post in of_documents.get(document_id, ())}
    for actor_id, position in rows_of(frames["actor_positions"], "actor_id", "position_text"):
        found[actor_id].add(fold(position))
    return found


def _cannot(frames: Frames) -> dict[str, set[str]]:
    """For each actor those that stand in one list with it."""
    together: dict[object, set[str]] = defaultdict(set)
    for actor_id, places in lists(frames).items():
        for place in places:
            together[place].add(actor_id)
    found: dict[str, set[str]] = defaultdict(set)
    for listed in together.values():
        for actor_id in listed:
            found[actor_id] |= listed - {actor_id}
    return found
