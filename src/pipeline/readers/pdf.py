"""The text of a PDF, page after page."""

import pypdfium2

# A record has a few dozen pages; a file with so many is no record.
_MOST_PAGES = 500


def text_of(data: bytes) -> str:
    """Return the text of a PDF, its pages parted by an empty line.

    Raises:
        ValueError: where it is no PDF that can be opened, one of its pages cannot be read, it has too many, or it holds
            pictures only.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as why:
        raise ValueError(f"it is no PDF that can be opened ({why})") from why
    with document:
        if len(document) > _MOST_PAGES:
            raise ValueError(f"it has {len(document)} pages, more than the limit of {_MOST_PAGES}; split it")
        pages = [_page(document, number) for number in range(len(document))]
    text = "\n\n".join(page for page in pages if page)
    if not text:
        raise ValueError("it holds no text, only pictures; put its text here, as .txt or .md")
    return text + "\n"


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        words = document[number].get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError as why:
        raise ValueError(f"page {number + 1} cannot be read ({why}); the file is damaged: fetch it anew") from why
    return "\n".join(line.rstrip() for line in words.replace("\r\n", "\n").replace("\ufffe", "-").split("\n")).strip()
