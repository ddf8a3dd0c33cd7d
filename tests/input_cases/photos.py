# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures: their addresses in the HTML of content systems, their files, and the words for those who cannot see them."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

from PIL import Image

from epubgen import build, lint
from epubgen.markup import blocks_from_html
from epubgen.model.walk import photos_within
from tests.input_cases.case import InputCase

GIF = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
SVG = "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E"


def drawn(kind: str, size: tuple[int, int] = (90, 60)) -> bytes:
    """A small picture of noise."""
    out = BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, kind)
    return out.getvalue()


def addressed(kind: str, data: bytes) -> str:
    """A picture inside an address."""
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def addresses(html: str) -> list[str]:
    """The address of each picture, or its file where it has none."""
    return [photo.url or photo.file for photo in photos_within(blocks_from_html(html).blocks)]


def files(html: str) -> list[str]:
    """The file of each picture."""
    return [photo.file for photo in photos_within(blocks_from_html(html).blocks)]


def distinct(html: str) -> int:
    """How many files the pictures have."""
    return len(set(files(html)))


def held(html: str) -> list[int]:
    """Bytes of each picture that stands in the text; 0 for one that does not."""
    return [len(photo.data or b"") for photo in photos_within(blocks_from_html(html).blocks)]


def told(html: str) -> list[str]:
    """The keys of the findings."""
    return [found.key for found in blocks_from_html(html).findings]


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 3,600 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")


FILES = {
    "whole": drawn("JPEG"),
    "png named jpg": drawn("PNG"),
    "cut": drawn("JPEG", (400, 300))[:3000],
    "cut at its end": drawn("JPEG", (400, 300))[:-900],
    "cut png": drawn("PNG", (400, 300))[:3000],
    "cut webp": drawn("WEBP", (400, 300))[:3000],
    "cut tiff": drawn("TIFF", (400, 300))[:3000],
    "empty": b"",
    "web page": b"<!DOCTYPE html><html>404</html>",
    "words": b"hello",
    "bomb": bomb(),
}
PAPER = "id: p\ntitle: 汐州日报\nlanguage: zh-Hans\n"
STORY = "---\ntitle: 题\nkind: brief\npage: 1\n---\n正文一。\n"
ISSUE = "date: 2026-04-22\npages: [{number: 1}]\n"
PLACES: dict[str, dict[str, str]] = {
    "text": {"a.md": STORY + '\n![说明](../photos/x.jpg){alt="两艘船" credit=何龙}\n'},
    "lead": {
        "a.md": STORY.replace("page: 1", "page: 1\nlead_photo: {file: ../photos/x.jpg, alt: 两艘船, credit: 何龙}")
    },
    "nameplate": {"paper": PAPER + "nameplate: issues/2026-04-22/photos/x.jpg\n"},
    "cover": {"paper": PAPER + "cover: {mode: image, file: issues/2026-04-22/photos/x.jpg}\n"},
    "facsimile": {
        "issue": "date: 2026-04-22\npages: [{number: 1, facsimile: photos/x.jpg}]\nnav: {facsimiles: true}\n"
    },
    "advert": {"a.md": STORY + '\n::: ad\n![](../photos/x.jpg){alt="两艘船" credit=何龙}\n\n广告。\n:::\n'},
}


def issue_with(file: str, place: str = "text") -> dict[str, bytes | str]:
    """An issue in memory that shows a file at a place."""
    given = PLACES[place]
    folder = "issues/2026-04-22"
    return {
        "publication.yaml": given.get("paper", PAPER),
        f"{folder}/issue.yaml": given.get("issue", ISSUE),
        f"{folder}/articles/a.md": given.get("a.md", STORY),
        f"{folder}/photos/x.jpg": FILES[file],
    }


def linted(file: str) -> list[str]:
    """What lint says of a file in the text."""
    return [found.key for found in lint(issue_with(file)).findings]


def built(file: str) -> list[str]:
    """What a build says of it, that goes through."""
    return [found.key for found in build(issue_with(file), BytesIO()).report.findings]


def cut_at(place: str) -> list[str]:
    """What lint and a build say alike of a broken picture at a place."""
    told = [found.key for found in lint(issue_with("cut", place), keep_ads=True).findings]
    report = build(issue_with("cut", place), BytesIO(), keep_ads=True).report
    return told if told == [found.key for found in report.findings] else ["not alike"]


