# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from epubgen.epub.theme.sheets import (
    DEFAULT_THEME,
    PublisherCss,
    PublisherSheet,
    css_findings,
    read_publisher_css,
    sheets,
    themes,
)
from epubgen.errors import Location, OptionsError, Severity
from epubgen.files.input_tree import InputTree
from epubgen.model import Publication
from epubgen.options import Options


@pytest.mark.parametrize(
    ("language", "mode", "profile", "names"),
    [
        (
            "zh-Hans-CN",
            "horizontal-tb",
            "",
            ["base", "horizontal", "horizontal-beside", "lang-zh-Hans", "theme-broadsheet"],
        ),
        (
            "zh-TW",
            "vertical-rl",
            "",
            ["base", "vertical", "vertical-fit", "vertical-beside", "lang-zh-Hant", "theme-broadsheet"],
        ),
        (
            "ja",
            "vertical-rl",
            "kindle",
            ["base", "vertical", "vertical-fit", "lang-ja", "theme-broadsheet", "profile-kindle"],
        ),
        ("ko", "horizontal-tb", "kobo", ["base", "horizontal", "lang-ko", "theme-broadsheet", "profile-kobo"]),
        ("fr", "horizontal-tb", "boox", ["base", "horizontal", "horizontal-beside", "lang-en", "theme-broadsheet"]),
    ],
)
def test_sheets_stand_in_the_order_of_the_cascade(language: str, mode: str, profile: str, names: list[str]) -> None:
    assert [sheet.name for sheet in sheets(language, mode, profile=profile)] == [f"{name}.css" for name in names]


def own(css: str) -> PublisherSheet:
    return PublisherSheet(Location("house.css"), css.encode())


def test_the_publishers_own_sheets_come_last() -> None:
    *_, first, second = sheets("en", "horizontal-tb", publisher_css=PublisherCss(css=(own("p{}"), own("h1{}"))))
    assert [(s.name, s.data) for s in (first, second)] == [("user.css", b"p{}"), ("user-2.css", b"h1{}")]


@pytest.mark.parametrize(
    ("name", "file"), [("quiet", "theme-quiet.css"), ("plain", "theme-plain.css"), ("黑体", "theme-of-the-house.css")]
)
def test_a_theme_of_the_house_stands_where_ours_would(name: str, file: str) -> None:
    found = sheets("ja", "horizontal-tb", name, "kindle", PublisherCss(themes={name: own("h1{}")}))
    assert [(s.name, s.data) for s in found if s.name == file] == [(file, b"h1{}")]
    assert found[-1].name == "profile-kindle.css"


def test_a_theme_of_the_house_is_offered_where_a_name_is_wrong() -> None:
    with pytest.raises(OptionsError) as caught:
        sheets("ja", "horizontal-tb", "quite", publisher_css=PublisherCss(themes={"quiet": own("")}))
    assert "quiet" in caught.value.findings[0].hint()


PAPER = "id: paper\ntitle: 报\nlanguage: zh-Hans-CN\n"


@pytest.mark.parametrize("base", ["", "2026-01-05", "issues/2026-01-05"])
def test_themes_lie_beside_the_publication(base: str) -> None:
    tree = InputTree.memory(
        {"publication.yaml": PAPER, "themes/own.css": "a{}", "themes/old/other.css": "b{}"}, base=base
    )
    assert {
        name: sheet.data
        for name, sheet in read_publisher_css(
            Publication(id="p", title="p", language="ja"), tree, Options()
        ).themes.items()
    } == {"own": b"a{}"}


def test_sheets_of_the_publication_stand_before_those_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "mine.css").write_text("c{}")
    paper = Publication(id="p", title="p", language="ja", css=("css/a.css",))
    found = read_publisher_css(paper, InputTree.memory({"css/a.css": "a{}"}), Options(css=(tmp_path / "mine.css",)))
    assert [sheet.data for sheet in found.css] == [b"a{}", b"c{}"]


def test_a_sheet_of_the_publication_that_is_not_there_is_named() -> None:
    paper = Publication(id="p", title="p", language="ja", css=("css/a.css",))
    with pytest.raises(OptionsError) as caught:
        read_publisher_css(paper, InputTree.memory({}), Options())
    assert "css/a.css" in caught.value.text()
    assert "publication.yaml" in caught.value.text()


