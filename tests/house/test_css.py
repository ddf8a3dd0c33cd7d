# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bans on style sheets: what makes a device drop a sheet, lose the reader's settings, or break in the other mode."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from epubgen.epub.theme.sheets import css_findings
from epubgen.errors import Location
from epubgen.markup.xhtml_figures import SHAPES

CSS = Path(__file__).resolve().parents[2] / "css"
SHEETS = sorted(path.name for path in CSS.glob("*.css"))
BESIDE = {"horizontal-beside.css", "vertical-beside.css"}
"""The sheets that let text run beside pictures: behind a question, and not for every device."""
MODE = {"horizontal.css", "vertical.css", "vertical-fit.css", *BESIDE}
GENERIC = {"serif", "sans-serif", "monospace"}
CLASSES = re.findall(
    r"\S+",
    """story-head column kicker headline line deck byline para lede dateline subhead photo half full lead caption-text credit gallery
    gallery-caption quote attribution pullquote list tabular box box-title poem stanza verse qa dialogue turn question answer
    speech who note note-title ad listing separator pagebreak noteref footnotes footnote dots sc tcy url credits origin jump""",
)


class Declaration(NamedTuple):
    sheet: str
    context: str
    selector: str
    name: str
    value: str


def rules(text: str, context: str = "") -> Iterator[tuple[str, str, str]]:
    """(at-rule around, selector, declarations) of a sheet; comments and strings are blanked first."""
    rest = re.sub(r"/\*.*?\*/|\"[^\"]*\"", " ", text, flags=re.DOTALL)
    while match := re.search(r"([^{};]+)\{", rest):
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        head, inner = match[1].strip(), rest[match.end() : end - 1]
        if head.startswith("@"):
            yield from rules(inner, head)
        else:
            yield context, head, inner
        rest = rest[end:]


def declarations(sheet: str) -> list[Declaration]:
    text = (CSS / sheet).read_text("utf-8")
    found = []
    for context, selector, body in rules(text):
        for part in filter(str.strip, body.split(";")):
            name, _, value = part.partition(":")
            found.append(Declaration(sheet, context, " ".join(selector.split()), name.strip(), " ".join(value.split())))
    return found


ALL = [d for sheet in SHEETS for d in declarations(sheet)]


def test_the_reader_of_sheets_sees_rules_inside_at_rules() -> None:
    assert list(rules('a{b:c}/* x{} */@supports (x:y){d{e:f}}@charset "q";')) == [
        ("", "a", "b:c"),
        ("@supports (x:y)", "d", "e:f"),
    ]


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_has_no_at_rule_but_supports_and_charset(sheet: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", (CSS / sheet).read_text("utf-8"), flags=re.DOTALL)
    assert set(re.findall(r"@[\w-]+", text)) <= {"@charset", "@supports"}
    assert text.startswith('@charset "UTF-8";')


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("custom properties", r"(^|;)--|var\("),
        ("flex and grid", r"flex|grid"),
        ("positions", r"^(position|top|right|bottom|left|inset):"),
        ("backgrounds", r"^background"),
        ("pixels", r"\d(px|pt|cm|mm)\b"),
        ("negative margins", r"^margin[^:]*:.*-[.\d]"),
        ("logical properties without a physical twin", r"^[^:]*((block|inline)-(size|start|end)|-(block|inline)\b)"),
        (
            "named, hexadecimal or transparent colours",
            r"#[0-9a-f]{3}|rgb|transparent|\b(black|white(?!-)|gr[ae]y|red|blue)\b",
        ),
        ("important", r"!important"),
        ("content", r"^content:"),
    ],
)
def test_what_devices_do_not_bear_is_nowhere(what: str, pattern: str) -> None:
    pictures = re.compile(r"\bimg\Z") if what == "important" else re.compile(r"(?!)")
    """Sizes of pictures alone say so: a converter would overrule them with the pixels of the attributes."""
    kept = [d for d in ALL if not (pictures.search(d.selector) and d.name in ("width", "height"))]
    assert [d for d in kept if re.search(pattern, f"{d.name}:{d.value}", re.IGNORECASE)] == [], what


def test_floats_stand_in_sheets_of_their_own_and_behind_a_question() -> None:
    users = [d for d in ALL if d.name in ("float", "clear", "columns", "column-gap") or d.value == "flow-root"]
    assert {(d.sheet, d.context.startswith("@supports (float: inline-start)")) for d in users} == {
        (sheet, True) for sheet in BESIDE
    }
    assert all(d.context.startswith("@supports") for d in ALL if d.sheet in BESIDE)


