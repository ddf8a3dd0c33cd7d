# SPDX-License-Identifier: AGPL-3.0-or-later
"""How an EPUB keeps to a size: first lower qualities, then fewer pixels, the least harmful step that should do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from epubgen.errors import Finding, MediaError, finding
from epubgen.images.media import Media
from epubgen.images.profile import CHANNELS, MB, Profile, Target

_WEIGHT = {90: 1.5, 85: 1.21, 80: 1.0, 75: 0.85, 70: 0.76, 65: 0.69, 60: 0.63}
"""Bytes of a photo by quality, measured on landscapes; 1 is quality 80."""
_DOWN = (85, 80, 75, 70, 65, 60)
_SMALLER, SMALLEST = 0.85, 400
"""Then the box shrinks by this factor, again and again, while its long edge has so many pixels."""
_PIXEL_POWER = 1.6
"""Bytes grow a little slower than pixels."""
_MARGIN = 0.97
LARGEST_EDGE, HEAVIEST = 4000, 4 * 2**20
"""Where a target keeps the pixels and bytes of the source, shrinking begins here."""


class OversizeError(Exception):
    """A packed EPUB is larger than its limit."""

    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__(size)


@dataclass(frozen=True, slots=True)
class Step:
    """A profile, and what its pictures weigh beside those of the first one (expected)."""

    profile: Profile
    weight: float


class Budget:
    """Holds the bytes that an EPUB may have and the step on which its pictures are encoded."""

    def __init__(self, target: Target, limit: int = 0) -> None:
        self.target = target
        self.limit = limit or target.stop
        self._steps = tuple(steps(target.profile))
        self._at = 0

    @property
    def profile(self) -> Profile:
        """How pictures are encoded now."""
        return self._steps[self._at].profile

    def check(self, size: int) -> None:
        """Refuse a packed EPUB by its bytes.

        Raises:
            OversizeError: too large.
        """
        if self.limit and size > self.limit:
            raise OversizeError(size)

    def tighten(self, size: int, media: Media) -> None:
        """Go down to the first step that should fit, by what an EPUB of ``size`` bytes gave to its pictures.

        Raises:
            MediaError: EG051 nothing smaller would do.
        """
        pictures = sum(picture.size for picture in media.pictures)
        room = self.limit - (size - pictures)
        if room <= 0:
            raise MediaError(finding("EG051.text", limit=_mb(self.limit), rest=_mb(size - pictures)))
        if self._at == len(self._steps) - 1:
            raise MediaError(finding("EG051", limit=_mb(self.limit), size=_mb(size)))
        wanted = self._steps[self._at].weight * room / pictures * _MARGIN
        below = range(self._at + 1, len(self._steps))
        self._at = next((number for number in below if self._steps[number].weight <= wanted), below[-1])

    def findings(self, size: int) -> tuple[Finding, ...]:
        """What is to be said of the finished EPUB: what was done to its pictures, and which limits it is over."""
        found = []
        if self._at:
            now = self.profile
            edge = max(now.width, now.height)
            found.append(finding("F13.fitted", limit=_mb(self.limit), quality=now.qualities[0], edge=edge))
        over = [channel for channel in CHANNELS if size > channel.limit]
        if self.target.warn and size > self.target.warn:
            key = f"F13.{over[-1].name}" if over else "F13"
            found.append(finding(key, size=_mb(size), limit=_mb(over[-1].limit if over else self.target.warn)))
        return tuple(found)


def steps(profile: Profile) -> Iterator[Step]:
    """The profile itself, then its lower qualities, then smaller boxes at the lowest; limits shrink with them."""
    first = _WEIGHT[profile.qualities[0]]
    yield Step(profile, 1.0)
    lower = [quality for quality in _DOWN if quality < profile.qualities[0]]
    heaviest = min(profile.soft_limit, HEAVIEST)
    for number, quality in enumerate(lower):
        weight = _WEIGHT[quality] / first
        limit = round(heaviest * weight)
        yield Step(replace(profile, qualities=tuple(lower[number:]), soft_limit=limit), weight)
    edge = min(1.0, LARGEST_EDGE / max(profile.width, profile.height))
    lowest = replace(profile.smaller(edge), qualities=_DOWN[-1:])
    factor = _SMALLER
    while max(lowest.width, lowest.height) * factor >= SMALLEST:
        weight = _WEIGHT[_DOWN[-1]] / first * factor**_PIXEL_POWER
        limit = round(heaviest * weight)
        yield Step(replace(lowest.smaller(factor), soft_limit=limit), weight)
        factor *= _SMALLER


def _mb(size: int) -> str:
    return f"{size / MB:.1f} MB" if size < 10 * MB else f"{size / MB:.0f} MB"
