# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scores which heading of a run is column, kicker, headline and deck. Every division of the run is a hypothesis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from epubgen.importers.printed_page.words import BRIEFS, COLUMN_ENDINGS, HAN, HANGUL, KANA
from epubgen.startup import dataclass, regex

__all__ = ["WEIGHTS", "HeaderPart", "Hypothesis", "hypotheses", "reads_on", "says_what_happened"]

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "kicker": 0.0,  # a heading above the headline that nothing speaks for or against
        "kicker.reads-on": 1.5,  # ends as a clause that the headline completes: 市委书记在调研时强调
        "kicker.smaller": 0.6,  # deeper level, or smaller type, than the headline
        "kicker.plain": 1.5,  # a plain line above a heading
        "kicker.larger": -0.45,
        "kicker.second": -0.6,  # two kickers above one headline
        "kicker.verb": -0.7,  # ends in a verb of news, as headlines do
        "kicker.lines": -1.0,  # two phrases with a space between, as in headlines of two lines
        "kicker.long": -0.6,  # much longer than the headline
        "column": 0.2,
        "column.known": 4.0,
        "column.ending": 2.0,
        "column.alone": -1.2,  # first of two, and nothing but its place says so
        "column.long": -1.0,
        "headline.verb": 0.5,
        "headline.lines": 0.5,
        "headline.largest": 0.5,  # levels differ, and no part is larger
        "headline.below-page": -1.2,  # deeper than the headlines of the page that stand alone
        "headline.reads-on": -2.0,
        "deck": -1.4,
        "deck.dash": 6.0,
        "deck.plain": 2.5,  # a plain line below a heading
        "deck.smaller": 0.6,
        "deck.much-smaller": 0.3,  # two levels or more
        "deck.smaller.latin": 2.0,  # papers in Latin script print decks, hardly ever kickers
        "deck.smaller.east": 0.8,  # so do Japanese and Korean ones, most of the time
        "deck.habit": 0.6,  # other headers of the page have decks rather than kickers
        "kicker.habit": 0.3,
        "deck.figures": 1.5,  # numbers below a headline without any
        "deck.ending": 1.8,  # 侧记, 见闻, 调查: what a deck calls the story
        "deck.longer": 0.3,
        "deck.shorter": -0.3,
        "deck.larger": -2.5,
        "deck.under-kicker": 0.9,  # the header has a kicker as well
        "deck.second": -0.3,
        "deck.as-headline": -2.2,  # set as the headline is, and a smaller line stands below it
        "line": -1.0,  # one more line of the headline
        "line.third": -0.8,
        "line.equal": 1.2,  # as many characters as the line above, and one level
        "line.open": 3.0,  # the line above ends in a comma or inside a pair
        "line.sides": 0.8,  # a kicker stands above or a deck below already
        "line.other-level": -2.0,
        "line.long": -0.8,
    }
)
"""What each sign adds to the score of a hypothesis.

Fitted by hand on the first half of ``tests/page_truth`` and the headers of ``tests/fixtures/pages``; the other
half is held out. ``docs/printed-pages.md`` has the figures of both halves.
"""

