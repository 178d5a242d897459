"""Texts of ours in Markdown, as HTML. Markup within them is shown, not run."""

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup


@cache
def _reader() -> MarkdownIt:
    # without "html", a tag in the text is escaped; the reader itself refuses links such as "javascript:"
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    # a wide table moves in a box of its own, which the keyboard reaches
    box = '<div class="box" role="group" aria-label="Table" tabindex="0"><table>'
    reader.add_render_rule("table_open", lambda *_: box)
    reader.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return reader


def block(text: str) -> Markup:
    """Return a text."""
    return Markup(_reader().render(text))  # noqa: S704  the reader escapes


@cache
def dictionary(text: str) -> Markup:
    """Return the data dictionary, where each table has its name for an anchor and each field ``table.field``."""
    reader = _reader()
    tokens = reader.parse(text)[3:]  # the page has its own heading
    heading = ""
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = tokens[place + 1].content
            token.attrSet("id", heading.replace(" ", "-"))
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "tr_open" and (code := _first_code(tokens[place + 2])):
            token.attrSet("id", f"{heading}.{code}")
    return Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704  the reader escapes


def _first_code(cell: Token) -> str:
    """The name of the field that a row of the dictionary is about."""
    children: Sequence[Token] = cell.children or ()
    return children[0].content if children and children[0].type == "code_inline" else ""
