# SPDX-License-Identifier: AGPL-3.0-or-later
"""docs/delivery.md says what the exporters take."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from epubgen.publishing.delivery import exporters
from epubgen.publishing.delivery.file_names import FIELDS, filled
from tests.unit.delivered import parcel

PAGE = Path(__file__).resolve().parents[2] / "docs" / "delivery.md"


def table(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n(.*?)<!-- end -->", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"no table {mark} in {PAGE.name}"
    return found[1]


@pytest.mark.parametrize("name", [name for name in exporters() if name in ("folder", "mail", "webdav", "s3")])
def test_the_settings_are_those_of_the_exporter(name: str) -> None:
    made = ["| setting | what it is | if you leave it out |", "|---|---|---|"]
    for one in exporters()[name].settings:
        choices = f" ({', '.join(f'`{choice}`' for choice in one.choices)})" if one.choices else ""
        rest = "required" if one.required else f"`{one.default}`" if one.default else "–"
        made.append(f"| `{one.name}` | {one.about_en}{choices} | {rest} |")
    assert table(f"settings: {name}") == "\n".join(made) + "\n"


def test_the_fields_are_those_of_patterns(tmp_path: Path) -> None:
    made = ["| field | for example |", "|---|---|"]
    made += [f"| `{{{name}}}` | {filled(f'{{{name}}}', parcel(tmp_path))} |" for name in FIELDS]
    assert table("fields") == "\n".join(made) + "\n"


def test_every_setting_is_told_in_chinese() -> None:
    for exporter in exporters().values():
        assert all(one.about_en and one.about_zh for one in exporter.settings)
