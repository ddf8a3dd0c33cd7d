# SPDX-License-Identifier: AGPL-3.0-or-later
"""How large and how fine a picture may be: the envelope that e-ink readers take."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Limits of one target. Every field is part of the key of the cache."""

    width: int = 1264
    """Pixels of the widest picture: the screen of a 7-inch reader."""
    height: int = 1680
    edge: int = 1264
    """The long edge to fall back to when the lowest quality is still too heavy."""
    qualities: tuple[int, ...] = (80, 75, 70, 65, 60)
    """JPEG qualities, tried from the first until a picture keeps the soft limit."""
    soft_limit: int = 127 * 1024
    """Bytes above which Kindle Previewer warns."""
    gray: bool = False

    def in_gray(self, gray: bool) -> Profile:
        """This profile, with the colours of one photo."""
        return replace(self, gray=self.gray or gray)

    def fit(self, size: tuple[int, int]) -> tuple[int, int]:
        """The size inside the box, never enlarged, never below one pixel."""
        return scaled(size, min(1.0, self.width / size[0], self.height / size[1]))

    def fit_small(self, size: tuple[int, int]) -> tuple[int, int]:
        """The size inside the box and with the fall-back edge."""
        width, height = self.fit(size)
        return scaled((width, height), min(1.0, self.edge / max(width, height)))


def scaled(size: tuple[int, int], factor: float) -> tuple[int, int]:
    """A size times a factor, in whole pixels."""
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


GENERIC = Profile()
