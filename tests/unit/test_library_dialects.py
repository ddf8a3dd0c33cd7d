# SPDX-License-Identifier: AGPL-3.0-or-later
"""Digitised newspapers in the manners of several libraries: each gives title, day, stories and captions."""

from __future__ import annotations

from collections.abc import Mapping

import epubgen
from epubgen.importers.reading import Reading
from tests.unit.test_mets_alto import alto, block, texts
from tests.unit.tiny_pdf import jpeg

SPACES = 'xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"'
BODY = ("The mayor opened the bridge this morning before a large crowd.", "It rained all day, and the crowd waited.")
PAGE = alto(
    block("z1", "THE HARBOUR GAZETTE."), block("z2", "BRIDGE IS OPEN.", top=200), block("z3", "A WET DAY.", top=240),
    block("z4", *BODY, top=300), block("z5", "FAMILY NOTICES", top=500), block("z6", "On the 3rd inst., a son.", top=540),
    block("z7", "For sale, a quiet pony.", top=600),
)  # fmt: skip
Files = Mapping[str, bytes | str]


def file(name: str, place: str) -> str:
    return f'<file ID="{name}"><FLocat LOCTYPE="URL" xlink:href="{place}"/></file>'


def area(name: str) -> str:
    return f'<fptr><area FILEID="A" BEGIN="{name}" BETYPE="IDREF"/></fptr>'


def div(kind: str, *parts: str, label: str = "", record: str = "", name: str = "") -> str:
    return f'<div TYPE="{kind}" LABEL="{label}" DMDID="{record}" ID="{name}">{"".join(parts)}</div>'


def mods(name: str, title: str, day: str = "") -> str:
    return (
        f'<dmdSec ID="{name}"><mdWrap MDTYPE="MODS"><xmlData><mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>{title}</title>'
        f"</titleInfo><originInfo><dateIssued>{day}</dateIssued></originInfo></mods></xmlData></mdWrap></dmdSec>"
    )


def mets(records: str, physical: str, logical: str, more: str = "", files: str = "") -> str:
    """METS of one page, whose text is ``p1.xml`` (``A``) and picture ``p1.jpg`` (``J``)."""
    listed = files or file("A", "alto/p1.xml") + file("J", "img/p1.jpg")
    maps = f'<structMap TYPE="PHYSICAL">{physical}</structMap><structMap TYPE="LOGICAL">{logical}</structMap>'
    return f"<mets {SPACES}>{records}<fileSec><fileGrp>{listed}</fileGrp></fileSec>{maps}{more}</mets>"


ONE_PAGE = '<div TYPE="Newspaper"><div TYPE="Page" ORDER="1" ORDERLABEL="1"><fptr><par><area FILEID="A"/><area FILEID="J"/></par></fptr></div></div>'


def read(structure: str, page: str = PAGE) -> Reading:
    return epubgen.read({"m.xml": structure, "alto/p1.xml": page, "img/p1.jpg": jpeg((9, 9, 9), (60, 90))})


def told(reading: Reading) -> list[tuple[str, tuple[str, ...], tuple[str, ...], list[str]]]:
    return [(story.kind, story.title, story.deck, texts(story)) for story in reading.issue.articles]


def paper(reading: Reading) -> tuple[str, str]:
    return reading.issue.publication.title, reading.issue.date.isoformat()


def test_a_page_object_holds_picture_and_text_and_the_record_is_dublin_core() -> None:
    """As in France: a manifest of pages only, whose title tells where the paper appeared."""
    record = (
        '<dmdSec ID="D"><mdWrap MDTYPE="DC"><xmlData><r xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Le Phare du port (Ville. 1890)'
        "</dc:title><dc:date>1912/03/16</dc:date><dc:language>fre</dc:language></r></xmlData></mdWrap></dmdSec>"
    )
    pages = div(
        "group", '<div TYPE="page" ORDER="1"><div TYPE="object"><fptr FILEID="J"/><fptr FILEID="A"/></div></div>'
    )
    files = file("A", "X/X0000001.xml") + file("J", "T/T0000001.jpg")
    structure = f'<mets {SPACES}>{record}<fileSec><fileGrp>{files}</fileGrp></fileSec><structMap TYPE="physical">{div("set", pages, record="D")}</structMap></mets>'
    words = ("Le maire a ouvert le pont ce matin devant la foule.", "Il pleuvait et la foule attendait sur le quai.")
    page = alto(block("a", "LE PHARE DU PORT"), block("b", "Le pont est ouvert", top=200), block("c", *words, top=300))
    reading = epubgen.read(
        {"manifest.xml": structure, "X/X0000001.xml": page, "T/T0000001.jpg": jpeg((9, 9, 9), (60, 90))}
    )
    assert paper(reading) == ("Le Phare du port", "1912-03-16")
    assert [one.facsimile for one in reading.issue.pages] == ["T/T0000001.jpg"]
    assert told(reading) == [("news", ("Le pont est ouvert",), (), [" ".join(words)])]
    assert [fact.value for fact in reading.facts if fact.name.endswith(".head")] == ["LE PHARE DU PORT"]


