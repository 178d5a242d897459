"""The text of a saved web page, laid out in lines as a browser shows it."""

import lxml.etree
import lxml.html
from inscriptis import Inscriptis
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_properties import Display
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_element import HtmlElement

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
        text = str(Inscriptis(tree, ParserConfig(css=dict(_CSS))).get_text())
    except (lxml.etree.LxmlError, ValueError, RecursionError, IndexError, AttributeError) as why:
        raise ValueError(f"it is no page of HTML that can be read ({why})") from why
    lines = "\n".join(line.strip() for line in text.split("\n")).strip()
    address = [f"Canonical address\n{own[0]}"] if own and str(own[0]).startswith(("http://", "https://")) else []
    return "\n\n".join([lines, *address]) + "\n"


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the bytes are that; else what the page declares."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"
