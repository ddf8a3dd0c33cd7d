# SPDX-License-Identifier: AGPL-3.0-or-later
"""Repairs columns that a tool read across each other.

The rest of a torn paragraph stands further down or in another story.

Where a sentence breaks off and no paragraph continues it, the texts behind it are searched for one that does: by a pair
that is open at the break, by words that the break has cut, by how paragraphs begin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from epubgen.importers.printed_page.draft import Draft, Item, ParagraphItem
from epubgen.importers.printed_page.rejoin import breaks_off, closed, goes_on, open_pair, starts_new, stray
from epubgen.importers.printed_page.words import HAN, KANA
from epubgen.startup import regex

__all__ = ["CONTINUATION_WEIGHTS", "continuation_score", "gather"]

CONTINUATION_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "pair": 4.0,  # closes the pair that is open at the break
        "pair-left-open": -1.0,
        "stray": 4.0,  # begins with a mark that closes or pauses
        "closes-nothing": -4.0,  # closes a pair, and none is open at the break
        "opener": -3.0,  # begins as paragraphs do: 据介绍, 近日, a quotation
        "word": 2.0,  # the two characters at the break are a common word
        "seen": 1.0,  # they stand together elsewhere on the page
        "never-first": 2.0,  # no sentence begins with this character
        "small-letter": 2.0,
        "often-first": -1.0,
        "right-below": 1.0,  # nothing stands between
        "last": 0.5,  # nothing follows it in its story
    }
)
"""What speaks for a paragraph as the rest of one that breaks off. Fitted on the first half of ``tests/page_truth``."""
_ENOUGH, _FAR, _PIECE = 1.5, 3, 8
_EAST = regex(f"[{HAN}{KANA}]")
_NEVER_FIRST = frozenset(
    "的了着过們们得吗呢吧啊么且或者所性化员設设备式度率际续展织构益务济术械域庭众骤键障级值额業厅厂馆镇里间末"
    "をはがのにへとでもやか"
)
"""Characters that hardly open a paragraph: particles, second halves of words."""
_PAUSES = frozenset("，。、；：！？,.;:!?")
_NUMERALS, _UNITS = (
    frozenset("一二三四五六七八九十百千万亿两几半0123456789"),
    frozenset("元个名条户年月日人次家位座亿万%％℃"),
)
_OFTEN_FIRST = frozenset("记据截今昨近从为对按根这该我他她它当目如每有市省全本在由经自随一二三四五六七八九十“「")
_COMMON = (
    "建设 发展 工作 项目 社会 经济 人民 政府 服务 管理 生产 技术 企业 市场 活动 组织 部门 单位 实施 推进 提升 加强 "
    "完善 落实 改革 创新 开展 进行 提高 推动 促进 保障 支持 参与 参加 举行 召开 会议 介绍 表示 认为 要求 强调 指出 "
    "负责 有关 相关 有效 基础 设施 安全 环境 生态 保护 文化 教育 学校 学生 老师 孩子 家长 医院 医生 患者 健康 居民 "
    "社区 街道 群众 干部 党员 农村 农民 农业 村民 乡村 振兴 产业 收入 就业 岗位 培训 人员 人才 专业 专家 研究 调查 "
    "数据 统计 资金 投资 贷款 银行 公司 集团 品牌 产品 质量 价格 消费 商品 超市 餐厅 食品 食堂 老人 养老 儿童 妇女 "
    "青年 志愿 公益 捐赠 帮助 关心 关注 问题 困难 矛盾 解决 处理 调解 纠纷 法律 法院 警察 民警 交通 道路 车辆 公交 "
    "地铁 铁路 航线 机场 港口 码头 桥梁 工程 施工 工人 建筑 房屋 住房 小区 物业 电梯 停车 供水 供电 燃气 垃圾 污水 "
    "河流 河道 湖泊 水库 森林 树木 公园 广场 图书 书店 读者 阅读 作者 作品 艺术 音乐 舞蹈 戏剧 电影 电视 广播 网络 "
    "手机 平台 信息 新闻 媒体 记者 报道 采访 时间 时候 时代 历史 传统 现代 今年 去年 明年 目前 以来 以后 以前 之后 "
    "之前 期间 同时 其中 包括 以及 因为 所以 如果 虽然 但是 不仅 而且 已经 正在 将来 可以 能够 应该 必须 需要 希望 "
    "愿意 喜欢 觉得 知道 了解 发现 看到 听到 说道 告诉 准备 计划 目标 任务 完成 实现 达到 超过 增加 减少 增长 下降 "
    "上升 标准 制度 机制 政策 措施 办法 规定 条例 通知 公告 登记 申请 审批 办理 预约 窗口 大厅 中心 机构 委员 主任 "
    "书记 局长 县长 市长 校长 院长 关于 对于 通过 按照 根据 为了 由于 除了 随着 作为 成为 形成 建立 建成 开放 开通 "
    "启动 运营 使用 利用 采用 应用 覆盖 惠及 周边 附近 一步 继续 跟踪 效率 确保 各项 投入 产值 总额 亿元 万元 万人 "
    "人次 全部 带动 周期 团队 队伍 力量 能力 水平 返乡 引导 组建 来自 地方 方面 方式 方法 方便 文献 年轻 碗筷 厨师 "
    "合作 收藏 外地 赶来 今后 随后 最后 最近 最终 至今 一直 一些 一次 一起 一样 一家 一条 一名 一位 两个 三个 许多 "
    "很多 不少 不再 不能 不会 没有 还有 只有 只要 只能 就是 也是 都是 可是 于是 或者 他们 我们 大家 自己 别人 这里 "
    "那里 这个 那个 这样 那样 怎么 什么 重要 主要 重点 特色 特别 优势 优惠 优化 优秀 体验 体系 体育 运动 比赛 冠军 "
    "队员 教练 观众 游客 旅游 景区 酒店 民宿 客流 流量 流程 程序 手续 材料 资料 原料 燃料 粮食 蔬菜 水果 种植 养殖 "
    "收割 丰收 天气 降雨 气温 防汛 抗旱 救援 消防 火灾 事故 伤亡 损失 赔偿 保险 合同 协议 签订 谈判 谈话 讲话 发言 "
    "代表 委托 授权 权利 权益 利益 利润 税收 财政 预算 支出 成本 节约 节省 浪费 排放 治理 监督 检查 检测 测量 设计 "
    "规划 布局 结构 构建 搭建 拆除 改造 改善 修建 修复 维修 维护 "
)
_WORDS = frozenset(_COMMON.split())
"""Common words of two characters: a break inside one of them tells what goes on."""


def continuation_score(first: str, second: str, seen: Mapping[str, int], *, right_below: bool, last: bool) -> float:
    """Return how well ``second`` continues ``first``. ``seen``: how often two characters stand together on the page."""
    return sum(CONTINUATION_WEIGHTS[sign] for sign in _signs(first, second, seen)) + sum(
        CONTINUATION_WEIGHTS[name] for name, true in (("right-below", right_below), ("last", last)) if true
    )


def _signs(first: str, second: str, seen: Mapping[str, int]) -> Iterator[str]:
    left, right = first.rstrip(" 　")[-1:], second.lstrip(" 　")[:1]
    mark = open_pair(first)
    if mark:
        yield "pair" if stray(second) else "pair-left-open"
    elif right in _PAUSES:
        yield "stray"
    elif stray(second):
        yield "closes-nothing"
    if starts_new(first, second):
        yield "opener"
    if left + right in _WORDS:
        yield "word"
    if _EAST.match(left) and _EAST.match(right) and seen.get(left + right, 0):
        yield "seen"
    if right in _NEVER_FIRST or (left in _NUMERALS and right in _UNITS):
        yield "never-first"
    elif right in _OFTEN_FIRST and not mark:
        yield "often-first"
    if right.isalpha() and right.islower():
        yield "small-letter"


def gather(drafts: Sequence[Draft]) -> None:
    """Move the rest of every torn paragraph, and the column below it, to where the sentence breaks off."""
    seen = _pairs(drafts)
    for at, draft in enumerate(drafts):
        if draft.kind in ("ad", "notice"):
            continue
        _inside(draft, seen)
        if breaks_off(draft):
            _from_below(drafts, at, seen)


def _pairs(drafts: Sequence[Draft]) -> Counter[str]:
    """Return how often two characters stand side by side in the texts of the page."""
    return Counter("".join(pair) for draft in drafts for one in draft.paragraphs() for pair in pairwise(one.text))


def _inside(draft: Draft, seen: Mapping[str, int]) -> None:
    """Mend a story whose next paragraph does not continue the text while one further down does."""
    for at, item in enumerate(draft.items):
        if not isinstance(item, ParagraphItem) or item.verse or closed(item.text):
            continue
        if not goes_on(item):
            item.opened = _runs_on(item, draft.items[at + 1 : at + 2], seen)
            continue
        below = draft.items[at + 1 : at + 2 + _FAR]
        ranked = [
            (continuation_score(item.text, one.text, seen, right_below=place == 0, last=False), -place)
            for place, one in enumerate(below)
            if isinstance(one, ParagraphItem) and not one.verse and not one.apart
        ]
        best = max(ranked, default=(0.0, 0))
        if best[1] < 0 and best[0] >= _ENOUGH + 1 and (0 not in {place for _, place in ranked} or ranked[0][0] <= 0):
            draft.items.insert(at + 1, draft.items.pop(at + 1 - best[1]))


def _runs_on(item: ParagraphItem, below: Sequence[Item], seen: Mapping[str, int]) -> bool:
    """Return whether a short piece is running text: the paragraph directly below clearly continues it."""
    if not below or not isinstance(below[0], ParagraphItem) or len(item.text) < _PIECE:
        return False
    return continuation_score(item.text, below[0].text, seen, right_below=True, last=False) >= _ENOUGH + 1


def _from_below(drafts: Sequence[Draft], at: int, seen: Mapping[str, int]) -> None:
    """Take the rest of a story's last paragraph from one of the next stories, with the text below it there."""
    first = drafts[at].items[-1]
    if not isinstance(first, ParagraphItem):
        return
    found = [
        (continuation_score(first.text, one.text, seen, right_below=False, last=one is other.items[-1]), -far, place)
        for far, other in enumerate(drafts[at + 1 : at + 1 + _FAR])
        if other.kind in (drafts[at].kind, "news")
        for place, one in enumerate(other.items)
        if isinstance(one, ParagraphItem) and _may_be_rest(other, place)
    ]
    score, far, place = max(found, default=(0.0, 0, 0))
    if score < _ENOUGH:
        return
    other = drafts[at + 1 - far]
    below = other.items[place + 1 :]
    stays = [item for item in below if not _belongs(item, drafts[at], other)]
    for item in (moved := [other.items[place], *(item for item in below if item not in stays)]):
        if isinstance(item, ParagraphItem):
            item.moved = True
    other.items[place:] = stays
    drafts[at].items.extend(moved)
    _ask_about_mixed(drafts[at], other, moved[1:], stays)


