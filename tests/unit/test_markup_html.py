# SPDX-License-Identifier: AGPL-3.0-or-later
"""Foreign HTML → blocks: what a newsroom system's markup becomes."""

from __future__ import annotations

import pytest

from epubgen.errors import Location
from epubgen.markup import blocks_from_html
from epubgen.model import (
    Abbr,
    Block,
    Break,
    Code,
    CodeSpan,
    Em,
    Foreign,
    Gallery,
    Image,
    Inlines,
    Link,
    List,
    Paragraph,
    Photo,
    Quote,
    Ruby,
    Separator,
    Strong,
    Sub,
    Subhead,
    Sup,
    Table,
    Text,
)


def t(text: str) -> Inlines:
    return (Text(text),)


def p(text: str) -> Paragraph:
    return Paragraph(text=t(text))


def runs(*parts: str | object) -> Paragraph:
    return Paragraph(text=tuple(Text(part) if isinstance(part, str) else part for part in parts))  # type: ignore[misc]


CLEAN: list[tuple[str, tuple[Block, ...]]] = [
    ("<p>　　一</p><p>&nbsp;&nbsp;二 &amp; 三</p>", (p("一"), p("二 & 三"))),
    ("一<br>　　二<br><br>三<br>四", (p("一"), p("二"), runs("三", Break(), "四"))),
    ("<div><div>一</div>二<section>三</section></div>", (p("一"), p("二"), p("三"))),
    ("<p>汉字\n  汉字 and\nmore</p>", (p("汉字汉字 and more"),)),
    ("<h1>一</h1><h3>二</h3>", (Subhead(text=t("一")), Subhead(text=t("二"), level=2))),
    ("<h4>一</h4>", (Subhead(text=t("一")),)),
    ("<p><b>一</b><i>二</i><strong><b>三</b></strong></p>", (runs(Strong(t("一")), Em(t("二")), Strong(t("三"))),)),
    ("H<sub>2</sub>O m<sup>2</sup>", (runs("H", Sub(t("2")), "O m", Sup(t("2"))),)),
    ("<b>一<p>二</p></b>", (runs(Strong(t("一"))), runs(Strong(t("二"))))),
    ("<a href='//a.cn/x y'>链接</a>", (runs(Link(t("链接"), "https://a.cn/x%20y")),)),
    ("<a href='#top'>回到顶部</a><a name=x>锚</a>", (p("回到顶部锚"),)),
    ("<ruby>漢<rp>(</rp><rt>かん</rt>字<rt>じ</rt></ruby>", (runs(Ruby("漢字", "かん じ")),)),
    ("<ruby>東京<rt>とうきょう</rt>都<rt>と</rt></ruby>", (runs(Ruby("東京", "とうきょう"), Ruby("都", "と")),)),
    ("<ruby><rb>漢</rb><rb>字</rb><rt>かん</rt><rt>じ</rt></ruby>", (runs(Ruby("漢字", "かん じ")),)),
    ("<span lang=fr>mot</span><small>小</small>", (runs(Foreign(t("mot"), "fr"), "小"),)),
    ("<abbr title='European Union'>EU</abbr>", (runs(Abbr(t("EU"), "European Union")),)),
    ("<code>a</code><q>话</q>", (runs(CodeSpan("a"), "“话”"),)),
    ("<pre>a\n  <b>b</b></pre>", (Code(text="a\n  b"),)),
    ("一<hr>二", (p("一"), Separator(), p("二"))),
    ("<blockquote><p>话</p><footer>—— 某</footer></blockquote>", (Quote(body=(p("话"),), attribution="某"),)),
    ("<ul><li>一<li><p>二</p><ol start=3><li>三</ol></ul>", (List(items=((p("一"),), (p("二"), List(items=((p("三"),),), ordered=True, start=3)))),)),
    ("<ul>散<li>一</li><b>二</b></ul>", (List(items=((p("散"),), (p("一"),), (runs(Strong(t("二"))),))),)),
    ("<dl><dt>词</dt><dd>义</dd></dl>", (runs(Strong(t("词"))), p("义"))),
    ("<p>上<img src='a/b.jpg?x=1' alt='画'>下</p>", (p("上"), Image(photo=Photo(file="a/b.jpg", alt="画")), p("下"))),
    ("<img src=a.gif width=1 height=1>一", (p("一"),)),
    ("<img src='' data-src='a.jpg'>", (Image(photo=Photo(file="a.jpg")),)),
    ("<figure><img src=a.jpg><figcaption>说<b>明</b></figcaption></figure>", (Image(photo=Photo(file="a.jpg", caption="说明")),)),
    ("<figure><img src=a.jpg><img src=b.jpg><figcaption>两张</figcaption></figure>", (Gallery(items=(Photo(file="a.jpg"), Photo(file="b.jpg")), caption="两张"),)),
    (
        "<table><caption>表</caption><tr><th>甲<th>乙<tr><td>1<td>2<tr><td>3</table>",
        (Table(head=(t("甲"), t("乙")), rows=((t("1"), t("2")), (t("3"), ())), caption="表"),),
    ),
    (
        "<table><caption>表<img src=a.jpg></caption><tr><td>1<td>2</table>",
        (Table(rows=((t("1"), t("2")),), caption="表"), Image(photo=Photo(file="a.jpg"))),
    ),
    ("<table>散<tr><td>一<td>二</table>", (p("散"), Table(rows=((t("一"), t("二")),)))),
    ('<p style="color:red"">一</p>', (p("一"),)),
    ('<a href="https://a.cn/""x">一</a>', (runs(Link(t("一"), "https://a.cn/")),)),
    ('<p style="color:red>一</p><p>二</p>', (p("一"), p("二"))),
    ("<p>一<p>二<b>三", (p("一"), runs("二", Strong(t("三"))))),
    ("1 < 2 > 0，<<一>> <2>", (p("1 < 2 > 0，<<一>> <2>"),)),
    ("一<!-- 注 -->二<!-- 未完", (p("一二<!-- 未完"),)),
    ("<!DOCTYPE html><meta charset=gb2312><title>题</title><p>汉字", (p("汉字"),)),
    ("<xmp><b>一</b></xmp>", (Code(text="<b>一</b>"),)),
    ("<P>一</P><BR><IMG SRC=a.jpg>", (p("一"), Image(photo=Photo(file="a.jpg")))),
    ("<span title='<NBA>'>一</span>", (p("一"),)),
    ("", ()),
    ("  \n ", ()),
]  # fmt: skip


