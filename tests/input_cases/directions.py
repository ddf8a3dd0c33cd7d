# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which way text runs: by the tag of its language, by its letters, by what foreign HTML and Markdown say."""

from functools import partial
from pathlib import PurePosixPath

import epubgen
from epubgen.languages.directions import (
    direction,
    needless_marks,
    ordered_numbers,
    page_flow,
    page_progression,
    vertical_lines,
)
from epubgen.markup import RenderContext, blocks_from_html, blocks_from_markdown, render_blocks
from epubgen.markup.tree import write
from epubgen.markup.write_markdown import markdown_from_blocks
from epubgen.options import Options
from epubgen.pipeline.build import plan_edition
from epubgen.pipeline.prepare import prepare_issue
from tests.input_cases.case import InputCase


def _rendered(source: str, language: str) -> str:
    made = "".join(map(write, render_blocks(blocks_from_html(source).blocks, RenderContext(language=language))))
    return made.replace(' class="para"', "").replace(' class="list"', "").replace(' class="quote"', "")


def _typed(source: str, language: str) -> str:
    blocks = blocks_from_markdown(source).blocks
    assert blocks_from_markdown(markdown_from_blocks(blocks)).blocks == blocks
    made = "".join(map(write, render_blocks(blocks, RenderContext(language=language))))
    return made.replace(' class="para"', "")


def _numbers(text: str) -> list[str]:
    return [text[start:end] for start, end in ordered_numbers(text)]


def _flow(language: str, mode: str, paper: str, wish: str = "") -> str:
    return " ".join(page_flow(language, mode, paper, wish))


def _sheet(story: str, mode: str, paper: str) -> str:
    """The sheet of its language that a story links, in a paper in another."""
    files = {
        "publication.yaml": f"id: p\ntitle: P\nlanguage: {paper}\nwriting_mode: {mode}\n",
        "issue.yaml": "date: 2026-04-22\n",
        "articles/a.md": f"---\ntitle: A\nlang: {story}\n---\nText.\n",
    }
    edition, _ = plan_edition(prepare_issue(files, Options()), Options())
    return next(PurePosixPath(one).stem for one in edition.css_for(edition.document("article", "a")) if "/lang-" in one)  # type: ignore[arg-type]


def _told(head: str, mode: str, paper: str) -> str:
    """What lint says of the lines of a story: its code and the line of its file."""
    files = {
        "publication.yaml": f"id: p\ntitle: 报\nlanguage: {paper}\nwriting_mode: {mode}\n",
        "issue.yaml": "date: 2026-04-22\n",
        "articles/a.md": f"---\ntitle: A\n{head}\n---\nText.\n",
    }
    found = (one for one in epubgen.lint(files).findings if one.code in ("S02", "T13", "T14", "T16", "T17"))
    return " ".join(f"{one.code}:{one.at.line if one.at else 0}" for one in found)


_RTL = ("ar", "ar-EG", "ug", "ug-CN", "fa", "ur-PK", "ps", "sd", "dv", "yi", "he", "iw", "syr", "ckb", "nqo", "rhg",
        "ff-Adlm", "kk-Arab", "kk-CN", "pa-PK", "uz-AF", "az-IR", "pa-Arab", "zh-Arab", "tg-PK")  # fmt: skip
_LTR = ("en", "zh-Hans", "ja", "ko", "ug-Latn", "ug-Cyrl", "kk", "kk-KZ", "kk-Latn", "ar-Latn", "mn", "mn-Mong", "bo",
        "th", "vi", "tr", "ru", "sd-Deva", "yi-Latn", "uz", "pa", "", "xx-unknown")  # fmt: skip
