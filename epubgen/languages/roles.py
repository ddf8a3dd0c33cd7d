# SPDX-License-Identifier: AGPL-3.0-or-later
"""The roles of people, and the words that papers print for them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from epubgen.languages.tags import LANGUAGES
from epubgen.languages.words import term
from epubgen.startup import regex

__all__ = ["DESKS", "RANKS", "REPORTERS", "ROLES", "is_usual_word", "role_of"]

ROLES = (
    "reporter",
    "intern",
    "special",
    "correspondent",
    "commentator",
    "photographer",
    "illustrator",
    "translator",
    "compiled",
    "editor",
    "layout",
    "proofreader",
    "agency",
)
"""The roles that every publication knows."""

_MORE = {
    "reporter": "本报记者 本報記者 本刊记者 特派记者 特派記者 首席记者 文字记者 采访 撰文 撰稿 文 取材 취재 특파원 "
    "文/图 文／图 文/圖 图/文 圖/文 图文 圖文",
    "intern": "见习记者 見習記者 实习生 實習生 見習い 인턴기자",
    "special": "特约撰稿 特約撰稿 特约通讯员 特約通訊員 寄稿 기고",
    "correspondent": "通讯员 驻外记者 駐外記者",
    "commentator": "本报评论员 本報評論員 特约评论员 特約評論員 评论 評論",
    "photographer": "摄 攝 图 圖 摄影记者 攝影記者 摄影报道 攝影報導 カメラ 写真 촬영",
    "illustrator": "绘 繪 插图 插圖 漫画 漫畫 イラスト 挿絵 삽화",
    "translator": "译 譯 译者 譯者 訳 訳者 옮김",
    "compiled": "编译 編譯 整理",
    "editor": "责编 責編 编辑 編輯 編集者 責任編集 편집자",
    "layout": "美编 美編 排版 版面设计 版面設計 组版 組版 デザイン 디자인",
    "proofreader": "校对员 校對員 检校 校正 교정",
    "agency": "通讯社 通訊社 通信社 통신사",
}
_ROLE_WORDS: Mapping[str, str] = MappingProxyType(
    {term(f"role.{role}", language).casefold(): role for role in ROLES for language in reversed(LANGUAGES)}
    | {word: role for role, words in _MORE.items() for word in words.split()}
)
"""A printed word for a role, in lower case → the role."""
REPORTERS = "记者|記者|通讯员|通訊員|评论员|評論員"
"""The alternatives of a pattern: words of Chinese papers for their people, before the names."""
RANKS = "实习|實習|特约|特約|见习|見習|首席|特派"
"""The alternatives of a pattern: words before one of ``REPORTERS`` that describe the person."""
DESKS = "全媒体|全媒體|融媒体|融媒體"
"""The alternatives of a pattern: words before one of ``REPORTERS`` that describe the newsroom."""
_OF_HOUSE = regex(
    rf"[\u4e00-\u9fff]{{2,5}}[社报報网網台刊](?:(?:{DESKS})?(?:[记記]者))|(?:{DESKS}|驻.{{2,4}}|駐.{{2,4}})[记記]者"
)
"""Reporters of an organisation that is named: ``新华社记者``, ``央视网全媒体记者``."""


def role_of(word: str) -> str:
    """Return the role that a printed word means, with or without ``本报`` before it; empty for an unknown word."""
    plain = word.strip().strip(":：").casefold()
    known = _ROLE_WORDS.get(plain) or _ROLE_WORDS.get(plain.removeprefix("本报").removeprefix("本報"), "")
    return known or ("reporter" if _OF_HOUSE.fullmatch(plain) else "")


def is_usual_word(word: str, role: str) -> bool:
    """Return whether an edition prints this word for the role by default, in one of its languages."""
    return any(term(f"role.{role}", language).casefold() == word.casefold() for language in LANGUAGES)
