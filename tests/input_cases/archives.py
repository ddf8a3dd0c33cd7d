"""Names in ZIP archives, archives of other kinds, texts in other encodings: what is read, and what is refused how."""

import io
import json
import struct
import tempfile
import zipfile
import zlib
from datetime import date
from pathlib import Path

from epubgen.errors import EpubgenError, Location
from epubgen.files.input_tree import InputTree, decode_text
from epubgen.importers.open_source import open_source
from epubgen.languages.encodings import codec_name
from epubgen.linting.context import LintContext
from epubgen.linting.encodings import texts_are_read_rightly
from epubgen.model import Article, Issue, Paragraph, Publication, Text
from epubgen.options import Options, make_options
from epubgen.pipeline.prepare import read_source
from tests.input_cases.case import InputCase

_UNSAID = 0xF7FF
"""All flags of a member but the one for UTF-8."""


class _RawInfo(zipfile.ZipInfo):
    """A member whose name is written as the bytes of a code page, without the flag."""

    raw = b""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the name that zipfile calls
        return self.raw, self.flag_bits & _UNSAID


def packed(members: dict[bytes, bytes], *, system: int = 0, unicode_path: dict[bytes, str] | None = None) -> bytes:
    """An archive with names as bytes, none of which says its encoding."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for raw, data in members.items():
            info = _RawInfo("x")
            info.raw, info.create_system = raw, system
            info.filename = info.orig_filename = raw.decode("cp437")
            if unicode_path and raw in unicode_path:
                field = b"\x01" + struct.pack("<I", zlib.crc32(raw)) + unicode_path[raw].encode()
                info.extra = struct.pack("<HH", 0x7075, len(field)) + field
            pack.writestr(info, data)
    return out.getvalue()


def _tree(data: bytes, encoding: str = "", name: str = "a.zip") -> object:
    """The names of the tree, or the key of the finding that refuses it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        try:
            return list(open_source(path, encoding).under(""))
        except EpubgenError as error:
            return error.findings[0].key


def _named(language: str, codec: str, encoding: str = "", *, system: int = 0) -> object:
    """Reads a name that an archive holds in a code page, beside a publication that states its language."""

    def read(source: str) -> object:
        paper = {b"publication.yaml": f"id: p\nlanguage: {language}\n".encode()} if language else {}
        found = _tree(packed({**paper, source.encode(codec): b"x"}, system=system), encoding)
        return found if isinstance(found, str) else [name for name in found if name != "publication.yaml"]  # type: ignore[attr-defined]

    return read


def _case(
    kind: str, source: str, language: str, codec: str, expected: object, encoding: str = "", system: int = 0
) -> InputCase:
    return InputCase(kind, source, _named(language, codec, encoding, system=system), expected)  # type: ignore[arg-type]


def _unicode_path(source: str) -> object:
    raw = b"photos/_1.jpg"
    return _tree(packed({raw: b"x", b"a.txt": b""}, unicode_path={raw: source}))


def _stale_unicode_path(source: str) -> object:
    """The field belongs to another name: it is not believed."""
    data = packed({b"photos/01.jpg": b"x"}, unicode_path={b"photos/01.jpg": source})
    return _tree(data.replace(struct.pack("<I", zlib.crc32(b"photos/01.jpg")), b"\0\0\0\0", 2))


def _json_language(source: str) -> object:
    page = json.dumps({"source": "X", "language": "zh-TW"}, indent=1).encode()
    return _tree(packed({b"pages.json": page, source.encode("big5"): b""}))