_LINES = {
    "mn-Mong": "vertical-lr", "mn-CN": "vertical-lr", "mn-Mong-CN": "vertical-lr", "mn-Phag": "vertical-lr",
    "mnc": "vertical-lr", "sjo": "vertical-lr", "mn": "", "mn-Cyrl": "", "zh-Hans": "vertical-rl", "ja": "vertical-rl",
    "ko-KR": "vertical-rl", "yue-Hant": "vertical-rl", "zh-Latn": "", "en": "", "ar": "", "bo": "",
}  # fmt: skip
_FLOWS = {
    ("ar", "vertical-rl", "zh-Hans"): "horizontal-tb rtl",
    ("ar", "horizontal-tb", "ar"): "horizontal-tb rtl",
    ("mn-Mong", "horizontal-tb", "zh-Hans"): "vertical-lr ltr",
    ("mn-Mong", "vertical-rl", "zh-Hans"): "vertical-lr ltr",
    ("zh-Hans", "vertical-lr", "mn-Mong"): "vertical-lr ltr",
    ("zh-Hans", "vertical-rl", "zh-Hans"): "vertical-rl ltr",
    ("mn-Mong", "horizontal-tb", "mn-Mong"): "horizontal-tb ltr",
    ("en", "horizontal-tb", "ar"): "horizontal-tb ltr",
}
_WISHES = {
    ("en", "vertical-rl", "ja"): "horizontal-tb ltr",
    ("en", "vertical-lr", "mn-Mong"): "horizontal-tb ltr",
    ("ru", "vertical-rl", "zh-Hans"): "horizontal-tb ltr",
    ("ja", "vertical-rl", "ja"): "horizontal-tb ltr",
    ("mn-Mong", "vertical-rl", "zh-Hans"): "horizontal-tb ltr",
    ("ar", "vertical-rl", "zh-Hans"): "horizontal-tb rtl",
    ("en", "horizontal-tb", "zh-Hans"): "horizontal-tb ltr",
}
_PROGRESSIONS = {
    ("ar", "horizontal-tb"): "rtl", ("ug-Latn", "horizontal-tb"): "ltr", ("zh-Hans", "vertical-rl"): "rtl",
    ("zh-Hans", "horizontal-tb"): "ltr", ("mn-Mong", "vertical-lr"): "ltr", ("he", "horizontal-tb"): "rtl",
}  # fmt: skip
_NUMBERS = {
    "هاتف +971 4 123 4567.": ["+971 4 123 4567"], "يوم 2026-04-22": ["2026-04-22"], "1234-5678": [],
    "04 123 4567": ["04 123 4567"], "من 3-5": [], "10:30": [], "1,234.5": [], "38": [],
    "من 2024-2026": [], "(021) 555 1234": ["(021) 555 1234"],
}  # fmt: skip
_MARKS = {
    "a\u202eb": ["\u202e"], "a\u202eb\u202c": ["\u202e", "\u202c"], "\u2067a\u2069": ["\u2067"],
    "\u2068a\u2069": [], "\u2066a": ["\u2066"], "\u202bאב\u202c": [], "\u202aBBC\u202c אב": [], "אב\u202c": ["\u202c"],
    "אב \u202dabc\u202c": ["\u202d"],
}  # fmt: skip
_HTML = {
    (
        "en",
        '<p>He said <span dir="rtl">مرحبا Ann 5</span> ok</p>',
    ): '<p>He said <span dir="rtl">مرحبا Ann 5</span> ok</p>',
    ("en", '<p dir="ltr">plain</p>'): "<p>plain</p>",
    ("en", '<p dir="LTR">plain <b>b</b></p>'): "<p>plain <strong>b</strong></p>",
    ("en", "<p>مرحبا</p>"): '<p dir="rtl">مرحبا</p>',
    ("en", "<p>x <bdi>Ann</bdi>: 5</p>"): '<p>x <bdi dir="auto">Ann</bdi>: 5</p>',
    ("en", '<p>x <bdo dir="rtl">abc</bdo></p>'): '<p>x <bdo dir="rtl">abc</bdo></p>',
    ("en", '<p dir="sideways">plain</p>'): "<p>plain</p>",
    ("en", '<p>x</p><p dir="rtl">قال Ann.</p><p>words words</p>'): (
        '<p>x</p><p dir="rtl">قال Ann.</p><p>words words</p>'
    ),
    ("ar", '<p>هاتف <span dir="ltr">04 123</span> و</p>'): '<p>هاتف <span dir="ltr">04 123</span> و</p>',
    ("ar", '<div dir="rtl"><p>مرحبا Ann</p><p>مرحبا</p></div>'): "<p>مرحبا Ann</p><p>مرحبا</p>",
    ("ar", "<p>plain</p>"): '<p dir="ltr">plain</p>',
    ("ar", "<p><code>x=1</code> هو</p>"): '<p><code dir="ltr">x=1</code> هو</p>',
    ("he", "<p>טלפון +972 3 123 4567</p>"): '<p>טלפון <span dir="ltr" class="whole">+972 3 123 4567</span></p>',
    ("en", '<p dir="rtl">Latin only.</p>'): '<p dir="rtl">Latin only.</p>',
    ("ar", '<p dir="rtl">Latin only.</p>'): "<p>Latin only.</p>",
    ("ar", "<p>Latin only.</p>"): '<p dir="ltr">Latin only.</p>',
    ("en", '<div dir="rtl"><p>One!</p><p>Two!</p></div>'): '<p dir="rtl">One!</p><p dir="rtl">Two!</p>',
    ("en", '<div dir="rtl"><p>One!</p><p dir="ltr">Two!</p></div>'): '<p dir="rtl">One!</p><p>Two!</p>',
    ("en", '<p style="direction: rtl">Latin!</p>'): '<p dir="rtl">Latin!</p>',
    ("en", '<p dir="ltr" style="direction: rtl">Latin!</p>'): '<p dir="rtl">Latin!</p>',
    ("en", '<p><span style="direction: rtl">Latin!</span> x</p>'): "<p>Latin! x</p>",
    ("en", '<p><b dir="rtl">Latin!</b> x</p>'): '<p><span dir="rtl"><strong>Latin!</strong></span> x</p>',
    ("en", '<p><i dir="rtl">Latin!</i> x</p>'): '<p><span dir="rtl"><em>Latin!</em></span> x</p>',
    ("en", '<p><q dir="rtl">Latin</q> x</p>'): '<p><span dir="rtl">“Latin”</span> x</p>',
    ("en", '<p><a dir="rtl" href="https://e.org/">C!</a> x</p>'): (
        '<p><span dir="rtl"><a href="https://e.org/">C!</a></span> x</p>'
    ),
    ("en", '<h2 dir="rtl">Head!</h2>'): '<h2 class="subhead" dir="rtl">Head!</h2>',
    ("en", '<table dir="rtl"><tr><td>a!</td><td>b!</td></tr></table>'): (
        '<div class="tabular" dir="rtl"><table><tbody><tr><td>a!</td><td>b!</td></tr></tbody></table></div>'
    ),
    ("ar", '<p>هو <span dir="ltr">C++</span> و</p>'): '<p>هو <span dir="ltr">C++</span> و</p>',
    ("ar", '<p>هو <span dir="ltr">5 apples</span> و</p>'): '<p>هو <span dir="ltr">5 apples</span> و</p>',
    ("ar", '<p>هو <span dir="ltr">Ann</span> و</p>'): "<p>هو Ann و</p>",
    ("en", '<p>He <span dir="rtl">אב!</span> ok</p>'): '<p>He <span dir="rtl">אב!</span> ok</p>',
    ("en", '<p><bdo dir="ltr">אבג</bdo> x</p>'): '<p><bdo dir="ltr">אבג</bdo> x</p>',
    ("ar", '<p><bdo dir="ltr">هو 2026-04-22</bdo> x</p>'): '<p><bdo dir="ltr">هو 2026-04-22</bdo> x</p>',
    (
        "en",
        '<bdo dir="rtl"><p>abc</p><p>def</p></bdo>',
    ): '<p><bdo dir="rtl">abc</bdo></p><p><bdo dir="rtl">def</bdo></p>',
    ("en", '<p dir="auto">قال Ann</p>'): '<p dir="rtl">قال Ann</p>',
    ("en", '<p dir="auto">Ann قال</p>'): '<p>Ann <span dir="rtl">قال</span></p>',
    ("ar", '<p dir="auto">قال Ann</p>'): "<p>قال Ann</p>",
    ("ar", f'<p>{"هو " * 40}</p><p dir="rtl">قال Ann</p>'): f"<p>{'هو ' * 39}هو</p><p>قال Ann</p>",
    (
        "en",
        f'<p>{"he " * 40}</p><p dir="ltr">Ann قال</p>',
    ): f'<p>{"he " * 39}he</p><p>Ann <span dir="rtl">قال</span></p>',
    ("zh-Hans", "<p>他说مرحبا بكم5次</p>"): '<p>他说<span dir="rtl">مرحبا بكم</span>5次</p>',
}
_MARKDOWN = {
    ("en", "[abc]{dir=rtl} x"): '<p><span dir="rtl">abc</span> x</p>',
    ("en", "[abc]{bdo=rtl} x"): '<p><bdo dir="rtl">abc</bdo> x</p>',
    ("en", "[abc]{dir=auto} x"): '<p><bdi dir="auto">abc</bdi> x</p>',
    ("en", "[قال Ann]{dir=rtl}"): '<p dir="rtl">قال Ann</p>',
    ("ar", "[Ann 5]{lang=en} هو"): '<p><span lang="en" xml:lang="en" dir="ltr">Ann 5</span> هو</p>',
    ("ar", "[Ann, قال]{lang=ug} هو"): '<p><span lang="ug" xml:lang="ug">Ann, قال</span> هو</p>',
    ("en", "[abc]{dir=sideways} x"): "<p>abc x</p>",
}

