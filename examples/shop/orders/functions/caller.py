"""Who calls: the gateway has checked the token already, here its claims are only read."""

import base64
import json

from werkzeug.exceptions import Unauthorized


def subject(request):
    """The caller's id."""
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    try:
        payload = token.split(".")[1]
        return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["sub"]
    except (IndexError, KeyError, ValueError):
        raise Unauthorized("the token has no subject") from None
