# SPDX-License-Identifier: AGPL-3.0-or-later
"""Defines the limits of pictures for each delivery target, and the limits of the channels that deliver an EPUB.

``TARGETS`` is the only table of targets: pixels, qualities, bytes of a picture, bytes of an issue, colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from epubgen.errors import Finding, Location, MediaError, OptionsError, finding
from epubgen.images.media import Media
from epubgen.messages import near_word
from epubgen.startup import dataclass

MB = 1_000_000
"""A megabyte as shops and mail servers count it."""
SMALL = 640
"""Pixels of the long edge of a small picture."""
SMALL_BYTES = 40 * 1024
ENVELOPE = 3_145_728
"""Number of pixels that every reader can show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The limits of one target. Every field is part of the key of the cache."""

    width: int = 1264
    """Pixels of the widest picture: the screen of a 7-inch reader."""
    height: int = 1680
    edge: int = 1264
    """Fall-back length of the long edge, if the lowest quality is still too large."""
    pixels: int = ENVELOPE
    """Maximum number of pixels of a picture."""
    qualities: tuple[int, ...] = (80, 75, 70, 65, 60)
    """JPEG qualities, tried in this order until a picture keeps the soft limit."""
    soft_limit: int = 127 * 1024
    """Maximum bytes of a picture. Kindle Previewer warns above 127 KB."""
    gray: bool = False
    cut: tuple[float, float] | None = None
    """Focal point: crop to the shape of a small picture around this point."""

    def in_gray(self, gray: bool) -> Profile:
        """Return this profile in grey if the target or the photo is grey."""
        return replace(self, gray=self.gray or gray)

    def small(self, focal: tuple[float, float] | None) -> Profile:
        """Return this profile for a small picture beside a summary.

        It is cropped only if the editor gave a focal point.
        """
        edge = min(SMALL, self.width // 2, self.height // 2) or 1
        limit = min(self.soft_limit // 3, SMALL_BYTES)
        box = replace(self, width=edge, height=edge, edge=max(1, edge * 3 // 5))
        return replace(box, qualities=self.qualities[-2:], soft_limit=limit, cut=focal)

    def fit(self, size: tuple[int, int]) -> tuple[int, int]:
        """Return the size reduced to the box, never enlarged, at least one pixel."""
        inside = min(1.0, self.width / size[0], self.height / size[1])
        if size[0] * inside * size[1] * inside <= self.pixels:
            return scaled(size, inside)
        factor = (self.pixels / (size[0] * size[1])) ** 0.5
        return max(1, int(size[0] * factor)), max(1, int(size[1] * factor))

    def fit_small(self, size: tuple[int, int]) -> tuple[int, int]:
        """Return the size reduced to the box and to the fall-back edge."""
        width, height = self.fit(size)
        return scaled((width, height), min(1.0, self.edge / max(width, height)))

    def smaller(self, factor: float) -> Profile:
        """Return this profile with its box scaled by a factor."""
        width, height = scaled((self.width, self.height), factor)
        return replace(self, width=width, height=height, edge=max(1, round(self.edge * factor)))


def scaled(size: tuple[int, int], factor: float) -> tuple[int, int]:
    """Return a size times a factor, in whole pixels."""
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


GENERIC = Profile()
_WIDE = Profile(width=1860, height=2480, edge=1860, soft_limit=250 * 1024)
_SOURCE = Profile(width=20_000, height=20_000, edge=20_000, pixels=50_000_000, qualities=(90,), soft_limit=2**40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A kind of reader or shop: limits of the pictures, and of the whole EPUB."""

    name: str
    profile: Profile
    warn: int = 0
    """Bytes of an EPUB above which a build warns; 0: never."""
    stop: int = 0
    """Bytes of an EPUB above which its pictures are encoded again, smaller; 0: never."""


