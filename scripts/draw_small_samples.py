# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draw the photos of the small sample issues and of the two templates.

The pictures are painted, not taken: nobody has to clear rights for them, and anyone can make them again. Equal seeds
give equal pixels. Run ``python scripts/draw_small_samples.py [ROOT]``; ``ROOT`` is the folder that holds ``issues/``.
"""

from __future__ import annotations

import io
import itertools
import math
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont

Color: TypeAlias = tuple[int, int, int]
Point: TypeAlias = tuple[float, float]
Stops: TypeAlias = Sequence[tuple[float, Color]]
Size: TypeAlias = tuple[int, int]
Scene: TypeAlias = Callable[[Size, random.Random], Image.Image]


# Light and texture


def mix(first: Color, second: Color, share: float) -> Color:
    """The colour that lies ``share`` of the way from the first to the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def gradient(size: Size, stops: Stops, *, across: bool = False) -> Image.Image:
    """A gradient through ``stops`` (place from 0 to 1, colour), top to bottom or left to right."""
    line = Image.new("RGB", (1, 512))
    for y in range(512):
        place = y / 511
        low = max((stop for stop in stops if stop[0] <= place), key=lambda stop: stop[0], default=stops[0])
        high = min((stop for stop in stops if stop[0] >= place), key=lambda stop: stop[0], default=stops[-1])
        span = high[0] - low[0]
        line.putpixel((0, y), mix(low[1], high[1], (place - low[0]) / span if span else 0.0))
    if across:
        line = line.transpose(Image.Transpose.ROTATE_90)
    return line.resize(size, Image.Resampling.BICUBIC)


def noise(size: Size, rng: random.Random) -> Image.Image:
    """White noise, one byte a pixel."""
    return Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))


def clouds(size: Size, rng: random.Random, *, cell: Size = (6, 4), octaves: int = 5) -> Image.Image:
    """Fractal noise: coarse patches with finer ones upon them; ``cell`` says how many patches, across and down."""
    whole = Image.new("L", size, 128)
    for octave in range(octaves):
        grid = (cell[0] * 2**octave + 1, cell[1] * 2**octave + 1)
        layer = noise(grid, rng).resize(size, Image.Resampling.BICUBIC)
        whole = Image.blend(whole, layer, 0.5 if octave == 0 else 0.5 ** (octave + 0.4))
    return whole.point(lambda value: max(0, min(255, round((value - 128) * 1.9 + 128))))


def veil(image: Image.Image, mask: Image.Image, color: Color, share: float) -> Image.Image:
    """Lay ``color`` over the picture where ``mask`` is light, at most at ``share``."""
    faint = mask.point(lambda value: round(value * share))
    return Image.composite(Image.new("RGB", image.size, color), image, faint)


def glow(image: Image.Image, at: Point, reach: Point, color: Color, share: float) -> Image.Image:
    """Add a soft ellipse of light around ``at``; ``reach`` is its half width and half height."""
    width, height = round(reach[0] * 2), round(reach[1] * 2)
    disc = ImageChops.invert(Image.radial_gradient("L")).point(lambda value: round((value / 255) ** 2.2 * 255 * share))
    mask = Image.new("L", image.size, 0)
    mask.paste(disc.resize((width, height)), (round(at[0] - reach[0]), round(at[1] - reach[1])))
    light = Image.composite(Image.new("RGB", image.size, color), Image.new("RGB", image.size), mask)
    return ImageChops.screen(image, light)


def shade(image: Image.Image, polygon: Sequence[Point], color: Color, share: float, blur: float) -> Image.Image:
    """Lay a soft-edged polygon of ``color`` over the picture: shadows, beams of light."""
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).polygon(list(polygon), fill=round(255 * share))
    return Image.composite(Image.new("RGB", image.size, color), image, mask.filter(ImageFilter.GaussianBlur(blur)))


def finish(image: Image.Image, rng: random.Random, *, grain: float = 0.05, edge: float = 0.35) -> Image.Image:
    """Grain and darker corners, as a lens and a sensor give them."""
    corners = Image.radial_gradient("L").resize(image.size).point(lambda value: round((value / 255) ** 2.5 * 255))
    image = veil(image, corners, (8, 8, 14), edge)
    fine = noise(image.size, rng).filter(ImageFilter.GaussianBlur(0.8))
    fine = fine.point(lambda value: max(0, min(255, round((value - 128) * 2 + 128))))
    return Image.blend(image, ImageChops.overlay(image, Image.merge("RGB", (fine, fine, fine))), grain * 3)


def textured(image: Image.Image, box: tuple[int, int, int, int], cell: Size, rng: random.Random) -> Image.Image:
    """Give a part of the picture the uneven tone of wood, plaster or cloth."""
    size = (box[2] - box[0], box[3] - box[1])
    tone = clouds(size, rng, cell=cell)
    part = image.crop(box)
    image.paste(Image.blend(part, ImageChops.overlay(part, Image.merge("RGB", (tone, tone, tone))), 0.32), box)
    return image


# Land, water and things


def ridge(size: Size, rng: random.Random, *, base: float, height: float, rough: float = 0.55) -> list[Point]:
    """A skyline by midpoint displacement, closed along the bottom of the picture."""
    heights = [rng.random(), rng.random()]
    reach = 1.0
    for _ in range(7):
        reach *= rough
        between = [(a + b) / 2 + (rng.random() - 0.5) * reach for a, b in itertools.pairwise(heights)]
        woven = [value for pair in zip(heights, between, strict=False) for value in pair]
        heights = [*woven, heights[-1]]
    step = size[0] / (len(heights) - 1)
    top = [(index * step, base - value * height) for index, value in enumerate(heights)]
    return [*top, (size[0], size[1]), (0, size[1])]


