# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever the blocks: Markdown reads back to them, XHTML is well formed and loses no word, ids are unique."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from epubgen.errors import Location
from epubgen.markup import (
    DocumentIds,
    RenderContext,
    ShownPicture,
    blocks_from_markdown,
    credit_line,
    footnotes,
    inlines_from_markdown,
    markdown_from_blocks,
    markdown_from_inlines,
    read_markdown,
    render_blocks,
    tidy,
    tidy_blocks,
    tidy_footnotes,
)
from epubgen.markup.parsed import Problems
from epubgen.markup.tree import el, write
from epubgen.model import (
    QA,
    Abbr,
    Ad,
    Block,
    Box,
    Break,
    Code,
    CodeSpan,
    Credit,
    Dialogue,
    Dots,
    Em,
    Footnote,
    Foreign,
    Gallery,
    Image,
    Inline,
    Inlines,
    Link,
    List,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Photo,
    Poem,
    PullQuote,
    Quote,
    Ruby,
    Separator,
    SmallCaps,
    Strong,
    Struck,
    Sub,
    Subhead,
    Sup,
    Table,
    Tcy,
    Text,
    Turn,
)
from tests.counted import examples

MARKS = [
    "**",
    "——",
    "：",
    "“",
    "”",
    "《",
    "》",
    "。",
    "，",
    "\u3000",
    "\n",
    "  ",
    *"*_`~^[]{}()<>&!#-+=|:;.\\\"'/0123456789 ",
]
LETTERS = ["a", "Bc", "é", "한", "글", "汉", "字", "かな", "カ", "𠮷", "😀", "问：", "答:", "A:", "1. ", "2026. ", "- ", "# ", "::: ", "http://a.b", "&amp;", "<b>", "[^1]", "|", "\u200b", "\xa0", "\u2028"]  # fmt: skip
words = st.lists(st.sampled_from(MARKS + LETTERS), max_size=8).map("".join)
some_words = st.lists(st.sampled_from(MARKS + LETTERS), min_size=1, max_size=6).map("".join)
labels = st.sampled_from(["1", "2", "a", "注", "n_1", "x-y*"])
hrefs = st.sampled_from(
    ["https://a.b/c_d*e?f=1&amp;g(h", "mailto:a@b.c", "tel:+86-10", "article:ab-c", "http://例.cn/()"]
)
langs = st.sampled_from(["fr", "ja", "zh-Hant-TW"])


def _spans(inner: st.SearchStrategy[Inlines]) -> st.SearchStrategy[Inline]:
    plain_kinds = st.sampled_from([Strong, Em, Dots, SmallCaps, Sub, Sup, Struck, Strong, Em])
    return st.one_of(
        st.builds(lambda kind, children: kind(children), plain_kinds, inner),
        st.builds(Foreign, inner, langs),
        st.builds(Link, inner, hrefs),
        st.builds(Abbr, inner, some_words),
    )


_leaves: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, words),
    st.builds(Text, words),
    st.builds(Ruby, some_words, some_words),
    st.builds(Tcy, some_words),
    st.builds(CodeSpan, some_words),
    st.builds(NoteRef, labels),
    st.just(Break()),
)
_runs = st.recursive(
    _leaves.map(lambda run: (run,)),
    lambda inner: st.one_of(
        st.builds(lambda span: (span,), _spans(inner)), st.lists(inner, max_size=4).map(lambda parts: sum(parts, ()))
    ),
    max_leaves=8,
)
inlines: st.SearchStrategy[Inlines] = st.lists(_runs, max_size=4).map(lambda parts: sum(parts, ()))

