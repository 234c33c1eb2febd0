"""Takes letters between doctors, and keeps each in the archive for good."""

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
    address = f"{os.environ['FAASC_STORE_LETTERS']}/{letter['letterId']}"
    requests.put(address, json=letter, timeout=3).raise_for_status()
    return flask.jsonify(letter), 201


@functions_framework.cloud_event
def keep(_):
    """Copies every letter into the archive; copied twice, it is the same object."""
    after = {}
    while True:
        page = requests.get(os.environ["FAASC_STORE_LETTERS"], params=after, timeout=3)
        page.raise_for_status()
        for letter in page.json()["items"]:
            address = f"{os.environ['FAASC_STORE_ARCHIVE']}/{letter['letterId']}.json"
            requests.put(address, json=letter, timeout=3).raise_for_status()
        if not page.json().get("next"):
            return
        after = {"after": page.json()["next"]}
