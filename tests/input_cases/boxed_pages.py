# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages whose source says where each word stands: forms of days, parted words, letters set apart, files that are refused."""

from __future__ import annotations

import json
from collections.abc import Callable

import epubgen
from epubgen.errors import EpubgenError, Location
from epubgen.importers.page_boxes.alto import alto_pages
from epubgen.importers.page_boxes.bibliographic_records import printed_day
from epubgen.importers.page_boxes.bounded_xml import parsed
from epubgen.importers.page_boxes.elements import BoxedPage, LaidBlock, LaidLine
from epubgen.importers.page_boxes.layout_tools import table_text
from epubgen.importers.page_boxes.words import WordJoiner, escaped
from epubgen.importers.printed_page.blocks import words as plain_words
from epubgen.importers.printed_page.page_block import PageBox
from epubgen.model import Text
from epubgen.model.walk import article_photos, instances
from tests.input_cases.case import InputCase
from tests.unit.tiny_pdf import jpeg

AT = Location("a.xml")
BOX = PageBox(0, 0, 100, 10)


def day(text: str) -> str:
    found = printed_day(text)
    return found.isoformat() if found else ""


def joined(text: str) -> str:
    """Lines between bars as one paragraph."""
    block = LaidBlock(lines=tuple(LaidLine(line, BOX, 10) for line in text.split("|")), box=BOX)
    page = BoxedPage(width=100, height=100, blocks=(block,))
    return WordJoiner.of([page]).joined(block)


def refused(name: str) -> Callable[[str], object]:
    """The codes that a file of that name with that text is refused with."""

    def read(text: str) -> object:
        try:
            epubgen.read({name: text})
        except EpubgenError as error:
            return [found.key for found in error.findings]
        return []

    return read


def alto_text(line: str) -> str:
    page = f'<alto><Layout><Page WIDTH="9" HEIGHT="9"><PrintSpace><TextBlock>{line}</TextBlock></PrintSpace></Page></Layout></alto>'
    (one,) = alto_pages(parsed(page.encode(), AT), AT)
    return "|".join(line.text for block in one.page.blocks for line in block.lines)


def string(content: str, more: str = "") -> str:
    return f'<String CONTENT="{content}" {more}/>'


