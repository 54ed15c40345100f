"""The signal type `vpdq` without the C++ of Meta's extension: `tx config extensions add reclaim_threatexchange.vpdq`.

Same name and same text as `threatexchange.extensions.vpdq`, and the same rule, asked both ways: that one finds only what is
shorter than what is listed. Hashing a file takes `ffmpeg` and `ffprobe`.
"""

import json
import pathlib
import subprocess
import typing as t
from dataclasses import dataclass

import faiss
import numpy
import pdqhash  # type: ignore[import-untyped]
from threatexchange.content_type.content_base import ContentType
from threatexchange.content_type.video import VideoContent
from threatexchange.extensions.manifest import ThreatExchangeExtensionManifest
from threatexchange.signal_type import index, signal_base
from threatexchange.signal_type.pdq.signal import PdqSignal

QUALITY_FLOOR = 50
DISTANCE = 31
# Of the pictures of either: a piece of a listed video is found, and so is a listed clip within a longer upload.
PERCENT = 80.0

Hashes = t.Set[bytes]


def _hashes(text: str) -> Hashes:
    """The hashes of usable quality, each once. Raises ValueError for anything that is no text of this signal."""
    hashes = set()
    for line in json.loads(text):
        pdq, quality, time = line.split(",")
        value = bytes.fromhex(pdq)
        if len(value) != 32 or not 0 <= int(quality) <= 100 or float(time) < 0:
            raise ValueError(f"no picture of a vpdq: {line}")
        if int(quality) >= QUALITY_FLOOR:
            hashes.add(value)
    return hashes


@dataclass
class Shares(index.SignalSimilarityInfo):
    """How many of the query's pictures are near one of the compared video's, and the other way round, in percent."""

    query: float
    compared: float

    def pretty_str(self) -> str:
        return f"{self.query:.0f}%[{self.compared:.0f}%]"


class VPDQIndex(index.SignalTypeIndex[index.T]):
    """All pictures of all videos, searched at once."""

    def __init__(self) -> None:
        self.videos: t.List[t.Tuple[int, index.T]] = []
        # Of which video each picture is.
        self.owners: t.List[int] = []
        self.pictures: t.List[bytes] = []

    def add(self, signal_str: str, entry: index.T) -> None:
        hashes = _hashes(signal_str)
        self.owners.extend([len(self.videos)] * len(hashes))
        self.pictures.extend(hashes)
        self.videos.append((len(hashes), entry))

    def query(self, query: str) -> t.List[index.IndexMatch[index.T]]:
        asked = _hashes(query)
        if not asked or not self.pictures:
            return []
        searched = faiss.IndexBinaryFlat(256)
        searched.add(_matrix(self.pictures))
        limits, _, places = searched.range_search(_matrix(asked), DISTANCE + 1)
        seen_of_query: t.Dict[int, t.Set[int]] = {}
        seen_of_video: t.Dict[int, t.Set[int]] = {}
        for number in range(len(asked)):
            for place in places[limits[number] : limits[number + 1]]:
                owner = self.owners[place]
                seen_of_query.setdefault(owner, set()).add(number)
                seen_of_video.setdefault(owner, set()).add(int(place))
        matches: t.List[index.IndexMatch[index.T]] = []
        for owner, numbers in seen_of_query.items():
            count, entry = self.videos[owner]
            shares = Shares(100 * len(numbers) / len(asked), 100 * len(seen_of_video[owner]) / count)
            if max(shares.query, shares.compared) >= PERCENT:
                matches.append(index.IndexMatchUntyped(shares, entry))
        return matches


def _matrix(hashes: t.Iterable[bytes]) -> t.Any:
    return numpy.frombuffer(b"".join(hashes), dtype=numpy.uint8).reshape(-1, 32)


class VPDQSignal(signal_base.SimpleSignalType, signal_base.FileHasher):
    """A video as the PDQ of a picture each second."""

    @classmethod
    def get_content_types(cls) -> t.List[t.Type[ContentType]]:
        return [VideoContent]

    @classmethod
    def get_index_cls(cls) -> t.Type[index.SignalTypeIndex[t.Any]]:
        return VPDQIndex

    @classmethod
    def validate_signal_str(cls, signal_str: str) -> str:
        _hashes(signal_str)
        return signal_str

    @classmethod
    def compare_hash(cls, hash1: str, hash2: str) -> signal_base.SignalComparisonResult:
        compared: VPDQIndex[None] = VPDQIndex()
        compared.add(hash2, None)
        matches = compared.query(hash1)
        if not matches:
            return signal_base.SignalComparisonResult.from_no_match_only()
        return signal_base.SignalComparisonResult(True, matches[0].similarity_info)

    @classmethod
    def hash_from_file(cls, file: pathlib.Path) -> str:
        address = f"file:{file}"
        rate = _rate(address)
        command = ["ffmpeg", "-nostdin", "-v", "error", "-i", address, "-map", "0:V:0"]
        command += ["-vf", f"select=not(mod(n\\,{max(int(rate), 1)}))", "-vsync", "passthrough"]
        command += ["-sws_flags", "area", "-pix_fmt", "rgb24", "-c:v", "ppm", "-f", "image2pipe", "pipe:1"]
        lines: t.List[str] = []
        with subprocess.Popen(command, stdout=subprocess.PIPE) as decoding:
            assert decoding.stdout is not None
            while (pixels := _picture(decoding.stdout)) is not None:
                bits, quality = pdqhash.compute(pixels)
                time = len(lines) * max(int(rate), 1) / rate
                lines.append(f"{numpy.packbits(bits).tobytes().hex()},{quality},{time:.3f}")
        if decoding.returncode or not lines:
            raise ValueError("the video cannot be decoded")
        return json.dumps(lines)

    @staticmethod
    def get_examples() -> t.List[str]:
        pictures = enumerate(PdqSignal.get_examples())
        return [json.dumps([f"{pdq},100,{second}.000" for second, pdq in pictures])]


def _rate(address: str) -> float:
    """Pictures a second; 1 where the file does not say."""
    command = ["ffprobe", "-v", "error", "-select_streams", "V:0", "-of", "json"]
    command += ["-show_entries", "stream=avg_frame_rate", address]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    streams = json.loads(answer)["streams"]
    if not streams:
        raise ValueError("there is no video in this file")
    pictures, seconds = map(int, streams[0]["avg_frame_rate"].split("/"))
    return pictures / seconds if pictures and seconds else 1.0


def _picture(output: t.IO[bytes]) -> t.Optional[t.Any]:
    """The next picture in the Portable Pixmap format, as rows of red, green and blue; None at the end, or where it ends
    early. Each says its own size, which is another than the stored one where the picture was turned."""
    words: t.List[bytes] = []
    while len(words) < 4:
        line = output.readline()
        if not line:
            return None
        words += line.split()
    if (words[0], words[3]) != (b"P6", b"255"):
        raise ValueError("ffmpeg wrote something else than pictures")
    width, height = int(words[1]), int(words[2])
    picture = output.read(width * height * 3)
    if len(picture) < width * height * 3:
        return None
    return numpy.frombuffer(picture, dtype=numpy.uint8).reshape(height, width, 3)


TX_MANIFEST = ThreatExchangeExtensionManifest(signal_types=(VPDQSignal,))
