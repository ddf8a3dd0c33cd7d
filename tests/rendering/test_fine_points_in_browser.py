# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an art director would send back: a last item alone, closing lines before a picture, torn words, rules through pictures."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from epubgen.epub.theme.sheets import sheets
from epubgen.live_preview.browser import Browser, find_browser
from epubgen.live_preview.screens import SCREENS, paginate_js

pytestmark = pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")

BOXES = """(selector => [...document.querySelectorAll(selector)].map(one => {
  const range = document.createRange(), down = epubgenShown.vertical, stride = down ? innerHeight : innerWidth;
  range.selectNodeContents(one);
  const own = one.getBoundingClientRect(), page = r => Math.floor(((down ? r.top : r.left) + 1) / stride);
  return {page: page(own), left: own.left, right: own.right, top: own.top, bottom: own.bottom, width: own.width,
    pages: [...range.getClientRects()].filter(r => r.width > 1 && r.height > 1).map(page),
    widths: [...range.getClientRects()].map(r => r.width),
    indent: getComputedStyle(one).textIndent, baseline: range.getClientRects()[0]?.bottom,
    rules: ['Top', 'Right', 'Bottom', 'Left'].map(side => getComputedStyle(one)['border' + side + 'Width'])};
}))(%s)"""
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="
FOOT = '<footer class="foot"><p class="origin">Page 2</p><nav class="bar bar-end"><p><a href="#">Contents</a></p></nav></footer>'
LINE = "<p class='line'>One line.</p>"
Find = Callable[[str], list[dict[str, Any]]]
Show = Callable[..., Find]


@pytest.fixture(scope="module")
def show(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Show:
    """Lays a body out with the sheets of a language; what it gives finds the boxes of a selector."""
    path = tmp_path_factory.mktemp("fine") / "page.xhtml"

    def shown(body: str, language: str = "en-GB", mode: str = "horizontal-tb", screen: str = "clara") -> Find:
        size = next(own for own in SCREENS if own.name == screen)
        width, height = round(size.width / size.ratio), round(size.height / size.ratio)
        page = browser.page(width, height)
        css = "\n".join(sheet.data.decode().replace('@charset "UTF-8";', "") for sheet in sheets(language, mode))
        css = css.replace("&", "&amp;").replace("<", "&lt;")
        start = f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}"><head><title>x</title><style>{css}'
        path.write_text(f"{start}\np.line {{ line-height: 24px }}</style></head>{body}</html>", "utf-8")
        page.go(path.as_uri())
        asked = json.dumps({"width": width, "height": height, "font": size.font, "night": False, "mode": ""})
        page.evaluate(f"{paginate_js()};window.epubgenShown = epubgenPages(document, {asked}); 1")
        return lambda selector: list(page.evaluate(BOXES % json.dumps(selector)))

    return shown


@pytest.mark.parametrize("lines", range(18, 27, 4))
def test_the_last_item_of_a_list_does_not_begin_a_page_alone(show: Show, lines: int) -> None:
    for count in (3, 5):
        items = "".join(f"<li><p>Item {n}</p></li>" for n in range(count))
        find = show(f'<body><article>{LINE * lines}<ol class="list">{items}</ol>{FOOT}</article></body>')
        kept = 3 if count == 3 else 2
        assert len({item["page"] for item in find("li")[-kept:]}) == 1


@pytest.mark.parametrize("lines", [17, 21])
def test_a_summary_in_the_contents_stays_whole(show: Show, lines: int) -> None:
    words = "The library’s code club found out why the clock of the parish church was slow, and taught it to text."
    entry = f'<li class="teaser"><p class="teaser-title">A clock</p><p class="digest">{words}</p><p class="facts">By A</p></li>'
    listed = f'<section><h2 class="contents-section">News</h2><ul class="stories">{entry * 3}</ul></section>'
    find = show(f'<body class="contents">{LINE * lines}<nav>{listed}</nav></body>')
    assert [len(set(digest["pages"])) for digest in find("p.digest")] == [1, 1, 1]


@pytest.mark.parametrize("kind", ["ratio-80", "ratio-67 half", "half ratio-150"])
def test_closing_lines_come_after_the_last_picture(show: Show, kind: str) -> None:
    picture = f'<figure class="photo {kind}"><img src="{PIXEL}" width="800" height="1000"/><figcaption>A boat</figcaption></figure>'
    find = show(f"<body><article>{LINE * 24}{picture}{FOOT}</article></body>")
    (figure,), (foot,) = find("figure"), find("footer")
    assert (foot["page"], foot["top"]) >= (figure["page"], figure["bottom"])
    (article,) = find("p.line:first-child")
    stride = 536
    assert figure["left"] % stride - article["left"] > 30, "in the middle, not on the edge"


def test_a_wide_last_picture_keeps_its_width(show: Show) -> None:
    picture = f'<figure class="photo ratio-150"><img src="{PIXEL}" width="900" height="600"/></figure>'
    find = show(f"<body><article>{LINE}{picture}{FOOT}</article></body>")
    assert find("figure")[0]["width"] == pytest.approx(find("p.line")[0]["width"])


