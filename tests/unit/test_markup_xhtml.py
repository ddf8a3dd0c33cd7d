# SPDX-License-Identifier: AGPL-3.0-or-later
"""Blocks → XHTML: the classes that pages and style sheets agree on, and what a content document may hold."""

from __future__ import annotations

import re

import pytest

from epubgen.markup import (
    DocumentIds,
    RenderContext,
    ShownPicture,
    blocks_from_markdown,
    credit_line,
    figure,
    footnotes,
    inlines_from_markdown,
    page_break,
    render_blocks,
    render_inlines,
    render_text,
)
from epubgen.markup.tree import write
from epubgen.markup.xhtml_figures import picture_class
from epubgen.model import Address, Credit, Inlines, LangStr, Link, NoteRef, Paragraph, Photo, Text

TERMS = {"photo": "照片", "note.editor": "编者按", "ad": "广告"}
SETTING = RenderContext(
    "zh-Hans-CN",
    picture=lambda photo: ShownPicture("img/a.jpg", 640, 480) if photo.file == "a.jpg" else None,
    href=lambda story: "01.xhtml" if story == "law" else None,
    term=lambda key: TERMS[key],
)
VERTICAL = RenderContext("ja", vertical=True, term=lambda key: TERMS[key])

RUNS = [
    ("**一***二*", "<strong>一</strong><em>二</em>"),
    ("原价~~500~~300元", "原价<s>500</s>300元"),
    ("[一]{.dots}[二]{.sc}", '<span class="dots">一</span><span class="sc">二</span>'),
    ("H~2~O^+^", "H<sub>2</sub>O<sup>+</sup>"),
    ("[mot]{lang=fr}", '<span lang="fr" xml:lang="fr">mot</span>'),
    ("[EU]{abbr=Union}", '<abbr title="Union">EU</abbr>'),
    ("`<b>`", "<code>&lt;b&gt;</code>"),
    ("一\\\n二", "一<br/>二"),
    ("[漢字]{ruby=かんじ}", "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>"),
    ('[漢字]{ruby="かん じ"}', "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby>"),
    ("[22]{.tcy}日", "22日"),
    ("[旧闻](article:law)", '<a href="01.xhtml">旧闻</a>'),
    ("[旧闻](article:gone)", "旧闻"),
    ("[网](https://a.cn/x)", '<a href="https://a.cn/x">网</a>'),
    ("<mailto:a@b.cn>", '<a href="mailto:a@b.cn">mailto:a@b.cn</a>'),
    (
        "文[^1]",
        '文<a class="noteref" id="fnref-1" href="#fn-1" epub:type="noteref" role="doc-noteref">1</a>',
    ),
]


@pytest.mark.parametrize(("text", "xhtml"), RUNS, ids=[text for text, _ in RUNS])
def test_runs(text: str, xhtml: str) -> None:
    assert "".join(map(write, render_inlines(inlines_from_markdown(text), SETTING))) == xhtml