def water(image: Image.Image, horizon: int, rng: random.Random, tint: Color, share: float = 0.35) -> Image.Image:
    """Fill the picture below ``horizon`` with the broken reflection of what stands above it."""
    width, height = image.size
    depth = height - horizon
    mirror = image.crop((0, max(0, horizon - depth), width, horizon)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirror = mirror.resize((width, depth)).filter(ImageFilter.GaussianBlur(3))
    broken = Image.new("RGB", (width, depth))
    phase = rng.random() * 6
    for y in range(depth):
        near = y / depth
        shift = math.sin(phase + 60 * math.sqrt(near + 0.01)) * (2 + 26 * near) + rng.uniform(-1, 1) * 14 * near
        broken.paste(ImageChops.offset(mirror.crop((0, y, width, y + 1)), round(shift), 0), (0, y))
    ripples = clouds((width, depth), rng, cell=(5, 42), octaves=3)
    broken = veil(broken, ripples, tint, share)
    bright = ripples.point(lambda value: max(0, value - 168) * 2)
    image.paste(veil(broken, bright, mix(tint, (255, 240, 220), 0.7), 0.5), (0, horizon))
    return image


def boat(draw: ImageDraw.ImageDraw, at: Point, length: float, hull: Color, cabin: Color) -> None:
    """A small fishing boat seen from the side; ``at`` is the middle of its waterline."""
    x, y = at
    high = length * 0.16
    draw.polygon(
        [(x - length / 2, y - high * 1.2), (x + length / 2, y - high), (x + length * 0.42, y), (x - length * 0.36, y)],
        fill=hull,
    )
    draw.rectangle((x + length * 0.08, y - high * 2.5, x + length * 0.34, y - high * 0.9), fill=cabin)
    draw.rectangle((x + length * 0.12, y - high * 2.2, x + length * 0.30, y - high * 1.7), fill=mix(cabin, hull, 0.6))
    draw.line((x - length * 0.08, y - high, x - length * 0.08, y - high * 5), fill=hull, width=max(2, int(length / 60)))
    draw.line((x - length * 0.08, y - high * 4.8, x + length * 0.34, y - high * 2.5), fill=hull, width=1)


def tree(layer: Image.Image, at: Point, size: float, color: Color, rng: random.Random) -> None:
    """A round tree of many leaf patches, lighter towards the upper left."""
    draw = ImageDraw.Draw(layer)
    x, y = at
    draw.rectangle((x - size * 0.05, y - size * 0.5, x + size * 0.05, y), fill=mix(color, (30, 20, 15), 0.7))
    for _ in range(150):
        angle, far = rng.random() * math.tau, math.sqrt(rng.random()) * size * 0.45
        px, py = x + math.cos(angle) * far, y - size * 0.8 + math.sin(angle) * far * 0.8
        light = 0.5 - (px - x + py - (y - size * 0.8)) / size
        radius = size * rng.uniform(0.03, 0.09)
        leaf = mix(mix(color, (12, 20, 14), 0.6), mix(color, (255, 240, 190), 0.35), max(0.0, min(1.0, light)))
        draw.ellipse((px - radius, py - radius * 0.8, px + radius, py + radius * 0.8), fill=leaf)


def ball(image: Image.Image, at: Point, radius: float, color: Color) -> None:
    """A round fruit: lit from the upper left, dark towards the lower right."""
    wide = round(radius * 2)
    disc = ImageChops.invert(Image.radial_gradient("L")).resize((wide * 2, wide * 2))
    light = disc.crop((round(wide * 0.72), round(wide * 0.75), round(wide * 0.72) + wide, round(wide * 0.75) + wide))
    body = Image.composite(
        Image.new("RGB", (wide, wide), mix(color, (255, 226, 170), 0.3)),
        Image.new("RGB", (wide, wide), mix(color, (20, 8, 4), 0.66)),
        light,
    )
    mask = Image.new("L", (wide * 2, wide * 2), 0)
    ImageDraw.Draw(mask).ellipse((1, 1, wide * 2 - 2, wide * 2 - 2), fill=255)
    image.paste(body, (round(at[0] - radius), round(at[1] - radius)), mask.resize((wide, wide)))


def turned(image: Image.Image, middle: float, profile: Sequence[tuple[float, float]], color: Color) -> None:
    """A turned vessel from its profile of (y, half width): every row is shaded across from light to dark."""
    draw = ImageDraw.Draw(image)
    for (top, wide), (bottom, next_wide) in itertools.pairwise(profile):
        rows = round(bottom - top)
        for row in range(rows):
            half = wide + (next_wide - wide) * (1 - math.cos(math.pi * row / rows)) / 2
            for x in range(round(middle - half), round(middle + half)):
                across = (x - middle + half) / (2 * half)
                tone = math.exp(-((across - 0.28) ** 2) / 0.06)
                draw.point(
                    (x, round(top) + row), mix(mix(color, (10, 8, 8), 0.2 + 0.6 * across), (255, 246, 230), tone * 0.5)
                )


def person(size: Size, at: Point, tall: float, *, bowed: float = 0.0, hat: bool = False) -> Image.Image:
    """A mask of head, neck and shoulders; ``at`` is the middle of the head, ``bowed`` moves it before the shoulders."""
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    x, y = at
    head = tall * 0.17
    back = x + bowed * tall
    draw.ellipse((x - head * 0.78, y - head, x + head * 0.78, y + head), fill=255)
    draw.polygon(
        [
            (x - head * 0.35, y),
            (x + head * 0.5, y),
            (back + head * 0.75, y + head * 2),
            (back - head * 0.7, y + head * 2),
        ],
        fill=255,
    )
    side = 1 if bowed < 0 else -1
    draw.polygon(
        [
            (x + side * head * 0.7, y - head * 0.15),
            (x + side * head * 0.98, y + head * 0.2),
            (x + side * head * 0.6, y + head * 0.4),
        ],
        fill=255,
    )
    draw.polygon(
        [(x + side * head * 0.5, y + head * 0.5), (x + side * head * 0.68, y + head * 0.85), (x, y + head)], fill=255
    )
    slope = [(-0.12, 0.27), (-0.3, 0.33), (-0.39, 0.42), (-0.43, 0.6), (-0.47, 0.95), (-0.5, 1.6)]
    left = [(back + a * tall, y + b * tall) for a, b in slope]
    right = [(back - a * tall, y + b * tall) for a, b in reversed(slope)]
    draw.polygon([*left, *right], fill=255)
    if hat:
        draw.ellipse((x - head * 0.86, y - head * 1.22, x + head * 0.86, y + head * 0.15), fill=255)
        draw.rounded_rectangle((x - head * 1.5, y - head * 0.52, x + head * 0.2, y - head * 0.34), 8, fill=255)
    else:
        draw.ellipse((x - head * 1.25, y - head * 0.75, x - head * 0.4, y + head * 0.1), fill=255)
    return mask.filter(ImageFilter.GaussianBlur(tall / 90)).point(lambda value: max(0, min(255, (value - 64) * 2)))


# Scenes


def harbour_dawn(size: Size, rng: random.Random) -> Image.Image:
    """A harbour before sunrise: glowing sky, headlands, a lighthouse, boats on quiet water."""
    width, height = size
    horizon = round(height * 0.6)
    image = gradient(
        size, [(0, (44, 58, 96)), (0.35, (126, 110, 140)), (0.52, (232, 158, 118)), (0.62, (252, 206, 142))]
    )
    image = veil(image, clouds(size, rng, cell=(3, 9)), (250, 190, 160), 0.4)
    image = glow(image, (width * 0.3, horizon), (width * 0.5, height * 0.5), (255, 190, 110), 0.85)
    for base, high, tone in ((0.6, 0.13, (136, 112, 132)), (0.6, 0.09, (92, 82, 108))):
        land = Image.new("RGB", size, tone)
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).polygon(ridge(size, rng, base=height * base, height=height * high), fill=255)
        image.paste(land, (0, 0), mask.filter(ImageFilter.GaussianBlur(1.2)))
    draw = ImageDraw.Draw(image)
    cape = [
        (width * 0.54, horizon),
        (width * 0.6, horizon * 0.93),
        (width * 0.68, horizon * 0.8),
        (width * 0.8, horizon * 0.76),
    ]
    draw.polygon([*cape, (width, horizon * 0.72), (width, horizon)], fill=(48, 46, 66))
    x, foot = width * 0.7, horizon * 0.795
    draw.polygon([(x - 11, foot), (x + 11, foot), (x + 7, foot - 96), (x - 7, foot - 96)], fill=(196, 176, 172))
    draw.polygon([(x + 2, foot), (x + 11, foot), (x + 7, foot - 96), (x + 2, foot - 96)], fill=(128, 114, 126))
    draw.rectangle((x - 10, foot - 118, x + 10, foot - 96), fill=(60, 54, 70))
    draw.polygon([(x - 11, foot - 118), (x + 11, foot - 118), (x, foot - 132)], fill=(50, 46, 62))
    image = glow(image, (x, foot - 107), (150, 90), (255, 244, 206), 0.95)
    image = water(image, horizon, rng, (70, 76, 108))
    for place, down, long in ((0.2, 0.68, 150), (0.43, 0.75, 250), (0.57, 0.655, 100)):
        at = (width * place, height * down)
        image = shade(
            image,
            [
                (at[0] - long * 0.4, at[1]),
                (at[0] + long * 0.4, at[1]),
                (at[0] + long * 0.3, at[1] + long * 0.3),
                (at[0] - long * 0.3, at[1] + long * 0.3),
            ],
            (28, 30, 46),
            0.6,
            7,
        )
        boat(ImageDraw.Draw(image), at, long, (34, 36, 52), (150, 134, 138))
    return finish(image, rng)


