"""Dates, numbers, folios, papers, languages and jump lines as papers of many countries print them."""

from __future__ import annotations

from datetime import date

import pytest

from epubgen.importers.printed_page import read_pages
from epubgen.importers.printed_page.facts import Scan, page_number
from epubgen.importers.printed_page.jumps import jump_at_end, jump_line
from epubgen.importers.printed_page.paper_names import is_paper, language_of
from epubgen.importers.printed_page.printed_dates import date_in, find_date
from epubgen.importers.printed_page.words import half
from epubgen.options import Options


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2026年5月8日", date(2026, 5, 8)),
        ("２０２６年５月８日", date(2026, 5, 8)),
        ("二〇二六年五月八日", date(2026, 5, 8)),
        ("中華民國115年5月8日", date(2026, 5, 8)),
        ("民國三十五年五月八日", date(1946, 5, 8)),
        ("民國元年一月一日", date(1912, 1, 1)),
        ("令和8年5月8日（金曜日）", date(2026, 5, 8)),
        ("令和元年5月8日", date(2019, 5, 8)),
        ("昭和21年5月8日", date(1946, 5, 8)),
        ("大正三年五月八日", date(1914, 5, 8)),
        ("明治三十一年八月二十六日", date(1898, 8, 26)),
        ("2026年（令和8年）5月8日", date(2026, 5, 8)),
        ("2026년 5월 8일 금요일", date(2026, 5, 8)),
        ("단기 4279년 5월 8일", date(1946, 5, 8)),
        ("檀紀四二七九年五月八日", date(1946, 5, 8)),
        ("Friday, May 15, 2026", date(2026, 5, 15)),
        ("15 May 2026", date(2026, 5, 15)),
        ("Sat., Aug. 6, 1898", date(1898, 8, 6)),
        ("May 1st, 1754", date(1754, 5, 1)),
        ("Freitag, den 8. Mai 2026", date(2026, 5, 8)),
        ("08.05.2026", date(2026, 5, 8)),
        ("8. März 1848", date(1848, 3, 8)),
        ("vendredi 8 mai 2026", date(2026, 5, 8)),
        ("1er août 1821", date(1821, 8, 1)),
        ("8 de mayo de 2026", date(2026, 5, 8)),
        ("8 maggio 2026", date(2026, 5, 8)),
        ("fredag 8 maj 2026", date(2026, 5, 8)),
        ("2026-05-08", date(2026, 5, 8)),
        ("2026/5/8", date(2026, 5, 8)),
        ("2100-12-31", date(2100, 12, 31)),
        # No dates.
        ("2026年2月30日", None),
        ("1699年5月8日", None),
        ("2101-01-01", None),
        ("20l6年5月8日", None),
        ("May we march in 2026", None),
        ("第2026号", None),
        ("26年5月8日", None),
    ],
)
def test_dates(printed: str, day: date | None) -> None:
    found = find_date(half(printed))

    assert (found.day if found else None) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [("1898-08-26-01.md", date(1898, 8, 26)), ("17540501.md", date(1754, 5, 1)), ("scan-12345678.md", None)],
)
def test_dates_in_file_names(name: str, day: date | None) -> None:
    assert date_in(name) == day


@pytest.mark.parametrize(
    ("printed", "facts"),
    [
        ("VOL. 112 NO. 41 • $2.50", {"volume": "112", "total": "41", "price": "$2.50"}),
        ("Jahrgang 78, Nr. 105", {"volume": "78", "total": "105"}),
        ("Vol. CXII No. 7", {"volume": "CXII", "total": "7"}),
        ("N° 4512", {"total": "4512"}),
        ("第12345号 日刊", {"total": "12345"}),
        ("제8928호", {"total": "8928"}),
        ("总第1203期 今日4版", {"total": "1203", "page_count": "4"}),
        ("1部150円", {"price": "1部150円"}),
        ("2,50 €", {"price": "2,50 €"}),
    ],
)
def test_numbers_and_prices(printed: str, facts: dict[str, str]) -> None:
    scan = Scan(printed)
    scan.take_identity()
    scan.take_common()

    assert {name: scan.facts.get(name) for name in facts} == facts


