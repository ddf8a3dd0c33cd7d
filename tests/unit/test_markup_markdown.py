# SPDX-License-Identifier: AGPL-3.0-or-later
"""Markdown → blocks: every spelling of the format, and what the editor is told about the rest."""

from __future__ import annotations

import pytest

from epubgen.errors import Location
from epubgen.markup import blocks_from_markdown, inlines_from_markdown
from epubgen.model import (
    QA,
    Abbr,
    Ad,
    Block,
    Box,
    Break,
    Code,
    CodeSpan,
    Credit,
    Dialogue,
    Dots,
    Em,
    Footnote,
    Foreign,
    Gallery,
    Image,
    Inlines,
    Link,
    List,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Photo,
    Poem,
    PullQuote,
    Quote,
    Ruby,
    Separator,
    SmallCaps,
    Strong,
    Struck,
    Sub,
    Subhead,
    Sup,
    Table,
    Tcy,
    Text,
    Turn,
)
from tests.counted import assert_linear, guarded_from_hanging


def t(text: str) -> Inlines:
    return (Text(text),)


def p(text: str, *, lede: bool = False) -> Paragraph:
    return Paragraph(text=t(text), lede=lede)


RUNS: list[tuple[str, Inlines]] = [
    ("说**“重点”**是", (Text("说"), Strong(t("“重点”")), Text("是"))),
    ("**《书名》**的", (Strong(t("《书名》")), Text("的"))),
    ("他说：**不行。**然后", (Text("他说："), Strong(t("不行。")), Text("然后"))),
    ("これは*（強調）*です", (Text("これは"), Em(t("（強調）")), Text("です"))),
    ("**한국어(韓國語)**는", (Strong(t("한국어(韓國語)")), Text("는"))),
    ("snake_case_name", t("snake_case_name")),
    ("a **b** c", (Text("a "), Strong(t("b")), Text(" c"))),
    ("2 * 3 * 4", t("2 * 3 * 4")),
    ("[字]{.dots}", (Dots(t("字")),)),
    ('[漢字]{ruby="かん じ"}', (Ruby("漢字", "かん じ"),)),
    ("[漢字]{ruby=“かんじ”}", (Ruby("漢字", "かんじ"),)),
    ("[22]{.tcy}", (Tcy("22"),)),
    ("[mot]{lang=fr}", (Foreign(t("mot"), "fr"),)),
    ("[nato]{.sc}", (SmallCaps(t("nato")),)),
    ('[EU]{abbr="European Union"}', (Abbr(t("EU"), "European Union"),)),
    ("[字]{.dots lang=ja}", (Dots((Foreign(t("字"), "ja"),)),)),
    ("H~2~O", (Text("H"), Sub(t("2")), Text("O"))),
    ("10^3^米", (Text("10"), Sup(t("3")), Text("米"))),
    ("8~10时，12~14时", t("8~10时，12~14时")),
    ("原价~~500~~300元", (Text("原价"), Struck(t("500")), Text("300元"))),
    ("~~a **b**~~", (Struck((Text("a "), Strong(t("b")))),)),
    ("[a~~b~~](https://a.cn)", (Link((Text("a"), Struck(t("b"))), "https://a.cn"),)),
    ("[一]{.struck}二", (Struck(t("一")), Text("二"))),
    ("8~~10时，12~~14时", t("8~~10时，12~~14时")),
    ("来嘛~~ 走嘛~~", t("来嘛~~ 走嘛~~")),
    ("~~未完", t("~~未完")),
    ("`~~a~~`", (CodeSpan("~~a~~"),)),
    ("周一~周五，周六~周日", t("周一~周五，周六~周日")),
    ("(^o^)", t("(^o^)")),
    ("见[^1]。", (Text("见"), NoteRef("1"), Text("。"))),
    ("[网页](https://a.cn/说明?x=1)", (Link(t("网页"), "https://a.cn/说明?x=1"),)),
    ("[旧闻](article:01-04-law)", (Link(t("旧闻"), "article:01-04-law"),)),
    ("<https://a.cn/>", (Link(t("https://a.cn/"), "https://a.cn/"),)),
    ('[a [b]{.sc}](https://a.cn "")', (Link((Text("a "), SmallCaps(t("b"))), "https://a.cn"),)),
    ("`a*b*`", (CodeSpan("a*b*"),)),
    ("一\\\n二", (Text("一"), Break(), Text("二"))),
    ("one  \ntwo", (Text("one"), Break(), Text("two"))),
    ("汉字\n汉字", t("汉字汉字")),
    ("カナ\n漢字", t("カナ漢字")),
    ("2026\n年", t("2026年")),
    ("说\n“是”", t("说“是”")),
    ("one\ntwo", t("one two")),
    ("한국\n사람", t("한국 사람")),
    ("한국\n漢字", t("한국 漢字")),
    ("使用EPUB\n格式", t("使用EPUB 格式")),
    ("　　缩进", t("缩进")),
    ("&lt;b&gt; &amp;", t("<b> &")),
]


