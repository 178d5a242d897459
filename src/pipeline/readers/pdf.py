"""The text of a PDF, page after page."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pypdfium2

# A record has a few dozen pages; a file with so many is no record.
MOST_PAGES = 500
# Characters of its text, and bytes of what is packed in it: a file of some kilobytes could fill the memory.
LARGEST_TEXT = 8 * 1024**2
MOST_UNPACKED = 256 * 1024**2
_STREAM = re.compile(rb"stream\r?\n")
# Bytes that are given to be unpacked at once, and that are taken out at once.
_FED, _STEP = 16 * 1024, 1024**2


def text_of(data: bytes) -> str:
    """Return the text of a PDF, its pages parted by an empty line.

    Raises:
        ValueError: where it is no PDF that can be opened, one of its pages cannot be read, it has too many, or it holds
            pictures only.
    """
    if _unpacks_to_more(data, MOST_UNPACKED):
        raise ValueError(
            f"what is packed in it has more than {MOST_UNPACKED // 1024**2} MiB; this is no record: remove it"
        )
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as why:
        raise ValueError(f"it is no PDF that can be opened ({why})") from why
    with document:
        if len(document) > MOST_PAGES:
            raise ValueError(f"it has {len(document)} pages, more than the limit of {MOST_PAGES}; split it")
        pages = _pages(document)
    text = "\n\n".join(page for page in pages if page)
    if not text:
        raise ValueError("it holds no text, only pictures; put its text here, as .txt or .md")
    return text + "\n"


def _unpacks_to_more(data: bytes, most: int) -> bool:
    """Whether the packed streams of a file hold more bytes than that, all together."""
    for found in _STREAM.finditer(data):
        # what is not packed, or in another way, is as large as it is
        with suppress(zlib.error):
            for size in _unpacked(data, found.end()):
                most -= size
                if most < 0:
                    return True
    return False


def _unpacked(data: bytes, start: int) -> Iterator[int]:
    """Yield the sizes of the pieces that come out of the stream at a place."""
    unpacker = zlib.decompressobj()
    for place in range(start, len(data), _FED):
        fed = data[place : place + _FED]
        while fed and not unpacker.eof:
            yield len(unpacker.decompress(fed, _STEP))
            fed = unpacker.unconsumed_tail
        if unpacker.eof:
            return


def _pages(document: pypdfium2.PdfDocument) -> list[str]:
    """The text of each page."""
    pages: list[str] = []
    left = LARGEST_TEXT
    for number in range(len(document)):
        pages.append(_page(document, number))
        left -= len(pages[-1])
        if left < 0:
            raise ValueError(f"its text has more than {LARGEST_TEXT:,} characters up to page {number + 1}; split it")
    return pages


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        words = document[number].get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError as why:
        raise ValueError(f"page {number + 1} cannot be read ({why}); the file is damaged: fetch it anew") from why
    return "\n".join(line.rstrip() for line in words.replace("\r\n", "\n").replace("\ufffe", "-").split("\n")).strip()
