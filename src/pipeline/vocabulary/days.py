"""Days that a header states: the document's own, with the place and the clock time beside it."""

from pipeline.grammar import rule
from pipeline.values.clock import ANY_TIME, clock_time
from pipeline.values.dates import ANY_DATE, WEEKDAY, any_date, sent_day

_DAY = rf"(?:{WEEKDAY},?[ ])?[“\"]?(?P<header_date>{ANY_DATE})(?:[ ]of[ ]this[ ]year)?"

# May 12, 1961 · Pyongyang, 20 October 1967 · 8 October 1950   11.20 · Date: 06.03.1976/03:00 · 13 September of this year
LINE = rule(
    "header_date",
    r"^[ ]*(?:Date[ ]?:[ ]*)?(?:(?P<header_place>[^\W\d_][^\n\d:.,;]{1,30}(?:,[ ][A-Z][^\n\d:.,;]{1,20})?),[ ])?"
    rf"{_DAY}(?:(?:,?[ ]{{1,4}}(?:at[ ])?|/-?)(?P<header_time>{ANY_TIME}))?[.,]?[ ]*$",
    "Pyongyang, 20 October 1967",
    header_date=any_date,
    header_time=clock_time,
)
# ON/24/25/X/62: sent on the 24th, received on the 25th · ON/31/X/1/XI/62
ON_DAYS = rule(
    "on_days",
    r"^[ ]*(?P<on_days>ON/\d{1,2}(?:/[IVX]{1,4})?(?:/\d{1,2})?/[IVX]{1,4}/(?:\d{4}|\d{2}|\d{2}\[\d{2}\]))\.?[ ]*$",
    "ON/24/25/X/62",
    on_days=sent_day,
)
