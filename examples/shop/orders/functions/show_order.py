"""GET /orders/{orderId}: the customer's own order."""

import os

import flask
import functions_framework
import requests

from caller import subject


@functions_framework.http
def handler(request):
    """200 and the order; 404 also for another customer's, so that numbers tell nothing."""
    order_id = request.path.rstrip("/").rsplit("/", 1)[-1]
    found = requests.get(f"{os.environ['FAASC_STORE_ORDERS_TAKEN']}/{order_id}", timeout=3)
    if found.status_code == 404 or found.ok and found.json()["customer"] != subject(request):
        return flask.jsonify(fault="no such order of yours"), 404
    found.raise_for_status()
    return flask.jsonify(found.json()), 200
