"""Who is named in a document: names to actors, within that document.

Ids are minted from the name, so that a name keeps its id from release to release. Offices of one name in
different states are kept apart by the state whose form the document is of. A bare surname is an actor of
its document alone.
"""

import hashlib
import re
from bisect import bisect_left, insort
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipeline.model import Part
from pipeline.values.countries import state_named
from pipeline.values.names import PERSON, TITLE, expanded, is_office, is_position, is_second_romanization, whole_name
from pipeline.values.text import fold

_SURNAME = re.compile(r"[A-Z][a-z]+(?:-[A-Za-z]+)?")
_TITLED_PERSON = re.compile(rf"({TITLE})[ ]({PERSON})(?:[ ]\[([^\[\]]+)\])?")
_LONGEST_SLUG = 80
# The same office with its words turned round.
_TURNED = {"foreign ministry": "ministry of foreign affairs"}


class Kind(NamedTuple):
    """What kind of actor a name is of, and what that rests on (see the field ``actor_type_basis``)."""

    actor_type: str
    basis: str | None


_BODY = Kind("corporate_body", "noun")
_BY_TITLE = Kind("person", "title")
_BY_FORM = Kind("person", "form")
_BY_MARK = Kind("person", "mark")
_POST = Kind("place_as_post", "form")
_POSITION = Kind("position", "noun")
_UNKNOWN = Kind("unknown", None)


class Name(NamedTuple):
    """A form of an actor's name: how it reads, how it relates to what is written, and where it stands."""

    name: str
    name_type: str
    part: Part
    role: Part | None = None


class Mention(NamedTuple):
    """An occurrence of an actor: its place, the zone of the document, and the role stated with it."""

    actor_id: str
    part: Part
    zone: str
    role: Part | None = None


@dataclass
class Actor:
    """An actor as one document names it; each witness is the part that its fact was read from."""

    actor_id: str
    kind: Kind
    preferred: Name
    names: dict[str, Name] = field(default_factory=dict)
    role: Part | None = None
    country: tuple[str, Part] | None = None
    parent: tuple[str, Part] | None = None
    same_as: str | None = None


