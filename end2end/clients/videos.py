"""Makes videos with ffmpeg, and says what the reference makes of them.

Usage: videos.py FOLDER [copies]

Without `copies`, prints one JSON object a line: file, and the pictures that the reference hashes (every n-th, n being the
pictures a second without their fraction), each with second, pdq and quality, turned as the container says. With it, makes
one video, copies of it and another one, and no more.
"""

import json
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pdqhash

# Slow enough that a second later the picture is near what it was, as in most videos of people.
SOURCE = "mandelbrot=size=640x360:rate={rate}:end_scale=2"
H264 = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
VP9 = ["-c:v", "libvpx-vp9", "-pix_fmt", "yuv420p", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "1M"]
SOUND = ["-f", "lavfi", "-i", "sine=frequency=300", "-c:a", "aac", "-shortest"]
ORIGINAL = "h264.mp4"
KEY = "00112233445566778899aabbccddeeff"


def ffmpeg(*arguments: str) -> None:
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *arguments], check=True)


def generated(rate: str = "25", seconds: str = "5") -> list[str]:
    return ["-f", "lavfi", "-t", seconds, "-i", SOURCE.format(rate=rate)]


def make(folder: Path) -> list[Path]:
    """Videos in every container and codec, and what cameras do with them."""
    at = lambda name: str(folder / name)
    every = {
        ORIGINAL: [*generated(), *SOUND, *H264],
        "fragments.mp4": [*generated(), *H264, "-movflags", "frag_keyframe+empty_moov+default_base_moof"],
        "index-first.mp4": [*generated("30000/1001"), *H264, "-movflags", "faststart"],
        "full-range.mp4": [*generated(), *H264[:-1], "yuvj420p"],
        "h264.mkv": [*generated("24000/1001"), *H264],
        "vp9.webm": [*generated("30"), *VP9],
        "vp9-ten-bits.webm": [*generated("10"), *VP9, "-pix_fmt", "yuv420p10le"],
        "vp8.webm": [*generated("12"), "-c:v", "libvpx", "-deadline", "realtime", "-b:v", "1M"],
        "av1.mp4": [*generated("10"), "-c:v", "libsvtav1", "-preset", "10", "-crf", "35"],
        "av1-coloured.mp4": [*generated("5"), "-c:v", "libaom-av1", "-cpu-used", "8", "-pix_fmt", "gbrp", "-crf", "30"],
        # The first second at its rate, then every third picture.
        "variable.mp4": [*generated(), "-vf", "select='lt(t,1)+not(mod(n,3))'", "-vsync", "vfr", *H264],
        "slow.mp4": [*generated(seconds="9"), "-vf", "fps=0.5", *H264],
    }
    for name, arguments in every.items():
        ffmpeg(*arguments, at(name))
    ffmpeg("-i", at("h264.mp4"), "-c", "copy", "-metadata:s:v", "rotate=90", at("turned.mov"))
    # As phones cut: all pictures stay in the file, and an edit list says from where on they are shown.
    ffmpeg("-ss", "1.5", "-i", at("index-first.mp4"), "-c", "copy", at("cut.mp4"))
    return [folder / name for name in [*every, "turned.mov", "cut.mp4"]]


def copies(folder: Path) -> None:
    """What becomes of a video on its way, and another one."""
    original = str(folder / ORIGINAL)
    ffmpeg("-i", original, "-an", "-vf", "scale=320:-2", *H264, "-crf", "32", str(folder / "copy-small.mp4"))
    ffmpeg("-i", original, "-an", "-r", "15", *VP9, str(folder / "copy-made-anew.webm"))
    ffmpeg("-ss", "1.5", "-i", original, "-t", "3", "-an", *H264, str(folder / "copy-trimmed.mp4"))
    ffmpeg("-f", "lavfi", "-t", "5", "-i", "testsrc2=size=640x360:rate=25", *H264, str(folder / "other.mp4"))


def moving(folder: Path) -> None:
    """Pictures that move, for four seconds."""
    small = [*generated("5", "4"), "-vf", "scale=200:-2"]
    ffmpeg(*small, str(folder / "moving.gif"))
    ffmpeg(*small, "-c:v", "libwebp_anim", "-loop", "0", str(folder / "moving.webp"))


