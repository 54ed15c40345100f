"""What the reference takes for a picture of 12 megapixels, and which edited copies are still found.

Usage: reference.py FOLDER RECLAIM

Writes photo.jpg, photo.heic, photo.png and photo.jxl into the folder, for the others to measure. The photographs are
those that ship with scikit-image. Prints one JSON object: milliseconds (pdq: of pixels; jpeg: of a file), pictures,
edits (shares in per cent; see crates/xtask/src/bench/hashing.rs).
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pdqhash
import pillow_heif
import pillow_jxl  # noqa: F401: registers JPEG XL with Pillow
import skimage.data
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

SHIPPED = Path(skimage.data.__file__).parent
SIZE = (4032, 3024)
RUNS = 5
WIDTH = 1280


def least(run) -> float:
    """Milliseconds of the quickest of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        run()
        times.append((time.process_time() - start) * 1000)
    return min(times)


def large() -> Image.Image:
    """A photograph of 12 megapixels: enlarged, with the grain that a sensor would have given it."""
    picture = Image.open(SHIPPED / "coffee.png").convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
    grain = np.random.default_rng(12).normal(0, 4, (SIZE[1], SIZE[0], 1))
    return Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype("uint8"))


def photographs() -> list[Image.Image]:
    found = []
    for path in sorted(SHIPPED.glob("*")):
        if path.suffix not in (".png", ".jpg", ".jpeg"):
            continue
        picture = Image.open(path).convert("RGB")
        if min(picture.size) < 250:
            continue
        picture = picture.resize((WIDTH, picture.height * WIDTH // picture.width), Image.Resampling.LANCZOS)
        if pdqhash.compute(np.asarray(picture))[1] >= 50:
            found.append(picture)
    return found


def crop(share: float):
    def edit(picture):
        across, down = (round(side * share / 2) for side in picture.size)
        return picture.crop((across, down, picture.width - across, picture.height - down))

    return edit


def cut(picture, left: float, top: float, right: float, bottom: float):
    """The part between these shares of the width and of the height."""
    width, height = picture.size
    return picture.crop((round(left * width), round(top * height), round(right * width), round(bottom * height)))


def resized(width: int):
    return lambda picture: picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS)


def captioned(picture):
    picture = picture.copy()
    draw = ImageDraw.Draw(picture)
    top = round(picture.height * 0.8)
    draw.rectangle((picture.width * 0.3, top, picture.width * 0.7, top + picture.height * 0.09), fill="black")
    draw.text((picture.width * 0.32, top + 4), "look at this", fill="white", font_size=picture.height * 0.06)
    return picture


def letterboxed(picture):
    """As a screenshot of a phone held upright shows it."""
    screen = Image.new("RGB", (picture.width, picture.width * 2), "black")
    screen.paste(picture, (0, (screen.height - picture.height) // 2))
    return screen


EDITS = {
    "JPEG of quality 75": (lambda picture: picture, 75),
    "JPEG of quality 40": (lambda picture: picture, 40),
    "resized to 720 pixels": (resized(720), 80),
    "resized to 320 pixels": (resized(320), 80),
    "cropped by 5 %": (crop(0.05), 80),
    "cropped by 7 %": (crop(0.07), 80),
    "cropped by 10 %": (crop(0.10), 80),
    "cropped by 15 %": (crop(0.15), 80),
    "cropped by 20 %": (crop(0.20), 80),
    "10 % cut off below": (lambda picture: cut(picture, 0, 0, 1, 0.9), 80),
    "10 % cut off left and above": (lambda picture: cut(picture, 0.1, 0.1, 1, 1), 80),
    "white border of 10 %": (lambda picture: ImageOps.expand(picture, picture.width // 10, "white"), 80),
    "mirrored": (ImageOps.mirror, 80),
    "turned by 90 degrees": (lambda picture: picture.transpose(Image.Transpose.ROTATE_90), 80),
    "turned by 5 degrees": (lambda picture: picture.rotate(5, Image.Resampling.BICUBIC), 80),
    "caption": (captioned, 80),
    "30 % brighter": (lambda picture: ImageEnhance.Brightness(picture).enhance(1.3), 80),
    "30 % darker": (lambda picture: ImageEnhance.Brightness(picture).enhance(0.7), 80),
    "bars as on a screenshot": (letterboxed, 80),
}


def bits_of(pdq: str) -> int:
    return int(pdq, 16)


def found(ones: list[int], others: list[int]) -> bool:
    return any((one ^ other).bit_count() <= 31 for one in ones for other in others)


def hashes(reclaim: str, files: list[Path]) -> list[dict]:
    """The upright hash and those of the variants of each file."""
    output = subprocess.run([reclaim, "hash", "--format", "json", *map(str, files)], capture_output=True, check=True)
    lines = [json.loads(line) for line in output.stdout.splitlines()]
    return [
        {"pdq": bits_of(line["pdq"]), "all": [bits_of(line["pdq"]), *(bits_of(v["pdq"]) for v in line["variants"])]}
        for line in lines
    ]


def edits(folder: Path, reclaim: str) -> tuple[int, list[dict]]:
    pictures = photographs()

    def kept(name: str, edit, quality: int) -> list[dict]:
        files = []
        for number, picture in enumerate(pictures):
            files.append(folder / f"{name}-{number}.jpg")
            edit(picture).save(files[-1], quality=quality)
        return hashes(reclaim, files)

    originals = kept("original", lambda picture: picture, 90)
    crops = [kept(f"crop{share}", crop(share), 90) for share in (0.05, 0.1, 0.2)]
    table = []
    for place, (name, (edit, quality)) in enumerate(EDITS.items()):
        copies = kept(f"edit{place}", edit, quality)
        pairs = list(zip(originals, copies))
        derived = [[cropped[number]["pdq"] for cropped in crops] for number in range(len(pictures))]
        share = lambda matches: 100 * sum(matches) / len(pairs)
        table.append(
            {
                "name": name,
                "plain": share([found([one["pdq"]], [copy["pdq"]]) for one, copy in pairs]),
                "of_original": share([found(one["all"], [copy["pdq"]]) for one, copy in pairs]),
                "of_copy": share([found([one["pdq"]], copy["all"]) for one, copy in pairs]),
                "with_crops": share(
                    [found(one["all"] + more, [copy["pdq"]]) for (one, copy), more in zip(pairs, derived)]
                ),
            }
        )
    return len(pictures), table


def main() -> None:
    folder = Path(sys.argv[1])
    pillow_heif.register_heif_opener()
    picture = large()
    picture.save(folder / "photo.jpg", quality=90)
    picture.save(folder / "photo.heic", quality=70)
    picture.save(folder / "photo.png", compress_level=1)
    picture.save(folder / "photo.jxl", quality=85, effort=4)
    pixels = np.ascontiguousarray(picture)

    def whole_file():
        pdqhash.compute(np.asarray(Image.open(folder / "photo.jpg").convert("RGB")))

    pdq, jpeg = least(lambda: pdqhash.compute(pixels)), least(whole_file)
    count, table = edits(folder, sys.argv[2])
    print(json.dumps({"pdq": pdq, "jpeg": jpeg, "pictures": count, "edits": table}))


if __name__ == "__main__":
    main()
