# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers, percentages, times and telephone numbers in vertical lines."""

from __future__ import annotations

from tests.unit.typeset_table import HORIZONTAL, rows, wrong

HANS = """
北京15日电 => 北京<tcy 15>日电
北京 15 日电 => 北京 <tcy 15> 日电
3月15日 => <tcy 3>月<tcy 15>日
2026年3月15日 => 2026年<tcy 3>月<tcy 15>日
15 => <tcy 15>
7 => <tcy 7>
第3版 => 第<tcy 3>版
第01版 => 第<tcy 01>版
第128期
共1234人
1,234人
12,345,678元
3.14
圆周率3.14
增长0.8个百分点
A15
B2展厅
5G网络
G20峰会
歼-20战机
COVID-19疫情
3D打印
1/3的人
3/4
比分3:2
15:30 => <side 15:30>
下午15:30开会 => 下午<side 15:30>开会
8:00-17:30开放 => <side 8:00-17:30>开放
1:02:03完赛 => <side 1:02:03>完赛
12：30 => <tcy 12>：<tcy 30>
15时30分 => <tcy 15>时<tcy 30>分
3—5月 => <tcy 3>—<tcy 5>月
3-5月
3～5月 => <tcy 3>～<tcy 5>月
3至5月 => <tcy 3>至<tcy 5>月
3·15晚会 => <tcy 3>·<tcy 15>晚会
9·11事件 => <tcy 9>·<tcy 11>事件
零下5℃ => 零下<tcy 5>℃
-5℃ => <side -5℃>
15℃ => <tcy 15>℃
36.5℃ => <side 36.5℃>
增长5.3％ => 增长<side 5.3％>
5％ => <tcy 5>％
25％ => <tcy 25>％
128％ => <side 128％>
￥5.30 => <side ￥5.30>
￥5 => ￥<tcy 5>
5.3～6.1％ => 5.3～<side 6.1％>
30°角
5％ => <tcy 5>％
￥15 => ￥<tcy 15>
¥15
$15
€15
15元 => <tcy 15>元
15kg
15 kg
15㎏ => <tcy 15>㎏
3×4 => <tcy 3>×<tcy 4>
5% => <side 5%>
增长5.3% => 增长<side 5.3%>
增长 5.3% => 增长 <side 5.3%>
5.3%的增速 => <side 5.3%>的增速
100% => <side 100%>
-0.5% => <side -0.5%>
+3% => <side +3%>
5%-10% => <side 5%-10%>
5-10% => <side 5-10%>
5%～10% => <side 5%>～<side 10%>
3‰ => <side 3‰>
1,234.5% => <side 1,234.5%>
010-65123456 => <side 010-65123456>
电话0499-5550117。 => 电话<side 0499-5550117>。
(010)65123456 => <side (010)65123456>
010 6512 3456 => <side 010 6512 3456>
+86 10 6512 3456 => <side +86 10 6512 3456>
400-800-8820 => <side 400-800-8820>
138 0013 8000 => <side 138 0013 8000>
13800138000
010-65123456-8012 => <side 010-65123456-8012>
2026-04-22 => <side 2026-04-22>
邮编100010
10086
拨打110
ISBN 978-7-02-000220-7
CN 11-0001
第15、16版 => 第<tcy 15>、<tcy 16>版
15,16
（15） => （<tcy 15>）
(15)
[15]
“15”岁 => 『<tcy 15>』岁
“15” people
15、 => <tcy 15>、
15. 第一
No.5
№5 => №<tcy 5>
Windows 11
Windows 11系统
iPhone 15发布
第 5 届 => 第 <tcy 5> 届
5　届 => <tcy 5>　届
１５日
②15 => ②<tcy 15>
15② => <tcy 15>②
x²
15²
什么!? => 什么<tcy !?>
什么!! => 什么<tcy !!>
什么??他 => 什么<tcy ??>他
什么!!!
什么!
What!?
什么!?15
什么！？
1️⃣
2个15和128 => <tcy 2>个<tcy 15>和128
α15
15α
π=3
C区15栋 => <upr C>区<tcy 15>栋
<tcy 128>年
<tcy 15>GDP => <tcy 15><upr GDP>
<strong 15>日 => <strong <tcy 15>>日
<strong 1>5日
1<strong 5>日
<strong 20>26年
20<strong 2>6
<em 3>月<strong 15>日 => <em <tcy 3>>月<strong <tcy 15>>日
<strong A>15
A<strong 15>日
<dots 15> => <dots <tcy 15>>
H<sub 2>O
CO<sub 2>排放
注<sup 1>说 => 注<sup <tcy 1>>说
10<sup 8>年
15<note 1>日 => <tcy 15><note 1>日
15<br>16 => <tcy 15><br><tcy 16>
<code 15>日
<code x>15日
<ruby 15|じゅうご>日
<ruby 漢|15>15日 => <ruby 漢|15><tcy 15>日
<fr les 15 jours>
<fr 15>日
<link 15日|https://a.example/15> => <link <tcy 15>日|https://a.example/15>
<abbr GDP|Gross 15> => <abbr <upr GDP>|Gross 15>
<ja 15日>刊 => <ja <tcy 15>日>刊
2<strong  >3 => 2<strong  >3
"""
HANT = """
臺北15日電 => 臺北<tcy 15>日電
民國115年 => 民國115年
成長5.3% => 成長<side 5.3%>
(02)2345-6789 => <side (02)2345-6789>
0912-345-678 => <side 0912-345-678>
3月15日 => <tcy 3>月<tcy 15>日
"""
JA = """
東京15日 => 東京<tcy 15>日
令和8年4月15日 => 令和<tcy 8>年<tcy 4>月<tcy 15>日
2026年度
10時30分 => <tcy 10>時<tcy 30>分
午前10:30 => 午前<side 10:30>
03-1234-5678 => <side 03-1234-5678>
38％ => <tcy 38>％
38% => <side 38%>
100円
なに!? => なに<tcy !?>
1ヶ月 => <tcy 1>ヶ月
Ｕ23代表 => Ｕ<tcy 23>代表
U23代表
１０日
"""
KO = """
서울 15일 => 서울 <tcy 15>일
2026년 4월 15일 => 2026년 <tcy 4>월 <tcy 15>일
오전 10:30 => 오전 <side 10:30>
02-123-4567 => <side 02-123-4567>
5.3% 증가 => <side 5.3%> 증가
3대1 => <tcy 3>대<tcy 1>
100명
"""
THREE = """
第128期 => 第<tcy 128>期
1234人
128 => <tcy 128>
什么!!! => 什么<tcy !!!>
12日 => <tcy 12>日
"""
CELL = """
5% => <tcy 5%>
增长5%。 => 增长<tcy 5%>。
15% => <side 15%>
A5%
GDP 5% => GDP <side 5%>
5.3% => <side 5.3%>
"""
ROTATE = """
北京15日电
3月15日
5.3% => <side 5.3%>
15:30 => <side 15:30>
什么!? => 什么<tcy !?>
GDP => <upr GDP>
"""
LATIN = """
On 15 March
15
GDP grew 5.3%
+44 20 7946 0018
What!?
"""
FLAT = """
北京15日电
增长5.3%
010-65123456
什么!?
A股
"""
TABLE = [
    *rows("zh-Hans", HANS),
    *rows("zh-Hant", HANT),
    *rows("ja", JA),
    *rows("ko", KO),
    *rows("zh-Hans", THREE, tcy_digits="3", tcy_marks="3"),
    *rows("zh-Hans", CELL, tcy_percent=True),
    *rows("zh-Hans", ROTATE, numerals="rotate"),
    *rows("ko", "15일", numerals="rotate"),
    *rows("en-GB", LATIN),
    *rows("fr", LATIN),
    *rows("zh-Hans", FLAT, HORIZONTAL),
    *rows("ja", FLAT, HORIZONTAL),
]


def test_numbers() -> None:
    assert TABLE
    assert wrong(TABLE) == []
