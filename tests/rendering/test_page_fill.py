# SPDX-License-Identifier: AGPL-3.0-or-later
"""How full pages are: pictures with text beside them, pairs, tiers, short stanzas, closing lines.

One sample is measured in every run; ``python -m tests.rendering.page_fill`` prints the table of all.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from epubgen.epub.theme.sheets import sheets
from epubgen.live_preview.browser import Browser, BrowserPage, find_browser
from epubgen.live_preview.screens import paginate_js
from epubgen.markup import RenderContext, blocks_from_markdown, render_blocks
from epubgen.markup.tree import write
from epubgen.options import WritingMode
from epubgen.typesetting import make
from tests.conftest import EASTERN_OR_LATIN, MODES, OWN, EpubOf
from tests.rendering.books import unpacked
from tests.rendering.browser import faces
from tests.rendering.page_fill import MEASURED, SIZES, PageFill, measured

pytestmark = [
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(len(faces()) < 4, reason="no fonts: pip install 'epubgen-periodicals[dev]'"),
]
WIDTH, HEIGHT, FONT = 536, 724, 18
TEXT = "潮水退去，灯还亮着。" * 12
SQUARE = "<svg xmlns='http://www.w3.org/2000/svg' width='800' height='600'/>"


@pytest.fixture(scope="module")
def page(browser: Browser) -> BrowserPage:
    return browser.page(WIDTH, HEIGHT)


def laid_out(
    page: BrowserPage, folder: Path, body: str, mode: str, target: str = "", kinds: str = "story", font: int = FONT
) -> None:
    """A document with the sheets of a mode and a target, as pages of the usual screen."""
    links = []
    for sheet in sheets("zh-Hans-CN", mode, profile=target):
        (folder / sheet.name).write_bytes(sheet.data)
        links.append(f'<link rel="stylesheet" type="text/css" href="{sheet.name}"/>')
    (folder / "a.svg").write_text(SQUARE, "utf-8")
    document = folder / "x.xhtml"
    document.write_text(
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="zh-Hans-CN"><head><title>x</title>'
        f'{"".join(links)}</head><body class="{kinds}">{body}</body></html>',
        "utf-8",
    )
    page.go(document.as_uri())
    shown = f"{{width:{WIDTH},height:{HEIGHT},font:{font},night:false,mode:''}}"
    page.evaluate(f"{paginate_js()};window.P = epubgenPages(document, {shown}); 1")


def boxes(page: BrowserPage, selector: str) -> list[dict[str, float]]:
    """The first box of each element: page, left, right, top and bottom on it."""
    found: list[dict[str, float]] = page.evaluate(
        f"""[...document.querySelectorAll({selector!r})].map(e => {{
          const r = e.getClientRects()[0], vertical = P.vertical, n = Math.floor(((vertical ? r.top : r.left) + 1) /
            (vertical ? innerHeight : innerWidth));
          return {{page: n, left: r.left - (vertical ? 0 : n * innerWidth), right: r.right - (vertical ? 0 : n * innerWidth),
            top: r.top - (vertical ? n * innerHeight : 0), bottom: r.bottom - (vertical ? n * innerHeight : 0)}} }})"""
    )
    return found


def figure(kinds: str = "ratio-133", caption: str = "图说一句。") -> str:
    return (
        f'<figure class="photo {kinds}"><img src="a.svg" alt="" width="800" height="600"/>'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def paragraphs(count: int) -> str:
    return f'<p class="para">{TEXT}</p>' * count


def beside(page: BrowserPage) -> bool:
    """Whether a line of text stands below the picture in vertical lines, at its side in horizontal ones."""
    (image,) = boxes(page, "img")
    line = page.evaluate(
        """(() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('p.para'));
        return [...range.getClientRects()].map(r => [r.left, r.right, r.top, r.bottom]) })()"""
    )
    vertical = page.evaluate("P.vertical")
    return any(
        (image["left"] < left and right < image["right"] and top >= image["bottom"])
        if vertical
        else (image["top"] < top and bottom < image["bottom"] and left >= image["right"])
        for left, right, top, bottom in line
    )


@pytest.mark.parametrize(
    ("mode", "kinds", "target", "stands"),
    [
        ("vertical-rl", "ratio-133", "", True), ("vertical-rl", "ratio-70", "", True),
        ("vertical-rl", "full ratio-133", "", True), ("vertical-rl", "ratio-133", "kindle", False),
        ("vertical-rl", "ratio-133", "kobo", False), ("horizontal-tb", "ratio-70", "", True),
        ("horizontal-tb", "ratio-133", "", False), ("horizontal-tb", "half ratio-133", "", True),
        ("horizontal-tb", "ratio-70", "kobo", False),
    ],
)  # fmt: skip
def test_text_stands_beside_a_picture_where_engines_know_it(
    page: BrowserPage, tmp_path: Path, mode: str, kinds: str, target: str, stands: bool
) -> None:
    laid_out(page, tmp_path, f"<article>{figure(kinds)}{paragraphs(6)}</article>", mode, target)
    assert beside(page) is stands


@pytest.mark.parametrize(
    ("mode", "before", "target", "page_behind"),
    [("vertical-rl", 3, "", 0), ("horizontal-tb", 3, "", 0), ("horizontal-tb", 3, "kindle", 1)],
)
def test_text_before_a_picture_that_does_not_fit_is_followed_by_the_text_behind_it(
    page: BrowserPage, tmp_path: Path, mode: str, before: int, target: str, page_behind: int
) -> None:
    laid_out(page, tmp_path, f"<article>{paragraphs(before)}{figure()}{paragraphs(3)}</article>", mode, target)
    (image,) = boxes(page, "img")
    assert (image["page"], boxes(page, "p.para")[before]["page"]) == (1, page_behind)


def head(*headline: str, deck: str = "") -> str:
    lines = "<br/>".join(f'<span class="line">{line}</span>' for line in headline)
    below = f'<p class="deck">{deck}</p>' if deck else ""
    return (
        f'<header class="story-head"><h1 class="headline">{lines}</h1>{below}<p class="byline">记者 张三</p></header>'
    )


@pytest.mark.parametrize("lines", [1, 8])
def test_the_first_page_has_four_lines_of_its_story_or_no_photo(page: BrowserPage, tmp_path: Path, lines: int) -> None:
    """A photo that would leave fewer moves to the next page, and the text takes its place."""
    body = f"<article>{head(*['潮水退去灯还亮着'] * lines)}{figure('lead ratio-133')}{paragraphs(5)}</article>"
    laid_out(page, tmp_path, body, "horizontal-tb")
    (image,), (first, *_) = boxes(page, "img"), boxes(page, "p.para")
    assert (image["page"], first["page"]) == (int(lines > 1), 0)
    shown = page.evaluate(
        """[...document.querySelectorAll('p.para')].flatMap(p => {
          const range = document.createRange(); range.selectNodeContents(p);
          return [...range.getClientRects()] }).filter(r => r.left < innerWidth).length"""
    )
    assert shown >= 4


@pytest.mark.parametrize(
    ("target", "headline", "deck", "shares"),
    [
        ("", ("潮水退去",), "", True), ("", ("潮水退去", "灯还亮着"), "", True), ("", ("潮水退去",), "灯还亮着", True),
        ("", ("潮水退去灯还亮着" * 3,), "", False), ("kindle", ("潮水退去",), "", False), ("kobo", ("潮水退去",), "", False),
    ],
)  # fmt: skip
def test_a_byline_stands_at_the_foot_of_the_line_above_it_where_it_fits(
    page: BrowserPage, tmp_path: Path, target: str, headline: tuple[str, ...], deck: str, shares: bool
) -> None:
    laid_out(page, tmp_path, f"<article>{head(*headline, deck=deck)}{paragraphs(1)}</article>", "vertical-rl", target)
    (above, byline) = boxes(page, "p.deck" if deck else "h1")[-1], boxes(page, "p.byline")[0]
    assert (byline["right"] > above["left"] + FONT / 2) is shares
    assert not shares or byline["top"] > above["bottom"]


@pytest.mark.parametrize(
    ("language", "target", "fills"),
    [("zh-Hans", "", True), ("ja", "", True), ("en", "", False), ("zh-Hans", "kobo", False)],
)
def test_one_line_of_a_paragraph_may_end_a_page_in_eastern_languages(
    page: BrowserPage, tmp_path: Path, language: str, target: str, fills: bool
) -> None:
    before, last = f'<p class="para">{"字" * 30}</p>' * 15, f'<p class="para">{"字" * 90}</p>'
    laid_out(page, tmp_path, f'<article lang="{language}">{before}{last}<div/><div/></article>', "vertical-rl", target)
    assert (boxes(page, "p.para")[-1]["page"] == 0) is fills


@pytest.mark.parametrize("kind", ["ratio-133", "lead ratio-130", "ratio-150"])
def test_a_wide_photo_reaches_both_edges_of_horizontal_lines(page: BrowserPage, tmp_path: Path, kind: str) -> None:
    laid_out(page, tmp_path, f"<article>{figure(kind)}{paragraphs(1)}</article>", "horizontal-tb")
    (image,), (text, *_) = boxes(page, "img"), boxes(page, "p.para")
    assert image["left"] - text["left"] < 3
    assert text["right"] - image["right"] < 3


def test_a_portrait_stands_in_the_middle_where_no_text_stands_beside_it(page: BrowserPage, tmp_path: Path) -> None:
    laid_out(page, tmp_path, f"<article>{figure('ratio-70')}{paragraphs(1)}</article>", "horizontal-tb", "kindle")
    (image,), (text, *_) = boxes(page, "img"), boxes(page, "p.para")
    assert abs((image["left"] - text["left"]) - (text["right"] - image["right"])) < 3
    assert image["left"] - text["left"] > 50


@pytest.mark.parametrize("mode", ["horizontal-tb", "vertical-rl"])
def test_the_picture_of_a_section_lead_has_text_beside_it(page: BrowserPage, tmp_path: Path, mode: WritingMode) -> None:
    picture = '<p class="thumb"><a href="a"><img src="a.svg" alt="" width="800" height="600"/></a></p>'
    lead = f'<li class="teaser lead"><h2 class="teaser-title">标题</h2>{picture}<p class="para">{TEXT}</p></li>'
    laid_out(page, tmp_path, f'<section><ul class="stories">{lead}</ul></section>', mode, kinds="section-front")
    assert beside(page)


@pytest.mark.parametrize("lead", ["teaser lead", "teaser"])
def test_stories_of_a_section_without_a_lead_stand_in_two_tiers(page: BrowserPage, tmp_path: Path, lead: str) -> None:
    item = '<h2 class="teaser-title"><a href="a">标题一行字</a></h2><p class="facts">记者 张三</p>'
    rest = f'<li class="teaser">{item}</li>' * 7
    listed = f'<section><ul class="stories"><li class="{lead}">{item}</li>{rest}</ul></section>'
    laid_out(page, tmp_path, listed, "vertical-rl", kinds="section-front")
    assert len({round(each["top"]) for each in boxes(page, "h2")}) == (1 if lead.endswith("lead") else 2)


def test_the_caption_of_a_table_stays_with_it(page: BrowserPage, tmp_path: Path) -> None:
    rows = "<tr><td>一</td><td>二</td></tr>" * 4
    table = f"<div class='tabular'><table><caption>均价，元一公斤</caption><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody>{rows}</tbody></table></div>"
    for lines in range(8, 15):
        laid_out(
            page,
            tmp_path,
            f'<article><p class="para">{"字" * 33 * lines}</p>{table}{paragraphs(1)}</article>',
            "vertical-rl",
        )
        (caption,), heads = boxes(page, "caption"), boxes(page, "th")
        assert {each["page"] for each in heads} == {caption["page"]}, lines


@pytest.mark.parametrize("mode", MODES)
def test_pictures_of_a_gallery_stand_in_pairs(page: BrowserPage, tmp_path: Path, mode: WritingMode) -> None:
    laid_out(page, tmp_path, f'<article><div class="gallery">{figure() * 4}</div></article>', mode)
    shown = boxes(page, "img")
    assert [each["page"] for each in shown] == [0, 0, 1, 1]
    assert shown[1]["top"] > shown[0]["bottom"]
    assert all(each["bottom"] - each["top"] > HEIGHT / 3 for each in shown)


def test_short_lines_of_the_contents_stand_in_two_tiers(page: BrowserPage, tmp_path: Path) -> None:
    item = '<li class="teaser"><p class="teaser-title"><a href="a.xhtml">标题一行字</a></p></li>'
    listed = f'<nav><section><ul class="stories">{item * 12}</ul></section></nav>'
    laid_out(page, tmp_path, listed, "vertical-rl", kinds="contents")
    items = boxes(page, "li")
    assert {each["page"] for each in items} == {0}
    assert len({round(each["top"]) for each in items}) == 2


@pytest.mark.parametrize("mode", ["horizontal-tb", "vertical-rl"])
def test_a_headline_in_a_list_keeps_its_facts(page: BrowserPage, tmp_path: Path, mode: WritingMode) -> None:
    title, facts = '<p class="teaser-title"><a href="a">标题一行字</a></p>', '<p class="facts">记者 张三</p>'
    item = f'<li class="teaser short">{title}{facts}</li>'
    laid_out(page, tmp_path, f'<section><ul class="stories">{item * 16}</ul></section>', mode, kinds="section-front")
    apart = page.evaluate(
        """[...Array(30).keys()].filter(n => {
          document.querySelector('ul').style.padding = 3 * n + 'px';
          const pages = s => [...document.querySelectorAll(s)].map(e => Math.floor(P.vertical ?
            (e.getClientRects()[0].top + 1) / innerHeight : (e.getClientRects()[0].left + 1) / innerWidth));
          return pages('p.teaser-title').join() !== pages('p.facts').join() })"""
    )
    assert apart == []


@pytest.mark.parametrize("verses", [4, pytest.param(7, marks=pytest.mark.slow)])
def test_a_short_stanza_is_one_piece(page: BrowserPage, tmp_path: Path, verses: int) -> None:
    stanza = '<div class="poem"><div class="stanza">' + '<p class="verse">潮水退去</p>' * verses + "</div></div>"
    for lines in range(10, 14):
        laid_out(page, tmp_path, f'<article><p class="para">{"字" * 36 * lines}</p>{stanza}</article>', "vertical-rl")
        assert len({each["page"] for each in boxes(page, "p.verse")}) == 1, lines


def test_the_closing_lines_take_one_line_of_text_along_and_no_more(page: BrowserPage, tmp_path: Path) -> None:
    foot = '<footer class="foot"><p class="origin">原载第01版</p><nav class="bar bar-end"><p>上一篇</p></nav></footer>'
    kept = set()
    for lines in range(11, 16):
        long = f'<p class="para">{"字" * 33 * lines}</p>'
        laid_out(page, tmp_path, f'<article>{long}<p class="para">{TEXT}</p>{foot}</article>', "vertical-rl")
        last = page.evaluate(
            """(() => { const range = document.createRange(); range.selectNodeContents([...document.querySelectorAll('p.para')][1]);
            return [...range.getClientRects()].map(r => Math.floor((r.top + 1) / innerHeight)) })()"""
        )
        end = boxes(page, "footer")[0]["page"]
        assert end in last, lines
        kept.add(last.count(end) if end else 0)
    assert 1 in kept


def test_rules_of_a_table_part_its_rows(page: BrowserPage, tmp_path: Path) -> None:
    table = "<div class='tabular'><table><tbody><tr><td>一</td><td>二</td></tr></tbody></table></div>"
    widths = "(s => [s.borderTopWidth, s.borderRightWidth].map(w => w !== '0px'))(getComputedStyle(document.querySelector('td')))"
    for mode, rules in (("horizontal-tb", [True, False]), ("vertical-rl", [False, True])):
        laid_out(page, tmp_path, f"<article>{table}</article>", mode)
        assert page.evaluate(widths) == rules


def set_vertically(source: str, language: str) -> str:
    """Markdown as it is set in vertical lines."""
    setting = RenderContext(language=language, vertical=True, typeset=make(language, "vertical-rl"))
    return "".join(map(write, render_blocks(blocks_from_markdown(source).blocks, setting)))


def test_curved_quotation_marks_of_a_latin_text_take_no_cell(page: BrowserPage, tmp_path: Path) -> None:
    body = (
        f'<article lang="en">{set_vertically("She said “no, ‘never’ again” to the readers’ letters.", "en")}</article>'
    )
    laid_out(page, tmp_path, body, "vertical-rl")
    rule = json.dumps(faces()["zh-Hans"] + "html{font-family:Test,serif}")
    lengths = page.evaluate(
        f"""(async () => {{
          const style = document.createElementNS('http://www.w3.org/1999/xhtml', 'style');
          style.textContent = {rule};
          document.head.append(style);
          await document.fonts.load('20px Test');
          await document.fonts.ready;
          return [...document.querySelectorAll('.side')].map(e => e.getBoundingClientRect().height / {FONT}) }})()"""
    )
    assert len(lengths) == 4
    assert max(lengths) < 0.6


def test_an_address_of_mail_breaks_behind_its_sign_and_stops_alone(page: BrowserPage, tmp_path: Path) -> None:
    lines = set()
    for before in range(24, 36):
        laid_out(page, tmp_path, set_vertically(f"{'字' * before}desk@news.example。", "zh-Hans"), "vertical-rl")
        lines |= set(
            page.evaluate(
                """(() => { const shown = new Map(), range = document.createRange();
                const texts = document.createTreeWalker(document.querySelector('.mail'), 4);
                for (let node; node = texts.nextNode();) for (let n = 0; n < node.data.length; n++) {
                  range.setStart(node, n); range.setEnd(node, n + 1);
                  const r = range.getBoundingClientRect(), line = Math.round(r.left);
                  shown.set(line, (shown.get(line) || '') + node.data[n]) }
                return [...shown.values()] })()"""
            )
        )
    assert {line.replace("\u200b", "") for line in lines} <= {
        "desk@news.example",
        "desk@",
        "news.example",
        "desk@news.",
        "news.",
        "example",
    }
    assert "desk@" in {line.replace("\u200b", "") for line in lines}


def test_closing_lines_and_ways_on_are_one_line_of_the_story(page: BrowserPage, tmp_path: Path) -> None:
    related = '<nav class="related"><h2 class="related-title">相关报道</h2><ul class="stories"><li><a href="a">归港</a></li></ul></nav>'
    ways = '<nav class="bar bar-end"><p><a class="to-previous" href="a">上一篇</a> <a class="to-next" href="a">下一篇</a></p></nav>'
    for more, lines in (("", 1), (related, 3)):
        foot = f'<footer class="foot"><p class="origin">原载第01版</p>{more}{ways}</footer>'
        laid_out(page, tmp_path, f"<article>{paragraphs(1)}{foot}</article>", "vertical-rl")
        (box,) = boxes(page, "footer")
        assert box["right"] - box["left"] < (lines + 0.9) * 1.5 * FONT, lines


def index(name: str, *titles: str) -> str:
    items = "".join(f'<li><p class="index-story"><a href="a.svg">{title}</a></p></li>' for title in titles)
    return f'<section><h2 class="index-name">{name}</h2><ul class="stories">{items}</ul></section>'


@pytest.mark.parametrize(("target", "narrow", "stands"), [("", "", True), ("", "16em", False), ("kobo", "", False)])
def test_a_name_of_an_index_stands_beside_its_stories_on_lines_that_are_long_enough(
    page: BrowserPage, tmp_path: Path, target: str, narrow: str, stands: bool
) -> None:
    body = f'<section style="width: {narrow or "auto"}">{index("林安", "潮水退去", "灯还亮着")}{index("周述", "归港")}</section>'
    laid_out(page, tmp_path, body, "horizontal-tb", target, kinds="authors")
    (first, second), (one, two, three) = boxes(page, "h2.index-name"), boxes(page, "p.index-story a")
    assert (one["left"] > first["right"] and abs(one["top"] - first["top"]) < 4) is stands
    assert (one["top"] >= first["bottom"] - 1) is not stands
    assert one["left"] == two["left"] == three["left"]
    assert first["left"] == second["left"]
    assert second["top"] >= two["bottom"]


def filled(
    page: BrowserPage, epub_of: EpubOf, folder: Path, sample: Path, mode: WritingMode, *, all_screens: bool
) -> list[PageFill]:
    documents = unpacked(epub_of(sample, mode), folder / f"{sample.parent.name}-{mode}")
    screens, sizes = (MEASURED, SIZES) if all_screens else (MEASURED[:1], SIZES[:1])
    return list(measured(page, documents, sample.parent.name, mode, screens, sizes))


def test_the_pages_of_the_vertical_weekly_are_full(page: BrowserPage, epub_of: EpubOf, tmp_path: Path) -> None:
    """On the usual screen, where there were 28 pages, 6 of them hollow, and a lead page without its story."""
    sample, mode = next(own for own in OWN if own[0].parent.name == "shiomi-shimpo")
    pages = filled(page, epub_of, tmp_path, sample, mode, all_screens=False)
    assert len(pages) <= 25
    assert sum(each.is_hollow for each in pages) <= 3
    assert [each.name for each in pages if each.hides_story or each.narrow] == []
    assert sum(each.beside for each in pages) >= 6


@pytest.mark.slow
@pytest.mark.parametrize(("mode", "most", "hollow"), [("vertical-rl", 2460, 215), ("horizontal-tb", 2310, 85)])
def test_the_pages_of_all_samples_are_as_full_as_they_were(
    page: BrowserPage, epub_of: EpubOf, tmp_path: Path, mode: WritingMode, most: int, hollow: int
) -> None:
    assert mode in MODES
    pages = [
        each for path in EASTERN_OR_LATIN for each in filled(page, epub_of, tmp_path, path, mode, all_screens=True)
    ]
    assert len(pages) <= most
    assert sum(each.is_hollow for each in pages) <= hollow
    assert [each.name for each in pages if each.narrow] == []
    on_paper = [each for each in pages if each.screen != "phone" and each.size == 1.0 and mode == "vertical-rl"]
    assert [each.name for each in on_paper if each.hides_story] == []
    assert {each.count for each in pages if each.document == "masthead" and each.size == 1.0} == {1}


def test_stories_of_a_printed_page_do_not_cover_each_other(page: BrowserPage, tmp_path: Path) -> None:
    title = '<span class="line">天未亮，港先醒</span> <span class="line">一季度箱量同比增长百分之五</span>'
    row = f'<li class="teaser short"><p class="teaser-title">{title}</p><p class="facts">本报记者 江予 沈知远</p></li>'
    body = f'<h1 class="matter-title">第01版 版面图</h1>{figure("full ratio-70")}<nav><h2 class="group">本版文章</h2><ul class="stories">{row * 6}</ul></nav>'
    laid_out(page, tmp_path, f"<section>{body}</section>", "vertical-rl", kinds="facsimile", font=48)
    lines = boxes(page, "span.line, p.facts")
    apart = [one["page"] != next_one["page"] or one["left"] > next_one["left"] for one, next_one in pairwise(lines)]
    assert all(apart), lines
