# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds text alternatives that describe nothing: the name of a file, only a word for a picture, one character."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from functools import cache
from typing import Literal

from epubgen.startup import regex

__all__ = ["Nothing", "describes_nothing", "repeats_caption"]

Nothing = Literal["", "name", "word", "caption", "short"]
"""Why a text says nothing of a picture; empty where it says something."""

_ENDING = regex(
    r"\.(?:jpe?g|jpe|jfif|png|webp|gif|tiff?|bmp|avif|hei[cf]|svg|psd|pdf|raw|cr2|nef|arw)\Z", re.IGNORECASE
)
_CAMERA = regex(
    r"(?:img|imgp|dsc|dscn|dscf|dscpdc|dji|gopr|pict|pxl|mvimg|mmexport|wechat|wx|wechatimg|微信图片|微信圖片|qq图片"
    r"|qq截图|screen ?shot|bildschirmfoto|屏幕截图|螢幕截圖|截图|截屏|截圖|スクリーンショット|스크린샷"
    r"|scan|scanned|untitled|unnamed|photo|image|pic|foto)"
    r"[\s_.-]*(?:at )?\d(?:[\d\s_.:-]| at |wa(?=\d))*(?:\(\d+\)|-? ?copy)?|_?(?:mg|dsc)_?\d{4,}|image/\w+"
    r"|p\d{5,}|[0-9a-f]{16,}|[\d\s_.-]+",
    re.IGNORECASE,
)
_LISTED = """
image images picture pictures pic photo photos photograph photography graphic illustration figure thumbnail icon img
untitled none null undefined na alt alttext alternativetext placeholder noimage nopicture filephoto stockphoto
todo tbd tba description caption noalt noalttext notext nocaption blank empty spacer pixel header banner fig
thumbnailimage untitleddesign newimage coverimage coverphoto handoutphoto
featuredimage featureimage headerimage leadimage leadphoto newsphoto
图片 圖片 照片 相片 图像 圖像 图 圖 影像 插图 插圖 配图 配圖 新闻图片 新聞圖片 新闻照片 资料图 资料图片
資料圖片 资料照片
題圖 题图 头图 图文无关 无 無 暂无 暫無 无标题 图片说明 图说 替代文字 文字 本文配图 缩略图
新闻配图 現場圖片 现场图片 现场照片 现场图 文章配图 配圖圖片 图为 圖為 见图 如图 見圖 如圖 待补 待补充 待定 描述
图片描述 无描述 无说明 无图 新华社发 图片来源 封面图 封面图片 示意图 示意圖
写真 画像 画 図 絵 イメージ イメージ写真 イラスト フォト ピクチャー 資料写真 なし 사진 이미지 그림 포토 자료사진
자료 없음
fotografie foto fotos bild bilder abbildung grafik symbolbild archivbild imagen imágenes fotografia fotografía
ilustración immagine immagini imagem ilustração fotografias photographie illustrations afbeelding billede bilde kuva
valokuva zdjęcie obraz obrázek fotografija slika kép resim fotoğraf görsel
изображение фото фотография картинка рисунок иллюстрация зображення світлина εικόνα φωτογραφία
صورة صور تصویر عکس תמונה चित्र तस्वीर छवि รูปภาพ ภาพ hìnhảnh ảnh gambar
"""
"""Mere words for a picture, by their letters alone."""
_AROUND = regex(
    r"^(?:图为|圖為|[图圖][:：]|图片[:：]|圖片[:：]|(?:photo|picture|image|foto|bild|imagen)s?\s?:|写真[:：＝=]|사진[:：=])\s*"
    r"|[\s（(。，,.]+\S{2,12}\s?[摄攝][)）。]?$|[\s（(。，,.]+\S{2,12}\s?撮影[)）。]?$"
    r"|\s*[(（—–-]\s*photo(?: by)?:? [^()]{2,40}[)）]?$",
    re.IGNORECASE,
)
"""Words before or after a caption that say nothing about the picture."""
_NUMBER = regex(r"(?:ที่)?(?:\d+|[一二三四五六七八九十]+)$")
_FRAME = regex(
    r"(?:this is |here is |shown is )?(?:an? |the |une? |ein |eine |una? |uma? )?"
    r"(image|picture|photo|photograph|illustration|graphic|foto|bild|imagen|immagine|imagem)s?"
    r"(?: (?:of|by|from|showing|that shows|de|di|von|del|da|do))?(?: (?:an?|the)(?: (?:image|picture|photo))?)?",
    re.IGNORECASE,
)


def describes_nothing(alt: str, file: str = "", caption: str = "") -> Nothing:
    """Return why a text alternative says nothing about its picture; empty where it says something, or is missing.

    Args:
        alt: the text alternative.
        file: the name of the picture's file, with or without its path.
        caption: the words under the picture, which are read aloud as well.
    """
    words = " ".join(unicodedata.normalize("NFKC", alt).split())
    letters = _letters(words)
    if not alt.strip():
        return ""
    if len(letters) <= 1:
        return "short"
    stem = _ENDING.sub("", words)
    own = posixpath.splitext(posixpath.basename(file))[0]
    if (_ENDING.search(words) and " " not in stem) or (own and letters in (_letters(own), _letters(file))):
        return "name"
    if _CAMERA.fullmatch(stem) or re.match(r"\w+://\S+\Z", words):
        return "name"
    bare = _NUMBER.sub("", letters)
    half = letters[: len(letters) // 2]
    twice = half in _mere_words() and letters == half * 2
    if bare in _mere_words() or twice or _FRAME.fullmatch(words.rstrip(".:…。： ")):
        return "word"
    return "caption" if repeats_caption(alt, caption) else ""


def repeats_caption(alt: str, caption: str) -> bool:
    """Return whether a text alternative is the caption with words around it: ``图为…``, ``Photo: …``, ``…何龙摄``."""
    said, printed = (_letters(_AROUND.sub("", text.strip())) for text in (alt, caption))
    return bool(said) and said == printed


@cache
def _mere_words() -> frozenset[str]:
    return frozenset(map(_letters, _LISTED.split()))


def _letters(text: str) -> str:
    """The letters, digits and marks of a text in lower case."""
    return "".join(
        char for char in unicodedata.normalize("NFKC", text).casefold() if unicodedata.category(char)[0] in "LMN"
    )
