"""Synthetic documents for measuring speed: no archive holds them, and nothing read from them is a result.

`corpus` makes folders of documents of several sources and forms; each kind has a module of its own. The Chinese cables
can be had alone: their layout is the one that the bare loop of `benchmarks.reading` is written for.
"""

from benchmarks.synthetic.cables import SEED, SOURCE_ID, Document, document, documents, write
from benchmarks.synthetic.words import WARNING

__all__ = ["SEED", "SOURCE_ID", "WARNING", "Document", "document", "documents", "write"]
