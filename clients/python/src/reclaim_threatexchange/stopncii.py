"""The StopNCII wire, with the base address as a setting and withdrawals honoured."""

import typing as t
from dataclasses import dataclass, field

import requests
from threatexchange.exchanges import auth, fetch_state, signal_exchange_api
from threatexchange.exchanges.clients.stopncii import api
from threatexchange.exchanges.collab_config import CollaborationConfigWithDefaults
from threatexchange.exchanges.fetch_state import FetchDelta, SignalOpinion, SignalOpinionCategory
from threatexchange.exchanges.impl.stop_ncii_api import StopNCIICheckpoint, StopNCIISignalMetadata
from threatexchange.signal_type.md5 import VideoMD5Signal
from threatexchange.signal_type.pdq.signal import PdqSignal
from threatexchange.signal_type.signal_base import SignalType

from reclaim_threatexchange.credentials import ReclaimCredentials
from reclaim_threatexchange.refusal import explain_refusals
from reclaim_threatexchange.source import refuse_another, source

SIGNALS: t.Mapping[api.StopNCIISignalType, t.Type[SignalType]] = {
    api.StopNCIISignalType.ImagePDQ: PdqSignal,
    api.StopNCIISignalType.VideoMD5: VideoMD5Signal,
}
OFF_THE_LIST = (api.StopNCIICaseStatus.Withdrawn, api.StopNCIICaseStatus.Deleted)
FEEDBACK: t.Mapping[SignalOpinionCategory, api.StopNCIICSPFeedbackValue] = {
    SignalOpinionCategory.POSITIVE_CLASS: api.StopNCIICSPFeedbackValue.Blocked,
    SignalOpinionCategory.NEGATIVE_CLASS: api.StopNCIICSPFeedbackValue.NotBlocked,
    SignalOpinionCategory.INVESTIGATION_SEED: api.StopNCIICSPFeedbackValue.PendingReview,
}


@dataclass
class _Required:
    base_url: str = field(metadata={"help": "the server's address, such as https://reclaim.example.org"})


@dataclass
class ReclaimStopNCIIConfig(CollaborationConfigWithDefaults, _Required):
    api: str = field(init=False, default="reclaim_stopncii")
    list: str = field(default="exploitative", metadata={"help": "the list to follow"})


@dataclass
class ReclaimStopNCIICheckpoint(StopNCIICheckpoint):
    """The stock one, and which list it is of."""

    source: str = ""


@dataclass
class ReclaimCase:
    """One case behind a hash, while it is on the list."""

    signal_type: str
    value: str
    feedbacks: t.List[api.StopNCIICSPFeedback]


class _Client(api.StopNCIIAPI):
    """The stock client, which sends what ~/.netrc has for the server beside its keys, where two credentials are refused, and does
    not say why it was.
    """

    def _get_session(self, endpoint: api.StopNCIIEndpoint) -> requests.Session:
        session = super()._get_session(endpoint)
        session.auth = _as_it_is
        explain_refusals(session)
        return t.cast(requests.Session, session)


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


class ReclaimStopNCIIAPI(
    auth.SignalExchangeWithAuth[ReclaimStopNCIIConfig, ReclaimCredentials],
    signal_exchange_api.SignalExchangeAPI[
        ReclaimStopNCIIConfig, ReclaimStopNCIICheckpoint, StopNCIISignalMetadata, str, ReclaimCase
    ],
):
    """Follows one list by the StopNCII wire.

    What is fetched is kept by case number and not by hash, as the stock class keeps it: a hash goes when its last case is
    withdrawn, also where the record of the withdrawal no longer says which hash it was.
    """

    def __init__(self, collab: ReclaimStopNCIIConfig, credentials: ReclaimCredentials) -> None:
        super().__init__()
        self.collab = collab
        function_key = credentials.bearer
        self.api = _Client(
            credentials.subscription_key,
            function_key,
            {endpoint: function_key for endpoint in api.StopNCIIEndpoint},
            f"{collab.base_url.rstrip('/')}/stopncii/{collab.list}/v1",
        )

    @classmethod
    def for_collab(
        cls, collab: ReclaimStopNCIIConfig, credentials: t.Optional[ReclaimCredentials] = None
    ) -> "ReclaimStopNCIIAPI":
        return cls(collab, credentials or ReclaimCredentials.get(cls))

    @classmethod
    def get_name(cls) -> str:
        return "reclaim_stopncii"

    @staticmethod
    def get_config_cls() -> t.Type[ReclaimStopNCIIConfig]:
        return ReclaimStopNCIIConfig

    @staticmethod
    def get_checkpoint_cls() -> t.Type[ReclaimStopNCIICheckpoint]:
        return ReclaimStopNCIICheckpoint

    @staticmethod
    def get_record_cls() -> t.Type[StopNCIISignalMetadata]:
        return StopNCIISignalMetadata

    @staticmethod
    def get_credential_cls() -> t.Type[ReclaimCredentials]:
        return ReclaimCredentials

    def fetch_iter(
        self,
        supported_signal_types: t.Sequence[t.Type[SignalType]],
        checkpoint: t.Optional[ReclaimStopNCIICheckpoint],
    ) -> t.Iterator[FetchDelta[str, ReclaimCase, ReclaimStopNCIICheckpoint]]:
        if checkpoint:
            refuse_another(checkpoint.source, self.collab)
        start = checkpoint.update_time if checkpoint else api.StopNCIIAPI.DEFAULT_START_TIME
        for page in self.api.fetch_hashes_iter(start_timestamp=start):
            updates: t.Dict[str, t.Optional[ReclaimCase]] = {}
            for record in page.hashRecords:
                updates.update(_cases(record))
            reached = StopNCIICheckpoint.from_stopncii_fetch(page)
            yield FetchDelta(
                updates,
                ReclaimStopNCIICheckpoint(reached.update_time, reached.last_fetch_time, source(self.collab)),
            )

    def report_opinion(self, s_type: t.Type[SignalType], signal: str, opinion: SignalOpinion) -> None:
        """Says what became of a match: removed, looked at and kept, or not looked at yet."""
        kinds = {signal_type: kind for kind, signal_type in SIGNALS.items()}
        self.api.submit_feedback(kinds[s_type], signal, FEEDBACK[opinion.category], opinion.tags)

    @classmethod
    def naive_convert_to_signal_type(
        cls,
        signal_types: t.Sequence[t.Type[SignalType]],
        collab: ReclaimStopNCIIConfig,
        fetched: t.Mapping[str, t.Optional[ReclaimCase]],
    ) -> t.Dict[t.Type[SignalType], t.Dict[str, StopNCIISignalMetadata]]:
        by_name = {signal_type.get_name(): signal_type for signal_type in signal_types}
        converted: t.Dict[t.Type[SignalType], t.Dict[str, StopNCIISignalMetadata]] = {}
        for case in fetched.values():
            signal_type = by_name.get(case.signal_type) if case else None
            if case is None or signal_type is None:
                continue
            signals = converted.setdefault(signal_type, {})
            signals.setdefault(case.value, StopNCIISignalMetadata(case.feedbacks))
        return converted


def _cases(record: api.StopNCIIHashRecord) -> t.Iterator[t.Tuple[str, t.Optional[ReclaimCase]]]:
    """Each case of a record with what it has from now on; None where it is off the list."""
    signal_type = SIGNALS.get(record.signalType)
    for number, status in record.caseNumbers.items():
        if status in OFF_THE_LIST:
            yield number, None
        elif signal_type:
            yield number, ReclaimCase(signal_type.get_name(), record.hashValue, record.CSPFeedbacks)
