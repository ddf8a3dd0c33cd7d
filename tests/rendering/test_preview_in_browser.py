# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of the preview in a browser, against the real server: what the editor sees, presses and saves."""

from __future__ import annotations

import io
import itertools
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from epubgen.live_preview import Preview
from epubgen.live_preview.browser import Browser, BrowserPage, find_browser

pytest.importorskip("watchfiles", reason="the extra preview is not installed")
pytest.importorskip("websockets", reason="the extra preview is not installed")
pytestmark = pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")

ROOT = Path(__file__).resolve().parents[2]
HARBOUR, TRAM, CORRECTION = "text/a-01-01-harbour.xhtml", "text/a-01-02-tram.xhtml", "text/a-01-06-correction.xhtml"
HEATING, LECTURE = "text/a-02-06-heating.xhtml", "text/a-06-05-lecture.xhtml"
EARLY = """
window.faults = [];
for (const kind of ['error', 'unhandledrejection', 'securitypolicyviolation']) {
  addEventListener(kind, e => faults.push(kind + ' ' + (e.message || e.reason || e.violatedDirective)), true);
}
const complain = console.error;
console.error = (...words) => { faults.push(words.join(' ')); complain(...words) };
"""
FRAME = "document.querySelector('#paper iframe:not(.waiting)')"
FIRST_WORDS = f"""(() => {{
  const inside = {FRAME}.contentDocument, width = innerWidth;
  const vertical = getComputedStyle(inside.body).writingMode === 'vertical-rl';
  const box = inside.defaultView, margin = box.innerWidth * .06;
  const spot = inside.caretRangeFromPoint(vertical ? box.innerWidth - margin - 12 : margin + 4, margin + 12);
  return spot.startContainer.data.slice(spot.startOffset, spot.startOffset + 12);
}})()"""
WHERE = """((words) => {
  const inside = %s.contentDocument, walker = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = inside.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    const box = range.getClientRects()[0], view = inside.defaultView;
    return box.left >= 0 && box.top >= 0 && box.left < view.innerWidth && box.top < view.innerHeight;
  }
  return false;
})"""


@dataclass
class Desk:
    """The editor at her screen."""

    page: BrowserPage
    preview: Preview
    issue: Path
    visits: Iterator[int]

    def visit(self, href: str = HARBOUR, *, clean: bool = True) -> None:
        """Open the page anew at a document, with nothing kept from earlier tests."""
        if clean:
            self.page.go(self.preview.address + "ui/icon.svg")
            self.page.evaluate("sessionStorage.clear(); document.cookie = 'epubgen-preview=; max-age=0; path=/'")
        self.page.go(f"{self.preview.address}?{next(self.visits)}#{href}")
        self.shows(href.partition("~")[0])

    def shows(self, href: str) -> None:
        """Wait until a document is on the screen."""
        self.wait(f"{FRAME}?.src.includes({json.dumps(href)})")

    def wait(self, script: str) -> Any:
        found = self.page.wait(script, 30)
        assert found, script
        return found

    def ask(self, script: str) -> Any:
        return self.page.evaluate(script)

    def words(self, name: str) -> str:
        return str(self.ask(f"document.getElementById('{name}').textContent"))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.press(key)

    @property
    def at(self) -> tuple[int, int]:
        """The number of the page, and how many there are."""
        found = re.fullmatch(r"(\d+) / (\d+)", self.words("page"))
        assert found
        return int(found[1]), int(found[2])

    def sees(self, words: str) -> bool:
        """Whether words of the document are on the page that is shown."""
        return bool(self.ask(f"{WHERE % FRAME}({json.dumps(words)})"))

    def click(self, part: str, across: float = 0.5, down: float = 0.5) -> None:
        """Click an element, somewhere in its box."""
        box = f"(({{x, y, width, height}}) => [x + width * {across}, y + height * {down}])"
        self.page.click(*self.ask(f"{box}(document.querySelector({json.dumps(part)}).getBoundingClientRect())"))

    def save(self, name: str, text: str) -> None:
        (self.issue / "articles" / name).write_text(text, "utf-8")

    def source(self, name: str) -> str:
        return (self.issue / "articles" / name).read_text("utf-8")


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    paper = tmp_path_factory.mktemp("preview") / "xizhou-daily"
    shutil.copytree(ROOT / "issues/xizhou-daily", paper)
    issue = paper / "2026-04-17"
    with Preview(issue, language="en") as preview:
        page = browser.page(1366, 768)
        page._call("Page.addScriptToEvaluateOnNewDocument", source=EARLY)
        yield Desk(page, preview, issue, itertools.count())


