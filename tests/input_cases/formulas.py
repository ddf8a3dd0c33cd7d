"""LaTeX of character recognition: simple numbers and units become plain, the rest is kept and named."""

from __future__ import annotations

from epubgen.importers.printed_page.assemble import read_pages
from epubgen.model import Paragraph, Poem, plain
from epubgen.typesetting.formulas import plain_formulas
from tests.input_cases.case import InputCase


def page(source: str) -> tuple[list[str], list[str]]:
    """The headline and paragraphs of a page, a poem as ``poem``; and the keys of the questions about formulas."""
    text = f"2026年5月8日 星期五\n\n# {source}\n\n{source}\n"
    read = read_pages([("2026-05-08-06.md", text)])
    story = read.issue.articles[0]
    said = [plain(block.text) for block in story.body if isinstance(block, Paragraph)] + [
        "poem" for block in story.body if isinstance(block, Poem)
    ]
    return [story.headline, *said], [note.text for note in read.notes if note.key == "note.formula"]


def rows(kind: str, found: dict[str, str]) -> list[InputCase]:
    return [InputCase(kind, source, lambda text: plain_formulas(text).text, made) for source, made in found.items()]


KEPT = [r"$\frac{1}{2}$吨", r"$x_i$值", r"$\sqrt{2}$倍", r"$a^{b_c}$式", r"$\sum_{i} x$和", r"$\unknown{3}$值"]

CASES: list[InputCase] = [
    *rows(
        "units in formulas",
        {
            r"气温$38^{\circ}C$": "气温38℃",
            r"$ 38 ^ { \circ } \mathrm { C } $高温": "38℃高温",
            r"38$^{\circ}$C高温": "38℃高温",
            r"38^{\circ}C高温": "38℃高温",
            r"零下$-5^\circ\text{C}$": "零下-5℃",
            r"$4\,^{\circ}\mathrm{C}$冷库": "4℃冷库",
            r"$100\mathrm{m}^2$": "100m²",
            r"$5\%$": "5%",
            r"\(5\%\)": "5%",
            r"$30\%\sim 50\%$的": "30%～50%的",
            r"$3\textperthousand$": "3‰",
            r"$\textcircled{1}$开门": "①开门",
            r"$①$开门": "①开门",
            r"$\mathrm{CO}_2$排放": "CO₂排放",
            r"$\mathrm{PM}_{2.5}$": "PM2.5",
            r"$1.5\times 10^{4}$吨": "1.5×10⁴吨",
            r"$\geq$60岁": "≥60岁",
            r"$2026$年": "2026年",
            r"$38℃$高": "38℃高",
            r"$38°C$高": "38℃高",
            r"$℃$高": "℃高",
            r"$1{,}000$元": "1,000元",
            r"$a+b$时": "a+b时",
            r"$38^{\circ}\mathrm{F}$ today": "38°F today",
            r"$5\,\mathrm{km}$ away": "5 km away",
        },
    ),
    *rows(
        "money is no formula",
        {
            text: text
            for text in (
                "cost $2.50 and $48 million", "US$5 (A$7)", "$3.40/$4.20", "价格$5元到$6元", r"cost $5 and 3\% or $6",
                "$50 off, $60 on", "A股$ST$股", r"`$5\%$`",
            )
        },
    ),
    *[InputCase("formulas without a plain form", text, lambda text: (plain_formulas(text).text, len(plain_formulas(text).kept)), (text, 1)) for text in KEPT],
    InputCase("formulas on pages", r"菜价上涨$0.7\%$", page, (["菜价上涨0.7%", "菜价上涨0.7%"], [])),
    InputCase("formulas on pages", r"产量占$\frac{1}{2}$。", page, ([r"产量占$\frac{1}{2}$。"] * 2, [r"$\frac{1}{2}$"])),
    InputCase("formulas on pages", r"比值$a\,\frac{*b*}{c}$。", page, ([r"比值$a\,\frac{*b*}{c}$。"] * 2, [r"$a\,\frac{*b*}{c}$"])),
    *(
        InputCase("asterisks on pages", text, page, ([text, text], []))
        for text in (
            "李**和王**被抓", "刘*、王*被抓", "138****0000与139****0000", "*ST中安和*ST海航停牌", "尾号8**1与8**2", "张**说，李**也说",
        )
    ),
    InputCase("formulas on pages", "票价$5元", page, (["票价$5元", "票价$5元"], [])),
    InputCase("formulas on pages", "面积\\(3\\mathrm{km}^2\\)", page, (["面积3km²"] * 2, [])),
    InputCase("formulas on pages", "最高38^{\\circ}C", page, (["最高38℃"] * 2, [])),
]  # fmt: skip
