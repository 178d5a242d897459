"""The total decides between the readings of a list of recipients."""

import pytest

from pipeline.copies import Entry, Way, solve

ONE, TWO, BARE = Entry(1, 1), Entry(2, 1), Entry(None, 1)
JOINT, BARE_JOINT = Entry(2, 2), Entry(None, 2)


@pytest.mark.parametrize(
    ("entries", "total", "check", "listed", "way"),
    [
        ([ONE, TWO], 3, "agrees", 3, Way()),
        ([ONE, TWO], 4, "disagrees", 3, None),
        ([TWO, BARE, BARE], 4, "agrees", 4, Way()),
        ([TWO, BARE, BARE], 2, "agrees", 2, Way(unnumbered=0)),
        ([TWO, BARE, BARE], 3, "disagrees", 4, None),
        ([JOINT, ONE], 3, "agrees", 3, Way()),
        ([JOINT, ONE], 5, "agrees", 5, Way(each_office=True)),
        ([BARE_JOINT, ONE], 2, "agrees", 2, Way()),
        ([BARE_JOINT, ONE], 3, "agrees", 3, Way(each_office=True)),
        # shared and one each: 1 + 2 = 3; each office and none for the others: 4
        ([BARE, JOINT], 3, "agrees", 3, Way()),
        # shared and one each: 2 + 2 = 4; each office and none for the others: 4
        ([BARE, BARE, JOINT], 4, "ambiguous", 4, None),
        ([ONE, TWO], None, "no_total", 3, None),
        ([ONE, BARE], None, "no_total", None, None),
        ([JOINT], None, "no_total", None, None),
        ([], 5, "no_list", None, None),
        ([], None, "no_list", None, None),
    ],
)
def test_solve(entries, total, check, listed, way):
    solution = solve(entries, total)
    assert (solution.check, solution.listed, solution.way) == (check, listed, way)
