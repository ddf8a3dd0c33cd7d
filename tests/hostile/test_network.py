# SPDX-License-Identifier: AGPL-3.0-or-later
"""Nothing is fetched while an issue is read, looked through, built or checked, whatever addresses it holds."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

import epubgen

ADDRESS = "http://127.0.0.1:9/"
HTML = f"""<base href="{ADDRESS}"><link rel="stylesheet" href="{ADDRESS}s.css"><script src="{ADDRESS}s.js"></script>
<p style="background: url({ADDRESS}b.png)">潮水退去。</p><img src="{ADDRESS}a.jpg" srcset="{ADDRESS}b.jpg 2x">
<iframe src="{ADDRESS}f"></iframe><video src="{ADDRESS}v.mp4" poster="{ADDRESS}p.jpg"></video>"""
STORY = {"title": "渡口", "content": HTML, "images": [f"{ADDRESS}c.jpg"], "url": f"{ADDRESS}1"}
SOURCES = {
    "collected": {
        "page.json": json.dumps(
            {"source": "汐报", "date": "2026-04-22", "pages": [{"page": "01", "pdf_url": f"{ADDRESS}1.pdf", "articles": [STORY]}]}
        )
    },
    "typed": {
        "publication.yaml": f"id: xi\ntitle: 汐报\nlanguage: zh-Hans\nnameplate: {{file: n.jpg, alt: 汐报, url: {ADDRESS}n.jpg}}\n",
        "issue.yaml": "date: 2026-04-22\n",
        "articles/a.md": f"---\ntitle: 渡口\nsource: {ADDRESS}1\n---\n[官网]({ADDRESS})\n",
    },
    "printed": {"2026-04-22-01.md": f"# 渡口\n\n潮水退去。\n\n![图]({ADDRESS}a.jpg)\n\n<img src='{ADDRESS}b.jpg'>\n"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def tried(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The addresses that somebody wanted to reach; a test of this file ends with none."""
    wanted: list[object] = []

    def refuse(*told: object, **_: object) -> None:
        wanted.append(told[-1])
        raise OSError("no network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return wanted


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_nothing_is_fetched(source: dict[str, str], tried: list[object], tmp_path: Path) -> None:
    epubgen.lint(source)
    path = epubgen.build(source, tmp_path / "a.epub").path
    assert path
    epubgen.check(path, java=False, target="kindle")
    assert tried == []
