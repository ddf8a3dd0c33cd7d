# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hostile HTML: whatever a system hands over, nothing active reaches the XHTML, and no word is lost on the way."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from epubgen.markup import (
    RenderContext,
    ShownPicture,
    blocks_from_html,
    blocks_from_markdown,
    markdown_from_blocks,
    render_blocks,
)
from epubgen.markup.tree import el, write
from tests.counted import assert_linear, examples

SETTING = RenderContext("en", picture=lambda _photo: ShownPicture("p.jpg", 1, 1), href=lambda _story: "s.xhtml")
ELEMENTS = frozenset(
    {"body", "p", "h2", "h3", "figure", "img", "figcaption", "span", "strong", "em", "sub", "sup", "a", "abbr", "ruby", "rt", "rp",
     "code", "br", "wbr", "ul", "ol", "li", "blockquote", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "pre", "hr"}
)  # fmt: skip

ATTRIBUTES = frozenset({"class", "src", "alt", "width", "height", "href", "lang", "{http://www.w3.org/XML/1998/namespace}lang",
                        "title", "start", "scope"})  # fmt: skip
HREF = re.compile(r"(?:https?://|mailto:|tel:)")

ADDRESSES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    "java&#x09;script:alert(1)", "java&#10;script:alert(1)", "&#106;avascript:alert(1)", "&#x6A&#x61&#x76&#x61script:alert(1)",
    "\x01javascript:alert(1)", "javascript&colon;alert(1)", "javascript:/*--></title>-->alert(1)", "\u3000javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=", "DATA:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "livescript:x",
    "file:///etc/passwd", "FILE://c:/boot.ini", "blob:https://a/b", "about:blank", "feed:javascript:alert(1)", "view-source:x",
    "jar:http://a!/b", "ws://a.b", "ftp://a.b/c", "\\\\host\\share", "http://", "https:///x", "article:x", "x:y", "%6Aavascript:alert(1)",
]  # fmt: skip
PLACES = [
    '<a href="{}">w</a>', "<a href='{}'>w</a>", '<a xlink:href="{}">w</a>', '<img src="{}" alt="w">', '<img srcset="{} 2x" src="{}">',
    '<image href="{}">w', '<area href="{}">w', '<svg><a xlink:href="{}">w</a></svg>', '<math href="{}">w</math>',
    '<iframe src="{}">w</iframe>', '<object data="{}">w</object>', '<embed src="{}">w', '<form action="{}">w</form>',
    '<base href="{}">w', '<link rel=stylesheet href="{}">w', '<meta http-equiv=refresh content="0;url={}">w', '<body background="{}">w',
    '<blockquote cite="{}">w</blockquote>', '<video poster="{}">w</video>', '<button formaction="{}">w</button>',
]  # fmt: skip
STRUCTURES = [
    "<script>alert(1)</script>w", "<SCRIPT SRC=//a.b/x.js></SCRIPT>w", "<scr<script>ipt>alert(1)</scr</script>ipt>w",
    "<script/x>alert(1)</script>w", "<<script>alert(1);//<</script>w", "<img src=x onerror=alert(1)>w", "<img/src=x/onerror=alert(1)>w",
    "<p onclick='alert(1)'>w", "<svg onload=alert(1)>w</svg>", "<svg><script>alert(1)</script>w</svg>", "<svg><style><img src=x onerror=alert(1)></style>w",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style>w", "<math><mi xlink:href=javascript:x>w</mi></math>",
    "<style>*{background:url(javascript:x)}</style>w", "<p style='behavior:url(x)'>w", '<div style="width:expression(alert(1))">w</div>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">w', "<template><script>alert(1)</script></template>w",
    "<!--[if IE]><script>alert(1)</script><![endif]-->w", "<![CDATA[<script>alert(1)</script>]]>w", "<?xml-stylesheet href='x'?>w",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>w&e;", "<xml id=x><i>w</i></xml>", "<input onfocus=x autofocus>w",
    "<details open ontoggle=alert(1)>w</details>", "<marquee onstart=x>w</marquee>", "<video><source onerror=x>w</video>",
    "<audio src=x onerror=x>w</audio>", "<isindex type=image src=1 onerror=x>w", "<keygen autofocus onfocus=x>w", "<textarea autofocus>w</textarea>",
    "<select onfocus=x><option>w</select>", "<table background=javascript:x><tr><td>w</table>", "<frameset onload=x><frame src=x></frameset>w",
    "<p id=x name=y class='z' data-x=y aria-label=z>w", "<a href=https://a.b target=_blank ping=x download>w</a>", "<a name=x>w</a>",
    "<plaintext><script>w", "<xmp><script>w</script></xmp>", "<listing>&lt;script&gt;w</listing>", "<title><script>x</script></title>w",
    "<img src=`x` onerror=x>w", "<p/onclick=x>w</p>", "</p onclick=x>w", '<a href="https://a.b/"onclick=x>w</a>', "<b <script>x</script>0>w",
    "<iframe srcdoc='<script>x</script>'>w</iframe>", "<object><param name=x value=javascript:x>w</object>", "<custom-el onclick=x>w</custom-el>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>w</x:script>", "<html:script>w</html:script>", "<p>&lt;script&gt;w&lt;/script&gt;",
    "\x00<scr\x00ipt>x</scr\x00ipt>w", "\ufeff<p>w", "<p>\u202ew", "w\ud800", "<" * 500 + "w", "&" * 500 + "w", "<b>" * 500 + "w", "<div>" * 3000 + "w",
    "<table>" * 300 + "w", "<ul><li>" * 300 + "w", "<blockquote>" * 300 + "w", "<a href=https://a.b>" * 300 + "w", "<font>" * 300 + "w</font>",
    "<ruby><rt><script>x</script></rt>w</ruby>", "<p><p><p>w", "w</body></html><script>x</script>w", "<br/><br></br>w</ br>", "<p title='>'>w",
]  # fmt: skip
CASES = [place.replace("{}", address) for place, address in itertools.product(PLACES, ADDRESSES)] + STRUCTURES