def test_a_picture_with_text_beside_it_leaves_room_for_the_text() -> None:
    """At its limit a picture beside vertical lines is 45 % of the screen high, one of a pair 41 %."""
    found = {d.selector: d.value for d in declarations("vertical-beside.css") if d.name == "max-width"}
    for step in SHAPES:
        for before, most in (("", 45), ("div.gallery ", 41)):
            limit = int(found[f"{before}figure.ratio-{step} img"].removesuffix("vh"))
            assert most * step / 100 - 1.1 <= limit <= most * step / 100 + 0.5


def test_text_has_no_colour_of_its_own() -> None:
    assert {d.value for d in ALL if d.name == "color"} <= {"inherit"}


def test_rules_are_drawn_in_the_colour_of_the_text() -> None:
    coloured = [d for d in ALL if d.name.startswith("border") and re.search("solid|dashed|dotted|double", d.value)]
    assert [d for d in coloured if d.name != "border-style" and "currentColor" not in d.value] == []


def test_the_body_keeps_what_the_reader_chose() -> None:
    kept = {"font-family", "font-size", "font-weight", "line-height", "color", "background", "width"}
    assert [d for d in ALL if d.selector in ("html", "body", "*") and d.name in kept] == []


def test_running_text_keeps_its_size_and_line_height() -> None:
    bare = [d for d in ALL if d.selector in ("p", "p.para") and d.name in ("font-size", "line-height")]
    assert bare == []


def test_calc_stands_in_one_sheet_and_behind_a_question() -> None:
    users = [d for d in ALL if "calc(" in d.value]
    assert users
    assert {(d.sheet, d.context.startswith("@supports")) for d in users} == {
        (sheet, True) for sheet in ("vertical-fit.css", *BESIDE)
    }


def test_viewport_units_stand_behind_a_question() -> None:
    assert all(d.context.startswith("@supports") for d in ALL if re.search(r"\d(vw|vh)\b", d.value))


def test_fonts_are_generic() -> None:
    families = [d for d in ALL if d.name == "font-family"]
    assert [d for d in families if not set(re.split(r"\s*,\s*", d.value)) <= GENERIC] == []


@pytest.mark.parametrize(("sheet", "mode"), [("horizontal.css", "horizontal-tb"), ("vertical.css", "vertical-rl")])
def test_a_mode_is_declared_on_html_in_three_spellings(sheet: str, mode: str) -> None:
    found = [(d.selector, d.name, d.value) for d in declarations(sheet) if d.name.endswith("writing-mode")]
    assert found == [("html", f"{prefix}writing-mode", mode) for prefix in ("-webkit-", "-epub-", "")]


def test_mode_words_stand_in_mode_sheets_only() -> None:
    words = re.compile(r"writing-mode|text-combine|text-orientation|emphasis-position|underline-position")
    sides = re.compile(r"^(margin|padding|border)-(top|right|bottom|left)")
    others = [d for d in ALL if d.sheet not in MODE]
    assert [d for d in others if words.search(d.name) or sides.search(d.name)] == []
    assert [d for d in others if d.name == "text-decoration" and d.value in ("underline", "overline")] == []


def test_vertical_margins_are_symmetric() -> None:
    """A reader without vertical writing must still find space above and below (21)."""
    sheets = {"base.css", "vertical.css"}
    margins = [
        d for d in ALL if d.sheet in sheets and d.name == "margin" and re.search(r"\bh\d|header|figure", d.selector)
    ]
    assert margins
    assert [d for d in margins if " " in d.value] == []


def test_side_margins_are_at_most_two_em() -> None:
    margins = [re.sub(r"calc\(.*\)", "", d.value) for d in ALL if d.name.startswith("margin")]
    """What is reckoned asks for the length of the line: no figure in it is a margin."""
    ems = [float(n) for value in margins for n in re.findall(r"([.\d]+)em", value)]
    assert max(ems) <= 2


@pytest.mark.parametrize(("new", "old"), [("start", "left"), ("end", "right")])
def test_start_and_end_follow_a_spelling_that_all_know(new: str, old: str) -> None:
    for before, after in itertools.pairwise(ALL):
        if after.name == "text-align" and after.value == new:
            assert (before.selector, before.name, before.value) == (after.selector, "text-align", old)


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("line-break", ["-webkit-line-break", "-epub-line-break", "line-break"]),
        (
            "text-combine-upright",
            ["-webkit-text-combine", "-epub-text-combine", "-webkit-text-combine-upright", "text-combine-upright"],
        ),
        ("text-orientation", ["-webkit-text-orientation", "-epub-text-orientation", "text-orientation"]),
    ],
)
def test_prefixed_spellings_come_first(name: str, spellings: list[str]) -> None:
    for selector in {d.selector for d in ALL if d.name == name}:
        given = [d.name for d in ALL if d.selector == selector and d.name in spellings]
        assert given == spellings


