"""The last issue as it was printed, and what the next one has; days off and months as editors write them."""

from datetime import date

from epubgen.errors import Location
from epubgen.languages.dates import lunar_date_like, weekday_like
from epubgen.model import Issue, Publication
from epubgen.model.issue import Numbering
from epubgen.serialization import decode_publication
from epubgen.serialization.changed_yaml import with_values
from epubgen.transforms.following_issue import dated_anew, following_issue
from tests.input_cases.case import InputCase

LAST, NEXT = date(2026, 4, 17), date(2026, 4, 18)


def _number(total: str) -> str:
    paper = Publication(id="p", title="P", language="zh-Hans", frequency="daily")
    last = Issue(publication=paper, date=LAST, numbering=Numbering(total=total))
    made = following_issue(last, (), NEXT)
    return made.issue.numbering.total or " ".join(found.key for found in made.findings)


def _weekday(printed: str) -> str:
    return weekday_like(printed, NEXT, "zh-Hans")


def _lunar(printed: str) -> str:
    return lunar_date_like(printed, LAST, NEXT, "zh-Hans")


def _name(name: str) -> str:
    return dated_anew(name, LAST, NEXT)


def _paper(line: str) -> object:
    text = f"id: p\ntitle: P\nlanguage: en\n{line}\n"
    paper, found = decode_publication(text, Location("publication.yaml"))
    if found or not paper:
        return " ".join(f"{one.key} {dict(one.args).get('right', '')}".strip() for one in found)
    return paper.days_off or paper.volume_months


def _changed(line: str) -> str:
    return with_values(f"a: 1\n{line}\nz: 1\n", {(2, 4): "[]"}).removeprefix("a: 1\n").removesuffix("z: 1\n")


_NUMBERS = {
    "12482": "12483",
    "0099": "0100",
    "100-101": "102",
    "100–101": "102",
    "7/8": "9",
    "99、100": "101",
    "100至101": "102",
    "100 and 101": "102",
    "2026-12": "2026-13",
    "A-17": "A-18",
    "春": "EG088.number",
}
_WEEKDAYS = {
    "星期五": "星期六",
    "周五": "周六",
    "禮拜五": "禮拜六",
    "（金）": "（土）",
    "금요일": "토요일",
    "Fri.": "Sat.",
    "FRIDAY": "SATURDAY",
    "五日": "",
}
_LUNARS = {
    "丙午年三月初一": "丙午年三月初二",
    "三月初一": "三月初二",
    "农历三月初一": "农历三月初二",
    "夏历丙午年三月初一": "夏历丙午年三月初二",
    "农历：三月初一": "农历：三月初二",
    "三月初一 谷雨": "",
    "二月廿九": "",
}
_NAMES = {
    "2026-04-17": "2026-04-18",
    "20260417": "20260418",
    "xi-2026_04_17-a": "xi-2026_04_18-a",
    "pages/20260417-01.pdf": "pages/20260418-01.pdf",
    "260417": "260418",
    "photos/01.jpg": "photos/01.jpg",
}
_DAYS = {
    "days_off: sunday": ("sunday",),
    "days_off: [星期六, 星期日]": ("星期六", "星期日"),
    "days_off: 2026-02-17": ("2026-02-17",),
    "days_off: 2026-02-16/2026-02-22": ("2026-02-16/2026-02-22",),
    "休刊日: [10-01/10-07, 일요일]": ("10-01/10-07", "일요일"),
    "days_off: 2026年2月17日": "S02.days_off 2026-02-17",
    "days_off: 2026/2/16 至 2026/2/22": "S02.days_off 2026-02-16/2026-02-22",
    "days_off: 2026年2月16日—2026年2月22日": "S02.days_off 2026-02-16/2026-02-22",
    "days_off: holidays": "S02.days_off_form",
    "days_off: 2026-02-30": "S02.days_off_form",
    "days_off: 2026-02-22/2026-02-16": "S02.days_off_form",
    "volume_months: 1": ("1",),
    "volume_months: [01, 7月, 十月]": ("1", "7", "10"),
    "volume_months: 13": "S02.month",
}
_LINES = {
    "b: [x, y]": "b: []\n",
    "b: x   # note": "b: []  # note\n",
    "b: [x, y, z]   # note": "b: []          # note\n",
    "b: 'x'": "b: []\n",
    "b: |\n  x\n  y": "b: []\n",
    "b: {c: 1}": "b: []\n",
}
CASES = [
    *(InputCase("a number counted on", typed, _number, due) for typed, due in _NUMBERS.items()),
    *(InputCase("a printed weekday", typed, _weekday, due) for typed, due in _WEEKDAYS.items()),
    *(InputCase("a printed lunar date", typed, _lunar, due) for typed, due in _LUNARS.items()),
    *(InputCase("a name with a date", typed, _name, due) for typed, due in _NAMES.items()),
    *(InputCase("days off and months", typed, _paper, due) for typed, due in _DAYS.items()),
    *(InputCase("a value in its file", typed, _changed, due) for typed, due in _LINES.items()),
]
