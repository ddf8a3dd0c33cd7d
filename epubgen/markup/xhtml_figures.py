# SPDX-License-Identifier: AGPL-3.0-or-later
"""Photos → figures with caption and credit; a photo that is not there leaves its words."""

from __future__ import annotations

from collections.abc import Sequence

from epubgen.markup.setting import RenderContext
from epubgen.markup.tree import El, Node, el
from epubgen.markup.xhtml_inlines import render_text
from epubgen.model import Credit, Photo

__all__ = ["credit_line", "figure"]

_AFTER_NAME = frozenset(
    {"摄", "攝", "摄影", "攝影", "供图", "供圖", "图", "圖", "绘", "繪", "漫画", "漫畫", "制图", "製圖", "撮影", "提供"}
)


def figure(photo: Photo, setting: RenderContext, *, lead: bool = False) -> El | None:
    """``figure > img + figcaption``; without a picture the caption as a paragraph, without words either ``None``."""
    words = _words(photo, setting)
    shown = setting.picture(photo)
    if shown is None:
        return el("p", words, class_="missing-photo") if words else None
    image = el(
        "img",
        src=shown.href,
        alt="" if photo.decorative else photo.alt.strip() or setting.term("photo"),
        width=shown.width,
        height=shown.height,
    )
    kinds = ["photo", *([photo.width] if photo.width != "auto" else []), *(["lead"] if lead else [])]
    return el("figure", image, el("figcaption", words) if words else None, class_=" ".join(kinds))


def credit_line(people: Sequence[Credit]) -> str:
    """The credit as it is printed: ``本报记者 何某摄``."""
    return " ".join(filter(None, map(_credit, people)))


def _credit(entry: Credit) -> str:
    role = entry.printed_role.strip()
    if role in _AFTER_NAME:
        return f"{entry.name}{role}"
    return " ".join(filter(None, (role, entry.name)))


def _words(photo: Photo, setting: RenderContext) -> tuple[Node, ...]:
    """Caption, then credit (typography rule 29)."""
    caption = el("span", render_text(photo.caption, setting), class_="caption") if photo.caption else None
    line = credit_line(photo.credit)
    credit = el("span", render_text(line, setting), class_="credit") if line else None
    return tuple(part for part in (caption, " " if caption and credit else None, credit) if part is not None)
