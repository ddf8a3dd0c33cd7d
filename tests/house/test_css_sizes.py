# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sizes of letters: each is a step from the text and none multiplies another; numbers are spelled as every reader takes them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import pytest

from epubgen.markup import RenderContext, render_blocks
from epubgen.markup.tree import write
from epubgen.markup.xhtml import footnotes
from epubgen.markup.xhtml_inlines import ShownPicture
from epubgen.model import (
    QA,
    Ad,
    Block,
    Box,
    Code,
    Credit,
    Dialogue,
    Footnote,
    Gallery,
    Image,
    List,
    Note,
    NoteRef,
    Paragraph,
    Photo,
    Poem,
    PullQuote,
    Quote,
    Ruby,
    Subhead,
    Table,
    Text,
    Turn,
)
from tests.house.test_css import ALL, BESIDE, CSS, MODE, declarations

GOLDEN = CSS.parent / "tests" / "golden"
THEMES = ("broadsheet", "magazine", "plain")
MARKS = {"rt", "a.noteref", "span.ornament", "span.pagebreak"}
"""What is small beside the letters that it belongs to, whatever their size."""


def test_no_number_begins_with_its_point() -> None:
    """Okular takes ``.85em`` as ``85em``: an issue had ten thousand pages."""
    bare = [d for d in ALL if re.search(r"(?<![\d])\.\d", d.value)]
    assert bare == []


class Element(NamedTuple):
    """An element as selectors see it."""

    name: str
    classes: frozenset[str]


Chain = tuple[Element, ...]
"""An element after those that it stands in."""


class Rule(NamedTuple):
    """A rule about the size of letters; the last one in the cascade holds."""

    weight: tuple[int, int, int]
    parts: tuple[Element, ...]
    selector: str
    factor: float

    def fits(self, chain: Chain) -> bool:
        """Whether the selector means the last element of a chain: the parts follow one another, others between them."""
        if not _fits(self.parts[-1], chain[-1]):
            return False
        above = iter(reversed(chain[:-1]))
        return all(any(_fits(part, element) for element in above) for part in reversed(self.parts[:-1]))


def _fits(part: Element, element: Element) -> bool:
    return part.name in ("", element.name) and part.classes <= element.classes


def _rules(sheets: tuple[str, ...]) -> list[Rule]:
    found = []
    for number, said in enumerate(d for sheet in sheets for d in declarations(sheet) if d.name == "font-size"):
        assert re.fullmatch(r"[\d.]+em|0", said.value), said
        for selector in re.split(r",\s*", said.selector):
            assert re.fullmatch(r"[\w. -]+", selector), f"no other selector is understood here: {selector}"
            parts = tuple(_element(*part.partition(".")[::2]) for part in selector.split())
            classes, names = sum(len(part.classes) for part in parts), sum(bool(part.name) for part in parts)
            found.append(Rule((classes, names, number), parts, selector, float(said.value.removesuffix("em"))))
    return sorted(found)


def _element(name: str, classes: str) -> Element:
    return Element(name, frozenset(re.findall(r"[\w-]+", classes)))


def _leaves() -> tuple[Block, ...]:
    """Every block that holds no other, each with all its parts."""
    photo = Photo(file="a.jpg", caption="Boats", credit=(Credit(name="Ann Moor", role="photographer"),))
    words = (Text("Tide "), Ruby(base="汐", reading="しお"), NoteRef(label="a"))
    rows = ((words, words), (words, words))
    return (
        Paragraph(text=words, lede=True), Paragraph(text=words), Subhead(text=words), Subhead(text=words, level=2),
        Image(photo=photo), Image(photo=Photo(file="gone.jpg", caption="Gone")), Gallery(items=(photo,), caption="All"),
        PullQuote(text=words, attribution="Ann"), Table(rows=rows, head=rows[0], caption="Tides"),
        Table(rows=((words,) * 6,), head=(words,) * 6, caption="Wide"), Poem(stanzas=((words,),)), Code(text="x = 1"),
    )  # fmt: skip


def _containers(inner: tuple[Block, ...]) -> tuple[Block, ...]:
    turn = Turn(who="Q", text=inner)
    return (
        Quote(body=inner, attribution="Ann"), Box(body=inner, title="Box"), List(items=(inner,)),
        List(items=(inner,), ordered=True), QA(turns=(turn, turn)), Dialogue(turns=(turn,)), Note(body=inner),
        Ad(body=inner, advertiser="Pier Ltd"),
    )  # fmt: skip


@cache
def _chains() -> tuple[Chain, ...]:
    """Every way in which elements stand in one another: in samples, and in blocks within blocks within notes."""
    pages = [path.read_text("utf-8") for path in sorted(GOLDEN.glob("[jx]*/*.xhtml")) if path.name != "nav.xhtml"]
    blocks = _containers((*_leaves(), *_containers(_leaves())))
    setting = RenderContext(
        language="en", picture=lambda photo: ShownPicture("a.jpg", 640, 480) if photo.file == "a.jpg" else None
    )
    notes = footnotes([Footnote(label="a", body=blocks)], setting)
    assert notes
    pages += [write(node) for node in (*render_blocks(blocks, setting), notes)]
    found: dict[Chain, None] = {}
    for page in pages:
        waiting: list[Chain] = [()]
        for end, name, attributes, empty in re.findall(r"<(/?)([a-z]\w*)([^<>]*?)(/?)>", page):
            if end:
                waiting.pop()
                continue
            kinds = re.search(r' class="([^"]*)"', attributes)
            seen = _seen(name, kinds[1] if kinds else "")
            chain = (*waiting[-1], *([seen] if seen else []))
            found |= {chain: None} if seen else {}
            waiting += [] if empty else [chain]
        assert len(waiting) == 1
    return tuple(found)


@cache
def _seen(name: str, kinds: str) -> Element | None:
    """An element with those of its classes that a rule about sizes knows; none where no rule can mean it."""
    parts = _known()
    element = _element(name, kinds)
    classes = element.classes & frozenset().union(*(part.classes for part in parts))
    return Element(name, classes) if any(_fits(part, element) for part in parts) else None


@cache
def _known() -> frozenset[Element]:
    return frozenset(part for theme in THEMES for rule in _rules(_sheets(theme)) for part in rule.parts)


def _sheets(theme: str) -> tuple[str, ...]:
    return ("base.css", "lang-en.css", f"theme-{theme}.css")


def test_sheets_of_a_mode_have_no_sizes() -> None:
    """But for the head of the paper, which is one page of a telephone too."""
    sizes = [d for d in ALL if d.name == "font-size" and d.sheet in MODE]
    assert [d for d in sizes if not (d.sheet in BESIDE and d.selector.startswith("body.masthead"))] == []


@pytest.mark.parametrize("theme", THEMES)
def test_no_size_multiplies_another(theme: str) -> None:
    """Small letters in small letters cannot be read, and no two reading systems agree on what they come to."""
    rules = _rules(_sheets(theme))
    held: dict[Chain, Rule | None] = {}
    for chain in _chains():
        held[chain] = next((rule for rule in reversed(rules) if rule.fits(chain)), None)
    sized = {chain: rule for chain, rule in held.items() if rule and rule.factor != 1 and not _is_mark(chain[-1])}
    assert len(sized) > 50
    assert {
        f"{outer.selector} > {rule.selector}"
        for chain, rule in sized.items()
        for length in range(1, len(chain))
        if (outer := sized.get(chain[:length]))
    } == set()


def _is_mark(element: Element) -> bool:
    return any(_fits(_element(*mark.partition(".")[::2]), element) for mark in MARKS)
