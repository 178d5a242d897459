"""What a cipher office or a ministry did with a document, when, where and by whom."""

from pipeline.grammar import rule
from pipeline.values.clock import ANY_TIME, SURE_TIME, clock_time, moment
from pipeline.values.dates import ANY_DATE, DAY_IN_TEXT, any_date, date, day_and_month
from pipeline.values.serials import serial
from pipeline.values.steps import ANY_STEP, STEP, any_step, step

# Received: May 12 at 1700 Proofread: May 13 at 0920
STAMP = rule(
    "stamp",
    rf"(?P<step>{STEP}):[ ]*(?P<moment>(?P<moment_day>{DAY_IN_TEXT})(?:,?[ ](?:at[ ])?(?P<moment_time>{ANY_TIME})(?!\w))?"
    rf"|[^\n:]{{1,80}}?)(?=[ ]*(?:$|[ ]{STEP}:))",
    "Received: May 12 at 1700",
    many=True,
    step=step,
    moment=moment,
    moment_day=date,
    moment_time=clock_time,
)
_WHERE = (
    r"(?:[ ](?:in|at|to|into|from)[ ](?:the[ ])?(?P<step_place>(?:[A-Z]|\d{1,2}(?:th|st|nd|rd|[A-Z]))[^\n:;]{0,90}?))?"
)
_WHO = r"(?:[ ]by[ ](?!wire|tele)(?P<step_agent>[A-Z][^\n:;,\d]{1,50}?))?"
# Sent by wire on 10/14/50 at 03:15 a.m. · Received in Moscow 11:32 31.8.50 · Deciphered by Morozov on 10/14/50 at 7:45
# Dispatched from Washington, D.C., on 11.03.1962 at 11:40 and received on 11.04.1962 at 01:50
STEP_DAY_TIME = rule(
    "step",
    rf"(?<![\w-])(?P<step>{ANY_STEP}){_WHERE}{_WHO}(?:[ ]by[ ](?:wire|telegraph|telegram))?[,:]?\s{{1,3}}(?:on[ ]|at[ ])?"
    rf"(?P<moment>(?P<moment_day>{ANY_DATE})\.?(?:[,/]?[ ]{{1,3}}(?:at[ ]|At[ ])?(?P<moment_time>{ANY_TIME}))?)(?![\w/])",
    "Sent by wire on 10/14/50 at 03:15 a.m.",
    many=True,
    step=any_step,
    moment_day=any_date,
    moment_time=clock_time,
)
# Received 19:55 13.6.1951 · Received in Moscow at 11:32
STEP_TIME_DAY = rule(
    "step_by_clock",
    rf"(?<![\w-])(?P<step>{ANY_STEP}){_WHERE}{_WHO}[,:]?[ ]{{1,3}}(?:at[ ]|At[ ])?"
    rf"(?P<moment>(?P<moment_time>{SURE_TIME}|{ANY_TIME}(?=,?[ ](?:on[ ])?{ANY_DATE}))(?:,?[ ](?:on[ ])?(?P<moment_day>{ANY_DATE}))?)(?![\w/]|\.\d)",
    "Received 19:55 13.6.1951",
    many=True,
    step=any_step,
    moment_day=any_date,
    moment_time=clock_time,
)
# This cable was sent to the embassy in the Soviet Union on March 5th at 6:00pm
SENT_NOTE = rule(
    "sent_note",
    rf"^[ ]*(?:This|The)[ ](?:cable|telegram|letter)[ ]was[ ](?P<step>sent|dispatched)[ ][^\n]{{0,100}}?on[ ](?P<moment>(?P<moment_day>{ANY_DATE})[ ]at[ ](?P<moment_time>{ANY_TIME}))\.?[ ]*$",
    "This cable was sent to the embassy in the Soviet Union on March 5th at 6:00pm",
    step=any_step,
    moment_day=any_date,
    moment_time=clock_time,
)
# Typed by Rubleva · Approved by: Ji Pengfei · Received by Li Wen
STEP_BY = rule(
    "step_by",
    r"^[ ]*(?P<step>Deciphered|Typed|Transcribed|Proofread|Copied|Drafted|Approved|Cleared|drafted|typed|Received)[ ]by:?[ ]"
    r"(?P<step_agent>[A-Z][^\n:;,\d()\[]{1,50}?(?:,[ ][A-Z][^\n:;,\d()\[]{1,50}?){0,3})(?:[ ]\[(?:sic|SIC)\])?\.?[ ]*$",
    "Typed by Rubleva",
    many=True,
    step=any_step,
)
# Received at Jilin Station
STEP_AT = rule(
    "step_at",
    r"^[ ]*(?P<step>Received)[ ](?:at|in)[ ](?:the[ ])?(?P<step_place>[A-Z][^\n:;,\d]{1,50}?)\.?[ ]*$",
    "Received at Jilin Station",
    step=any_step,
)
# Vice Minister has read this · Read by Premier Zhou
READ = rule(
    "read_by",
    r"^[ ]*[\[(]?(?:(?P<step_agent>[A-Z][^\n:;,.]{1,60}?)[ ](?:has[ ]|have[ ])(?:already[ ])?(?P<step>read)(?:[ ](?:this|it))?)\.?[\])]?[ ]*$",
    "Vice Minister has read this",
    many=True,
    step=any_step,
)
# [Stamp:] General Office of the Ministry of Foreign Affairs / No. 6214 / October 28, 1966
# [Stamp: MFA USSR, Far Eastern Department, incoming Nº 01233, 17.V.57]
STAMPED = rule(
    "stamped",
    r"^[ ]*\[(?P<step>[Ss]tamp):?\]?:?[ ]?\s?(?P<step_agent>[A-Z][^\n:\]]{2,100}?)[,;]?\s+(?:[Ii]ncoming[ ])?(?:No\.?|N[º°]|Number)[ ]?"
    rf"(?P<receiver_number>[\w()/ -]{{0,20}}\d[\w/-]{{0,20}})[,;]?\s+(?P<moment>(?P<moment_day>{ANY_DATE}))\]?[ ]*$",
    "[Stamp:] General Office of the Ministry of Foreign Affairs\nNo. 6214\nOctober 28, 1966",
    many=True,
    step=any_step,
    receiver_number=serial,
    moment_day=any_date,
)
# Received 31.8 17:27 · received at 11.17 at 16:00
DAY_WITHOUT_YEAR = rule(
    "day_without_year",
    rf"(?<![\w-])(?P<step>{ANY_STEP}){_WHERE},?\s(?:on[ ]|at[ ])?(?P<moment>(?P<moment_day>\d{{1,2}}\.\d{{1,2}})\.?[ ](?:at[ ])?"
    rf"(?P<moment_time>\d{{1,2}}[:.]\d{{2}}))(?![\d.])\.?",
    "Received 31.8 17:27",
    many=True,
    step=any_step,
    moment_day=day_and_month,
    moment_time=clock_time,
)
LINES = (SENT_NOTE, DAY_WITHOUT_YEAR, STEP_DAY_TIME, STEP_TIME_DAY, STEP_BY, STEP_AT, READ)
