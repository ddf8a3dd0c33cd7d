"""Papers typeset as PDF from known stories: several columns, lines, frames, photos, jumps, vertical Japanese.

The HTML of a paper is laid out and printed by Chromium: ``printed`` gives the PDF. ``python -m tests.page_truth.typeset``
reads eight papers, holds them against the truth and prints figures; ``--keep FOLDER`` keeps the files.
"""

from __future__ import annotations

import argparse
import base64
import html
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random

from PIL import Image

import epubgen
from epubgen.live_preview.browser import Browser
from epubgen.model import Article, Paragraph, Photo
from epubgen.model.inlines import plain as words_of
from epubgen.model.walk import article_photos
from tests.page_truth.pool import Pool, pool
from tests.page_truth.truth import TrueStory, letters, plain

DAY = date(2026, 5, 12)


@dataclass(frozen=True, slots=True)
class TypesetPaper:
    """How one paper looks, and the words that its pages need."""

    name: str
    language: str
    title: str
    dateline: str
    """Under the title; ``{p}`` pages."""
    folio: str
    """Head of inner pages; ``{n}`` the page."""
    byline: str
    onward: str
    back: str
    columns: int = 6
    font: str = "serif"
    size: float = 9.5
    rules: bool = True
    ground: bool = False
    """The framed story stands on a coloured ground, not in a drawn frame."""
    vertical: bool = False
    indent: str = "1em"
    credit: str = ""


PAPERS = (
    TypesetPaper(
        "zh-daily", "zh-Hans", "汐州日报", "2026年5月12日 星期二 总第4221期 今日2版", "第{n}版 要闻 2026年5月12日 星期二",
        "本报记者 {a}", "（下转第2版）", "（上接第1版）", indent="2em", font="Noto Serif CJK SC",
    ),
    TypesetPaper(
        "hk-frames", "zh-Hant", "汐州新報", "2026年5月12日 星期二", "第{n}版 港聞 2026年5月12日 星期二",
        "記者 {a}", "（下轉第2版）", "（上接第1版）", columns=5, rules=False, indent="2em", font="Noto Sans CJK TC",
    ),
    TypesetPaper(
        "en-broadsheet", "en", "THE HARBOUR GAZETTE", "Tuesday, May 12, 2026", "Tuesday, May 12, 2026 Page {n}",
        "By {a}", "See Page 2", "Continued from Page 1", font="Liberation Serif",
    ),
    TypesetPaper(
        "en-tabloid", "en", "EVENING POST", "Tuesday, May 12, 2026", "Page {n} Tuesday, May 12, 2026",
        "By {a}", "See Page 2", "Continued from Page 1", columns=4, rules=False, ground=True, font="Liberation Sans", indent="0",
    ),
    TypesetPaper(
        "de-zeitung", "de", "Hafenbote", "Dienstag, 12. Mai 2026", "Seite {n} Dienstag, 12. Mai 2026",
        "Von {a}", "Fortsetzung auf Seite 2", "Fortsetzung von Seite 1", columns=5, font="DejaVu Serif", size=8.5,
    ),
    TypesetPaper(
        "fr-journal", "fr", "Le Courrier du Port", "Mardi 12 mai 2026", "Page {n} Mardi 12 mai 2026",
        "Par {a}", "Suite page 2", "Suite de la page 1", columns=4, font="Liberation Serif",
    ),
    TypesetPaper(
        "ko-ilbo", "ko", "해안일보", "2026년 5월 12일 화요일", "{n}면 2026년 5월 12일 화요일",
        "{a} 기자", "2면에 계속", "1면에서 계속", columns=5, font="Noto Serif CJK KR",
    ),
    TypesetPaper(
        "ja-tate", "ja", "汐見新聞", "2026年5月12日 火曜日", "{n}面 2026年5月12日 火曜日",
        "【{a}】", "2面へ続く", "1面から続く", columns=4, font="Noto Serif CJK JP", vertical=True, indent="1em",
    ),
)  # fmt: skip


@dataclass(slots=True)
class Typeset:
    """A paper: its HTML, and what is right."""

    paper: TypesetPaper
    html: str
    stories: list[TrueStory]
    photos: dict[str, str] = field(default_factory=dict)
    """Headline of the story that each caption belongs to."""
    jump: tuple[str, str] = ("", "")
    """Headlines of the two parts of the story that runs on."""


