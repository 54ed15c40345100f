"""HMA itself, from source and on PostgreSQL, with our classes in its configuration: what an operator does by hand.

Not part of the usual run, because HMA is on no package registry. `HMA_SOURCE` is the folder `hasher-matcher-actioner` of a
checkout of github.com/facebook/ThreatExchange, `HMA_DATABASE` an empty database (`postgresql+psycopg2://...`), and the
environment has what HMA's `pyproject.toml` asks for; the README of this package says how.
"""

import os
import socket
import subprocess
import sys
import time
import typing as t
from pathlib import Path

import pytest
import requests
from conftest import CLOSED, Server

SOURCE = os.environ.get("HMA_SOURCE")
pytestmark = pytest.mark.skipif(not SOURCE, reason="HMA_SOURCE is not set")

EVERY = ["reclaim", "reclaim_ncmec", "reclaim_stopncii"]
CONFIGURATION = """
from OpenMediaMatch.storage.postgres.impl import DefaultOMMStore
from threatexchange.content_type.photo import PhotoContent
from threatexchange.content_type.video import VideoContent
from threatexchange.exchanges.impl.stop_ncii_api import StopNCIISignalExchangeAPI
from threatexchange.signal_type.md5 import VideoMD5Signal
from threatexchange.signal_type.pdq.signal import PdqSignal
from reclaim_threatexchange import ReclaimAPI, ReclaimNCMECAPI, ReclaimStopNCIIAPI

PRODUCTION = False
ROLE_HASHER = ROLE_MATCHER = ROLE_CURATOR = True
TASK_FETCHER = TASK_INDEXER = TASK_INDEX_CACHE = False
STORAGE_IFACE_INSTANCE = DefaultOMMStore(
    signal_types=[PdqSignal, VideoMD5Signal],
    content_types=[PhotoContent, VideoContent],
    exchange_types=[ReclaimAPI, ReclaimNCMECAPI, ReclaimStopNCIIAPI, StopNCIISignalExchangeAPI],
)
"""


class Hma:
    """One HMA with its database."""

    def __init__(self, folder: Path) -> None:
        assert SOURCE
        self.source = Path(SOURCE) / "src"
        configuration = folder / "omm_config.py"
        configuration.write_text(f"DATABASE_URI = {os.environ['HMA_DATABASE']!r}\n{CONFIGURATION}")
        self.environment = {
            **os.environ,
            "OMM_CONFIG": str(configuration),
            "PYTHONPATH": str(self.source),
        }
        self.flask("db", "upgrade", "--directory", "OpenMediaMatch/migrations", MIGRATION_COMMAND="1")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.base_url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [*self._flask(), "run", "--port", str(port)],
            env=self.environment,
            cwd=self.source,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(100):
            try:
                if requests.get(f"{self.base_url}/c/exchanges", timeout=5).ok:
                    return
            except requests.ConnectionError:
                time.sleep(0.2)
        raise AssertionError("HMA did not start")

    def _flask(self) -> t.List[str]:
        return [sys.executable, "-m", "flask", "--app", "OpenMediaMatch.app"]

    def flask(self, *words: str, **environment: str) -> None:
        subprocess.run(
            [*self._flask(), *words],
            env={**self.environment, **environment},
            cwd=self.source,
            check=True,
            capture_output=True,
        )

    def post(self, address: str, body: t.Dict[str, t.Any]) -> None:
        answer = requests.post(self.base_url + address, json=body, timeout=60)
        assert answer.status_code < 300, answer.text

    def follow(self, name: str, settings: t.Dict[str, t.Any]) -> None:
        self.post("/c/exchanges", {"bank": name.upper(), "api": name, "api_json": settings})

    def catch_up(self) -> None:
        """Fetches and builds the indices, as its background tasks do."""
        time.sleep(CLOSED)
        self.flask("fetch")
        self.flask("build_indices")

    def banks_that_match(self, pdq: str) -> t.Set[str]:
        parameters = {"signal_type": "pdq", "signal": pdq}
        answer = requests.get(f"{self.base_url}/m/lookup", parameters, timeout=60)
        assert answer.ok, answer.text
        return set(answer.json())

    def entries_that_match(self, bank: str, pdq: str) -> t.List[str]:
        """Under which ids a bank's exchange gave what the hash matches."""
        parameters = {"signal_type": "pdq", "signal": pdq}
        found = requests.get(f"{self.base_url}/m/lookup", parameters, timeout=60).json().get(bank, [])
        entries: t.List[str] = []
        for match in found:
            address = f"{self.base_url}/c/bank/{bank}/content/{match['bank_content_id']}"
            entries += requests.get(address, timeout=60).json()["metadata"]["collab"][bank]
        return entries

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)


