"""Who wrote to whom, for Gephi and other programs that draw and measure networks.

An arrow leads from a sender to an addressee and counts the documents that were sent: copies, which were distributed,
forwarded or repeated to others, make none. A document with two addressees is counted in two arrows.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import networkx as nx
import pyarrow as pa
import pyarrow.csv
from networkx.readwrite.gexf import GEXFWriter

from pipeline.renditions.edition import Edition
from pipeline.renditions.historians.layout import Places, places
from pipeline.renditions.historians.legible import legible
from pipeline.renditions.historians.sendings import Row, Sending, actors, sendings

# Codes of precedence from `urgent` upwards.
URGENT = frozenset({"urgent", "immediate", "most_immediate", "flash"})

_DAYS = (("first_day", pa.string()), ("last_day", pa.string()))
_NODES = pa.schema(
    [(name, pa.string()) for name in ("Id", "Label", "actor_type", "country_code")]
    + [("documents", pa.int64()), *_DAYS]
)
_EDGES = pa.schema(
    [(name, pa.string()) for name in ("Source", "Target", "Type")]
    + [(name, pa.int64()) for name in ("Weight", "documents", "urgent_documents")]
    + [*_DAYS]
)


@dataclass
class _Tally:
    """What is known of an actor or an arrow: the documents, and the days between which they lie."""

    documents: set[str] = field(default_factory=set)
    urgent: set[str] = field(default_factory=set)
    first_day: str | None = None
    last_day: str | None = None

    def count(self, of: Row, *, is_urgent: bool) -> None:
        self.documents.add(of["document_id"])
        if is_urgent:
            self.urgent.add(of["document_id"])
        earliest, latest = of["date_earliest"], of["date_latest"]
        self.first_day = min(filter(None, (self.first_day, earliest)), default=None)
        self.last_day = max(filter(None, (self.last_day, latest)), default=None)

    @property
    def days(self) -> dict[str, str]:
        """The days, as far as there are any: a graph's file has no empty value."""
        stated = {"first_day": self.first_day, "last_day": self.last_day}
        return {name: day for name, day in stated.items() if day}


def write(edition: Edition, folder: Path) -> None:
    """Write `network.gexf` and `network.graphml`, with places to draw at, `nodes.csv` and `edges.csv`."""
    graph = network(edition)
    placed = places(graph)
    _write_gexf(graph, placed, folder / "network.gexf")
    _write_graphml(graph, placed, folder / "network.graphml")
    pa.csv.write_csv(_nodes(graph), folder / "nodes.csv")
    pa.csv.write_csv(_edges(graph), folder / "edges.csv")


def network(edition: Edition) -> "nx.DiGraph[str]":
    """Return who wrote to whom, as a directed graph of the actors' ids, in their order.

    Actors have ``label``, ``actor_type``, ``country_code``, ``documents`` (how many they sent or got), ``first_day``
    and ``last_day``. Arrows have ``weight`` and ``documents`` (how many were sent), ``urgent_documents`` (those of a
    precedence in `URGENT`: the one for the addressee, else the document's) and the days. What is not known is not
    there.
    """
    nodes: dict[str, _Tally] = defaultdict(_Tally)
    edges: dict[tuple[str, str], _Tally] = defaultdict(_Tally)
    for sending in sendings(edition):
        for one, other, is_urgent in _arrows(sending):
            for tally in (nodes[one], nodes[other], edges[one, other]):
                tally.count(sending.document, is_urgent=is_urgent)
    known = actors(edition)
    graph: nx.DiGraph[str] = nx.DiGraph()
    for actor_id, tally in sorted(nodes.items()):
        graph.add_node(actor_id, **_of_actor(known[actor_id]), documents=len(tally.documents), **tally.days)
    for (one, other), tally in sorted(edges.items()):
        number = len(tally.documents)
        urgent = len(tally.urgent)
        graph.add_edge(one, other, weight=number, documents=number, urgent_documents=urgent, **tally.days)
    return graph


def _arrows(sending: Sending) -> Iterator[tuple[str, str, bool]]:
    """Sender and addressee of each event that names both, and whether it was urgent for the addressee."""
    for event in sending.sent:
        if event["from_actor_id"] and event["to_actor_id"]:
            precedence = event["precedence_code"] or sending.document["priority_code"]
            yield event["from_actor_id"], event["to_actor_id"], precedence in URGENT


def _of_actor(row: Row) -> dict[str, str]:
    stated = {
        "label": row["preferred_name"],
        "actor_type": row["actor_type"],
        "country_code": row["country_code"],
    }
    return {name: value for name, value in stated.items() if value}


def _for_xml(graph: "nx.DiGraph[str]") -> "nx.DiGraph[str]":
    """A copy of a network with names that XML can hold."""
    copy = graph.copy()
    for _, values in copy.nodes(data=True):
        values["label"] = legible(values["label"])
    return copy


def _write_gexf(graph: "nx.DiGraph[str]", placed: Places, file: Path) -> None:
    drawn = _for_xml(graph)
    for actor, (x, y) in placed.items():
        drawn.nodes[actor]["viz"] = {"position": {"x": x, "y": y, "z": 0.0}}
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(drawn)
    # the day on which it was written, on which no file of a release may depend
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    with file.open("wb") as opened:
        writer.write(opened)


def _write_graphml(graph: "nx.DiGraph[str]", placed: Places, file: Path) -> None:
    drawn = _for_xml(graph)
    for actor, (x, y) in placed.items():
        drawn.nodes[actor].update(x=x, y=y)
    nx.write_graphml(drawn, file)


def _nodes(graph: "nx.DiGraph[str]") -> pa.Table:
    """The actors, under the names of columns that Gephi knows, and beside these our own."""
    rows = [{"Id": actor, "Label": values["label"]} | values for actor, values in graph.nodes(data=True)]
    return pa.Table.from_pylist(rows, _NODES)


def _edges(graph: "nx.DiGraph[str]") -> pa.Table:
    rows = [
        {"Source": one, "Target": other, "Type": "Directed", "Weight": values["weight"]} | values
        for one, other, values in graph.edges(data=True)
    ]
    return pa.Table.from_pylist(rows, _EDGES)
