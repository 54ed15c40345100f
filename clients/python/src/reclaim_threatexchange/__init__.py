"""Reclaim's lists for Meta's threatexchange library: `tx config extensions add reclaim_threatexchange`."""

from threatexchange.extensions.manifest import ThreatExchangeExtensionManifest

from reclaim_threatexchange.native import ReclaimAPI
from reclaim_threatexchange.ncmec import ReclaimNCMECAPI
from reclaim_threatexchange.stopncii import ReclaimStopNCIIAPI

__all__ = ["ReclaimAPI", "ReclaimNCMECAPI", "ReclaimStopNCIIAPI", "TX_MANIFEST"]

TX_MANIFEST = ThreatExchangeExtensionManifest(apis=(ReclaimAPI, ReclaimNCMECAPI, ReclaimStopNCIIAPI))
