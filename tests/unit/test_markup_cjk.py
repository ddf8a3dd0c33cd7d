# SPDX-License-Identifier: AGPL-3.0-or-later
"""Marks of Chinese, Japanese and Korean text as XHTML: lines of names and books, bopomofo, numbers of lists, wide tables."""

from __future__ import annotations

import pytest

from epubgen.markup import (
    inlines_from_markdown,
    markdown_from_blocks,
    render_blocks,
    render_inlines,
)
from epubgen.markup.tree import Glyphs, Node, el, fragment_text, show_rare, write
from epubgen.markup.xhtml_inlines import RenderContext
from epubgen.model import BookTitle, List, Paragraph, ProperName, Table, Text
from epubgen.typesetting import make

ZH = RenderContext("zh-Hans-CN", typeset=make("zh-Hans-CN", "horizontal-tb"))
VERTICAL = RenderContext("zh-Hans-CN", vertical=True, typeset=make("zh-Hans-CN", "vertical-rl"))


def html(nodes: tuple[Node, ...]) -> str:
    return "".join(node if isinstance(node, str) else write(node) for node in nodes)


@pytest.mark.parametrize(
    ("typed", "run", "shown"),
    [
        ("[林则徐]{.name}", ProperName((Text("林则徐"),)), '<span class="proper-name">林则徐</span>'),
        ("[海国图志]{.book}", BookTitle((Text("海国图志"),)), '<cite class="book-title">海国图志</cite>'),
    ],
)
def test_lines_of_names_and_books(typed: str, run: ProperName | BookTitle, shown: str) -> None:
    assert inlines_from_markdown(typed) == (run,)
    assert markdown_from_blocks([Paragraph(text=(run,))], ()).strip() == typed
    assert html(render_inlines((run,), ZH)) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('[鷗]{ruby="ㄡ"}', '<ruby class="bopomofo">鷗<rp>(</rp><rt>ㄡ</rt><rp>)</rp></ruby>'),
        ('[潮]{ruby="cháo"}', "<ruby>潮<rp>(</rp><rt>cháo</rt><rp>)</rp></ruby>"),
    ],
)
def test_bopomofo_is_told_from_other_readings(typed: str, shown: str) -> None:
    assert html(render_inlines(inlines_from_markdown(typed), ZH)) == shown


def test_each_syllable_of_bopomofo_has_its_character() -> None:
    shown = html(render_inlines(inlines_from_markdown('[海鷗]{ruby="ㄏㄞˇ ㄡ"}'), ZH))
    assert shown.count("<rt>") == 2
    assert 'class="bopomofo"' in shown


def item(words: str) -> tuple[Paragraph, ...]:
    return (Paragraph(text=(Text(words),)),)


def test_numbers_of_a_list_are_text_in_vertical_lines() -> None:
    block = List(items=(item("甲"), item("乙"), (*item("丙"), *item("丁"))), ordered=True, start=9)
    (shown,) = render_blocks([block], VERTICAL)
    assert write(shown) == (
        '<ol class="list numbered" role="list" start="9"><li><span class="number"><span class="tcy">9</span></span>甲</li>'
        '<li><span class="number"><span class="tcy">10</span></span>乙</li>'
        '<li><p class="para"><span class="number"><span class="tcy">11</span></span>丙</p><p class="para">丁</p></li></ol>'
    )


def test_numbers_of_a_list_are_counted_by_the_reader_in_horizontal_lines() -> None:
    (shown,) = render_blocks([List(items=(item("甲"),), ordered=True)], ZH)
    assert write(shown) == '<ol class="list"><li>甲</li></ol>'


def table(columns: int, rows: int = 1) -> Table:
    head = tuple((Text(f"栏{n}"),) for n in range(columns))
    return Table(
        head=head, rows=tuple(tuple((Text(f"{r}·{n}"),) for n in range(columns)) for r in range(rows)), caption="表"
    )


@pytest.mark.parametrize(("columns", "rows", "wide"), [(4, 50, False), (5, 1, True), (2, 51, True)])
def test_a_wide_table_becomes_a_list_of_its_rows(columns: int, rows: int, wide: bool) -> None:
    (shown,) = render_blocks([table(columns, rows)], ZH)
    assert ("<table>" in write(shown)) is not wide
    assert fragment_text((shown,)).startswith("表")


def test_a_cell_of_a_wide_table_stands_after_the_head_of_its_column() -> None:
    (shown,) = render_blocks([table(5)], ZH)
    assert '<li><p class="row-name">0·0</p><p class="row-fact"><span class="fact-name">栏1：</span>0·1</p>' in write(
        shown
    )


def test_a_wide_table_keeps_every_word() -> None:
    (shown,) = render_blocks([table(6, 3)], VERTICAL)
    assert all(f"{r}·{n}" in fragment_text((shown,)) for r in range(3) for n in range(6))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("是“𪚥”，四", '<p>是<span class="whole">“<img src="g.png" alt="𪚥" class="gaiji"/>”，</span>四</p>'),
        ("是𪚥四", '<p>是<img src="g.png" alt="𪚥" class="gaiji"/>四</p>'),
        ("是“𬭳”。", '<p>是“<span class="rare">𬭳</span>”。</p>'),
    ],
)
def test_marks_stay_with_a_pictured_character(text: str, shown: str) -> None:
    glyphs = Glyphs(fonts=frozenset("𬭳"), pictures={"𪚥": "g.png"})
    assert write(show_rare(el("p", text), glyphs)) == shown
