"""A real server from this repository, on an empty database."""

import json
import subprocess
import typing as t
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ["cargo", "run", "--quiet", "-p", "platform-api", "--example", "scratch_feed", "--"]


class Server:
    """Takes the commands that `scratch_feed` documents."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*EXAMPLE, *arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started = self._read()
        self.base_url: str = started["base_url"]
        self.user: str = started["user"]
        self.password: str = started["password"]
        self.bearer: str = started["bearer"]

    def tell(self, *words: t.Union[str, int]) -> t.Dict[str, t.Any]:
        assert self.process.stdin
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self._read()

    def _read(self) -> t.Dict[str, t.Any]:
        assert self.process.stdout
        return t.cast(t.Dict[str, t.Any], json.loads(self.process.stdout.readline()))

    def stop(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()


@pytest.fixture
def server() -> t.Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def server_with_small_pages() -> t.Iterator[Server]:
    server = Server("100")
    yield server
    server.stop()