def wooden_table(image: Image.Image, top: int, color: Color, rng: random.Random) -> Image.Image:
    """A plank table that fills the picture below ``top``; boards widen towards the viewer."""
    width, height = image.size
    image.paste(gradient((width, height - top), [(0, mix(color, (0, 0, 0), 0.25)), (1, color)]), (0, top))
    draw = ImageDraw.Draw(image)
    for board in range(-5, 6):
        x = width / 2 + board * width * 0.16
        draw.line((x, top, x + board * width * 0.1, height), fill=mix(color, (20, 10, 5), 0.55), width=3)
    return textured(image, (0, top, width, height), (60, 4), rng)


def log_book(image: Image.Image, rng: random.Random) -> Image.Image:
    """An open book on the table, with lines of handwriting on both pages."""
    width, height = image.size
    page = [
        (0.2, 0.72),
        (0.44, 0.66),
        (0.5, 0.685),
        (0.72, 0.665),
        (0.8, 0.83),
        (0.5, 0.88),
        (0.45, 0.87),
        (0.14, 0.88),
    ]
    corners = [(x * width, y * height) for x, y in page]
    image = shade(image, [(x + 30, y + 26) for x, y in corners], (20, 12, 8), 0.7, 18)
    draw = ImageDraw.Draw(image)
    draw.polygon([(x, y + 9) for x, y in corners], fill=(150, 132, 100))
    draw.polygon(corners, fill=(236, 224, 194))
    fold = [(0.44, 0.66), (0.5, 0.685), (0.5, 0.88), (0.45, 0.87)]
    image = shade(image, [(x * width, y * height) for x, y in fold], (120, 100, 74), 0.6, 9)
    draw = ImageDraw.Draw(image)
    for row in range(9):
        share = row / 9
        left = 0.21 - 0.055 * share, 0.725 + 0.13 * share
        for word in range(rng.randint(5, 8)):
            x = (left[0] + 0.005 + word * 0.029 + rng.random() * 0.008) * width
            y = (left[1] - word * 0.0062) * height + 6
            draw.line((x, y, x + width * rng.uniform(0.012, 0.024), y - 5), fill=(96, 84, 92), width=3)
            x = (0.515 + word * 0.03 + 0.004 * row) * width
            draw.line(
                (x, (left[1] - 0.018) * height, x + width * rng.uniform(0.01, 0.023), (left[1] - 0.02) * height),
                fill=(110, 96, 96),
                width=3,
            )
    return image


def logbook_still(size: Size, rng: random.Random) -> Image.Image:
    """A desk by a window: an open log book, a brass lamp, a white cup."""
    width, height = size
    top = round(height * 0.58)
    image = gradient(size, [(0, (168, 158, 134)), (0.5, (116, 104, 88)), (1, (52, 46, 44))], across=True)
    image = textured(image, (0, 0, width, top), (5, 4), rng)
    image = wooden_table(image, top, (122, 82, 52), rng)
    image = log_book(image, rng)
    image = shade(
        image,
        [
            (width * 0.74, height * 0.66),
            (width * 1.02, height * 0.7),
            (width, height * 0.75),
            (width * 0.78, height * 0.71),
        ],
        (14, 8, 6),
        0.75,
        14,
    )
    turned(
        image,
        width * 0.8,
        [(height * 0.3, 20), (height * 0.34, 34), (height * 0.43, 46), (height * 0.5, 28)],
        (222, 196, 150),
    )
    turned(
        image,
        width * 0.8,
        [(height * 0.5, 34), (height * 0.53, 30), (height * 0.6, 88), (height * 0.65, 96), (height * 0.69, 70)],
        (190, 140, 58),
    )
    image = glow(image, (width * 0.8, height * 0.44), (170, 190), (255, 176, 84), 0.9)
    image = glow(image, (width * 0.8, height * 0.455), (26, 52), (255, 236, 180), 1.0)
    image = shade(
        image,
        [
            (width * 0.16, height * 0.66),
            (width * 0.3, height * 0.67),
            (width * 0.3, height * 0.7),
            (width * 0.17, height * 0.69),
        ],
        (14, 8, 6),
        0.7,
        10,
    )
    turned(
        image,
        width * 0.135,
        [(height * 0.545, 74), (height * 0.6, 72), (height * 0.665, 44), (height * 0.678, 40)],
        (226, 226, 222),
    )
    draw = ImageDraw.Draw(image)
    draw.ellipse(
        (width * 0.135 - 74, height * 0.545 - 15, width * 0.135 + 74, height * 0.545 + 15), fill=(240, 240, 234)
    )
    draw.ellipse((width * 0.135 - 65, height * 0.545 - 11, width * 0.135 + 65, height * 0.545 + 12), fill=(112, 84, 44))
    image = shade(
        image,
        [(0, height * 0.02), (width * 0.62, height * 0.42), (width * 0.95, height * 0.98), (0, height * 0.95)],
        (255, 232, 186),
        0.22,
        70,
    )
    return finish(image, rng)


@dataclass(frozen=True, slots=True)
class Wall:
    """A house front in perspective: its two ends across the picture, their scale, the vanishing point."""

    ends: tuple[float, float]
    scale: tuple[float, float]
    far: Point
    height: int

    def at(self, level: float, share: float) -> Point:
        """A point of the front: ``level`` up from the eye line, ``share`` along the front."""
        near, away = self.scale
        scale = 1 / ((1 - share) / near + share / away)
        return (self.far[0] + (self.ends[1] - self.far[0]) * scale / away, self.far[1] - level * scale * self.height)


def front(draw: ImageDraw.ImageDraw, wall: Wall, brick: Color, rng: random.Random) -> None:
    """One house: brick, an arcade, two windows of which some are lit, two ledges."""
    face = [wall.at(0.62 + rng.random() * 0.1, 0), wall.at(0.66, 1), wall.at(-0.4, 1), wall.at(-0.4, 0)]
    draw.polygon(face, fill=brick)
    arch = [
        wall.at(-0.4, 0.18),
        wall.at(0.02, 0.18),
        wall.at(0.09, 0.35),
        wall.at(0.11, 0.52),
        wall.at(0.09, 0.68),
        wall.at(0.02, 0.84),
        wall.at(-0.4, 0.84),
    ]
    draw.polygon(arch, fill=mix(brick, (16, 14, 20), 0.75))
    for left, right in ((0.16, 0.42), (0.58, 0.84)):
        lit = rng.random() < 0.28
        pane = (250, 206, 130) if lit else mix(brick, (40, 46, 60), 0.6)
        frame = [wall.at(0.46, left), wall.at(0.46, right), wall.at(0.24, right), wall.at(0.24, left)]
        draw.polygon(frame, fill=pane, outline=mix(brick, (30, 20, 20), 0.5))
        draw.line(
            (*wall.at(0.46, (left + right) / 2), *wall.at(0.24, (left + right) / 2)),
            fill=mix(brick, (30, 20, 20), 0.6),
            width=max(1, round(5 * wall.scale[0])),
        )
    draw.line(
        (*wall.at(0.16, 0), *wall.at(0.16, 1)),
        fill=mix(brick, (240, 220, 200), 0.45),
        width=max(1, round(11 * wall.scale[0])),
    )
    draw.line(
        (*wall.at(0.56, 0), *wall.at(0.56, 1)),
        fill=mix(brick, (240, 220, 200), 0.35),
        width=max(1, round(8 * wall.scale[0])),
    )


