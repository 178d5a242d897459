"""The rows of the actors that a document names: actors, their names, their mentions."""

from pipeline.actors import Cast, Mention
from pipeline.records.rows import Rows


def write(rows: Rows, cast: Cast) -> None:
    """Write one row per actor, form of a name and mention."""
    for actor in sorted(cast.actors.values(), key=lambda actor: actor.actor_id):
        row = rows.add("actors", actor.actor_id)
        row.give(actor_type=actor.kind.actor_type, actor_type_basis=actor.kind.basis)
        row.read("preferred_name", actor.preferred.part, actor.preferred.name)
        row.read("role_text", actor.role)
        row.give(same_as=[actor.same_as] if actor.same_as else None)
        if actor.country:
            row.infer("country_code", actor.country[0], actor.country[1])
        if actor.parent:
            row.infer("parent_actor_id", *actor.parent)
        for name in actor.names.values():
            form = rows.number("actor_names", "a").give(actor_id=actor.actor_id, name_type=name.name_type)
            form.read("name", name.part, name.name).read("role_text", name.role)
    for mention in sorted(cast.mentions, key=_place):
        part = mention.part
        row = rows.number("mentions", "m", width=3)
        row.give(actor_id=mention.actor_id, zone=mention.zone).at(part.start, part.end)
        row.read("name", part, row.words(part)).read("role_text", mention.role)


def _place(mention: Mention) -> tuple[int, int]:
    return mention.part.start, mention.part.end
