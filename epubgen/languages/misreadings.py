# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds text that a scanning program probably misread. It is reported with the likely reading and never changed.

Letters inside numbers (``20l6年``), text in a wrong encoding (``锟斤拷``), characters in place of similar ones
(``巳经``, ``末来``, ``人囗``), and dates that no calendar has (``2月30日``).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterator

from epubgen.startup import dataclass, regex

__all__ = ["Misreading", "likely_misreadings", "names_spelled_alike"]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
_KANA = "\u3041-\u30ff"


@dataclass(frozen=True, slots=True)
class Misreading:
    """A doubtful place in a text."""

    kind: str
    """One of ``number``, ``encoding``, ``lookalike``, ``date``, ``name``."""
    start: int
    end: int
    printed: str
    likely: str
    """The usual reading there; empty where the characters are lost."""


def likely_misreadings(text: str, language: str) -> list[Misreading]:
    """Return the doubtful places of a paragraph, in order; none overlap.

    Args:
        text: plain text.
        language: BCP 47 tag of the page; similar Han characters are looked for in Chinese only.
    """
    chinese = language.lower().startswith("zh")
    found = [*_numbers(text), *_encodings(text), *_dates(text)]
    if chinese:
        found += [*_lookalikes(text), *_kana(text)]
    return sorted(_apart(found), key=lambda one: one.start)


def _apart(found: Collection[Misreading]) -> list[Misreading]:
    kept: list[Misreading] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


_DIGITS = str.maketrans("OoQDlI|SBZＯｏｌＩ", "00001115820011")
_FIGURE, _LIKE = "0-9０-９", "OolIＯｏｌＩ"
_TOKEN = regex(
    rf"(?<![A-Za-z0-9０-９Ａ-Ｚａ-ｚ|_/.+-])[{_FIGURE}{_LIKE}SBZ|]+(?:[.,:．，：][{_FIGURE}{_LIKE}]{{1,3}})*(?![A-Za-z0-9０-９|_/])"
)
_DIGIT = f"[{_FIGURE}]"
_COUNTED = "年月日時时岁歲万萬亿億元％%位人名个個条條项項宗处處家户戶余餘多分小期"
"""What is counted in figures alone, never in codes."""
_CODED = "高公路线線号號型层層区區座楼樓栋棟次店铅鉛管"
_EAST = regex(f"[{_HAN}{_KANA}가-힣％%）)年月日]")


def _numbers(text: str) -> Iterator[Misreading]:
    """Yield letters that stand for digits inside numbers, and digits of one script inside those of the other."""
    for match in _TOKEN.finditer(text):
        token, after = match[0], text[match.end() : match.end() + 2]
        if re.search(_DIGIT, token) and not token.isdecimal() and _is_number(token, after):
            yield Misreading("number", match.start(), match.end(), token, token.translate(_DIGITS))
    for match in _HAN_NUMBER.finditer(text):
        likely = re.sub("[OoＯ0○]", "〇", match[0])
        yield Misreading("number", match.start(), match.end(), match[0], likely)
    for match in _IN_WORD.finditer(text):
        yield Misreading("number", match.start(), match.end(), match[0], match[0].translate(_LETTERS))


def _is_number(token: str, after: str) -> bool:
    """Return whether a run of digits and letters is a number with a letter in it, not a code, a size or a formula."""
    plain = re.sub("[.,:．，：]", "", token).translate(
        {ord(wide): narrow for wide, narrow in zip("ＯｏｌＩ", "OolI", strict=True)}
    )
    figures = len(re.findall(_DIGIT, plain))
    letters = re.findall("[A-Za-z|]", plain)
    if not letters or figures < len(letters) or (plain[0] == plain[-1] == "O"):
        return False
    odd = [one for one in letters if one in "SBZ"]
    if odd:
        many = figures > len(odd) + 1 and plain[0] not in "SBZ"
        return len(letters) == 1 and (many or _between(plain) or (after[:1] in _COUNTED and after[:1] != ""))
    if _between(plain):
        return True
    first, last = plain[0], plain[-1]
    if first in "lo|" or last in "OI|o":
        return True
    if first == "O":
        return plain not in ("O2", "O3")
    if first == "I":
        return bool(_EAST.match(after)) and after[:1] not in _CODED
    return last == "l" and bool(_EAST.match(after)) and after[:1] not in "水油酒奶液装裝容汽桶瓶"


