"""Manners of Chinese papers, and of the tools that read them: each renders one page from stories."""

from __future__ import annotations

from tests.page_truth.manner import Leaf, Manner, adverts, headed
from tests.page_truth.parts import body, halves, han, picture, wrapped
from tests.page_truth.truth import TrueStory

PAGES = ("要闻", "综合", "民生", "城事", "文化", "副刊", "县区")
TRADITIONAL = ("港聞", "要聞", "國際", "副刊", "地方", "財經")
WEEK = "一二三四五六日"


def _running(leaf: Leaf) -> str:
    day, name = leaf.day, leaf.rng.choice(PAGES)
    week = f"星期{WEEK[day.weekday()]}"
    number = leaf.page.number
    return leaf.rng.choice(
        (
            f"{number} {name} {day.year}年{day.month}月{day.day}日 {week}",
            f"第{int(number[-2:])}版　{name}　{day.year}年{day.month}月{day.day}日　{week}",
            f"{day.year}年{day.month}月{day.day}日 {week}\n\n{number} {name}\n\n责任编辑:{leaf.name()} 版式:{leaf.name()}",
        )
    )


def _masthead(leaf: Leaf, level: str = "# ") -> list[str]:
    day = leaf.day
    leaf.page.paper = title = leaf.rng.choice(("晴川日报", "澄江晚报", "南桥新报", "河湾时报"))
    latin = {"晴川日报": "QINGCHUAN RIBAO", "澄江晚报": "CHENGJIANG WANBAO"}.get(title, "")
    week = f"星期{WEEK[day.weekday()]}"
    facts = f"总第{leaf.rng.randint(1200, 9800)}期 今日8版"
    cn = "国内统一连续出版物号 CN 65-0010 邮发代号 57-103"
    lines = [f"{level}{title}", *([latin] if latin else [])]
    lines += leaf.rng.choice(
        (
            [f"{day.year}年{day.month}月{day.day}日 {week} {facts}", cn],
            [f"{day.year}年{day.month}月", str(day.day), week, facts, cn],
        )
    )
    return lines


def _top(leaf: Leaf, level: str = "# ") -> list[str]:
    return _masthead(leaf, level) if leaf.front else [_running(leaf)]


def _fixtures(leaf: Leaf) -> list[str]:
    forms = halves(("above:□本报记者 {a}", "run~:本报讯 记者{a}报道:", "run~:本报讯（记者 {a}）", "above:□本报记者 {a} 通讯员 {b}"),
        held_out=leaf.held_out)  # fmt: skip
    blocks = _top(leaf)
    for story in leaf.stories:
        blocks += headed(story, kicker="### {}", title="## {}", deck="### ——{}", lines=" ")
        blocks += leaf.set(story, forms, torn=0.4)
    return blocks


DAILY = (
    "run~:本报{place}{m}月{d}日电 （记者{a}）",
    "above:本报记者 {a}",
    "run~:本报{place}{m}月{d}日电 （记者{a}、{b}）",
    "run~:新华社{place}{m}月{d}日电（记者{a}）",
    "end:（{a}）",
    "above:{a}",
    "run~:本报讯 （{a} {b}）",
    "above:本报记者 {a} {b}",
    "end:（本报记者 {a} 通讯员 {b}）",
    "above:{a} {b}",
    "run~:本报{place}{m}月{d}日电 （{a}）",
    "above:人民时报记者 {a}",
    "above:本报特约记者 {a}",
    "above:记者 {a} 通讯员 {b} 文/图",
)


def _daily(leaf: Leaf) -> list[str]:
    forms = halves(DAILY, held_out=leaf.held_out)
    blocks = _top(leaf)
    for story in leaf.stories:
        story.deck = ()
        bare = ["above:{a}", "below:{a}"] if story.kind in ("essay", "poem") else forms
        blocks += headed(story, kicker="### {}", title="## {}", lines=" ")
        blocks += leaf.set(story, bare, torn=0.5)
        if leaf.chance(0.2):
            blocks.append(leaf.rng.choice(("（下转第三版）", f"（下转第{han(leaf.rng.randint(2, 8))}版）")))
    blocks.append(f"本版责编：{leaf.name()} {leaf.name()}")
    return blocks


