"""HTML of content systems: what is markup, what is a word; what is struck, deleted, hidden; notes, players, shortcodes."""

from __future__ import annotations

from collections.abc import Mapping

from epubgen.markup import blocks_from_html, line_as_markdown, line_from_html, markdown_from_blocks, text_from_html
from tests.input_cases.case import InputCase

Read = tuple[str, list[str]]


def read(source: str) -> Read:
    """The story as Markdown, paragraph marks left out, with its notes; and the keys of the findings."""
    parsed = blocks_from_html(source)
    text = markdown_from_blocks(parsed.blocks, parsed.footnotes)
    return "|".join(line for line in text.split("\n") if line), [found.key for found in parsed.findings]


def cases(kind: str, rows: Mapping[str, object]) -> list[InputCase]:
    reader = text_from_html if kind == "plain titles" else read
    return [InputCase(kind, source, reader, expected) for source, expected in rows.items()]


LITERAL = ["H02.literal"]


def marked(source: str) -> Read:
    """A title as a marked line of Markdown, and the keys of the findings."""
    line, found = line_from_html(source)
    return line_as_markdown(line), [one.key for one in found]


CASES: list[InputCase] = [
    *(
        InputCase("titles with marks", source, marked, expected)
        for source, expected in {
            "CO<sub>2</sub>排放": ("CO~2~排放", []),
            "面积5m<sup>2</sup>": ("面积5m^2^", []),
            "旧价<s>500</s>现价": ("旧价~~500~~现价", []),
            "<del>旧</del>新": ("新", ["H05"]),
            "<span hidden>藏</span>题": ("题", ["H05.hidden"]),
            "<b>整行</b>": ("整行", []),
            "<h1><em><b>整行</b></em></h1>": ("整行", []),
            "<b>头条</b>：今日": ("**头条**：今日", []),
            '<a href="/1.html">链接</a>题': ("链接题", []),
            "<ruby>礁<rt>jiāo</rt></ruby>石": ('[礁]{ruby="jiāo"}石', []),
            "昨天<NBA>总决赛": ("昨天<NBA>总决赛", LITERAL),
            "[gallery ids=1]题": ("题", ["H06"]),
            "<div>" * 120 + "<del>旧</del>新<s>划</s>": ("新", ["H05", "H02.flat"]),
        }.items()
    ),
    *cases(
        "letters in brackets",
        {
            "价<A>与<B>两类": ("价与**两类**", ["H02.letter"]),
            "<p>选<i>项</p>": ("选*项*", []),
            "<Q>话": ("“话”", ["H02.letter"]),
            "<A>级": ("级", ["H02.letter"]),
            "<b>粗</b>体": ("**粗**体", []),
            "<p>a<u>b</u></p>": ("ab", []),
            '<a href="https://e.org/">e': ("[e](https://e.org/)", []),
        },
    ),
    *cases(
        "captions with marks",
        {
            "<figure><img src=a.jpg><figcaption>CO<sub>2</sub></figcaption></figure>": ("![CO~2~](a.jpg)", []),
            "<figure><img src=a.jpg><figcaption><i>说</i>明<br>下</figcaption></figure>": ("![*说*明下](a.jpg)", []),
            "<figure><img src=a.jpg><img src=b.jpg><figcaption>甲<i>一</i></figcaption><figcaption>乙</figcaption></figure>": (
                '::: gallery caption="甲*一* 乙"|![](a.jpg)|![](b.jpg)|:::', []
            ),
            "<table><caption><b>表</b>一</caption><tr><th>甲<th>乙<tr><td>1<td>2</table>": (
                '{caption="**表**一"}|| 甲 | 乙 |||---|---||| 1 | 2 |', []
            ),
            "<figure><figcaption>只<i>说</i></figcaption></figure>": ("只*说*", []),
            '<figure><img src=a.jpg><figcaption>见<a href="https://e.org">官网</a></figcaption></figure>': ("![见官网](a.jpg)", []),
        },
    ),
    *cases(
        "pictures and shortcodes alone",
        {
            "[gallery ids='1,2']": ("", ["H06"]),
            "[gallery]": ("", ["H06"]),
            "<img alt=灯塔>": ("", ["H03.image.none"]),
            "<img src='' alt=灯塔>字": ("字", ["H03.image.none"]),
            "<img>": ("", []),
            "<img src=a.jpg hidden alt=灯塔>字": ("字", ["H05.hidden"]),
            "<img src=a.jpg style='display:none'>字": ("字", ["H05.hidden"]),
            "<img src=a.gif height=1 width=1 style='display:none'>字": ("字", []),
        },
    ),
    *cases(
        "who is quoted on the same line",
        {
            "<blockquote>引文。<cite>何某</cite></blockquote>": ("> 引文。|> —— 何某", []),
            "<blockquote>“引文”<cite>何某</cite></blockquote>": ("> “引文”|> —— 何某", []),
            "<blockquote>A word. <cite>Ann</cite></blockquote>": ("> A word.|> — Ann", []),
            "<aside class='pull-quote'>引文<cite>何某</cite></aside>": ('::: pullquote attribution="何某"|引文|:::', []),
            "<blockquote>他读<cite>红楼梦</cite></blockquote>": ("> 他读*红楼梦*", []),
            "<p>见。<cite>某书</cite></p>": ("见。*某书*", []),
        },
    ),
    *cases(
        "lists counted otherwise",
        {
            '<ol type="a"><li>甲</li><li>乙</li></ol>': ("1. 甲|2. 乙", ["H11"]),
            "<ol type=I><li>甲</li></ol>": ("1. 甲", ["H11"]),
            "<ol><li>甲</li><li value=5>乙</li></ol>": ("1. 甲|2. 乙", ["H11"]),
            "<ol reversed><li>甲</li></ol>": ("1. 甲", ["H11"]),
            "<ol start=c><li>甲</li></ol>": ("1. 甲", ["H11"]),
            "<ol start=-2><li>甲</li></ol>": ("1. 甲", ["H11"]),
            "<ol style='list-style-type: lower-roman'><li>甲</li></ol>": ("1. 甲", ["H11"]),
            "<ol><li type=A>甲</li></ol>": ("1. 甲", ["H11"]),
            "<ol><li value=3>甲</li><li value=4>乙</li></ol>": ("3. 甲|4. 乙", []),
            "<ol start=03><li>甲</li></ol>": ("3. 甲", []),
            "<ol type=1 start=0><li>甲</li></ol>": ("0. 甲", []),
            "<ul type=disc><li>甲</li></ul>": ("- 甲", []),
        },
    ),
    *cases(
        "marks around blocks",
        {
            "<b><p>甲</p><p>乙</p></b>": ("**甲**|**乙**", []),
            "<a href='https://e.org'><p>甲</p></a>": ("[甲](https://e.org)", []),
            "<a href='https://e.org'><h3>题</h3><p>文</p></a>": ("## [题](https://e.org)|[文](https://e.org)", []),
            "<i><div>甲<p>乙</p></div></i>": ("*甲*|*乙*", []),
            "<b>前<p>中</p>后</b>": ("**前**|**中**|**后**", []),
            "<strong><em><p>甲</p></em></strong>": ("[**甲**]{.em}", []),
            "<b><ul><li>甲</li></ul></b>": ("- **甲**", []),
            "<b><h2>题</h2><p>文</p></b>": ("## 题|**文**", []),
            "<b><b><p>甲</p></b></b>": ("**甲**", []),
            "<em><pre>甲</pre></em>": ("```|甲|```", []),
            "<a href='#up'><p>甲</p></a>": ("甲", []),
            "<a href='https://e.org'><img src=a.jpg></a>": ("![](a.jpg)", ["H03.picture"]),
        },
    ),
    *cases(
        "pictures of forum software and players",
        {
            "[img]https://e.org/a.jpg[/img]": ('![](a.jpg){url="https://e.org/a.jpg"}', ["H04"]),
            "文[IMG]a/b.png[/IMG]字": ("文|![](a/b.png)|字", []),
            "[img=9x5]a.jpg[/img]": ("![](a.jpg)", []),
            '[img width="5"] a.gif [/img]': ("![](a.gif)", []),
            "[img]没有[/img]": ("没有", ["H06"]),
            "[img]": (r"\[img\]", []),
            "<video poster=p.jpg src=https://e.org/v.mp4></video>": ("![](p.jpg)|<https://e.org/v.mp4>", ["H07"]),
            "<video poster=p.jpg title=潮><source src=https://e.org/v.mp4></video>": (
                '![](p.jpg){alt="潮"}|[潮](https://e.org/v.mp4)',
                ["H07"],
            ),
            "<amp-video poster=p.jpg src=https://e.org/v.mp4></amp-video>": (
                "![](p.jpg)|<https://e.org/v.mp4>",
                ["H07"],
            ),
        },
    ),
    *cases(
        "angle brackets",
        {
            "联系 <news@example.org>，谢谢": (r"联系 \<news@example.org>，谢谢", LITERAL),
            "昨天<NBA>总决赛与<iPhone 17>发布会": (r"昨天\<NBA>总决赛与\<iPhone 17>发布会", LITERAL),
            "若a<b且b>c": (r"若a\<b且b>c", LITERAL),
            "若a<b and b>c": (r"若a\<b and b>c", LITERAL),
            "见<https://example.org>": (r"见\<https://example.org>", LITERAL),
            "我<3你": ("我<3你", []),
            "若a<b": (r"若a\<b", LITERAL),
            "选手</NBA>到了": (r"选手\</NBA>到了", LITERAL),
            "<H1N1>流感": (r"\<H1N1>流感", LITERAL),
            "<o:p>一</o:p>": ("一", ["H02"]),
            "<photo-essay>一</photo-essay>": ("一", ["H02"]),
            "<P>一<BR>二</P>": ("一\\|二", []),
            "&lt;NBA&gt;": (r"\<NBA>", []),
        },
    ),
    *cases(
        "tags that are not well made",
        {
            '<p style="color:red"">一</p><p>二</p>': ("一|二", []),
            '<p style="color:red>一</p><p class="x">二</p>': ("一|二", []),
            "<p style='a>一</p><p>二</p>": ("一|二", []),
            '<p class="a"id="b">一</p>': ("一", []),
            '<p title="<b>5</b> > 3">一</p>': ("一", []),
            "一</p": ("一", []),
            '一<img src="a.jpg" al': ("一", ["H02.cut"]),
            "<![CDATA[<p>一</p>]]>二": ("一|二", []),
            "<template><td>甲</template>二": ("二", ["H01"]),
            "<template>二": ("二", ["H01"]),
            "<p>一<p>二<b>三": ("一|二**三**", []),
            '<a href="x"y"><b>一</b></a>': ("**一**", ["H03"]),
        },
    ),
    *cases(
        "struck words",
        {
            "原价<s>500</s>300元": ("原价~~500~~300元", []),
            "原价<strike>500</strike>300元": ("原价~~500~~300元", []),
            '原价<span style="text-decoration:line-through">500</span>300元': ("原价~~500~~300元", []),
            "<s><p>一</p><p>二</p></s>三": ("~~一~~|~~二~~|三", []),
            "<p>一<s>二</p><p>三</s>四</p>": ("一~~二~~|~~三~~四", []),
            "尺码<S>与XL": ("尺码与XL", ["H05.open"]),
            "<table><tr><td><s>5</s></td><td>3</td></tr></table>": ("|  |  |||---|---||| ~~5~~ | 3 |", []),
            "<figure><img src=a.jpg><figcaption>原<s>旧</s>新</figcaption></figure>": ("![原~~旧~~新](a.jpg)", []),
        },
    ),
    *cases(
        "deleted and hidden words",
        {
            "原价<del>500</del><ins>300</ins>元": ("原价300元", ["H05"]),
            "<p>一<del>二</p><p>三</del>四</p>": ("一|四", ["H05"]),
            "<del>旧<p>后文</p>": ("旧|后文", ["H05.open"]),
            "<p hidden>一</p>二": ("二", ["H05.hidden"]),
            '<p style="Display : none !important">一</p>二': ("二", ["H05.hidden"]),
            '<p style="display:none;display:block">一</p>二': ("一|二", []),
            '<p style="visibility:hidden">一<span style="visibility:visible">二</span></p>': ("二", ["H05.hidden"]),
            '<i aria-hidden="true">★</i>三星': ("三星", ["H05.hidden"]),
            '<div aria-hidden="true"><img src="a.jpg"></div>': ("![](a.jpg)", []),
            "<input type=hidden value=x>一": ("一", ["H01"]),
            '<span style="mso-hide:all">一</span>二': ("二", ["H05.hidden"]),
        },
    ),
    *cases(
        "quotes",
        {
            "<blockquote><p>话</p><cite>甲</cite></blockquote>": ("> 话|> —— 甲", []),
            "<blockquote><p>话</p><footer>— 甲</footer></blockquote>": ("> 话|> —— 甲", []),
            "<blockquote><p>话</p><p><cite>— 甲</cite></p></blockquote>": ("> 话|> —— 甲", []),
            "<figure><blockquote><p>话</p></blockquote><figcaption>— 甲</figcaption></figure>": ("> 话|> —— 甲", []),
            "<blockquote>正如<cite>红楼梦</cite></blockquote>": ("> 正如*红楼梦*", []),
            '<figure class="wp-block-pullquote"><blockquote><p>话</p><cite>甲</cite></blockquote></figure>': ('::: pullquote attribution="甲"|话|:::', []),
            '<aside class="pull-quote"><p>话</p></aside>': ("::: pullquote|话|:::", []),
        },
    ),
    *cases(
        "pictures in footnotes",
        {
            '<p>文<sup><a href="#n" id="r">1</a></sup></p><ol><li id="n">注<img src=a.jpg> <a href="#r">↩</a></li></ol>': (
                "文[^1]|[^1]: 注|    ![](a.jpg)", []
            ),
            '<p>文<a href="#n" id="r">[1]</a></p><div class=footnote id="n"><p><img data-src=b.png> <a href="#r">^</a></p></div>': (
                "文[^1]|[^1]: ![](b.png)", []
            ),
            **{
                f'<p>文<sup><a href="#n" id="r">1</a></sup></p><ol><li id="n">{note} <a href="#r">↩</a></li></ol>': (made, [])
                for note, made in (
                    ("<img src=a.jpg>", "文[^1]|[^1]: ![](a.jpg)"),
                    ("<p>注</p><p><img src=a.jpg></p>", "文[^1]|[^1]: 注|    ![](a.jpg)"),
                    ('<img src="a.jpg" alt="港">', '文[^1]|[^1]: ![](a.jpg){alt="港"}'),
                    ("<figure><img src=a.jpg><figcaption>图</figcaption></figure>", "文[^1]|[^1]: ![图](a.jpg)"),
                )
            },
        },
    ),
    *cases(
        "footnotes",
        {
            source: ("文[^1]|[^1]: 注", [])
            for source in (
                '<p>文<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup></p><hr class="footnotes-sep"><section class="footnotes"><ol><li id="fn1"><p>注 <a href="#fnref1">↩︎</a></p></li></ol></section>',
                '<p>文<a href="#fn1" id="fnref1" role="doc-noteref"><sup>1</sup></a></p><section class="footnotes" role="doc-endnotes"><hr /><ol><li id="fn1"><p>注<a href="#fnref1" role="doc-backlink">↩︎</a></p></li></ol></section>',
                '<p>文<a class="footnote-reference brackets" href="#footnote-1" id="footnote-reference-1" role="doc-noteref"><span class="fn-bracket">[</span>1<span class="fn-bracket">]</span></a></p><aside class="footnote brackets" id="footnote-1" role="doc-footnote"><span class="label"><span class="fn-bracket">[</span><a role="doc-backlink" href="#footnote-reference-1">1</a><span class="fn-bracket">]</span></span><p>注</p></aside>',
                '<p>文<a class="footnote-reference" href="#id2" id="id1">[1]</a></p><table class="docutils footnote" id="id2"><tbody><tr><td class="label"><a class="fn-backref" href="#id1">[1]</a></td><td>注</td></tr></tbody></table>',
                '<p>文<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a></p><div><hr align=left size=1><div id=ftn1><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> 注</p></div></div>',
                '<p>文<sup data-fn="u"><a href="#u" id="u-link">1</a></sup></p><ol class="wp-block-footnotes"><li id="u">注 <a href="#u-link">↩︎</a></li></ol>',
                '<p>文<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup></p><h2>参考文献</h2><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> <span>注</span></li></ol>',
                '<p>文<sup><a href="#n1">1</a></sup></p><p id="n1">1. 注</p>',
            )
        }
        | {
            '<ul><li><a href="#s" id="t">1</a></li></ul><h2 id="s"><a href="#t">1</a> 节</h2>': ("- 1|## 1 节", []),
            "<p>m<sup>2</sup><sup><a href='#top'>2</a></sup></p>": ("m[2]{.sup}^2^", []),
        },
    ),
    *cases(
        "shortcodes",
        {
            '[caption id="a" width="3"]<a href="https://a.cn/"><img src="p.jpg"></a> 图<b>说</b>[/caption]后': ("![图**说**](p.jpg)|后", ["H03.picture"]),
            '一[gallery ids="1,2"]二': ("一二", ["H06"]),
            "<p>[vc_row][vc_text]一[/vc_text][/vc_row]</p>": ("一", ["H06"]),
            "[embed]https://a.cn/v[/embed]": ("<https://a.cn/v>", ["H07"]),
            '[video mp4="https://a.cn/v.mp4"][/video]': ("<https://a.cn/v.mp4>", ["H07"]),
            "<p>[sic] [1] [video] x[i] [a=1]</p>": (r"\[sic\] \[1\] \[video\] x\[i\] \[a=1\]", []),
            '<p><code>[gallery ids="1"]</code></p>': ('`[gallery ids="1"]`', []),
            "<p>[s]旧[/s]新</p>": ("~~旧~~新", []),
        },
    ),
    *cases(
        "players",
        {
            '<figure><video src="https://a.cn/v.mp4" title="发布会">浏览器不支持</video><figcaption>现场</figcaption></figure>': ("[发布会](https://a.cn/v.mp4)|现场", ["H07"]),
            '<video><source src="https://a.cn/v.mp4"></video>': ("<https://a.cn/v.mp4>", ["H07"]),
            '<audio src="https://a.cn/a.mp3"></audio>': ("<https://a.cn/a.mp3>", ["H07"]),
            '<p>看<iframe src="//a.cn/p?x=1"></iframe>后</p>': ("看|<https://a.cn/p?x=1>|后", ["H07"]),
            '<iframe src="https://a.cn/t" width="0" height="0"></iframe>一': ("一", ["H01"]),
            '<object data="a.png" type="image/png">图</object>': ('![](a.png){alt="图"}', []),
            '<video src="https://a.cn/v.mp4">文字稿：你好</video>': ("<https://a.cn/v.mp4>\\|文字稿：你好", ["H07"]),
            '<video><source src="https://a.cn/v.mp4">文字稿<track src=x></video>': ("<https://a.cn/v.mp4>\\|文字稿", ["H07"]),
            "<video src=v.mp4>一</video>": ("一", ["H01"]),
        },
    ),
    *cases(
        "tables and lists",
        {
            "<table><tr><td>1</td><td rowspan=2>2</td></tr><tr><td>3</td></tr></table>": ("|  |  |||---|---||| 1 | 2 ||| 3 |  |", ["H08"]),
            "<table><tr><th><h3>甲</h3><th>乙<tr><td><p>1</p><p>2</p><td>3</table>": ("| **甲** | 乙 |||---|---||| 1[]{.br}2 | 3 |", []),
            "<figure><table><tr><td>1<td>2</table><figcaption>表</figcaption></figure>": ('{caption="表"}||  |  |||---|---||| 1 | 2 |', []),
            "<table>散<tr><td>1<td>2</table>": ("散||  |  |||---|---||| 1 | 2 |", []),
            "<ul><li>一</li><ul><li>二</li></ul></ul>": ("- 一|  - 二", []),
            "<ol><li value=4>一</li></ol>": ("4. 一", []),
        },
    ),
    *cases(
        "plain titles",
        {
            "A &amp; B 公司 &nbsp;合并": "A & B 公司 合并",
            "<b>昨天<NBA>总决赛</b>": "昨天<NBA>总决赛",
            "大桥<br>通车": "大桥通车",
            "one<br>two": "one two",
            "原价<s>500</s>300元<del>旧</del><i hidden>藏</i>": "原价300元",
            "<ruby>漢<rt>かん</rt></ruby>字": "漢字",
            "港口　开放": "港口　开放",
            "": "",
        },
    ),
]  # fmt: skip
