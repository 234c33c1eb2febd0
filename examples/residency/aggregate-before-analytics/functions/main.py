"""Notes what is played, and counts it for the charts: no count of fewer than 50 listeners leaves."""

import collections
import datetime
import os

import flask
import functions_framework
import requests

FEWEST = 50  # listeners that a count stands for


@functions_framework.http
def note_play(request):
    """201, or 400 without a number."""
    play = request.get_json(silent=True) or {}
    if not isinstance(play.get("playId"), str):
        return flask.jsonify(fault="playId: a number of your own"), 400
    play["hour"] = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H}"
    requests.put(f"{os.environ['FAASC_STORE_PLAYS']}/{play['playId']}", json=play, timeout=3).raise_for_status()
    return "", 201


@functions_framework.cloud_event
def count(event):
    """Sends the number of listeners of each song in the hour that is over."""
    hour = f"{datetime.datetime.fromisoformat(event['time']) - datetime.timedelta(hours=1):%Y-%m-%dT%H}"
    listeners = collections.defaultdict(set)
    for play in _plays(hour):
        listeners[play["song"]].add(play["listener"])
    counts = [
        {"song": song, "hour": hour, "listeners": len(heard)}
        for song, heard in sorted(listeners.items())
        if len(heard) >= FEWEST
    ]
    secret = {"authorization": "Bearer " + os.environ["FAASC_SECRET_CHARTS_KEY"]}
    charts = f"{os.environ['FAASC_SERVICE_CHARTS']}/counts"
    requests.post(charts, json=counts, headers=secret, timeout=5).raise_for_status()


def _plays(hour):
    question = {"index": "by-hour", "hour": hour}
    while True:
        page = requests.get(os.environ["FAASC_STORE_PLAYS"], params=question, timeout=3)
        page.raise_for_status()
        yield from page.json()["items"]
        if not page.json().get("next"):
            return
        question["after"] = page.json()["next"]
