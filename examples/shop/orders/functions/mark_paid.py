"""billing/invoice-paid: the order is paid."""

import os

import functions_framework
import requests


@functions_framework.cloud_event
def handler(event):
    """Marks the order; one that is marked already stays as it is."""
    paid = event.data
    address = f"{os.environ['FAASC_STORE_ORDERS_TAKEN']}/{paid['orderId']}"
    order = requests.get(address, timeout=3)
    order.raise_for_status()
    row = order.json()
    if row["state"] == "paid":
        return
    row = {**row, "state": "paid", "invoiceId": paid["invoiceId"]}
    requests.put(address, json=row, headers={"if-match": order.headers["etag"]}, timeout=3).raise_for_status()
