# SPDX-License-Identifier: AGPL-3.0-or-later
"""Quotation marks in vertical lines, as the copy editors of four languages expect them."""

from __future__ import annotations

import pytest

from epubgen.model import Text
from epubgen.typesetting import make
from tests.unit.typeset_table import HORIZONTAL, VERTICAL, read, rows, write, wrong

HANS = """
他说：“你好。” => 他说：『你好。』
“你好，‘朋友’。” => 『你好，「朋友」。』
‘单引号’ => 「单引号」
“一带一路”倡议 => 『一带一路』倡议
“双减”“双增” => 『双减』『双增』
“起来，”他说，“走吧。” => 『起来，』他说，『走吧。』
“‘三农’工作” => 『「三农」工作』
“这是‘A’股” => 『这是「<upr A>」股』
他说：“你好 => 他说：『你好
“第一段只有开头 => 『第一段只有开头
“第二段也只有开头 => 『第二段也只有开头
“第三段有头有尾。” => 『第三段有头有尾。』
第三段只有结尾。” => 第三段只有结尾。』
只有结尾’ => 只有结尾」
“” => “”
“你” => 『你』
“ 你好 ” => 『 你好 』
“你好”。 => 『你好』。
（“你好”） => （『你好』）
《“三北”纪事》 => 《『三北』纪事》
我们用let’s这个词 => 我们用let's这个词
我们说“let’s go” => 我们说『let's go』
let’s go => let's go
“May you live in interesting times.”
He said “yes” and left.
the workers’ party
rock ’n’ roll
‘quoted’ English
他说：“May you live in interesting times.” => 他说：『May you live in interesting times.』
“May you live” 是一句话 => 『May you live』 是一句话
“Hello,” 他说 => 『Hello,』 他说
他说 “Hello” => 他说 『Hello』
英文里 He said “yes” to me 是直译
英文里 he said ‘no’ to me 是直译
他读 the “中国 dream” report 时 => 他读 the 『中国 dream』 report 时
“《人民日报》”刊文 => 『《人民日报》』刊文
“2026”年 => 『2026』年
“15”个 => 『<tcy 15>』个
“GDP”增长 => 『<upr GDP>』增长
“5.3%”的增速 => 『<side 5.3%>』的增速
他说"你好" => 他说『你好』
"你好"他说 => 『你好』他说
他说"你好 => 他说"你好
24"和27"显示器
"English only" text
他说"Hello"，"你好" => 他说『Hello』，『你好』
他说'你好' => 他说「你好」
it's 中文 it's
他说'it's好' => 他说「it's好」
他说'it's好
"'三农'工作" => 『「三农」工作』
他说“你好”"再见" => 他说『你好』『再见』
「已是直角」
『已是直角』
〝保留〟
他说：“<strong 你好>” => 他说：『<strong 你好>』
<strong “你好”> => <strong 『你好』>
“<em May you>”他说 => 『<em May you>』他说
<strong “你>好” => <strong 『你>好』
“<fr bonjour>”一词 => 『<fr bonjour>』一词
<fr l’été “doux”>和“夏” => <fr l'été <side “>doux<side ”>>和『夏』
<code “x”>与“码” => <code “x”>与『码』
<link “标题”|https://a.example> => <link 『标题』|https://a.example>
“甲”<br>“乙” => 『甲』<br>『乙』
“甲”<note 1>说 => 『甲』<note 1>说
“<ruby 汉|hàn>” => 『<ruby 汉|hàn>』
<ruby “汉”|hàn> => <ruby 『汉』|hàn>
<ruby “汉|hàn>字” => <ruby 『汉|hàn>字』
“<ruby 汉|hàn>字” => 『<ruby 汉|hàn>字』
“😀”表情 => 『😀』表情
“β”射线 => 『β』射线
“Ａ”级 => 『Ａ』级
﹁旧形﹂ => 「旧形」
﹃旧形﹄ => 『旧形』
"""
HANT = """
他說：“你好。” => 他說：「你好。」
“你好，‘朋友’。” => 「你好，『朋友』。」
‘單引號’ => 『單引號』
“第一段只有開頭 => 「第一段只有開頭
第二段只有結尾。” => 第二段只有結尾。」
「已是直角『內』」
他說"你好" => 他說「你好」
let’s go => let's go
“May you live in interesting times.”
他說：“Let’s go.” => 他說：「Let's go.」
“15”個 => 「<tcy 15>」個
<ja “引用”である>一詞 => <ja 〝引用〟である>一詞
<zh-Hans “双减”>一詞 => <zh-Hans 『双减』>一詞
"""
JA = """
彼は“はい”と言った => 彼は〝はい〟と言った
“はい => 〝はい
はい” => はい〟
彼は‘はい’と言った => 彼は「はい」と言った
「はい」と言った
『書名』を読む
彼は"はい"と言った => 彼は〝はい〟と言った
“May you live in interesting times.”
カタカナ“テスト” => カタカナ〝テスト〟
<zh-Hans “双减”>政策 => <zh-Hans 『双减』>政策
let’s go => let's go
"""
KO = """
그는 “네” 하고 말했다 => 그는 『네』 하고 말했다
“‘속’ 겉” => 『「속」 겉』
그는 ‘네’라고 했다 => 그는 「네」라고 했다
그는 "네"라고 했다 => 그는 『네』라고 했다
“May you live in interesting times.”
let’s go => let's go
“첫 문단 => 『첫 문단
마지막 문단.” => 마지막 문단.』
"""
KO_SINGLE = """
그는 “네” 하고 말했다 => 그는 「네」 하고 말했다
“‘속’ 겉” => 「『속』 겉」
"""
KEPT = """
他说：“你好，‘朋友’。”
他说"你好"
“15”个 => “<tcy 15>”个
"""
LATIN = """
“May you live in interesting times.” => <side “>May you live in interesting times.<side ”>
“May you live in 中国.” => <side “>May you live in 中国.<side ”>
It’s “fine” => It's <side “>fine<side ”>
readers’ letters => readers' letters
‘May’ said => <side ‘>May<side ’> said
‘the readers’ said’ => <side ‘>the readers<side ’> said'
"""
MONGOLIAN = """
ᠲᠡᠷᠡ “你好” ᠭᠡᠪᠡ
ᠲᠡᠷᠡ "ᠰᠠᠢᠨ" ᠭᠡᠪᠡ
ᠲᠡᠷᠡ "你好，'朋友'" ᠭᠡᠪᠡ
中国’ ᠭᠡᠪᠡ
"""
FLAT = """
他说：“你好，‘朋友’。”
他说"你好"
﹁旧形﹂ => 「旧形」
"""
TABLE = [
    *rows("zh-Hans-CN", HANS),
    *rows("zh-Hant-TW", HANT),
    *rows("zh-HK", "“你好” => 「你好」"),
    *rows("zh", "“你好” => 『你好』"),
    *rows("zh-Hans-HK", "“你好” => 『你好』"),
    *rows("ja", JA),
    *rows("ko", KO),
    *rows("ko-KR", KO_SINGLE, ko_quotes="「"),
    *rows("zh-Hans", KEPT, quotes="keep"),
    *rows("en", LATIN),
    *rows("mn-Mong", MONGOLIAN),
    *rows("zh-Hans", FLAT, HORIZONTAL),
    *rows("ja", "彼は“はい”と言った", HORIZONTAL),
    *rows("ko", "그는 “네” 하고", HORIZONTAL),
]


def test_quotes() -> None:
    assert TABLE
    assert wrong(TABLE) == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-Hans", "他『说』「话」"),
        ("zh-Hant", "他「说」『话』"),
        ("ja", "他〝说〟「话」"),
        ("ko", "他『说』「话」"),
        ("en", "他<side “>说<side ”><side ‘>话<side ’>"),
    ],
)
def test_one_text_in_each_language(language: str, expected: str) -> None:
    assert write(make(language, VERTICAL)(read("他“说”‘话’"))) == expected


def test_a_long_quotation_opens_in_each_paragraph_and_closes_in_the_last() -> None:
    setter = make("zh-Hans", VERTICAL)
    paragraphs = ["“一九四九年，", "“二〇〇九年，", "“二〇二六年。”"]
    assert [write(setter((Text(words),))) for words in paragraphs] == [
        "『一九四九年，",
        "『二〇〇九年，",
        "『二〇二六年。』",
    ]