NAMES = [
    _case("names in a code page", "photos/01-港口.jpg", "zh-Hans-CN", "gbk", ["photos/01-港口.jpg"]),
    _case("names in a code page", "photos/誠品.jpg", "zh-Hant-TW", "big5", ["photos/誠品.jpg"]),
    _case("names in a code page", "photos/表紙ソ能.jpg", "ja", "cp932", ["photos/表紙ソ能.jpg"]),
    _case("names in a code page", "photos/항구.jpg", "ko-KR", "cp949", ["photos/항구.jpg"]),
    _case("names in a code page", "photos/啫喱.jpg", "zh-HK", "big5hkscs", ["photos/啫喱.jpg"]),
    _case("names in a code page", "photos/港口.jpg", "", "gbk", ["photos/港口.jpg"], encoding="gb2312"),
    _case("names in a code page", "photos/порт.jpg", "ru", "cp866", ["photos/порт.jpg"], encoding="cp866"),
    _case("names in a code page", "photos/港口.jpg", "ja", "gbk", ["photos/港口.jpg"], encoding="gb18030"),
    _case("names in a code page", "photos/café.jpg", "fr", "cp437", ["photos/café.jpg"], encoding="cp437"),
    _case("names in a code page", "photos/港口.jpg", "zh_CN", "gbk", ["photos/港口.jpg"]),
    _case("names in a code page", "photos/港口.jpg", "简体中文", "gbk", ["photos/港口.jpg"]),
    _case("names in a code page", "photos/港.jpg", "cht  # Taiwan", "big5", ["photos/港.jpg"]),
    InputCase("names in a code page", "照片/港.jpg", _json_language, ["pages.json", "照片/港.jpg"]),
    _case("names that are UTF-8 unsaid", "photos/港口.jpg", "zh-Hans", "utf-8", ["photos/港口.jpg"]),
    _case("names that are UTF-8 unsaid", "photos/港口.jpg", "", "utf-8", ["photos/港口.jpg"]),
    _case("names that are UTF-8 unsaid", "photos/café.jpg", "fr", "utf-8", ["photos/café.jpg"]),
    _case("names that are UTF-8 unsaid", "photos/café.jpg", "zh-Hans", "utf-8", ["photos/café.jpg"], system=3),
    _case("names that are UTF-8 unsaid", "photos/模.jpg", "zh-Hans", "gbk", ["photos/模.jpg"]),
    InputCase("names that are UTF-8 unsaid", "photos/港.jpg", _unicode_path, ["a.txt", "photos/港.jpg"]),
    InputCase("names that are UTF-8 unsaid", "photos/evil.jpg", _stale_unicode_path, ["photos/01.jpg"]),
    _case("names that are refused", "photos/港口.jpg", "", "gbk", "S24"),
    _case("names that are refused", "photos/café.jpg", "fr", "cp437", "S24"),
    _case("names that are refused", "photos/港口.jpg", "en-GB", "gbk", "S24"),
    _case("names that are refused", "photos/порт.jpg", "ru", "cp866", "S24"),
    _case("names that are refused", "photos/é.jpg", "ko", "cp437", "S24.encoding"),
    _case("names that are refused", "photos/港口.jpg", "zh-Hans", "gbk", "S24.encoding", encoding="utf-8"),
    _case("names with back slashes", r"photos\01.jpg", "zh-Hans", "ascii", ["photos/01.jpg"]),
    _case("names with back slashes", r"articles\01-港口.md", "zh-Hans", "gbk", ["articles/01-港口.md"]),
    _case("names with back slashes", "photos\\ソ\\表.jpg", "ja", "cp932", ["photos/ソ/表.jpg"]),
    _case("names with back slashes", "photos\\許功蓋.jpg", "zh-Hant", "big5", ["photos/許功蓋.jpg"]),
    _case("names with back slashes", "photos\\", "zh-Hans", "ascii", []),
    _case("names with back slashes", r"..\secret.md", "zh-Hans", "ascii", []),
    _case("names with back slashes", r".\a\b.md", "zh-Hans", "ascii", ["a/b.md"]),
    InputCase(
        "names with back slashes",
        "2026-04-22",
        lambda day: open_source_base({f"{day}\\issue.yaml".encode(): b"date: 2026-04-22\n", b"publication.yaml": b""}),
        "2026-04-22",
    ),
]


