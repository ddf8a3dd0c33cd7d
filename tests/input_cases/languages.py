"""Languages: tags as catalogues, locales and editors write them, wherever an issue says a language."""

from epubgen.errors import Location
from epubgen.languages.registry import proposed_tag, standard_tag
from epubgen.languages.tags import fitting
from epubgen.markup import blocks_from_html, blocks_from_markdown
from epubgen.model import Foreign
from epubgen.model.walk import runs_within
from epubgen.serialization import decode_article, decode_publication
from tests.input_cases.case import InputCase


def _of_paper(tag: str) -> str:
    paper, found = decode_publication(f"id: p\ntitle: P\nlanguage: {tag}\n", Location("publication.yaml"))
    return paper.language if paper and not found else "".join(f"{f.key} {dict(f.args)['right']}" for f in found)


def _of_story(tag: str) -> str:
    story, found = decode_article(f"---\ntitle: T\nlang: {tag}\n---\nText.\n", Location("a.md"), "a")
    return story.lang if story and not found else "".join(f.key for f in found)


def _of_run(tag: str) -> list[str]:
    parsed = blocks_from_markdown(f"a [b]{{lang={tag}}} c")
    return [run.lang for run in runs_within(parsed.blocks) if isinstance(run, Foreign)] or [
        f.key for f in parsed.findings
    ]


def _of_html(tag: str) -> list[str]:
    parsed = blocks_from_html(f'<p>a <span lang="{tag}">b</span> c</p>')
    return [run.lang for run in runs_within(parsed.blocks) if isinstance(run, Foreign)]


def _set_as(tag: str) -> str:
    return fitting(standard_tag(tag))


CASES: list[InputCase] = [
    *(
        InputCase("language of a publication", tag, _of_paper, right)
        for tag, right in {
            "zho": "zh", "chi": "zh", "chs": "zh-Hans", "cht": "zh-Hant", "cmn-Hans": "zh-Hans", "cmn": "zh",
            "yue-Hant-HK": "zh-Hant-HK", "yue": "zh-Hant-HK", "zh-yue": "zh-Hant-HK", "zh-cmn-Hans-CN": "zh-Hans-CN",
            "zh_CN": "zh-CN", "ZH-hant-tw": "zh-Hant-TW", "zh_CN.UTF-8": "zh-CN", "zh-CHS": "zh-Hans", "jpn": "ja",
            "kor": "ko", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "uig": "ug", "en-UK": "en-GB",
            "EN-gb": "en-GB", "简体中文": "zh-Hans", "日本語": "ja", "한국어": "ko", "English": "en", "ug-Arab": "ug-Arab",
            "fil": "fil", "wuu": "wuu", "us": "S02.tag en-US", "jp": "S02.tag ja", "cn": "S02.tag zh-Hans-CN",
            "tw": "S02.tag zh-Hant-TW", "kr": "S02.tag ko", "und": "S02.tag_form ", "mul": "S02.tag_form ",
            "xx": "S02.tag_form ", "zh-Hanz": "S02.tag zh", "Chinesse": "S02.tag zh-Hans",
        }.items()
    ),
    *(
        InputCase("language of a story", tag, _of_story, right)
        for tag, right in {
            "zho": "zh", "eng": "en", "yue": "zh-Hant-HK", "zh_TW": "zh-TW", "日语": "ja", "us": "S02.tag",
            "und": "S02.tag_form", "no": "no",
        }.items()
    ),
    *(
        InputCase("language of a run", tag, _of_run, right)
        for tag, right in {
            "fra": ["fr"], "zho": ["zh"], "en_GB": ["en-GB"], "JA": ["ja"], "xx": ["S02.attribute"],
            "us": ["S02.attribute"], "und": ["S02.attribute"],
        }.items()
    ),
    *(
        InputCase("language in HTML", tag, _of_html, right)
        for tag, right in {
            "fra": ["fr"], "ZHO": ["zh"], "en_US": ["en-US"], "cmn-Hans-CN": ["zh-Hans-CN"], "und": [], "x-klingon": [],
            "us": [],
        }.items()
    ),
    *(
        InputCase("what a tag is set as", tag, _set_as, right)
        for tag, right in {
            "zho": "zh-Hans", "cmn-Hant": "zh-Hant", "yue-Hant-HK": "zh-Hant", "wuu": "zh-Hans", "nan-Latn": "en",
            "jpn": "ja", "kor": "ko", "hak-TW": "zh-Hant", "lzh-Hant": "zh-Hant",
        }.items()
    ),
    *(
        InputCase("what was probably meant", tag, proposed_tag, right)
        for tag, right in {
            "us": "en-US", "dk": "da", "zh-Foos": "zh", "japanes": "ja", "klingon": "", "gr": "el", "en-US-x": "en",
        }.items()
    ),
]  # fmt: skip
"""What is typed → the tag, or the finding and the tag that it proposes."""
