"""Where the documents of a source can be fetched: a declaration, which does nothing by itself."""

import re
from dataclasses import dataclass

# The largest volume of documents that is known has some 20 MB.
LARGEST_DOCUMENT = 64 * 1024**2
# The largest repository of documents that is known has some 2 GB, packed.
LARGEST_ARCHIVE = 4 * 1024**3


@dataclass(frozen=True)
class Pages:
    """Files that each have an address.

    Attributes:
        address: The address, with ``{key}``.
        key: Shape of a key.
        suffix: Ending that the file gets, after its key.
        kinds: Content types that such a file may come as.
        whole: What a file that came whole ends with; ``None`` where nothing tells.
    """

    address: str
    key: re.Pattern[str]
    suffix: str
    kinds: frozenset[str]
    whole: re.Pattern[bytes] | None = None


@dataclass(frozen=True)
class Archive:
    """A repository that is fetched as one archive, tar or zip, or lies in a folder on disk.

    Attributes:
        address: Address of the archive.
        repository: Address that ``git clone`` takes.
        member: Which files are documents. The group ``path`` is the place a file gets in the source's folder, the
            group ``volume`` what people call the volume it belongs to.
        page: Address at which people see a file, with ``{revision}`` and ``{member}``.
        branch: What stands for the revision where it is not known.
    """

    address: str
    repository: str
    member: re.Pattern[str]
    page: str
    branch: str = "master"


@dataclass(frozen=True)
class Origin:
    """Where the documents of a source are, and how to behave there.

    Attributes:
        source_id: The source.
        publisher: Who publishes the documents.
        rights: What the publisher says about reuse, in our words.
        licence: The licence in short; ``None`` where none is stated.
        unit: What one asks for, in one word for people.
        example: One of them.
        suffixes: Endings of its files, for those that a user has on disk.
        hosts: Hosts that may be asked, and be redirected to. No other is.
        delay: Seconds between two requests to one host, where robots.txt asks for no more.
        pages: Files with an address each.
        archive: All files in one.
        advice: What a user can do where nothing can be fetched.
    """

    source_id: str
    publisher: str
    rights: str
    licence: str | None
    unit: str
    example: str
    suffixes: frozenset[str]
    hosts: frozenset[str] = frozenset()
    delay: float = 2.0
    pages: Pages | None = None
    archive: Archive | None = None
    advice: str = ""
