"""POST /payments: asks for the risk of a payment, and keeps what is paid."""

import os

import flask
import functions_framework
import requests


@functions_framework.http
def handler(request):
    """201 and the payment, 400 without a number, 402 where it looks like fraud."""
    payment = request.get_json(silent=True) or {}
    if not isinstance(payment.get("paymentId"), str):
        return flask.jsonify(fault="paymentId: a number of your own"), 400
    secret = {"authorization": "Bearer " + os.environ["FAASC_SECRET_SCORER_KEY"]}
    scored = requests.post(f"{os.environ['FAASC_SERVICE_SCORER']}/risks", json=payment, headers=secret, timeout=5)
    scored.raise_for_status()
    if scored.json()["risk"] > 0.9:
        return flask.jsonify(fault="refused"), 402
    address = f"{os.environ['FAASC_STORE_LEDGER']}/{payment['paymentId']}"
    requests.put(address, json=payment, timeout=3).raise_for_status()
    return flask.jsonify(payment), 201
