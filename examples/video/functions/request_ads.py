"""session-started: asks the advertising network for a spot. It may fail; nobody waits for it."""

import uuid

import functions_framework

from contract import call, send

REQUESTS = uuid.UUID("3f2f0c58-51a4-4c06-8a53-5c1f4b8b9a52")  # namespace of the numbers of requests


@functions_framework.cloud_event
def handler(event):
    """Emits ad-shown when the network had something to show."""
    session = event.data
    # A genre and a country go out; neither the viewer nor the play does.
    genre = session["titleId"].split("-")[0]
    request_id = str(uuid.uuid5(REQUESTS, session["playId"]))
    offer = call("ads", "/bids", {"genre": genre, "country": session["country"]}, request_id)
    if not offer.get("adId"):
        return
    impression = f"{session['playId']}-{offer['adId']}"
    send(
        "ad-shown",
        impression,
        {
            "impressionId": impression,
            "playId": session["playId"],
            "adId": offer["adId"],
            "cents": offer.get("cents", 0),
        },
    )
