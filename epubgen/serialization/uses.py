# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every photo in a value of the model, changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from epubgen.model import Photo, Publication

__all__ = ["with_photos"]

T = TypeVar("T")


def with_photos(value: T, change: Callable[[Photo], Photo]) -> T:
    """The value with each photo in it changed; a publication is left alone, for its photos belong to another file."""
    done: T = _changed(value, change)
    return done


def _changed(value: Any, change: Callable[[Photo], Photo]) -> Any:  # noqa: ANN401 - any value of the model
    """What holds no photo stays the same object."""
    if isinstance(value, Photo):
        return change(value)
    if isinstance(value, tuple):
        done = tuple(_changed(item, change) for item in value)
        return value if all(new is old for new, old in zip(done, value, strict=True)) else done
    if not is_dataclass(value) or isinstance(value, (type, Publication)):
        return value
    old = {item.name: getattr(value, item.name) for item in fields(value) if item.compare}
    new = {name: _changed(item, change) for name, item in old.items()}
    altered = {name: item for name, item in new.items() if item is not old[name]}
    return replace(value, **altered) if altered else value
