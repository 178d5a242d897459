"""Where each page lies: names of files made of ids that nobody controls."""

import hashlib
import re

_LETTERS = re.compile(r"[a-z0-9]+")
# Of an id, so much is kept to be read by people; the hash tells it from all others.
_MOST = 48
_HASH = 10


def file_name(row_id: str) -> str:
    """Return the name of a page's file, in which only small letters, figures and hyphens stand.

    >>> file_name("wilson_center:188161")
    'wilson-center-188161-54b9aab556.html'
    >>> file_name("../../etc/passwd")
    'etc-passwd-3754d6cb3a.html'
    """
    return f"{anchor(row_id)}.html"


def anchor(row_id: str) -> str:
    """Return a name that an address and an attribute can hold, for a row within a page."""
    digest = hashlib.sha256(row_id.encode()).hexdigest()[:_HASH]
    # a long id is cut before it is searched
    words = "-".join(_LETTERS.findall(row_id[: 2 * _MOST].lower()))[:_MOST].strip("-")
    return f"{words}-{digest}" if words else digest


def document_page(document_id: str) -> str:
    """Return the place of a document's page within the site."""
    return f"documents/{file_name(document_id)}"


def is_web(address: str) -> bool:
    """Whether an address from the data may be followed: that of a page on the web, and no script."""
    return address.startswith(("https://", "http://"))