people = st.builds(
    Credit,
    name=some_words,
    role=st.sampled_from(["", "photographer"]),
    printed_role=st.sampled_from(["", "摄", "本报记者"]),
)
photos = st.builds(
    Photo,
    file=st.sampled_from(["a.jpg", "../photos/照 片(1).jpg", "b_*.png", "<x>&amp;.gif"]),
    caption=words,
    alt=words,
    decorative=st.booleans(),
    credit=st.lists(people, max_size=2).map(tuple),
    focal=st.none() | st.tuples(st.floats(0, 1), st.floats(0, 1)),
    place=words,
    color=st.sampled_from(["keep", "gray"]),
    width=st.sampled_from(["auto", "half", "full"]),
)
codes = st.lists(st.sampled_from(["x", "```", "~~~", "::: box", ":::", "", "  y", "- z", "> q"]), max_size=5).map(
    "\n".join
)
paragraphs = st.builds(Paragraph, text=inlines, lede=st.booleans())
rows = st.lists(st.lists(inlines, max_size=3).map(tuple), max_size=3).map(tuple)
_flat_blocks: st.SearchStrategy[Block] = st.one_of(
    paragraphs,
    paragraphs,
    st.builds(Subhead, text=inlines, level=st.sampled_from([1, 2])),
    st.builds(Image, photo=photos),
    st.builds(Gallery, items=st.lists(photos, max_size=3).map(tuple), caption=words),
    st.builds(PullQuote, text=inlines, attribution=words),
    st.builds(
        Table,
        rows=rows,
        head=st.lists(inlines, max_size=3).map(tuple),
        caption=words,
        align=st.lists(st.sampled_from(["", "left", "center", "right"]), max_size=3).map(tuple),
    ),
    st.builds(Poem, stanzas=st.lists(st.lists(inlines, max_size=3).map(tuple), max_size=3).map(tuple)),
    st.builds(Code, text=codes, lang=st.sampled_from(["", "py", "a b", "`x", "~y"])),
    st.builds(Separator),
    st.builds(PageBreak, page=st.sampled_from(["1", "A1", "第 三", "iv"])),
)


def _nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    body = st.lists(inner, max_size=3).map(tuple)
    whos = st.sampled_from(["问", "答", "Q", "A", "记者", "Dr. X", "", "12", "x：y", "他说，你"])
    turns = st.lists(st.builds(Turn, who=whos, text=body), max_size=3).map(tuple)
    return st.one_of(
        st.builds(Quote, body=body, attribution=words),
        st.builds(List, items=st.lists(body, max_size=3).map(tuple), ordered=st.booleans(), start=st.sampled_from([0, 1, 7, 999, 1000, 2026])),
        st.builds(Box, body=body, title=words, kind=st.sampled_from(["", "background"])),
        st.builds(Note, body=body, kind=st.sampled_from(["editor", "correction"])),
        st.builds(Ad, body=body, advertiser=words),
        st.builds(QA, turns=turns),
        st.builds(Dialogue, turns=turns),
    )  # fmt: skip


