"""A fuzzer that is guided by what of the code it reaches: grammars, converters and the readers of people's files.

Run as ``python -m benchmarks.fuzz.guided TARGET FOLDER [SECONDS]``; it needs ``pip install atheris`` (3.0.0 was
tried), which is no dependency of this project. What it learns stays in ``FOLDER/corpus``, from which the next run
goes on; each kind of finding is kept once, in ``FOLDER/findings``. Targets are listed without arguments.
"""

import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from benchmarks.fuzz.targets import TARGETS, Target

# seconds of the processor for an input of at most _LONGEST bytes
_SHARE = 1.0
_LONGEST = 4_096


def main() -> None:
    """Fuzz one target for so many seconds, and say what was found."""
    if len(sys.argv) < 3 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: python -m benchmarks.fuzz.guided TARGET FOLDER [SECONDS]\ntargets: {', '.join(TARGETS)}")
    name, folder, seconds = sys.argv[1], Path(sys.argv[2]), (sys.argv[3:] or ["600"])[0]
    target = TARGETS[name]
    learnt, findings = folder / "corpus" / name, folder / "findings" / name
    for each in (learnt, findings):
        each.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (learnt / f"seed-{number}").write_bytes(seed[:_LONGEST])
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={_LONGEST}",
        "-rss_limit_mb=3000",
        "-timeout=900",
        f"-artifact_prefix={findings}/",
        "-print_final_stats=1",
    ]
    target.run(next(target.seeds(), b""))  # what is loaded once is no part of what an input takes
    atheris.Setup([sys.argv[0], *options, str(learnt)], _judging(target, findings))
    atheris.Fuzz()


def _judging(target: Target, findings: Path) -> Callable[[bytes], None]:
    """What runs a target on an input, and keeps the first input of each kind of failure."""

    def run(data: bytes) -> None:
        start = time.process_time()
        try:
            target.run(data)
        except Exception as why:
            last = traceback.extract_tb(why.__traceback__)[-1]
            _keep(findings, f"{type(why).__name__}-{Path(last.filename).stem}-{last.lineno}", data)
        if time.process_time() - start > _SHARE:
            _keep(findings, f"slow-{len(data) // 500}", data)

    return run


def _keep(findings: Path, kind: str, data: bytes) -> None:
    file = findings / kind
    if not file.exists():
        print(f"finding: {kind}", flush=True)
        file.write_bytes(data)


if __name__ == "__main__":
    main()