def wet_paving(image: Image.Image, far_x: float, far_y: float, rng: random.Random) -> Image.Image:
    """Stone slabs towards the vanishing point, with the sky in their puddles."""
    size = width, height = image.size
    draw = ImageDraw.Draw(image)
    draw.polygon(
        [(far_x - 10, far_y + 20), (far_x + 10, far_y + 20), (width * 1.0, height), (0, height)], fill=(84, 76, 78)
    )
    for row in range(26):
        near = (row / 25) ** 2
        y = far_y + 22 + near * (height - far_y)
        half = 10 + (y - far_y) * 1.02
        draw.line((far_x - half, y, far_x + half, y), fill=(62, 56, 60), width=1 + round(3 * near))
    image = textured(image, (0, round(far_y + 20), width, height), (26, 10), rng)
    reflected = image.crop((0, round(far_y * 0.25), width, round(far_y))).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    reflected = reflected.resize((width, height - round(far_y) - 20)).filter(ImageFilter.GaussianBlur(14))
    wet = Image.new("L", size, 0)
    ImageDraw.Draw(wet).polygon(
        [(far_x - 8, far_y + 30), (far_x + 8, far_y + 30), (width * 0.76, height), (width * 0.24, height)], fill=150
    )
    wet = ImageChops.multiply(wet.filter(ImageFilter.GaussianBlur(40)), clouds(size, rng, cell=(8, 20)))
    whole = image.copy()
    whole.paste(reflected, (0, round(far_y) + 20))
    return Image.composite(whole, image, wet)


def old_street(size: Size, rng: random.Random) -> Image.Image:
    """A narrow street of brick arcades after rain, seen down its middle."""
    width, height = size
    far_x, far_y = width * 0.5, height * 0.5
    image = gradient(
        size,
        [
            (0, (92, 104, 134)),
            (0.35, (178, 160, 158)),
            (0.5, (240, 200, 160)),
            (0.52, (120, 104, 98)),
            (1, (58, 52, 54)),
        ],
    )
    image = veil(image, clouds(size, rng, cell=(4, 4)), (255, 226, 200), 0.2)
    draw = ImageDraw.Draw(image)
    for side in (-1, 1):
        for bay in range(7, -1, -1):
            near, away = 0.8**bay * 1.05, 0.8 ** (bay + 1) * 1.05
            x0, x1 = far_x + side * near * width * 0.5, far_x + side * away * width * 0.5
            brick = mix(mix((150, 82, 62), (104, 74, 66), rng.random()), (214, 170, 144), bay / 11)
            brick = mix(brick, (40, 30, 40), 0.3 if side < 0 else 0.0)
            front(draw, Wall((x0, x1), (near, away), (far_x, far_y), height), brick, rng)
    image = wet_paving(image, far_x, far_y, rng)
    image = glow(image, (far_x, far_y * 0.98), (width * 0.32, height * 0.34), (255, 214, 160), 0.75)
    image = glow(image, (width * 0.585, height * 0.43), (90, 90), (255, 200, 110), 1.0)
    return finish(image.filter(ImageFilter.GaussianBlur(0.6)), rng)


def backlit(size: Size, rng: random.Random, window: tuple[float, float, float, float], view: Stops) -> Image.Image:
    """A dim room with a bright latticed window, its light spilling over the wall."""
    width, height = size
    image = gradient(size, [(0, (66, 58, 54)), (0.6, (50, 42, 42)), (1, (28, 24, 28))])
    image = textured(image, (0, 0, width, height), (4, 5), rng)
    x0, y0, x1, y1 = (round(a * b) for a, b in zip(window, (width, height, width, height), strict=True))
    image.paste(gradient((x1 - x0, y1 - y0), view).filter(ImageFilter.GaussianBlur(4)), (x0, y0))
    image = veil(
        image, ImageChops.multiply(clouds(size, rng, cell=(5, 6)), _area(size, (x0, y0, x1, y1))), (120, 140, 110), 0.35
    )
    draw = ImageDraw.Draw(image)
    for part in range(4):
        x = x0 + (x1 - x0) * part / 3
        draw.rectangle((x - 7, y0 - 7, x + 7, y1 + 7), fill=(46, 36, 30))
    for part in range(4):
        y = y0 + (y1 - y0) * part / 3
        draw.rectangle((x0 - 7, y - 7, x1 + 7, y + 7), fill=(46, 36, 30))
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    return glow(image, middle, (width * 0.7, height * 0.6), (255, 226, 180), 0.5)


def _area(size: Size, box: tuple[int, int, int, int]) -> Image.Image:
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rectangle(box, fill=255)
    return mask


def sitter(image: Image.Image, mask: Image.Image, light: Color, dark: Color, lean: int) -> Image.Image:
    """Fill a silhouette with cloth in shadow and give it a rim of light on the window side."""
    image = Image.composite(gradient(image.size, [(0, mix(dark, light, 0.18)), (1, dark)]), image, mask)
    rim = ImageChops.subtract(mask, ImageChops.offset(mask, lean, round(abs(lean) * 0.6)))
    rim = rim.filter(ImageFilter.GaussianBlur(abs(lean) * 0.7))
    return veil(image, ImageChops.multiply(rim, mask), light, 0.85)


def net_mender(size: Size, rng: random.Random) -> Image.Image:
    """A woman at a window, her head bowed over a net."""
    width, height = size
    image = backlit(
        size, rng, (0.5, 0.08, 0.98, 0.6), [(0, (236, 238, 232)), (0.6, (246, 222, 180)), (1, (196, 190, 150))]
    )
    mask = person(size, (width * 0.44, height * 0.36), height * 0.52, bowed=-0.13)
    image = sitter(image, mask, (255, 214, 160), (34, 32, 42), -14)
    heap = [
        (width * 0.12, height),
        (width * 0.2, height * 0.84),
        (width * 0.42, height * 0.72),
        (width * 0.66, height * 0.76),
        (width * 0.9, height * 0.9),
        (width, height),
    ]
    image = shade(image, heap, (52, 64, 66), 0.95, 10)
    mesh = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mesh)
    for index in range(-30, 70):
        x = index * width / 40
        draw.line(
            [(x + step * 14 + 9 * math.sin(step / 3 + index), height * 0.68 + step * 15) for step in range(30)],
            fill=170,
            width=2,
        )
        draw.line(
            [(x - step * 14 + 9 * math.cos(step / 4 + index), height * 0.68 + step * 15) for step in range(30)],
            fill=150,
            width=2,
        )
    area = Image.new("L", size, 0)
    ImageDraw.Draw(area).polygon(heap, fill=255)
    image = veil(image, ImageChops.multiply(mesh, area.filter(ImageFilter.GaussianBlur(6))), (196, 206, 190), 0.8)
    return finish(image, rng, grain=0.06, edge=0.5)


def boat_builder(size: Size, rng: random.Random) -> Image.Image:
    """A man with a cap before the window of his workshop; chisels hang on the wall."""
    width, height = size
    image = backlit(
        size, rng, (0.06, 0.12, 0.5, 0.56), [(0, (214, 226, 234)), (0.55, (232, 230, 214)), (1, (160, 178, 176))]
    )
    draw = ImageDraw.Draw(image)
    draw.rectangle((width * 0.62, height * 0.16, width * 0.98, height * 0.175), fill=(92, 68, 48))
    for index in range(9):
        x = width * (0.64 + index * 0.037)
        long = height * rng.uniform(0.1, 0.16)
        draw.rectangle((x - 5, height * 0.175, x + 5, height * 0.175 + long * 0.55), fill=(118, 84, 54))
        draw.rectangle((x - 4, height * 0.175 + long * 0.55, x + 4, height * 0.175 + long), fill=(132, 132, 134))
    for index in range(4):
        y = height * (0.79 + index * 0.055)
        draw.polygon(
            [(0, y), (width, y - height * 0.05), (width, y - height * 0.01), (0, y + height * 0.045)],
            fill=mix((150, 112, 74), (60, 44, 34), index / 5),
        )
    image = textured(image, (0, round(height * 0.76), width, height), (3, 40), rng)
    mask = person(size, (width * 0.53, height * 0.35), height * 0.52, bowed=0.08, hat=True)
    image = sitter(image, mask, (236, 232, 214), (38, 42, 50), 14)
    return finish(image, rng, grain=0.06, edge=0.5)


