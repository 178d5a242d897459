"""Every sample of every source against the values that a person read in it.

Of a sample that has no expected values yet, what is read is written to ``tests/examples/expected/``, and the test
fails once: review it, then commit it.
"""

from functools import cache

import pytest

from pipeline.kit.samples import differences, read_samples
from pipeline.kit.slot import EXAMPLES, repository, slot

RAW = repository() / EXAMPLES / "raw"
SOURCES = sorted(folder.name for folder in RAW.iterdir())
FILES = sorted(str(file.relative_to(RAW)) for file in RAW.rglob("*") if file.is_file())


@cache
def found(source_id):
    faults = {}
    for fault in differences(read_samples(slot(source_id))):
        faults.setdefault(fault.where, []).append(fault.message)
    return faults


@pytest.mark.parametrize("file", FILES)
def test_what_is_read_is_what_was_read_by_a_person(file):
    assert not found(file.split("/")[0]).get(f"raw/{file}", [])


@pytest.mark.parametrize("source_id", SOURCES)
def test_nothing_else_is_expected(source_id):
    """No expected value is of a document that no sample gives."""
    elsewhere = {where: told for where, told in found(source_id).items() if where.removeprefix("raw/") not in FILES}
    assert not elsewhere