@pytest.fixture
def hma(tmp_path: Path) -> t.Iterator[Hma]:
    hma = Hma(tmp_path)
    yield hma
    hma.stop()


def test_hma_matches_what_is_listed_and_no_longer_what_was_withdrawn(server: Server, hma: Hma) -> None:
    for name in EVERY:
        credentials = {
            "user": server.user,
            "password": server.password,
            "subscription_key": server.subscription_key,
        }
        hma.post(f"/c/exchanges/api/{name}", {"credential_json": credentials})
        hma.follow(name, {"base_url": server.base_url})
    stock = {
        "fetch_function_key": server.bearer,
        "subscription_key": server.subscription_key,
        "base_url_override": f"{server.base_url}/stopncii/exploitative/v1",
    }
    hma.post("/c/exchanges/api/stop_ncii", {"credential_json": stock})
    hma.follow("stop_ncii", {})
    pdq = "9c151c3af838278e3ef57c180c7d031c07aefd12f2ccc1e18f2a1e1c7d0ff163"
    # An index that holds a single hash, however often, finds nothing once it was stored (threatexchange 1.2.17, faiss 1.15.1).
    server.tell("list", 2, 1)
    receipt = server.tell("picture", 1, pdq)
    hma.catch_up()
    assert hma.banks_that_match(pdq) == {name.upper() for name in [*EVERY, "stop_ncii"]}
    # What became of a match is said by entry, as INTEGRATING has it.
    (entry,) = hma.entries_that_match("RECLAIM", pdq)
    assert hma.entries_that_match("RECLAIM_NCMEC", pdq) == [f"1-{entry}"]
    bearer = {"Authorization": f"Bearer {server.bearer}"}
    address = f"{server.base_url}/api/v1/lists/exploitative"
    said = {"feedback": [{"entry": entry, "verdict": "removed"}]}
    assert requests.post(f"{address}/feedback", json=said, headers=bearer, timeout=10).json()["new"] == 1
    held = requests.get(f"{address}/entries/{entry}", headers=bearer, timeout=10).json()
    assert held["feedback"]["verdict"] == "removed"
    server.tell("withdraw", receipt["number"], receipt["pin"])
    hma.catch_up()
    # What the guide says of a copy that has to be dropped: it goes, and all of it comes again.
    listed = server.tell("picture", 3, pdq)
    hma.catch_up()
    assert "RECLAIM" in hma.banks_that_match(pdq)
    answer = requests.delete(f"{hma.base_url}/c/exchange/RECLAIM", timeout=60)
    assert answer.ok, answer.text
    hma.flask("build_indices")
    assert "RECLAIM" not in hma.banks_that_match(pdq)
    hma.follow("reclaim", {"base_url": server.base_url})
    hma.catch_up()
    assert "RECLAIM" in hma.banks_that_match(pdq)
    server.tell("withdraw", listed["number"], listed["pin"])
    hma.catch_up()
    # Meta's own class keeps what was withdrawn, here and with StopNCII itself.
    assert hma.banks_that_match(pdq) <= {"STOP_NCII"}