_HEADS = {
    ("lang: en", "vertical-rl", "zh-Hans"): "T16:3",
    ("lang: fr", "vertical-rl", "ja"): "T16:3",
    ("lang: ru", "vertical-lr", "mn-Mong"): "T16:3",
    ("lang: en\nwriting_mode: horizontal-tb", "vertical-rl", "zh-Hans"): "",
    ("lang: kk\n排版方向: horizontal-tb", "vertical-rl", "zh-Hant"): "",
    ("lang: en", "horizontal-tb", "zh-Hans"): "",
    ("lang: ko", "vertical-rl", "ja"): "",
    ("lang: ar", "vertical-rl", "zh-Hans"): "",
    ("lang: en", "vertical-rl", "fr"): "T13:4",
    ("lang: mn-Mong\nwriting_mode: horizontal-tb", "vertical-rl", "zh-Hans"): "T17:4",
    ("writing_mode: horizontal-tb", "vertical-rl", "zh-Hans"): "",
    ("lang: en\nwriting_mode: horizontal", "vertical-rl", "zh-Hans"): "S02:4",
    ("lang: en\nwriting_mode: 横排", "vertical-rl", "zh-Hans"): "",
    ("writing_mode: vertical-rl", "horizontal-tb", "zh-Hans"): "S02:3",
    ("writing_mode: 竖排", "vertical-rl", "zh-Hans"): "S02:3",
}

