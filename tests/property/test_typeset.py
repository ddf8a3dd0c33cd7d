# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever the runs: typesetting loses no word and adds none, twice is once, and what is closed stays as it was."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from epubgen.markup import RenderContext, render_inlines
from epubgen.markup.tree import fragment_text
from epubgen.model import (
    Abbr,
    Address,
    Break,
    CodeSpan,
    Dots,
    Em,
    Foreign,
    Inline,
    Inlines,
    Link,
    NoteRef,
    Ruby,
    Sideways,
    SmallCaps,
    Span,
    Strong,
    Struck,
    Sub,
    Sup,
    Tcy,
    Text,
    Typography,
    Upright,
    plain,
)
from epubgen.typesetting import make
from tests.counted import examples

PIECES = [
    *"“”‘’\"'「」『』〝〟《》（）()[]，。、：；？！?!,.:;%‰℃￥$¥+-−–—…·‧・/@#_~～°×",
    *"0123456789AaZé漢汉かカ한β１Ａ 　\n\t\xa0\u200b\u2060\ufe0f\u20e3😀𠮷",
    "15", "2026", "年", "月", "日", "人", "2人", "第", "近", "5.3%", "1,234", "010-6512 3456", "15:30", "GDP", "A", "it’s", "'s",
    "https://a.example/b?c=15", "desk@a.example", "news.cn", "——", "……", "--", "‧", "·", "3·15", "1949—2019年", "!?", "!!!",
    "﹁", "﹂", "﹃", "︱", "︰", "波音", "拨打", "“你好”", "“May you”", "‘’",
]  # fmt: skip
words = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)
some_words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
any_words = words | st.text(st.characters(codec="utf-8", exclude_characters="\ufffc"), max_size=12)
langs = st.sampled_from(["fr", "en", "ja", "zh-Hant-TW", "ko", "zh-Hans"])


def _spans(inner: st.SearchStrategy[Inlines]) -> st.SearchStrategy[Inline]:
    kinds = st.sampled_from([Strong, Em, Dots, SmallCaps, Sub, Sup, Struck])
    return st.one_of(
        st.builds(lambda kind, children: kind(children), kinds, inner),
        st.builds(Foreign, inner, langs),
        st.builds(Link, inner, st.sampled_from(["https://a.example/15", "article:a"])),
        st.builds(Abbr, inner, some_words),
    )


