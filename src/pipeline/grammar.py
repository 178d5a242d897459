"""The engine: ordered rules read a text, and say what they did not read.

A `Grammar` divides a text into zones and reads each with its rules, in order. Order is priority: a rule
keeps the text it claims and a later one works in what is left. A rule may read ``inside`` an element that
was read before it, so each entry of a list has a place of its own. What no rule claims is residue.

Reading is total: any text gives a `Reading`. Only a wrongly written grammar raises, when it is built.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Any

from pipeline.elements import ELEMENTS
from pipeline.model import Extraction, Issue, Part, Reading
from pipeline.needles import needles
from pipeline.starts import Lower, Starts, starts
from pipeline.values.text import plain

Converter = Callable[[str], Any]
Gaps = list[tuple[int, int]]

# What may stand between the things that have been read, and says nothing.
_JOINTS = re.compile(r"(?:[\s,.;:/&()<>*•\"“”-]|\band\b)*")
_SHOWN = 80
# In a shorter stretch a pattern is found as fast as the words that it begins with.
_LONG = 300
# So many short words and their values are kept for each kind of value: those of a form come again and again.
_REMEMBERED, _SHORT = 8_192, 100
# No list and no page has more entries; a text that has is no record, and its rest is left unread.
MOST_MATCHES = 10_000


class GrammarError(Exception):
    """A grammar is written wrongly: an unknown element, a converter without its group, a rule that is no pattern."""


@dataclass(frozen=True)
class Rule:
    """One pattern and what its named groups mean; made by `rule`."""

    name: str
    pattern: re.Pattern[str]
    converters: tuple[tuple[int, str, Converter], ...]
    example: str
    many: bool
    required: bool
    inside: str | None
    at_start: bool
    at_end: bool
    at_last: bool

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """Words without one of which it cannot match, as `pipeline.needles` finds them."""
        return needles(self.pattern)

    @cached_property
    def starts(self) -> Starts | None:
        """What every match begins with. Of a rule that may match nothing only the first match is found so."""
        is_first_only = not self.many and not self.at_last
        return starts(self.pattern) if is_first_only or not self.pattern.match("") else None


def rule(
    name: str,
    pattern: str,
    example: str,
    *,
    many: bool = False,
    required: bool = False,
    inside: str | None = None,
    at_start: bool = False,
    at_end: bool = False,
    at_last: bool = False,
    **converters: Converter,
) -> Rule:
    """Make a rule.

    Args:
        name: Its name, unique in the grammar; evidence is published under it.
        pattern: A regular expression in verbose, multi-line syntax; its named groups are elements. A group
            without a converter is kept as words (`pipeline.values.text.plain`).
        example: Words that it reads, shown when they are missed.
        many: Whether it may match more than once.
        required: Whether it is an issue when it does not match and no other rule reads its elements.
        inside: The element within which it reads; the zone it stands in when left out.
        at_start: Whether it reads only where the first of what is left begins.
        at_end: Whether it reads only in the last stretch of what is left.
        at_last: Whether, as an opener, it opens its zone at its last match and not at its first.
        **converters: For each group, the function that turns its words into a value.

    Raises:
        GrammarError: where the pattern is none, a group is no element, a converter has no group, or a rule is
            required that reads no element.
    """
    try:
        compiled = re.compile(pattern, re.VERBOSE | re.MULTILINE)
    except re.error as wrong:
        raise GrammarError(f"rule {name}: {wrong}") from wrong
    groups = compiled.groupindex
    if unknown := sorted(groups.keys() - ELEMENTS.keys()):
        raise GrammarError(f"rule {name}: no such element: {', '.join(unknown)}")
    if idle := sorted(converters.keys() - groups.keys()):
        raise GrammarError(f"rule {name}: a converter without its group: {', '.join(idle)}")
    if required and not groups:
        raise GrammarError(f"rule {name}: it is required and reads no element")
    # what is kept as words is not remembered: most of it is long, and comes once
    known = {element: _remembering(convert) for element, convert in converters.items()}
    read = tuple((place, element, known.get(element, plain)) for element, place in groups.items())
    return Rule(name, compiled, read, example, many, required, inside, at_start, at_end, at_last)


@cache
def _remembering(convert: Converter) -> Converter:
    remembered = lru_cache(maxsize=_REMEMBERED)(convert)
    return lambda words: remembered(words) if len(words) <= _SHORT else convert(words)


@dataclass(frozen=True)
class Zone:
    """A stretch of the text with rules of its own.

    It opens where the earliest of ``openers`` matches after the zone before it (of two at one place, the first
    of them), and ends where the next zone opens. It never opens before the last match of ``after``, nor where neither
    that nor a zone before it was found. The first zone has no openers.
    """

    name: str
    rules: tuple[Rule, ...]
    openers: tuple[Rule, ...] = ()
    after: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Grammar:
    """Zones in the order of the text. ``prose`` names zones and elements that are not read to the last word."""

    name: str
    zones: tuple[Zone, ...]
    prose: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        # one rule may read in several zones
        names = [each.name for each in dict.fromkeys(self.rules)]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise GrammarError(f"grammar {self.name}: two rules with one name: {', '.join(twice)}")
        for zone in self.zones:
            if zone.name in ELEMENTS:
                raise GrammarError(f"grammar {self.name}: a zone has the name of an element: {zone.name}")
            known = {zone.name}
            for each in (*zone.openers, *zone.rules):
                if each.inside is not None and each.inside not in known:
                    raise GrammarError(f"rule {each.name}: nothing before it reads {each.inside}")
                known.update(each.pattern.groupindex)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, openers among them, in order."""
        return tuple(each for zone in self.zones for each in (*zone.openers, *zone.rules))

    @cached_property
    def containers(self) -> dict[str, tuple[str, ...]]:
        """For each rule, by name, the elements it reads within which others read."""
        inner = {each.inside for each in self.rules if each.inside}
        return {each.name: tuple(inner & each.pattern.groupindex.keys()) for each in self.rules}

    @cached_property
    def rule_ids(self) -> dict[str, str]:
        """For each rule, by name, the id that evidence is published under."""
        return {each.name: f"{self.name}.{each.name}" for each in self.rules}

    @cached_property
    def required(self) -> tuple[tuple[str, Rule], ...]:
        """The rules whose elements must be read, each with the name of its zone."""
        zones = {each: zone.name for zone in reversed(self.zones) for each in (*zone.openers, *zone.rules)}
        return tuple((zone, each) for each, zone in zones.items() if each.required)


