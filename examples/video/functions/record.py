"""payout-made, ad-shown, session-ended: writes down what happened. Rows are added, never changed."""

import functions_framework

from contract import Table, poison

KEYS = {"payout-made": "payoutId", "ad-shown": "impressionId", "session-ended": "playId"}


@functions_framework.cloud_event
def handler(event):
    """One row for each occurrence; a duplicate finds it there and is done."""
    kind = event["type"].removeprefix("video.")
    if kind not in KEYS:
        poison(f"{kind} is nothing that is recorded")
    entry = f"{kind}/{event.data[KEYS[kind]]}"
    Table("journal").put_new(entry, {"entryId": entry, "kind": kind, "what": event.data})
