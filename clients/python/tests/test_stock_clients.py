"""The unmodified classes of threatexchange against a real server, as a platform has them already."""

import os
import subprocess
import sys
import time
import typing as t
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests
from conftest import CLOSED, Proxy, Server
from threatexchange.exchanges.clients.ncmec.hash_api import FeedbackType, FingerprintType, NCMECHashAPI
from threatexchange.exchanges.clients.stopncii.api import (
    StopNCIIAPI,
    StopNCIICaseStatus,
    StopNCIICSPFeedback,
    StopNCIICSPFeedbackValue,
    StopNCIIEndpoint,
    StopNCIISignalType,
)
from threatexchange.exchanges.collab_config import CollaborationConfigBase
from threatexchange.exchanges.impl.ncmec_api import NCMECCollabConfig, NCMECSignalExchangeAPI
from threatexchange.exchanges.impl.stop_ncii_api import StopNCIICredentials, StopNCIISignalExchangeAPI
from threatexchange.signal_type.md5 import VideoMD5Signal
from threatexchange.signal_type.pdq.signal import PdqSignal

from reclaim_threatexchange import feed

TYPES = [PdqSignal, VideoMD5Signal]
WIRES = ["ncmec", "stopncii"]


class StockFollower:
    """Keeps a copy as `tx` and HMA do: a record per key, and the checkpoint of every page."""

    def __init__(self, wire: str, base_url: str, server: Server) -> None:
        self.wire = wire
        self.records: t.Dict[t.Any, t.Any] = {}
        self.checkpoint: t.Any = None
        self.progress = 0
        if wire == "ncmec":
            environment = t.cast(t.Any, SimpleNamespace(value=f"{base_url}/ncmec/exploitative"))
            collab = NCMECCollabConfig(name="Stock", environment=environment)
            self.api: t.Any = NCMECSignalExchangeAPI(collab, server.user, server.password)
        else:
            keys = StopNCIICredentials(
                server.bearer, server.subscription_key, f"{base_url}/stopncii/exploitative/v1"
            )
            self.api = StopNCIISignalExchangeAPI.for_collab(CollaborationConfigBase("Stock", "stop_ncii", True), keys)

    def fetch(self, enough: float = float("inf")) -> None:
        for delta in self.api.fetch_iter(TYPES, self.checkpoint):
            self.api.naive_fetch_merge(self.records, delta.updates)
            self.checkpoint = delta.checkpoint
            progress = self.checkpoint.get_progress_timestamp() or 0
            # `tx` and HMA give up where this fails.
            assert self.progress <= progress, "checkpoint time rewound"
            self.progress = progress
            if len(self.records) >= enough:
                break

    def catch_up(self) -> None:
        time.sleep(CLOSED)
        self.fetch()

    @property
    def signals(self) -> t.Dict[str, t.Any]:
        converted = self.api.naive_convert_to_signal_type(TYPES, self.api.collab, self.records)
        return t.cast(t.Dict[str, t.Any], converted.get(PdqSignal, {}))


