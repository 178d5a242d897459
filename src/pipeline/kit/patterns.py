"""Whether the patterns of a grammar read their own examples, and take linear time on hostile text."""

import re
import time
from collections.abc import Iterable, Iterator

from pipeline.grammar import Rule
from pipeline.kit.samples import Fault

_FILLERS = (
    " ", "\n", "a", "A", "(", "[", '"', "*", "1", ",", ".", "A ", "a,", "**A", "To ", "and ", " \n", "May ", "Ab ",
    "1,", "[a] ", "Received: ", "No. ", "\n\nA",
)  # fmt: skip
# Eight times the text may cost so many times the time; a quadratic pattern takes 64 times, a linear one 8.
_SHORT, _LONG, _MOST = 4_000, 32_000, 25
# Below so many seconds a clock tells little; above so many even a linear pattern is too slow.
_LEAST, _TOO_SLOW = 0.004, 0.1


def reads_its_example(rule: Rule) -> bool:
    """Whether a rule reads the example that stands beside it; a rule that only looks ahead need not."""
    # in an example, a blank stands for what may be an empty line
    example = rule.example.replace(":** ", ":**\n\n").replace("** **", "**\n\n**")
    return bool(rule.pattern.match("") or rule.pattern.search(example) or example.endswith(":**"))


def slow(pattern: re.Pattern[str], example: str = "", *, at_start: bool = False) -> str | None:
    """Return what is too slow of a pattern, in words, with the text that shows it; ``None`` where it is linear."""
    for cut in sorted({0, len(example) // 2, len(example)}):
        for filler in _FILLERS:
            short, long = (example[:cut] + filler * (size // len(filler)) for size in (_SHORT, _LONG))
            once = _seconds(pattern, short, at_start=at_start)
            if once <= _LEAST:
                continue
            text = f"{example[:cut]!r} and then {filler!r} again and again"
            if once > _TOO_SLOW and min(_seconds(pattern, short, at_start=at_start) for _ in range(2)) > _TOO_SLOW:
                return f"it takes {once:.2f} s for {_SHORT:,} characters of {text}"
            if min(_seconds(pattern, long, at_start=at_start) for _ in range(2)) > _MOST * once:
                return f"its time grows faster than its text, such as {text}; bound what repeats"
    return None


def faults(rules: Iterable[tuple[str, Rule]]) -> Iterator[Fault]:
    """Yield each rule, given with its id, that does not read its example or is not linear."""
    for rule_id, rule in rules:
        if not reads_its_example(rule):
            yield Fault(rule_id, f"it does not read its own example, “{rule.example}”")
        if why := slow(rule.pattern, rule.example, at_start=rule.at_start):
            yield Fault(rule_id, why)


def _seconds(pattern: re.Pattern[str], text: str, *, at_start: bool) -> float:
    # of the processor: on a busy machine the clock tells of others
    start = time.process_time()
    if at_start:
        pattern.match(text)
    else:
        for _ in pattern.finditer(text):
            pass
    return time.process_time() - start