def train(image: Image.Image) -> None:
    """Two lit coaches along the platform, smaller to the right."""
    width, height = image.size
    draw = ImageDraw.Draw(image)

    def edge(level: float, x: float) -> Point:
        """A point of the train's side: it grows smaller to the right."""
        scale = 1 - 0.42 * x / width
        return (x, height * (0.88 - 0.16 * x / width) - level * height * 0.4 * scale)

    for coach in range(2):
        x0, x1 = width * (0.1 + 0.3 * coach), width * (0.39 + 0.27 * coach)
        draw.polygon([edge(0.86, x0), edge(0.86, x1), edge(0, x1), edge(0, x0)], fill=(46, 50, 66))
        draw.polygon([edge(0.86, x0), edge(0.86, x1), edge(0.78, x1), edge(0.78, x0)], fill=(96, 92, 104))
        draw.polygon([edge(0.34, x0), edge(0.34, x1), edge(0.26, x1), edge(0.26, x0)], fill=(186, 92, 68))
        for window in range(6):
            left = x0 + (x1 - x0) * (0.07 + window * 0.15)
            right = left + (x1 - x0) * 0.115
            draw.polygon([edge(0.7, left), edge(0.7, right), edge(0.44, right), edge(0.44, left)], fill=(255, 224, 156))


def platform_dusk(size: Size, rng: random.Random) -> Image.Image:
    """A small station by the sea at dusk: two coaches, a lit shelter, a glowing sky."""
    width, height = size
    image = gradient(size, [(0, (40, 52, 92)), (0.35, (112, 90, 126)), (0.55, (236, 130, 92)), (0.62, (252, 188, 116))])
    image = veil(image, clouds(size, rng, cell=(3, 10)), (250, 150, 130), 0.45)
    image = glow(image, (width * 0.78, height * 0.58), (width * 0.4, height * 0.35), (255, 196, 110), 0.9)
    image = water(image, round(height * 0.58), rng, (90, 78, 110))
    draw = ImageDraw.Draw(image)
    draw.polygon(
        ridge((width // 2, round(height * 0.6)), rng, base=height * 0.585, height=height * 0.1), fill=(58, 52, 78)
    )
    train(image)
    draw.polygon([(0, height * 0.86), (width, height * 0.7), (width, height), (0, height)], fill=(62, 58, 66))
    image = textured(image, (0, round(height * 0.84), width, height), (18, 12), rng)
    draw = ImageDraw.Draw(image)
    draw.polygon(
        [(0, height * 0.9), (width, height * 0.735), (width, height * 0.75), (0, height * 0.935)], fill=(214, 186, 96)
    )
    draw.polygon(
        [
            (width * 0.5, height * 0.3),
            (width * 1.02, height * 0.22),
            (width * 1.02, height * 0.27),
            (width * 0.5, height * 0.335),
        ],
        fill=(34, 34, 50),
    )
    for post in (0.62, 0.8, 0.96):
        draw.rectangle(
            (width * post - 8, height * 0.28, width * post + 8, height * (0.99 - 0.2 * post)), fill=(30, 30, 44)
        )
    for lamp in (0.56, 0.71, 0.88):
        at = (width * lamp, height * (0.345 - 0.07 * (lamp - 0.5)))
        image = glow(image, at, (170, 130), (255, 220, 150), 0.9)
        image = glow(image, (at[0], height * (0.93 - 0.18 * lamp)), (260, 46), (255, 206, 130), 0.5)
    image = glow(image, (width * 0.3, height * 0.86), (width * 0.3, 70), (255, 206, 140), 0.35)
    return finish(image, rng)


def persimmons(size: Size, rng: random.Random) -> Image.Image:
    """Strings of persimmons under the eaves of a farmhouse in afternoon light."""
    width, height = size
    image = gradient(size, [(0, (120, 96, 70)), (0.5, (150, 124, 92)), (1, (92, 74, 58))])
    image = textured(image, (0, 0, width, height), (5, 4), rng)
    draw = ImageDraw.Draw(image)
    for panel in range(4):
        x = width * (0.02 + panel * 0.25)
        draw.rectangle((x, height * 0.3, x + width * 0.215, height * 0.92), fill=(226, 214, 184))
        for bar in range(1, 4):
            draw.line(
                (x + width * 0.215 * bar / 4, height * 0.3, x + width * 0.215 * bar / 4, height * 0.92),
                fill=(98, 70, 48),
                width=5,
            )
        for bar in range(1, 6):
            y = height * (0.3 + 0.62 * bar / 6)
            draw.line((x, y, x + width * 0.215, y), fill=(98, 70, 48), width=5)
    image = shade(
        image,
        [(0, height * 0.2), (width, height * 0.2), (width, height * 0.5), (0, height * 0.66)],
        (30, 18, 16),
        0.55,
        40,
    )
    image = image.filter(ImageFilter.GaussianBlur(5))
    for depth in (0, 1):
        for string in range(13 if depth else 11):
            x = width * ((string + 0.5 + rng.uniform(-0.12, 0.12)) / (13 if depth else 11))
            radius = 37 if depth else 27
            draw = ImageDraw.Draw(image)
            draw.line((x, height * 0.1, x, height * 0.9), fill=(176, 150, 106), width=4)
            for fruit in range(rng.randint(6, 8)):
                y = height * 0.22 + fruit * radius * 2.45 + rng.uniform(-5, 5)
                tone = mix((226, 106, 26), (196, 74, 22), rng.random())
                ball(image, (x + rng.uniform(-7, 7), y), radius, tone if depth else mix(tone, (80, 40, 24), 0.45))
                ImageDraw.Draw(image).ellipse(
                    (x - radius * 0.3, y - radius * 1.06, x + radius * 0.3, y - radius * 0.8), fill=(96, 74, 44)
                )
        if not depth:
            image = image.filter(ImageFilter.GaussianBlur(3))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, height * 0.13), fill=(58, 42, 34))
    for rafter in range(15):
        draw.rectangle((rafter * width / 14 - 16, 0, rafter * width / 14 + 16, height * 0.15), fill=(78, 56, 42))
    image = textured(image, (0, 0, width, round(height * 0.15)), (20, 3), rng)
    image = shade(
        image,
        [(width * 0.45, -50), (width * 1.1, -50), (width * 0.8, height * 1.1), (width * 0.1, height * 1.1)],
        (255, 196, 110),
        0.14,
        90,
    )
    return finish(image, rng)


