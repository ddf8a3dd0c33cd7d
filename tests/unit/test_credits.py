# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who made a picture: names and roles are read from the words of a credit, houses and stock phrases are nobody."""

from __future__ import annotations

import pytest

from epubgen.languages.credits import picture_makers, without_role


@pytest.mark.parametrize(
    ("words", "makers"),
    [
        ("霍青摄", {"霍青": "pht"}),
        ("本报记者 霍青摄", {"霍青": "pht"}),
        ("新华社记者 王小明 摄", {"王小明": "pht"}),
        ("何小雨 罗月摄", {"何小雨": "pht", "罗月": "pht"}),
        ("摄影：张三、李四", {"张三": "pht", "李四": "pht"}),
        ("汤姆·史密斯摄", {"汤姆·史密斯": "pht"}),
        ("何龙/图", {"何龙": "pht"}),
        ("文／图 李四", {"李四": "pht"}),
        ("张宏图", {"张宏图": "pht"}),
        ("杜若川攝", {"杜若川": "pht"}),
        ("桐ケ谷実撮影", {"桐ケ谷実": "pht"}),
        ("桐ケ谷実＝写真", {"桐ケ谷実": "pht"}),
        ("山田 太郎撮影", {"山田 太郎": "pht"}),
        ("사진 나루빈", {"나루빈": "pht"}),
        ("Photograph by Owen Lathemere", {"Owen Lathemere": "pht"}),
        ("By Jane Doe and Tom Roe", {"Jane Doe": "pht", "Tom Roe": "pht"}),
        ("Photo: Jane Doe/Reuters", {"Jane Doe": "pht"}),
        ("Mei Carrow (photo)", {"Mei Carrow": "pht"}),
        ("Foto: Max Müller", {"Max Müller": "pht"}),
        ("范一粟制图", {"范一粟": "ill"}),
        ("漫画/王五", {"王五": "ill"}),
        ("Chart by Tobias Fennimark", {"Tobias Fennimark": "ill"}),
        ("资料图片", {}),
        ("新华社发", {}),
        ("受访者供图", {}),
        ("图/视觉中国", {}),
        ("자료사진", {}),
        ("File photo", {}),
        ("Getty Images", {}),
        ("NASA", {}),
        ("Courtesy of the museum", {}),
        ("何龙 文/图", {"何龙": "pht"}),
        ("首席记者 何龙 摄", {"何龙": "pht"}),
        ("本报全媒体记者 何龙 摄", {"何龙": "pht"}),
        ("摄影 何龙 罗月", {"何龙": "pht", "罗月": "pht"}),
        ("何龙（左）摄", {"何龙": "pht"}),
        ("何龙摄于2026年4月", {"何龙": "pht"}),
        ("＝山田太郎撮影", {"山田太郎": "pht"}),
        ("写真＝山田太郎", {"山田太郎": "pht"}),
        ("写真は山田太郎", {"山田太郎": "pht"}),
        ("山田太郎記者撮影", {"山田太郎": "pht"}),
        ("사진=김민수 기자", {"김민수": "pht"}),
        ("김민수 촬영", {"김민수": "pht"}),
        ("© 2026 Ann Lee", {"Ann Lee": "pht"}),
        ("Ann Lee for The Gazette", {"Ann Lee": "pht"}),
        ("Fotos: Anna Ott", {"Anna Ott": "pht"}),
        ("Photo : Jean Dupont", {"Jean Dupont": "pht"}),
        ("Crédit photo : Jean Dupont", {"Jean Dupont": "pht"}),
        ("Foto de Ana Gómez", {"Ana Gómez": "pht"}),
        ("Fot. Jan Kowalski", {"Jan Kowalski": "pht"}),
        ("Фото: Иван Петров", {"Иван Петров": "pht"}),
        ("Fotoğraf: Ayşe Yılmaz", {"Ayşe Yılmaz": "pht"}),
        ("ภาพ: สมชาย ใจดี", {"สมชาย ใจดี": "pht"}),
        ("Kuva: Antti", {"Antti": "pht"}),
        ("Theodor Ai", {"Theodor Ai": "pht"}),
        ("AI生成", {}),
        ("Foto: privat", {}),
        ("Symbolbild", {}),
        ("Фото: ТАСС", {}),
        ("Фото из архива", {}),
        ("The New York Times", {}),
        ("CC BY-SA 4.0", {}),
        ("via Facebook", {}),
        ("@annlee", {}),
        ("Source: Census Bureau", {}),
        ("Quelle: Statistisches Amt", {}),
        ("代表撮影", {}),
        ("人民视觉", {}),
    ],
)
def test_makers_are_read_from_a_credit(words: str, makers: dict[str, str]) -> None:
    assert dict(picture_makers(words)) == makers


def test_a_role_wins_over_the_words() -> None:
    assert picture_makers("王五", "ill") == (("王五", "ill"),)


@pytest.mark.parametrize(
    ("words", "rest"),
    [("Photograph by Owen", "Owen"), ("霍青摄", "霍青"), ("新华社（供图）", "新华社（供图"), ("Owen", "Owen")],
)
def test_the_word_for_the_work_goes(words: str, rest: str) -> None:
    assert without_role(words)[0] == rest
