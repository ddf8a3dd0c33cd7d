# SPDX-License-Identifier: AGPL-3.0-or-later
"""One slug and one way to find a free name, for files, ids and documents alike."""

from __future__ import annotations

import pytest

from epubgen.files.names import folded_slug, free_name, slug


@pytest.mark.parametrize(
    ("text", "plain", "folded"),
    [
        ("The Harbour, 2nd part!", "the-harbour-2nd-part", "the-harbour-2nd-part"),
        ("Été à Paris", "t-paris", "ete-a-paris"),
        ("汐州日报 A3", "a3", "a3"),
        ("汐州日报", "", ""),
        ("--a__b--", "a-b", "a-b"),
        ("İstanbul IŞIK Iğdır", "i-stanbul-i-ik-i-d-r", "istanbul-isik-igdir"),
        ("Thành phố Đà Nẵng", "th-nh-ph-n-ng", "thanh-pho-da-nang"),
        ("Łódź, Ærø, Straße", "d-r-stra-e", "lodz-aero-strasse"),
    ],
)
def test_a_slug_has_ascii_letters_digits_and_single_hyphens(text: str, plain: str, folded: str) -> None:
    assert (slug(text), folded_slug(text)) == (plain, folded)


def test_a_free_name_is_the_wish_or_the_first_number_from_two_on() -> None:
    taken = {"a", "a-2", "a-4", "b.jpg"}
    assert [free_name(stem, taken.__contains__) for stem in ("c", "a", "a-2")] == ["c", "a-3", "a-2-2"]
    assert free_name("b", taken.__contains__, ".jpg") == "b-2.jpg"
    assert free_name("b", taken.__contains__) == "b"
