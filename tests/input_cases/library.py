# SPDX-License-Identifier: AGPL-3.0-or-later
"""A back file: what is typed into its search, what its numbers and days tell, odd foreign EPUBs, faults in library.yaml."""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path

from epubgen.back_file.database import LibraryDatabase, SearchQuery, search
from epubgen.back_file.database.entries import HeldIssue, add_issue
from epubgen.back_file.facts import IssueFacts, SeriesFacts, StoryFacts
from epubgen.back_file.holdings import holdings_of
from epubgen.back_file.read_epub import read_epub
from epubgen.back_file.read_pdf import page_entries
from epubgen.back_file.titles import read_sidecar, read_titles
from epubgen.errors import SourceError
from epubgen.model.held_titles import LibraryTitle
from tests.input_cases.case import InputCase
from tests.unit.back_file.foreign_epubs import page, write_epub

_STORIES = (
    ("tide", "潮汐表上墙", "海洋预报台公布新的潮汐表，渔民把它贴在墙上。"),
    ("phone", "５Ｇ到岛上", "青屿开通5G信号，老人说：“是5G的好处。”"),
    ("cafe", "Repair café moves", "The monthly repair café at the boat-house; don’t forget the harbour."),
    ("camera", "カメラ店", "駅前のｶﾒﾗ店が閉店する。"),
    ("school", "도서관에서", "주민들은 교실을 도서관으로 고쳤다."),
    ("rare", "石㼆的名字", "𬭳师傅刻字，𠮷田来看。"),
    ("gull", "Гавань", "Гавань открыта. Чайки вернулись."),
)


@cache
def _database() -> tuple[LibraryDatabase, tempfile.TemporaryDirectory[str]]:
    """The stories above in a database, and its folder, which lives as long as the database is open."""
    folder = tempfile.TemporaryDirectory()
    facts = IssueFacts(
        identifier="one", title="One", series=SeriesFacts(id="daily", name="Daily"), date=dt.date(2024, 3, 5), modified="",
        stories=tuple(
            StoryFacts(position=place, title=title, path=f"{name}.xhtml", text=text)
            for place, (name, title, text) in enumerate(_STORIES, start=1)
        ),
        file="one.epub", size=1, sha256="one",
    )  # fmt: skip
    database = LibraryDatabase(Path(folder.name), write=True)
    with database.writing() as connection:
        add_issue(connection, facts, database.setting("day_bits"))
    return database, folder


def _search(typed: str) -> object:
    hits = search(_database()[0], SearchQuery(text=typed)).hits
    return sorted(hit.path.removesuffix(".xhtml") for hit in hits)


_TYPED: dict[str, list[str]] = {
    "潮汐": ["tide"],
    "汐": ["tide"],
    "渔民 墙上": ["tide"],
    "潮汐 咖啡": [],
    "潮汐 OR 5g": ["phone", "tide"],
    "5G": ["phone"],
    "５ｇ": ["phone"],
    "CAFE": ["cafe"],
    "cafe\u0301": ["cafe"],
    "repair -harbour": [],
    "harb*": ["cafe"],
    "harb": [],
    '"repair café"': ["cafe"],
    '"café repair"': [],
    "don't": ["cafe"],
    "ｶﾒﾗ": ["camera"],
    "カメラ": ["camera"],
    "도서관": ["school"],
    "𠮷田": ["rare"],
    "㼆": ["rare"],
    "ГАВАНЬ": ["gull"],
    '"潮汐': ["tide"],
    'OR "" -': [],
    "NEAR(潮汐 渔民)": [],
    "%_*": [],
}


def _held(line: str) -> HeldIssue:
    day, _, number = line.partition(" ")
    return HeldIssue(
        id=1, series="t", series_name="T", identifier=line, date=dt.date.fromisoformat(day) if day != "-" else None,
        number=number, volume="", edition="", title="T", modified="", file="a.epub", size=1, sha256="", mtime=0, stories=1,
    )  # fmt: skip


def _holdings(lines: str) -> object:
    """Days held, and of each gap how many issues are missing and their numbers; the title is a daily."""
    told = holdings_of(tuple(map(_held, lines.split("; "))), LibraryTitle(id="t", name="T", frequency="daily"))
    return told.held, [(gap.count, gap.first_number, gap.last_number) for gap in told.gaps]


