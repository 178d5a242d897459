"""The text of a saved web page, laid out in lines as a browser shows it."""

import re
from collections.abc import Sequence

import lxml.etree
import lxml.html
from inscriptis import Inscriptis
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_properties import Display
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_document_state import HtmlDocumentState
from inscriptis.model.html_element import HtmlElement
from inscriptis.model.table import TableRow
from inscriptis.model.tag import CustomHtmlTagHandlerMapping
from inscriptis.model.tag.table_tag import table_end_handler

# Parts of a page that frame every document of a site, or are not shown.
_FRAME = (
    "script",
    "style",
    "noscript",
    "template",
    "header",
    "nav",
    "footer",
    "form",
    "button",
    "svg",
    "iframe",
    "select",
)
# Characters that a table may take, laid out: each cell is filled up with blanks to the width of its column, so a page
# of some kilobytes could fill the memory.
LARGEST_TABLE = 8 * 1024**2
# Blanks between two cells, where a paragraph in a cell makes its column as wide as it is long.
_WIDE = re.compile(r"(?<! ) {1001,}")
_GAP = " " * 1_000
# Terms and their descriptions stand in lines of their own.
_CSS = {**CSS_PROFILES["strict"], "dt": HtmlElement(display=Display.block), "dd": HtmlElement(display=Display.block)}


def text_of(data: bytes) -> str:
    """Return the text of a page of HTML; the address that it calls its own stands in its last line.

    Raises:
        ValueError: where it is no page that can be read.
    """
    # no DTD is loaded, no address opened: the parser for HTML knows neither
    parser = lxml.html.HTMLParser(encoding=_encoding(data), no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(data, parser=parser)
        own = tree.xpath("//link[@rel='canonical']/@href")
        for frame in tree.xpath("|".join(f"//body//{name}" for name in _FRAME)):
            frame.drop_tree()
        text = str(Inscriptis(tree, ParserConfig(dict(_CSS), custom_html_tag_handler_mapping=_HANDLERS)).get_text())
    except (lxml.etree.LxmlError, ValueError, RecursionError, IndexError, AttributeError) as why:
        raise ValueError(f"it is no page of HTML that can be read ({why})") from why
    lines = _WIDE.sub(_GAP, "\n".join(line.strip() for line in text.split("\n")).strip())
    address = [f"Canonical address\n{own[0]}"] if own and str(own[0]).startswith(("http://", "https://")) else []
    return "\n\n".join([lines, *address]) + "\n"


def _table(state: HtmlDocumentState) -> None:
    """Lay out a table, unless it is a giant."""
    if state.current_table and (size := _size(state.current_table[-1].rows)) > LARGEST_TABLE:
        raise ValueError(f"a table in it takes {size:,} characters, more than the limit of {LARGEST_TABLE:,}; split it")
    table_end_handler(state)


def _size(rows: Sequence[TableRow]) -> int:
    """How many characters a table takes: the sum of its columns' widths times the sum of its rows' heights."""
    widths: dict[int, int] = {}
    height = 0
    for row in rows:
        highest = 1
        for number, cell in enumerate(row.columns):
            cell.flush_inline()
            lines = [line for block in cell.blocks for line in block.split("\n")]
            widths[number] = max(widths.get(number, 1), *map(len, lines), 1)
            highest = max(highest, len(lines))
        height += highest
    return height * sum(widths.values())


_HANDLERS = CustomHtmlTagHandlerMapping({}, {"table": _table})


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the bytes are that; else what the page declares."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"
