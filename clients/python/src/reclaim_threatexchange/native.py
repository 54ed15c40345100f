"""The native feed as an exchange of threatexchange."""

import typing as t
from dataclasses import dataclass, field

from threatexchange.exchanges import auth, fetch_state, signal_exchange_api
from threatexchange.exchanges.collab_config import CollaborationConfigWithDefaults
from threatexchange.exchanges.fetch_state import FetchDelta, SignalOpinion, SignalOpinionCategory
from threatexchange.signal_type.signal_base import SignalType

from reclaim_threatexchange import feed, feedback
from reclaim_threatexchange.credentials import ReclaimCredentials
from reclaim_threatexchange.signals import SIGNALS, is_good, text
from reclaim_threatexchange.source import refuse_another, source


@dataclass
class _Required:
    base_url: str = field(metadata={"help": "the server's address, such as https://reclaim.example.org"})


@dataclass
class ReclaimConfig(CollaborationConfigWithDefaults, _Required):
    api: str = field(init=False, default="reclaim")
    list: str = field(default="exploitative", metadata={"help": "the list to follow"})
    with_variants: bool = field(
        default=False, metadata={"help": "also match mirrored and otherwise altered copies"}
    )


@dataclass
class ReclaimCheckpoint(fetch_state.FetchCheckpointBase):
    """The last change that is held, the digest of the list at it, and which list it is."""

    number: int
    digest: str
    changed_at: int
    source: str = ""

    def get_progress_timestamp(self) -> t.Optional[int]:
        return self.changed_at


@dataclass
class ReclaimEntry:
    """One entry as it is on the list now."""

    medium: str
    standing: str
    hashes: t.List[t.Dict[str, t.Any]]


@dataclass
class ReclaimMetadata(fetch_state.FetchedSignalMetadata):
    """What is known of everything on the list that has one hash: the standing of each entry."""

    standings: t.Dict[str, str]

    def get_as_opinions(self) -> t.Sequence[SignalOpinion]:
        return [SignalOpinion(False, _category(standing), {standing}) for standing in self.standings.values()]


def _category(standing: str) -> SignalOpinionCategory:
    if standing == "confirmed":
        return SignalOpinionCategory.POSITIVE_CLASS
    return SignalOpinionCategory.INVESTIGATION_SEED


class ReclaimAPI(
    auth.SignalExchangeWithAuth[ReclaimConfig, ReclaimCredentials],
    signal_exchange_api.SignalExchangeAPI[
        ReclaimConfig, ReclaimCheckpoint, ReclaimMetadata, str, ReclaimEntry
    ],
):
    """Follows one list by change number."""

    def __init__(self, collab: ReclaimConfig, credentials: ReclaimCredentials) -> None:
        super().__init__()
        self.collab = collab
        self.credentials = credentials

    @classmethod
    def for_collab(
        cls, collab: ReclaimConfig, credentials: t.Optional[ReclaimCredentials] = None
    ) -> "ReclaimAPI":
        return cls(collab, credentials or ReclaimCredentials.get(cls))

    @classmethod
    def get_name(cls) -> str:
        return "reclaim"

    @staticmethod
    def get_config_cls() -> t.Type[ReclaimConfig]:
        return ReclaimConfig

    @staticmethod
    def get_checkpoint_cls() -> t.Type[ReclaimCheckpoint]:
        return ReclaimCheckpoint

    @staticmethod
    def get_record_cls() -> t.Type[ReclaimMetadata]:
        return ReclaimMetadata

    @staticmethod
    def get_credential_cls() -> t.Type[ReclaimCredentials]:
        return ReclaimCredentials

    def fetch_iter(
        self,
        supported_signal_types: t.Sequence[t.Type[SignalType]],
        checkpoint: t.Optional[ReclaimCheckpoint],
    ) -> t.Iterator[FetchDelta[str, ReclaimEntry, ReclaimCheckpoint]]:
        held = checkpoint or ReclaimCheckpoint(0, feed.EMPTY, 0)
        refuse_another(held.source, self.collab)
        pages = feed.pages(
            self.collab.base_url,
            self.credentials.bearer,
            self.collab.list,
            after=held.number,
            digest=held.digest,
        )
        for page in pages:
            updates = {change["entry"]: _entry(change) for change in page.changes}
            checkpoint = ReclaimCheckpoint(page.number, page.digest, page.changed_at, source(self.collab))
            yield FetchDelta(updates, checkpoint)

    def report_opinion(self, s_type: t.Type[SignalType], signal: str, opinion: SignalOpinion) -> None:
        """Says of every entry that the hash matches what became of it: removed, looked at and kept, or not looked at yet."""
        feedback.say(
            self.collab.base_url,
            self.credentials.bearer,
            self.collab.list,
            s_type,
            signal,
            opinion,
            with_variants=self.collab.with_variants,
        )

    @classmethod
    def naive_convert_to_signal_type(
        cls,
        signal_types: t.Sequence[t.Type[SignalType]],
        collab: ReclaimConfig,
        fetched: t.Mapping[str, t.Optional[ReclaimEntry]],
    ) -> t.Dict[t.Type[SignalType], t.Dict[str, ReclaimMetadata]]:
        by_name = {signal_type.get_name(): signal_type for signal_type in signal_types}
        converted: t.Dict[t.Type[SignalType], t.Dict[str, ReclaimMetadata]] = {}
        for entry_id, entry in fetched.items():
            if entry is None:
                continue
            for h in entry.hashes:
                signal_type = by_name.get(SIGNALS.get((entry.medium, h["kind"]), ""))
                if signal_type is None or not _is_wanted(h, collab):
                    continue
                signals = converted.setdefault(signal_type, {})
                metadata = signals.setdefault(text(h), ReclaimMetadata({}))
                metadata.standings[entry_id] = entry.standing
        return converted


def _entry(change: feed.Change) -> t.Optional[ReclaimEntry]:
    """The entry as the change leaves it; None where it is off the list, or a later change takes it off."""
    if "hashes" not in change:
        return None
    return ReclaimEntry(change["medium"], change["standing"], change["hashes"])


def _is_wanted(h: t.Mapping[str, t.Any], collab: ReclaimConfig) -> bool:
    return is_good(h) and (collab.with_variants or "variant" not in h)