def read(
    grammar: Grammar,
    page: str,
    start: int = 0,
    end: int | None = None,
    given: Sequence[tuple[str, int, int]] | None = None,
) -> Reading:
    """Read ``page[start:end]`` with a grammar. Never raises, whatever the text.

    Where the text has marks that tell its zones, ``given`` says where each is, and no opener is looked for; of these
    the grammar reads those that it has.
    """
    end = len(page) if end is None else end
    extractions: list[Extraction] = []
    issues: list[Issue] = []
    residue: Gaps = []
    text = _searched(page)
    zones = _open_zones(grammar, text, start, end) if given is None else _given_zones(grammar, given)
    for zone, left, right, opener in zones:
        regions: dict[str, list[Gaps]] = {zone.name: [[(left, right)]]}
        for each in (opener, *zone.rules) if opener else zone.rules:
            stretches = regions.get(each.inside or zone.name)
            if not stretches or (each.needles and each.inside is None and not text.may_match(each, left, right)):
                continue
            rule_id, containers = grammar.rule_ids[each.name], grammar.containers[each.name]
            for gaps in stretches:
                matches = _claim_all(each, text, gaps) if each.many else _claim_one(each, text, gaps)
                if len(matches) > MOST_MATCHES:
                    issues.append(_too_many(each, matches.pop(), gaps))
                for match in matches:
                    parts = _parts(each, rule_id, match, page, issues)
                    extractions.append(Extraction(each.name, match.start(), match.end(), parts))
                    for element in containers:
                        if part := parts.get(element):
                            regions.setdefault(element, []).append([(part.start, part.end)])
        residue += _left_over(grammar, regions, page)
    residue.sort()
    bounds = {zone.name: (left, right) for zone, left, right, _ in reversed(zones)}
    issues += _missing(grammar, bounds, extractions, end)
    issues += [_unread(page, *stretch) for stretch in residue]
    return Reading(grammar.name, bounds, tuple(extractions), tuple(residue), tuple(issues))