def _between(plain: str) -> bool:
    """Return whether a letter stands between two digits."""
    return bool(re.search(rf"(?<={_DIGIT})[A-Za-z|]+(?={_DIGIT})", plain))


_HAN_NUMBER = regex(
    "[一二三四五六七八九][OoＯ0][一二三四五六七八九][一二三四五六七八九〇OoＯ0](?=年)"
    "|[一二三四五六七八九]{2}[OoＯ0][一二三四五六七八九](?=年)|[一二三四五六七八九][OoＯ0]{2}[一二三四五六七八九](?=年)"
)
_IN_WORD = regex(r"(?<![A-Za-z0-9])(?=[A-Za-z01]{5,})[A-Za-z][a-z]*[01][a-z]{2,}(?![A-Za-z0-9])")
_LETTERS = str.maketrans("01", "ol")

_TAIL = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_SIGNS = regex(
    r"锟斤拷(?:锟斤拷)*|锟斤|斤拷|烫{3,}|屯{3,}|\ufffd+|[□▯]{2,}|(?<=[一-鿿])\?{3,}|\?{3,}(?=[一-鿿])|\?{5,}"
    rf"|(?:[ÃÂâ]{_TAIL}{{1,2}})+|(?:[äåæçèéï]{_TAIL}{{2}})+|(?:[ÐÑ]{_TAIL}){{3,}}"
    r"|&#x?[0-9a-fA-F]{2,6};|\\u[0-9a-f]{4}|锛[\u4e00-\u9fff]|銆[\u4e00-\u9fff]|鐨[勪勫]|涓[枃浗]|鍥[藉]"
)
"""The last line: UTF-8 that was read as a Chinese page."""


def _encodings(text: str) -> Iterator[Misreading]:
    """Yield characters that only a wrong encoding gives, and signs in place of unreadable characters."""
    for match in _SIGNS.finditer(text):
        likely = ""
        for codec in ("cp1252", "latin-1"):
            try:
                likely = match[0].encode(codec).decode("utf-8")
            except UnicodeError:
                continue
            break
        yield Misreading("encoding", match.start(), match.end(), match[0], likely)


_STEMS = "甲乙丙丁戊己庚辛壬癸"
_STOP = r"(?=[，。、；：！？」』”’）》\s的前后後起至到以]|$)"
_TWINS = (
    (rf"(?<![{_STEMS}上岁歲])巳(?![时時初正蛇年月日火])", "已"),
    (r"(?<![自知异異利克舍律损損人及彼爱愛守修为為由])己(?=[经經有成被达達于於完建将將])", "已"),
    (r"(?<![来來出源取引摘录錄转轉])自(?P<at>已)(?![经經有成被达達完建])", "己"),
    (r"(?<![周週月年期岁歲季始本毫世纪紀春夏秋冬晋晉隋唐宋元明清汉漢秦])末(?=[必能经經曾知免遂来來])", "未"),
    (rf"(?<=[周週月年期岁歲])未{_STOP}", "末"),
    (r"(?<=世[纪紀])未|(?<=始)未(?=[，。；])|未(?=[尾梢])|未(?=班[车車])|未(?=端[，。的部])", "末"),
    ("囗", "口"),
    (r"(?<=[生节節假星昨今明])曰(?![：:“「])", "日"),
    (r"(?<=若)千(?=[个個家件条條问問规規意])", "干"),
)
"""Where a character stands in which its twin is usual: a pattern and the twin."""
_COMPILED = tuple((regex(pattern), likely) for pattern, likely in _TWINS)


def _lookalikes(text: str) -> Iterator[Misreading]:
    for pattern, likely in _COMPILED:
        for match in pattern.finditer(text):
            at = match.start("at") if "at" in pattern.groupindex else match.start()
            yield _twin(text, at, likely)


def _twin(text: str, at: int, likely: str) -> Misreading:
    """Return a misreading with the neighbours of its character, as printed and as is usual."""
    start, end = max(0, at - 1), min(len(text), at + 2)
    return Misreading("lookalike", at, at + 1, text[start:end], text[start:at] + likely + text[at + 1 : end])


