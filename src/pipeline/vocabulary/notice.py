"""The notice by which a text says that it was made up for tests; every sample begins with it."""

from pipeline.grammar import rule

# [Sample made for the tests of Chancery: no real document.]
NOTICE = rule(
    "sample_notice",
    r"\A\s*(?P<sample_notice>\[Sample[ ][^\[\]\n]{1,200}\])",
    "[Sample made for the tests of Chancery: no real document.]",
)
