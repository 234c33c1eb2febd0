"""PUT /products/{sku}: changes what is sold. Each change has a number of its own, one higher than the last."""

import os

import flask
import functions_framework
import requests
from cloudevents.http import CloudEvent, to_binary


@functions_framework.http
def handler(request):
    """200 and the product with its version; 409 when somebody else changed it meanwhile."""
    wish = request.get_json(silent=True) or {}
    name, cents = wish.get("name"), wish.get("cents")
    if not isinstance(name, str) or not name or type(cents) is not int or cents < 0:
        return flask.jsonify(fault="a product has a name, and cents"), 400
    sku = request.path.rstrip("/").rsplit("/", 1)[-1]
    address = f"{os.environ['FAASC_STORE_PRODUCTS']}/{sku}"

    before = requests.get(address, timeout=3)
    if before.status_code == 404:
        version, condition = 1, {"if-none-match": "*"}
    else:
        before.raise_for_status()
        version, condition = before.json()["version"] + 1, {"if-match": before.headers["etag"]}
    product = {"sku": sku, "name": name, "cents": cents, "version": version}
    after = requests.put(address, json=product, headers=condition, timeout=3)
    if after.status_code == 412:
        return flask.jsonify(fault="changed by somebody else meanwhile"), 409
    after.raise_for_status()

    change = {"changeId": f"{sku}-{version}", **product}
    event = CloudEvent(
        {"type": "catalog.product-changed", "source": "/catalog/change-product", "id": change["changeId"]}, change
    )
    headers, body = to_binary(event)
    requests.post(os.environ["FAASC_EVENT_PRODUCT_CHANGED"], data=body, headers=headers, timeout=3).raise_for_status()
    return flask.jsonify(product), 200