_SHEETS = {
    ("th", "horizontal-tb", "ko"): "lang-en-complex",
    ("zh-Hans", "horizontal-tb", "ug"): "lang-zh-Hans",
    ("zh-Hans", "vertical-lr", "mn-Mong"): "lang-zh-Hans",
    ("ar", "vertical-rl", "zh-Hans"): "lang-en-rtl",
    ("ja", "vertical-rl", "zh-Hant"): "lang-ja",
    ("en", "horizontal-tb", "zh-Hans"): "lang-en",
    ("zh-Hans-CN", "horizontal-tb", "zh-Hans"): "lang-zh-Hans",
    ("bo", "vertical-rl", "ja"): "lang-en-complex",
    ("bo", "horizontal-tb", "bo"): "lang-en-complex",
    ("ur", "horizontal-tb", "ar"): "lang-en-nastaliq",
    ("ur-Latn", "horizontal-tb", "ar"): "lang-en",
    ("hi", "horizontal-tb", "en"): "lang-en-complex",
    ("mn-Mong", "horizontal-tb", "mn-Mong"): "lang-en-complex",
    ("mn-Mong", "vertical-lr", "mn-Mong"): "lang-en-lr",
    ("mn", "horizontal-tb", "mn-Mong"): "lang-en",
}
"""Language of a story, lines and language of its paper → sheet: no whole words of Korean for Thai, dots for stress in Han."""

CASES: list[InputCase] = [
    *(InputCase("tags from right to left", tag, direction, "rtl") for tag in _RTL),
    *(InputCase("tags from left to right", tag, direction, "ltr") for tag in _LTR),
    *(InputCase("vertical lines of a tag", tag, vertical_lines, lines) for tag, lines in _LINES.items()),
    *(
        InputCase("flow of a document", tag, partial(_flow, mode=mode, paper=paper), flow)
        for (tag, mode, paper), flow in _FLOWS.items()
    ),
    *(
        InputCase(
            "flow of a story that asks for horizontal lines",
            tag,
            partial(_flow, mode=mode, paper=paper, wish="horizontal-tb"),
            flow,
        )
        for (tag, mode, paper), flow in _WISHES.items()
    ),
    *(
        InputCase("lines of a story", head, partial(_told, mode=mode, paper=paper), told)
        for (head, mode, paper), told in _HEADS.items()
    ),
    *(
        InputCase("style sheet of a story", story, partial(_sheet, mode=mode, paper=paper), sheet)
        for (story, mode, paper), sheet in _SHEETS.items()
    ),
    *(
        InputCase("progression of pages", tag, partial(page_progression, writing_mode=mode), way)
        for (tag, mode), way in _PROGRESSIONS.items()
    ),
    *(InputCase("numbers in text from right to left", text, _numbers, found) for text, found in _NUMBERS.items()),
    *(
        InputCase("marks of direction", text, partial(needless_marks, around=text), found)
        for text, found in _MARKS.items()
    ),
    *(
        InputCase("direction in HTML", source, partial(_rendered, language=language), made)
        for (language, source), made in _HTML.items()
    ),
    *(
        InputCase("direction in Markdown", source, partial(_typed, language=language), made)
        for (language, source), made in _MARKDOWN.items()
    ),
]
