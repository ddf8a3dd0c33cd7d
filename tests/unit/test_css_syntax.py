# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one reader of CSS: what stands where, whatever the sheet."""

from __future__ import annotations

import pytest

from epubgen.epub.theme.css_syntax import (
    DEEPEST,
    Declaration,
    addresses,
    declarations,
    unbalanced_line,
    values,
    without_dark_rules,
)
from epubgen.validation.preflight.style_rules import _at_the_sides


def test_declarations_know_their_line_and_what_is_around_them() -> None:
    css = '/* } */ a,\nb { color: red; /* x */ margin : 0\n 1em }\n@media print { p { content: "}"; width: 1px } }\n@import "x";'
    assert [tuple(said) for said in declarations(css)] == [
        (2, ("a, b",), "color", "red"),
        (2, ("a, b",), "margin", "0 1em"),
        (4, (), "@media print", ""),
        (4, ("@media print", "p"), "content", ""),
        (4, ("@media print", "p"), "width", "1px"),
        (5, (), "@import", ""),
    ]


def test_an_address_is_no_declaration_though_it_has_a_semicolon() -> None:
    assert [said.value for said in declarations("a { src: url(data:font/woff;base64,AA==) }")] == [
        "url(data:font/woff;base64,AA==)"
    ]


def test_addresses_are_found_in_every_spelling_and_not_in_comments() -> None:
    css = "@import 'a.css';\n@import url(b.css);\n/* url(no) */ p { background: url( \"c.png\" ); content: 'd' }"
    assert list(addresses(css)) == [("a.css", 1), ("b.css", 2), ("c.png", 3)]


@pytest.mark.parametrize(
    ("css", "line"),
    [("a{}", 0), ('a{content:"{"}', 0), ("a{\n}\n}", 3), ("a{\nb{}\n", 2), ("/* { */", 0), ("a{ url(x) ", 1)],
)
def test_a_brace_too_many_or_too_few_is_told_with_its_line(css: str, line: int) -> None:
    assert unbalanced_line(css) == line


def test_braces_beyond_all_reason_are_a_fault_and_no_crash() -> None:
    css = "a{" * 50_000
    assert len(declarations(css)) <= DEEPEST
    assert unbalanced_line(css) == 1
    assert without_dark_rules(css + "@media (prefers-color-scheme: dark){}").startswith("a{a{")


def test_a_sum_is_one_value_of_a_shorthand() -> None:
    assert values("0.35em  max(1em, calc((19em - 9%) * 2)) 0") == ("0.35em", "max(1em, calc((19em - 9%) * 2))", "0")
    assert values(" ") == ()


def test_how_wide_a_sum_comes_out_is_not_judged() -> None:
    said = Declaration(1, ("p",), "margin", "0 1em 0 max(1em, calc((19em - 9%) * 9))")
    assert _at_the_sides(said) == "1em"
    assert _at_the_sides(said._replace(value="0 calc(1em - 1px) 0 3em")) == "3em"


def test_brackets_that_close_nothing_are_no_part_of_a_value() -> None:
    """The specification drops such a token, and tinycss2 could not write it again: its words are those of the error."""
    assert [tuple(said) for said in declarations("a { width: 1px) ; color: red] }")] == [
        (1, ("a",), "width", "1px"),
        (1, ("a",), "color", "red"),
    ]
