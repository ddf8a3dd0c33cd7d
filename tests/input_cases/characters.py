"""Characters that cannot be seen or only look alike, at every door; names that differ by them alone."""

import io
import unicodedata
import zipfile

from epubgen import markup
from epubgen.errors import Location, SourceError
from epubgen.languages.characters import comparable, visible_text
from epubgen.linting import lint
from epubgen.model import Issue, Paragraph, plain
from epubgen.model.walk import own_runs
from epubgen.options import Options
from epubgen.pipeline.prepare import read_source
from epubgen.serialization import decode_article, decode_one_file
from tests.input_cases.case import InputCase

_PAPER = "id: p\ntitle: 潮报\nlanguage: zh-Hans\n"
_STORY = "---\ntitle: 开放\nauthors: 陈潮\n{front}\n---\n第一段说的是港口。\n\n{body}\n"


def _typed(text: str) -> object:
    story, found = decode_article(f"---\ntitle: {text}\n---\n{text}\n", Location("a.md"), "a")
    if any(f.severity.value == "error" for f in found):
        return [(f.key, f.at.line if f.at else 0, dict(f.args).get("char", "")) for f in found]
    assert story
    words = "".join(plain(block.text) for block in story.body if isinstance(block, Paragraph))
    return (story.title, words)


def _html(html: str) -> object:
    parsed = markup.blocks_from_html(f"<p>{html}</p>", at=Location("a.html", 3))
    words = "".join(plain(tuple(own_runs(block))) for block in parsed.blocks)
    return [f.key for f in parsed.findings] or words


def _json(text: str) -> object:
    whole = (
        '{"format": "epubgen-issue/1", "publication": {"id": "p", "title": "P", "language": "zh-Hans"}, '
        f'"issue": {{"date": "2026-04-22"}}, "articles": [{{"id": "a", "title": "{text}", "body": "正文"}}]}}'
    )
    issue, found = decode_one_file(whole, Location("a.json"))
    return [f.key for f in found] or (issue.articles[0].title if issue else ())


def _collected(text: str) -> object:
    whole = (
        '{"source": "潮报", "date": "2026-04-22", "pages": [{"page": "01", "page_name": "要闻", "articles": '
        f'[{{"title": "{text}", "author": "陈潮", "content": "正文。"}}]}}]}}'
    )
    try:
        return read_source({"a.json": whole}, Options())[0].issue.articles[0].title
    except SourceError as error:
        return [f.key for f in error.findings]


def _printed(text: str) -> object:
    page = f"# {text}\n\n本报讯（记者陈潮）第一段说的是港口，第二句也是。\n"
    try:
        return read_source({"2026-04-22-01.md": page}, Options())[0].issue.articles[-1].headline
    except SourceError as error:
        return [f.key for f in error.findings]


def _folder(front: str = "", body: str = "", name: str = "a", **issue: str) -> dict[str, str]:
    lines = "".join(f"{key}: {value}\n" for key, value in issue.items())
    return {
        "p/publication.yaml": _PAPER,
        "p/issue.yaml": f"date: 2026-04-22\n{lines}",
        f"p/articles/{name}.md": _STORY.format(front=front, body=body),
        "p/articles/z.md": _STORY.format(front="", body="最后一段。"),
    }


def _names(read: Issue) -> list[str]:
    return [f.code for f in lint(read, None, Options()) if f.code in ("N01", "N02", "N05", "N06", "A03", "P02")]


def _listed(name: str) -> object:
    """A list of the issue and the name of a file, in the two normal forms."""
    files = _folder(name=unicodedata.normalize("NFD", name), pages=f"[{{number: 01, articles: [{name}, z]}}]")
    return _names(read_source(files, Options())[0].issue)


def _linked(name: str) -> object:
    files = _folder(name=unicodedata.normalize("NFD", name))
    files["p/articles/z.md"] = _STORY.format(front=f"related: {name}", body=f"[见](article:{name})")
    return _names(read_source(files, Options())[0].issue)


def _zipped(name: str) -> object:
    files = _folder(name=unicodedata.normalize("NFD", name), sections=f"[{{id: x, name: 要闻, articles: [{name}, z]}}]")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as pack:
        for path, text in files.items():
            pack.writestr(path, text)
    held.seek(0)
    with zipfile.ZipFile(held) as pack:
        return _names(read_source({entry: pack.read(entry) for entry in pack.namelist()}, Options())[0].issue)


def _section(name: str) -> object:
    files = _folder(front=f'section: "{name}"', sections="[{id: yw, name: 要闻}]")
    files["p/articles/z.md"] = _STORY.format(front="section: 要闻", body="")
    return _names(read_source(files, Options())[0].issue)