TABLOID = (
    "above:晨报记者 {a}",
    "above:文/{a}",
    "above:新晚报·客户端记者 {a}",
    "above:本报记者 {a} 实习生 {b}",
    "above:作者：{a}",
    "above:□ {a}",
    "run~:晨报讯（记者 {a}）",
    "above:澄江晚报记者 {a} 文/图",
    "above:记者 {a}",
    "run~:本报讯（首席记者 {a} 通讯员 {b}）",
)


def _tabloid(leaf: Leaf) -> list[str]:
    forms = halves(TABLOID, held_out=leaf.held_out)
    rng = leaf.rng
    leaf.page.number = rng.choice("AB") + leaf.page.number
    blocks = _masthead(leaf) if leaf.front else [f"{leaf.page.number} {rng.choice(PAGES)}", leaf.chinese_day()]
    for story in leaf.stories:
        plain_kicker = leaf.chance(0.4)
        level = rng.choice(("# ", "## "))
        blocks += headed(
            story, kicker="{}" if plain_kicker else f"{level}{{}}", title=f"{level}{{}}",
            deck=f"{'#' if level == '## ' else '##'}# {{}}", lines=rng.choice((" ", "|")),
        )  # fmt: skip
        shown = (
            "![](images/{k}.jpg)|{c} {a} 摄",
            "![](images/{k}.jpg)|▲{c} 晨报记者 {a} 摄",
            "![图](images/{k}.jpg)|{c}",
        )
        if leaf.chance(0.3):
            blocks += picture(rng, story, leaf.pool, shown)
        blocks += leaf.set(story, forms, torn=0.3)
    return adverts(leaf, blocks, "# {}")


def _flat(leaf: Leaf) -> list[str]:
    forms = halves((*DAILY[:6], *TABLOID), held_out=leaf.held_out)
    blocks = _top(leaf)
    for story in leaf.stories:
        blocks += headed(story, kicker=leaf.rng.choice(("{}", "# {}")), title="# {}",
            deck=leaf.rng.choice(("{}", "# {}", "# ——{}")), lines=leaf.rng.choice((" ", "|")))  # fmt: skip
        blocks += leaf.set(story, forms, torn=0.3, subhead="# {}")
    return adverts(leaf, blocks, "# {}")


def _dialect(leaf: Leaf) -> list[str]:
    forms = halves((*DAILY[:4], *TABLOID[:6]), held_out=leaf.held_out)
    rng = leaf.rng
    spaced = rng.random() < 0.5
    blocks = _top(leaf)
    for story in leaf.stories:
        if spaced and len(story.title) == 1 and len(story.title[0]) < 8:
            shown = " ".join(story.title[0])
            blocks += [f"# {story.kicker}"] * bool(story.kicker) + [f"# {shown}"]
            blocks += [f"## {line}" for line in story.deck]
        else:
            blocks += headed(story, kicker="## {}", title="# {}", deck="## {}", lines=rng.choice(("<br>", " ")))
        if leaf.chance(0.4):
            above = rng.random() < 0.3
            form = "{c}（{a} 摄）|![](images/{k}.jpg)" if above else "![](images/{k}_0.jpg)|{c} {a} 摄"
            blocks += picture(rng, story, leaf.pool, [form])
        story_blocks = leaf.set(story, forms, torn=0.3, subhead=rng.choice(("**{}**", "### {}")))
        blocks += [_latex(text) if rng.random() < 0.5 else text for text in story_blocks]
    made = adverts(leaf, blocks, "**{}**")
    match rng.randrange(3):
        case 0:
            return [f"```markdown\n{made[0]}", *made[1:-1], f"{made[-1]}\n```"]
        case 1:
            return ["{0}------------------------------------------------", *made]
        case _:
            return [f"<!-- Page {int(leaf.page.number[-2:])} -->", *made, "---"]


def _latex(text: str) -> str:
    return (
        text.replace("15%", r"$15\%$")
        .replace("0.7%", r"$0.7\%$")
        .replace("20%", r"$20\%$")
        .replace("℃", r"$^{\circ}\mathrm{C}$")
    )


