"""play-requested: picks the least loaded streaming server of the viewer's country, or of a neighbour's."""

import functions_framework

from contract import Table, send, try_again

FULL = "095"  # percent in three digits, so that texts sort as numbers do; from there on a server takes nobody

NEIGHBOURS = {"DE": ["NL", "FR"], "FR": ["DE", "NL"], "NL": ["DE", "FR"]}


@functions_framework.cloud_event
def handler(event):
    """Emits server-selected; without a free server the message comes again."""
    play = event.data
    server = _pick(play["country"])
    if server is None:
        try_again("no server has room")
    send("server-selected", play["playId"], {**play, "serverId": server["serverId"]})


def _pick(country):
    servers = Table("servers")
    for place in [country, *NEIGHBOURS[country]]:
        for server in servers.query("by-country", country=place):
            if server["load"] < FULL:  # the index is in order of load: the first is the least loaded
                return server
    return None