_HELD: dict[str, tuple[int, list[tuple[int, str, str]]]] = {
    "2024-03-01 7; 2024-03-02 8": (2, []),
    "2024-03-01 7; 2024-03-04 10": (2, [(2, "8", "9")]),
    "2024-03-01 7; 2024-03-04 8": (2, []),
    "2024-03-01 7-8; 2024-03-03 9": (2, []),
    "2024-03-01 7～8; 2024-03-04 10": (2, [(1, "9", "9")]),
    "2024-03-01 第7期; 2024-03-03 第9期": (2, [(1, "8", "8")]),
    "2024-03-01; 2024-03-04": (2, [(2, "", "")]),
    "2024-12-31 366; 2025-01-01 1": (2, []),
    "2024-03-01 7; 2024-03-01 7; 2024-03-02 8": (2, []),
    "2024-03-01 7; 2024-03-02 99999": (2, []),
    "- 7; 2024-03-02 9": (1, []),
    "- 7; - 9": (0, []),
}


def _facts(metadata: str) -> object:
    """Title, day and number of a foreign EPUB whose package document says this."""
    opf = f"""<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"><dc:identifier id="i">x-1</dc:identifier>
<dc:language>en</dc:language>{metadata}</metadata><manifest><item id="p" href="p.xhtml"
media-type="application/xhtml+xml"/></manifest><spine><itemref idref="p"/></spine></package>"""
    with tempfile.TemporaryDirectory() as folder:
        told = read_epub(write_epub(Path(folder) / "a.epub", opf, {"p.xhtml": page("<p>It turned.</p>", "P")}))
    return told.series.name, told.date.isoformat() if told.date else "", told.number


_FOREIGN: dict[str, tuple[str, str, str]] = {
    "<dc:title>The Gazette [Fri, 12 Jan 2024]</dc:title>": ("The Gazette", "2024-01-12", ""),
    "<dc:title>汐州日报 2024年1月12日 星期五 总第7期</dc:title>": ("汐州日报", "2024-01-12", "7"),
    "<dc:title>서남신문 제31호</dc:title><dc:date>2024-01-12</dc:date>": ("서남신문", "2024-01-12", "31"),
    "<dc:title>Le Rivage du 12-13</dc:title><meta property='prism:number'>12-13</meta>": ("Le Rivage du 12-13", "", "12-13"),
    "<dc:title>The Gazette, January 2024</dc:title>": ("The Gazette", "2024-01-01", ""),
    "<dc:title>The Gazette</dc:title><dc:date>0101-01-01T00:00:00+00:00</dc:date>": ("The Gazette", "", ""),
    "<dc:title>The Gazette</dc:title><dc:date>2024-02-30</dc:date>": ("The Gazette", "", ""),
    "<dc:title>Issue</dc:title><meta name='calibre:series' content='Gulls'/><meta name='calibre:series_index' content='4.0'/>": (
        "Gulls",
        "",
        "4",
    ),
    "<dc:title>2024-01-12</dc:title>": ("2024-01-12", "2024-01-12", ""),
}  # fmt: skip