_OPEN, _CLOSE = "“‘《「『〈（(【", "”’》」』〉）)】"
_READS_ON = regex(
    r"(?:强调|強調|指出|要求|表示|提出|透露|宣布|获悉|呼吁|(?<![十半\d〇一二三四五六七八九])[時时]|之际|期间|会上|について|として|に向け|위해|맞아|앞두고)[:：]?$"
)
_WORD = regex(rf"[{HAN}{KANA}{HANGUL}]")
_VERBS = (
    "开通 通车 开课 开张 开业 开馆 开幕 揭幕 闭幕 落幕 启动 启用 举行 举办 召开 印发 公布 发布 颁布 出台 实施 施行 "
    "上线 落地 揭晓 亮相 退役 停运 停业 停办 结业 复航 复工 复课 改点 改道 完工 竣工 开工 动工 奠基 封顶 合龙 贯通 "
    "投产 投用 试行 推行 推广 上涨 下跌 下降 回升 增长 增至 降至 突破 归来 夺冠 获奖 晋级 抵京 抵沪 离任 就任 当选 "
    "辞职 逝世 获救 被捕 落网 通过 否决 批准 核准 签约 签署 生效 延期 取消 恢复 供水 停水 停电 罢工 起火 爆炸 相撞 "
    "身亡 失踪 丰收 开镰 上市 走红 开放 关闭 拆除 搬迁 重建 修复 翻新 三读 修法 审议 延误 道别 出土 入选 出发 返回 "
    "发车 首航 首演 开演 开播 开售 受阻 受害 提速 "
)
_TRADITIONAL = str.maketrans(
    "开车课张业馆闭启举办发颁实线运结复点贯产涨归夺获奖晋级离当选辞过决签约罢难伤踪丰镰热关迁审误别读兴",
    "開車課張業館閉啟舉辦發頒實線運結復點貫產漲歸奪獲獎晉級離當選辭過決簽約罷難傷蹤豐鐮熱關遷審誤別讀興",
)
_VERB = regex(
    f"(?:{'|'.join((*_VERBS.split(), *_VERBS.translate(_TRADITIONAL).split()))}|了|吗|嗎|揭曉|結業"
    "|도입|개통|개막|운영|우승|한창|発表|開催|開幕|開通|決定|出土|始まる|[까요다])$"
)
"""How headlines end that say what happened."""
_DECK_ENDING = regex(
    r"(?:侧记|側記|见闻|見聞|纪实|紀實|纪事|纪略|走笔|探访|记事|采访记|观察|觀察|调查|調查|综述|述评|掠影|扫描|启示|解读|答记者问)$"
)
_LONG_COLUMN = 8
_LONG_LINE = 14
_SHORTEST = 3
_LONGER, _SHORTER = 1.25, 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderPart:
    """One heading or short line of a header, with the features that scores use."""

    text: str
    level: int
    plain: bool = False
    """A line without heading signs."""
    dash: bool = False
    habit: str = ""
    """``deck`` or ``kicker``: what most other headers of the page have."""
    page_level: int = 0
    """The level of the headlines of the page that stand alone, where they have one; 0: they have several."""
    known: str = ""
    """``column`` or ``kicker`` where the publication says so; ``deck``, ``headline``… where the source does."""

    @property
    def latin(self) -> bool:
        """Return whether its script has spaces between words."""
        return not _WORD.search(self.text)

    @property
    def length(self) -> int:
        """Return the number of characters without spaces."""
        return len(re.sub(r"\s", "", self.text))

    @property
    def spaced(self) -> bool:
        """Return whether a space outside pairs separates two phrases."""
        depth = 0
        for at, sign in enumerate(self.text.strip()):
            if sign in _OPEN:
                depth += 1
            elif sign in _CLOSE:
                depth = max(0, depth - 1)
            elif sign in " \u3000" and depth == 0 and at > 1:
                return True
        return False

    @property
    def figures(self) -> bool:
        """Return whether it contains numbers outside pairs."""
        return bool(re.search(r"\d", re.sub(r"[“‘「『《][^”’」』》]*[”’」』》]", "", self.text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One division of a run: how many parts are column, kickers, headline lines and decks, in this order."""

    column: int
    kickers: int
    lines: int
    decks: int
    score: float

    def roles(self) -> tuple[str, ...]:
        """Return the role of each part in order."""
        counted = (("column", self.column), ("kicker", self.kickers), ("headline", self.lines), ("deck", self.decks))
        return tuple(role for role, count in counted for _ in range(count))


def reads_on(text: str) -> bool:
    """Return whether a line ends as a clause that a headline completes."""
    return bool(_READS_ON.search(text.rstrip(" 　”」"))) or text.endswith(("——", "…"))


def says_what_happened(text: str) -> bool:
    """Return whether a line ends with a verb of news, as headlines do and kickers hardly ever."""
    return bool(_VERB.search(text))


def hypotheses(parts: Sequence[HeaderPart]) -> list[Hypothesis]:
    """Return every division of a run of at most eight parts, the best first; of equal ones the simpler first."""
    found = [
        Hypothesis(
            column=column, kickers=kickers, lines=lines, decks=decks, score=_score(parts, column, kickers, lines)
        )
        for column, kickers, lines, decks in _divisions(len(parts))
    ]
    allowed = [one for one in found if all(map(_allowed, parts, one.roles()))]
    return sorted(allowed or found, key=lambda one: (-one.score, one.decks, one.lines))


def _divisions(count: int) -> Iterator[tuple[int, int, int, int]]:
    for column in range(2):
        for lines in range(1, min(4, count + 1)):
            for decks in range(count - column - lines + 1):
                yield column, count - column - lines - decks, lines, decks


def _allowed(part: HeaderPart, role: str) -> bool:
    if part.dash:
        return role == "deck"
    if part.known in ("column", "kicker", "headline", "deck"):
        return part.known == role
    return True


def _score(parts: Sequence[HeaderPart], column: int, kickers: int, lines: int) -> float:
    above = column + kickers
    headline, decks = parts[above : above + lines], parts[above + lines :]
    names = [*_column_signs(parts, column, kickers), *_line_signs(headline, sides=bool(kickers or decks))]
    names += _headline_signs(parts, headline)
    for at, part in enumerate(parts[column:above]):
        names += _kicker_signs(part, headline[0], first=at == 0)
    for at, part in enumerate(decks):
        names += _deck_signs(part, headline[-1], first=at == 0)
        if at and "deck.figures" in names and decks[at - 1].figures and part.figures:
            names.remove("deck.figures")  # the line above it has numbers already
        if (
            not part.dash
            and part.level == headline[-1].level
            and any(one.level > part.level for one in decks[at + 1 :])
        ):
            names.append("deck.as-headline")
    if decks and kickers:
        names.append("deck.under-kicker")
    return sum(WEIGHTS[name] for name in names)


def _column_signs(parts: Sequence[HeaderPart], column: int, kickers: int) -> Iterator[str]:
    if not column:
        return
    text = parts[0].text
    yield "column"
    if parts[0].known == "column":
        yield "column.known"
    elif text.endswith(COLUMN_ENDINGS) or text in BRIEFS:
        yield "column.ending"
    elif not kickers:
        yield "column.alone"
    if parts[0].length > _LONG_COLUMN:
        yield "column.long"


def _headline_signs(parts: Sequence[HeaderPart], lines: Sequence[HeaderPart]) -> Iterator[str]:
    first, last = lines[0], lines[-1]
    if _VERB.search(last.text):
        yield "headline.verb"
    if any(line.spaced for line in lines):
        yield "headline.lines"
    levels = {part.level for part in parts if not part.plain}
    if len(levels) > 1 and all(line.level == min(levels) for line in lines):
        yield "headline.largest"
    if first.page_level and first.level > first.page_level:
        yield "headline.below-page"
    if reads_on(last.text):
        yield "headline.reads-on"


def _kicker_signs(part: HeaderPart, headline: HeaderPart, *, first: bool) -> Iterator[str]:
    yield "kicker" if first else "kicker.second"
    if reads_on(part.text):
        yield "kicker.reads-on"
    if part.plain and not headline.plain:
        yield "kicker.plain"
    elif part.level > headline.level:
        yield "kicker.smaller"
    elif part.level < headline.level:
        yield "kicker.larger"
    if _VERB.search(part.text) and not reads_on(part.text):
        yield "kicker.verb"
    if first and part.habit == "kicker":
        yield "kicker.habit"
    if part.spaced:
        yield "kicker.lines"
    if part.length > _LONGER * headline.length + 2:
        yield "kicker.long"


def _deck_signs(part: HeaderPart, headline: HeaderPart, *, first: bool) -> Iterator[str]:
    yield "deck" if first else "deck.second"
    if part.dash:
        yield "deck.dash"
    if part.plain and not headline.plain:
        yield "deck.plain"
    elif part.level > headline.level:
        yield "deck.smaller.latin" if part.latin and headline.latin else "deck.smaller"
        if re.search(f"[{KANA}{HANGUL}]", f"{part.text}{headline.text}"):
            yield "deck.smaller.east"
        if part.level > headline.level + 1:
            yield "deck.much-smaller"
    elif part.level < headline.level:
        yield "deck.larger"
    if first and part.habit == "deck":
        yield "deck.habit"
    yield from _deck_words(part, headline)


def _deck_words(part: HeaderPart, headline: HeaderPart) -> Iterator[str]:
    """Return the score of the words and the length of a deck."""
    if part.figures and not headline.figures:
        yield "deck.figures"
    if _DECK_ENDING.search(part.text):
        yield "deck.ending"
    if part.length >= _LONGER * headline.length:
        yield "deck.longer"
    elif part.length <= _SHORTER * headline.length:
        yield "deck.shorter"


def _line_signs(lines: Sequence[HeaderPart], *, sides: bool) -> Iterator[str]:
    if len(lines) > 1 and sides:
        yield "line.sides"
    if len(lines) > 2:  # noqa: PLR2004 - the third line
        yield "line.third"
    for above, below in pairwise(lines):
        yield "line"
        if above.level != below.level or above.plain != below.plain:
            yield "line.other-level"
        elif above.length == below.length >= _SHORTEST:
            yield "line.equal"
        if above.text.rstrip().endswith((",", "，", "、", "“", "《")):
            yield "line.open"
        if below.length > _LONG_LINE:
            yield "line.long"
