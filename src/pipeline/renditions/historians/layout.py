"""Where the actors of a network are drawn: near those with whom they wrote."""

import math
from collections.abc import Iterable, Iterator

import networkx as nx

# Actors of one connected part that are placed at most. The method compares each with each in every round: 500 take a
# second, and what is larger is laid out better by the program that draws it. From 500 on networkx would want SciPy.
MOST = 499

_SEED = 1961
_ROUNDS = 50
# Room for an actor, and between two parts.
_ROOM = 60.0
_GAP = 60.0
# Digits of a coordinate: few enough that processors which sum in another order agree.
_DIGITS = 1

Places = dict[str, tuple[float, float]]


def places(graph: "nx.DiGraph[str]") -> Places:
    """Return the coordinates of all actors in the parts of a network that are small enough.

    Each connected part is laid out by itself, by the spring model with a fixed seed, and the parts are then put side by
    side in rows, the largest first. Parts of more than `MOST` actors get no places.
    """
    parts = sorted(map(sorted, nx.weakly_connected_components(graph)), key=lambda part: (-len(part), part))
    small = [part for part in parts if len(part) <= MOST]
    found: Places = {}
    for part, (left, top) in zip(small, _corners([_side(part) for part in small]), strict=True):
        for actor, (x, y) in _placed(graph, part).items():
            found[actor] = (round(left + x, _DIGITS), round(-top - y, _DIGITS))
    return found


def _side(part: list[str]) -> float:
    """Side of the square in which a part is drawn."""
    return _ROOM * math.sqrt(len(part))


def _placed(graph: "nx.DiGraph[str]", part: list[str]) -> Places:
    """The places of one part, in a square from 0 to its side."""
    # a graph of its own, as the order in which a view of a part is walked depends on the hashes of the names
    own: nx.Graph[str] = nx.Graph()
    own.add_nodes_from(part)
    own.add_edges_from((one, other) for one in part for other in graph.successors(one))
    half = _side(part) / 2
    laid = nx.spring_layout(own, iterations=_ROUNDS, seed=_SEED, scale=half, center=(half, half), weight=None)
    return {actor: (float(x), float(y)) for actor, (x, y) in laid.items()}


def _corners(sides: Iterable[float]) -> Iterator[tuple[float, float]]:
    """The upper left corner of each square, side by side in rows that make a square of all together."""
    sides = list(sides)
    width = math.sqrt(sum((side + _GAP) ** 2 for side in sides))
    left = top = height = 0.0
    for side in sides:
        if left and left + side > width:
            left, top, height = 0.0, top + height + _GAP, 0.0
        yield left, top
        left += side + _GAP
        height = max(height, side)