class _Searched:
    """A page, and the same in lower case, in which the words of rules are looked for."""

    def __init__(self, page: str) -> None:
        self.page = page
        lower = page.lower()
        # a letter that is two in lower case would move every place behind it; ı and ſ stand for i and s in any case
        self._lower = Lower(lower) if len(lower) == len(page) and "ı" not in page and "ſ" not in page else None

    def may_match(self, rule: Rule, start: int, end: int) -> bool:
        """Whether one of the words without which the rule cannot match stands in a stretch of the page."""
        if not rule.needles or self._lower is None:
            return True
        find = self._lower.text.find
        for needle in rule.needles:  # noqa: SIM110  a generator costs more than what it looks for
            if find(needle, start, end) >= 0:
                return True
        return False

    def search(self, rule: Rule, start: int, end: int) -> re.Match[str] | None:
        """The first match of a rule in a stretch of the page."""
        if end - start > _LONG and rule.starts and self._lower:
            return next(self._tried(rule, self._lower.places(rule.starts), start, end), None)
        return rule.pattern.search(self.page, start, end)

    def matches(self, rule: Rule, start: int, end: int) -> Iterator[re.Match[str]]:
        """All matches of a rule in a stretch of the page, none within another."""
        if end - start > _LONG and rule.starts and self._lower:
            return self._tried(rule, self._lower.places(rule.starts), start, end)
        return rule.pattern.finditer(self.page, start, end)

    def _tried(self, rule: Rule, places: list[int], start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches of a rule, tried only at some places of the page."""
        match_at, page = rule.pattern.match, self.page
        for place in places[bisect_left(places, start) : bisect_right(places, end)]:
            if place >= start and (match := match_at(page, place, end)):
                yield match
                start = match.end()


# an envelope and its content are read in one page
_searched = lru_cache(maxsize=1)(_Searched)


def _open_zones(grammar: Grammar, text: _Searched, start: int, end: int) -> list[tuple[Zone, int, int, Rule | None]]:
    """Each zone that opens, with its bounds and the rule that opened it."""
    page = text.page
    opened: list[tuple[Zone, int, Rule | None]] = [(grammar.zones[0], start, None)]
    place = start
    for zone in grammar.zones[1:]:
        first = _end_of_last(zone.after, page, place, end) if zone.after else place
        if zone.after and first == place and len(opened) == 1:
            # nothing that it comes after is there
            continue
        best: re.Match[str] | None = None
        for opener in zone.openers:
            if not text.may_match(opener, first, end):
                continue
            match = _last(opener, text, first, end) if opener.at_last else text.search(opener, first, end)
            if match and (best is None or match.start() < best.start()):
                best, by = match, opener
        if best:
            opened.append((zone, best.start(), by))
            place = best.end()
    ends = [*(left for _, left, _ in opened[1:]), end]
    return [(zone, left, right, opener) for (zone, left, opener), right in zip(opened, ends, strict=True)]


def _given_zones(grammar: Grammar, given: Sequence[tuple[str, int, int]]) -> list[tuple[Zone, int, int, Rule | None]]:
    by_name = {zone.name: zone for zone in grammar.zones}
    return [(by_name[name], left, right, None) for name, left, right in given if name in by_name]


def _end_of_last(pattern: re.Pattern[str], page: str, start: int, end: int) -> int:
    for match in pattern.finditer(page, start, end):
        start = match.end()
    return start


def _last(opener: Rule, text: _Searched, start: int, end: int) -> re.Match[str] | None:
    match = None
    for match in text.matches(opener, start, end):  # noqa: B007  the last one is wanted
        pass
    return match


def _claim_one(rule: Rule, text: _Searched, gaps: Gaps) -> list[re.Match[str]]:
    """The first match of a rule in what is left, if any; what it claims is taken out of it."""
    page = text.page
    for place, (start, end) in enumerate(gaps):
        if (rule.at_start and place) or (rule.at_end and place < len(gaps) - 1):
            continue
        match = rule.pattern.match(page, start, end) if rule.at_start else text.search(rule, start, end)
        if match and match.start() < match.end():
            first, last = match.span()
            before = [(start, first)] if first > start and not page[start:first].isspace() else []
            gaps[place : place + 1] = [*before, (last, end)]
            return [match]
    return []


def _claim_all(rule: Rule, text: _Searched, gaps: Gaps) -> list[re.Match[str]]:
    """All matches of a rule in what is left, up to one too many; what they claim is taken out of it."""
    page = text.page
    found: list[re.Match[str]] = []
    left: Gaps = []
    for start, end in gaps:
        for match in text.matches(rule, start, end):
            first, last = match.span()
            if first == last:
                continue
            if first > start and not page[start:first].isspace():
                left.append((start, first))
            start = last  # noqa: PLW2901  what is left begins behind the match
            found.append(match)
            if len(found) > MOST_MATCHES:
                return found
        if start < end:
            left.append((start, end))
    gaps[:] = left
    return found


def _parts(rule: Rule, rule_id: str, match: re.Match[str], page: str, issues: list[Issue]) -> dict[str, Part]:
    """The elements of a match by name, each without the blanks around it."""
    new, places = tuple.__new__, match.regs
    parts: dict[str, Part] = {}
    for group, element, convert in rule.converters:
        start, end = places[group]
        if start < 0:
            continue
        words = page[start:end]
        tight = words.strip()
        if tight is not words and tight:
            start += words.index(tight)
            end = start + len(tight)
        try:
            value = convert(tight)
        except ValueError as refusal:
            value = None
            issues.append(Issue("unreadable-value", f"{element}: {refusal}", start, end))
        # as Part(…), in half the time: a document has about a hundred
        parts[element] = new(Part, (element, start, end, value, rule_id))
    return parts


def _missing(
    grammar: Grammar, zones: Mapping[str, tuple[int, int]], extractions: list[Extraction], end: int
) -> Iterator[Issue]:
    elements = set().union(*(extraction.parts for extraction in extractions))
    for zone, each in grammar.required:
        if each.inside and each.inside not in elements:
            continue
        if elements.isdisjoint(each.pattern.groupindex):
            place, _ = zones.get(zone, (end, end))
            what = f"no {each.name.replace('_', ' ')} was found, such as “{each.example}”"
            yield Issue("missing-element", what, place, place)


def _left_over(grammar: Grammar, regions: dict[str, list[Gaps]], page: str) -> Iterator[tuple[int, int]]:
    """Yield what no rule claimed, but for what only joins what has been read."""
    for name, all_gaps in regions.items():
        if name in grammar.prose:
            continue
        for start, end in chain.from_iterable(all_gaps):
            words = page[start:end]
            if words and not words.isspace() and not _JOINTS.fullmatch(words):
                yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _too_many(rule: Rule, match: re.Match[str], gaps: Gaps) -> Issue:
    start, end = match.start(), gaps[-1][1] if gaps else match.end()
    message = f"{rule.name} stands here more than {MOST_MATCHES:,} times; what follows was not read"
    return Issue("unread-text", message, start, end)


def _unread(page: str, start: int, end: int) -> Issue:
    lines = page.count("\n", start, end) + 1
    shown = page[start : min(end, start + _SHOWN)].replace("\n", " / ") + ("…" if end - start > _SHOWN else "")
    return Issue("unread-text", f"no rule reads “{shown}”" + (f" ({lines} lines)" if lines > 1 else ""), start, end)
