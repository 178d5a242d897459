"""What ``chancery read --text`` prints."""

from rich.console import Console
from rich.text import Text

from pipeline import reading
from pipeline.reading import Marked
from pipeline.renditions.site.words import KINDS
from pipeline.show import plain_lines

_STYLES = {"who": "cyan", "when": "yellow", "mark": "red", "number": "green", "other": "magenta"}


def text(of: Marked) -> None:
    """Print a document with the words of its values in the colour of what they are, in brackets of their own."""
    console = Console(soft_wrap=True)
    console.print(Text(plain_lines(of.row["title"] or of.row["document_id"]), style="bold"))
    legend = Text.assemble(*((f"⟦{words}⟧ ", _STYLES[kind]) for kind, words in KINDS.items()))
    console.print(legend)
    console.print()
    shown = Text()
    for kind, words in reading.lines(of):
        shown.append(plain_lines(words), _STYLES.get(kind, ""))
    console.print(shown)
