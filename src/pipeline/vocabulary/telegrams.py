"""What stands on every page of a telegram of the State Department and states nothing new of it.

Page banners, marks of secrecy at the head and foot of a page, signs of the end, and stamps of those who released it.
They stand in the middle of a list, of a subject line, of the running text.
"""

from pipeline.grammar import Rule, rule
from pipeline.values.posts import POST, message_number


def _spaced(words: str) -> str:
    """The pattern of words whose letters stand apart: C O N F I D E N T I A L."""
    return "[ ]{1,6}".join("[ ]{1,3}".join(word) for word in words.split())


_CLASSES = ("TOP SECRET", "SECRET", "CONFIDENTIAL", "LIMITED OFFICIAL USE", "UNCLASSIFIED", "UNCLAS")
SECRECY = (
    rf"(?:{'|'.join(_spaced(each) for each in _CLASSES)}"
    rf"|{'|'.join(each.replace(' ', '[ ]{1,3}') for each in _CLASSES)}|NOT[ ]CLASSIFIED)(?![A-Z])"
)
CAPTION = (
    r"(?:NODIS|EXDIS|LIMDIS|STADIS|CONDIS|NOFORN|NOCONTRACT|FOUO|CHEROKEE|EYES[ ]ONLY|ROGER[ ]CHANNEL"
    r"|TOSEC|SECTO|\(?DISTRIBUTE[ ]AS[ ](?:NODIS|EXDIS)\)?)(?![A-Z])"
)
# EXDIS · NODIS CHEROKEE · LIMDIS/NOFORN
CAPTIONS = rf"{CAPTION}(?:[ ]{{0,3}}[,;/+-]?[ ]{{0,3}}{CAPTION}){{0,4}}"

# UNCLASSIFIED U.S. Department of State Case No. F-2016-07743 Doc No. C17980027 Date: 07/31/2017
_CASE = (
    r"(?:UNCLASSIFIED\s{1,40})?U\.?[ ]?S\.?[ ]Department[ ]of[ ]State\s{1,40}Case[ ]No\.?[ ][A-Z][- ]\d{4}[- ]\d{5}\s{1,40}Doc[ ]No\.?[ ]C\d{8}"
    r"(?:\s{1,40}Date:?[ ]\d\d[/ ]\d\d[/ ]\d{4})?"
)
# Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 04 MAY 2006
STAMP_SHAPE = (
    r"(?:(?:\b[A-Z][a-z]{1,20}[ ][A-Z]\.?[ ][A-Z][a-z]{1,20}\s{1,40})?Declassified[/ ]{0,3}Released\s{1,40}US[ ]Department[ ]of[ ]State"
    rf"\s{{1,40}}EO[ ]Systematic[ ]Review(?:\s{{1,40}}\d{{1,2}}[ ][A-Z][A-Za-z]{{2}}[ ]\d{{4}})?|{_CASE})"
)
END_SHAPE = r"(?:N{3,4}(?:MAFVVZCZ)?|<<[ ]END[ ]OF[ ]DOCUMENT[ ]>>|BT)"


def on_every_page(inside: str | None = None) -> tuple[Rule, ...]:
    """Return the rules that read what stands on every page, in a zone or within an element."""
    of = f"_in_{inside}" if inside else ""
    return (
        # Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 04 MAY 2006
        rule(
            f"release_stamp{of}",
            STAMP_SHAPE,
            "Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 04 MAY 2006",
            inside=inside,
            many=True,
        ),
        # PAGE 01 SEOUL 03051 01 OF 02 070947Z · CONFIDENTIAL PAGE 02 STATE 237171
        rule(
            f"page_banner{of}",
            rf"^[ ]*(?:{SECRECY}[ ]+)?PAGE[ ]{{1,4}}\d{{1,3}}(?:[ ]+(?P<banner_number>{POST}[ ]+\d{{4,7}})"
            r"(?:[ ]+\d{2}[ ]OF[ ]\d{2})?(?:[ ]+\d{6}Z)?)?[ ]*$",
            "PAGE 01 SEOUL 03051 01 OF 02 070947Z",
            inside=inside,
            many=True,
            banner_number=message_number,
        ),
        # CONFIDENTIAL, at the head and foot of each page
        rule(f"page_mark{of}", rf"^[ ]*{SECRECY}[ ]*$", "LIMITED OFFICIAL USE", inside=inside, many=True),
        # NNN · CONFIDENTIAL NNN · << END OF DOCUMENT >>
        rule(f"end_mark{of}", rf"^[ ]*(?:{SECRECY}[ ]+)?{END_SHAPE}[ ]*$", "NNN", inside=inside, many=True),
        # ¿¿¿ where the conversion lost characters; a line of nothing else
        rule(f"lost_characters{of}", r"^[ ]*¿{1,200}[ ]*$", "¿¿¿", inside=inside, many=True),
    )


ON_EVERY_PAGE = on_every_page()
