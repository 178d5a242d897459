"""Tables of data that lie beside the modules which read them."""

import csv
from importlib.resources import files


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table of this package, each with its columns by name."""
    return list(csv.DictReader((files(__package__) / table).read_text("utf-8").splitlines()))
