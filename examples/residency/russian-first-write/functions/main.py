"""Takes members in, and copies the list to the head office from where it was written first."""

import datetime
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
    member["joined"] = f"{datetime.datetime.now(datetime.UTC):%Y-%m}"
    address = f"{os.environ['FAASC_STORE_MEMBERS']}/{member['memberId']}"
    requests.put(address, json=member, timeout=3).raise_for_status()
    return flask.jsonify(member), 201


@functions_framework.cloud_event
def copy(event):
    """Copies who joined this month; copied twice, it is the same row."""
    tick = datetime.datetime.fromisoformat(event["time"])
    for month in sorted({f"{tick - ago:%Y-%m}" for ago in (datetime.timedelta(), datetime.timedelta(hours=1))}):
        for member in _joined(month):
            address = f"{os.environ['FAASC_STORE_MEMBERS_ABROAD']}/{member['memberId']}"
            requests.put(address, json=member, timeout=3).raise_for_status()


def _joined(month):
    question = {"index": "by-month", "joined": month}
    while True:
        page = requests.get(os.environ["FAASC_STORE_MEMBERS"], params=question, timeout=3)
        page.raise_for_status()
        yield from page.json()["items"]
        if not page.json().get("next"):
            return
        question["after"] = page.json()["next"]