_leaves: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, any_words),
    st.builds(Text, words),
    st.builds(Text, words),
    st.builds(Ruby, some_words, some_words),
    st.builds(Tcy, some_words),
    st.builds(CodeSpan, some_words),
    st.builds(NoteRef, st.sampled_from(["1", "15", "注"])),
    st.just(Break()),
)
inlines: st.SearchStrategy[Inlines] = st.recursive(
    st.lists(_leaves, max_size=4).map(tuple),
    lambda inner: st.lists(st.one_of(_leaves, _spans(inner)), max_size=4).map(tuple),
    max_leaves=10,
)
LANGUAGES = st.sampled_from(["zh-Hans-CN", "zh-Hant-TW", "ja", "ko-KR", "en"])
MODES = st.sampled_from(["vertical-rl", "vertical-rl", "horizontal-tb"])
FIELDS: dict[str, Any] = {
    "numerals": ["tcy", "rotate", "hanzi"], "tcy_digits": ["2", "3"], "tcy_marks": ["2", "3"], "tcy_percent": [False, True],
    "acronym_max": ["0", "1", "5"], "quotes": ["convert", "keep"], "ko_quotes": ["『", "「"],
    "middle_dot": ["keep", "·", "‧", "・"], "dash": ["keep", "——", "⸺", "──"],
}  # fmt: skip
houses = st.builds(Typography, **{name: st.sampled_from(choices) for name, choices in FIELDS.items()})
digits_stay = houses.filter(lambda house: house.numerals != "hanzi")
slow = settings(
    deadline=None, max_examples=examples(300), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

_SAME = {**dict.fromkeys("“”‘’\"'「」『』〝〟﹁﹂﹃﹄", "quote"), **dict.fromkeys("·‧・", "dot")}


def _folded(text: str) -> str:
    """The words with the documented changes of characters made equal."""
    text = re.sub("——|――|──|⸺", "<dash>", "".join(_form(char) for char in text))
    return "".join(_SAME.get(char, char) for char in text)


def _form(char: str) -> str:
    parts = (
        unicodedata.decomposition(char).split()
        if "\ufe10" <= char <= "\ufe4f" and not "\ufe20" <= char <= "\ufe2f"
        else []
    )
    if len(parts) != 2:
        return char
    meant = chr(int(parts[1], 16))
    return chr(ord(meant) + 0xFEE0) if "!" <= meant <= "~" else meant


def _closed(runs: Inlines) -> Iterator[Inline]:
    """What no rule may touch, in order; of the base of a reading only the quotation marks turn with the line."""
    for run in runs:
        match run:
            case Ruby(base=base):
                yield replace(run, base=_folded(base))
            case CodeSpan() | NoteRef() | Break():
                yield run
            case _ if isinstance(run, Span):
                yield from _closed(run.children)
            case _:
                pass


def _made(runs: Inlines, kind: type, language: str) -> Iterator[tuple[Any, str]]:
    """The runs of a kind, with the language around them."""
    for run in runs:
        if isinstance(run, kind):
            yield run, language
        elif isinstance(run, Span):
            yield from _made(run.children, kind, run.lang if isinstance(run, Foreign) else language)


def _skeleton(runs: Inlines) -> list[Any]:
    """The nesting of the runs that were there before, without words."""
    kept = [run for run in runs if isinstance(run, Span) and not isinstance(run, (Upright, Sideways, Address))]
    return [(type(run), getattr(run, "lang", ""), getattr(run, "href", ""), _skeleton(run.children)) for run in kept]


@slow
@given(inlines, LANGUAGES, MODES, houses)
def test_twice_is_once(runs: Inlines, language: str, mode: str, house: Typography) -> None:
    setter = make(language, mode, house)
    once = setter(runs)
    assert setter(once) == once


@slow
@given(inlines, LANGUAGES, MODES, digits_stay)
def test_no_character_is_lost_or_added(runs: Inlines, language: str, mode: str, house: Typography) -> None:
    assert _folded(plain(make(language, mode, house)(runs))) == _folded(plain(runs))


@slow
@given(inlines, LANGUAGES)
def test_horizontal_text_stays_as_typed(runs: Inlines, language: str) -> None:
    made = make(language, "horizontal-tb")(runs)
    assert list(map(_form, plain(made))) == list(map(_form, plain(runs)))
    assert list(_made(made, Upright, "")) == list(_made(made, Sideways, "")) == []
    assert list(_made(made, Tcy, "")) == list(_made(runs, Tcy, ""))


@slow
@given(inlines, LANGUAGES, houses)
def test_only_numbers_become_han(runs: Inlines, language: str, house: Typography) -> None:
    """The log of ``hanzi`` says all that became of the numbers, and nothing else changes."""
    setter = make(language, "vertical-rl", replace(house, numerals="hanzi", dash="keep"))
    expected, made = Counter(_folded(plain(runs))), Counter(_folded(plain(setter(runs))))
    for old, new in setter.numerals(runs):
        assert re.fullmatch(r"[\d,.]+[%‰]?", old)
        expected = expected - Counter(old) + Counter(_folded(new))
    assert made == expected


@slow
@given(inlines, LANGUAGES, MODES, houses)
def test_what_is_closed_stays(runs: Inlines, language: str, mode: str, house: Typography) -> None:
    made = make(language, mode, house)(runs)
    assert list(_closed(made)) == list(_closed(runs))
    typed = [run for run, _ in _made(runs, Tcy, "")]
    cells = iter([run for run, _ in _made(made, Tcy, "")])
    assert all(cell in cells for cell in typed)


@slow
@given(inlines, LANGUAGES, houses)
def test_the_nesting_stays(runs: Inlines, language: str, house: Typography) -> None:
    assert _skeleton(make(language, "vertical-rl", house)(runs)) == _skeleton(runs)


@slow
@given(inlines, LANGUAGES, houses)
def test_what_is_made_has_its_form(runs: Inlines, language: str, house: Typography) -> None:
    made = make(language, "vertical-rl", house)(runs)
    before = Counter(run for run, _ in _made(runs, Tcy, language))
    for run, around in _made(made, Tcy, language):
        if before[run]:
            before[run] -= 1
            continue
        assert re.fullmatch(r"[0-9]{1,3}|[!?]{2,3}|[0-9][%‰]", run.text)
        assert not around.startswith(("fr", "en"))
    for run, around in _made(made, Upright, language):
        assert re.fullmatch(r"[A-Za-z]|[A-Z]{2,5}", plain(run.children))
        assert not around.startswith(("fr", "en"))
    for run, _ in _made(made, Address, language):
        assert "." in plain(run.children) or "://" in plain(run.children)


@slow
@given(words, LANGUAGES, houses)
def test_no_presentation_form_is_left(text: str, language: str, house: Typography) -> None:
    made = plain(make(language, "vertical-rl", house)((Text(text),)))
    assert not re.search("[\ufe10-\ufe19\ufe30-\ufe44\ufe47-\ufe4f]", made)


@slow
@given(inlines, LANGUAGES, MODES, houses)
def test_any_set_text_can_be_printed(runs: Inlines, language: str, mode: str, house: Typography) -> None:
    setter = make(language, mode, house)
    setting = RenderContext(language=language, vertical=mode == "vertical-rl", typeset=setter)
    printed = fragment_text(render_inlines(runs, setting))
    bare = fragment_text(render_inlines(setter(runs), RenderContext(language=language, vertical=mode == "vertical-rl")))
    assert printed == bare
