# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws docs/images/typography/: the rules of docs/typography.md at work, as Chromium sets our own pages.

Needs Chromium and the extra ``fonts``. Each picture is a row of frames; a frame is a page of a small issue.
"""

from __future__ import annotations

import importlib.util
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

import epubgen
from epubgen.languages.tags import fitting
from epubgen.markup import blocks_from_markdown
from epubgen.model import Article, Column, Credit, Dateline, Issue, Photo, Publication, Typography
from epubgen.options import WritingMode

HOME = Path(__file__).resolve().parents[1] / "docs" / "images" / "typography"
WHEELS = {"zh-Hans": "zh_cn", "zh-Hant": "zh_tw", "ja": "jp", "ko": "ko", "en": "zh_cn"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
GAP = 12
MARGIN = 14
LARGEST = 40_000
"""Bytes of a picture."""


@dataclass(frozen=True)
class Frame:
    """A page: what is set, and how."""

    text: str
    """The Markdown of the story."""
    language: str = "zh-Hans-CN"
    vertical: bool = True
    width: int = 220
    height: int = 260
    font: int = 20
    theme: str = ""
    head: dict[str, Any] = field(default_factory=dict)
    """Fields of the story; without any its header is not shown."""
    typography: Typography = field(default_factory=Typography)
    force: bool = False
    """A reader that knows no vertical lines."""
    document: str = "a-story"


def mode(frame: Frame) -> WritingMode:
    """The writing mode of a frame."""
    return "vertical-rl" if frame.vertical else "horizontal-tb"


QUOTES = {
    "zh-Hans-CN": "他说：“海上有‘灯’，就有路。”",
    "zh-Hant-TW": "他說：“海上有‘燈’，就有路。”",
    "ja": "彼は“海に灯があれば道がある”と言った。",
    "ko": "그는 “바다에 ‘등’이 있다”고 말했다.",
}
NUMBERS = "2026年4月17日15时，GDP增长5.3%，新船A15号首航，Marlock号随行。"
STORY = """本报讯记者张三报道：昨天清晨，满载集装箱的货轮驶离港口。“一条航线就是一扇门。”码头上的人说。

