# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draw the placeholder photographs of the sample issue `xizhou-daily`.

Every picture is made with Pillow alone from a seeded random source, so the samples carry no third-party rights and can
be drawn again at will. A picture is a row of `PICTURES`: where it goes, the function that draws it, its size, its seed.

Usage:
    python scripts/draw_samples.py [TARGET]

TARGET is the folder that holds the publications; without it the pictures go to `issues/` beside this folder.
"""

import argparse
import io
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

Colour = tuple[int, int, int]
Size = tuple[int, int]
Point = tuple[float, float]
Stops = Sequence[tuple[float, Colour]]
Scene = Callable[[Size, Random], Image.Image]

BYTE_BUDGET = 300_000
BLACK: Colour = (0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One file to draw: path below the target folder, drawing function, pixel size and seed."""

    path: str
    scene: Scene
    size: Size
    seed: int


# Numbers and colours


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour that lies `share` of the way from the first to the second."""
    share = min(1.0, max(0.0, share))
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def at_stop(stops: Stops, place: float) -> Colour:
    """Return the colour of a gradient at a place between 0 and 1."""
    for (low, first), (high, second) in pairwise(stops):
        if place <= high:
            return mix(first, second, (place - low) / max(1e-6, high - low))
    return stops[-1][1]


def curve(mask: Image.Image, change: Callable[[float], float]) -> Image.Image:
    """Apply a tone curve, given on 0-1, to a grey picture."""
    return mask.point([round(255 * min(1.0, max(0.0, change(value / 255)))) for value in range(256)])


def step(low: float, high: float, top: float = 1.0) -> Callable[[float], float]:
    """Return a smooth step curve from 0 at `low` to `top` at `high`."""

    def smooth(value: float) -> float:
        part = min(1.0, max(0.0, (value - low) / (high - low)))
        return top * part * part * (3 - 2 * part)

    return smooth


# Textures


def noise(rng: Random, size: Size, cells: Size) -> Image.Image:
    """Return smooth grey noise with the given number of cells across and down."""
    wide, high = max(2, cells[0]), max(2, cells[1])
    seed = Image.frombytes("L", (wide, high), rng.randbytes(wide * high))
    return seed.resize(size, Image.Resampling.BICUBIC)


def fractal(rng: Random, size: Size, cells: Size, octaves: int = 5, rough: float = 0.42) -> Image.Image:
    """Return cloud-like noise: layers of ever finer cells, stretched to full contrast."""
    layers = [
        noise(rng, size, (min(size[0], cells[0] << level), min(size[1], cells[1] << level))) for level in range(octaves)
    ]
    total = layers[-1]
    for layer in reversed(layers[:-1]):
        total = Image.blend(layer, total, rough)
    return ImageOps.autocontrast(total, cutoff=1)


def ramp(size: Size, stops: Stops) -> Image.Image:
    """Return a vertical gradient."""
    column = Image.new("RGB", (1, size[1]))
    for row in range(size[1]):
        column.putpixel((0, row), at_stop(stops, row / max(1, size[1] - 1)))
    return column.resize(size, Image.Resampling.NEAREST)


def fade(size: Size, stops: Sequence[tuple[float, int]]) -> Image.Image:
    """Return a vertical gradient of grey, for masks."""
    return ramp(size, [(place, (value, value, value)) for place, value in stops]).getchannel(0)


def plane(texture: Image.Image, size: Size, tilt: float = 0.07) -> Image.Image:
    """Lay a texture on the ground, its far edge at the top of the result."""
    width, height = size
    near = height * tilt
    across = texture.width / width
    values = (
        across,
        texture.width / 2 / near,
        texture.width / 2 - width / 2 * across,
        0.0,
        0.0,
        float(texture.height),
        0.0,
        1 / near,
    )
    return texture.transform(size, Image.Transform.PERSPECTIVE, values, Image.Resampling.BICUBIC)


# Light


def flood(size: Size, colour: Colour) -> Image.Image:
    """Return a picture of one colour."""
    return Image.new("RGB", size, colour)


def lay(base: Image.Image, colour: Colour, mask: Image.Image) -> None:
    """Paint a colour through a mask that covers the whole picture."""
    base.paste(colour, (0, 0, *base.size), mask)


def disc_of_light(power: float) -> Image.Image:
    """Return a round fall-off that reaches black at the middle of each edge (Pillow's reaches white in the corners)."""
    return curve(Image.radial_gradient("L"), lambda value: max(0.0, 1 - value * 1.44) ** power)


def glow(base: Image.Image, centre: Point, radius: Point, colour: Colour, power: float = 2.0) -> None:
    """Add a soft round light."""
    wide, high = max(2, round(radius[0] * 2.6)), max(2, round(radius[1] * 2.6))
    spot = disc_of_light(power)
    spot = spot.resize((wide, high), Image.Resampling.BILINEAR)
    left, top = round(centre[0] - wide / 2), round(centre[1] - high / 2)
    light = flood((wide, high), BLACK)
    light.paste(colour, (0, 0, wide, high), spot)
    part = base.crop((left, top, left + wide, top + high))
    base.paste(ImageChops.screen(part, light), (left, top))


def shape(size: Size, points: Sequence[Point], blur: float = 0.0) -> Image.Image:
    """Return the mask of a polygon with smooth edges."""
    mask = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    ImageDraw.Draw(mask).polygon([(x * 2, y * 2) for x, y in points], fill=255)
    mask = mask.resize(size, Image.Resampling.BOX)
    return mask.filter(ImageFilter.GaussianBlur(blur)) if blur else mask


def strokes(size: Size, lines: Sequence[tuple[Point, Point, float]], blur: float = 0.6) -> Image.Image:
    """Return the mask of straight lines, each with its own width."""
    mask = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    draw = ImageDraw.Draw(mask)
    for start, end, width in lines:
        draw.line([start[0] * 2, start[1] * 2, end[0] * 2, end[1] * 2], fill=255, width=max(1, round(width * 2)))
    return mask.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(blur))


def textured(base: Image.Image, texture: Image.Image, depth: float) -> Image.Image:
    """Darken and lighten a picture by a grey texture around its middle."""
    low = 1 - depth
    dark = curve(texture, lambda value: min(1.0, low + (1 - low) * value * 2))
    light = curve(texture, lambda value: max(0.0, (value - 0.5) * 2 * depth))
    dimmed = ImageChops.multiply(base, Image.merge("RGB", (dark, dark, dark)))
    return ImageChops.add(dimmed, ImageChops.multiply(base, Image.merge("RGB", (light, light, light))))