def test_names_of_rows_are_not_torn(show: Show) -> None:
    head = "<tr><th class='left'>Month</th><th class='right'>Mean level (m)</th><th class='right'>Long-term mean (m)</th><th class='right'>Rainfall (mm)</th></tr>"
    row = "<tr><td class='left'>{}</td><td class='right'>1.64</td><td class='right'>1.58</td><td class='right'>96</td></tr>"
    rows = "".join(row.format(name) for name in ("January", "February", "September"))
    table = f"<div class='tabular'><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>"
    find = show(f"<body><article>{table}</article></body>", screen="phone")
    assert [len(cell["pages"]) for cell in find("td:first-child")] == [1, 1, 1]
    assert find("table")[0]["width"] <= find("div.tabular")[0]["width"] + 1


def test_a_first_paragraph_has_no_indent(show: Show) -> None:
    para = '<p class="para">Words.</p>'
    for before in (
        f"<hr/>{para}{para}", f'<blockquote class="quote">{para}{para}</blockquote>',
        f'<aside class="box"><p class="box-title">A tip</p>{para}{para}</aside>', f'<aside class="box">{para}{para}</aside>',
        f'<div class="tabular"><table><tbody><tr><td>1</td></tr></tbody></table></div>{para}{para}',
    ):  # fmt: skip
        first, second = show(f"<body><article>{before}</article></body>")("p.para")
        assert (first["indent"], second["indent"] != "0px") == ("0px", True), before


@pytest.mark.parametrize(("language", "mode"), [("mn-Mong", "vertical-lr"), ("ja", "vertical-rl")])
def test_no_rule_runs_through_the_picture_of_a_section(show: Show, language: str, mode: str) -> None:
    small = f'<p class="thumb"><img src="{PIXEL}" width="632" height="421"/></p>'
    lead = f'<li class="teaser lead"><h2 class="teaser-title">A</h2>{small}<p class="digest">B</p></li>'
    bar = '<nav class="bar bar-end"><p><a href="#">C</a></p></nav>'
    body = f'<body class="section-front"><section><nav><ul class="stories">{lead}</ul></nav>{bar}</section></body>'
    find = show(body, language, mode)
    (picture,), (ways,) = find("p.thumb img"), find("nav.bar")
    assert ways["left"] >= picture["right"] or ways["right"] <= picture["left"]


def test_one_rule_parts_the_head_of_the_contents_from_the_lead(show: Show) -> None:
    lead = '<section class="lead-story contents-lead"><h2 class="headline">A</h2></section>'
    head = '<header class="contents-head"><h1 class="contents-title">Contents</h1></header>'
    alone = show(f'<body class="contents">{head}<nav>{lead}</nav></body>')(".contents-lead")[0]["rules"]
    leaps = '<nav class="leaps"><p><a href="#">News</a></p></nav>'
    below = show(f'<body class="contents">{head}{leaps}<nav>{lead}</nav></body>')(".contents-lead")[0]["rules"]
    assert (alone, below != alone) == (["0px"] * 4, True)


def test_closing_lines_move_as_a_whole(show: Show) -> None:
    bios = [f"Priya Sallowfield {'writes ' * n}" for n in range(3, 9)]
    feet = [f'<p class="bio">{bio}</p><p class="credits">Editor: Harriet Owlsworth</p>' for bio in bios]
    stories = "".join(f'<article>{LINE}<footer class="foot">{foot}</footer></article>' for foot in feet)
    find = show(f"<body>{stories}</body>")
    bios_and_credits = zip(find("p.bio"), find("p.credits"), strict=True)
    assert [len(credit["pages"]) for credit in find("p.credits")] == [1] * len(feet)
    assert {credit["top"] > bio["top"] + 5 for bio, credit in bios_and_credits} == {True, False}, (
        "beside it, and below it"
    )


def test_closing_lines_in_a_row_stand_on_one_line(show: Show) -> None:
    foot = '<p class="origin">Printed on page 3</p><p class="section-page">Opinion</p><p class="credits">Editor: A</p>'
    find = show(f'<body><article>{LINE}<footer class="foot">{foot}</footer></article></body>', screen="phone")
    baselines = [box["baseline"] for box in find("footer p")]
    assert max(baselines) - min(baselines) < 1


def test_lines_of_a_source_are_balanced(show: Show) -> None:
    sources = [f"— From the visitors’ book of the {'old ' * n}boathouse, 1931" for n in range(6)]
    quotes = "".join(f'<blockquote class="quote"><p class="attribution">{one}</p></blockquote>' for one in sources)
    found = show(f"<body><article>{LINE}{quotes}</article></body>", screen="phone")("p.attribution")
    torn = [source["widths"] for source in found if len(source["widths"]) > 1]
    assert torn
    assert [widths for widths in torn if widths[-1] < widths[0] / 2] == []
