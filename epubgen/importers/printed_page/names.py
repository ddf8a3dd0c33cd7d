# SPDX-License-Identifier: AGPL-3.0-or-later
"""Decides what is a person's name in a byline, and where a run divides into name and place.

A role word beside it makes any short word a name. Without one, a name needs a surname that its language knows.
"""

from __future__ import annotations

import re

from epubgen.importers.printed_page.words import HAN, HANGUL, KANA
from epubgen.startup import regex

__all__ = ["is_place", "is_surnamed", "like_no_person", "name_and_place", "proper_case", "split_names"]

_NAME = regex(
    rf"^(?:[{HAN}]{{2,4}}|[{HAN}]+(?:[·•・‧∙．][{HAN}A-Za-z]+)+|[{HAN}]{{1,4}}[{KANA}]{{1,5}}|[{HANGUL}]{{2,4}}"
    r"|[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,4})$"
)
_LONGEST = 24
_SEPARATORS = regex(r"[\s　、/／|｜]+")
_ENDS = " \t　:：,，;；"
"""What stands between a name and the next role word."""

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔"
    "谭陆汪范廖石金韦贾夏傅方邹熊白孟秦邱侯江尹薛闫雷段龙史黎贺顾毛郝龚邵万钱严戴洪武莫孔汤向常温康施文牛樊葛邢安"
    "齐易乔庞颜伍岳庄詹申殷倪卞鲁翟涂阮柳欧邬宁关焦柯骆聂祝穆木苗车霍季成戚祁盛闵舒靳古耿翁晏池冉辛尚阎项蒲甘路"
    "卜凌费景郜冷卓裴屈覃滕苑房邝娄纪娜艾嵇乐华卫褚尤俞曲水云花和湛狄米贝明臧计伏宓茅席麻强虞柏窦章鲍郎凤昌"
    "張劉陳楊黃趙吳孫馬羅鄭梁謝許韓馮鄧蔣葉蘇呂盧鍾譚陸韋賈鄒龍賀顧龔萬錢嚴湯溫齊喬龐顏莊魯塗歐鄔寧關駱聶車閔"
    "項費衛紀樂華雲鳳應葛簡游賴連巫丘藍尤辜"
)  # fmt: skip
_DOUBLE = (
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "慕容", "尉迟", "东方", "皇甫", "令狐", "夏侯", "司徒",
    "端木", "公孙", "长孙", "宇文", "申屠", "独孤", "南宫", "张简", "張簡", "范姜",
)  # fmt: skip
_JAPANESE_WORDS = (
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 "
    "木村 斎藤 斉藤 清水 山崎 森田 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 "
    "藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 "
    "原田 松田 竹内 小野 田村 中山 和田 石田 上田 森本 内田 柴田 酒井 宮崎 横山 高木 安藤 "
    "宮本 大野 今井 河野 武田 村田 上野 杉山 増田 小島 大塚 千葉 久保 松井 岩崎 桜井 木下 "
    "野口 松尾 菊地 野村 新井 菅原 渡部 佐野 大西 杉本 古川 浜田 市川 小松 島田 水野 高田 "
    "平野 吉川 山内 "
)
_JAPANESE = tuple(_JAPANESE_WORDS.split())
_KOREAN = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모"
)
_PLACES_WORDS = (
    "北京 上海 天津 重庆 重慶 南京 武汉 漢口 广州 廣州 深圳 成都 西安 杭州 沈阳 瀋陽 北平 "
    "香港 澳门 澳門 台北 臺北 新北 台中 臺中 台南 臺南 高雄 基隆 新竹 嘉義 彰化 屏東 花蓮 "
    "台東 臺東 宜蘭 桃園 苗栗 南投 雲林 金門 澎湖 馬祖 東京 东京 大阪 京都 首爾 首尔 平壤 "
    "華盛頓 华盛顿 紐約 纽约 洛杉磯 洛杉矶 倫敦 伦敦 巴黎 柏林 莫斯科 日內瓦 日内瓦 布魯塞爾 "
    "布鲁塞尔 曼谷 新加坡 吉隆坡 馬尼拉 马尼拉 雅加達 雅加达 河內 河内 新德里 開羅 开罗 悉尼 "
    "雪梨 坎培拉 堪培拉 渥太華 渥太华 羅馬 罗马 馬德里 马德里 維也納 维也纳 乌鲁木齐 拉萨 昆明 "
    "贵阳 南宁 海口 长沙 南昌 福州 厦门 合肥 济南 青岛 郑州 太原 石家庄 呼和浩特 哈尔滨 长春 "
    "大连 兰州 西宁 银川 苏州 宁波 無錫 无锡 青島 濟南 福州 廈門 開封 鄭州 長沙 貴陽 昆明 "
    "蘭州 綏遠 張家口 長春 哈爾濱 延安 "
)
_PLACES = frozenset(_PLACES_WORDS.split())
_PLACE_ENDS = tuple("市县縣省区區镇鎮村乡鄉州港岛島湾灣京")
_PAPER_ENDS_WORDS = "报 報 网 網 社 台 刊 端 新闻 新聞 融媒 传媒 傳媒 电视 電視 频道 頻道 中心 集团 集團 日讯 通讯 "
_PAPER_ENDS = tuple(_PAPER_ENDS_WORDS.split())