class Cast:
    """The actors of one document.

    ``bearers`` gives, for each word of a whole name of a person, the actors who bear it. Where the form
    ``names_positions``, one named in full ("Secretary of State") is one actor of its state in all documents.
    ``date`` is the first day of the document (ISO 8601): some adjectives name a state only at some dates.
    """

    def __init__(
        self, document_id: str, state: str | None, date: str | None = None, *, names_positions: bool = False
    ) -> None:
        self._document_id = document_id
        self._state = state
        self._date = date
        self._names_positions = names_positions
        self._scope = state.lower() if state else _slug(document_id)
        self.actors: dict[str, Actor] = {}
        self.mentions: list[Mention] = []
        self.bearers: dict[str, set[str]] = {}
        self._bare: dict[str, int] = {}
        self._at: dict[tuple[int, int], str] = {}
        self._marked: list[Part] = []

    def office(self, part: Part, zone: str, parent: tuple[str, Part] | None = None) -> str:
        """Note the name of an office and return its actor's id.

        A state that opens the name is not part of the key of the office ("People's Republic of China
        Ministry of Foreign Affairs"), unless it is what tells it from others ("Chinese Embassy"). A department
        is told from others of its name by the body it belongs to.
        """
        name = expanded(part.value)
        stated = state_named(part.value, self._date, self._state)
        rest = part.value[stated[2] :].strip() if stated else ""
        own_state = stated is not None and stated[0].lower() == self._scope and is_office(rest) and " of " in rest
        key = fold(rest if own_state else name)
        key = _TURNED.get(key, key)
        scope = parent[0] if parent else self._scope if own_state or stated is None else None
        actor_id = "-".join(filter(None, (scope, _slug(key))))
        actor = self._note(actor_id, _BODY, Name(part.value, "as_written", part), zone)
        if stated and actor.country is None:
            actor.country = (stated[0], part.within(stated[1], stated[2], stated[0]))
        if parent and actor.parent is None and parent[0] != actor_id:
            actor.parent = parent
        return actor_id

    def listed(self, part: Part, zone: str, actor_type: str) -> str:
        """Note a name of which the form says that it is an office, a post or a group of them, whatever its words."""
        name = Name(part.value, "as_written", part)
        actor_id = f"{self._scope}-{_slug(fold(expanded(part.value)))}"
        return self._at_its_place(part, self._note(actor_id, Kind(actor_type, "form"), name, zone).actor_id)

    def officer(self, part: Part, zone: str, name_type: str, role: Part | None = None) -> str:
        """Note a name of which the form says that it is a person's: without the rest of it, of this document alone."""
        actor_id = _slug(f"{self._document_id} officer {part.value}")
        name = Name(part.value, name_type, part, role)
        return self._at_its_place(part, self._note(actor_id, _BY_FORM, name, zone).actor_id)

    def _at_its_place(self, part: Part, actor_id: str) -> str:
        self._at[part.start, part.end] = actor_id
        return actor_id

    def actor(self, part: Part, zone: str) -> str:
        """Note a name that may be of an office, of a person with a title, or of neither; at one place, once."""
        place = part.start, part.end
        if place not in self._at:
            self._at[place] = self._named(part, zone)
        return self._at[place]

    def _named(self, part: Part, zone: str) -> str:
        if is_office(part.value):
            return self.office(part, zone)
        if self._names_positions and is_position(part.value):
            actor_id = f"{self._scope}-{_slug(part.value)}"
            self._note(actor_id, _POSITION, Name(part.value, "as_written", part), zone)
            return actor_id
        titled = _TITLED_PERSON.fullmatch(part.value)
        if not titled:
            return self.bare(part, zone)
        role, name, bracket = (
            part.within(*titled.span(group), titled[group]) if titled[group] else None for group in (1, 2, 3)
        )
        return self.person(name or part, zone, role, bracket)

    def bare(self, part: Part, zone: str) -> str:
        """Note a name that is no office: a person by surname, or something unknown.

        Two recipients of one list are never one actor, so a name that stands twice gives two.
        """
        name = part.value
        self._bare[name] = self._bare.get(name, 0) + 1
        occurrence = f" {self._bare[name]}" if self._bare[name] > 1 else ""
        is_surname = bool(_SURNAME.fullmatch(name))
        actor_id = _slug(f"{self._document_id} {name}{occurrence}")
        kind, name_type = (_BY_FORM, "surname_only") if is_surname else (_UNKNOWN, "as_written")
        self._note(actor_id, kind, Name(name, name_type, part), zone)
        return actor_id

    def person(self, name: Part, zone: str, role: Part | None = None, bracket: Part | None = None) -> str:
        """Note a person introduced by an office, and return the actor's id.

        A name of one word joins the one person of this document who bears it; where there is none, or
        more than one, it stays a surname of this document.
        """
        full, whole, name_type = name.value, name, "as_written"
        supplied = whole_name(name.value, bracket.value) if bracket else None
        if bracket and supplied:
            full = supplied
            whole = name.within(0, bracket.end - name.start + 1, f"{name.value} [{bracket.value}]")
        elif " " not in name.value:
            bearers, name_type = self.bearers.get(name.value, set()), "surname_only"
            if len(bearers) == 1:
                (bearer,) = bearers
                self._note(bearer, _BY_TITLE, Name(whole.value, name_type, whole, role), zone)
                return bearer
        # a surname of the text is not the recipient of that surname
        actor_id = _slug(full if " " in full else f"{self._document_id} text {full}")
        actor = self._note(actor_id, _BY_TITLE, Name(whole.value, name_type, whole, role), zone)
        if " " in full:
            for word in full.split():
                self.bearers.setdefault(word, set()).add(actor_id)
        if full != name.value:
            self._name(actor, Name(full, "bracket_expanded", whole, role))
            actor.preferred = Name(full, "bracket_expanded", whole)
        elif bracket and is_second_romanization(name.value, bracket.value):
            self._name(actor, Name(bracket.value, "romanization", bracket, role))
            self.mentions.append(Mention(actor_id, bracket, zone))
        stated = state_named(role.value, self._date, self._state) if role else None
        if role and stated and actor.country is None:
            actor.country = (stated[0], role.within(stated[1], stated[2], stated[0]))
        return actor_id

    def marked(self, parts: Mapping[str, Part], zone: str) -> str:
        """Note a person whom a mark names, and return the actor's id.

        Where the mark points to an entry in the publisher's list of persons, all that point to it are one actor;
        else one of that name in this document.
        """
        name, role, entry = parts["marked_person"], parts.get("person_office"), parts.get("person_entry")
        address = parts["person_address"].value if "person_address" in parts else None
        named = Name(name.value, "surname_only" if " " not in name.value else "as_written", name, role)
        if entry and address:
            actor = self._note(_slug(address.partition("/historicaldocuments/")[2]), _BY_MARK, named, zone)
            actor.preferred = Name(entry.value, "as_written", entry)
            actor.role = parts.get("person_entry_role") or actor.role
            actor.same_as = address
        else:
            actor = self._note(_slug(f"{self._document_id} text {name.value}"), _BY_MARK, named, zone)
        self._at[name.start, name.end] = actor.actor_id
        insort(self._marked, name, key=_start)
        return actor.actor_id

    def marked_within(self, part: Part) -> Part | None:
        """Return the person whom a mark names within a part; ``None`` where there is none, or more than one."""
        first = bisect_left(self._marked, part.start, key=_start)
        found = [each for each in self._marked[first : first + 2] if each.end <= part.end]
        return found[0] if len(found) == 1 else None

    def is_marked(self, part: Part) -> bool:
        """Whether a mark names a person at the place of a part, or at some of it."""
        behind = bisect_left(self._marked, part.end, key=_start)
        return any(part.start < each.end for each in self._marked[max(behind - 1, 0) : behind])

    def post(self, part: Part, zone: str) -> str:
        """Note a post that is named by its place ("Tokyo"), or an office."""
        place = part.start, part.end
        if place not in self._at and not is_office(part.value):
            actor_id = f"{self._scope}-post-{_slug(part.value)}"
            self._note(actor_id, _POST, Name(part.value, "as_written", part), zone)
            self._at[place] = actor_id
        return self._at[place] if place in self._at else self.actor(part, zone)

    def again(self, actor_id: str, part: Part, zone: str, name_type: str) -> None:
        """Note that the name of an actor stands again, whole or in part."""
        self._note(actor_id, self.actors[actor_id].kind, Name(part.value, name_type, part), zone)

    def _note(self, actor_id: str, kind: Kind, name: Name, zone: str) -> Actor:
        shown = name._replace(name=expanded(name.name))
        actor = self.actors.setdefault(actor_id, Actor(actor_id, kind, shown))
        actor.role = actor.role or name.role
        self._name(actor, name)
        if shown != name and name.name_type == "as_written":
            self._name(actor, shown._replace(name_type="bracket_expanded"))
        self.mentions.append(Mention(actor_id, name.part, zone, name.role))
        return actor

    @staticmethod
    def _name(actor: Actor, name: Name) -> None:
        actor.names.setdefault(name.name, name)


def _start(part: Part) -> int:
    return part.start


@lru_cache(maxsize=8_192)
def _slug(name: str) -> str:
    """An id of lower-case words joined by hyphens; what does not fit in it is told apart by a hash."""
    slug = "-".join(re.findall(r"[a-z0-9]+", fold(name)))
    if slug.replace("-", " ") == fold(name) and len(slug) <= _LONGEST_SLUG:
        return slug
    return f"{slug[:_LONGEST_SLUG].strip('-')}-{hashlib.sha256(name.encode()).hexdigest()[:8]}".strip("-")
