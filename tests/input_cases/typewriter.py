"""Typewriter marks of Latin text: what they become in print."""

from __future__ import annotations

from datetime import date

from epubgen.errors import Location
from epubgen.markup import blocks_from_markdown, line_as_markdown, line_from_markdown, markdown_from_blocks
from epubgen.model import Article, Issue, Publication
from epubgen.typesetting.smart import smarten, smarten_issue
from tests.input_cases.case import InputCase

SAME = {
    "apostrophes": {
        "'19 was hard": "’19 was hard",
        "the 1980's and '90s": "the 1980’s and ’90s",
        "the '60s' end": "the ’60s’ end",
        "rock 'n' roll": "rock ’n’ roll",
        "fish 'n chips": "fish ’n chips",
        "'Tis the season": "’Tis the season",
        "give 'em hell": "give ’em hell",
        "six o'clock": "six o’clock",
        "O'Brien's dogs' tails": "O’Brien’s dogs’ tails",
        "'hood life": "’hood life",
        "'em' is a word": "‘em’ is a word",
        "'Class of '69'": "‘Class of ’69’",
    },
    "quotation marks": {
        "\"He said 'no' twice,\" she said": "“He said ‘no’ twice,” she said",
        "'He said \"no\" twice,' she said": "‘He said “no” twice,’ she said",
        '"\'Tis," he said': "“’Tis,” he said",
        '("quoted")': "(“quoted”)",
        "'I don't know,' she said": "‘I don’t know,’ she said",
        '— "after a dash"': "— “after a dash”",
        "“curved ‘already’ here”": "“curved ‘already’ here”",
        '""': "“”",
    },
    "primes": {
        "5'10\" tall": "5′10″ tall",
        'a 6" nail': "a 6″ nail",
        "12'x8'": "12′x8′",
        "40°26'46\" N": "40°26′46″ N",
        '3" x 5" card': "3″ x 5″ card",
        '"He is 19"': "“He is 19”",
    },
    "dashes and dots": {
        "word -- word": "word – word",
        "word--word": "word—word",
        "a --- b": "a — b",
        "pages 10--12": "pages 10–12",
        "run it with --force": "run it with --force",
        "wait... so....": "wait… so….",
        "a <!-- b --> c": "a <!-- b --> c",
        "see https://a.example/x--y...": "see https://a.example/x--y...",
    },
}
LANGUAGES = {
    "de": ('"ja" und \'nein\'', "„ja“ und ‚nein‘"),
    "pl": ('"tak"', "„tak”"),
    "en-US": ("word -- word", "word — word"),
    "en-GB": ("word -- word", "word – word"),
    "fr": ('il dit "oui"', 'il dit "oui"'),
    "zh-Hans": ('他说"好"--对', '他说"好"--对'),
    "ja": ("'19...", "'19..."),
}  # fmt: skip


def issue(**words: object) -> Issue:
    """An issue of one story in English."""
    paper = Publication(id="p", title="P", language="en", kind="newspaper", frequency="daily")
    story = Article(**{"id": "a", "title": ("x",), **words})  # type: ignore[arg-type]
    return Issue(publication=paper, date=date(2026, 5, 1), articles=(story,))


def body(source: str) -> str:
    """The body of a story in English, as Markdown, after its marks were set."""
    made, _ = smarten_issue(issue(body=blocks_from_markdown(source).blocks))
    return markdown_from_blocks(made.articles[0].body).strip()


def title(source: str) -> tuple[str, int]:
    """A title as Markdown after its marks were set, and how many texts of the story were changed."""
    line, _ = line_from_markdown(source, Location())
    made, counts = smarten_issue(issue(title=(line,)))
    return line_as_markdown(made.articles[0].title[0]), dict(counts).get("smart", 0)


CASES: list[InputCase] = [
    *[InputCase(kind, source, smarten, made) for kind, rows in SAME.items() for source, made in rows.items()],
    *[
        InputCase("marks of other languages", source, lambda text, tag=tag: smarten(text, tag), made)  # type: ignore[misc]
        for tag, (source, made) in LANGUAGES.items()
    ],
    *[
        InputCase("titles", source, title, made)
        for source, made in {
            "It's over": ("It’s over", 1),
            "*It's* over": ("*It’s* over", 1),
            "CO~2~ -- again": ("CO~2~ – again", 1),
            '**"Stop"** he said': ("**“Stop”** he said", 1),
            "*All* well": ("*All* well", 0),
            "All well": ("All well", 0),
        }.items()
    ],
    InputCase("marks across runs", "'He *never* said,' she *said*.", body, "‘He *never* said,’ she *said*."),
    InputCase("marks across runs", '"**Stop**"', body, "“**Stop**”"),
    InputCase("marks across runs", "`\"x\"--'y'`", body, "`\"x\"--'y'`"),
    InputCase("marks across runs", "*rock* 'n' *roll*", body, "*rock* ’n’ *roll*"),
    InputCase("marks across runs", '[他说"好"]{lang=zh-Hans} "ok"', body, '[他说"好"]{lang=zh-Hans} “ok”'),
    InputCase("marks across runs", 'a ["b"](https://a.example/"c)', body, 'a [“b”](https://a.example/"c)'),
]
