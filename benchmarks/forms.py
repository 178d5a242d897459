"""What reading a document costs in each form: run it as ``python -m benchmarks.forms``.

The documents are the samples of the tests; each is read several times, and its best time counts. Taking the text out
of web pages and PDFs, and volumes apart, is not counted.
"""

import statistics
import time
from collections import defaultdict
from pathlib import Path

from pipeline import corpus
from pipeline.model import RawDocument
from pipeline.parse import documents, parse
from pipeline.sources import sources

EXAMPLES = Path(__file__).parents[1] / "tests" / "examples" / "raw"
ROUNDS = 15


def main() -> None:
    """Print the median time of a document by form."""
    by_form: dict[str, list[float]] = defaultdict(list)
    for found in corpus.scan(EXAMPLES):
        raw, _ = corpus.read(found)
        each_document = documents(raw, sources()[raw.source_id]) if isinstance(raw, RawDocument) else ()
        for each in each_document:
            if isinstance(each, RawDocument):
                best = min(_seconds(each) for _ in range(ROUNDS))
                by_form[parse(each, sources()[each.source_id]).form_id or "-"].append(best)
    print(f"{'form':<26}{'documents':>10}{'µs, median':>12}{'documents/s':>13}")
    everything = [each for times in by_form.values() for each in times]
    for form, times in (*sorted(by_form.items()), ("all", everything)):
        print(
            f"{form:<26}{len(times):>10}{1e6 * statistics.median(times):>12,.0f}{1 / statistics.fmean(times):>13,.0f}"
        )


def _seconds(raw: RawDocument) -> float:
    start = time.perf_counter()
    parse(raw, sources()[raw.source_id])
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