def split_names(text: str) -> tuple[str, ...] | None:
    """Return the names in a run of text. Two single characters with a space between are one name.

    ``None``: no names.
    """
    tokens = [token for token in _SEPARATORS.split(text.strip(_ENDS)) if token]
    names: list[str] = []
    loose = ""
    for token in _latin(tokens):
        if len(token) == 1 and re.match(f"[{HAN}]", token):
            if loose:
                names.append(loose + token)
            loose = "" if loose else token
            continue
        if loose or len(token) > _LONGEST or not _NAME.match(token):
            return None
        names.append(token)
    return None if loose else tuple(names)


def _latin(tokens: list[str]) -> list[str]:
    """Join the words of one Latin name."""
    joined: list[str] = []
    for token in tokens:
        if joined and token.isascii() and joined[-1].isascii():
            joined[-1] += f" {token}"
        else:
            joined.append(token)
    return joined


_SINGLE, _DOUBLED, _KANJI = (2, 3), (3, 4), (3, 6)
"""How long names are, with their surname: of one character, of two, in Japanese."""


def is_surnamed(name: str) -> bool:
    """Return whether a word is built like a full name: a known surname and the usual length.

    In Latin, several words.
    """
    if re.fullmatch(f"[{HANGUL}]{{2,4}}", name):
        return name[0] in _KOREAN
    if re.fullmatch(rf"[{HAN}{KANA}々]+", name):
        if name.startswith(_DOUBLE):
            return len(name) in _DOUBLED
        if name.startswith(_JAPANESE) and _KANJI[0] <= len(name) <= _KANJI[1]:
            return True
        return name[0] in _SURNAMES and len(name) in _SINGLE
    return bool(re.fullmatch(rf"[{HAN}]+(?:[·•・‧][{HAN}]+)+", name))


def is_place(text: str) -> bool:
    """Return whether a word is a known city, or ends like a place."""
    return text in _PLACES or (len(text) > 1 and text.endswith(_PLACE_ENDS))


def like_no_person(name: str) -> str:
    """Return ``org`` or ``place`` for a word in a name's position that ends like a paper or a place.

    Otherwise empty.
    """
    if name.endswith(_PAPER_ENDS) and not re.search("[·•・]", name):
        return "org"
    if name in _PLACES or (name.endswith(tuple("市县縣省镇鎮乡鄉")) and len(name) > 1):
        return "place"
    return ""


def name_and_place(text: str) -> tuple[str, str, bool]:
    """Divide characters such as ``陳嵐台北`` into name and place, and return whether another division is as likely.

    The place is empty if the text is only a name.
    """
    cuts = [at for at in range(2, min(5, len(text) - 1)) if is_surnamed(text[:at])]
    known = [at for at in cuts if is_place(text[at:])]
    if known:
        return text[: known[-1]], text[known[-1] :], False
    cuts = [at for at in cuts if not is_surnamed(text[at:])]
    if not cuts or is_surnamed(text):
        return text, "", False
    three = [at for at in cuts if at == 3]  # noqa: PLR2004 - most names have three characters
    best = (three or cuts)[0]
    return text[:best], text[best:], len(cuts) > 1


_SMALL = ("van", "der", "den", "de", "la", "le", "von", "zu", "du", "da", "di", "del", "al", "bin")


def proper_case(name: str) -> str:
    """Return a Latin name printed in capitals in normal spelling: ``LENA MOOR``, ``SIOBHAN O'DELL``.

    Other names stay.
    """
    if not re.search("[A-Z]{2}", name) or re.search("[a-z]", name):
        return name
    words = [_capital(word) for word in name.lower().split(" ")]
    return " ".join([words[0], *(word.lower() if word.lower() in _SMALL else word for word in words[1:])])


def _capital(word: str) -> str:
    if re.fullmatch(r"(?:[a-z]\.)+", word):
        return word.upper()
    made = re.sub(r"(^|[-'’])(\w)", lambda match: match[1] + match[2].upper(), word)
    return re.sub(r"^Mc(\w)", lambda match: f"Mc{match[1].upper()}", made)
