# SPDX-License-Identifier: AGPL-3.0-or-later
"""Digitised newspapers: ALTO of four versions, METS of the dialects that libraries write, and one real issue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

import epubgen
from epubgen.errors import SourceError
from epubgen.importers.page_boxes.bibliographic_records import printed_day
from epubgen.importers.page_boxes.bounded_xml import root_name
from epubgen.importers.page_boxes.mets import MetsIssue, mets_issue
from epubgen.importers.reading import Reading
from epubgen.model import Article, Paragraph
from epubgen.model.inlines import plain
from tests.unit.tiny_pdf import jpeg

REAL = Path(__file__).resolve().parents[2] / ".." / "shared" / "real" / "mets-alto"


def texts(story: Article) -> list[str]:
    return [plain(block.text) for block in story.body if isinstance(block, Paragraph)]


def codes(files: Mapping[str, bytes | str]) -> list[str]:
    with pytest.raises(SourceError) as caught:
        epubgen.read(files, format="mets_alto")
    assert all(found.message("zh") and found.message("en") for found in caught.value.findings)
    return [found.key for found in caught.value.findings]


def string(word: str, more: str = "") -> str:
    return f'<String CONTENT="{word}" HPOS="10" VPOS="10" WIDTH="50" HEIGHT="20" {more}/>'


def line(words: str, top: int, left: int = 100, *, spaces: bool = True) -> str:
    between = "<SP/>" if spaces else ""
    parts = between.join(string(word) for word in words.split(" "))
    return f'<TextLine HPOS="{left}" VPOS="{top}" WIDTH="{12 * len(words)}" HEIGHT="22">{parts}</TextLine>'


def block(name: str, *lines: str, top: int = 100, more: str = "") -> str:
    body = "".join(line(words, top + 26 * number) if "<" not in words else words for number, words in enumerate(lines))
    return f'<TextBlock ID="{name}" HPOS="100" VPOS="{top}" WIDTH="400" HEIGHT="{26 * len(lines)}" {more}>{body}</TextBlock>'


def alto(
    *blocks: str,
    space: str = "http://www.loc.gov/standards/alto/ns-v3#",
    page: str = "P1",
    head: str = "",
    top: str = "",
) -> str:
    name = f' xmlns="{space}"' if space else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><alto{name}>{head}<Layout><Page ID="{page}" WIDTH="1000" HEIGHT="1500">'
        f'<TopMargin>{top}</TopMargin><PrintSpace ID="PS">{"".join(blocks)}</PrintSpace></Page></Layout></alto>'
    )


def mods(
    title: str = "The Harbour Gazette", day: str = "1902-05-12", language: str = "eng", name: str = "ISSUE"
) -> str:
    return (
        f'<dmdSec ID="{name}"><mdWrap MDTYPE="MODS"><xmlData><mods:mods xmlns:mods="http://www.loc.gov/mods/v3">'
        f"<mods:titleInfo><mods:title>{title}</mods:title></mods:titleInfo><mods:originInfo><mods:dateIssued>{day}"
        f'</mods:dateIssued></mods:originInfo><mods:language><mods:languageTerm type="code">{language}</mods:languageTerm>'
        "</mods:language><mods:part><mods:detail type='issue'><mods:number>421</mods:number></mods:detail></mods:part>"
        "</mods:mods></xmlData></mdWrap></dmdSec>"
    )


def mets(records: str, logical: str, pages: int = 1, place: str = "file://./ALTO/{:04d}.xml", links: str = "") -> str:
    files = "".join(
        f'<file ID="ALTO{one}"><FLocat xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{place.format(one)}"/></file>'
        for one in range(1, pages + 1)
    )
    physical = "".join(
        f'<div TYPE="page" ORDER="{one}" ORDERLABEL="{one}"><fptr FILEID="ALTO{one}"/></div>'
        for one in range(1, pages + 1)
    )
    return (
        f'<mets xmlns="http://www.loc.gov/METS/" LABEL="The Harbour Gazette, 1902">{records}<fileSec><fileGrp>{files}'
        f'</fileGrp></fileSec><structMap TYPE="PHYSICAL"><div TYPE="physSequence">{physical}</div></structMap>'
        f'<structMap TYPE="LOGICAL">{logical}</structMap>{links}</mets>'
    )


def area(name: str, page: int = 1, more: str = "") -> str:
    return f'<fptr><area FILEID="ALTO{page}" BETYPE="IDREF" BEGIN="{name}" {more}/></fptr>'


PAGE = alto(
    block("TB1", "HARBOUR GAZETTE"),
    block("TB2", "FLOOD", top=200),
    block("TB3", "Water rose on Monday", "and boats broke loose.", top=240),
    block("TB4", "GRAND SALE", "of boots", top=600),
    page="P1",
)
STORIES = (
    '<div TYPE="Newspaper"><div TYPE="ISSUE" DMDID="ISSUE"><div TYPE="TITLE_SECTION"><div TYPE="HEADLINE">'
    f'{area("TB1")}</div></div><div TYPE="CONTENT"><div TYPE="ARTICLE"><div TYPE="HEADING"><div TYPE="TITLE">{area("TB2")}'
    f'</div></div><div TYPE="BODY"><div TYPE="PARAGRAPH">{area("TB3")}</div></div></div><div TYPE="ADVERTISEMENT">'
    f"{area('TB4')}</div></div></div></div>"
)


def read(logical: str = STORIES, page: str = PAGE, records: str = "", **more: str) -> Reading:
    return epubgen.read({"mets.xml": mets(records or mods(), logical), "ALTO/0001.xml": page, **more})


def test_the_logical_structure_is_taken_at_its_word() -> None:
    reading = read()
    story, advert = reading.issue.articles
    issue = reading.issue
    assert (issue.publication.title, issue.publication.language, issue.date) == (
        "The Harbour Gazette",
        "en",
        date(1902, 5, 12),
    )
    assert (issue.numbering.issue, issue.pages[0].number) == ("421", "01")
    assert (story.title, texts(story)) == (("FLOOD",), ["Water rose on Monday and boats broke loose."])
    assert (advert.kind, texts(advert)) == ("ad", ["GRAND SALE of boots"])
    assert ("page.01.head", "HARBOUR GAZETTE") in [(fact.name, fact.value) for fact in reading.facts]
    assert not reading.notes


@pytest.mark.parametrize(
    "space",
    [
        "",
        "http://schema.ccs-gmbh.com/ALTO",
        "http://www.loc.gov/standards/alto/ns-v2#",
        "http://www.loc.gov/standards/alto/ns-v4#",
    ],
)
def test_every_version_of_alto_is_read(space: str) -> None:
    page = PAGE.replace(' xmlns="http://www.loc.gov/standards/alto/ns-v3#"', f' xmlns="{space}"' if space else "")
    assert read(page=page).issue.articles[0].title == ("FLOOD",)


def test_a_story_runs_over_pages() -> None:
    more = alto(block("TB9", "They came back on Tuesday."), page="P2")
    logical = STORIES.replace(
        area("TB3") + "</div>", area("TB3") + f'</div><div TYPE="PARAGRAPH">{area("TB9", 2)}</div>'
    )
    files = {"mets.xml": mets(mods(), logical, pages=2), "ALTO/0001.xml": PAGE, "ALTO/0002.xml": more}
    story = epubgen.read(files).issue.articles[0]
    assert (story.page, texts(story)[-1]) == (("01", "02"), "They came back on Tuesday.")


def test_roles_of_the_structure_and_groups_of_blocks() -> None:
    page = alto(
        "<ComposedBlock ID='CB1'>" + block("TB1", "AT THE PORT") + block("TB2", "FLOOD", top=140) + "</ComposedBlock>",
        block("TB3", "Boats break loose", top=180), block("TB4", "By Ann Bell", top=220),
        block("TB5", "Water rose on Monday.", top=260), block("TB6", "A hard night", top=300), block("TB7", "Nobody slept.", top=340),
    )  # fmt: skip
    logical = (
        f'<div TYPE="issue"><div TYPE="article"><div TYPE="heading"><div TYPE="overline">{area("TB1")}</div><div TYPE="title">'
        f'{area("TB2")}</div><div TYPE="subtitle">{area("TB3")}</div><div TYPE="author">{area("TB4")}</div></div><div TYPE="body">'
        f'<div TYPE="text">{area("TB5")}</div><div TYPE="heading">{area("TB6")}</div><div TYPE="text">{area("TB7")}</div></div></div></div>'
    )
    (story,) = read(logical, page).issue.articles
    assert (story.kicker, story.title, story.deck) == (("AT THE PORT",), ("FLOOD",), ("Boats break loose",))
    assert [person.name for person in story.authors] == ["Ann Bell"]
    assert [type(one).__name__ for one in story.body] == ["Paragraph", "Subhead", "Paragraph"]
    grouped = f'<div TYPE="issue"><div TYPE="ADVERTISEMENT">{area("CB1")}</div></div>'
    assert texts(read(grouped, page).issue.articles[0]) == ["AT THE PORT", "FLOOD"]


def test_ranges_rectangles_and_whole_files_are_pointers_too() -> None:
    page = alto(*(block(f"B{one}", f"Sentence {one}.", top=100 * one) for one in range(1, 6)))
    kinds = {
        area("B2", more='END="B4"'): ["Sentence 2.", "Sentence 3.", "Sentence 4."],
        '<fptr><area FILEID="ALTO1" SHAPE="RECT" COORDS="0,150,900,260"/></fptr>': ["Sentence 2."],
        '<fptr FILEID="ALTO1"/>': [f"Sentence {one}." for one in range(1, 6)],
    }
    for pointer, wanted in kinds.items():
        stories = read(
            f'<div TYPE="issue"><div TYPE="ARTICLE"><div TYPE="BODY">{pointer}</div></div></div>', page
        ).issue.articles
        assert texts(stories[0]) == wanted


def test_pages_without_articles_are_read_like_any_page() -> None:
    styles = '<Styles><TextStyle ID="S1" FONTSIZE="30" FONTSTYLE="bold"/><TextStyle ID="S2" FONTSIZE="9"/></Styles>'
    big = (
        '<TextBlock ID="B1" STYLEREFS="S1"><TextLine HPOS="100" VPOS="100" WIDTH="400" HEIGHT="70">'
        + string("FLOOD")
        + "</TextLine></TextBlock>"
    )
    page = alto(
        big,
        block(
            "B2",
            "Water rose on Monday night",
            "and boats broke loose from",
            "the quay in the harbour.",
            top=200,
            more='STYLEREFS="S2"',
        ),
        head=styles,
    )
    logical = '<div TYPE="np:issue" DMDID="ISSUE"><div TYPE="np:page"><fptr FILEID="ALTO1"/></div></div>'
    chronicling = read(logical, page)
    alone = epubgen.read({"1902-05-12/ocr.xml": page})
    for reading in (chronicling, alone):
        (story,) = reading.issue.articles
        assert (story.title, len(texts(story))) == (("FLOOD",), 1)
        assert reading.issue.date == date(1902, 5, 12)


def test_goobi_files_by_address_and_the_day_of_a_label() -> None:
    logical = '<div TYPE="newspaper" LABEL="Hafenbote"><div TYPE="year" ORDERLABEL="1902"><div TYPE="day" ORDERLABEL="1902-05-12"><div TYPE="issue"/></div></div></div>'
    files = {
        "issue.xml": mets(mods("Hafenbote", "", "ger"), logical, place="https://example.org/fulltext/{:08d}.xml"),
        "fulltext/00000001.xml": alto(block("B1", "Das Wasser stieg.")),
    }
    issue = epubgen.read(files).issue
    assert (issue.date, issue.publication.language, issue.publication.title) == (date(1902, 5, 12), "de", "Hafenbote")
    assert texts(issue.articles[0]) == ["Das Wasser stieg."]


def test_parted_words_are_one_word() -> None:
    part = "SUBS_TYPE='HypPart{}' SUBS_CONTENT='harbour'"
    one, two = string("har", part.format(1)), string("bour", part.format(2))
    first = f'<TextLine HPOS="1" VPOS="1" WIDTH="90" HEIGHT="20">{string("The")}<SP/>{one}<HYP CONTENT="-"/></TextLine>'
    second = f'<TextLine HPOS="1" VPOS="30" WIDTH="90" HEIGHT="20">{two}<SP/>{string("rose")}</TextLine>'
    third = f'<TextLine HPOS="1" VPOS="60" WIDTH="90" HEIGHT="20">{string("at")}<SP/>{string("mid")}<HYP CONTENT="¬"/></TextLine>'
    reading = read(page=alto(block("TB2", "FLOOD"), block("TB3", first, second, third, "night again.")))
    assert texts(reading.issue.articles[0]) == ["The harbour rose at midnight again."]
    assert dict(reading.counts)["hyphens"] == 2


def test_words_of_a_file_without_spaces_stand_apart() -> None:
    page = alto(
        block("TB2", "FLOOD"), block("TB3", line("Water rose", 300, spaces=False), line("汐州 日报", 330, spaces=False))
    )
    assert texts(read(page=page).issue.articles[0]) == ["Water rose汐州日报"]


def test_words_that_were_hardly_legible_are_asked_about_once_a_page() -> None:
    lines = "".join(
        string(word, f'WC="{sure}"') + "<SP/>" for word, sure in (("Water", 0.99), ("rxse", 0.2), ("agaln", 0.39))
    )
    page = alto(
        block("TB2", "FLOOD"), block("TB3", f'<TextLine HPOS="1" VPOS="1" WIDTH="9" HEIGHT="9">{lines}</TextLine>')
    )
    (note,) = [note for note in read(page=page).notes if note.key == "note.unclear"]
    assert (note.text, note.chosen) == ("rxse, agaln", "2/4")


def test_tags_running_heads_and_a_stated_order() -> None:
    tags = '<Tags><StructureTag ID="T1" LABEL="Headline"/><LayoutTag ID="T2" LABEL="page-number"/></Tags>'
    order = "<ReadingOrder><OrderedGroup><ElementRef REF='B2'/><ElementRef REF='B1'/></OrderedGroup></ReadingOrder>"
    page = alto(
        block("B1", "Water rose on Monday."), block("B2", "FLOOD", more='TAGREFS="T1"'), block("B3", "7", more='TAGREFS="T2"'),
        head=tags, top=block("B0", "THE GAZETTE MAY 12"),
    ).replace('<PrintSpace ID="PS">', order + '<PrintSpace ID="PS">')  # fmt: skip
    reading = epubgen.read({"1902-05-12-01.xml": page})
    (story,) = reading.issue.articles
    assert (story.title, texts(story)) == (("FLOOD",), ["Water rose on Monday."])
    assert {fact.value for fact in reading.facts if fact.name.endswith(".head")} >= {"THE GAZETTE MAY 12", "7"}


def test_what_is_missing_is_told() -> None:
    two = {"mets.xml": mets(mods(), STORIES, pages=2), "ALTO/0001.xml": PAGE}
    assert [found.key for found in epubgen.read(two).findings] == ["S39"]
    assert codes({"mets.xml": mets(mods(), STORIES)}) == ["S39.none"]
    assert codes({"mets.xml": mets(mods(), STORIES, place="img/{:04d}.jp2")}) == ["S39.pictures"]
    assert [found.key for found in read(STORIES.replace("TB3", "TB77")).findings] == ["S40"]
    assert codes({"mets.xml": mets(mods(), STORIES), "ALTO/0001.xml": alto()}) == ["S40", "S43"]
    other = mets(mods(day="1902-05-13"), STORIES)
    assert codes({"a.xml": mets(mods(), STORIES), "b.xml": other, "ALTO/0001.xml": PAGE}) == ["S39.several"]


def test_text_that_no_story_has_is_kept() -> None:
    page = alto(
        block("TB2", "FLOOD", top=200),
        block("TB3", "Water rose.", top=240),
        block("TB8", "A sentence that nobody claimed stands here.", top=700),
    )
    stories = read(page=page).issue.articles
    assert [texts(story) for story in stories] == [["Water rose."], ["A sentence that nobody claimed stands here."]]


def test_xml_is_read_without_entities_and_within_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = '<!DOCTYPE alto [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + PAGE.partition("?>")[2].replace("FLOOD", "&b;")
    assert codes({"a.xml": bomb}) == ["S38.entities"]
    assert codes({"a.xml": PAGE[:-30]}) == ["S38"]
    assert codes({"a.xml": "<alto>" + "<a>" * 400}) == ["S38"]
    monkeypatch.setattr("epubgen.importers.page_boxes.bounded_xml.MAX_TAGS", 10)
    assert codes({"a.xml": PAGE}) == ["S38.big"]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<alto>", "alto"), (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <mets> -->\n<METS:mets x="1">', "mets"),
        ('<?xml version="1.0" encoding="UTF-16"?><alto>'.encode("utf-16"), "alto"), (b"{}", ""), (b"", ""), (b"<html>", "html"),
    ],
)  # fmt: skip
def test_the_root_is_told_by_the_first_bytes(head: bytes, name: str) -> None:
    assert root_name(head) == name


@pytest.mark.parametrize(
    "text",
    ["1821-08-01", "18210801", "01.08.1821", "1/8/1821", "1er août 1821", "August 1, 1821", "1. August 1821", "1 de agosto de 1821", "elokuu: 1 elokuu 1821"],
)  # fmt: skip
def test_a_day_is_read_in_any_usual_form(text: str) -> None:
    assert printed_day(text) == date(1821, 8, 1)


def told(
    logical: str, physical: str = '<div TYPE="page"><fptr FILEID="F1"/></div>', label: str = "", records: str = ""
) -> MetsIssue:
    """What a METS file with five files says by itself."""
    files = "".join(f'<file ID="F{one}"><FLocat href="{one}.xml"/></file>' for one in range(1, 6))
    return mets_issue(
        etree.fromstring(
            f'<mets LABEL="{label}">{records}<fileSec>{files}</fileSec><structMap TYPE="PHYSICAL">{physical}</structMap>'
            f'<structMap TYPE="LOGICAL">{logical}</structMap></mets>'
        )
    )


def part(block: str, kind: str = "", inside: str = "") -> str:
    pointer = f'<fptr><area FILEID="F1" BEGIN="{block}"/></fptr>'
    return f'<div TYPE="{kind}">{pointer}{inside}</div>' if kind else pointer


def roles(made: MetsIssue) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(story.kind, [(one.begin, one.role) for one in story.parts]) for story in made.stories]


@pytest.mark.parametrize(
    ("orders", "labels"),
    [
        (["2", "1", "3"], ["p1", "p0", "p2"]),
        (["10", "9", "1"], ["p2", "p1", "p0"]),
        (["", "2", "1"], ["p2", "p1", "p0"]),
        (["3", "", "x"], ["p0", "p1", "p2"]),
        (["1", "1", "1"], ["p0", "p1", "p2"]),
        (["", "", ""], ["p0", "p1", "p2"]),
    ],
)
def test_pages_stand_in_their_stated_order_and_those_without_one_last(orders: list[str], labels: list[str]) -> None:
    pages = "".join(
        f'<div TYPE="page" ORDER="{order}" ORDERLABEL="p{number}"><fptr FILEID="F{number + 1}"/></div>'
        for number, order in enumerate(orders)
    )
    made = told("", pages)
    assert [page.label for page in made.pages] == labels
    assert [page.files for page in made.pages] == [(f"{int(label[1:]) + 1}.xml",) for label in labels]


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        (f'<div TYPE="HEADING">{part("H")}</div><div TYPE="BODY">{part("T")}</div>', [("H", "headline"), ("T", "")]),
        (f'<div TYPE="BODY"><div TYPE="HEADING">{part("H")}</div>{part("T")}</div>', [("H", "subhead"), ("T", "")]),
        (f'<div TYPE="BODY_CONTENT"><div TYPE="TITLE">{part("H")}</div></div>', [("H", "subhead")]),
        (
            f'<div TYPE="BODY"><div TYPE="PARAGRAPH"><div TYPE="HEADLINE">{part("H")}</div></div></div>',
            [("H", "subhead")],
        ),
        (f'<div TYPE="BODY"><div TYPE="OVERLINE">{part("K")}</div></div>', [("K", "kicker")]),
        (f'<div TYPE="HEADING"><div TYPE="PARAGRAPH">{part("T")}</div></div>', [("T", "")]),
        (f'<div TYPE="HEADING"><div TYPE="LINE">{part("H")}</div></div>', [("H", "headline")]),
    ],
    ids=[
        "above",
        "in the body",
        "in another body",
        "in a paragraph",
        "kicker",
        "text in a heading",
        "line of a heading",
    ],
)
def test_a_headline_within_a_body_is_a_subhead(inside: str, wanted: list[tuple[str, str]]) -> None:
    assert roles(told(f'<div TYPE="ARTICLE">{inside}</div>')) == [("article", wanted)]


@pytest.mark.parametrize(
    ("logical", "wanted"),
    [
        (
            f'<div TYPE="ADVERTISINGSECTION">{part("A", "AD")}{part("B", "AD")}</div>',
            [("ad", [("A", "")]), ("ad", [("B", "")])],
        ),
        (
            f'<div TYPE="ADVERTISINGSECTION">{part("S")}{part("A", "AD")}</div>',
            [("ad", [("S", "")]), ("ad", [("A", "")])],
        ),
        (f'<div TYPE="SECTION">{part("A", "ARTICLE")}</div>', [("article", [("A", "")])]),
        ('<div TYPE="ARTICLE"/>', [("article", [])]),
        (
            f'<div TYPE="SPORT"><div TYPE="GROUP">{part("A", "ARTICLE", part("B", "POEM"))}</div></div>',
            [("article", [("A", "")]), ("poem", [("B", "")])],
        ),
        (f'<div TYPE="SECTION">{part("S")}</div>', [("text", [("S", "")])]),
    ],
    ids=["stories alone", "words of its own", "no story at all", "empty", "stories in stories", "words alone"],
)
def test_a_section_that_only_holds_stories_is_none_itself(
    logical: str, wanted: list[tuple[str, list[tuple[str, str]]]]
) -> None:
    assert roles(told(logical)) == wanted


@pytest.mark.parametrize(
    ("label", "inner", "title"),
    [
        ("The Harbour Gazette, 1902", "", "The Harbour Gazette"),
        ("Hafenbote - 12. Mai 1902", "", "Hafenbote"),
        ("Hafenbote (Morgenausgabe)", "", "Hafenbote"),
        ("La Gazette no. 12", "", "La Gazette"),
        ("Le Temps 1902", "", "Le Temps"),
        ("— Hafenbote. (Morgenausgabe)", "", "Hafenbote"),
        ("", "Sud-Ouest, 3 mai", "Sud-Ouest"),
        (", 1902", "Hufvudstadsbladet", "Hufvudstadsbladet"),
        ("", "", ""),
    ],
)
def test_without_a_record_the_title_is_that_of_a_label(label: str, inner: str, title: str) -> None:
    assert told(f'<div TYPE="NEWSPAPER" LABEL="{inner}"/>', label=label).title == title
    assert told(f'<div LABEL="{inner}"/>', label=label, records=mods("Its Record")).title == "Its Record"


@pytest.mark.skipif(not REAL.is_dir(), reason="the real issue is not on this computer")
def test_a_real_issue_of_1821() -> None:
    reading = epubgen.read(REAL)
    issue = reading.issue
    assert issue.publication.title == "Le Journal des Débats politiques et littéraires"
    assert (issue.date, issue.publication.language) == (date(1821, 8, 1), "fr")
    assert [page.number for page in issue.pages] == ["01", "02", "03", "04"]
    news = [story for story in issue.articles if story.kind != "ad"]
    assert (len(news), len(issue.articles) - len(news)) == (10, 3)
    titles = [" ".join(story.title) for story in news]
    assert titles[1:5] == ["PAYS-BAS-UNIS.", "GRANDE-BRETAGNE.", "FRANCE.", "CHAMBRE DES PAIRS. rt n . • ï O . • •;/ ."]
    assert titles[5:] == [
        "ÇHAMRRE DES DEPOTES.", "VARIETES.", "LOTERIE ROYALE DE FRANCE. A T. J.. I J ■ ■1 / .",
        "COURS DE LA BOURSE. Du 3i juillet.", "SPECTACLES DU I€R août,",
    ]  # fmt: skip
    pages = {" ".join(story.title): story.page for story in news}
    assert pages["GRANDE-BRETAGNE."] == ("01", "02")
    assert pages["CHAMBRE DES PAIRS. rt n . • ï O . • •;/ ."] == ("02", "03", "04")
    assert pages["ÇHAMRRE DES DEPOTES."] == ("03",)
    assert dict(reading.counts)["hyphens"] >= 84
    assert "nouvelles" in " ".join(texts(news[0]))


def test_a_block_that_two_stories_name_is_read_once() -> None:
    again = (
        f'<div TYPE="ARTICLE"><div TYPE="HEADING"><div TYPE="TITLE">{area("TB4")}</div></div><div TYPE="BODY">'
        f'<div TYPE="PARAGRAPH">{area("TB3")}</div></div></div><div TYPE="ADVERTISEMENT">'
    )
    reading = read(STORIES.replace('<div TYPE="ADVERTISEMENT">', again))
    found = [text for story in reading.issue.articles for text in texts(story)]
    assert len([text for text in found if "Water rose on Monday" in text]) == 1


def shown_by(*places: str, beside: tuple[str, ...] = (), page: str = '<fptr FILEID="PIC0"/>') -> str:
    """The facsimile of a page whose METS names pictures besides."""
    named = "".join(
        f'<file ID="PIC{one}"><FLocat xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{place}"/></file>'
        for one, place in enumerate(places)
    )
    text = mets(mods(), STORIES).replace("<fileGrp>", f"<fileGrp>{named}")
    text = text.replace('<fptr FILEID="ALTO1"/></div>', f'{page}<fptr FILEID="ALTO1"/></div>')
    pictures = {name: jpeg(size=(40 * size, 40 * size)) for size, name in enumerate(beside, 2)}
    reading = epubgen.read({"mets.xml": text.encode(), "ALTO/0001.xml": PAGE.encode(), **pictures})
    (blocks,) = reading.page_blocks
    assert blocks.picture == reading.issue.pages[0].facsimile
    return blocks.picture


def test_a_page_is_shown_by_the_picture_that_mets_names() -> None:
    both = '<fptr FILEID="PIC0"/><fptr FILEID="PIC1"/>'
    assert shown_by("file://./IMG/0001.jpg", beside=("IMG/0001.jpg",)) == "IMG/0001.jpg"
    assert shown_by("http://a.example/x/0001.JPG", beside=("IMG/0001.JPG",)) == "IMG/0001.JPG"
    assert shown_by("IMG/0001.jpg") == ""  # the folder does not have it
    assert shown_by("IMG/0001.tif", beside=("IMG/0001.tif",)) == ""  # no browser shows it
    assert shown_by("t/0001.jpg", "m/1.jpg", beside=("t/0001.jpg", "m/1.jpg"), page=both) == "m/1.jpg"  # the larger
    assert shown_by("IMG/0001.png", beside=("IMG/0001.png",), page="") == "IMG/0001.png"  # by its name alone
    assert shown_by("IMG/0002.png", beside=("IMG/0002.png",), page="") == ""
