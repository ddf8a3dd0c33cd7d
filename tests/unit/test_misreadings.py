"""Words that a scan has probably got wrong: found where they were put in, and not cried where the text is clean."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

import pytest

from epubgen.importers.printed_page import read_pages
from epubgen.languages.misreadings import likely_misreadings, names_spelled_alike
from tests.page_truth.measure import MANNERS

ROOT = Path(__file__).parents[2]


@cache
def clean() -> list[tuple[str, str]]:
    """Language and text of each paragraph of the pages made from known stories, of the fixtures and of the samples."""
    found = [
        (one.language, text)
        for one in MANNERS
        for number in range(4)
        for text in one.page(number).text.split("\n")
        if text.strip()
    ]
    for file in sorted((ROOT / "tests/fixtures/pages").rglob("*.md")):
        found += [("zh-Hans", text) for text in file.read_text(encoding="utf-8").split("\n")]
    for file in sorted((ROOT / "issues").rglob("*.md")):
        found += [("zh-Hans", text) for text in file.read_text(encoding="utf-8").split("\n")]
    return found


def test_clean_text_raises_fewer_than_one_alarm_in_five_thousand_characters() -> None:
    texts = clean()
    alarms = [one for language, text in texts for one in likely_misreadings(text, language)]
    signs = sum(len(re.sub(r"\s", "", text)) for _, text in texts)

    assert signs > 100_000
    assert len(alarms) < signs / 5000, alarms


TWINS = {"0": "Oo", "1": "lI", "5": "S", "8": "B"}
RUBBISH = ("锟斤拷", "锟斤拷锟斤拷", "�", "��", "□□", "□□□□", "烫烫烫", "Ã©", "â€™", "ä¸­æ–‡", "ï¼Œ", "????")


NUMBER = re.compile(r"(?<![\dA-Za-z.])(?=\d*[0158])\d{2,6}(?![\dA-Za-z.])")


def injected(rng: Random, kind: str, text: str) -> str:
    """A paragraph with one misreading put into it."""
    if kind == "encoding":
        at = rng.randrange(1, len(text))
        return text[:at] + rng.choice(RUBBISH) + text[at:]
    number = rng.choice(list(NUMBER.finditer(text)))
    at = rng.choice([at for at in range(number.start(), number.end()) if text[at] in TWINS])
    return text[:at] + rng.choice(TWINS[text[at]]) + text[at + 1 :]


def test_four_fifths_of_three_hundred_injected_misreadings_are_found() -> None:
    rng = Random(15)
    texts = [one for one in clean() if len(one[1]) > 12 and not re.match(r"[#*!|\s]|.*\w+:", one[1])]
    numbered = [one for one in texts if NUMBER.search(one[1])]
    for kind, among in (("number", numbered), ("encoding", texts)):
        drawn = [rng.choice(among) for _ in range(150)]
        found = [
            any(one.kind == kind for one in likely_misreadings(injected(rng, kind, text), language))
            for language, text in drawn
        ]
        assert sum(found) >= 0.8 * len(found), (kind, sum(found))


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("20l6年", "2016"),
        ("1O0万", "100"),
        ("l0月8日", "10"),
        ("二O二六年", "二〇二六"),
        ("共3O人", "30"),
        ("1,2O0元", "1,200"),
        ("第l2期", "12"),
        ("巳经", "已经"),
        ("自已", "自己"),
        ("末来的路", "未来"),
        ("周未，", "周末，"),
        ("人囗普查", "人口普"),
        ("出ロ", "出口"),
        ("エ程", "工程"),
        ("2月30日", ""),
        ("11月31日晚", ""),
        ("al0ng", "along"),
        ("l5 percent", "15"),
    ],
)
def test_what_is_likely_stands_in_the_question(text: str, likely: str) -> None:
    assert [one.likely for one in likely_misreadings(text, "zh-Hans")] == [likely]


@pytest.mark.parametrize(
    "text",
    [
        "O2O模式", "5G网络", "C919客机", "H2O", "PM2.5", "O3浓度", "10l水", "2B铅笔", "4S店", "B2B", "S1线", "I95",
        "乙巳年", "巳时", "上巳节", "来自已有线路", "自己", "据为己有", "周末来临", "本周未发现", "岁末", "末班车",
        "5日本报", "2月29日", "12月32号线", "记者得知已无人员伤亡", "□本报记者 王小芳", "他用の的", "未来三天",
        "天ニ聞ク、ラーメンとテレビ", "2126年2月29日",
    ],
)  # fmt: skip
def test_what_is_usual_is_not_asked_about(text: str) -> None:
    assert likely_misreadings(text, "zh-Hans") == []


def test_twins_of_han_characters_are_looked_for_in_chinese_alone() -> None:
    assert likely_misreadings("人ロ", "ja") == []


def test_one_name_in_two_spellings_is_asked_about() -> None:
    assert names_spelled_alike({"王小芳", "李大力"}, "昨天，王晓芳说") == [("王小芳", "王晓芳")]
    assert names_spelled_alike({"王小芳", "王大芳"}, "") == []
    assert names_spelled_alike({"李军"}, "李君说") == []
    assert names_spelled_alike({"李军", "李君"}, "") == [("李军", "李君")]


def test_an_import_asks_and_changes_nothing() -> None:
    text = "08 副刊 2026年5月8日 星期五\n\n# 旧事\n\n本报讯 20l6年的事，锟斤拷，说不清。\n"
    reading = read_pages([("a.md", text)])

    asked = {(note.row, note.alternatives, note.at.line) for note in reading.notes if note.key == "note.misread"}
    assert asked == {("note.misread", ("2016",), 5), ("note.misread.unreadable", (), 5)}
    assert "20l6年的事，锟斤拷" in str(reading.issue.articles[0].body)
