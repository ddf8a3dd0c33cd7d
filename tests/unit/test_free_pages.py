# SPDX-License-Identifier: AGPL-3.0-or-later
"""Free pages on disk: listed with text or file, or found in ``pages/`` beside the publication."""

from __future__ import annotations

import pytest

import epubgen

PAPER = "id: bao\ntitle: 报\nlanguage: zh-Hans-CN\n"
FILES = {
    "publication.yaml": PAPER,
    "2026-04-17/issue.yaml": "date: 2026-04-17\n",
    "2026-04-17/articles/a.md": "---\ntitle: 甲\nsource: 本报\n---\n正文。\n",
    "pages/b.md": '---\ntitle: 订报\n---\n扫码订阅。\n\n![](qr.png){alt="二维码" credit="本报"}\n',
    "pages/a.md": "---\n标题: 启告\nplace: front\n---\n改版。\n",
    "pages/01.md": "# 一版的文字\n",
}


def test_pages_beside_the_publication_are_found_in_the_order_of_their_names() -> None:
    pages = epubgen.load(FILES).publication.free_pages
    assert [(p.title, p.place, len(p.body)) for p in pages] == [("启告", "front", 1), ("订报", "back", 2)]
    (image,) = [block for block in pages[1].body if hasattr(block, "photo")]
    assert image.photo.file == "pages/qr.png"


def test_listed_pages_come_first_and_not_twice() -> None:
    listed = (
        "free_pages:\n  - title: 读者服务\n    file: pages/b.md\n  - title: 文字\n    place: front\n    body: 一段。\n"
    )
    pages = epubgen.load(FILES | {"publication.yaml": PAPER + listed}).publication.free_pages
    assert [(p.title, p.place, bool(p.body)) for p in pages] == [
        ("读者服务", "back", True),
        ("文字", "front", True),
        ("启告", "front", True),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"publication.yaml": PAPER + "free_pages:\n  - title: 服务\n    file: pages/none.md\n"}, "S10"),
        ({"publication.yaml": PAPER + "free_pages:\n  - title: 服务\n    file: ../out.md\n"}, "S08"),
        ({"publication.yaml": PAPER + "free_pages:\n  - title: 服务\n    file: pages/01.md\n"}, "S02"),
        ({"pages/c.md": "---\nplace: front\n---\n无题。\n"}, "S03"),
        ({"pages/c.md": "---\ntitle: 丙\nplcae: front\n---\n。\n"}, "S01"),
        ({"pages/c.md": "---\ntitle: 丙\n---\n注[^1]。\n\n[^1]: 注文。\n"}, "S09"),
    ],
)
def test_faults_of_free_pages_stop_with_their_place(changes: dict[str, str], code: str) -> None:
    with pytest.raises(epubgen.SourceError) as refused:
        epubgen.load(FILES | changes)
    assert code in [f.code for f in refused.value.findings]
    assert all(f.at and f.at.line for f in refused.value.findings if f.code == code)