@pytest.fixture(autouse=True)
def no_faults(desk: Desk) -> Iterator[None]:
    yield
    assert desk.ask("window.faults") == []


def test_a_story_is_shown_and_its_pages_turn(desk: Desk) -> None:
    desk.visit()
    assert desk.at[0] == 1
    assert desk.sees("天未亮，港先醒")
    assert desk.words("story") == "天未亮，港先醒"
    for keys, page in (
        (["ArrowRight"], 2),
        ([" "], 3),
        (["PageUp"], 2),
        (["ArrowLeft"], 1),
        (["End"], desk.at[1]),
        (["Home"], 1),
    ):
        desk.press(*keys)
        assert desk.at[0] == page, keys
    assert desk.sees("天未亮，港先醒")


def test_the_end_of_a_story_is_followed_by_the_next_and_back(desk: Desk) -> None:
    desk.visit()
    desk.press("End", "ArrowRight")
    desk.shows(TRAM)
    assert desk.at[0] == 1
    desk.press("ArrowLeft")
    desk.shows(HARBOUR)
    assert desk.at[0] == desk.at[1]
    desk.press("]")
    desk.shows(TRAM)
    desk.press("[")
    desk.shows(HARBOUR)
    assert desk.at[0] == 1


def test_in_vertical_text_left_is_forward(desk: Desk) -> None:
    desk.visit()
    desk.press("v")
    desk.wait(f"{FRAME}.src.includes('/vertical-rl/')")
    desk.press("ArrowLeft")
    assert desk.at[0] == 2
    assert desk.ask("document.getElementById('turn-left').title") == "Next page"
    desk.press("ArrowRight")
    assert desk.at[0] == 1
    desk.click("#paper", across=0.1)
    assert desk.at[0] == 2
    desk.click("#turn-right")
    desk.wait("document.getElementById('page').textContent.startsWith('1 ')")


def test_a_click_at_the_edge_turns(desk: Desk) -> None:
    desk.visit()
    desk.click("#paper", across=0.9)
    assert desk.at[0] == 2
    desk.click("#paper", across=0.1)
    assert desk.at[0] == 1
    desk.ask("document.getElementById('glass').hidden = false")  # as in Safari
    desk.click("#paper", across=0.9)
    assert desk.at[0] == 2


def test_an_edit_is_shown_and_the_reading_place_stays(desk: Desk) -> None:
    name = "01-01-harbour.md"
    before = desk.source(name)
    desk.visit()
    desk.press("ArrowRight", "ArrowRight")
    first = desk.ask(FIRST_WORDS)
    assert desk.at[0] == 3
    desk.ask(
        f"window.bare = 0; new MutationObserver(() => {{ if (!{FRAME}) bare++ }})"
        ".observe(document.getElementById('paper'), {childList: true, subtree: true, attributes: true})"
    )
    opening = "凌晨4时40分"
    assert opening in before
    desk.save(name, before.replace(opening, "这一段是后来加的。" * 90 + f"\n\n{opening}"))
    try:
        desk.wait(f"{FRAME}.contentDocument.body.textContent.includes('这一段是后来加的')")
        desk.wait("parseInt(document.getElementById('page').textContent) > 3")
        assert desk.sees(first)
        assert desk.ask("bare") == 0, "there was a moment without a page"
    finally:
        desk.save(name, before)
    desk.wait("document.getElementById('page').textContent.startsWith('3 ')")
    assert desk.sees(first)


def test_a_changed_style_sheet_is_shown(desk: Desk) -> None:
    desk.visit()
    publication = desk.issue.parent / "publication.yaml"
    before = publication.read_text("utf-8")
    sheet = desk.issue.parent / "assets" / "house.css"
    sheet.write_text("h1.headline { letter-spacing: 1px }\n")
    publication.write_text(f"{before}\ncss:\n  - assets/house.css\n", "utf-8")
    look = f"getComputedStyle({FRAME}.contentDocument.querySelector('h1')).letterSpacing"
    try:
        desk.wait(f"{look} === '1px'")
        sheet.write_text("h1.headline { letter-spacing: 3px }\n")
        desk.wait(f"{look} === '3px'")
    finally:
        publication.write_text(before, "utf-8")
        sheet.unlink()
    desk.wait(f"{look} === 'normal'")