_KANA_TWINS = {"ロ": "口", "カ": "力", "ニ": "二", "エ": "工", "タ": "夕", "ハ": "八"}
_ONE_KANA = regex(
    rf"(?<=[{_HAN}，。、])[ロカニエタハ](?=[{_HAN}，。、]|$)|^[ロカニエタハ](?=[{_HAN}])", needs="ロカニエタハ"
)


def _kana(text: str) -> Iterator[Misreading]:
    """Yield a single katakana among Han characters: ``人ロ``, ``エ程``."""
    if len(re.findall(f"[{_KANA}]", text)) > _FEW:
        return
    for match in _ONE_KANA.finditer(text):
        yield _twin(text, match.start(), _KANA_TWINS[match[0]])


_FEW = 3
_DAY = regex(
    r"(?:(?<![\d])(?P<y>\d{4})[\s　]?[年년][\s　]?)?(?<![\d.])(?P<m>\d{1,2})[\s　]?[月월]"
    r"[\s　]?(?P<d>\d{1,2})[\s　]?[日号號일](?![本報报益元数線线楼])"
)
_LAST_MONTH, _ANY_LEAP = 12, 2024
_FIRST, _LAST = 1700, 2100


def _dates(text: str) -> Iterator[Misreading]:
    """Yield dates that no calendar has."""
    for match in _DAY.finditer(text.translate(_HALF)):
        month, day, year = int(match["m"]), int(match["d"]), int(match["y"] or _ANY_LEAP)
        if not _FIRST <= year <= _LAST:
            year = _ANY_LEAP
        if not 1 <= month <= _LAST_MONTH or not 1 <= day <= monthrange(year, month)[1]:
            yield Misreading("date", match.start(), match.end(), text[match.start() : match.end()], "")


_HALF = {0xFF10 + digit: 0x30 + digit for digit in range(10)}


_ALIKE = (
    "晓小肖筱 芳方 静靖婧 玮伟炜纬 莹滢盈颖 婷亭 琳林霖 杰洁 健建 军君俊 明鸣 丽莉 燕艳 涛滔 飞菲 "
    "华桦骅 平萍 珊姗 辉晖 志智 永咏 红虹宏洪鸿 峰锋 欣新鑫馨 浩皓昊 东冬 佳嘉家 怡依宜 清青 文雯 "
    "云芸 成诚程 阳杨扬 张章 李黎 未末 已巳己 日曰 人入 土士 千干 戍戌戊 睛晴 侯候 崇祟 刚钢 梅玫 "
    "娟鹃 倩茜 蕾雷 博搏 冰兵 丹单 超朝 晨辰 希晞 淑叔 慧惠 琪琦祺 徐许 余佘 沈沉 曉小 靜靖 偉瑋 "
    "瑩盈 傑潔 軍君 麗莉 豔燕 飛菲 華樺 輝暉 紅虹鴻宏 鋒峰 東冬 雲芸 陽楊揚 張章 剛鋼 許徐 "
)
"""Characters of names that sound or look alike."""
_TWIN_OF: dict[str, str] = {}
for _group in _ALIKE.split():
    for _sign in _group:
        _TWIN_OF[_sign] = _TWIN_OF.get(_sign, "") + _group.replace(_sign, "")


def names_spelled_alike(names: Collection[str], texts: str) -> list[tuple[str, str]]:
    """Return names with a second spelling of each that occurs among the names or in the texts.

    The two spellings have the same length and differ in one character that sounds or looks like the other. A second
    spelling of two characters counts only where it is a name, too.
    """
    known = set(names)
    pairs: set[tuple[str, str]] = set()
    for name in sorted(known):
        for other in _respelled(name):
            here = other in known or (len(name) > 2 and other in texts)  # noqa: PLR2004 - two characters are a word
            if here and (other, name) not in pairs:
                pairs.add((name, other))
    return sorted(pairs)


def _respelled(name: str) -> Iterator[str]:
    if re.fullmatch(f"[{_HAN}]{{2,4}}", name):
        for at, sign in enumerate(name):
            for twin in _TWIN_OF.get(sign, ""):
                yield name[:at] + twin + name[at + 1 :]
