"""Sources and forms are found by being there; two of one id are refused."""

import sys
from dataclasses import replace

import pytest

from pipeline.discovery import declared
from pipeline.forms import forms
from pipeline.origins import origins
from pipeline.sources import sources


def test_what_is_there_is_found():
    assert "wilson_center" in sources()
    assert "prc_mfa_cable" in forms()


def test_a_source_may_carry_its_origin(monkeypatch):
    origin = replace(origins()["dfat"], source_id="other")
    source = replace(sources()["wilson_center"], source_id="other", origin=origin)
    monkeypatch.setattr("pipeline.origins.sources", lambda: {"other": source})
    assert origins.__wrapped__()["other"] is origin
    monkeypatch.setattr("pipeline.origins.sources", lambda: {"other": replace(source, origin=origins()["frus"])})
    with pytest.raises(ValueError, match="frus"):
        origins.__wrapped__()


@pytest.fixture
def package(tmp_path, monkeypatch):
    folder = tmp_path / "some_sources"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.startswith("some_sources")]:
        del sys.modules[name]


def test_two_of_one_id_are_refused(package):
    (package / "one.py").write_text("SOURCE = 'same'")
    (package / "two.py").write_text("SOURCE = 'same'")
    with pytest.raises(ValueError, match="declare same"):
        declared("some_sources", "SOURCE", str)


def test_a_module_without_a_declaration_is_refused(package):
    (package / "one.py").write_text("")
    with pytest.raises(AttributeError, match="SOURCE"):
        declared("some_sources", "SOURCE", str)