@pytest.mark.parametrize("html", STRUCTURES, ids=[text[:40].encode("unicode_escape").decode() for text in STRUCTURES])
def test_structures_leave_nothing_active_and_lose_no_word(html: str) -> None:
    check(html)
    assert "w" in shown(html)


def test_no_address_gets_through_anywhere() -> None:
    for html in CASES:
        check(html)


pieces = st.sampled_from(
    [
        *STRUCTURES[:60],
        *PLACES,
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<td>",
        "<li>",
        "w",
        "汉字",
        "<",
        ">",
        '"',
        "'",
        "&#x",
        "<!--",
        "-->",
    ]
)


@settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(pieces, max_size=8).map("".join))
def test_any_mixture_is_harmless(html: str) -> None:
    check(html)


@pytest.mark.parametrize("html", CASES[:: len(CASES) // 60])
def test_what_html_became_survives_a_trip_through_markdown(html: str) -> None:
    blocks = blocks_from_html(html).blocks
    read = blocks_from_markdown(markdown_from_blocks(blocks))
    assert read.blocks == blocks
    assert read.findings == ()


@pytest.mark.parametrize("html", CASES[:: len(CASES) // 60])
def test_html_in_markdown_stays_text(html: str) -> None:
    inspect(write(el("body", render_blocks(blocks_from_markdown(html.replace("\ud800", "")).blocks, SETTING))))


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<x",
        "<",
        "&",
        "<!--",
        "<p>",
        "<script>",
        '<a "',
        "<b><i>",
        "</b>",
        "<table><tr><td>",
        "<ruby>a<rt>",
        "&#x0;",
        "<s><p>",
        "</s><p>",
        "<del>x</del>",
        "<span hidden>x",
        "<template>",
        "</template>",
        "<sup><a href=#x>1</a></sup><p id=x>",
        "<video src=https://a.b>",
        "<object><param name=src value=x>",
        '[a b="c"]',
        "[caption][/caption]",
        "[",
        "<![CDATA[",
        "]]>",
        "<table>x",
        "<blockquote><cite>",
    ],
)
def test_hostile_html_costs_no_more_than_other_html(piece: str) -> None:
    assert_linear(lambda size: blocks_from_html((piece * size)[:size]), 4000)


def check(html: str) -> None:
    inspect(shown(html))


def shown(html: str) -> str:
    return write(el("body", render_blocks(blocks_from_html(html).blocks, SETTING)))


def inspect(xhtml: str) -> None:
    """Only known elements and attributes, only addresses of the web, mail and telephone."""
    for element in etree.fromstring(xhtml).iter():
        assert element.tag in ELEMENTS, xhtml
        assert set(map(str, element.attrib)) <= ATTRIBUTES, xhtml
        assert element.tag != "img" or element.get("src") == "p.jpg"
        assert element.get("href") is None or HREF.match(str(element.get("href"))), xhtml
