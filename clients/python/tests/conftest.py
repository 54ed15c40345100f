"""A real server from this repository, on an empty database, and a proxy that fails on the way to it."""

import http.server
import json
import os
import subprocess
import threading
import typing as t
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ["cargo", "run", "--quiet", "-p", "platform-api", "--example", "scratch_feed", "--"]
# The NCMEC client leaves the newest five seconds for later.
CLOSED = 6.5


class Server:
    """Takes the commands that `scratch_feed` documents."""

    def __init__(self, *arguments: t.Union[str, int]) -> None:
        built = os.environ.get("RECLAIM_SCRATCH_FEED")
        self.process = subprocess.Popen(
            [*([built] if built else EXAMPLE), *map(str, arguments)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started = self._read()
        self.base_url: str = started["base_url"]
        self.user: str = started["user"]
        self.password: str = started["password"]
        self.bearer: str = started["bearer"]
        self.subscription_key: str = started["subscription_key"]
        self.contributor: str = started["contributor"]

    def tell(self, *words: t.Union[str, int]) -> t.Dict[str, t.Any]:
        assert self.process.stdin
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self._read()

    def _read(self) -> t.Dict[str, t.Any]:
        assert self.process.stdout
        return t.cast(t.Dict[str, t.Any], json.loads(self.process.stdout.readline()))

    def kill(self) -> None:
        """As a power cut would: nothing is finished, nothing is said."""
        self.process.kill()
        self.process.wait(timeout=10)

    def stop(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()


class Proxy:
    """Hands requests on, and fails as it is told to."""

    def __init__(self, server: Server) -> None:
        self.server = server
        # The next requests are answered with these and get no further.
        self.statuses: t.List[int] = []
        # The sentence in those answers, as the wires' problems have it; without one they have no body.
        self.sentence = ""
        # The next answers are cut off in the middle.
        self.cuts = 0
        # What is done when the next answer has begun to come; the rest of it is lost.
        self.halfway: t.Optional[t.Callable[[], None]] = None
        # How much of that answer never came.
        self.lost = 0
        # What was asked, with its query.
        self.asked: t.List[str] = []
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                proxy.asked.append(self.path)
                if proxy.statuses:
                    self.send_response(proxy.statuses.pop(0))
                    self.send_header("Retry-After", "0")
                    kind, body = _problem(self.path, proxy.sentence)
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                    return
                headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
                if proxy.halfway:
                    halfway, proxy.halfway = proxy.halfway, None
                    self.hand_on_until(headers, halfway)
                    return
                try:
                    answer = requests.get(proxy.server.base_url + self.path, headers=headers, timeout=30)
                except requests.ConnectionError:
                    self.close_connection = True
                    return
                self.send_response(answer.status_code)
                self.send_header("Content-Type", answer.headers.get("Content-Type", ""))
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                half = len(answer.content) // 2
                if proxy.cuts:
                    self.wfile.write(answer.content[:half])
                    self.wfile.flush()
                    proxy.cuts -= 1
                    self.close_connection = True
                    return
                self.wfile.write(answer.content)

            def hand_on_until(self, headers: t.Dict[str, str], halfway: t.Callable[[], None]) -> None:
                """Hands on the beginning of a page, and nothing of what comes after `halfway` has happened: where power is
                cut, what the system still held of it is lost with the process."""
                headers = {name: value for name, value in headers.items() if name.lower() != "accept-encoding"}
                headers["Accept-Encoding"] = "identity"
                answer = requests.get(proxy.server.base_url + self.path, headers=headers, timeout=30, stream=True)
                begun = answer.raw.read(2_000)
                length = int(answer.headers["Content-Length"])
                assert len(begun) < length, "the page is too short to be cut"
                self.send_response(answer.status_code)
                self.send_header("Content-Type", answer.headers["Content-Type"])
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(begun)
                self.wfile.flush()
                halfway()
                proxy.lost = length - len(begun)
                answer.close()
                self.close_connection = True

            def log_message(self, format: str, *arguments: t.Any) -> None:
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # Connections that clients keep open are not waited for.
        self.http.daemon_threads = True
        self.http.block_on_close = False
        self.base_url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.http.shutdown()
        self.http.server_close()


def _problem(path: str, sentence: str) -> t.Tuple[str, bytes]:
    """The media type and the body of a problem with this sentence, as the wire of this address writes them."""
    if not sentence:
        return "text/plain", b""
    if path.startswith("/ncmec/"):
        xml = f'<problem xmlns="urn:ietf:rfc:7807"><detail>{sentence}</detail></problem>'
        return "application/problem+xml; charset=utf-8", xml.encode()
    return "application/problem+json", json.dumps({"title": "Refused", "detail": sentence}).encode()


@pytest.fixture
def server() -> t.Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def server_with_small_pages() -> t.Iterator[Server]:
    server = Server(100)
    yield server
    server.stop()


@pytest.fixture
def proxy(server_with_small_pages: Server) -> t.Iterator[Proxy]:
    proxy = Proxy(server_with_small_pages)
    yield proxy
    proxy.stop()
