# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import re
import string
import unicodedata
from datetime import date

import pytest

from epubgen.languages import words as terms
from epubgen.languages.dates import full_date, long_date, weekday
from epubgen.languages.edition_words.kk_arab import in_arabic_letters
from epubgen.languages.tags import LANGUAGES, fitting
from epubgen.languages.words import EditionWords, join_names, keys, lacking, term


def test_every_key_speaks_five_languages_with_the_same_placeholders() -> None:
    tables = {key: terms._TABLE[key] for key in keys()}
    assert len(tables) > 100
    assert [key for key, wordings in tables.items() if len(wordings) != len(LANGUAGES) or not all(wordings)] == []
    assert [key for key, wordings in tables.items() if len(set(map(_placeholders, wordings))) != 1] == []


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize(
    ("tag", "table"),
    [
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-TW", "zh-Hant"),
        ("ZH-hk", "zh-Hant"),
        ("ja-JP", "ja"),
        ("ko", "ko"),
        ("en-GB", "en"),
        ("fr", "en"),
        ("", "en"),
    ],
)
def test_a_tag_finds_the_table_that_serves_it(tag: str, table: str) -> None:
    assert fitting(tag) == table


def test_words_follow_the_language() -> None:
    assert term("contents", "zh-Hans-CN") == "本期导读"
    assert term("contents", "zh-Hant-TW") == "本期導讀"
    assert term("total_number", "ja", number="12") == "第12号"


def test_a_missing_key_is_a_bug_that_shows() -> None:
    with pytest.raises(KeyError):
        term("no such word", "en")


@pytest.mark.parametrize(
    ("names", "language", "joined"),
    [
        ((), "en", ""),
        (("Ann",), "en", "Ann"),
        (("Ann", "Ben", "Cy"), "en-GB", "Ann, Ben and Cy"),
        (("张三", "李四"), "zh-CN", "张三 李四"),
        (("山田", "佐藤"), "ja", "山田、佐藤"),
    ],
)
def test_names_are_joined_as_the_language_does(names: tuple[str, ...], language: str, joined: str) -> None:
    assert join_names(names, language) == joined


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-Hans", "2026年4月2日"),
        ("ja", "2026年4月2日"),
        ("ko", "2026년 4월 2일"),
        ("en", "2 April 2026"),
        ("en-GB", "2 April 2026"),
        ("en-US", "April 2, 2026"),
        ("en-Latn-CA", "April 2, 2026"),
        ("de", "2. April 2026"),
        ("fr-CH", "2 avril 2026"),
        ("pt-BR", "2 de abril de 2026"),
        ("tlh", "2026-04-02"),
        ("zh-Hant-TW", "2026年4月2日"),
    ],
)
def test_dates_are_worded(language: str, words: str) -> None:
    assert long_date(date(2026, 4, 2), language) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("en-GB", "Friday, 4 December 2026"), ("en", "Friday, 4 December 2026"), ("en-US", "Friday, December 4, 2026"),
     ("de", "Freitag, 4. Dezember 2026"), ("fr", "vendredi 4 décembre 2026"), ("tlh", ""),
     ("zh-Hans", ""), ("ja", ""), ("ko-KR", "")],
)  # fmt: skip
def test_weekday_and_date_stand_in_one_where_the_language_has_them_so(language: str, words: str) -> None:
    assert full_date(date(2026, 12, 4), language) == words


@pytest.mark.parametrize("language", sorted({*terms.SPOKEN} - {*LANGUAGES}))
def test_words_of_other_languages_have_known_keys_and_the_same_placeholders(language: str) -> None:
    wordings, spoken = terms._words_of(language)
    assert spoken == language
    assert wordings.keys() <= set(keys())
    for key, said in wordings.items():
        assert terms.own_placeholders(said) == terms.placeholders(key), key
        assert said.strip() or key.endswith(("join", "last")), key


