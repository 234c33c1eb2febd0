"""Takes letters between doctors, and keeps each in the archive for good."""

import datetime
import os

import flask
import functions_framework
import requests


@functions_framework.http
def send(request):
    """201 and the letter, or 400 without a number."""
    letter = request.get_json(silent=True) or {}
    if not isinstance(letter.get("letterId"), str):
        return flask.jsonify(fault="letterId: a number of your own"), 400
    letter["sent"] = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    address = f"{os.environ['FAASC_STORE_LETTERS']}/{letter['letterId']}"
    requests.put(address, json=letter, timeout=3).raise_for_status()
    return flask.jsonify(letter), 201


@functions_framework.cloud_event
def keep(event):
    """Copies the letters of the day into the archive; copied twice, each is the same object."""
    tick = datetime.datetime.fromisoformat(event["time"])
    for day in sorted({f"{tick - ago:%Y-%m-%d}" for ago in (datetime.timedelta(), datetime.timedelta(hours=2))}):
        for letter in _sent(day):
            address = f"{os.environ['FAASC_STORE_ARCHIVE']}/{letter['letterId']}.json"
            requests.put(address, json=letter, timeout=3).raise_for_status()


def _sent(day):
    question = {"index": "by-day", "sent": day}
    while True:
        page = requests.get(os.environ["FAASC_STORE_LETTERS"], params=question, timeout=3)
        page.raise_for_status()
        yield from page.json()["items"]
        if not page.json().get("next"):
            return
        question["after"] = page.json()["next"]