def test_zones_have_plural_names_and_the_title_a_qualifier() -> None:
    """As in Australia."""
    story = div(
        "Article",
        div("Heading", div("Title", area("z2")), div("Subtitle", area("z3"))),
        div("Body", div("Text", area("z4"))),
    )
    rest = div("Family Notices", div("Heading", area("z5")), div("Body", area("z6"))) + div("Advertising", area("z7"))
    issue = div("Issue", div("Masthead", area("z1")), story, rest, record="I")
    reading = read(
        mets(mods("I", "The Harbour Gazette (Vic. : 1890 - 1912)", "1902-05-12"), ONE_PAGE, div("Newspaper", issue))
    )
    assert paper(reading) == ("The Harbour Gazette", "1902-05-12")
    assert told(reading)[0] == ("news", ("BRIDGE IS OPEN.",), ("A WET DAY.",), [" ".join(BODY)])
    assert [one[:2] for one in told(reading)[1:]] == [("news", ("FAMILY NOTICES",)), ("ad", ("(untitled)",))]


def test_a_link_joins_an_article_with_blocks_of_the_page() -> None:
    """As Goobi writes it: the logical structure has no pointers; a link to a whole page says nothing of the words."""
    blocks = div("textblock", area("z2"), name="B2") + div("textblock", area("z4"), name="B4")
    physical = f'<div TYPE="physSequence"><div TYPE="page" ID="P1" ORDER="1"><fptr FILEID="A"/>{blocks}</div></div>'
    logical = div("issue", div("article", label="Bridge is open", name="L1"), record="I", name="L0")
    links = "".join(
        f'<smLink xlink:from="{one}" xlink:to="{to}"/>'
        for one, to in (("L0", "P1"), ("L1", "P1"), ("L1", "B2"), ("L1", "B4"))
    )
    structure = mets(
        mods("I", "The Harbour Gazette", "1902-05-12"), physical, logical, f"<structLink>{links}</structLink>"
    )
    assert told(read(structure))[0] == ("news", ("BRIDGE IS OPEN.",), (), [" ".join(BODY)])


def test_an_article_without_roles_has_the_headline_that_its_record_names() -> None:
    logical = div(
        "issue",
        div("article", area("z2"), area("z4"), record="R"),
        div("article", area("z5"), area("z6"), label="page 1"),
        record="I",
    )
    reading = read(
        mets(mods("I", "The Harbour Gazette", "1902-05-12") + mods("R", "Bridge is open"), ONE_PAGE, logical)
    )
    assert [one[1] for one in told(reading)[:1]] == [("BRIDGE IS OPEN.",)]
    assert told(reading)[1][1] == ("(untitled)",), "a label that the page does not print is no headline"


def test_articles_that_name_no_block_leave_the_page_to_be_read() -> None:
    logical = div("issue", div("article", label="Bridge"), div("article", label="Notices"), record="I")
    reading = read(mets(mods("I", "The Harbour Gazette", "1902-05-12"), ONE_PAGE, logical))
    assert ("BRIDGE IS OPEN.",) in [story.title for story in reading.issue.articles] or len(reading.issue.articles) > 1
    assert "THE HARBOUR GAZETTE." not in str(told(reading))


DIDL = (
    '<didl:DIDL xmlns:didl="urn:mpeg:mpeg21:2002:02-DIDL-NS" xmlns:dc="http://purl.org/dc/elements/1.1/"><didl:Item><dc:title>De Havenbode</dc:title>'
    "<dc:date>{}</dc:date><dc:language>nl</dc:language></didl:Item></didl:DIDL>"
)
DUTCH = alto(
    block("b1", "De brug is open"),
    block("b2", "De burgemeester opende gisteren de brug.", "Het regende den geheelen dag.", top=300),
    space="",
)


def test_a_record_beside_the_pages_names_paper_and_day() -> None:
    """As in the Netherlands: ALTO with a DIDL, and a text of each article."""
    text = "<text><title>De brug is open</title><p>De burgemeester opende gisteren de brug.</p></text>"
    for place in ("", "ocr/"):
        files: Files = {
            "d_didl.xml": DIDL.format("1902-05-12"),
            "d_0001_articletext.xml": text,
            f"{place}d_001_alto.xml": DUTCH,
        }
        reading = epubgen.read(files)
        assert (*paper(reading), reading.issue.publication.language) == ("De Havenbode", "1902-05-12", "nl")
        assert [story.title for story in reading.issue.articles] == [("De brug is open",)]


def test_records_of_two_issues_name_none() -> None:
    files: Files = {
        "a_didl.xml": DIDL.format("1902-05-12"),
        "b_didl.xml": DIDL.format("1902-05-13"),
        "1902-05-14_001.xml": DUTCH,
    }
    reading = epubgen.read(files)
    assert reading.issue.date.isoformat() == "1902-05-14"
    assert reading.issue.publication.title != "De Havenbode"