def barley_field(size: Size, rng: random.Random) -> Image.Image:
    """A green barley field in the wind below low hills, with a path and one tree."""
    width, height = size
    horizon = round(height * 0.46)
    image = gradient(size, [(0, (112, 160, 206)), (0.35, (190, 212, 222)), (0.47, (232, 232, 214))])
    image = veil(image, clouds(size, rng, cell=(3, 8)), (255, 255, 250), 0.6)
    for step, (base, high) in enumerate(((0.46, 0.17), (0.465, 0.11), (0.47, 0.05))):
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).polygon(ridge(size, rng, base=height * base, height=height * high), fill=255)
        image.paste(
            Image.new("RGB", size, mix((150, 176, 184), (74, 108, 78), step / 2)),
            (0, 0),
            mask.filter(ImageFilter.GaussianBlur(1.5)),
        )
    image.paste(
        gradient((width, height - horizon), [(0, (178, 192, 106)), (0.4, (124, 162, 62)), (1, (60, 108, 36))]),
        (0, horizon),
    )
    waves = clouds((width, height - horizon), rng, cell=(3, 16), octaves=3)
    field = image.crop((0, horizon, width, height))
    image.paste(veil(field, waves.point(lambda value: max(0, value - 120) * 2), (226, 232, 150), 0.5), (0, horizon))
    path = [
        (width * 0.56, horizon + 8),
        (width * 0.575, horizon + 8),
        (width * 0.62, height * 0.62),
        (width * 0.5, height * 0.8),
        (width * 0.66, height),
        (width * 0.36, height),
        (width * 0.38, height * 0.8),
        (width * 0.575, height * 0.62),
    ]
    image = shade(image, path, (196, 168, 124), 0.9, 9)
    draw = ImageDraw.Draw(image)
    for _ in range(9000):
        near = rng.random() ** 1.4
        x, y = rng.random() * width, horizon + 10 + near * (height - horizon)
        if image.getpixel((min(width - 1, int(x)), min(height - 1, int(y))))[0] > 182 and near > 0.1:  # type: ignore[index]
            continue
        long = 4 + 34 * near
        tone = mix(mix((150, 186, 84), (58, 104, 34), rng.random()), (236, 232, 160), rng.random() ** 3)
        draw.line((x, y, x + long * 0.45, y - long), fill=tone, width=1 + round(2 * near))
    layer = image.copy()
    tree(layer, (width * 0.71, height * 0.52), height * 0.2, (86, 124, 58), rng)
    image = shade(
        layer,
        [
            (width * 0.7, height * 0.515),
            (width * 0.84, height * 0.525),
            (width * 0.84, height * 0.535),
            (width * 0.7, height * 0.53),
        ],
        (40, 66, 26),
        0.6,
        6,
    )
    image = glow(image, (width * 0.2, height * 0.1), (width * 0.5, height * 0.4), (255, 248, 220), 0.4)
    return finish(image, rng, edge=0.25)


def shelves(image: Image.Image, rng: random.Random) -> None:
    """Five shelves of books along the right half of the wall."""
    width, height = image.size
    draw = ImageDraw.Draw(image)
    for shelf in range(5):
        y = height * (0.06 + shelf * 0.118)
        draw.rectangle((width * 0.46, y, width, y + height * 0.118), fill=(58, 40, 30))
        x = width * 0.468
        while x < width:
            wide, high = rng.uniform(9, 26), height * rng.uniform(0.066, 0.1)
            tone = rng.choice(
                [
                    (150, 60, 48),
                    (52, 84, 102),
                    (196, 168, 116),
                    (78, 104, 74),
                    (120, 96, 120),
                    (214, 200, 172),
                    (92, 62, 46),
                ]
            )
            foot = y + height * 0.108
            draw.rectangle((x, foot - high, x + wide - 2, foot), fill=mix(tone, (50, 36, 30), rng.random() * 0.45))
            draw.line((x + 2, foot - high, x + 2, foot), fill=mix(tone, (255, 236, 200), 0.25), width=2)
            x += wide
        draw.rectangle((width * 0.46, y + height * 0.108, width, y + height * 0.118), fill=(112, 76, 48))
    for post in (0.46, 0.64, 0.82):
        draw.rectangle((width * post - 8, height * 0.05, width * post + 8, height * 0.66), fill=(96, 64, 42))


def village_library(size: Size, rng: random.Random) -> Image.Image:
    """An old classroom full of books in the last light from the west windows."""
    width, height = size
    image = gradient(size, [(0, (150, 122, 92)), (0.5, (176, 142, 104)), (0.62, (120, 84, 56)), (1, (96, 64, 42))])
    image = wooden_table(image, round(height * 0.62), (138, 92, 56), rng)
    shelves(image, rng)
    for window in (0.04, 0.25):
        box = (round(width * window), round(height * 0.1), round(width * (window + 0.17)), round(height * 0.52))
        image.paste(
            gradient(
                (box[2] - box[0], box[3] - box[1]), [(0, (250, 204, 140)), (0.6, (255, 226, 170)), (1, (236, 166, 104))]
            ),
            box[:2],
        )
        draw = ImageDraw.Draw(image)
        draw.rectangle(box, outline=(82, 54, 36), width=12)
        draw.line(((box[0] + box[2]) / 2, box[1], (box[0] + box[2]) / 2, box[3]), fill=(82, 54, 36), width=9)
        draw.line((box[0], height * 0.28, box[2], height * 0.28), fill=(82, 54, 36), width=9)
    desk = [
        (width * 0.3, height * 0.7),
        (width * 0.86, height * 0.7),
        (width * 1.02, height * 0.86),
        (width * 0.22, height * 0.86),
    ]
    image = shade(image, [(x + 20, y + 70) for x, y in desk], (24, 14, 10), 0.7, 24)
    draw = ImageDraw.Draw(image)
    for leg in (0.25, 0.97):
        draw.rectangle((width * leg, height * 0.86, width * leg + 26, height), fill=(84, 56, 36))
    draw.polygon(desk, fill=(186, 136, 86))
    draw.polygon([desk[3], desk[2], (width * 1.02, height * 0.89), (width * 0.22, height * 0.89)], fill=(120, 82, 50))
    image = textured(image, (0, round(height * 0.7), width, round(height * 0.86)), (5, 22), rng)
    draw = ImageDraw.Draw(image)
    for x, y, tone in (
        (0.42, 0.76, (222, 210, 184)),
        (0.6, 0.74, (156, 70, 54)),
        (0.62, 0.725, (70, 98, 112)),
        (0.76, 0.79, (230, 220, 198)),
    ):
        corners = [
            (width * x, height * y),
            (width * (x + 0.11), height * y),
            (width * (x + 0.125), height * (y + 0.04)),
            (width * (x - 0.01), height * (y + 0.04)),
        ]
        draw.polygon([(px, py + 9) for px, py in corners], fill=mix(tone, (60, 40, 30), 0.5))
        draw.polygon(corners, fill=tone)
    for window in (0.04, 0.25):
        beam = [
            (width * window, height * 0.12),
            (width * (window + 0.17), height * 0.12),
            (width * (window + 0.62), height * 0.98),
            (width * (window + 0.26), height * 0.98),
        ]
        image = shade(image, beam, (255, 204, 130), 0.26, 34)
        image = glow(
            image, (width * (window + 0.085), height * 0.3), (width * 0.2, height * 0.36), (255, 196, 120), 0.5
        )
    return finish(image, rng)


