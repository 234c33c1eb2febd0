"""POST /appointments: keeps one under the number that the caller gave it: a repeated request is the same one."""

import os

import flask
import functions_framework
import requests


@functions_framework.http
def handler(request):
    """201 and the appointment, or 400 without a number."""
    sent = request.get_json(silent=True) or {}
    if not isinstance(sent.get("appointmentId"), str):
        return flask.jsonify(fault="appointmentId: a number of your own"), 400
    kept = f"{os.environ['FAASC_STORE_APPOINTMENTS']}/{sent['appointmentId']}"
    requests.put(kept, json=sent, timeout=3).raise_for_status()
    return flask.jsonify(sent), 201
