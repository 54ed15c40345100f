"""Why a server refused, in its own words: the stock clients raise the status line and drop the sentence below it. On the
NCMEC wire the line has the sentence too, unless a proxy between replaced it."""

import typing as t
import xml.etree.ElementTree as ET

import requests
from requests.adapters import HTTPAdapter

XML_DETAIL = "{urn:ietf:rfc:7807}detail"


def explain_refusals(session: requests.Session) -> None:
    """Has a session raise each refusal with its sentence, also one that it got as often as it asked again: without that it drops
    the last answer too, and raises that there were too many of them."""
    session.hooks["response"].append(say_why)
    for adapter in session.adapters.values():
        if isinstance(adapter, HTTPAdapter):
            adapter.max_retries = adapter.max_retries.new(raise_on_status=False)


def say_why(response: requests.Response, *_arguments: t.Any, **_settings: t.Any) -> requests.Response:
    """A hook of `requests` for answers. Raises HTTPError with the problem's detail where there is one; what is no problem of
    ours is left to whoever asked."""
    detail = _detail(response) if response.status_code >= 400 else None
    if detail:
        raise requests.HTTPError(f"{response.status_code}: {detail}", response=response)
    return response


def _detail(response: requests.Response) -> t.Optional[str]:
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    try:
        if kind == "application/problem+json":
            return str(response.json()["detail"])
        if kind == "application/problem+xml":
            return ET.fromstring(response.content).findtext(XML_DETAIL)
    except (KeyError, TypeError, ET.ParseError, requests.JSONDecodeError):
        pass
    return None
