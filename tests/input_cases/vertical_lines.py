"""What stands in vertical lines: numbers with their signs, apostrophes, readings, addresses; what runs into the text."""

from datetime import date

from epubgen.linting import lint
from epubgen.markup import RenderContext, blocks_from_markdown, render_blocks
from epubgen.markup.tree import write
from epubgen.model import Article, Issue, Paragraph, Publication, Text
from epubgen.options import Options
from epubgen.typesetting import make
from tests.input_cases.case import InputCase
from tests.unit.pages_sample import issue_of, story, view


def _set(source: str) -> str:
    """The Markdown of ``language text`` as it is set in vertical lines, without its paragraph."""
    language, _, text = source.partition(" ")
    setting = RenderContext(language=language, vertical=True, typeset=make(language, "vertical-rl"))
    shown = "".join(map(write, render_blocks(blocks_from_markdown(text).blocks, setting)))
    return shown.removeprefix('<p class="para">').removesuffix("</p>")


def _readings(source: str) -> list[str]:
    """What lint says of the readings of a paragraph: both numbers."""
    parsed = blocks_from_markdown(source)
    made = Article(id="a", title=("题",), body=parsed.blocks, footnotes=parsed.footnotes)
    paper = Publication(id="p", title="报", language="zh-Hans-CN")
    issue = Issue(publication=paper, date=date(2026, 4, 17), articles=(made,))
    found = [dict(each.args) for each in lint(issue, None, Options()) if each.code == "T15"]
    return [f"{each['readings']}:{each['characters']}" for each in found]


def _opening(byline: str) -> str:
    """The first paragraph of a story whose byline runs into it."""
    told = story(byline=byline, byline_at="run-in", body=(Paragraph(text=(Text("正文。"),)),))
    return view(issue_of(told)).text("//x:p[@class='para']")


