# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our own reader of Kindle books: facts, damage of every kind, and what is put right."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epubgen.conversion.azw3 import EpubFacts, mended
from epubgen.conversion.mobi import parse_record0, read_kindle, read_palm
from epubgen.conversion.resources import sorted_flows
from epubgen.errors import ToolError
from epubgen.languages.tags import locale_number, shop_language
from tests.unit.kindle_book import (
    ENTRIES,
    HEADER,
    PICTURES,
    PLAIN_FONT,
    TITLE,
    book,
    database,
    exth,
    index,
    record0,
    shuffled,
)

FACTS = EpubFacts(
    title=TITLE.decode(),
    language="zh-TW",
    mode="vertical-rl",
    direction="rtl",
    uuid="935d55e3-f2f3-5947-9579-bd36d826c290",
    seconds=1_776_384_000,
    cover=True,
    contents=3,
)


def fault(data: bytes) -> str:
    with pytest.raises(ToolError) as error:
        read_kindle(data, "issue.epub")
    return error.value.findings[0].key


def with_number(place: int, value: int) -> bytes:
    """The book with another number in record 0."""
    head = bytearray(record0())
    struct.pack_into(">I", head, place, value)
    return database(bytes(head), index(), b"text")


def test_the_facts_of_a_book() -> None:
    kindle = read_kindle(book())
    assert (kindle.version, kindle.title, kindle.locale) == (8, "汐州日报 2026-04-17", 4)
    assert (kindle.languages, kindle.mode, kindle.direction) == (("zh",), "", "")
    assert (kindle.authors, kindle.publisher, kindle.cover, kindle.contents) == (("汐州日报社",), "", True, 3)


def test_a_book_without_metadata() -> None:
    head = bytearray(record0(()))
    struct.pack_into(">I", head, 128, 0)
    struct.pack_into(">I", head, 244, 0xFFFFFFFF)
    kindle = read_kindle(database(bytes(head)))
    assert (kindle.title, kindle.languages, kindle.cover, kindle.contents) == (TITLE.decode(), (), False, 0)


@pytest.mark.parametrize(
    ("length", "key"),
    [
        (0, "EG042.short"),
        (77, "EG042.short"),
        (78, "EG042.records"),
        (78 + 8 * 4 - 1, "EG042.records"),
        (78 + 8 * 4, "EG042.records"),
        (112 + 15, "EG042.records"),
        (112 + 16 + HEADER, "EG042.records"),
    ],
)
def test_a_book_that_ends_early(length: int, key: str) -> None:
    assert fault(book()[:length]) == key


@pytest.mark.parametrize(
    ("length", "key"),
    [
        (0, "EG042.header"),
        (16, "EG042.header"),
        (20, "EG042.header"),
        (16 + HEADER - 1, "EG042.header"),
        (16 + HEADER, "EG042.exth"),
        (16 + HEADER + 11, "EG042.exth"),
        (16 + HEADER + 40, "EG042.exth"),
        (16 + HEADER + len(exth()), "EG042.title"),
        (16 + HEADER + len(exth()) + len(TITLE) - 1, "EG042.title"),
    ],
)
def test_a_first_record_that_ends_early(length: int, key: str) -> None:
    assert fault(database(record0()[:length], index())) == key


@pytest.mark.parametrize(
    ("place", "value", "key"),
    [
        (20, 0xFFFFFFFF, "EG042.header"),
        (20, 8, "EG042.header"),
        (84, 0, "EG042.title"),
        (84, 0xFFFFFFFF, "EG042.title"),
        (88, 0xFFFFFFFF, "EG042.title"),
        (244, 2, "EG042.index"),
        (244, 4000, "EG042.index"),
        (16 + HEADER + 4, 0xFFFFFFFF, "EG042.exth"),
        (16 + HEADER + 8, 0xFFFFFFFF, "EG042.exth"),
        (16 + HEADER + 16, 0, "EG042.exth"),
        (16 + HEADER + 16, 0xFFFFFF00, "EG042.exth"),
    ],
)
def test_numbers_that_lead_astray(place: int, value: int, key: str) -> None:
    assert fault(with_number(place, value)) == key


def test_records_outside_of_the_file_or_out_of_order() -> None:
    for value in (0, 60, 0xFFFFFFFF):
        data = bytearray(book())
        struct.pack_into(">I", data, 78, value)
        assert fault(bytes(data)) == "EG042.records"


