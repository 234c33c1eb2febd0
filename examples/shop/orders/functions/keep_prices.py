"""catalog/product-changed: keeps a copy of the prices. A change that comes late is older, and ignored."""

import os

import functions_framework
import requests


@functions_framework.cloud_event
def handler(event):
    """Writes the row unless a newer one, or this one, is there."""
    change = event.data
    address = f"{os.environ['FAASC_STORE_PRICES']}/{change['sku']}"
    before = requests.get(address, timeout=3)
    if before.status_code == 404:
        condition = {"if-none-match": "*"}
    else:
        before.raise_for_status()
        if before.json()["version"] >= change["version"]:
            return
        condition = {"if-match": before.headers["etag"]}
    row = {field: change[field] for field in ("sku", "name", "cents", "version")}
    # When somebody else was faster, the host delivers again and we look again.
    requests.put(address, json=row, headers=condition, timeout=3).raise_for_status()
