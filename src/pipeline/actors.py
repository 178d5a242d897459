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
from pipeline.values.called import Called, called, is_full_name, is_post, is_surname
from pipeline.values.countries import state_named
from pipeline.values.honorifics import honoured
from pipeline.values.introduced import is_of_no_state
from pipeline.values.names import PERSON, TITLE, expanded, is_office, is_position, is_second_romanization, whole_name
from pipeline.values.text import fold

# The elements that name persons and posts by their place: who signs, who writes to whom, who takes part.
_OF_PERSONS = frozenset({"signature", "title_parties", "title_participants", "participant", "interpreter"})
_OF_POSTS = frozenset({"sent_place"})
# Of these a surname can stand in capitals.
_LOUD = frozenset({"signature", "participant"})
_OF_LISTS = frozenset({"recipient"})
# Before a surname they tell somebody else than its bearer.
_KIN = re.compile(r"(?:Mrs|Miss|Ms|Mme|Lady|Princess|Queen)\b")
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
_GROUP = Kind("group", "noun")
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

    ``bearers`` gives, for each word of a whole name of a person and each surname of a correspondent, as `fold` leaves
    it, the actors who bear it; ``surnames`` those of whom it is a family name, or may be. Where the form
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
        self._scope = state.lower() if state else slug(document_id)
        self.actors: dict[str, Actor] = {}
        self.mentions: list[Mention] = []
        self.bearers: dict[str, set[str]] = {}
        self.surnames: dict[str, set[str]] = {}
        self._bare: dict[str, int] = {}
        self._listed: dict[str, int] = {}
        self._writers: dict[str, set[tuple[str, str]]] = {}
        self._at: dict[tuple[int, int], str] = {}
        self._marked: list[Part] = []

    def office(
        self,
        part: Part,
        zone: str,
        parent: tuple[str, Part] | None = None,
        *,
        role: Part | None = None,
        is_local: bool = False,
    ) -> str:
        """Note the name of an office and return its actor's id.

        A state that opens the name is not part of the key of the office ("People's Republic of China
        Ministry of Foreign Affairs"), unless it is what tells it from others ("Chinese Embassy"). A department
        is told from others of its name by the body it belongs to. A name that can be of any state is, where it
        ``is_local``, of this document alone, unless the document names one of its own state so elsewhere.
        """
        name = expanded(part.value)
        stated = state_named(part.value, self._date, self._state)
        rest = part.value[stated[2] :].strip() if stated else ""
        own_state = stated is not None and stated[0].lower() == self._scope and is_office(rest) and " of " in rest
        key = fold(rest if own_state else name)
        key = _TURNED.get(key, key)
        is_scoped = own_state or (stated is None and not is_of_no_state(key))
        scope = parent[0] if parent else self._scope if is_scoped else None
        actor_id = "-".join(filter(None, (scope, slug(key))))
        if is_local and actor_id not in self.actors:
            actor_id = slug(f"{self._document_id} {key}")
        actor = self._note(actor_id, _BODY, Name(part.value, "as_written", part, role), zone)
        if stated and actor.country is None:
            actor.country = (stated[0], part.within(stated[1], stated[2], stated[0]))
        if parent and actor.parent is None and parent[0] != actor_id:
            actor.parent = parent
        return actor_id

    def listed(self, part: Part, zone: str, actor_type: str) -> str:
        """Note a name of which the form says that it is an office, a post or a group of them, whatever its words."""
        return self._at_its_place(part, self._scoped(part, zone, Kind(actor_type, "form")))

    def officer(self, part: Part, zone: str, name_type: str, role: Part | None = None) -> str:
        """Note a name of which the form says that it is a person's: without the rest of it, of this document alone."""
        actor_id = slug(f"{self._document_id} officer {part.value}")
        name = Name(part.value, name_type, part, role)
        return self._at_its_place(part, self._note(actor_id, _BY_FORM, name, zone).actor_id)

    def _at_its_place(self, part: Part, actor_id: str) -> str:
        self._at[part.start, part.end] = actor_id
        return actor_id

    def actor(self, part: Part, zone: str, role: Part | None = None, kind: str | None = None) -> str:
        """Note a name that may be of an office, of a person or of neither; at one place, once.

        ``role`` is what stands beside it; ``kind`` a type of actor that the form or the edition tells.
        """
        place = part.start, part.end
        if place not in self._at:
            self._at[place] = self._named(part, zone, role, kind)
        return self._at[place]

    def writer(self, part: Part, zone: str, role: Part | None = None, kind: str | None = None) -> str:
        """Note who sent it, in the words of one witness.

        A surname that one other witness gives the sender too ("Evatt" in the title, "EVATT" under the text) is the same
        person's; two senders whom one witness names never are.
        """
        place, read = (part.start, part.end), called(part.value)
        surname = _surname_in(read.name.text)
        others = {each for each, element in self._writers.get(surname, ()) if element != part.element}
        if place not in self._at and is_surname(read.name.text) and len(others) == 1:
            (writer,) = others
            rank = part.within(*read.rank) if read.rank else None
            named = Name(read.name.text, "surname_only", part.within(*read.name), role or rank)
            self._at[place] = self._note(writer, self.actors[writer].kind, named, zone).actor_id
        actor_id = self.actor(part, zone, role, kind)
        if self.actors[actor_id].kind.actor_type == "person":
            self._writers.setdefault(surname, set()).add((actor_id, part.element))
            # a whole name of the sender tells more than the surname of another witness
            if self.actors[actor_id].preferred.name_type != "surname_only":
                for known in (self.bearers, self.surnames):
                    known.get(surname, set()).difference_update(others)
            self._correspond(actor_id, surname)
        return actor_id

    def addressee(self, part: Part, zone: str, role: Part | None = None, kind: str | None = None) -> str:
        """Note one who is written to: not as one of a list of recipients, but by name."""
        actor_id = self.actor(part, zone, role, kind)
        if self.actors[actor_id].kind.actor_type == "person":
            self._correspond(actor_id, _surname_in(called(part.value).name.text))
        return actor_id

    def _correspond(self, actor_id: str, surname: str) -> None:
        for known in (self.bearers, self.surnames) if surname else ():
            known.setdefault(surname, set()).add(actor_id)

    def _named(self, part: Part, zone: str, role: Part | None, kind: str | None) -> str:
        read = called(part.value)
        if read.holder and part.element in _OF_PERSONS:
            # Administration (Roe): the body, and who writes for it
            body = part.within(*read.name)
            actor_id = self._named(body, zone, None, kind)
            self._named(part.within(*read.holder), zone, body, None)
            return actor_id
        if kind:
            return self._scoped(part, zone, Kind(kind, "form"), role)
        if self._names_positions and is_position(part.value):
            return self._scoped(part, zone, _POSITION, role)
        if read.actor_type == "person":
            return self._person_called(part, zone, role, read)
        return self._no_person(part, zone, role, read) or self._by_place(part, zone, role)

    def _no_person(self, part: Part, zone: str, role: Part | None, read: Called) -> str | None:
        """Note what the nouns of a name tell to be a position, a body or a group of them."""
        if read.actor_type == "position":
            return self._position(part, zone, role, is_full=read.is_whole)
        if read.actor_type == "corporate_body":
            return self.office(part, zone, role=role)
        return self._of_document(part, zone, _GROUP, role) if read.actor_type == "group" else None

    def _person_called(self, part: Part, zone: str, role: Part | None, read: Called) -> str:
        """Note a person that the words of the name tell to be one."""
        if titled := _TITLED_PERSON.fullmatch(part.value):
            rank, name, bracket = (
                part.within(*titled.span(group), titled[group]) if titled[group] else None for group in (1, 2, 3)
            )
            return self.person(name or part, zone, role or rank, bracket)
        rank = part.within(*read.rank) if read.rank else None
        return self._called(part.within(*read.name), zone, Kind("person", read.basis), role or rank, read.is_whole)

    def _by_place(self, part: Part, zone: str, role: Part | None) -> str:
        """Note a name of which only the place where it stands can tell what it is of."""
        if part.element in _OF_POSTS or is_post(part.value):
            return self._post(part, zone)
        # FORDE EVATT: two who sign, and not one
        are_writers = all(fold(word) in self._writers for word in part.value.split())
        if part.element in _OF_PERSONS and is_full_name(part.value) and not are_writers:
            return self._called(part, zone, _BY_FORM, role, True)
        return self.bare(part, zone, role)

    def _scoped(self, part: Part, zone: str, kind: Kind, role: Part | None = None) -> str:
        """Note an office, post or position of the state whose form the document is of."""
        actor_id = f"{self._scope}-{slug(fold(expanded(part.value)))}"
        return self._note(actor_id, kind, Name(part.value, "as_written", part, role), zone).actor_id

    def _position(self, part: Part, zone: str, role: Part | None, *, is_full: bool) -> str:
        """Note a position: of its state where the form names positions always alike, else of this document."""
        stated = state_named(part.value)
        if stated or not is_full or not self._names_positions:
            actor_id = self._of_document(part, zone, _POSITION, role)
        else:
            actor_id = self._scoped(part, zone, _POSITION, role)
        if stated and self.actors[actor_id].country is None:
            self.actors[actor_id].country = (stated[0], part.within(stated[1], stated[2], stated[0]))
        return actor_id

    def _of_document(self, part: Part, zone: str, kind: Kind, role: Part | None) -> str:
        actor_id = slug(f"{self._document_id} {part.value}")
        return self._note(actor_id, kind, Name(part.value, "as_written", part, role), zone).actor_id

    def _called(self, name: Part, zone: str, kind: Kind, role: Part | None, is_whole: bool) -> str:
        """Note a person by a name without what stands before it: a whole name is one actor of all documents."""
        if not is_whole:
            return self._surname(name, zone, kind, role)
        actor_id = slug(expanded(name.value))
        if name.element in _OF_LISTS:
            # two of one name on one list are two
            self._listed[actor_id] = self._listed.get(actor_id, 0) + 1
            if self._listed[actor_id] > 1:
                actor_id = slug(f"{self._document_id} {name.value} {self._listed[actor_id]}")
        is_torn = name.value.count("[") != name.value.count("]")
        written, name_type = (expanded(name.value), "bracket_expanded") if is_torn else (name.value, "as_written")
        actor = self._note(actor_id, kind, Name(written, name_type, name, role), zone)
        if name.element not in _OF_LISTS:
            # a name of the text is not the recipient of that surname
            self._correspond(actor.actor_id, _surname_in(name.value))
        return actor.actor_id

    def bare(self, part: Part, zone: str, role: Part | None = None) -> str:
        """Note a name that is no office: a person by surname, or something unknown.

        Two recipients of one list are never one actor, so a name that stands twice gives two.
        """
        name = part.value
        stated = state_named(name)
        if (
            is_surname(name)
            and not (stated and stated[2] == len(name))
            and (not name.isupper() or part.element in _LOUD)
        ):
            return self._surname(part, zone, _BY_FORM, role)
        return self._once(part, zone, _UNKNOWN, Name(name, "as_written", part, role))

    def _surname(self, part: Part, zone: str, kind: Kind, role: Part | None) -> str:
        """Note a surname, of this document alone."""
        return self._once(part, zone, kind, Name(part.value, "surname_only", part, role))

    def _once(self, part: Part, zone: str, kind: Kind, name: Name) -> str:
        key = fold(part.value)
        self._bare[key] = self._bare.get(key, 0) + 1
        occurrence = f" {self._bare[key]}" if self._bare[key] > 1 else ""
        return self._note(slug(f"{self._document_id} {part.value}{occurrence}"), kind, name, zone).actor_id

    def person(
        self,
        name: Part,
        zone: str,
        role: Part | None = None,
        bracket: Part | None = None,
        style: str | None = None,
    ) -> str:
        """Note a person introduced by an office or, with a ``style``, by a form of address; return the actor's id.

        A surname joins the one person of this document who bears it; where there is none, or more than one, it stays
        a surname of this document. So does that of a wife or a daughter.
        """
        full, whole, name_type = name.value, name, "as_written"
        dignity = honoured(name.value)
        surname = name.value[dignity.end() :] if dignity and dignity["dignity"] else name.value
        supplied = whole_name(name.value, bracket.value) if bracket else None
        if bracket and supplied:
            full = supplied
            whole = name.within(0, bracket.end - name.start + 1, f"{name.value} [{bracket.value}]")
        elif _is_one_name(surname):
            name_type = "surname_only"
            bearers = set() if _KIN.search(style or surname) else self.bearers.get(_surname_in(surname), set())
            if len(bearers) == 1:
                (bearer,) = bearers
                self._note(bearer, _BY_TITLE, Name(whole.value, name_type, whole, role), zone)
                return bearer
        # a surname of the text is not the recipient of that surname
        is_whole = name_type == "as_written"
        told = f"{style} {full}" if not is_whole and style and _KIN.search(style) else full
        actor_id = slug(full if is_whole else f"{self._document_id} text {told}")
        actor = self._note(actor_id, _BY_TITLE, Name(whole.value, name_type, whole, role), zone)
        if name_type == "surname_only" and not _KIN.search(style or surname):
            # again without a title, in this document, it is the same surname's
            self.surnames.setdefault(_surname_in(surname), set()).add(actor_id)
        if is_whole and name.element not in _OF_LISTS:
            self._bear(actor_id, full, is_western=style is not None or "." in full)
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

    def _bear(self, actor_id: str, full: str, *, is_western: bool) -> None:
        """Note whose the words of a whole name are, as a title can stand before each of them.

        By itself a given name is nobody's: of a name that may have its family name first, each word may be that.
        """
        words = [word for word in full.replace(".", ". ").split() if not word.endswith(".")]
        for word in words:
            self.bearers.setdefault(fold(word), set()).add(actor_id)
        for word in words[-1:] if is_western else words:
            self.surnames.setdefault(fold(word), set()).add(actor_id)

    def marked(self, parts: Mapping[str, Part], zone: str) -> str:
        """Note a person whom a mark names, and return the actor's id.

        Where the mark points to an entry in the publisher's list of persons, all that point to it are one actor;
        else one of that name in this document.
        """
        name, role, entry = parts["marked_person"], parts.get("person_office"), parts.get("person_entry")
        address = parts["person_address"].value if "person_address" in parts else None
        named = Name(name.value, "surname_only" if " " not in name.value else "as_written", name, role)
        if entry and address:
            actor = self._note(slug(address.partition("/historicaldocuments/")[2]), _BY_MARK, named, zone)
            actor.preferred = Name(entry.value, "as_written", entry)
            actor.role = parts.get("person_entry_role") or actor.role
            actor.same_as = address
        else:
            actor = self._note(slug(f"{self._document_id} text {name.value}"), _BY_MARK, named, zone)
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
        """Note a post that is named by its place ("Tokyo"), or what its words say that it is."""
        place = part.start, part.end
        if place not in self._at and called(part.value).actor_type is None:
            self._at[place] = self._post(part, zone)
        return self.actor(part, zone)

    def _post(self, part: Part, zone: str) -> str:
        actor_id = f"{self._scope}-post-{slug(expanded(part.value))}"
        return self._note(actor_id, _POST, Name(part.value, "as_written", part), zone).actor_id

    def again(self, actor_id: str, part: Part, zone: str, name_type: str) -> None:
        """Note that the name of an actor stands again, whole or in part."""
        self._note(actor_id, self.actors[actor_id].kind, Name(part.value, name_type, part), zone)

    def _note(self, actor_id: str, kind: Kind, name: Name, zone: str) -> Actor:
        shown = name._replace(name=expanded(name.name))
        actor = self.actors.setdefault(actor_id, Actor(actor_id, kind, shown))
        actor.role = actor.role or name.role
        if actor.preferred.name.isupper() and not shown.name.isupper() and name.name_type == "as_written":
            actor.preferred = shown
        self._name(actor, name)
        if shown != name and name.name_type == "as_written":
            self._name(actor, shown._replace(name_type="bracket_expanded"))
        self.mentions.append(Mention(actor_id, name.part, zone, name.role))
        return actor

    @staticmethod
    def _name(actor: Actor, name: Name) -> None:
        actor.names.setdefault(name.name, name)


def _is_one_name(name: str) -> bool:
    """Whether a name is a surname alone, a particle before it or not."""
    return " " not in name or is_surname(name)


def _surname_in(name: str) -> str:
    """The last word of a name, as surnames are compared; a family name of two words is told by it all the same."""
    words = expanded(name).replace(".", ". ").split()
    return fold(words[-1]) if words else ""


def _start(part: Part) -> int:
    return part.start


@lru_cache(maxsize=8_192)
def slug(name: str) -> str:
    """An id of lower-case words joined by hyphens; what does not fit in it is told apart by a hash."""
    joined = "-".join(re.findall(r"[a-z0-9]+", fold(name)))
    if joined.replace("-", " ") == fold(name) and len(joined) <= _LONGEST_SLUG:
        return joined
    return f"{joined[:_LONGEST_SLUG].strip('-')}-{hashlib.sha256(name.encode()).hexdigest()[:8]}".strip("-")
