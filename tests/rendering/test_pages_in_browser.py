# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages as a browser lays them out: direction, header, pictures, nothing over the edge; both modes and the fallback."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pixels

from epubgen.epub.edition import plan
from epubgen.epub.pages import page_part
from epubgen.epub.theme.sheets import sheets, themes
from epubgen.images import Media, Picture, photo_key
from epubgen.model import (
    QA,
    BookTitle,
    Box,
    Column,
    Credit,
    Em,
    Gallery,
    Image,
    Issue,
    List,
    Note,
    Paragraph,
    Photo,
    Poem,
    ProperName,
    PullQuote,
    Quote,
    Ruby,
    Subhead,
    Table,
    Text,
    Turn,
)
from epubgen.options import Options
from epubgen.transforms.complete import complete
from tests.rendering.browser import Job, find, measure
from tests.unit.pages_sample import PAPER, issue_of, said, story

BROWSER = find()
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")

LONG = "近年来，全市持续推进老城区供水管网改造，累计更新管线二百三十七公里，惠及居民十一万户。" * 3
CAPTION = "四月十六日清晨，满载集装箱的货轮驶离港口，送行的人群久久不愿散去。"
SHAPES = {"wide": (1264, 843), "tall": (843, 1264), "strip": (1264, 400), "small": (300, 200)}
PHOTOS = {name: Photo(file=f"{name}.jpg", caption=CAPTION, alt="图", credit=(Credit(name="霍青"),)) for name in SHAPES}
Pages = list[tuple[Job, dict[str, Any]]]
EVERYDAY = [(1072, 1448, 36), (600, 800, 40)]
MATRIX = [(w, h, f) for w, h in ((1072, 1448), (1236, 1648), (600, 800)) for f in (w // 30, w // 15)]


def everything() -> Issue:
    """A story with every part that could stick out."""
    table = Table(
        caption="主要指标",
        head=tuple((Text(t),) for t in ("指标", "数值", "同比")),
        rows=tuple(tuple((Text(t),) for t in ("货物吞吐量", "3120万吨", "+9.4%")) for _ in range(3)),
    )
    body = (
        said(LONG),
        Image(photo=PHOTOS["tall"]),
        Subhead(text=(Text("小标题"),)),
        Paragraph(
            text=(Text("有人说"), Em((Text("要紧"),)), Text("。https://news.example/a/very/long/address/indeed/2026"))
        ),
        Gallery(items=(PHOTOS["strip"], PHOTOS["small"]), caption="组照"),
        PullQuote(text=(Text("一条航线就是一扇门。"),), attribution="何望"),
        Box(title="链接", body=(said(LONG),)),
        table,
        replace(table, head=table.head * 2, rows=tuple(row * 2 for row in table.rows)),
        List(items=tuple((said(f"第{n}项。{LONG[:60]}"),) for n in range(12)), ordered=True),
        Paragraph(text=(ProperName((Text("林则徐"),)), Text("著"), BookTitle((Text("海国图志"),)), Text("。"))),
        Paragraph(text=(Ruby("海鷗", "ㄏㄞˇ ㄡ"), Text("飞过"), Ruby("潮", "cháo"), Text("头。" + LONG))),
        QA(turns=(Turn(who="问", text=(said(LONG),)), Turn(who="答", text=(said(LONG),)))),
        Poem(stanzas=(((Text("潮水退去"),), (Text("灯还亮着"),)), ((Text("船在雾里"),),))),
        Quote(body=(said(LONG),), attribution="何望"),
        Note(body=(said(LONG),), kind="editor"),
    )
    full = story(
        "full",
        column="民生",
        kicker=("肩题说了一句不短的话来引出主题",),
        title=("潮起海湾路　一港连五洲", "港口一季度吞吐量创历史新高"),
        deck=("副题也有一行字那么长，说明新闻的要点所在",),
        authors=(Credit(name="张三", role="reporter"),),
        credits=(Credit(name="李四", role="editor"),),
        continued_from="s0",
        lead_photo=PHOTOS["wide"],
        body=body,
    )
    paper = replace(PAPER, columns=(Column(name="民生", rubric="记者在现场"),), title_latin="XIAO BAO", motto="记人间")
    return issue_of(full, *(story(f"s{n}", title=("另一篇的标题",)) for n in range(3)), publication=paper)


def media() -> Media:
    made = {}
    for name, (width, height) in SHAPES.items():
        out = BytesIO()
        Pixels.new("L", (width, height), 128).save(out, "JPEG")
        made[photo_key(PHOTOS[name])] = Picture(
            name=f"photos/{name}.jpg",
            media_type="image/jpeg",
            width=width,
            height=height,
            sha256="",
            size=0,
            data=out.getvalue(),
        )
    return Media(pictures=tuple(made.values()), by_key=made)


def laid_out(folder: Path, mode: Any, theme: str = "") -> list[Path]:
    """The edition in one writing mode as files; its documents."""
    looks = sheets("zh-Hans-CN", mode, theme)
    edition = plan(complete(everything()), Options(writing_mode=mode), css=[f"css/{look.name}" for look in looks])
    pictures = media()
    files = {f"css/{look.name}": look.data for look in looks} | {p.name: p.read() for p in pictures.pictures}
    documents = [page_part(edition, pictures, document) for document in edition.documents]
    for name, data in (*files.items(), *((part.href, part.data) for part in documents)):
        assert isinstance(data, bytes)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return [folder / part.href for part in documents]


def measured(folder: Path, screens: list[tuple[int, int, int]], theme: str = "") -> list[tuple[Job, dict[str, Any]]]:
    jobs = []
    for name, mode, force in (
        ("h", "horizontal-tb", ""),
        ("v", "vertical-rl", ""),
        ("f", "vertical-rl", "horizontal-tb"),
    ):
        for document in laid_out(folder / name, mode, theme):
            jobs += [Job(document.as_uri(), *screen, force=force, face="zh-Hans") for screen in screens]
    assert BROWSER
    found = measure(BROWSER, jobs, folder)
    assert [page for page in found if "error" in page] == []
    return list(zip(jobs, found, strict=True))


@pytest.fixture(
    scope="module", params=[themes()[0], *(pytest.param(theme, marks=pytest.mark.slow) for theme in themes()[1:])]
)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The issue in each look."""
    return measured(tmp_path_factory.mktemp("laid-out"), EVERYDAY, request.param)


def inside(box: dict[str, float], job: Job, *, vertical: bool) -> bool:
    """The box lies within the text area of one page; pages follow each other down (vertical) or to the right."""
    step = job.height if vertical else job.width
    shift = (box["y"] if vertical else box["x"]) // step * step
    x, y = box["x"] - (0 if vertical else shift), box["y"] - (shift if vertical else 0)
    m = job.margin - 1
    return x >= m and y >= m and x + box["w"] <= job.width - m and y + box["h"] <= job.height - m


def flow(box: dict[str, float], job: Job, *, vertical: bool) -> tuple[float, float]:
    """Where a box stands in reading order: its page, then its place across the lines."""
    return (box["y"] // job.height, -(box["x"] + box["w"])) if vertical else (box["x"] // job.width, box["y"])


def test_html_and_body_run_in_the_mode_of_the_edition(pages: Pages) -> None:
    for job, page in pages:
        mode = job.force or ("vertical-rl" if "/v/" in job.file else "horizontal-tb")
        assert page["mode"] == [mode, mode], job
        assert page["lineBreak"] == "strict"


def test_nothing_sticks_out_across_the_lines_of_the_page(pages: Pages) -> None:
    axis = {True: 1, False: 0}
    wide = [
        job
        for job, page in pages
        if page["unpaged"]["scroll"][axis[page["vertical"]]] > page["unpaged"]["view"][axis[page["vertical"]]]
    ]
    assert wide == []


def broken_figures(pages: Pages) -> list[tuple[str, str, int]]:
    return [
        (job.file[-40:], figure["kind"], job.width)
        for job, page in pages
        for figure in page["figures"]
        if figure["rects"] != 1 or not inside(figure["box"], job, vertical=page["vertical"])
    ]


def test_a_picture_and_its_caption_are_whole_on_one_page(pages: Pages) -> None:
    assert broken_figures(pages) == []


def test_captions_follow_their_pictures(pages: Pages) -> None:
    for _, page in pages:
        for figure in page["figures"]:
            image, caption = (part["box"] for part in figure["parts"])
            left = page["vertical"] and caption["x"] + caption["w"] <= image["x"] + 1
            beside = (
                not page["vertical"] and caption["x"] >= image["x"] + image["w"] - 1
            )  # where vertical lines are ignored
            assert left or beside or caption["y"] >= image["y"] + image["h"] - 1


def test_the_parts_of_a_header_follow_each_other_from_one_edge(pages: Pages) -> None:
    headers = [(job, page) for job, page in pages if len(page["heads"]) > 3]
    assert headers
    for job, page in headers:
        assert [part["kind"] for part in page["heads"]] == ["column", "kicker", "headline", "deck", "byline"]
        last = (
            -1 if page["vertical"] or job.force else 5
        )  # the byline stands at the foot of a line, be it that of headline or deck
        places = [flow(part["box"], job, vertical=page["vertical"]) for part in page["heads"][:last]]
        assert places == sorted(places)
        step = job.height if page["vertical"] else job.width
        plain = [start % step for start in page["starts"][1:last]]  # the column stands in a frame of its own
        assert max(plain) - min(plain) < 2


def test_a_paragraph_is_indented_by_two_characters(pages: Pages) -> None:
    assert {indent[2] for _, page in pages for indent in page["indents"]} == {2}


def test_stress_is_never_slanted(pages: Pages) -> None:
    assert [found for _, page in pages for found in page["found"] if found[0] in ("slant", "dots")] == []


def test_rows_of_a_table_become_columns_with_the_head_on_the_right(pages: Pages) -> None:
    for job, page in pages:
        places = [flow(row["box"], job, vertical=True) for row in page["tables"] if page["vertical"]]
        assert places == sorted(places)


def test_nothing_else_is_found(pages: Pages) -> None:
    """Lines, marks, cells, holes, edges: every kind of finding of the samples' test."""
    assert [(job.file[-30:], job.width, *found) for job, page in pages for found in page["found"]] == []


@pytest.mark.slow
def test_pictures_are_whole_on_every_screen_in_every_size(tmp_path: Path) -> None:
    assert broken_figures(measured(tmp_path, MATRIX)) == []