PART = 'SUBS_TYPE="HypPart{}" SUBS_CONTENT="harbour"'
DAYS = {
    "1821-08-01": "1821-08-01", "18210801": "1821-08-01", "01.08.1821": "1821-08-01", "Mercredi 1er août 1821": "1821-08-01",
    "May 3, 1902": "1902-05-03", "3 May 1902": "1902-05-03", "3. toukokuu 1902": "1902-05-03", "le 31 juin 1821": "", "no. 421": "",
}  # fmt: skip
JOINS = {
    "the har-|bour rose": "the harbour rose",
    "the har\u00ad|bour rose": "the harbour rose",
    "der Ha⸗|fen": "der Hafen",
    "l'é-|té dernier": "l'été dernier",
    "a well-known man, well-|known indeed": "a well-known man, well-known indeed",
    "Jean-|Paul": "Jean-Paul",
    "清晨的码|头上": "清晨的码头上",
    "물이 불|었다": "물이 불 었다",
    "Water|rose": "Water rose",
    "2026-|27": "2026- 27",
}
FIRST = f"<TextLine>{string('har', PART.format(1))}<HYP CONTENT='-'/></TextLine>"
ABBREVIATED = string("Dr", 'SUBS_TYPE="Abbreviation" SUBS_CONTENT="Doctor"')
ALTO = {
    f"<TextLine>{string('The')}<SP/>{string('sea')}</TextLine>": "The sea",
    f"<TextLine>{string('The')}{string('sea')}</TextLine>": "The sea",
    f"<TextLine>{string('汐州')}{string('日报')}</TextLine>": "汐州日报",
    f"{FIRST}<TextLine>{string('bour', PART.format(2))}</TextLine>": "harbour",
    f"{FIRST}<TextLine>{string('other')}</TextLine>": "har-|other",
    f"<TextLine>{ABBREVIATED}</TextLine>": "Dr",
    "<TextLine/>": "",
}
REFUSED = (
    ("a.pdf", "%PDF-1.7\nno more", ["S34.damaged"]),
    ("a.pdf", "Water", ["S34.damaged"]),
    ("a.xml", "<alto><a></alto>", ["S38"]),
    ("a.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><alto>&x;</alto>', ["S38.entities"]),
    ("a.xml", "<alto/>", ["S43"]),
    ("a_middle.json", '{"pdf_info": 1, "page_idx": 0}', ["S41.shape"]),
    ("a_middle.json", '{"pdf_info": [', ["S41"]),
    ("a_res.json", '{"parsing_res_list": []}', ["S43"]),
)
SIGNS = ("*ST汐州", "李**和王**", "a `b` c", "[1](x)", "C:\\paper", "5*3=15", "plain")
TABLES = {
    "<table><tr><td>a</td><td>b</td></tr></table>": "| a | b |\n|---|---|",
    "<html><body><table><tr><th>a</th></tr><tr><td>1|2</td></tr></table></body></html>": "| a |\n|---|\n| 1\\|2 |",
    "<table><tr><td colspan='2'>a</td></tr><tr><td>1</td><td>2</td></tr></table>": "| a |  |\n|---|---|\n| 1 | 2 |",
    "<table><tr><td>a<br>b</td></tr></table>": "| a b |\n|---|",
    "<table></table>": "",
    "no table": "",
}

TEXT = "渔汛比往年早了十天，港口一派繁忙。市海洋渔业局介绍，目前全市已有两百余艘渔船出海。"


def headed(text: str, kind: str = "header", top: int = 10) -> object:
    """Day, paper, number and name of a page of MinerU with that text beside its one story."""
    items: list[dict[str, object]] = [
        {"type": "text", "text": "渔汛提前", "text_level": 1, "bbox": [50, 50, 500, 80], "page_idx": 0},
        {"type": "text", "text": TEXT, "bbox": [50, 90, 500, 200], "page_idx": 0},
        {"type": kind, "text": text, "bbox": [30, top, 900, top + 15], "page_idx": 0},
    ]
    try:
        issue = epubgen.read({"p_content_list.json": json.dumps(items)}).issue
    except EpubgenError as error:
        return [found.key for found in error.findings]
    assert [story.title for story in issue.articles] == [("渔汛提前",)], "furniture is no story"
    (page,) = issue.pages
    return issue.date.isoformat(), issue.publication.title, page.number, page.name


def shown(text: str) -> object:
    """The blocks below the headline, of the items in a page of MinerU."""
    items: list[dict[str, object]] = [
        {"type": "text", "text": "渔汛提前", "text_level": 1, "bbox": [50, 50, 500, 80]},
        {"type": "text", "text": TEXT, "bbox": [50, 90, 500, 200]},
        *({"bbox": [50, 210 + 60 * at, 500, 260 + 60 * at], **one} for at, one in enumerate(json.loads(text))),
    ]
    files: dict[str, bytes | str] = {
        "2026-05-12_content_list.json": json.dumps([{**one, "page_idx": 0} for one in items])
    }
    (story,) = epubgen.read(files | {"images/a.jpg": jpeg((9, 9, 9), (60, 90))}).issue.articles
    words = [[run.text for run, _ in instances((block,), Text)] for block in story.body[1:]]
    captions = [photo.caption for photo in article_photos(story)]
    return ["".join(one) for one in words if one] + captions


UNKNOWN = "未署名报纸"
HEADED = {
    "汐州日报 2026年5月12日 星期二 第02版 要闻": ("2026-05-12", "汐州日报", "02", "要闻"),
    "第02版 要闻 2026年5月12日 星期二": ("2026-05-12", UNKNOWN, "02", "要闻"),
    "2026年5月12日 星期二": ("2026-05-12", UNKNOWN, "01", ""),
    "汐州日报 2026.5.12 星期二 A02": ("2026-05-12", "汐州日报", "A02", ""),
    "2026年5月12日 星期二 第02版 要闻 汐州日报": ("2026-05-12", "汐州日报", "02", "要闻"),
    "汐州日报 第2版": ["S03.page-date"],
    "边栏": ["S03.page-date"],
    "广告": ["S03.page-date"],
}
FOOT = "第02版 2026年5月12日"
PARTS = {
    '[{"type": "code", "code_caption": ["说明"], "code_body": "x = 1", "code_footnote": ["注"]}]': [
        "说明",
        "x = 1",
        "注",
    ],
    '[{"type": "seal", "img_path": "images/a.jpg", "text": "某章"}]': ["某章"],
    '[{"type": "seal", "text": "某章。"}]': ["某章。"],
    '[{"type": "list", "sub_type": "text", "list_items": ["早起", "早回"]}]': ["早起早回"],
    '[{"type": "image", "img_path": "images/a.jpg", "img_caption": ["渔船出海。"]}]': ["渔船出海。"],
    '[{"type": "chart", "img_path": "images/a.jpg", "chart_caption": ["走势。"], "content": "x"}]': ["走势。"],
    '[{"type": "table", "table_caption": ["渔获"], "table_body": "<table><tr><td>港</td></tr></table>", '
    '"table_footnote": ["单位：吨"]}]': ["渔获", "港", "单位：吨"],
}

CASES: list[InputCase] = [
    *(InputCase("furniture of layout tools", text, headed, wanted) for text, wanted in HEADED.items()),
    InputCase(
        "furniture of layout tools", FOOT, lambda text: headed(text, "footer", 970), ("2026-05-12", UNKNOWN, "02", "")
    ),
    *(InputCase("parts of layout tools", text, shown, wanted) for text, wanted in PARTS.items()),
    *(InputCase("days of a record", text, day, wanted) for text, wanted in DAYS.items()),
    *(InputCase("words at line ends", text, joined, wanted) for text, wanted in JOINS.items()),
    *(InputCase("words of ALTO", text, alto_text, wanted) for text, wanted in ALTO.items()),
    *(InputCase("sources with boxes that are refused", text, refused(name), wanted) for name, text, wanted in REFUSED),
    *(InputCase("signs that mean nothing", text, lambda text: plain_words(escaped(text)), text) for text in SIGNS),
    *(InputCase("tables of layout tools", text, table_text, wanted) for text, wanted in TABLES.items()),
]
