# SPDX-License-Identifier: AGPL-3.0-or-later
"""Printed pages in the preview, in a browser: outlined stories, answers to questions, photos cut out of the page."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from epubgen.importers.reading import PageBlocks, StoryBlock
from epubgen.issue_folder.page_blocks import FILE, page_blocks_text, read_page_blocks
from epubgen.live_preview import Preview
from epubgen.live_preview.browser import Browser, find_browser
from tests.rendering.test_preview_in_browser import EARLY, Desk
from tests.unit.test_answers import DECK, Folder, question

pytest.importorskip("watchfiles", reason="the extra preview is not installed")
pytest.importorskip("websockets", reason="the extra preview is not installed")
pytestmark = pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")

FIRST, SECOND, THIRD = (f"text/a-01-0{number}.xhtml" for number in (1, 2, 3))
LEVEL = question("level", "01-02", "先修水管", "subhead", "headline")
JOIN = question("join", "01-02", "没有这样的 + 两段文字", "joined", "two-paragraphs")
BLOCKS = [
    ("01-01", "headline", (500, 500, 6000, 900)),
    ("01-01", "paragraph", (500, 1000, 3000, 4000)),
    ("01-01", "paragraph", (3200, 1000, 6000, 4000)),
    ("01-02", "headline", (500, 4500, 6000, 4900)),
    ("01-02", "paragraph", (500, 5000, 6000, 9500)),
    ("01-03", "headline", (6500, 500, 9500, 900)),
    ("01-03", "picture", (6500, 1000, 9500, 3000)),
]
RECT = "(document.querySelector(%s).getBoundingClientRect())"


def imported(home: Path) -> Folder:
    """An issue of an import with a picture of its page, blocks and questions."""
    made = Folder(home, DECK, LEVEL, JOIN)
    page = Image.new("RGB", (600, 800), "white")
    page.paste((200, 30, 40), (390, 80, 570, 240))
    (made.home / "pages").mkdir()
    page.save(made.home / "pages/01.png")
    index = made.read("issue.yaml").replace("  - number: 01\n", "  - number: 01\n    facsimile: pages/01.png\n")
    made.file("issue.yaml").write_text(index, "utf-8")
    texts = {("01-02", "paragraph"): "水管修了"}
    blocks = tuple(
        StoryBlock(story=story, role=role, box=box, text=texts.get((story, role), "")) for story, role, box in BLOCKS
    )
    shown = PageBlocks(page="01", width=600, height=800, picture="pages/01.png", blocks=blocks)
    made.file(FILE).write_text(page_blocks_text([shown]), "utf-8")
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return imported(tmp_path_factory.mktemp("answers"))


@pytest.fixture(scope="module")
def desk(browser: Browser, folder: Folder) -> Iterator[Desk]:
    with Preview(folder.home, language="en", cover="none") as preview:
        page = browser.page(1366, 768)
        page._call("Page.addScriptToEvaluateOnNewDocument", source=EARLY)
        made = Desk(page, preview, folder.home, itertools.count())
        page.go(preview.editing_address)
        made.wait("localStorage.getItem('epubgen-key')")  # the page has shown its key and keeps it
        yield made


@pytest.fixture(autouse=True)
def no_faults(desk: Desk) -> Iterator[None]:
    yield
    assert desk.ask("window.faults") == []


def visit(desk: Desk, href: str) -> None:
    desk.visit(href)
    desk.wait("document.getElementById('printed-picture').naturalWidth")


def answers(desk: Desk) -> list[str]:
    return list(
        desk.ask("[...document.querySelectorAll('#findings-list .answers button')].map(one => one.textContent)")
    )


def choose(desk: Desk, words: str) -> None:
    """Click the answer with these words."""
    desk.ask("document.getElementById('findings-list').scrollTop = 0")
    box = f"[...document.querySelectorAll('.answers button')].find(one => one.textContent === {json.dumps(words)})"
    desk.ask(f"{box}.scrollIntoView({{block: 'center'}})")
    x, y = desk.ask(f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({box}.getBoundingClientRect())")
    desk.page.click(x, y)


def test_each_story_is_outlined_in_its_colour_and_a_click_opens_it(desk: Desk) -> None:
    visit(desk, FIRST)
    drawn = desk.ask(
        "[...document.querySelectorAll('.block')].map(one => [one.dataset.block, getComputedStyle(one).borderTopColor])"
    )
    assert len(drawn) == len(BLOCKS)
    colours = {href: {colour for story, colour in drawn if story == href} for href, _ in drawn}
    assert all(len(found) == 1 for found in colours.values())
    assert len({found.pop() for found in colours.values()}) == 3
    picture = desk.ask("(({x, y, width}) => [x, y, width])" + RECT % "'#printed-picture'")
    box = desk.ask("(({x, y, width}) => [x, y, width])" + RECT % "'.block'")
    assert box[0] + 2 == pytest.approx(picture[0] + 0.05 * picture[2], abs=1)
    assert box[2] - 4 == pytest.approx(0.55 * picture[2], abs=1)
    assert desk.ask(
        "[...document.querySelectorAll('.block.current')].every(one => one.dataset.block.includes('01-01'))"
    )
    x, y, wide, high = desk.ask("(({x, y, width, height}) => [x, y, width, height])" + RECT % "'.block.picture'")
    desk.page.click(x + wide / 2, y + high / 2)
    desk.shows(THIRD)
    desk.wait("document.querySelectorAll('.block.current').length === 2")


@pytest.mark.slow
def test_the_keyboard_goes_from_story_to_story(desk: Desk) -> None:
    visit(desk, FIRST)
    names = desk.ask(
        "[...document.querySelectorAll('#printed-blocks button')].map(one => one.getAttribute('aria-label'))"
    )
    assert names == [
        "Story 1: 当好店小二 跑出加速度; open questions: 1",
        "Story 2: 老街; open questions: 2",
        "Story 3: 夜校开课",
    ]
    desk.ask("document.querySelector('#printed-blocks button').focus()")
    desk.press("Tab", "Enter")
    desk.shows(SECOND)
    desk.wait("document.activeElement.dataset.block?.includes('01-02')")
    assert desk.ask("document.activeElement.getAttribute('aria-current')") == "true"


def test_an_answer_is_written_and_taken_back(desk: Desk, folder: Folder) -> None:
    before = folder.state()
    visit(desk, FIRST)
    desk.wait("document.querySelector('#findings-list .answers button') !== null")
    assert answers(desk) == ["Right as it is", "Column", "Kicker", "Headline", "Deck: 跑出加速度", "Kicker: 当好店小二"]
    choose(desk, "Kicker: 当好店小二")
    desk.wait("!document.querySelector('#findings-list .answers')")
    assert "kicker: [书记调研时强调, 当好店小二]  # sure\n" in folder.read("articles/01-01.md")
    assert "deck" not in folder.read("import-notes.yaml")
    assert "articles/01-01.md" in desk.words("said")
    desk.wait("document.getElementById('story').textContent === '跑出加速度'")
    assert [block.role for block in read_page_blocks(folder.read(FILE))[0].blocks][:2] == ["headline", "paragraph"]
    desk.press("u")
    desk.wait("Boolean(document.querySelector('#findings-list .answers'))")
    assert folder.state() == before
    assert desk.ask("document.getElementById('undo').hidden")


def clicked(desk: Desk, list_: str, words: str) -> None:
    """Click the button of a list that has these words."""
    box = (
        f"[...document.querySelectorAll('#{list_} button')].find(one => one.textContent.includes({json.dumps(words)}))"
    )
    desk.wait(f"Boolean({box})")
    desk.ask(f"{box}.scrollIntoView({{block: 'center'}})")
    x, y = desk.ask(f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({box}.getBoundingClientRect())")
    desk.page.click(x, y)


def test_a_block_of_the_page_becomes_a_story_of_its_own_and_a_part_of_another(desk: Desk, folder: Folder) -> None:
    before = folder.state()
    visit(desk, SECOND)
    x, y, wide, high = desk.ask(
        "(({x, y, width, height}) => [x, y, width, height])" + RECT % "'.block.current.paragraph'"
    )
    desk.page.click(x + wide / 2, y + high / 2)
    desk.wait(
        "document.querySelector('#parts-list .part[aria-expanded=true] .words')?.textContent.startsWith('水管修了')"
    )
    assert desk.ask("document.getElementById('found').hidden")
    clicked(desk, "parts-list", "A new story without a headline begins here")
    desk.wait("[...document.querySelectorAll('#tree .label')].some(one => one.textContent === '（无标题）')")
    assert folder.read("articles/01-04.md") == (
        "---\ntitle: （无标题）\npage: 01\n---\n\n水管修了，街坊没有停水。\n\n## 再请匠人\n\n“匠人回来了。”\n"
    )
    assert "articles/01-04.md" in desk.words("said")
    visit(desk, "text/a-01-04.xhtml")
    desk.press("e")
    clicked(desk, "parts-list", "headline（无标题）")
    clicked(desk, "parts-list", "Belongs to ‘老街’")
    desk.wait("[...document.querySelectorAll('#tree .label')].every(one => one.textContent !== '（无标题）')")
    assert folder.read("articles/01-02.md") == before[folder.file("articles/01-02.md").as_posix()].decode()
    desk.press("u")
    desk.wait("[...document.querySelectorAll('#tree .label')].some(one => one.textContent === '（无标题）')")
    desk.press("u")
    desk.wait("document.getElementById('undo').hidden")
    assert folder.state() == before
    desk.press("e")
    desk.wait("document.getElementById('parts').hidden")


@pytest.mark.slow
def test_a_new_story_appears_beside_the_page(desk: Desk, folder: Folder) -> None:
    before = folder.state()
    visit(desk, SECOND)
    choose(desk, "A new story begins here")
    desk.wait("[...document.querySelectorAll('#tree .label')].some(one => one.textContent === '先修水管')")
    assert "title: 先修水管" in folder.read("articles/01-04.md")
    desk.click("#undo")
    desk.wait("[...document.querySelectorAll('#tree .label')].every(one => one.textContent !== '先修水管')")
    assert folder.state() == before


@pytest.mark.slow
def test_an_answer_that_no_longer_fits_says_so(desk: Desk, folder: Folder) -> None:
    visit(desk, SECOND)
    before = folder.state()
    choose(desk, "Two paragraphs")
    desk.wait("Boolean(document.querySelector('#findings-list .refused:not(:empty)'))")
    said = desk.ask("document.querySelector('#findings-list .refused:not(:empty)').textContent")
    assert said.startswith("'没有这样的 + 两段文字' does not stand so in this file any more")
    assert folder.state() == before
    assert desk.ask("[...document.querySelectorAll('.answers button')].every(one => !one.disabled)")


@pytest.mark.slow
def test_the_keys_go_from_question_to_question(desk: Desk, folder: Folder) -> None:
    before = folder.state()
    visit(desk, THIRD)
    desk.press("q")
    desk.shows(FIRST)
    desk.wait("document.activeElement.textContent === 'Right as it is'")
    desk.press("Enter")
    desk.wait("!document.querySelector('#findings-list .answers')")
    desk.press("q")
    desk.shows(SECOND)
    desk.wait("document.activeElement.textContent === 'Right as it is'")
    desk.press("u")
    desk.wait("document.querySelector('#undo').hidden")
    assert folder.state() == before


def test_a_box_drawn_with_the_mouse_becomes_the_photo_of_the_story(desk: Desk, folder: Folder) -> None:
    before = folder.state()
    visit(desk, THIRD)
    desk.click("#cut")
    desk.ask("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
    x, y, wide, high = desk.ask("(({x, y, width, height}) => [x, y, width, height])" + RECT % "'#printed-sheet'")
    places = [(x + wide * 0.65, y + high * 0.1), (x + wide * 0.8, y + high * 0.2), (x + wide * 0.95, y + high * 0.3)]
    for kind, (at_x, at_y) in zip(("mousePressed", "mouseMoved", "mouseReleased"), places, strict=True):
        desk.page._call(
            "Input.dispatchMouseEvent", type=kind, x=at_x, y=at_y, button="left", buttons=1, clickCount=1
        )  # fmt: skip
    desk.page._call("Input.dispatchMouseEvent", type="mouseMoved", x=places[2][0], y=places[2][1])
    desk.wait("document.getElementById('cut-words').textContent === 'Photo for ‘夜校开课’'")
    desk.click("#cut-take")
    desk.wait("document.getElementById('cut-bar').hidden")
    photo = Image.open(io.BytesIO(folder.file("photos/01-03.jpg").read_bytes()))
    assert 174 <= photo.width <= 186
    assert 154 <= photo.height <= 166
    middle = photo.convert("RGB").getpixel((photo.width // 2, photo.height // 2))
    assert middle == pytest.approx((200, 30, 40), abs=12)
    desk.wait("Boolean(document.querySelector('#paper iframe:not(.waiting)').contentDocument.querySelector('img'))")
    desk.press("u")
    desk.wait("!document.querySelector('#paper iframe:not(.waiting)').contentDocument.querySelector('img')")
    assert {name: data for name, data in folder.state().items() if "photos" not in name} == before


@pytest.mark.slow
def test_the_box_is_moved_with_the_keys(desk: Desk) -> None:
    visit(desk, THIRD)
    left = "parseFloat(document.getElementById('cutting').style.left)"
    desk.ask("document.getElementById('cut').click()")
    assert desk.ask("document.activeElement.id") == "printed-view"
    start = desk.ask(left)
    desk.press("ArrowLeft", "ArrowLeft")
    assert desk.ask(left) == pytest.approx(start - 2)
    desk.press("Escape")
    assert desk.ask("document.getElementById('cutting').hidden")
    assert desk.ask("document.getElementById('cut').getAttribute('aria-pressed')") == "false"


@pytest.mark.slow
def test_in_a_narrow_window_answers_have_room(desk: Desk) -> None:
    desk.page.resize(390, 780)
    try:
        visit(desk, FIRST)
        desk.press("q")
        desk.wait("getComputedStyle(document.getElementById('side')).visibility === 'visible'")
        assert desk.ask("document.documentElement.scrollWidth") == 390
        inside = "[...document.querySelectorAll('.answers button')].every(one => one.getBoundingClientRect().right <= innerWidth)"
        assert desk.ask(inside)
        assert desk.ask("document.getElementById('side').scrollWidth <= document.getElementById('side').clientWidth")
    finally:
        desk.page.resize(1366, 768)


def test_the_key_leaves_the_address_and_lies_in_no_cookie(desk: Desk) -> None:
    key = desk.preview.editing_address.partition("key=")[2]
    for query in (f"?key={key}", "", "?key=wrong"):
        desk.page.go(f"{desk.preview.address}{query}#{FIRST}")
        desk.shows(FIRST)
        desk.wait("!document.getElementById('cut').hidden")
        assert key not in str(desk.ask("location.href + document.cookie"))


@pytest.mark.slow
def test_without_the_key_the_page_only_shows(desk: Desk) -> None:
    """Another preview of the folder, whose key this browser never saw."""
    with Preview(desk.issue, language="en", cover="none") as other:
        desk.page.go(f"{other.address}#{FIRST}")
        desk.shows(FIRST)
        desk.wait("document.getElementById('findings-key').textContent")
        assert answers(desk) == []
        assert "key=" in desk.words("findings-key")
        assert desk.ask("document.getElementById('cut').hidden")
        assert desk.ask("document.querySelectorAll('.block').length") == len(BLOCKS)
        assert (
            desk.ask(
                "fetch('/edit/undo', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{}'}).then(one => one.status)"
            )
            == 403
        )


@pytest.mark.slow
def test_one_click_answers_all_questions_of_a_kind(desk: Desk, tmp_path: Path) -> None:
    words = ("书记调研时强调", "老街", "夜校开课")
    made = Folder(tmp_path, *(question("kicker", f"01-0{at}", one, "kicker") for at, one in enumerate(words, 1)))
    with Preview(made.home, language="en", cover="none") as other:
        desk.page.go(f"{other.editing_address}#{FIRST}")
        desk.shows(FIRST)
        clicked(desk, "findings-groups", "All: Right as it is")
        desk.wait("!document.querySelector('#findings-groups li')")
        assert "kicker" not in made.read("import-notes.yaml")
        clicked(desk, "findings", "Undo")
        desk.wait("Boolean(document.querySelector('#findings-groups li'))")