def alt_told(alt: str) -> list[str]:
    """What lint says of a text alternative; the caption is 说明, the file x.jpg."""
    files = issue_with("whole")
    story = "issues/2026-04-22/articles/a.md"
    return [found.key for found in lint({**files, story: str(files[story]).replace("两艘船", alt)}).findings]


def claimed(alt: str) -> bool:
    """Whether the book claims to have text for every picture."""
    files = issue_with("whole")
    story, out = "issues/2026-04-22/articles/a.md", BytesIO()
    build({**files, story: str(files[story]).replace("两艘船", alt)}, out)
    with ZipFile(out) as pack:
        opf = next(name for name in pack.namelist() if name.endswith(".opf"))
        return "alternativeText" in pack.read(opf).decode()


def furniture(lang: str) -> list[str]:
    """The languages that a story in some language marks in a Chinese paper, without those of links."""
    out = BytesIO()
    build(
        {
            **issue_with("whole"),
            "issues/2026-04-22/articles/b.md": f"---\ntitle: T\nlang: {lang}\nauthors: [{{name: Ann, role: reporter}}]\n---\nText.\n",
        },
        out,
    )
    with ZipFile(out) as pack:
        text = next(pack.read(name).decode() for name in pack.namelist() if name.endswith("-b.xhtml"))
    return sorted(set(re.findall(r' lang="([^"]+)"', text)))


def credited(credit: str) -> str:
    """What is printed as the credit of a photo that is not there."""
    files = issue_with("cut")
    story, out = "issues/2026-04-22/articles/a.md", BytesIO()
    build({**files, story: str(files[story]).replace("credit=何龙", credit)}, out)
    return "".join(printed(out, r'<span class="credit">(.*?)</span>'))


def printed(out: BytesIO, pattern: str) -> list[str]:
    """What a pattern finds in the pages of a book."""
    with ZipFile(out) as pack:
        pages = [pack.read(name).decode() for name in pack.namelist() if name.endswith(".xhtml")]
    return [re.sub("<[^>]+>", "", found) for page in pages for found in re.findall(pattern, page)]


def numbers(ids: str) -> list[str]:
    """The lines of the imprint that hold a 5."""
    out = BytesIO()
    build({**issue_with("whole"), "publication.yaml": PAPER + ids}, out)
    return [line for line in printed(out, r'<p class="imprint-line">(.*?)</p>') if "5" in line]


HEAD = "---\ntitle: {}\nkind: brief\npage: 1\n{}---\n正文一。\n"
HARBOUR = "photos: [{file: FILE, alt: 两艘船, credit: 何龙}]\n"
SLIPS: dict[str, dict[str, bytes | str]] = {
    "id of two stories": {"a.md": HEAD.format("甲", "id: x\n"), "b.md": HEAD.format("乙", "id: x\n")},
    "id of two sections": {"issue.yaml": ISSUE + "sections: [{id: s, name: 甲, articles: [a]}, {id: s, name: 乙}]\n"},
    "number of two pages": {"issue.yaml": "date: 2026-04-22\npage_count: 2\npages: [{number: 1}, {number: 1}]\n"},
    "name of two columns": {"publication.yaml": PAPER + "columns: [{name: 今日}, {name: 今日}]\n"},
    "photo misspelled": {"a.md": HEAD.format("甲", HARBOUR.replace("FILE", "../photos/harbor.jpg"))},
    "photo with another ending": {"a.md": HEAD.format("甲", HARBOUR.replace("FILE", "../photos/harbour.png"))},
    "photo in another folder": {"a.md": HEAD.format("甲", HARBOUR.replace("FILE", "harbour.jpg"))},
    "photo of a draft misspelled": {
        "a.md": HEAD.format("甲", "draft: true\n" + HARBOUR.replace("FILE", "../photos/harbour.jpg"))
    },
    "cover misspelled": {
        "publication.yaml": PAPER + "cover: {mode: image, file: issues/2026-04-22/photos/harbor.jpg}\n"
    },
}


