"""Who wrote to whom: a drawing of those who wrote most, and the same as a table that can be read."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.renditions.site import templates
from pipeline.renditions.site.cells import apart
from pipeline.renditions.site.contents import Contents, Part
from pipeline.renditions.site.letters import letters

# More cannot be told apart in a drawing; a table of more does not fit a page.
MOST_DRAWN = 40
MOST_SENDERS, MOST_RECIPIENTS = 40, 30
# Each actor has a line of the sheet to itself, so that no name covers another.
LINE, MARGIN = 21, 60
# A few actors need less room.
FEW, NARROW, WIDE = 8, 560, 1000
# The same drawing each time.
_SEED = 1961
_LONGEST_NAME = 30

Letters = Counter[tuple[str, str]]


class Node(NamedTuple):
    """An actor in the drawing, with the number of documents it sent or got."""

    name: Part
    label: str
    x: int
    y: int
    radius: float
    documents: int
    is_left: bool


class Edge(NamedTuple):
    """Documents from one actor to another, drawn as a curve that bends to the left of its way."""

    path: str
    width: float
    says: str


@dataclass(frozen=True)
class Line:
    """What one sender sent to each recipient of the table, and to all others."""

    sender: Part
    sender_id: str
    counts: tuple[int, ...]
    others: int
    total: int


def write_network(contents: Contents, folder: Path) -> None:
    """Write the page of who wrote to whom."""
    counted = letters(contents.edition.tables["routing_events"])
    chosen = _most(counted, MOST_DRAWN)
    nodes, edges = _drawn(contents, counted, chosen)
    recipients = _top(counted, 1, MOST_RECIPIENTS)
    templates.write(
        folder,
        "network.html",
        "network.html.j2",
        nodes=nodes,
        edges=edges,
        size=(_width(len(nodes)), len(nodes) * LINE + 2 * MARGIN),
        pairs=len(counted),
        actors=len({each for pair in counted for each in pair}),
        most=MOST_DRAWN,
        recipients=[(each, apart(each, contents)) for each in recipients],
        lines=list(_matrix(contents, counted, recipients)),
        senders=len({sender for sender, _ in counted}),
        all_recipients=len({recipient for _, recipient in counted}),
        most_table=(MOST_SENDERS, MOST_RECIPIENTS),
        version=contents.edition.version,
    )


def _most(counted: Letters, number: int) -> list[str]:
    """The actors that sent and got most documents."""
    totals: Counter[str] = Counter()
    for pair, documents in counted.items():
        for each in set(pair):
            totals[each] += documents
    return sorted(totals, key=lambda each: (-totals[each], each))[:number]


def _top(counted: Letters, side: int, number: int) -> list[str]:
    totals: Counter[str] = Counter()
    for pair, documents in counted.items():
        totals[pair[side]] += documents
    return sorted(totals, key=lambda each: (-totals[each], each))[:number]


def _drawn(contents: Contents, counted: Letters, chosen: list[str]) -> tuple[list[Node], list[Edge]]:
    among = {pair: number for pair, number in sorted(counted.items()) if set(pair) <= set(chosen)}
    joined = [each for each in chosen if any(each in pair for pair in among)]
    places = layout(joined, among)
    totals: Counter[str] = Counter()
    for pair, number in among.items():
        for each in set(pair):
            totals[each] += number
    half = _width(len(joined)) / 2
    nodes = [_node(apart(each, contents), places[each], totals[each], half) for each in joined]
    edges = [
        _edge(
            places[one],
            places[other],
            number,
            f"{apart(one, contents).text} to {apart(other, contents).text}: {number}",
        )
        for (one, other), number in among.items()
        if one != other
    ]
    return nodes, edges


def _width(actors: int) -> int:
    return WIDE if actors > FEW else NARROW


def _node(name: Part, place: tuple[int, int], documents: int, half: float) -> Node:
    label = name.text if len(name.text) <= _LONGEST_NAME else f"{name.text[: _LONGEST_NAME - 1]}…"
    return Node(name, label, *place, round(3 + 1.6 * math.log1p(documents), 1), documents, place[0] > half)


def layout(nodes: list[str], edges: dict[tuple[str, str], int]) -> dict[str, tuple[int, int]]:
    """Return a place for each node: those that are joined near each other, the same in each run."""
    if not nodes:
        return {}
    import networkx  # noqa: PLC0415  it takes long to load, and most commands draw nothing

    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]}))
    found = networkx.spring_layout(graph, seed=_SEED, k=3 / math.sqrt(len(nodes)), iterations=300)
    return _fitted({node: (float(x), float(y)) for node, (x, y) in found.items()})


def _fitted(places: dict[str, tuple[float, float]]) -> dict[str, tuple[int, int]]:
    """The places on the sheet: down by rank, a line each; across half by rank, so that no corner is crowded."""
    ranks = [
        {node: rank for rank, node in enumerate(sorted(places, key=lambda node: (round(places[node][axis], 6), node)))}
        for axis in (0, 1)
    ]
    across = [x for x, _ in places.values()]
    low, width, last = min(across), max(across) - min(across) or 1.0, max(1, len(places) - 1)
    room = _width(len(places)) - 2 * MARGIN
    return {
        node: (
            round(MARGIN + room * ((x - low) / width + ranks[0][node] / last) / 2),
            MARGIN + LINE * ranks[1][node],
        )
        for node, (x, _) in places.items()
    }


def _edge(one: tuple[int, int], other: tuple[int, int], number: int, says: str) -> Edge:
    middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
    bend = 0.12
    control = (round(middle[0] - bend * (other[1] - one[1])), round(middle[1] + bend * (other[0] - one[0])))
    path = f"M{one[0]} {one[1]}Q{control[0]} {control[1]} {other[0]} {other[1]}"
    return Edge(path, round(0.8 + 1.3 * math.log(number), 1), says)


def _matrix(contents: Contents, counted: Letters, recipients: list[str]) -> Iterator[Line]:
    totals: Counter[str] = Counter()
    for (sender, _), number in counted.items():
        totals[sender] += number
    for sender in _top(counted, 0, MOST_SENDERS):
        counts = tuple(counted[sender, recipient] for recipient in recipients)
        yield Line(apart(sender, contents), sender, counts, totals[sender] - sum(counts), totals[sender])
