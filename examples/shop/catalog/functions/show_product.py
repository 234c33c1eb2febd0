"""GET /products/{sku}: what hangs in the window."""

import os

import flask
import functions_framework
import requests


@functions_framework.http
def handler(request):
    """200 and the product, or 404."""
    sku = request.path.rstrip("/").rsplit("/", 1)[-1]
    found = requests.get(f"{os.environ['FAASC_STORE_PRODUCTS']}/{sku}", timeout=3)
    if found.status_code == 404:
        return flask.jsonify(fault="no such product"), 404
    found.raise_for_status()
    return flask.jsonify(found.json()), 200
