"""Both exchange classes against a real server: first sync, incremental, amended, withdrawn, broken off."""

import json
import os
import subprocess
import sys
import time
import typing as t
from pathlib import Path

import pytest
from PIL import Image
from conftest import CLOSED, Proxy, Server
from threatexchange.exchanges.fetch_state import (
    AggregateSignalOpinionCategory,
    SignalOpinion,
    SignalOpinionCategory,
)
from threatexchange.signal_type.md5 import VideoMD5Signal
from threatexchange.signal_type.pdq.signal import PdqSignal

from reclaim_threatexchange import ReclaimAPI, ReclaimNCMECAPI, ReclaimStopNCIIAPI, feed
from reclaim_threatexchange.credentials import ReclaimCredentials
from reclaim_threatexchange.native import ReclaimConfig
from reclaim_threatexchange.ncmec import ReclaimNCMECConfig
from reclaim_threatexchange.stopncii import ReclaimStopNCIIConfig
from reclaim_threatexchange.vpdq import VPDQIndex, VPDQSignal

TYPES = [PdqSignal, VideoMD5Signal]
EVERY = ["reclaim", "reclaim_ncmec", "reclaim_stopncii"]


class Follower:
    """Keeps a copy of a list as `tx` does: a record per key and the last checkpoint."""

    def __init__(self, server: Server, name: str) -> None:
        credentials = ReclaimCredentials(server.user, server.password, server.subscription_key)
        if name == "reclaim":
            self.api: t.Any = ReclaimAPI(ReclaimConfig(name="Test", base_url=server.base_url), credentials)
        elif name == "reclaim_ncmec":
            config = ReclaimNCMECConfig(name="Test", base_url=server.base_url + "/")
            self.api = ReclaimNCMECAPI.for_collab(config, credentials)
        else:
            stopncii = ReclaimStopNCIIConfig(name="Test", base_url=server.base_url + "/")
            self.api = ReclaimStopNCIIAPI.for_collab(stopncii, credentials)
        self.records: t.Dict[str, t.Any] = {}
        self.checkpoint: t.Any = None

    def fetch(self, enough: float = float("inf")) -> None:
        """Fetches until there is no more, or the connection breaks once there are `enough` records."""
        for delta in self.api.fetch_iter(TYPES, self.checkpoint):
            self.api.naive_fetch_merge(self.records, delta.updates)
            self.checkpoint = delta.checkpoint
            if len(self.records) >= enough:
                break

    def catch_up(self) -> None:
        if not isinstance(self.api, ReclaimAPI):
            time.sleep(CLOSED)
        self.fetch()

    @property
    def signals(self) -> t.Dict[str, t.Any]:
        converted = self.api.naive_convert_to_signal_type(TYPES, self.api.collab, self.records)
        return t.cast(t.Dict[str, t.Any], converted.get(PdqSignal, {}))


@pytest.fixture(params=EVERY)
def follower(request: pytest.FixtureRequest, server: Server) -> Follower:
    return Follower(server, request.param)


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"])
def time_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> t.Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_a_list_is_followed_in_every_time_zone(server: Server, follower: Follower, time_zone: str) -> None:
    follower.fetch()
    assert not follower.signals
    receipt = server.tell("list", 1, 3)
    follower.catch_up()
    assert len(follower.signals) == 3
    server.tell("list", 2, 1)
    server.tell("withdraw", receipt["number"], receipt["pin"])
    follower.catch_up()
    assert len(follower.signals) == 1


@pytest.mark.parametrize("name", ["reclaim", "reclaim_ncmec"])
def test_a_confirmed_entry_is_known_as_one(server: Server, name: str) -> None:
    follower = Follower(server, name)
    server.tell("list", 1, 1)
    follower.catch_up()
    (before,) = follower.signals.values()
    assert before.get_as_aggregate_opinion().tags == {"unverified"}
    server.tell("confirm", next(iter(follower.records)).split("-")[-1])
    follower.catch_up()
    (after,) = follower.signals.values()
    assert after.get_as_aggregate_opinion().tags == {"confirmed"}
    assert after.get_as_aggregate_opinion().category == AggregateSignalOpinionCategory.POSITIVE_CLASS