@pytest.mark.parametrize(("text", "runs"), RUNS, ids=[text for text, _ in RUNS])
def test_runs(text: str, runs: Inlines) -> None:
    assert inlines_from_markdown(text) == runs


BLOCKS: list[tuple[str, str, tuple[Block, ...]]] = [
    ("lede", "{.lede}\n开头", (p("开头", lede=True),)),
    ("lede ends a paragraph", "前\n{.lede}\n后", (p("前"), p("后", lede=True))),
    ("indented lines are paragraphs", "　　一段。\n　　二段。", (p("一段。"), p("二段。"))),
    ("no indented code", "    四格\n\n\tTab", (p("四格"), p("Tab"))),
    ("no setext heading", "标题\n===\n\n正文\n---", (p("标题==="), p("正文"), Separator())),
    ("subheads", "## 一\n\n### 二", (Subhead(text=t("一")), Subhead(text=t("二"), level=2))),
    ("a year is no list", "2026. 年初", (p("2026. 年初"),)),
    ("a year ends a list", "1. 一\n\n2026. 年初", (List(items=((p("一"),),), ordered=True), p("2026. 年初"))),
    ("list", "- 一\n- 二\n  - 三", (List(items=((p("一"),), (p("二"), List(items=((p("三"),),))))),)),
    ("numbers", "7. 七\n8. 八", (List(items=((p("七"),), (p("八"),)), ordered=True, start=7),)),
    ("far numbers", "{start=2026}\n1. 一", (List(items=((p("一"),),), ordered=True, start=2026),)),
    ("quote", "> 话", (Quote(body=(p("话"),)),)),
    ("signed quote", "> 话\n> —— 某某", (Quote(body=(p("话"),), attribution="某某"),)),
    ("signed in a paragraph", "> Word.\n>\n> — A. Name", (Quote(body=(p("Word."),), attribution="A. Name"),)),
    ("sign above", '{attribution="某"}\n> 话', (Quote(body=(p("话"),), attribution="某"),)),
    ("separator", "***", (Separator(),)),
    ("code", "```py\na\n\n b\n```", (Code(text="a\n\n b", lang="py"),)),
    (
        "table",
        '{caption="表一"}\n| 甲 | 乙 |\n|:--|--:|\n| 1 | a\\|b |',
        (Table(head=(t("甲"), t("乙")), rows=((t("1"), t("a|b")),), caption="表一", align=("left", "right")),),
    ),
    ("headless table", "| | |\n|---|---|\n| 1 | 2 |", (Table(rows=((t("1"), t("2")),)),)),
    (
        "image",
        '![图 *说*](../photos/照 片.jpg){alt="画面" credit="何某摄" focal="0.5 0.3" width=full .decorative}',
        (
            Image(
                photo=Photo(
                    file="../photos/照 片.jpg",
                    caption="图 说",
                    alt="画面",
                    credit=(Credit(name="何某摄"),),
                    focal=(0.5, 0.3),
                    width="full",
                    decorative=True,
                )
            ),
        ),
    ),
    (
        "credits",
        "![](a.jpg){credit=何某 credit-role=photographer credit-printed-role=摄 credit=李某}",
        (Image(photo=Photo(file="a.jpg", credit=(Credit(name="何某", role="photographer", printed_role="摄"), Credit(name="李某")))),),
    ),
    (
        "image between lines",
        "上文\n![](a.jpg)\n下文",
        (p("上文"), Image(photo=Photo(file="a.jpg")), p("下文")),
    ),
    (
        "gallery",
        '::: gallery caption="春"\n![一](a.jpg)\n![二](b.jpg)\n:::',
        (Gallery(items=(Photo(file="a.jpg", caption="一"), Photo(file="b.jpg", caption="二")), caption="春"),),
    ),
    (
        "pull quote",
        '::: pullquote attribution="某"\n一\n\n二\n:::',
        (PullQuote(text=(Text("一"), Break(), Text("二")), attribution="某"),),
    ),
    ("box", '::: box title="背景" kind=facts\n文\n:::', (Box(body=(p("文"),), title="背景", kind="facts"),)),
    (
        "nested fences",
        ":::: box\n::: note kind=correction\n文\n:::\n后\n::::",
        (Box(body=(Note(body=(p("文"),), kind="correction"), p("后"))),),
    ),
    ("equally long fences", "::: box\n::: note\n文\n:::\n:::", (Box(body=(Note(body=(p("文"),)),)),)),
    ("fence in code", "::: box\n```\n:::\n```\n:::", (Box(body=(Code(text=":::"),)),)),
    (
        "poem",
        "::: poem\n一行\n　二行\n\n# 三行\n:::",
        (Poem(stanzas=((t("一行"), t("　二行")), (t("# 三行"),))),),
    ),
    (
        "interview",
        "::: qa\n问：什么？\n\n答：这样。\n\n他说：好。\n\nQ: And?\n:::",
        (QA(turns=(Turn(who="问", text=(p("什么？"),)), Turn(who="答", text=(p("这样。"), p("他说：好。"))), Turn(who="Q", text=(p("And?"),)))),),
    ),
    (
        "interview line by line",
        "::: qa\n**问：**什么？\n答：这样。\n:::",
        (QA(turns=(Turn(who="问", text=(p("什么？"),)), Turn(who="答", text=(p("这样。"),)))),),
    ),
    (
        "dialogue",
        '::: dialogue\n老李：来了？\n\nDr. Wu: At 12:30.\n\n{who="？"}\n嗯\n\n{.continued}\n我想：走\n:::',
        (
            Dialogue(
                turns=(
                    Turn(who="老李", text=(p("来了？"),)),
                    Turn(who="Dr. Wu", text=(p("At 12:30."),)),
                    Turn(who="？", text=(p("嗯"), p("我想：走"))),
                )
            ),
        ),
    ),
    ("note", "::: note\n编者按\n:::", (Note(body=(p("编者按"),)),)),
    ("ad", '::: ad advertiser="某店"\n降价\n:::', (Ad(body=(p("降价"),), advertiser="某店"),)),
    ("page", "::: page n=3\n:::", (PageBreak(page="3"),)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "blocks"), [row[1:] for row in BLOCKS], ids=[row[0] for row in BLOCKS])
