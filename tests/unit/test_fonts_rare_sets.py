# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which characters count as rare, by language; which private-use characters GB 18030 leaves."""

from __future__ import annotations

import pytest

from epubgen.epub.fonts.rare_characters import is_rare, rare_in
from epubgen.linting import lint
from epubgen.model import Paragraph, Text
from epubgen.options import Options
from epubgen.typesetting.characters import LEFTOVERS, map_leftovers
from tests.conftest import MakeIssue, MakeStory

NAMES = "𠮷𡈽𣲘䶮㛃㼆𬭎𬭳𬘬𫖯𫟹𬱖𬶋𮧵𪚥龘靐㙍𫍯"


@pytest.mark.parametrize("char", NAMES)
def test_a_character_of_names_is_rare_in_chinese(char: str) -> None:
    assert is_rare(char, "zh-Hans-CN")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("汉字、標點，「引号」《书名》——…·“”％ＡBc①㎡", "zh-Hans"),
        ("繁體字與標點，「引號」", "zh-Hant-TW"),
        ("們來這裏", "zh-Hans"),
        ("漢字とかな、カタカナー々〆ヶ", "ja"),
        ("한글과 漢字, 똠방각하", "ko"),
        ("Ünïcødé, Ελλάδα, Київ, 汉字 字體 한글", "en-GB"),
        ("مرحبا สวัสดี 😀", "zh-Hans"),
        ("\ue000\uf8ff", "zh-Hans"),
    ],
)
def test_everyday_text_is_safe(text: str, language: str) -> None:
    assert rare_in([text], language) == frozenset()


@pytest.mark.parametrize(
    ("char", "language"), [("们", "ja"), ("龘", "zh-Hans"), ("똠", "zh-Hans"), ("躾", "zh-Hant"), ("𠮷", "en")]
)
def test_a_character_of_another_set_alone_is_rare(char: str, language: str) -> None:
    assert is_rare(char, language)


@pytest.mark.parametrize(("char", "language"), [("龘", "zh-Hant"), ("똠", "ko"), ("躾", "ja"), ("们", "zh-Hans")])
def test_in_its_own_language_it_is_not(char: str, language: str) -> None:
    assert not is_rare(char, language)


def test_there_are_25_leftovers_and_no_private_use_among_what_they_become() -> None:
    assert len(LEFTOVERS) == 25
    assert all(0xE000 <= code <= 0xF8FF for code in LEFTOVERS)
    assert not any("\ue000" <= char <= "\uf8ff" for char in LEFTOVERS.values())


def test_leftovers_come_from_the_codec() -> None:
    """What decoding GB 18030 gives today for the vertical comma and for U+9FB4."""
    assert b"\xa6\xd9".decode("gb18030") in ("\ue78d", "︐")
    assert ord(b"\xfe\x59".decode("gb18030")) in (0xE81E, 0x9FB4)


def test_leftovers_are_mapped_wherever_they_stand(make_issue: MakeIssue, make_story: MakeStory) -> None:
    body = (Paragraph(text=(Text("姓\ue81e\ue78d\ue000"),)),)
    issue, count = map_leftovers(make_issue(make_story("a", "名\ue816", body=body)))
    assert count == 3
    assert issue.articles[0].title == ("名\U00020087",)
    assert issue.articles[0].body == (Paragraph(text=(Text("姓\u9fb4，\ue000"),)),)


def test_an_issue_without_leftovers_stays_the_same_object(make_issue: MakeIssue) -> None:
    issue = make_issue()
    assert map_leftovers(issue) == (issue, 0)
    assert map_leftovers(issue)[0] is issue


@pytest.mark.parametrize(
    ("text", "key", "cure"),
    [("旧\ue81e字", "T03.gb18030", "\u9fb4"), ("造\ue123字", "T03", "type the character itself")],
)
def test_private_use_is_reported_with_its_cure(
    make_issue: MakeIssue, make_story: MakeStory, text: str, key: str, cure: str
) -> None:
    issue = make_issue(make_story("a", body=(Paragraph(text=(Text(f"{text}。"),)),)))
    (found,) = [f for f in lint(issue, None, Options()) if f.code == "T03"]
    assert found.key == key
    assert cure in found.hint("en")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko", "kor", "vi", "en"])
def test_texts_are_judged_as_their_characters_are(language: str) -> None:
    """A text that the set of its language has whole is passed over at once."""
    texts = ["城里的人都说好。", "㙍桥——通了", "髙島屋", "똠방각하", "ＡＢＣ，１２", "Ａ𠮷é", "plain"]
    assert rare_in(texts, language) == {char for text in texts for char in text if is_rare(char, language)}
