# SPDX-License-Identifier: AGPL-3.0-or-later
"""How much time and memory a build with many photos takes, beside the photo work that nobody can avoid.

The photos are drawn first: 12 megapixels, JPEG quality 92, each another. Every run is a process of its own; medians.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

SIZE = (4000, 3000)
ROOT = Path(__file__).resolve().parents[1]
PROLOGUE = "import json, sys, time; began = time.perf_counter()\n"
EPILOGUE = """
wall = time.perf_counter() - began
status = dict(line.split(":", 1) for line in open("/proc/self/status"))  # ru_maxrss would count the parent, too
print(json.dumps({"wall": wall, "cpu": time.process_time(), "peak": int(status["VmHWM"].split()[0])}))
"""
BUILD = """
from pathlib import Path
from epubgen import api
folder, threads, cache, count = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
kept = Path(cache) if cache else None
epub = api.build(folder, folder.parent / "out.epub", threads=threads, cache=kept, cover="none")
assert epub.photos == count, epub.photos
"""
ALONE = """
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from PIL import Image
folder, threads = Path(sys.argv[1]), int(sys.argv[2])
plan = json.loads((folder.parent / "plan.json").read_text())
def work(name):
    \"\"\"The same decode, resize and encodes: those that the build makes of this photo, and nothing else.\"\"\"
    size, qualities = tuple(plan[name][0]), plan[name][1]
    with Image.open(folder / "photos" / name) as image:
        image.draft(None, size)
        image.load()
        small = image.resize(size, Image.Resampling.LANCZOS)
    for quality in qualities:
        out = BytesIO()
        small.save(out, "JPEG", quality=quality, subsampling="4:2:0", optimize=True, progressive=False)
    return len(out.getvalue())
with ThreadPoolExecutor(threads) as pool:
    assert sum(pool.map(work, sorted(plan)))
"""


def draw(target: Path, number: int) -> None:
    """A photo of forms and grain, about 4 MB."""
    small = (SIZE[0] // 8, SIZE[1] // 8)
    bands = [Image.effect_noise(small, 30 + (number * 7 + band * 11) % 40) for band in range(3)]
    forms = Image.merge("RGB", bands).resize(SIZE, Image.Resampling.BICUBIC)
    slope = Image.linear_gradient("L").rotate(number * 37 % 360).resize(SIZE).convert("RGB")
    grain = Image.effect_noise(SIZE, 24).convert("RGB")
    Image.blend(Image.blend(forms, slope, 0.5), grain, 0.12).save(target, "JPEG", quality=92)


def make_issue(folder: Path, count: int) -> None:
    """An issue of ``count`` photos, four to a story."""
    for name in ("photos", "articles"):
        (folder / name).mkdir(parents=True)
    (folder / "publication.yaml").write_text("id: bench\ntitle: The Bench\nlanguage: en\n")
    (folder / "issue.yaml").write_text("date: 2026-04-22\n")
    targets = [folder / "photos" / f"{number:03}.jpg" for number in range(count)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(draw, targets, range(count)))
    text = "\n\n".join(f"Paragraph {n}. " + "The harbour was calm and the ships lay still. " * 8 for n in range(12))
    for story in range(0, count, 4):
        photos = "".join(
            f"  - {{file: ../photos/{t.name}, alt: grain, credit: A}}\n" for t in targets[story : story + 4]
        )
        (folder / "articles" / f"{story:03}.md").write_text(
            f"---\ntitle: Story {story}\nauthors: A\nphotos:\n{photos}---\n{text}\n"
        )


def run(script: str, *arguments: str) -> dict[str, float]:
    """One process; seconds without the start of Python, and kibibytes. Modules are compiled, as those installed are."""
    command = [sys.executable, "-c", PROLOGUE + script + EPILOGUE, *arguments]
    compiled = {
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "epubgen-bench"),
    }
    made = subprocess.run(command, cwd=ROOT, env=os.environ | compiled, capture_output=True, text=True, check=True)
    return dict(json.loads(made.stdout.splitlines()[-1]))


def plan_of(folder: Path, threads: int) -> dict[str, object]:
    """Size and qualities of each photo, as the build tries them: what the bare loop repeats."""
    from epubgen import api  # noqa: PLC0415 - measured processes import it for themselves
    from epubgen.images.profile import GENERIC  # noqa: PLC0415 - the same

    epub = api.build(folder, folder.parent / "plan.epub", threads=threads, cover="none")
    plan: dict[str, object] = {}
    for photo in epub.pictures:
        tried = [quality for quality in GENERIC.qualities if quality >= photo.quality]
        plan[Path(photo.file).name] = [[photo.width, photo.height], tried]
    return plan


def measure(folder: Path, count: int, threads: int, runs: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Medians of each way to build, by clock and by processor; taken in turns, so that a busy machine harms all."""
    run("import epubgen.api\n")  # compiles the modules
    taken: dict[str, list[dict[str, float]]] = {"alone": [], "first": [], "second": []}
    for turn in range(runs):
        cache = str(folder.parent / f"cache-{turn}")
        taken["alone"].append(run(ALONE, str(folder), str(threads)))
        for name in ("first", "second"):
            taken[name].append(run(BUILD, str(folder), str(threads), cache, str(count)))
    for unit in ("wall", "cpu"):
        yield unit, {name: statistics.median(one[unit] for one in runs) for name, runs in taken.items()}


def main() -> None:
    """Draw, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=48)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--memory", action="store_true", help="compare the peaks of 20 and of 200 photos instead")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        if wish.memory:
            peaks = {}
            for count in (20, 200):
                folder = Path(home) / str(count) / "issue"
                make_issue(folder, count)
                peaks[count] = run(BUILD, str(folder), str(wish.threads), "", str(count))["peak"] / 1024
                print(f"{count} photos of 12 MP: peak {peaks[count]:.0f} MiB")
            print(f"difference: {peaks[200] - peaks[20]:+.1f} MiB (at most 20)")
            return
        folder = Path(home) / "issue"
        make_issue(folder, wish.photos)
        (folder.parent / "plan.json").write_text(json.dumps(plan_of(folder, wish.threads)))
        print(f"{wish.photos} photos of 12 MP, {wish.threads} threads, medians of {wish.runs} runs, seconds")
        for unit, median in measure(folder, wish.photos, wish.threads, wish.runs):
            figures = ", ".join(f"{name} {seconds:.2f}" for name, seconds in median.items())
            alone, again = median["first"] / median["alone"], median["second"] / median["first"]
            print(f"{unit:4}: {figures}; first/alone {alone:.3f} (≤ 1.15), second/first {again:.3f} (≤ 0.08)")


if __name__ == "__main__":
    main()