HONG_KONG = (
    "above:記者{a}",
    "run~:【晨報專訊】",
    "above:晨報記者 {a}",
    "end:（記者{a}）",
    "above:本報記者{a}、{b}",
    "above:文：{a}",
    "above:撰文：{a}",
    "run~:【本報訊】（記者 {a}）",
    "above:{a}",
    "above:記者：{a}　攝影：{c}",
)
TAIWAN = (
    "above~:記者{a}／{city}報導",
    "run~:（中央社記者{a}{city}{d}日電）",
    "run~:〔記者{a}／{city}報導〕",
    "run~:【記者{a}{city}報導】",
    "above~:本報記者{a}／{city}報導",
    "run~:（中央社{city}{d}日電）",
    "above~:{a}／{city}報導",
    "run~:【本報{city}訊】",
    "above~:【記者{a}、{b}/{city}報導】",
    "above~:特派記者{a}/{city}報導",
)


def _traditional(leaf: Leaf, forms: tuple[str, ...], head: str) -> list[str]:
    rng = leaf.rng
    blocks = [head]
    for story in leaf.stories:
        level = rng.choice(("# ", "## "))
        blocks += headed(story, kicker=rng.choice(("{}", f"{level}{{}}")), title=f"{level}{{}}", deck=f"#{level}{{}}",
            lines=rng.choice((" ", "|")))  # fmt: skip
        bare = ["above:{a}", "below:{a}"] if story.kind == "essay" else halves(forms, held_out=leaf.held_out)
        signed = leaf.set(story, bare, torn=0.4, subhead=f"#{level}{{}}")
        if leaf.chance(0.3):
            signed += picture(
                rng, story, leaf.pool, ("![](images/{k}.jpg)|▲{c}（記者{a}攝）", "![](images/{k}.jpg)|{c} {a}攝")
            )
        blocks += signed
    return adverts(leaf, blocks, "# {}")


def _hong_kong(leaf: Leaf) -> list[str]:
    leaf.page.number = leaf.rng.choice("AB") + str(int(leaf.page.number))
    name, day = leaf.rng.choice(TRADITIONAL), leaf.day
    return _traditional(
        leaf, HONG_KONG, f"{leaf.page.number} {name}\n\n{day.year}年{day.month}月{day.day}日 星期{WEEK[day.weekday()]}"
    )


def _taiwan(leaf: Leaf) -> list[str]:
    name, day = leaf.rng.choice(TRADITIONAL), leaf.day
    leaf.page.number = leaf.rng.choice(("A", "")) + leaf.page.number
    head = f"{leaf.page.number} {name} 中華民國{day.year - 1911}年{day.month}月{day.day}日 星期{WEEK[day.weekday()]}"
    return _traditional(leaf, TAIWAN, head)


OLD = (
    "run~:【本報{place}{hd}日專電】",
    "run~:【中央社{place}{hd}日電】",
    "run~:【本報訊】",
    "run~:【本報{place}{hd}日電】",
    "run~:（中央社{place}{hd}日電）",
    "run~:〔本市訊〕",
)


def _manner1946(leaf: Leaf) -> list[str]:
    day, rng = leaf.day, leaf.rng
    year = "".join("〇一二三四五六七八九"[int(sign)] for sign in str(day.year - 1911))
    year = rng.choice((han(day.year - 1911), year))
    week = f"星期{WEEK[day.weekday()]}"
    printed = f"中華民國{year}年{han(day.month)}月{han(day.day)}日"
    blocks = [f"第{han(int(leaf.page.number))}版 {printed} {week}"]
    if leaf.front:
        leaf.page.paper = rng.choice(("申江日報", "大明報"))
        blocks = [f"# {leaf.page.paper}", f"{printed} {week}", f"第{rng.randint(3000, 9000)}號 今日二大張"]
    for story in leaf.stories:
        level = rng.choice(("## ", "# "))
        blocks += headed(story, kicker=rng.choice((f"{level}{{}}", f"#{level}{{}}")), title=f"{level}{{}}",
            deck=rng.choice((f"{level}{{}}", f"#{level}{{}}")), lines="|")  # fmt: skip
        blocks += leaf.set(story, halves(OLD, held_out=leaf.held_out), torn=0.3)
    return adverts(leaf, blocks, "# {}")