def slipped(slip: str) -> list[str]:
    """What lint says of one slip."""
    files: dict[str, bytes | str] = {"issue.yaml": ISSUE, "a.md": HEAD.format("甲", ""), "b.md": HEAD.format("乙", "")}
    files |= SLIPS[slip]
    if "photo" in slip or "cover" in slip:
        files["photos/harbour.jpg"] = PHOTO
    folders = {"publication.yaml": "", "a.md": "issues/2026-04-22/articles/", "b.md": "issues/2026-04-22/articles/"}
    placed = {f"{folders.get(name, 'issues/2026-04-22/')}{name}": data for name, data in files.items()}
    return [found.key for found in lint({"publication.yaml": PAPER, **placed}).findings]


A, B = "https://e.org/a.jpg", "https://e.org/b.jpg"
PHOTO = drawn("JPEG")

REAL_ADDRESS = "the address behind a placeholder"
FALLBACK = "the picture of a noscript"
WHOLE_ADDRESS = "pictures are told apart by their whole address"
INSIDE = "a picture inside its address"
ALT = "a text alternative that describes nothing"
CLAIM = "the claim of text for every picture"
FURNITURE = "words of the paper in a story of another language"
CREDIT = "the credit of a photo that is not there"
NUMBER = "a number of the series with its own name"
SLIP = "one slip"
BROKEN = "a broken photo"
BROKEN_AT = "a broken picture at any place"
OUTSIDE = "a path that leads out of the folder"

