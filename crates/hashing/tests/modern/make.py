"""Makes the files of this folder, and `answers.txt`: what the reference says of each as Pillow decodes it.

Usage: make.py FOLDER

Generated patterns, so that nobody's rights are touched. One line for each file: name, PDQ, quality, PDQ of the pixels
as stored ("-" unless EXIF asks for a turn that the container does not). The files that are here were made with
libheif 1.23.6, x265 4.3 and libjxl 0.11; another encoder makes other bytes.

Needs: pip install pdqhash pillow pillow-heif pillow-jxl-plugin
"""

import sys
from pathlib import Path

import numpy
import pdqhash
import pillow_heif
import pillow_jxl  # noqa: F401: registers JPEG XL with Pillow
from PIL import Image, ImageOps

pillow_heif.register_heif_opener()

WIDTH, HEIGHT = 208, 160


def pattern(seed):
    """Waves and discs: enough for PDQ to hold on to, little enough to compress well."""
    random = numpy.random.default_rng(seed)
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    picture = numpy.zeros((HEIGHT, WIDTH, 3))
    for channel in range(3):
        for _ in range(8):
            across, down = random.uniform(-0.12, 0.12, 2)
            wave = numpy.sin(across * x + down * y + random.uniform(0, 6.3))
            picture[..., channel] += wave * random.uniform(0.3, 1)
        for _ in range(5):
            left, top, radius = random.uniform(0, WIDTH), random.uniform(0, HEIGHT), random.uniform(10, 40)
            disc = (x - left) ** 2 + (y - top) ** 2 < radius * radius
            picture[..., channel] += 3 * disc * random.uniform(-1, 1)
    picture = (picture - picture.min()) / (picture.max() - picture.min()) * 255
    return Image.fromarray(picture.astype("uint8"))


def transparent(picture):
    picture = picture.convert("RGBA")
    alpha = Image.new("L", picture.size, 255)
    alpha.paste(0, (20, 20, 90, 110))
    alpha.paste(128, (120, 60, 200, 150))
    picture.putalpha(alpha)
    return picture


def turned(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif.tobytes()


def write(folder):
    def save(name, picture, **options):
        picture.save(folder / name, **options)

    save("plain.heic", pattern(1), quality=60)
    save("full-chroma.heic", pattern(2), quality=60, chroma=444)
    save("grey.heic", pattern(3).convert("L"), quality=60)
    save("alpha.heic", transparent(pattern(4)), quality=60)
    save("grid.heic", pattern(5), quality=60, tile_size=64)
    for orientation in range(2, 9):
        save(f"turned-{orientation}.heic", pattern(5 + orientation), quality=50, exif=turned(orientation))
    deep = numpy.asarray(pattern(14)).astype("uint16") << 8
    ten_bits = pillow_heif.from_bytes("RGB;16", (WIDTH, HEIGHT), deep.tobytes())
    ten_bits.save(folder / "ten-bits.heic", quality=60, bit_depth=10)

    save("plain.jxl", pattern(21), quality=70)
    save("lossless.jxl", pattern(22).quantize(24).convert("RGB"), lossless=True)
    save("grey.jxl", pattern(23).convert("L"), quality=70)
    save("alpha.jxl", transparent(pattern(24)), quality=70)
    save("progressive.jxl", pattern(25), quality=50, effort=9)


def main():
    folder = Path(sys.argv[1])
    write(folder)
    with open(folder / "answers.txt", "w") as answers:
        for path in sorted(folder.glob("*.*")):
            if path.suffix not in (".heic", ".jxl"):
                continue
            picture = ImageOps.exif_transpose(Image.open(path))
            if picture.mode in ("RGBA", "LA"):
                white = Image.new("RGBA", picture.size, "white")
                picture = Image.alpha_composite(white, picture.convert("RGBA"))
            bits, quality = pdqhash.compute(numpy.ascontiguousarray(picture.convert("RGB")))
            pdq = numpy.packbits(bits.astype("uint8")).tobytes().hex()
            print(path.name, pdq, quality, *picture.size, file=answers)


main()