def test_blocks(text: str, blocks: tuple[Block, ...]) -> None:
    read = blocks_from_markdown(text)
    assert not [found for found in read.findings if found.key != "S16.underline"]
    assert read.blocks == blocks


def test_footnotes_keep_labels_and_paragraphs() -> None:
    read = blocks_from_markdown("文[^1][^甲]\n\n[^1]: 一\n[^甲]: 二\n\n    三\n\n后")
    assert read.footnotes == (Footnote(label="1", body=(p("一"),)), Footnote(label="甲", body=(p("二"), p("三"))))
    assert read.blocks[-1] == p("后")


def test_every_block_knows_its_line() -> None:
    text = "一\n\n::: box\n二\n\n- 三\n- 四\n:::\n\n![](a.jpg)\n"
    read = blocks_from_markdown(text, Location("a.md", 8))
    first, box, image = read.blocks
    assert isinstance(box, Box)
    assert isinstance(image, Image)
    places = [block.at for block in (first, box, *box.body, image)]
    assert places == [Location("a.md", line) for line in (8, 10, 11, 13, 17)]
    assert image.photo.at is not None
    assert image.photo.at.of() == Location("a.md", 17)


def test_photo_paths_are_as_typed_or_from_a_base() -> None:
    text = "![](../photos/a.jpg)"
    assert blocks_from_markdown(text).blocks == (Image(photo=Photo(file="../photos/a.jpg")),)
    assert blocks_from_markdown(text, base="2026/articles").blocks == (Image(photo=Photo(file="2026/photos/a.jpg")),)


