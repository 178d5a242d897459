"""Text out of files that are no text: hostile ones are refused or read in seconds, never obeyed."""

import time

import pytest

from pipeline.readers import html, pdf
from pipeline.sources.wilson_center import api

HOSTILE = {
    "deep": b"<div>" * 200_000 + b"x",
    "tables": b"<table><tr><td>" * 3_000 + b"x",
    "entities": b'<!DOCTYPE a [<!ENTITY x "' + b"y" * 1_000 + b'">]><p>' + b"&x;" * 10_000,
    "a megabyte": b"<p>word </p>" * 90_000,
    "nul": b"<p>a\x00b</p>",
    "nothing": b"<html></html>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_or_refused_in_seconds(name):
    start = time.perf_counter()
    text = html.text_of(HOSTILE[name])
    assert time.perf_counter() - start < 20
    assert "yyyy" not in text.partition("&x;")[2], "no entity of a page's own is put in"


def test_what_a_page_does_not_show_is_not_read():
    page = (
        b"<html><head><title>t</title><link rel='canonical' href='javascript:alert(1)'></head><body><nav>Home</nav>"
        b"<script>Urgent</script><style>p{}</style><p>To the <b>Ministry</b>:<br>next</p><!-- No. 5 --></body></html>"
    )
    text = html.text_of(page)
    assert text.strip().split("\n") == ["To the Ministry:", "next"]


def test_an_old_page_is_read_in_the_encoding_it_declares():
    page = '<html><head><meta charset="windows-1252"></head><body><p>Drożniak é</p></body></html>'
    assert "é" in html.text_of(page.encode("windows-1252", "replace"))


@pytest.mark.parametrize("data", [b"%PDF-1.7 garbage" * 100, b"", b"%PDF-1.4\n%%EOF"])
def test_a_file_that_is_no_pdf_is_refused(data):
    with pytest.raises(ValueError, match="no PDF that can be opened"):
        pdf.text_of(data)


@pytest.mark.parametrize("data", [b"[" * 100_000, b"{", b"[]", b'{"id": 1}', b"\xff\xfe"])
def test_json_that_is_no_record_is_refused(data):
    with pytest.raises(ValueError, match="it is no"):
        api.text_of(data)
