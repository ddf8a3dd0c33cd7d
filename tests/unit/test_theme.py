# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from epubgen.errors import OptionsError
from epubgen.theme import DEFAULT_THEME, sheets, themes


@pytest.mark.parametrize(
    ("language", "mode", "profile", "names"),
    [
        ("zh-Hans-CN", "horizontal-tb", "", ["base", "horizontal", "lang-zh-Hans", "theme-broadsheet"]),
        ("zh-TW", "vertical-rl", "", ["base", "vertical", "vertical-fit", "lang-zh-Hant", "theme-broadsheet"]),
        (
            "ja",
            "vertical-rl",
            "kindle",
            ["base", "vertical", "vertical-fit", "lang-ja", "theme-broadsheet", "profile-kindle"],
        ),
        ("ko", "horizontal-tb", "kobo", ["base", "horizontal", "lang-ko", "theme-broadsheet", "profile-kobo"]),
        ("fr", "horizontal-tb", "boox", ["base", "horizontal", "lang-en", "theme-broadsheet"]),
    ],
)
def test_sheets_stand_in_the_order_of_the_cascade(language: str, mode: str, profile: str, names: list[str]) -> None:
    assert [sheet.name for sheet in sheets(language, mode, profile=profile)] == [f"{name}.css" for name in names]


def test_the_publishers_own_sheets_come_last(tmp_path: Path) -> None:
    own = tmp_path / "house.css"
    own.write_bytes(b"p{}")
    *_, first, second = sheets("en", "horizontal-tb", extra=(own, b"h1{}"))
    assert [(s.name, s.data) for s in (first, second)] == [("user.css", b"p{}"), ("user-2.css", b"h1{}")]


def test_every_sheet_has_its_bytes() -> None:
    assert all(sheet.data.startswith(b'@charset "UTF-8";') for sheet in sheets("zh", "vertical-rl", profile="kindle"))


def test_an_unknown_theme_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(OptionsError) as caught:
        sheets("ja", "horizontal-tb", "brodsheet")
    assert caught.value.findings[0].code == "EG007"
    assert "broadsheet" in caught.value.findings[0].hint()


def test_a_sheet_of_the_user_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OptionsError) as caught:
        sheets("ja", "horizontal-tb", extra=(tmp_path / "none.css",))
    assert "none.css" in caught.value.text()
    assert caught.value.findings[0].code == "EG008"


def test_the_default_theme_is_one_of_the_themes() -> None:
    assert DEFAULT_THEME in themes()