def bad(folder: Path) -> None:
    ffmpeg(*SOUND[:4], "-t", "2", "-c:a", "aac", str(folder / "bad-sound-only.mp4"))
    locked = ["-encryption_scheme", "cenc-aes-ctr", "-encryption_key", KEY, "-encryption_kid", KEY]
    ffmpeg("-i", str(folder / "h264.mp4"), "-c", "copy", *locked, str(folder / "bad-encrypted.mp4"))
    whole = (folder / "h264.mp4").read_bytes()
    (folder / "bad-no-index.mp4").write_bytes(whole[: len(whole) // 2])
    whole = (folder / "index-first.mp4").read_bytes()
    (folder / "bad-cut-short.mp4").write_bytes(whole[: len(whole) * 2 // 3])
    (folder / "bad-garbled.mp4").write_bytes(whole[:2000] + bytes(len(whole) - 2000))
    # Samples of one size, 2^31 of them.
    sizes = whole.index(b"stsz") + 8
    (folder / "bad-many.mp4").write_bytes(whole[:sizes] + struct.pack(">II", 1, 1 << 31) + whole[sizes + 8 :])
    ffmpeg("-f", "lavfi", "-t", "3", "-i", "color=gray:size=320x240", *H264, str(folder / "bad-flat.mp4"))
    ffmpeg(*generated("5", "2"), "-c:v", "mpeg4", str(folder / "bad-old-codec.mp4"))
    ffmpeg(*generated("5", "2"), "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", str(folder / "bad-old-container.avi"))
    ffmpeg(*generated("5", "1"), "-c:v", "libx265", "-x265-params", "log-level=none", str(folder / "bad-hevc.mp4"))


def large(folder: Path) -> None:
    """A gigabyte with its index at the end, and before it two minutes of pictures and nothing else."""
    pictures = ["-f", "lavfi", "-t", "120", "-i", "testsrc2=size=640x360:rate=25", *H264, "-preset", "ultrafast"]
    ffmpeg(*pictures, str(folder / "long.mp4"))
    whole = (folder / "long.mp4").read_bytes()
    index = whole.rindex(b"moov") - 4
    with (folder / "large.mp4").open("wb") as file:
        file.write(whole[:index])
        file.write(struct.pack(">I4sQ", 1, b"free", 1 << 30))
        file.seek((1 << 30) - 16, 1)
        file.write(whole[index:])


def reference(file: Path) -> list[dict[str, object]]:
    probe = ["ffprobe", "-v", "error", "-select_streams", "V:0", "-of", "json", "-show_entries"]
    answer = subprocess.run([*probe, "stream=avg_frame_rate", str(file)], capture_output=True, check=True)
    numerator, denominator = json.loads(answer.stdout)["streams"][0]["avg_frame_rate"].split("/")
    rate = int(numerator) / int(denominator)
    step = max(int(rate), 1)
    select = f"select=not(mod(n\\,{step}))"
    decode = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(file), "-map", "0:V:0", "-vf", select]
    form = ["-vsync", "passthrough", "-sws_flags", "area", "-pix_fmt", "rgb24", "-c:v", "ppm", "-f", "image2pipe", "-"]
    output = subprocess.run([*decode, *form], capture_output=True, check=True).stdout
    pictures = []
    while output:
        head, size, _, rest = output.split(b"\n", 3)
        assert head == b"P6"
        width, height = map(int, size.split())
        pixels = np.frombuffer(rest[: width * height * 3], dtype=np.uint8).reshape(height, width, 3)
        bits, quality = pdqhash.compute(pixels)
        second = int(len(pictures) * step / rate)
        pictures.append({"second": second, "pdq": np.packbits(bits).tobytes().hex(), "quality": int(quality)})
        output = rest[width * height * 3 :]
    return pictures


def main() -> None:
    folder = Path(sys.argv[1])
    if sys.argv[2:] == ["copies"]:
        ffmpeg(*generated(), *SOUND, *H264, str(folder / ORIGINAL))
        copies(folder)
        return
    for file in make(folder):
        print(json.dumps({"file": str(file), "pictures": reference(file)}))
    copies(folder)
    moving(folder)
    bad(folder)
    large(folder)


main()
