# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: the database of a library."""

from __future__ import annotations

from epubgen.messages.row import Explanation

__all__ = ["ENTRIES"]

ENTRIES: tuple[Explanation, ...] = (
    Explanation(
        "EG110",
        "The database of a library",
        "资料库的数据库",
        "The database cannot be used: it is damaged, of another version or another program, or somebody else is writing to it. It holds nothing that is not in the EPUBs: epubgen library rebuild DIR makes it again, and the old one stays until the new one is complete.",
        "数据库无法使用：已损坏、版本不同、属于其他程序，或正有别的程序写入。其中没有 EPUB 以外的内容：epubgen library rebuild DIR 可以重建，新的完成之前旧的保留不动。",
    ),
    Explanation(
        "EG111",
        "Not a file of the library",
        "不是资料库的文件",
        "A library keeps EPUBs and PDFs that lie in its folder or below it, and leaves them as they are. Other files, and files elsewhere, are not taken.",
        "资料库收录文件夹之内的 EPUB 和 PDF，不改动它们。别处的文件和其他类型的文件不收。",
    ),
    Explanation(
        "EG112",
        "One issue with two contents",
        "同一期有两种内容",
        "An issue is known by its identifier. Another content under the same identifier is a revision where its dcterms:modified is later, or where its stories say the same; else it is refused, so that an old copy does not replace a correction. --replace takes it all the same. A foreign producer that gives one identifier to all its issues is found out by their days, and each issue gets an identifier of its own.",
        "每一期以标识辨认。同一标识的不同内容，若 dcterms:modified 更晚，或稿件文字相同，就作为修订版收入；否则拒收，以免旧文件盖掉更正版。--replace 可以强行收下。若外来的制作方给各期同一个标识，会按日期识别，并为每一期另定标识。",
    ),
    Explanation(
        "EG113",
        "The file is gone",
        "文件不见了",
        "An issue is in the database, but its file is not where it was. A file that was only moved is found again by its content when the library is added to.",
        "数据库里有这一期，原处却没有文件。若只是移动了位置，再次运行 library add 会按内容重新认出。",
    ),
    Explanation(
        "EG114",
        "What a foreign file does not say",
        "外来文件没有写明的内容",
        "A PDF says neither its title nor its day, and some EPUBs do not either. A sidecar, NAME.pdf.yaml beside NAME.pdf, or a rule for files in library.yaml says it for them; the files stay as they are.",
        "PDF 不写明报刊名和日期，有些 EPUB 也不写。可以在旁边放一个 YAML 文件（NAME.pdf 旁边的 NAME.pdf.yaml），或在 library.yaml 里写文件规则；原文件不改动。",
    ),
    Explanation(
        "EG115",
        "What a search can be given",
        "检索条件",
        "A day, a month or a year is written such as 2026-04-17, 2026-04, 2026. Titles are named by their short names, which epubgen library list DIR shows.",
        "日期、月份、年份写成 2026-04-17、2026-04、2026。报刊用代号，可用 epubgen library list DIR 查看。",
    ),
    Explanation(
        "EG116",
        "A clip",
        "选辑",
        "A clip is an EPUB made of stories that a search finds. Stories that state rights of their own are left out unless you have leave; each story names the issue that it comes from.",
        "选辑是由检索到的稿件做成的 EPUB。另有版权声明的稿件不收，除非已获授权；每篇都注明出处。",
    ),
    Explanation(
        "EG117",
        "How often a title comes",
        "刊期",
        "Without its frequency a title's gaps can only be seen in its numbers. library.yaml holds the frequency of a title and its days off, for each period of its life.",
        "不知道刊期，就只能从期号看出缺期。library.yaml 里可以写明刊期和休刊日，并可分时期写。",
    ),
    Explanation(
        "EG118",
        "The titles of a library",
        "资料库的报刊表",
        "library.yaml lists the titles of a library: names and numbers, frequencies, former names, and which files are their issues. Something in it cannot be used.",
        "library.yaml 记录资料库里的报刊：名称、刊号、刊期、曾用名，以及哪些文件属于它。其中有不能用的内容。",
    ),
    Explanation(
        "EG119",
        "A day is full",
        "一天的编号用完",
        "Stories are numbered by their days, so that the newest come first. A day has room for 4,096 stories; where a library has more, a rebuild gives each day more room.",
        "稿件按日期编号，以便由近到远排列。一天可容 4,096 篇；超出时重建数据库即可扩大。",
    ),
    Explanation(
        "EG130",
        "A PDF whose text cannot be searched",
        "检索不到文字的 PDF",
        "A PDF is an issue of the library, and search finds the words of its pages. This one has none that can be read: its pages are pictures, it is locked or damaged or too large, or the part of epubgen that reads PDFs is not installed.",
        "PDF 作为一期收入资料库，可以检索各页的文字。这个 PDF 没有可读的文字：页面是图片，设有密码，已损坏或太大，或者没有安装读取 PDF 的组件。",
    ),
)
