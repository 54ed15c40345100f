"""The NCMEC wire, with the base address as a setting and times in UTC."""

import time
import typing as t
from dataclasses import dataclass, field
from datetime import datetime, timezone
from types import SimpleNamespace

import requests
from threatexchange.exchanges.clients.ncmec import hash_api
from threatexchange.exchanges.collab_config import CollaborationConfigWithDefaults
from threatexchange.exchanges.impl import ncmec_api
from threatexchange.exchanges.impl.ncmec_api import (
    NCMECCheckpoint,
    NCMECOpinion,
    NCMECSignalExchangeAPI,
    NCMECSignalMetadata,
)
from threatexchange.exchanges.fetch_state import FetchDelta, SignalOpinion, SignalOpinionCategory
from threatexchange.signal_type.signal_base import SignalType

from reclaim_threatexchange import feedback
from reclaim_threatexchange.credentials import ReclaimCredentials
from reclaim_threatexchange.refusal import explain_refusals
from reclaim_threatexchange.source import refuse_another, source


# Seconds of what is held that are fetched again.
OVERLAP = 120


@dataclass
class _Required:
    base_url: str = field(metadata={"help": "the server's address, such as https://reclaim.example.org"})


@dataclass
class ReclaimNCMECConfig(CollaborationConfigWithDefaults, _Required):
    api: str = field(init=False, default="reclaim_ncmec")
    list: str = field(default="exploitative", metadata={"help": "the list to follow"})
    only_esp_ids: t.Set[int] = field(default_factory=set, metadata={"help": "member ids to keep"})


@dataclass
class ReclaimNCMECCheckpoint(NCMECCheckpoint):
    """The parent's, and which list it is of."""

    source: str = ""


@dataclass
class ReclaimNCMECMetadata(NCMECSignalMetadata):
    """The stock one takes every entry for a verdict; one that nobody has looked at is a reason to look."""

    def get_as_opinions(self) -> t.Sequence[NCMECOpinion]:
        return [NCMECOpinion(False, _category(tags), tags, member) for member, tags in self.member_entries.items()]


def _category(tags: t.Set[str]) -> SignalOpinionCategory:
    confirmed = "confirmed" in tags
    return SignalOpinionCategory.POSITIVE_CLASS if confirmed else SignalOpinionCategory.INVESTIGATION_SEED


class UTCClient(hash_api.NCMECHashAPI):
    """The stock client writes the machine's local time as if it were UTC, and says why it was refused only where the
    status line has come through as the server wrote it."""

    def _get_session(self) -> requests.Session:
        session = super()._get_session()
        explain_refusals(session)
        return session

    def get_entries(
        self, *, start_timestamp: int = 0, end_timestamp: int = 0, next_: str = ""
    ) -> hash_api.GetEntriesResponse:
        now = int(time.time())
        window = {"from": _utc(start_timestamp), "to": _utc(end_timestamp or now)}
        root = self._get(hash_api.NCMECEndpoint.entries, next_=next_, **window)
        return hash_api.GetEntriesResponse.from_xml(hash_api._XMLWrapper(root), now)


