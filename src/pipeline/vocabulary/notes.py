"""What editors, translators and clerks put beside the text, and how the header ends where the text begins."""

from pipeline.grammar import rule

# A line of running text: long; or a dozen words that end as a sentence does; or the first of two full lines of a
# text that was broken at the margin. Lists of recipients, notes and footnotes are none.
_LISTED = (
    r"(?:Distribution[^\n:]{0,30}|DISTRIBUTION|Copies|CC|Copied[ ]to|Repeated[ ]to|Received[ ]by|Sent[ ]to|Participa[a-z]{2,5}|Present|Attendees"
    r"|(?:[\w.’'-]+[ ]){0,5}(?:side|participants|attendees|persons|guests|officials|accompanied|meeting)|To|From|Subject|SUBJECT|Time|Place|Location|Venue"
    r"|Spravka|Attachment|Enclosure|NOTE[ ]OF[ ][A-Z ]{2,12}|Received|Proofread|Transcribed|Deciphered|Typed|Printed|Copied|Sent|Arrived|Processed|Dispatched|Completed"
    r"|Interpret[a-z]{2,6}(?:[ ]and[ ]Minutes)?|Source|Re|Title|Contents|Chair[a-z ]{3,8}|Date[ ]?[\w ]{0,16})"
)
_NO_PROSE = (
    r"(?![ ]*(?:\[(?:\w{1,3}\]|[Ss]tamp|[Hh]andwr|[Tt]ranslator|[Ss]ource|signature)|[-–—•][ ]|\d{1,2}(?:st|nd|rd|th)?[ ]?[-–—][ ]|"
    + _LISTED
    + r":|"
    r"Please[ ]|(?:Already[ ])?[Ff]orward(?:ed)?[ ]to|Copies|Produced|(?:Sent|Received|Dispatched|Arrived|Came|Deciphered|Typed)[ ][^\n]{0,80}?\d[.:/]\d))"
)
_LONG_LINE = (
    r"(?:[^\n]{160}|(?=[^\n]{60})(?:\S+[ ]+){11}[^\n]*[.?!:…][\"”’)\]]{0,3}[ ]*$|[^\n]{66,}\n(?!\[?To[ ])[^\n]{66})"
)
PROSE = rf"^(?:{_NO_PROSE}(?={_LONG_LINE}))"

TEXT_BEGINS = rule(
    "text_begins",
    PROSE,
    "The first long paragraph opens the text, and is known by its length and by ending as a sentence does.",
)