CSS = """
@page{{size:320mm 460mm;margin:10mm}}
*{{box-sizing:border-box}}
body{{margin:0;font-family:'{font}';font-size:{size}pt;line-height:1.3;color:#000}}
.page{{width:300mm;height:438mm;break-after:page;overflow:hidden}}
.mast{{text-align:center;{rule}padding-bottom:2mm;margin-bottom:3mm}}
.mast b{{display:block;font-size:44pt;line-height:1.1}}
.folio{{{rule}font-size:9pt;margin-bottom:3mm;padding-bottom:1mm}}
.row{{display:flex;gap:6mm;{rule}padding-bottom:3mm;margin-bottom:3mm}}
.row>*{{min-width:0}}
.side>article+article{{{ruletop}padding-top:3mm;margin-top:3mm}}
p{{margin:0;text-indent:{indent};text-align:justify;hyphens:manual}}
.kick{{font-size:1.25em;font-weight:bold;text-indent:0;text-align:left}}
h1{{margin:0 0 2mm;line-height:1.15}}
.deck{{font-size:1.35em;text-indent:0;margin-bottom:2mm;text-align:left}}
.by{{text-indent:0;font-size:1em;font-style:normal}}
h4{{margin:2mm 0 1mm;font-size:1.2em;font-weight:bold}}
.cols{{column-gap:5mm;column-fill:balance}}
figure{{margin:0 0 2mm;break-inside:avoid}}img{{width:100%;display:block}}figcaption{{font-size:.85em;line-height:1.25}}
.frame{{{frame}padding:3mm}}
"""
TATE = """
.tate{{writing-mode:vertical-rl}}
.tate .cols{{height:100%;column-gap:5mm}}
.tate article{{height:100%;display:block}}
"""


def photo(rng: Random) -> str:
    """A picture as an address of data; every one is another."""
    image = Image.effect_noise((240, 150), rng.randint(20, 90)).convert("RGB")
    image.paste((rng.randint(0, 255), rng.randint(0, 255), rng.randint(0, 255)), (20, 20, 90, 90))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}"


def paper_html(paper: TypesetPaper, number: int = 0) -> Typeset:
    """Two pages with eight stories; everything follows from the paper and the number."""
    rng = Random(f"{paper.name} {number}")
    words = _both_halves(paper.language)
    stories = [story for story in words.stories(rng, 14) if story.kind != "poem"][:7]
    while len(stories) < 7:  # few topics: the same ones with other headlines
        stories.append(_again(rng, words, stories[len(stories) % 3], len(stories)))
    made = Typeset(paper, "", stories)
    pages = [_front(rng, paper, words, made), _inner(rng, paper, words, made)]
    rule = "border-bottom:.5pt solid #000;" if paper.rules else ""
    css = (CSS + TATE).format(
        font=paper.font, size=paper.size, rule=rule, ruletop=rule.replace("bottom", "top"), indent=paper.indent,
        frame="background:#e8e8e8;" if paper.ground else "border:1pt solid #000;",
    )  # fmt: skip
    made.html = f"<!doctype html><html lang={paper.language}><meta charset=utf-8><style>{css}</style>{''.join(pages)}"
    return made


def _both_halves(language: str) -> Pool:
    first, second = (pool(language, held_out=half) for half in (False, True))
    return replace(
        first, topics=[*first.topics, *second.topics], names=[*first.names, *second.names],
        captions=[*first.captions, *second.captions], places=[*first.places, *second.places],
    )  # fmt: skip


def _again(rng: Random, words: Pool, story: TrueStory, number: int) -> TrueStory:
    """Another story in words of the same language."""
    texts = [words.filled(rng, text) for text in rng.sample(words.fillers, k=min(3, len(words.fillers)))]
    return TrueStory(title=(f"{words.places[number % len(words.places)]} {story.title[0]}",), paragraphs=texts)