def test_a_lost_story_makes_room_for_its_neighbour(desk: Desk) -> None:
    desk.visit("text/a-01-05-weather.xhtml")
    story, listed = desk.issue / "articles" / "01-05-weather.md", desk.issue / "issue.yaml"
    before = {file: file.read_text("utf-8") for file in (story, listed)}
    listed.write_text(before[listed].replace("      - 01-05-weather\n", ""), "utf-8")
    story.unlink()
    try:
        desk.shows(CORRECTION)
    finally:
        for file, text in before.items():
            file.write_text(text, "utf-8")
    desk.wait("document.querySelector('#tree a[href*=weather]')?.href && document.getElementById('banner').hidden")


def test_a_broken_file_shows_its_error_and_the_page_comes_back(desk: Desk) -> None:
    name = "01-02-tram.md"
    before = desk.source(name)
    desk.visit(TRAM)
    desk.save(name, before.replace("---\n", "---\ntitle: [one\n", 1))
    try:
        desk.wait("!document.getElementById('banner').hidden")
        assert re.search(r"articles/01-02-tram\.md:\d+", desk.words("banner-list"))
        assert desk.ask("document.querySelector('#banner .hint').textContent")
        assert "last good pages" in desk.words("banner-title")
        assert desk.ask("[...document.querySelectorAll('#tree a.broken')].map(a => a.hash)") == [f"#{TRAM}"]
        assert desk.ask("document.querySelector('#tree a.broken .mark').textContent").startswith("!broken")
        assert desk.words("banner-said").startswith(desk.words("banner-title"))
        assert desk.sees("有轨电车3号线")
        desk.press("]", "]")
        desk.wait("!document.getElementById('story').textContent.includes('有轨电车')")
        desk.click("#banner button.message")
        desk.shows(TRAM)
        desk.save(name, before.replace("---\n", "---\nknid: story\n", 1))
        desk.wait("document.getElementById('banner-list').textContent.includes('knid')")
        assert "knid" in desk.words("banner-said")
    finally:
        desk.save(name, before)
    desk.wait("document.getElementById('banner').hidden")
    assert not desk.ask("document.querySelectorAll('#tree a.broken').length")
    assert desk.sees("有轨电车3号线")
    assert desk.words("banner-said") == "", "the same error is to be read out again"


def test_a_link_is_followed_when_the_place_is_written_at_that_moment(desk: Desk) -> None:
    desk.visit()
    desk.ask(f"location.hash = '#{TRAM}'; history.replaceState(null, '', '#{HARBOUR}')")
    desk.shows(TRAM)
    desk.wait(f"location.hash === '#{TRAM}'")


def shown_panels(desk: Desk) -> list[str]:
    seen = (
        "[...document.querySelectorAll('#contents, #side')].filter(e => getComputedStyle(e).visibility === 'visible')"
    )
    return list(desk.ask(f"{seen}.map(e => e.id)"))


def test_in_a_narrow_window_the_panels_fold_away(desk: Desk) -> None:
    """At 820 pixels the page has the room; a button or a key opens a panel over it, and it folds again."""
    desk.page.resize(820, 1000)
    try:
        desk.visit()
        assert shown_panels(desk) == []
        box = "document.getElementById('bezel').getBoundingClientRect()"
        assert desk.ask(f"{box}.width") > 600
        assert desk.ask("document.documentElement.scrollWidth") == 820
        picture = Image.open(io.BytesIO(desk.page.screenshot())).convert("L")
        middle = [picture.getpixel((x, 930)) for x in range(0, 820, 10)]  # below the text of the page
        assert middle.count(255) > 55, "the page is more than two thirds of the picture"
        desk.press("g")
        assert shown_panels(desk) == ["contents"]
        assert desk.ask("document.activeElement.hash") == f"#{HARBOUR}"
        desk.click(f"#tree a[href='#{TRAM}']")
        desk.shows(TRAM)
        assert shown_panels(desk) == []
        desk.click("#side-open")
        assert shown_panels(desk) == ["side"]
        desk.click("#contents-open")
        assert shown_panels(desk) == ["contents"]
        desk.press("Escape")
        assert shown_panels(desk) == []
        desk.press("f")
        assert shown_panels(desk) == ["side"]
        assert desk.ask("!document.getElementById('printed').hidden")
        desk.click(".desk", across=0.02, down=0.9)
        assert shown_panels(desk) == []
    finally:
        desk.page.resize(1366, 768)
    assert shown_panels(desk) == ["contents", "side"]