CASES: list[InputCase] = [
    InputCase(REAL_ADDRESS, f'<img src="{GIF}" data-src="{A}">', addresses, [A]),
    InputCase(REAL_ADDRESS, f'<img src="/static/blank.gif" data-original="{A}">', addresses, [A]),
    InputCase(REAL_ADDRESS, f'<p>一<img src="{SVG}" data-lazy-src="{A}">二</p>', addresses, [A]),
    InputCase(REAL_ADDRESS, f'<img src="loading.gif" srcset="{B} 400w, {A} 800w">', addresses, [A]),
    InputCase(REAL_ADDRESS, f'<img data-srcset="{B} 1x, {A} 2x" src="{GIF}">', addresses, [A]),
    InputCase(REAL_ADDRESS, f'<picture><source srcset="{B} 1x, {A} 2x"><img src="{GIF}"></picture>', addresses, [A]),
    InputCase(REAL_ADDRESS, f'<picture><source srcset="{B}" type="image/webp"><img src="{A}"></picture>', addresses, [A]),
    InputCase(REAL_ADDRESS, f'<img src="static/image/common/none.gif" file="{A}">', addresses, [A]),
    InputCase(REAL_ADDRESS, f'<img src="{A}" srcset="{B} 2x">', addresses, [A]),
    InputCase(REAL_ADDRESS, f'<img src="{A}" data-src="true">', addresses, [A]),
    InputCase(REAL_ADDRESS, '<img srcset="https://e.org/w_9,h_6/a.jpg 9w,https://e.org/w_99,h_66/a.jpg 99w">', addresses,
              ["https://e.org/w_99,h_66/a.jpg"]),
    InputCase(REAL_ADDRESS, f'<picture><source srcset="{A}"><img src="{A}"></picture>', told, ["H04"]),
    InputCase(FALLBACK, f'<img src="{GIF}" data-src="{A}"><noscript><img src="{A}"></noscript>', addresses, [A]),
    InputCase(FALLBACK, f'<img src="{GIF}"><noscript><img src="{A}"></noscript>', addresses, [A]),
    InputCase(FALLBACK, f'<noscript><img src="{A}"></noscript><img class="lazy" src="{SVG}">', addresses, [A]),
    InputCase(FALLBACK, f'<noscript><img src="{A}"></noscript>', addresses, [A]),
    InputCase(FALLBACK, f'<img src="{A}"><p>文字。</p><noscript><img src="{B}"></noscript>', addresses, [A, B]),
    InputCase(FALLBACK, f'<figure><img data-src="{A}"><noscript><img src="{B}"></noscript>'
              "<figcaption>说明</figcaption></figure>", addresses, [A]),
    InputCase(FALLBACK, f'<amp-img src="{A}"><noscript><img src="{A}"></noscript></amp-img>', addresses, [A]),
    InputCase(FALLBACK, f'<img src="{A}"><noscript><img src="{A}"></noscript>', addresses, [A]),
    InputCase(WHOLE_ADDRESS, '<img src="https://e.org/05/photo.jpg"><img src="https://e.org/06/photo.jpg">', distinct, 2),
    InputCase(WHOLE_ADDRESS, '<img src="/05/photo.jpg"><img src="/06/photo.jpg">', distinct, 2),
    InputCase(WHOLE_ADDRESS, '<img src="resize?id=77"><img src="resize?id=78">', distinct, 2),
    InputCase(WHOLE_ADDRESS, '<img data-src="https://mmbiz.qpic.cn/jpg/AA/640?wx_fmt=jpeg">'
              '<img data-src="https://mmbiz.qpic.cn/jpg/BB/640?wx_fmt=jpeg">', distinct, 2),
    InputCase(WHOLE_ADDRESS, '<img src="https://e.org/p.jpg?v=1"><img src="https://e.org/p.jpg?v=2">', distinct, 2),
    InputCase(WHOLE_ADDRESS, '<img src="https://e.org/a.jpg"><img src="https://f.org/a.jpg">', distinct, 2),
    InputCase(WHOLE_ADDRESS, '<img src="https://e.org/05/a.jpg!w800"><img src="https://e.org/06/a.jpg!w800">', distinct, 2),
    InputCase(WHOLE_ADDRESS, '<img src="https://e.org/05/photo.jpg"><img src="https://e.org/05/photo.jpg">', distinct, 1),
    InputCase(WHOLE_ADDRESS, '<img src="https://e.org/05/%E5%9B%BE.jpg?1">', files, ["图.jpg"]),
    InputCase(WHOLE_ADDRESS, '<base href="https://e.org/05/"><img src="photo.jpg">', addresses, ["https://e.org/05/photo.jpg"]),
    InputCase(INSIDE, f'<img src="{addressed("jpeg", PHOTO)}">', held, [len(PHOTO)]),
    InputCase(INSIDE, f'<p>一<img src="{addressed("png", drawn("PNG"))}">二</p>', told, []),
    InputCase(INSIDE, f'<img src="{addressed("octet-stream", PHOTO)}">', held, [len(PHOTO)]),
    InputCase(INSIDE, '<img src="data:image/png;base64,!!!">', told, ["H03.image"]),
    InputCase(INSIDE, '<img src="data:text/html,%3Cscript%3E">', told, ["H03.image"]),
    InputCase(INSIDE, f'<img src="{GIF}">', told, ["H03.image"]),
    InputCase(INSIDE, f'<img src="{addressed("png", drawn("PNG", (8, 6)))}" srcset="{A} 2x">', addresses, [A]),
    InputCase(OUTSIDE, '<img src="../img/a.png">', told, ["H04"]),
    InputCase(OUTSIDE, r'<img src="..\img\a.png">', files, ["a.png"]),
    InputCase(OUTSIDE, '<img src="%2e%2e/a.png">', files, ["a.png"]),
    InputCase(OUTSIDE, '<img src="a/../../b.png">', told, ["H04"]),
    InputCase(OUTSIDE, '<img src="a/../b.png">', told, []),
    InputCase(OUTSIDE, r'<img src="C:\pics\b.png">', files, ["b.png"]),
    InputCase(OUTSIDE, '<img src="file:///C:/pics/b.png">', told, ["H04"]),
    InputCase(OUTSIDE, '<img src="~/b.png">', told, ["H04"]),
    InputCase(OUTSIDE, '<img src="img/my photo.jpg">', files, ["img/my photo.jpg"]),
    *(InputCase(BROKEN, file, read, expected) for read in (linted, built) for file, expected in [
        ("whole", []), ("png named jpg", []), ("cut", ["F11.broken"]), ("cut at its end", ["F11.broken"]),
        ("cut png", ["F11.broken"]), ("cut webp", ["F11.broken"]), ("cut tiff", ["F11.broken"]), ("empty", ["F11.empty"]),
        ("web page", ["F11.format"]), ("words", ["F11.unknown"]), ("bomb", ["F11.pixels"]),
    ]),
    *(InputCase(BROKEN_AT, place, cut_at, expected) for place, expected in [
        ("text", ["F11.broken"]), ("lead", ["F11.broken"]), ("nameplate", ["F11.broken"]), ("cover", ["F22.broken"]),
        ("facsimile", ["F11.broken"]), ("advert", ["F11.broken"]),
    ]),
    *(InputCase(ALT, alt, alt_told, ["F23"]) for alt in [
        "IMG_1234.jpg", "DSC_0001", "图片", "image", "写真", "사진", "photo of", "An image", "图1", "山", "…", "x", "x.jpg",
        "港口.png", "微信图片_20260422", "Bild", "Фото 1", "صورة", "https://e.org/a.jpg", "3f2a9b8c7d6e5f4a", "null",
        "照片（一）", "IMG-20260422-WA0001", "_MG_1234", "image/jpeg", "新闻配图", "现场照片", "待补", "description", "TODO", "Fig. 1",
        "banner", "图片图片", "รูปภาพที่ 1",
    ]),
    *(InputCase(ALT, alt, alt_told, []) for alt in [
        "两艘船", "Photo of a harbour", "山水", "A8 公路", "图书馆", "写真家の山田", "Mayor Lin", "2026年的港口", "合影", "Map of Oslo", "图一中的老人", "说明书",
    ]),
    *(InputCase(ALT, alt, alt_told, ["F03"]) for alt in ["说明", "图：说明", "图为说明。", "说明 何龙摄", "说明（何龙 摄）", "Photo: 说明"]),
    *(InputCase(CLAIM, alt, claimed, expected) for alt, expected in [
        ("两艘船", True), ("IMG_1234.jpg", False), ("图片", False), ("写真", False), ("说明", False), ("说明 何龙摄", False), ("山", False),
        ("x.jpg", False), ("Photo of", False),
    ]),
    *(InputCase(FURNITURE, lang, furniture, expected) for lang, expected in [
        ("en", ["en", "zh-Hans"]), ("ja", ["ja", "zh-Hans"]), ("zh-Hant", ["zh-Hans", "zh-Hant"]), ("zh-Hans", ["zh-Hans"]),
        ("zh-CN", ["zh-CN"]), ("fr", ["fr", "zh-Hans"]),
    ]),
    *(InputCase(CREDIT, typed, credited, expected) for typed, expected in [
        ("credit=何龙 credit-role=photographer credit-printed-role=本报记者", "本报记者 何龙摄"),
        ("credit=何龙 credit-role=photographer", "何龙摄"),
        ("credit=何龙 credit-printed-role=摄", "何龙摄"),
        ("credit=何龙 credit-role=photographer credit-printed-role=摄影", "何龙摄影"),
        ("credit=何龙摄 credit-role=photographer", "何龙摄"),
        ('credit="本报记者 何龙 摄"', "本报记者 何龙 摄"),
        ("credit=新华社 credit-role=agency", "新华社"),
    ]),
    *(InputCase(NUMBER, typed, numbers, expected) for typed, expected in [
        ("ids: {cn: CN 65-0010}", ["国内统一连续出版物号 CN 65-0010"]),
        ("ids: {cn: 65-0010}", ["国内统一连续出版物号 CN 65-0010"]),
        ("ids: {cn: 国内统一刊号 CN65-0010}", ["国内统一连续出版物号 CN 65-0010"]),
        ("ids: {issn: ISSN 1234-5679}", ["ISSN 1234-5679"]),
        ("ids: {eissn: 'eISSN: 1234-5679'}", ["ISSN 1234-5679（网络版）"]),
        ("ids: {oclc: OCLC 5551}", ["OCLC 5551"]),
        ("ids: {custom: {ISBN: ISBN 978-5}}", ["ISBN： 978-5"]),
        ("postal_code: 邮发代号：57-103", ["邮发代号 57-103"]),
        ("price: 定价：5元", ["定价： 5元"]),
    ]),
    *(InputCase(SLIP, slip, slipped, expected) for slip, expected in [
        ("id of two stories", ["N07"]), ("id of two sections", ["N07.section"]), ("number of two pages", ["P04"]),
        ("name of two columns", ["N07.column"]), ("photo misspelled", ["F01.near"]),
        ("photo with another ending", ["F01.near"]), ("photo in another folder", ["F01.near"]),
        ("photo of a draft misspelled", ["S13"]), ("cover misspelled", ["F22.file.near"]),
    ]),
]  # fmt: skip