@pytest.mark.parametrize(
    ("tag", "spoken"),
    [
        ("fr-CA", "fr-CA"), ("ar-EG", "ar-EG"), ("ug", "ug"), ("ug-Latn", "en"), ("kk", "kk"), ("kk-Arab", "kk-Arab"), ("kk-CN", "kk-CN"),
        ("mn", "mn"), ("mn-Mong", "mn-Mong"), ("mn-CN", "mn-CN"), ("mn-Latn", "en"), ("fi", "en"), ("zh-TW", "zh-TW"), ("yue", "yue"), ("en-GB", "en-GB"),
    ],
)  # fmt: skip
def test_words_are_in_the_language_and_the_script_of_the_paper_or_english(tag: str, spoken: str) -> None:
    assert EditionWords(tag).spoken("contents") == spoken
    assert bool(lacking(tag)) == (spoken == "en" or tag in ("mn-Mong", "mn-CN"))


def test_words_of_a_publication_come_first() -> None:
    paper = EditionWords("fi", {"next": "Seuraava", "page": "Sivu {number}"})
    assert (paper.term("next"), paper.spoken("next")) == ("Seuraava", "fi")
    assert paper.term("page", number=3) == "Sivu 3"
    assert (paper.term("previous"), paper.spoken("previous")) == ("Previous", "en")
    assert paper.joined(["A", "B", "C"]) == "A, B ja C"
    assert EditionWords("ug-Latn").joined(["A", "B"]) == "A and B"


def test_a_wrong_placeholder_of_a_publication_stays_as_typed() -> None:
    assert EditionWords("fi", {"page": "Sivu {numero} {"}).term("page", number=3) == "Sivu {numero} {"


@pytest.mark.parametrize(
    ("language", "date_", "day"),
    [
        ("ug", "22-ئاپرېل، 2026", "چارشەنبە"),
        ("kk", "2026\u202fж. 22 сәуір", "сәрсенбі"),
        ("ug-Latn", "2026-04-22", ""),
        ("xx", "2026-04-22", ""),
        ("mn-Mong", "2026 ᠣᠨ\u202fᠤ 4 ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ 22\u202fᠤ ᠡᠳᠦᠷ", "ᠭᠠᠷᠠᠭ\u202fᠤᠨ ᠭᠤᠷᠪᠠᠨ"),
    ],
)
def test_a_day_is_told_in_the_script_of_the_paper(language: str, date_: str, day: str) -> None:
    assert (long_date(date(2026, 4, 22), language), weekday(date(2026, 4, 22), language)) == (date_, day)


@pytest.mark.parametrize(
    ("cyrillic", "arabic"),
    [
        ("Қазақ газеті", "قازاق گازەتى"),  # no hamza: г and е say that the word is soft
        ("Өлең", "ولەڭ"),
        ("үміт", "ءۇمىت"),
        ("әлі", "ءالى"),
        ("бет", "بەت"),
        ("Алматы, Астана", "الماتى، استانا"),
        ("Баспа үйі", "باسپا ءۇيى"),
        ("{number}-сан, WeChat", "{number}-سان، WeChat"),
        ("съезд", "سەزد"),
        ("Цирк; Щука", "تسيرك؛ ششۋكا"),
    ],
)
def test_kazakh_in_arabic_letters(cyrillic: str, arabic: str) -> None:
    assert in_arabic_letters(cyrillic) == arabic


def test_words_are_in_the_letters_of_their_script() -> None:
    for language, letters in (("kk-Arab", "ARABIC"), ("ug", "ARABIC"), ("mn-Mong", "MONGOLIAN"), ("mn", "CYRILLIC")):
        for key in keys():
            if EditionWords(language).spoken(key) == language:
                said = re.sub(r"\{\w+\}|WeChat|CN|e?ISSN|OCLC", "", term(key, language))
                assert all(unicodedata.name(char).startswith(letters) for char in said if char.isalpha()), (
                    language,
                    key,
                )


def test_what_every_page_prints_is_mongolian() -> None:
    seen = "contents toc page page_section next previous next.section previous.section section photo note notes corrections"
    seen += (
        " jump.to jump.from issue_number lead_list byline.reporter credit.photo imprint masthead rights price bar.end"
    )
    assert not set(seen.split()) & set(lacking("mn-Mong"))