BANS = [
    ("p { color: var(--ink) }", "K17.var"),
    (":root { --ink: black }", "K17.var"),
    ("img { max-width: calc(1px + 1em) }", "K17.calc"),
    ("div { display: flex }", "K17.flex"),
    ("div { display: inline-grid }", "K17.flex"),
    ("div { grid-area: a }", "K17.flex"),
    ("div { position: fixed }", "K17.fixed"),
    ("p { margin: 0 -1em }", "K17.margin"),
    ("p { margin-left:-.5em }", "K17.margin"),
    ("html { -epub-writing-mode: vertical-rl }", "K17.mode"),
    ("@font-face { unicode-range: U+4E00-9FFF }", "K17.range"),
    ("p { background-image: url(paper.png) }", "K17.url"),
    ("html, p { line-height: 2 }", "K17.body"),
    ("BODY { font-family: serif }", "K17.body"),
    ("* { color: black }", "K17.body"),
    ('@import "more.css";', "K17.import"),
    ("@media (prefers-color-scheme: dark) { p { margin: 0 } }", "K17.dark"),
    ("p { margin: 0", "K17.braces"),
    ("p { margin: 0 } }", "K17.braces"),
]
BORNE = [
    "p { margin: 1em; color: inherit }", ".x { line-height: 2 }", "/* var(--x) { */ p { text-indent: 0 }", 'p { quotes: "{" "}" }',
    "body { margin: 0 }", "h1 { margin: .5em 0 0; letter-spacing: -.02em }", "@supports (a: b) { .x { color: inherit } }", "",
]  # fmt: skip


@pytest.mark.parametrize(("css", "key"), BANS)
def test_what_devices_do_not_bear_is_a_warning(css: str, key: str) -> None:
    found = list(css_findings(b"\n" + css.encode(), Location("house.css")))
    assert [f.key for f in found] == [key]
    assert found[0].severity is Severity.WARNING
    assert found[0].at == Location("house.css", 2)


@pytest.mark.parametrize("css", BORNE)
def test_an_honest_sheet_passes(css: str) -> None:
    assert list(css_findings(css.encode(), Location("house.css"))) == []


def test_a_sheet_in_another_encoding_is_named() -> None:
    assert [f.key for f in css_findings("p{} /* 黑体 */".encode("gb18030"), Location("house.css"))] == ["K17.utf8"]


def test_only_the_theme_in_use_is_looked_over() -> None:
    bad = PublisherCss(themes={"bad": own("p { display: flex }")})
    assert [f.code for f in bad.findings("bad")] == ["K17"]
    assert list(bad.findings("plain")) == []


def test_every_sheet_has_its_bytes() -> None:
    assert all(sheet.data.startswith(b'@charset "UTF-8";') for sheet in sheets("zh", "vertical-rl", profile="kindle"))


def test_an_unknown_theme_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(OptionsError) as caught:
        sheets("ja", "horizontal-tb", "brodsheet")
    assert caught.value.findings[0].code == "EG007"
    assert "broadsheet" in caught.value.findings[0].hint()


def test_a_sheet_of_the_user_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OptionsError) as caught:
        read_publisher_css(
            Publication(id="p", title="p", language="ja"), InputTree.memory({}), Options(css=(tmp_path / "none.css",))
        )
    assert "none.css" in caught.value.text()
    assert caught.value.findings[0].code == "EG008"


def test_there_are_three_themes() -> None:
    assert themes() == ("broadsheet", "magazine", "plain")


def test_the_default_theme_is_one_of_the_themes() -> None:
    assert DEFAULT_THEME in themes()


@pytest.mark.parametrize("language", ["th", "lo", "my", "km", "bo", "dz"])
def test_no_rule_of_ours_breaks_text_without_spaces(language: str) -> None:
    """Readers know where Thai and Tibetan lines end: no rule keeps words whole, breaks them anywhere, or is Chinese."""
    found = sheets(language, "horizontal-tb", "", "kindle")
    assert not [sheet.name for sheet in found if sheet.name.startswith(("lang-zh", "lang-ja", "lang-ko"))]
    rules = b"\n".join(sheet.data for sheet in found).decode()
    assert "keep-all" not in rules
    broken = [rule.partition("{")[0].strip() for rule in rules.split("}") if "break-all" in rule]
    assert {one.rpartition("*/")[2].strip() for one in broken} <= {".url"}
