# SPDX-License-Identifier: AGPL-3.0-or-later
"""The script that makes pages of a document: no text is lost, the last page is reached, a remembered place is found again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from epubgen.live_preview.browser import Browser, BrowserPage, find_browser
from epubgen.live_preview.screens import paginate_js

pytestmark = pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")

WIDTH, HEIGHT = 300, 400
WORDS = "".join(f"第{n}句，潮水退去又回来。" for n in range(1, 400))
SEEN = """(() => { const seen = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let t = walker.nextNode(); t; t = walker.nextNode()) for (let i = 0; i < t.length; i++) {
    range.setStart(t, i); range.setEnd(t, i + 1);
    const r = range.getClientRects()[0];
    if (r && r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= innerHeight) seen.push(t.data[i]);
  } return seen.join('') })()"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> BrowserPage:
    page = browser.page(WIDTH, HEIGHT)
    page.forbid_scripts()
    return page


def document(body: str, css: str = "", head: str = "") -> str:
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="zh-Hans"><head><title>x</title>'
        f"{head}<style>body{{margin:0}}p{{margin:0;text-indent:2em}}{css}</style></head><body>{body}</body></html>"
    )


def paragraphs(text: str = WORDS, size: int = 90) -> str:
    return "".join(f"<p>{text[n : n + size]}</p>" for n in range(0, len(text), size))


def paged(page: BrowserPage, folder: Path, text: str, **screen: Any) -> Any:
    """The document as pages; number of pages and whether its lines are vertical."""
    path = folder / "page.xhtml"
    path.write_text(text, "utf-8")
    page.go(path.as_uri())
    return again(page, **screen)


def again(page: BrowserPage, **screen: Any) -> Any:
    asked = {"width": WIDTH, "height": HEIGHT, "font": 18, "night": False, "mode": ""} | screen
    told = str(asked).replace("False", "false").replace("True", "true")
    return page.evaluate(f"{paginate_js()};window.P = epubgenPages(document, {told}); [P.count, P.vertical]")


def seen_on_all(page: BrowserPage, count: int) -> list[str]:
    return [page.evaluate(f"P.go({n}); {SEEN}") for n in range(count)]


VERTICAL = "html{writing-mode:vertical-rl}"


@pytest.mark.parametrize(
    ("css", "mode", "vertical"),
    [("", "", False), (VERTICAL, "", True), ("body{writing-mode:vertical-rl}", "", True), ("", "vertical-rl", True),
     (VERTICAL, "horizontal-tb", False), ("html{direction:rtl}", "", False), ("html{writing-mode:vertical-lr}", "", True),
     ("html,body{height:100%;overflow:auto;max-width:30em;padding:9px;columns:3}", "", False)],
)  # fmt: skip
@pytest.mark.parametrize("font", [12, 30])
def test_every_character_stands_on_one_page(
    page: BrowserPage, tmp_path: Path, css: str, mode: str, vertical: bool, font: int
) -> None:
    count, found = paged(page, tmp_path, document(paragraphs(), css), mode=mode, font=font)
    assert found is vertical
    assert count > 5
    seen = seen_on_all(page, count)
    assert "".join(seen) == WORDS
    assert all(seen)


def test_the_last_page_is_reached_and_none_beyond(page: BrowserPage, tmp_path: Path) -> None:
    count, _ = paged(page, tmp_path, document(paragraphs()))
    assert page.evaluate(f"[P.go(99), P.go(-1), P.go({count - 1}), P.go('x'), P.page]") == [
        count - 1,
        0,
        count - 1,
        0,
        0,
    ]


@pytest.mark.parametrize("body", ["", "<p></p>", "<p>一页</p>", "<p>一页</p><div style='height:1px'></div>"])
def test_one_page(page: BrowserPage, tmp_path: Path, body: str) -> None:
    assert paged(page, tmp_path, document(body))[0] == 1


def test_margins_and_size(page: BrowserPage, tmp_path: Path) -> None:
    paged(page, tmp_path, document(paragraphs()), margin=40, font=24)
    box = page.evaluate("(r => [r.left, r.top, r.width])(document.querySelector('p').getClientRects()[0])")
    assert box == [40, 40, WIDTH - 80]
    assert page.evaluate("getComputedStyle(document.querySelector('p')).fontSize") == "24px"
    again(page)
    assert page.evaluate("document.querySelector('p').getBoundingClientRect().left") == 18


def test_the_book_overrules_the_reader_and_keeps_its_markup(page: BrowserPage, tmp_path: Path) -> None:
    paged(page, tmp_path, document(paragraphs(), "html{font-size:33px;line-height:2}"))
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "33px"
    before = page.evaluate("document.body.outerHTML")
    again(page)
    again(page, night=True)
    assert page.evaluate("document.body.outerHTML") == before
    styles = "[...document.querySelectorAll('style')].map(s => s.id)"
    assert page.evaluate(styles) == ["epubgen-reader", "", "epubgen-pages"]


def test_night(page: BrowserPage, tmp_path: Path) -> None:
    body = "<h1 style='color:#000;background:#fff'>题</h1><p><a href='x'>词</a><img src='x.png' alt=''/>"
    body += "<img class='gaiji' src='x.png' alt='𪚥'/><img class='light-ground' src='x.png' alt=''/></p>"
    turned = "invert(1) hue-rotate(180deg)"
    paged(page, tmp_path, document(body), night=True)
    style = "(s => getComputedStyle(document.querySelector(s)))"
    dark, light = "rgb(20, 20, 20)", "rgb(216, 216, 216)"
    assert page.evaluate(f"{style}('html').backgroundColor") == dark
    assert page.evaluate(f"[{style}('h1').color, {style}('a').color, {style}('h1').backgroundColor]") == [
        light, light, "rgba(0, 0, 0, 0)",
    ]  # fmt: skip
    assert page.evaluate(f"{style}('img').filter") == "none"
    assert page.evaluate(f"[{style}('img.gaiji').filter, {style}('img.light-ground').filter]") == [turned, turned]