def test_another_kind_of_file() -> None:
    assert fault(b"PK\3\4" + b"\0" * 200) == "EG042.kind"


def test_a_cover_that_is_no_picture_is_none() -> None:
    assert not read_kindle(database(record0(), index(), b"text", b"no picture")).cover
    assert not read_kindle(database(record0(), index())).cover


@given(st.data())
def test_no_damage_is_a_crash(data: st.DataObject) -> None:
    whole = bytearray(book())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    told = []
    try:
        read_kindle(mended(cut, FACTS))
    except ToolError as error:
        told = [f.code for f in error.findings]
    assert told in ([], ["EG042"])


def test_what_is_put_right() -> None:
    kindle = read_kindle(mended(book(), FACTS))
    assert (kindle.languages, kindle.locale) == (("zh-TW",), 0x0404)
    assert (kindle.mode, kindle.direction, kindle.asin) == ("vertical-rl", "rtl", FACTS.uuid)
    assert (kindle.title, kindle.cover, kindle.contents) == (TITLE.decode(), True, 3)


def test_nothing_else_changes() -> None:
    before, after = read_palm(book()), read_palm(mended(book(), FACTS))
    old, new = parse_record0(before), parse_record0(after)
    assert after.records[1:] == before.records[1:]
    assert after.marks == before.marks
    assert (new.title, new.rest) == (old.title, old.rest)
    changed = {112, 113, 524, 525, 527}
    assert [entry for entry in new.entries if entry[0] not in changed] == [
        entry for entry in old.entries if entry[0] not in changed
    ]
    assert {place for place in range(len(old.headers)) if old.headers[place] != new.headers[place]} <= {
        *range(32, 36), *range(84, 88), *range(92, 96), *range(128, 132)
    }  # fmt: skip


def test_times_and_identifiers_are_those_of_the_edition() -> None:
    other = bytearray(book())
    struct.pack_into(">II", other, 36, 1, 2)
    struct.pack_into(">I", other, 112 + 32, 77)
    assert mended(bytes(other), FACTS) == mended(book(), FACTS)
    assert struct.unpack_from(">II", mended(book(), FACTS), 36) == (FACTS.seconds, FACTS.seconds)


def test_mended_twice_is_mended_once() -> None:
    once = mended(book(), FACTS)
    assert mended(once, FACTS) == once


def test_a_source_of_the_book_stays_beside_the_name_that_calibre_makes_up() -> None:
    sources = ((112, b"https://xizhou.example/issue"), (112, b"calibre:0d4c0000-0000-4000-8000-000000000000"))
    first = parse_record0(read_palm(mended(book((*ENTRIES, *sources)), FACTS)))
    assert first.texts(112) == ("https://xizhou.example/issue", f"calibre:{FACTS.uuid}")


def test_a_language_that_stands_twice_stands_once() -> None:
    kindle = read_kindle(mended(book((*ENTRIES, (524, b"en"))), FACTS))
    assert kindle.languages == ("zh-TW",)


def test_a_language_without_a_number_keeps_that_of_calibre() -> None:
    assert read_kindle(mended(book(), replace(FACTS, language="eo"))).locale == 4


@pytest.mark.parametrize(
    ("tag", "language", "number"),
    [
        ("zh-CN", "zh-CN", 0x0804),
        ("zh-TW", "zh-TW", 0x0404),
        ("zh-HK", "zh-HK", 0x0C04),
        ("zh-Hans-CN", "zh-CN", 0x0804),
        ("zh-Hant", "zh-TW", 0x0404),
        ("zh-Hant-HK", "zh-HK", 0x0C04),
        ("zh", "zh", 0x0004),
        ("ja", "ja", 0x0411),
        ("ja-JP", "ja-JP", 0x0411),
        ("ko", "ko", 0x0412),
        ("en-GB", "en-GB", 0x0809),
        ("eo", "eo", None),
    ],
)
def test_languages_by_number(tag: str, language: str, number: int | None) -> None:
    assert shop_language(tag) == language
    assert locale_number(language) == number


def resources(data: bytes) -> list[bytes]:
    """What the text shows, in its order, then cover, thumbnail and the address of the cover."""
    palm = read_palm(data)
    first = parse_record0(palm)
    text = b"".join(record[:-1] for record in palm.records[1:3])
    numbers = [int(found, 32) - 1 for found in re.findall(rb"kindle:embed:([0-9A-V]{4})\?", text)]
    said = dict(first.entries)
    numbers += [int.from_bytes(said[kind], "big") for kind in (201, 202)] + [int(said[129][-4:], 32) - 1]
    return [palm.records[4 + number] for number in numbers]


