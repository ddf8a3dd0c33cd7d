# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages behind the pictures of docs/typography.md are built, without a browser."""

import importlib.util
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize("scene", ["quotes", "figure"])
def test_the_page_of_a_picture_is_built(scene: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("draw_typography", ROOT / "scripts" / "draw_typography.py")
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, script)  # where a dataclass looks for its module
    spec.loader.exec_module(script)
    assert '<body class="story' in script.document(script.SCENES[scene][0], tmp_path).read_text("utf-8")
