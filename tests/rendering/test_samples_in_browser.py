# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every document of every sample, and where a reader ignores the writing mode, as a browser sets it.

The rules are those of docs/typography.md, which names the tests.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from epubgen.options import WritingMode
from tests.conftest import EASTERN_OR_LATIN, MODES, OWN, EpubOf
from tests.rendering.books import EVERYDAY, MATRIX, jobs, unpacked
from tests.rendering.browser import Job, faces, find, measure

BROWSER = find()
pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(len(faces()) < 4, reason="no fonts: pip install 'epubgen-periodicals[dev]'"),
]
RICH = next(sample for sample in EASTERN_OR_LATIN if sample.parent.name == "xizhou-daily")
USUAL = EVERYDAY[0][:2]
INDENT = {"zh": 2.0, "ja": 1.0, "ko": 1.0}


class Page:
    """A document as it was laid out."""

    def __init__(self, job: Job, facts: dict[str, Any]) -> None:
        self.job, self.facts = job, facts
        *_, book, _, _, name = job.file.split("/")
        self.name = f"{book}/{name} {job.width}x{job.height} {job.font}px{' forced' if job.force else ''}"
        self.vertical: bool = facts["vertical"]

    def found(self, *kinds: str) -> list[str]:
        return [f"{self.name}: {kind} {where!r} {what}" for kind, where, what in self.facts["found"] if kind in kinds]


def laid_out(
    epub_of: EpubOf,
    folder: Path,
    books: Iterable[tuple[Path, WritingMode]],
    screens: tuple[tuple[int, int, int], ...],
    unforced: Container[Path] = (),
) -> list[Page]:
    """The documents of books on screens; vertical ones in horizontal lines, too, as a reader may force them."""
    wanted: list[Job] = []
    for sample, mode in books:
        documents = unpacked(epub_of(sample, mode), folder / f"{sample.parent.name}-{mode[0]}")
        wanted += jobs(documents, screens)
        if mode == "vertical-rl" and sample not in unforced:
            wanted += jobs(documents, screens[:1], force="horizontal-tb")
    assert BROWSER
    found = measure(BROWSER, wanted, folder)
    assert [facts for facts in found if "error" in facts] == []
    return [Page(job, facts) for job, facts in zip(wanted, found, strict=True)]