def _front(rng: Random, paper: TypesetPaper, words: Pool, made: Typeset) -> str:
    lead, side, below, framed = made.stories[:4]
    lead.paragraphs = _longer(rng, words, lead.paragraphs, 6)
    wide = paper.columns - 2
    cut = max(2, len(lead.paragraphs) // 2)
    rest = TrueStory(title=lead.title, paragraphs=lead.paragraphs[cut:], kind=lead.kind)
    lead.paragraphs, lead.subheads = lead.paragraphs[:cut], []
    made.stories.append(rest)
    made.jump = (lead.headline, rest.headline)
    mast = f"<div class=mast><b>{paper.title}</b>{paper.dateline.format(p=2)}</div>"
    top = _article(rng, paper, words, made, lead, wide, size=34, shown=True, jump=paper.onward)
    right = _article(rng, paper, words, made, side, 2, size=20)
    bottom = _article(rng, paper, words, made, below, paper.columns - 2, size=24, shown=True)
    box = _article(rng, paper, words, made, framed, 2, size=18, framed=True)
    return _page(paper, mast, [(top, wide, right, 2), (box, 2, bottom, paper.columns - 2)])


def _inner(rng: Random, paper: TypesetPaper, words: Pool, made: Typeset) -> str:
    first, second, third, rest = *made.stories[4:7], made.stories[-1]
    folio = f"<div class=folio>{paper.folio.format(n=2)}</div>"
    one = _article(rng, paper, words, made, first, paper.columns - 2, size=28, shown=True)
    two = _article(rng, paper, words, made, rest, 2, size=20, back=paper.back)
    three = _article(rng, paper, words, made, second, 2, size=18)
    four = _article(rng, paper, words, made, third, paper.columns - 2, size=22)
    return _page(paper, folio, [(one, paper.columns - 2, two, 2), (three, 2, four, paper.columns - 2)])


def _longer(rng: Random, words: Pool, paragraphs: Sequence[str], count: int) -> list[str]:
    more = [words.filled(rng, text) for text in rng.sample(words.fillers, k=len(words.fillers))]
    return list(dict.fromkeys([*paragraphs, *more]))[: max(count, len(paragraphs))]


def _page(paper: TypesetPaper, head: str, rows: Sequence[tuple[str, int, str, int]]) -> str:
    made = []
    for row in rows:
        left, wide, right, narrow = (*row[2:], *row[:2]) if paper.vertical else row  # the first stands on the right
        style = "height:190mm;" if paper.vertical else ""
        made.append(
            f"<div class=row style='{style}'><div class='{'tate' if paper.vertical else ''}' style='flex:{wide}'>{left}</div>"
            f"<div class='{'tate' if paper.vertical else ''}' style='flex:{narrow}'>{right}</div></div>"
        )
    return f"<div class=page>{head}{''.join(made)}</div>"


def _article(  # noqa: C901 - the parts of a story, one after the other
    rng: Random, paper: TypesetPaper, words: Pool, made: Typeset, story: TrueStory, columns: int, *, size: int,
    shown: bool = False, framed: bool = False, jump: str = "", back: str = "",
) -> str:  # fmt: skip
    """One story; its truth is told who signed it and which caption it has."""
    parts = [f"<p class=kick>{html.escape(story.kicker)}</p>"] if story.kicker and not back else []
    if back:
        story.kicker, story.deck = "", ()
    parts.append(f"<h1 style='font-size:{size}pt'>{'<br>'.join(map(html.escape, story.title))}</h1>")
    if story.deck:
        parts.append(f"<p class=deck>{'<br>'.join(map(html.escape, story.deck))}</p>")
    text = [f"<p class=by>{html.escape(back)}</p>"] if back else []
    if not back:
        name = rng.choice(words.names)
        story.names = (name,)
        text.append(f"<p class=by>{html.escape(paper.byline.format(a=name))}</p>")
    figure = ""
    if shown:
        caption = words.filled(rng, rng.choice(words.captions))
        story.captions = (caption,)
        made.photos[plain(caption)] = story.headline
        figure = f"<figure><img src='{photo(rng)}'><figcaption>{html.escape(caption)}</figcaption></figure>"
    places = dict(story.subheads)
    for at, paragraph in enumerate(story.paragraphs):
        if at in places:
            text.append(f"<h4>{html.escape(places[at])}</h4>")
        if at == 1:
            text.append(figure)
        text.append(f"<p>{_soft(paper, paragraph)}</p>")
    if len(story.paragraphs) < 2:
        text.append(figure)
    if jump:
        text.append(f"<p class=by>{html.escape(jump)}</p>")
    count = 1 if paper.vertical else columns
    style = f"column-count:{max(1, count)}"
    if paper.vertical:
        style = "column-width:52mm"
    return f"<article class='{'frame' if framed else ''}'>{''.join(parts)}<div class=cols style='{style}'>{''.join(text)}</div></article>"


def _soft(paper: TypesetPaper, text: str) -> str:
    """A paragraph with places to hyphenate, where words are long."""
    if paper.language not in ("en", "de", "fr"):
        return html.escape(text)
    words = [word if len(word) < 8 or not word.isalpha() else f"{word[:4]}\u00ad{word[4:]}" for word in text.split(" ")]
    return html.escape(" ".join(words))


def printed(papers: Sequence[Typeset]) -> Iterator[bytes]:
    """The PDF of each paper, by one browser."""
    with Browser() as browser:
        page = browser.page(1200, 1700)
        for paper in papers:
            tree = page._call("Page.getFrameTree")["frameTree"]["frame"]["id"]
            page._call("Page.setDocumentContent", frameId=tree, html=paper.html)
            page.wait("document.fonts.ready.then(() => true) && [...document.images].every(one => one.complete)")
            made = page._call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
            yield base64.b64decode(made["data"])


@dataclass(slots=True)
class TypesetFigures:
    """How a paper was read."""

    stories: int = 0
    headlines: int = 0
    texts: int = 0
    """Stories whose paragraphs are all there, whole and in order."""
    heads: int = 0
    """Stories whose kicker, headline and deck are right."""
    photos: int = 0
    captions: int = 0
    """Photos in their story with their caption."""
    jumps: int = 0
    extra: int = 0
    """Stories that no author wrote."""
    faults: list[str] = field(default_factory=list)


def measured(made: Typeset, pdf: bytes) -> TypesetFigures:
    """A reading of the PDF held against the truth."""
    figures = TypesetFigures(stories=len(made.stories), photos=sum(bool(one.captions) for one in made.stories))
    issue = epubgen.read({f"{DAY.isoformat()}-{made.paper.name}.pdf": pdf}, format="pdf", punctuation="keep").issue
    left = list(issue.articles)
    for story in made.stories:
        near = [one for one in left if plain("".join(one.title)) == story.headline]
        article = max(near, key=lambda one: _shared(one, story), default=None)
        if article is None:
            figures.faults.append(f"no headline {story.headline}")
            continue
        left.remove(article)
        _hold(figures, made, story, article)
    figures.extra = len(left)
    figures.faults += [f"extra {''.join(one.title)}" for one in left]
    figures.jumps = sum(bool(one.continues_on) for one in issue.articles)
    return figures


def _shared(article: Article, story: TrueStory) -> int:
    texts = set(_paragraphs(article))
    return sum(plain(text) in texts for text in story.paragraphs)


def _paragraphs(article: Article) -> list[str]:
    return [plain(words_of(block.text)) for block in article.body if isinstance(block, Paragraph)]


def _hold(figures: TypesetFigures, made: Typeset, story: TrueStory, article: Article) -> None:
    figures.headlines += 1
    heads = (plain("".join(article.kicker)), plain("".join(article.deck)))
    right = (plain(story.kicker), plain("".join(story.deck)))
    figures.heads += heads == right
    if heads != right:
        figures.faults.append(f"heads of {story.headline}: {heads} for {right}")
    texts, wanted = _paragraphs(article), [plain(text) for text in story.paragraphs]
    figures.texts += texts == wanted
    if texts != wanted:
        wrong = next((f"{one!r} for {two!r}" for one, two in zip(texts, wanted, strict=False) if one != two), "length")
        figures.faults.append(f"text of {story.headline}: {wrong}")
    shown = [plain(photo.caption + credited(photo)) for photo in article_photos(article)]
    right_words = [letters(text) for text in story.captions]
    figures.captions += bool(story.captions) and [letters(text) for text in shown] == right_words
    if [letters(text) for text in shown] != right_words:
        figures.faults.append(f"captions of {story.headline}: {shown} for {story.captions}")


def credited(photo: Photo) -> str:
    """Who took a photo, as it stood at the end of its caption."""
    return "".join(f"{one.printed_role if one.printed_role != '撮影' else ''}{one.name}撮影" for one in photo.credit)


def main() -> None:
    """Print a line a paper; ``--show`` prints every fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.page_truth.typeset")
    parser.add_argument("--number", type=int, default=0, help="another number draws other stories")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--keep", type=Path, help="write the PDF files into this folder")
    parser.add_argument("--paper", action="append", default=[])
    chosen = parser.parse_args()
    papers = [paper_html(one, chosen.number) for one in PAPERS if not chosen.paper or one.name in chosen.paper]
    sys.stdout.write(
        "| paper | stories | headlines | kicker and deck | texts | photos with captions | jumps | extra |\n"
    )
    for made, pdf in zip(papers, printed(papers), strict=True):
        if chosen.keep:
            chosen.keep.mkdir(parents=True, exist_ok=True)
            (chosen.keep / f"{DAY.isoformat()}-{made.paper.name}.pdf").write_bytes(pdf)
        one = measured(made, pdf)
        cells = (one.stories, one.headlines, one.heads, one.texts, f"{one.captions}/{one.photos}", one.jumps, one.extra)
        sys.stdout.write(f"| {made.paper.name} | {' | '.join(map(str, cells))} |\n")
        if chosen.show:
            sys.stdout.writelines(f"    {fault}\n" for fault in one.faults)


if __name__ == "__main__":
    main()