def test_device_letters_night_and_mode_lay_the_pages_out_anew(desk: Desk) -> None:
    desk.visit()
    usual = desk.at[1]
    desk.press("+", "+", "+")
    larger = desk.at[1]
    assert larger > usual
    desk.ask("const d = document.getElementById('device'); d.value = 'scribe'; d.dispatchEvent(new Event('change'))")
    assert desk.at[1] < larger
    assert desk.ask(f"{FRAME}.clientWidth") == 930
    assert desk.ask(
        "(({right, bottom}) => right < innerWidth && bottom < innerHeight)(document.getElementById('bezel').getBoundingClientRect())"
    )
    paper = f"getComputedStyle({FRAME}.contentDocument.documentElement).backgroundColor"
    light = desk.ask(paper)
    desk.press("n")
    assert desk.ask(paper) != light
    for _ in "ab":  # with Caps Lock
        desk.ask("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'N'}))")
        light = desk.ask(paper) if _ == "a" else light
    assert desk.ask(paper) != light
    desk.press("v")
    desk.wait(f"{FRAME}.src.includes('/vertical-rl/')")
    assert desk.ask(f"getComputedStyle({FRAME}.contentDocument.body).writingMode") == "vertical-rl"
    desk.visit(clean=False)
    assert desk.ask(f"[{FRAME}.clientWidth, {FRAME}.src.includes('/vertical-rl/')]") == [930, True]


def test_letters_of_another_size_keep_the_place(desk: Desk) -> None:
    desk.visit()
    desk.press("ArrowRight", "ArrowRight")
    first = desk.ask(FIRST_WORDS)
    desk.press("+", "+", "+", "+")
    assert desk.at[0] > 3
    assert desk.sees(first)


def test_a_reload_opens_the_same_page(desk: Desk) -> None:
    desk.visit()
    desk.press("ArrowRight", "ArrowRight")
    first = desk.ask(FIRST_WORDS)
    place = desk.wait("location.hash.includes('~') && location.hash")
    desk.visit(place[1:])
    assert desk.at[0] == 3
    assert desk.sees(first)


def test_an_address_that_names_nothing_opens_the_issue(desk: Desk) -> None:
    for address in ("%E0%A4%A", "text/no-such-story.xhtml~1.2"):
        desk.page.go(f"{desk.preview.address}?{next(desk.visits)}#{address}")
        desk.shows("text/contents.xhtml")


def test_a_finding_leads_to_its_words(desk: Desk) -> None:
    name = "01-01-harbour.md"
    before = desk.source(name)
    desk.visit(TRAM)
    desk.save(name, before.rstrip() + "\n\n老水手一边说，一边把缆绳绕回桩上，望着灯\n\n潮水退了。\n")
    try:
        desk.click("#scope-issue")
        button = "document.querySelector('#findings-list .warning button.message')"
        desk.wait(f"{button}?.closest('li').querySelector('code').textContent === 'A06'")
        assert desk.ask(f"{button}.closest('li').querySelector('.place code').textContent").startswith(
            f"articles/{name}:"
        )
        assert desk.ask(f"{button}.closest('li').querySelector('.hint').textContent")
        assert desk.ask("document.querySelector('#tree .warning').textContent").startswith("1")
        desk.ask(f"{button}.click()")
        desk.wait("document.querySelector('#marks i')?.offsetWidth")
        desk.shows(HARBOUR)
        assert desk.at[0] > 1
        assert desk.sees("缆绳绕回桩上，望着灯")
    finally:
        desk.save(name, before)
    desk.wait("!document.querySelector('#tree .warning')")


def test_links_of_the_book_work_and_others_show_their_address(desk: Desk) -> None:
    desk.visit(CORRECTION)
    desk.ask(f"{FRAME}.contentDocument.querySelector('aside a').click()")
    desk.shows(LECTURE)
    desk.ask("history.back()")
    desk.shows(CORRECTION)
    desk.visit("text/a-02-01-water-pipes.xhtml")
    desk.ask(f"{FRAME}.contentDocument.querySelector('a.url').click()")
    desk.wait("document.getElementById('said').textContent.includes('https://water.xizhou.example/')")
    desk.shows("text/a-02-01-water-pipes.xhtml")


