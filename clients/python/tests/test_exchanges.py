"""The exchange classes against a real server: first sync, incremental, amended, withdrawn, broken off."""

import json
import os
import subprocess
import sys
import time
import typing as t
from pathlib import Path

import pytest
import requests
from PIL import Image
from conftest import CLOSED, Proxy, Server
from threatexchange.exchanges.fetch_state import (
    AggregateSignalOpinionCategory,
    SignalOpinion,
    SignalOpinionCategory,
)
from threatexchange.exchanges.impl.ncmec_api import NCMECCredentials
from threatexchange.signal_type.md5 import VideoMD5Signal
from threatexchange.signal_type.pdq.signal import PdqSignal

from reclaim_threatexchange import ReclaimAPI, ReclaimNCMECAPI, ReclaimStopNCIIAPI, feed, feedback
from reclaim_threatexchange.credentials import ReclaimCredentials
from reclaim_threatexchange.native import ReclaimConfig
from reclaim_threatexchange.ncmec import ReclaimNCMECConfig
from reclaim_threatexchange.stopncii import ReclaimStopNCIIConfig
from reclaim_threatexchange.vpdq import VPDQIndex, VPDQSignal

TYPES = [PdqSignal, VideoMD5Signal]
EXCHANGES: t.Mapping[str, t.Tuple[t.Any, t.Any]] = {
    "reclaim": (ReclaimAPI, ReclaimConfig),
    "reclaim_ncmec": (ReclaimNCMECAPI, ReclaimNCMECConfig),
    "reclaim_stopncii": (ReclaimStopNCIIAPI, ReclaimStopNCIIConfig),
}
EVERY = list(EXCHANGES)
# What `reclaim hash turned.mov` prints, picture by picture.
TURNED = [
    "0c497ca67d69ea86f0a120d6f0f40147b09401de00fedf83ff82be78787eff01",
    "096970a62069fa877df020d678b40747aab401feff03df03005fbee8df03ff01",
    "0f6975a67d29fa86783020d6f8a00347f8f403da30fcdf03114ffe09ff03fe01",
]
VIDEOS = Path(__file__).resolve().parents[3] / "crates/hashing/tests/videos"


class Follower:
    """Keeps a copy of a list as `tx` does: a record per key and the last checkpoint."""

    def __init__(self, server: Server, name: str, base_url: t.Optional[str] = None) -> None:
        self.name = name
        self.credentials = ReclaimCredentials(server.user, server.password, server.subscription_key)
        self.records: t.Dict[str, t.Any] = {}
        self.checkpoint: t.Any = None
        self.follow(base_url or server.base_url)

    def follow(self, base_url: str, list_name: str = "exploitative") -> None:
        """Sets what is followed, as somebody who edits the collab does: what is held stays."""
        exchange, config = EXCHANGES[self.name]
        collab = config(name="Test", base_url=base_url + "/", list=list_name)
        self.api: t.Any = exchange.for_collab(collab, self.credentials)

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


@pytest.mark.parametrize("ahead, refused", [(8, False), (30, True)])
def test_a_clock_that_is_ahead_loses_nothing_without_a_word(
    server: Server, monkeypatch: pytest.MonkeyPatch, ahead: int, refused: bool
) -> None:
    follower = Follower(server, "reclaim_ncmec")
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + ahead)

    def fetch(listed: int) -> None:
        if refused:
            with pytest.raises(requests.HTTPError) as error:
                follower.fetch()
            assert error.value.response.status_code == 400
            assert "set your clock" in str(error.value)
        else:
            follower.fetch()
            assert len(follower.signals) == listed

    fetch(0)
    receipt = server.tell("list", 1, 3)
    fetch(3)
    server.tell("withdraw", receipt["number"], receipt["pin"])
    server.tell("list", 2, 1)
    fetch(1)
    monkeypatch.undo()
    follower.catch_up()
    assert len(follower.signals) == 1


def test_what_came_into_a_second_that_was_fetched_is_fetched_again(server: Server) -> None:
    follower = Follower(server, "reclaim_ncmec")
    server.tell("list", 1, 2)
    follower.catch_up()
    held, reached = dict(follower.records), follower.checkpoint.get_entries_max_ts
    # As if a server that had been restored had left something out.
    follower.records.popitem()
    time.sleep(1.5)
    follower.fetch()
    assert follower.records == held
    assert follower.checkpoint.get_entries_max_ts >= reached


