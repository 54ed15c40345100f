"""Reads the native feed and checks it on the way. Knows nothing of threatexchange."""

import hashlib
import json
import typing as t
from datetime import datetime

import requests
import requests.auth
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

EMPTY = "0" * 64
TIMEOUT = 60
# The most opinions that the server takes in one request.
MOST_OPINIONS = 1_000
# What is refused each time is answered with the last refusal, which says why.
RETRIES = Retry(total=4, backoff_factor=0.5, status_forcelist=[429, 500, 502, 503, 504], raise_on_status=False)

Change = t.Dict[str, t.Any]


class FeedError(Exception):
    """The feed cannot be read, or is not what it says it is."""


def afresh(collab: str = "NAME") -> str:
    """How to drop a copy and fetch it again, with either tool."""
    return (
        f"drop the copy and fetch it again: with `tx`, run `tx fetch --clear --only-collab '{collab}'`, then `tx fetch`; in "
        f"HMA, send DELETE to /c/exchange/{collab}, then POST it to /c/exchanges as before"
    )


class _Bearer(requests.auth.AuthBase):
    """Sends a key. A mere header would be replaced by what ~/.netrc has for the server, or for every server."""

    def __init__(self, bearer: str) -> None:
        self.bearer = bearer

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.bearer}"
        return request


class Page(t.NamedTuple):
    """Some changes, and where they lead."""

    changes: t.List[Change]
    number: int
    digest: str
    changed_at: int


def pages(
    base_url: str, bearer: str, list_name: str, *, after: int = 0, digest: str = EMPTY, limit: int = 10_000
) -> t.Iterator[Page]:
    """Every page after the change `after`, at which the list had the digest `digest`, until there are no more.

    All hashes are asked for, whatever the platform chose on its pages: only of all of them can be seen whether they are
    right. Raises FeedError where a change is missing or the digest is not the one that the server states.
    """
    address = _address(base_url, list_name, "changes")
    with _session(base_url, bearer) as session:
        more = True
        while more:
            body = _get(session, address, {"after": after, "limit": limit, "variants": "true"})
            for change in body["changes"]:
                after += 1
                _check(change, after)
                digest = chain(digest, list_name, change)
            more = body["more"]
            checkpoint = body["checkpoint"]
            if not more and digest != checkpoint["digest"]:
                raise FeedError(
                    f"change {after} of {list_name} does not lead to the digest that the server states: the copy "
                    f"of this list is not the server's list; {afresh()}"
                )
            yield Page(body["changes"], after, digest, _seconds(checkpoint["at"]))


def snapshot(base_url: str, bearer: str, list_name: str) -> t.Iterator[Change]:
    """The newest change of every entry that is on the list now, with all hashes, read as it is taken.

    Raises FeedError where the answer ends before its last line.
    """
    address = _address(base_url, list_name, "snapshot")
    with _session(base_url, bearer) as session:
        with session.get(address, params={"variants": "true"}, timeout=TIMEOUT, stream=True) as response:
            _check_status(response)
            for line in response.iter_lines():
                read = json.loads(line)
                if "end" in read:
                    return
                yield read
    raise FeedError(f"the snapshot of {list_name} was cut off; ask again")


def give_feedback(base_url: str, bearer: str, list_name: str, entries: t.Sequence[str], verdict: str) -> None:
    """Says the same of some entries: `matched`, `removed`, `kept` or `disputed`. Saying it again changes nothing."""
    address = _address(base_url, list_name, "feedback")
    with _session(base_url, bearer) as session:
        for at in range(0, len(entries), MOST_OPINIONS):
            said = [{"entry": entry, "verdict": verdict} for entry in entries[at : at + MOST_OPINIONS]]
            _check_status(session.post(address, json={"feedback": said}, timeout=TIMEOUT))


def chain(before: str, list_name: str, change: Change) -> str:
    """The digest of the list after a change."""
    lines = [
        list_name,
        change["number"],
        change["change"],
        change["entry"],
        change["medium"],
        change["standing"] or "-",
        _seconds(change["changed_at"]),
        change["content"] or "-",
    ]
    text = "".join(f"{line}\n" for line in lines)
    return hashlib.sha256(bytes.fromhex(before) + text.encode()).hexdigest()


def content(change: Change) -> str:
    """The digest of a change's salt and hashes."""
    digest = hashlib.sha256(bytes.fromhex(change["salt"]))
    for h in change["hashes"]:
        digest.update(f"{h['kind']} {h.get('variant', '-')} {h['value']} {h.get('quality', '-')}\n".encode())
    return digest.hexdigest()


def _get(session: requests.Session, address: str, query: t.Mapping[str, t.Union[int, str]]) -> t.Dict[str, t.Any]:
    response = session.get(address, params=query, timeout=TIMEOUT)
    _check_status(response)
    return t.cast(t.Dict[str, t.Any], response.json())


def _check_status(response: requests.Response) -> None:
    if response.status_code >= 400:
        try:
            problem = response.json()
            raise FeedError(f"{problem['title']}. {problem['detail']}")
        except (KeyError, TypeError, requests.JSONDecodeError):
            response.raise_for_status()


def _address(base_url: str, list_name: str, last: str) -> str:
    return f"{base_url.rstrip('/')}/api/v1/lists/{list_name}/{last}"


def _session(base_url: str, bearer: str) -> requests.Session:
    session = requests.Session()
    session.auth = _Bearer(bearer)
    session.mount(base_url, HTTPAdapter(max_retries=RETRIES))
    return session


def _check(change: Change, number: int) -> None:
    if change["number"] != number:
        raise FeedError(f"change {number} is missing: {change['number']} came in its place")
    if "hashes" in change and content(change) != change["content"]:
        raise FeedError(f"the hashes of change {number} are not the ones that the list holds")


def _seconds(time: str) -> int:
    return int(datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp())