def _titles(text: str) -> object:
    """The keys of the findings and their lines; the ids of the titles where there are none."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "library.yaml").write_text(text, "utf-8")
        try:
            return [title.id for title in read_titles(Path(folder)).titles]
        except SourceError as error:
            return [(found.key, found.at.line if found.at else None) for found in error.findings]


_A = "titles:\n  - id: a\n    name: A\n"
_WRITTEN: dict[str, object] = {
    _A: ["a"],
    f"\ufeff{_A}".replace("\n", "\r\n"): ["a"],
    f"{_A}    frequency: 日报\n": ["a"],
    f"{_A}    issn: 2049-3630\n    eissn: ISSN 2434-561x\n": ["a"],
    f"{_A}    issn: 123\n": [("EG118.issn", 4)],
    f"{_A}    issn: 20493630\n": [("EG118.issn", 4)],
    f"{_A}    issn: ２０４９－３６３１\n": [("EG118.issn", 4)],
    f"{_A}    cn: 99-0017\n    eissn: 99-0017\n": [("EG118.issn", 5)],
    f"{_A}    periods:\n      - since: 2000-01-01\n        issn: 2049-3631\n": [("EG118.issn", 6)],
    f"{_A}    frequncy: daily\n": [("S01", 4)],
    f"{_A}    first_number: 1\n": [("S01.first_number", 4)],
    f"{_A}    periods:\n      - since: 2000-01-01\n        first_number: 1\n": ["a"],
    f"{_A}    frequency: dayly\n": [("S02.choice", 4)],
    f"{_A}    kind: paper\n": [("S02.choice", 4)],
    f"{_A}    days_off: [funday]\n": [("S02.days_off_form", 4)],
    f"{_A}    since: 2000-02-30\n": [("S02.day", 4)],
    f"{_A}    until: 1999\n": [("S02.date_form", 4)],
    f"{_A}    files: ['{{jahr}}/*.pdf']\n": [("EG118.rule", 4)],
    f"{_A}    periods:\n      - name: B\n": [("S03", 5)],
    f"{_A}    periods:\n      - since: 2000-01-01\n      - since: 1990-01-01\n": [("EG118.periods", 5)],
    f"{_A}  - id: a\n    name: B\n": [("EG118.twice", 4)],
    f"{_A}\tcn: 99-0001\n": [("S02.yaml_tab", 4)],
    "titles:\n  - name: A\n": [("S03", 2)],
    "titles:\n  - id: A B\n    name: A\n": [("S02.slug", 2)],
    "titles: a\n": [("S02.mapping_text", 1)],
    "title:\n  - id: a\n": [("S01", 1)],
    "": [("S02.nothing", None)],
    "报刊:\n  - 代号: a\n    名称: 甲\n    类别: 报纸\n    刊期: 日刊\n    休刊日: 星期日\n    语言: zh-CN\n    文件: '甲/{year}.pdf'\n": [
        "a"
    ],
    "報刊:\n  - 代號: a\n    名稱: 甲\n    類別: 雜誌\n    國際標準刊號: 2049-3630\n    國內統一刊號: 99-0017\n": ["a"],
    "报刊:\n  - 代号: a\n    名称: 甲\n    沿革:\n      - 起始日期: 2000-01-01\n        起始期号: 1\n        并入报刊: 乙\n": [
        "a"
    ],
    "报刊:\n  - 代号: a\n    名称: 甲\n    终止日期: 2000-01-01\n    后续报刊: 乙\n": ["a"],
    "报刊:\n  - 代号: a\n    名称: 甲\n    国际标准刊号: 123\n": [("EG118.issn", 4)],
    "报刊:\n  - 代号: a\n    名称: 甲\n    name: 乙\n": [("S06", 4)],
    "报刊:\n  - 代号: a\n    报名: 甲\n": [("S01", 3)],
    "报刊:\n  - 代号: a\n    名称: 甲\n    刊期: 日\n": [("S02.choices", 4)],
}


def _sidecar(text: str) -> object:
    """What a sidecar states, or the keys of the findings and their lines."""
    with tempfile.TemporaryDirectory() as folder:
        beside = Path(folder) / "a.pdf.yaml"
        beside.write_text(text, "utf-8")
        stated, faults = read_sidecar(beside.with_suffix(""))
    if faults or stated is None:
        return [(found.key, found.at.line if found.at else None) for found in faults]
    return stated.series, str(stated.date or ""), stated.number, stated.subjects


_SIDECARS: dict[str, object] = {
    "series: 江岸周刊\ndate: 2026-04-17\nnumber: 12-13\n": ("江岸周刊", "2026-04-17", "12-13", ()),
    "所属报刊: 江岸周刊\n日期: 2026-04-17\n期号: 12-13\n": ("江岸周刊", "2026-04-17", "12-13", ()),
    "所屬報刊: 江岸週刊\n期號: 7\n主題: [河, 港]\n": ("江岸週刊", "", "7", ("河", "港")),
    "系列: 江岸周刊\n": [("S01.known", 1)],
    "日期: 四月\n": [("S02.date_form", 1)],
    "series: A\n所属报刊: B\n": [("S06", 2)],
}


def _page(text: str) -> object:
    """The entry that the text of a page of a PDF makes."""
    return [story.text for story in page_entries([("1", text)])]


_PAGES: dict[str, list[str]] = {
    "渔民把新的潮\r\n汐表": ["渔民把新的潮汐表"],
    "the har\x02\r\nbour": ["the harbour"],
    "the har\ufffe\nbour\n": ["the harbour"],
    "the ferry\n\n  sails": ["the ferry sails"],
    "2024\n年3月": ["2024年3月"],
    "서울\n신문": ["서울 신문"],
    "カメラ\r店": ["カメラ店"],
    "\ue000\ue001ab": [],
    "\x00潮汐\x01表报渔民": ["潮汐表报渔民"],
    " \n ": [],
}

CASES = [
    *(InputCase("pages of a PDF in a library", text, _page, found) for text, found in _PAGES.items()),
    *(InputCase("words typed into a library's search", typed, _search, found) for typed, found in _TYPED.items()),
    *(InputCase("days and numbers that are held", lines, _holdings, told) for lines, told in _HELD.items()),
    *(InputCase("titles of foreign issues", metadata, _facts, told) for metadata, told in _FOREIGN.items()),
    *(InputCase("titles of a library", text, _titles, told) for text, told in _WRITTEN.items()),
    *(InputCase("sidecars of a library's files", text, _sidecar, told) for text, told in _SIDECARS.items()),
]