@pytest.fixture(params=["America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> t.Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def move_to(monkeypatch: pytest.MonkeyPatch) -> t.Iterator[t.Callable[[str], None]]:
    """Takes the client to another time zone."""

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("wire", WIRES)
def test_a_list_is_followed(server: Server, wire: str) -> None:
    follower = StockFollower(wire, server.base_url, server)
    follower.fetch()
    assert not follower.signals
    receipt = server.tell("list", 1, 3)
    follower.catch_up()
    assert len(follower.signals) == 3
    server.tell("list", 2, 1)
    server.tell("withdraw", receipt["number"], receipt["pin"])
    follower.catch_up()
    # The stock StopNCII class looks for `Withdrawn` in the hash itself and so deletes nothing, here or anywhere.
    assert len(follower.signals) == (1 if wire == "ncmec" else 4)


def test_the_stopncii_client_is_told_of_the_withdrawal(server: Server) -> None:
    api = StopNCIIAPI(
        server.subscription_key,
        server.bearer,
        base_url_override=f"{server.base_url}/stopncii/exploitative/v1/",
    )
    receipt = server.tell("list", 1, 1)
    time.sleep(CLOSED)
    (before,) = [record for page in api.fetch_hashes_iter() for record in page.hashRecords]
    assert before.hashStatus == StopNCIICaseStatus.Active
    server.tell("withdraw", receipt["number"], receipt["pin"])
    time.sleep(CLOSED)
    pages = api.fetch_hashes_iter(start_timestamp=before.lastModtimestamp)
    (after,) = [record for page in pages for record in page.hashRecords]
    assert (after.hashStatus, after.hashValue) == (StopNCIICaseStatus.Withdrawn, before.hashValue)
    assert set(after.caseNumbers) == set(before.caseNumbers)


@pytest.mark.parametrize("wire", WIRES)
def test_five_thousand_of_one_second_arrive(server_with_small_pages: Server, wire: str) -> None:
    server_with_small_pages.tell("fill", 5_000)
    follower = StockFollower(wire, server_with_small_pages.base_url, server_with_small_pages)
    follower.catch_up()
    assert set(follower.signals) == _listed(server_with_small_pages)
    if wire == "ncmec":
        assert len(follower.records) == 5_000


@pytest.mark.parametrize("wire", WIRES)
def test_a_fetch_that_was_broken_off_goes_on(server_with_small_pages: Server, wire: str) -> None:
    server_with_small_pages.tell("fill", 2_000)
    follower = StockFollower(wire, server_with_small_pages.base_url, server_with_small_pages)
    time.sleep(CLOSED)
    follower.fetch(enough=1)
    assert follower.records
    follower.catch_up()
    assert set(follower.signals) == _listed(server_with_small_pages)
    if wire == "ncmec":
        assert len(follower.records) == 2_000


@pytest.mark.parametrize("wire", WIRES)
def test_refusals_in_the_middle_are_waited_out(proxy: Proxy, wire: str) -> None:
    proxy.server.tell("fill", 1_000)
    follower = StockFollower(wire, proxy.base_url, proxy.server)
    time.sleep(CLOSED)
    follower.fetch(enough=1)
    proxy.statuses = [429, 503, 429]
    follower.catch_up()
    assert not proxy.statuses
    assert set(follower.signals) == _listed(proxy.server)


@pytest.mark.parametrize("wire", WIRES)
def test_a_refusal_that_stays_is_raised_without_its_sentence(proxy: Proxy, wire: str) -> None:
    """Which is why docs/API.md promises the sentence of other refusals only."""
    follower = StockFollower(wire, proxy.base_url, proxy.server)
    proxy.statuses = [503] * 5
    proxy.sentence = "A window is not over yet."
    with pytest.raises(requests.exceptions.RetryError, match="too many 503 error responses") as refused:
        follower.fetch()
    assert not proxy.statuses, "it was not asked again"
    assert proxy.sentence not in str(refused.value)


@pytest.mark.parametrize("wire", WIRES)
def test_a_page_that_is_cut_off_is_no_page(proxy: Proxy, wire: str) -> None:
    proxy.server.tell("fill", 500)
    follower = StockFollower(wire, proxy.base_url, proxy.server)
    time.sleep(CLOSED)
    proxy.cuts = 20
    with pytest.raises(Exception):
        follower.fetch()
    proxy.cuts = 0
    follower.fetch()
    assert set(follower.signals) == _listed(proxy.server)


@pytest.mark.parametrize("wire", WIRES)
def test_a_server_that_is_killed_while_it_sends_a_page_loses_and_doubles_nothing(tmp_path: Path, wire: str) -> None:
    first = Server(1_000, tmp_path)
    first.tell("fill", 3_000)
    receipt = first.tell("list", 1, 1)
    proxy = Proxy(first)
    follower = StockFollower(wire, proxy.base_url, first)
    time.sleep(CLOSED)
    follower.fetch(enough=1)
    before = len(follower.records)
    assert 0 < before < 3_001
    proxy.halfway = first.kill
    with pytest.raises(Exception):
        follower.fetch()
    assert proxy.lost > 0, "no page was on its way"
    assert len(follower.records) == before, "half a page was taken for one"
    again = Server(1_000, tmp_path)
    proxy.server = again
    follower.fetch()
    assert set(follower.signals) == _listed(again)
    if wire == "ncmec":
        assert len(follower.records) == 3_001, "one for each entry"
        again.tell("withdraw", receipt["number"], receipt["pin"])
        follower.catch_up()
        assert set(follower.signals) == _listed(again)
        assert len(follower.records) == 3_000
    else:
        assert len(follower.records) == len(_listed(again)), "one for each hash"
    proxy.stop()
    again.stop()


def test_the_stopncii_client_does_not_care_where_it_runs(server: Server, elsewhere: str) -> None:
    server.tell("list", 1, 2)
    follower = StockFollower("stopncii", server.base_url, server)
    follower.catch_up()
    assert len(follower.signals) == 2


def test_the_ncmec_client_west_of_greenwich_gets_everything_late_and_loses_nothing(
    server: Server, move_to: t.Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    move_to("America/New_York")
    server.tell("list", 1, 2)
    follower = StockFollower("ncmec", server.base_url, server)
    # It writes its local time for UTC, so it asks for what there was hours ago.
    follower.catch_up()
    assert not follower.signals
    behind, now = -time.localtime().tm_gmtoff, time.time
    assert behind > 0
    receipt = server.tell("list", 2, 2)
    time.sleep(CLOSED)
    monkeypatch.setattr(time, "time", lambda: now() + behind)
    follower.fetch()
    assert len(follower.signals) == 4
    server.tell("withdraw", receipt["number"], receipt["pin"])
    time.sleep(CLOSED)
    follower.fetch()
    assert set(follower.signals) == _listed(server)
    assert len(follower.signals) == 2


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Pacific/Kiritimati"])
def test_the_ncmec_client_is_told_that_its_time_is_wrong_where_it_would_miss_everything(
    server: Server, zone: str, move_to: t.Callable[[str], None]
) -> None:
    move_to(zone)
    server.tell("list", 1, 2)
    follower = StockFollower("ncmec", server.base_url, server)
    with pytest.raises(requests.HTTPError) as refused:
        follower.fetch()
    assert refused.value.response.status_code == 400
    assert "TZ=UTC" in str(refused.value)


@pytest.mark.parametrize("ahead, refused", [(8, False), (30, True)])
def test_the_ncmec_client_whose_clock_is_ahead_misses_nothing_without_a_word(
    server: Server, monkeypatch: pytest.MonkeyPatch, ahead: int, refused: bool
) -> None:
    follower = StockFollower("ncmec", server.base_url, server)
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + ahead)

    def fetch() -> None:
        if refused:
            with pytest.raises(requests.HTTPError) as error:
                follower.fetch()
            assert error.value.response.status_code == 400
            assert "set your clock" in str(error.value)
        else:
            follower.fetch()
            assert set(follower.signals) == _listed(server)

    fetch()
    receipt = server.tell("list", 1, 3)
    fetch()
    server.tell("withdraw", receipt["number"], receipt["pin"])
    server.tell("list", 2, 1)
    fetch()
    monkeypatch.undo()
    # What it holds is of seconds that its clock has yet to reach.
    time.sleep(ahead)
    follower.catch_up()
    assert set(follower.signals) == _listed(server)
    assert len(follower.signals) == 1


def test_what_the_ncmec_client_asks_beside_entries_is_answered(server: Server) -> None:
    client = _ncmec(server)
    status = client.status()
    assert (status.esp_id, status.esp_name) == (1000, "Scratch platform")
    assert {member.esp_id for member in client.members()} == {1, 1000}
    reasons = client.feedback_reasons(FingerprintType.md5)
    assert len(reasons) == 3


def test_votes_of_the_ncmec_client_come_back_with_the_entries(server: Server) -> None:
    server.tell("list", 1, 1)
    time.sleep(CLOSED)
    client = _ncmec(server)
    (entry,) = _entries(client)
    client.submit_feedback(entry.member_id, entry.id, FingerprintType.pdq, FeedbackType.upvote)
    (entry,) = _entries(client)
    assert _sentiments(entry) == [FeedbackType.upvote]
    reason = next(iter(client.feedback_reasons(FingerprintType.md5)))
    client.submit_feedback(
        entry.member_id, entry.id, FingerprintType.md5, FeedbackType.downvote, getattr(reason, "guid", reason)
    )
    (entry,) = _entries(client)
    assert _sentiments(entry) == [FeedbackType.downvote]
    native = f"{server.base_url}/api/v1/lists/exploitative/entries/{entry.id}"
    said = requests.get(native, headers={"Authorization": f"Bearer {server.bearer}"}, timeout=10).json()
    assert said["feedback"]["verdict"] == "disputed"


def test_feedback_of_the_stopncii_client_comes_back_with_the_records(server: Server) -> None:
    server.tell("list", 1, 2)
    time.sleep(CLOSED)
    keys = {endpoint: server.bearer for endpoint in StopNCIIEndpoint}
    keys[StopNCIIEndpoint.SubmitHashes] = server.contributor
    api = StopNCIIAPI(
        server.subscription_key, server.bearer, keys, f"{server.base_url}/stopncii/exploitative/v1"
    )
    first, second = [record for page in api.fetch_hashes_iter() for record in page.hashRecords]
    blocked = StopNCIICSPFeedback(StopNCIICSPFeedbackValue.Blocked, {"Nude"})
    kept = StopNCIICSPFeedback(StopNCIICSPFeedbackValue.NotBlocked)
    api.submit_feedbacks(
        {
            (StopNCIISignalType.ImagePDQ, first.hashValue): blocked,
            (StopNCIISignalType.ImagePDQ, second.hashValue): kept,
        }
    )
    records = [record for page in api.fetch_hashes_iter() for record in page.hashRecords]
    values = [[given.feedbackValue for given in record.CSPFeedbacks] for record in records]
    assert values == [[StopNCIICSPFeedbackValue.Blocked], [StopNCIICSPFeedbackValue.NotBlocked]]

    api.submit_hash(StopNCIISignalType.ImagePDQ, "5a" * 32)
    time.sleep(CLOSED)
    records = [record for page in api.fetch_hashes_iter() for record in page.hashRecords]
    assert len(records) == 2, "what is handed in waits for review"


def test_tx_follows_the_stopncii_wire_without_a_line_of_code(server: Server, tmp_path: Path) -> None:
    server.tell("list", 1, 3)
    time.sleep(CLOSED)
    keys = f"{server.bearer},{server.subscription_key},{server.base_url}/stopncii/exploitative/v1"
    environment = {**os.environ, "HOME": str(tmp_path), "TX_STATEDIR": str(tmp_path), "TX_STOPNCII_KEYS": keys}

    def tx(*words: str) -> str:
        command = [str(Path(sys.executable).with_name("tx")), *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    tx("config", "collab", "edit", "stop_ncii", "--create", "Reclaim")
    tx("fetch", "--only-api", "stop_ncii")
    assert "pdq: 3" in tx("dataset")


def _ncmec(server: Server) -> NCMECHashAPI:
    environment = t.cast(t.Any, SimpleNamespace(value=f"{server.base_url}/ncmec/exploitative"))
    return NCMECHashAPI(server.user, server.password, environment)


def _entries(client: NCMECHashAPI) -> t.List[t.Any]:
    end = int(time.time())
    return [entry for page in client.get_entries_iter(end_timestamp=end) for entry in page.updates]


def _sentiments(entry: t.Any) -> t.List[FeedbackType]:
    return [given.feedback_type for of_kind in entry.feedback.values() for given in of_kind]


def _listed(server: Server) -> t.Set[str]:
    """The PDQ of everything that is on the list, as the native feed tells it."""
    pages = feed.pages(server.base_url, server.bearer, "exploitative")
    changes = [change for page in pages for change in page.changes]
    hashes = [h for change in changes for h in change.get("hashes", [])]
    return {h["value"] for h in hashes if h["kind"] == "pdq" and "variant" not in h}
