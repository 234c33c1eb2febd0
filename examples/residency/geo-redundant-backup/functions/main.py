"""POST /claims: keeps claim under the number that the caller gave it, so that a repeated request is the same one."""

import os

import flask
import functions_framework
import requests


@functions_framework.http
def handler(request):
    """201 and the claim, or 400 without a number."""
    sent = request.get_json(silent=True) or {}
    if not isinstance(sent.get("claimId"), str):
        return flask.jsonify(fault="claimId: a number of your own"), 400
    requests.put(f"{os.environ['FAASC_STORE_CLAIMS']}/{sent['claimId']}", json=sent, timeout=3).raise_for_status()
    return flask.jsonify(sent), 201
