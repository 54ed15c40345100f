"""Reads a window of the NCMEC wire with Meta's own client, unmodified, and prints each update as a line of JSON.

    ncmec_sync.py BASE_URL USER PASSWORD FROM TO

BASE_URL is the address above `/v2`, for example http://127.0.0.1:3000/ncmec/exploitative. FROM and TO are Unix
seconds, both included; TO may be `now`, which means five seconds ago, as the client's own fetch loop has it.

The client writes its local time as if it were UTC, so this runs in UTC unless TZ is set. Needs the PyPI package
threatexchange.
"""

import json
import os
import sys
import time
from types import SimpleNamespace

os.environ.setdefault("TZ", "UTC")
time.tzset()

from threatexchange.exchanges.clients.ncmec.hash_api import NCMECHashAPI  # noqa: E402


def main(base_url: str, user: str, password: str, start: str, end: str) -> None:
    # The client takes its address from a closed list of environments; anything with a `value` will do.
    client = NCMECHashAPI(user, password, SimpleNamespace(value=base_url))
    pages = client.get_entries_iter(
        start_timestamp=int(start),
        end_timestamp=int(time.time()) - 5 if end == "now" else int(end),
    )
    for page in pages:
        for update in page.updates:
            line = {
                "member": update.member_id,
                "id": update.id,
                "type": update.entry_type.value,
                "deleted": update.deleted,
                "classification": update.classification,
                "fingerprints": update.fingerprints,
            }
            print(json.dumps(line))


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