_NAMED, _OPENS = 4, 20
"""A question names so many paragraphs of mixed columns, each by so many characters."""


def _ask_about_mixed(first: Draft, other: Draft, moved: Sequence[Item], stays: Sequence[Item]) -> None:
    """Ask once about the paragraphs of two mixed columns that no break assigns to either story."""
    loose = [
        (item, one)
        for items, one in ((moved, other), (stays, first))
        for item in items
        if isinstance(item, ParagraphItem) and not item.verse
    ]
    if not loose:
        return
    places = tuple(f"rest-of-another {one.id}: {item.text[:_OPENS]}" for item, one in loose[:_NAMED])
    item, one = loose[0]
    holder = first if one is other else other
    holder.ask(
        "note.mixed",
        item.text[:_OPENS],
        line=item.line,
        chosen="as-placed",
        alternatives=places,
        confidence=0.5,
        damage=0,
    )


def _belongs(item: Item, first: Draft, other: Draft) -> bool:
    """Return whether a paragraph below the rest of a torn one belongs to the same column, by its words."""
    if not isinstance(item, ParagraphItem):
        return False
    mine, theirs = (
        sum("".join(pair) in text for pair in set(pairwise(item.text)))
        for text in (_words_of(first), _words_of(other, but=item))
    )
    return mine >= theirs


def _words_of(draft: Draft, but: ParagraphItem | None = None) -> str:
    texts = [one.text for one in draft.paragraphs() if one is not but]
    return "".join((*draft.header.title, *draft.header.deck, *texts))


def _may_be_rest(draft: Draft, place: int) -> bool:
    """Return whether a paragraph of another story may belong elsewhere: the text above it exists and is complete."""
    item = draft.items[place]
    before = draft.items[place - 1] if place else None
    if not isinstance(item, ParagraphItem) or item.verse or item.apart:
        return False
    return isinstance(before, ParagraphItem) and closed(before.text)
