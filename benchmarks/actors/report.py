"""The figures, as lines for people and as JSON for programs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from benchmarks.actors.blind import Blinding, shared_names
from benchmarks.actors.gold import SECTIONS, Gold, Occurrence, pairs
from benchmarks.actors.pages import Page
from benchmarks.actors.rules import RULES, judge
from benchmarks.actors.score import Score, score
from benchmarks.actors.tables import Found, why
from pipeline.evaluate import interval

# what is joined may be tuned on these volumes, and is reported on the others
TUNED = frozenset({8, 13, 20})
_SHOWN = 40


class Copy(NamedTuple):
    """A copy of the collection, and the actors that it gives."""

    name: str
    how: Blinding
    found: Found


def groups(volumes: frozenset[int]) -> dict[str, frozenset[int]]:
    """The groups of volumes that are reported, by name."""
    tuned, other = volumes & TUNED, volumes - TUNED
    wholes = {
        f"tuning, volumes {_listed(tuned)}": tuned,
        f"report, volumes {_listed(other)}": other,
        "all volumes, pairs across them too": volumes,
    }
    single = {f"volume {each}": frozenset({each}) for each in sorted(volumes)}
    return {name: each for name, each in {**wholes, **single}.items() if each}


def _listed(volumes: frozenset[int]) -> str:
    return ", ".join(map(str, sorted(volumes)))


def scores(proved: Gold, made: list[Copy], volumes: frozenset[int]) -> Iterator[tuple[str, Score]]:
    """Yield the score of each copy over some volumes, with joining by family name alone as the floor after each.

    The floor joins within a volume.
    """
    for copy in made:
        yield copy.name, score(proved, copy.found.actors, volumes)
        if copy.how.shared or copy.name == "as published":
            yield f"  {copy.name}: by family name alone", score(proved, by_family(proved, copy.how), volumes)


def by_family(proved: Gold, how: Blinding) -> Mapping[Occurrence, str]:
    """The floor: everyone of one family name in one volume is one."""
    return {each: f"{what.volume} {how.family(what.volume, each.family)}" for each, what in proved.stated.items()}


def as_lines(proved: Gold, made: list[Copy], volumes: frozenset[int]) -> Iterator[str]:
    """All figures, for people."""
    yield from _of_gold(proved, volumes)
    for name, group in groups(volumes).items():
        yield ""
        yield name
        yield (
            f"{'':46}{'right':>7}{'false':>7}{'open':>8}  {'precision':<21}{'by name':<21}{'recall':<21}"
            f"{'B-cubed p, r':<15}{'split':>9}"
        )
        for row, each in scores(proved, made, group):
            ranges = each.intervals
            shown = [
                f"{value:.3f} ({low:.3f}-{high:.3f})  "
                for value, (low, high) in (
                    (each.precision, ranges["precision"]),
                    (each.precision_by_name, ranges["precision_by_name"]),
                    (each.recall, ranges["recall"]),
                )
            ]
            yield (
                f"{row:46}{each.right:>7,}{each.false:>7,}{each.alike + each.unalike:>8,}  {''.join(shown)}"
                f"{each.b_cubed[0]:.3f}, {each.b_cubed[1]:.3f}   {f'{each.splits}/{each.identities}':>9}"
            )
    for copy in made:
        yield from _of_copy(proved, copy, volumes)


def _of_gold(proved: Gold, volumes: frozenset[int]) -> Iterator[str]:
    counts: Counter[tuple[str, str]] = Counter()
    for one, other, same in pairs(proved):
        first, second = proved.stated[one].volume, proved.stated[other].volume
        counts[str(first) if first == second else "two", proved.section(one, other) if same else "two persons"] += 1
    columns = [*map(str, sorted(volumes)), "two"]
    yield "Pairs of occurrences of one family name that the pages prove, by kind of proof and volume"
    yield f"{'':16}" + "".join(f"{each:>9}" for each in columns)
    for section in (*SECTIONS, "two persons"):
        yield f"{section:16}" + "".join(f"{counts[each, section]:>9,}" for each in columns)
    occurrences = Counter(str(what.volume) for what in proved.stated.values())
    yield f"{'occurrences':16}" + "".join(f"{occurrences[each]:>9,}" for each in columns)


def _of_copy(proved: Gold, copy: Copy, volumes: frozenset[int]) -> Iterator[str]:
    whole = score(proved, copy.found.actors, volumes)
    yield ""
    yield f"{copy.name}: {len(proved.stated) - len(copy.found.actors)} occurrences were not read"
    found = ", ".join(f"{name} {whole.found[name]}/{whole.found[name] + whole.missed[name]}" for name in SECTIONS)
    yield f"  found, by proof: {found}"
    yield "  missed, by what stands between: " + (
        ", ".join(f"{name} {number}" for name, number in sorted(whole.why.items())) or "-"
    )
    yield f"  joined across volumes without proof: {', '.join(_across(proved, copy)) or '-'}"
    for line in _false(whole, copy)[:_SHOWN]:
        yield f"  false: {line}"
    if len(whole.false_merges) > _SHOWN:
        yield f"  … and {len(whole.false_merges) - _SHOWN:,} more pairs (--json lists all)"


def _across(proved: Gold, copy: Copy) -> list[str]:
    """Names whose occurrences in two volumes were joined with no proof on the pages."""
    volumes: dict[tuple[str, str], set[int]] = {}
    proofs: dict[tuple[str, str], set[int]] = {}
    for each, actor_id in copy.found.actors.items():
        volumes.setdefault((actor_id, each.family), set()).add(proved.stated[each].volume)
        proofs.setdefault((actor_id, each.family), set()).add(proved.identity[each])
    return [
        f"{family} ({_listed(frozenset(of))})"
        for (actor_id, family), of in sorted(volumes.items())
        if len(of) > 1 and len(proofs[actor_id, family]) > 1
    ]


def _false(whole: Score, copy: Copy) -> list[str]:
    return [
        f"{one.family} in {one.document_id} ({one.side}) and {other.family} in {other.document_id} ({other.side})"
        f" are {actor_id}; {why(copy.found, one) or 'no reason given'} | {why(copy.found, other) or 'no reason given'}"
        for one, other, actor_id in sorted(whole.false_merges)
    ]


def as_dict(proved: Gold, made: list[Copy], volumes: frozenset[int]) -> dict[str, Any]:
    """All figures, for programs."""
    return {
        name: {row: _score_as_dict(each) for row, each in scores(proved, made, group)}
        for name, group in groups(volumes).items()
    } | {"false merges": {copy.name: _false(score(proved, copy.found.actors, volumes), copy) for copy in made}}


def _score_as_dict(each: Score) -> dict[str, Any]:
    return {
        "pairs": each.positive,
        "right": each.right,
        "false": each.false,
        "open": each.alike + each.unalike,
        "precision": each.precision,
        "precision_by_name": each.precision_by_name,
        "recall": each.recall,
        "intervals": each.intervals,
        "b_cubed": each.b_cubed,
        "identities": each.identities,
        "split": each.splits,
        "found": dict(sorted(each.found.items())),
        "missed": dict(sorted(each.missed.items())),
        "why": dict(sorted(each.why.items())),
    }


def of_rules(pages: list[Page], proved: Gold, volumes: frozenset[int]) -> Iterator[str]:
    """What simple rules would join: on the names as they are, and where two persons share one."""
    worlds = [shared_names(pages, proved, at_one_place=place) for place in (False, True)]
    wholes = {name: group for name, group in groups(volumes).items() if name.startswith(("tuning", "report"))}
    for name, group in wholes.items():
        yield ""
        yield f"{name}: simple rules"
        yield (
            f"{'':40}{'joins':>8}{'share':>7}{'recall':>8} |{'wrong':>7}{'prec':>7}{'low':>7}"
            f" |{'wrong':>7}{'prec':>7}{'low':>7} | followed:{'recall':>8}{'prec':>7}{'prec':>7}"
        )
        for rule in RULES:
            yield _of_rule(rule, proved, group, worlds)


def _of_rule(rule: str, proved: Gold, group: frozenset[int], worlds: list[dict[int, dict[str, str]]]) -> str:
    plain = judge(proved, RULES[rule], group, lambda _, family: family, followed=False)
    followed = judge(proved, RULES[rule], group, lambda _, family: family, followed=True)
    row = f"{rule:40}{plain.decided:>8,}{plain.share:>7.3f}{plain.recall:>8.3f} |"
    behind = f" followed:{followed.recall:>8.3f}"
    for world in worlds:

        def shown(volume: int, family: str, world: dict[int, dict[str, str]] = world) -> str:
            return world.get(volume, {}).get(family, family)

        pair = judge(proved, RULES[rule], group, shown, followed=False)
        chain = judge(proved, RULES[rule], group, shown, followed=True)
        row += f"{pair.wrong:>7,}{pair.precision:>7.3f}{interval(pair.decided - pair.wrong, pair.decided)[0]:>7.3f} |"
        behind += f"{chain.precision:>7.3f}"
    return row + behind