@pytest.mark.parametrize("line", ["Strike ends Friday", "Black Friday deals", "Sunday best"])
def test_a_weekday_in_a_headline_is_no_fact(line: str) -> None:
    scan = Scan(line)
    scan.take_common()

    assert scan.facts == {}


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("3面 地域", "03"), ("第3面　2026年", "03"), ("（4） 総合", "04"), ("5면 사회", "05"), ("제5면 지역", "05"),
        ("A2 종합", "A2"), ("Page 3", "03"), ("Page A6", "A6"), ("Seite 7", "07"), ("page 12", "12"), ("第二版", "02"),
        ("A3 | The Harbour Gazette", "A3"), ("八面玲珑", ""), ("連載 海と生きる（3）", ""), ("3面旗帜", ""),
        ("Pages of history", ""),
    ],
)  # fmt: skip
def test_folios(head: str, number: str) -> None:
    found = page_number(head)

    assert (found[0] if found else "") == number


@pytest.mark.parametrize(
    "title",
    ["晴川日报", "大明報", "港町新聞", "青葉日報", "청하일보", "The Harbour Record", "THE HARBOUR GAZETTE", "Hafenbote",
     "Frankfurter Zeitung", "Le Courrier du Port", "El País"],
)  # fmt: skip
def test_papers(title: str) -> None:
    assert is_paper(title)


@pytest.mark.parametrize("title", ["新桥通车", "春夜", "Ferry strike called off", "LENA MOOR", "Weather", "Der Rat"])
def test_no_papers(title: str) -> None:
    assert not is_paper(title)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Stadtrat hat am Donnerstag mit sieben zu vier Stimmen für den Bau eines Deichs gestimmt.", "de"),
        (
            "Le conseil a voté jeudi, par sept voix contre quatre, la construction d'une digue le long du vieux port.",
            "fr",
        ),
        ("The council voted on Thursday to build a flood wall along the old docks, ending the delay.", "en"),
        ("El ayuntamiento aprobó el jueves la construcción de un dique en el puerto y los vecinos de la zona.", "es"),
        ("市议会昨天投票决定修建防洪墙。", "zh-Hans"),
        ("市議會昨天投票決定修建防洪牆，為時三年的爭論結束。", "zh-Hant"),
        ("市議会は木曜日、古い港に沿って防潮堤を建設することを決めた。", "ja"),
        ("시의회는 목요일 옛 항구를 따라 방조제를 짓기로 했다.", "ko"),
        ("GAZETTE", "en"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("line", "page", "onward", "title"),
    [
        ("下转第3版", "03", True, ""), ("（上接第一版）", "01", False, ""), ("See WALL, Page A6", "A6", True, "WALL"),
        ("Continued on A4", "A4", True, ""), ("Continued from Page A1", "A1", False, ""), ("Please turn to Page B4", "B4", True, ""),
        ("WALL, continued from A1", "A1", False, "WALL"), ("From A1", "A1", False, ""), ("Cont'd on p. 5", "05", True, ""),
        ("＝3面へ続く", "03", True, ""), ("【3面に続く】", "03", True, ""), ("▶3面に続く", "03", True, ""), ("1面から続く", "01", False, ""),
        ("▶3면에 계속", "03", True, ""), ("〈3면에 계속〉", "03", True, ""), ("☞ 3면으로 이어짐", "03", True, ""), ("1면에서 계속", "01", False, ""),
        ("Fortsetzung auf Seite 3", "03", True, ""), ("Fortsetzung von Seite 1", "01", False, ""), ("Suite page 4", "04", True, ""),
    ],
)  # fmt: skip
def test_jump_lines(line: str, page: str, onward: bool, title: str) -> None:
    jump = jump_line(line)

    assert jump is not None
    assert (jump.page, jump.onward, jump.title, jump.related) == (page, onward, title, False)


