"""Languages: tags as catalogues, locales and editors write them, wherever an issue says a language."""

from datetime import date

from epubgen.errors import Location
from epubgen.languages.registry import proposed_tag, standard_tag
from epubgen.languages.tags import fitting
from epubgen.linting import lint
from epubgen.markup import blocks_from_html, blocks_from_markdown
from epubgen.model import Foreign, Issue, Publication
from epubgen.model.walk import runs_within
from epubgen.options import Options
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


_TEXTS = {
    "简": "昨天下午，新建的石桥正式通车，来自各个乡镇的村民们聚在桥头，说过去要绕两个小时的山路，现在几分钟就能到达对岸的学校与医院。县里的负责人说，这座桥花了两年时间。",
    "繁": "昨天下午，新建的石橋正式通車，來自各個鄉鎮的村民們聚在橋頭，說過去要繞兩個小時的山路，現在幾分鐘就能到達對岸的學校與醫院。縣裡的負責人說，這座橋花了兩年時間。",
    "日": "昨日の午後、新しく建てられた石橋が開通し、各地の村民たちが橋のたもとに集まって、これまでは二時間かけて山道を回らなければならなかったが、今は数分で学校へ行けると話した。",
    "韩": "어제 오후 새로 놓인 돌다리가 정식으로 개통되어 여러 마을의 주민들이 다리 앞에 모였다. 예전에는 두 시간 동안 산길을 돌아가야 했지만 이제는 몇 분이면 학교에 닿는다고 말했다.",
    "英": "Yesterday afternoon the new stone bridge was opened, and people from all the villages gathered at its head.",
    "短": "北京欢迎你",
    "⼀": "⼀⽂不名",
    "が": "か\u3099行",
    "龍": "\uf9d0龍社",
}


def _lint(typed: str) -> list[str]:
    """The codes L for ``language of the publication/language of the story text``: ``en/ 简``."""
    tags, _, text = typed.partition(" ")
    paper, _, own = tags.partition("/")
    words = _TEXTS.get(text, text)
    story, _ = decode_article(f"---\ntitle: T\nlang: {own}\n---\n{words}\n", Location("a.md"), "a")
    assert story
    publication = Publication(id="p", title="T", language=paper)
    issue = Issue(publication=publication, date=date(2026, 1, 5), articles=(story,))
    found = [f for f in lint(issue, None, Options()) if f.code in ("L02", "L03", "L04")]
    return [" ".join([f.key, dict(f.args).get("found", "")]).strip() for f in found]


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
            "xx": "S02.tag_form ", "zh-Hanz": "S02.tag zh-Hans", "zh-CN-Hans": "S02.tag zh-Hans-CN", "zh--CN": "S02.tag zh-CN",
            "zh/CN": "S02.tag zh-CN", "zh-TW-HK": "S02.tag zh", "iw": "he", "mo": "S02.tag zh-Hant-MO", "in": "S02.tag en-IN",
            "il": "S02.tag he", "华语": "zh-Hans", "國語": "zh-Hant", "Chinesse": "S02.tag zh-Hans",
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
    *(
        InputCase("text against its language", typed, _lint, right)
        for typed, right in {
            "en/ 简": ["L02 zh-Hans"], "en/ 繁": ["L02 zh-Hant"], "ja/ 简": ["L02 zh-Hans"], "zh-Hant/ 简": ["L02 zh-Hans"],
            "zh-Hans/ 繁": ["L02 zh-Hant"], "zh-Hans/ 日": ["L02 ja"], "ko/ 简": ["L02 zh-Hans"], "ja/ 韩": ["L02 ko"],
            "zh-Hans/ 英": ["L02 en"], "ug/ 简": ["L02 zh-Hans"], "zh-Hans/en 简": ["L02.story zh-Hans"],
            "en/zh-Hans 简": [], "zh-Hans/ 简": [], "zh-Hant-HK/ 繁": [], "zh-TW/ 繁": [], "ja/ 日": [], "ko/ 韩": [], "en/ 英": [],
            "fr/ 英": [], "en/ 短": [], "ja/ 短": [], "zh/ 简": [], "zh-Hans/ [书]{lang=en}": ["L02.run"][:0],
            "zh-Hans/ 他说[书店里]{lang=en}有": ["L02.run"], "en/ say [bonjour]{lang=fr}": [], "en/ say [sushi]{lang=ja}": [],
        }.items()
    ),
    *(
        InputCase("characters that only look right", typed, _lint, right)
        for typed, right in {
            "zh-Hans/ ⼀": ["L03"], "ja/ が": ["L03"], "zh-Hans/ ⻓江": ["L03"], "ko/ \u1112\u1161\u11ab글": ["L03"],
            "zh-Hans/ 龍": [], "en/ Cafe\u0301": [], "zh-Hans/ 一": [],
        }.items()
    ),
]  # fmt: skip
"""What is typed → the tag, or the finding and the tag that it proposes."""
