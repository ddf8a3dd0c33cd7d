# SPDX-License-Identifier: AGPL-3.0-or-later
"""The output of MinerU and PaddleOCR, in the forms of their versions: stories, photos with words, tables, refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import epubgen
from epubgen.errors import SourceError
from epubgen.importers.reading import Reading
from epubgen.model import Article, Paragraph, Table, Text
from epubgen.model.inlines import plain
from epubgen.model.walk import article_photos, instances, strings
from tests.unit.tiny_pdf import jpeg

FIRST = "清晨的码头上，渔民们正在整理渔网。今年的渔汛比往年早了十天，港口一派繁忙。"
SECOND = "市海洋渔业局介绍，截至目前全市已有两百余艘渔船出海，预计产值超过三亿元。"
OTHER = "本报讯 市公交集团昨日宣布，城西新增三条公交线路，方便居民出行。"
TABLE = "<html><body><table><tr><td>线路</td><td>起点</td></tr><tr><td>12</td><td>北站</td></tr></table></body></html>"
CAPTION = "渔民在码头整理渔网。"
Shapes = list[tuple[str, str, tuple[int, int, int, int]]]
PAGE: Shapes = [
    ("header", "汐州晚报 2026年4月22日 星期三", (50, 10, 950, 25)),
    ("title", "潮水退去之后", (50, 130, 450, 165)),
    ("text", "本报记者 林岸", (50, 195, 150, 208)),
    ("text", FIRST, (50, 212, 245, 262)),
    ("image", CAPTION, (255, 195, 450, 300)),
    ("text", SECOND, (50, 265, 245, 330)),
    ("title", "城西新增三条公交线", (520, 130, 900, 160)),
    ("text", OTHER, (520, 170, 900, 200)),
    ("table", TABLE, (520, 210, 900, 260)),
    ("page_number", "3", (480, 980, 520, 995)),
]


def content_list(page: Shapes = PAGE, number: int = 0, *, caption: str = "image_caption") -> list[dict[str, Any]]:
    made = []
    for kind, words, box in page:
        item: dict[str, Any] = {"type": kind, "bbox": list(box), "page_idx": number}
        match kind:
            case "image":
                item |= {"img_path": "images/a.jpg", caption: [words], "img_footnote": []}
            case "table":
                item |= {
                    "img_path": "images/t.jpg",
                    "table_body": words,
                    "table_caption": ["新增线路"],
                    "table_footnote": [],
                }
            case "title":
                item |= {"type": "text", "text": words, "text_level": 1}
            case _:
                item |= {"text": words}
        made.append(item)
    return made


def second_list(page: Shapes = PAGE) -> list[list[dict[str, Any]]]:
    """``content_list_v2.json``: a list a page, words as spans."""
    made = []
    for kind, words, box in page:
        spans = [{"type": "text", "content": words}]
        names = {"header": "page_header", "text": "paragraph"}
        content: dict[str, Any] = {f"{names.get(kind, kind)}_content": spans}
        if kind == "image":
            content = {"image_source": {"path": "images/a.jpg"}, "image_caption": spans, "image_footnote": []}
        elif kind == "table":
            content = {
                "image_source": {"path": "images/t.jpg"},
                "html": words,
                "table_caption": [{"type": "text", "content": "新增线路"}],
            }
        elif kind == "title":
            content["level"] = 1
        made.append({"type": names.get(kind, kind), "content": content, "bbox": list(box)})
    return [made]


def middle(page: Shapes = PAGE, *, path: str = "image_path") -> dict[str, Any]:
    """``middle.json``: blocks with lines with spans."""
    main: list[dict[str, Any]] = []
    gone: list[dict[str, Any]] = []
    for kind, words, (left, top, right, bottom) in page:
        box = [left, top, right, bottom]
        if kind in ("image", "table"):
            span = {"type": kind, path: "a.jpg", "bbox": box} | ({"html": words} if kind == "table" else {})
            inner = [{"type": f"{kind}_body", "bbox": box, "lines": [{"bbox": box, "spans": [span]}]}]
            said = words if kind == "image" else "新增线路"
            text = {"bbox": box, "spans": [{"type": "text", "content": said, "bbox": box}]}
            inner.append({"type": f"{kind}_caption", "bbox": box, "lines": [text]})
            main.append({"type": kind, "bbox": box, "blocks": inner})
            continue
        size = 30 if kind == "title" else 12
        per = max(1, int((right - left) // size))
        pieces = [words[at : at + per] for at in range(0, len(words), per)]
        lines = [
            {
                "bbox": [left, top + number * size, right, top + (number + 1) * size],
                "spans": [{"type": "text", "content": piece, "score": 1.0}],
            }
            for number, piece in enumerate(pieces)
        ]
        (gone if kind in ("header", "page_number") else main).append({"type": kind, "bbox": box, "lines": lines})
    return {
        "pdf_info": [{"page_idx": 0, "page_size": [1000, 1000], "para_blocks": main, "discarded_blocks": gone}],
        "_backend": "pipeline",
        "_version_name": "2.6.4",
    }


def paddle(page: Shapes = PAGE) -> dict[str, Any]:
    """One page of PP-StructureV3."""
    names = {"title": "paragraph_title", "page_number": "number"}
    blocks: list[dict[str, Any]] = []
    for kind, words, box in page:
        blocks.append(
            {
                "block_label": names.get(kind, kind),
                "block_content": "" if kind == "image" else words,
                "block_bbox": list(box),
                "block_id": len(blocks),
            }
        )
        if kind == "image":
            blocks.append({"block_label": "figure_title", "block_content": words, "block_bbox": [255, 301, 450, 312]})
    return {"input_path": "x.png", "page_index": None, "width": 1000, "height": 1000, "parsing_res_list": blocks}


def old_paddle(page: Shapes = PAGE) -> list[dict[str, Any]]:
    """A page of PP-Structure 2: regions with their lines."""
    names = {"image": "figure", "page_number": "footer"}
    made = []
    for kind, words, box in page:
        res: Any = [
            {
                "text": words,
                "confidence": 0.99,
                "text_region": [[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[3]]],
            }
        ]
        if kind == "table":
            res = {"html": words}
        made.append(
            {"type": names.get(kind, kind), "bbox": list(box), "res": [] if kind == "image" else res, "img_idx": 0}
        )
        if kind == "image":
            made.append(
                {
                    "type": "figure_caption",
                    "bbox": [255, 301, 450, 312],
                    "res": [{"text": words, "text_region": []}],
                    "img_idx": 0,
                }
            )
    return made


def read(name: str, value: object, **pictures: bytes) -> Reading:
    data = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    files = {name: data.encode(), "images/a.jpg": jpeg(), "images/t.jpg": jpeg()}
    return epubgen.read({**files, **{key.replace("__", "/"): one for key, one in pictures.items()}})


def texts(story: Article) -> list[str]:
    return [plain(block.text) for block in story.body if isinstance(block, Paragraph)]


PICTURES = {"imgs/img_in_image_box_255_195_450_300.jpg": jpeg(), "[255, 195, 450, 300]_0.jpg": jpeg()}
FORMS: dict[str, tuple[str, object]] = {
    "content_list": ("2026-04-22_content_list.json", content_list()),
    "content_list of 0.6": ("2026-04-22_content_list.json", content_list(caption="img_caption")),
    "content_list_v2": ("2026-04-22_content_list_v2.json", second_list()),
    "middle": ("2026-04-22_middle.json", middle()),
    "middle of 0.6": ("2026-04-22/layout.json", middle(path="img_path")),
    "PP-StructureV3": ("2026-04-22-03_res.json", paddle()),
    "its property json": ("2026-04-22-03_res.json", {"res": paddle()}),
    "its web service": (
        "2026-04-22.json",
        {"errorCode": 0, "result": {"layoutParsingResults": [{"prunedResult": paddle(), "markdown": {"images": {}}}]}},
    ),
    "JSON Lines": (
        "2026-04-22.jsonl",
        json.dumps({"result": {"layoutParsingResults": [{"prunedResult": paddle()}]}}) + "\n",
    ),
    "PP-Structure 2": ("2026-04-22-03/res_0.json", old_paddle()),
    "PP-Structure 2, a region a line": ("2026-04-22-03/res_0.txt", "\n".join(map(json.dumps, old_paddle()))),
}


@pytest.mark.parametrize("form", FORMS)
def test_stories_photos_and_tables_come_along(form: str) -> None:
    name, value = FORMS[form]
    reading = read(name, value, **{key.replace("/", "__"): one for key, one in PICTURES.items()})
    found = {"".join(story.title): story for story in reading.issue.articles}
    first, second = found["潮水退去之后"], found["城西新增三条公交线"]
    assert texts(first) == [FIRST, SECOND]
    assert [person.name for person in first.authors] == ["林岸"]
    (photo,) = article_photos(first)
    assert photo.caption == CAPTION
    assert photo.file.endswith(".jpg")
    assert any("公交集团昨日宣布" in text for text in texts(second))
    (table,) = [block for block in second.body if isinstance(block, Table)]
    assert [plain(cell) for cell in (*table.head, *table.rows[0])] == ["线路", "起点", "12", "北站"]
    assert not reading.findings


@pytest.mark.parametrize("form", ["content_list", "content_list_v2", "middle"])
def test_nothing_of_the_words_is_lost(form: str) -> None:
    name, value = FORMS[form]
    reading = read(name, value)
    shown = "".join(text for held in (reading.issue, reading.facts) for text, _, _ in strings(held))
    for word in ("潮水退去之后", "林岸", FIRST, SECOND, CAPTION, "城西新增三条公交线", "新增线路", "北站"):
        assert word in shown.replace("\n", "")


def test_of_several_files_of_one_document_the_one_with_lines_is_read(tmp_path: Path) -> None:
    for name, value in (
        ("a_middle.json", middle()),
        ("a_content_list.json", content_list()),
        ("a_content_list_v2.json", second_list()),
    ):
        (tmp_path / f"2026-04-22-{name}").write_text(json.dumps(value), encoding="utf-8")
    (tmp_path / "2026-04-22-a.md").write_text("# 别的\n\n正文。\n", encoding="utf-8")
    (tmp_path / "2026-04-22-a_model.json").write_text("[]", encoding="utf-8")
    reading = epubgen.read(tmp_path)
    assert [story.title for story in reading.issue.articles][:1] == [("潮水退去之后",)]
    assert all(
        place.endswith("_middle.json") for place in {fact.name for fact in reading.facts if fact.name.endswith(".json")}
    )


@pytest.mark.parametrize(
    ("ending", "value"), [("middle", middle()), ("content_list", content_list()), ("res", paddle())]
)
def test_files_of_one_page_each_are_read_in_the_order_of_their_numbers(
    ending: str, value: object, tmp_path: Path
) -> None:
    for number, title in ((9, "第九页的题目"), (10, "第十页的题目"), (11, "末页的题目")):
        text = json.dumps(value, ensure_ascii=False).replace("潮水退去之后", title)
        (tmp_path / f"leaf{number}_{ending}.json").write_text(text, encoding="utf-8")
    issue = epubgen.read(tmp_path, date="2026-04-22").issue
    heads = [story.title[0] for story in issue.articles if story.title[0].endswith("页的题目")]
    assert heads == ["第九页的题目", "第十页的题目", "末页的题目"]


def test_a_list_without_boxes_keeps_its_order() -> None:
    items = [{key: value for key, value in item.items() if key != "bbox"} for item in content_list()]
    stories = read("2026-04-22_content_list.json", items).issue.articles
    assert FIRST in texts(next(story for story in stories if story.title == ("潮水退去之后",)))


@pytest.mark.parametrize("kind", ["doc_title", "paragraph_title"])
def test_a_heading_without_box_has_any_of_its_names(kind: str) -> None:
    told = (("text", "要闻一则", 1), ("text", FIRST, 0), (kind, "渡口有了电子钟", 1), ("text", SECOND, 0))
    items = [{"type": name, "text": words, "text_level": level, "page_idx": 0} for name, words, level in told]
    stories = read("2026-04-22_content_list.json", items).issue.articles
    assert [story.title for story in stories] == [("要闻一则",), ("渡口有了电子钟",)]


def test_pages_follow_their_numbers() -> None:
    items = [
        *content_list(number=1),
        *content_list([("title", "要闻一则", (50, 130, 450, 165)), ("text", FIRST, (50, 212, 245, 262))], 0),
    ]
    issue = read("2026-04-22_content_list.json", items).issue
    assert [story.page for story in issue.articles] == [("01",), ("02",), ("02",)]


def test_numbers_that_a_tool_took_for_formulas_are_plain() -> None:
    page: Shapes = [
        ("title", "潮水退去之后", (50, 130, 450, 165)),
        ("text", r"气温升至 $3 8 ^ { \circ } C$，同比增长 $7 2 . 0 \%$。", (50, 212, 245, 262)),
    ]
    (story,) = read("2026-04-22_content_list.json", content_list(page)).issue.articles
    assert "$" not in texts(story)[0]
    assert "72.0%" in texts(story)[0]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a_middle.json", '{"pdf_info": [', "S41"),
        ("a_middle.json", '{"pdf_info": {"page_idx": 0}}', "S41.shape"),
        ("a_content_list.json", '[{"type": "text", "text": "", "page_idx": 0}]', "S43"),
        ("a_content_list.json", "[" * 3000 + '"page_idx"', "S41"),
        ("a_res.json", '{"parsing_res_list": 3}', "S41.shape"),
        ("a_res.json", '{"parsing_res_list": []}', "S43"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(name: str, data: str, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        epubgen.read({name: data})
    assert caught.value.findings[-1].key == code
    assert all(found.message("zh") and found.at and found.at.file for found in caught.value.findings)


def test_unknown_parts_are_counted_and_their_words_kept() -> None:
    items = [
        *content_list(),
        {"type": "hologram", "page_idx": 0, "bbox": [0, 0, 1, 1]},
        {"type": "sidebar", "text": "新的一块文字。", "bbox": [520, 300, 900, 320], "page_idx": 0},
    ]
    reading = read("2026-04-22_content_list.json", items)
    assert [found.key for found in reading.findings] == ["S42"]
    assert any("新的一块文字。" in text for story in reading.issue.articles for text in texts(story))


def test_lists_and_code_of_middle_json_stand_by_themselves() -> None:
    def part(kind: str, words: str, top: int, **more: object) -> dict[str, object]:
        box = [50, top, 500, top + 15]
        return {
            "type": kind,
            "bbox": box,
            "lines": [{"bbox": box, "spans": [{"type": "text", "content": words}], **more}],
        }

    starts = [
        *part("", "一，早起", 700, is_list_start_line=True)["lines"],
        *part("", "二，早回", 715, is_list_start_line=True)["lines"],
    ]  # type: ignore[misc]
    large = [50, 655, 500, 695]
    blocks = [
        part("title", "渔汛提前", 50), part("text", FIRST, 90),
        {"type": "list", "bbox": [50, 510, 500, 560], "blocks": [part("text", "第一，早起", 510), part("text", "第二，早回", 530)]},
        {"type": "list", "bbox": [50, 610, 500, 650], "blocks": [
            part("text", "甲，出海", 610), {"type": "list", "blocks": [part("text", "乙，靠港", 630)]}
        ]},
        {"type": "interline_equation", "bbox": large, "lines": [
            {"bbox": large, "spans": [{"type": "text", "content": "E = m", "bbox": large}]}
        ]},
        {"type": "code", "bbox": [50, 570, 500, 600], "blocks": [part("code_caption", "说明", 570), part("code_body", "x = 1", 585)]},
        {"type": "list", "bbox": [50, 700, 500, 730], "lines": starts},
    ]  # fmt: skip
    page = {"pdf_info": [{"page_idx": 0, "page_size": [700, 1000], "para_blocks": blocks, "discarded_blocks": []}]}
    (story,) = epubgen.read({"2026-05-12_middle.json": json.dumps(page)}).issue.articles
    found = ["|".join(run.text for run, _ in instances((block,), Text)) for block in story.body]
    assert found == [
        FIRST,
        "第一，早起|第二，早回",
        "说明",
        "x = 1",
        "甲，出海|乙，靠港",
        "E = m",
        "一，早起|二，早回",
    ]


def test_vertical_text_of_paddle_is_read_downwards() -> None:
    words = "市海洋渔业局介绍，截至目前全市已有两百余艘渔船出海，预计产值超过三亿元。"
    parts = [
        ("paragraph_title", "渔汛提前", [600, 50, 660, 500]),
        *(("vertical_text", words, [500 - 200 * at, 50, 580 - 200 * at, 900]) for at in range(2)),
    ]
    listed = [{"block_label": label, "block_content": text, "block_bbox": box} for label, text, box in parts]
    page = {"width": 1000, "height": 1400, "parsing_res_list": listed}
    (story,) = epubgen.read({"2026-05-12_res.json": json.dumps(page)}).issue.articles
    assert (story.title, len(story.body)) == (("渔汛提前",), 2)