def _columns(leaf: Leaf) -> list[str]:
    """Two stories side by side, read column by column: the second begins before the first has ended."""
    blocks = _top(leaf)
    forms = halves(("above:本报记者 {a}", "run~:本报讯（记者 {a}）", "above:□本报记者 {a}", "run~:本报讯 记者{a}报道:"),
        held_out=leaf.held_out)  # fmt: skip
    waiting: list[str] = []
    for at, story in enumerate(leaf.stories):
        made = leaf.set(story, forms, torn=0.9)
        header = headed(story, kicker="### {}", title="## {}", deck="### ——{}", lines=" ")
        blocks += header
        cut = next((i for i, text in enumerate(made, 1) if text in _first_pieces(story, made)), 0)
        if cut and not waiting and not story.subheads and at + 1 < len(leaf.stories) and leaf.chance(0.6):
            blocks += made[:cut]
            waiting = made[cut:]
            continue
        if waiting:
            blocks += [*made[:-1], *waiting[:1], made[-1], *waiting[1:]] if leaf.chance(0.3) else [*made, *waiting]
            waiting = []
        else:
            blocks += made
    return [*blocks, *waiting]


def _first_pieces(story: TrueStory, made: list[str]) -> list[str]:
    """The pieces of torn paragraphs that break off."""
    ends = [whole[-6:] for whole in story.paragraphs]
    inside = [whole[:-1] for whole in story.paragraphs]
    return [
        text for text in made if len(text) > 8 and text[-6:] not in ends and any(text[-6:] in one for one in inside)
    ]


def _bold(leaf: Leaf) -> list[str]:
    forms = halves((*DAILY[:3], *TABLOID[:4], *DAILY[7:9]), held_out=leaf.held_out)
    rng = leaf.rng
    blocks = [f"**{part}**" for part in _top(leaf, "")] if not leaf.front else _top(leaf, "# ")
    for story in leaf.stories:
        joined = rng.random() < 0.5
        blocks += headed(story, kicker=rng.choice(("{}", "**{}**")), title="**{}**", deck=rng.choice(("*{}*", "**{}**", "{}")),
            lines="**\n**" if joined else "|")  # fmt: skip
        made = leaf.sign(story, forms)
        slanted = [f"*{line}*" for line in made.above] if rng.random() < 0.5 else made.above
        blocks += [*slanted, *body(rng, story, made, leaf.language, torn=0.3, subhead="**{}**"), *made.below]
        if leaf.chance(0.3):
            blocks.append("---")
    return adverts(leaf, blocks, "**{}**")


def _plain(leaf: Leaf) -> list[str]:
    """Nothing but lines: what a plain OCR gives."""
    forms = halves((*DAILY[:3], *TABLOID[:4], *DAILY[7:9]), held_out=leaf.held_out)
    width = leaf.rng.choice((0, 0, 16, 22))
    blocks = _top(leaf, "")
    for story in leaf.stories:
        blocks += headed(story, kicker="{}", title="{}", deck=leaf.rng.choice(("——{}", "{}")), lines="|")
        made = leaf.sign(story, forms)
        texts = body(leaf.rng, story, made, leaf.language, torn=0.3, subhead="{}", width=width)
        if width:
            texts = [wrapped(text, width, "zh") for text in texts]
        blocks += [*made.above, *texts, *made.below]
    return adverts(leaf, blocks, "{}")


MANNERS = (
    Manner("fixtures", "zh-Hans", _fixtures),
    Manner("daily", "zh-Hans", _daily),
    Manner("tabloid", "zh-Hans", _tabloid),
    Manner("flat", "zh-Hans", _flat),
    Manner("dialect", "zh-Hans", _dialect),
    Manner("hong-kong", "zh-Hant", _hong_kong),
    Manner("taiwan", "zh-Hant", _taiwan),
    Manner("1946", "1946", _manner1946, year=1946),
    Manner("columns", "zh-Hans", _columns),
    Manner("bold", "zh-Hans", _bold),
    Manner("plain", "zh-Hans", _plain),
)
