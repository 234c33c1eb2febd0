"""server-selected: opens the stream and the session. However often it comes, there is one session."""

import datetime
import time

import functions_framework

from contract import Table, call, poison, send

GRACE = 15 * 60  # seconds beyond the length of the film: pauses
KEPT = 30 * 24 * 3600  # seconds after its end at which the row goes


@functions_framework.cloud_event
def handler(event):
    """Writes the session on condition, opens the stream, emits session-started."""
    play = event.data
    session = _session(play)
    # The stream is opened under the play's number: asked twice, the network answers with the same stream.
    stream = call("media", f"/servers/{play['serverId']}/streams", {"titleId": play["titleId"]}, play["playId"])
    send(
        "session-started",
        play["playId"],
        {
            "playId": play["playId"],
            "viewerId": play["viewerId"],
            "titleId": play["titleId"],
            "country": play["country"],
            "startedAt": session["startedAt"],
            "url": stream["url"],
        },
    )


def _session(play):
    sessions, now = Table("sessions"), int(time.time())
    ends = now + play["minutes"] * 60 + GRACE
    session = {
        "playId": play["playId"],
        "viewerId": play["viewerId"],
        "serverId": play["serverId"],
        "state": "running",
        "startedAt": now,
        "endsAt": datetime.datetime.fromtimestamp(ends, datetime.UTC).isoformat(),
        "expiresAt": ends + KEPT,
    }
    if sessions.put_new(play["playId"], session):
        return session
    found, _ = sessions.get(play["playId"])
    if found is None or found.get("viewerId") != play["viewerId"]:
        poison("the number of the play is another viewer's, or its session is over")
    return found