def open_source_base(members: dict[bytes, bytes]) -> str:
    """The folder of the issue in an archive."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.zip")
        path.write_bytes(packed(members))
        return open_source(path).base


_ISSUE = {
    b"publication.yaml": b"id: p\ntitle: P\nlanguage: en\n",
    b"issue.yaml": b"date: 2026-04-22\n",
    b"articles/a.md": b"---\ntitle: T\n---\nText.\n",
}


def _outside(name: str) -> object:
    """What is said of a member of that name; of an archive that holds nothing else, after a ``|``."""
    alone = name.startswith("|")
    members = {name.removeprefix("|").encode(): b"x", **({} if alone else _ISSUE)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.zip")
        path.write_bytes(packed(members))
        try:
            found = read_source(path, Options())[0].findings
        except EpubgenError as error:
            found = error.findings
        return [" ".join([one.key, dict(one.args).get("names", "")]).strip() for one in found]


OUTSIDE = [
    InputCase("members outside their archive", name, _outside, expected)
    for name, expected in {
        "../photos/1.jpg": ["S31 ../photos/1.jpg"],
        "photos/../../1.jpg": ["S31 photos/../../1.jpg"],
        "..\\photos\\1.jpg": ["S31 ../photos/1.jpg"],
        "C:\\paper\\1.jpg": ["S31 C:/paper/1.jpg"],
        "/photos/1.jpg": ["S31 /photos/1.jpg"],
        "photos/12:30.jpg": ["S31 photos/12:30.jpg"],
        "../.DS_Store": [],
        "../__MACOSX/a/._1.jpg": [],
        "D:\\paper\\Thumbs.db": [],
        "photos/..hidden/1.jpg": [],
        "|../issue.yaml": ["S31 ../issue.yaml", "S12.empty"],
    }.items()
]


def _two(second: bytes, data: bytes = b"2") -> object:
    def read(first: str) -> object:
        paper = b"language: zh-Hans\n"
        return _tree(packed({b"publication.yaml": paper, first.encode("gbk"): b"1", second: data}))

    return read


TWICE = [
    InputCase("names that become one", first, _two(second, data), expected)  # type: ignore[arg-type]
    for first, second, data, expected in (
        ("photos/1.jpg", b"photos\\1.jpg", b"2", "S24.twice"),
        ("photos/1.jpg", b"./photos/1.jpg", b"2", "S24.twice"),
        ("港.md", "港.md".encode(), b"2", "S24.encoding"),  # one name in GBK, one in UTF-8
        ("photos/1.jpg", b"photos\\1.jpg", b"1", ["photos/1.jpg", "publication.yaml"]),
        ("photos/1.jpg", b"photos/1.JPG", b"2", ["photos/1.JPG", "photos/1.jpg", "publication.yaml"]),
        ("a\\b\\c.md", b"a/b\\c.md", b"2", "S24.twice"),
    )
]

KINDS = [
    InputCase("archives that are no ZIP", name, lambda name, data=data: _tree(data, name=name), "S11.kind")  # type: ignore[misc]
    for name, data in (
        ("paper.7z", b"7z\xbc\xaf\x27\x1c" + bytes(64)),
        ("paper.rar", b"Rar!\x1a\x07\x01\x00" + bytes(64)),
        ("paper.tar.gz", b"\x1f\x8b\x08" + bytes(64)),
        ("paper.tgz", b"\x1f\x8b\x08" + bytes(64)),
        ("paper.tar", bytes(257) + b"ustar\x0000" + bytes(512)),
        ("paper.tar.xz", b"\xfd7zXZ\0" + bytes(64)),
        ("paper.lzh", b"\x22\x1e-lh5-" + bytes(64)),
        ("really-rar.zip", b"Rar!\x1a\x07\x00" + bytes(64)),
        ("really-7z.zip", b"7z\xbc\xaf\x27\x1c" + bytes(64)),
    )
]

_STORY = {
    "zh-Hans": ("gb18030", "港口今天重新开放，市民可以乘坐第一班渡轮前往对岸。"),
    "zh-Hant": ("big5", "港口今天重新開放，市民可以乘坐第一班渡輪前往對岸。"),
    "ja": ("cp932", "港の再開で、きょうから市民が渡し船に乗れるようになった。"),
    "ko": ("cp949", "항구가 오늘 다시 문을 열어 시민들이 첫 배를 탔다."),
    "ru": ("cp1251", "Порт сегодня снова открыт для горожан."),
    "de": ("cp1252", "Müller ging gestern früh über die Straße."),
}


def _hint(language: str, codec: str) -> object:
    """Which encoding the message about bytes of a codec names, in a paper of a language."""

    def read(text: str) -> object:
        tree = InputTree.memory({"publication.yaml": f"language: {language}\n", "a.md": text.encode(codec)})
        try:
            return tree.text("a.md")
        except EpubgenError as error:
            (found,) = error.findings
            return found.key, dict(found.args).get("encoding", "")

    return read


HINTS = [
    *(
        InputCase("the hint names an encoding", text, _hint(language, codec), ("S07", name))  # type: ignore[arg-type]
        for language, (codec, text) in _STORY.items()
        for name in [codec_name(codec)]
    ),
    *(
        InputCase("the hint names an encoding", text, _hint("", codec), ("S07", codec_name(codec)))  # type: ignore[arg-type]
        for codec, text in list(_STORY.values())[:4]
    ),
    InputCase("the hint names an encoding", _STORY["ja"][1], _hint("zh-Hans", "cp932"), ("S07", "cp932")),  # type: ignore[arg-type]
    InputCase("the hint names an encoding", "a\x80\x81b", _hint("", "latin-1"), ("S07.unknown", "")),  # type: ignore[arg-type]
    *(
        InputCase("words of East Asia in a paper of Latin letters", text, _hint(language, codec), (key, name))  # type: ignore[arg-type]
        for language, text, codec, key, name in (
            ("en", "通车。", "gb18030", "S07", "gb18030"),
            ("de", "西湖日报", "gb18030", "S07", "gb18030"),
            ("en", "人口达到500万", "gb18030", "S07", "gb18030"),
            ("fr", "港口今天重新開放", "big5", "S07", "big5hkscs"),
            ("en", "大橋が開通", "cp932", "S07", "cp932"),
            ("pl", "서울신문", "cp949", "S07", "cp949"),
            ("en", "Мост открыт", "cp1251", "S07.unknown", ""),
            ("en", "“It’s open,” she said…", "cp1252", "S07", "cp1252"),
            ("fr", "Été à Genève, très tôt, déjà né", "cp1252", "S07", "cp1252"),
            ("en", "Größe ÄÖÜ", "cp1252", "S07", "cp1252"),
            ("en", "———— é ————", "cp1252", "S07.unknown", ""),
            ("vi", "đươ\u0300ng", "cp1258", "S07", "cp1258"),
        )
    ),
    *(
        InputCase("pages of DOS, Unix and the Macintosh", text, _hint(language, codec), ("S07", name))  # type: ignore[arg-type]
        for language, text, codec, name in (
            ("ru", "Газета выходит утром, её читает вся Москва.", "koi8-r", "koi8-r"),
            ("ru", "Газета выходит утром, её читает вся Москва.", "cp866", "cp866"),
            ("ru", "Газета выходит утром, её читает вся Москва.", "iso8859-5", "iso8859-5"),
            ("uk", "Газета виходить уранці, її читає Київ.", "koi8-u", "koi8-u"),
            ("pl", "Gazeta wychodzi dziś rano, wielu ją czyta.", "iso8859-2", "iso8859-2"),
            ("pl", "Gazeta wychodzi dziś rano, wielu ją czyta.", "cp852", "cp852"),
            ("fr", "L’école a fermé cet été à Nîmes, là-bas.", "mac-roman", "mac-roman"),
            ("de", "Die Straße ist früh schön.", "cp850", "cp850"),
            ("ja", "町の祭りは五月に行われる。多くの人が集まる。", "euc-jp", "euc_jis_2004"),
            ("he", "העיתון יוצא הבוקר", "cp862", "cp862"),
        )
    ),
    *(
        InputCase("zero bytes that are no letters", text, _hint(language, "latin-1"), (key, ""))  # type: ignore[arg-type]
        for language, text, key in (
            ("en", "\x89PNG\r\n\x1a\n\0\0", "S07.picture"),
            ("zh", "\xff\xd8\xff\xe0\0\x10JFIF", "S07.picture"),
            ("en", "GIF89a\1\0\1\0\x80", "S07.picture"),
            ("en", "\x7fELF\2\1\1\0\0\0\0\0\x80", "S07.unknown"),
            ("zh", "\x80\0\0\0", "S07.unknown"),
            ("ja", "\0\0\0\x80", "S07.unknown"),
        )
    ),
    InputCase("zero bytes that are no letters", "\0\0\0\0", _hint("en", "ascii"), "\0\0\0\0"),  # type: ignore[arg-type]
    *(
        InputCase("UTF-16 and UTF-32", text, _hint("zh-Hans", codec), expected)  # type: ignore[arg-type]
        for text, codec, expected in (
            ("---\ntitle: 港\n---\n", "utf-16-le", ("S07.utf-16", "utf-16-le")),
            ("---\ntitle: 港\n---\n", "utf-16-be", ("S07.utf-16", "utf-16-be")),
            ("title: port\n", "utf-16-le", ("S07.utf-16", "utf-16-le")),
            ("港口今天重新开放", "utf-16-le", ("S07", "utf-16-le")),
            ("港\n口\n", "utf-16", "港\n口\n"),
            ("港\n口\n", "utf-32", "港\n口\n"),
            ("港\n", "utf-8-sig", "港\n"),
        )
    ),
]


def _labelled(label: str, codec: str) -> object:
    return lambda text: decode_text(text.encode(codec), Location("a.md"), make_options({"encoding": label}).encoding)


LABELS = [
    InputCase("labels of the Encoding Standard", text, _labelled(label, codec), text)  # type: ignore[arg-type]
    for text, label, codec in (
        ("朱镕基、€、㐀", "gb2312", "gb18030"),
        ("朱镕基", "GBK", "gbk"),
        ("㐀", "csGB2312", "gb18030"),
        ("똠방각하 펲시콜라", "euc-kr", "cp949"),
        ("똠방각하", "ks_c_5601-1987", "cp949"),
        ("①髙﨑㈱", "shift_jis", "cp932"),
        ("①髙﨑", "x-sjis", "cp932"),
        ("①㈱", "euc-jp", "euc_jis_2004"),
        ("啫喱嘅", "big5", "big5hkscs"),
        ("啫喱", "Big5-HKSCS", "big5hkscs"),
        ("“quote” €", "iso-8859-1", "cp1252"),
        ("“quote” €", "latin1", "cp1252"),
        ("Порт №1", "windows-1251", "cp1251"),
        ("港口港口港口", "utf-16", "utf-16-le"),
    )
]


def _found(language: str) -> object:
    """The keys of rule S23 for an issue of one story."""

    def read(text: str) -> object:
        paper = Publication(id="p", title="p", language=language)
        story = Article(id="a", title=("a",), body=(Paragraph(text=(Text(text),)),) * 2)
        issue = Issue(publication=paper, date=_DAY, articles=(story,))
        return [found.key for found in texts_are_read_rightly(LintContext(issue, None, Options()))]

    return read


_DAY = date(2026, 4, 22)
_JA = _STORY["ja"][1]
_LONG_KO = _STORY["ko"][1] * 3
MISREAD = [
    InputCase("text in a wrong encoding", text, _found(language), expected)  # type: ignore[arg-type]
    for text, language, expected in (
        (_JA.encode("cp932").decode("gb18030"), "ja", ["S23"]),
        (_JA.encode("cp932").decode("gb18030"), "zh-Hans", ["S23"]),
        (_JA.encode().decode("gb18030", "ignore"), "ja", ["S23"]),
        (_STORY["zh-Hans"][1].encode().decode("gb18030", "ignore"), "zh-Hans", ["S23"]),
        (_STORY["zh-Hans"][1].encode("gbk").decode("big5hkscs"), "zh-Hans", ["S23"]),
        (_STORY["zh-Hant"][1].encode("big5").decode("gb18030"), "zh-Hant", ["S23"]),
        (_STORY["zh-Hans"][1].encode("gbk").decode("cp949", "ignore"), "zh-Hans", ["S23"]),
        ((_LONG_KO).encode("cp949").decode("gb18030"), "ko", ["S23.ko"]),
        (_STORY["zh-Hans"][1] * 2, "ja", ["S23.ja"]),
        ("Été à Genève, très tôt, déjà né".encode().decode("cp1252", "ignore"), "fr", ["S23.latin"]),
        ("Газета Вечер в Москве. Президент приехал.".encode("koi8-r").decode("cp1251"), "ru", ["S23"]),
        ("Сегодня Киев и Львов. Мэр Иванов.".encode("cp1251").decode("koi8-r"), "ru", ["S23"]),
        ("МегаФон, ВТБ и еКасса: СберБанк в Москве. Президент России приехал", "ru", []),
        *((text, language, []) for language, (_, text) in _STORY.items()),
        (_STORY["zh-Hans"][1], "zh-Hant", []),  # the other script is no wrong encoding
        ("部長 山田太郎 課長 鈴木花子 主任 佐藤次郎", "ja", []),
        ("慈禧大行皇太后聖躬違和，嗣皇帝孺慕彌切，匍匐號慟", "zh-Hant", []),
        (
            "王㛃、李𣲘、张龘、陈赟、刘翀、马骉、吴犇、林垚、何堃、罗昉、许喆、宋珺、王晗、李晟、张昊、陈珏、刘玥、赵婧、周煜、吴熠",
            "zh-Hans",
            [],
        ),
        ("SÃO PAULO", "pt", []),
    )
]

CASES: list[InputCase] = [*NAMES, *OUTSIDE, *TWICE, *KINDS, *HINTS, *LABELS, *MISREAD]
