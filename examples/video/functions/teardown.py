"""session-ended: closes the stream and forgets the viewer."""

import time

import functions_framework

from contract import Table, call

KEPT = 24 * 3600  # seconds: as long as a late message could still come


@functions_framework.cloud_event
def handler(event):
    """Closing a closed stream does nothing; neither does writing the same stone on a grave."""
    end = event.data
    call("media", f"/servers/{end['serverId']}/streams/{end['playId']}/close", {}, f"close-{end['playId']}")
    # A row without the viewer stays for a day, so that a late duplicate starts no new session.
    Table("sessions").put(
        end["playId"], {"playId": end["playId"], "state": "closed", "expiresAt": int(time.time()) + KEPT}
    )
