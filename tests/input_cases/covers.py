"""Words of the cover: what is set, what is left out and named, where lines break."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import replace

from PIL import Image, ImageDraw

from epubgen.covers.breaks import units
from epubgen.covers.canvas import Canvas, CoverColours
from epubgen.covers.settable import settable_front
from epubgen.covers.type import Typeface
from epubgen.covers.words import FrontPage, Teaser
from epubgen.epub.fonts import font_chain
from epubgen.files.input_tree import InputTree
from epubgen.model import Publication
from tests.input_cases.case import InputCase

_OF_EXTRA = ("Source", "Arabic", "Hebrew", "Devanagari", "Thai")


def _faces(language: str, *, alphabets: bool) -> tuple[Typeface, Typeface]:
    chain = font_chain(Publication(id="p", title="p", language=language), InputTree.memory({}))
    kept = [
        [face for face in faces if alphabets or not any(name in face.family for name in _OF_EXTRA)]
        for faces in (chain.serif, chain.sans)
    ]
    return Typeface(kept[0], language), Typeface(kept[1], language)


def _keys(part: str, *, alphabets: bool) -> Callable[[str], object]:
    """The findings about a front page with these words in one part, and what the part says then."""

    def read(words: str) -> object:
        front = FrontPage(title="海滨日报", headline=("潮水退去",), text=("正文。",), deck="副题")
        lists = ("headline", "text", "ears", "day")
        value = (words,) if part in lists else (Teaser(words),) if part == "others" else words
        made = settable_front(_with(front, part, value), *_faces("zh-Hans", alphabets=alphabets))
        left = made.front.title if made.words else ""
        return [found.key for found in made.findings], left, bool(getattr(made.front, part))

    return read


def _with(front: FrontPage, part: str, value: object) -> FrontPage:
    return replace(front, **{part: value})  # type: ignore[arg-type]


NAME = "海滨日报"
ALPHABETS = importlib.util.find_spec("font_source_serif_pro") is not None
FONTS = bool(_faces("zh-Hans", alphabets=True)[0])

LEFT_OUT = [
    InputCase("words that no font has", words, _keys(part, alphabets=False), expected)
    for part, words, expected in (
        ("headline", "Şehirde İstanbul", (["F26.lead.letters"], NAME, False)),
        ("headline", "Źródło Żółtej", (["F26.lead.letters"], NAME, False)),
        ("headline", "Příliš žluťoučký kůň", (["F26.lead.letters"], NAME, False)),
        ("headline", "Άνοιξε το λιμάνι", (["F26.lead.letters"], NAME, False)),
        ("headline", "Їхній поїзд", (["F26.lead.letters"], NAME, False)),
        ("headline", "Қазақ газеті", (["F26.lead.letters"], NAME, False)),
        ("headline", "今日开放🎉", (["F26.lead"], NAME, False)),
        ("headline", "👩‍👩‍👧", (["F26.lead"], NAME, False)),
        ("headline", "ข่าวสด", (["F26.lead.letters"], NAME, False)),
        ("headline", "المدينة", (["F26.lead.letters"], NAME, False)),
        ("headline", "आज का", (["F26.lead.letters"], NAME, False)),
        ("headline", "היום", (["F26.lead.letters"], NAME, False)),
        ("headline", "தமிழ்", (["F26.lead.font"], NAME, False)),
        ("headline", "ܣܘܪܝܝܐ", (["F26.lead.font"], NAME, False)),
        ("title", "Gazeta Łódzka", (["F26.letters"], "", True)),
        ("title", "ข่าวสด", (["F26.letters"], "", True)),
        ("deck", "热烈庆祝🎊", (["F27"], NAME, False)),
        ("kicker", "Ğ", (["F27.letters"], NAME, False)),
        ("caption", "摄于İzmir", (["F27.letters"], NAME, False)),
        ("others", "另一条🚢", (["F27"], NAME, False)),
        ("motto", "الأخبار", (["F27.letters"], NAME, False)),
        ("ears", "天气☂\U0001f321", (["F27"], NAME, False)),
        ("text", "正文🎉。", (["F27"], NAME, False)),
        ("headline", "潮水\ufe0f退去", ([], NAME, True)),  # a variation selector is no letter
        ("headline", "葛\U000e0100城", ([], NAME, True)),
        ("headline", "Cafe\u0301 re\u0301ouvert", ([], NAME, True)),  # composed first
        ("headline", "潮\u200b水\u00ad退\u2060去", ([], NAME, True)),
        ("headline", "5\u202fkm\u00a0weit", ([], NAME, True)),
        ("headline", "Ünïcödé naïve", ([], NAME, True)),
        ("headline", "Привет, Москва", ([], NAME, True)),
    )
]
SET = [
    InputCase("words that the fonts for alphabets have", words, _keys("headline", alphabets=True), ([], NAME, True))
    for words in (
        "Şehirde İstanbul",
        "Źródło rzeki Żółtej",
        "Příliš žluťoučký kůň",
        "Άνοιξε το λιμάνι",
        "Їхній поїзд, Ґудзик",
        "Қазақ газеті Әңгіме Өскемен",
        "Tiếng Việt Nguyễn Đức",
        "Azərbaycan",
        "القارب الليلي يعود",
        "ئۈزۈم ھوسۇلى",
        "می\u200cخواهم بروم",
        "היום שְׁמֹנֶה (EPUB 3)",
        "आज का समाचार",
        "ข่าวเช้าวันนี้",
        "潮水 שלום 退去",
    )
]
SET += [
    InputCase("words that the fonts for alphabets lack", words, _keys("headline", alphabets=True), ([key], NAME, False))
    for words, key in (
        ("Ἡ Ἑλλάς", "F26.lead"),
        ("Ԙ", "F26.lead"),
        ("今日🎉", "F26.lead"),
        ("اليوم🎉", "F26.lead"),
        ("বাংলা", "F26.lead.font"),
        ("தமிழ் செய்தி", "F26.lead.font"),
        ("తెలుగు", "F26.lead.font"),
        ("ਪੰਜਾਬੀ", "F26.lead.font"),
        ("ܣܘܪܝܝܐ", "F26.lead.font"),
        ("ދިވެހި", "F26.lead.font"),
        ("မြန်မာ", "F26.lead.font"),
        ("ᠮᠣᠩᠭᠣᠯ", "F26.lead.font"),
        ("Ԛ", "F26.lead"),
        ("ເມືອງ", "F26.lead.font"),
        ("កាសែត", "F26.lead.font"),
    )
]

_BREAKS = (
    ("目标2030年建成", ["目", "标", "2030年", "建", "成"]),
    ("2030 年建成", ["2030 年", "建", "成"]),
    ("２０３０年に", ["２０３０年", "に"]),
    ("二〇三〇年十二月四日通车", ["二〇三〇年十二月四日", "通", "车"]),
    ("至2030年12月4日9时30分", ["至", "2030年12月4日", "9时30分"]),
    ("2026년 5월 14일에 개막", ["2026년 5월 14일에", " ", "개막"]),
    ("the 4 December 2026 deal", ["the", " ", "4 December 2026", " ", "deal"]),
    ("票价￥3,500元起", ["票", "价", "￥3,500元", "起"]),
    ("NT$3,500元起", ["NT$3,500元", "起"]),
    ("US$ 5 million now", ["US$ 5 million", " ", "now"]),
    ("增长5.3%，达3.5万亿元", ["增", "长", "5.3%，", "达", "3.5万亿元"]),
    ("５．３％增", ["５．３％", "增"]),
    ("5 % mehr", ["5 %", " ", "mehr"]),
    ("約1万5000人", ["約1万5000人"]),
    ("10至20元、3—5月", ["10至20元、", "3—5月"]),
    ("38.5℃高温", ["38.5℃", "高", "温"]),
    ("C919与COVID-19", ["C919", "与", "COVID-19"]),
    ("Άνοιξε το λιμάνι", ["Άνοιξε", " ", "το", " ", "λιμάνι"]),
    ("Їхній поїзд", ["Їхній", " ", "поїзд"]),
    ("第\u00a05期", ["第\u00a05期"]),
    ("“2030年”（新）", ["“2030年”", "（新）"]),
    ("9시간 동안", ["9시간", " ", "동안"]),
)


def _units(text: str) -> list[str]:
    return list(units(text))


BREAKS = [InputCase("units that no line breaks inside", text, _units, expected) for text, expected in _BREAKS]


def _lines(language: str, size: float, width: float, *, down: bool = False) -> Callable[[str], object]:
    def read(text: str) -> object:
        serif, sans = _faces(language, alphabets=False)
        canvas = Canvas((400, 400), CoverColours("#800000", "#ffffff"), serif, sans, language)
        if down:
            return ["".join(cell.text for cell in line) for line in canvas.balanced_cells(text, size, width)]
        return canvas.balanced(text, size, width)

    return read


LINES = [
    InputCase("lines of a headline", text, _lines(language, size, width, down=down), expected)
    for text, language, size, width, down, expected in (
        ("轨道交通在2030年建成", "zh-Hans", 20.0, 130.0, False, ["轨道交通在", "2030年建成"]),
        ("轨道交通线在2030年建成", "zh-Hans", 20.0, 120.0, True, ["轨道交通线在", "2030年建成"]),
        ("再開発は２０３０年に完了", "ja", 20.0, 130.0, False, ["再開発は", "２０３０年", "に完了"]),
        ("再開発は２０３０年に完了", "ja", 20.0, 130.0, True, ["再開発は", "２０３０年", "に完了"]),
        ("Rindfleischetikettierung", "de", 20.0, 130.0, False, ["Rindfleische", "tikettierung"]),
        ("하루 3,500억원 투입", "ko", 20.0, 130.0, True, ["하루 ", "3,500억원 ", "투입"]),
    )
]


def _drawn(language: str) -> Callable[[str], object]:
    """How many pixels of ink a line has: each of its letters is drawn."""

    def read(text: str) -> object:
        serif, _ = _faces(language, alphabets=True)
        inks = []
        for words in (text, text[:-1]):
            sheet = Image.new("L", (900, 80), 255)
            serif.write(ImageDraw.Draw(sheet), (10, 10), words, 40, 0)
            inks.append(sheet.histogram()[0])
        return inks[0] > inks[1]

    return read


DRAWN = [
    InputCase("letters are drawn", text, _drawn("zh-Hans"), True)
    for text in ("İstanbulŞ", "Łódź", "Θεσσαλονίκης", "Київ", "Қазақ", "é", "ử")
]

CASES: list[InputCase] = [
    *BREAKS,
    *([*LEFT_OUT, *LINES] if FONTS else []),
    *([*SET, *DRAWN] if FONTS and ALPHABETS else []),
]