_ALL = (
    Target(name="generic", profile=GENERIC, warn=25 * MB, stop=45 * MB),
    Target(name="kindle", profile=GENERIC, warn=25 * MB, stop=45 * MB),
    Target(name="kobo", profile=GENERIC, warn=25 * MB, stop=45 * MB),
    Target(name="boox", profile=_WIDE, warn=45 * MB, stop=100 * MB),
    Target(
        name="tablet",
        profile=replace(_WIDE, qualities=(85, 80, 75, 70), soft_limit=400 * 1024),
        warn=45 * MB,
        stop=100 * MB,
    ),
    Target(
        name="small",
        profile=Profile(
            width=1072, height=1448, edge=1072, qualities=(75, 70, 65, 60), soft_limit=64 * 1024, gray=True
        ),
        warn=10 * MB,
        stop=20 * MB,
    ),
    Target(name="archive", profile=_SOURCE),
)
TARGETS = {target.name: target for target in _ALL}


@dataclass(frozen=True, slots=True)
class TransferLimit:
    """A delivery channel and the maximum bytes of an EPUB on it."""

    name: str
    limit: int


TRANSFER_LIMITS = (
    TransferLimit("gmail", 25 * MB),
    TransferLimit("send-to-kindle-mail", 37 * MB),  # 50 MB for a mail, whose encoding adds a third
    TransferLimit("send-to-kindle-web", 200 * MB),
)


def find_target(name: str, at: Location | None = None) -> Target:
    """Return the target with a name; an empty name means ``generic``.

    Raises:
        OptionsError: EG012 no target has this name.
    """
    if found := TARGETS.get(name or "generic"):
        return found
    near = near_word(name, TARGETS)
    raise OptionsError(finding("EG012", at, name=name, near=near, known=", ".join(TARGETS)))


_WEIGHT = {90: 1.5, 85: 1.21, 80: 1.0, 75: 0.85, 70: 0.76, 65: 0.69, 60: 0.63}
"""Bytes of a photo by quality, measured on landscapes, relative to quality 80."""


def weight(quality: int) -> float:
    """Return the average bytes of a photo at a JPEG quality, relative to quality 80."""
    return _WEIGHT.get(quality, 1.0)


_DOWN = (85, 80, 75, 70, 65, 60)
_SMALLER, SMALLEST = 0.85, 400
"""Factor of each further reduction of the box, and the minimum pixels of its long edge."""
_PIXEL_POWER = 1.6
"""Bytes grow as pixel counts do, but a little more slowly: the exponent of the edge length is 1.6, not 2."""
_MARGIN = 0.97
LARGEST_EDGE, HEAVIEST = 4000, 4 * 2**20
"""Upper bounds of the first reduced box and its bytes, for targets that keep pictures as they are."""


@dataclass(frozen=True, slots=True)
class Step:
    """A profile, and the expected bytes of its pictures relative to the first profile."""

    profile: Profile
    weight: float


class Budget:
    """The maximum bytes of an EPUB, and the profile with which its pictures are encoded."""

    def __init__(self, target: Target, limit: int = 0) -> None:
        self.target = target
        self.limit = limit or target.stop
        self._steps = tuple(steps(target.profile))
        self._at = 0

    @property
    def profile(self) -> Profile:
        """Return the current profile."""
        return self._steps[self._at].profile

    def fits(self, size: int) -> bool:
        """Return whether a packed EPUB of this many bytes is within the limit."""
        return not self.limit or size <= self.limit

    def tighten(self, size: int, media: Media) -> None:
        """Choose the first smaller profile that should fit.

        Args:
            size: bytes of the EPUB that was too large.
            media: its pictures.

        Raises:
            MediaError: EG051 no smaller profile would fit.
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
        """Report F13 for the finished EPUB: its pictures were reduced to fit, or it exceeds the limit of a channel."""
        found = []
        if self._at:
            now = self.profile
            edge = max(now.width, now.height)
            found.append(finding("F13.fitted", limit=_mb(self.limit), quality=now.qualities[0], edge=edge))
        over = [channel for channel in TRANSFER_LIMITS if size > channel.limit]
        if self.target.warn and size > self.target.warn:
            key = f"F13.{over[-1].name}" if over else "F13"
            found.append(finding(key, size=_mb(size), limit=_mb(over[-1].limit if over else self.target.warn)))
        return tuple(found)


def steps(profile: Profile) -> Iterator[Step]:
    """Yield the profile, then its lower qualities, then smaller boxes at the lowest quality; byte limits fall too."""
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