# […] · [...] above the heading: the editor left out what stood there
OMISSION = rule(
    "omission",
    r"^[ ]*(?P<omission>\[?(?:…|\.{3,4}|…\.|\.…)\]?)[.,]?[ ]*$",
    "[…]",
    many=True,
)
# [Stamp: Declassified 14 December 1993] · [handwritten: …] · [Translator's note: …]
BRACKET_LINE = rule(
    "bracket_line",
    r"^[ ]*\[(?P<note_kind>[Ss]tamp|[Hh]andwritten[^\n:\[\]]{0,60}|[Tt]ranslator[’']?s?[ ][Nn]ote|Ed(?:itor[’']?s?|\.)[ ][Nn]ote|[Nn]ote)"
    r"[ ]?:[ ]?\s?(?P<note>[^\[\]]{1,1000})\][ ]*$",
    "[handwritten: to Cdes. Samsonov]",
    many=True,
)
# TELEGRAM · Ciphered Telegram · N o t e · JOURNAL · Record
KIND_LINE = rule(
    "kind_line",
    r"^[ ]*[\"“]?(?P<kind_word>(?:RECORD|MEMORANDUM|MINUTES|TRANSCRIPT|Record|Memorandum|Minutes|Transcript|Notes?)[ ](?:OF|of|Of|on|about)[ ]"
    r"(?:A[ ]|a[ ]|THE[ ]|the[ ])?(?:CONVERSATION|TALK|MEETING|[Cc]onversation|[Tt]alk|[Mm]eeting)[^\n]{0,300}|I[ ]n[ ]f[ ]o[ ]r[ ]m[ ]a[ ]t[ ]i[ ]o[ ]n|(?:CIPHERED[ ]|Ciphered[ ]|Coded[ ]|Enciphered[ ])?(?:TELEGRAM|[Tt]elegram|CABLE|Cable)|JOURNAL|Journal"
    r"|RECORD|Record|REPORT|Report|MEMORANDUM|Memorandum|N[ ]o[ ]t[ ]e|Note|NOTE|LETTER|Letter|MINUTES|Minutes"
    r"|PROTOCOL|Protocol|CIPHERGRAM|Ciphergram|RECEIVED|Special[ ]File|By[ ]tele(?:gram|graph))\.?[\"”]?[ ]*$",
    "CIPHERED TELEGRAM",
    many=True,
)
# Subject: Korean delegations · Re: … · Concerning: …
SUBJECT = rule(
    "subject",
    r"^[ ]*(?:Subject|SUBJECT|Re|RE|Concerning|Regarding|Topic|Title|Contents)[ ]?:[ ]*(?P<subject>[^\n]{2,400}?)[ ]*$",
    "Subject: Korean delegations",
)
# a line of the header that no other rule reads, the last before the text: where the title quotes it, the subject
HEADING = rule(
    "heading",
    r"^[ ]*[\"“']?(?P<heading>(?!\d+\.?[ ]*$)[^\s:][^\n:]{2,400}?)[\"”']?\s*+\Z",
    "Illegal Crossings of the International Border",
    at_end=True,
)
# SAPMO-BA, DY 30, IV A2/20/251: the archive's mark on the document itself
ARCHIVE_MARK = rule(
    "archive_mark",
    r"^[ ]*(?P<holding>(?P<repository_code>SAPMO(?:-BA)?|BArch|PolA[ ]AA|PA[ ]AA|MfAA|RGANI|RGASPI|AVP[ ]?RF|AP[ ]?RF|MOL|MNL[ ]OL|ANIC|AMAE|PRC[ ]FMA)"
    r",?[ ](?P<locator>[^\n]{3,160}?))\.?[ ]*$",
    "SAPMO-BA, DY 30, IV A2/20/251",
)
# [1] Eugeniusz Milnikiel (1905-1969), …
FOOTNOTE = rule(
    "footnote",
    r"^[ ]*(?:\[\w{1,4}\]|\*{1,3}|x/|\d{1,2}(?=[ ][A-Z]))[ ]?(?P<footnote>[^\n]{2,2000})$",
    "[1] Eugeniusz Milnikiel, deputy minister.",
    many=True,
)
# ALL-UNION COMMUNIST PARTY (BOLSHEVIKS) CENTRAL COMMITTEE · Secretary of the Central Committee
OFFICE_LINE = rule(
    "office_line",
    r"^[ ]*(?=[^\n:]{0,120}\b(?i:committee|party|ministry|department|embassy|secretariat|council|administration|division|bureau)\b)[A-Z][^\n:.]{3,140}$",
    "ALL-UNION COMMUNIST PARTY (BOLSHEVIKS) CENTRAL COMMITTEE",
    many=True,
)
# MINISTRY OF FOREIGN AFFAIRS · SOVIET EMBASSY IN THE DPRK · GDR Embassy to the DPRK
LETTERHEAD = rule(
    "letterhead",
    r"^[ ]*(?P<letterhead>(?=[^\n]{0,120}(?:EMBASSY|Embassy|MINISTRY|Ministry|LEGATION|Legation|CONSULATE|Consulate|SECRETARY[ ]OF[ ]STATE|Foreign[ ]Ministry))"
    r"(?!To[ ]|From[ ]|FROM[ ]|TO[ ]|\[To)[A-Z][^\n:.;]{4,120}?)[ ]*$",
    "SOVIET EMBASSY IN THE DPRK",
)