def ferry(image: Image.Image, at: Point, long: float, rng: random.Random) -> Image.Image:
    """A passenger ferry with reflection, wake and riders on deck; ``at`` is the middle of its waterline."""
    x, y = at
    image = shade(
        image,
        [(x - long / 2, y), (x + long / 2, y), (x + long * 0.42, y + long * 0.3), (x - long * 0.42, y + long * 0.3)],
        (226, 226, 216),
        0.5,
        16,
    )
    image = shade(
        image,
        [(x - long * 0.5, y - 4), (x + long * 0.5, y - 4), (x + long * 0.46, y + 26), (x - long * 0.46, y + 26)],
        (34, 46, 56),
        0.75,
        9,
    )
    image = shade(
        image,
        [(x + long * 0.45, y), (x + long * 1.3, y + 16), (x + long * 1.3, y + 50), (x + long * 0.45, y + 18)],
        (250, 250, 244),
        0.45,
        12,
    )
    draw = ImageDraw.Draw(image)
    draw.polygon(
        [(x - long * 0.53, y - 58), (x + long * 0.52, y - 48), (x + long * 0.47, y + 8), (x - long * 0.44, y + 8)],
        fill=(232, 232, 226),
    )
    draw.polygon(
        [(x - long * 0.47, y - 14), (x + long * 0.49, y - 14), (x + long * 0.47, y + 8), (x - long * 0.44, y + 8)],
        fill=(38, 76, 96),
    )
    draw.rectangle((x - long * 0.3, y - 122, x + long * 0.34, y - 52), fill=(222, 222, 216))
    draw.rectangle((x - long * 0.3, y - 132, x + long * 0.37, y - 120), fill=(160, 166, 166))
    for pane in range(6):
        left = x - long * 0.275 + pane * long * 0.1
        draw.rectangle(
            (left, y - 108, left + long * 0.078, y - 74), fill=mix((70, 92, 106), (190, 206, 208), 0.2 + 0.1 * pane)
        )
    draw.rectangle((x - long * 0.2, y - 186, x - long * 0.02, y - 130), fill=(236, 236, 230))
    draw.rectangle((x - long * 0.185, y - 174, x - long * 0.035, y - 148), fill=(74, 96, 110))
    draw.rectangle((x + long * 0.12, y - 180, x + long * 0.19, y - 130), fill=(188, 82, 54))
    draw.line((x - long * 0.11, y - 186, x - long * 0.11, y - 250), fill=(90, 96, 98), width=4)
    for rider in range(7):
        px = x + long * (0.06 + rider * 0.045)
        draw.ellipse((px - 6, y - 152, px + 6, y - 140), fill=(70, 58, 54))
        draw.rectangle(
            (px - 8, y - 141, px + 8, y - 122),
            fill=rng.choice([(120, 50, 44), (54, 70, 98), (160, 132, 74), (60, 60, 64)]),
        )
    return image


def ferry_morning(size: Size, rng: random.Random) -> Image.Image:
    """A white ferry on a wide river in morning mist."""
    width, height = size
    horizon = round(height * 0.52)
    image = gradient(size, [(0, (146, 172, 192)), (0.4, (214, 220, 214)), (0.53, (242, 232, 208))])
    image = veil(image, clouds(size, rng, cell=(3, 7)), (255, 252, 244), 0.5)
    image = glow(image, (width * 0.75, height * 0.3), (width * 0.4, height * 0.4), (255, 244, 210), 0.6)
    for step in range(3):
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).polygon(
            ridge(size, rng, base=horizon - 4 + step * 3, height=height * (0.2 - step * 0.05)), fill=255
        )
        image.paste(
            Image.new("RGB", size, mix((176, 190, 192), (84, 108, 98), step / 2)),
            (0, 0),
            mask.filter(ImageFilter.GaussianBlur(2)),
        )
    for _ in range(26):
        tree(
            image,
            (rng.random() * width, horizon + 3),
            height * rng.uniform(0.05, 0.11),
            mix((82, 110, 84), (130, 146, 130), rng.random()),
            rng,
        )
    mist = gradient(size, [(0, (0, 0, 0)), (0.4, (0, 0, 0)), (0.5, (230, 230, 230)), (0.56, (0, 0, 0))]).convert("L")
    image = veil(image, ImageChops.multiply(mist, clouds(size, rng, cell=(3, 3))), (250, 244, 230), 0.95)
    image = water(image, horizon, rng, (112, 132, 140))
    image = ferry(image, (width * 0.44, height * 0.66), width * 0.34, rng)
    return finish(image, rng, edge=0.25)


def river_chart(size: Size, rng: random.Random) -> Image.Image:
    """A bar chart of river levels with the long-term mean as a dashed line."""
    width, height = size
    image = Image.new("RGB", size, (252, 251, 247))
    draw = ImageDraw.Draw(image)
    large, small = ImageFont.load_default(38), ImageFont.load_default(32)
    left, bottom, top = width * 0.1, height * 0.84, height * 0.16

    def level(metres: float) -> float:
        """The height of a level on the picture."""
        return bottom - metres / 2.0 * (bottom - top)

    for metres in (0.0, 0.5, 1.0, 1.5, 2.0):
        draw.line((left, level(metres), width * 0.96, level(metres)), fill=(206, 206, 200), width=2)
        draw.text((left - 20, level(metres)), f"{metres:.1f}", font=small, fill=(70, 70, 72), anchor="rm")
    months = (("Jan", 1.64, 1.58), ("Feb", 1.41, 1.49), ("Mar", 1.12, 1.33), ("Apr", 0.88, 1.15), ("May", 0.71, 0.98))
    step = (width * 0.96 - left) / len(months)
    means: list[Point] = []
    for index, (name, now, mean) in enumerate(months):
        middle = left + step * (index + 0.5)
        bar = gradient((round(step * 0.56), round(bottom - level(now))), [(0, (58, 122, 158)), (1, (28, 76, 112))])
        image.paste(bar, (round(middle - step * 0.28), round(level(now))))
        draw.text((middle, bottom - 18), f"{now:.2f}", font=large, fill=(255, 255, 255), anchor="mb")
        draw.text((middle, bottom + 16), name, font=large, fill=(40, 40, 44), anchor="mt")
        means.append((middle, level(mean)))
    for (x0, y0), (x1, y1) in itertools.pairwise(means):
        for dash in range(0, 12, 2):
            ends = (
                x0 + (x1 - x0) * dash / 12,
                y0 + (y1 - y0) * dash / 12,
                x0 + (x1 - x0) * (dash + 1.2) / 12,
                y0 + (y1 - y0) * (dash + 1.2) / 12,
            )
            draw.line(ends, fill=(204, 92, 40), width=7)
    for x, y in means:
        draw.ellipse((x - 11, y - 11, x + 11, y + 11), fill=(252, 251, 247), outline=(204, 92, 40), width=6)
    draw.text((left, height * 0.035), "River level, metres", font=large, fill=(40, 40, 44))
    draw.line((width * 0.62, height * 0.068, width * 0.69, height * 0.068), fill=(204, 92, 40), width=7)
    draw.text((width * 0.71, height * 0.068), "Long-term mean", font=large, fill=(40, 40, 44), anchor="lm")
    paper = Image.merge("RGB", (noise(size, rng),) * 3)
    return Image.blend(image, ImageChops.multiply(image, paper), 0.012)


def stone_bridge(size: Size, rng: random.Random) -> Image.Image:
    """An old stone bridge of three arches over a quiet river, willows on the bank."""
    width, height = size
    horizon = round(height * 0.62)
    image = gradient(size, [(0, (132, 168, 198)), (0.4, (208, 220, 218)), (0.62, (240, 230, 206))])
    image = veil(image, clouds(size, rng, cell=(3, 6), octaves=4), (255, 255, 250), 0.5)
    draw = ImageDraw.Draw(image)
    draw.polygon(ridge(size, rng, base=horizon, height=height * 0.16), fill=(150, 172, 170))
    for index in range(14):
        tree(
            image,
            (width * (index + 0.5) / 14, horizon),
            height * rng.uniform(0.1, 0.18),
            mix((106, 138, 92), (150, 168, 130), rng.random()),
            rng,
        )
    deck = Image.new("L", size, 0)
    draw = ImageDraw.Draw(deck)
    top = [
        (x, horizon - height * 0.09 - height * 0.13 * math.sin(math.pi * x / width)) for x in range(0, width + 20, 20)
    ]
    draw.polygon([*top, (width, horizon), (0, horizon)], fill=255)
    for middle, half, high in ((0.2, 0.1, 0.11), (0.5, 0.14, 0.17), (0.8, 0.1, 0.11)):
        draw.ellipse(
            (width * (middle - half), horizon - height * high, width * (middle + half), horizon + height * high), fill=0
        )
    stone = gradient(size, [(0, (188, 178, 158)), (0.45, (188, 178, 158)), (0.62, (128, 118, 104))])
    image = Image.composite(textured(stone, (0, 0, width, height), (40, 36), rng), image, deck)
    draw = ImageDraw.Draw(image)
    draw.line(top, fill=(216, 206, 186), width=9)
    for post in top[1:-1:2]:
        draw.rectangle((post[0] - 4, post[1] - 22, post[0] + 4, post[1]), fill=(170, 160, 142))
    draw.line([(x, y - 22) for x, y in top], fill=(196, 186, 168), width=5)
    image = water(image, horizon, rng, (112, 136, 132), 0.3)
    return finish(image, rng, grain=0.02, edge=0.3)


