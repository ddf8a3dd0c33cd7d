# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes photos as figures of XHTML: the picture, its text alternative, its caption and credit."""

from __future__ import annotations

from collections.abc import Sequence

from epubgen.languages.credits import without_role
from epubgen.languages.words import term
from epubgen.markup.tree import El, Node, el
from epubgen.markup.xhtml_inlines import RenderContext, ShownPicture, render_text
from epubgen.model import Credit, Photo

__all__ = ["SHAPES", "alternative", "credit_line", "figure", "picture_class"]

_AFTER_NAME = frozenset(
    {"摄", "攝", "摄影", "攝影", "供图", "供圖", "图", "圖", "绘", "繪", "漫画", "漫畫", "制图", "製圖", "撮影", "提供"}
)


def figure(photo: Photo, setting: RenderContext, *, lead: bool = False) -> El | None:
    """Return ``figure > img + figcaption``.

    Without a picture the result is the caption as a paragraph; without a picture and words it is ``None``.
    """
    shown = setting.picture(photo)
    words = _words(photo, setting, alone=shown is None)
    if shown is None:
        return el("p", words, class_="missing-photo") if words else None
    alt = alternative(photo, setting.term("photo"))
    lang = getattr(alt, "lang", None)
    image = el("img", src=shown.href, alt=alt, width=shown.width, height=shown.height, lang=lang, xml__lang=lang)
    wished = [photo.width] if photo.width != "auto" else []
    kinds = ["photo", *wished, *(["lead"] if lead else []), picture_class(shown)]
    return el("figure", image, el("figcaption", words) if words else None, class_=" ".join(kinds))


def alternative(photo: Photo, word: str) -> str:
    """Return the text alternative of a picture, else the word for a photo; empty for a decorative picture."""
    return "" if photo.decorative else photo.alt.strip() or word


SHAPES = (30, 40, 50, 60, 70, 80, 90, 100, 120, 130, 133, 150, 170, 200, 240, 300)
"""Width of a picture in hundredths of its height, in the steps for which the style sheets have a limit."""
_SMALL = 480
"""Pixels of width below which a picture keeps its own size; enlarged, it would be blurred."""


def picture_class(shown: ShownPicture) -> str:
    """Return ``ratio-133`` or ``own-size``, the class by which the style sheets limit the height of a picture.

    Reading systems override ``max-height`` and ``max-width`` of a picture (foliate-js, epub.js, Readium), but not the
    width of the box around the picture.
    """
    if shown.width < _SMALL:
        return "own-size"
    ratio = 100 * shown.width // max(shown.height, 1)
    return f"ratio-{max((step for step in SHAPES if step <= ratio), default=SHAPES[0])}"


def credit_line(people: Sequence[Credit], language: str = "", *, alone: bool = False) -> str:
    """Return a credit as it is printed: ``本报记者 何某摄``.

    Args:
        people: those who took or drew the picture.
        language: language of the words; with it a photographer with an office (本报记者) gets the word for the work.
        alone: whether the picture is missing, so that every photographer needs this word.
    """
    return " ".join(filter(None, (_credit(entry, language, alone) for entry in people)))


def _credit(entry: Credit, language: str, alone: bool) -> str:
    role = entry.printed_role.strip()
    if role in _AFTER_NAME:
        return f"{entry.name}{role}"
    line = " ".join(filter(None, (role, entry.name)))
    said = without_role(role)[1] or without_role(entry.name)[1]
    if language and entry.role == "photographer" and (role or alone) and not said:
        return term("credit.photographer", language, names=line)
    return line


def _words(photo: Photo, setting: RenderContext, *, alone: bool) -> tuple[Node, ...]:
    """Return caption, then credit (typography rule 29); ``alone``: without the picture."""
    caption = el("span", render_text(photo.caption, setting), class_="caption-text") if photo.caption else None
    line = credit_line(photo.credit, setting.language, alone=alone)
    credit = el("span", render_text(line, setting), class_="credit") if line else None
    return tuple(part for part in (caption, " " if caption and credit else None, credit) if part is not None)
