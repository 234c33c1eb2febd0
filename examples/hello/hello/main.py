"""GET /hello: greets whom `name` names, or the world."""

import functions_framework


@functions_framework.http
def handler(request):
    """A line of text."""
    name = request.args.get("name", "").strip()[:80] or "world"
    return f"Hello, {name}!\n", 200, {"content-type": "text/plain; charset=utf-8"}
