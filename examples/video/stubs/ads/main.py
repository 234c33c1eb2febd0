"""Stands in for the advertising network while we develop: has a spot for most films, and fails now and then."""

import hashlib

import flask
import functions_framework


@functions_framework.http
def handler(request):
    """POST /bids. The same question gets the same answer, so that a failure can be looked at twice."""
    question = request.get_json(silent=True) or {}
    chance = hashlib.sha256(repr(sorted(question.items())).encode()).digest()[0]
    if chance < 26:  # one in ten
        return flask.jsonify(fault="no bidders"), 503
    return flask.jsonify(adId=f"spot-{chance % 7}", cents=2)