blocks = st.lists(st.recursive(_flat_blocks, _nested, max_leaves=6), max_size=5).map(tuple)
notes = st.lists(st.builds(Footnote, label=labels, body=st.lists(st.recursive(_flat_blocks, _nested, max_leaves=3), max_size=2).map(tuple)), max_size=2).map(tuple)  # fmt: skip
slow = settings(
    max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@slow
@given(inlines)
def test_runs_read_back(runs: Inlines) -> None:
    assert inlines_from_markdown(markdown_from_inlines(tidy(runs))) == tidy(runs)


@slow
@given(blocks, notes)
def test_blocks_read_back(body: tuple[Block, ...], feet: tuple[Footnote, ...]) -> None:
    read = blocks_from_markdown(markdown_from_blocks(body, feet))
    assert all(found.code == "S16" for found in read.findings), "``##小`` is text, and asked about"
    assert read.blocks == tidy_blocks(body)
    assert read.footnotes == tidy_footnotes(feet)


@slow
@given(inlines)
def test_tidy_twice_is_tidy_once(runs: Inlines) -> None:
    assert tidy(tidy(runs)) == tidy(runs)


@slow
@given(blocks)
def test_tidy_blocks_twice_is_once(body: tuple[Block, ...]) -> None:
    assert tidy_blocks(tidy_blocks(body)) == tidy_blocks(body)


WORDS = "·"  # what the edition says by itself in these tests: no letter, so that letters can be counted
SETTING = RenderContext("zh-Hans-CN", vertical=True, picture=lambda photo: ShownPicture("p.jpg", 3, 2) if "b_" not in photo.file else None, href=lambda story: f"{story}.xhtml", term=lambda _key: WORDS)  # fmt: skip


@slow
@given(blocks, notes)
def test_xhtml_is_well_formed_with_unique_ids(body: tuple[Block, ...], feet: tuple[Footnote, ...]) -> None:
    root = etree.fromstring(document(body, feet))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for image in root.iter("img"):
        assert image.get("src") == "p.jpg"
        assert image.get("alt") is not None
        assert (image.get("width"), image.get("height")) == ("3", "2")
    for paragraph in root.iter("p", "h2", "h3"):
        assert not any(
            child.tag in ("p", "div", "aside", "figure", "ul", "ol")
            for child in paragraph.iter()
            if child is not paragraph
        )
    for link in root.iter("a"):
        assert not list(link.iterdescendants("a"))
        assert link.get("href", "").startswith(("http://", "https://", "mailto:", "tel:", "#", "ab-c.xhtml"))


@slow
@given(blocks, notes)
def test_xhtml_loses_and_invents_no_letter(body: tuple[Block, ...], feet: tuple[Footnote, ...]) -> None:
    """Labels of notes are keys: their numbers are shown in their place."""
    body, feet = tidy_blocks(body), tidy_footnotes(feet)
    names = DocumentIds()
    shown = "".join(map(str, etree.fromstring(document(body, feet, names)).itertext()))
    given_letters = letters("".join(said(body)) + "".join(note.label + "".join(said(note.body)) for note in feet))
    for label in (*labels_in(body), *(label for note in feet for label in (note.label, *labels_in(note.body)))):
        given_letters.subtract(letters(label))
        given_letters.update(letters(str(names.notes[label])))
    assert +given_letters == letters(shown)


def labels_in(value: object) -> Iterator[str]:
    """The label of every mark of a note within a value."""
    if isinstance(value, NoteRef):
        yield value.label
    elif isinstance(value, tuple):
        for part in value:
            yield from labels_in(part)
    elif is_dataclass(value):
        for item in fields(value):
            yield from labels_in(getattr(value, item.name))


def document(body: tuple[Block, ...], feet: tuple[Footnote, ...], names: DocumentIds | None = None) -> str:
    names = names or DocumentIds()
    parts = render_blocks(body, SETTING, names)
    return write(el("body", parts, footnotes(feet, SETTING, names), xmlns__epub="http://www.idpf.org/2007/ops"))


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


def said(body: Iterable[Block]) -> Iterator[str]:
    """Every word of these blocks that a reader must find."""
    for block in body:
        yield from words_of(block)


def words_of(value: object) -> Iterator[str]:  # noqa: C901, PLR0912 - one case for each type
    match value:
        case str():
            yield value
        case tuple():
            for part in value:
                yield from words_of(part)
        case Photo():
            yield value.caption + credit_line(value.credit, SETTING.language, alone=SETTING.picture(value) is None)
        case Ruby(base, reading):
            yield base + reading
        case NoteRef(label):
            yield label
        case Text(text) | Tcy(text) | CodeSpan(text):
            yield text
        case Break() | Separator() | PageBreak():
            pass
        case Strong() | Em() | Dots() | SmallCaps() | Sub() | Sup() | Struck() | Foreign() | Link() | Abbr():
            yield from words_of(value.children)
        case Code():
            yield value.text
        case Image():
            yield from words_of(value.photo)
        case Gallery():
            yield from words_of((value.items, value.caption))
        case Quote():
            yield from words_of((value.body, value.attribution))
        case PullQuote():
            yield from words_of((value.text, value.attribution))
        case List():
            yield from words_of(value.items)
            if value.ordered and SETTING.vertical:  # numbers are text in vertical lines
                yield from (str(value.start + at) for at in range(len(value.items)))
        case Table():
            yield from words_of((value.caption, value.head, value.rows))
        case Box():
            yield from words_of((value.title, value.body))
        case Poem():
            yield from words_of(value.stanzas)
        case QA() | Dialogue():
            yield from words_of(value.turns)
        case Turn():
            yield from words_of((value.who, value.text))
        case Note():
            yield from words_of(value.body)
        case Ad():
            yield from words_of((value.advertiser, value.body))
        case Paragraph() | Subhead():
            yield from words_of(value.text)
        case _:
            raise AssertionError(value)


_PLAIN = st.lists(
    st.sampled_from(
        [*"ab12.。，:：-—…·()（）《〈》!'\"%;/中カ한é ", "\n", "\n\n", "1. ", "2)", "::", "--", "  ", "第一段，"]
    ),
    max_size=12,
).map("".join)


@given(_PLAIN)
def test_prose_is_read_as_everything_else_is(text: str) -> None:
    """Texts without marks have a reader of their own; it gives what the reader of Markdown gives."""
    at = Location("a.md", 7)
    expected = read_markdown._parsed(text, Problems(at), "")
    assert blocks_from_markdown(text, at) == expected
