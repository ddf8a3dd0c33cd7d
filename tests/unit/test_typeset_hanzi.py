# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers in Han characters: only where the house asks for it, and never where a number is a name."""

from __future__ import annotations

from epubgen.model import Text, Typography
from epubgen.typesetting import make
from tests.unit.typeset_table import HORIZONTAL, VERTICAL, rows, wrong

HANS = """
2026年 => 二〇二六年
2026年3月15日 => 二〇二六年三月十五日
2000年 => 二〇〇〇年
1999年12月31日 => 一九九九年十二月三十一日
1949—2019年 => 一九四九—二〇一九年
2025至2026年 => 二〇二五至二〇二六年
近2000年历史 => 近二千年历史
5000年文明 => 五千年文明
100年 => 一百年
26年前 => 二十六年前
90年代 => 九十年代
1990年代 => 一九九〇年代
10日 => 十日
11日 => 十一日
20日 => 二十日
21日 => 二十一日
30日 => 三十日
5% => 百分之五
5.3% => 百分之五点三
增长5.3%。 => 增长百分之五点三。
100% => 百分之百
0.8% => 百分之零点八
12.05% => 百分之十二点〇五
3‰ => 千分之三
5%—10% => 百分之五—百分之十
128人 => 一百二十八人
110人 => 一百一十人
105人 => 一百零五人
1005人 => 一千零五人
1050人 => 一千零五十人
1234人 => 一千二百三十四人
1,234人 => 一千二百三十四人
10005人 => 一万零五人
10500人 => 一万零五百人
100000人 => 十万人
12,345,678元 => 一千二百三十四万五千六百七十八元
100,000,001元 => 一亿零一元
1200万 => 一千二百万
3.5亿元 => 三点五亿元
20万 => 二十万
15万 => 十五万
2人 => 两人
2个 => 两个
2年 => 两年
2年级 => 二年级
2月 => 二月
2日 => 二日
第2次 => 第二次
12个 => 十二个
22人 => 二十二人
2万 => 两万
2.5万 => 二点五万
第3版 => 第三版
第128期 => 第一百二十八期
3至5月 => 三至五月
3—5月 => 三—五月
3·15晚会 => 三·一五晚会
9·11事件 => 九·一一事件
零下5℃ => 零下五℃
0分 => 零分
<strong 15>日 => <strong 十五>日
<strong 1>5日
“15”岁 => 『十五』岁
"15"岁 => 『十五』岁
'15'岁 => 「十五」岁
12"显示器
"1949—2019年" => 『一九四九—二〇一九年』
（1949—2019年） => （一九四九—二〇一九年）
(1949—2019年)
[1949至2019年]
(3—5月) => (3—<tcy 5>月)
1949 — 2019年 => 一九四九 — 二〇一九年
1949——2019年 => 一九四九——二〇一九年
3—15kg => <tcy 3>—15kg
MU5137—2019年
01—15日 => <tcy 01>—<tcy 15>日
第01版 => 第<tcy 01>版
007特工
A15展位
歼-20战机
东风41导弹 => 东风<tcy 41>导弹
波音737客机
空客320飞机
G20峰会
5G网络
MU5137次航班
航班5137起飞
13800138000人
电话：65123456
拨打110报警
010-65123456 => <side 010-65123456>
15:30 => <side 15:30>
3:2
1/3的人
国发〔2026〕15号 => 国发〔2026〕<tcy 15>号
型号 15 => 型号 <tcy 15>
15kg
3-5月
5-10% => <side 5-10%>
15 => <tcy 15>
1,234
3.14
<code 15>日
<fr 15>日
<ruby 15|x>日
<tcy 15>日
https://a.example/15日 => <url https://a.example/15>日
"""
HANT = """
2026年3月15日 => 二〇二六年三月十五日
5.3% => 百分之五點三
1200萬 => 一千二百萬
12345人 => 一萬二千三百四十五人
2人 => 兩人
"""
JA = """
2026年3月15日 => 二〇二六年三月十五日
128人 => 百二十八人
1005人 => 千五人
5% => 五パーセント
5.3% => 五・三パーセント
2人 => 二人
12345人 => 一万二千三百四十五人
0人 => 〇人
"""
TABLE = [
    *rows("zh-Hans", HANS, numerals="hanzi"),
    *rows("zh-Hant", HANT, numerals="hanzi"),
    *rows("ja", JA, numerals="hanzi"),
    *rows("ko", "2026년 3월 15일 => 2026년 <tcy 3>월 <tcy 15>일", numerals="hanzi"),
    *rows("en", "15 March 2026", numerals="hanzi"),
    *rows("zh-Hans", "2026年3月15日\n5.3%", HORIZONTAL, numerals="hanzi"),
]


def test_hanzi() -> None:
    assert TABLE
    assert wrong(TABLE) == []


def test_each_change_can_be_listed() -> None:
    setter = make("zh-Hans", VERTICAL, Typography(numerals="hanzi"))
    assert list(setter.numerals((Text("2026年增长5.3%，歼-20。"),))) == [("2026", "二〇二六"), ("5.3%", "百分之五点三")]
    assert list(make("zh-Hans", VERTICAL)((Text("2026年"),))) == [Text("2026年")]
    assert list(make("zh-Hans", VERTICAL).numerals((Text("2026年"),))) == []