def test_the_printed_page_stands_beside_its_stories(desk: Desk) -> None:
    desk.visit()
    desk.wait("document.getElementById('printed-picture').naturalWidth")
    size = "document.getElementById('printed-picture').getBoundingClientRect().width"
    fit = desk.ask(size)
    desk.click("#zoom-in")
    assert desk.ask(size) == pytest.approx(fit * 1.5, rel=0.01)
    desk.press("f")
    assert desk.ask("document.getElementById('printed').hidden")
    desk.press("f")
    desk.visit(HEATING)
    assert desk.ask("document.getElementById('printed').hidden"), "page 02 has no picture"


def test_the_filter_finds_stories(desk: Desk) -> None:
    desk.visit()
    desk.press("/", "5", "G")
    shown = "[...document.querySelectorAll('#tree a')].filter(a => a.offsetParent).map(a => a.textContent)"
    assert desk.ask(shown) == ["02 综合", "青屿渡轮开通5G"]
    assert "1" in desk.words("filtered")
    desk.press("Enter")
    desk.shows("text/a-02-04-ferry-5g.xhtml")
    desk.visit()
    desk.press("/", "5", "G")
    for signs in ("isComposing: true", "keyCode: 229"):
        enter = f"new KeyboardEvent('keydown', {{key: 'Enter', bubbles: true, {signs}}})"
        desk.ask(f"document.getElementById('filter').dispatchEvent({enter})")
    desk.ask("new Promise(done => setTimeout(done, 300))")
    assert desk.words("story") == "天未亮，港先醒", "Enter of an input method opens nothing"
    desk.press("Escape")
    assert len(desk.ask(shown)) > 50


def test_all_that_is_shown_comes_from_this_computer_and_has_a_name(desk: Desk) -> None:
    desk.visit()
    asked = desk.ask("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [url for url in asked if not url.startswith(desk.preview.address)] == []
    nameless = "[...document.querySelectorAll('button, input, select, nav, aside, iframe')].filter(e => !(e.ariaLabel || e.title || e.labels?.[0]?.textContent || e.textContent.trim())).map(e => e.id)"
    assert desk.ask(nameless) == []
    desk.press("?")
    assert desk.ask("document.getElementById('help').open")
    desk.press("Escape")
    assert not desk.ask("document.getElementById('help').open")


def test_a_server_that_comes_back_is_found_again(desk: Desk, tmp_path: Path) -> None:
    desk.visit()
    desk.press("n", "v")
    first = Preview(ROOT / "issues/rare-names/2026-09-09", language="en")
    with first:
        desk.page.go(first.address)
        desk.wait(f"Boolean({FRAME})")
        assert desk.ask("document.getElementById('night').ariaPressed") == "true", "settings outlive a port"
        assert desk.ask(f"{FRAME}.src.includes('/horizontal-tb/')"), "a new preview begins with the issue's own mode"
    desk.wait("!document.getElementById('gone').hidden")
    port = int(first.address.rsplit(":", 1)[1].strip("/"))
    assert str(port) in desk.words("gone")
    with Preview(ROOT / "issues/rare-names/2026-09-09", port=port, language="en"):
        desk.wait("document.getElementById('gone').hidden")


def test_a_source_that_is_broken_from_the_start(desk: Desk, tmp_path: Path) -> None:
    paper = tmp_path / "rare-names"
    shutil.copytree(ROOT / "issues/rare-names", paper)
    issue = paper / "2026-09-09" / "issue.yaml"
    before = issue.read_text("utf-8")
    issue.write_text(f"date: [\n{before}", "utf-8")
    with Preview(issue.parent, language="en") as preview:
        desk.page.go(preview.address)
        desk.wait("!document.getElementById('banner').hidden && !document.getElementById('empty').hidden")
        assert desk.words("banner-title") == "The issue cannot be built as it is."
        assert desk.words("scope-story") == "This story 0"
        assert desk.words("findings-none") == "Nothing else to report."
        assert desk.ask("['printed', 'turn-left', 'turn-right'].every(name => document.getElementById(name).hidden)")
        desk.press("ArrowRight", "End", "]", "+", "v", "g")  # nothing to turn, and no fault either
        issue.write_text(before, "utf-8")
        desk.wait(f"Boolean({FRAME}) && document.getElementById('banner').hidden")
        assert desk.ask("document.getElementById('empty').hidden")
        assert desk.ask("window.faults") == []
    desk.visit()