@pytest.mark.parametrize(
    "line", ["（3面に関連記事）", "관련기사 3면", "详见第3版", "Related story, Page A3", "Siehe Seite 3"]
)
def test_lines_that_name_another_story(line: str) -> None:
    jump = jump_line(line)

    assert jump is not None
    assert jump.related


@pytest.mark.parametrize(
    "line",
    ["See you in court", "From 1998 on, nothing", "Turn to face the sun", "转机出现", "接力第3棒", "3면이 바다", "3面の壁",
     "Page turner of the year", "The story continued on Friday with a vote", "see 12 Mill Street"],
)  # fmt: skip
def test_no_jump_lines(line: str) -> None:
    jump = jump_line(line)

    assert jump is None


def test_a_jump_in_brackets_at_the_end() -> None:
    assert jump_at_end("文。（下转第3版）") is not None
    assert jump_at_end("である。＝3面へ続く") is not None
    assert jump_at_end("he said. (See WALL, Page A6)") is not None
    assert jump_at_end("he said (see below)") is None


HEADS = [
    ("de", "Seite 3\n\nFreitag, 8. Mai 2026", "## Fährstreik abgewendet\n\nVon Anna Kirchner\n\nDie Löhne steigen, und der Rat ist mit den Kosten nicht zufrieden, wie es von der Stadt hieß."),
    ("fr", "Vendredi 8 mai 2026 — page 3", "## La grève est levée\n\nPar Anne Kerléo\n\nLes équipages et la compagnie du port se sont entendus dans la nuit, à quelques heures de la grève."),
    ("en", "A3 | Friday, May 8, 2026", "## Strike called off\n\nBy Anna Kirk\n\nThe crews and the company of the harbour reached a deal in the night, hours before the strike was to begin."),
    ("ja", "3面 地域\n\n2026年（令和8年）5月8日（金曜日）", "## 港まつり来月開催\n\n【山田太郎】\n\n港まつりが来月、旧港で開かれる。"),
    ("ko", "3면 사회\n\n2026년 5월 8일 금요일", "## 첫 트램 개통\n\n홍길동 기자\n\n첫 트램이 8일 오전 개통했다."),
    ("zh-Hant", "A3 港聞\n\n2026年5月8日 星期五", "# 渡輪下月改點\n\n記者陳嵐\n\n渡輪公司宣布，航線下月改點。"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "head", "story"), HEADS, ids=[one[0] for one in HEADS])
def test_a_page_of_any_language_has_its_date_its_number_and_no_invented_paper(
    language: str, head: str, story: str
) -> None:
    issue = read_pages([("scan.md", f"{head}\n\n{story}\n")]).issue

    assert (issue.date, issue.publication.language) == (date(2026, 5, 8), language)
    assert issue.pages[0].number in ("03", "A3")
    assert issue.publication.id.startswith("paper-")
    assert [len(one.authors) for one in issue.articles] == [1]


def test_a_date_can_be_given_where_the_page_prints_none() -> None:
    assert [one.code for one in read_pages([("a.md", "# 春夜\n\n本报讯 文。")]).findings] == ["S03"]

    issue = read_pages([("a.md", "# 春夜\n\n本报讯 文。")], None, Options(date="1898-08-26")).issue
    assert issue.date == date(1898, 8, 26)


def test_a_given_date_wins_and_a_page_that_prints_another_is_asked_about() -> None:
    text = "08 副刊 2026年5月8日 星期五\n\n# 春夜\n\n本报讯 文。"
    reading = read_pages([("a.md", text)], None, Options(date="2026-05-09"))

    assert reading.issue.date == date(2026, 5, 9)
    assert [(note.text, note.chosen) for note in reading.notes if note.key == "note.date"] == [
        ("2026-05-08", "2026-05-09")
    ]
