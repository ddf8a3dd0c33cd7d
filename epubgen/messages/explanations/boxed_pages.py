# SPDX-License-Identifier: AGPL-3.0-or-later
"""Explanations: pages whose file says where each word stands."""

from __future__ import annotations

from epubgen.messages.row import Explanation

ENTRIES: tuple[Explanation, ...] = (
    Explanation(
        "S34",
        "PDF that cannot be opened",
        "打不开的 PDF",
        "A PDF is read with PDFium, which comes with the extra pdf. A file that asks for a password, that is damaged, that has no pages or more than 400, or whose packed streams unfold to more than a gigabyte is not opened. A PDF that only forbids copying is read: the text is the newsroom's own.",
        "PDF 由 PDFium 读取，它随组件 pdf 安装。设有打开密码、已损坏、没有页面或超过 400 页、压缩数据解开后超过 1 GB 的文件都不打开。只限制复制的 PDF 可以读取。",
    ),
    Explanation(
        "S35",
        "PDF of pictures",
        "只有图片的 PDF",
        "The pages were scanned, or their text was turned into outlines. epubgen does not recognise characters in pictures. A program such as OCRmyPDF lays the text under the picture; MinerU and PaddleOCR write JSON that epubgen reads.",
        "版面是扫描的，或文字已转曲。程序不做文字识别。OCRmyPDF 这类软件会把文字放到图片下面；MinerU、PaddleOCR 写出的 JSON 可直接导入。",
    ),
    Explanation(
        "S36",
        "Characters without a meaning",
        "无法得知的字",
        "A font in a PDF is a list of shapes; a table (ToUnicode) says which letters they are. Where it is missing the shape can be drawn and not read. Such characters become U+FFFD (�). When more than three in ten are so, nothing is imported.",
        "PDF 里的字体只是字形，另有一张表（ToUnicode）说明各是什么字。没有这张表，字能显示而不能读出，一律写成 U+FFFD（�）。超过三成时不导入。",
    ),
    Explanation(
        "S37",
        "More on a page than is read",
        "一页超出上限",
        "A page of a newspaper has up to thirty thousand characters. Beyond 200,000 characters or 100,000 lines and pictures the rest is left out, so that a forged file cannot stop the night's work.",
        "一版报纸最多三万来字。超过 20 万个字符或 10 万个图形对象，其余不读，以免伪造的文件拖垮当晚的工作。",
    ),
    Explanation(
        "S38",
        "XML of a page or an issue that cannot be read",
        "读不出来的版面 XML",
        "METS and ALTO files are XML. They are read without entities and without the network, up to 100 MB each. What is not well-formed is not guessed at.",
        "METS 和 ALTO 都是 XML，读取时不用实体、不上网，每个文件不超过 100 MB。格式有错时不作猜测。",
    ),
    Explanation(
        "S39",
        "Pages that a METS file names and that are missing",
        "METS 提到而缺少的版面",
        "A METS file describes an issue and names one ALTO file a page. They are looked for at the place that it names, else by their file name anywhere in the folder, for libraries deliver them in other folders than they write.",
        "METS 文件描述一期报纸，每版指向一个 ALTO 文件。程序先按所写位置寻找，再按文件名在整个文件夹里寻找，因为图书馆交付时常换文件夹。",
    ),
    Explanation(
        "S40",
        "Blocks that a METS file names and that are missing",
        "METS 提到而缺少的文字块",
        "The logical structure of a METS file puts blocks of text into stories by their identifiers. Identifiers that no page has are named here; text that no story claims is listed as its own story.",
        "METS 的逻辑结构用编号把文字块归入稿件。这里列出版面文件中没有的编号；没有归入任何稿件的文字另立一篇。",
    ),
    Explanation(
        "S41",
        "JSON of a layout tool that cannot be read",
        "读不出来的版面 JSON",
        "MinerU writes content_list.json and middle.json, PaddleOCR one JSON a page. A file that breaks off or has another shape is refused with the place.",
        "MinerU 写出 content_list.json 和 middle.json，PaddleOCR 每版写一个 JSON。不完整或形状不符的文件会被拒绝，并指出位置。",
    ),
    Explanation(
        "S42",
        "Unknown parts in the output of a layout tool",
        "版面工具输出里的不明部分",
        "A newer version of the tool may write blocks that epubgen does not know. Their text is kept where they have one; what has none is left out and counted here.",
        "新版工具可能写出程序不认识的块。有文字的保留文字，没有的略去，并在这里计数。",
    ),
    Explanation(
        "S43",
        "No text",
        "没有文字",
        "The files are of a known kind, and no page in them holds a word.",
        "文件种类可以识别，但所有版面里都没有字。",
    ),
)