def test_the_key_goes_out_whatever_the_machine_has_for_the_server(
    server: Server, follower: Follower, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("default login a password b\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("NETRC", raising=False)
    assert requests.utils.get_netrc_auth(server.base_url) == ("a", "b")
    server.tell("list", 1, 2)
    follower.catch_up()
    assert len(follower.signals) == 2


@pytest.mark.parametrize("name", ["reclaim", "reclaim_ncmec"])
def test_a_confirmed_entry_is_known_as_one(server: Server, name: str) -> None:
    follower = Follower(server, name)
    server.tell("list", 1, 1)
    follower.catch_up()
    (before,) = follower.signals.values()
    assert before.get_as_aggregate_opinion().tags == {"unverified"}
    assert before.get_as_aggregate_opinion().category == AggregateSignalOpinionCategory.INVESTIGATION_SEED
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
    assert proxy.lost > 0, "no page was on its way"
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


def test_a_fetch_whose_cursor_is_refused_begins_its_window_again(server_with_small_pages: Server) -> None:
    server_with_small_pages.tell("fill", 2_000)
    follower = Follower(server_with_small_pages, "reclaim_ncmec")
    time.sleep(CLOSED)
    follower.fetch(enough=1)
    paging = follower.checkpoint.paging_info
    paging.paging_url = paging.paging_url[:-1] + ("A" if paging.paging_url[-1] != "A" else "B")
    follower.catch_up()
    assert len(follower.records) == 2_000
    assert follower.checkpoint.paging_info is None


def test_two_lists_do_not_become_one(server: Server, follower: Follower) -> None:
    server.tell("list", 1, 2)
    follower.catch_up()
    held, checkpoint = dict(follower.records), follower.checkpoint
    assert held
    elsewhere = Server()
    try:
        elsewhere.tell("list", 2, 3)
        for base_url, list_name in [(elsewhere.base_url, "exploitative"), (server.base_url, "adult")]:
            follower.follow(base_url, list_name)
            with pytest.raises(feed.FeedError, match="tx fetch --clear --only-collab 'Test'"):
                follower.fetch()
            assert (follower.records, follower.checkpoint) == (held, checkpoint)
    finally:
        elsewhere.stop()
    follower.follow(server.base_url)
    server.tell("list", 3, 1)
    follower.catch_up()
    assert len(follower.signals) == 3


def test_a_checkpoint_of_before_lists_were_told_apart_is_gone_on_with(server: Server, follower: Follower) -> None:
    server.tell("list", 1, 2)
    follower.catch_up()
    del follower.checkpoint.__dict__["source"]
    server.tell("list", 2, 1)
    follower.catch_up()
    assert len(follower.signals) == 3


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_leaves_what_is_held_as_it_is(proxy: Proxy, name: str, status: int) -> None:
    proxy.server.tell("fill", 300)
    follower = Follower(proxy.server, name, proxy.base_url)
    follower.catch_up()
    held, checkpoint = dict(follower.records), follower.checkpoint
    # The NCMEC client asks for nothing before another second is over.
    time.sleep(1.5)
    proxy.statuses = [status]
    with pytest.raises(requests.HTTPError) as refused:
        follower.fetch()
    assert refused.value.response.status_code == status
    assert (follower.records, follower.checkpoint) == (held, checkpoint)
    proxy.server.tell("list", 1, 1)
    follower.catch_up()
    assert len(follower.records) == 301


@pytest.mark.parametrize("name", EVERY)
def test_a_server_that_is_busy_is_waited_for(proxy: Proxy, name: str) -> None:
    proxy.server.tell("fill", 300)
    follower = Follower(proxy.server, name, proxy.base_url)
    time.sleep(CLOSED)
    proxy.statuses = [429, 503, 429]
    follower.fetch()
    assert not proxy.statuses
    assert len(follower.records) == 300


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_stays_busy_says_why_in_the_end(proxy: Proxy, name: str, status: int) -> None:
    follower = Follower(proxy.server, name, proxy.base_url)
    proxy.statuses = [status] * 5
    proxy.sentence = "Read one to its end or close it."
    with pytest.raises((feed.FeedError, requests.HTTPError), match=proxy.sentence):
        follower.fetch()
    assert not proxy.statuses, "it was not asked again"


@pytest.mark.parametrize("name", EVERY)
def test_a_server_that_stays_busy_without_a_word_is_said_to_be(proxy: Proxy, name: str) -> None:
    follower = Follower(proxy.server, name, proxy.base_url)
    proxy.statuses = [503] * 5
    with pytest.raises(requests.HTTPError) as refused:
        follower.fetch()
    assert refused.value.response.status_code == 503
    assert not proxy.statuses, "it was not asked again"


@pytest.mark.parametrize("name", EVERY)
def test_a_page_that_is_cut_off_is_no_page(proxy: Proxy, name: str) -> None:
    proxy.server.tell("fill", 500)
    follower = Follower(proxy.server, name, proxy.base_url)
    time.sleep(CLOSED)
    proxy.cuts = 20
    with pytest.raises(requests.RequestException):
        follower.fetch()
    assert not follower.records
    proxy.cuts = 0
    follower.fetch()
    assert len(follower.records) == 500


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


@pytest.mark.parametrize("name", ["reclaim", "reclaim_ncmec"])
def test_what_became_of_a_match_is_said_of_every_entry_that_the_hash_matches(server: Server, name: str) -> None:
    pdq = PdqSignal.get_examples()[0]
    for key in (1, 2):
        server.tell("picture", key, pdq)
    server.tell("list", 3, 1)
    follower = Follower(server, name)
    # As an upload has it: a few bits from what is listed.
    near = f"{int(pdq, 16) ^ 0b10110:064x}"
    for category, verdict in feedback.VERDICTS.items():
        follower.api.report_opinion(PdqSignal, near, SignalOpinion(True, category, set()))
        assert _verdicts(server) == [verdict, verdict, None]
    held = _verdicts(server)
    with pytest.raises(feed.FeedError, match="nothing on the list exploitative matches"):
        removed = SignalOpinion(True, SignalOpinionCategory.POSITIVE_CLASS, set())
        follower.api.report_opinion(PdqSignal, f"{int(pdq, 16) ^ (1 << 256) - 1:064x}", removed)
    assert _verdicts(server) == held


@pytest.mark.parametrize("name", EVERY)
def test_tx_says_what_became_of_a_match(server: Server, tmp_path: Path, name: str) -> None:
    pdq = PdqSignal.get_examples()[0]
    server.tell("picture", 1, pdq)
    time.sleep(CLOSED)
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "TX_STATEDIR": str(tmp_path),
        "TX_RECLAIM_CREDENTIALS": f"{server.bearer},{server.subscription_key}",
    }
    for words in (
        ["config", "extensions", "add", "reclaim_threatexchange"],
        ["config", "collab", "edit", name, "--create", "Reclaim", "--base-url", server.base_url],
        ["label", "-H", "pdq", "Reclaim", "photo", "--", pdq],
    ):
        command = [str(Path(sys.executable).with_name("tx")), *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert _verdicts(server) == ["removed"]


def _verdicts(server: Server) -> t.List[t.Optional[str]]:
    """What the platform last said of each entry, in the order in which they were listed."""
    verdicts = []
    for change in feed.snapshot(server.base_url, server.bearer, "exploitative"):
        address = f"{server.base_url}/api/v1/lists/exploitative/entries/{change['entry']}"
        entry = requests.get(address, headers={"Authorization": f"Bearer {server.bearer}"}, timeout=10).json()
        verdicts.append((entry.get("feedback") or {}).get("verdict"))
    return verdicts


def test_a_copy_of_another_server_is_refused(server: Server) -> None:
    server.tell("list", 1, 2)
    with pytest.raises(feed.FeedError, match="fewer changes"):
        list(feed.pages(server.base_url, server.bearer, "exploitative", after=3))
    with pytest.raises(feed.FeedError, match="not the server's list") as refused:
        list(feed.pages(server.base_url, server.bearer, "exploitative", after=1, digest="a" * 64))
    for way in ("tx fetch --clear --only-collab", "DELETE to /c/exchange/"):
        assert way in str(refused.value)


@pytest.mark.parametrize("name, sentence", [("reclaim_ncmec", "HTTP Basic"), ("reclaim_stopncii", "x-functions-key")])
def test_a_refusal_says_why(server: Server, name: str, sentence: str) -> None:
    follower = Follower(server, name)
    follower.credentials = ReclaimCredentials("0" * 32, "0" * 64, "0" * 32)
    follower.follow(server.base_url)
    with pytest.raises(requests.HTTPError) as refused:
        follower.fetch()
    assert refused.value.response.status_code == 401
    assert sentence in str(refused.value)


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
    longer = pictures + [f"{index + 1:02x}" * 32 + f",100,{index}.000" for index in range(60)]
    (match,) = searched.query(json.dumps(longer))
    assert (match.metadata, match.similarity_info.pretty_str()) == ("listed", "25%[100%]")
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


def test_a_video_is_hashed_as_it_is_shown() -> None:
    """As the list holds it: turned, where the file says so."""
    hashed = json.loads(VPDQSignal.hash_from_file(VIDEOS / "turned.mov"))
    assert [picture.split(",")[2] for picture in hashed] == ["0.000", "1.000", "2.000"]
    for picture, listed in zip(hashed, TURNED):
        assert bin(int(picture.split(",")[0], 16) ^ int(listed, 16)).count("1") <= 31
    upright = json.loads(VPDQSignal.hash_from_file(VIDEOS / "clip.mp4"))
    assert not VPDQSignal.compare_hash(json.dumps(hashed), json.dumps(upright)).match


@pytest.mark.parametrize("name", ["locked.mp4", "sound.mp4", "make.sh"])
def test_what_is_no_video_that_can_be_seen_has_no_hash(name: str) -> None:
    with pytest.raises((ValueError, subprocess.CalledProcessError)):
        VPDQSignal.hash_from_file(VIDEOS / name)


def test_credentials_are_read_in_both_forms() -> None:
    user, password = "0a" * 16, "0b" * 32
    for text in (f"{user}:{password}", f"rclm_{user}_{password}\n"):
        credentials = ReclaimCredentials._from_str(text)
        assert (credentials.user, credentials.password) == (user, password)
        assert credentials.bearer == f"rclm_{user}_{password}"
        assert credentials.subscription_key == ""
    with_subscription = ReclaimCredentials._from_str(f"rclm_{user}_{password},{'0c' * 16}")
    assert with_subscription.subscription_key == "0c" * 16


def test_the_password_for_ncmec_is_not_handed_to_reclaim(monkeypatch: pytest.MonkeyPatch) -> None:
    user, password = "0a" * 16, "0b" * 32
    monkeypatch.setenv("TX_RECLAIM_CREDENTIALS", f"rclm_{user}_{password},{'0c' * 16}")
    # As `tx` does around every command.
    with NCMECCredentials.set_default(NCMECCredentials("for-ncmec", "secret"), "tx config api ncmec"):
        for api, config in EXCHANGES.values():
            made = api.for_collab(config(name="Test", base_url="http://127.0.0.1:9"))
            held = made.__dict__
            assert "secret" not in str(held)
            if "credentials" in held:
                assert (held["credentials"].user, held["credentials"].password) == (user, password)
        assert ReclaimCredentials.get(ReclaimAPI) == ReclaimCredentials(user, password, "0c" * 16)
        assert NCMECCredentials.get(ReclaimNCMECAPI) == NCMECCredentials("for-ncmec", "secret")


def test_tx_follows_reclaim_beside_ncmec(server: Server, tmp_path: Path) -> None:
    server.tell("list", 1, 3)
    scripts = Path(sys.executable).parent
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "TX_STATEDIR": str(tmp_path),
        "TX_RECLAIM_CREDENTIALS": f"{server.bearer},{server.subscription_key}",
    }

    def tx(*words: str) -> str:
        command = [str(scripts / "tx"), *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    tx("config", "extensions", "add", "reclaim_threatexchange")
    tx("config", "api", "ncmec", "--credentials", "for-ncmec", "secret")
    time.sleep(CLOSED)
    for name in EVERY:
        tx("config", "collab", "edit", name, "--create", name, "--base-url", server.base_url)
        tx("fetch", "--only-collab", name)
        # A checkpoint that was written is read back.
        tx("fetch", "--only-collab", name)
        assert "pdq: 3" in tx("dataset", "--only-collabs", name)


def test_the_commands_of_the_readme_work(server: Server, tmp_path: Path) -> None:
    """Every line of the first block of commands in the README, from nothing to a match."""
    picture = tmp_path / "picture.jpg"
    _draw(picture)
    pdq = PdqSignal.hash_from_file(picture)
    server.tell("picture", 1, pdq)
    # An index that holds a single hash finds nothing once it was written to a file (threatexchange 1.2.17): the README
    # asks for two.
    server.tell("list", 2, 1)
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