FAULTS = [
    ("# 标题", "S09.heading", 1, "标题"),
    ("#### 标题", "S09.heading.deep", 1, "标题"),
    ("一\n二<b>三</b>", "S09.html", 2, "一二<b>三</b>"),
    ("<!-- 注 -->", "S09.html.other", 1, "<!-- 注 -->"),
    ("::: bxo\n文\n:::", "S09.container", 1, "文"),
    ("::: 什么\n文\n:::", "S09.container.known", 1, "文"),
    ("文\n\n::: box\n文", "S09.unclosed", 3, "文文"),
    ("文\n\n:::", "S09.stray", 3, "文"),
    ("::: box titel=a\n文\n:::", "S01.attribute", 1, "文"),
    ("::: box 背景\n文\n:::", "S09.attribute", 1, "文"),
    ("::: note kind=editer\n文\n:::", "S02.attribute", 1, "文"),
    ("::: box title=a title=b\n文\n:::", "S05.attribute", 1, "文"),
    ("::: page\n:::", "S03.attribute", 1, ""),
    ("::: page n=3\n文\n:::", "S09.inside", 2, "文"),
    ("::: gallery\n:::", "S09.empty", 1, ""),
    ("::: qa\n开场白\n:::", "S09.who", 2, "开场白"),
    ("[字]{.dtos}", "S01.attribute", 1, "字"),
    ("{.leed}\n文", "S01.attribute", 1, "文"),
    ("{.lede}\n## 标题", "S09.above", 1, "标题"),
    ("文\n\n{.lede}", "S09.above", 3, "文"),
    ("一\n前![图](a.jpg)后", "S09.image", 2, "一前图后"),
    ("![图](a b (1).jpg)", "S09.path", 1, "![图](a b (1).jpg)"),
    ('![图](a.jpg "题")', "S09.title", 1, "图"),
    ("![](a.jpg){focal=中}", "S02.attribute", 1, ""),
    ("[点](javascript:alert(1))", "S09.link", 1, "点"),
    ("[点](other.md)", "S09.link", 1, "点"),
    ("[1]: https://a.cn", "S09.reference", 1, "[1]: https://a.cn"),
]


@pytest.mark.parametrize(("text", "key", "line", "words"), FAULTS, ids=[row[0] for row in FAULTS])
def test_what_has_no_block_is_reported_and_kept_as_text(text: str, key: str, line: int, words: str) -> None:
    read = blocks_from_markdown(text, Location("a.md", 1))
    assert [(found.key, found.at) for found in read.findings] == [(key, Location("a.md", line))]
    assert "".join(_words(read.blocks)) == words
    for language in ("en", "zh"):
        assert read.findings[0].hint(language)


def _words(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(text=(Text(words),)) | Subhead(text=(Text(words),)):
                found.append(words)
            case Box(body=body) | Note(body=body):
                found += _words(body)
            case QA(turns=turns):
                found += [word for turn in turns for word in _words(turn.text)]
            case Image(photo=photo):
                found.append(photo.caption)
            case Quote(body=body, attribution=attribution):
                found += [*_words(body), attribution]
    return found


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_too_deep_a_nest_is_refused_and_its_text_kept(mark: str) -> None:
    read = blocks_from_markdown(mark * 2000 + "底")
    assert [found.key for found in read.findings] == ["S09.depth"]
    assert "底" in repr(read.blocks)


def test_emphasis_may_nest_without_end() -> None:
    text = "*a " * 5000 + "b*" * 5000
    read = blocks_from_markdown(text)
    assert [found.key for found in read.findings] == ["S09.depth"]


HOSTILE = [
    "[", "*a ", ">", "_", "**a *", "[a]{", "![a](", "~a", "`", "`a``", "<a ", "\\", "- ", "::: box\n", ":", "[^a", "&", "{.a ", "[a](<b",
    '[]{a="', "<!--", "1. ", "*", "a**b", "[[a]{.x}", "(", "[a](", "*a _b ", "[^1]: ", "问：", "::: qa\n问：", "\n", "　\n", "<x", "](a)", '"*',
    "**“", "{", "|a", "# ", "~~a",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_costs_no_more_than_other_text(piece: str) -> None:
    assert_linear(lambda size: blocks_from_markdown((piece * size)[:size]), 1000)


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_no_pattern_runs_away_on_a_long_hostile_text(piece: str) -> None:
    with guarded_from_hanging():
        read = blocks_from_markdown((piece * 100_000)[:100_000])
    assert read.blocks or read.findings


def test_words_beside_a_picture_are_kept_and_the_picture_is_told() -> None:
    parsed = blocks_from_markdown("![海图](a.png) 之后的话。")
    assert parsed.blocks == (Paragraph(text=(Text(text="海图 之后的话。"),)),)
    assert [found.key for found in parsed.findings] == ["S09.image"]