@pytest.mark.parametrize(("html", "blocks"), CLEAN, ids=[html for html, _ in CLEAN])
def test_known_elements_become_blocks(html: str, blocks: tuple[Block, ...]) -> None:
    read = blocks_from_html(html)
    assert read.findings == ()
    assert read.blocks == blocks


REPORTED: list[tuple[str, str, dict[str, str], tuple[Block, ...]]] = [
    ("一<script>x</script><iframe src=x>二</iframe>", "H01", {"what": "iframe, script"}, (p("一二"),)),
    ("<p onclick=x onLoad=y>一</p>", "H01", {"what": "onclick, onload"}, (p("一"),)),
    ("<table><caption><b onclick=x>表</b></caption><tr><td>1<td>2</table>", "H01", {"what": "onclick"}, (Table(rows=((t("1"), t("2")),), caption="表"),)),
    ("<iframe src='https://a.example/' width=1px height=1px></iframe>一", "H01", {"what": "iframe"}, (p("一"),)),
    ("<form><input><input><p>一</p></form>", "H01", {"what": "form, input ×2"}, (p("一"),)),
    ("<o:p>一</o:p><blink>二</blink>", "H02", {"what": "blink, o:p"}, (p("一二"),)),
    ("<a href='java&#10;script:x'>一</a>", "H03", {"href": "java\nscript:x"}, (p("一"),)),
    ("<a href='/news/1.html'>一</a>", "H03", {"href": "/news/1.html"}, (p("一"),)),
    ("<img src='data:image/png;base64,AA'>一", "H03.image", {"href": "data:image/png;base64,AA"}, (p("一"),)),
    ("<img src='https://a.cn/x/%E5%9B%BE.jpg?1'>", "H04", {"href": "https://a.cn/x/%E5%9B%BE.jpg?1", "file": "图.jpg"}, (Image(photo=Photo(file="图.jpg", url="https://a.cn/x/%E5%9B%BE.jpg?1")),)),
    ("<img src='/up/a.jpg'>", "H04", {"href": "/up/a.jpg", "file": "a.jpg"}, (Image(photo=Photo(file="a.jpg", url="/up/a.jpg")),)),
    ("<table><tr><td><p>一</p><p>二</p></td></tr></table>", "H02.table", {}, (p("一"), p("二"))),
    ("<table><tr><td><img src=a.jpg></td><td>一</td></tr></table>", "H02.table", {}, (Image(photo=Photo(file="a.jpg")), p("一"))),
    ("<table><tr><td>1</td><td rowspan=2>2</td><td>3</td></tr><tr><td>4</td><td>5</td></tr></table>", "H08", {"what": "1"}, (Table(rows=((t("1"), t("2"), t("3")), (t("4"), (), t("5")))),)),
    ("<table><tr><td colspan=2>1</td><td><p>2</p></td></tr></table>", "H08", {"what": "1"}, (Table(rows=((t("1"), (), t("2")),)),)),
    ("<div>" * 300 + "深" + "</div>" * 300 + "后", "H02.flat", {}, (p("深"), p("后"))),
    ("<div>" * 5000 + "深", "H02.flat", {}, (p("深"),)),
    ("<div>" * 10_000 + "深" + "</div>" * 10_000 + "后", "H02.flat", {}, (p("深"), p("后"))),
    ("一<a <a <a 二", "H02.literal", {"what": "<a ×3"}, (p("一<a <a <a 二"),)),
    ("昨天<NBA>总决赛与<iPhone 17>发布会", "H02.literal", {"what": "<NBA>, <iPhone 17>"}, (p("昨天<NBA>总决赛与<iPhone 17>发布会"),)),
    ("联系 <news@example.org>，谢谢", "H02.literal", {"what": "<news@example.org>"}, (p("联系 <news@example.org>，谢谢"),)),
    ("见<https://example.org>", "H02.literal", {"what": "<https://example.org>"}, (p("见<https://example.org>"),)),
    ("若a<b且b>c，则", "H02.literal", {"what": "<b且b>"}, (p("若a<b且b>c，则"),)),
    ("<Foo>一</Foo>", "H02", {"what": "foo"}, (p("一"),)),
    ("<v:shape/>一", "H02", {"what": "v:shape"}, (p("一"),)),
]  # fmt: skip


@pytest.mark.parametrize(("html", "key", "args", "blocks"), REPORTED, ids=[row[0][:50] for row in REPORTED])
def test_what_a_story_cannot_have_is_reported(
    html: str, key: str, args: dict[str, str], blocks: tuple[Block, ...]
) -> None:
    read = blocks_from_html(html, Location("story.json", 7))
    assert [(found.key, dict(found.args), found.at) for found in read.findings] == [
        (key, args, Location("story.json", 7))
    ]
    assert read.blocks == blocks


def test_blocks_carry_the_place_they_were_read_from() -> None:
    assert blocks_from_html("<p>一</p>", Location("a.json", 3)).blocks[0].at == Location("a.json", 3)
