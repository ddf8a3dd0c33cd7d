# SPDX-License-Identifier: AGPL-3.0-or-later
"""One class name has one meaning over the whole package, and names are those of the field."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache

from tests.house.package_source import PACKAGE, nodes

METAPHORS = {
    "darkroom", "desk", "fence", "forme", "house", "intake", "leaf", "matter", "mend", "night", "orders", "parcel",
    "press", "proof", "shelf", "vault", "wire", "workshop",
}  # fmt: skip
"""Words that a newcomer cannot place."""
TRADE_TERMS = ("back_matter", "front_matter", "house_style")


@cache
def classes() -> tuple[tuple[str, str], ...]:
    """Name without underscores and module of every class."""
    return tuple(
        (node.name.lstrip("_"), path.relative_to(PACKAGE).as_posix())
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in nodes(path)
        if isinstance(node, ast.ClassDef)
    )


def words(name: str) -> set[str]:
    """``PublishRun`` and ``publish_run`` → publish, run."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    for term in TRADE_TERMS:
        spaced = spaced.replace(term, "")
    return set(spaced.split("_"))


def test_a_class_name_stands_in_one_module() -> None:
    homes = defaultdict(set)
    for name, module in classes():
        homes[name].add(module)
    assert len(homes) > 200
    assert {name: sorted(modules) for name, modules in homes.items() if len(modules) > 1} == {}


def test_no_class_has_the_name_of_a_metaphor() -> None:
    assert [(name, module) for name, module in classes() if words(name) & METAPHORS] == []


def test_no_module_has_the_name_of_a_metaphor() -> None:
    paths = [path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py")]
    strays = [path for path in paths if any(words(part.removesuffix(".py")) & METAPHORS for part in path.parts)]
    assert strays == []


def test_a_metaphor_is_found_in_names_of_both_kinds() -> None:
    assert words("PublishNight") & METAPHORS
    assert words("publish_night") & METAPHORS
    assert not words("back_matter") & METAPHORS
