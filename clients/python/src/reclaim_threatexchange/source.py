"""Which list of which server a copy is of."""

import typing as t

from reclaim_threatexchange.feed import FeedError, afresh


class Followed(t.Protocol):
    """The part of each exchange's settings that says what is followed."""

    name: str
    base_url: str
    list: str


def source(collab: Followed) -> str:
    """The address of the list, as checkpoints keep it."""
    return f"{collab.base_url.rstrip('/')} {collab.list}"


def refuse_another(held: str, collab: Followed) -> None:
    """Raises FeedError where what is held was fetched from elsewhere: the two lists would become one.

    Nothing is known of what an earlier version of this package fetched (``).
    """
    if held not in ("", source(collab)):
        raise FeedError(
            f"what is held was fetched from {held}, and the settings say {source(collab)}: give another list a collab of its "
            f"own; to follow it in place of the first, {afresh(collab.name)}"
        )