def crate(image: Image.Image, left: float, tones: tuple[Color, Color], rng: random.Random) -> Image.Image:
    """A slatted crate heaped with fruit; ``left`` is its share of the width."""
    width, height = image.size
    tone, other = tones
    box = (width * left, height * 0.62, width * (left + 0.3), height * 0.88)
    image = shade(
        image,
        [
            (box[0] + 20, box[3] - 30),
            (box[2] + 40, box[3] - 30),
            (box[2] + 60, box[3] + 24),
            (box[0] + 30, box[3] + 24),
        ],
        (24, 14, 10),
        0.7,
        14,
    )
    for row in range(3):
        for fruit in range(5 + row % 2):
            at = (
                box[0] + 34 + (fruit + (0 if row % 2 else 0.5)) * (box[2] - box[0] - 60) / 5.2,
                height * (0.52 + row * 0.055) + rng.uniform(-4, 4),
            )
            ball(image, at, 36, mix(tone, other, rng.random()))
    draw = ImageDraw.Draw(image)
    for slat in range(3):
        y = height * (0.66 + slat * 0.075)
        draw.rectangle((box[0], y, box[2], y + height * 0.062), fill=mix((196, 160, 110), (140, 104, 66), rng.random()))
        draw.line((box[0], y, box[2], y), fill=(226, 196, 150), width=3)
    for post in (box[0], box[2] - 22):
        draw.rectangle((post, height * 0.65, post + 22, height * 0.885), fill=(158, 120, 78))
    return image


def market_stall(size: Size, rng: random.Random) -> Image.Image:
    """A market table: crates of apples and oranges, a stoneware jug, an awning out of focus."""
    width, height = size
    image = gradient(size, [(0, (120, 150, 150)), (0.4, (190, 196, 176)), (0.6, (110, 100, 86)), (1, (70, 56, 46))])
    draw = ImageDraw.Draw(image)
    for stripe in range(12):
        tone = (206, 88, 66) if stripe % 2 else (238, 228, 208)
        draw.polygon(
            [
                (width * stripe / 12, 0),
                (width * (stripe + 1) / 12, 0),
                (width * (stripe * 1.1 + 0.6) / 12, height * 0.25),
                (width * (stripe * 1.1 - 0.5) / 12, height * 0.25),
            ],
            fill=tone,
        )
    for index in range(8):
        tree(image, (width * (index + 0.5) / 8, height * 0.58), height * 0.3, (106, 132, 96), rng)
    image = image.filter(ImageFilter.GaussianBlur(11))
    image = wooden_table(image, round(height * 0.6), (150, 110, 74), rng)
    for left, tone, other in ((0.04, (178, 44, 36), (202, 148, 60)), (0.36, (232, 138, 34), (238, 160, 54))):
        image = crate(image, left, (tone, other), rng)
    image = shade(
        image,
        [
            (width * 0.8, height * 0.8),
            (width * 1.0, height * 0.82),
            (width, height * 0.88),
            (width * 0.8, height * 0.87),
        ],
        (20, 12, 10),
        0.7,
        14,
    )
    turned(
        image,
        width * 0.83,
        [
            (height * 0.36, 44),
            (height * 0.42, 38),
            (height * 0.48, 60),
            (height * 0.62, 116),
            (height * 0.74, 110),
            (height * 0.85, 66),
        ],
        (96, 124, 138),
    )
    image = shade(
        image, [(0, 0), (width * 0.5, 0), (width * 0.9, height), (width * 0.2, height)], (255, 236, 190), 0.16, 70
    )
    return finish(image, rng, grain=0.015, edge=0.3)


# What is drawn where


@dataclass(frozen=True, slots=True)
class Job:
    """One photo: where it goes, who draws it, how large, from which seed, and the most bytes it may have."""

    path: str
    scene: Scene
    size: Size
    seed: int
    most: int = 250_000


JOBS = (
    Job("issues/jipan-monthly/2026-03-01/photos/harbour-dawn.jpg", harbour_dawn, (1600, 1000), 11),
    Job("issues/jipan-monthly/2026-03-01/photos/logbook-still.jpg", logbook_still, (1440, 960), 12),
    Job("issues/jipan-monthly/2026-03-01/photos/old-street.jpg", old_street, (1200, 1500), 13),
    Job("issues/jipan-monthly/2026-03-01/photos/net-mender-portrait.jpg", net_mender, (1200, 1500), 14),
    Job("issues/shiomi-shimpo/2026-10-25/photos/platform-dusk.jpg", platform_dusk, (1500, 1000), 21),
    Job("issues/shiomi-shimpo/2026-10-25/photos/persimmons.jpg", persimmons, (1440, 960), 22),
    Job("issues/shiomi-shimpo/2026-10-25/photos/boat-builder.jpg", boat_builder, (1120, 1400), 23),
    Job("issues/garamjae-sinmun/2026-05-14/photos/barley-field.jpg", barley_field, (1600, 1000), 31),
    Job("issues/garamjae-sinmun/2026-05-14/photos/village-library.jpg", village_library, (1440, 960), 32),
    Job("issues/marlock-courier/2026-06-05/photos/ferry-morning.jpg", ferry_morning, (1600, 1000), 41),
    Job("issues/marlock-courier/2026-06-05/photos/river-chart.jpg", river_chart, (1400, 900), 42),
    Job("issues/new-zh/2026-01-05/photos/bridge.jpg", stone_bridge, (1200, 800), 51, most=60_000),
    Job("issues/al-marsa/2026-09-13/photos/harbour.jpg", harbour_dawn, (960, 640), 71, most=40_000),
    Job("issues/derya-boyi/2026-09-20/photos/market.jpg", market_stall, (960, 640), 72, most=40_000),
    Job("issues/nutug/2026-09-21/photos/field.jpg", barley_field, (960, 640), 73, most=40_000),
    Job("issues/new-en/2026-01-05/photos/market.jpg", market_stall, (1200, 800), 52, most=60_000),
)


def encoded(image: Image.Image, most: int) -> bytes:
    """The picture as JPEG, in the best quality that fits into ``most`` bytes."""
    for quality in range(88, 30, -4):
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=quality, optimize=True, progressive=False)
        if stream.tell() <= most:
            return stream.getvalue()
        image = ImageEnhance.Sharpness(image).enhance(0.9)
    message = f"no quality fits into {most} bytes"
    raise ValueError(message)


def main(argv: Sequence[str]) -> int:
    """Draw every photo below the folder named first in ``argv``; without one, below the root of the repository."""
    root = Path(argv[0]) if argv else Path(__file__).resolve().parent.parent
    for job in JOBS:
        target = root / job.path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = encoded(job.scene(job.size, random.Random(job.seed)), job.most)
        target.write_bytes(data)
        print(f"{job.path}: {job.size[0]}x{job.size[1]}, {len(data) // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