BLOCKS = [
    ("一\n\n{.lede}\n二", '<p class="para">一</p><p class="para lede">二</p>'),
    ("### 一\n\n### 二\n\n## 三", '<h2 class="subhead">一</h2><h3 class="subhead">二</h3><h2 class="subhead">三</h2>'),
    ("## 一\n\n### 二", '<h2 class="subhead">一</h2><h3 class="subhead">二</h3>'),
    (
        "![说明](a.jpg){alt=画面 width=full credit=何某 credit-printed-role=摄}",
        (
            '<figure class="photo full ratio-133"><img src="img/a.jpg" alt="画面" width="640" height="480"/><figcaption>'
            '<span class="caption-text">说明</span> <span class="credit">何某摄</span></figcaption></figure>'
        ),
    ),
    (
        "![](a.jpg)",
        '<figure class="photo ratio-133"><img src="img/a.jpg" alt="照片" width="640" height="480"/></figure>',
    ),
    (
        "![](a.jpg){.decorative}",
        '<figure class="photo ratio-133"><img src="img/a.jpg" alt="" width="640" height="480"/></figure>',
    ),
    (
        "![说明](gone.jpg){credit=某}",
        '<p class="missing-photo"><span class="caption-text">说明</span> <span class="credit">某</span></p>',
    ),
    ("![](gone.jpg)", ""),
    (
        "::: gallery caption=春\n![](a.jpg)\n![说](gone.jpg)\n:::",
        (
            '<div class="gallery"><figure class="photo ratio-133"><img src="img/a.jpg" alt="照片" width="640" height="480"/></figure>'
            '<p class="missing-photo"><span class="caption-text">说</span></p><p class="gallery-caption">春</p></div>'
        ),
    ),
    ("> 话\n> —— 某", '<blockquote class="quote"><p class="para">话</p><p class="attribution">——某</p></blockquote>'),
    (
        "::: pullquote attribution=某\n话\n:::",
        '<aside class="pullquote" epub:type="pullquote" role="doc-pullquote"><p>话</p><p class="attribution">——某</p></aside>',
    ),
    ("- 一\n- 二\n\n  三", '<ul class="list"><li>一</li><li><p class="para">二</p><p class="para">三</p></li></ul>'),
    (
        "3. 一\n4. 二\n   - 三",
        '<ol class="list" start="3"><li>一</li><li>二<ul class="list"><li>三</li></ul></li></ol>',
    ),
    (
        "{caption=表}\n| 甲 | |\n|--|--:|\n| 1 | 2 |",
        (
            '<div class="tabular"><table><caption>表</caption><thead><tr><th scope="col">甲</th><td class="right"></td></tr></thead>'
            '<tbody><tr><td>1</td><td class="right">2</td></tr></tbody></table></div>'
        ),
    ),
    (
        "::: box title=背景 kind=facts\n文\n:::",
        '<aside class="box box-facts"><p class="box-title">背景</p><p class="para">文</p></aside>',
    ),
    (
        "::: poem\n一\n　二\n\n三\n:::",
        (
            '<div class="poem"><div class="stanza"><p class="verse">一</p><p class="verse">　二</p></div>'
            '<div class="stanza"><p class="verse">三</p></div></div>'
        ),
    ),
    (
        "::: qa\n问：一\n\n答：二\n\n三\n:::",
        (
            '<div class="qa" epub:type="qna" role="doc-qna"><p class="turn question"><span class="who">问：</span>一</p>'
            '<p class="turn answer"><span class="who">答：</span>二</p><p class="para">三</p></div>'
        ),
    ),
    (
        "::: dialogue\n老李：一\n:::",
        '<div class="dialogue"><p class="turn speech"><span class="who">老李：</span>一</p></div>',
    ),
    (
        "::: note\n文\n:::",
        '<aside class="note note-editor"><p class="note-title">编者按</p><p class="para">文</p></aside>',
    ),
    ("::: note\n【编者按】文\n:::", '<aside class="note note-editor"><p class="para">【编者按】文</p></aside>'),
    (
        "::: ad advertiser=某店\n文\n:::",
        '<aside class="ad"><p class="ad-label">广告</p><p class="para">文</p><p class="advertiser">某店</p></aside>',
    ),
    ("```\na\n b\n```", '<pre class="listing"><code>a\n b</code></pre>'),
    ("***", '<hr class="separator"/>'),
    (
        "::: page n=A1\n:::",
        '<span class="pagebreak" id="page-A1" role="doc-pagebreak" epub:type="pagebreak" aria-label="A1"></span>',
    ),
]


@pytest.mark.parametrize(("text", "xhtml"), BLOCKS, ids=[text for text, _ in BLOCKS])
def test_blocks(text: str, xhtml: str) -> None:
    assert "".join(map(write, render_blocks(blocks_from_markdown(text).blocks, SETTING))) == xhtml


def test_marks_and_notes_find_each_other_within_one_document() -> None:
    read = blocks_from_markdown("一[^1][^1][^注]\n\n[^1]: 甲\n\n    乙\n[^注]: 丙\n[^2]: 丁")
    names = DocumentIds()
    body = "".join(map(write, render_blocks(read.blocks, SETTING, names)))
    assert [f'id="{name}"' in body for name in ("fnref-1", "fnref-1-2", "fnref-u-e6b3a8")] == [True] * 3
    feet = footnotes(read.footnotes, SETTING, names)
    assert feet is not None
    assert write(feet) == (
        '<section class="footnotes">'
        '<aside class="footnote" id="fn-1" epub:type="footnote" role="doc-footnote"><p class="para">'
        '<a class="backlink" href="#fnref-1" epub:type="backlink" role="doc-backlink">1</a> 甲</p><p class="para">乙</p></aside>'
        '<aside class="footnote" id="fn-u-e6b3a8" epub:type="footnote" role="doc-footnote"><p class="para">'
        '<a class="backlink" href="#fnref-u-e6b3a8" epub:type="backlink" role="doc-backlink">2</a> 丙</p></aside>'
        '<aside class="footnote" id="fn-2" epub:type="footnote" role="doc-footnote"><p class="para">'
        '<span class="note-label">3</span> 丁</p></aside></section>'
    )
    assert footnotes((), SETTING, names) is None


def test_notes_are_numbered_as_they_are_met() -> None:
    """A label is a key: readers see numbers, in the order of the marks, wherever the notes stand in the file."""
    read = blocks_from_markdown("捕鲸船[^whaler]与仪表[^gauge]，又见[^whaler]\n\n[^gauge]: 表\n[^whaler]: 船")
    names = DocumentIds()
    body = "".join(map(write, render_blocks(read.blocks, SETTING, names)))
    assert re.findall(r'role="doc-noteref">([^<]+)<', body) == ["1", "2", "1"]
    feet = footnotes(read.footnotes, SETTING, names)
    assert feet is not None
    assert re.findall(r">(\d)</a> (.)", write(feet)) == [("1", "船"), ("2", "表")]