def test_pictures_keep_their_shape() -> None:
    found = {d.name: d.value for d in declarations("base.css") if d.selector == "img"}
    assert (found["width"], found["height"]) == ("auto !important", "auto !important")


def test_figures_are_limited_by_the_shape_of_their_picture() -> None:
    """No step of ``markup`` is without its limit, and at its limit no picture is taller than half a page."""
    found = {d.selector: d.value for d in declarations("horizontal.css") if d.name == "max-width"}
    steps = [step for step in SHAPES if f"figure.ratio-{step}" in found]
    assert steps == list(SHAPES)
    for step in steps:
        assert float(found[f"figure.ratio-{step}"].removesuffix("vh")) == round(50 * step / 100, 1)


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_of_the_markup_is_styled(name: str) -> None:
    assert any(re.search(rf"\.{re.escape(name)}(?![\w-])", d.selector) for d in ALL)


def test_what_few_engines_know_stands_behind_a_question() -> None:
    """Trimmed and hanging marks (37); only Japanese marks hang."""
    users = [d for d in ALL if re.match(r"text-spacing|text-autospace|hanging-punctuation|text-wrap", d.name)]
    assert users
    assert all(d.context.startswith("@supports") for d in users)
    assert {d.sheet for d in users if d.name == "hanging-punctuation"} == {"lang-ja.css"}


def test_widows_and_orphans_are_asked_for_once() -> None:
    """They are a hint (36): one rule asks for two lines, one lets the last paragraph go with the closing lines; the sheets
    for engines of this decade ask for none in Chinese, Japanese and Korean, but below a subhead."""
    found = {(d.selector, d.value) for d in ALL if d.name in ("orphans", "widows") and d.sheet not in BESIDE}
    last = "article > p:nth-last-child(2), aside > p:last-child, li:last-child > p:last-child"
    assert found == {("p", "2"), (last, "1")}
    eastern = {d for d in ALL if d.name in ("orphans", "widows") and d.sheet in BESIDE}
    assert {re.sub(r".*:lang", ":lang", part) for d in eastern for part in d.selector.split(",")} == {
        f":lang({tag})" for tag in ("zh", "ja", "ko")
    }
    assert {(d.name, d.value) for d in eastern if d.selector.startswith(".subhead")} == {("orphans", "2")}
    assert {(d.sheet, d.name, d.value) for d in eastern if not d.selector.startswith(".subhead")} == {
        (sheet, name, "1") for sheet in BESIDE for name in ("orphans", "widows")
    }


@pytest.mark.parametrize("sheet", SHEETS)
def test_our_sheets_pass_what_warns_of_the_publishers(sheet: str) -> None:
    allowed = {sheet: {"K17.calc"} for sheet in BESIDE}
    allowed |= {"vertical-fit.css": {"K17.calc"}, "vertical.css": {"K17.mode"}, "horizontal.css": {"K17.mode"}}  # fmt: skip
    found = {entry.key for entry in css_findings((CSS / sheet).read_bytes(), Location(sheet))}
    assert found == allowed.get(sheet, set())


ELEMENT_NAMES = """a abbr address article aside audio b base bdi bdo blockquote body br button canvas caption center cite code col
    colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form frame
    head header hr html i iframe img input ins kbd label legend li link main map mark menu meta meter nav object ol
    optgroup option output p param picture pre progress q rp rt ruby s samp script search section select slot small
    source span strike strong style sub summary sup table tbody td template textarea tfoot th thead time title tr track
    u ul var video wbr"""
ELEMENTS = frozenset(ELEMENT_NAMES.split())
"""Elements of HTML: one library server replaces such a word wherever it stands in a sheet."""


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_sheet_names_a_class_like_an_element(sheet: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", (CSS / sheet).read_text("utf-8"), flags=re.DOTALL)
    assert not ELEMENTS & set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", text))


def test_no_page_has_a_class_named_like_an_element() -> None:
    pages = sorted((CSS.parent / "tests" / "golden").glob("*/*.xhtml"))
    used = {
        name
        for page in pages
        for names in re.findall(r' class="([^"]*)"', page.read_text("utf-8"))
        for name in names.split()
    }
    assert {"para", "story"} <= used
    assert sorted(ELEMENTS & used) == []


def test_japanese_marks_are_sesame_dots_in_vertical_lines() -> None:
    found = [d for d in declarations("vertical.css") if "emphasis-style" in d.name]
    assert {d.value for d in found} == {"filled sesame"}
    assert '[lang|="ja"] em, [lang|="ja"] .dots {' in (CSS / "vertical.css").read_text("utf-8")
