"""POST /orders: takes an order at the prices that we know. The customer's own number makes it one order."""

import os
import uuid

import flask
import functions_framework
import requests
from cloudevents.http import CloudEvent, to_binary

from caller import subject


@functions_framework.http
def handler(request):
    """202 and the order, or 400 with what is wrong."""
    wish = request.get_json(silent=True) or {}
    customer = subject(request)
    lines, fault = _priced(wish.get("lines"))
    if not fault and not isinstance(wish.get("requestId"), str):
        fault = "requestId: a text of your own that makes a repeated request the same order"
    if fault:
        return flask.jsonify(fault=fault), 400
    order = {
        "orderId": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{customer}/{wish['requestId']}")),
        "customer": customer,
        "lines": lines,
        "cents": sum(line["cents"] * line["count"] for line in lines),
    }
    address = f"{os.environ['FAASC_STORE_ORDERS_TAKEN']}/{order['orderId']}"
    stored = requests.put(address, json={**order, "state": "placed"}, headers={"if-none-match": "*"}, timeout=3)
    if stored.status_code != 412:  # 412: taken before; the message may be missing all the same
        stored.raise_for_status()
    event = CloudEvent(
        {"type": "orders.order-placed", "source": "/orders/place-order", "id": order["orderId"]}, order
    )
    headers, body = to_binary(event)
    requests.post(os.environ["FAASC_EVENT_ORDER_PLACED"], data=body, headers=headers, timeout=3).raise_for_status()
    return flask.jsonify(order), 202


def _priced(wanted):
    """The lines with name and price, or what is wrong with them."""
    if not isinstance(wanted, list) or not wanted:
        return None, "lines: what is ordered"
    lines = []
    for line in wanted:
        sku, count = (line.get("sku"), line.get("count")) if isinstance(line, dict) else (None, None)
        if not isinstance(sku, str) or type(count) is not int or not 1 <= count <= 100:
            return None, "lines: each has a sku, and a count from 1 to 100"
        found = requests.get(f"{os.environ['FAASC_STORE_PRICES']}/{sku}", timeout=3)
        if found.status_code == 404:
            return None, f"lines: {sku} is not for sale"
        found.raise_for_status()
        lines.append({"sku": sku, "count": count, "cents": found.json()["cents"]})
    return lines, None