近年来，全市累计更新管线237公里，惠及居民11万户。
"""
HEAD: dict[str, Any] = {
    "column": "民生",
    "kicker": ("肩题引出一句话",),
    "title": ("潮起海湾路", "一港连五洲"),
    "deck": ("副题说明新闻的要点所在",),
    "authors": (Credit(name="张三", role="reporter"),),
}
SEA = Photo(file="sea.jpg", caption="渔船趁着晚潮归港。", alt="渔船", credit=(Credit(name="霍青", printed_role="摄"),))
PICTURE: dict[str, Any] = {"title": ("归港",), "lead_photo": SEA}
READINGS = '[礁石]{ruby="jiāo shí"}旁的[鷗]{ruby="ㄡ"}，*最要紧*的是[灯]{.dots}。[林则徐]{.name}编[四洲志]{.book}。'
TABLE = "| 指标 | 数值 | 同比 |\n|---|--:|--:|\n| 吞吐量 | 3120 | +9.4% |\n| 箱量 | 41.7 | +5.3% |\n"
WIDE = (
    "| 站 | 首班 | 末班 | 票价 | 换乘 |\n|---|---|---|---|---|\n| 海湾 | 5:40 | 22:10 | 2元 | 1号线 |\n"
    "| 大学城 | 5:55 | 22:30 | 3元 | 渡轮 |\n"
)
LISTS = "先看清单：\n\n1. 带上灯\n2. 看好潮\n10. 早些回\n\n- 船\n- 桨\n"
TALK = "::: qa\n问：海雾天还出海吗？\n\n答：看灯，不看天。\n:::\n\n::: poem\n潮水退去\n灯还亮着\n:::\n"
BOXES = "::: box\n### 怎么去\n乘3号线到海湾站。\n:::\n\n::: note\n编者按：本文是连载。\n:::\n\n> 灯在，路就在。\n"
LINKS = "详见[市政公告](https://www.example.org)，网址 https://traffic.example.org/notice/2026/04/17。"
KOREAN = "별밤버스는 정해진 시간표 없이 부르면 오는 버스다. 군은 올해 31곳을 더 잇는다."
ENGLISH = "The last ferry leaves at nine, and nobody has yet said who will run the lamp."

SCENES: dict[str, tuple[Frame, ...]] = {
    "quotes": tuple(Frame(text, language, width=150, height=230) for language, text in QUOTES.items()),
    "numerals": tuple(
        Frame(NUMBERS, width=190, height=250, typography=Typography(numerals=policy))
        for policy in ("tcy", "rotate", "hanzi")
    ),
    "header": (
        Frame(STORY, head=HEAD, width=300, height=300),
        Frame(STORY, head=HEAD, vertical=False, width=300, height=300),
    ),
    "figure": (
        Frame(STORY, head=PICTURE, width=340, height=300),
        Frame(STORY, head=PICTURE, vertical=False, width=300, height=300),
    ),
    "paragraph": (Frame(STORY, width=300, height=300), Frame(STORY, vertical=False, width=300, height=300)),
    "readings": (
        Frame(READINGS, "zh-Hant-TW", width=250, height=240, font=26),
        Frame(READINGS, "zh-Hant-TW", vertical=False, width=300, height=240, font=26),
    ),
    "tables": (
        Frame(TABLE, width=200, height=230), Frame(TABLE, vertical=False, width=250, height=230),
        Frame(WIDE, vertical=False, width=200, height=420),
    ),
    "lists": (Frame(LISTS, width=310, height=230), Frame(LISTS, vertical=False, width=200, height=330)),
    "turns": (Frame(TALK, width=330, height=230), Frame(TALK, vertical=False, width=260, height=290)),
    "boxes": (Frame(BOXES, width=360, height=260), Frame(BOXES, vertical=False, width=260, height=400)),
    "links": (Frame(LINKS, width=200, height=260), Frame(LINKS, vertical=False, width=260, height=260)),
    "words": (
        Frame(KOREAN, "ko", vertical=False), Frame(KOREAN, "ko", width=180), Frame(ENGLISH, "en-GB", vertical=False),
    ),
    "fallback": (
        Frame(STORY, head=HEAD, width=300, height=300),
        Frame(STORY, head=HEAD, force=True, width=300, height=300),
    ),
    "themes": tuple(
        Frame(STORY, head=HEAD, vertical=False, theme=theme, width=300, height=340, font=17)
        for theme in ("broadsheet", "magazine", "plain")
    ),
    "themes-vertical": tuple(
        Frame(STORY, head=HEAD, theme=theme, width=260, height=300, font=16)
        for theme in ("broadsheet", "magazine", "plain")
    ),
}  # fmt: skip


def sea() -> bytes:
    """A picture of evening."""
    image = Image.new("RGB", (900, 600))
    draw = ImageDraw.Draw(image)
    for row in range(600):
        shade = 235 - row // 4 if row < 330 else 120 - (row - 330) // 4
        draw.line((0, row, 900, row), fill=(shade, shade - 10, min(255, shade + 12)))
    draw.ellipse((600, 120, 700, 220), fill=(250, 240, 220))
    draw.polygon([(250, 330), (470, 330), (430, 380), (290, 380)], fill=(40, 40, 50))
    draw.line((360, 330, 360, 190), fill=(40, 40, 50), width=8)
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80)
    return stream.getvalue()


def document(frame: Frame, folder: Path) -> Path:
    """The page of a frame, from a whole book."""
    parsed = blocks_from_markdown(frame.text)
    paper = Publication(
        id="paper",
        title="汐州日报",
        language=frame.language,
        columns=(Column(name="民生"),),
        typography=frame.typography,
    )
    head = {"title": (paper.title,)} | frame.head
    if photo := head.get("lead_photo"):
        head["lead_photo"] = Photo(
            file=photo.file, data=sea(), caption=photo.caption, alt=photo.alt, credit=photo.credit
        )
    story = Article(id="story", body=parsed.blocks, footnotes=parsed.footnotes, dateline=Dateline(), **head)
    issue = Issue(publication=paper, date=date(2026, 4, 17), articles=(story,))
    stream = io.BytesIO()
    epubgen.build(issue, stream, writing_mode=mode(frame), theme=frame.theme)
    with zipfile.ZipFile(stream) as pack:
        pack.extractall(folder)
    return next(folder.rglob(f"{frame.document}.xhtml"))


def face(language: str) -> str:
    """A rule for the font of a language, from its wheel."""
    found = importlib.util.find_spec(f"pylopdf_fonts_{WHEELS[fitting(language)]}")
    if not found or not found.origin:
        sys.exit("fonts are missing: pip install --upgrade epubgen-periodicals")
    file = next(Path(found.origin).parent.glob("NotoSerif*.otf"))
    return f'@font-face{{font-family:Drawn;src:url("{file.as_uri()}")}}'


def style(frame: Frame) -> str:
    """What a reader brings along, and what a picture leaves out."""
    rules = f"html{{font-size:{frame.font}px;line-height:1.7;font-family:Drawn,serif}}"
    rules += "nav.bar,footer.foot{display:none!important}"
    if not frame.head:
        rules += "header.story-head{display:none}"
    if frame.force:
        rules += "html{writing-mode:horizontal-tb!important}"
    width, height = frame.width - 2 * MARGIN - 2, frame.height - 2 * MARGIN - 2
    column = height if frame.vertical and not frame.force else width
    page = f"width:{width}px;height:{height}px;margin:{MARGIN}px;columns:{column}px 1;column-gap:99px;column-fill:auto"
    return face(frame.language) + rules + f"html{{{page};box-sizing:content-box}}".replace(";", "!important;")


HARNESS = """<!doctype html><meta charset="utf-8"><style>body{margin:0;background:#fff}
iframe{position:absolute;border:1px solid #999;box-sizing:border-box}</style><body><script>
for (const f of %s) {
  const frame = document.createElement('iframe');
  frame.style.cssText = `left:${f.left}px;top:0;width:${f.width}px;height:${f.height}px`;
  frame.scrolling = 'no';
  frame.onload = () => {
    const made = frame.contentDocument.createElementNS('http://www.w3.org/1999/xhtml', 'style');
    made.textContent = f.style;
    frame.contentDocument.head.insertBefore(made, frame.contentDocument.head.firstChild);
  };
  frame.src = f.file;
  document.body.appendChild(frame);
}
</script>"""


def placed(frames: tuple[Frame, ...], folder: Path) -> Iterator[dict[str, object]]:
    """Each frame beside the one before."""
    left = 0
    for number, frame in enumerate(frames):
        file = document(frame, folder / str(number))
        size = {"left": left, "width": frame.width, "height": frame.height}
        yield size | {"file": file.as_uri(), "style": style(frame)}
        left += frame.width + GAP


def draw(name: str, frames: tuple[Frame, ...], browser: str) -> Path:
    """One picture."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        wanted = list(placed(frames, folder))
        harness = folder / "harness.html"
        harness.write_text(HARNESS % json.dumps(wanted), "utf-8")
        shot = folder / "shot.png"
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--force-device-scale-factor=1", "--allow-file-access-from-files", "--virtual-time-budget=20000",
            "--window-size=1200,800", f"--user-data-dir={folder / 'profile'}", f"--screenshot={shot}", harness.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, capture_output=True, check=True, timeout=120)  # noqa: S603 - our own command
        width = sum(frame.width + GAP for frame in frames) - GAP
        picture = Image.open(shot).convert("L").crop((0, 0, width, max(frame.height for frame in frames)))
    path = HOME / f"{name}.png"
    picture.quantize(16).save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        sys.exit(f"{path.name} has {path.stat().st_size} bytes")
    return path


def main() -> None:
    """Draw all pictures, or those that are named."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), "")
    if not browser:
        sys.exit("there is no Chromium")
    HOME.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or SCENES:
        if not re.fullmatch(r"[a-z-]+", name) or name not in SCENES:
            sys.exit(f"there is no scene {name}")
        print(draw(name, SCENES[name], browser))


if __name__ == "__main__":
    main()
