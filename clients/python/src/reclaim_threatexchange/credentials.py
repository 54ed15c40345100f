"""The credential that the operator of Reclaim handed out."""

import typing as t
from dataclasses import dataclass, field

from threatexchange.exchanges import auth
from threatexchange.exchanges.impl.ncmec_api import NCMECCredentials

PREFIX = "rclm_"


@dataclass
class ReclaimCredentials(NCMECCredentials):
    """Kept apart from the credentials for NCMEC itself, which a platform may have as well."""

    ENV_VARIABLE: t.ClassVar[str] = "TX_RECLAIM_CREDENTIALS"
    FILE_NAME: t.ClassVar[str] = "~/.tx_reclaim_credentials"
    # `tx` sets these on the parent around every command, and what it sets there goes before everything else: without ones
    # of its own, this class would hand the password for NCMEC to whatever server the settings name.
    _DEFAULT: t.ClassVar[t.Optional[auth.CredentialHelper]] = None
    _DEFAULT_SRC: t.ClassVar[str] = ""

    user: str = field(metadata={"help": "The credential's id: 32 hex digits."})
    password: str = field(metadata={"help": "The credential's secret: 64 hex digits."})
    subscription_key: str = field(
        default="", metadata={"help": "Only for reclaim_stopncii: the subscription key, 32 hex digits."}
    )

    @classmethod
    def _from_str(cls, s: str) -> "ReclaimCredentials":
        """Reads `rclm_<id>_<secret>` or `<id>:<secret>`, each perhaps with `,<subscription key>` behind it."""
        s, _, subscription_key = s.strip().partition(",")
        user, _, password = s[len(PREFIX) :].partition("_") if s.startswith(PREFIX) else s.partition(":")
        return cls(user, password, subscription_key)

    @property
    def bearer(self) -> str:
        return f"{PREFIX}{self.user}_{self.password}"
