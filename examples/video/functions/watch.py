"""DELETE /play/{playId} and every minute: watches for the end of a session."""

import datetime
import time

import flask
import functions_framework

from contract import Table, send, viewer

AT_ONCE = 500  # sessions a tick; what is left is there in a minute


@functions_framework.http
def handler(request):
    """The player says goodbye, or the clock asks who did not."""
    if request.method == "POST":  # a tick comes as an event, and events come as POST
        return _sweep(), 200
    play_id = request.path.rstrip("/").rsplit("/", 1)[-1]
    session, version = Table("sessions").get(play_id)
    if session is None or session.get("viewerId") != viewer(request.headers):
        return flask.jsonify(fault="no such play of yours"), 404
    if session["state"] == "running":
        _end(session, version, "left")
    return flask.jsonify(playId=play_id), 200


def _sweep():
    sessions, ended = Table("sessions"), 0
    now = datetime.datetime.now(datetime.UTC).isoformat()
    for session in sessions.query("by-state", state="running", below=now):
        if ended == AT_ONCE:
            break
        row, version = sessions.get(session["playId"])
        if row and row["state"] == "running":
            _end(row, version, "over")
            ended += 1
    return f"{ended} ended"


def _end(session, version, why):
    # First the message, then the mark: a crash between them repeats the message, and never loses it.
    send(
        "session-ended",
        session["playId"],
        {"playId": session["playId"], "serverId": session["serverId"], "why": why, "endedAt": int(time.time())},
    )
    # Somebody else was faster: the session has ended all the same.
    Table("sessions").put_over(session["playId"], {**session, "state": "ended"}, version)