def mirror(image: Image.Image, horizon: int, rng: Random, ripple: float = 9.0, smear: int = 10) -> Image.Image:
    """Return the water below the horizon as a broken reflection of what stands above it."""
    width, height = image.size[0], image.size[1] - horizon
    taken = min(horizon, round(height * 1.15))
    upper = ImageOps.flip(image.crop((0, horizon - taken, width, horizon)))
    upper = upper.resize((width, max(2, height // smear)), Image.Resampling.BOX)
    upper = upper.resize((width, height), Image.Resampling.BICUBIC)
    water = upper.copy()
    shift = 0.0
    for row in range(height):
        near = row / height
        shift = 0.72 * shift + rng.gauss(0, 1) * (0.6 + ripple * near)
        water.paste(upper.crop((0, row, width, row + 1)), (round(shift), row))
    return water.filter(ImageFilter.GaussianBlur(1.1))


def waves(rng: Random, size: Size, tilt: float = 0.08) -> Image.Image:
    """Return grey ripples that shrink towards the horizon."""
    texture = fractal(rng, (2400, 2400), (70, 260), 3, 0.5)
    return plane(texture, size, tilt)


# The finish of a photograph


def vignette(image: Image.Image, strength: float) -> Image.Image:
    """Darken the corners as a lens does."""
    disc = curve(Image.radial_gradient("L"), lambda value: 1 - strength * max(0.0, value - 0.35) ** 1.6)
    disc = disc.resize(image.size, Image.Resampling.BICUBIC)
    return ImageChops.multiply(image, Image.merge("RGB", (disc, disc, disc)))


def grain(image: Image.Image, rng: Random, amount: float) -> Image.Image:
    """Add film grain; `amount` is its swing on a 0-1 scale."""
    pixels = image.width * image.height
    first = Image.frombytes("L", image.size, rng.randbytes(pixels))
    second = Image.frombytes("L", image.size, rng.randbytes(pixels))
    speck = Image.blend(first, second, 0.5).filter(ImageFilter.GaussianBlur(0.7))
    speck = curve(speck, lambda value: 0.5 + (value - 0.5) * amount * 2)
    return ImageChops.add(image, Image.merge("RGB", (speck, speck, speck)), 1, -128)


def finish(
    image: Image.Image, rng: Random, *, bloom: float = 0.25, corner: float = 0.6, film: float = 0.06
) -> Image.Image:
    """Give a drawn scene the marks of a photograph: bloom, fall-off and grain."""
    small = image.resize((image.width // 8, image.height // 8), Image.Resampling.BOX)
    halo = small.filter(ImageFilter.GaussianBlur(5)).point(
        [round(max(0, v - 110) * 1.5 * bloom) for v in range(256)] * 3
    )
    image = ImageChops.screen(image, halo.resize(image.size, Image.Resampling.BICUBIC))
    return grain(vignette(image.filter(ImageFilter.GaussianBlur(0.5)), corner), rng, film)


# Bodies


def ridge(rng: Random, width: int, level: float, swing: float, detail: int = 9) -> list[float]:
    """Return the heights of a mountain line, one a pixel, by midpoint displacement."""
    heights = [rng.uniform(-1, 1) for _ in range(4)]
    reach = 0.55
    for _ in range(detail):
        halved: list[float] = []
        for left, right in pairwise(heights):
            halved += [left, (left + right) / 2 + rng.uniform(-reach, reach)]
        heights = [*halved, heights[-1]]
        reach *= 0.52
    scale = (len(heights) - 1) / max(1, width - 1)
    return [level - swing * heights[min(len(heights) - 1, round(x * scale))] for x in range(width)]


def below(size: Size, line: Sequence[float], blur: float = 0.0) -> Image.Image:
    """Return the mask of everything below a line of heights."""
    points: list[Point] = [(float(x), y) for x, y in enumerate(line)]
    return shape(size, [*points, (size[0], size[1] + 2), (0, size[1] + 2)], blur)


def ball(diameter: int, colour: Colour, light: Point = (0.36, 0.3), gloss: float = 0.5) -> Image.Image:
    """Return a lit sphere as a picture with transparency."""
    size = (diameter, diameter)
    body = flood(size, mix(colour, BLACK, 0.72))
    glow(body, (light[0] * diameter, light[1] * diameter), (diameter * 0.95, diameter * 0.95), colour, 0.9)
    shine = mix(BLACK, (255, 250, 235), gloss)
    glow(body, (light[0] * diameter, light[1] * diameter), (diameter * 0.24, diameter * 0.2), shine, 1.6)
    disc = Image.new("L", (diameter * 3, diameter * 3), 0)
    ImageDraw.Draw(disc).ellipse((3, 3, diameter * 3 - 4, diameter * 3 - 4), fill=255)
    body.putalpha(disc.resize(size, Image.Resampling.BOX))
    return body


def strip(stops: Stops) -> Image.Image:
    """Return one row of colours, the light around a turned body from its left to its right edge."""
    row = Image.new("RGB", (256, 1))
    for place in range(256):
        row.putpixel((place, 0), at_stop(stops, place / 255))
    return row


def spline(values: Sequence[float], part: float) -> float:
    """Return a point on a Catmull-Rom curve between the second and third of four values."""
    a, b, c, d = values
    return b + 0.5 * part * (c - a + part * (2 * a - 5 * b + 4 * c - d + part * (3 * (b - c) + d - a)))


def radius_at(profile: Sequence[Point], height: float) -> float:
    """Return the radius of a turned body at a height, smoothly between the points of its profile."""
    radii = [profile[0][1], *(radius for _, radius in profile), profile[-1][1]]
    for index, ((low, _), (high, _)) in enumerate(pairwise(profile)):
        if low <= height <= high:
            return spline(
                (radii[index], radii[index + 1], radii[index + 2], radii[index + 3]), (height - low) / (high - low)
            )
    return 0.0


def lathe(base: Image.Image, axis: float, profile: Sequence[Point], light: Image.Image, soft: float = 0.0) -> None:
    """Paint a turned body: a profile of (y, radius) around a vertical axis, lit by a strip."""
    top, bottom = profile[0][0], profile[-1][0]
    widest = max(radius for _, radius in profile) + 6
    size = (round(widest * 4), round((bottom - top) * 2))
    body, mask = flood(size, BLACK), Image.new("L", size, 0)
    for row in range(size[1]):
        radius = max(1, round(radius_at(profile, top + row / 2) * 2))
        left = size[0] // 2 - radius
        body.paste(light.resize((radius * 2, 1), Image.Resampling.BILINEAR), (left, row))
        mask.paste(255, (left, row, left + radius * 2, row + 1))
    half = (size[0] // 2, size[1] // 2)
    body, mask = body.resize(half, Image.Resampling.BOX), mask.resize(half, Image.Resampling.BOX)
    if soft:
        body, mask = body.filter(ImageFilter.GaussianBlur(soft)), mask.filter(ImageFilter.GaussianBlur(soft))
    base.paste(body, (round(axis - half[0] / 2), round(top)), mask)


def oval(size: Size, centre: Point, radius: Point, blur: float = 0.0) -> Image.Image:
    """Return the mask of an ellipse."""
    mask = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    (x, y), (wide, high) = centre, radius
    ImageDraw.Draw(mask).ellipse(((x - wide) * 2, (y - high) * 2, (x + wide) * 2, (y + high) * 2), fill=255)
    mask = mask.resize(size, Image.Resampling.BOX)
    return mask.filter(ImageFilter.GaussianBlur(blur)) if blur else mask


# Scenes of the sea and the shore


def sky(size: Size, rng: Random, stops: Stops, cloud: Colour, cover: float) -> Image.Image:
    """Return a sky: gradient and drifting clouds, denser with `cover`."""
    image = ramp(size, stops)
    drift = fractal(rng, size, (4, 9), 6)
    mask = curve(drift, step(1 - cover, 1.35 - cover, 0.75))
    mask = ImageChops.multiply(mask, fade(size, [(0, 255), (0.75, 190), (1, 40)]))
    lay(image, cloud, mask)
    return image


def crane(x: float, base: float, unit: float) -> list[tuple[Point, Point, float]]:
    """Return the lines of a quay crane that stands at x on the line `base`."""

    def line(x1: float, y1: float, x2: float, y2: float, width: float) -> tuple[Point, Point, float]:
        return (x + x1 * unit, base - y1 * unit), (x + x2 * unit, base - y2 * unit), width * unit

    return [
        line(-14, 0, -12, 62, 2.2),
        line(14, 0, 12, 62, 2.2),
        line(-14, 24, 14, 24, 1.6),
        line(-14, 24, 12, 60, 0.8),
        line(-62, 60, 44, 60, 2.6),
        line(-62, 56.5, 44, 56.5, 0.8),
        line(-12, 60, -6, 90, 1.6),
        line(12, 60, -6, 90, 1.4),
        line(-6, 90, -58, 60, 0.6),
        line(-6, 90, -34, 60, 0.6),
        line(-6, 90, 42, 60, 0.6),
        line(24, 52, 36, 52, 9.0),
        line(-30, 60, -31, 36, 0.3),
        line(-27, 60, -26, 36, 0.3),
    ]


def cargo_ship(base: Image.Image, rng: Random, left: float, line: float, unit: float) -> None:
    """Paint a container ship in the half light, its water line at `line`."""
    draw = ImageDraw.Draw(base)
    hull = [(0, 15), (104, 15), (118, 22), (108, 0), (4, 0)]
    draw.polygon([(left + x * unit, line - y * unit) for x, y in hull], fill=(26, 28, 38))
    for column in range(17):
        for row in range(rng.randint(3, 6)):
            colour = rng.choice([(74, 42, 40), (44, 58, 72), (78, 66, 52), (40, 48, 46), (60, 50, 60)])
            x, y = left + (18 + column * 5) * unit, line - (15 + row * 3.2) * unit
            draw.rectangle((x, y - 3 * unit, x + 4.7 * unit, y), fill=mix(colour, (150, 96, 70), rng.uniform(0, 0.22)))
    draw.rectangle((left + 5 * unit, line - 42 * unit, left + 15 * unit, line - 15 * unit), fill=(86, 76, 78))
    draw.rectangle((left + 3 * unit, line - 44 * unit, left + 17 * unit, line - 41 * unit), fill=(54, 50, 56))
    for deck in range(5):
        y = line - (20 + deck * 4.4) * unit
        draw.line((left + 6 * unit, y, left + 14 * unit, y), fill=(228, 188, 120), width=max(1, round(unit * 0.5)))


def harbour(size: Size, rng: Random) -> Image.Image:
    """A container port before sunrise."""
    width, height = size
    horizon = round(height * 0.62)
    stops = [(0, (38, 52, 84)), (0.45, (112, 104, 124)), (0.75, (214, 142, 98)), (1, (250, 196, 128))]
    image = flood(size, BLACK)
    image.paste(sky((width, horizon), rng, stops, (96, 74, 92), 0.5), (0, 0))
    glow(image, (width * 0.72, horizon), (width * 0.5, height * 0.42), (190, 104, 44), 1.7)
    glow(image, (width * 0.72, horizon - 8), (width * 0.1, height * 0.1), (255, 214, 140), 1.6)
    hills = ridge(rng, width, horizon - height * 0.045, height * 0.03)
    lay(image, (132, 98, 98), curve(below(size, hills, 2), lambda v: v * 0.8))
    ship = image.copy()
    cargo_ship(ship, rng, width * 0.08, horizon + 2, width / 250)
    image = Image.blend(image, ship, 0.93).filter(ImageFilter.GaussianBlur(0.8))
    ImageDraw.Draw(image).rectangle((width * 0.5, horizon - 9, width, horizon + 6), fill=(30, 28, 36))
    for place, scale, tone in ((0.9, 3.1, (70, 58, 66)), (0.74, 3.7, (48, 42, 52)), (0.56, 4.4, (28, 27, 37))):
        lay(image, tone, strokes(size, crane(width * place, horizon, scale * width / 1600)))
    for place in range(14):
        spot = (width * (0.51 + 0.036 * place), horizon - rng.uniform(14, 34))
        glow(image, spot, (26, 26), (255, 226, 160), 2.2)
    water = mirror(image, horizon, rng)
    water = textured(water, waves(rng, water.size), 0.5)
    image.paste(ImageChops.multiply(water, flood(water.size, (205, 208, 222))), (0, horizon))
    glow(image, (width * 0.72, horizon + height * 0.05), (width * 0.16, height * 0.24), (120, 72, 34), 1.8)
    return finish(image, rng, bloom=0.3)


def fishing_boat(x: float, line: float, unit: float) -> list[list[Point]]:
    """Return the outlines of a small trawler."""
    outlines: list[list[Point]] = [
        [(-30, 3), (-27, 11), (14, 10), (30, 17), (24, 0), (-26, -2)],
        [(-20, 10), (-20, 27), (-5, 27), (-3, 10)],
        [(-22, 27), (-22, 29), (-2, 29), (-2, 27)],
        [(5, 10), (5.6, 48), (6.6, 48), (7.4, 10)],
        [(-13, 28), (-12.6, 42), (-12, 42), (-11.6, 28)],
        [(6, 46), (25, 17), (26, 17), (6.4, 47)],
        [(6, 46), (-25, 12), (-24, 12), (6, 45)],
        [(6, 40), (-8, 34), (-8, 33), (6, 39)],
    ]
    return [[(x + a * unit, line - b * unit) for a, b in outline] for outline in outlines]


def glitter(image: Image.Image, rng: Random, centre: float, horizon: int, colour: Colour) -> None:
    """Scatter the broken path of the sun over the water."""
    width, height = image.size
    sparks = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(sparks)
    for _ in range(5200):
        depth = rng.random() ** 1.6
        y = horizon + depth * (height - horizon)
        x = rng.gauss(centre, width * (0.02 + 0.075 * depth))
        reach = (2 + 22 * depth) * rng.uniform(0.4, 1)
        value = round(255 * rng.uniform(0.25, 1) * math.exp(-(((x - centre) / (width * 0.16)) ** 2)))
        draw.ellipse((x - reach, y, x + reach, y + 0.5 + 3.2 * depth), fill=value)
    lay(image, colour, sparks.filter(ImageFilter.GaussianBlur(1.0)))


def boats(size: Size, rng: Random) -> Image.Image:
    """Three boats come home against the sun."""
    width, height = size
    horizon = round(height * 0.55)
    stops = [(0, (70, 74, 108)), (0.4, (168, 118, 112)), (0.8, (240, 158, 84)), (1, (252, 196, 112))]
    image = flood(size, (60, 40, 40))
    image.paste(sky((width, horizon), rng, stops, (120, 78, 84), 0.52), (0, 0))
    sun = (width * 0.64, horizon - height * 0.075)
    glow(image, sun, (width * 0.42, height * 0.42), (210, 120, 40), 1.8)
    lay(image, (255, 236, 186), oval(size, sun, (height * 0.038, height * 0.038), 2.6))
    far = ridge(rng, width, horizon - 8, height * 0.022)
    lay(image, (150, 92, 78), curve(below(size, far, 2), lambda v: v * 0.85))
    water = textured(mirror(image, horizon, rng, 7, 14), waves(rng, (width, height - horizon)), 0.62)
    image.paste(ImageChops.multiply(water, flood(water.size, (205, 178, 172))), (0, horizon))
    glitter(image, rng, sun[0], horizon, (255, 222, 150))
    for place, depth, scale in ((0.71, 0.05, 1.15), (0.56, 0.12, 1.9), (0.33, 0.25, 3.5)):
        line = horizon + (height - horizon) * depth
        shade = Image.new("L", size, 0)
        for outline in fishing_boat(width * place, line, scale * width / 1600):
            shade = ImageChops.lighter(shade, shape(size, outline, 0.5))
        lay(image, mix((34, 22, 26), (110, 62, 48), 0.55 - scale / 7), shade)
        image = ImageChops.multiply(image, hull_shadow(size, rng, (width * place, line), scale * width / 1600))
    return finish(image, rng, bloom=0.35)


def hull_shadow(size: Size, rng: Random, place: Point, unit: float) -> Image.Image:
    """Return the broken dark reflection under a boat, for multiplying."""
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    for row in range(round(34 * unit)):
        reach = (30 - row / unit * 0.55) * unit * rng.uniform(0.55, 1)
        drift = rng.gauss(0, 2.5 * unit)
        y = place[1] + row
        draw.line((place[0] + drift - reach, y, place[0] + drift + reach, y), fill=round(220 * (1 - row / (36 * unit))))
    mask = ImageOps.invert(mask.filter(ImageFilter.GaussianBlur(1.6)))
    return Image.merge("RGB", (mask, mask, mask))


def tide(size: Size, rng: Random) -> Image.Image:
    """A tidal bore crosses the bay, seen as a panorama."""
    width, height = size
    horizon = round(height * 0.44)
    stops = [(0, (92, 112, 136)), (0.6, (164, 176, 186)), (1, (214, 214, 206))]
    image = flood(size, BLACK)
    image.paste(sky((width, horizon), rng, stops, (226, 228, 228), 0.62), (0, 0))
    lay(image, (128, 140, 150), below(size, ridge(rng, width, horizon - 10, height * 0.02), 1.5))
    water = ramp((width, height - horizon), [(0, (150, 162, 166)), (0.3, (98, 116, 122)), (1, (60, 78, 84))])
    image.paste(textured(water, waves(rng, water.size, 0.1), 0.62), (0, horizon))
    crest = [horizon + height * 0.2 + 9 * math.sin(x / 170) + 5 * math.sin(x / 61 + 1) for x in range(width)]
    crest = [y + 0.045 * (x - width / 2) * height / width for x, y in enumerate(crest)]
    wall = [y + height * 0.085 + 5 * math.sin(x / 43) for x, y in enumerate(crest)]
    band = ImageChops.subtract(below(size, crest, 1.4), below(size, wall, 9))
    lay(image, (74, 96, 100), curve(band, lambda v: v * 0.85))
    foam_on(image, rng, crest, height)
    return finish(image, rng, bloom=0.2)


def foam_on(image: Image.Image, rng: Random, crest: Sequence[float], height: int) -> None:
    """Break white water along a crest."""
    foam = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(foam)
    swell = noise(rng, (len(crest), 1), (34, 2)).tobytes()
    for x, top in enumerate(crest):
        depth = height * (0.018 + 0.05 * swell[x] / 255)
        for _ in range(9):
            y = top + rng.betavariate(1, 2.6) * depth
            reach = rng.uniform(1.0, 3 + 6 * rng.random() ** 4)
            draw.ellipse((x - reach, y - reach * 0.5, x + reach, y + reach * 0.5), fill=rng.randint(90, 255))
        if rng.random() < 0.35:
            y = top - rng.expovariate(0.16)
            draw.ellipse((x - 1.4, y - 1.4, x + 1.4, y + 1.4), fill=rng.randint(60, 190))
    lay(image, (240, 243, 240), foam.filter(ImageFilter.GaussianBlur(1.5)))


def ripples(size: Size, rng: Random) -> Image.Image:
    """Rain rings on still water."""
    width, height = size
    image = ramp(size, [(0, (168, 184, 182)), (0.5, (112, 136, 140)), (1, (56, 80, 90))])
    image = textured(image, fractal(rng, size, (3, 8), 5), 0.34)
    light, dark = Image.new("L", size, 0), Image.new("L", size, 0)
    for _ in range(26):
        depth = rng.random() ** 0.7
        centre = (rng.uniform(0, width), height * (0.06 + 0.9 * depth))
        rings_at(light, dark, centre, (0.2 + 0.8 * depth) * rng.uniform(40, 190), rng.randint(2, 5))
    lay(image, (24, 42, 52), dark.filter(ImageFilter.GaussianBlur(2.4)))
    lay(image, (232, 240, 238), light.filter(ImageFilter.GaussianBlur(1.5)))
    return finish(image, rng, bloom=0.1)


def rings_at(light: Image.Image, dark: Image.Image, centre: Point, reach: float, count: int) -> None:
    """Draw one set of rings, bright towards the sky and dark on the far slope."""
    bright, dim = ImageDraw.Draw(light), ImageDraw.Draw(dark)
    for ring in range(count):
        wide = reach * (ring + 1) / count
        high = wide * 0.3
        box = (centre[0] - wide, centre[1] - high, centre[0] + wide, centre[1] + high)
        value = round(190 * (1 - 0.75 * wide / reach) + 30)
        bright.arc(box, 20, 160, fill=value, width=3)
        dim.arc(box, 195, 345, fill=value, width=4)


# Scenes of the hills


def mist(size: Size, rng: Random) -> Image.Image:
    """Ridges that sink into morning mist."""
    width, height = size
    image = sky(size, rng, [(0, (196, 206, 212)), (0.5, (226, 226, 220)), (1, (232, 226, 214))], (240, 238, 232), 0.6)
    glow(image, (width * 0.3, height * 0.22), (width * 0.4, height * 0.4), (60, 48, 28), 1.6)
    for layer in range(8):
        near = layer / 7
        line = ridge(rng, width, height * (0.34 + 0.075 * layer), height * (0.1 - 0.006 * layer))
        tone = mix((190, 200, 206), (38, 56, 62), near**1.15)
        body = below(size, line, 1.6 - near)
        veil = fade(
            size, [(0, 255), (0.36 + 0.075 * layer, 255), (min(1.0, 0.62 + 0.085 * layer), 70 + round(150 * near))]
        )
        lay(image, tone, ImageChops.multiply(body, veil))
        if layer > 4:
            tree_line(image, rng, line, tone, near)
        drift = curve(fractal(rng, size, (3, 12), 5), step(0.45, 0.95, 0.55 * (1 - near * 0.6)))
        low = fade(
            size, [(0, 0), (0.3 + 0.07 * layer, 0), (0.48 + 0.07 * layer, 255), (0.66 + 0.07 * layer, 0), (1.4, 0)]
        )
        lay(image, (226, 228, 226), ImageChops.multiply(drift, low))
    return finish(image, rng, bloom=0.1, corner=0.45)


def tree_line(image: Image.Image, rng: Random, line: Sequence[float], tone: Colour, near: float) -> None:
    """Set a fringe of firs on a ridge."""
    mask = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(mask)
    x = 0.0
    while x < len(line):
        tall = rng.uniform(6, 26) * near
        y = line[int(x)] + 3
        draw.polygon([(x - tall * 0.2, y), (x, y - tall), (x + tall * 0.2, y)], fill=235)
        x += rng.uniform(1.5, 9)
    lay(image, mix(tone, BLACK, 0.12), mask.filter(ImageFilter.GaussianBlur(0.9)))


def terraces(size: Size, rng: Random) -> Image.Image:
    """Tea rows on a hillside in early light."""
    width, height = size
    image = sky(size, rng, [(0, (176, 196, 214)), (0.3, (238, 222, 190)), (1, (226, 220, 200))], (250, 240, 220), 0.5)
    glow(image, (width * 0.82, height * 0.16), (width * 0.45, height * 0.4), (110, 84, 40), 1.6)
    for layer, level in enumerate((0.2, 0.25, 0.31)):
        line = ridge(rng, width, height * level, height * 0.06)
        lay(image, mix((186, 196, 190), (108, 134, 112), layer / 2), below(size, line, 1.6))
    for layer, level in enumerate((0.36, 0.5, 0.68)):
        tea_slope(image, rng, height * level, layer)
        drift = curve(fractal(rng, size, (3, 10), 5), step(0.5, 1, 0.5 - 0.2 * layer))
        band = fade(size, [(0, 0), (level, 0), (level + 0.1, 255), (level + 0.24, 0), (2, 0)])
        lay(image, (244, 238, 218), ImageChops.multiply(drift, band))
    glow(image, (width * 0.85, height * 0.2), (width * 0.7, height * 0.7), (70, 54, 20), 1.5)
    return finish(image, rng, bloom=0.15)


def tea_slope(image: Image.Image, rng: Random, level: float, layer: int) -> None:
    """Cover one slope with rows of tea that follow its shape."""
    size = image.size
    lean, swell = rng.choice((-1, 1)) * rng.uniform(0.1, 0.22), rng.uniform(0.7, 1.3)
    crest = [
        level + lean * (x - size[0] / 2) * 0.5 + 40 * math.sin(x / size[0] * 3.1 * swell + layer * 2)
        for x in range(size[0])
    ]
    lay(image, mix((120, 142, 96), (40, 58, 30), layer / 2), below(size, crest, 1.0))
    drop, gap = 0.0, 9.0 + 7 * layer
    leaf = noise(rng, size, (size[0] // 5, size[1] // 5))
    while drop < size[1] - level + 260:
        bow = rng.uniform(0.9, 1.1) * drop * 0.14
        row = [y + drop + bow * math.sin(x / size[0] * 4 + layer * 1.7) for x, y in enumerate(crest)]
        top = shift_rough(rng, row, gap * 0.08)
        hedge = ImageChops.subtract(below(size, top, 0.8), below(size, [y + gap * 0.68 for y in row], gap * 0.1))
        lay(
            image,
            mix((136, 164, 92), (84, 124, 48), layer / 2),
            ImageChops.multiply(hedge, curve(leaf, lambda v: 0.35 + 0.65 * v)),
        )
        lit = ImageChops.subtract(below(size, top, 0.8), below(size, [y + gap * 0.22 for y in row], gap * 0.14))
        lay(image, (196, 206, 122), ImageChops.multiply(lit, curve(leaf, step(0.25, 0.9, 0.75))))
        drop += gap
        gap *= 1.11


def shift_rough(rng: Random, line: Sequence[float], swing: float) -> list[float]:
    """Return the line with the uneven top of a clipped hedge."""
    result, offset = [], 0.0
    for value in line:
        offset = 0.82 * offset + rng.gauss(0, swing)
        result.append(value + offset)
    return result


# Scenes of the night and the evening


def lighthouse(size: Size, rng: Random) -> Image.Image:
    """A lighthouse sends its beam into a clear night."""
    width, height = size
    image = sky(
        size,
        rng,
        [(0, (8, 14, 34)), (0.5, (28, 46, 82)), (0.8, (84, 96, 122)), (1, (120, 112, 118))],
        (70, 84, 112),
        0.36,
    )
    stars(image, rng, round(height * 0.68))
    lamp = (width * 0.56, height * 0.345)
    for aim, spread, power in ((-0.12, 0.05, 0.6), (math.pi + 0.16, 0.07, 0.42)):
        lay(image, (255, 238, 190), beam(size, lamp, aim, spread, power))
    horizon = round(height * 0.78)
    water = mirror(image, horizon, rng, 6, 16)
    image.paste(
        textured(ImageChops.multiply(water, flood(water.size, (150, 160, 180))), waves(rng, water.size), 0.6),
        (0, horizon),
    )
    white = strip(
        [
            (0, (30, 38, 60)),
            (0.25, (112, 120, 140)),
            (0.62, (206, 206, 200)),
            (0.85, (150, 146, 146)),
            (1, (60, 62, 78)),
        ]
    )
    iron = strip([(0, (8, 10, 18)), (0.6, (64, 66, 76)), (1, (14, 16, 24))])
    tower = [(height * 0.4, width * 0.052), (height * 0.55, width * 0.064), (height * 0.76, width * 0.088)]
    lathe(image, lamp[0], tower, white)
    lathe(image, lamp[0], [(height * 0.384, width * 0.07), (height * 0.402, width * 0.062)], iron)
    lathe(
        image,
        lamp[0],
        [(height * 0.318, width * 0.036), (height * 0.386, width * 0.038)],
        strip([(0, (90, 70, 40)), (0.5, (255, 240, 196)), (1, (120, 92, 50))]),
    )
    lathe(image, lamp[0], [(height * 0.282, 2.0), (height * 0.3, width * 0.026), (height * 0.32, width * 0.044)], iron)
    for place in (0.47, 0.57, 0.67):
        left, top = round(lamp[0] - 8), round(height * place)
        image.paste((24, 28, 42), (left, top, left + 18, top + 30))
    glow(image, lamp, (width * 0.32, width * 0.32), (255, 226, 160), 2.4)
    for level, swing, tone in ((0.77, 0.05, (34, 36, 46)), (0.83, 0.08, (24, 26, 34)), (0.9, 0.1, (13, 15, 22))):
        line = ridge(rng, width, height * level, height * swing, 9)
        rise = [y + height * 0.16 * min(1.0, abs(x - width * 0.6) / (width * 0.62)) ** 1.7 for x, y in enumerate(line)]
        rock = below(size, rise, 0.9)
        lay(image, tone, rock)
        lay(
            image,
            (84, 86, 96),
            ImageChops.multiply(rock, curve(fractal(rng, size, (30, 110), 4, 0.55), step(0.5, 1.0, 0.22))),
        )
    return finish(image, rng, bloom=0.35, corner=0.7)


def stars(image: Image.Image, rng: Random, depth: int) -> None:
    """Sprinkle stars over the upper part of a night sky."""
    dots = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(dots)
    for _ in range(420):
        x, y = rng.uniform(0, image.width), depth * rng.random() ** 1.3
        reach = 0.5 + 1.3 * rng.random() ** 6
        draw.ellipse(
            (x - reach, y - reach, x + reach, y + reach), fill=round(255 * rng.uniform(0.25, 1) * (1 - y / depth * 0.8))
        )
    lay(image, (236, 240, 255), dots.filter(ImageFilter.GaussianBlur(0.6)))


def beam(size: Size, lamp: Point, aim: float, spread: float, power: float) -> Image.Image:
    """Return the mask of a beam of light that fades with distance."""
    reach = size[1] * 1.1
    total = Image.new("L", size, 0)
    for part in (1.0, 0.6, 0.3):
        ends = [
            (lamp[0] + reach * math.cos(aim + turn), lamp[1] + reach * math.sin(aim + turn))
            for turn in (-spread * part, spread * part)
        ]
        cone = curve(shape(size, [lamp, *ends], 7), lambda v: v * power * 0.5)
        total = ImageChops.add(total, cone)
    disc = disc_of_light(1.0).resize((round(reach * 1.9), round(reach * 1.9)))
    fall = Image.new("L", size, 0)
    fall.paste(disc, (round(lamp[0] - reach * 0.95), round(lamp[1] - reach * 0.95)))
    return ImageChops.multiply(total, fall)


def facade(rng: Random, size: Size, lit: float, wall: Colour) -> Image.Image:
    """Return the flat front of a house: windows, some of them lit, over a row of shops."""
    image = textured(flood(size, wall), fractal(rng, size, (8, 8), 6), 0.45)
    draw = ImageDraw.Draw(image)
    wide, high = rng.choice([(88, 128), (112, 140), (76, 150)])
    for y in range(34, size[1] - 240, high + 34):
        for x in range(26, size[0] - wide, wide + 46):
            window(draw, rng, (x, y, x + wide, y + high), wall, lit=rng.random() < lit)
    for x in range(10, size[0] - 100, 222):
        shop = mix((255, 190, 104), (255, 230, 196), rng.random())
        draw.rectangle((x, size[1] - 188, x + 196, size[1] - 10), fill=mix(shop, BLACK, rng.choice([0.15, 0.3, 0.82])))
        draw.rectangle(
            (x - 6, size[1] - 214, x + 202, size[1] - 178), fill=rng.choice([(92, 36, 30), (34, 54, 62), (76, 60, 34)])
        )
        for _ in range(6):
            left, tall = x + rng.uniform(4, 170), rng.uniform(50, 120)
            draw.rectangle((left, size[1] - tall, left + rng.uniform(10, 34), size[1] - 10), fill=mix(shop, BLACK, 0.6))
    return image.filter(ImageFilter.GaussianBlur(1.2))


def window(draw: ImageDraw.ImageDraw, rng: Random, box: tuple[int, int, int, int], wall: Colour, *, lit: bool) -> None:
    """Paint one window with its frame and sill."""
    left, top, right, bottom = box
    glass = rng.choice([(244, 190, 112), (232, 168, 92), (250, 214, 160)]) if lit else mix(wall, (18, 20, 30), 0.7)
    draw.rectangle(box, fill=mix(glass, BLACK, rng.uniform(0.05, 0.4)))
    if lit:
        draw.rectangle(
            (left, top, left + (right - left) * rng.uniform(0.1, 0.35), bottom), fill=mix(glass, (120, 70, 40), 0.6)
        )
    frame = mix(wall, BLACK, 0.45)
    draw.rectangle(box, outline=frame, width=6)
    draw.line(((left + right) / 2, top, (left + right) / 2, bottom), fill=frame, width=5)
    draw.line((left, top + (bottom - top) * 0.36, right, top + (bottom - top) * 0.36), fill=frame, width=5)
    draw.rectangle((left - 8, bottom, right + 8, bottom + 8), fill=mix(wall, (210, 180, 150), 0.3))


def solve(rows: list[list[float]]) -> list[float]:
    """Solve a small linear system by elimination; each row ends in its right-hand side."""
    count = len(rows)
    for pivot in range(count):
        best = max(range(pivot, count), key=lambda row: abs(rows[row][pivot]))
        rows[pivot], rows[best] = rows[best], rows[pivot]
        head = rows[pivot][pivot]
        rows[pivot] = [value / head for value in rows[pivot]]
        for other in range(count):
            if other != pivot:
                factor = rows[other][pivot]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[pivot], strict=True)]
    return [row[-1] for row in rows]


def hang(base: Image.Image, front: Image.Image, corners: Sequence[Point]) -> None:
    """Place a flat picture in perspective on four corners: top left, top right, bottom right, bottom left."""
    ends = [(0, 0), (front.width, 0), (front.width, front.height), (0, front.height)]
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, ends, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    flat = front.transform(base.size, Image.Transform.PERSPECTIVE, solve(rows), Image.Resampling.BICUBIC)
    base.paste(flat, (0, 0), shape(base.size, corners, 0.8))


def paving(rng: Random, stone: Size) -> Image.Image:
    """Return grey paving stones from above, each with its own tone."""
    image = Image.new("L", (2000, 2000), 40)
    draw = ImageDraw.Draw(image)
    for row, y in enumerate(range(0, 2000, stone[1])):
        x = -(row % 2) * stone[0] // 2
        while x < 2000:
            wide = round(stone[0] * rng.uniform(0.75, 1.25))
            draw.rectangle((x, y, x + wide - 5, y + stone[1] - 5), fill=round(rng.gauss(140, 26)))
            x += wide
    rough = fractal(rng, image.size, (120, 120), 3)
    return Image.blend(image.filter(ImageFilter.GaussianBlur(1.5)), rough, 0.3)


def wet_ground(image: Image.Image, horizon: int, rng: Random, tone: Colour, stone: Size) -> None:
    """Turn everything below a line into wet paving that mirrors the street."""
    size = (image.width, image.height - horizon)
    water = mirror(image, horizon, rng, 1.6, 26).filter(ImageFilter.GaussianBlur(2.2))
    ground = plane(paving(rng, stone), size, 0.16)
    base = ImageChops.screen(textured(flood(size, tone), ground, 0.75), textured(water, ground, 0.7))
    pools = curve(plane(fractal(rng, (1600, 1600), (7, 12), 4), size, 0.2), step(0.5, 0.72, 0.85))
    base.paste(water, (0, 0), pools)
    image.paste(base, (0, horizon), fade(size, [(0, 0), (0.05, 255), (1, 255)]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """The proportions of a street: eye level, half width at the viewer, height of houses, eye height, lit windows."""

    horizon: float
    half: float
    tall: float
    eye: float
    lit: float


def street(size: Size, rng: Random, road: Road) -> Image.Image:
    """Return dusk over a street whose houses run to a vanishing point."""
    width, height = size
    level = height * road.horizon
    image = ramp(size, [(0, (24, 32, 62)), (0.3, (62, 70, 108)), (road.horizon, (214, 158, 126)), (1, (90, 60, 60))])
    lay(image, (120, 104, 122), curve(fractal(rng, size, (3, 7), 6), step(0.5, 1, 0.5)))
    floor = ramp((width, height - round(level)), [(0, (120, 92, 84)), (0.12, (66, 58, 62)), (1, (30, 29, 34))])
    image.paste(floor, (0, round(level)))
    edges = (1.15, 0.56, 0.3, 0.16, 0.09, 0.045)
    for side in (-1, 1):
        for number in range(len(edges) - 2, -1, -1):
            tall = height * road.tall * rng.uniform(0.8, 1.12)
            spans = [edges[number + 1], edges[number]][::side]
            xs = [width * (0.5 + side * road.half * reach) for reach in spans]
            tops = [level - tall * reach for reach in spans]
            feet = [level + height * road.eye * reach for reach in spans]
            wall = mix(
                rng.choice([(74, 62, 64), (60, 56, 66), (82, 68, 60), (56, 50, 52)]), (170, 130, 116), 0.13 * number
            )
            front = facade(rng, (900, 760), road.lit, wall)
            hang(image, front, [(xs[0], tops[0]), (xs[1], tops[1]), (xs[1], feet[1]), (xs[0], feet[0])])
    return image


def lamps(image: Image.Image, rng: Random, level: float, colour: Colour, rise: float) -> None:
    """Hang street lamps along both sides towards the vanishing point."""
    width, height = image.size
    for side in (-1, 1):
        for number in range(9):
            near = 0.9 / (1 + number * 0.75)
            spot = (width * 0.5 + side * width * 0.5 * near, level - height * rise * near + rng.uniform(-3, 3))
            glow(image, spot, (110 * near + 14, 110 * near + 14), colour, 2.3)
            glow(image, spot, (26 * near + 4, 26 * near + 4), (255, 246, 220), 1.2)


def tram(size: Size, rng: Random) -> Image.Image:
    """A tram comes up a wet street at dusk."""
    width, height = size
    road = Road(horizon=0.55, half=0.6, tall=0.74, eye=0.3, lit=0.24)
    image = street(size, rng, road).filter(ImageFilter.GaussianBlur(2.2))
    lamps(image, rng, height * road.horizon, (255, 190, 110), 0.42)
    glow(image, (width * 0.5, height * road.horizon), (width * 0.2, height * 0.16), (190, 120, 70), 1.8)
    wires = [((width * (0.5 + s * 0.01), height * 0.5), (width * (0.5 + s * 0.22), -10.0), 1.6) for s in (-1, 1)]
    wires += [((0.0, height * y), (width, height * (y + 0.01)), 1.2) for y in (0.06, 0.2, 0.29)]
    lay(image, (22, 24, 36), strokes(size, wires, 0.9))
    tram_car(image, width * 0.5, height * 0.745, height * 0.5)
    wet_ground(image, round(height * 0.752), rng, (34, 32, 38), (60, 34))
    rails = [
        ((width * (0.5 + s * 0.058), height * 0.757), (width * (0.5 + s * 0.26), height * 1.02), 8.0) for s in (-1, 1)
    ]
    lay(image, (24, 24, 30), strokes(size, rails, 1.8))
    shine = [((a[0] - 3, a[1]), (b[0] - 5, b[1]), 2.0) for a, b, _ in rails]
    lay(image, (206, 170, 134), strokes(size, shine, 1.6))
    for side in (-1, 1):
        glow(image, (width * 0.5 + side * height * 0.145, height * 0.655), (120, 96), (255, 244, 214), 2.6)
        glow(image, (width * 0.5 + side * height * 0.15, height * 0.86), (54, 150), (190, 170, 130), 2.0)
    bokeh(image, rng, (0.04, 0.58, 0.26, 0.7), 4)
    bokeh(image, rng, (0.76, 0.58, 0.96, 0.7), 4)
    return finish(image, rng, bloom=0.35)


def bokeh(image: Image.Image, rng: Random, area: tuple[float, float, float, float], count: int) -> None:
    """Put out-of-focus lights into part of a picture."""
    for _ in range(count):
        x, y = rng.uniform(area[0], area[2]) * image.width, rng.uniform(area[1], area[3]) * image.height
        reach = rng.uniform(9, 30)
        disc = curve(oval(image.size, (x, y), (reach, reach), 1.6), lambda v: v * 0.32)
        lay(image, rng.choice([(255, 190, 110), (255, 226, 180), (236, 110, 80), (180, 210, 220)]), disc)


def tram_car(image: Image.Image, x: float, foot: float, tall: float) -> None:
    """Paint the front of a low-floor tram, `tall` high, standing on `foot`."""
    size, unit = image.size, tall / 100

    def panel(outline: Sequence[Point], colour: Colour, blur: float = 0.6) -> None:
        lay(image, colour, shape(size, [(x + a * unit, foot - b * unit) for a, b in outline], blur))

    panel([(-40, -2), (40, -2), (40, 4), (-40, 4)], (14, 14, 18), 4)
    body = [(-38, 2), (-41, 30), (-39, 78), (-33, 94), (-20, 99), (20, 99), (33, 94), (39, 78), (41, 30), (38, 2)]
    panel(body, (206, 208, 204))
    panel([(-41, 30), (-38, 2), (38, 2), (41, 30), (0, 24)], (18, 96, 104), 1.2)
    panel([(26, 98), (39, 78), (41, 30), (38, 2), (31, 2), (34, 30), (33, 78)], (128, 128, 130), 4)
    panel([(-34, 38), (-33, 78), (-26, 84), (26, 84), (33, 78), (34, 38), (26, 33), (-26, 33)], (20, 26, 34))
    panel([(-31, 60), (-30, 78), (-24, 82), (-4, 82), (-14, 50)], (70, 80, 98), 8)
    panel([(-30, 36), (30, 36), (30, 46), (-30, 46)], (54, 46, 40), 9)
    panel([(9, 38), (9, 49), (13, 53), (13, 58), (18, 58), (18, 53), (22, 49), (23, 38)], (12, 14, 18), 4)
    panel([(-24, 87), (24, 87), (22, 95), (-22, 95)], (16, 18, 20))
    for place in range(-17, 18, 2):
        if place % 7:
            panel([(place - 0.6, 89), (place + 0.6, 89), (place + 0.6, 93), (place - 0.6, 93)], (255, 176, 66), 0.8)
    panel([(-3, 33), (0, 34), (3, 84), (1, 84)], (34, 38, 44), 1.0)
    for side in (-1, 1):
        panel([(side * 24, 15), (side * 33, 16), (side * 34, 21), (side * 24, 19)], (255, 252, 236), 1.6)
        panel([(side * 40, 62), (side * 46, 62), (side * 46, 48), (side * 41, 48)], (24, 26, 30), 0.8)
    panel([(-38, 8), (38, 8), (37, 2), (-37, 2)], (26, 28, 32), 1.0)


def night_street(size: Size, rng: Random) -> Image.Image:
    """A lane at night: lanterns, wet stones, somebody under an umbrella."""
    width, height = size
    road = Road(horizon=0.56, half=0.5, tall=0.62, eye=0.2, lit=0.32)
    image = street(size, rng, road)
    image = ImageChops.multiply(image, flood(size, (165, 150, 165))).filter(ImageFilter.GaussianBlur(1.8))
    glow(image, (width * 0.5, height * road.horizon), (width * 0.24, height * 0.14), (236, 150, 80), 1.8)
    for number in range(7, -1, -1):
        for side in (-1, 1):
            lantern(image, side, number, road.horizon)
    wet_ground(image, round(height * 0.6), rng, (30, 28, 34), (84, 52))
    walker(image, width * 0.53, height * 0.76, height * 0.19)
    bokeh(image, rng, (0.42, 0.53, 0.58, 0.57), 5)
    return finish(image, rng, bloom=0.4, corner=0.8)


def lantern(image: Image.Image, side: int, number: int, horizon: float) -> None:
    """Hang one red lantern; greater numbers are farther away."""
    near = 1 / (1 + number * 0.62)
    x = image.width * (0.5 + side * 0.34 * near)
    y = image.height * (horizon - 0.36 * near)
    reach = 52 * near
    glow(image, (x, y), (reach * 4.2, reach * 4.2), (210, 70, 34), 2.2)
    light = strip(
        [(0, (96, 16, 12)), (0.3, (222, 62, 34)), (0.5, (255, 150, 84)), (0.7, (226, 66, 36)), (1, (92, 14, 12))]
    )
    profile = [
        (y - reach * 0.86, reach * 0.5),
        (y - reach * 0.4, reach * 0.96),
        (y + reach * 0.4, reach * 0.96),
        (y + reach * 0.86, reach * 0.5),
    ]
    lathe(image, x, profile, light, 0.8)
    dark = strip([(0, (40, 22, 12)), (0.5, (140, 92, 40)), (1, (40, 22, 12))])
    for end in (-0.98, 0.86):
        lathe(image, x, [(y + reach * end, reach * 0.44), (y + reach * (end + 0.14), reach * 0.44)], dark)
    glow(image, (x, y), (reach * 0.8, reach), (130, 70, 30), 1.6)


def walker(image: Image.Image, x: float, foot: float, tall: float) -> None:
    """Paint a person under an umbrella from behind, with the reflection on the stones."""
    unit = tall / 100
    parts: list[list[Point]] = [
        [(-9, 0), (-10, 38), (10, 38), (8, 0), (3, 0), (1, 30), (-3, 30), (-4, 0)],
        [(-14, 30), (-15, 58), (-11, 68), (-5, 71), (-6, 80), (6, 80), (5, 71), (11, 68), (15, 58), (14, 30)],
        [
            (-38, 72),
            (-32, 86),
            (-18, 95),
            (0, 99),
            (18, 95),
            (32, 86),
            (38, 72),
            (25, 76),
            (12, 72),
            (0, 77),
            (-12, 72),
            (-25, 76),
        ],
        [(-0.8, 96), (-0.5, 105), (0.5, 105), (0.8, 96)],
    ]
    mask = Image.new("L", image.size, 0)
    for part in parts:
        mask = ImageChops.lighter(mask, shape(image.size, [(x + a * unit, foot - b * unit) for a, b in part], 1.4))
    below_feet = ImageOps.flip(mask.crop((0, round(foot - tall * 1.1), image.width, round(foot))))
    echo = Image.new("L", image.size, 0)
    echo.paste(below_feet.filter(ImageFilter.GaussianBlur(7)), (0, round(foot)))
    lay(image, (26, 20, 24), curve(echo, lambda v: v * 0.62))
    lay(image, (20, 18, 26), mask)
    rim = ImageChops.subtract(mask, ImageChops.offset(mask, -3, 3)).filter(ImageFilter.GaussianBlur(1.2))
    lay(image, (232, 150, 96), curve(rim, lambda v: v * 0.8))


def stadium(size: Size, rng: Random) -> Image.Image:
    """A stadium at dusk, an hour before the match."""
    width, height = size
    image = sky(
        size,
        rng,
        [(0, (40, 54, 98)), (0.3, (120, 112, 146)), (0.5, (232, 168, 132)), (1, (60, 60, 70))],
        (210, 138, 124),
        0.5,
    )
    line = ridge(rng, width, height * 0.4, height * 0.035)
    lay(image, (76, 72, 96), below(size, line, 1.4))
    crowd = stand_texture(rng, (1800, 420))
    hang(
        image,
        crowd,
        [
            (width * 0.14, height * 0.345),
            (width * 0.86, height * 0.345),
            (width * 0.8, height * 0.545),
            (width * 0.2, height * 0.545),
        ],
    )
    hang(
        image,
        stand_texture(rng, (900, 420)),
        [
            (-width * 0.12, height * 0.2),
            (width * 0.15, height * 0.345),
            (width * 0.205, height * 0.545),
            (-width * 0.1, height * 0.86),
        ],
    )
    hang(
        image,
        stand_texture(rng, (900, 420)),
        [
            (width * 0.85, height * 0.345),
            (width * 1.12, height * 0.2),
            (width * 1.1, height * 0.86),
            (width * 0.795, height * 0.545),
        ],
    )
    lay(
        image,
        (124, 66, 54),
        shape(
            size,
            [
                (width * 0.2, height * 0.54),
                (width * 0.8, height * 0.54),
                (width * 1.1, height * 0.87),
                (width * 1.1, height * 1.1),
                (-width * 0.1, height * 1.1),
                (-width * 0.1, height * 0.87),
            ],
            1.0,
        ),
    )
    hang(
        image,
        pitch(rng, (1500, 1000)),
        [
            (width * 0.265, height * 0.57),
            (width * 0.735, height * 0.57),
            (width * 1.0, height * 1.02),
            (0, height * 1.02),
        ],
    )
    for _ in range(17):
        player(
            image,
            (width * rng.uniform(0.24, 0.76), height * rng.uniform(0.62, 0.9)),
            rng.choice([(232, 232, 226), (196, 50, 42)]),
        )
    roof = [
        [(0.1, 0.3), (0.9, 0.3), (0.86, 0.352), (0.14, 0.352)],
        [(-0.1, 0.06), (0.1, 0.29), (0.15, 0.352), (-0.1, 0.22)],
        [(0.9, 0.29), (1.1, 0.06), (1.1, 0.22), (0.85, 0.352)],
    ]
    for outline in roof:
        lay(image, (38, 42, 56), shape(size, [(x * width, y * height) for x, y in outline], 1.0))
    for place in (0.12, 0.37, 0.63, 0.88):
        floodlight(
            image,
            (width * place, height * (0.1 if place in {0.12, 0.88} else 0.17)),
            1.0 if place in {0.12, 0.88} else 0.62,
        )
    glow(image, (width * 0.5, height * 0.78), (width * 0.6, height * 0.34), (58, 62, 44), 1.4)
    return finish(image, rng, bloom=0.35)


def player(image: Image.Image, foot: Point, shirt: Colour) -> None:
    """Paint a player who warms up, with the shadows of two floodlights."""
    x, y = foot
    tall = (y / image.height - 0.4) * 78
    size = image.size
    for side in (-1, 1):
        shadow = strokes(size, [((x, y), (x + side * tall * 0.9, y + tall * 0.22), tall * 0.16)], 1.6)
        lay(image, (18, 44, 18), curve(shadow, lambda v: v * 0.5))
    legs = [
        ((x - tall * 0.04, y - tall * 0.5), (x - tall * 0.1, y), tall * 0.09),
        ((x, y - tall * 0.5), (x + tall * 0.12, y - 1), tall * 0.09),
    ]
    lay(image, (44, 38, 44), strokes(size, legs, 0.5))
    lay(image, shirt, strokes(size, [((x, y - tall * 0.8), (x, y - tall * 0.44), tall * 0.24)], 0.7))
    lay(image, (122, 90, 72), oval(size, (x, y - tall * 0.92), (tall * 0.08, tall * 0.1), 0.5))


def stand_texture(rng: Random, size: Size) -> Image.Image:
    """Return rows of seats, some of them taken."""
    image = ramp(size, [(0, (36, 40, 54)), (1, (70, 74, 88))])
    draw = ImageDraw.Draw(image)
    for y in range(8, size[1] - 6, 11):
        draw.line((0, y + 7, size[0], y + 7), fill=(44, 46, 58), width=2)
        for x in range(0, size[0], 8):
            taken = rng.random() < 0.55
            tone = (
                rng.choice([(196, 186, 176), (150, 60, 52), (60, 84, 120), (214, 196, 150), (88, 88, 92)])
                if taken
                else (48, 84, 104)
            )
            draw.ellipse((x, y + rng.uniform(-2, 2), x + 5, y + 6), fill=mix(tone, BLACK, rng.uniform(0, 0.45)))
    for x in range(120, size[0], 210):
        draw.rectangle((x, 0, x + 10, size[1]), fill=(112, 112, 116))
    return image


def pitch(rng: Random, size: Size) -> Image.Image:
    """Return a football pitch from above, mown in stripes."""
    width, height = size
    image = flood(size, (58, 108, 50))
    draw = ImageDraw.Draw(image)
    for stripe in range(0, 14, 2):
        draw.rectangle((width * stripe / 14, 0, width * (stripe + 1) / 14, height), fill=(78, 130, 60))
    image = textured(image, fractal(rng, size, (150, 150), 3), 0.14)
    draw = ImageDraw.Draw(image)
    chalk = (226, 232, 218)
    draw.rectangle((40, 36, width - 40, height - 36), outline=chalk, width=7)
    draw.line((width / 2, 36, width / 2, height - 36), fill=chalk, width=7)
    draw.ellipse((width / 2 - 130, height / 2 - 130, width / 2 + 130, height / 2 + 130), outline=chalk, width=7)
    for left, right in ((40, 260), (width - 260, width - 40)):
        draw.rectangle((left, height / 2 - 280, right, height / 2 + 280), outline=chalk, width=7)
    return image


def floodlight(image: Image.Image, top: Point, scale: float) -> None:
    """Paint a lighting mast, switched on."""
    x, y = top
    lay(image, (34, 36, 50), strokes(image.size, [((x, y), (x, image.height * 0.36), 7 * scale)], 0.8))
    for row in range(3):
        for column in range(6):
            spot = (x + (column - 2.5) * 19 * scale, y + (row - 1) * 17 * scale)
            lay(image, (255, 252, 240), oval(image.size, spot, (7 * scale, 6 * scale), 1.2))
    glow(image, top, (260 * scale, 230 * scale), (214, 216, 236), 2.4)


# Scenes of things and people


def market(size: Size, rng: Random) -> Image.Image:
    """A fruit stall under warm lamps."""
    width, height = size
    image = ramp(size, [(0, (44, 34, 34)), (0.5, (112, 80, 56)), (1, (70, 50, 38))])
    image = textured(image, fractal(rng, size, (7, 5), 4), 0.7).filter(ImageFilter.GaussianBlur(22))
    bokeh(image, rng, (0.0, 0.22, 1.0, 0.5), 46)
    image = image.filter(ImageFilter.GaussianBlur(5))
    awning(image, rng)
    for number in range(7):
        spot = (width * (0.07 + 0.145 * number), height * (0.29 + 0.018 * math.sin(number * 2.1)))
        lay(image, (20, 16, 14), strokes(size, [((spot[0], 0), spot, 3)], 1.6))
        glow(image, spot, (230, 210), (255, 186, 92), 2.4)
        lay(image, (255, 246, 214), oval(size, spot, (13, 17), 2))
    for index, foot in enumerate((0.56, 0.72, 0.93)):
        crate_row(image, rng, index, foot)
    front = curve(fade(size, [(0, 0), (0.9, 0), (1, 150)]), lambda v: v)
    lay(image, (24, 16, 12), front)
    glow(image, (width * 0.5, height * 0.42), (width * 0.7, height * 0.4), (64, 40, 16), 1.4)
    return finish(image, rng, bloom=0.4)


def awning(image: Image.Image, rng: Random) -> None:
    """Stretch a striped awning across the top."""
    width, height = image.size
    cloth = flood((1600, 300), (196, 186, 168))
    draw = ImageDraw.Draw(cloth)
    for x in range(0, 1600, 160):
        draw.rectangle((x, 0, x + 80, 300), fill=(146, 46, 38))
    cloth = textured(cloth, fractal(rng, cloth.size, (20, 3), 4), 0.5)
    shade = ramp(cloth.size, [(0, (70, 60, 60)), (0.8, (205, 180, 150)), (1, (120, 100, 84))])
    cloth = ImageChops.multiply(cloth, shade)
    layer = image.copy()
    hang(
        layer,
        cloth,
        [
            (width * 0.08, -height * 0.06),
            (width * 0.92, -height * 0.06),
            (width * 1.1, height * 0.2),
            (-width * 0.1, height * 0.2),
        ],
    )
    image.paste(layer.filter(ImageFilter.GaussianBlur(2.2)))


def crate_row(image: Image.Image, rng: Random, index: int, foot: float) -> None:
    """Heap fruit into one row of crates; row 0 stands at the back."""
    width, height = image.size
    kinds = [
        [(206, 122, 40), (168, 44, 34), (112, 132, 58), (204, 160, 66)],
        [(162, 40, 34), (104, 128, 56), (210, 134, 44), (96, 48, 66)],
        [(214, 132, 42), (122, 142, 60), (172, 48, 36)],
    ][index]
    each = width * 1.08 / len(kinds)
    for number, colour in enumerate(kinds):
        left = -width * 0.04 + number * each
        layer = image.copy()
        heap(layer, rng, (left + each * 0.03, left + each * 0.97), height * foot, (34 + 24 * index, colour))
        plank(layer, rng, (left + each * 0.01, left + each * 0.985), height * foot, height * (0.05 + 0.02 * index))
        image.paste(layer.filter(ImageFilter.GaussianBlur((3.2, 0.9, 0.4)[index])))


def heap(image: Image.Image, rng: Random, span: Point, foot: float, fruit: tuple[int, Colour]) -> None:
    """Pile up fruit of one size and colour between two edges."""
    diameter, colour = fruit
    sprites = [
        ball(
            round(diameter * rng.uniform(0.82, 1.16)),
            mix(colour, rng.choice([(236, 190, 100), (60, 44, 24)]), rng.uniform(0.04, 0.34)),
            (0.4, 0.24),
            0.34,
        )
        for _ in range(24)
    ]
    middle, half = (span[0] + span[1]) / 2, (span[1] - span[0]) / 2
    for level in range(5, -1, -1):
        reach = half * (1 - level * 0.14 * rng.uniform(0.85, 1.2)) - diameter * 0.4
        count = max(2, round(reach * 2 / (diameter * 0.8)))
        for place in range(count + 1):
            x = middle - reach + reach * 2 * place / count + rng.gauss(0, diameter * 0.14)
            y = foot - diameter * (0.3 + level * 0.38) + rng.gauss(0, diameter * 0.09)
            sprite = rng.choice(sprites).rotate(rng.uniform(-25, 25), Image.Resampling.BICUBIC)
            image.paste(
                (20, 12, 8),
                (round(x - sprite.width / 2), round(y - sprite.height / 2.6)),
                curve(sprite.getchannel(3), lambda v: v * 0.42),
            )
            image.paste(sprite, (round(x - sprite.width / 2), round(y - sprite.height / 2)), sprite)


def plank(image: Image.Image, rng: Random, span: Point, top: float, tall: float) -> None:
    """Put the wooden front of a crate below a heap."""
    size = (max(8, round(span[1] - span[0])), max(8, round(tall)))
    wood = textured(
        ramp(size, [(0, (158, 112, 70)), (0.85, (112, 74, 44)), (1, (40, 26, 18))]), fractal(rng, size, (3, 24), 3), 0.5
    )
    ImageDraw.Draw(wood).line((0, size[1] // 2, size[0], size[1] // 2), fill=(52, 34, 22), width=3)
    image.paste(wood, (round(span[0]), round(top)))


def table_top(size: Size, rng: Random, edge: float, wall: Stops, top: Stops) -> Image.Image:
    """Return a studio wall with a table in front of it."""
    width, height = size
    image = textured(ramp(size, wall), fractal(rng, size, (3, 3), 5), 0.22)
    line = round(height * edge)
    board = textured(
        ramp((width, height - line), top),
        plane(fractal(rng, (1600, 1600), (12, 160), 4), (width, height - line), 0.3),
        0.3,
    )
    image.paste(board, (0, line))
    seam = fade(size, [(0, 0), (edge - 0.012, 0), (edge, 150), (edge + 0.014, 0), (2, 0)])
    lay(image, (14, 14, 16), seam)
    return image.filter(ImageFilter.GaussianBlur(3))


def celadon(size: Size, rng: Random) -> Image.Image:
    """A celadon bowl in the light of a show case."""
    width, height = size
    image = table_top(
        size,
        rng,
        0.66,
        [(0, (20, 22, 26)), (0.66, (62, 62, 62)), (1, (40, 40, 40))],
        [(0, (58, 52, 46)), (1, (22, 20, 20))],
    )
    glow(image, (width * 0.3, height * 0.3), (width * 0.6, height * 0.55), (74, 70, 60), 1.6)
    lay(
        image,
        (6, 6, 8),
        curve(oval(size, (width * 0.62, height * 0.79), (width * 0.34, height * 0.05), 26), lambda v: v * 0.85),
    )
    lay(
        image,
        (4, 4, 6),
        curve(oval(size, (width * 0.51, height * 0.785), (width * 0.14, height * 0.022), 7), lambda v: v * 0.95),
    )
    glaze = strip(
        [
            (0, (70, 92, 78)),
            (0.12, (148, 176, 150)),
            (0.3, (196, 214, 188)),
            (0.5, (142, 170, 146)),
            (0.8, (70, 94, 82)),
            (0.95, (40, 58, 52)),
            (1, (64, 82, 74)),
        ]
    )
    unit = width / 1200
    bowl = [(440.0, 352.0), (520.0, 318.0), (640.0, 236.0), (740.0, 142.0), (765.0, 118.0)]
    lathe(image, width * 0.5, [(y * unit * 1.16 - 8, r * unit) for y, r in bowl], glaze, 0.8)
    foot = strip([(0, (58, 48, 40)), (0.3, (150, 122, 96)), (1, (34, 28, 26))])
    lathe(image, width * 0.5, [(height * 0.735, width * 0.1), (height * 0.785, width * 0.104)], foot, 0.8)
    bowl_mouth(image, unit)
    crackle(image, rng)
    glow(image, (width * 0.36, height * 0.52), (width * 0.035, height * 0.12), (120, 126, 116), 1.4)
    glow(image, (width * 0.345, height * 0.5), (width * 0.013, height * 0.05), (235, 240, 232), 1.2)
    return finish(image, rng, bloom=0.2, corner=0.7)


def bowl_mouth(image: Image.Image, unit: float) -> None:
    """Paint the rim of the bowl and the shaded inside."""
    size = image.size
    centre = (size[0] * 0.5, 440 * unit * 1.16 - 6)
    rim, hollow = (353 * unit, 62 * unit), (341 * unit, 53 * unit)
    lay(image, (204, 218, 196), oval(size, centre, rim, 0.8))
    lay(image, (84, 110, 94), oval(size, (centre[0], centre[1] + 2 * unit), hollow, 1.2))
    inside = oval(size, (centre[0] + 90 * unit, centre[1] + 14 * unit), (230 * unit, 34 * unit), 20)
    lay(image, (172, 196, 170), curve(ImageChops.multiply(inside, oval(size, centre, hollow, 2)), lambda v: v * 0.8))
    deep = oval(size, (centre[0] - 120 * unit, centre[1] - 8 * unit), (200 * unit, 40 * unit), 24)
    lay(image, (46, 66, 58), curve(ImageChops.multiply(deep, oval(size, centre, hollow, 2)), lambda v: v * 0.7))
    chip = oval(size, (centre[0] + 214 * unit, centre[1] + 50 * unit), (20 * unit, 7 * unit), 1.4)
    lay(image, (124, 106, 88), chip)


def crackle(image: Image.Image, rng: Random) -> None:
    """Cover the glaze with a faint net of cracks."""
    width, height = image.size
    mask = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(mask)
    for _ in range(240):
        x, y = rng.gauss(width * 0.5, width * 0.16), rng.uniform(height * 0.45, height * 0.73)
        turn = rng.uniform(0, math.tau)
        for _ in range(rng.randint(3, 7)):
            turn += rng.gauss(0, 0.5)
            ahead = (x + 15 * math.cos(turn), y + 15 * math.sin(turn))
            draw.line((x, y, *ahead), fill=62, width=1)
            x, y = ahead
    centre = oval(image.size, (width * 0.5, height * 0.5), (width * 0.27, height * 0.225), 16)
    lower = fade(image.size, [(0, 0), (0.49, 0), (0.53, 255), (2, 255)])
    net = ImageChops.multiply(ImageChops.multiply(mask.filter(ImageFilter.GaussianBlur(0.7)), centre), lower)
    lay(image, (52, 66, 56), net)


def vases(size: Size, rng: Random) -> Image.Image:
    """Three vases and a bowl on a shelf, in one light from the left."""
    width, height = size
    image = table_top(
        size,
        rng,
        0.7,
        [(0, (112, 114, 112)), (0.7, (176, 172, 162)), (1, (150, 146, 136))],
        [(0, (150, 142, 130)), (1, (92, 86, 78))],
    )
    glow(image, (width * 0.22, height * 0.25), (width * 0.55, height * 0.6), (70, 66, 54), 1.4)
    jars: list[tuple[float, float, list[Point], Colour]] = [
        (0.3, 0.79, [(-560, 44), (-520, 34), (-400, 36), (-250, 130), (-110, 120), (0, 66)], (128, 150, 134)),
        (0.5, 0.85, [(-380, 62), (-350, 52), (-290, 92), (-170, 150), (-60, 112), (0, 78)], (160, 172, 160)),
        (0.66, 0.77, [(-480, 30), (-430, 26), (-330, 40), (-160, 92), (-40, 84), (0, 62)], (98, 116, 110)),
        (0.8, 0.88, [(-120, 128), (-70, 112), (-20, 62), (0, 52)], (178, 188, 172)),
    ]
    unit = height / 1067
    for place, foot, profile, _ in jars:
        cast_shadow(image, (width * place, height * foot), profile[0][0] * unit, profile[-1][1] * unit)
    for place, foot, profile, tone in jars:
        light = strip(
            [
                (0, mix(tone, BLACK, 0.35)),
                (0.1, tone),
                (0.28, mix(tone, (255, 255, 250), 0.55)),
                (0.5, tone),
                (0.85, mix(tone, BLACK, 0.62)),
                (1, mix(tone, BLACK, 0.45)),
            ]
        )
        lathe(image, width * place, [(height * foot + y * unit, r * unit) for y, r in profile], light, 0.7)
        mouth = (width * place, height * foot + profile[0][0] * unit + 1)
        reach = profile[0][1] * unit
        lay(image, mix(tone, (255, 255, 255), 0.35), oval(size, mouth, (reach, reach * 0.2), 0.8))
        lay(image, mix(tone, BLACK, 0.75), oval(size, (mouth[0], mouth[1] + 1), (reach * 0.88, reach * 0.15), 1.0))
    return finish(image, rng, bloom=0.15)


def cast_shadow(image: Image.Image, foot: Point, rise: float, reach: float) -> None:
    """Throw the soft shadow of a jar to the right."""
    x, y = foot
    points = [(x - reach, y - 6), (x + reach, y + 6), (x + reach - rise * 1.2, y - 26), (x - rise * 1.1, y - 70)]
    lay(image, (40, 38, 38), curve(shape(image.size, points, 20), lambda v: v * 0.6))
    lay(image, (22, 20, 20), curve(oval(image.size, (x + 8, y), (reach * 1.25, reach * 0.22), 7), lambda v: v * 0.75))


def boatbuilder(size: Size, rng: Random) -> Image.Image:
    """An old man by the window of a boat shed, against the light."""
    width, height = size
    image = textured(ramp(size, [(0, (36, 31, 28)), (1, (26, 22, 21))]), fractal(rng, size, (10, 14), 5), 0.25)
    pane = (round(width * 0.3), round(height * 0.1), round(width * 0.97), round(height * 0.66))
    view = sky(
        (pane[2] - pane[0], pane[3] - pane[1]),
        rng,
        [(0, (214, 218, 220)), (0.7, (238, 234, 224)), (1, (200, 200, 196))],
        (250, 250, 248),
        0.5,
    )
    view.paste(
        textured(
            ramp((view.width, view.height // 4), [(0, (166, 176, 180)), (1, (122, 132, 136))]),
            waves(rng, (view.width, view.height // 4)),
            0.3,
        ),
        (0, view.height - view.height // 4),
    )
    image.paste(view.filter(ImageFilter.GaussianBlur(6)), pane[:2])
    left, top, right, bottom = (float(edge) for edge in pane)
    bars = [((width * x, top), (width * x, bottom), 17.0) for x in (0.3, 0.525, 0.75, 0.97)]
    bars += [((left, height * y), (right, height * y), 15.0) for y in (0.1, 0.285, 0.47)]
    lay(image, (30, 25, 22), strokes(size, bars, 1.6))
    sill = [
        (width * 0.26, height * 0.655),
        (width, height * 0.655),
        (width, height * 0.7),
        (width * 0.24, height * 0.7),
    ]
    lay(image, (92, 80, 66), shape(size, sill, 1.6))
    lay(
        image,
        (172, 160, 138),
        shape(size, [sill[0], sill[1], (width, height * 0.664), (width * 0.255, height * 0.664)], 2.2),
    )
    model_boat(image, (width * 0.82, height * 0.655), width / 1067)
    sitter(image, rng)
    glow(image, (width * 0.62, height * 0.36), (width * 0.7, height * 0.5), (56, 54, 48), 1.3)
    return finish(image, rng, bloom=0.35, corner=0.7, film=0.09)


def model_boat(image: Image.Image, foot: Point, unit: float) -> None:
    """Stand a small model of a sailing boat on the sill."""
    x, y = foot
    outlines: list[list[Point]] = [
        [(-96, 44), (-70, 14), (60, 14), (104, 52), (60, 36), (-60, 34)],
        [(-40, 14), (-46, 0), (40, 0), (34, 14)],
        [(-4, 34), (-2, 210), (2, 210), (4, 34)],
        [(8, 60), (6, 200), (30, 190), (72, 74)],
        [(-8, 62), (-6, 176), (-26, 168), (-58, 70)],
    ]
    for outline in outlines:
        lay(image, (40, 33, 28), shape(image.size, [(x + a * unit, y - b * unit) for a, b in outline], 1.4))
    sail = [(x + a * unit, y - b * unit) for a, b in outlines[3]]
    lay(image, (150, 138, 118), curve(shape(image.size, sail, 5), lambda v: v * 0.5))


def sitter(image: Image.Image, rng: Random) -> None:
    """Paint the man in profile, facing the window, with the light on his edge."""
    width, height = image.size
    head: list[Point] = [
        (0.40, 0.252), (0.445, 0.256), (0.483, 0.272), (0.505, 0.296), (0.509, 0.318), (0.513, 0.33), (0.532, 0.353),
        (0.531, 0.36), (0.517, 0.365), (0.52, 0.378), (0.515, 0.386), (0.519, 0.396), (0.51, 0.416), (0.49, 0.426),
        (0.462, 0.426), (0.448, 0.44), (0.452, 0.47), (0.30, 0.47), (0.318, 0.42), (0.308, 0.38), (0.3, 0.33),
        (0.316, 0.283), (0.355, 0.258),
    ]  # fmt: skip
    body: list[Point] = [
        (0.31, 0.452), (0.25, 0.475), (0.17, 0.51), (0.12, 0.58), (0.1, 0.7), (0.09, 1.02), (0.66, 1.02), (0.655, 0.86),
        (0.61, 0.8), (0.56, 0.72), (0.54, 0.62), (0.52, 0.54), (0.485, 0.49), (0.45, 0.456),
    ]  # fmt: skip
    arm: list[Point] = [
        (0.3, 0.56), (0.36, 0.58), (0.45, 0.72), (0.56, 0.765), (0.7, 0.76), (0.735, 0.772), (0.73, 0.792),
        (0.66, 0.806),
        (0.56, 0.826), (0.42, 0.81), (0.32, 0.7),
    ]  # fmt: skip
    cap: list[Point] = [
        (0.3, 0.318), (0.31, 0.262), (0.36, 0.232), (0.42, 0.226), (0.47, 0.24), (0.5, 0.268), (0.548, 0.296),
        (0.54, 0.302), (0.49, 0.29), (0.4, 0.3),
    ]  # fmt: skip
    mask = Image.new("L", image.size, 0)
    for outline in (head, body, arm, cap):
        points = [(x * width, y * height) for x, y in outline]
        part = shape(image.size, points, 7)
        mask = ImageChops.lighter(mask, curve(part, step(0.4, 0.6)))
    mask = mask.filter(ImageFilter.GaussianBlur(1.8))
    cloth = ramp(image.size, [(0, (34, 28, 26)), (0.5, (30, 26, 25)), (1, (18, 16, 17))])
    cloth = textured(cloth, fractal(rng, image.size, (5, 9), 3), 0.22)
    image.paste(cloth, (0, 0), mask)
    folds = shape(image.size, [(x * width, y * height) for x, y in arm], 5)
    lay(
        image,
        (58, 50, 44),
        ImageChops.multiply(
            mask, curve(ImageChops.subtract(folds, ImageChops.offset(folds, -8, 12)), lambda v: v * 0.5)
        ),
    )
    for shift, tone, share in ((-16, (120, 104, 90), 0.5), (-5, (226, 216, 200), 0.85)):
        rim = ImageChops.subtract(mask, ImageChops.offset(mask, shift, round(-shift * 0.4)))
        rim = ImageChops.multiply(rim.filter(ImageFilter.GaussianBlur(-shift * 0.4)), mask)
        lay(image, tone, rim.point([round(value * share) for value in range(256)]))


# Graphics


def font(points: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the scalable font that comes with Pillow."""
    return ImageFont.load_default(points)


def chart(size: Size, rng: Random) -> Image.Image:
    """Draw sixteen weeks of landings (columns) and prices (line)."""
    width, height = size[0] * 2, size[1] * 2
    image = flood((width, height), (250, 248, 242))
    draw = ImageDraw.Draw(image)
    left, right, top, bottom = width * 0.09, width * 0.91, height * 0.12, height * 0.86
    prices = [39.0, 38.6, 39.4, 39.1, 40.2, 39.6, 39.3, 39.8, 40.9, 41.6, 42.4, 42.9, 43.8, 44.3, 45.2, 46.0]
    landings = [6.1 + 2.1 * math.sin((week + 2) / 4.4) + rng.uniform(-0.4, 0.4) for week in range(16)]
    for tick in range(6):
        y = bottom - (bottom - top) * tick / 5
        draw.line((left, y, right, y), fill=(206, 202, 192), width=3)
        draw.text((left - 24, y), str(36 + 2 * tick), fill=(164, 44, 36), font=font(56), anchor="rm")
        draw.text((right + 24, y), str(2 * tick), fill=(54, 92, 122), font=font(56), anchor="lm")
    each = (right - left) / 16
    for week, landed in enumerate(landings):
        x = left + each * week
        draw.rectangle(
            (x + each * 0.2, bottom - (bottom - top) * landed / 10, x + each * 0.8, bottom), fill=(186, 206, 218)
        )
        draw.text((x + each / 2, bottom + 48), str(week + 1), fill=(70, 68, 64), font=font(50), anchor="mm")
    points = [
        (left + each * (week + 0.5), bottom - (bottom - top) * (price - 36) / 10) for week, price in enumerate(prices)
    ]
    draw.line(points, fill=(176, 42, 34), width=12, joint="curve")
    for x, y in points:
        draw.ellipse((x - 15, y - 15, x + 15, y + 15), fill=(250, 248, 242), outline=(176, 42, 34), width=8)
    draw.text((points[-1][0] - 8, points[-1][1] - 62), "46.0", fill=(176, 42, 34), font=font(68), anchor="mm")
    draw.text((points[0][0] + 6, points[0][1] - 62), "39.0", fill=(176, 42, 34), font=font(68), anchor="mm")
    draw.line((left, bottom, right, bottom), fill=(60, 58, 54), width=6)
    return image.resize(size, Image.Resampling.BOX)


# Each glyph is a list of brush strokes on a 100 by 100 field; a stroke is a list of (x, y, width).
GLYPHS: Sequence[Sequence[Sequence[tuple[float, float, float]]]] = (
    (
        [(15, 12, 6), (22, 17, 9), (27, 24, 7)],
        [(8, 37, 6), (15, 42, 9), (20, 49, 7)],
        [(8, 90, 10), (16, 78, 7), (26, 58, 3)],
        [(56, 8, 8), (52, 24, 6), (43, 40, 4), (33, 52, 2)],
        [(53, 24, 6), (66, 23, 6), (82, 20, 8), (84, 24, 9), (78, 46, 7), (66, 68, 6), (50, 84, 4), (33, 94, 2)],
        [(51, 44, 5), (58, 50, 8), (63, 58, 7)],
    ),
    (
        [(17, 40, 3), (15, 52, 8), (10, 60, 6)],
        [(30, 12, 8), (32, 30, 7), (30, 56, 6), (24, 76, 5), (12, 93, 2)],
        [(37, 40, 4), (43, 47, 8), (45, 54, 6)],
        [(53, 16, 8), (54, 40, 7), (54, 64, 7), (53, 84, 3)],
        [(62, 38, 4), (68, 45, 8), (70, 52, 6)],
        [(80, 8, 9), (81, 34, 8), (81, 66, 8), (80, 94, 4)],
    ),
    (
        [(24, 20, 7), (25, 42, 7), (25, 67, 7), (24, 86, 5)],
        [(25, 23, 6), (46, 21, 6), (66, 19, 8), (69, 22, 10), (68, 42, 8), (68, 67, 8), (68, 86, 6)],
        [(27, 50, 5), (46, 49, 6), (67, 48, 5)],
        [(26, 79, 5), (46, 78, 6), (68, 77, 6)],
    ),
    (
        [(6, 34, 5), (20, 31, 6), (36, 27, 7)],
        [(24, 7, 8), (25, 34, 7), (25, 64, 7), (23, 88, 7), (14, 82, 3)],
        [(6, 64, 7), (20, 56, 5), (38, 45, 2)],
        [(51, 10, 7), (52, 34, 7), (52, 66, 7), (51, 94, 4)],
        [(52, 13, 6), (68, 11, 6), (84, 8, 9), (84, 22, 8), (81, 36, 8), (71, 31, 3)],
        [(53, 49, 5), (68, 47, 6), (85, 43, 8), (80, 60, 6), (70, 78, 5), (55, 93, 2)],
        [(58, 57, 4), (68, 72, 7), (80, 84, 10), (96, 91, 4)],
    ),
)


def brush(draw: ImageDraw.ImageDraw, stroke: Sequence[tuple[float, float, float]], origin: Point, unit: float) -> None:
    """Pull one brush stroke along a smooth path."""
    path = [stroke[0], *stroke, stroke[-1]]
    for first, start, end, last in zip(path, path[1:], path[2:], path[3:], strict=False):
        for part in range(61):
            x, y, width = (spline(values, part / 60) for values in zip(first, start, end, last, strict=True))
            reach = width * unit / 2 * 1.12
            centre = (origin[0] + x * unit, origin[1] + y * unit)
            box = (centre[0] - reach, centre[1] - reach * 0.94, centre[0] + reach, centre[1] + reach * 0.94)
            draw.ellipse(box, fill=18)


def nameplate(size: Size, rng: Random) -> Image.Image:
    """Write the name of the paper with a brush, with its Latin name and a seal of waves."""
    width, height = size[0] * 3, size[1] * 3
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    unit = height / 124
    for number, glyph in enumerate(GLYPHS):
        origin = (height * 1.04 + number * height * 0.97 + rng.uniform(-4, 4), height * 0.005)
        for stroke in glyph:
            brush(draw, stroke, origin, unit)
    seal(draw, (height * 0.5, height * 0.45), height * 0.33)
    letters, right = "XIZHOURIBAO", height * 1.1
    span = height * 3.72
    for number, letter in enumerate(letters):
        gap = number + (0.8 if number >= 6 else 0)
        draw.text((right + gap * span / 11.6, height * 0.925), letter, fill=40, font=font(height * 0.085), anchor="lm")
    return image.resize(size, Image.Resampling.LANCZOS)


def seal(draw: ImageDraw.ImageDraw, centre: Point, reach: float) -> None:
    """Draw a round seal with a sun over waves."""
    x, y = centre
    draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=24)
    sun = reach * 0.24
    draw.ellipse((x - sun, y - reach * 0.42 - sun, x + sun, y - reach * 0.42 + sun), fill=255)
    for row in range(3):
        level = y + reach * (0.08 + 0.27 * row)
        half = math.sqrt(max(0.0, (reach * 0.86) ** 2 - (level - y) ** 2))
        count = 90
        for place in range(count + 1):
            px = x - half + 2 * half * place / count
            py = level + reach * 0.075 * math.sin((px - x) / reach * 7 + row * 1.4)
            thick = reach * 0.036 * (0.5 + math.sin(math.pi * place / count))
            draw.ellipse((px - thick * 1.6, py - thick, px + thick * 1.6, py + thick), fill=255)


# The table of pictures

WIDE: Size = (1600, 1067)
TALL: Size = (1067, 1600)
PHOTOS = "xizhou-daily/2026-04-17/photos/"


def greek(
    draw: ImageDraw.ImageDraw, rng: Random, box: tuple[float, float, float, float], cell: float, tone: int
) -> None:
    """Fill a box with rows of cells that look like Han from afar and say nothing."""
    left, top, right, bottom = box
    pen = max(1, round(cell * 0.11))
    rows = max(1, int((bottom - top) / (cell * 1.3)))
    for row in range(rows):
        short = rng.random() < 0.12
        end = left + (right - left) * (rng.uniform(0.3, 0.8) if short else 1.0)
        y, x = top + row * cell * 1.3, left
        while x + cell <= end:
            for _ in range(3):
                level = y + cell * rng.uniform(0.1, 0.85)
                draw.line((x + cell * 0.1, level, x + cell * 0.86, level), fill=tone, width=pen)
            stem = x + cell * rng.uniform(0.2, 0.8)
            draw.line((stem, y + cell * 0.08, stem, y + cell * 0.9), fill=tone, width=pen)
            x += cell


def front_page(size: Size, rng: Random) -> Image.Image:
    """Lay out the first page as it was printed: nameplate, lead story with its photo, five columns of small type."""
    width, height = size
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width - 1, height - 1), outline=150, width=2)
    edge, gap = width * 0.05, width * 0.018
    plate = nameplate((round(width * 0.62), round(width * 0.124)), Random(1))
    image.paste(plate, (round(edge), round(edge * 0.8)))
    greek(draw, rng, (width * 0.72, edge * 0.9, width - edge, edge * 0.8 + plate.height), width * 0.0125, 70)
    top = edge * 1.1 + plate.height
    draw.line((edge, top, width - edge, top), fill=20, width=4)
    greek(draw, rng, (edge, top + gap, width * 0.5, top + gap * 2), width * 0.018, 60)
    greek(draw, rng, (edge, top + gap * 2.6, width * 0.88, top + gap * 5.4), width * 0.05, 10)
    body = top + gap * 6.4
    step = (width - 2 * edge + gap) / 5
    photo = ImageOps.fit(harbour((1000, 667), Random(11)).convert("L"), (round(step * 3 - gap), round(height * 0.2)))
    image.paste(photo, (round(edge + step), round(body)))
    for column in range(5):
        left = edge + column * step
        start = body + photo.height + gap if 1 <= column <= 3 else body
        greek(draw, rng, (left, start, left + step - gap, height * 0.55), width * 0.0105, 90)
    for low, high in ((0.57, 0.75), (0.77, 0.95)):
        draw.line((edge, height * low, width - edge, height * low), fill=60, width=2)
        for half in (0, 1):
            left = edge + half * step * 2.5
            greek(draw, rng, (left, height * low + gap, left + step * 2, height * low + gap * 3), width * 0.03, 20)
            for column in range(2):
                start = left + column * step * 1.22
                box = (start, height * low + gap * 3.4, start + step * 1.22 - gap, height * high)
                greek(draw, rng, box, width * 0.0105, 90)
    return image


PICTURES: tuple[Picture, ...] = (
    Picture(path="xizhou-daily/assets/nameplate.png", scene=nameplate, size=(1200, 240), seed=1),
    Picture(path="xizhou-daily/2026-04-17/pages/01.jpg", scene=front_page, size=(1060, 1500), seed=2),
    Picture(path=PHOTOS + "01-01-harbour.jpg", scene=harbour, size=WIDE, seed=11),
    Picture(path=PHOTOS + "01-02-tram.jpg", scene=tram, size=WIDE, seed=12),
    Picture(path=PHOTOS + "03-01-market.jpg", scene=market, size=WIDE, seed=31),
    Picture(path=PHOTOS + "03-04-night-street.jpg", scene=night_street, size=TALL, seed=34),
    Picture(path=PHOTOS + "05-01-chart.jpg", scene=chart, size=(1600, 1000), seed=51),
    Picture(path=PHOTOS + "06-01-celadon.jpg", scene=celadon, size=(1200, 1200), seed=61),
    Picture(path=PHOTOS + "06-01-celadon-detail.jpg", scene=vases, size=WIDE, seed=62),
    Picture(path=PHOTOS + "06-02-boatbuilder.jpg", scene=boatbuilder, size=TALL, seed=63),
    Picture(path=PHOTOS + "07-01-mist.jpg", scene=mist, size=WIDE, seed=71),
    Picture(path=PHOTOS + "07-02-ripples.jpg", scene=ripples, size=(1600, 800), seed=72),
    Picture(path=PHOTOS + "08-01-stadium.jpg", scene=stadium, size=WIDE, seed=81),
    Picture(path=PHOTOS + "08-01-lighthouse.jpg", scene=lighthouse, size=TALL, seed=82),
    Picture(path=PHOTOS + "08-01-terraces.jpg", scene=terraces, size=WIDE, seed=83),
    Picture(path=PHOTOS + "08-01-tide.jpg", scene=tide, size=(2000, 800), seed=84),
    Picture(path=PHOTOS + "08-02-boats.jpg", scene=boats, size=WIDE, seed=85),
)


def encode(image: Image.Image, path: Path) -> bytes:
    """Return the picture as a file of the kind its name asks for, a JPEG within the byte budget."""
    buffer = io.BytesIO()
    if path.suffix == ".png":
        image.save(buffer, "PNG", optimize=True)
        return buffer.getvalue()
    for quality in (82, 78, 74, 70):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= BYTE_BUDGET:
            break
    return buffer.getvalue()


def draw_all(target: Path, pictures: Sequence[Picture] = PICTURES) -> None:
    """Draw every picture of a table below a folder."""
    for picture in pictures:
        path = target / picture.path
        path.parent.mkdir(parents=True, exist_ok=True)
        data = encode(picture.scene(picture.size, Random(picture.seed)), path)
        path.write_bytes(data)
        print(f"{len(data):>8}  {picture.path}")


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the pictures below the folder given, or below `issues/` of this repository."""
    parser = argparse.ArgumentParser(description="Draw the photographs of the sample issue.")
    parser.add_argument("target", nargs="?", type=Path, default=Path(__file__).resolve().parent.parent / "issues")
    draw_all(parser.parse_args(argv).target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
