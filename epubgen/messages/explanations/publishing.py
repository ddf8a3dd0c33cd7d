# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: publishing and its receipt: EG052 to EG059."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = (
    Explanation(
        "EG052",
        "Editions and deliveries do not fit together",
        "版本与投递对不上",
        "Below publish: in publication.yaml each edition and each delivery has a name of its own, no two editions are the same file for the same reader, and a delivery names editions that there are. --only and --again name deliveries. Nothing is built before this holds.",
        "publication.yaml 的 publish: 之下，每个版本、每项投递的名称都不能重复；不能有两个版本给同样的设备做同样的文件；投递所列的版本必须存在。--only 和 --again 写投递的名称。不符合时不会开始生成。",
    ),
    Explanation(
        "EG053",
        "Being published already",
        "正在发布",
        "Two runs for one issue at once would send everything twice. The second one stops; a run that was killed leaves nothing that would stop the next.",
        "同一期若有两次发布同时进行，所有内容都会送两遍，因此后来的一次会停下。被强行结束的运行不会妨碍下一次。",
    ),
    Explanation(
        "EG054",
        "Receipt not understood",
        "回执无法读取",
        "The receipt of the last run says what has arrived already. One that was damaged, or written in another form, is kept under another name, and all deliveries are made again.",
        "上一次的回执记录了哪些已经送达。回执损坏或格式不同，会改名保留，所有投递重做一遍。",
    ),
    Explanation(
        "EG055",
        "Exporter broken",
        "投递程序出错",
        "An exporter, usually one of another package, failed in a way that it does not explain. The other deliveries are made all the same; the next run tries this one again.",
        "某个投递程序（多半来自其他软件包）出错而没有说明原因。其余投递照常进行，下次运行会再试这一项。",
    ),
)
