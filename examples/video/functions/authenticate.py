"""POST /play: the click. Takes the viewer's wish and answers at once; the film starts behind it."""

import uuid

import flask
import functions_framework

from contract import send, viewer

COUNTRIES = {"DE", "FR", "NL"}


@functions_framework.http
def handler(request):
    """202 and the number of the play, or 400 with what is wrong."""
    wish = request.get_json(silent=True) or {}
    faults = list(_faults(wish))
    if faults:
        return flask.jsonify(faults=faults), 400
    play = {
        "playId": wish["playId"],
        "titleId": wish["titleId"],
        "country": wish["country"],
        "minutes": wish["minutes"],
        "viewerId": viewer(request.headers),
    }
    # A second click brings the same number, so it is the same play.
    send("play-requested", play["playId"], play)
    return flask.jsonify(playId=play["playId"]), 202


def _faults(wish):
    try:
        uuid.UUID(wish.get("playId", ""))
    except (AttributeError, TypeError, ValueError):
        yield "playId: a UUID that the player makes for each click"
    if not isinstance(wish.get("titleId"), str) or not wish["titleId"]:
        yield "titleId: which film"
    if wish.get("country") not in COUNTRIES:
        yield "country: one of " + ", ".join(sorted(COUNTRIES))
    minutes = wish.get("minutes")
    if isinstance(minutes, bool) or not isinstance(minutes, int) or not 1 <= minutes <= 600:
        yield "minutes: how long the film is, 1 to 600"