@pytest.fixture(scope="module")
def pages(epub_of: EpubOf, tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    """The largest paper in both modes on the usual screen; the others in their own, in the worst corner."""
    others = [(sample, mode) for sample, mode in OWN if sample in EASTERN_OR_LATIN and sample != RICH]
    usual = laid_out(epub_of, tmp_path_factory.mktemp("usual"), [(RICH, mode) for mode in MODES], EVERYDAY[:1], [RICH])
    return [*usual, *laid_out(epub_of, tmp_path_factory.mktemp("corner"), others, EVERYDAY[1:])]


def found(pages: list[Page], *kinds: str) -> list[str]:
    return [line for page in pages for line in page.found(*kinds)]


def figures(pages: list[Page]) -> Iterator[tuple[Page, dict[str, Any]]]:
    return ((page, figure) for page in pages for figure in page.facts["figures"])


def inside(page: Page, box: dict[str, float]) -> bool:
    """The box lies within the text area of one page; pages follow each other down (vertical) or to the right."""
    job = page.job
    along, across = ("y", "x") if page.vertical else ("x", "y")
    long, wide = (job.height, job.width) if page.vertical else (job.width, job.height)
    sizes = {"x": box["w"], "y": box["h"]}
    start, low, edge = box[along] % long, box[across], job.margin - 1.5
    return start >= edge and start + sizes[along] <= long - edge and low >= edge and low + sizes[across] <= wide - edge


def test_every_sample_was_laid_out_in_its_own_letters(pages: list[Page]) -> None:
    assert {page.facts["lang"].split("-")[0] for page in pages} >= {"zh", "ja", "ko", "en"}
    assert [page.name for page in pages if page.job.face and page.facts["font"][:1] != ["loaded"]] == []


def test_there_is_something_to_judge(pages: list[Page]) -> None:
    """A class with another name would leave the tests below with nothing to look at."""
    seen = {what: sum(page.facts["seen"][what] for page in pages if page.vertical) for what in pages[0].facts["seen"]}
    assert [what for what, count in seen.items() if not count] == []
    assert {page.facts["lang"].split("-")[0] for page in pages if page.facts["indents"]} >= {"zh", "ja", "ko"}
    assert {len(figure["parts"]) for _, figure in figures(pages)} >= {2}


def test_html_and_body_run_in_the_mode_of_the_edition(pages: list[Page]) -> None:
    for page in pages:
        own = next(mode for mode in MODES if f"-{mode[0]}/" in page.job.file)
        own = MODES[0] if page.name.split()[0].endswith("a-03-07-visitors.xhtml") else own  # a story that asks for it
        mode = page.job.force or own
        assert page.facts["mode"] == [mode, mode], page.name


def test_lines_break_strictly_and_text_is_justified(pages: list[Page]) -> None:
    assert {page.facts["lineBreak"] for page in pages} == {"strict"}
    ragged = {page.facts["lang"].split("-")[0] for page in pages if page.facts["justify"] != "justify"}
    assert ragged == {"ko", "en"}, "words of letters would stand apart; Han characters never do"


def test_no_line_begins_or_ends_with_a_mark_that_may_not(pages: list[Page]) -> None:
    assert found(pages, "kinsoku") == []


def test_nothing_sticks_out_before_it_is_paged(pages: list[Page]) -> None:
    over = []
    for page in pages:
        axis = 1 if page.vertical else 0
        scroll, view = (page.facts["unpaged"][key][axis] for key in ("scroll", "view"))
        blank = (
            page.job.font * 0.9
        )  # half a character of a headline: Chromium counts the blank half that a closing mark gives up at the end of a line
        over += [f"{page.name}: {scroll} of {view}"] if scroll > view + blank else []
    assert over == []


def test_no_line_is_longer_than_the_page(pages: list[Page]) -> None:
    assert found(pages, "over") == []


def test_nothing_stands_off_the_page(pages: list[Page]) -> None:
    assert found(pages, "off") == []


def test_no_justified_line_has_a_hole(pages: list[Page]) -> None:
    assert found(pages, "gap") == []


def test_paragraphs_have_no_space_between_them(pages: list[Page]) -> None:
    assert [page.name for page in pages if page.facts["margins"]] == []


def test_a_paragraph_opens_with_the_indent_of_its_language(pages: list[Page]) -> None:
    wrong = []
    for page in pages:
        em = INDENT.get(page.facts["lang"].split("-")[0])
        for offset, char, _, in_list in page.facts["indents"]:
            # A mark that opens may give up its blank half; an item of a list may open with its number.
            if em and not in_list and not (em - 0.6 if char in "“‘「『（《〈【" else em - 0.12) <= offset <= em + 0.12:
                wrong.append(f"{page.name}: {char} at {offset:.2f}em")
    assert wrong == []


def test_a_cell_of_digits_is_one_character_long(pages: list[Page]) -> None:
    assert found(pages, "tcy") == []


def test_capitals_stand_upright_one_below_the_other(pages: list[Page]) -> None:
    assert found(pages, "upr") == []


def test_a_dash_is_one_line(pages: list[Page]) -> None:
    assert found(pages, "dash") == []


def test_a_picture_and_its_caption_are_whole_on_one_page(pages: list[Page]) -> None:
    broken = [
        f"{page.name}: {figure['kind']} in {figure['rects']}"
        for page, figure in figures(pages)
        if any(part["rects"] != 1 or not inside(page, part["box"]) for part in (figure, *figure["parts"]))
    ]
    assert broken == []


def test_captions_stand_after_their_pictures(pages: list[Page]) -> None:
    wrong = []
    for page, figure in figures(pages):
        if len(figure["parts"]) == 2:
            image, caption = (part["box"] for part in figure["parts"])
            left = caption["x"] + caption["w"] <= image["x"] + 1
            below = caption["y"] >= image["y"] + image["h"] - 1
            wrong += [] if below or (left and page.vertical) else [f"{page.name}: {figure['kind']}"]
    assert wrong == []


def test_the_parts_of_a_header_follow_each_other_from_one_edge(pages: list[Page]) -> None:
    order = ["column", "kicker", "headline", "deck", "byline"]
    wrong = []
    for page in pages:
        heads, starts = page.facts["heads"], page.facts["starts"]
        kinds = [head["kind"] for head in heads]
        long = page.job.height if page.vertical else page.job.width
        # In a vertical edition a byline stands at the foot of a line, be it that of headline or deck.
        moved = "byline" if page.vertical or page.job.force else ""
        boxes = [head["box"] for head in heads if head["kind"] != moved]
        places = [(b["y"] // long, -(b["x"] + b["w"])) if page.vertical else (b["x"] // long, b["y"]) for b in boxes]
        edges = [start % long for start, kind in zip(starts, kinds, strict=True) if kind not in ("column", moved)]
        em = page.job.font  # a bracket that opens a line may give up its blank half
        if (
            kinds != sorted(kinds, key=order.index)
            or places != sorted(places)
            or (edges and max(edges) - min(edges) > em)
        ):
            wrong.append(f"{page.name}: {kinds} {edges}")
    assert wrong == []


def test_the_line_of_a_link_is_on_its_side(pages: list[Page]) -> None:
    assert found(pages, "link") == []


def test_stress_is_dotted_and_never_slanted(pages: list[Page]) -> None:
    assert found(pages, "slant", "dots") == []


def test_a_reading_is_as_long_as_its_base(pages: list[Page]) -> None:
    assert found(pages, "ruby") == []


def test_the_head_of_a_table_is_right_of_its_body_in_vertical_lines(pages: list[Page]) -> None:
    assert found(pages, "table") == []


def test_korean_words_stay_whole(pages: list[Page]) -> None:
    assert {page.facts["wordBreak"] for page in pages if page.facts["lang"].startswith("ko")} == {"keep-all"}
    assert found(pages, "word") == []


@pytest.mark.slow
def test_the_full_matrix(epub_of: EpubOf, tmp_path: Path) -> None:
    """Every sample in both modes, on every screen, normal and double letters."""
    books = [(sample, mode) for sample in EASTERN_OR_LATIN for mode in MODES]
    pages = laid_out(epub_of, tmp_path, books, (EVERYDAY[0], *MATRIX))
    for check in (
        test_every_sample_was_laid_out_in_its_own_letters,
        test_html_and_body_run_in_the_mode_of_the_edition,
        test_nothing_sticks_out_before_it_is_paged,
        test_a_paragraph_opens_with_the_indent_of_its_language,
        test_a_picture_and_its_caption_are_whole_on_one_page,
        test_captions_stand_after_their_pictures,
        test_the_parts_of_a_header_follow_each_other_from_one_edge,
    ):
        check(pages)
    kinds = {kind for page in pages for kind, _, _ in page.facts["found"]}
    assert found(pages, *kinds) == []
