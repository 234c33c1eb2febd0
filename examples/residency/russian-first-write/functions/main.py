"""Takes members in, and copies the list to the head office from where it was written first."""

import os

import flask
import functions_framework
import requests


@functions_framework.http
def join(request):
    """201 and the member, or 400 without a number."""
    member = request.get_json(silent=True) or {}
    if not isinstance(member.get("memberId"), str):
        return flask.jsonify(fault="memberId: a number of your own"), 400
    address = f"{os.environ['FAASC_STORE_MEMBERS']}/{member['memberId']}"
    requests.put(address, json=member, timeout=3).raise_for_status()
    return flask.jsonify(member), 201


@functions_framework.cloud_event
def copy(_):
    """Copies every row; copied twice, it is the same one."""
    after = {}
    while True:
        page = requests.get(os.environ["FAASC_STORE_MEMBERS"], params=after, timeout=3)
        page.raise_for_status()
        for member in page.json()["items"]:
            address = f"{os.environ['FAASC_STORE_MEMBERS_ABROAD']}/{member['memberId']}"
            requests.put(address, json=member, timeout=3).raise_for_status()
        if not page.json().get("next"):
            return
        after = {"after": page.json()["next"]}