NUMBERS = [
    ("zh-Hans 增长5.3％。", '增长<span class="side">5.3％</span>。'),
    ("zh-Hant 增長12.75％", '增長<span class="side">12.75％</span>'),
    ("ja 気温は38.5℃", '気温は<span class="side">38.5℃</span>'),
    ("zh-Hans 票价￥5.30元", '票价<span class="side">￥5.30</span>元'),
    ("zh-Hans 零下-5℃", '零下<span class="side">-5℃</span>'),
    ("zh-Hans 达128％", '达<span class="side">128％</span>'),
    ("zh-Hans 占25％", '占<span class="tcy">25</span>％'),
    ("zh-Hans 占5％", '占<span class="tcy">5</span>％'),
    ("zh-Hans 共12.5㎡", '共<span class="side">12.5㎡</span>'),
    ("ja 重さ100㌔", '重さ<span class="side">100㌔</span>'),
    ("ko 넓이12㎡", '넓이<span class="tcy">12</span>㎡'),
    ("zh-Hant 血壓128/80㎜Hg", '血壓<span class="side">128/80㎜Hg</span>'),
    ("zh-Hans 长120×80米", '长<span class="side">120×80</span>米'),
    ("zh-Hans 长12×8米", '长<span class="tcy">12</span>×<span class="tcy">8</span>米'),
    ("zh-Hans 误差±0.5米", '误差<span class="side">±0.5</span>米'),
    ("zh-Hans 误差±5米", '误差±<span class="tcy">5</span>米'),
    ("zh-Hans 零下－5℃", '零下<span class="side">－5℃</span>'),
    ("zh-Hans 见№128", '见<span class="side">№128</span>'),
    ("zh-Hans 比为3∶2", '比为<span class="tcy">3</span>∶<span class="tcy">2</span>'),
]
APOSTROPHES = [
    ("zh-Hans 他用let’s这个词", "他用let's这个词"),
    ("zh-Hant 他說：“Let’s go.”", "他說：「Let's go.」"),
    ("ja O’Brienさん", "O'Brienさん"),
    ("en The readers’ letters", "The readers' letters"),
    ("en ‘May’ said so", '<span class="side">‘</span>May<span class="side">’</span> said so'),
    ("en She said “no”.", 'She said <span class="side">“</span>no<span class="side">”</span>.'),
    ("de „Ja“", '<span class="side">„</span>Ja<span class="side">“</span>'),
    ("ru Он сказал „нет“", 'Он сказал <span class="side">„</span>нет<span class="side">“</span>'),
    ('en "Straight" stays', '"Straight" stays'),
    (
        "ja [“Go”]{lang=en}と言う",
        '<span lang="en" xml:lang="en"><span class="side">“</span>Go<span class="side">”</span></span>と言う',
    ),
    ("en ’Tis the harbour’s", "'Tis the harbour's"),
    ("zh-Hans 他说‘好’。", "他说「好」。"),
]
RUBY = [
    ('ja [葛\U000e0100城]{ruby="かつら ぎ"}', "<ruby>葛\U000e0100<rp>(</rp><rt>かつら</rt><rp>)</rp>城<rp>(</rp><rt>ぎ</rt><rp>)</rp></ruby>"),
    ('ja [辻\ufe00]{ruby="つじ"}', "<ruby>辻\ufe00<rp>(</rp><rt>つじ</rt><rp>)</rp></ruby>"),
    ('zh-Hans [礁石]{ruby="jiāo shí"}', "<ruby>礁<rp>(</rp><rt>jiāo</rt><rp>)</rp>石<rp>(</rp><rt>shí</rt><rp>)</rp></ruby>"),
    ('zh-Hans [“礁石”]{ruby="jiāoshí"}', "<ruby>『礁石』<rp>(</rp><rt>jiāoshí</rt><rp>)</rp></ruby>"),
    ('zh-Hant [“礁]{ruby="ㄐㄧㄠ"}石”', '<ruby class="bopomofo">「礁<rp>(</rp><rt>ㄐㄧㄠ</rt><rp>)</rp></ruby>石」'),
    ('zh-Hans [“礁石”]{ruby="jiāo shí"}', "『<ruby>礁<rp>(</rp><rt>jiāo</rt><rp>)</rp>石<rp>(</rp><rt>shí</rt><rp>)</rp></ruby>』"),
    ('zh-Hant [臺灣。]{ruby="ㄊㄞˊ ㄨㄢ"}', '<ruby class="bopomofo">臺<rp>(</rp><rt>ㄊㄞˊ</rt><rp>)</rp>灣<rp>(</rp><rt>ㄨㄢ</rt><rp>)</rp></ruby>。'),
    ('ko [“韓國”]{ruby="한 국"}', "『<ruby>韓<rp>(</rp><rt>한</rt><rp>)</rp>國<rp>(</rp><rt>국</rt><rp>)</rp></ruby>』"),
    ('ja [“海”]{ruby="うみ"}', "<ruby>〝海〟<rp>(</rp><rt>うみ</rt><rp>)</rp></ruby>"),
]  # fmt: skip
COUNTS = [
    ('[汐州]{ruby="xī zhōu shì"}', ["3:2"]),
    ('[汐州市]{ruby="xī zhōu"}', ["2:3"]),
    ('[汐州]{ruby="xī zhōu"}', []),
    ('[汐州]{ruby="xīzhōu"}', []),
    ('[海鷗]{ruby="ㄏㄞˇ ㄡ ㄋㄧㄠˇ"}', ["3:2"]),
    ('[東京]{ruby="とう きょう と"}', ["3:2"]),
    ('[東京都]{ruby="とうきょう と"}', []),
    ('[한국]{ruby="韓 國 人"}', []),
    ('[共和国]{ruby="People\'s Republic"}', []),
    ('[葛\U000e0100城]{ruby="かつら ぎ"}', []),
    ('[人民]{ruby="ren min ri"}', ["3:2"]),
    ('[“汐州”]{ruby="xī zhōu shì"}', ["3:2"]),
    ('[“汐州”]{ruby="xī zhōu"}', []),
    ('正文[^1]\n\n[^1]: [汐州]{ruby="xī zhōu shì"}', ["3:2"]),
    ('![[汐州]{ruby="xī zhōu shì"}](a.jpg)', ["3:2"]),
    ('> [汐州]{ruby="xī zhōu shì"}', ["3:2"]),
    ('| a |\n|---|\n| [汐州]{ruby="xī zhōu shì"} |', ["3:2"]),
]
OPENINGS = [
    ("记者陆晴川报道：", "记者陆晴川报道：正文。"),
    ("（记者 周述）", "（记者 周述）正文。"),
    ("【記者白川／青嶼報導】", "【記者白川／青嶼報導】正文。"),
    ("记者陆晴川", "记者陆晴川 正文。"),
    ("By Jane Doe:", "By Jane Doe: 正文。"),
    ("《汐州日报》", "《汐州日报》正文。"),
]
MAIL = [
    ("zh-Hans 写信到desk@news.example。", '写信到<span class="url mail">desk@<wbr/>news.<wbr/>example</span>。'),
    ("zh-Hans editor@xizhou-daily.example", '<span class="url mail">editor@<wbr/>xizhou-daily.<wbr/>example</span>'),
    ("ja a@b.jp", '<span class="url">a@b.<wbr/>jp</span>'),
    ("zh-Hans li.ming@paper.com.cn", '<span class="url mail">li.ming@<wbr/>paper.<wbr/>com.<wbr/>cn</span>'),
    ("zh-Hans www.news.example/a", '<span class="url">www.<wbr/>news.<wbr/>example/<wbr/>a</span>'),
    ("ko desk@news.example", '<span class="url mail">desk@<wbr/>news.<wbr/>example</span>'),
]

CASES = [
    *(InputCase("numbers with a full-width sign", source, _set, expected) for source, expected in NUMBERS),
    *(InputCase("apostrophes in vertical lines", source, _set, expected) for source, expected in APOSTROPHES),
    *(InputCase("bases of readings", source, _set, expected) for source, expected in RUBY),
    *(InputCase("readings and characters", source, _readings, expected) for source, expected in COUNTS),
    *(InputCase("bylines that run into the text", source, _opening, expected) for source, expected in OPENINGS),
    *(InputCase("addresses of mail", source, _set, expected) for source, expected in MAIL),
]
