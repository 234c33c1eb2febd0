"""orders/order-placed: takes the money, writes the invoice, tells that it is paid. Once for each order."""

import os
import uuid

import functions_framework
import requests
from cloudevents.http import CloudEvent, to_binary

INVOICES = uuid.UUID("0c5f7bd2-8a1e-4c15-9df1-2f3a3a1b7d11")  # namespace of the numbers of invoices


@functions_framework.cloud_event
def handler(event):
    """The number of the invoice follows from the order's, so a duplicate repeats the same steps and changes nothing."""
    order = event.data
    invoice_id = str(uuid.uuid5(INVOICES, order["orderId"]))
    receipt = requests.post(
        f"{os.environ['FAASC_SERVICE_PSP']}/payments",
        json={"customer": order["customer"], "cents": order["cents"]},
        headers={
            "authorization": f"Bearer {os.environ['FAASC_SECRET_PSP_KEY']}",
            "idempotency-key": invoice_id,
        },
        timeout=5,
    )
    receipt.raise_for_status()
    invoice = {
        "invoiceId": invoice_id,
        "orderId": order["orderId"],
        "customer": order["customer"],
        "cents": order["cents"],
        "reference": receipt.json()["reference"],
    }
    address = f"{os.environ['FAASC_STORE_INVOICES']}/{invoice_id}"
    stored = requests.put(address, json=invoice, headers={"if-none-match": "*"}, timeout=3)
    if stored.status_code != 412:  # 412: a duplicate; the invoice is there
        stored.raise_for_status()
    paid = {field: invoice[field] for field in ("invoiceId", "orderId", "cents")}
    headers, body = to_binary(
        CloudEvent({"type": "billing.invoice-paid", "source": "/billing/invoice", "id": invoice_id}, paid)
    )
    requests.post(os.environ["FAASC_EVENT_INVOICE_PAID"], data=body, headers=headers, timeout=3).raise_for_status()