def test_where_things_are(page: BrowserPage, tmp_path: Path) -> None:
    body = paragraphs() + "<p id='end'>终</p><p id='gone' style='display:none'>x</p>"
    count, _ = paged(page, tmp_path, document(body, VERTICAL))
    for shown in (0, 2, count - 1):
        page.evaluate(f"P.go({shown})")
        assert page.evaluate("P.pageOf(document.querySelector('p'))") == 0
        assert page.evaluate("P.pageOf(document.getElementById('end'))") == count - 1
        assert page.evaluate("P.pageOf(document.getElementById('gone'))") == count - 1
        assert (
            page.evaluate(
                "(r => (r.selectNodeContents(document.getElementById('end')), P.pageOf(r)))(document.createRange())"
            )
            == count - 1
        )


@pytest.mark.parametrize("css", ["", VERTICAL])
def test_each_page_begins_where_it_says(page: BrowserPage, tmp_path: Path, css: str) -> None:
    count, _ = paged(page, tmp_path, document(paragraphs(), css))
    seen = seen_on_all(page, count)
    for n in range(count):
        place = page.evaluate(f"P.go({n}); P.firstVisible()")
        assert seen[n].startswith(place["quote"][:8])
        assert page.evaluate(f"P.find({place})") == n


def test_a_place_is_kept_when_the_screen_changes(page: BrowserPage, tmp_path: Path) -> None:
    paged(page, tmp_path, document(paragraphs()))
    place = page.evaluate("P.go(5); P.firstVisible()")
    count, _ = again(page, font=27, mode="vertical-rl")
    found = page.evaluate(f"P.find({place})")
    assert place["quote"][:6] in seen_on_all(page, count)[found]


MENDED = [
    ("new text before it", lambda text: "新" * 700 + text),
    ("text before it gone", lambda text: text[900:]),
    ("text after it gone", lambda text: text[: len(text) * 2 // 3]),
    ("a word of it changed", lambda text: text.replace("第105句", "第一百零五句")),
]


@pytest.mark.parametrize(("what", "mend"), MENDED, ids=[what for what, _ in MENDED])
def test_a_place_is_found_in_changed_text(page: BrowserPage, tmp_path: Path, what: str, mend: Any) -> None:
    text = WORDS
    paged(page, tmp_path, document(paragraphs(text)))
    place = page.evaluate("P.go(P.pageOf(document.querySelectorAll('p')[20])); P.firstVisible()")
    count, _ = paged(page, tmp_path, document(paragraphs(mend(text), 91)))
    found = page.evaluate(f"P.find({place})")
    shown = seen_on_all(page, count)
    assert any(mark in shown[found] for mark in (place["quote"][3:12], place["quote"][20:32]))


def test_the_same_words_again_and_again(page: BrowserPage, tmp_path: Path) -> None:
    body = "<p>一样的话。</p>" * 200
    count, _ = paged(page, tmp_path, document(body))
    place = page.evaluate(f"P.go({count - 3}); P.firstVisible()")
    assert page.evaluate(f"P.find({place})") == count - 3
    count, _ = paged(page, tmp_path, document("<p>新的开头。</p>" * 40 + body))
    assert page.evaluate(f"P.find({place})") == count - 3


def test_more_of_the_same_words_before_the_place(page: BrowserPage, tmp_path: Path) -> None:
    count, _ = paged(page, tmp_path, document("<p>一样的话。</p>" * 200))
    place = page.evaluate(f"P.go({count - 3}); P.firstVisible()")
    more, _ = paged(page, tmp_path, document("<p>一样的话。</p>" * 300))
    assert more - count > 4
    assert page.evaluate(f"P.find({place})") in (count - 3, more - 3)


def test_what_reaches_far_beyond_its_page_is_shown_on_the_next(page: BrowserPage, tmp_path: Path) -> None:
    wide = "<div style='width:700px;height:50px;background:#000'></div>"
    assert paged(page, tmp_path, document(wide))[0] == 3
    assert paged(page, tmp_path, document(wide.replace("700", "290")))[0] == 1


def test_a_page_with_nothing_but_a_picture(page: BrowserPage, tmp_path: Path) -> None:
    picture = (
        "<p><svg xmlns='http://www.w3.org/2000/svg' width='260' height='340'><rect width='9' height='9'/></svg></p>"
    )
    paged(page, tmp_path, document(paragraphs(WORDS[:300]) + picture + paragraphs(WORDS[300:600])))
    there = page.evaluate("P.pageOf(document.querySelector('svg'))")
    place = page.evaluate(f"P.go({there}); P.firstVisible()")
    assert place["quote"].startswith("\ufffc")
    assert page.evaluate(f"P.find({place})") == there


def test_words_that_are_all_gone(page: BrowserPage, tmp_path: Path) -> None:
    count, _ = paged(page, tmp_path, document(paragraphs()))
    place = page.evaluate(f"P.go({count // 2}); P.firstVisible()")
    count, _ = paged(page, tmp_path, document(paragraphs("别的字" * 900)))
    assert abs(page.evaluate(f"P.find({place})") - count // 2) <= 1
    assert page.evaluate("[P.find(null), P.find({}), P.find({quote: ''})]") == [0, 0, 0]


def test_a_drawing_is_one_page(page: BrowserPage, tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    page.go(path.as_uri())
    assert again(page) == [1, False]
    assert page.evaluate("[P.go(4), P.find(P.firstVisible())]") == [0, 0]
