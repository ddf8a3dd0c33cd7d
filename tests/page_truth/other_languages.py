"""Manners of Japanese, Korean, English, German and French papers."""

from __future__ import annotations

from tests.page_truth.manner import Leaf, Manner, adverts, headed
from tests.page_truth.parts import body, halves, picture, wrapped

JAPANESE = (
    "above:【山田太郎】",
    "end:【{a}】",
    "end:（{a}）",
    "above:記者・{a}",
    "above:{a}",
    "below:（{a}、{b}）",
    "end:＝{a}",
    "below:【{a}、{b}】",
)
KOREAN = (
    "below:{a} 기자",
    "above:{a} 기자",
    "run~:[{place}=뉴스온] {a} 기자 = ",
    "above:{a}·{b} 기자",
    "below:{a} 기자 reporter@example.kr",
    "run~:({place}=연합뉴스) {a} 기자 = ",
    "above:글·사진 {a} 기자",
    "run:【{place}】 ",
)
ENGLISH = (
    "above:By {a}",
    "above:By {A}\nStaff Writer",
    "above:{A}\nASSOCIATED PRESS",
    "above:By {a} | Harbour Gazette",
    "above:By {a} and {b}",
    "above:By {A} and {B}",
    "above:{a}, Staff Reporter",
    "above:{A}",
    "above:BY {A}\nThe Harbour Gazette",
    "above:By {a}/AP",
)
GERMAN = (
    "above:Von {a}",
    "above:Von {a} und {b}",
    "run~:{place} (dpa). ",
    "run~:{place}. ",
    "end: ({a})",
    "above:VON {A}",
)
FRENCH = (
    "above:Par {a}",
    "above:{a}",
    "run~:{place} (AFP) — ",
    "above:PAR {A}",
    "end: ({a})",
    "above:De notre correspondante {a}",
)

EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = {
    "en": ("", "January", "February", "March", "April", "May", "June", "July"),
    "de": ("", "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
    "fr": ("", "janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
}
DE_DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
FR_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def _japanese(leaf: Leaf) -> list[str]:
    rng, day = leaf.rng, leaf.day
    forms = [form.replace("山田太郎", "{a}") for form in halves(JAPANESE, held_out=leaf.held_out)]
    number = int(leaf.page.number)
    week = "月火水木金土日"[day.weekday()]
    era = f"{day.year}年（令和{day.year - 2018}年）{day.month}月{day.day}日（{week}曜日）"
    short = f"令和{day.year - 2018}年{day.month}月{day.day}日　{week}曜日"
    blocks = [rng.choice((f"{number}面 地域\n\n{era}", f"{short}\n\n（{number}） 総合", f"第{number}面　{era}"))]
    if leaf.front:
        leaf.page.paper = rng.choice(("港町新聞", "青葉日報"))
        blocks = [f"# {leaf.page.paper}", f"{era}", f"第{rng.randint(10000, 30000)}号 日刊"]
    for story in leaf.stories:
        broken = leaf.chance(0.5)
        level = rng.choice(("# ", "## "))
        blocks += headed(story, kicker=rng.choice(("{}", "### {}")), title=f"{level}{{}}", deck=f"#{level}{{}}",
            lines="<br>" if broken else "|")  # fmt: skip
        made = leaf.sign(story, forms)
        width = rng.randint(13, 21) if broken else 0
        texts = body(rng, story, made, "ja", torn=0.4, width=width)
        if broken:
            texts = [
                text if text.startswith("#") else wrapped(text, width, "ja").replace("\n", "<br>") for text in texts
            ]
        blocks += [*made.above, *texts, *made.below]
        if leaf.chance(0.2):
            blocks.append(rng.choice(("＝3面へ続く", "（3面に関連記事）", "【3面に続く】", "▶3面に続く")))
    return adverts(leaf, blocks, "# {}")


def _korean(leaf: Leaf) -> list[str]:
    rng, day = leaf.rng, leaf.day
    week = "월화수목금토일"[day.weekday()]
    printed = f"{day.year}년 {day.month}월 {day.day}일 {week}요일"
    number = int(leaf.page.number)
    blocks = [
        rng.choice((f"{number}면 사회\n\n{printed}", f"{printed}\n\nA{number} 종합", f"제{number}면 지역 {printed}"))
    ]
    if "A" in blocks[0]:
        leaf.page.number = f"A{number}"
    if leaf.front:
        leaf.page.number = "01"
        leaf.page.paper = "청하일보"
        blocks = ["# 청하일보", printed, f"제{rng.randint(3000, 9000)}호"]
    for story in leaf.stories:
        blocks += headed(
            story, kicker=rng.choice(("{}", "### {}")), title="## {}", deck="### {}", lines=rng.choice(("<br>", "|"))
        )
        blocks += leaf.set(story, halves(KOREAN, held_out=leaf.held_out), torn=0.4)
        if leaf.chance(0.2):
            blocks += picture(rng, story, leaf.pool, ("![](images/{k}.jpg)|{c} {a} 기자", "![](images/{k}.jpg)|{c}"))
        if leaf.chance(0.2):
            blocks.append(rng.choice(("▶3면에 계속", "〈3면에 계속〉", "☞ 3면으로 이어짐", "관련기사 3면")))
    return adverts(leaf, blocks, "# {}")


def _english(leaf: Leaf) -> list[str]:
    rng, day = leaf.rng, leaf.day
    printed = f"{EN_DAYS[day.weekday()]}, {MONTHS['en'][day.month]} {day.day}, {day.year}"
    number = int(leaf.page.number)
    letter = rng.choice("AB")
    leaf.page.number = f"{letter}{number}"
    blocks = [
        rng.choice(
            (
                f"{letter}{number} | {printed} | The Harbour Gazette",
                f"THE HARBOUR GAZETTE\n\n{printed}\n\n{letter}{number}",
            )
        )
    ]
    leaf.page.paper = "The Harbour Gazette"
    if number == 1:
        blocks = ["# THE HARBOUR GAZETTE", printed, f"VOL. {rng.randint(20, 150)} NO. {rng.randint(1, 300)} • $2.50"]
    for story in leaf.stories:
        blocks += headed(story, kicker=rng.choice(("{}", "#### {}")), title="## {}", deck="### {}", lines=" ")
        made = leaf.sign(story, halves(ENGLISH, held_out=leaf.held_out))
        if leaf.chance(0.6):
            made.before = f"{rng.choice(leaf.pool.places).upper()} — "
            story.dateline = True
        texts = body(rng, story, made, "en", torn=0.5)
        if leaf.chance(0.3):
            texts = [text if text.startswith("#") else wrapped(text, 42, "en") for text in texts]
        blocks += ["\n".join(made.above)] if made.above and leaf.chance(0.5) else made.above
        blocks += [*texts, *made.below]
        if leaf.chance(0.2):
            word = max(story.title[0].split(), key=len).upper()
            blocks.append(
                rng.choice((f"See {word}, Page A6", f"Continued on A{rng.randint(2, 9)}", "Please turn to Page B4"))
            )
        if leaf.chance(0.2):
            blocks += picture(
                rng,
                story,
                leaf.pool,
                ("![](images/{k}.jpg)|{c} Photo by {a}/Harbour Gazette", "![](images/{k}.jpg)|{c}"),
            )
    return adverts(leaf, blocks, "## {}")


def _european(leaf: Leaf) -> list[str]:
    rng, day, language = leaf.rng, leaf.day, leaf.language
    month = MONTHS[language][day.month]
    german = language == "de"
    printed = (
        f"{DE_DAYS[day.weekday()]}, {day.day}. {month} {day.year}"
        if german
        else f"{FR_DAYS[day.weekday()].capitalize()} {day.day} {month} {day.year}"
    )
    number = int(leaf.page.number)
    leaf.page.paper = "Hafenbote" if german else "Le Courrier du Port"
    blocks = [f"Seite {number}\n\n{printed}" if german else f"{printed} — page {number}"]
    if number == 1:
        title = "HAFENBOTE" if german else "LE COURRIER DU PORT"
        blocks = [
            f"# {title}",
            f"{printed} · Nr. {rng.randint(10, 300)}" if german else f"{printed} — N° {rng.randint(1000, 9000)}",
        ]
    else:
        leaf.page.paper = ""
    for story in leaf.stories:
        blocks += headed(story, kicker="#### {}", title="## {}", deck="### {}", lines=" ")
        blocks += leaf.set(story, halves(GERMAN if german else FRENCH, held_out=leaf.held_out), torn=0.4)
    return adverts(leaf, blocks, "## {}")


MANNERS = (
    Manner("japanese", "ja", _japanese),
    Manner("korean", "ko", _korean),
    Manner("english", "en", _english),
    Manner("german", "de", _european),
    Manner("french", "fr", _european),
)