def _utc(timestamp: int) -> str:
    return datetime.fromtimestamp(timestamp, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class ReclaimNCMECAPI(NCMECSignalExchangeAPI):
    """`NCMECSignalExchangeAPI` for a Reclaim server."""

    @classmethod
    def get_name(cls) -> str:
        return "reclaim_ncmec"

    @staticmethod
    def get_config_cls() -> t.Type[ReclaimNCMECConfig]:  # type: ignore[override]
        return ReclaimNCMECConfig

    @staticmethod
    def get_checkpoint_cls() -> t.Type[ReclaimNCMECCheckpoint]:
        return ReclaimNCMECCheckpoint

    @staticmethod
    def get_record_cls() -> t.Type[ReclaimNCMECMetadata]:
        return ReclaimNCMECMetadata

    @classmethod
    def naive_convert_to_signal_type(
        cls,
        signal_types: t.Sequence[t.Type[SignalType]],
        collab: t.Any,
        fetched: t.Mapping[str, hash_api.NCMECEntryUpdate],
    ) -> t.Dict[t.Type[SignalType], t.Dict[str, NCMECSignalMetadata]]:
        converted = super().naive_convert_to_signal_type(signal_types, collab, fetched)
        return {
            signal_type: {signal: ReclaimNCMECMetadata(held.member_entries) for signal, held in signals.items()}
            for signal_type, signals in converted.items()
        }

    @staticmethod
    def get_credential_cls() -> t.Type[ReclaimCredentials]:
        return ReclaimCredentials

    @classmethod
    def for_collab(
        cls, collab: t.Any, credentials: t.Optional[ncmec_api.NCMECCredentials] = None
    ) -> "ReclaimNCMECAPI":
        credentials = credentials or ReclaimCredentials.get(cls)
        return cls(collab, credentials.user, credentials.password)

    def get_client(self, environment: t.Any) -> hash_api.NCMECHashAPI:
        return UTCClient(self._username, self._password, environment)

    def report_opinion(self, s_type: t.Type[SignalType], signal: str, opinion: SignalOpinion) -> None:
        """Says of every entry that the hash matches what became of it, on the native feed, which the same key opens: a vote
        of this wire names the entry."""
        config = t.cast(t.Any, self.collab)
        bearer = ReclaimCredentials(self._username, self._password).bearer
        feedback.say(config.base_url, bearer, config.list, s_type, signal, opinion)

    def fetch_iter(
        self,
        supported_signal_types: t.Sequence[t.Type[SignalType]],
        checkpoint: t.Optional[NCMECCheckpoint],
    ) -> t.Iterator[FetchDelta[str, hash_api.NCMECEntryUpdate, NCMECCheckpoint]]:
        config = t.cast(t.Any, self.collab)
        # The parent takes the address from a closed list; anything with a `value` will do.
        config.environment = SimpleNamespace(value=f"{config.base_url.rstrip('/')}/ncmec/{config.list}")
        if isinstance(checkpoint, ReclaimNCMECCheckpoint):
            refuse_another(checkpoint.source, config)
        reached = checkpoint.get_entries_max_ts if checkpoint else 0
        for delta in self._fetch(supported_signal_types, checkpoint):
            held = delta.checkpoint
            # What `tx` is told of how far it got never falls.
            reached = max(reached, held.get_entries_max_ts)
            yield FetchDelta(delta.updates, ReclaimNCMECCheckpoint(reached, held.paging_info, source(config)))

    def _fetch(
        self,
        supported_signal_types: t.Sequence[t.Type[SignalType]],
        checkpoint: t.Optional[NCMECCheckpoint],
    ) -> t.Iterator[FetchDelta[str, hash_api.NCMECEntryUpdate, NCMECCheckpoint]]:
        """As the parent does, and a little of what is held again: what is fetched twice is held once. Where the server no
        longer takes the cursor that a fetch broke off with, its window is fetched again from the start; the parent would
        ask with that cursor until it is twelve hours old."""
        arrived = False
        try:
            for delta in super().fetch_iter(supported_signal_types, _overlapping(checkpoint)):
                arrived = True
                yield delta
        except requests.HTTPError as refused:
            if arrived or not checkpoint or not checkpoint.paging_info or refused.response.status_code != 400:
                raise
            afresh = NCMECCheckpoint(checkpoint.get_entries_max_ts)
            yield from super().fetch_iter(supported_signal_types, _overlapping(afresh))


def _overlapping(checkpoint: t.Optional[NCMECCheckpoint]) -> t.Optional[NCMECCheckpoint]:
    """The checkpoint from which to go on. The parent goes on where its own clock was five seconds before the last fetch;
    servers and clocks that disagree by less than `OVERLAP` cost nothing. A cursor stands for its own window."""
    if not checkpoint or checkpoint.paging_info:
        return checkpoint
    return NCMECCheckpoint(max(0, checkpoint.get_entries_max_ts - OVERLAP))