def test_ids_stay_unique_over_several_calls() -> None:
    names = DocumentIds()
    text = (Paragraph(text=(NoteRef("1"),)),)
    twice = [write(render_blocks(text, SETTING, names)[0]) for _ in range(2)]
    assert ['id="fnref-1"' in twice[0], 'id="fnref-1-2"' in twice[1]] == [True, True]
    assert page_break("1", names) != page_break("1", names)


def test_tate_chu_yoko_is_marked_in_vertical_text_only() -> None:
    runs = inlines_from_markdown("[22]{.tcy}日")
    assert "".join(map(write, render_inlines(runs, VERTICAL))) == '<span class="tcy">22</span>日'


def test_visible_text_is_typeset_once_and_alt_never() -> None:
    def louder(text: Inlines) -> Inlines:
        return tuple(Text(run.text + "!") if isinstance(run, Text) else run for run in text)

    setting = RenderContext("en", picture=lambda _photo: ShownPicture("a.jpg", 1, 1), typeset=louder)
    text = "a\n\n![b](a.jpg){alt=c}\n\n::: qa\nQ: d\n:::"
    shown = "".join(map(write, render_blocks(blocks_from_markdown(text).blocks, setting)))
    assert '<p class="para">a!</p>' in shown
    assert '<span class="caption-text">b!</span>' in shown
    assert 'alt="c"' in shown
    assert '<span class="who">Q: !</span>d!' in shown


def test_an_address_may_break_after_its_marks() -> None:
    url = "https://a.cn/b-c?d=e_f/"
    broken = "https://<wbr/>a.<wbr/>cn/<wbr/>b-<wbr/>c?<wbr/>d=<wbr/>e_<wbr/>f/"
    shown = Address((Text(url),))
    assert write(render_inlines((shown,), SETTING)[0]) == f'<span class="url">{broken}</span>'
    assert write(render_inlines((Link((shown,), url),), SETTING)[0]) == f'<a class="url" href="{url}">{broken}</a>'


def test_no_link_in_a_link() -> None:
    inner = Link((Text("b"), NoteRef("1")), "https://b.cn")
    shown = "".join(map(write, render_inlines((Link((Text("a"), inner), "https://a.cn"),), SETTING)))
    assert shown == '<a href="https://a.cn">ab<sup>1</sup></a>'


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", " javascript:x", "java\nscript:x", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "x.html",
     "#x", "//a.cn", "https://", "https://[", "https://a.cn:x/", "http:a", "article:", "article:a#b"],
)  # fmt: skip
def test_an_address_that_may_not_stand_leaves_its_words(href: str) -> None:
    assert render_inlines((Link((Text("词"),), href),), SETTING) == ("词",)


def test_an_address_is_written_as_a_valid_one() -> None:
    shown = write(render_inlines((Link((Text("词"),), 'https://a.cn/说"{x}%zz%20'),), SETTING)[0])
    assert 'href="https://a.cn/说%22%7Bx%7D%25zz%20"' in shown


def test_a_lead_photo_says_so() -> None:
    lead = figure(Photo(file="a.jpg", width="half"), SETTING, lead=True)
    assert lead is not None
    assert dict(lead.attrs)["class"] == "photo half lead ratio-133"


def test_text_in_another_language_says_so() -> None:
    assert write(render_text(LangStr("mot", "fr"), SETTING)[0]) == '<span lang="fr" xml:lang="fr">mot</span>'
    assert render_text(LangStr("词", "zh-Hans-CN"), SETTING) == ("词",)
    assert render_text("", SETTING) == ()


@pytest.mark.parametrize(
    ("credits", "line"),
    [
        ((Credit(name="何某摄"),), "何某摄"),
        ((Credit(name="何某", role="photographer", printed_role="摄"),), "何某摄"),
        ((Credit(name="何某", printed_role="本报记者"), Credit(name="李某")), "本报记者 何某 李某"),
    ],
)
def test_credits_are_printed_as_a_line(credits: tuple[Credit, ...], line: str) -> None:  # noqa: A002 - the word of the trade
    assert credit_line(credits) == line


@pytest.mark.parametrize(
    ("size", "kind"),
    [
        ((1200, 900), "ratio-133"), ((900, 1200), "ratio-70"), ((1000, 1000), "ratio-100"), ((999, 1000), "ratio-90"),
        ((4000, 500), "ratio-300"), ((500, 9000), "ratio-30"), ((479, 400), "own-size"), ((480, 0), "ratio-300"),
    ],
)  # fmt: skip
def test_a_figure_says_the_shape_of_its_picture(size: tuple[int, int], kind: str) -> None:
    """A step is never wider than the picture: at its limit the picture is at most as tall as the sheet wants."""
    assert picture_class(ShownPicture("a.jpg", *size)) == kind