def unveiled(record: bytes) -> bytes:
    key, data = record[24:44], record[44:]
    return bytes(a ^ b for a, b in zip(data, (key * 60)[:1040], strict=False)) + data[1040:]


def test_resources_have_one_order_whatever_calibre_chose() -> None:
    books = {mended(shuffled(order), FACTS) for order in permutations(range(4))}
    assert len(books) == 1
    shown = resources(books.pop())
    cover, pier, chart = PICTURES
    assert [shown[0], shown[1], shown[3]] == [pier, chart, cover]
    assert shown[4:] == [cover, pier, cover]
    assert unveiled(shown[2]) == PLAIN_FONT


def test_the_key_of_a_font_is_not_chance() -> None:
    assert mended(shuffled((0, 1, 2, 3), b"a" * 20), FACTS) == mended(shuffled((0, 1, 2, 3), b"b" * 20), FACTS)


def test_text_that_is_packed_keeps_its_numbers() -> None:
    data = bytearray(shuffled((2, 0, 1, 3)))
    start = int.from_bytes(data[78:82], "big")
    struct.pack_into(">H", data, start, 2)
    assert read_palm(mended(bytes(data), FACTS)).records[1:] == read_palm(bytes(data)).records[1:]


@pytest.mark.parametrize("place", [8, 108])
def test_resources_outside_of_the_file(place: int) -> None:
    data = bytearray(shuffled((0, 1, 2, 3)))
    struct.pack_into(">H", data, int.from_bytes(data[78:82], "big") + place, 60000)
    with pytest.raises(ToolError) as error:
        mended(bytes(data), FACTS)
    assert error.value.findings[0].key == "EG042.records"


def table(*sizes: int) -> bytes:
    """An FDST record for flows of these sizes."""
    cuts = [sum(sizes[:n]) for n in range(len(sizes) + 1)]
    pairs = b"".join(struct.pack(">II", *pair) for pair in pairwise(cuts))
    return b"FDST" + struct.pack(">II", 12, len(sizes)) + pairs


def test_style_sheets_have_one_order_whatever_calibre_chose() -> None:
    one = sorted_flows(b"<kindle:flow:0001?><kindle:flow:0002?>" + b"a {}" + b"@font-face {}", table(38, 4, 13))
    two = sorted_flows(b"<kindle:flow:0002?><kindle:flow:0001?>" + b"@font-face {}" + b"a {}", table(38, 13, 4))
    assert one == two
    assert one == (b"<kindle:flow:0002?><kindle:flow:0001?>@font-face {}a {}", table(38, 13, 4))


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        (b"bodyzzaa", b"FDST"),
        (b"bodyzzaa", b"XXXX" + table(4, 2, 2)[4:]),
        (b"bodyzzaa", table(4, 2, 2)[:-1]),
        (b"bodyzzaa", table(4, 2, 3)),
        (b"bodyzzaa", table(*[1] * 11)),
        ("body潮aa".encode(), table(4, 3, 2)),
        (b"bodyzzaa", b"FDST" + struct.pack(">8I", 12, 3, 0, 4, 5, 6, 6, 8)),
    ],
)
def test_style_sheets_stay_where_their_places_are_not_sure(text: bytes, cuts: bytes) -> None:
    assert sorted_flows(text, cuts) == (text, cuts)


@given(st.data())
def test_no_damage_to_resources_is_a_crash(data: st.DataObject) -> None:
    whole = bytearray(shuffled((3, 1, 0, 2)))
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, 700) | st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    told = []
    try:
        read_kindle(mended(bytes(whole), FACTS))
    except ToolError as error:
        told = [f.code for f in error.findings]
    assert told in ([], ["EG042"])


def test_only_a_font_gets_another_key() -> None:
    """Other resources may hold the same numbers by chance; their bytes stay."""
    book, other = shuffled((0, 1, 2, 3)), shuffled((0, 1, 2, 3)).replace(b"FONT", b"RESC")
    assert resources(mended(book, FACTS))[2][:24] == resources(book)[2][:24]
    assert resources(mended(book, FACTS))[2] != resources(book)[2]
    assert resources(mended(other, FACTS))[2] == resources(other)[2]
