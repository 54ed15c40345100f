"""Says what became of a match on the native feed, for whoever knows a hash and not the entries behind it."""

import typing as t

from threatexchange.exchanges.fetch_state import SignalOpinion, SignalOpinionCategory
from threatexchange.signal_type.signal_base import SignalType

from reclaim_threatexchange import feed
from reclaim_threatexchange.signals import SIGNALS, is_good, text

VERDICTS: t.Mapping[SignalOpinionCategory, str] = {
    SignalOpinionCategory.POSITIVE_CLASS: "removed",
    SignalOpinionCategory.NEGATIVE_CLASS: "kept",
    SignalOpinionCategory.INVESTIGATION_SEED: "matched",
}


def say(
    base_url: str,
    bearer: str,
    list_name: str,
    signal_type: t.Type[SignalType],
    signal: str,
    opinion: SignalOpinion,
    *,
    with_variants: bool = False,
) -> None:
    """Says it of every entry that the hash matches, as the list is now: the hash may be the one of an upload.

    Reads the whole list, because nothing is asked by hash on this wire. Raises FeedError where nothing matches.
    """
    found = [
        change["entry"]
        for change in feed.snapshot(base_url, bearer, list_name)
        if any(
            (with_variants or "variant" not in h) and _matches(signal_type, signal, change["medium"], h)
            for h in change["hashes"]
        )
    ]
    if not found:
        raise feed.FeedError(f"nothing on the list {list_name} matches this hash, so nothing was said of it")
    feed.give_feedback(base_url, bearer, list_name, found, VERDICTS[opinion.category])


def _matches(signal_type: t.Type[SignalType], signal: str, medium: str, h: t.Mapping[str, t.Any]) -> bool:
    if SIGNALS.get((medium, h["kind"])) != signal_type.get_name() or not is_good(h):
        return False
    return t.cast(bool, t.cast(t.Any, signal_type).compare_hash(signal, text(h)).match)
