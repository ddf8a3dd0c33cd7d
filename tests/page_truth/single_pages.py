"""Nine single pages in further manners, each with its truth: ``python -m tests.page_truth.single_pages [--show]``.

A vertical paper of 1936, a Korean tabloid, a French, a German and a Russian daily, a Thai one, a spread of two pages, the
JSON of a layout tool with odd boxes, and the ALTO of a library whose words have no boxes of their own.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import epubgen
from epubgen.importers.reading import Reading
from tests.page_truth.measure import HEAD, row, total
from tests.page_truth.scoring import Score, score
from tests.page_truth.truth import TruePage, TrueStory

__all__ = ["PAGES", "SinglePage"]


@dataclass(frozen=True, slots=True)
class SinglePage:
    """One page: its files, and what is right."""

    name: str
    truth: TruePage
    files: Mapping[str, str]

    def reading(self) -> Reading:
        """What the page is read as."""
        return epubgen.read({name: text.encode() for name, text in self.files.items()}, punctuation="keep")

    def score(self) -> Score:
        """The reading held against the truth."""
        return score(self.truth, self.reading)


def _story(title: str, *texts: str, **more: object) -> TrueStory:
    return TrueStory(title=tuple(title.split("/")), paragraphs=list(texts), **more)  # type: ignore[arg-type]  # its fields


def _markdown(
    name: str, language: str, day: date, number: str, text: str, *stories: TrueStory, others: tuple[str, ...] = (), paper: str = ""
) -> SinglePage:  # fmt: skip
    blocks = text.strip().replace("|", "\n\n") + "\n"
    file = f"{day.isoformat()}-{number}.md"
    truth = TruePage(
        file=file,
        text=blocks,
        language=language,
        day=day,
        number=number,
        paper=paper,
        stories=list(stories),
        others=others,
    )
    return SinglePage(name, truth, {file: blocks})


_1936 = _markdown(
    "1936 vertical", "zh-Hant", date(1936, 5, 12), "03",
    "青川日報　中華民國二十五年五月十二日　星期二　第三版"
    "|# 海河水漲|# 沿岸各縣加緊防汛|# 省府撥款八萬元|【本報青川十一日專電】連日大雨、海河水位驟漲、沿岸各縣已徵集民夫、日夜趕修堤防。"
    "|省府昨撥款八萬元、交各縣支用。"
    "|# 電車公司|# 昨開股東會議|▲決議添購新車二十輛|▲本年股息定爲六釐|青川電車公司昨日下午二時在商會開股東會議、到會股東一百二十人。"
    "|主席報告去年營業情形、旋即討論各案。"
    "|# 市立小學聯合運動會今晨開幕|本市市立小學聯合運動會、定今晨九時在公共體育場開幕、參加學生共一千二百人。|（青川社）"
    "|# 啓事|本社遷移新址。",
    _story("沿岸各縣加緊防汛", "連日大雨、海河水位驟漲、沿岸各縣已徵集民夫、日夜趕修堤防。", "省府昨撥款八萬元、交各縣支用。",
        kicker="海河水漲", deck=("省府撥款八萬元",), dateline=True),
    _story("電車公司/昨開股東會議", "青川電車公司昨日下午二時在商會開股東會議、到會股東一百二十人。", "主席報告去年營業情形、旋即討論各案。",
        deck=("▲決議添購新車二十輛", "▲本年股息定爲六釐")),
    _story("市立小學聯合運動會今晨開幕", "本市市立小學聯合運動會、定今晨九時在公共體育場開幕、參加學生共一千二百人。"),
    others=("啓事", "本社遷移新址。"), paper="青川日報",
)  # fmt: skip
_KOREAN = _markdown(
    "korean tabloid", "ko", date(2026, 5, 12), "05",
    "청하스포츠 2026년 5월 12일 화요일 5면"
    "|## [단독] 이준호, 청하FC와 3년 재계약|**“고향에서 은퇴하고 싶다”**|이준호(31)가 청하FC와 3년 더 함께한다.|구단은 11일 계약을 마쳤다고 밝혔다. 연봉은"
    "|공개하지 않았다.|한지민 기자 hanjm@sports.example"
    "|## 비 때문에… 개막전 하루 연기|프로야구 개막전이 비로 하루 미뤄졌다.|입장권은 13일 경기에 그대로 쓸 수 있다.|![](images/1.jpg)"
    "|▲ 11일 청하구장에 방수포가 덮여 있다. 청하=박서준 기자|박서준 기자 park@sports.example"
    "|## 알고 보면 더 재미있는 야구|① 왜 홈플레이트는 오각형일까|심판이 공을 쉽게 보도록 모서리를 깎은 것이다.|② 7회의 기지개|미국 대통령이 일어서자 관중이 따라 일어선 데서 비롯됐다.",
    _story("[단독] 이준호, 청하FC와 3년 재계약", "이준호(31)가 청하FC와 3년 더 함께한다.", "구단은 11일 계약을 마쳤다고 밝혔다. 연봉은 공개하지 않았다.",
        deck=("“고향에서 은퇴하고 싶다”",), names=("한지민",)),
    _story("비 때문에… 개막전 하루 연기", "프로야구 개막전이 비로 하루 미뤄졌다.", "입장권은 13일 경기에 그대로 쓸 수 있다.", names=("박서준",),
        captions=("11일 청하구장에 방수포가 덮여 있다.",)),
    _story("알고 보면 더 재미있는 야구", "심판이 공을 쉽게 보도록 모서리를 깎은 것이다.", "미국 대통령이 일어서자 관중이 따라 일어선 데서 비롯됐다.",
        subheads=[(0, "① 왜 홈플레이트는 오각형일까"), (1, "② 7회의 기지개")]),
    paper="청하스포츠",
)  # fmt: skip
_FRENCH = _markdown(
    "french daily", "fr", date(2026, 5, 12), "07",
    "L’Écho du Littoral — mardi 12 mai 2026 — 7"
    "|RÉGION|## Le pont de Valbrune rouvrira en juin|### Après deux ans de travaux, les automobilistes pourront de nouveau traverser"
    "|De notre correspondante à Valbrune, Claire Dumas|Le pont de Valbrune, fermé depuis mars 2024, rouvrira le 15 juin, a annoncé lundi la préfecture."
    "|**« Deux ans, c’est long »**|Les commerçants de la rive gauche respirent. « Deux ans, c’est long », soupire Luc Moreau, boulanger."
    "|Le chantier aura coûté 14 millions d’euros, dont un tiers à la charge du département."
    "|## Cantines : le repas à 1 euro étendu|LE CONSEIL municipal a voté lundi soir l’extension du repas à 1 euro aux collégiens.|P. L."
    "|## EN BREF|### Bibliothèque. – La médiathèque ferme lundi.",
    _story("Le pont de Valbrune rouvrira en juin",
        "Le pont de Valbrune, fermé depuis mars 2024, rouvrira le 15 juin, a annoncé lundi la préfecture.",
        "Les commerçants de la rive gauche respirent. « Deux ans, c’est long », soupire Luc Moreau, boulanger.",
        "Le chantier aura coûté 14 millions d’euros, dont un tiers à la charge du département.",
        kicker="RÉGION", deck=("Après deux ans de travaux, les automobilistes pourront de nouveau traverser",), names=("Claire Dumas",),
        subheads=[(1, "« Deux ans, c’est long »")]),
    _story("Cantines : le repas à 1 euro étendu", "LE CONSEIL municipal a voté lundi soir l’extension du repas à 1 euro aux collégiens.", names=("P. L.",)),
    others=("EN BREF", "Bibliothèque. – La médiathèque ferme lundi."), paper="L’Écho du Littoral",
)  # fmt: skip
_GERMAN = _markdown(
    "german daily", "de", date(2026, 5, 12), "03",
    "Seite 3 / Dienstag, 12. Mai 2026 / Nr. 109 / Hafenbote"
    "|#### Hafenausbau|## Der Schlick muss weg|### Die Baggerarbeiten im Südhafen dauern länger als geplant – und werden teurer"
    "|VON GRETA WIEK|HAFENSTADT. Die Baggerarbeiten im Südhafen ziehen sich bis in den Herbst. Grund sind nach Angaben der Behörde Funde"
    "|alter Munition auf dem Grund.|„Sicherheit geht vor“, sagte Hafenkapitän Ole Brix.|![](bild/1.jpg)|Der Bagger „Möwe“ im Südhafen. Foto: Jan Harms"
    "|## Stadtbad öffnet wieder|Hafenstadt (gw). Nach drei Monaten Pause öffnet das Stadtbad am Samstag wieder. Der Eintritt bleibt bei vier Euro."
    "|## Polizei sucht Zeugen|Nach einem Einbruch in der Mühlenstraße bittet die Polizei um Hinweise. Telefon 0555-0188.|pol",
    _story("Der Schlick muss weg",
        "Die Baggerarbeiten im Südhafen ziehen sich bis in den Herbst. Grund sind nach Angaben der Behörde Funde alter Munition auf dem Grund.",
        "„Sicherheit geht vor“, sagte Hafenkapitän Ole Brix.", kicker="Hafenausbau",
        deck=("Die Baggerarbeiten im Südhafen dauern länger als geplant – und werden teurer",), names=("Greta Wiek",), dateline=True,
        captions=("Der Bagger „Möwe“ im Südhafen.",)),
    _story("Stadtbad öffnet wieder", "Nach drei Monaten Pause öffnet das Stadtbad am Samstag wieder. Der Eintritt bleibt bei vier Euro.",
        names=("gw",), dateline=True),
    _story("Polizei sucht Zeugen", "Nach einem Einbruch in der Mühlenstraße bittet die Polizei um Hinweise. Telefon 0555-0188.", names=("pol",)),
    paper="Hafenbote",
)  # fmt: skip
_RUSSIAN = _markdown(
    "russian daily", "ru", date(2026, 5, 12), "02",
    "2 / ГОРОД / «Приморский вестник» / вторник, 12 мая 2026 года / № 52 (11 204)"
    "|ТРАНСПОРТ|## Паром уходит в историю|### Последний рейс состоится в пятницу|Анна Ковалёва|В пятницу от пристани отойдёт последний паром. Мост через залив"
    "|открыли ещё в апреле.|— Жалко, конечно, — говорит капитан Олег Мирный.|Фото автора"
    "|## Школьные обеды подорожают|С сентября обед в школе будет стоить 140 рублей, сообщили в управлении образования."
    "|## Библиотека на колёсах|В район вернулся библиобус. В нём две тысячи книг.|Игорь СЕДОВ",
    _story("Паром уходит в историю", "В пятницу от пристани отойдёт последний паром. Мост через залив открыли ещё в апреле.",
        "— Жалко, конечно, — говорит капитан Олег Мирный.", kicker="ТРАНСПОРТ", deck=("Последний рейс состоится в пятницу",), names=("Анна Ковалёва",)),
    _story("Школьные обеды подорожают", "С сентября обед в школе будет стоить 140 рублей, сообщили в управлении образования."),
    _story("Библиотека на колёсах", "В район вернулся библиобус. В нём две тысячи книг.", names=("Игорь СЕДОВ",)),
    paper="Приморский вестник",
)  # fmt: skip
_THAI = _markdown(
    "thai daily", "th", date(2026, 5, 12), "04",
    "หน้า 4 วันอังคารที่ 12 พฤษภาคม พ.ศ. 2569"
    "|## เปิดสะพานข้ามอ่าวแล้ว|### ลดเวลาเดินทางครึ่งชั่วโมง|สะพานข้ามอ่าวเปิดให้รถวิ่งแล้วเมื่อวานนี้ หลังก่อสร้างนานสี่ปี|ผู้ว่าราชการกล่าวว่าจะไม่เก็บค่าผ่านทางจนถึงสิ้นเดือน"
    "|## ห้องสมุดเคลื่อนที่กลับมา|ห้องสมุดเคลื่อนที่กลับมาให้บริการเด็กในหมู่บ้านอีกครั้ง",
    _story("เปิดสะพานข้ามอ่าวแล้ว", "สะพานข้ามอ่าวเปิดให้รถวิ่งแล้วเมื่อวานนี้ หลังก่อสร้างนานสี่ปี", "ผู้ว่าราชการกล่าวว่าจะไม่เก็บค่าผ่านทางจนถึงสิ้นเดือน",
        deck=("ลดเวลาเดินทางครึ่งชั่วโมง",)),
    _story("ห้องสมุดเคลื่อนที่กลับมา", "ห้องสมุดเคลื่อนที่กลับมาให้บริการเด็กในหมู่บ้านอีกครั้ง"),
)  # fmt: skip
_SPREAD = _markdown(
    "spread of two pages", "zh-Hans", date(2026, 5, 12), "04",
    "04—05版　特别报道　2026年5月12日　星期二　责任编辑：白露"
    "|## 一条河的四十年|### ——清河治理纪实|□本报记者 高原 木棉|清晨六点，护河员老秦划着船出发了。|四十年前，这条河的水是黑的。“那时候没人敢走近，”他说，“现在"
    "|孩子们天天来。”|#### 一、截污|全市关停沿河作坊一百零三家。|#### 二、清淤|三年里，从河底清出的淤泥堆成了一座山。"
    "|![](images/1.jpg)|护河员清晨巡河。 木棉 摄|## 数字|河长一百二十公里，支流九条。|## 记者手记|### 河边的人|写完这篇稿子，我又去了一趟河边。（高原）",
    _story("一条河的四十年", "清晨六点，护河员老秦划着船出发了。", "四十年前，这条河的水是黑的。“那时候没人敢走近，”他说，“现在孩子们天天来。”",
        "全市关停沿河作坊一百零三家。", "三年里，从河底清出的淤泥堆成了一座山。", deck=("清河治理纪实",), names=("高原", "木棉"),
        subheads=[(2, "一、截污"), (3, "二、清淤")], captions=("护河员清晨巡河。",)),
    _story("数字", "河长一百二十公里，支流九条。"),
    _story("河边的人", "写完这篇稿子，我又去了一趟河边。", kicker="记者手记", names=("高原",)),
)  # fmt: skip


def _odd_boxes() -> SinglePage:
    """The JSON of a layout tool: boxes turned over, without size, missing, or as text."""
    told = (
        ("text", "第3版 综合 2026年5月12日 星期二", [60, 20, 940, 50], 0), ("text", "老井旁开了面馆", [60, 80, 480, 120], 1),
        ("text", "□本报记者 白露", [480, 130, 60, 150], 0), ("text", "老井旁的面馆今天开门。面是手擀的，水是井里的，", [60, 160, 260, 400], 0),
        ("text", "头一天就卖出三百碗。", [280, 160, 480, 220], 0), ("paragraph_title", "渡口有了电子钟", ["520", "80", "940", "120"], 1),
        ("text", "本报讯（记者 高原）渡口的电子钟昨天走起来了。", [520, 130, 520, 130], 0), ("text", "报时的是一段汽笛。", None, 0),
    )  # fmt: skip
    value = [
        {"type": kind, "text": text, "text_level": level, "page_idx": 0} | ({"bbox": box} if box is not None else {})
        for kind, text, box, level in told
    ]
    file = "2026-05-12-03_content_list.json"
    stories = [
        _story("老井旁开了面馆", "老井旁的面馆今天开门。面是手擀的，水是井里的，头一天就卖出三百碗。", names=("白露",)),
        _story("渡口有了电子钟", "渡口的电子钟昨天走起来了。", "报时的是一段汽笛。", names=("高原",), dateline=True),
    ]
    truth = TruePage(file=file, language="zh-Hans", day=date(2026, 5, 12), number="03", stories=stories)
    return SinglePage("JSON with odd boxes", truth, {file: json.dumps(value, ensure_ascii=False)})


def _other_alto() -> SinglePage:
    """ALTO whose words have no boxes, whose lines end in ``HYP``, with styles of paragraphs and a running title."""

    def block(name: str, top: int, style: str, *lines: str) -> str:
        body = "".join(
            f'<TextLine HPOS="300" VPOS="{top + 60 * at}" WIDTH="900" HEIGHT="50">'
            + "<SP/>".join(f'<String CONTENT="{word}"/>' for word in line.removesuffix("-").split())
            + ('<HYP CONTENT="-"/>' if line.endswith("-") else "")
            + "</TextLine>"
            for at, line in enumerate(lines)
        )
        return f'<TextBlock ID="{name}" STYLEREFS="{style}" HPOS="300" VPOS="{top}" WIDTH="900" HEIGHT="{60 * len(lines)}">{body}</TextBlock>'

    blocks = "".join((
        block("B1", 300, "TXT_H", "New light for the pier"),
        block("B2", 420, "TXT_T", "The pier at Eastport has a new light. It was lit on Monday in the pres-", "ence of the mayor and a crowd of some",
            "four hundred people."),
        block("B3", 700, "TXT_H", "Coal is dearer"), block("B4", 820, "TXT_T", "Coal rose to thirty shillings a ton yesterday, the", "merchants said."),
    ))  # fmt: skip
    text = (
        '<?xml version="1.0"?><alto xmlns="http://bibnum.example/ns/alto_prod"><Description><MeasurementUnit>inch1200</MeasurementUnit></Description>'
        '<Styles><TextStyle ID="TXT_H" FONTFAMILY="Times" FONTSIZE="16"/><TextStyle ID="TXT_T" FONTFAMILY="Times" FONTSIZE="9"/></Styles>'
        '<Layout><Page ID="P3" PHYSICAL_IMG_NR="3" WIDTH="9000" HEIGHT="13000"><TopMargin><TextBlock ID="T"><TextLine>'
        '<String CONTENT="THE"/><SP/><String CONTENT="EASTPORT"/><SP/><String CONTENT="MERCURY"/></TextLine></TextBlock></TopMargin>'
        f"<PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>"
    )
    file = "1902-05-12-03.xml"
    stories = [
        _story("New light for the pier",
            "The pier at Eastport has a new light. It was lit on Monday in the presence of the mayor and a crowd of some four hundred people."),
        _story("Coal is dearer", "Coal rose to thirty shillings a ton yesterday, the merchants said."),
    ]  # fmt: skip
    truth = TruePage(
        file=file, language="en", day=date(1902, 5, 12), number="03", stories=stories, paper="THE EASTPORT MERCURY"
    )
    return SinglePage("ALTO of another library", truth, {file: text})


PAGES = (_1936, _KOREAN, _FRENCH, _GERMAN, _RUSSIAN, _THAI, _SPREAD, _odd_boxes(), _other_alto())


def main() -> None:
    """Print the table; ``--show`` prints every fault and every question in vain."""
    parser = argparse.ArgumentParser(prog="python -m tests.page_truth.single_pages")
    parser.add_argument("--show", action="store_true")
    show = parser.parse_args().show
    scores = {page.name: page.score() for page in PAGES}
    for name, one in scores.items():
        for fault in one.faults if show else ():
            sys.stdout.write(
                f"{name}: {fault.part} of {fault.story} (asked {fault.asked}): {fault.right!r}, read {fault.read!r}\n"
            )
        for note in one.vain if show else ():
            sys.stdout.write(f"{name}: in vain: {note.key} {note.text!r} {note.chosen} {note.alternatives}\n")
    rows = [row(name, one.figures) for name, one in scores.items()]
    rows.append(row("all", total(scores.values())))
    sys.stdout.write("\n".join((HEAD, "|---" * HEAD.count(" | ") + "|---|", *rows)) + "\n")


if __name__ == "__main__":
    main()