@pytest.mark.parametrize("name", EVERY)
def test_five_thousand_entries_of_one_second_arrive(server_with_small_pages: Server, name: str) -> None:
    server_with_small_pages.tell("fill", 5_000)
    follower = Follower(server_with_small_pages, name)
    follower.catch_up()
    assert len(follower.records) == 5_000


def test_a_server_that_is_killed_while_it_sends_a_page_loses_and_doubles_no_change(tmp_path: Path) -> None:
    first = Server(100, tmp_path)
    first.tell("fill", 1_500)
    proxy = Proxy(first)
    numbers: t.List[int] = []
    number, digest = 0, feed.EMPTY

    def follow() -> None:
        nonlocal number, digest
        pages = feed.pages(proxy.base_url, first.bearer, "exploitative", after=number, digest=digest, limit=500)
        for page in pages:
            numbers.extend(change["number"] for change in page.changes)
            number, digest = page.number, page.digest
            if len(numbers) == 500:
                proxy.halfway = first.kill

    with pytest.raises(Exception):
        follow()
    assert proxy.lost > 0, "the page had left the server whole"
    assert numbers == list(range(1, 501)), "half a page was taken for one"
    proxy.server = Server(100, tmp_path)
    follow()
    assert numbers == list(range(1, 1_501))
    proxy.stop()
    proxy.server.stop()


@pytest.mark.parametrize("name", ["reclaim_ncmec", "reclaim_stopncii"])
def test_a_fetch_that_was_broken_off_goes_on(server_with_small_pages: Server, name: str) -> None:
    server_with_small_pages.tell("fill", 2_000)
    follower = Follower(server_with_small_pages, name)
    time.sleep(CLOSED)
    follower.fetch(enough=1)
    assert 0 < len(follower.records) < 2_000
    follower.catch_up()
    assert len(follower.records) == 2_000


def test_what_became_of_a_match_is_said_by_hash(server: Server) -> None:
    server.tell("list", 1, 1)
    follower = Follower(server, "reclaim_stopncii")
    follower.catch_up()
    (signal,) = follower.signals
    removed = SignalOpinion(True, SignalOpinionCategory.POSITIVE_CLASS, set())
    follower.api.report_opinion(PdqSignal, signal, removed)
    follower.checkpoint = None
    follower.fetch()
    (after,) = follower.signals.values()
    assert after.get_as_aggregate_opinion().category == AggregateSignalOpinionCategory.POSITIVE_CLASS


def test_a_copy_of_another_server_is_refused(server: Server) -> None:
    server.tell("list", 1, 2)
    with pytest.raises(feed.FeedError, match="fewer changes"):
        list(feed.pages(server.base_url, server.bearer, "exploitative", after=3))
    with pytest.raises(feed.FeedError, match="not the server's list"):
        list(feed.pages(server.base_url, server.bearer, "exploitative", after=1, digest="a" * 64))


def test_a_wrong_credential_is_refused(server: Server) -> None:
    with pytest.raises(feed.FeedError, match="no valid credential"):
        list(feed.pages(server.base_url, f"rclm_{'0' * 32}_{'0' * 64}", "exploitative"))


def test_changes_that_were_tampered_with_are_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.tell("list", 1, 3)
    honest = feed._get

    def pages(spoil: t.Callable[[t.List[feed.Change]], object]) -> t.List[feed.Page]:
        def spoilt(*arguments: t.Any) -> t.Dict[str, t.Any]:
            body = honest(*arguments)
            spoil(body["changes"])
            return body

        monkeypatch.setattr(feed, "_get", spoilt)
        return list(feed.pages(server.base_url, server.bearer, "exploitative"))

    with pytest.raises(feed.FeedError, match="change 2 is missing"):
        pages(lambda changes: changes.pop(1))
    with pytest.raises(feed.FeedError, match="the hashes of change 1"):
        pages(lambda changes: changes[0]["hashes"].pop())
    with pytest.raises(feed.FeedError, match="not the server's list"):
        pages(lambda changes: changes[0].update(standing="confirmed"))
    with pytest.raises(feed.FeedError, match="not the server's list"):
        pages(lambda changes: changes.pop())


