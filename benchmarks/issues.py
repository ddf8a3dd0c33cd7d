# SPDX-License-Identifier: AGPL-3.0-or-later
"""Issues to measure with, made anew from a number: the same stories and photos on every machine.

Each issue is written twice: as an issue folder, and as one Markdown file a story under ``plain/`` for the programs that
epubgen is measured beside. Text is Chinese of common characters, about 1,000 a story; no sentence comes twice.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

__all__ = ["COMMON", "photo_issue", "printed_page", "printed_pages", "text_issue"]

SIZE = (4000, 3000)
"""12 megapixels."""
COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着"
    "等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新"
    "线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活"
)
_PARAGRAPHS, _LETTERS = 5, 200
_SECTION = 25
"""Stories of a section."""
_STORIES_OF_A_PAGE = 8


def text_issue(folder: Path, stories: int, *, seed: int = 0) -> Path:
    """An issue of text alone; the folder of the issue."""
    chance = random.Random(seed or stories)
    return _written(folder, [(_title(chance), _body(chance), ()) for _ in range(stories)])


def photo_issue(folder: Path, photos: int, *, stories: int = 0, drawings: int = 2) -> Path:
    """An issue with two stories a photo, or so many; photos of 12 megapixels (about 4 MB each), and drawings as PNG."""
    chance = random.Random(photos)
    names = [f"{number:03}.jpg" for number in range(photos)] + [f"d{number}.png" for number in range(drawings)]
    home = folder / "2026-05-08" / "photos"
    home.mkdir(parents=True)
    with ThreadPoolExecutor() as pool:
        list(pool.map(_draw, [home / name for name in names], range(len(names))))
    shown = [(name,) for name in names] + [()] * ((stories or photos * 2) - len(names))
    return _written(folder, [(_title(chance), _body(chance), photo) for photo in shown])


def printed_page(folder: Path) -> Path:
    """One printed page of eight stories, as Markdown."""
    return printed_pages(folder, _STORIES_OF_A_PAGE) / "2026-05-08-01.md"


def printed_pages(folder: Path, stories: int) -> Path:
    """So many stories on printed pages of eight, as Markdown; the folder of the pages."""
    chance = random.Random(8)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, -(-stories // _STORIES_OF_A_PAGE) + 1):
        told = "\n\n".join(f"## {_title(chance)}\n\n{_body(chance)}" for _ in range(_STORIES_OF_A_PAGE))
        head = f"{number:02} 要闻 2026年5月8日 星期五"
        (folder / f"2026-05-08-{number:02}.md").write_text(f"{head}\n\n{told}\n", "utf-8")
    return folder


def _written(folder: Path, stories: Sequence[tuple[str, str, tuple[str, ...]]]) -> Path:
    issue, plain = folder / "2026-05-08", folder / "plain"
    (issue / "articles").mkdir(parents=True)
    plain.mkdir()
    (folder / "publication.yaml").write_text("id: paper\ntitle: 青溪日报\nlanguage: zh-Hans\n", "utf-8")
    sections = range(-(-len(stories) // _SECTION))
    heads = "".join(f"  - id: s{number:03}\n    name: 版{number + 1}\n" for number in sections)
    (issue / "issue.yaml").write_text(f"date: 2026-05-08\nsections:\n{heads}", "utf-8")
    for number, (title, body, photos) in enumerate(stories):
        shown = "".join(f"  - {{file: ../photos/{name}, alt: 港口, credit: 王小芳}}\n" for name in photos)
        head = f"title: {title}\nauthors: 王小芳\nsection: s{number // _SECTION:03}\n" + (
            f"photos:\n{shown}" if shown else ""
        )
        (issue / "articles" / f"{number:05}.md").write_text(f"---\n{head}---\n\n{body}\n", "utf-8")
        pictures = "".join(f"![]({issue / 'photos' / name})\n\n" for name in photos)
        (plain / f"{number:05}.md").write_text(f"# {title}\n\n{pictures}{body}\n", "utf-8")
    return issue


def _title(chance: random.Random) -> str:
    return "".join(chance.choices(COMMON, k=14))


def _body(chance: random.Random) -> str:
    return "\n\n".join(_paragraph(chance) for _ in range(_PARAGRAPHS))


def _paragraph(chance: random.Random) -> str:
    made = ""
    while len(made) < _LETTERS:
        made += "".join(chance.choices(COMMON, k=chance.randint(6, 18))) + chance.choice("，，，。；")
    return f"{made[:-1]}。"


def _draw(target: Path, number: int) -> None:
    """A photo of forms and grain, about 4 MB; a drawing of flat colours as PNG."""
    small = (SIZE[0] // 8, SIZE[1] // 8)
    bands = [Image.effect_noise(small, 30 + (number * 7 + band * 11) % 40) for band in range(3)]
    forms = Image.merge("RGB", bands).resize(SIZE, Image.Resampling.BICUBIC)
    if target.suffix == ".png":
        forms.resize((1600, 1200)).quantize(16).convert("RGB").save(target)
        return
    slope = Image.linear_gradient("L").rotate(number * 37 % 360).resize(SIZE).convert("RGB")
    grain = Image.effect_noise(SIZE, 24).convert("RGB")
    Image.blend(Image.blend(forms, slope, 0.5), grain, 0.12).save(target, "JPEG", quality=92)
