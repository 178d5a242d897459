"""Conformance: what every source holds to, whatever its samples. ``chancery check-source`` runs the same checks."""

from functools import cache

import pytest

from pipeline.discovery import of_package
from pipeline.kit.checks import CHECKS
from pipeline.kit.samples import read_samples
from pipeline.kit.slot import slot

SOURCES = sorted(each.value.source_id for each in of_package("pipeline.sources", "SOURCE"))
# each sample against its expected values: see test_examples
OURS = [name for name in CHECKS if name != "expected values"]

read = cache(lambda source_id: read_samples(slot(source_id)))


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("source_id", SOURCES)
def test_every_source_conforms(source_id, name):
    faults = [f"{fault.where}: {fault.message}" for fault in CHECKS[name](read(source_id))]
    assert not faults
