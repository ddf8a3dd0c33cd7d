# SPDX-License-Identifier: AGPL-3.0-or-later
"""Latin letters, web and mail addresses, dashes and dots."""

from __future__ import annotations

import pytest

from epubgen.model import Text, Typography, plain
from epubgen.typesetting import make
from tests.counted import assert_linear, guarded_from_hanging
from tests.unit.typeset_table import HORIZONTAL, VERTICAL, rows, wrong

LETTERS = """
A股 => <upr A>股
B超检查 => <upr B>超检查
X光 => <upr X>光
维生素C => 维生素<upr C>
的e时代 => 的<upr e>时代
卡拉OK厅 => 卡拉<upr OK>厅
GDP增长 => <upr GDP>增长
中国GDP => 中国<upr GDP>
WTO 成员 => <upr WTO> 成员
APEC会议 => <upr APEC>会议
NASA和ESA => <upr NASA>和<upr ESA>
UNHCR => <upr UNHCR>
UNESCO总部
Gdp增长
WiFi信号
iPhone手机
微信app
Windows XP系统
XP Windows系统
The GDP of China
GDP of China
AI、5G => <upr AI>、5G
AI-5
Q&A
A/B
A—B => <upr A>—<upr B>
（GDP） => （<upr GDP>）
(GDP)
“GDP”是 => 『<upr GDP>』是
GDP。 => <upr GDP>。
GDP.
ＧＤＰ
É股
Я股
<strong GDP>增长 => <strong <upr GDP>>增长
G<strong DP>增长
<em A>股 => <em <upr A>>股
<en GDP>增长
<code GDP>增长
<ruby GDP|x>增长
GDP<note 2>增长 => <upr GDP><note 2>增长
<upr GDP>增长
Tel：0 => Tel：<tcy 0>
"""
ADDRESSES = """
见https://a.example/b?c=15。 => 见<url https://a.example/b?c=15>。
见 http://www.a.cn/2026/15/GDP.html 。 => 见 <url http://www.a.cn/2026/15/GDP.html> 。
网址：www.a.example => 网址：<url www.a.example>
登录news.cn查看 => 登录<url news.cn>查看
登录 xizhou.com.cn/15 => 登录 <url xizhou.com.cn/15>
邮箱a15@b.cn。 => 邮箱<url a15@b.cn>。
邮箱：desk.news+1@paper-a.com.cn => 邮箱：<url desk.news+1@paper-a.com.cn>
（https://a.example/） => （<url https://a.example/>）
https://a.example/(b) => <url https://a.example/(b>)
https://a.example/x, 15 => <url https://a.example/x>, 15
ftp://a.example/15 => <url ftp://a.example/15>
<strong https://a.example/15> => <strong <url https://a.example/15>>
<link https://a.example/15|https://a.example/15> => <link <url https://a.example/15>|https://a.example/15>
<link 官网|https://a.example/15>
<code https://a.example/15>
<url https://a.example/15>
courier.example/ferry => <url courier.example/ferry>
A.B.C
3.5万
v1.2.3版
@某某
邮箱@a
e.g. this
他.cn
"""
MARKS = """
他说——好
他说——————好
他—好
他说……好
约翰·史密斯
"""
LONG_DASH = """
他说——好 => 他说⸺好
他说————好 => 他说⸺⸺好
他说―― => 他说⸺
他—好
他———好
<fr a——b>好
<code ——>好
"""
BOX = """
他说——好 => 他说──好
他说⸺好 => 他说──好
"""
EM = """
他说⸺好 => 他说——好
他说――好 => 他说——好
"""
DOT_HANT = """
約翰·史密斯 => 約翰‧史密斯
J·K·羅琳 => <upr J>‧<upr K>‧羅琳
約翰·Smith·史 => 約翰‧Smith‧史
col·lecció
3·15晚會 => <tcy 3>·<tcy 15>晚會
約翰‧史密斯
<fr col·lecció>
甲 · 乙
"""
DOT_JA = """
ジョン·スミス => ジョン・スミス
ジョン・スミス
韓·日 => 韓・日
"""
FORMS = """
他説︰好 => 他説‥好
一︱二 => 一—二
︵注︶ => （注）
︻甲︼ => 【甲】
﹁甲﹂ => 「甲」
一︐二 => 一，二
一︑二︒ => 一、二。
"""
TABLE = [
    *rows("zh-Hans", LETTERS),
    *rows("zh-Hant", "GDP成長 => <upr GDP>成長"),
    *rows("ja", "Ｔシャツ\nTシャツ => <upr T>シャツ\nNHKニュース => <upr NHK>ニュース\nJリーグ => <upr J>リーグ\nSNSで => <upr SNS>で"),
    *rows("ko", "GDP 증가 => <upr GDP> 증가\nIT기업 => <upr IT>기업\nKBS는 => <upr KBS>는"),
    *rows("zh-Hans", "GDP增长\nA股 => <upr A>股", acronym_max="1"),
    *rows("zh-Hans", "GDP增长 => <upr GDP>增长\nAPEC会议", acronym_max="3"),
    *rows("zh-Hans", "GDP增长\nA股", acronym_max="0"),
    *rows("en", "A GDP\nGDP"),
    *rows("zh-Hans", ADDRESSES),
    *rows("zh-Hans", "见https://a.example/b?c=15。 => 见<url https://a.example/b?c=15>。\n邮箱a15@b.cn => 邮箱<url a15@b.cn>", HORIZONTAL),
    *rows("en", "See https://a.example/b. => See <url https://a.example/b>.\nMail a.b@c.example! => Mail <url a.b@c.example>!", HORIZONTAL),
    *rows("ja", "詳細はhttps://a.example/2026へ => 詳細は<url https://a.example/2026>へ"),
    *rows("ko", "https://a.example/2026 참조 => <url https://a.example/2026> 참조"),
    *rows("zh-Hans", MARKS),
    *rows("zh-Hans", LONG_DASH, dash="⸺"),
    *rows("zh-Hans", LONG_DASH, HORIZONTAL, dash="⸺"),
    *rows("zh-Hans", BOX, dash="──"),
    *rows("ja", EM, dash="——"),
    *rows("zh-Hant", DOT_HANT, middle_dot="‧"),
    *rows("ja", DOT_JA, middle_dot="・"),
    *rows("ja", DOT_JA, HORIZONTAL, middle_dot="・"),
    *rows("zh-Hans", "约翰・史密斯 => 约翰·史密斯", middle_dot="·"),
    *rows("zh-Hans", FORMS),
    *rows("zh-Hant", FORMS, HORIZONTAL),
]  # fmt: skip


def test_words() -> None:
    assert TABLE
    assert wrong(TABLE) == []


LONG_LINES = ["汉“", "1", "2026年", "a·", "a.", "“", "1%-", "010 ", "a+"]


def long_line(unit: str, times: int) -> str:
    typeset = make("zh-Hans", VERTICAL, Typography(middle_dot="・", dash="⸺", numerals="hanzi"))
    return plain(typeset((Text(unit * times + "."),)))


@pytest.mark.parametrize("unit", LONG_LINES)
def test_a_long_line_costs_no_more_for_its_length(unit: str) -> None:
    assert_linear(lambda size: long_line(unit, size), 1000)


@pytest.mark.slow
@pytest.mark.parametrize("unit", LONG_LINES)
def test_no_pattern_runs_away_on_a_very_long_line(unit: str) -> None:
    """Once a search from every place ran to the end of the line: minutes for a text like this."""
    with guarded_from_hanging():
        assert long_line(unit, 100_000)
