"""Takes changes of address and files them. What cannot be filed ends in `address-failed`."""

import os

import flask
import functions_framework
import requests
from cloudevents.http import CloudEvent, to_binary


@functions_framework.http
def take(request):
    """202, or 400 without a number."""
    change = request.get_json(silent=True) or {}
    if not isinstance(change.get("changeId"), str):
        return flask.jsonify(fault="changeId: a number of your own"), 400
    event = CloudEvent({"type": "parcels.address-changed", "source": "/parcels/take", "id": change["changeId"]}, change)
    headers, body = to_binary(event)
    requests.post(os.environ["FAASC_EVENT_ADDRESS_CHANGED"], data=body, headers=headers, timeout=3).raise_for_status()
    return "", 202


@functions_framework.cloud_event
def file(event):
    """Writes the address; written twice, it is the same one."""
    change = event.data
    address = f"{os.environ['FAASC_STORE_ADDRESSES']}/{change['recipientId']}"
    requests.put(address, json=change, timeout=3).raise_for_status()