CASES: list[InputCase] = [
    *(
        InputCase("invisible characters in a story", text, _typed, right)
        for text, right in {
            "港\u200b口": (("港口",), "港口"), "港\ufeff口\u2060开": (("港口开",), "港口开"), "潮\u00ad水": (("潮水",), "潮水"),
            "港口\u200b": (("港口",), "港口"), "か\u200cな": (("かな",), "かな"),
            "می\u200cروم": (("می\u200cروم",), "می\u200cروم"), "ئۇي\u200dغ": (("ئۇي\u200dغ",), "ئۇي\u200dغ"),
            "ไทย\u200bภาษา": (("ไทย\u200bภาษา",), "ไทย\u200bภาษา"), "क्\u200dष": (("क्\u200dष",), "क्\u200dष"),
            "👩\u200d🔬 一家": (("👩\u200d🔬 一家",), "👩\u200d🔬 一家"), "葛\U000e0100城": (("葛\U000e0100城",), "葛\U000e0100城"),
            "❤\ufe0f潮": (("❤\ufe0f潮",), "❤\ufe0f潮"), "co\u00adoperate": (("co\u00adoperate",), "co\u00adoperate"),
            "\u2067שלום\u2069 hello": (("\u2067שלום\u2069 hello",), "\u2067שלום\u2069 hello"), "\uf9d0\ufa19社": (("\uf9d0\ufa19社",), "\uf9d0\ufa19社"),
            "a\u202eb": [("S28", 2, "U+202E"), ("S28", 4, "U+202E")], "港\u202a口\u202c": [("S28", 2, "U+202A"), ("S28", 4, "U+202A")],
            "港口\u2028开放": (("港口", "开放"), "港口\n开放"),
        }.items()
    ),
    *(
        InputCase("no-break spaces", text, visible_text, right)
        for text, right in {
            "harbour\u00a0opened": "harbour opened", "港口\u00a0开放": "港口 开放", "在\u00a02026年": "在 2026年",
            "5\u00a0km": "5\u00a0km", "10\u202f000": "10\u202f000", "Bonjour\u00a0!": "Bonjour\u00a0!",
            "ceci\u00a0: cela": "ceci\u00a0: cela", "«\u00a0oui\u00a0»": "«\u00a0oui\u00a0»", "J.\u00a0R.\u00a0Smith": "J.\u00a0R.\u00a0Smith",
            "z.\u00a0B.": "z.\u00a0B.", "v\u00a0Praze": "v\u00a0Praze", "the\u00a0harbour\u00a0opened": "the harbour opened",
            "100\u00a0€": "100\u00a0€", "Mr\u00a0Smith": "Mr\u00a0Smith", "§\u00a05": "§\u00a05",
        }.items()
    ),
    *(
        InputCase("characters in HTML", html, _html, right)
        for html, right in {
            "港&#8203;口": "港口", "港&#x200B;口&zwnj;开": "港口开", "潮&shy;水": "潮水", "⼀⽂⻓": "一文长", "か\u3099行": "が行",
            "&#12032;文": "一文", "harbour&nbsp;opened": "harbour opened", "5&nbsp;km": "5\u00a0km", "a&#8238;b": ["S28"],
            "\u202a港口\u202c": ["S28"], "می&zwnj;روم": "می\u200cروم", "一\u2028二": "一\n二", "&amp;nbsp;": "&nbsp;", "\uf9d0": "\uf9d0",
        }.items()
    ),
    *(
        InputCase("characters in JSON", text, _json, right)
        for text, right in {
            "港\\u200b口": ("港口",), "港\u200b口": ("港口",), "港\\ufeff口": ("港口",), "港\\u202e口": ["S28"],
            "可\\u2028能": ("可", "能"), "می\\u200cروم": ("می\u200cروم",), "harbour\\u00a0opened": ("harbour opened",),
        }.items()
    ),
    *(
        InputCase("characters of a collector", text, _collected, right)
        for text, right in {
            "港\\u200b口": ("港口",), "⼀⽂": ("一文",), "か\\u3099行": ("が行",), "港\\u2028口": ("港", "口"),
            "港\\u202e口": ["S28"], "\uf9d0社": ("\uf9d0社",),
        }.items()
    ),
    *(
        InputCase("characters of printed pages", text, _printed, right)
        for text, right in {
            "港\u200b口明日开放": "港口明日开放", "⼀号⻓廊开放": "一号长廊开放", "か\u3099行の港": "が行の港", "港\u202e口明日开放": ["S28"],
            "港\u00ad口明日开放": "港口明日开放", "\ufeff港口明日开放": "港口明日开放",
        }.items()
    ),
    *(
        InputCase("names of stories in lists", name, _listed, [])
        for name in ("が行-Café", "Été", "パン", "Ñandú", "한글", "plain", "ガギグ")
    ),
    *(
        InputCase("names of stories in links", name, _linked, [])
        for name in ("が行-Café", "Été", "パン", "한글", "plain", "Ångström")
    ),
    *(
        InputCase("names of stories in a ZIP", name, _zipped, [])
        for name in ("が行-Café", "Été", "パン", "한글", "plain", "Ångström")
    ),
    *(
        InputCase("names of sections", name, _section, [])
        for name in ("要闻\u200b", "\ufeff要闻", "要\u200b闻", "要闻 ", "要闻\u200d", "要\u00ad闻", "要闻")
    ),
    *(
        InputCase("names as they are compared", name, comparable, right)
        for name, right in {
            "要\u200b闻": "要闻", "か\u3099": "が", "Cafe\u0301": "Café", "⼀": "一", "陈\u00a0潮": "陈 潮", " 陈  潮 ": "陈 潮",
            "葛\U000e0100城": "葛城", "\uf9d0": "類",
        }.items()
    ),
]  # fmt: skip
"""What is typed → what is read, the finding where it is refused, or the findings about names (none)."""
