"""What wakes somebody: each alarm rings when it should, and is still when it should be."""

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.alarms import CODES, alarms
from pipeline.metrics import OfSource, RunMetrics
from pipeline.sources import sources

QUIET = OfSource(rows_changed=0)
NIGHT = dt.datetime(2026, 11, 1, 3, 0, tzinfo=dt.UTC)


def run(number, published=1_000, quarantined=2, outcome="stands", of=QUIET, rows=0, **given):
    began = NIGHT + dt.timedelta(days=number)
    ledger = {"published": published, "quarantined": quarantined} if outcome in {"stands", "published"} else {}
    return RunMetrics(
        number,
        began,
        outcome,
        ended=began + dt.timedelta(minutes=1),
        ledger=ledger,
        rows={"documents": published, "quarantine": rows},
        sources={"archive": of},
        **given,
    )


def codes(*runs, **expected):
    return [each.code for each in alarms(runs, {name: dt.timedelta(days=days) for name, days in expected.items()})]


USUAL = [run(number) for number in range(1, 6)]


def test_nothing_rings_where_nothing_is_wrong():
    assert codes() == []
    assert codes(*USUAL) == []


def test_many_more_in_quarantine_ring_and_say_how_many():
    (alarm,) = alarms([*USUAL, run(6, quarantined=40)])
    assert alarm.code == "quarantine-rises"
    assert "40 of 1,040 files gave no document: 3.8 %, where the median of 5 runs before is 0.2 %" in alarm.sentence


def test_rows_kept_back_ring_too():
    assert codes(*USUAL, run(6, rows=30)) == ["quarantine-rises"]


@pytest.mark.parametrize("quarantined", [0, 3, 6])
def test_a_few_more_in_quarantine_do_not_ring(quarantined):
    assert codes(*USUAL, run(6, quarantined=quarantined)) == []


def test_what_was_always_so_does_not_ring_and_neither_does_a_rise_in_proportion():
    bad = [run(number, quarantined=400) for number in range(1, 6)]
    assert codes(*bad) == []
    assert codes(*bad, run(6, published=2_000, quarantined=800)) == []
    assert codes(*bad, run(6, quarantined=600)) == ["quarantine-rises"]


def test_one_odd_run_among_those_before_hides_no_rise():
    assert codes(*USUAL[:4], run(5, quarantined=900), run(6, quarantined=40)) == ["quarantine-rises"]


def test_with_too_few_runs_before_no_share_is_usual():
    assert codes(run(1, quarantined=0), run(2, quarantined=0), run(3, quarantined=500)) == []


def test_files_that_change_and_rows_that_do_not_are_a_stall():
    stalled = OfSource(changed=9, taken=9, rows_changed=0)
    (alarm,) = alarms([*USUAL, run(6, of=stalled)])
    assert alarm.code == "silent-stall"
    assert "9 files of archive" in alarm.sentence
    assert codes(*USUAL, run(6, of=replace(stalled, rows_changed=1))) == []
    assert codes(*USUAL, run(6, of=OfSource(new=9, quarantined=9, rows_changed=0))) == [], "quarantine says so itself"


def test_one_file_a_night_is_a_stall_after_some_nights_and_one_slip_put_right_is_none():
    slip = OfSource(changed=1, taken=1, rows_changed=0)
    assert codes(*USUAL, run(6, of=slip)) == []
    assert codes(*USUAL, run(6, of=slip), run(7, of=slip), run(8, of=slip)) == ["silent-stall"]
    fine = OfSource(changed=1, taken=1, rows_changed=4)
    assert codes(*USUAL, run(6, of=slip), run(7, of=fine), run(8, of=slip)) == []


def test_nothing_new_for_longer_than_normal_is_a_stall():
    came = run(1, of=OfSource(new=5, taken=5, rows_changed=40))
    quiet = [run(number) for number in range(2, 10)]
    assert codes(came, *quiet, archive=30) == []
    assert codes(came, *quiet, archive=7) == ["silent-stall"]
    (alarm,) = alarms([came, *quiet], {"archive": dt.timedelta(days=7)})
    assert "nothing new came from archive for 8 days, since run 1; something is normal every 7 days" in alarm.sentence
    assert codes(*quiet, archive=3) == ["silent-stall"], "as far back as the history goes"
    assert codes(came, *quiet) == [], "no source need declare it"
    assert codes(came, *quiet, other=1) == [], "a source of which nothing was ever read"


def test_a_clock_that_was_set_back_rings_nothing_and_keeps_the_order():
    later = run(1, of=OfSource(new=5, taken=5, rows_changed=40))
    back = [replace(run(number), started=NIGHT, ended=NIGHT) for number in range(2, 6)]
    assert codes(later, *back, archive=1) == []


def test_runs_that_fail_one_after_the_other_ring():
    failed = run(6, outcome="failed", error="ReleaseError", message="the disk\nis full")
    assert codes(*USUAL, failed) == []
    (alarm,) = alarms([*USUAL, failed, replace(failed, number=7)])
    assert alarm.code == "run-fails-again"
    assert "the last 2 runs failed, since run 6; ReleaseError: the disk is full" in alarm.sentence
    assert codes(*USUAL, failed, run(7, outcome="killed")) == ["run-fails-again"]
    assert codes(*USUAL, failed, run(7)) == []
    assert codes(*USUAL, failed, run(7, outcome="running")) == [], "it has not failed yet"
    assert codes(*USUAL, failed, run(7, outcome="stopped")) == [], "somebody stopped it, and knows"


def test_every_code_is_explained():
    assert set(CODES) == {"quarantine-rises", "silent-stall", "run-fails-again"}


def test_a_source_declares_what_is_normal_and_nothing_that_is_none():
    source = sources()["wilson_center"]
    assert replace(source, expected_every=dt.timedelta(days=30)).expected_every
    with pytest.raises(ValueError, match="expected_every is to be longer than nothing"):
        replace(source, expected_every=dt.timedelta())
