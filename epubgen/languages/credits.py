# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the makers of a picture from a printed credit: ``本报记者 霍青摄``, ``Photograph by Mei Carrow``.

A credit gives names and their role (MARC relators). Agencies and stock phrases give no name.
"""

from __future__ import annotations

import re

from epubgen.languages.roles import DESKS, RANKS, REPORTERS
from epubgen.startup import regex

__all__ = ["picture_makers", "without_role"]

_PHOTO, _DRAWING = "pht", "ill"

_PLAIN = str.maketrans("／＝：（）　", "/=:() ")
"""Full-width marks → the marks in the patterns; characters of names stay."""
_BEFORE = regex(
    r"^(?:(?P<photo>(?:photo(?:graph|graphy|graphs|s)?|pictures?|images?)(?: by\b| ?:| [–-] )|by\b"
    r"|(?:photos?(?:graphies?)?|fotos?|fotograf[ií]as?|imagen|immagine)(?: ?:| (?:de|di|von|door|av)\b)"
    r"|(?:fotos?|fotograf(?:ien?|i|a)?|fotoğraf|fot|bild(?:er)?|kuvat?|valokuva|billede|zdjęci[ea]|snímek|afbeelding"
    r"|beeld|imagens?|фото|фотография|світлина|φωτογραφί[αε]ς?|φωτο|ภาพ|ảnh|تصوير|צילום|عکس)(?:\.:?| ?:|/)"
    r"|(?:photo |image |foto )?cr[eéè]dit(?:s|os?|i)?(?: photos?)? ?:|(?:©|\(c\)|copyright\b)[\s©]*(?:\d{4}\b)?"
    r"|摄影(?:报道)?|攝影(?:報導)?|撮影|写真|图片|圖片|사진"
    r"|(?:摄|攝|图|圖|文/图|图/文)(?=[\s:/]))"
    r"|(?P<drawing>(?:chart|graphics?|illustrations?|drawings?|cartoons?|maps?|artwork)(?: by\b|:)"
    r"|制图|製圖|绘图|繪圖|漫画|漫畫|插画|插畫|イラスト|作図|그래픽|삽화|(?:绘|繪)(?=[\s:/])))(?:[\s:・=]|は(?=[\u4e00-\u9fff]))*",
    re.IGNORECASE,
)
_AFTER = regex(
    r"[\s/=]*(?:(?P<photo>文/[图圖]|[图圖]/文|图文|圖文|촬영|(?:摄|攝)于.{1,20}|摄影(?:报道)?|攝影(?:報導)?|撮影|摄|攝|=写真|(?<=[\s/文])[图圖]|\(?photos?\)?)"
    r"|(?P<drawing>制图|製圖|绘图|繪圖|漫画|漫畫|插画|插畫|作図|イラスト|(?<=[\s/])[绘繪]))$",
    re.IGNORECASE,
)
_OFFICE = regex(
    rf"^(?:本报|本報|本刊|本社|{DESKS}|{RANKS}|新华社|新華社|中新社|中央社"
    r"|[\u4e00-\u9fff]{2,4}[社报報网網](?=\S{0,4}[记記]者))*"
    rf"(?:摄影记者|攝影記者|摄影师|攝影師|{REPORTERS}|实习生|實習生)[\s　]*"
)
_BEHIND_NAME = regex(r"\s*[(（].{1,6}[)）]$|(?<=.{2})(?:氏|さん|記者)$|\s+기자$|\s+(?:for|via)\s.*$")
"""Additions to a name: ``何龙（左）``, ``山田太郎記者``, ``Ann Lee for The Gazette``."""
_NOBODY = regex(
    r"资料|資料|档案|檔案|网络|網路|網絡|图库|圖庫|视觉中国|視覺中國|东方IC|供图|供圖|提供|受访者|受訪者|作者|本人|截图|截圖|公司|大学|大學|委员会|法新|路透|美联"
    r"|生成|^来源|來源|数据|數據|時事|ヘリ|から$|^代表$|视觉|視覺|微博|微信|抖音|архив|тасс|риа\b|пресс|^фото\s|\bиз\s|Αρχείο"
    r"|[:=@©\d]|^(?:(?:the|via|from|source|quelle|fonte|fuente)\b|d'|archiv|arkiv|archiwum|arşiv|privat\b|symbol|redak|agen[cz])"
    r"|(?:社|网|網|报|報|台|局|馆|館|中心|通信)$|新华社|新華社|중앙|연합뉴스|제공|자료"
    r"|(?-i:^[A-Z]{2,5}$)|\b(?:files?|archives?|handout|courtesy|library|stock|getty|reuters|afp|ap|epa|efe|dpa|pa|shutterstock|alamy|istock|unsplash"
    r"|wikimedia|commons|nasa|press|agency|museum|university|inc|ltd|images|staff|supplied|contributed|screenshot|unknown|generated|midjourney|scanpix"
    r"|facebook|instagram|twitter|youtube|tiktok|wikipedia|public domain|cc|cc0|tt|ntb|ritzau|anp|ansa|efe|lusa|pap|čtk"
    r"|news|bureau|department|ministry|office|police|government|privé|private|prensa|presse|council|club|society)\b",
    re.IGNORECASE,
)
"""Words of an organisation, a picture library or an unnamed source, which are no person."""
_AND = r"[、，,;；/&＆(]|\s+(?:and|und|et|y|e|和|与|與|及)\s+"
_BETWEEN = regex(_AND, re.IGNORECASE)
_BETWEEN_HAN = regex(_AND + r"|(?<=[\u4e00-\u9fff]{2})\s+(?=[\u4e00-\u9fff]{2})", re.IGNORECASE)
"""Dividers between Chinese names, which may be a single space."""
_CHINESE_WORD = regex(r"[摄攝图圖][\s)）]*$|^[\s(（]*(?:[摄攝图圖]影?|文[/／][图圖])[\s:：/／]")
_LONGEST = 40
"""Characters that a name may have; a longer text is a sentence."""


def without_role(words: str) -> tuple[str, str]:
    """Return a credit without its word for the work, and the MARC relator of this word.

    The credit ``霍青摄`` gives ``霍青`` and ``pht``.
    """
    text = words.strip(" \t\n()（）[]【】▲△▼　=＝")
    plain = text.translate(_PLAIN)
    found = _BEFORE.match(plain) or _AFTER.search(plain)
    if not found:
        return text, ""
    rest = (text[: found.start()] + text[found.end() :]).strip()
    return rest, (_DRAWING if found["drawing"] else _PHOTO)


def picture_makers(words: str, relator: str = "") -> tuple[tuple[str, str], ...]:
    """Return names and MARC relators (``pht``, ``ill``) in a credit; ``relator`` is that of its role, if it has one.

    The result is empty where the credit names no person.
    """
    text, said = without_role(words)
    between = _BETWEEN_HAN if text and _CHINESE_WORD.search(words) else _BETWEEN
    names = [_OFFICE.sub("", part.strip()).strip() for part in between.split(_OFFICE.sub("", text))]
    names = [_BEHIND_NAME.sub("", name) for name in names]
    kept = [name for name in names if name and len(name) <= _LONGEST and not _NOBODY.search(name)]
    return tuple((name, relator or said or _PHOTO) for name in dict.fromkeys(kept))
