"""Write a synthetic corpus: ``python -m benchmarks.synthetic raw --documents 10000``."""

import time
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.synthetic import corpus


def main(
    raw: Annotated[Path, typer.Argument(help="Folder to write to, one folder per source; what is there is left.")],
    documents: Annotated[int, typer.Option(min=1, help="How many documents it is to hold.")] = 10_000,
    seed: Annotated[int, typer.Option(help="What all is drawn from.")] = corpus.SEED,
) -> None:
    """Write synthetic documents of several sources and forms."""
    begin = time.perf_counter()
    written = corpus.write(raw, documents, seed)
    print(f"{documents:,} documents under {raw}: {written:,} files written in {time.perf_counter() - begin:.1f} s")


if __name__ == "__main__":
    typer.run(main)
