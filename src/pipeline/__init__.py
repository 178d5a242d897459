"""Chancery: the raw text of diplomatic documents, read into open datasets that show their evidence."""

from importlib.metadata import version

__version__ = version("chancery")