def test_a_listed_video_is_found_by_its_pictures(server: Server) -> None:
    server.tell("video", 7, 20)
    follower = Follower(server, "reclaim")
    follower.fetch()
    convert = follower.api.naive_convert_to_signal_type
    (signal,) = convert([VPDQSignal], follower.api.collab, follower.records)[VPDQSignal]
    pictures = json.loads(signal)
    assert len(pictures) == 20
    searched: VPDQIndex[str] = VPDQIndex.build([(signal, "listed"), (VPDQSignal.get_examples()[0], "other")])
    for clip in (pictures, pictures[5:15]):
        (match,) = searched.query(json.dumps(clip))
        assert (match.metadata, match.similarity_info.pretty_str()) == ("listed", f"100%[{len(clip) * 5}%]")
    with_others = pictures[:10] + [f"{index:064x},100,0.000" for index in range(5)]
    assert not searched.query(json.dumps(with_others))
    assert VPDQSignal.compare_hash(json.dumps(pictures[:3]), signal).match


def test_a_video_that_was_made_anew_is_found_by_its_file(tmp_path: Path) -> None:
    def make(name: str, *arguments: str) -> str:
        file = tmp_path / name
        subprocess.run(["ffmpeg", "-v", "error", *arguments, str(file)], check=True)
        return VPDQSignal.hash_from_file(file)

    original = make("a.mp4", "-f", "lavfi", "-i", "mandelbrot=size=640x360:rate=25", "-t", "5", "-crf", "18")
    assert len(json.loads(original)) == 5
    source = str(tmp_path / "a.mp4")
    smaller = make("b.webm", "-i", source, "-vf", "scale=320:180", "-b:v", "300k", "-t", "3")
    assert VPDQSignal.compare_hash(smaller, original).match
    assert not VPDQSignal.compare_hash(make("c.mp4", "-f", "lavfi", "-i", "testsrc2", "-t", "3"), original).match


def test_credentials_are_read_in_both_forms() -> None:
    user, password = "0a" * 16, "0b" * 32
    for text in (f"{user}:{password}", f"rclm_{user}_{password}\n"):
        credentials = ReclaimCredentials._from_str(text)
        assert (credentials.user, credentials.password) == (user, password)
        assert credentials.bearer == f"rclm_{user}_{password}"
        assert credentials.subscription_key == ""
    with_subscription = ReclaimCredentials._from_str(f"rclm_{user}_{password},{'0c' * 16}")
    assert with_subscription.subscription_key == "0c" * 16


def test_the_commands_of_the_readme_work(server: Server, tmp_path: Path) -> None:
    """Every line of the first block of commands in the README, from nothing to a match."""
    picture = tmp_path / "picture.jpg"
    _draw(picture)
    pdq = PdqSignal.hash_from_file(picture)
    server.tell("picture", 1, pdq)
    # An index of one PDQ alone finds nothing once it was written to a file (threatexchange 1.2.17).
    server.tell("list", 2, 3)
    readme = Path(__file__).parents[1].joinpath("README.md").read_text()
    block = readme.split("```\n")[1]
    scripts = Path(sys.executable).parent
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "TX_STATEDIR": str(tmp_path),
        "PATH": f"{scripts}:{os.environ['PATH']}",
    }
    commands = [line for line in block.splitlines() if not line.startswith("pip ")]
    script = "\n".join(commands).replace("https://reclaim.example.org", server.base_url)
    script = script.replace("rclm_<id>_<secret>", server.bearer)
    done = subprocess.run(
        ["sh", "-eux", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "pdq" in done.stdout and "Reclaim" in done.stdout, done.stdout


def _draw(path: Path) -> None:
    """A generated pattern with enough detail to match by."""
    picture = Image.new("RGB", (512, 512))
    pixels = [((x * x // 64 + y * 3) % 256, (x * y // 96) % 256, (y * y // 48) % 256) for y in range(512) for x in range(512)]
    picture.putdata(pixels)
    picture.save(path, quality=95)
